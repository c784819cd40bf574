# Rótulos del verificador: en la ventana (pantalla «Verify») y en la página verify.html.
# Lo que se dice de una imagen está en verdict.ftl.

## Antes de que haya una imagen

verify = Comprobar
heading-empty = Comprobar una imagen
empty-window = Suelte aquí imágenes o una carpeta, o elíjalas. Sabrá qué cámara firmó el original y qué ediciones se hicieron después. Si falla una comprobación, sabrá cuál.
empty-page = Suelte aquí una imagen, péguela o elíjala. Sabrá qué cámara firmó el original y qué ediciones se hicieron después. Si falla una comprobación, sabrá cuál.
choose-pictures = Elegir imágenes…

## La imagen

picture = La imagen de { $name }, { $width } por { $height } píxeles
picture-not-confirmed = La comprobación no confirmó estos píxeles
picture-none = No hay ninguna imagen que mostrar.

## Uno o varios archivos

check-another = Comprobar otra…
list-heading = { $done } de { $all } imágenes comprobadas
list-waiting = en espera
problem = No se pudo hacer la comprobación: { $message }

## El resultado

verdict = Resultado
failed = Comprobación fallida: { $check }
checking = Comprobando…
checking-file = Comprobando { $name }
checking-first = Se ha leído la firma de la cámara. Ahora se comprueban las ediciones. Esto todavía no es un resultado.
cancel = Cancelar
heading-checked = Qué se comprobó
heading-attested-by = Lo que certifica el notario «{ $name }»
attested-word = Es la palabra del notario: solo él tenía el archivo firmado, y nadie más puede comprobarlo.
issuer =
    { $tier ->
        [none] firmante del archivo: nadie responde de él
        [official] firmante del archivo: en la lista oficial de la C2PA ({ $root })
        [interim] firmante del archivo: en la lista provisional, sin cambios desde el 1 de enero de 2026 ({ $root })
       *[own] firmante del archivo: en una lista propia del notario ({ $root })
    }
heading-file-credentials = Content Credentials de este archivo
heading-captions = Pie y créditos (escritos por quien publicó la imagen; no probados)
heading-unchecked = Qué no le dice esto
heading-next = Qué puede hacer
heading-signer = Quién firmó el original
heading-signer-claimed = Quién firmó, según el archivo
signer-claimed = Esto es solo lo que dice el archivo. Nada lo relaciona con esta imagen.
heading-edits =
    { $count ->
        [0] Ninguna edición
        [one] { $count } edición, confirmada
       *[other] { $count } ediciones, confirmadas
    }
heading-edits-claimed =
    { $count ->
        [0] Ninguna edición, según el archivo
        [one] { $count } edición, sin confirmar
       *[other] { $count } ediciones, sin confirmar
    }
edits-none = La imagen es exactamente el original, sin ninguna edición.
edits-none-claimed = Según el archivo, la imagen es el original, sin ninguna edición.
edit-failed = A partir de aquí falla la comprobación
heading-frame = La parte del original que usted ve
frame = La imagen en el marco vacío del original
frame-words = { $width } × { $height } de { $fullWidth } × { $fullHeight } píxeles, { $share } de la superficie. El resto queda oculto.
frame-beside = La imagen, con trazo discontinuo, junto al marco vacío del original
frame-hidden =
    { $hidden ->
        [across] No se revela la distancia del recorte al borde izquierdo.
        [down] No se revela la distancia del recorte al borde superior.
       *[both] No se revela de qué lugar del original procede el recorte.
    }
heading-bound = Código en la prueba de la imagen
heading-bound-claimed = Código que indica el archivo
bound-hint = Si dio un código al pedir esta imagen, debe ser exactamente ese código.

## Los detalles desplegables

