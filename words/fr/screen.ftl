# Libellés du vérificateur : dans la fenêtre (écran « Verify ») et dans la page verify.html.
# Ce qui est dit d’une image elle-même se trouve dans verdict.ftl.

## Avant qu’il y ait une image

verify = Vérifier
heading-empty = Vérifier une image
empty-window = Déposez ici des images ou un dossier, ou choisissez-les. Vous apprendrez quel appareil a signé l’original et quelles retouches ont été faites depuis. Si un contrôle échoue, vous saurez lequel.
empty-page = Déposez une image ici, collez-la ou choisissez-la. Vous apprendrez quel appareil a signé l’original et quelles retouches ont été faites depuis. Si un contrôle échoue, vous saurez lequel.
choose-pictures = Choisir des images…

## L’image

picture = L’image du fichier { $name }, { $width } sur { $height } pixels
picture-not-confirmed = Le contrôle n’a pas confirmé ces pixels
picture-none = Il n’y a pas d’image à afficher.

## Un ou plusieurs fichiers

check-another = En vérifier une autre…
list-heading = { $done } images vérifiées sur { $all }
list-waiting = en attente
problem = La vérification n’a pas pu être faite : { $message }

## Le résultat

verdict = Résultat
failed = Échec du contrôle : { $check }
checking = Vérification…
checking-file = Vérification de { $name }
checking-first = La signature de l’appareil a été lue. Les retouches sont en cours de vérification. Ce n’est pas encore un résultat.
cancel = Annuler
heading-checked = Ce qui a été vérifié
heading-attested-by = Ce que le notaire « { $name } » atteste
attested-word = C’est la parole du notaire : lui seul avait le fichier signé, et personne d’autre ne peut le vérifier.
issuer =
    { $tier ->
        [none] signataire du fichier : personne ne s’en porte garant
        [official] signataire du fichier : sur la liste officielle de la C2PA ({ $root })
        [interim] signataire du fichier : sur la liste provisoire, figée depuis le 1er janvier 2026 ({ $root })
       *[own] signataire du fichier : sur une liste propre au notaire ({ $root })
    }
heading-file-credentials = Content Credentials de ce fichier
heading-captions = Légende et crédits (écrits par qui a publié l’image ; non prouvés)
heading-unchecked = Ce que cela ne vous dit pas
heading-next = Ce que vous pouvez faire
heading-signer = Qui a signé l’original
heading-signer-claimed = Qui aurait signé
signer-claimed = C’est seulement ce que dit le fichier. Rien ne le relie à cette image.
heading-edits =
    { $count ->
        [0] Aucune retouche
        [one] { $count } retouche, confirmée
       *[other] { $count } retouches, confirmées
    }
heading-edits-claimed =
    { $count ->
        [0] Aucune retouche, selon le fichier
        [one] { $count } retouche, non confirmée
       *[other] { $count } retouches, non confirmées
    }
edits-none = L’image est exactement l’original, sans aucune retouche.
edits-none-claimed = Selon le fichier, l’image est l’original, sans aucune retouche.
edit-failed = Le contrôle échoue à partir d’ici
heading-frame = La partie de l’original que vous voyez
frame = L’image dans le cadre vide de l’original
frame-words = { $width } × { $height } pixels sur { $fullWidth } × { $fullHeight }, { $share } de la surface. Le reste demeure caché.
frame-beside = L’image, en pointillé, à côté du cadre vide de l’original
frame-hidden =
    { $hidden ->
        [across] La distance du recadrage au bord gauche n’est pas révélée.
        [down] La distance du recadrage au bord supérieur n’est pas révélée.
       *[both] L’emplacement du recadrage dans l’original n’est pas révélé.
    }
heading-bound = Code dans la preuve de l’image
heading-bound-claimed = Code indiqué par le fichier
bound-hint = Si vous avez donné un code en demandant cette image, ce doit être exactement ce code.

## Les détails repliés

