# Lo que se dice de un archivo a quien lee. Las explicaciones de los mensajes están en el archivo inglés.

compressed =
    { $format ->
        [jpeg] {", comprimida como JPEG"}
       *[other] {""}
    }
finding =
    { $what ->
        [edited]
            { $count ->
                [one] Esta imagen es una foto firmada digitalmente, con exactamente la única edición que aquí se indica{ compressed }
               *[other] Esta imagen es una foto firmada digitalmente, con exactamente las { $count } ediciones que aquí se indican{ compressed }
            }
        [whole] Esta imagen es una foto firmada digitalmente, entera y sin ninguna edición{ compressed }
       *[original] Esta foto está exactamente como se firmó digitalmente
    }

reason-none = Confirmada
    .sentence =
        { $camera ->
            [simulated] { finding }, y el fabricante de la cámara simulada que la firmó está en la lista de fabricantes de confianza.
           *[device] { finding }, y el fabricante de la cámara que la firmó está en la lista de fabricantes de confianza.
        }
reason-unknown-maker = Válida, pero se desconoce el fabricante de la cámara
    .sentence =
        { $camera ->
            [simulated] { finding }, pero el fabricante de la cámara simulada que la firmó no está en la lista de fabricantes de confianza: cualquiera pudo hacer esa firma.
           *[device] { finding }, pero el fabricante de la cámara que la firmó no está en la lista de fabricantes de confianza: cualquiera pudo hacer esa firma.
        }

reason-malformed = Rechazada: el archivo está dañado
    .sentence = La imagen o su prueba está dañada: una parte del archivo se perdió o cambió después de la publicación.
    .failed = la integridad del archivo
reason-appearance = Rechazada: puede verse distinta en otro sitio
    .sentence = El archivo contiene algo que puede hacer que los programas muestren otros píxeles o colores que los probados. Probablemente lo añadió otro programa al guardar la imagen.
    .failed = que todos los programas muestren la misma imagen
reason-binding = Rechazada: no se hizo para su código
    .sentence = La prueba no se hizo para el código que usted dio. Probablemente se hizo para otra persona o para otra ocasión.
    .failed = el código para el que se hizo la prueba
reason-signature = Rechazada: la firma no es válida
    .sentence = El archivo afirma que una cámara firmó la foto original, pero la firma no corresponde. Probablemente alguien cambió lo que el archivo dice de la cámara, la hora o la foto, o se inventó la firma.
    .failed = la firma de la cámara
reason-revoked = Rechazada: la clave de la cámara fue revocada
    .sentence = Según la lista de fabricantes de confianza, ya no hay que fiarse de la clave de esta cámara. Probablemente se perdió o la robaron, y puede que otra persona la esté usando.
    .failed = la vigencia de la clave de la cámara
reason-step = Rechazada: una edición es imposible
    .sentence = La lista contiene una edición que no puede aplicarse a esta foto. Probablemente alguien cambió la lista.
    .failed = que las ediciones puedan aplicarse
reason-linked-commitment = Rechazada: la prueba se contradice
    .sentence = La prueba está compuesta como no lo hace ningún programa correcto, así que no dice nada de esta imagen. Probablemente alguien la manipuló.
    .failed = aquello a lo que se refiere la prueba
reason-proof =
    { $format ->
        [jpeg] Rechazada: la prueba no corresponde a esta imagen
       *[other] Rechazada: las ediciones no están probadas
    }
    .sentence =
        { $format ->
            [jpeg] La prueba no corresponde a este JPEG. Probablemente otro programa volvió a guardar, giró o redimensionó la imagen después de la publicación: eso cambia un JPEG aunque se vea igual. O bien alguien cambió la lista de ediciones o sustituyó la imagen.
           *[other] La prueba no es válida: esta imagen no es lo que resulta de aplicar las ediciones indicadas a la foto firmada. Probablemente alguien cambió la lista de ediciones, o cambió la imagen o la foto por otra.
        }
    .failed = la prueba de las ediciones
reason-published-pixels = Rechazada: la imagen fue modificada
    .sentence =
        { $format ->
            [jpeg] El JPEG de este archivo no es el probado. Probablemente otro programa lo recortó, giró, redimensionó o volvió a guardar después de la publicación.
           *[other] Los píxeles de este archivo no son los probados. Probablemente la imagen se editó, se redimensionó o se volvió a guardar después de la publicación.
        }
    .failed =
        { $format ->
            [jpeg] el contenido de la imagen
           *[other] los píxeles de la imagen
        }

