# Was die Befehlszeile hinzufügt: Überschriften und Bezeichnungen der Befehle für Leser, und ihre eigenen Hinweise.

heading-edits = Bearbeitungen
heading-edits-claimed = Bearbeitungen, die die Datei angibt
heading-warnings = Bitte beachten
heading-rules = Hausregeln
heading-checked = Was geprüft wurde
heading-attested = Was der Notar beglaubigt
heading-unchecked = Was Ihnen das nicht sagt
heading-credentials = Neben dem Urteil
heading-captions = Angaben zum Bild (von denen, die es veröffentlicht haben; nicht bewiesen)
heading-next = Was Sie tun können
heading-details = Einzelheiten

failed = Fehlgeschlagene Prüfung: { $check }.
no-edits = keine

next-trust = Wenn Sie dem Hersteller vertrauen und seine Liste haben: proofroom trust add trust.json. Mit dem Schlüssel allein: proofroom trust add --key SCHLÜSSEL --name NAME.
next-trust-notary = Wenn Sie dem Notar vertrauen und seine Liste haben: proofroom trust add trust.json. Mit dem Schlüssel allein: proofroom trust add --key SCHLÜSSEL --name NAME --as-notary.
photo-for-notary = Dieses Foto enthält Content Credentials (C2PA). Um es mit Beweis zu bearbeiten, prüft und beglaubigt sie zuerst ein Notar: proofroom notary sign PHOTO --notary DIR --out original.png

label-camera = Kamera
label-maker = Hersteller
label-notary = Notar
label-attested = Beglaubigt
label-certificate = Zertifikat
label-taken = Aufgenommen
label-colours = Farben
label-original = Original
label-published = Veröffentlicht
label-edits = Bearbeitungen
label-proof = Beweis
label-code = Code
label-captions = Bildangaben
label-inside = Ferner enthalten
label-message = Meldung
key = Schlüssel { $key }
hash = Hash { $hash }
certificate = ausgestellt von { $issuer }
sha-of-certificate = SHA-256 des Zertifikats { $certificate }
sha-of-manifest = SHA-256 des Manifests { $manifest }
pixels = { $width } × { $height } Pixel
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG mit Qualität { $quality }, { $sampling }
}
colours = vor der Signatur umgerechnet aus { $space }

line = { $file }: { $title }.
line-detail = { $file }: { $title } ({ $detail }).
tally = Bestätigt: { $verified }. Hersteller oder Notar unbekannt: { $unknown }. Abgelehnt: { $rejected }. Nicht geprüft: { $unchecked }. Andere Dateien, ausgelassen: { $others }.
tally-rules = Bestätigt, aber nicht im Rahmen der Regeln von { $name }: { $against }; nicht danach beurteilt: { $unjudged }.
rules-of = Regeln von { $name }

show-published = Ein veröffentlichtes Bild mit seinem Beweis
show-sidecar = Der Beweis eines veröffentlichten Bildes, in einer eigenen Datei
show-original = Ein Original mit seiner Signatur, das privat ist
show-camera =
    { $camera ->
        [simulated] { $name } (nach eigener Angabe simuliert)
       *[device] { $name }
    }
show-proof =
    { $steps ->
        [one] { $size } in einem Schritt
       *[other] { $size } in { $steps } Schritten
    }
show-code-none = keiner
show-private = Die Datei enthält das Foto und das Geheimnis, das es verborgen hält; das Geheimnis wird hier nicht gezeigt. Veröffentlichen Sie diese Datei nicht.
show-public = Wer die Datei hat, kann all das lesen und erkennen, dass Dateien mit demselben Hash des Originals vom selben Foto stammen. Die übrigen Pixel des Originals sind nicht darin.
show-nothing-checked = Nichts davon wurde geprüft. So prüfen Sie die Datei: proofroom verify.

size =
    { $unit ->
        [B]
            { $bytes ->
                [one] ein Byte
               *[other] { $bytes } Bytes
            }
        [kB] { $number } kB
        [MB] { $number } MB
       *[GB] { $number } GB
    }

# "trust"
trust-added = Zu Ihrer Vertrauensliste hinzugefügt. Vergleichen Sie diese Schlüssel mit denen, die Hersteller und Notare veröffentlichen, bevor Sie sich auf sie verlassen.
trust-known = Ihre Vertrauensliste enthält das alles schon. Nichts wurde geändert.
trust-removed = { $name } gilt nicht mehr als vertrauenswürdig.
# The command stays as it is.
trust-empty = Ihre Vertrauensliste ist leer: Jeder Kamerahersteller und jeder Notar ist unbekannt. Eine Liste hinzufügen: proofroom trust add LIST
trust-notary = Notar { $name }
# $since is a date, such as 2026-05-14.
trust-revoked = widerrufen seit { $since }: { $reason }