details = Détails
camera-key = Clé de l’appareil
maker-key = Clé du fabricant
notary-key = Clé du notaire
evidence-issuer = Certificat délivré par
evidence-certificate = SHA-256 du certificat
evidence-manifest = SHA-256 du manifeste
colours = Couleurs
colours-converted = converties depuis { $space } avant la signature
original = Original
original-hash = Empreinte de l’original
published = Cette image
published-hash = Empreinte de cette image
pixels = { $width } × { $height } pixels
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG de qualité { $quality }, { $sampling }
}
proof-size = Taille de la preuve
checked-in = Durée du contrôle
message = Message technique
report = Rapport pour les programmes (JSON)
copy = Copier : { $what }
copied = Copié : { $what }
copy-failed = Copie impossible : { $what }

## Appareils

standing-trusted = fabricant de confiance
standing-trusted-maker = fabricant de confiance : { $maker }
standing-unknown = fabricant de l’appareil inconnu
standing-unknown-maker = fabricant de l’appareil inconnu : { $maker }
standing-revoked = clé révoquée
standing-revoked-maker = clé révoquée : { $maker }
standing-trusted-notary = notaire de confiance : { $maker }
standing-unknown-notary = notaire inconnu
standing-revoked-notary = clé révoquée
simulated = appareil simulé
revoked-key = clé révoquée
key-of = clé de { $name }

## Un code et une preuve à part

more = Avez-vous donné un code à la personne qui a publié l’image, ou reçu la preuve dans un fichier à part ?
expect = Le code que vous avez donné
expect-check = Vérifier avec ce code
expect-stale = Ce code n’a pas encore été vérifié.
proof-from = La preuve vient de { $name }.
proof-in-picture = Utiliser la preuve contenue dans l’image
proof-separate = La preuve peut être un fichier à part, dont le nom se termine par .proof.
choose-proof = Choisir la preuve…

## La page

page-title = Vérifier une image – Proofroom
page-heading = Proofroom
page-tagline = Vérifier une image
page-what = Cette page vérifie les images publiées avec Proofroom. Elle ne dit rien des autres images, et elle ne peut pas savoir ce qui s’est passé devant l’appareil.
page-private = Rien ne sort de ce navigateur : la vérification se fait dans cette page, sans aucun serveur.
page-about = Ce que fait cette page
page-drop = Déposez ici
page-language = Langue
page-needs-script = Cette page a besoin de JavaScript et d’un navigateur récent. Si cette phrase reste affichée, rien ne peut être vérifié ici.
page-no-webassembly = Ce navigateur, ou le site d’où vient cette page, n’autorise pas WebAssembly, sans lequel rien ne peut être vérifié ici. Enregistrez la page et ouvrez-la depuis votre disque, ou utilisez un autre navigateur.
page-broken = La vérification s’est arrêtée de façon inattendue : { $message }. Rechargez la page pour réessayer.
page-memory = La mémoire ne suffit pas pour vérifier cette image dans un navigateur. Le programme Proofroom peut le faire.
page-drop-address = Vous n’avez déposé qu’une adresse, pas une image. Enregistrez d’abord l’image, puis déposez le fichier ici.
page-paste-none = Il n’y a pas d’image à coller. Certains programmes copient une image sans sa preuve ; il faut le fichier lui-même.
page-pasted = image collée
page-src-elsewhere = Cette page ne charge que des images de son propre site. Enregistrez l’image, puis déposez le fichier ici.
page-src-disk = Une page sur disque ne peut pas charger elle-même une image. Déposez le fichier ici.
page-src-failed = L’image n’a pas pu être chargée ({ $status }).
page-loading = Chargement de { $name }
page-proofs-left =
    { $count ->
        [one] { $names } n’appartient à aucune de ces images.
       *[other] { $names } n’appartiennent à aucune de ces images.
    }
page-only-proof = { $names } est une preuve. Choisissez aussi son image.
close = Fermer
close-message = Fermer ce message

## House rules

