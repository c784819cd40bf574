# Beschriftungen des Prüfers: im Fenster (Ansicht „Verify“) und in der Seite verify.html.
# Was über ein Bild selbst gesagt wird, steht in verdict.ftl.

## Bevor ein Bild da ist

verify = Prüfen
heading-empty = Ein Bild prüfen
empty-window = Ziehen Sie Bilder oder einen Ordner hierher, oder wählen Sie sie aus. Sie erfahren, welche Kamera das Original signiert hat und wie es seitdem bearbeitet wurde. Schlägt eine Prüfung fehl, erfahren Sie, welche.
empty-page = Ziehen Sie ein Bild hierher, fügen Sie es ein, oder wählen Sie es aus. Sie erfahren, welche Kamera das Original signiert hat und wie es seitdem bearbeitet wurde. Schlägt eine Prüfung fehl, erfahren Sie, welche.
choose-pictures = Bilder auswählen…

## Das Bild

picture = Das Bild in { $name }, { $width } mal { $height } Pixel
picture-not-confirmed = Die Prüfung hat diese Pixel nicht bestätigt
picture-none = Es gibt kein Bild zu zeigen.

## Eine oder mehrere Dateien

check-another = Ein anderes prüfen…
list-heading = { $done } von { $all } Bildern geprüft
list-waiting = wartet
problem = Die Prüfung war nicht möglich: { $message }

## Das Ergebnis

verdict = Ergebnis
failed = Fehlgeschlagene Prüfung: { $check }
checking = Wird geprüft…
checking-file = { $name } wird geprüft
checking-first = Die Signatur der Kamera ist gelesen. Die Bearbeitungen werden jetzt geprüft. Dies ist noch kein Ergebnis.
cancel = Abbrechen
heading-checked = Was geprüft wurde
heading-attested-by = Was der Notar „{ $name }“ beglaubigt
attested-word = Das sagt der Notar: Nur er hatte die signierte Datei, und niemand sonst kann es prüfen.
issuer =
    { $tier ->
        [none] Unterzeichner der Datei: Niemand bürgt für ihn
        [official] Unterzeichner der Datei: auf der offiziellen Liste der C2PA ({ $root })
        [interim] Unterzeichner der Datei: auf der Übergangsliste, seit dem 1. Januar 2026 unverändert ({ $root })
       *[own] Unterzeichner der Datei: auf einer eigenen Liste des Notars ({ $root })
    }
heading-file-credentials = Content Credentials dieser Datei
heading-captions = Angaben zum Bild (von denen, die es veröffentlicht haben; nicht bewiesen)
heading-unchecked = Was Ihnen das nicht sagt
heading-next = Was Sie tun können
heading-signer = Wer das Original signiert hat
heading-signer-claimed = Wer angeblich signiert hat
signer-claimed = Das sagt nur die Datei. Nichts verbindet es mit diesem Bild.
heading-edits =
    { $count ->
        [0] Keine Bearbeitungen
        [one] { $count } Bearbeitung, bestätigt
       *[other] { $count } Bearbeitungen, bestätigt
    }
heading-edits-claimed =
    { $count ->
        [0] Keine Bearbeitungen, laut der Datei
        [one] { $count } Bearbeitung, nicht bestätigt
       *[other] { $count } Bearbeitungen, nicht bestätigt
    }
edits-none = Das Bild ist genau das Original, ohne jede Bearbeitung.
edits-none-claimed = Laut der Datei ist das Bild das Original, ohne jede Bearbeitung.
edit-failed = Ab hier schlägt die Prüfung fehl
heading-frame = Der Teil des Originals, den Sie sehen
frame = Das Bild im leeren Rahmen des Originals
frame-words = { $width } × { $height } von { $fullWidth } × { $fullHeight } Pixeln, { $share } der Fläche. Der Rest bleibt verborgen.
frame-beside = Das Bild, gestrichelt, neben dem leeren Rahmen des Originals
frame-hidden =
    { $hidden ->
        [across] Der Abstand des Ausschnitts vom linken Rand ist nicht offengelegt.
        [down] Der Abstand des Ausschnitts vom oberen Rand ist nicht offengelegt.
       *[both] Wo im Original der Ausschnitt lag, ist nicht offengelegt.
    }
heading-bound = Code im Beweis des Bildes
heading-bound-claimed = Code, den die Datei angibt
bound-hint = Wenn Sie beim Anfordern dieses Bildes einen Code genannt haben, muss dies genau der Code sein.

## Die Einzelheiten zum Aufklappen

