# Was Leserinnen und Leser über eine Datei erfahren. Die Erläuterungen zu den Nachrichten stehen in der englischen
# Datei.

compressed =
    { $format ->
        [jpeg] {", als JPEG komprimiert"}
       *[other] {""}
    }
finding =
    { $what ->
        [edited]
            { $count ->
                [one] Dieses Bild ist ein digital signiertes Foto mit genau der einen hier genannten Bearbeitung{ compressed }
               *[other] Dieses Bild ist ein digital signiertes Foto mit genau den { $count } hier genannten Bearbeitungen{ compressed }
            }
        [whole] Dieses Bild ist ein digital signiertes Foto, vollständig und ohne jede Bearbeitung{ compressed }
       *[original] Dieses Foto ist genau so, wie es digital signiert wurde
    }

reason-none = Bestätigt
    .sentence =
        { $camera ->
            [simulated] { finding }, und der Hersteller der simulierten Kamera, die es signiert hat, steht auf der Liste der vertrauenswürdigen Hersteller.
           *[device] { finding }, und der Hersteller der Kamera, die es signiert hat, steht auf der Liste der vertrauenswürdigen Hersteller.
        }
reason-unknown-maker = Gültig, aber der Hersteller der Kamera ist unbekannt
    .sentence =
        { $camera ->
            [simulated] { finding }, aber der Hersteller der simulierten Kamera, die es signiert hat, steht nicht auf der Liste der vertrauenswürdigen Hersteller: Jeder könnte diese Signatur erzeugt haben.
           *[device] { finding }, aber der Hersteller der Kamera, die es signiert hat, steht nicht auf der Liste der vertrauenswürdigen Hersteller: Jeder könnte diese Signatur erzeugt haben.
        }

reason-malformed = Abgelehnt: Die Datei ist beschädigt
    .sentence = Das Bild oder sein Beweis ist beschädigt: Ein Teil der Datei ging verloren oder wurde nach der Veröffentlichung verändert.
    .failed = ob die Datei vollständig und in Ordnung ist
reason-appearance = Abgelehnt: Das Bild kann anderswo anders aussehen
    .sentence = Die Datei enthält etwas, wodurch Programme andere Pixel oder Farben zeigen können als die bewiesenen. Vermutlich hat ein anderes Programm es beim Speichern hinzugefügt.
    .failed = ob alle Programme dasselbe Bild zeigen
reason-binding = Abgelehnt: Nicht für Ihren Code bestimmt
    .sentence = Der Beweis wurde nicht für den Code erstellt, den Sie genannt haben. Vermutlich war er für jemand anderen oder für einen anderen Anlass bestimmt.
    .failed = der Code, für den der Beweis erstellt wurde
reason-signature = Abgelehnt: Die Signatur ist ungültig
    .sentence = Laut der Datei hat eine Kamera das Originalfoto signiert, doch die Signatur passt nicht dazu. Vermutlich hat jemand die Angaben zu Kamera, Zeit oder Foto verändert oder die Signatur erfunden.
    .failed = die Signatur der Kamera
reason-revoked = Abgelehnt: Der Schlüssel der Kamera wurde widerrufen
    .sentence = Laut der Liste der vertrauenswürdigen Hersteller darf man sich auf den Schlüssel dieser Kamera nicht mehr verlassen. Vermutlich ging er verloren oder wurde gestohlen, und jemand anderes könnte ihn benutzen.
    .failed = ob der Schlüssel der Kamera noch gilt
reason-step = Abgelehnt: Eine Bearbeitung ist unmöglich
    .sentence = Die Liste enthält eine Bearbeitung, die sich auf dieses Foto nicht anwenden lässt. Vermutlich hat jemand die Liste verändert.
    .failed = ob sich die Bearbeitungen anwenden lassen
reason-linked-commitment = Abgelehnt: Der Beweis widerspricht sich
    .sentence = Der Beweis ist so zusammengesetzt, wie es kein korrektes Programm tut, und sagt deshalb nichts über dieses Bild. Vermutlich hat ihn jemand manipuliert.
    .failed = worauf sich der Beweis bezieht
reason-proof =
    { $format ->
        [jpeg] Abgelehnt: Der Beweis passt nicht zu diesem Bild
       *[other] Abgelehnt: Die Bearbeitungen sind nicht bewiesen
    }
    .sentence =
        { $format ->
            [jpeg] Der Beweis passt nicht zu diesem JPEG. Vermutlich hat ein anderes Programm das Bild nach der Veröffentlichung neu gespeichert, gedreht oder verkleinert: Das verändert ein JPEG auch dann, wenn es gleich aussieht. Oder jemand hat die Liste der Bearbeitungen verändert oder das Bild ausgetauscht.
           *[other] Der Beweis ist ungültig: Dieses Bild ist nicht das, was die genannten Bearbeitungen aus dem signierten Foto machen. Vermutlich hat jemand die Liste der Bearbeitungen verändert oder das Bild oder das Foto ausgetauscht.
        }
    .failed = der Beweis der Bearbeitungen