details = Detalles
camera-key = Clave de la cámara
maker-key = Clave del fabricante
notary-key = Clave del notario
evidence-issuer = Certificado expedido por
evidence-certificate = SHA-256 del certificado
evidence-manifest = SHA-256 del manifiesto
colours = Colores
colours-converted = convertidos desde { $space } antes de la firma
original = Original
original-hash = Hash del original
published = Esta imagen
published-hash = Hash de esta imagen
pixels = { $width } × { $height } píxeles
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG de calidad { $quality }, { $sampling }
}
proof-size = Tamaño de la prueba
checked-in = Duración de la comprobación
message = Mensaje técnico
report = Informe para programas (JSON)
copy = Copiar: { $what }
copied = Copiado: { $what }
copy-failed = No se pudo copiar: { $what }

## Cámaras

standing-trusted = fabricante de confianza
standing-trusted-maker = fabricante de confianza: { $maker }
standing-unknown = fabricante de la cámara desconocido
standing-unknown-maker = fabricante de la cámara desconocido: { $maker }
standing-revoked = clave revocada
standing-revoked-maker = clave revocada: { $maker }
standing-trusted-notary = notario de confianza: { $maker }
standing-unknown-notary = notario desconocido
standing-revoked-notary = clave revocada
simulated = cámara simulada
revoked-key = clave revocada
key-of = clave de { $name }

## Un código y una prueba aparte

more = ¿Dio un código a quien publicó la imagen o recibió la prueba en un archivo aparte?
expect = El código que dio
expect-check = Comprobar con él
expect-stale = Este código todavía no se ha comprobado.
proof-from = La prueba viene de { $name }.
proof-in-picture = Usar la prueba que está en la imagen
proof-separate = La prueba puede ser un archivo aparte, cuyo nombre termina en .proof.
choose-proof = Elegir la prueba…

## La página

page-title = Comprobar una imagen – Proofroom
page-heading = Proofroom
page-tagline = Comprobar una imagen
page-what = Esta página comprueba imágenes publicadas con Proofroom. No dice nada de otras imágenes ni puede saber qué ocurrió ante la cámara.
page-private = Nada sale de este dispositivo: la comprobación se hace en esta página, sin ningún servidor.
page-about = Qué hace esta página
page-drop = Suéltelo aquí
page-language = Idioma
page-needs-script = Esta página necesita JavaScript y un navegador reciente. Si esta frase no desaparece, aquí no se puede comprobar nada.
page-no-webassembly = Este navegador, o el sitio web del que viene esta página, no permite WebAssembly, sin el cual aquí no se puede comprobar nada. Guarde la página y ábrala desde su disco, o use otro navegador.
page-broken = La comprobación se detuvo de forma inesperada: { $message }. Vuelva a cargar la página para intentarlo de nuevo.
page-memory = No hay memoria suficiente para comprobar esta imagen en un navegador. El programa Proofroom puede hacerlo.
page-drop-address = Solo ha soltado una dirección, no una imagen. Guarde primero la imagen y suelte después el archivo aquí.
page-paste-none = No hay ninguna imagen que pegar. Algunos programas copian una imagen sin su prueba; hace falta el archivo mismo.
page-pasted = imagen pegada
page-src-elsewhere = Esta página solo carga imágenes de su propio sitio web. Guarde la imagen y suelte después el archivo aquí.
page-src-disk = Una página en el disco no puede cargar una imagen por sí misma. Suelte el archivo aquí.
page-src-failed = No se pudo cargar la imagen ({ $status }).
page-loading = Cargando { $name }
page-proofs-left =
    { $count ->
        [one] { $names } no pertenece a ninguna de estas imágenes.
       *[other] { $names } no pertenecen a ninguna de estas imágenes.
    }
page-only-proof = { $names } es una prueba. Elija también su imagen.
close = Cerrar
close-message = Cerrar este mensaje

## House rules