reason-no-proof = Nada que comprobar: la imagen no lleva ninguna prueba
    .sentence = No hay nada a favor ni en contra de esta imagen: otro programa o un sitio web pudo quitarle la prueba, o nunca la tuvo.
reason-not-a-picture = Nada que comprobar: este tipo de archivo no lleva pruebas
    .sentence = Las pruebas van en imágenes PNG y JPEG, y este archivo es otra cosa: otro programa o un sitio web pudo convertir la imagen.

reason-unreadable = Sin comprobar: no se puede leer el archivo
    .sentence = No se pudo leer el archivo, así que no se sabe nada de él.
reason-version = Sin comprobar: hecha con una versión más reciente
    .sentence = La prueba se hizo con una versión más reciente de este programa, y esta versión no puede leerla.
reason-limits = Sin comprobar: el archivo es demasiado grande
    .sentence = La imagen o su prueba es más grande de lo que este programa puede comprobar, así que no se sabe nada del archivo.
reason-trust-file = Sin comprobar: la lista de fabricantes de confianza no sirve
    .sentence = La lista de fabricantes de confianza falta o está dañada, y sin ella no se puede reconocer ninguna cámara.
reason-usage = Sin comprobar: no se entendió la petición
    .sentence = El programa no entendió qué debía comprobar.
reason-memory = Sin comprobar: no hay memoria suficiente
    .sentence = La memoria libre no bastó para comprobar el archivo, así que no se sabe nada de él.
reason-machine = Sin comprobar: este ordenador no puede hacerlo
    .sentence = Al procesador de este ordenador le falta algo necesario para la comprobación.
reason-cancelled = Sin comprobar: la comprobación se interrumpió
    .sentence = La comprobación se interrumpió antes de terminar, así que no se sabe nada del archivo.
reason-unfinished = Aún sin comprobar
    .sentence = La comprobación ha empezado y no ha terminado: por ahora no está probado nada de lo que afirma el archivo.

failed-at = { $check }, a partir de la edición { $number } ({ $edit })

checked-signature =
    { $what ->
        [original] La firma: la cámara { $name } firmó esta foto de { $width } × { $height } píxeles.
       *[other] La firma: la cámara { $name } firmó una foto original de { $width } × { $height } píxeles.
    }
checked-maker = El fabricante: { $maker } responde de esta cámara y está en la lista de fabricantes de confianza.
checked-edits =
    { $format ->
        [jpeg]
            { $count ->
                [one] La edición: aplicada a la foto original, y comprimido el resultado, da exactamente los datos de este JPEG (sus coeficientes). No se hizo nada más.
               *[other] Las ediciones: aplicadas en este orden a la foto original, y comprimido el resultado, dan exactamente los datos de este JPEG (sus coeficientes). No se hizo nada más.
            }
       *[other]
            { $count ->
                [one] La edición: aplicada a la foto original, da exactamente estos píxeles. No se hizo nada más.
               *[other] Las ediciones: aplicadas en este orden a la foto original, dan exactamente estos píxeles. No se hizo nada más.
            }
    }
checked-whole =
    { $format ->
        [jpeg] La imagen: la foto original entera, comprimida, da exactamente los datos de este JPEG (sus coeficientes). No se editó nada.
       *[other] La imagen: sus píxeles son los de la foto original entera. No se editó nada.
    }
checked-original = Los píxeles: son exactamente los que se firmaron.
checked-appearance = El archivo: no contiene nada que haga que los programas muestren otra imagen.
checked-code = El código: la prueba se hizo para { $code } y para ningún otro.

unchecked-scene = Qué había delante de la cámara, y si la escena estaba preparada. Eso no puede decirlo ninguna firma ni ninguna prueba.
unchecked-captions = Los pies de foto, los nombres, los lugares y todo lo que se dice de la imagen. No forman parte de la prueba.
unchecked-time =
    { $clock ->
        [camera] Si la hora es correcta: viene del reloj de la cámara, que puede ir mal.
        [program] Si la hora es la de la foto: viene del programa que la firmó, y dice cuándo lo hizo.
       *[exif] Si la hora es correcta: viene de datos de la foto que cualquiera puede cambiar antes de la firma.
    }
