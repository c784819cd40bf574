# Ce qui est dit avant de publier une image : ce qui devient public et ce qui reste caché.

# What becomes public. $format is "jpeg" or "png"; of a JPEG, $quality is its quality.
plan-picture =
    { $format ->
        [jpeg] L’image retouchée, en JPEG de qualité { $quality }, et la façon dont elle est compressée.
       *[png] L’image retouchée.
    }
# $place is "hidden" if there is a crop whose place is hidden, else "known".
plan-edits =
    { $count ->
        [0] Que rien n’a été retouché : l’image est l’original entier.
        [one] La retouche avec ses paramètres, { plan-such-as }.
       *[other] Les { $count } retouches dans leur ordre, avec leurs paramètres, { plan-such-as }.
    }
plan-such-as =
    { $place ->
        [hidden] comme la taille d’un recadrage, mais pas l’endroit d’un recadrage caché
       *[known] comme l’emplacement d’un rectangle
    }
plan-size = La taille de l’original : { $width } × { $height } pixels.
# Who signed: a "notary", a camera ("device"), or one that is "simulated". $taken is when the photo was taken.
plan-signed =
    { $signer ->
        [notary] Quand elle a été prise, { $taken }, et quel notaire l’a signée : { $name }, avec sa clé.
        [simulated] Quand elle a été prise, { $taken }, et par quel appareil : { $name }, avec sa clé et celle de son fabricant, et le fait qu’il est simulé.
       *[device] Quand elle a été prise, { $taken }, et par quel appareil : { $name }, avec sa clé et celle de son fabricant.
    }
plan-hash = L’empreinte (hash) de l’original. Elle ne montre pas la photo, mais chacun peut voir que deux images que vous publiez viennent du même original, et qui possède le fichier de l’original peut voir qu’elles en viennent.
# $attested: what a notary attests, in sentences.
plan-attested = Ce que le notaire atteste : { $attested }
plan-evidence = Les empreintes (hash) du certificat et des Content Credentials du fichier de l’appareil : qui possède ce fichier peut voir que c’est celui-là.
plan-converted = Que les couleurs ont été converties à partir de { $space } avant la signature de la photo.
plan-bound = Le texte { $text } auquel la preuve est liée.
# What stays hidden. $what is what an edit takes away.
plan-removed =
    { $what ->
        [outside-crop] Tout ce qui est hors du recadrage.
        [outside-hidden-crop] Tout ce qui est hors du recadrage, et l’endroit où il se trouve dans la photo.
        [under-rectangles] Ce qui se trouve sous les rectangles noirs.
        [details] Les détails plus fins que les pixels après le redimensionnement.
       *[colours] Les couleurs avant le passage au gris.
    }
plan-compressed = Les pixels de l’image retouchée avant compression. Le JPEG montre presque la même chose, donc cela ne cache rien de visible.
plan-between = Les pixels de l’original et de chaque image entre les retouches, dans la mesure où l’image retouchée ne les révèle pas : chacun peut annuler un changement de luminosité ou un retournement.
plan-file = Le fichier de l’original : son nom, son emplacement, et tout ce qui n’est pas indiqué comme public.
# What the user should know before starting.
plan-hides-nothing = Aucune retouche ne cache quoi que ce soit : n’importe qui peut calculer presque tout l’original à partir de l’image. Recadrez, redimensionnez ou masquez ce qui doit rester caché.
plan-traces = Un flou, une accentuation de la netteté, une pixelisation, un redressement ou un redimensionnement précède un recadrage ou un rectangle noir : les pixels au bord de la zone visible portent une trace des pixels cachés voisins. Recadrez ou masquez d’abord pour n’en laisser aucune.
plan-corners = Les coins sont noirs là où la photo a été redressée. Le plus grand recadrage sans eux est { $width } × { $height } à { $x }, { $y }.
plan-place = L’endroit du recadrage dans la photo est caché à qui n’a pas d’autre image de cette scène. Des traces dans les pixels peuvent le révéler, comme la grille de blocs d’un JPEG ou des coins assombris par l’objectif (vignettage).
plan-place-redacted = Un rectangle noir précède le recadrage caché : si une partie en est visible dans l’image, elle révèle l’endroit du recadrage. Recadrez d’abord, puis masquez.
# $hidden is what is hidden of the place of a crop: only its distance from the left ("across"), from the top ("down"), or "none" of it.
plan-place-known =
    { $hidden ->
        [across] Le recadrage caché est aussi haut que l’image dont il vient : seule sa distance au bord gauche est cachée.
        [down] Le recadrage caché est aussi large que l’image dont il vient : seule sa distance au bord supérieur est cachée.
       *[none] Le recadrage caché est aussi grand que l’image dont il vient, il ne cache donc rien.
    }
# $signer is "camera" or "notary".
plan-unknown =
    { $signer ->
        [notary] Le notaire qui a signé l’original n’est pas dans votre liste de confiance. Les lecteurs qui ne lui font pas confiance non plus verront « notaire inconnu ».
       *[camera] Le fabricant de l’appareil n’est pas dans votre liste de confiance. Les lecteurs qui ne lui font pas confiance non plus verront « fabricant de l’appareil inconnu ».
    }
plan-simulated = L’appareil est simulé, et chaque lecteur en est informé.
plan-memory = Le calcul de la preuve demande environ { $needed } de mémoire, et { $free } sont libres. Fermez d’abord d’autres programmes, sinon le système pourrait arrêter celui-ci.
# Why it cannot be exported as planned.
plan-bound-too-long = Le texte à lier a { $bytes } octets, et { $most } au plus peuvent être liés. Raccourcissez-le.
plan-revoked = La clé qui a signé cet original a été révoquée : toute vérification de l’image la rejetterait.
# $limit is how many publications an original has.
plan-spent = Les { $limit } publications de cet original sont utilisées, et d’autres pourraient en révéler des parties. Faites signer la photo de nouveau par l’appareil, et retouchez ce fichier-là.
# $pictures are to be published, and $left publications are left; $ordered more are ordered already.
plan-too-few =
    { $ordered ->
        [0] { plan-needed }, { plan-left }. Publiez-en moins, ou faites signer la photo de nouveau par l’appareil, et retouchez ce fichier-là.
       *[other] { plan-needed }, { plan-left }, sans compter celles de la file. Publiez-en moins, ou faites signer la photo de nouveau par l’appareil, et retouchez ce fichier-là.
    }
plan-needed =
    { $pictures ->
        [one] Il faut { $pictures } publication de cet original
       *[other] Il faut { $pictures } publications de cet original, une par image
    }
plan-left =
    { $left ->
        [0] mais il n’en reste aucune
       *[other] mais il n’en reste que { $left }
    }
# What is said if no publication of the original is known.
plan-no-earlier = Aucune publication antérieure de cet original n’est connue sur cette machine.
plan-counted-from-now = Désormais, les publications sont comptées dans { $folder } ; si vous avez déjà publié sur cette machine, ces comptes sont dans un autre dossier ou perdus.