reason-published-pixels = Abgelehnt: Das Bild wurde verändert
    .sentence =
        { $format ->
            [jpeg] Das JPEG in dieser Datei ist nicht das bewiesene. Vermutlich hat ein anderes Programm das Bild nach der Veröffentlichung zugeschnitten, gedreht, verkleinert oder neu gespeichert.
           *[other] Die Pixel in dieser Datei sind nicht die bewiesenen. Vermutlich wurde das Bild nach der Veröffentlichung bearbeitet, verkleinert oder neu gespeichert.
        }
    .failed =
        { $format ->
            [jpeg] der Inhalt des Bildes
           *[other] die Pixel des Bildes
        }

reason-no-proof = Nichts zu prüfen: Das Bild enthält keinen Beweis
    .sentence = Nichts spricht für oder gegen dieses Bild: Ein anderes Programm oder eine Website kann den Beweis entfernt haben, oder es gab nie einen.
reason-not-a-picture = Nichts zu prüfen: Diese Art von Datei enthält keinen Beweis
    .sentence = Beweise stehen in PNG- und JPEG-Bildern, und diese Datei ist etwas anderes: Ein anderes Programm oder eine Website kann das Bild umgewandelt haben.

reason-unreadable = Nicht geprüft: Die Datei ist nicht lesbar
    .sentence = Die Datei konnte nicht gelesen werden; über sie ist nichts bekannt.
reason-version = Nicht geprüft: Mit einer neueren Version erstellt
    .sentence = Der Beweis wurde mit einer neueren Version dieses Programms erstellt, und diese Version kann ihn nicht lesen.
reason-limits = Nicht geprüft: Die Datei ist zu groß
    .sentence = Das Bild oder sein Beweis ist größer, als dieses Programm prüfen kann; über die Datei ist nichts bekannt.
reason-trust-file = Nicht geprüft: Die Liste der vertrauenswürdigen Hersteller ist unbrauchbar
    .sentence = Die Liste der vertrauenswürdigen Hersteller fehlt oder ist beschädigt, und ohne sie lässt sich keine Kamera erkennen.
reason-usage = Nicht geprüft: Die Anfrage wurde nicht verstanden
    .sentence = Das Programm hat nicht verstanden, was es prüfen soll.
reason-memory = Nicht geprüft: Der Speicher reicht nicht aus
    .sentence = Der freie Arbeitsspeicher reichte nicht aus, um die Datei zu prüfen; über sie ist nichts bekannt.
reason-machine = Nicht geprüft: Dieser Computer kann es nicht
    .sentence = Dem Prozessor dieses Computers fehlt etwas, das für die Prüfung nötig ist.
reason-cancelled = Nicht geprüft: Die Prüfung wurde abgebrochen
    .sentence = Die Prüfung wurde vor dem Ende abgebrochen; über die Datei ist nichts bekannt.
reason-unfinished = Noch nicht geprüft
    .sentence = Die Prüfung hat begonnen und ist noch nicht zu Ende: Bisher ist nichts von dem bewiesen, was die Datei angibt.

failed-at = { $check }, ab Bearbeitung { $number } ({ $edit })

checked-signature =
    { $what ->
        [original] Die Signatur: Die Kamera { $name } hat dieses Foto mit { $width } × { $height } Pixeln signiert.
       *[other] Die Signatur: Die Kamera { $name } hat ein Originalfoto mit { $width } × { $height } Pixeln signiert.
    }
checked-maker = Der Hersteller: { $maker } bürgt für diese Kamera und steht auf der Liste der vertrauenswürdigen Hersteller.
checked-edits =
    { $format ->
        [jpeg]
            { $count ->
                [one] Die Bearbeitung: Auf das Originalfoto angewandt und dann komprimiert, ergibt sie genau die Daten dieses JPEG (seine Koeffizienten). Mehr wurde nicht verändert.
               *[other] Die Bearbeitungen: In dieser Reihenfolge auf das Originalfoto angewandt und dann komprimiert, ergeben sie genau die Daten dieses JPEG (seine Koeffizienten). Mehr wurde nicht verändert.
            }
       *[other]
            { $count ->
                [one] Die Bearbeitung: Auf das Originalfoto angewandt, ergibt sie genau diese Pixel. Mehr wurde nicht verändert.
               *[other] Die Bearbeitungen: In dieser Reihenfolge auf das Originalfoto angewandt, ergeben sie genau diese Pixel. Mehr wurde nicht verändert.
            }
    }
checked-whole =
    { $format ->
        [jpeg] Das Bild: Das ganze Originalfoto ergibt, komprimiert, genau die Daten dieses JPEG (seine Koeffizienten). Nichts wurde bearbeitet.
       *[other] Das Bild: Seine Pixel sind die des ganzen Originalfotos. Nichts wurde bearbeitet.
    }
checked-original = Die Pixel: Es sind genau diejenigen, die signiert wurden.
checked-appearance = Die Datei: Sie enthält nichts, wodurch Programme ein anderes Bild zeigen.
checked-code = Der Code: Der Beweis wurde für { $code } erstellt und für keinen anderen.

