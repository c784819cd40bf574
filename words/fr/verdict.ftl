# Ce que l’on dit d’un fichier aux lectrices et aux lecteurs. Les explications des messages sont dans le fichier anglais.

compressed =
    { $format ->
        [jpeg] {", compressée en JPEG"}
       *[other] {""}
    }
finding =
    { $what ->
        [edited]
            { $count ->
                [one] Cette image est une photo signée numériquement, avec exactement la seule retouche indiquée ici{ compressed }
               *[other] Cette image est une photo signée numériquement, avec exactement les { $count } retouches indiquées ici{ compressed }
            }
        [whole] Cette image est une photo signée numériquement, entière et sans aucune retouche{ compressed }
       *[original] Cette photo est exactement telle qu’elle a été signée numériquement
    }

reason-none = Confirmée
    .sentence =
        { $camera ->
            [simulated] { finding }, et le fabricant de l’appareil simulé qui l’a signée figure sur la liste des fabricants de confiance.
           *[device] { finding }, et le fabricant de l’appareil qui l’a signée figure sur la liste des fabricants de confiance.
        }
reason-unknown-maker = Valide, mais le fabricant de l’appareil est inconnu
    .sentence =
        { $camera ->
            [simulated] { finding }, mais le fabricant de l’appareil simulé qui l’a signée ne figure pas sur la liste des fabricants de confiance : n’importe qui a pu produire cette signature.
           *[device] { finding }, mais le fabricant de l’appareil qui l’a signée ne figure pas sur la liste des fabricants de confiance : n’importe qui a pu produire cette signature.
        }

reason-malformed = Rejetée : le fichier est endommagé
    .sentence = L’image ou sa preuve est endommagée : une partie du fichier a été perdue ou modifiée après la publication.
    .failed = l’intégrité du fichier
reason-appearance = Rejetée : l’image peut s’afficher autrement ailleurs
    .sentence = Le fichier contient un élément qui peut faire afficher d’autres pixels ou d’autres couleurs que ceux de la preuve. Un autre programme l’a probablement ajouté en enregistrant l’image.
    .failed = l’affichage identique dans tous les programmes
reason-binding = Rejetée : pas établie pour votre code
    .sentence = La preuve n’a pas été établie pour le code que vous avez donné. Elle l’a probablement été pour quelqu’un d’autre ou pour une autre occasion.
    .failed = le code pour lequel la preuve a été établie
reason-signature = Rejetée : la signature n’est pas valide
    .sentence = Le fichier prétend qu’un appareil a signé la photo originale, mais la signature ne correspond pas. Quelqu’un a probablement modifié ce que le fichier dit de l’appareil, de l’heure ou de la photo, ou inventé la signature.
    .failed = la signature de l’appareil
reason-revoked = Rejetée : la clé de l’appareil a été révoquée
    .sentence = D’après la liste des fabricants de confiance, il ne faut plus se fier à la clé de cet appareil. Elle a probablement été perdue ou volée, et quelqu’un d’autre s’en sert peut-être.
    .failed = la validité de la clé de l’appareil
reason-step = Rejetée : une retouche est impossible
    .sentence = La liste contient une retouche qui ne peut pas s’appliquer à cette photo. Quelqu’un a probablement modifié la liste.
    .failed = la possibilité d’appliquer les retouches
reason-linked-commitment = Rejetée : la preuve se contredit
    .sentence = La preuve est composée comme aucun programme correct ne le fait ; elle ne dit donc rien de cette image. Quelqu’un l’a probablement falsifiée.
    .failed = ce à quoi la preuve se rapporte
reason-proof =
    { $format ->
        [jpeg] Rejetée : la preuve ne correspond pas à cette image
       *[other] Rejetée : les retouches ne sont pas prouvées
    }
    .sentence =
        { $format ->
            [jpeg] La preuve ne correspond pas à ce JPEG. L’image a probablement été réenregistrée, pivotée ou redimensionnée par un autre programme après la publication : cela modifie un JPEG même s’il a le même aspect. Ou bien quelqu’un a modifié la liste des retouches ou remplacé l’image.
           *[other] La preuve n’est pas valide : cette image n’est pas ce que les retouches indiquées font de la photo signée. Quelqu’un a probablement modifié la liste des retouches, ou remplacé l’image ou la photo.
        }
    .failed = la preuve des retouches