unchecked-simulated = Si una cámara tomó la foto. { $name } es un programa que imita a una cámara y firma cualquier imagen que se le dé.
unchecked-converted = Si los colores son correctos. Se convirtieron desde { $space } antes de la firma.
unchecked-hidden = Qué se recortó o se tapó. Esas partes de la foto original quedan ocultas.
unchecked-place = De qué lugar de la foto original procede el recorte. Eso no se revela.
unchecked-maker = Quién fabricó la cámara. Cualquiera puede crear una clave y decir que es de una cámara.
unchecked-revoked = Cuándo se firmó la foto. Quien tiene la clave de la cámara puede poner cualquier fecha.
unchecked-rest = Todo lo demás. La comprobación termina en el primer error.
unchecked-connection = Si esta imagen viene de la cámara que aquí se nombra. La cámara firmó una foto original, pero nada relaciona esa foto con estos píxeles.
unchecked-claims = Si las ediciones indicadas se hicieron. Son solo lo que afirma el archivo.
unchecked-anything = Todo. Esta respuesta no está ni a favor ni en contra de la imagen.
unchecked-proof = La prueba de las ediciones y, con ella, los píxeles de esta imagen.

next-edits = Lea la lista de ediciones y decida si cambian lo que muestra la foto.
next-caption = Juzgue el pie de foto y la fuente como en cualquier otra foto.
next-private = No comparta este archivo con nadie. Publique en su lugar una imagen editada con su prueba.
next-maker = Pregunte a quien publicó la imagen quién fabricó la cámara. Si confía en ese fabricante, pídale a él mismo su clave o una lista en la que figure, y compruebe otra vez con ella.
next-as-source = Hasta entonces, fíese de esta imagen solo en la medida en que se fíe de quien se la dio.
next-do-not-rely = No se fíe de esta imagen.
next-ask-for-file = Pida a quien publicó la imagen el archivo exactamente como se publicó: enviado como archivo, no pegado en un mensaje.
next-ask-publisher = Pregunte a quien publicó la imagen a qué se debe.
next-ask-for-proof = Si la prueba es un archivo aparte, consígalo también y compruebe los dos juntos.
next-code = Mire si escribió el código exactamente como lo dio, con cada espacio. Si es así, pida una prueba hecha para él.
next-file = Mire si el archivo está en su sitio y completo, e inténtelo otra vez.
next-update = Consiga la versión actual de este programa y compruebe otra vez.
next-smaller = Pida a quien publicó la imagen una más pequeña, con su propia prueba.
next-list = Repare la lista de fabricantes de confianza o use otra, y compruebe otra vez.
next-request = Mire si indicó los archivos y códigos correctos, e inténtelo otra vez.
next-memory = Cierre otros programas e inténtelo otra vez.
next-machine = Compruebe la imagen en otro ordenador.
next-again = Compruebe la imagen otra vez.
next-wait = Espere a que termine la comprobación.

warning-ycbcr = La mayoría de los programas muestran esta imagen con colores equivocados, porque no está guardada en rojo, verde y azul, sino como luminosidad y diferencias de color (YCbCr).
warning-future-time = La hora de la foto está en el futuro: el reloj del que viene iba mal o estaba adelantado, o va mal el de este dispositivo.
warning-metadata = El archivo contiene además { $kinds }. Nada de eso está probado: cualquiera pudo escribirlo.
warning-proof-beside = La prueba se encontró junto a la imagen, en el archivo { $file }.
warning-proof-ignored = La imagen contiene otra prueba, que no se tuvo en cuenta: se comprobó la prueba aparte.
warning-secret-record = La imagen contiene además la parte secreta de un original. No pase este archivo a nadie.
warning-private-original = Este archivo es un original, y es privado: quien lo tiene, tiene la foto entera.

metadata-text = texto
metadata-exif = datos de la cámara (EXIF)
metadata-xmp = pies de foto o datos de programas de edición (XMP)
metadata-iptc = pies de foto (IPTC)
metadata-colour-profile = un perfil de color
metadata-credentials = Content Credentials (C2PA)

list-last = { $first } y { $last }

quoted = «{ $text }»