details = Einzelheiten
camera-key = Schlüssel der Kamera
maker-key = Schlüssel des Herstellers
notary-key = Schlüssel des Notars
evidence-issuer = Zertifikat ausgestellt von
evidence-certificate = SHA-256 des Zertifikats
evidence-manifest = SHA-256 des Manifests
colours = Farben
colours-converted = vor der Signatur umgerechnet aus { $space }
original = Original
original-hash = Hash des Originals
published = Dieses Bild
published-hash = Hash dieses Bildes
pixels = { $width } × { $height } Pixel
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG mit Qualität { $quality }, { $sampling }
}
proof-size = Größe des Beweises
checked-in = Dauer der Prüfung
message = Technische Meldung
report = Bericht für Programme (JSON)
copy = Kopieren: { $what }
copied = Kopiert: { $what }
copy-failed = Kopieren nicht möglich: { $what }

## Kameras

standing-trusted = vertrauenswürdiger Hersteller
standing-trusted-maker = vertrauenswürdiger Hersteller: { $maker }
standing-unknown = Hersteller der Kamera unbekannt
standing-unknown-maker = Hersteller der Kamera unbekannt: { $maker }
standing-revoked = Schlüssel widerrufen
standing-revoked-maker = Schlüssel widerrufen: { $maker }
standing-trusted-notary = vertrauenswürdiger Notar: { $maker }
standing-unknown-notary = Notar unbekannt
standing-revoked-notary = Schlüssel widerrufen
simulated = simulierte Kamera
revoked-key = widerrufener Schlüssel
key-of = Schlüssel von { $name }

## Ein Code und ein Beweis als eigene Datei

more = Haben Sie dem Herausgeber einen Code genannt oder den Beweis als eigene Datei bekommen?
expect = Der Code, den Sie genannt haben
expect-check = Damit prüfen
expect-stale = Dieser Code ist noch nicht geprüft.
proof-from = Der Beweis stammt aus { $name }.
proof-in-picture = Den Beweis im Bild verwenden
proof-separate = Der Beweis kann eine eigene Datei sein, deren Name auf .proof endet.
choose-proof = Den Beweis auswählen…

## Die Seite

page-title = Ein Bild prüfen – Proofroom
page-heading = Proofroom
page-tagline = Ein Bild prüfen
page-what = Diese Seite prüft Bilder, die mit Proofroom veröffentlicht wurden. Über andere Bilder sagt sie nichts, und was vor der Kamera geschah, kann sie nicht wissen.
page-private = Nichts verlässt dieses Gerät: Die Prüfung läuft in dieser Seite, ohne Server.
page-about = Was diese Seite tut
page-drop = Hier ablegen
page-language = Sprache
page-needs-script = Diese Seite braucht JavaScript und einen neueren Browser. Bleibt dieser Satz stehen, kann hier nichts geprüft werden.
page-no-webassembly = Dieser Browser, oder die Website, von der diese Seite kommt, erlaubt kein WebAssembly, ohne das hier nichts geprüft werden kann. Speichern Sie die Seite und öffnen Sie sie von Ihrer Festplatte, oder nehmen Sie einen anderen Browser.
page-broken = Die Prüfung ist unerwartet abgebrochen: { $message }. Laden Sie die Seite neu, um es noch einmal zu versuchen.
page-memory = Der Speicher reicht nicht, um dieses Bild in einem Browser zu prüfen. Das Programm Proofroom kann es.
page-drop-address = Das war nur eine Adresse, kein Bild. Speichern Sie zuerst das Bild, und ziehen Sie dann die Datei hierher.
page-paste-none = In der Zwischenablage ist kein Bild. Manche Programme kopieren ein Bild ohne seinen Beweis; nötig ist die Datei selbst.
page-pasted = eingefügtes Bild
page-src-elsewhere = Diese Seite lädt Bilder nur von ihrer eigenen Website. Speichern Sie das Bild, und ziehen Sie dann die Datei hierher.
page-src-disk = Eine Seite auf der Festplatte kann ein Bild nicht selbst laden. Ziehen Sie die Datei hierher.
page-src-failed = Das Bild konnte nicht geladen werden ({ $status }).
page-loading = { $name } wird geladen
page-proofs-left =
    { $count ->
        [one] { $names } gehört zu keinem dieser Bilder.
       *[other] { $names } gehören zu keinem dieser Bilder.
    }
page-only-proof = { $names } ist ein Beweis. Wählen Sie auch das Bild dazu aus.
close = Schließen
close-message = Diese Meldung schließen

## House rules

