# Ce que la ligne de commande ajoute : titres et étiquettes des commandes pour les lecteurs, et ses propres conseils.

heading-edits = Retouches
heading-edits-claimed = Retouches que le fichier affirme
heading-warnings = À noter
heading-rules = Règles de la rédaction
heading-checked = Ce qui a été vérifié
heading-attested = Ce que le notaire atteste
heading-unchecked = Ce que cela ne vous dit pas
heading-credentials = À côté du verdict
heading-captions = Légende et crédits (écrits par qui a publié l’image ; non prouvés)
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
label-captions = Légende
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
tally-rules = Confirmées, mais non conformes aux règles de { $name } : { $against } ; non évaluées selon ces règles : { $unjudged }.
rules-of = Règles de { $name }

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

# "trust"
trust-added = Ajouté à votre liste de confiance. Avant de vous fier à ces clés, comparez-les à celles que publient les fabricants et les notaires.
trust-known = Votre liste de confiance contient déjà tout cela. Rien n’a été modifié.
trust-removed = { $name } n’a plus votre confiance.
# The command stays as it is.
trust-empty = Votre liste de confiance est vide : tous les fabricants d’appareils et tous les notaires sont inconnus. Pour ajouter une liste : proofroom trust add LIST
trust-notary = notaire { $name }
# $since is a date, such as 2026-05-14.
trust-revoked = révoquée depuis le { $since } : { $reason }

# "open-check": whether an original is the one of a published picture. The report may be read by a court.
opening-title = Si un original est celui d’une image publiée
# $time is in UTC, as 2026-05-14T10:20:33Z.
opening-when = Vérifié le { $time } (UTC, d’après l’horloge de cet ordinateur) avec Proofroom { $version }.
opening-result =
    { $result ->
        [known] Résultat : cet original est celui de l’image publiée, et son signataire figure sur la liste des fabricants et notaires de confiance.
        [unknown] Résultat : cet original est celui de l’image publiée. Son signataire ne figure pas sur la liste des fabricants et notaires de confiance : n’importe qui a pu faire cette signature.
        [refuted] Résultat : il n’a pas été montré que cet original est celui de l’image publiée. Une vérification au moins a échoué.
       *[unchecked] Résultat : rien n’a été montré. Une vérification au moins n’a pas pu être faite.
    }
opening-outcome =
    { $outcome ->
        [holds] Exact
        [fails] Inexact
       *[not-checked] Non vérifié
    }
opening-compressed =
    { $format ->
        [jpeg] {", compressée en JPEG"}
       *[other] {""}
    }
opening-question =
    { $question ->
        [original] Les pixels et le secret de l’original donnent l’empreinte d’image qui a été signée, et la signature de cette empreinte et des déclarations du signataire est valable.
        [publication] L’image publiée porte une preuve valable : les retouches ci-dessous font d’un original signé exactement cette image{ opening-compressed }.
        [hash] L’image publiée nomme l’empreinte d’image de cet original. D’autres pixels ou un autre secret donneraient une autre empreinte.
        [signature] Les déclarations du signataire et la signature sont les mêmes dans les deux fichiers.
       *[edits] Les retouches ci-dessous, appliquées une nouvelle fois à cet original sans recourir à la preuve, donnent exactement l’image publiée{ opening-compressed }.
    }
opening-check = { opening-outcome } : { opening-question }
opening-cause =
    { $cause ->
        [no-original] Ce fichier n’est pas un original que l’on puisse ouvrir.
        [original-changed] L’original ou ses indications ont été modifiés après la signature.
        [verdict] Le verdict sur l’image publiée est « { $verdict } ».
        [nothing-to-compare] L’original ne s’ouvre pas.
        [no-readable-proof] L’image publiée n’a pas de preuve lisible.
        [other-hash] L’image en nomme une autre.
        [other-signature] Elles diffèrent.
        [picture-unreadable] L’image publiée est illisible.
        [place-unknown] L’endroit d’un recadrage caché n’est pas connu et n’a pas été trouvé.
        [edits-do-not-fit] Elles ne peuvent pas être appliquées à cet original.
        [other-picture-there] Avec les recadrages cachés à ces endroits, elles donnent une autre image.
       *[other-picture] Elles donnent une autre image.
    }
opening-image-hash = L’empreinte d’image est { $hash }.
opening-not-only = S’il existe d’autres images de la même scène, ou si la même photo a été signée plusieurs fois.
opening-not-who = Qui tenait l’appareil, à qui appartiennent les droits sur l’image, et par quelles mains les fichiers sont passés.
opening-handed-over = Si l’original est remis
opening-opens-all = Qui a le fichier de l’original a la photo entière, et peut faire cette vérification pour toute autre image qui en a été publiée.
opening-file = { $bytes } octets, SHA-256 { $digest }
opening-original-file = Fichier de l’original
opening-published-file = Fichier publié
opening-proof-file = Fichier de la preuve