heading-rules = Normas de la redacción
rules-choice = Evaluar según normas
rules-what = Las normas dicen qué ediciones permite una redacción. Se evalúan junto al veredicto y nunca lo cambian.
rules-none = No se ha elegido ninguna norma.
rules-by = Evaluada según las normas de «{ $name }», del archivo { $file }.
rules-by-page = Evaluada según las normas de «{ $name }», que venían con esta página.
rules-choose = Elegir un archivo de normas…
rules-remove = No evaluar según normas
rules-offer = ¿Evaluar según estas normas?
rules-offer-what = El archivo { $file } dice que estas son las normas de «{ $name }». Quien escribió el archivo eligió ese nombre.
rules-accept = Evaluar según estas normas
rules-reject = No usarlas
rules-problem = Estas normas no se pueden usar: { $message }
rules-offer-instead = Sustituyen a las normas de «{ $name }».
rules-settings = Normas de la redacción
rules-settings-by = Las ediciones se evalúan según las normas de «{ $name }».
rules-settings-none = Las normas de una redacción dicen qué ediciones están permitidas y en qué medida. El editor avisa de lo que las incumple, y la comprobación dice si una imagen las cumple.
rules-allow = Lo que permiten
rules-told-kept = Se conservan las normas de «{ $name }».
rules-told-forgotten = No se conserva ninguna norma.
rules-within = Dentro de las normas de «{ $name }».
rules-against = Fuera de las normas de «{ $name }».
rules-break = Publicar fuera de las normas de «{ $name }»
rules-break-what = Quien compruebe la imagen con estas normas sabrá cuáles incumple.

## Fabricantes de confianza, en la página

trust = Lista de confianza
trust-nobody = Todavía no confía en nadie
trust-makers =
    { $count ->
        [one] { $count } fabricante de confianza
       *[other] { $count } fabricantes de confianza
    }
trust-notaries =
    { $count ->
        [one] { $count } notario de confianza
       *[other] { $count } notarios de confianza
    }
trust-what = Una imagen solo se da por confirmada si esta lista nombra al fabricante de su cámara, o al notario que firmó la foto. Quien le da una lista decide en quién confía usted: acéptela solo de alguien que conozca.
trust-none = Esta página todavía no confía en ningún fabricante ni en ningún notario. Cuando todas las comprobaciones de una imagen salen bien, el fabricante de la cámara o el notario figura como desconocido.
trust-notary = { $name } (notario)
trust-from-page = La lista de confianza vino con esta página.
trust-from-file = La lista de confianza viene del archivo { $name }.
trust-remembered = La lista de confianza es { $name }, que este navegador recuerda.
trust-revoked =
    { $count ->
        [one] También nombra { $count } clave que ya no es de confianza.
       *[other] También nombra { $count } claves que ya no son de confianza.
    }
trust-choose = Elegir una lista de confianza…
trust-offer = ¿Confiar en esta lista?
trust-offer-what = El archivo { $name } nombra a estos fabricantes y notarios. Sustituye a la lista que esta página usa ahora.
trust-accept = Confiar en esta lista
trust-reject = No confiar en ella
trust-remember = Recordar esta lista en este navegador
trust-drop = Usar la lista de la página
trust-remove = Dejar de usar esta lista
trust-problem = La lista de confianza no se puede usar: { $message }

## La ventana

trusted-makers = Lista de confianza…
open-in-editor = Abrir en el editor
own-camera = Es su propia cámara simulada.
own-camera-trust = Confiar en ella en este ordenador
own-notary = Es su propio notario.
own-notary-trust = Confiar en él en este ordenador
heading-own-photo = ¿Hizo usted mismo esta foto?
own-photo = Para probar Proofroom, puede firmarla con una cámara que este programa simula. Quien compruebe una imagen hecha a partir de ella sabrá que la cámara es simulada.
own-photo-profile = El perfil de color se ignora entonces, y los colores se toman como sRGB.
sign-photo = Yo hice esta foto: firmarla…
sign-photo-profile = Yo hice esta foto: firmarla sin su perfil…

## El recorte, en la ventana