signer = { $camera ->
    [simulated] Cámara simulada { $name }{ signer-maker }
   *[device] Cámara { $name }{ signer-maker }
}
signer-maker = { $standing ->
    [trusted] , fabricada por { $maker }, que está en la lista de fabricantes de confianza
    [revoked] , cuya clave fue revocada
   *[unknown] , cuyo fabricante no está en la lista de fabricantes de confianza
}

date =
    { $number } de { $month ->
        [1] enero
        [2] febrero
        [3] marzo
        [4] abril
        [5] mayo
        [6] junio
        [7] julio
        [8] agosto
        [9] septiembre
        [10] octubre
        [11] noviembre
       *[12] diciembre
    } de { $year }
time =
    { $zone ->
        [utc] { $day }, { $hour } UTC
       *[unknown] { $day }, { $hour }
    }
taken = { $clock ->
    [camera] { time }, según el reloj de la cámara
    [exif] { time }, según los datos de la foto (EXIF)
    [exif-local] { time } en una zona horaria desconocida, según los datos de la foto (EXIF)
   *[program] { time }, según el reloj del programa que la firmó
}

notary-camera =
    { $root ->
        [none] Nadie responde de la cámara que nombra el notario: la raíz de su certificado no está en ninguna lista, así que cualquiera pudo crear ese certificado.
       *[other] Qué cámara firmó el archivo de la foto lo dice el notario; solo él ha visto esa firma.
    }
reason-none-notary = Confirmada
    .sentence = { finding }, y el notario que la firmó está en la lista de notarios de confianza. { notary-camera }
reason-unknown-maker-notary = Válida, pero se desconoce el notario
    .sentence = { finding }, pero el notario que la firmó no está en la lista de notarios de confianza: cualquiera pudo hacer esa firma. { notary-camera }
reason-revoked-notary = Rechazada: la clave del notario fue revocada
    .sentence = Según la lista de notarios de confianza, ya no hay que fiarse de la clave de este notario. Probablemente se perdió o la robaron, y puede que otra persona la esté usando.
    .failed = la vigencia de la clave del notario
checked-signature-notary =
    { $what ->
        [original] La firma: el notario { $name } firmó esta foto de { $width } × { $height } píxeles.
       *[other] La firma: el notario { $name } firmó una foto original de { $width } × { $height } píxeles.
    }
checked-maker-notary = El notario: { $maker } está en la lista de notarios de confianza.
unchecked-maker-notary = Quién es el notario. Cualquiera puede crear una clave y decir que es de un notario.
unchecked-revoked-notary = Cuándo se certificó la foto. Quien tiene la clave del notario puede poner cualquier fecha.
unchecked-connection-notary = Si esta imagen viene de la foto que certificó el notario. Nada relaciona esa foto con estos píxeles.
next-maker-notary = Pregunte a quien publicó la imagen quién es el notario, y pídale la clave a él mismo. Si confía en él, añada la clave a su lista y compruebe otra vez.
signer-notary = Notario { $name }{ signer-maker-notary }
signer-maker-notary = { $standing ->
    [trusted] , llamado { $maker } en la lista de notarios de confianza
    [revoked] , cuya clave fue revocada
   *[unknown] , que no está en la lista de notarios de confianza
}

credentials-not-checked = El archivo contiene Content Credentials, que aquí no se comprueban. Los programas para Content Credentials (C2PA) las comprueban, y también la ventana de Proofroom.
credentials-valid =
    { $organisation ->
        [none] Content Credentials: válidas, firmadas por { $signer }.
       *[other] Content Credentials: válidas, firmadas por { $signer } ({ $organisation }).
    }
credentials-root =
    { $tier ->
        [none] La raíz del certificado de { $signer } no está en ninguna lista: nadie responde de él, y cualquiera pudo crearlo.
        [official] El certificado de { $signer } lleva a { $root }, de la lista oficial de la C2PA.
        [interim] El certificado de { $signer } lleva a { $root }, de la lista provisional, que no cambia desde el 1 de enero de 2026.
       *[own] El certificado de { $signer } lleva a { $root }, de su propia lista.
    }
credentials-time =
    { $by ->
        [time-stamp] Se firmaron el { time }, como confirma una autoridad de sellado de tiempo de la lista.
       *[signer] Se firmaron el { time }, según el firmante.
    }
