# Ce que la ligne de commande ajoute : titres et étiquettes de « verify » et « show », et ses propres conseils.

heading-edits = Retouches
heading-edits-claimed = Retouches que le fichier affirme
heading-warnings = À noter
heading-checked = Ce qui a été vérifié
heading-attested = Ce que le notaire atteste
heading-unchecked = Ce que cela ne vous dit pas
heading-credentials = À côté du verdict
heading-next = Ce que vous pouvez faire
heading-details = Détails

failed = Échec du contrôle : { $check }.
no-edits = aucune

next-trust = Si vous faites confiance au fabricant et avez sa liste : proofroom trust add trust.json. Avec la clé seule : proofroom trust add --key CLÉ --name NOM.
next-trust-notary = Si vous faites confiance au notaire et avez sa liste : proofroom trust add trust.json. Avec la clé seule : proofroom trust add --key CLÉ --name NOM --as-notary.
photo-for-notary = Cette photo porte des Content Credentials (C2PA). Pour la retoucher avec une preuve, un notaire doit d’abord les examiner et les attester : proofroom notary sign PHOTO --notary DIR --out original.png

label-camera = Appareil
label-maker = Fabricant
label-notary = Notaire
label-attested = Attesté
label-certificate = Certificat
label-taken = Prise
label-colours = Couleurs
label-original = Original
label-published = Publiée
label-edits = Retouches
label-proof = Preuve
label-code = Code
label-inside = Contient aussi
label-message = Message
key = clé { $key }
hash = empreinte { $hash }
certificate = délivré par { $issuer }
sha-of-certificate = SHA-256 du certificat { $certificate }
sha-of-manifest = SHA-256 du manifeste { $manifest }
pixels = { $width } × { $height } pixels
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG de qualité { $quality }, { $sampling }
}
colours = converties depuis { $space } avant la signature

line = { $file } : { $title }.
line-detail = { $file } : { $title } ({ $detail }).
tally = Confirmées : { $verified }. Fabricant ou notaire inconnu : { $unknown }. Rejetées : { $rejected }. Non vérifiées : { $unchecked }. Autres fichiers, ignorés : { $others }.

show-published = Une image publiée avec sa preuve
show-sidecar = La preuve d’une image publiée, dans un fichier à part
show-original = Un original avec sa signature, qui est privé
show-camera =
    { $camera ->
        [simulated] { $name } (simulé, dit-il lui-même)
       *[device] { $name }
    }
show-proof =
    { $steps ->
        [one] { $size } en une étape
       *[other] { $size } en { $steps } étapes
    }
show-code-none = aucun
show-private = Le fichier contient la photo et le secret qui la tient cachée ; le secret n’est pas montré ici. Ne publiez pas ce fichier.
show-public = Quiconque a le fichier peut lire tout cela, et voir que des fichiers qui ont la même empreinte de l’original viennent de la même photo. Les autres pixels de l’original n’y sont pas.
show-nothing-checked = Rien de cela n’a été vérifié. Pour vérifier le fichier : proofroom verify.

size =
    { $unit ->
        [B]
            { $bytes ->
                [one] { $bytes } octet
               *[other] { $bytes } octets
            }
        [kB] { $number } ko
        [MB] { $number } Mo
       *[GB] { $number } Go
    }