reason-published-pixels = Rejetée : l’image a été modifiée
    .sentence =
        { $format ->
            [jpeg] Le JPEG de ce fichier n’est pas celui de la preuve. Il a probablement été recadré, pivoté, redimensionné ou réenregistré par un autre programme après la publication.
           *[other] Les pixels de ce fichier ne sont pas ceux de la preuve. L’image a probablement été retouchée, redimensionnée ou réenregistrée après la publication.
        }
    .failed =
        { $format ->
            [jpeg] le contenu de l’image
           *[other] les pixels de l’image
        }

reason-no-proof = Rien à vérifier : l’image ne contient pas de preuve
    .sentence = Rien ne plaide pour ni contre cette image : un autre programme ou un site web a pu supprimer sa preuve, ou il n’y en a jamais eu.
reason-not-a-picture = Rien à vérifier : ce type de fichier ne contient pas de preuve
    .sentence = Les preuves se trouvent dans des images PNG et JPEG, et ce fichier est autre chose : un autre programme ou un site web a pu convertir l’image.

reason-unreadable = Non vérifiée : le fichier est illisible
    .sentence = Le fichier n’a pas pu être lu ; on ne sait donc rien de lui.
reason-version = Non vérifiée : créée par une version plus récente
    .sentence = La preuve a été créée par une version plus récente de ce programme, et cette version ne peut pas la lire.
reason-limits = Non vérifiée : le fichier est trop grand
    .sentence = L’image ou sa preuve est plus grande que ce que ce programme peut vérifier ; on ne sait donc rien du fichier.
reason-trust-file = Non vérifiée : la liste des fabricants de confiance est inutilisable
    .sentence = La liste des fabricants de confiance manque ou est endommagée, et sans elle aucun appareil ne peut être reconnu.
reason-usage = Non vérifiée : la demande n’a pas été comprise
    .sentence = Le programme n’a pas compris ce qu’il devait vérifier.
reason-memory = Non vérifiée : la mémoire ne suffit pas
    .sentence = La mémoire libre n’a pas suffi pour vérifier le fichier ; on ne sait donc rien de lui.
reason-machine = Non vérifiée : cet ordinateur ne le peut pas
    .sentence = Il manque au processeur de cet ordinateur une fonction nécessaire à la vérification.
reason-cancelled = Non vérifiée : la vérification a été interrompue
    .sentence = La vérification a été interrompue avant la fin ; on ne sait donc rien du fichier.
reason-unfinished = Pas encore vérifiée
    .sentence = La vérification a commencé et n’est pas terminée : rien de ce que le fichier affirme n’est prouvé jusqu’ici.

failed-at = { $check }, à partir de la retouche { $number } ({ $edit })

checked-signature =
    { $what ->
        [original] La signature : l’appareil { $name } a signé cette photo de { $width } × { $height } pixels.
       *[other] La signature : l’appareil { $name } a signé une photo originale de { $width } × { $height } pixels.
    }
checked-maker = Le fabricant : { $maker } se porte garant de cet appareil et figure sur la liste des fabricants de confiance.
checked-edits =
    { $format ->
        [jpeg]
            { $count ->
                [one] La retouche : appliquée à la photo originale, et le résultat compressé, elle donne exactement les données de ce JPEG (ses coefficients). Rien d’autre n’a été fait.
               *[other] Les retouches : appliquées dans cet ordre à la photo originale, et le résultat compressé, elles donnent exactement les données de ce JPEG (ses coefficients). Rien d’autre n’a été fait.
            }
       *[other]
            { $count ->
                [one] La retouche : appliquée à la photo originale, elle donne exactement ces pixels. Rien d’autre n’a été fait.
               *[other] Les retouches : appliquées dans cet ordre à la photo originale, elles donnent exactement ces pixels. Rien d’autre n’a été fait.
            }
    }
checked-whole =
    { $format ->
        [jpeg] L’image : la photo originale entière, une fois compressée, donne exactement les données de ce JPEG (ses coefficients). Rien n’a été retouché.
       *[other] L’image : ses pixels sont ceux de la photo originale entière. Rien n’a été retouché.
    }
checked-original = Les pixels : ce sont exactement ceux qui ont été signés.
checked-appearance = Le fichier : il ne contient rien qui fasse afficher une autre image.
checked-code = Le code : la preuve a été établie pour { $code } et pour aucun autre.