heading-rules = Règles de la rédaction
rules-choice = Évaluer selon des règles
rules-what = Les règles disent quelles retouches une rédaction autorise. Elles sont évaluées à côté du verdict et ne le changent jamais.
rules-none = Aucune règle n’est choisie.
rules-by = Évaluée selon les règles de « { $name } », du fichier { $file }.
rules-by-page = Évaluée selon les règles de « { $name } », fournies avec cette page.
rules-choose = Choisir un fichier de règles…
rules-remove = N’évaluer selon aucune règle
rules-offer = Évaluer selon ces règles ?
rules-offer-what = Le fichier { $file } dit que ce sont les règles de « { $name } ». Ce nom a été choisi par l’auteur du fichier.
rules-accept = Évaluer selon ces règles
rules-reject = Ne pas les utiliser
rules-problem = Ces règles ne peuvent pas être utilisées : { $message }
rules-offer-instead = Elles prennent la place des règles de « { $name } ».
rules-settings = Règles de la rédaction
rules-settings-by = Les retouches sont évaluées selon les règles de « { $name } ».
rules-settings-none = Les règles d’une rédaction disent quelles retouches sont autorisées, et dans quelle mesure. L’éditeur avertit de ce qui les enfreint, et la vérification dit si une image y est conforme.
rules-allow = Ce qu’elles autorisent
rules-told-kept = Les règles de « { $name } » sont conservées.
rules-told-forgotten = Aucune règle n’est conservée.
rules-within = Conforme aux règles de « { $name } ».
rules-against = Non conforme aux règles de « { $name } ».
rules-break = Publier malgré les règles de « { $name } »
rules-break-what = Qui vérifie l’image avec ces règles apprend lesquelles elle enfreint.

## Fabricants de confiance, dans la page

trust = Liste de confiance
trust-nobody = Vous ne faites encore confiance à personne
trust-makers =
    { $count ->
        [one] { $count } fabricant de confiance
       *[other] { $count } fabricants de confiance
    }
trust-notaries =
    { $count ->
        [one] { $count } notaire de confiance
       *[other] { $count } notaires de confiance
    }
trust-what = Une image n’est confirmée que si cette liste nomme le fabricant de son appareil, ou le notaire qui a signé la photo. La personne qui vous donne une liste décide à qui vous faites confiance : n’en acceptez une que de quelqu’un que vous connaissez.
trust-none = Cette page ne fait encore confiance à aucun fabricant ni à aucun notaire. Quand tous les contrôles d’une image réussissent, le fabricant de l’appareil ou le notaire est dit inconnu.
trust-notary = { $name } (notaire)
trust-from-page = La liste de confiance est venue avec cette page.
trust-from-file = La liste de confiance vient du fichier { $name }.
trust-remembered = La liste de confiance est { $name }, que ce navigateur a gardée.
trust-revoked =
    { $count ->
        [one] Elle nomme aussi { $count } clé à laquelle il ne faut plus se fier.
       *[other] Elle nomme aussi { $count } clés auxquelles il ne faut plus se fier.
    }
trust-choose = Choisir une liste de confiance…
trust-offer = Faire confiance à cette liste ?
trust-offer-what = Le fichier { $name } nomme ces fabricants et ces notaires. Il remplace la liste que cette page utilise maintenant.
trust-accept = Faire confiance à cette liste
trust-reject = Ne pas lui faire confiance
trust-remember = Garder cette liste dans ce navigateur
trust-drop = Utiliser la liste de la page
trust-remove = Ne plus utiliser cette liste
trust-problem = La liste de confiance est inutilisable : { $message }

## La fenêtre

trusted-makers = Liste de confiance…
open-in-editor = Ouvrir dans l’éditeur
own-camera = C’est votre propre appareil simulé.
own-camera-trust = Lui faire confiance sur cet ordinateur
own-notary = C’est votre propre notaire.
own-notary-trust = Lui faire confiance sur cet ordinateur
heading-own-photo = Avez-vous pris cette photo vous-même ?
own-photo = Pour essayer Proofroom, vous pouvez la signer avec un appareil que ce programme simule. Toute personne qui vérifie une image tirée de cette photo apprend que l’appareil est simulé.
own-photo-profile = Le profil de couleurs est alors ignoré, et les couleurs sont prises comme du sRGB.
sign-photo = J’ai pris cette photo : la signer…
sign-photo-profile = J’ai pris cette photo : la signer sans son profil…

## Le recadrage, dans la fenêtre