# "open-check": whether an original is the one of a published picture. The report may be read by a court.
opening-title = Ob ein Original zu einem veröffentlichten Bild gehört
# $time is in UTC, as 2026-05-14T10:20:33Z.
opening-when = Geprüft am { $time } (UTC, nach der Uhr dieses Computers) mit Proofroom { $version }.
opening-result =
    { $result ->
        [known] Ergebnis: Dieses Original gehört zu dem veröffentlichten Bild, und wer es signiert hat, steht auf der Liste der vertrauenswürdigen Hersteller und Notare.
        [unknown] Ergebnis: Dieses Original gehört zu dem veröffentlichten Bild. Wer es signiert hat, steht nicht auf der Liste der vertrauenswürdigen Hersteller und Notare: Jeder könnte diese Signatur erzeugt haben.
        [refuted] Ergebnis: Es wurde nicht gezeigt, dass dieses Original zu dem veröffentlichten Bild gehört. Mindestens eine Prüfung ist fehlgeschlagen.
       *[unchecked] Ergebnis: Es wurde nichts gezeigt. Mindestens eine Prüfung war nicht möglich.
    }
opening-outcome =
    { $outcome ->
        [holds] Trifft zu
        [fails] Trifft nicht zu
       *[not-checked] Nicht geprüft
    }
opening-compressed =
    { $format ->
        [jpeg] {", als JPEG komprimiert"}
       *[other] {""}
    }
opening-question =
    { $question ->
        [original] Die Pixel und das Geheimnis des Originals ergeben den Bild-Hash, der signiert wurde, und die Signatur über diesen Hash und die Angaben des Unterzeichners ist gültig.
        [publication] Das veröffentlichte Bild trägt einen gültigen Beweis: Die unten genannten Bearbeitungen machen aus einem signierten Original genau dieses Bild{ opening-compressed }.
        [hash] Das veröffentlichte Bild nennt den Bild-Hash dieses Originals. Andere Pixel oder ein anderes Geheimnis ergäben einen anderen Hash.
        [signature] Die Angaben des Unterzeichners und die Signatur sind in beiden Dateien dieselben.
       *[edits] Die unten genannten Bearbeitungen ergeben, ohne den Beweis noch einmal auf dieses Original angewandt, genau das veröffentlichte Bild{ opening-compressed }.
    }
opening-check = { opening-outcome }: { opening-question }
opening-cause =
    { $cause ->
        [no-original] Diese Datei ist kein Original, das sich öffnen lässt.
        [original-changed] Das Original oder die Angaben dazu wurden geändert, nachdem es signiert wurde.
        [verdict] Das Urteil über das veröffentlichte Bild lautet „{ $verdict }“.
        [nothing-to-compare] Das Original lässt sich nicht öffnen.
        [no-readable-proof] Das veröffentlichte Bild hat keinen Beweis, der sich lesen lässt.
        [other-hash] Das Bild nennt einen anderen.
        [other-signature] Sie unterscheiden sich.
        [picture-unreadable] Das veröffentlichte Bild lässt sich nicht lesen.
        [place-unknown] Die Stelle eines verborgenen Zuschnitts ist nicht bekannt und wurde nicht gefunden.
        [edits-do-not-fit] Sie lassen sich nicht auf dieses Original anwenden.
        [other-picture-there] Mit den verborgenen Zuschnitten an diesen Stellen ergeben sie ein anderes Bild.
       *[other-picture] Sie ergeben ein anderes Bild.
    }
opening-image-hash = Der Bild-Hash ist { $hash }.
opening-not-only = Ob es andere Bilder derselben Szene gibt oder ob jemand dasselbe Foto mehrmals signiert hat.
opening-not-who = Wer die Kamera gehalten hat, wem die Rechte an dem Bild gehören und durch wessen Hände die Dateien gegangen sind.
opening-handed-over = Wenn das Original herausgegeben wird
opening-opens-all = Wer die Datei des Originals hat, hat das ganze Foto und kann diese Prüfung für jedes andere Bild vornehmen, das davon veröffentlicht wurde.
opening-file = { $bytes } Bytes, SHA-256 { $digest }
opening-original-file = Datei des Originals
opening-published-file = Veröffentlichte Datei
opening-proof-file = Datei des Beweises