unchecked-scene = Ce qui se trouvait devant l’appareil, et s’il s’agissait d’une mise en scène. Aucune signature ni aucune preuve ne peut le dire.
unchecked-captions = Les légendes, les noms, les lieux et tout ce que l’on dit de l’image. Ils ne font pas partie de la preuve.
unchecked-time =
    { $clock ->
        [camera] L’exactitude de l’heure : elle vient de l’horloge de l’appareil, qui peut être déréglée.
        [program] L’heure de la photo : celle qui est indiquée vient du programme qui l’a signée, et dit quand il l’a fait.
       *[exif] L’exactitude de l’heure : elle vient d’informations que n’importe qui peut changer dans la photo avant la signature.
    }
unchecked-simulated = Si un appareil a pris la photo. { $name } est un programme qui imite un appareil et signe toute image qu’on lui donne.
unchecked-converted = L’exactitude des couleurs. Elles ont été converties depuis { $space } avant la signature.
unchecked-hidden = Ce qui a été coupé ou recouvert. Ces parties de la photo originale restent cachées.
unchecked-place = De quel endroit de la photo originale vient le recadrage. Cela n’est pas révélé.
unchecked-maker = Qui a fabriqué l’appareil. N’importe qui peut créer une clé et prétendre que c’est celle d’un appareil.
unchecked-revoked = Quand la photo a été signée. Quiconque a la clé de l’appareil peut indiquer n’importe quelle date.
unchecked-rest = Tout le reste. La vérification s’arrête à la première erreur.
unchecked-connection = Si cette image vient de l’appareil nommé ici. L’appareil a signé une photo originale, mais rien ne relie cette photo à ces pixels.
unchecked-claims = Si les retouches indiquées ont eu lieu. Elles ne sont que ce que le fichier affirme.
unchecked-anything = Tout. Cette réponse ne plaide ni pour ni contre l’image.
unchecked-proof = La preuve des retouches, et avec elle les pixels de cette image.

next-edits = Lisez la liste des retouches et décidez si elles changent ce que montre la photo.
next-caption = Jugez la légende et la source comme pour toute autre photo.
next-private = Gardez ce fichier pour vous. Publiez plutôt une image retouchée avec sa preuve.
next-maker = Demandez à la personne qui a publié l’image qui a fabriqué l’appareil. Si vous faites confiance à ce fabricant, obtenez auprès de lui sa clé ou une liste où il figure, et vérifiez de nouveau avec elle.
next-as-source = D’ici là, ne vous fiez à cette image que dans la mesure où vous vous fiez à la personne qui vous l’a donnée.
next-do-not-rely = Ne vous fiez pas à cette image.
next-ask-for-file = Demandez à la personne qui a publié l’image le fichier exactement tel qu’il a été publié : envoyé comme fichier, et non collé dans un message.
next-ask-publisher = Demandez à la personne qui a publié l’image comment cela s’explique.
next-ask-for-proof = Si la preuve est un fichier à part, procurez-vous aussi ce fichier et vérifiez les deux ensemble.
next-code = Assurez-vous d’avoir saisi le code exactement tel que vous l’aviez donné, avec chaque espace. Si c’est le cas, demandez une preuve établie pour lui.
next-file = Voyez si le fichier est bien là et complet, puis réessayez.
next-update = Procurez-vous la version actuelle de ce programme et vérifiez de nouveau.
next-smaller = Demandez à la personne qui a publié l’image une version plus petite, avec sa propre preuve.
next-list = Réparez la liste des fabricants de confiance ou prenez-en une autre, puis vérifiez de nouveau.
next-request = Voyez si vous avez indiqué les bons fichiers et les bons codes, puis réessayez.
next-memory = Fermez d’autres programmes, puis réessayez.
next-machine = Vérifiez l’image sur un autre ordinateur.
next-again = Vérifiez l’image de nouveau.
next-wait = Attendez la fin de la vérification.

warning-ycbcr = La plupart des programmes affichent cette image dans de fausses couleurs, parce qu’elle n’est pas enregistrée en rouge, vert et bleu, mais en luminosité et différences de couleur (YCbCr).
warning-future-time = L’heure de la photo est dans le futur : l’horloge dont elle vient était déréglée ou avancée, ou celle de cet ordinateur est déréglée.
warning-metadata = Le fichier contient aussi : { $kinds }. Rien de cela n’est prouvé : n’importe qui a pu l’écrire.
warning-proof-beside = La preuve a été trouvée à côté de l’image, dans le fichier { $file }.
warning-proof-ignored = L’image contient une autre preuve, qui n’a pas été prise en compte : c’est la preuve à part qui a été vérifiée.
warning-secret-record = L’image contient aussi la partie secrète d’un original. Ne transmettez pas ce fichier.
warning-private-original = Ce fichier est un original, et il est privé : quiconque l’a possède la photo entière.