unchecked-scene = Was vor der Kamera war, und ob die Szene gestellt wurde. Das kann keine Signatur und kein Beweis sagen.
unchecked-captions = Bildtexte, Namen, Orte und was sonst über das Bild gesagt wird. Sie sind nicht Teil des Beweises.
unchecked-time =
    { $clock ->
        [camera] Ob die Zeit stimmt: Sie kommt von der Uhr der Kamera, und die kann falsch gehen.
        [program] Ob die Zeit die des Fotos ist: Sie kommt von dem Programm, das es signiert hat, und sagt, wann das geschah.
       *[exif] Ob die Zeit stimmt: Sie kommt aus Angaben im Foto, die jeder ändern kann, bevor das Foto signiert wird.
    }
unchecked-simulated = Ob eine Kamera das Foto aufgenommen hat. { $name } ist ein Programm, das eine Kamera nachahmt und jedes Bild signiert, das man ihm gibt.
unchecked-converted = Ob die Farben stimmen. Sie wurden vor der Signatur aus { $space } umgerechnet.
unchecked-hidden = Was abgeschnitten oder verdeckt wurde. Diese Teile des Originalfotos bleiben verborgen.
unchecked-place = Wo im Originalfoto der Ausschnitt liegt. Das wird nicht offengelegt.
unchecked-maker = Wer die Kamera hergestellt hat. Jeder kann einen Schlüssel erzeugen und behaupten, er gehöre einer Kamera.
unchecked-revoked = Wann das Foto signiert wurde. Wer den Schlüssel der Kamera hat, kann jedes Datum angeben.
unchecked-rest = Alles Übrige. Die Prüfung endet beim ersten Fehler.
unchecked-connection = Ob dieses Bild von der hier genannten Kamera stammt. Die Kamera hat ein Originalfoto signiert, aber nichts verbindet dieses Foto mit diesen Pixeln.
unchecked-claims = Ob die genannten Bearbeitungen stattgefunden haben. Sie sind nur das, was die Datei angibt.
unchecked-anything = Alles. Diese Antwort spricht weder für noch gegen das Bild.
unchecked-proof = Der Beweis der Bearbeitungen und damit die Pixel dieses Bildes.

next-edits = Lesen Sie die Liste der Bearbeitungen, und entscheiden Sie, ob sie verändern, was das Foto zeigt.
next-caption = Beurteilen Sie Bildtext und Quelle wie bei jedem anderen Foto.
next-private = Behalten Sie diese Datei für sich. Veröffentlichen Sie stattdessen ein bearbeitetes Bild mit seinem Beweis.
next-maker = Fragen Sie den Herausgeber, wer die Kamera hergestellt hat. Wenn Sie diesem Hersteller vertrauen, lassen Sie sich von ihm selbst seinen Schlüssel oder eine Liste geben, auf der er steht, und prüfen Sie damit noch einmal.
next-as-source = Verlassen Sie sich bis dahin auf dieses Bild nur so weit wie auf diejenigen, von denen Sie es haben.
next-do-not-rely = Verlassen Sie sich nicht auf dieses Bild.
next-ask-for-file = Bitten Sie den Herausgeber um die Datei, genau wie sie veröffentlicht wurde: als Datei geschickt und nicht in eine Nachricht eingefügt.
next-ask-publisher = Fragen Sie den Herausgeber, wie es dazu kam.
next-ask-for-proof = Wenn der Beweis eine eigene Datei ist, besorgen Sie sich auch diese, und prüfen Sie beide zusammen.
next-code = Vergewissern Sie sich, dass Sie den Code genau so eingegeben haben, wie Sie ihn genannt hatten, mit allen Leerzeichen. Wenn ja, bitten Sie um einen Beweis, der für ihn erstellt wurde.
next-file = Sehen Sie nach, ob die Datei vorhanden und vollständig ist, und versuchen Sie es noch einmal.
next-update = Besorgen Sie sich die aktuelle Version dieses Programms, und prüfen Sie noch einmal.
next-smaller = Bitten Sie den Herausgeber um ein kleineres Bild mit eigenem Beweis.
next-list = Reparieren Sie die Liste der vertrauenswürdigen Hersteller, oder nehmen Sie eine andere, und prüfen Sie noch einmal.
next-request = Sehen Sie nach, ob Sie die richtigen Dateien und Codes angegeben haben, und versuchen Sie es noch einmal.
next-memory = Schließen Sie andere Programme, und versuchen Sie es noch einmal.
next-machine = Prüfen Sie das Bild auf einem anderen Computer.
next-again = Prüfen Sie das Bild noch einmal.
next-wait = Warten Sie, bis die Prüfung zu Ende ist.

warning-ycbcr = Die meisten Programme zeigen dieses Bild in falschen Farben, weil es nicht als Rot, Grün und Blau gespeichert ist, sondern als Helligkeit und Farbunterschiede (YCbCr).
warning-future-time = Die Zeit des Fotos liegt in der Zukunft: Die Uhr, von der sie stammt, ging falsch oder war vorgestellt, oder die Uhr dieses Geräts geht falsch.
warning-metadata = Die Datei enthält außerdem { $kinds }. Nichts davon ist bewiesen: Jeder kann es geschrieben haben.
warning-proof-beside = Der Beweis wurde neben dem Bild gefunden, in der Datei { $file }.
warning-proof-ignored = Das Bild enthält noch einen anderen Beweis. Er blieb unbeachtet: Geprüft wurde der Beweis in der eigenen Datei.
warning-secret-record = Das Bild enthält auch den geheimen Teil eines Originals. Geben Sie diese Datei nicht weiter.
warning-private-original = Diese Datei ist ein Original, und das ist privat: Wer sie hat, hat das ganze Foto.