heading-rules = Hausregeln
rules-choice = Nach Hausregeln beurteilen
rules-what = Hausregeln sagen, welche Bearbeitungen eine Redaktion erlaubt. Sie werden neben dem Urteil beurteilt und ändern es nie.
rules-none = Es sind keine Hausregeln gewählt.
rules-by = Beurteilt nach den Regeln von „{ $name }“ aus der Datei { $file }.
rules-by-page = Beurteilt nach den Regeln von „{ $name }“, die mit dieser Seite gekommen sind.
rules-choose = Regeldatei auswählen…
rules-remove = Nach keinen Regeln beurteilen
rules-offer = Nach diesen Regeln beurteilen?
rules-offer-what = Die Datei { $file } sagt, dies seien die Regeln von „{ $name }“. Diesen Namen hat gewählt, wer die Datei geschrieben hat.
rules-accept = Nach diesen Regeln beurteilen
rules-reject = Nicht verwenden
rules-problem = Diese Hausregeln können nicht verwendet werden: { $message }
rules-offer-instead = Sie treten an die Stelle der Regeln von „{ $name }“.
rules-settings = Hausregeln
rules-settings-by = Bearbeitungen werden nach den Regeln von „{ $name }“ beurteilt.
rules-settings-none = Die Regeln einer Redaktion sagen, welche Bearbeitungen erlaubt sind und wie stark. Der Editor warnt vor dem, was gegen sie verstößt, und die Prüfung sagt, ob ein Bild in ihrem Rahmen bleibt.
rules-allow = Was sie erlauben
rules-told-kept = Die Hausregeln von „{ $name }“ werden aufbewahrt.
rules-told-forgotten = Es werden keine Hausregeln aufbewahrt.
rules-within = Im Rahmen der Regeln von „{ $name }“.
rules-against = Nicht im Rahmen der Regeln von „{ $name }“.
rules-break = Außerhalb der Regeln von „{ $name }“ veröffentlichen
rules-break-what = Wer das Bild mit diesen Regeln prüft, erfährt, gegen welche es verstößt.

## Vertrauenswürdige Hersteller, in der Seite

trust = Vertrauensliste
trust-nobody = Sie vertrauen noch niemandem
trust-makers =
    { $count ->
        [one] { $count } vertrauenswürdiger Hersteller
       *[other] { $count } vertrauenswürdige Hersteller
    }
trust-notaries =
    { $count ->
        [one] { $count } vertrauenswürdiger Notar
       *[other] { $count } vertrauenswürdige Notare
    }
trust-what = Ein Bild gilt nur dann als bestätigt, wenn diese Liste den Hersteller seiner Kamera nennt oder den Notar, der das Foto signiert hat. Wer Ihnen eine Liste gibt, bestimmt, wem Sie vertrauen: Nehmen Sie nur eine von jemandem, den Sie kennen.
trust-none = Diese Seite vertraut noch keinem Hersteller und keinem Notar. Bei Bildern, deren Prüfungen alle gelingen, gilt der Hersteller der Kamera oder der Notar als unbekannt.
trust-notary = { $name } (Notar)
trust-from-page = Die Vertrauensliste kam mit dieser Seite.
trust-from-file = Die Vertrauensliste stammt aus der Datei { $name }.
trust-remembered = Die Vertrauensliste ist { $name }; dieser Browser hat sie sich gemerkt.
trust-revoked =
    { $count ->
        [one] Sie nennt auch { $count } Schlüssel, dem nicht mehr vertraut wird.
       *[other] Sie nennt auch { $count } Schlüssel, denen nicht mehr vertraut wird.
    }
trust-choose = Eine Vertrauensliste auswählen…
trust-offer = Dieser Liste vertrauen?
trust-offer-what = Die Datei { $name } nennt diese Hersteller und Notare. Sie tritt an die Stelle der Liste, die diese Seite jetzt verwendet.
trust-accept = Dieser Liste vertrauen
trust-reject = Ihr nicht vertrauen
trust-remember = Diese Liste in diesem Browser merken
trust-drop = Die Liste der Seite verwenden
trust-remove = Diese Liste nicht mehr verwenden
trust-problem = Die Vertrauensliste ist nicht verwendbar: { $message }

## Das Fenster

trusted-makers = Vertrauensliste…
open-in-editor = Im Editor öffnen
own-camera = Das ist Ihre eigene simulierte Kamera.
own-camera-trust = Ihr auf diesem Rechner vertrauen
own-notary = Das ist Ihr eigener Notar.
own-notary-trust = Ihm auf diesem Rechner vertrauen
heading-own-photo = Haben Sie dieses Foto selbst gemacht?
own-photo = Um Proofroom auszuprobieren, können Sie es mit einer Kamera signieren, die dieses Programm simuliert. Wer ein daraus gemachtes Bild prüft, erfährt, dass die Kamera simuliert ist.
own-photo-profile = Das Farbprofil wird dabei nicht beachtet, und die Farben gelten als sRGB.
sign-photo = Ich habe dieses Foto gemacht: signieren…
sign-photo-profile = Ich habe dieses Foto gemacht: ohne sein Profil signieren…