metadata-text = du texte
metadata-exif = des données de l’appareil (EXIF)
metadata-xmp = des légendes ou des données de programmes de retouche (XMP)
metadata-iptc = des légendes (IPTC)
metadata-colour-profile = un profil de couleurs
metadata-credentials = des Content Credentials (C2PA)

list-last = { $first } et { $last }

quoted = « { $text } »

signer = { $camera ->
    [simulated] Appareil simulé { $name }{ signer-maker }
   *[device] Appareil { $name }{ signer-maker }
}
signer-maker = { $standing ->
    [trusted] , fabriqué par { $maker }, qui figure sur la liste des fabricants de confiance
    [revoked] , dont la clé a été révoquée
   *[unknown] , dont le fabricant ne figure pas sur la liste des fabricants de confiance
}

date =
    { $number ->
        [1] 1er
       *[other] { $number }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year }
time =
    { $zone ->
        [utc] { $day } à { $hour } UTC
       *[unknown] { $day } à { $hour }
    }
taken = { $clock ->
    [camera] { time }, d’après l’horloge de l’appareil
    [exif] { time }, d’après les informations de la photo (EXIF)
    [exif-local] { time } dans un fuseau horaire inconnu, d’après les informations de la photo (EXIF)
   *[program] { time }, d’après l’horloge du programme qui l’a signée
}

notary-camera =
    { $root ->
        [none] Personne ne se porte garant de l’appareil que nomme le notaire : aucune liste ne contient la racine de son certificat, et n’importe qui a pu créer ce certificat.
       *[other] C’est le notaire qui dit quel appareil a signé le fichier de la photo ; lui seul a vu cette signature.
    }
reason-none-notary = Confirmée
    .sentence = { finding }, et le notaire qui l’a signée figure sur la liste des notaires de confiance. { notary-camera }
reason-unknown-maker-notary = Valide, mais le notaire est inconnu
    .sentence = { finding }, mais le notaire qui l’a signée ne figure pas sur la liste des notaires de confiance : n’importe qui a pu créer cette signature. { notary-camera }
reason-revoked-notary = Rejetée : la clé du notaire a été révoquée
    .sentence = Selon la liste des notaires de confiance, il ne faut plus se fier à la clé de ce notaire. Elle a probablement été perdue ou volée, et quelqu’un d’autre l’utilise peut-être.
    .failed = la validité de la clé du notaire
checked-signature-notary =
    { $what ->
        [original] La signature : le notaire { $name } a signé cette photo de { $width } × { $height } pixels.
       *[other] La signature : le notaire { $name } a signé une photo originale de { $width } × { $height } pixels.
    }
checked-maker-notary = Le notaire : { $maker } figure sur la liste des notaires de confiance.
unchecked-maker-notary = Qui est le notaire. N’importe qui peut créer une clé et l’appeler celle d’un notaire.
unchecked-revoked-notary = Quand la photo a été attestée. Quiconque a la clé du notaire peut indiquer n’importe quelle date.
unchecked-connection-notary = Si cette image vient de la photo que le notaire a attestée. Rien ne relie cette photo à ces pixels.
next-maker-notary = Demandez à qui a publié l’image qui est le notaire, et obtenez sa clé auprès de lui. Si vous lui faites confiance, ajoutez la clé à votre liste et vérifiez de nouveau.
signer-notary = Notaire { $name }{ signer-maker-notary }
signer-maker-notary = { $standing ->
    [trusted] , appelé { $maker } sur la liste des notaires de confiance
    [revoked] , dont la clé a été révoquée
   *[unknown] , qui ne figure pas sur la liste des notaires de confiance
}

credentials-not-checked = Le fichier contient des Content Credentials, qui ne sont pas vérifiés ici. Les programmes pour Content Credentials (C2PA) les vérifient, comme la fenêtre de Proofroom.
credentials-valid =
    { $organisation ->
        [none] Content Credentials : valides, signés par { $signer }.
       *[other] Content Credentials : valides, signés par { $signer } ({ $organisation }).
    }
credentials-root =
    { $tier ->
        [none] Aucune liste ne contient la racine du certificat de { $signer } : personne ne s’en porte garant, et n’importe qui a pu le créer.
        [official] Le certificat de { $signer } mène à { $root }, sur la liste officielle de la C2PA.
        [interim] Le certificat de { $signer } mène à { $root }, sur la liste provisoire, figée depuis le 1er janvier 2026.
       *[own] Le certificat de { $signer } mène à { $root }, sur votre propre liste.
    }