credentials-invalid =
    { $reason ->
        [several] Content Credentials: no válidas. El archivo contiene varios juegos, y los programas podrían mostrar unos u otros.
        [too-large] Content Credentials: no válidas. Son más grandes de lo que este programa puede comprobar.
        [unreadable] Content Credentials: no válidas. No se pueden leer.
        [changed] Content Credentials: no válidas. El archivo se modificó después de que se firmaran, o pertenecen a otro archivo.
        [not-covered] Content Credentials: no válidas. Su firma deja fuera una parte del archivo.
        [signature] Content Credentials: no válidas. La firma no coincide.
        [certificate] Content Credentials: no válidas. El certificado del firmante no sirve para firmar imágenes.
        [expired] Content Credentials: no válidas. El certificado del firmante ha caducado, y ninguna autoridad de sellado de tiempo de la lista confirma que se firmaran antes.
        [revoked] Content Credentials: no válidas. El certificado del firmante fue revocado.
       *[other] Content Credentials: no válidas. No superan una comprobación de la C2PA.
    }
credentials-beside = Las Content Credentials son la palabra de quien las firmó. El veredicto no depende de ellas.

# House rules
rules-kept =
    { $state ->
        [within] Dentro de las normas de { $name }.
        [against]
            { $count ->
                [one] Fuera de las normas de { $name }: se incumple una norma.
               *[other] Fuera de las normas de { $name }: se incumplen { $count } normas.
            }
        [original] No evaluada según las normas de { $name }: este archivo es un original, y las normas son para imágenes publicadas.
       *[no-proof] No evaluada según las normas de { $name }: sin una prueba válida, nadie sabe qué ediciones se hicieron.
    }
rules-beside = Las normas se refieren a la lista de ediciones y al archivo, no a lo que muestra la imagen. El veredicto no depende de ellas.

breach-at = Edición { $number } ({ $edit }): { $breach }
breach-not-allowed = esta edición no está permitida.
breach-not-listed = esta forma de la edición no está permitida.
breach-too-often =
    { $most ->
        [one] esta edición solo está permitida una vez.
       *[other] esta edición solo está permitida { $most } veces.
    }
parameter =
    { $parameter ->
        [black] negro
        [white] blanco
        [gamma_permille] gamma
        [red_permille] rojo
        [green_permille] verde
        [blue_permille] azul
        [width] anchura
        [height] altura
        [x] distancia del borde izquierdo
        [y] distancia del borde superior
        [block] tamaño de los bloques
        [points] puntos
        [kernel] números
        [divisor] divisor
        [turns] ángulo
        [millidegrees] ángulo
       *[other] valor
    }
    .subject =
        { $parameter ->
            [black] el negro
            [white] el blanco
            [gamma_permille] la gamma
            [red_permille] el factor del rojo
            [green_permille] el factor del verde
            [blue_permille] el factor del azul
            [width] la anchura
            [height] la altura
            [x] la distancia del borde izquierdo
            [y] la distancia del borde superior
            [block] el tamaño de los bloques
            [divisor] el divisor
            [turns] el ángulo
            [millidegrees] el ángulo
           *[other] el valor
        }