metadata-text = Text
metadata-exif = Angaben der Kamera (EXIF)
metadata-xmp = Bildtexte oder Angaben von Bearbeitungsprogrammen (XMP)
metadata-iptc = Bildtexte (IPTC)
metadata-colour-profile = ein Farbprofil
metadata-credentials = Content Credentials (C2PA)

list-last = { $first } und { $last }

quoted = „{ $text }“

signer = { $camera ->
    [simulated] Simulierte Kamera { $name }{ signer-maker }
   *[device] Kamera { $name }{ signer-maker }
}
signer-maker = { $standing ->
    [trusted] , hergestellt von { $maker }, einem Hersteller auf der Liste der vertrauenswürdigen Hersteller
    [revoked] , deren Schlüssel widerrufen wurde
   *[unknown] , deren Hersteller nicht auf der Liste der vertrauenswürdigen Hersteller steht
}

date =
    { $number }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }
time =
    { $zone ->
        [utc] { $day } um { $hour } Uhr UTC
       *[unknown] { $day } um { $hour } Uhr
    }
taken = { $clock ->
    [camera] { time }, nach der Uhr der Kamera
    [exif] { time }, nach den Angaben im Foto (EXIF)
    [exif-local] { time } in unbekannter Zeitzone, nach den Angaben im Foto (EXIF)
   *[program] { time }, nach der Uhr des Programms, das es signiert hat
}

notary-camera =
    { $root ->
        [none] Niemand bürgt für die Kamera, die der Notar nennt: Die Wurzel ihres Zertifikats steht auf keiner Liste, also könnte jeder dieses Zertifikat erzeugt haben.
       *[other] Welche Kamera die Datei des Fotos signiert hat, sagt der Notar; nur er hat diese Signatur gesehen.
    }
reason-none-notary = Bestätigt
    .sentence = { finding }, und der Notar, der es signiert hat, steht auf der Liste der vertrauenswürdigen Notare. { notary-camera }
reason-unknown-maker-notary = Gültig, aber der Notar ist unbekannt
    .sentence = { finding }, aber der Notar, der es signiert hat, steht nicht auf der Liste der vertrauenswürdigen Notare: Jeder könnte diese Signatur erzeugt haben. { notary-camera }
reason-revoked-notary = Abgelehnt: Der Schlüssel des Notars wurde widerrufen
    .sentence = Laut der Liste der vertrauenswürdigen Notare darf man sich auf den Schlüssel dieses Notars nicht mehr verlassen. Vermutlich ging er verloren oder wurde gestohlen, und jemand anderes könnte ihn benutzen.
    .failed = ob der Schlüssel des Notars noch gilt
checked-signature-notary =
    { $what ->
        [original] Die Signatur: Der Notar { $name } hat dieses Foto mit { $width } × { $height } Pixeln signiert.
       *[other] Die Signatur: Der Notar { $name } hat ein Originalfoto mit { $width } × { $height } Pixeln signiert.
    }
checked-maker-notary = Der Notar: { $maker } steht auf der Liste der vertrauenswürdigen Notare.
unchecked-maker-notary = Wer der Notar ist. Jeder kann einen Schlüssel erzeugen und ihn den eines Notars nennen.
unchecked-revoked-notary = Wann das Foto beglaubigt wurde. Wer den Schlüssel des Notars hat, kann jedes Datum angeben.
unchecked-connection-notary = Ob dieses Bild von dem Foto stammt, das der Notar beglaubigt hat. Nichts verbindet dieses Foto mit diesen Pixeln.
next-maker-notary = Fragen Sie den Herausgeber, wer der Notar ist, und lassen Sie sich den Schlüssel vom Notar selbst geben. Wenn Sie dem Notar vertrauen, nehmen Sie den Schlüssel in Ihre Liste auf, und prüfen Sie noch einmal.
signer-notary = Notar { $name }{ signer-maker-notary }
signer-maker-notary = { $standing ->
    [trusted] , auf der Liste der vertrauenswürdigen Notare { $maker } genannt
    [revoked] , dessen Schlüssel widerrufen wurde
   *[unknown] , der nicht auf der Liste der vertrauenswürdigen Notare steht
}

credentials-not-checked = Die Datei enthält Content Credentials, die hier nicht geprüft werden. Programme für Content Credentials (C2PA) prüfen sie, und auch das Fenster von Proofroom.
credentials-valid =
    { $organisation ->
        [none] Content Credentials: gültig, signiert von { $signer }.
       *[other] Content Credentials: gültig, signiert von { $signer } ({ $organisation }).
    }