credentials-time =
    { $by ->
        [time-stamp] Ils ont été signés le { time }, comme le confirme une autorité d’horodatage de la liste.
       *[signer] Ils ont été signés le { time }, selon le signataire.
    }
credentials-invalid =
    { $reason ->
        [several] Content Credentials : non valides. Le fichier en contient plusieurs jeux, et des programmes pourraient en montrer de différents.
        [too-large] Content Credentials : non valides. Ils dépassent la taille que ce programme peut vérifier.
        [unreadable] Content Credentials : non valides. Ils sont illisibles.
        [changed] Content Credentials : non valides. Le fichier a été modifié après leur signature, ou ils appartiennent à un autre fichier.
        [not-covered] Content Credentials : non valides. Leur signature laisse de côté une partie du fichier.
        [signature] Content Credentials : non valides. La signature ne correspond pas.
        [certificate] Content Credentials : non valides. Le certificat du signataire n’est pas prévu pour signer des images.
        [expired] Content Credentials : non valides. Le certificat du signataire a expiré, et aucune autorité d’horodatage de la liste ne confirme qu’ils ont été signés avant.
        [revoked] Content Credentials : non valides. Le certificat du signataire a été révoqué.
       *[other] Content Credentials : non valides. Ils échouent à un contrôle de la C2PA.
    }
credentials-beside = Les Content Credentials n’engagent que celui qui les a signés. Le verdict n’en dépend pas.

# House rules
rules-kept =
    { $state ->
        [within] Conforme aux règles de { $name }.
        [against]
            { $count ->
                [one] Non conforme aux règles de { $name } : une règle n’est pas respectée.
               *[other] Non conforme aux règles de { $name } : { $count } règles ne sont pas respectées.
            }
        [original] Non évaluée selon les règles de { $name } : ce fichier est un original, et les règles s’appliquent aux images publiées.
       *[no-proof] Non évaluée selon les règles de { $name } : sans preuve valable, nul ne sait quelles retouches ont été faites.
    }
rules-beside = Les règles portent sur la liste des retouches et sur le fichier, non sur ce que montre l’image. Le verdict n’en dépend pas.

breach-at = Retouche { $number } ({ $edit }) : { $breach }
breach-not-allowed = cette retouche n’est pas autorisée.
breach-not-listed = cette forme de la retouche n’est pas autorisée.
breach-too-often =
    { $most ->
        [one] cette retouche n’est autorisée qu’une fois.
       *[other] cette retouche n’est autorisée que { $most } fois.
    }
parameter =
    { $parameter ->
        [black] noir
        [white] blanc
        [gamma_permille] gamma
        [red_permille] rouge
        [green_permille] vert
        [blue_permille] bleu
        [width] largeur
        [height] hauteur
        [x] distance du bord gauche
        [y] distance du bord supérieur
        [block] taille des blocs
        [points] points
        [kernel] nombres
        [divisor] diviseur
        [turns] angle
        [millidegrees] angle
       *[other] valeur
    }
    .subject =
        { $parameter ->
            [black] le noir
            [white] le blanc
            [gamma_permille] le gamma
            [red_permille] le facteur du rouge
            [green_permille] le facteur du vert
            [blue_permille] le facteur du bleu
            [width] la largeur
            [height] la hauteur
            [x] la distance du bord gauche
            [y] la distance du bord supérieur
            [block] la taille des blocs
            [divisor] le diviseur
            [turns] l’angle
            [millidegrees] l’angle
           *[other] la valeur
        }