crop-hide = Ocultar de qué lugar de la foto procede el recorte
crop-hide-what = El tamaño del recorte se hace público; su lugar, no. El lugar queda oculto para quien no tenga otra imagen de esta escena. Aun así, pueden delatarlo los rastros en los píxeles, como la cuadrícula de bloques de un JPEG o las esquinas más oscuras de un objetivo.
crop-hide-known =
    { $known ->
        [across] El recorte es tan ancho como la imagen de la que sale. Por eso no se oculta su distancia al borde izquierdo.
        [down] El recorte es tan alto como la imagen de la que sale. Por eso no se oculta su distancia al borde superior.
       *[both] Este recorte conserva toda la imagen, así que no hay lugar que ocultar.
    }
crop-place-unset = El lugar de un recorte oculto no se guarda nunca. Vuelva a colocar su rectángulo.
crop-place-keep = Dejarlo en el centro
crop-hint = Arrastre sobre la foto para dibujar un rectángulo, dentro de él para moverlo y por sus tiradores para cambiar su tamaño. Las teclas de flecha lo mueven, con Mayús 10 píxeles; con Alt cambian su tamaño. Arrastre fuera de él para girar la foto, o dibuje allí otro rectángulo con Mayús. Pulse Intro para terminar.
turn = Enderezar
# $direction is "right", "left", or "none" for an angle of 0.
turn-value =
    { $direction ->
        [right] { $degrees }° en sentido horario
        [left] { $degrees }° en sentido antihorario
       *[none] { $degrees }°
    }
turn-back = Volver a 0°
turn-horizon = Trazar el horizonte
turn-horizon-what = Trace sobre la foto una línea a lo largo del horizonte o de un borde que deba quedar vertical.
turn-most = Una foto se puede girar { $degrees }° como máximo.

## Los números que se escriben, en la ventana

# What a field asks for when something else was typed.
number-any = Un número de { $least } a { $most }
number-whole = Un número entero de { $least } a { $most }

## Content Credentials de una foto, en la ventana

heading-credentials = Content Credentials de esta foto
credentials-examining = Se están examinando…
credentials-refused =
    { $reason ->
        [missing] Esta foto no lleva Content Credentials (C2PA), así que no hay firma de una cámara que examinar.
        [format] Las Content Credentials (C2PA) solo se examinan en fotos JPEG, y este archivo no lo es.
        [elsewhere] No están en el archivo sino en un servidor, y este programa no consulta ningún servidor.
        [several] Esta foto lleva varios juegos de Content Credentials, o uno en trozos. Solo se puede examinar un único juego, de una sola pieza.
        [too-large] Son mayores de lo que este programa examina.
        [unreadable] No se pueden leer.
        [signature] No son válidas: la firma no concuerda.
        [outside-validity] No son válidas: el certificado no era válido cuando se firmó la foto.
        [revoked] No son válidas: el certificado fue revocado.
        [certificate] No son válidas: el certificado no sirve para firmar fotos.
        [changed] No son válidas: la foto se modificó después de la firma.
        [statement] No son válidas: una de sus declaraciones se modificó después de la firma.
        [not-covered] No son válidas: la firma deja fuera bytes de los que depende la imagen.
        [maker-revoked] El fabricante ha revocado todos sus certificados: sus firmas no dicen nada.
        [expired] El certificado ha caducado, y ningún sello de tiempo de una autoridad de la lista dice que era válido cuando se firmó la foto.
       *[other] No son válidas: falló una comprobación.
    }
