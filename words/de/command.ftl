# Was die Befehlszeile hinzufügt: Überschriften und Bezeichnungen von „verify“ und „show“, und ihre eigenen Hinweise.

heading-edits = Bearbeitungen
heading-edits-claimed = Bearbeitungen, die die Datei angibt
heading-warnings = Bitte beachten
heading-checked = Was geprüft wurde
heading-attested = Was der Notar beglaubigt
heading-unchecked = Was Ihnen das nicht sagt
heading-credentials = Neben dem Urteil
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
