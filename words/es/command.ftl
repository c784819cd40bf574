# Lo que añade la línea de comandos: títulos y etiquetas de las órdenes para lectores, y sus propios consejos.

heading-edits = Ediciones
heading-edits-claimed = Ediciones que afirma el archivo
heading-warnings = Tenga en cuenta
heading-rules = Normas de la redacción
heading-checked = Qué se comprobó
heading-attested = Lo que certifica el notario
heading-unchecked = Qué no le dice esto
heading-credentials = Aparte del veredicto
heading-captions = Pie y créditos (escritos por quien publicó la imagen; no probados)
heading-next = Qué puede hacer
heading-details = Detalles

failed = Comprobación fallida: { $check }.
no-edits = ninguna

next-trust = Si confía en el fabricante y tiene su lista: proofroom trust add trust.json. Solo con la clave: proofroom trust add --key CLAVE --name NOMBRE.
next-trust-notary = Si confía en el notario y tiene su lista: proofroom trust add trust.json. Solo con la clave: proofroom trust add --key CLAVE --name NOMBRE --as-notary.
photo-for-notary = Esta foto lleva Content Credentials (C2PA). Para editarla con una prueba, un notario debe antes examinarlas y certificarlas: proofroom notary sign PHOTO --notary DIR --out original.png

label-camera = Cámara
label-maker = Fabricante
label-notary = Notario
label-attested = Certificación
label-certificate = Certificado
label-taken = Tomada
label-colours = Colores
label-original = Original
label-published = Publicada
label-edits = Ediciones
label-proof = Prueba
label-code = Código
label-captions = Pie y créditos
label-inside = Contiene además
label-message = Mensaje
key = clave { $key }
hash = hash { $hash }
certificate = expedido por { $issuer }
sha-of-certificate = SHA-256 del certificado { $certificate }
sha-of-manifest = SHA-256 del manifiesto { $manifest }
pixels = { $width } × { $height } píxeles
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG de calidad { $quality }, { $sampling }
}
colours = convertidos desde { $space } antes de la firma

line = { $file }: { $title }.
line-detail = { $file }: { $title } ({ $detail }).
tally = Confirmadas: { $verified }. Fabricante o notario desconocido: { $unknown }. Rechazadas: { $rejected }. Sin comprobar: { $unchecked }. Otros archivos, omitidos: { $others }.
tally-rules = Confirmadas, pero fuera de las normas de { $name }: { $against }; no evaluadas según ellas: { $unjudged }.
rules-of = Normas de { $name }

show-published = Una imagen publicada con su prueba
show-sidecar = La prueba de una imagen publicada, en un archivo aparte
show-original = Un original con su firma, que es privado
show-camera =
    { $camera ->
        [simulated] { $name } (simulada, según dice ella misma)
       *[device] { $name }
    }
show-proof =
    { $steps ->
        [one] { $size } en un paso
       *[other] { $size } en { $steps } pasos
    }
show-code-none = ninguno
show-private = El archivo contiene la foto y el secreto que la mantiene oculta; el secreto no se muestra aquí. No publique este archivo.
show-public = Quien tiene el archivo puede leer todo esto, y ver que los archivos con el mismo hash del original vienen de la misma foto. Los demás píxeles del original no están en él.
show-nothing-checked = Nada de esto se ha comprobado. Para comprobar el archivo: proofroom verify.

size =
    { $unit ->
        [B]
            { $bytes ->
                [one] { $bytes } byte
               *[other] { $bytes } bytes
            }
        [kB] { $number } kB
        [MB] { $number } MB
       *[GB] { $number } GB
    }

# "trust"
trust-added = Se añadió a su lista de confianza. Antes de fiarse de estas claves, compárelas con las que publican los fabricantes y los notarios.
trust-known = Su lista de confianza ya contiene todo esto. No se cambió nada.
trust-removed = Ya no se confía en { $name }.
# The command stays as it is.
trust-empty = Su lista de confianza está vacía: todos los fabricantes de cámaras y todos los notarios son desconocidos. Para añadir una lista: proofroom trust add LIST
trust-notary = notario { $name }
# $since is a date, such as 2026-05-14.
trust-revoked = revocada desde el { $since }: { $reason }

# "open-check": whether an original is the one of a published picture. The report may be read by a court.
opening-title = Si un original es el de una imagen publicada
# $time is in UTC, as 2026-05-14T10:20:33Z.
opening-when = Comprobado el { $time } (UTC, según el reloj de este ordenador) con Proofroom { $version }.
opening-result =
    { $result ->
        [known] Resultado: este original es el de la imagen publicada, y quien lo firmó figura en la lista de fabricantes y notarios de confianza.
        [unknown] Resultado: este original es el de la imagen publicada. Quien lo firmó no figura en la lista de fabricantes y notarios de confianza: cualquiera pudo hacer esa firma.
        [refuted] Resultado: no se ha mostrado que este original sea el de la imagen publicada. Al menos una comprobación ha fallado.
       *[unchecked] Resultado: no se ha mostrado nada. Al menos una comprobación no se pudo hacer.
    }
opening-outcome =
    { $outcome ->
        [holds] Se cumple
        [fails] No se cumple
       *[not-checked] No comprobado
    }
opening-compressed =
    { $format ->
        [jpeg] {", comprimida como JPEG"}
       *[other] {""}
    }
opening-question =
    { $question ->
        [original] Los píxeles y el secreto del original dan el hash de imagen que se firmó, y la firma de este hash y de lo declarado por el firmante es válida.
        [publication] La imagen publicada lleva una prueba válida: las ediciones indicadas abajo convierten un original firmado exactamente en esta imagen{ opening-compressed }.
        [hash] La imagen publicada nombra el hash de imagen de este original. Otros píxeles u otro secreto darían otro hash.
        [signature] Lo declarado por el firmante y la firma son iguales en ambos archivos.
       *[edits] Las ediciones indicadas abajo, aplicadas de nuevo a este original sin recurrir a la prueba, dan exactamente la imagen publicada{ opening-compressed }.
    }
opening-check = { opening-outcome }: { opening-question }
opening-cause =
    { $cause ->
        [no-original] Este archivo no es un original que se pueda abrir.
        [original-changed] El original o sus datos se modificaron después de la firma.
        [verdict] El veredicto sobre la imagen publicada es «{ $verdict }».
        [nothing-to-compare] El original no se abre.
        [no-readable-proof] La imagen publicada no tiene una prueba que se pueda leer.
        [other-hash] La imagen nombra otro.
        [other-signature] Difieren.
        [picture-unreadable] La imagen publicada no se puede leer.
        [place-unknown] No se conoce el lugar de un recorte oculto, y no se encontró.
        [edits-do-not-fit] No se pueden aplicar a este original.
        [other-picture-there] Con los recortes ocultos en estos lugares, dan otra imagen.
       *[other-picture] Dan otra imagen.
    }
opening-image-hash = El hash de imagen es { $hash }.
opening-not-only = Si existen otras imágenes de la misma escena, o si alguien firmó la misma foto más de una vez.
opening-not-who = Quién sostenía la cámara, a quién pertenecen los derechos de la imagen y por qué manos han pasado los archivos.
opening-handed-over = Si se entrega el original
opening-opens-all = Quien tiene el archivo del original tiene la foto entera y puede hacer esta comprobación con cualquier otra imagen publicada a partir de él.
opening-file = { $bytes } bytes, SHA-256 { $digest }
opening-original-file = Archivo del original
opening-published-file = Archivo publicado
opening-proof-file = Archivo de la prueba