## Das Zuschneiden, im Fenster

crop-hide = Verbergen, wo im Foto der Ausschnitt lag
crop-hide-what = Die Größe des Ausschnitts wird öffentlich, seine Lage nicht. Die Lage bleibt allen verborgen, die kein anderes Bild dieser Szene haben. Spuren in den Pixeln, etwa das Blockraster eines JPEGs oder die dunkleren Ecken eines Objektivs, können sie dennoch verraten.
crop-hide-known =
    { $known ->
        [across] Der Ausschnitt ist so breit wie das Bild, aus dem er stammt. Sein Abstand vom linken Rand ist deshalb nicht verborgen.
        [down] Der Ausschnitt ist so hoch wie das Bild, aus dem er stammt. Sein Abstand vom oberen Rand ist deshalb nicht verborgen.
       *[both] Dieser Ausschnitt behält das ganze Bild, es gibt also keine Lage zu verbergen.
    }
crop-place-unset = Die Lage eines verborgenen Ausschnitts wird nie gespeichert. Legen Sie sein Rechteck neu fest.
crop-place-keep = In der Mitte lassen
crop-hint = Ziehen Sie auf dem Foto, um ein Rechteck zu zeichnen, in ihm, um es zu verschieben, und an seinen Griffen, um seine Größe zu ändern. Die Pfeiltasten verschieben es, mit Umschalt um 10 Pixel; mit Alt ändern sie seine Größe. Ziehen Sie außerhalb, um das Foto zu drehen, oder zeichnen Sie dort mit Umschalt ein neues Rechteck. Die Eingabetaste beendet das Zuschneiden.
turn = Begradigen
# $direction is "right", "left", or "none" for an angle of 0.
turn-value =
    { $direction ->
        [right] { $degrees }° im Uhrzeigersinn
        [left] { $degrees }° gegen den Uhrzeigersinn
       *[none] { $degrees }°
    }
turn-back = Zurück auf 0°
turn-horizon = Horizont einzeichnen
turn-horizon-what = Ziehen Sie auf dem Foto eine Linie entlang des Horizonts oder einer Kante, die senkrecht stehen soll.
turn-most = Ein Foto lässt sich um höchstens { $degrees }° drehen.

## Zahlen, die eingegeben werden, im Fenster

# What a field asks for when something else was typed.
number-any = Eine Zahl von { $least } bis { $most }
number-whole = Eine ganze Zahl von { $least } bis { $most }

## Content Credentials eines Fotos, im Fenster

heading-credentials = Content Credentials dieses Fotos
credentials-examining = Sie werden geprüft…
credentials-refused =
    { $reason ->
        [missing] Dieses Foto enthält keine Content Credentials (C2PA), also keine Signatur einer Kamera, die man prüfen könnte.
        [format] Content Credentials (C2PA) werden nur in JPEG-Fotos geprüft, und diese Datei ist keines.
        [elsewhere] Sie stehen nicht in der Datei, sondern auf einem Server, und dieses Programm fragt keinen Server.
        [several] Dieses Foto enthält mehrere Sätze von Content Credentials oder einen zerstückelten. Geprüft werden kann nur ein einziger, zusammenhängender Satz.
        [too-large] Sie sind größer, als dieses Programm prüft.
        [unreadable] Sie sind nicht lesbar.
        [signature] Sie gelten nicht: Die Signatur passt nicht.
        [outside-validity] Sie gelten nicht: Das Zertifikat war nicht gültig, als das Foto signiert wurde.
        [revoked] Sie gelten nicht: Das Zertifikat wurde widerrufen.
        [certificate] Sie gelten nicht: Mit diesem Zertifikat dürfen keine Fotos signiert werden.
        [changed] Sie gelten nicht: Das Foto wurde nach der Signatur verändert.
        [statement] Sie gelten nicht: Eine ihrer Aussagen wurde nach der Signatur verändert.
        [not-covered] Sie gelten nicht: Die Signatur lässt Bytes aus, von denen das Bild abhängt.
        [maker-revoked] Der Hersteller hat alle seine Zertifikate widerrufen; seine Signaturen sagen nichts.
        [expired] Das Zertifikat ist abgelaufen, und kein Zeitstempel einer Stelle auf der Liste sagt, dass es bei der Signatur des Fotos gültig war.
       *[other] Sie gelten nicht: Eine Prüfung ist gescheitert.
    }