breach-parameter = { $subject } es { $value }, pero debe estar entre { $least } y { $most }.
breach-parameter-only = { $subject } es { $value }, pero debe ser { $most }.
breach-kept = los recortes dejan el { $value } % del encuadre del original, pero deben dejar al menos el { $least } %.
breach-covered = los rectángulos tapados o pixelados ocupan el { $value } % de la superficie, pero se permite como máximo el { $most } %.
breach-covered-never = los rectángulos tapados o pixelados ocupan el { $value } % de la superficie, pero no se puede tapar ni pixelar nada.
breach-enlarged = la imagen pasa a tener { $value } veces el tamaño que tenía antes, pero se permiten { $most } veces como máximo.
breach-enlarged-never = la imagen pasa a tener { $value } veces el tamaño que tenía antes, pero no se puede ampliar nunca.
breach-stretched = Un lado se escala un { $value } % más que el otro, pero se permite como máximo un { $most } %.
breach-stretched-never = Un lado se escala un { $value } % más que el otro, pero ambos deben escalarse por igual.
breach-longer-side = El lado más largo de la imagen tiene { $value } píxeles, pero debe tener de { $least } a { $most }.
breach-tone-shift = El conjunto de las ediciones aclara u oscurece un gris en { $value } niveles de 255, pero se permiten { $most } como máximo.
breach-colour-cast = El conjunto de las ediciones da a un gris una dominante de { $value } niveles de 255, pero se permiten { $most } como máximo.
breach-clipped-tones = El conjunto de las ediciones lleva { $value } de 254 grises a los extremos de la escala, donde se pierde detalle, pero se permiten { $most } como máximo.
breach-colour-gain = El conjunto de las ediciones intensifica un color en { $value } niveles de 255, pero se permiten { $most } como máximo.
breach-colour-change = El conjunto de las ediciones cambia un color, sin contar su luminosidad, en { $value } niveles de 255, pero se permiten { $most } como máximo.
breach-unknown-maker = El fabricante de la cámara, o el notario, debe figurar en la lista de confianza.
breach-simulated-camera = No se permiten fotos de cámaras simuladas.
breach-notary = No se permiten fotos que un notario firmó en lugar de una cámara.
breach-ycbcr = No se permiten imágenes en YCbCr.
breach-black-and-white = No se permiten imágenes en blanco y negro.
breach-format = El formato { $format } no está permitido.

rule-none = No se permite ninguna edición.
rule-edit =
    { $times ->
        [one] Se permite una vez: { $edit }{ $limits }.
       *[other] Se permite hasta { $times } veces: { $edit }{ $limits }.
    }
rule-value =
    { $edit ->
        [exposure] de { $least } a { $most } pasos
       *[other] de { $least } a { $most }
    }
rule-value-only =
    { $edit ->
        [exposure] exactamente { $most } pasos
       *[other] exactamente { $most }
    }
rule-value-any = { $parameter } a voluntad
rule-range = { $parameter } de { $least } a { $most }
rule-range-only = { $parameter } exactamente { $most }
rule-any = { $parameter } a voluntad
rule-forms = solo como { $forms }
rule-others = No se permiten: { $edits }, ni ninguna edición de una versión posterior.
rule-kept = El conjunto de los recortes debe dejar al menos el { $least } % del encuadre del original.
rule-kept-any = Los recortes pueden dejar cualquier parte del encuadre del original.
rule-covered = Los rectángulos tapados o pixelados pueden ocupar como máximo el { $most } % de la superficie.
rule-covered-never = No se puede tapar ni pixelar nada.
rule-covered-any = Los rectángulos tapados o pixelados pueden ocupar cualquier superficie.
rule-enlarged = La imagen puede tener como máximo { $most } veces el tamaño que tenía.
rule-enlarged-never = La imagen no se puede ampliar nunca.
rule-enlarged-any = La imagen puede ampliarse por cualquier factor.
rule-stretched = Un lado puede escalarse como máximo un { $most } % más que el otro.
rule-stretched-never = Ningún lado puede escalarse más que el otro.
rule-stretched-any = Un lado puede escalarse más que el otro por cualquier factor.
rule-longer-side = El lado más largo de la imagen debe tener de { $least } a { $most } píxeles.
rule-longer-side-any = La imagen puede tener cualquier tamaño.
rule-tone-shift = El conjunto de las ediciones puede aclarar u oscurecer un gris como máximo en { $most } niveles de 255.
rule-tone-shift-any = El conjunto de las ediciones puede aclarar u oscurecer los grises sin límite.
rule-colour-cast = El conjunto de las ediciones puede dar a un gris como máximo una dominante de { $most } niveles de 255.
rule-colour-cast-any = El conjunto de las ediciones puede dar a los grises cualquier dominante.
rule-clipped-tones = El conjunto de las ediciones puede llevar como máximo { $most } de 254 grises a los extremos de la escala, donde se pierde detalle.
rule-clipped-tones-any = El conjunto de las ediciones puede llevar cualquier número de grises a los extremos de la escala, donde se pierde detalle.
rule-colour-gain = El conjunto de las ediciones puede intensificar un color como máximo en { $most } niveles de 255.
rule-colour-gain-any = El conjunto de las ediciones puede intensificar los colores sin límite.
rule-colour-change = El conjunto de las ediciones puede cambiar un color, sin contar su luminosidad, como máximo en { $most } niveles de 255.
rule-colour-change-any = El conjunto de las ediciones puede cambiar los colores sin límite.
rule-unknown-makers =
    { $allowed ->
        [yes] Se permiten fabricantes de cámaras desconocidos y notarios desconocidos.
       *[no] El fabricante de la cámara, o el notario, debe figurar en la lista de confianza.
    }
