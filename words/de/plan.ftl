# Was jemandem gesagt wird, bevor er ein Bild veröffentlicht: was öffentlich wird und was verborgen bleibt.

# What becomes public. $format is "jpeg" or "png"; of a JPEG, $quality is its quality.
plan-picture =
    { $format ->
        [jpeg] Das bearbeitete Bild als JPEG der Qualität { $quality }, und wie es komprimiert ist.
       *[png] Das bearbeitete Bild.
    }
# $place is "hidden" if there is a crop whose place is hidden, else "known".
plan-edits =
    { $count ->
        [0] Dass nichts bearbeitet wurde: Das Bild ist das ganze Original.
        [one] Die Bearbeitung mit ihren Werten, { plan-such-as }.
       *[other] Die { $count } Bearbeitungen in ihrer Reihenfolge mit ihren Werten, { plan-such-as }.
    }
plan-such-as =
    { $place ->
        [hidden] etwa der Größe eines Zuschnitts, aber nicht, wo ein verborgener Zuschnitt liegt
       *[known] etwa der Lage eines Rechtecks
    }
plan-size = Die Größe des Originals: { $width } × { $height } Pixel.
# Who signed: a "notary", a camera ("device"), or one that is "simulated". $taken is when the photo was taken.
plan-signed =
    { $signer ->
        [notary] Wann es aufgenommen wurde, { $taken }, und welcher Notar es signiert hat: { $name } mit seinem Schlüssel.
        [simulated] Wann es aufgenommen wurde, { $taken }, und von welcher Kamera: { $name } mit ihrem Schlüssel und dem ihres Herstellers, und dass sie simuliert ist.
       *[device] Wann es aufgenommen wurde, { $taken }, und von welcher Kamera: { $name } mit ihrem Schlüssel und dem ihres Herstellers.
    }
plan-hash = Der Hash des Originals. Er zeigt das Foto nicht, aber jeder kann erkennen, dass zwei Bilder, die Sie veröffentlichen, vom selben Original stammen, und wer die Datei des Originals hat, kann erkennen, dass sie daraus stammen.
# $attested: what a notary attests, in sentences.
plan-attested = Was der Notar bezeugt: { $attested }
plan-evidence = Hashes des Zertifikats und der Content Credentials in der Datei der Kamera: Wer diese Datei hat, kann erkennen, dass sie es ist.
plan-converted = Dass die Farben aus { $space } umgerechnet wurden, bevor das Foto signiert wurde.
plan-bound = Der Text { $text }, an den der Beweis gebunden ist.
# What stays hidden. $what is what an edit takes away.
plan-removed =
    { $what ->
        [outside-crop] Alles außerhalb des Zuschnitts.
        [outside-hidden-crop] Alles außerhalb des Zuschnitts, und wo er im Foto liegt.
        [under-rectangles] Was unter den schwarzen Rechtecken liegt.
        [details] Einzelheiten, die feiner sind als die Pixel nach der Größenänderung.
       *[colours] Die Farben, bevor sie grau wurden.
    }