credentials-root =
    { $tier ->
        [none] Die Wurzel des Zertifikats von { $signer } steht auf keiner Liste: Niemand bürgt dafür, und jeder könnte es erzeugt haben.
        [official] Das Zertifikat von { $signer } führt zu { $root } auf der offiziellen Liste der C2PA.
        [interim] Das Zertifikat von { $signer } führt zu { $root } auf der Übergangsliste, die seit dem 1. Januar 2026 nicht mehr geändert wird.
       *[own] Das Zertifikat von { $signer } führt zu { $root } auf Ihrer eigenen Liste.
    }
credentials-time =
    { $by ->
        [time-stamp] Sie wurden am { time } signiert, wie eine Zeitstempelstelle auf der Liste bestätigt.
       *[signer] Sie wurden am { time } signiert, wie der Unterzeichner angibt.
    }
credentials-invalid =
    { $reason ->
        [several] Content Credentials: ungültig. Die Datei enthält mehrere Sätze davon, und Programme könnten verschiedene anzeigen.
        [too-large] Content Credentials: ungültig. Sie sind größer, als dieses Programm prüfen kann.
        [unreadable] Content Credentials: ungültig. Sie sind nicht lesbar.
        [changed] Content Credentials: ungültig. Die Datei wurde nach dem Signieren verändert, oder sie gehören zu einer anderen Datei.
        [not-covered] Content Credentials: ungültig. Ihre Signatur lässt einen Teil der Datei aus.
        [signature] Content Credentials: ungültig. Die Signatur passt nicht.
        [certificate] Content Credentials: ungültig. Das Zertifikat des Unterzeichners ist keines zum Signieren von Bildern.
        [expired] Content Credentials: ungültig. Das Zertifikat des Unterzeichners ist abgelaufen, und keine Zeitstempelstelle auf der Liste bestätigt, dass sie vorher signiert wurden.
        [revoked] Content Credentials: ungültig. Das Zertifikat des Unterzeichners wurde widerrufen.
       *[other] Content Credentials: ungültig. Sie bestehen eine Prüfung der C2PA nicht.
    }
credentials-beside = Content Credentials sind das Wort dessen, der sie signiert hat. Das Urteil hängt nicht von ihnen ab.

# House rules
rules-kept =
    { $state ->
        [within] Im Rahmen der Regeln von { $name }.
        [against]
            { $count ->
                [one] Nicht im Rahmen der Regeln von { $name }: Eine Regel ist verletzt.
               *[other] Nicht im Rahmen der Regeln von { $name }: { $count } Regeln sind verletzt.
            }
        [original] Nicht nach den Regeln von { $name } beurteilt: Diese Datei ist ein Original, und die Regeln gelten für veröffentlichte Bilder.
       *[no-proof] Nicht nach den Regeln von { $name } beurteilt: Ohne gültigen Beweis weiß niemand, welche Bearbeitungen vorgenommen wurden.
    }
rules-beside = Die Regeln betreffen die Liste der Bearbeitungen und die Datei, nicht das, was das Bild zeigt. Das Urteil hängt nicht von ihnen ab.

breach-at = Bearbeitung { $number } ({ $edit }): { $breach }
breach-not-allowed = Diese Bearbeitung ist nicht erlaubt.
breach-not-listed = In dieser Form ist die Bearbeitung nicht erlaubt.
breach-too-often =
    { $most ->
        [one] Diese Bearbeitung ist nur einmal erlaubt.
       *[other] Diese Bearbeitung ist nur { $most }-mal erlaubt.
    }
parameter =
    { $parameter ->
        [black] Schwarz
        [white] Weiß
        [gamma_permille] Gamma
        [red_permille] Rot
        [green_permille] Grün
        [blue_permille] Blau
        [width] Breite
        [height] Höhe
        [x] Abstand von links
        [y] Abstand von oben
        [block] Blockgröße
        [points] Punkte
        [kernel] Zahlen
        [divisor] Teiler
        [turns] Winkel
        [millidegrees] Winkel
       *[other] Wert
    }
    .subject =
        { $parameter ->
            [black] Schwarz
            [white] Weiß
            [gamma_permille] Gamma
            [red_permille] Der Faktor für Rot
            [green_permille] Der Faktor für Grün
            [blue_permille] Der Faktor für Blau
            [width] Die Breite
            [height] Die Höhe
            [x] Der Abstand von links
            [y] Der Abstand von oben
            [block] Die Blockgröße
            [divisor] Der Teiler
            [turns] Der Winkel
            [millidegrees] Der Winkel
           *[other] Der Wert
        }
