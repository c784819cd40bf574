# Lo que añade la línea de comandos: títulos y etiquetas de «verify» y «show», y sus propios consejos.

heading-edits = Ediciones
heading-edits-claimed = Ediciones que afirma el archivo
heading-warnings = Tenga en cuenta
heading-checked = Qué se comprobó
heading-attested = Lo que certifica el notario
heading-unchecked = Qué no le dice esto
heading-credentials = Aparte del veredicto
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