credentials-way-on = Kein Notar kann diese Datei beglaubigen. Wenn eine Kamera das Foto signiert hat, bitten Sie um die Datei, genau wie die Kamera sie geschrieben hat, als Datei geschickt: Bearbeitungsprogramme, Messenger und Websites entfernen oder zerstören Content Credentials.
credentials-roots = Wenn Sie die Wurzel dieses Zertifikats kennen, wählen Sie in den Einstellungen eine Datei damit.
credentials-settings = Einstellungen…
credentials-what = Das kann nur prüfen, wer diese Datei hat, und mit der ersten Bearbeitung geht es verloren. Ein Notar trägt es weiter: Jemand, den Ihre Leser kennen, signiert das Foto zusammen mit dem, was gefunden wurde.
credentials-attest = Als Notar „{ $name }“ signieren
credentials-attest-elsewhere = Signieren und anderswo speichern…
credentials-beside = Das signierte Original wird neben das Foto geschrieben und geöffnet. Es ist privat.
credentials-no-notary = Um dieses Foto als Notar zu signieren, brauchen Sie den Schlüssel eines Notars, und auf diesem Rechner gibt es noch keinen. Erzeugen Sie hier einen, oder wählen Sie den Ordner eines vorhandenen.
credentials-notary-problem = Ihr Notar ist nicht verwendbar: { $message }
credentials-set-up = Notar einrichten…
credentials-simulated = Stattdessen mit einer simulierten Kamera ausprobieren
credentials-simulated-what = Dann erfahren Leser nichts von diesen Content Credentials, nur von einer simulierten Kamera.

## Die Warteschlange der Exporte, im Fenster

queue = Exporte
queue-title = Laufende und fertige Exporte (Strg Umschalt E)
queue-empty = Kein Export wartet oder läuft.
queue-from = aus { $name }
# An export of several pictures. $name is the file of the first, $count how many there are besides.
queue-name =
    { $count ->
        [one] { $name } und { $count } weiteres
       *[other] { $name } und { $count } weitere
    }
queue-pictures = Bilder von { $name }
# What has become of one of several pictures.
queue-picture =
    { $state ->
        [making] in Arbeit
        [waiting] wartet
        [unsaved] fertig, nicht gespeichert
       *[missing] nicht angefertigt
    }
queue-waiting = wartet
queue-starting = liest das Original
# $stage is what is being done at step $step of $steps.
queue-stage =
    { $stage ->
        [committing] bearbeitet und legt fest, Schritt { $step } von { $steps }
        [proving] beweist, Schritt { $step } von { $steps }
       *[verifying] prüft das Ergebnis
    }
queue-stopping = hält an
queue-left = noch etwa { $duration }
queue-left-moment = noch einen Augenblick
queue-progress = Fortschritt von { $name }
# $written: how many of its pictures were written before.
queue-stopped =
    { $written ->
        [0] Angehalten. Es wurde nichts geschrieben.
       *[other] Angehalten. Die Bilder, die vorher geschrieben wurden, bleiben, und jedes wurde als Veröffentlichung gezählt.
    }
queue-failed-what =
    { $written ->
        [0] Es wurde nichts geschrieben.
       *[other] Die Bilder, die vorher geschrieben wurden, bleiben, und jedes wurde als Veröffentlichung gezählt. Ein neuer Versuch macht nur die anderen.
    }
queue-unsaved = Fertig, aber nicht gespeichert.
queue-unsaved-what = Das Bild ist bearbeitet, bewiesen und geprüft. Es wird aufbewahrt, bis Sie es anderswo speichern, verwerfen oder Proofroom schließen. Nichts muss noch einmal bewiesen werden.
# $count pictures of the same export come after the one that is not saved.
queue-unsaved-rest =
    { $count ->
        [one] { $count } weiteres Bild wird gemacht, sobald es gespeichert ist.
       *[other] { $count } weitere Bilder werden gemacht, sobald es gespeichert ist.
    }
queue-retry = Noch einmal versuchen
queue-save = Anderswo speichern…
queue-discard = Verwerfen
queue-remove = Aus der Liste entfernen
queue-show = Im Ordner zeigen
queue-verify = Wie ein Leser ansehen
queue-clear = Fertige Exporte entfernen
queue-already = In dieser Datei war schon derselbe Export. Sie blieb, wie sie ist, und keine Veröffentlichung wurde verbraucht.
# $where: whether the proof is in the picture ("inside") or in a file of its own ("beside").
queue-written =
    { $where ->
        [beside] { $picture }, dazu { $proof } Beweis daneben, nach { $duration }
       *[inside] { $picture }, davon { $proof } Beweis, nach { $duration }
    }
queue-folder = In { $folder }.
queue-published =
    { $count ->
        [one] Bisher wurde { $count } Bild dieses Originals veröffentlicht.
       *[other] Bisher wurden { $count } Bilder dieses Originals veröffentlicht.
    }