crop-hide = Cacher l’emplacement du recadrage dans la photo
crop-hide-what = La taille du recadrage devient publique, pas son emplacement. Celui-ci reste caché à tous ceux qui n’ont aucune autre image de cette scène. Des traces dans les pixels, comme la grille de blocs d’un JPEG ou les coins plus sombres d’un objectif, peuvent tout de même le trahir.
crop-hide-known =
    { $known ->
        [across] Le recadrage est aussi large que l’image dont il est tiré. Sa distance au bord gauche n’est donc pas cachée.
        [down] Le recadrage est aussi haut que l’image dont il est tiré. Sa distance au bord supérieur n’est donc pas cachée.
       *[both] Ce recadrage garde toute l’image : il n’y a pas d’emplacement à cacher.
    }
crop-place-unset = L’emplacement d’un recadrage caché n’est jamais enregistré. Placez de nouveau son rectangle.
crop-place-keep = Le laisser au milieu
crop-hint = Faites glisser le pointeur sur la photo pour tracer un rectangle, à l’intérieur pour le déplacer, sur ses poignées pour le redimensionner. Les touches fléchées le déplacent, avec Maj de 10 pixels ; avec Alt, elles le redimensionnent. Faites glisser à l’extérieur pour faire pivoter la photo, ou tracez-y un autre rectangle avec Maj. Appuyez sur Entrée pour terminer.
turn = Redresser
# $direction is "right", "left", or "none" for an angle of 0.
turn-value =
    { $direction ->
        [right] { $degrees }° dans le sens horaire
        [left] { $degrees }° dans le sens antihoraire
       *[none] { $degrees }°
    }
turn-back = Revenir à 0°
turn-horizon = Tracer l’horizon
turn-horizon-what = Tracez sur la photo une ligne le long de l’horizon ou d’une arête qui devrait être verticale.
turn-most = Une photo peut pivoter de { $degrees }° au plus.

## Les nombres saisis, dans la fenêtre

# What a field asks for when something else was typed.
number-any = Un nombre de { $least } à { $most }
number-whole = Un nombre entier de { $least } à { $most }

## Content Credentials d’une photo, dans la fenêtre

heading-credentials = Content Credentials de cette photo
credentials-examining = Examen en cours…
credentials-refused =
    { $reason ->
        [missing] Cette photo ne contient pas de Content Credentials (C2PA), donc aucune signature d’appareil à examiner.
        [format] Les Content Credentials (C2PA) ne sont examinés que dans les photos JPEG, et ce fichier n’en est pas une.
        [elsewhere] Ils ne sont pas dans le fichier mais sur un serveur, et ce programme n’interroge aucun serveur.
        [several] Cette photo contient plusieurs jeux de Content Credentials, ou un jeu en morceaux. Un seul jeu, d’un seul tenant, peut être examiné.
        [too-large] Ils sont plus grands que ce que ce programme examine.
        [unreadable] Ils sont illisibles.
        [signature] Ils ne sont pas valides : la signature ne correspond pas.
        [outside-validity] Ils ne sont pas valides : le certificat n’était pas valide quand la photo a été signée.
        [revoked] Ils ne sont pas valides : le certificat a été révoqué.
        [certificate] Ils ne sont pas valides : le certificat n’est pas fait pour signer des photos.
        [changed] Ils ne sont pas valides : la photo a été modifiée après la signature.
        [statement] Ils ne sont pas valides : une de leurs déclarations a été modifiée après la signature.
        [not-covered] Ils ne sont pas valides : la signature laisse de côté des octets dont l’image dépend.
        [maker-revoked] Le fabricant a révoqué tous ses certificats : ses signatures ne disent plus rien.
        [expired] Le certificat a expiré, et aucun horodatage d’une autorité de la liste ne dit qu’il était valide quand la photo a été signée.
       *[other] Ils ne sont pas valides : un contrôle a échoué.
    }