breach-parameter = { $subject } ist { $value }, muss aber zwischen { $least } und { $most } liegen.
breach-parameter-only = { $subject } ist { $value }, muss aber { $most } sein.
breach-kept = Die Zuschnitte lassen { $value } % der Fläche des Originals übrig, müssen aber mindestens { $least } % übrig lassen.
breach-covered = Die abgedeckten oder verpixelten Rechtecke nehmen { $value } % der Fläche ein, erlaubt sind aber höchstens { $most } %.
breach-covered-never = Die abgedeckten oder verpixelten Rechtecke nehmen { $value } % der Fläche ein, es darf aber nichts abgedeckt oder verpixelt werden.
breach-enlarged = Das Bild wird { $value }-mal so groß, wie es vorher war, erlaubt ist aber höchstens das { $most }-Fache.
breach-enlarged-never = Das Bild wird { $value }-mal so groß, wie es vorher war, darf aber nie vergrößert werden.
breach-stretched = Eine Seite wird um { $value } % stärker skaliert als die andere, erlaubt sind aber höchstens { $most } %.
breach-stretched-never = Eine Seite wird um { $value } % stärker skaliert als die andere, es müssen aber beide gleich skaliert werden.
breach-longer-side = Die längere Seite des Bildes hat { $value } Pixel, es müssen aber { $least } bis { $most } sein.
breach-tone-shift = Die Bearbeitungen zusammen machen ein Grau um { $value } von 255 Stufen heller oder dunkler, erlaubt sind aber höchstens { $most }.
breach-colour-cast = Die Bearbeitungen zusammen geben einem Grau einen Farbstich von { $value } von 255 Stufen, erlaubt sind aber höchstens { $most }.
breach-clipped-tones = Die Bearbeitungen zusammen schieben { $value } von 254 Graustufen an die Enden der Skala, wo Zeichnung verloren geht, erlaubt sind aber höchstens { $most }.
breach-colour-gain = Die Bearbeitungen zusammen machen eine Farbe um { $value } von 255 Stufen kräftiger, erlaubt sind aber höchstens { $most }.
breach-colour-change = Die Bearbeitungen zusammen verändern eine Farbe, von ihrer Helligkeit abgesehen, um { $value } von 255 Stufen, erlaubt sind aber höchstens { $most }.
breach-unknown-maker = Der Hersteller der Kamera oder der Notar muss auf der Liste derer stehen, denen vertraut wird.
breach-simulated-camera = Fotos simulierter Kameras sind nicht erlaubt.
breach-notary = Fotos, die ein Notar an Stelle einer Kamera signiert hat, sind nicht erlaubt.
breach-ycbcr = Bilder in YCbCr sind nicht erlaubt.
breach-black-and-white = Schwarz-Weiß-Bilder sind nicht erlaubt.
breach-format = Das Format { $format } ist nicht erlaubt.

rule-none = Keine Bearbeitung ist erlaubt.
rule-edit =
    { $times ->
        [one] Einmal erlaubt: { $edit }{ $limits }.
       *[other] Bis zu { $times }-mal erlaubt: { $edit }{ $limits }.
    }
rule-value =
    { $edit ->
        [exposure] von { $least } bis { $most } Blendenstufen
       *[other] von { $least } bis { $most }
    }
rule-value-only =
    { $edit ->
        [exposure] genau { $most } Blendenstufen
       *[other] genau { $most }
    }
rule-value-any = { $parameter } beliebig
rule-range = { $parameter } von { $least } bis { $most }
rule-range-only = { $parameter } genau { $most }
rule-any = { $parameter } beliebig
rule-forms = nur als { $forms }
rule-others = Nicht erlaubt: { $edits } sowie jede Bearbeitung, die erst eine spätere Version kennt.
rule-kept = Alle Zuschnitte zusammen müssen mindestens { $least } % der Fläche des Originals übrig lassen.
rule-kept-any = Zuschnitte dürfen jeden Teil des Originals übrig lassen.
rule-covered = Abgedeckte oder verpixelte Rechtecke dürfen höchstens { $most } % der Fläche einnehmen.
rule-covered-never = Nichts darf abgedeckt oder verpixelt werden.
rule-covered-any = Abgedeckte oder verpixelte Rechtecke dürfen jede Fläche haben.
rule-enlarged = Das Bild darf höchstens { $most }-mal so groß werden, wie es war.
rule-enlarged-never = Das Bild darf nie vergrößert werden.
rule-enlarged-any = Das Bild darf beliebig vergrößert werden.
rule-stretched = Eine Seite darf höchstens um { $most } % stärker skaliert werden als die andere.
rule-stretched-never = Keine Seite darf stärker skaliert werden als die andere.
rule-stretched-any = Eine Seite darf beliebig stärker skaliert werden als die andere.
rule-longer-side = Die längere Seite des Bildes muss { $least } bis { $most } Pixel haben.
rule-longer-side-any = Das Bild darf jede Größe haben.
rule-tone-shift = Alle Bearbeitungen zusammen dürfen ein Grau höchstens um { $most } von 255 Stufen heller oder dunkler machen.
rule-tone-shift-any = Alle Bearbeitungen zusammen dürfen Grautöne beliebig heller oder dunkler machen.
rule-colour-cast = Alle Bearbeitungen zusammen dürfen einem Grau höchstens einen Farbstich von { $most } von 255 Stufen geben.
rule-colour-cast-any = Alle Bearbeitungen zusammen dürfen Grautönen jeden Farbstich geben.
rule-clipped-tones = Alle Bearbeitungen zusammen dürfen höchstens { $most } von 254 Graustufen an die Enden der Skala schieben, wo Zeichnung verloren geht.
rule-clipped-tones-any = Alle Bearbeitungen zusammen dürfen beliebig viele Graustufen an die Enden der Skala schieben, wo Zeichnung verloren geht.
rule-colour-gain = Alle Bearbeitungen zusammen dürfen eine Farbe höchstens um { $most } von 255 Stufen kräftiger machen.
rule-colour-gain-any = Alle Bearbeitungen zusammen dürfen Farben beliebig kräftiger machen.
rule-colour-change = Alle Bearbeitungen zusammen dürfen eine Farbe, von ihrer Helligkeit abgesehen, höchstens um { $most } von 255 Stufen verändern.
rule-colour-change-any = Alle Bearbeitungen zusammen dürfen Farben beliebig verändern.
rule-unknown-makers =
    { $allowed ->
        [yes] Unbekannte Hersteller von Kameras und unbekannte Notare sind erlaubt.
       *[no] Der Hersteller der Kamera oder der Notar muss auf der Liste derer stehen, denen vertraut wird.
    }