breach-parameter = { $subject } vaut { $value }, mais doit aller de { $least } à { $most }.
breach-parameter-only = { $subject } vaut { $value }, mais doit valoir { $most }.
breach-kept = les recadrages laissent { $value } % du cadre de l’original, mais doivent en laisser au moins { $least } %.
breach-covered = les rectangles masqués ou pixelisés occupent { $value } % de la surface, mais { $most } % au plus sont autorisés.
breach-covered-never = les rectangles masqués ou pixelisés occupent { $value } % de la surface, mais rien ne doit être masqué ou pixelisé.
breach-enlarged = l’image devient { $value } fois aussi grande qu’elle l’était auparavant, mais { $most } fois au plus est autorisé.
breach-enlarged-never = l’image devient { $value } fois aussi grande qu’elle l’était auparavant, mais ne doit jamais être agrandie.
breach-stretched = Un côté est redimensionné de { $value } % de plus que l’autre, mais { $most } % au plus sont autorisés.
breach-stretched-never = Un côté est redimensionné de { $value } % de plus que l’autre, mais les deux doivent l’être autant.
breach-longer-side = Le plus grand côté de l’image compte { $value } pixels, mais doit en compter de { $least } à { $most }.
breach-tone-shift = Les retouches réunies éclaircissent ou assombrissent un gris de { $value } niveaux sur 255, mais { $most } au plus sont autorisés.
breach-colour-cast = Les retouches réunies donnent à un gris une dominante de { $value } niveaux sur 255, mais { $most } au plus sont autorisés.
breach-clipped-tones = Les retouches réunies poussent { $value } gris sur 254 aux extrémités de l’échelle, où le détail se perd, mais { $most } au plus sont autorisés.
breach-colour-gain = Les retouches réunies renforcent une couleur de { $value } niveaux sur 255, mais { $most } au plus sont autorisés.
breach-colour-change = Les retouches réunies modifient une couleur, hors luminosité, de { $value } niveaux sur 255, mais { $most } au plus sont autorisés.
breach-unknown-maker = Le fabricant de l’appareil, ou le notaire, doit figurer sur la liste de confiance.
breach-simulated-camera = Les photos d’appareils simulés ne sont pas autorisées.
breach-notary = Les photos qu’un notaire a signées à la place d’un appareil ne sont pas autorisées.
breach-ycbcr = Les images en YCbCr ne sont pas autorisées.
breach-black-and-white = Les images en noir et blanc ne sont pas autorisées.
breach-format = Le format { $format } n’est pas autorisé.

rule-none = Aucune retouche n’est autorisée.
rule-edit =
    { $times ->
        [one] Autorisée une fois : { $edit }{ $limits }.
       *[other] Autorisée jusqu’à { $times } fois : { $edit }{ $limits }.
    }
rule-value =
    { $edit ->
        [exposure] de { $least } à { $most } IL
       *[other] de { $least } à { $most }
    }
rule-value-only =
    { $edit ->
        [exposure] exactement { $most } IL
       *[other] exactement { $most }
    }
rule-value-any = { $parameter } au choix
rule-range = { $parameter } de { $least } à { $most }
rule-range-only = { $parameter } exactement { $most }
rule-any = { $parameter } au choix
rule-forms = seulement sous la forme { $forms }
rule-others = Ne sont pas autorisées : { $edits }, ni aucune retouche d’une version ultérieure.
rule-kept = Tous les recadrages réunis doivent laisser au moins { $least } % du cadre de l’original.
rule-kept-any = Les recadrages peuvent laisser n’importe quelle partie du cadre de l’original.
rule-covered = Les rectangles masqués ou pixelisés peuvent occuper au plus { $most } % de la surface.
rule-covered-never = Rien ne doit être masqué ou pixelisé.
rule-covered-any = Les rectangles masqués ou pixelisés peuvent occuper n’importe quelle surface.
rule-enlarged = L’image peut devenir au plus { $most } fois aussi grande qu’elle l’était.
rule-enlarged-never = L’image ne doit jamais être agrandie.
rule-enlarged-any = L’image peut être agrandie d’un facteur quelconque.
rule-stretched = Un côté peut être redimensionné d’au plus { $most } % de plus que l’autre.
rule-stretched-never = Aucun côté ne doit être redimensionné plus que l’autre.
rule-stretched-any = Un côté peut être redimensionné plus que l’autre d’un facteur quelconque.
rule-longer-side = Le plus grand côté de l’image doit compter de { $least } à { $most } pixels.
rule-longer-side-any = L’image peut avoir n’importe quelle taille.
rule-tone-shift = Toutes les retouches réunies peuvent éclaircir ou assombrir un gris de { $most } niveaux sur 255 au plus.
rule-tone-shift-any = Toutes les retouches réunies peuvent éclaircir ou assombrir les gris à volonté.
rule-colour-cast = Toutes les retouches réunies peuvent donner à un gris une dominante de { $most } niveaux sur 255 au plus.
rule-colour-cast-any = Toutes les retouches réunies peuvent donner aux gris n’importe quelle dominante.
rule-clipped-tones = Toutes les retouches réunies peuvent pousser au plus { $most } gris sur 254 aux extrémités de l’échelle, où le détail se perd.
rule-clipped-tones-any = Toutes les retouches réunies peuvent pousser n’importe quel nombre de gris aux extrémités de l’échelle, où le détail se perd.
rule-colour-gain = Toutes les retouches réunies peuvent renforcer une couleur de { $most } niveaux sur 255 au plus.
rule-colour-gain-any = Toutes les retouches réunies peuvent renforcer les couleurs à volonté.
rule-colour-change = Toutes les retouches réunies peuvent modifier une couleur, hors luminosité, de { $most } niveaux sur 255 au plus.
rule-colour-change-any = Toutes les retouches réunies peuvent modifier les couleurs à volonté.
rule-unknown-makers =
    { $allowed ->
        [yes] Les fabricants d’appareils inconnus et les notaires inconnus sont autorisés.
       *[no] Le fabricant de l’appareil, ou le notaire, doit figurer sur la liste de confiance.
    }