credentials-way-on = Aucun notaire ne peut attester ce fichier. Si un appareil a signé la photo, demandez le fichier exactement tel que l’appareil l’a écrit, envoyé comme fichier : les logiciels de retouche, les messageries et les sites web suppriment ou cassent les Content Credentials.
credentials-roots = Si vous connaissez la racine de ce certificat, indiquez dans les réglages un fichier qui la contient.
credentials-settings = Réglages…
credentials-what = Seule la personne qui a ce fichier peut le vérifier, et cela se perd à la première retouche. Un notaire le transmet : quelqu’un que vos lecteurs connaissent signe la photo avec ce qui a été constaté.
credentials-attest = Signer en tant que notaire « { $name } »
credentials-attest-elsewhere = Signer, et enregistrer ailleurs…
credentials-beside = L’original signé est écrit à côté de la photo, puis ouvert. Il est privé.
credentials-no-notary = Pour signer cette photo en tant que notaire, il faut la clé d’un notaire, et il n’y en a pas encore sur cet ordinateur. Créez-en une ici, ou choisissez le dossier d’un notaire que vous avez.
credentials-notary-problem = Votre notaire est inutilisable : { $message }
credentials-set-up = Configurer un notaire…
credentials-simulated = Essayer plutôt avec un appareil simulé
credentials-simulated-what = Les lecteurs n’apprennent alors rien de ces Content Credentials, seulement qu’un appareil simulé a signé.

## La file des exports, dans la fenêtre

queue = Exports
queue-title = Exports en cours et terminés (Ctrl Maj E)
queue-empty = Aucun export n’est en attente ou en cours.
queue-from = à partir de { $name }
# An export of several pictures. $name is the file of the first, $count how many there are besides.
queue-name =
    { $count ->
        [one] { $name } et { $count } autre
       *[other] { $name } et { $count } autres
    }
queue-pictures = Images de { $name }
# What has become of one of several pictures.
queue-picture =
    { $state ->
        [making] en cours
        [waiting] en attente
        [unsaved] terminée, non enregistrée
       *[missing] non réalisée
    }
queue-waiting = en attente
queue-starting = lecture de l’original
# $stage is what is being done at step $step of $steps.
queue-stage =
    { $stage ->
        [committing] retouche et mise en gage, étape { $step } sur { $steps }
        [proving] calcul de la preuve, étape { $step } sur { $steps }
       *[verifying] vérification du résultat
    }
queue-stopping = arrêt en cours
queue-left = encore { $duration } environ
queue-left-moment = encore un instant
queue-progress = Progression de { $name }
# $written: how many of its pictures were written before.
queue-stopped =
    { $written ->
        [0] Arrêté. Rien n’a été écrit.
       *[other] Arrêté. Les images déjà écrites restent, et chacune a été comptée comme une publication.
    }
queue-failed-what =
    { $written ->
        [0] Rien n’a été écrit.
       *[other] Les images déjà écrites restent, et chacune a été comptée comme une publication. Un nouvel essai ne fait que les autres.
    }
queue-unsaved = Terminé, mais non enregistré.
queue-unsaved-what = L’image est retouchée, prouvée et vérifiée. Elle est conservée jusqu’à ce que vous l’enregistriez ailleurs, l’abandonniez ou fermiez Proofroom. Rien n’est à prouver de nouveau.
# $count pictures of the same export come after the one that is not saved.
queue-unsaved-rest =
    { $count ->
        [one] { $count } autre image sera faite dès qu’elle sera enregistrée.
       *[other] { $count } autres images seront faites dès qu’elle sera enregistrée.
    }
queue-retry = Réessayer
queue-save = Enregistrer ailleurs…
queue-discard = Abandonner
queue-remove = Retirer de la liste
queue-show = Montrer dans le dossier
queue-verify = Voir comme un lecteur
queue-clear = Retirer les exports terminés
queue-already = Ce fichier contenait déjà le même export. Il a été laissé tel quel, et aucune publication n’a été comptée.
# $where: whether the proof is in the picture ("inside") or in a file of its own ("beside").
queue-written =
    { $where ->
        [beside] { $picture }, et { $proof } de preuve à côté, en { $duration }
       *[inside] { $picture }, dont { $proof } de preuve, en { $duration }
    }
queue-folder = Dans { $folder }.
queue-published =
    { $count ->
        [one] { $count } image de cet original a été publiée jusqu’ici.
       *[other] { $count } images de cet original ont été publiées jusqu’ici.
    }
queue-more =
    { $count ->
        [one] { $count } autre en attente
       *[other] { $count } autres en attente
    }