plan-compressed = Die Pixel des bearbeiteten Bildes vor der Komprimierung. Das JPEG zeigt fast dasselbe, also verbirgt das nichts, was man sehen kann.
plan-between = Die Pixel des Originals und jedes Bildes zwischen den Bearbeitungen, soweit das bearbeitete Bild sie nicht verrät: Eine Änderung der Helligkeit oder eine Spiegelung kann jeder rückgängig machen.
plan-file = Die Datei des Originals: ihr Name, ihr Ort und alles andere, was nicht als öffentlich genannt ist.
# What the user should know before starting.
plan-hides-nothing = Keine Bearbeitung verbirgt etwas: Jeder kann aus dem Bild fast das ganze Original berechnen. Schneiden, verkleinern oder schwärzen Sie, was verborgen bleiben muss.
plan-traces = Eine Weichzeichnung, Schärfung, Verpixelung, Begradigung oder Größenänderung kommt vor einem Zuschnitt oder einem schwarzen Rechteck: Pixel am Rand des sichtbaren Bereichs tragen eine Spur der verborgenen Pixel daneben. Schneiden oder schwärzen Sie zuerst, damit keine bleibt.
plan-corners = Die Ecken sind schwarz, wo das Foto begradigt wurde. Der größte Zuschnitt ohne sie ist { $width } × { $height } bei { $x }, { $y }.
plan-place = Wo der Zuschnitt im Foto liegt, ist denen verborgen, die kein anderes Bild dieser Szene haben. Spuren in den Pixeln können es verraten, etwa das Blockraster eines JPEG oder dunklere Ecken vom Objektiv (Vignettierung).
plan-place-redacted = Ein schwarzes Rechteck kommt vor dem verborgenen Zuschnitt: Ist ein Teil davon im Bild, verrät es, wo der Zuschnitt liegt. Schneiden Sie zuerst zu und schwärzen Sie dann.
# $hidden is what is hidden of the place of a crop: only its distance from the left ("across"), from the top ("down"), or "none" of it.
plan-place-known =
    { $hidden ->
        [across] Der verborgene Zuschnitt ist so hoch wie das Bild, aus dem er stammt: Nur sein Abstand vom linken Rand ist verborgen.
        [down] Der verborgene Zuschnitt ist so breit wie das Bild, aus dem er stammt: Nur sein Abstand vom oberen Rand ist verborgen.
       *[none] Der verborgene Zuschnitt ist so groß wie das Bild, aus dem er stammt, also verbirgt er nichts.
    }
# $signer is "camera" or "notary".
plan-unknown =
    { $signer ->
        [notary] Der Notar, der das Original signiert hat, ist nicht in Ihrer Vertrauensliste. Leser, die ihm auch nicht vertrauen, sehen „Notar unbekannt“.
       *[camera] Der Hersteller der Kamera ist nicht in Ihrer Vertrauensliste. Leser, die ihm auch nicht vertrauen, sehen „Hersteller der Kamera unbekannt“.
    }
plan-simulated = Die Kamera ist simuliert, und jeder Leser erfährt es.
plan-memory = Das Beweisen braucht etwa { $needed } Speicher, und { $free } sind frei. Schließen Sie zuerst andere Programme, sonst hält das System vielleicht dieses an.
# Why it cannot be exported as planned.
plan-bound-too-long = Der Text, der gebunden werden soll, hat { $bytes } Bytes, und höchstens { $most } können gebunden werden. Kürzen Sie ihn.
plan-revoked = Der Schlüssel, der dieses Original signiert hat, wurde widerrufen. Jede Prüfung des Bildes würde es ablehnen.
# $limit is how many publications an original has.
plan-spent = Alle { $limit } Veröffentlichungen dieses Originals sind verbraucht, und weitere könnten Teile davon verraten. Lassen Sie die Kamera das Foto noch einmal signieren und bearbeiten Sie die neue Datei.
# $pictures are to be published, and $left publications are left; $ordered more are ordered already.
plan-too-few =
    { $ordered ->
        [0] { plan-needed }, { plan-left }. Veröffentlichen Sie weniger, oder lassen Sie die Kamera das Foto noch einmal signieren und bearbeiten Sie die neue Datei.
       *[other] { plan-needed }, { plan-left }, da noch andere in der Warteschlange stehen. Veröffentlichen Sie weniger, oder lassen Sie die Kamera das Foto noch einmal signieren und bearbeiten Sie die neue Datei.
    }
plan-needed =
    { $pictures ->
        [one] { $pictures } Veröffentlichung dieses Originals wird gebraucht
       *[other] { $pictures } Veröffentlichungen dieses Originals werden gebraucht, eine für jedes Bild
    }
plan-left =
    { $left ->
        [0] aber keine ist mehr frei
        [one] aber nur { $left } ist noch frei
       *[other] aber nur { $left } sind noch frei
    }
# What is said if no publication of the original is known.
plan-no-earlier = Auf diesem Rechner sind keine früheren Veröffentlichungen dieses Originals bekannt.
plan-counted-from-now = Ab jetzt werden Veröffentlichungen in { $folder } gezählt; haben Sie auf diesem Rechner schon veröffentlicht, liegen die früheren Zählungen in einem anderen Ordner oder sind verloren.