rule-simulated-cameras =
    { $allowed ->
        [yes] Se permiten fotos de cámaras simuladas.
       *[no] No se permiten fotos de cámaras simuladas.
    }
rule-notaries =
    { $allowed ->
        [yes] Se permiten fotos que un notario firmó en lugar de una cámara.
       *[no] No se permiten fotos que un notario firmó en lugar de una cámara.
    }
rule-ycbcr =
    { $allowed ->
        [yes] Se permiten imágenes en YCbCr.
       *[no] No se permiten imágenes en YCbCr.
    }
rule-black-and-white =
    { $allowed ->
        [yes] Se permiten imágenes en blanco y negro.
       *[no] No se permiten imágenes en blanco y negro.
    }
rule-formats = Formatos permitidos de la imagen publicada: { $formats }.

attested-signature =
    { $organisation ->
        [none] El notario { $notary } certificó el { $day } que { $signer } firmó esta foto.
       *[other] El notario { $notary } certificó el { $day } que { $signer } ({ $organisation }) firmó esta foto.
    }
attested-root =
    { $tier ->
        [none] La raíz del certificado de { $signer } no está en ninguna lista: nadie responde de él, y cualquiera pudo crearlo.
        [official] El certificado de { $signer } lleva a { $root }, de la lista oficial de la C2PA.
        [interim] El certificado de { $signer } lleva a { $root }, de la lista provisional, que no cambia desde el 1 de enero de 2026.
       *[own] El certificado de { $signer } lleva a { $root }, de una lista propia del notario.
    }
attested-source =
    { $source ->
        [capture] Según el firmante, una cámara tomó la foto, y no se editó antes de la firma.
        [edited] Según el firmante, la foto se editó antes de la firma o se hizo a partir de imágenes anteriores.
       *[other] El firmante no dice que una cámara tomara la foto.
    }
attested-time =
    { $by ->
        [time-stamp] El archivo se firmó el { time }, como confirma una autoridad de sellado de tiempo de la lista.
       *[signer] El archivo se firmó el { time }, según el firmante.
    }
attested-left-out =
    { $count ->
        [one] La firma deja fuera un byte del archivo. Ningún píxel depende de él.
       *[other] La firma deja fuera { $count } bytes del archivo. Ningún píxel depende de ellos.
    }
attested-included =
    { $field ->
        [place] Según el archivo, la foto se tomó en este lugar: { $text } (latitud y longitud en grados).
        [serial-number] Según el archivo, la cámara tiene el número de serie { $text }.
        [owner] Según el archivo, la cámara pertenece a { $text }.
       *[file-name] El notario dice que el archivo se llamaba { $text }.
    }
unchecked-evidence = Si el notario tiene razón sobre { $signer }. Solo él tenía el archivo firmado, y nadie más puede comprobarlo.
unchecked-root = Si { $signer } es lo que dice su nombre. Nadie responde de ello: cualquiera pudo crear su certificado.

examined-signature =
    { $organisation ->
        [none] La firma abarca este archivo. Es de { $signer }, cuyo certificado nombra como emisor a { $issuer }.
       *[other] La firma abarca este archivo. Es de { $signer } ({ $organisation }), cuyo certificado nombra como emisor a { $issuer }.
    }
examined-root =
    { $tier ->
        [none] Nadie responde de { $signer }: la raíz de su certificado no está en ninguna lista, y cualquiera pudo crearlo.
        [official] El certificado lleva a { $root }, de la lista oficial de la C2PA, con fecha del { $day }.
        [interim] El certificado lleva a { $root }, de la lista provisional, que no cambia desde el 1 de enero de 2026, con fecha del { $day }.
       *[own] El certificado lleva a { $root }, de su propia lista. A los lectores se les dice que es una lista propia del notario.
    }