# $name is the file of the first of them.
queue-open =
    { $count ->
        [one] Non terminé : { $name }
       *[other] { $count } exports ne sont pas terminés
    }
queue-done =
    { $count ->
        [one] Publiée : { $name }
       *[other] { $count } images publiées
    }
queue-look = Montrer
queue-told-added = { $name } est dans la file.
queue-told-done = { $name } : l’export est terminé. { $title }.
queue-told-problem = { $name } n’est pas terminé : { $problem }
# $what is lost if the window is closed: "exports", "unsaved" pictures, a "signing", or "nothing" any more.
quit-heading =
    { $what ->
        [exports] { $count ->
            [one] Un export est en cours
           *[other] { $count } exports sont en cours ou en attente
        }
        [unsaved] { $count ->
            [one] Une image terminée n’est pas enregistrée
           *[other] { $count } images terminées ne sont pas enregistrées
        }
        [signing] Des photos sont en cours de signature
       *[nothing] Fermer Proofroom ?
    }
quit-what =
    { $what ->
        [exports] { $count ->
            [one] Si vous fermez la fenêtre maintenant, il s’arrête et plus rien n’est écrit.
           *[other] Si vous fermez la fenêtre maintenant, ils s’arrêtent et plus rien n’est écrit.
        }
        [unsaved] { $count ->
            [one] La preuve d’une image est terminée, mais pas enregistrée. Si vous fermez la fenêtre maintenant, elle est perdue et devra être refaite.
           *[other] Les preuves de { $count } images sont terminées, mais pas enregistrées. Si vous fermez la fenêtre maintenant, elles sont perdues et devront être refaites.
        }
        [signing] { $percent } % sont faits. Si vous fermez la fenêtre maintenant, le reste n’est pas signé.
       *[nothing] Tout s’est terminé entre-temps.
    }
quit-stay = Garder la fenêtre ouverte
quit-leave =
    { $what ->
        [exports] Arrêter et fermer
        [unsaved] Abandonner et fermer
        [signing] Arrêter la signature et fermer
       *[nothing] Fermer
    }

## La bande des photos, dans la fenêtre

strip = Photos ouvertes ensemble
# $kind: what a file appears to be, before anything is checked.
strip-kind =
    { $kind ->
        [original] original
        [published] publiée
        [photo] photo non signée
        [credentials] avec Content Credentials
       *[other] pas une photo
    }
strip-edited = retouchée
strip-queued = export en attente
strip-exported =
    { $count ->
        [one] publiée une fois
       *[other] publiée { $count } fois
    }

## Le plan d’un export, dans la fenêtre

export-heading = Exporter avec une preuve
export-bound = Code ou texte qu’un vérificateur vous a demandé (facultatif)
export-bound-what = Si quelqu’un vous a demandé cette image, par exemple un recadrage du visage ou une photo d’identité, et vous a donné un code, saisissez-le exactement. Il prouve que l’image répond à cette demande, et chacun peut le lire.
export-size = Taille
export-edge = Grand côté, en pixels
export-full = Taille réelle
export-edge-of = { $edge } px
export-pixels = { $width } × { $height } pixels
export-edits =
    { $count ->
        [0] Aucune retouche
        [one] { $count } retouche à prouver
       *[other] { $count } retouches à prouver, dans cet ordre
    }
# $what comes first in the order that is proved sooner: the "crop", the "resize", or "both".
export-sooner =
    { $what ->
        [crop] Recadrer d’abord : { $then } au lieu de { $now }
        [resize] Redimensionner d’abord : { $then } au lieu de { $now }
       *[both] Recadrer et redimensionner d’abord : { $then } au lieu de { $now }
    }
export-sooner-what = Le résultat diffère légèrement. Annuler rétablit l’ordre.
export-displaced =
    { $count ->
        [one] Un rectangle noir se trouve maintenant ailleurs sur la photo : vérifiez qu’il couvre toujours ce qu’il doit couvrir.
       *[other] { $count } rectangles noirs se trouvent maintenant ailleurs sur la photo : vérifiez qu’ils couvrent toujours ce qu’ils doivent couvrir.
    }