rule-simulated-cameras =
    { $allowed ->
        [yes] Les photos d’appareils simulés sont autorisées.
       *[no] Les photos d’appareils simulés ne sont pas autorisées.
    }
rule-notaries =
    { $allowed ->
        [yes] Les photos qu’un notaire a signées à la place d’un appareil sont autorisées.
       *[no] Les photos qu’un notaire a signées à la place d’un appareil ne sont pas autorisées.
    }
rule-ycbcr =
    { $allowed ->
        [yes] Les images en YCbCr sont autorisées.
       *[no] Les images en YCbCr ne sont pas autorisées.
    }
rule-black-and-white =
    { $allowed ->
        [yes] Les images en noir et blanc sont autorisées.
       *[no] Les images en noir et blanc ne sont pas autorisées.
    }
rule-formats = Formats autorisés de l’image publiée : { $formats }.

attested-signature =
    { $organisation ->
        [none] Le notaire { $notary } a attesté le { $day } que { $signer } a signé cette photo.
       *[other] Le notaire { $notary } a attesté le { $day } que { $signer } ({ $organisation }) a signé cette photo.
    }
attested-root =
    { $tier ->
        [none] Aucune liste ne contient la racine du certificat de { $signer } : personne ne s’en porte garant, et n’importe qui a pu le créer.
        [official] Le certificat de { $signer } mène à { $root }, sur la liste officielle de la C2PA.
        [interim] Le certificat de { $signer } mène à { $root }, sur la liste provisoire, figée depuis le 1er janvier 2026.
       *[own] Le certificat de { $signer } mène à { $root }, sur une liste propre au notaire.
    }
attested-source =
    { $source ->
        [capture] Selon le signataire, un appareil a pris la photo, et elle n’a pas été retouchée avant la signature.
        [edited] Selon le signataire, la photo a été retouchée avant la signature, ou faite à partir d’images antérieures.
       *[other] Le signataire ne dit pas qu’un appareil a pris la photo.
    }
attested-time =
    { $by ->
        [time-stamp] Le fichier a été signé le { time }, comme le confirme une autorité d’horodatage de la liste.
       *[signer] Le fichier a été signé le { time }, selon le signataire.
    }
attested-left-out =
    { $count ->
        [one] La signature laisse de côté un octet du fichier. Aucun pixel n’en dépend.
       *[other] La signature laisse de côté { $count } octets du fichier. Aucun pixel n’en dépend.
    }
attested-included =
    { $field ->
        [place] D’après le fichier, la photo a été prise à cet endroit : { $text } (latitude et longitude en degrés).
        [serial-number] D’après le fichier, l’appareil porte le numéro de série { $text }.
        [owner] D’après le fichier, l’appareil appartient à { $text }.
       *[file-name] Le notaire dit que le fichier s’appelait { $text }.
    }
unchecked-evidence = Si le notaire a raison au sujet de { $signer }. Lui seul avait le fichier signé, et personne d’autre ne peut le vérifier.
unchecked-root = Si { $signer } est bien ce que dit son nom. Personne ne s’en porte garant : n’importe qui a pu créer son certificat.

examined-signature =
    { $organisation ->
        [none] La signature porte sur ce fichier. Elle est de { $signer }, dont le certificat nomme { $issuer } comme émetteur.
       *[other] La signature porte sur ce fichier. Elle est de { $signer } ({ $organisation }), dont le certificat nomme { $issuer } comme émetteur.
    }