queue-more =
    { $count ->
        [one] { $count } weiterer wartet
       *[other] { $count } weitere warten
    }
# $name is the file of the first of them.
queue-open =
    { $count ->
        [one] Nicht fertig: { $name }
       *[other] { $count } Exporte sind nicht fertig
    }
queue-done =
    { $count ->
        [one] Veröffentlicht: { $name }
       *[other] { $count } Bilder veröffentlicht
    }
queue-look = Zeigen
queue-told-added = { $name } ist in der Warteschlange.
queue-told-done = { $name }: Der Export ist fertig. { $title }.
queue-told-problem = { $name } ist nicht fertig: { $problem }
# $what is lost if the window is closed: "exports", "unsaved" pictures, a "signing", or "nothing" any more.
quit-heading =
    { $what ->
        [exports] { $count ->
            [one] Ein Export läuft
           *[other] { $count } Exporte laufen oder warten
        }
        [unsaved] { $count ->
            [one] Ein fertiges Bild ist nicht gespeichert
           *[other] { $count } fertige Bilder sind nicht gespeichert
        }
        [signing] Fotos werden signiert
       *[nothing] Proofroom schließen?
    }
quit-what =
    { $what ->
        [exports] { $count ->
            [one] Wenn Sie das Fenster jetzt schließen, hält er an, und es wird nichts mehr geschrieben.
           *[other] Wenn Sie das Fenster jetzt schließen, halten sie an, und es wird nichts mehr geschrieben.
        }
        [unsaved] { $count ->
            [one] Der Beweis eines Bildes ist fertig, aber nicht gespeichert. Wenn Sie das Fenster jetzt schließen, geht er verloren und muss noch einmal gemacht werden.
           *[other] Die Beweise von { $count } Bildern sind fertig, aber nicht gespeichert. Wenn Sie das Fenster jetzt schließen, gehen sie verloren und müssen noch einmal gemacht werden.
        }
        [signing] { $percent } % sind fertig. Wenn Sie das Fenster jetzt schließen, bleibt der Rest unsigniert.
       *[nothing] Inzwischen ist alles fertig.
    }
quit-stay = Das Fenster offen lassen
quit-leave =
    { $what ->
        [exports] Anhalten und schließen
        [unsaved] Verwerfen und schließen
        [signing] Signieren anhalten und schließen
       *[nothing] Schließen
    }

## Der Streifen der Fotos, im Fenster

strip = Zusammen geöffnete Fotos
# $kind: what a file appears to be, before anything is checked.
strip-kind =
    { $kind ->
        [original] Original
        [published] veröffentlicht
        [photo] unsigniertes Foto
        [credentials] mit Content Credentials
       *[other] kein Foto
    }
strip-edited = bearbeitet
strip-queued = Export wartet
strip-exported =
    { $count ->
        [one] einmal veröffentlicht
       *[other] { $count }-mal veröffentlicht
    }

## Der Plan eines Exports, im Fenster

export-heading = Mit einem Beweis exportieren
export-bound = Code oder Text, den ein Prüfer von Ihnen verlangt hat (optional)
export-bound-what = Hat jemand dieses Bild von Ihnen verlangt, zum Beispiel einen Gesichtsausschnitt oder ein Passfoto, und Ihnen einen Code gegeben, geben Sie ihn genau so ein. Er beweist, dass das Bild diese Anfrage beantwortet, und jeder kann ihn lesen.
export-size = Größe
export-edge = Längere Seite in Pixeln
export-full = Volle Größe
export-edge-of = { $edge } px
export-pixels = { $width } × { $height } Pixel
export-edits =
    { $count ->
        [0] Keine Bearbeitungen
        [one] { $count } Bearbeitung, die bewiesen wird
       *[other] { $count } Bearbeitungen, die in dieser Reihenfolge bewiesen werden
    }
# $what comes first in the order that is proved sooner: the "crop", the "resize", or "both".
export-sooner =
    { $what ->
        [crop] Zuerst zuschneiden: { $then } statt { $now }
        [resize] Zuerst skalieren: { $then } statt { $now }
       *[both] Zuerst zuschneiden und skalieren: { $then } statt { $now }
    }
export-sooner-what = Das Ergebnis weicht ein wenig ab. Rückgängig stellt die Reihenfolge wieder her.
export-displaced =
    { $count ->
        [one] Ein schwarzes Rechteck liegt jetzt woanders auf dem Foto: Prüfen Sie, ob es noch verdeckt, was es verdecken soll.
       *[other] { $count } schwarze Rechtecke liegen jetzt woanders auf dem Foto: Prüfen Sie, ob sie noch verdecken, was sie verdecken sollen.
    }