export-public = Devient public
export-hidden = Reste caché
export-picture = Image
export-proof = Preuve
# $proofs is how many, $steps in how many steps, $size how many bytes they have.
export-proof-what =
    { $proofs ->
        [one] { $proofs } preuve
       *[other] { $proofs } preuves
    } en { $steps ->
        [one] { $steps } étape
       *[other] { $steps } étapes
    }, environ { $size }
export-time = Durée
export-time-what = environ { $duration } sur cette machine
export-memory = Mémoire
export-memory-what = environ { $size }
# $used of $limit publications of the original are used, $ordered more wait in the queue.
export-used =
    { $ordered ->
        [0] { $used } publications de cet original sur { $limit } utilisées sur cette machine.
       *[other] { $used } publications de cet original sur { $limit } utilisées sur cette machine, { $ordered } de plus dans la file.
    }
export-planning = Planification…
export-sidecar = Enregistrer la preuve dans un fichier séparé (.proof) à côté de l’image
export-sidecar-what = Certains sites web retirent la preuve d’une image.
export-folder = dans { $folder }
export-change = Modifier…
export-no-credentials = Les Content Credentials ne peuvent pas être signés : voyez plus haut, ou exportez sans eux.
export-whole = Publier l’original entier
export-whole-what = Aucune retouche ne cache quoi que ce soit. N’importe qui peut calculer presque tout l’original à partir de cette image.
export-back = Retour à l’éditeur
export = Exporter
credentials-add = Ajouter des Content Credentials (C2PA)
credentials-add-what = Ils indiquent à d’autres programmes quelles retouches ont été faites, et sont signés avec votre certificat. La preuve n’en dépend pas.
credentials-certificates = Certificats
credentials-key = Clé privée
credentials-no-file = aucun fichier choisi
credentials-choose-certificates = Choisir les certificats…
credentials-choose-key = Choisir la clé…
# $name is who signs.
credentials-signer = Signé par « { $name } », ce que chacun peut lire dans l’image.
credentials-files = Choisissez les deux fichiers, en PEM. Seuls leurs emplacements sont mémorisés, et la clé n’est lue que pour signer.

## Le format et les tailles d’un export, dans la fenêtre

format = Format
format-quality = Qualité
format-sampling = Échantillonnage des couleurs
format-size = environ { $size }, sans la preuve
# $kind is "jpeg" or "png".
format-what =
    { $kind ->
        [jpeg] La preuve porte sur le JPEG exactement tel qu’il est écrit, compression comprise. 4:2:0 enregistre les couleurs à demi-résolution, comme la plupart des sites web.
       *[png] PNG garde chaque pixel tel qu’il a été retouché. Une photo y prend plusieurs fois la place d’un JPEG.
    }
renditions-or-one = Une image ou plusieurs
renditions-one = Une image
renditions = Plusieurs tailles
renditions-make = Produire { $name }
renditions-name = Nom de { $name }
# What is set of each picture, as the head of a column.
renditions-column =
    { $column ->
        [name] Nom
        [edge] Grand côté, pixels
        [format] Format
        [quality] Qualité
       *[sampling] Couleurs
    }
renditions-full = pleine taille
renditions-edge = Grand côté de { $name }, en pixels
renditions-full-of = Taille réelle de { $name }
renditions-format-of = Format de { $name }
# $least and $most are the range.
renditions-quality = Qualité de { $name }, de { $least } à { $most }
renditions-sampling-of = Échantillonnage des couleurs de { $name }
# What one of the pictures comes to: its size in pixels, how long it takes, and the bytes of its proof.
renditions-plan = { $width } × { $height } pixels, environ { $duration }, { $size } de preuve
renditions-none = Choisissez au moins une taille.
renditions-remove = Retirer { $name }
renditions-add = Une autre taille
# $used of $limit publications of the original are used already.
renditions-count =
    { $count ->
        [one] Utilise { $count } publication.
       *[other] Utilise { $count } publications, une par image.
    }
renditions-folder = Chaque image reçoit le nom de sa taille, dans { $folder }.
renditions-same-folder = Chaque image reçoit le nom de sa taille, dans le dossier des images publiées.
renditions-export =
    { $count ->
        [one] Exporter { $count } image
       *[other] Exporter { $count } images
    }