unclaimed-trust-list = Este archivo es una lista de fabricantes y notarios de confianza.
unclaimed-rules = Este archivo contiene las normas de una redacción: qué ediciones permite.
unclaimed-sidecar = Este archivo es la prueba de una imagen. Compruébelo junto con esa imagen.
unclaimed-key = Este archivo es la clave secreta de una cámara. No lo comparta con nadie.
unclaimed-format = Este archivo no es una imagen PNG ni JPEG.
unclaimed-damaged = Esta imagen está dañada y no se puede mostrar.
unclaimed-profile = El perfil de color de esta foto no se puede usar.
unclaimed-unsupported = Este programa no puede abrir una imagen de este tipo.

edit-crop = recorte a { $width } × { $height } píxeles, a { $x } del borde izquierdo y { $y } del superior
    .name = recorte
edit-crop-hidden = recorte a { $width } × { $height } píxeles en un lugar que queda oculto
    .name = recorte en un lugar oculto
edit-resize = cambio de tamaño a { $width } × { $height } píxeles
    .name = cambio de tamaño
edit-contrast = contraste × { $factor }
    .name = contraste
edit-brightness =
    { $change ->
        [more] brillo + { $amount }
       *[less] brillo − { $amount }
    }
    .name = brillo
edit-gamma = gamma { $factor }
    .name = gamma
edit-white-balance = balance de blancos: rojo × { $red }, verde × { $green }, azul × { $blue }
    .name = balance de blancos
edit-rgb-to-ycbcr = colores convertidos de RGB a YCbCr
    .name = conversión de RGB a YCbCr
edit-ycbcr-to-rgb = colores convertidos de YCbCr a RGB
    .name = conversión de YCbCr a RGB
edit-convolve =
    { $kernel ->
        [box3] desenfoque (media de 3 × 3 píxeles)
        [box5] desenfoque (media de 5 × 5 píxeles)
        [gaussian3] desenfoque suave (gaussiano, 3 × 3 píxeles)
        [gaussian5] desenfoque suave (gaussiano, 5 × 5 píxeles)
        [sharpen] aumento de la nitidez
        [edge] solo contornos
        [none] filtro cuyos números no forman un cuadrado de 3 × 3 o 5 × 5
       *[other] filtro con los números { $kernel }, divididos por { $divisor }
    }
    .name = filtro (por ejemplo, desenfoque o nitidez)
edit-grayscale = blanco y negro (escala de grises)
    .name = blanco y negro (escala de grises)
edit-flip =
    { $axis ->
        [horizontal] reflejo, izquierda y derecha invertidas
       *[vertical] reflejo, arriba y abajo invertidos
    }
    .name = espejo
edit-rotate90 = giro de { $degrees }° en el sentido de las agujas del reloj
    .name = giro de un cuarto de vuelta
edit-redact = rectángulo negro de { $width } × { $height } píxeles, a { $x } del borde izquierdo y { $y } del superior
    .name = rectángulo negro
edit-levels = niveles: { $black } pasa a negro, { $white } pasa a blanco, gamma { $factor }
    .name = niveles
edit-curve = curva de tonos: { $points }
    .name = curva de tonos
edit-exposure =
    { $change ->
        [more] exposición + { $amount } pasos
       *[less] exposición − { $amount } pasos
    }
    .name = exposición
edit-saturation = saturación × { $factor }
    .name = saturación
edit-pixelate = rectángulo pixelado de { $width } × { $height } píxeles, a { $x } del borde izquierdo y { $y } del superior, en bloques de al menos { $block } píxeles
    .name = rectángulo pixelado
edit-straighten =
    { $direction ->
        [right] enderezado: giro de { $degrees }° en el sentido de las agujas del reloj
       *[left] enderezado: giro de { $degrees }° en sentido contrario a las agujas del reloj
    }
    .name = enderezado

# Captions.
caption-field =
    { $field ->
        [headline] Titular
        [caption] Pie de foto
        [byline] Autor
        [credit] Crédito
        [copyright] Aviso de copyright
        [source] Fuente
        [city] Ciudad
        [country] País
        [date-created] Fecha de creación
        [source-type] Tipo de fuente digital
       *[instructions] Instrucciones
    }
caption = { caption-field }: { $text }
warning-captions-differ = Estos datos no dicen lo mismo en todas las partes del archivo: { $fields }. Otros programas pueden mostrar un texto distinto del que se muestra aquí.