export-public = Wird öffentlich
export-hidden = Bleibt verborgen
export-picture = Bild
export-proof = Beweis
# $proofs is how many, $steps in how many steps, $size how many bytes they have.
export-proof-what =
    { $proofs ->
        [one] { $proofs } Beweis
       *[other] { $proofs } Beweise
    } in { $steps ->
        [one] { $steps } Schritt
       *[other] { $steps } Schritten
    }, etwa { $size }
export-time = Zeit
export-time-what = etwa { $duration } auf diesem Rechner
export-memory = Speicher
export-memory-what = etwa { $size }
# $used of $limit publications of the original are used, $ordered more wait in the queue.
export-used =
    { $ordered ->
        [0] { $used } von { $limit } Veröffentlichungen dieses Originals sind auf diesem Rechner verbraucht.
       *[other] { $used } von { $limit } Veröffentlichungen dieses Originals sind auf diesem Rechner verbraucht, { $ordered } weitere sind in der Warteschlange.
    }
export-planning = Wird geplant…
export-sidecar = Den Beweis als eigene Datei (.proof) neben dem Bild speichern
export-sidecar-what = Manche Websites entfernen den Beweis aus einem Bild.
export-folder = in { $folder }
export-change = Ändern…
export-no-credentials = Content Credentials können nicht signiert werden: siehe oben, oder exportieren Sie ohne.
export-whole = Das ganze Original veröffentlichen
export-whole-what = Keine Bearbeitung verbirgt etwas. Jeder kann aus diesem Bild fast das ganze Original berechnen.
export-back = Zurück zum Editor
export = Exportieren
credentials-add = Content Credentials (C2PA) hinzufügen
credentials-add-what = Sie sagen anderen Programmen, welche Bearbeitungen gemacht wurden, und werden mit einem Zertifikat von Ihnen signiert. Der Beweis hängt nicht davon ab.
credentials-certificates = Zertifikate
credentials-key = Privater Schlüssel
credentials-no-file = noch keine Datei gewählt
credentials-choose-certificates = Zertifikate wählen…
credentials-choose-key = Schlüssel wählen…
# $name is who signs.
credentials-signer = Signiert von „{ $name }“, was jeder im Bild lesen kann.
credentials-files = Wählen Sie beide Dateien, im Format PEM. Nur ihre Speicherorte werden gemerkt, und der Schlüssel wird erst beim Signieren gelesen.

## Format und Größen eines Exports, im Fenster

format = Format
format-quality = Qualität
format-sampling = Farbabtastung
format-size = etwa { $size }, ohne den Beweis
# $kind is "jpeg" or "png".
format-what =
    { $kind ->
        [jpeg] Der Beweis gilt für das JPEG genau so, wie es geschrieben wird, samt seiner Kompression. 4:2:0 speichert Farben in halber Auflösung, wie es die meisten Websites tun.
       *[png] PNG behält jedes Pixel, wie es bearbeitet wurde. Fotos brauchen ein Mehrfaches der Bytes eines JPEG.
    }
renditions-or-one = Ein Bild oder mehrere
renditions-one = Ein Bild
renditions = Mehrere Größen
renditions-make = { $name } erzeugen
renditions-name = Name von { $name }
# What is set of each picture, as the head of a column.
renditions-column =
    { $column ->
        [name] Name
        [edge] Längere Seite, Pixel
        [format] Format
        [quality] Qualität
       *[sampling] Farben
    }
renditions-full = volle Größe
renditions-edge = Längere Seite von { $name } in Pixeln
renditions-full-of = { $name } in voller Größe
renditions-format-of = Format von { $name }
# $least and $most are the range.
renditions-quality = Qualität von { $name }, { $least } bis { $most }
renditions-sampling-of = Farbabtastung von { $name }
# What one of the pictures comes to: its size in pixels, how long it takes, and the bytes of its proof.
renditions-plan = { $width } × { $height } Pixel, etwa { $duration }, { $size } Beweis
renditions-none = Wählen Sie mindestens eine Größe.
renditions-remove = { $name } entfernen
renditions-add = Noch eine Größe
# $used of $limit publications of the original are used already.
renditions-count =
    { $count ->
        [one] Verbraucht { $count } Veröffentlichung.
       *[other] Verbraucht { $count } Veröffentlichungen, eine für jedes Bild.
    }
renditions-folder = Jedes Bild bekommt den Namen seiner Größe, in { $folder }.
renditions-same-folder = Jedes Bild bekommt den Namen seiner Größe, im Ordner für veröffentlichte Bilder.
renditions-export =
    { $count ->
        [one] { $count } Bild exportieren
       *[other] { $count } Bilder exportieren
    }

## Kopierte Bearbeitungen für mehrere Fotos, im Fenster