## Retouches copiées pour plusieurs photos, dans la fenêtre

paste = Coller
paste-title = Les retouches copiées remplacent celles des originaux sélectionnés (Ctrl Alt V)
paste-into =
    { $count ->
        [one] Coller les retouches dans { $count } photo
       *[other] Coller les retouches dans { $count } photos
    }
paste-heading =
    { $count ->
        [one] Coller les retouches dans { $count } photo ?
       *[other] Coller les retouches dans { $count } photos ?
    }
paste-replaced =
    { $count ->
        [one] { $count } d’entre elles a des retouches, qui sont remplacées.
       *[other] { $count } d’entre elles ont des retouches, qui sont remplacées.
    }
paste-frame = Les recadrages et les rectangles portent sur des endroits d’une photo. Sur d’autres, ils montrent ou couvrent peut-être autre chose. On peut les omettre, ou les mettre à l’échelle de chaque photo ; vérifiez alors chacune.
paste-hidden = L’endroit d’un recadrage caché n’est jamais copié. Il doit être fixé sur chaque photo.
paste-scaled = Avec recadrages et rectangles, à l’échelle
paste-without = Sans recadrages ni rectangles
paste-busy =
    { $count ->
        [one] Les retouches sont collées dans { $count } photo
       *[other] Les retouches sont collées dans { $count } photos
    }
# $off edits do not fit their photo.
paste-done =
    { $off ->
        [0] Les retouches ont été collées dans { $count } photos.
       *[other] Les retouches ont été collées dans { $count } photos. { $off } ne conviennent pas et sont désactivées.
    }

## Légendes d’un export, dans la fenêtre

captions =
    { $count ->
        [0] Légendes : aucune
        [one] Légendes : { $count } champ
       *[other] Légendes : { $count } champs
    }
# The arguments are placeholders, in braces.
captions-what = Elles sont écrites dans l’image et peuvent être modifiées plus tard. Rien n’en est prouvé, et les lecteurs en sont avertis. { $date }, { $year }, { $filename } et { $camera } représentent ceux de chaque photo ; une accolade s’écrit deux fois.
captions-template = Nom d’un modèle
captions-save = Enregistrer comme modèle
captions-forget = Oublier le modèle { $name }
captions-look = Que dit l’original ?
captions-look-elsewhere = Copier depuis une photo…
captions-nothing = Ce fichier ne dit rien de lui-même.
captions-copy = Copier
captions-copy-field = Copier : { $field }
captions-field =
    { $field ->
        [headline] Titre
        [caption] Légende
        [byline] Auteur
        [credit] Crédit
        [copyright] Mention de copyright
        [source] Source
        [city] Ville
        [country] Pays
        [date-created] Date de création
        [source-type] Type de source numérique
       *[instructions] Instructions
    }
# $term is one of the IPTC’s list of digital source types.
captions-source-type =
    { $term ->
        [digitalCapture] Prise avec un appareil numérique
        [computationalCapture] Calculée par l’appareil à partir de plusieurs prises
        [negativeFilm] Numérisée à partir d’un négatif
        [positiveFilm] Numérisée à partir d’une diapositive
        [print] Numérisée à partir d’un tirage
        [humanEdits] Retouchée par des personnes
        [algorithmicallyEnhanced] Améliorée par un algorithme
        [digitalCreation] Créée par des personnes avec des outils numériques
        [dataDrivenMedia] Créée à partir de données
        [trainedAlgorithmicMedia] Générée par un modèle entraîné (IA)
        [algorithmicMedia] Générée par un algorithme sans entraînement
        [screenCapture] Capture d’écran
        [virtualRecording] Enregistrement d’un événement virtuel
        [composite] Composition d’éléments
        [compositeCapture] Composition de photos
        [compositeSynthetic] Composition avec des éléments synthétiques
       *[compositeWithTrainedAlgorithmicMedia] Composition avec des éléments d’un modèle entraîné (IA)
    }
captions-source-none = non indiqué

## The element on a publisher’s page

element-relies = L’éditeur de cette page a choisi la liste des fabricants de confiance et vous montre ce résultat. Pour ne pas dépendre de lui, enregistrez l’image et vérifiez-la vous-même.