credentials-way-on = Ningún notario puede certificar este archivo. Si una cámara firmó la foto, pida el archivo exactamente como lo escribió la cámara, enviado como archivo: los programas de edición, las mensajerías y los sitios web eliminan o rompen las Content Credentials.
credentials-roots = Si conoce la raíz de este certificado, indique en los ajustes un archivo que la contenga.
credentials-settings = Ajustes…
credentials-what = Solo quien tiene este archivo puede comprobarlo, y se pierde con la primera edición. Un notario lo transmite: alguien a quien sus lectores conocen firma la foto junto con lo que se encontró.
credentials-attest = Firmar como notario «{ $name }»
credentials-attest-elsewhere = Firmar y guardar en otro sitio…
credentials-beside = El original firmado se escribe junto a la foto y se abre. Es privado.
credentials-no-notary = Para firmar esta foto como notario hace falta la clave de un notario, y en este ordenador todavía no hay ninguna. Créela aquí, o elija la carpeta de un notario que ya tenga.
credentials-notary-problem = No se puede usar su notario: { $message }
credentials-set-up = Configurar un notario…
credentials-simulated = Probar en su lugar con una cámara simulada
credentials-simulated-what = Los lectores no sabrán entonces nada de estas Content Credentials, solo de una cámara simulada.

## La cola de exportaciones, en la ventana

queue = Exportaciones
queue-title = Exportaciones en curso y terminadas (Ctrl Mayús E)
queue-empty = No hay exportaciones en espera ni en curso.
queue-from = de { $name }
# An export of several pictures. $name is the file of the first, $count how many there are besides.
queue-name =
    { $count ->
        [one] { $name } y { $count } más
       *[other] { $name } y { $count } más
    }
queue-pictures = Imágenes de { $name }
# What has become of one of several pictures.
queue-picture =
    { $state ->
        [making] en curso
        [waiting] en espera
        [unsaved] terminada, sin guardar
       *[missing] sin hacer
    }
queue-waiting = en espera
queue-starting = leyendo el original
# $stage is what is being done at step $step of $steps.
queue-stage =
    { $stage ->
        [committing] editando y fijando, paso { $step } de { $steps }
        [proving] calculando la prueba, paso { $step } de { $steps }
       *[verifying] verificando el resultado
    }
queue-stopping = deteniéndose
queue-left = quedan unos { $duration }
queue-left-moment = queda un momento
queue-progress = Progreso de { $name }
# $written: how many of its pictures were written before.
queue-stopped =
    { $written ->
        [0] Detenida. No se ha escrito nada.
       *[other] Detenida. Las imágenes ya escritas se quedan, y cada una se ha contado como una publicación.
    }
queue-failed-what =
    { $written ->
        [0] No se ha escrito nada.
       *[other] Las imágenes ya escritas se quedan, y cada una se ha contado como una publicación. Al intentarlo de nuevo se hacen solo las demás.
    }
queue-unsaved = Terminada, pero sin guardar.
queue-unsaved-what = La imagen está editada, probada y verificada. Se conserva hasta que la guarde en otro lugar, la descarte o cierre Proofroom. No hay que volver a probar nada.
# $count pictures of the same export come after the one that is not saved.
queue-unsaved-rest =
    { $count ->
        [one] { $count } imagen más se hará en cuanto se guarde.
       *[other] { $count } imágenes más se harán en cuanto se guarde.
    }
queue-retry = Intentar de nuevo
queue-save = Guardar en otro lugar…
queue-discard = Descartar
queue-remove = Quitar de la lista
queue-show = Mostrar en la carpeta
queue-verify = Ver como lector
queue-clear = Quitar las terminadas
queue-already = Este archivo ya contenía la misma exportación. Se ha dejado como está y no se ha contado ninguna publicación.
# $where: whether the proof is in the picture ("inside") or in a file of its own ("beside").
queue-written =
    { $where ->
        [beside] { $picture }, y { $proof } de prueba al lado, en { $duration }
       *[inside] { $picture }, de ellos { $proof } de prueba, en { $duration }
    }
queue-folder = En { $folder }.
queue-published =
    { $count ->
        [one] Hasta ahora se ha publicado { $count } imagen de este original.
       *[other] Hasta ahora se han publicado { $count } imágenes de este original.
    }
queue-more =
    { $count ->
        [one] { $count } más en espera
       *[other] { $count } más en espera
    }