rule-simulated-cameras =
    { $allowed ->
        [yes] Fotos simulierter Kameras sind erlaubt.
       *[no] Fotos simulierter Kameras sind nicht erlaubt.
    }
rule-notaries =
    { $allowed ->
        [yes] Fotos, die ein Notar an Stelle einer Kamera signiert hat, sind erlaubt.
       *[no] Fotos, die ein Notar an Stelle einer Kamera signiert hat, sind nicht erlaubt.
    }
rule-ycbcr =
    { $allowed ->
        [yes] Bilder in YCbCr sind erlaubt.
       *[no] Bilder in YCbCr sind nicht erlaubt.
    }
rule-black-and-white =
    { $allowed ->
        [yes] Schwarz-Weiß-Bilder sind erlaubt.
       *[no] Schwarz-Weiß-Bilder sind nicht erlaubt.
    }
rule-formats = Erlaubte Formate des veröffentlichten Bildes: { $formats }.

attested-signature =
    { $organisation ->
        [none] Der Notar { $notary } hat am { $day } beglaubigt, dass { $signer } dieses Foto signiert hat.
       *[other] Der Notar { $notary } hat am { $day } beglaubigt, dass { $signer } ({ $organisation }) dieses Foto signiert hat.
    }
attested-root =
    { $tier ->
        [none] Die Wurzel des Zertifikats von { $signer } steht auf keiner Liste: Niemand bürgt dafür, und jeder könnte es erzeugt haben.
        [official] Das Zertifikat von { $signer } führt zu { $root } auf der offiziellen Liste der C2PA.
        [interim] Das Zertifikat von { $signer } führt zu { $root } auf der Übergangsliste, die seit dem 1. Januar 2026 nicht mehr geändert wird.
       *[own] Das Zertifikat von { $signer } führt zu { $root } auf einer eigenen Liste des Notars.
    }
attested-source =
    { $source ->
        [capture] Laut dem Unterzeichner hat eine Kamera das Foto aufgenommen, und es wurde vor der Signatur nicht bearbeitet.
        [edited] Laut dem Unterzeichner wurde das Foto vor der Signatur bearbeitet oder aus früheren Bildern gemacht.
       *[other] Der Unterzeichner sagt nicht, dass eine Kamera das Foto aufgenommen hat.
    }
attested-time =
    { $by ->
        [time-stamp] Die Datei wurde am { time } signiert, wie eine Zeitstempelstelle auf der Liste bestätigt.
       *[signer] Die Datei wurde am { time } signiert, wie der Unterzeichner angibt.
    }
attested-left-out =
    { $count ->
        [one] Die Signatur lässt ein Byte der Datei aus. Kein Pixel hängt davon ab.
       *[other] Die Signatur lässt { $count } Bytes der Datei aus. Kein Pixel hängt davon ab.
    }
attested-included =
    { $field ->
        [place] Laut der Datei wurde das Foto hier aufgenommen: { $text } (Breite und Länge in Grad).
        [serial-number] Laut der Datei hat die Kamera die Seriennummer { $text }.
        [owner] Laut der Datei gehört die Kamera { $text }.
       *[file-name] Der Notar sagt, dass die Datei { $text } hieß.
    }
unchecked-evidence = Ob der Notar mit { $signer } recht hat. Nur er hatte die signierte Datei, und niemand sonst kann es prüfen.
unchecked-root = Ob { $signer } das ist, was der Name sagt. Niemand bürgt dafür: Jeder könnte das Zertifikat erzeugt haben.

examined-signature =
    { $organisation ->
        [none] Die Signatur gilt für diese Datei. Sie ist von { $signer }; als Aussteller nennt das Zertifikat { $issuer }.
       *[other] Die Signatur gilt für diese Datei. Sie ist von { $signer } ({ $organisation }); als Aussteller nennt das Zertifikat { $issuer }.
    }
examined-root =
    { $tier ->
        [none] Niemand bürgt für { $signer }: Die Wurzel des Zertifikats steht auf keiner Liste, also könnte jeder dieses Zertifikat erzeugt haben.
        [official] Das Zertifikat führt zu { $root } auf der offiziellen Liste der C2PA, Stand { $day }.
        [interim] Das Zertifikat führt zu { $root } auf der Übergangsliste, die seit dem 1. Januar 2026 nicht mehr geändert wird, Stand { $day }.
       *[own] Das Zertifikat führt zu { $root } auf Ihrer eigenen Liste. Leser erfahren, dass es eine eigene Liste des Notars ist.
    }