paste = Einfügen
paste-title = Kopierte Bearbeitungen ersetzen die der ausgewählten Originale (Strg Alt V)
paste-into =
    { $count ->
        [one] Bearbeitungen in { $count } Foto einfügen
       *[other] Bearbeitungen in { $count } Fotos einfügen
    }
paste-heading =
    { $count ->
        [one] Bearbeitungen in { $count } Foto einfügen?
       *[other] Bearbeitungen in { $count } Fotos einfügen?
    }
paste-replaced =
    { $count ->
        [one] { $count } davon hat Bearbeitungen, die ersetzt werden.
       *[other] { $count } davon haben Bearbeitungen, die ersetzt werden.
    }
paste-frame = Zuschnitte und Rechtecke betreffen Stellen eines bestimmten Fotos. Auf anderen zeigen oder verdecken sie vielleicht etwas anderes. Sie können weggelassen oder auf die Größe jedes Fotos skaliert werden; prüfen Sie dann jedes Foto.
paste-hidden = Wo ein verborgener Zuschnitt lag, wird nie kopiert. Die Stelle muss auf jedem Foto gesetzt werden.
paste-scaled = Mit Zuschnitten und Rechtecken, skaliert
paste-without = Ohne Zuschnitte und Rechtecke
paste-busy =
    { $count ->
        [one] Bearbeitungen werden in { $count } Foto eingefügt
       *[other] Bearbeitungen werden in { $count } Fotos eingefügt
    }
# $off edits do not fit their photo.
paste-done =
    { $off ->
        [0] Bearbeitungen wurden in { $count } Fotos eingefügt.
       *[other] Bearbeitungen wurden in { $count } Fotos eingefügt. { $off } passen nicht und sind abgeschaltet.
    }

## Bildangaben eines Exports, im Fenster

captions =
    { $count ->
        [0] Bildangaben: keine
        [one] Bildangaben: { $count } Feld
       *[other] Bildangaben: { $count } Felder
    }
# The arguments are placeholders, in braces.
captions-what = Sie werden in das Bild geschrieben und können später geändert werden. Nichts davon ist bewiesen, und Lesern wird das gesagt. { $date }, { $year }, { $filename } und { $camera } stehen für die Angaben jedes Fotos; eine Klammer wird doppelt geschrieben.
captions-template = Name einer Vorlage
captions-save = Als Vorlage speichern
captions-forget = Die Vorlage { $name } vergessen
captions-look = Was sagt das Original?
captions-look-elsewhere = Aus einem Foto kopieren…
captions-nothing = Diese Datei sagt nichts über sich.
captions-copy = Kopieren
captions-copy-field = Kopieren: { $field }
captions-field =
    { $field ->
        [headline] Überschrift
        [caption] Bildtext
        [byline] Urheber
        [credit] Bildnachweis
        [copyright] Copyright-Vermerk
        [source] Quelle
        [city] Ort
        [country] Land
        [date-created] Erstellt am
        [source-type] Art der digitalen Quelle
       *[instructions] Hinweise
    }
# $term is one of the IPTC’s list of digital source types.
captions-source-type =
    { $term ->
        [digitalCapture] Mit einer Digitalkamera aufgenommen
        [computationalCapture] Von der Kamera aus mehreren Aufnahmen berechnet
        [negativeFilm] Von einem Negativ digitalisiert
        [positiveFilm] Von einem Dia digitalisiert
        [print] Von einem Abzug digitalisiert
        [humanEdits] Von Menschen bearbeitet
        [algorithmicallyEnhanced] Von einem Algorithmus verbessert
        [digitalCreation] Von Menschen mit digitalen Werkzeugen gemacht
        [dataDrivenMedia] Aus Daten erzeugt
        [trainedAlgorithmicMedia] Von einem trainierten Modell erzeugt (KI)
        [algorithmicMedia] Von einem Algorithmus ohne Training erzeugt
        [screenCapture] Bildschirmaufnahme
        [virtualRecording] Aufnahme eines virtuellen Ereignisses
        [composite] Zusammengesetzt aus Teilen
        [compositeCapture] Zusammengesetzt aus Fotos
        [compositeSynthetic] Zusammengesetzt mit synthetischen Teilen
       *[compositeWithTrainedAlgorithmicMedia] Zusammengesetzt mit Teilen eines trainierten Modells (KI)
    }
captions-source-none = nicht angegeben

## The element on a publisher’s page

element-relies = Wer diese Seite veröffentlicht, hat die Liste der vertrauenswürdigen Hersteller ausgewählt und zeigt Ihnen dieses Ergebnis. Wenn Sie sich nicht darauf verlassen wollen, speichern Sie das Bild und prüfen Sie es selbst.