# $name is the file of the first of them.
queue-open =
    { $count ->
        [one] Sin terminar: { $name }
       *[other] { $count } exportaciones sin terminar
    }
queue-done =
    { $count ->
        [one] Publicada: { $name }
       *[other] { $count } imágenes publicadas
    }
queue-look = Mostrar
queue-told-added = { $name } está en la cola.
queue-told-done = { $name }: la exportación ha terminado. { $title }.
queue-told-problem = { $name } no ha terminado: { $problem }
# $what is lost if the window is closed: "exports", "unsaved" pictures, a "signing", or "nothing" any more.
quit-heading =
    { $what ->
        [exports] { $count ->
            [one] Hay una exportación en curso
           *[other] Hay { $count } exportaciones en curso o en espera
        }
        [unsaved] { $count ->
            [one] Hay una imagen terminada sin guardar
           *[other] Hay { $count } imágenes terminadas sin guardar
        }
        [signing] Se están firmando fotos
       *[nothing] ¿Cerrar Proofroom?
    }
quit-what =
    { $what ->
        [exports] { $count ->
            [one] Si cierra la ventana ahora, se detiene y no se escribe nada más.
           *[other] Si cierra la ventana ahora, se detienen y no se escribe nada más.
        }
        [unsaved] { $count ->
            [one] La prueba de una imagen está terminada, pero sin guardar. Si cierra la ventana ahora, se pierde y hay que hacerla de nuevo.
           *[other] Las pruebas de { $count } imágenes están terminadas, pero sin guardar. Si cierra la ventana ahora, se pierden y hay que hacerlas de nuevo.
        }
        [signing] Está hecho el { $percent } %. Si cierra la ventana ahora, el resto queda sin firmar.
       *[nothing] Mientras tanto ha terminado.
    }
quit-stay = Dejar la ventana abierta
quit-leave =
    { $what ->
        [exports] Detener y cerrar
        [unsaved] Descartar y cerrar
        [signing] Detener la firma y cerrar
       *[nothing] Cerrar
    }

## La tira de fotos, en la ventana

strip = Fotos abiertas juntas
# $kind: what a file appears to be, before anything is checked.
strip-kind =
    { $kind ->
        [original] original
        [published] publicada
        [photo] foto sin firmar
        [credentials] con Content Credentials
       *[other] no es una foto
    }
strip-edited = editada
strip-queued = exportación en espera
strip-exported =
    { $count ->
        [one] publicada una vez
       *[other] publicada { $count } veces
    }

## El plan de una exportación, en la ventana

export-heading = Exportar con una prueba
export-bound = Código o texto que le pidió un verificador (opcional)
export-bound-what = Si alguien le pidió esta imagen, por ejemplo un recorte de la cara o una foto de carné, y le dio un código, escríbalo exactamente. Prueba que la imagen responde a esa petición, y todo el mundo puede leerlo.
export-size = Tamaño
export-edge = Lado mayor, en píxeles
export-full = Tamaño completo
export-edge-of = { $edge } px
export-pixels = { $width } × { $height } píxeles
export-edits =
    { $count ->
        [0] Sin ediciones
        [one] { $count } edición por demostrar
       *[other] { $count } ediciones por demostrar, en este orden
    }
# $what comes first in the order that is proved sooner: the "crop", the "resize", or "both".
export-sooner =
    { $what ->
        [crop] Recortar primero: { $then } en vez de { $now }
        [resize] Redimensionar primero: { $then } en vez de { $now }
       *[both] Recortar y redimensionar primero: { $then } en vez de { $now }
    }
export-sooner-what = El resultado difiere un poco. Deshacer restablece el orden.
export-displaced =
    { $count ->
        [one] Un rectángulo negro está ahora en otro lugar de la foto: compruebe que sigue cubriendo lo que debe.
       *[other] { $count } rectángulos negros están ahora en otro lugar de la foto: compruebe que siguen cubriendo lo que deben.
    }
