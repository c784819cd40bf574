# Lo que se dice antes de publicar una imagen: qué se hace público y qué queda oculto.

# What becomes public. $format is "jpeg" or "png"; of a JPEG, $quality is its quality.
plan-picture =
    { $format ->
        [jpeg] La imagen editada como JPEG de calidad { $quality }, y cómo está comprimida.
       *[png] La imagen editada.
    }
# $place is "hidden" if there is a crop whose place is hidden, else "known".
plan-edits =
    { $count ->
        [0] Que no se editó nada: la imagen es el original completo.
        [one] La edición con sus parámetros, { plan-such-as }.
       *[other] Las { $count } ediciones en su orden, con sus parámetros, { plan-such-as }.
    }
plan-such-as =
    { $place ->
        [hidden] como el tamaño de un recorte, pero no el lugar de un recorte oculto
       *[known] como el lugar de un rectángulo
    }
plan-size = El tamaño del original: { $width } × { $height } píxeles.
# Who signed: a "notary", a camera ("device"), or one that is "simulated". $taken is when the photo was taken.
plan-signed =
    { $signer ->
        [notary] Cuándo se tomó, { $taken }, y qué notario la firmó: { $name }, con su clave.
        [simulated] Cuándo se tomó, { $taken }, y con qué cámara: { $name }, con su clave y la de su fabricante, y que es simulada.
       *[device] Cuándo se tomó, { $taken }, y con qué cámara: { $name }, con su clave y la de su fabricante.
    }
plan-hash = El hash del original. No muestra la foto, pero cualquiera puede ver que dos imágenes que usted publique vienen del mismo original, y quien tenga el archivo del original puede ver que vienen de él.
# $attested: what a notary attests, in sentences.
plan-attested = Lo que el notario atestigua: { $attested }
plan-evidence = Los hashes del certificado y de las Content Credentials del archivo de la cámara: quien tenga ese archivo puede ver que es ese.
plan-converted = Que los colores se convirtieron desde { $space } antes de firmar la foto.
plan-bound = El texto { $text } al que está ligada la prueba.
# What stays hidden. $what is what an edit takes away.
plan-removed =
    { $what ->
        [outside-crop] Todo lo que queda fuera del recorte.
        [outside-hidden-crop] Todo lo que queda fuera del recorte, y en qué lugar de la foto está.
        [under-rectangles] Lo que hay bajo los rectángulos negros.
        [details] Los detalles más finos que los píxeles después del cambio de tamaño.
       *[colours] Los colores antes de pasar a gris.
    }
plan-compressed = Los píxeles de la imagen editada antes de comprimirla. El JPEG muestra casi lo mismo, así que esto no oculta nada que se pueda ver.
plan-between = Los píxeles del original y de cada imagen entre las ediciones, en la medida en que la imagen editada no los revele: cualquiera puede deshacer un cambio de brillo o un volteo.
plan-file = El archivo del original: su nombre, su lugar y todo lo demás que no figura como público.
# What the user should know before starting.
plan-hides-nothing = Ninguna edición oculta nada: cualquiera puede calcular casi todo el original a partir de la imagen. Recorte, reduzca o tape lo que deba quedar oculto.
plan-traces = Un desenfoque, un enfoque, una pixelación, un enderezado o un cambio de tamaño viene antes de un recorte o de un rectángulo negro: los píxeles del borde de la zona visible llevan un rastro de los píxeles ocultos contiguos. Recorte o tape primero para no dejar ninguno.
plan-corners = Las esquinas son negras donde se enderezó la foto. El mayor recorte sin ellas es { $width } × { $height } en { $x }, { $y }.
plan-place = El lugar del recorte en la foto queda oculto para quien no tenga otra imagen de esta escena. Algunos rastros en los píxeles pueden delatarlo, como la cuadrícula de bloques de un JPEG o las esquinas más oscuras del objetivo (viñeteo).
plan-place-redacted = Un rectángulo negro viene antes del recorte oculto: si algo de él está en la imagen, delata el lugar del recorte. Recorte primero y tape después.
# $hidden is what is hidden of the place of a crop: only its distance from the left ("across"), from the top ("down"), or "none" of it.
plan-place-known =
    { $hidden ->
        [across] El recorte oculto es tan alto como la imagen de la que procede: solo se oculta su distancia al borde izquierdo.
        [down] El recorte oculto es tan ancho como la imagen de la que procede: solo se oculta su distancia al borde superior.
       *[none] El recorte oculto es tan grande como la imagen de la que procede, así que no oculta nada.
    }
# $signer is "camera" or "notary".
plan-unknown =
    { $signer ->
        [notary] El notario que firmó el original no está en su lista de confianza. Los lectores que tampoco confíen en él verán «notario desconocido».
       *[camera] El fabricante de la cámara no está en su lista de confianza. Los lectores que tampoco confíen en él verán «fabricante de la cámara desconocido».
    }
plan-simulated = La cámara es simulada, y se le dice a cada lector.
plan-memory = Calcular la prueba requiere unos { $needed } de memoria, y hay { $free } libres. Cierre antes otros programas, o el sistema podría detener este.
# Why it cannot be exported as planned.
plan-bound-too-long = El texto que se va a ligar tiene { $bytes } bytes, y se pueden ligar como máximo { $most }. Acórtelo.
plan-revoked = La clave que firmó este original fue revocada, así que toda verificación de la imagen la rechazaría.
# $limit is how many publications an original has.
plan-spent = Las { $limit } publicaciones de este original están usadas, y más podrían revelar partes de él. Haga que la cámara firme la foto de nuevo y edite ese archivo.
# $pictures are to be published, and $left publications are left; $ordered more are ordered already.
plan-too-few =
    { $ordered ->
        [0] { plan-needed }, { plan-left }. Publique menos, o haga que la cámara firme la foto de nuevo y edite ese archivo.
       *[other] { plan-needed }, { plan-left }, aparte de las de la cola. Publique menos, o haga que la cámara firme la foto de nuevo y edite ese archivo.
    }
plan-needed =
    { $pictures ->
        [one] Hace falta { $pictures } publicación de este original
       *[other] Hacen falta { $pictures } publicaciones de este original, una por imagen
    }
plan-left =
    { $left ->
        [0] pero no queda ninguna
        [one] pero solo queda { $left }
       *[other] pero solo quedan { $left }
    }
# What is said if no publication of the original is known.
plan-no-earlier = En este equipo no se conoce ninguna publicación anterior de este original.
plan-counted-from-now = A partir de ahora las publicaciones se cuentan en { $folder }; si ya publicó en este equipo, esas cuentas están en otra carpeta o se han perdido.