examined-root =
    { $tier ->
        [none] Personne ne se porte garant de { $signer } : aucune liste ne contient la racine de son certificat, et n’importe qui a pu le créer.
        [official] Le certificat mène à { $root }, sur la liste officielle de la C2PA, à la date du { $day }.
        [interim] Le certificat mène à { $root }, sur la liste provisoire, figée depuis le 1er janvier 2026, à la date du { $day }.
       *[own] Le certificat mène à { $root }, sur votre propre liste. Les lecteurs apprennent que c’est une liste propre au notaire.
    }

unclaimed-trust-list = Ce fichier est une liste de fabricants et de notaires de confiance.
unclaimed-rules = Ce fichier contient les règles d’une rédaction : les retouches qu’elle autorise.
unclaimed-sidecar = Ce fichier est la preuve d’une image. Vérifiez-le avec cette image.
unclaimed-key = Ce fichier est la clé secrète d’un appareil. Gardez-le pour vous.
unclaimed-format = Ce fichier n’est ni une image PNG ni une image JPEG.
unclaimed-damaged = Cette image est endommagée et ne peut pas être affichée.
unclaimed-profile = Le profil de couleurs de cette photo est inutilisable.
unclaimed-unsupported = Ce programme ne peut pas ouvrir une image de ce type.

edit-crop = recadrage à { $width } × { $height } pixels, à { $x } du bord gauche et { $y } du bord supérieur
    .name = recadrage
edit-crop-hidden = recadrage à { $width } × { $height } pixels, à un endroit qui reste caché
    .name = recadrage à un endroit caché
edit-resize = redimensionnement à { $width } × { $height } pixels
    .name = redimensionnement
edit-contrast = contraste × { $factor }
    .name = contraste
edit-brightness =
    { $change ->
        [more] luminosité + { $amount }
       *[less] luminosité − { $amount }
    }
    .name = luminosité
edit-gamma = gamma { $factor }
    .name = gamma
edit-white-balance = balance des blancs : rouge × { $red }, vert × { $green }, bleu × { $blue }
    .name = balance des blancs
edit-rgb-to-ycbcr = couleurs converties de RVB en YCbCr
    .name = conversion de RVB en YCbCr
edit-ycbcr-to-rgb = couleurs converties de YCbCr en RVB
    .name = conversion de YCbCr en RVB
edit-convolve =
    { $kernel ->
        [box3] flou (moyenne de 3 × 3 pixels)
        [box5] flou (moyenne de 5 × 5 pixels)
        [gaussian3] flou doux (gaussien, 3 × 3 pixels)
        [gaussian5] flou doux (gaussien, 5 × 5 pixels)
        [sharpen] accentuation de la netteté
        [edge] contours seuls
        [none] filtre dont les nombres ne forment pas un carré de 3 × 3 ou 5 × 5
       *[other] filtre de nombres { $kernel }, divisés par { $divisor }
    }
    .name = filtre (flou ou netteté, par exemple)
edit-grayscale = noir et blanc (niveaux de gris)
    .name = noir et blanc (niveaux de gris)
edit-flip =
    { $axis ->
        [horizontal] effet miroir, gauche et droite inversées
       *[vertical] effet miroir, haut et bas inversés
    }
    .name = effet miroir
edit-rotate90 = rotation de { $degrees }° dans le sens des aiguilles d’une montre
    .name = quart de tour
edit-redact = rectangle noir de { $width } × { $height } pixels, à { $x } du bord gauche et { $y } du bord supérieur
    .name = rectangle noir
edit-levels = niveaux : { $black } devient noir, { $white } devient blanc, gamma { $factor }
    .name = niveaux
edit-curve = courbe des tons : { $points }
    .name = courbe des tons
edit-exposure =
    { $change ->
        [more] exposition + { $amount } IL
       *[less] exposition − { $amount } IL
    }
    .name = exposition
edit-saturation = saturation × { $factor }
    .name = saturation
edit-pixelate = rectangle pixelisé de { $width } × { $height } pixels, à { $x } du bord gauche et { $y } du bord supérieur, en blocs d’au moins { $block } pixels
    .name = rectangle pixelisé
edit-straighten =
    { $direction ->
        [right] redressement : rotation de { $degrees }° dans le sens des aiguilles d’une montre
       *[left] redressement : rotation de { $degrees }° dans le sens inverse des aiguilles d’une montre
    }
    .name = redressement

# Captions.
caption-field =
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
caption = { caption-field } : { $text }
warning-captions-differ = Ces mentions ne disent pas la même chose dans toutes les parties du fichier : { $fields }. D’autres programmes peuvent afficher un autre texte que celui-ci.