export-public = Se hace público
export-hidden = Queda oculto
export-picture = Imagen
export-proof = Prueba
# $proofs is how many, $steps in how many steps, $size how many bytes they have.
export-proof-what =
    { $proofs ->
        [one] { $proofs } prueba
       *[other] { $proofs } pruebas
    } en { $steps ->
        [one] { $steps } paso
       *[other] { $steps } pasos
    }, unos { $size }
export-time = Tiempo
export-time-what = unos { $duration } en este equipo
export-memory = Memoria
export-memory-what = unos { $size }
# $used of $limit publications of the original are used, $ordered more wait in the queue.
export-used =
    { $ordered ->
        [0] { $used } de { $limit } publicaciones de este original usadas en este equipo.
       *[other] { $used } de { $limit } publicaciones de este original usadas en este equipo, { $ordered } más en la cola.
    }
export-planning = Planificando…
export-sidecar = Guardar la prueba en un archivo aparte (.proof) junto a la imagen
export-sidecar-what = Algunos sitios web quitan la prueba de una imagen.
export-folder = en { $folder }
export-change = Cambiar…
export-no-credentials = No se pueden firmar las Content Credentials: vea más arriba, o exporte sin ellas.
export-whole = Publicar el original completo
export-whole-what = Ninguna edición oculta nada. Cualquiera puede calcular casi todo el original a partir de esta imagen.
export-back = Volver al editor
export = Exportar
credentials-add = Añadir Content Credentials (C2PA)
credentials-add-what = Indican a otros programas qué ediciones se hicieron, y se firman con un certificado suyo. La prueba no depende de ellas.
credentials-certificates = Certificados
credentials-key = Clave privada
credentials-no-file = ningún archivo elegido
credentials-choose-certificates = Elegir certificados…
credentials-choose-key = Elegir la clave…
# $name is who signs.
credentials-signer = Firmado por «{ $name }», lo que cualquiera puede leer en la imagen.
credentials-files = Elija los dos archivos, en PEM. Solo se recuerda dónde están, y la clave se lee cuando firma.

## El formato y los tamaños de una exportación, en la ventana

format = Formato
format-quality = Calidad
format-sampling = Muestreo del color
format-size = unos { $size }, sin la prueba
# $kind is "jpeg" or "png".
format-what =
    { $kind ->
        [jpeg] La prueba abarca el JPEG exactamente como se escribe, con su compresión. 4:2:0 guarda los colores a media resolución, como la mayoría de los sitios web.
       *[png] PNG conserva cada píxel tal como se editó. Una foto ocupa varias veces más que en JPEG.
    }
renditions-or-one = Una imagen o varias
renditions-one = Una imagen
renditions = Varios tamaños
renditions-make = Hacer { $name }
renditions-name = Nombre de { $name }
# What is set of each picture, as the head of a column.
renditions-column =
    { $column ->
        [name] Nombre
        [edge] Lado mayor, píxeles
        [format] Formato
        [quality] Calidad
       *[sampling] Colores
    }
renditions-full = tamaño completo
renditions-edge = Lado mayor de { $name }, en píxeles
renditions-full-of = Tamaño completo de { $name }
renditions-format-of = Formato de { $name }
# $least and $most are the range.
renditions-quality = Calidad de { $name }, de { $least } a { $most }
renditions-sampling-of = Muestreo de color de { $name }
# What one of the pictures comes to: its size in pixels, how long it takes, and the bytes of its proof.
renditions-plan = { $width } × { $height } píxeles, unos { $duration }, { $size } de prueba
renditions-none = Elija al menos un tamaño.
renditions-remove = Quitar { $name }
renditions-add = Otro tamaño
# $used of $limit publications of the original are used already.
renditions-count =
    { $count ->
        [one] Usa { $count } publicación.
       *[other] Usa { $count } publicaciones, una por imagen.
    }