unclaimed-trust-list = Diese Datei ist eine Liste vertrauenswürdiger Hersteller und Notare.
unclaimed-rules = Diese Datei enthält Hausregeln: welche Bearbeitungen eine Redaktion erlaubt.
unclaimed-sidecar = Diese Datei ist der Beweis eines Bildes. Prüfen Sie sie zusammen mit diesem Bild.
unclaimed-key = Diese Datei ist der geheime Schlüssel einer Kamera. Behalten Sie sie für sich.
unclaimed-format = Diese Datei ist weder ein PNG- noch ein JPEG-Bild.
unclaimed-damaged = Dieses Bild ist beschädigt und kann nicht gezeigt werden.
unclaimed-profile = Das Farbprofil dieses Fotos ist nicht verwendbar.
unclaimed-unsupported = Ein Bild dieser Art kann dieses Programm nicht öffnen.

edit-crop = Zuschnitt auf { $width } × { $height } Pixel, { $x } von links, { $y } von oben
    .name = Zuschnitt
edit-crop-hidden = Zuschnitt auf { $width } × { $height } Pixel an einer Stelle, die verborgen bleibt
    .name = Zuschnitt an verborgener Stelle
edit-resize = Größe geändert auf { $width } × { $height } Pixel
    .name = Größenänderung
edit-contrast = Kontrast × { $factor }
    .name = Kontrast
edit-brightness =
    { $change ->
        [more] Helligkeit + { $amount }
       *[less] Helligkeit − { $amount }
    }
    .name = Helligkeit
edit-gamma = Gamma { $factor }
    .name = Gamma
edit-white-balance = Weißabgleich: Rot × { $red }, Grün × { $green }, Blau × { $blue }
    .name = Weißabgleich
edit-rgb-to-ycbcr = Farben umgerechnet von RGB in YCbCr
    .name = Umrechnung von RGB in YCbCr
edit-ycbcr-to-rgb = Farben umgerechnet von YCbCr in RGB
    .name = Umrechnung von YCbCr in RGB
edit-convolve =
    { $kernel ->
        [box3] Weichzeichnung (Mittel aus 3 × 3 Pixeln)
        [box5] Weichzeichnung (Mittel aus 5 × 5 Pixeln)
        [gaussian3] sanfte Weichzeichnung (Gauß, 3 × 3 Pixel)
        [gaussian5] sanfte Weichzeichnung (Gauß, 5 × 5 Pixel)
        [sharpen] Schärfung
        [edge] nur Kanten
        [none] Filter, dessen Zahlen kein Quadrat von 3 × 3 oder 5 × 5 bilden
       *[other] Filter mit den Zahlen { $kernel }, geteilt durch { $divisor }
    }
    .name = Filter (etwa Weichzeichnung oder Schärfung)
edit-grayscale = Schwarz-Weiß (Graustufen)
    .name = Schwarz-Weiß (Graustufen)
edit-flip =
    { $axis ->
        [horizontal] gespiegelt, links und rechts vertauscht
       *[vertical] gespiegelt, oben und unten vertauscht
    }
    .name = Spiegelung
edit-rotate90 = im Uhrzeigersinn gedreht um { $degrees }°
    .name = Vierteldrehung
edit-redact = schwarzes Rechteck von { $width } × { $height } Pixeln, { $x } von links, { $y } von oben
    .name = schwarzes Rechteck
edit-levels = Tonwerte: { $black } wird schwarz, { $white } wird weiß, Gamma { $factor }
    .name = Tonwerte
edit-curve = Gradationskurve: { $points }
    .name = Gradationskurve
edit-exposure =
    { $change ->
        [more] Belichtung + { $amount } Blendenstufen
       *[less] Belichtung − { $amount } Blendenstufen
    }
    .name = Belichtung
edit-saturation = Farbsättigung × { $factor }
    .name = Farbsättigung
edit-pixelate = verpixeltes Rechteck von { $width } × { $height } Pixeln, { $x } von links, { $y } von oben, in Blöcken von mindestens { $block } Pixeln
    .name = verpixeltes Rechteck
edit-straighten =
    { $direction ->
        [right] begradigt: um { $degrees }° im Uhrzeigersinn gedreht
       *[left] begradigt: um { $degrees }° gegen den Uhrzeigersinn gedreht
    }
    .name = Begradigung

# Captions.
caption-field =
    { $field ->
        [headline] Überschrift
        [caption] Bildtext
        [byline] Urheber
        [credit] Bildnachweis
        [copyright] Copyright-Vermerk
        [source] Quelle
        [city] Ort
        [country] Land
        [date-created] Erstellt am
        [source-type] Art der digitalen Quelle
       *[instructions] Hinweise
    }
caption = { caption-field }: { $text }
warning-captions-differ = Diese Angaben zum Bild lauten in einem Teil der Datei anders als in einem anderen: { $fields }. Andere Programme zeigen womöglich einen anderen Wortlaut als hier.