renditions-folder = Cada imagen recibe el nombre de su tamaño, en { $folder }.
renditions-same-folder = Cada imagen recibe el nombre de su tamaño, en la carpeta de imágenes publicadas.
renditions-export =
    { $count ->
        [one] Exportar { $count } imagen
       *[other] Exportar { $count } imágenes
    }

## Ediciones copiadas para varias fotos, en la ventana

paste = Pegar
paste-title = Las ediciones copiadas sustituyen a las de los originales seleccionados (Ctrl Alt V)
paste-into =
    { $count ->
        [one] Pegar ediciones en { $count } foto
       *[other] Pegar ediciones en { $count } fotos
    }
paste-heading =
    { $count ->
        [one] ¿Pegar ediciones en { $count } foto?
       *[other] ¿Pegar ediciones en { $count } fotos?
    }
paste-replaced =
    { $count ->
        [one] { $count } de ellas tiene ediciones, que se sustituyen.
       *[other] { $count } de ellas tienen ediciones, que se sustituyen.
    }
paste-frame = Los recortes y rectángulos se refieren a lugares de una foto. En otras pueden mostrar o cubrir otra cosa. Se pueden omitir, o ajustar al tamaño de cada foto; en ese caso, revise cada una.
paste-hidden = El lugar de un recorte oculto nunca se copia. Hay que fijarlo en cada foto.
paste-scaled = Con recortes y rectángulos, a escala
paste-without = Sin recortes ni rectángulos
paste-busy =
    { $count ->
        [one] Pegando ediciones en { $count } foto
       *[other] Pegando ediciones en { $count } fotos
    }
# $off edits do not fit their photo.
paste-done =
    { $off ->
        [0] Se han pegado ediciones en { $count } fotos.
       *[other] Se han pegado ediciones en { $count } fotos. { $off } no encajan y están desactivadas.
    }

## Textos de una exportación, en la ventana

captions =
    { $count ->
        [0] Textos: ninguno
        [one] Textos: { $count } campo
       *[other] Textos: { $count } campos
    }
# The arguments are placeholders, in braces.
captions-what = Se escriben en la imagen y se pueden cambiar después. Nada de ello está probado, y así se dice a los lectores. { $date }, { $year }, { $filename } y { $camera } representan los de cada foto; una llave se escribe dos veces.
captions-template = Nombre de una plantilla
captions-save = Guardar como plantilla
captions-forget = Olvidar la plantilla { $name }
captions-look = ¿Qué dice el original?
captions-look-elsewhere = Copiar de una foto…
captions-nothing = Ese archivo no dice nada de sí mismo.
captions-copy = Copiar
captions-copy-field = Copiar: { $field }
captions-field =
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
# $term is one of the IPTC’s list of digital source types.
captions-source-type =
    { $term ->
        [digitalCapture] Tomada con una cámara digital
        [computationalCapture] Calculada por la cámara a partir de varias tomas
        [negativeFilm] Digitalizada de un negativo
        [positiveFilm] Digitalizada de una diapositiva
        [print] Digitalizada de una copia impresa
        [humanEdits] Editada por personas
        [algorithmicallyEnhanced] Mejorada por un algoritmo
        [digitalCreation] Creada por personas con herramientas digitales
        [dataDrivenMedia] Creada a partir de datos
        [trainedAlgorithmicMedia] Generada por un modelo entrenado (IA)
        [algorithmicMedia] Generada por un algoritmo sin entrenamiento
        [screenCapture] Captura de pantalla
        [virtualRecording] Grabación de un evento virtual
        [composite] Composición de elementos
        [compositeCapture] Composición de fotos
        [compositeSynthetic] Composición con elementos sintéticos
       *[compositeWithTrainedAlgorithmicMedia] Composición con elementos de un modelo entrenado (IA)
    }
captions-source-none = no indicado

## The element on a publisher’s page

element-relies = Quien publica esta página eligió la lista de fabricantes de confianza y le muestra este resultado. Para no depender de nadie más, guarde la imagen y compruébela usted mismo.
