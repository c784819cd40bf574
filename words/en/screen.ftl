# Labels of the verifier: in the window's screen "Verify" and in the page verify.html.
# What is said of a picture itself stands in verdict.ftl.

## Before a picture is there

verify = Verify
heading-empty = Check a picture
empty-window = Drop pictures or a folder here, or choose them, to see which camera signed the original and how it was edited since. If a check fails, you see which one.
empty-page = Drop a picture here, paste it or choose it, to see which camera signed the original and how it was edited since. If a check fails, you see which one.
choose-pictures = Choose pictures…

## The picture

picture = The picture in { $name }, { $width } by { $height } pixels
picture-not-confirmed = The check did not confirm these pixels
picture-none = There is no picture to show.

## One or several files

check-another = Check another…
list-heading = { $done } of { $all } pictures checked
list-waiting = waiting
problem = The check could not be done: { $message }

## The verdict

verdict = Result
failed = Failed check: { $check }
checking = Checking…
checking-file = Checking { $name }
checking-first = The camera’s signature has been read. The edits are being checked now. This is not a result yet.
cancel = Cancel
heading-checked = What was checked
# $name is that of the notary.
heading-attested-by = What the notary “{ $name }” attests
attested-word = This is the notary’s word: only the notary had the file that was signed, and nobody else can check it.
# $tier is the list that has the root of the signer's certificate, or "none".
issuer =
    { $tier ->
        [none] signer of the file: nobody vouches for it
        [official] signer of the file: on the official list of the C2PA ({ $root })
        [interim] signer of the file: on the interim list, frozen since 1 January 2026 ({ $root })
       *[own] signer of the file: on a list of the notary’s own ({ $root })
    }
heading-file-credentials = Content Credentials of this file
heading-captions = Captions (written by whoever published the picture; not proved)
heading-unchecked = What this does not tell you
heading-next = What you can do
heading-signer = Who signed the original
heading-signer-claimed = Who is said to have signed
signer-claimed = This is only what the file says. Nothing connects it with this picture.
heading-edits =
    { $count ->
        [0] No edits
        [one] { $count } edit, confirmed
       *[other] { $count } edits, confirmed
    }
heading-edits-claimed =
    { $count ->
        [0] No edits, says the file
        [one] { $count } edit, not confirmed
       *[other] { $count } edits, not confirmed
    }
edits-none = The picture is exactly the original, without any edit.
edits-none-claimed = The file says that the picture is the original, without any edit.
edit-failed = The check fails from here on
heading-frame = The part of the original that you see
frame = The picture in the empty frame of the original
frame-words = { $width } × { $height } of { $fullWidth } × { $fullHeight } pixels, { $share } of the area. The rest stays hidden.
# Of a crop whose place is hidden. $hidden is what is hidden: the distance from the left ("across"), from the top ("down"),
# or both.
frame-beside = The picture, dashed, beside the empty frame of the original
frame-hidden =
    { $hidden ->
        [across] The crop’s distance from the left edge is not disclosed.
        [down] The crop’s distance from the top edge is not disclosed.
       *[both] Where in the original the crop was taken is not disclosed.
    }
heading-bound = Code in the picture’s proof
heading-bound-claimed = Code that the file claims
bound-hint = If you gave the publisher a code when you asked for this picture, this must be exactly that code.

## The fold "Details"

details = Details
camera-key = Camera key
maker-key = Maker key
notary-key = Notary key
evidence-issuer = Certificate issued by
evidence-certificate = SHA-256 of the certificate
evidence-manifest = SHA-256 of the manifest
colours = Colours
colours-converted = converted from { $space } before signing
original = Original
original-hash = Hash of the original
published = This picture
published-hash = Hash of this picture
pixels = { $width } × { $height } pixels
# $quality is a number, or "none"; $sampling is "4:2:0" or "4:4:4".
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG of quality { $quality }, { $sampling }
}
proof-size = Size of the proof
checked-in = Checked in
message = Technical message
report = Report for programs (JSON)
copy = Copy: { $what }
copied = Copied: { $what }
copy-failed = Could not be copied: { $what }

## Cameras

standing-trusted = trusted maker
standing-trusted-maker = trusted maker: { $maker }
standing-unknown = camera maker unknown
standing-unknown-maker = camera maker unknown: { $maker }
standing-revoked = key revoked
standing-revoked-maker = key revoked: { $maker }
standing-trusted-notary = trusted notary: { $maker }
standing-unknown-notary = notary unknown
standing-revoked-notary = key revoked
simulated = simulated camera
revoked-key = revoked key
key-of = key of { $name }

## A code and a separate proof

more = Did you give the publisher a code, or get the proof as a separate file?
expect = The code that you gave
expect-check = Check with it
expect-stale = This code has not been checked yet.
proof-from = The proof comes from { $name }.
proof-in-picture = Use the proof in the picture
proof-separate = The proof may be a separate file, whose name ends in .proof.
choose-proof = Choose the proof…

## The page

page-title = Check a picture – Proofroom
page-heading = Proofroom
page-tagline = Check a picture
page-what = This page checks pictures that were published with Proofroom. It does not judge pictures of any other kind, and it cannot say what happened in front of the camera.
page-private = Nothing leaves this device: the check runs in this page, without any server.
page-about = What this page does
page-drop = Drop it here
page-language = Language
page-needs-script = This page needs JavaScript and a recent browser. If this sentence stays, nothing can be checked here.
page-no-webassembly = This browser, or the website from which this page comes, does not allow WebAssembly, without which nothing can be checked here. Save the page and open it from your disk, or use another browser.
page-broken = The check stopped unexpectedly: { $message }. Reload the page to try again.
page-memory = There is not enough memory to check this picture in a browser. Proofroom’s desktop program can check it.
page-drop-address = Only an address was dropped, not a picture. Save the picture first, then drop the file here.
page-paste-none = There is no picture to paste. Some programs copy a picture without its proof; the file itself is needed.
page-pasted = pasted picture
page-src-elsewhere = This page loads pictures only from its own website. Save the picture, then drop the file here.
page-src-disk = A page on disk cannot load a picture by itself. Drop the file here.
page-src-failed = The picture could not be loaded ({ $status }).
page-loading = Loading { $name }
page-proofs-left =
    { $count ->
        [one] { $names } belongs to none of these pictures.
       *[other] { $names } belong to none of these pictures.
    }
page-only-proof = { $names } is a proof. Choose its picture as well.
close = Close
close-message = Close this message

## House rules

# $name is whose they are, $file the file that they are from.
heading-rules = House rules
rules-choice = Judge by house rules
rules-what = House rules say which edits a newsroom allows. They are judged beside the verdict, and never change it.
rules-none = No house rules are chosen.
rules-by = Judged by the rules of “{ $name }”, from the file { $file }.
rules-by-page = Judged by the rules of “{ $name }”, which came with this page.
rules-choose = Choose a rules file…
rules-remove = Judge by no rules
rules-offer = Judge by these rules?
rules-offer-what = The file { $file } says that these are the rules of “{ $name }”. Whoever wrote the file chose that name.
rules-accept = Judge by these rules
rules-reject = Do not use them
rules-problem = These house rules cannot be used: { $message }
rules-offer-instead = They take the place of the rules of “{ $name }”.
rules-settings = House rules
rules-settings-by = Edits are judged by the rules of “{ $name }”.
rules-settings-none = A newsroom’s rules say which edits are allowed, and how strong. The editor warns of what breaks them, and the verifier says whether a picture is within them.
rules-allow = What they allow
rules-told-kept = The house rules of “{ $name }” are kept.
rules-told-forgotten = No house rules are kept.
rules-within = Within the rules of “{ $name }”.
rules-against = Not within the rules of “{ $name }”.
rules-break = Publish outside of the rules of “{ $name }”
rules-break-what = Whoever verifies the picture with these rules is told which of them it breaks.

## Trusted makers, in the page

trust = Trust list
trust-nobody = Nobody is trusted yet
trust-makers =
    { $count ->
        [one] { $count } trusted maker
       *[other] { $count } trusted makers
    }
trust-notaries =
    { $count ->
        [one] { $count } trusted notary
       *[other] { $count } trusted notaries
    }
trust-what = A picture is shown as verified only if this list names the maker of its camera, or the notary who signed the photo. Whoever gives you a list decides whom you trust: take one only from somebody you know.
trust-none = This page trusts no maker and no notary yet. A picture whose checks all hold is shown with an unknown camera maker or notary.
trust-notary = { $name } (a notary)
trust-from-page = The trust list came with this page.
trust-from-file = The trust list is from the file { $name }.
trust-remembered = The trust list is { $name }, which this browser remembers.
trust-revoked =
    { $count ->
        [one] It also names { $count } key that is no longer trusted.
       *[other] It also names { $count } keys that are no longer trusted.
    }
trust-choose = Choose a trust list…
trust-offer = Trust this list?
trust-offer-what = The file { $name } names these makers and notaries. It takes the place of the list that this page uses now.
trust-accept = Trust this list
trust-reject = Do not trust it
trust-remember = Remember this list in this browser
trust-drop = Use the page’s own list
trust-remove = Stop using this list
trust-problem = The trust list cannot be used: { $message }

## The window

trusted-makers = Trust list…
open-in-editor = Open in the editor
own-camera = This is your own simulated camera.
own-camera-trust = Trust it on this machine
own-notary = This is your own notary.
own-notary-trust = Trust it on this machine
heading-own-photo = Did you take this photo yourself?
own-photo = To try Proofroom out, you can sign it with a camera that this program simulates. Whoever checks a picture made from it is told that the camera is simulated.
own-photo-profile = The colour profile is then ignored, and the colours are taken as sRGB.
sign-photo = I took this photo: sign it…
sign-photo-profile = I took this photo: sign it without its profile…

## The crop tool, in the window

crop-hide = Hide where in the photo the crop was taken
crop-hide-what = The size of the crop becomes public, its place does not. The place stays hidden from everybody who has no other picture of this scene. Traces in the pixels, such as the block grid of a JPEG or the darker corners of a lens, can still give it away.
# $known is what the size of the crop gives away: its distance from the left ("across"), from the top ("down"), or both.
crop-hide-known =
    { $known ->
        [across] The crop is as wide as the picture that it is cut from. Its distance from the left edge is therefore not hidden.
        [down] The crop is as high as the picture that it is cut from. Its distance from the top edge is therefore not hidden.
       *[both] This crop keeps the whole picture, so there is no place to hide.
    }
crop-place-unset = The place of a hidden crop is never stored. Set its rectangle again.
crop-place-keep = Keep it in the middle
crop-hint = Drag on the photo to draw a rectangle, inside it to move it, its handles to resize it. Arrow keys move it, with Shift by 10 pixels; with Alt they resize it. Drag outside it to turn the photo, or hold Shift and draw another one. Press Enter when done.
turn = Straighten
# $direction is "right", "left", or "none" for an angle of 0.
turn-value =
    { $direction ->
        [right] { $degrees }° clockwise
        [left] { $degrees }° counterclockwise
       *[none] { $degrees }°
    }
turn-back = Back to 0°
turn-horizon = Draw the horizon
turn-horizon-what = Draw a line on the photo along the horizon, or along an edge that should be upright.
turn-most = A photo can be turned by { $degrees }° at most.

## Numbers that are typed, in the window

# What a field asks for when something else was typed.
number-any = A number from { $least } to { $most }
number-whole = A whole number from { $least } to { $most }

## Content Credentials of a photo, in the window

heading-credentials = Content Credentials of this photo
credentials-examining = They are being examined…
# $reason: why a notary cannot attest them.
credentials-refused =
    { $reason ->
        [missing] This photo carries no Content Credentials (C2PA), so there is no camera’s signature to examine.
        [format] Content Credentials (C2PA) are examined in JPEG photos only, and this file is not one.
        [elsewhere] They are not in the file but on a server, and this program asks no server.
        [several] This photo carries several sets of Content Credentials, or one in pieces. Only one can be examined.
        [too-large] They are larger than what this program examines.
        [unreadable] They cannot be read.
        [signature] They are not valid: the signature does not match.
        [outside-validity] They are not valid: the certificate was not valid when the photo was signed.
        [revoked] They are not valid: the certificate was revoked.
        [certificate] They are not valid: the certificate is not one for signing photos.
        [changed] They are not valid: the photo was changed after it was signed.
        [statement] They are not valid: one of their statements was changed after they were signed.
        [not-covered] They are not valid: the signature leaves out bytes that the picture depends on.
        [maker-revoked] The maker has revoked all of its certificates, so its signatures say nothing.
        [expired] The certificate has expired, and no time stamp of a listed authority says that it was valid when the photo was signed.
       *[other] They are not valid: a check failed.
    }
credentials-way-on = No notary can attest this file. If a camera signed the photo, ask for the file exactly as the camera wrote it, sent as a file: editors, messengers and websites remove or break Content Credentials.
credentials-roots = If you know the root of this certificate, choose a file with it in the settings.
credentials-settings = Settings…
credentials-what = Only whoever has this file can check this, and it is lost with the first edit. A notary carries it over: somebody whom your readers know signs the photo together with what was found.
credentials-attest = Sign as notary “{ $name }”
credentials-attest-elsewhere = Sign, and save elsewhere…
credentials-beside = The signed original is written beside the photo and opened. It is private.
credentials-no-notary = To sign this photo as a notary, you need a notary’s key, and there is none on this machine yet. Make one here, or choose the folder of one that you have.
credentials-notary-problem = Your notary cannot be used: { $message }
credentials-set-up = Set up a notary…
credentials-simulated = Try it with a simulated camera instead
credentials-simulated-what = Readers then learn nothing of these Content Credentials, only of a simulated camera.

## The queue of exports, in the window

queue = Exports
queue-title = Exports under way and finished (Ctrl Shift E)
queue-empty = No export is waiting or running.
queue-from = from { $name }
# An export of several pictures. $name is the file of the first, $count how many there are besides.
queue-name =
    { $count ->
        [one] { $name } and { $count } more
       *[other] { $name } and { $count } more
    }
queue-pictures = Pictures of { $name }
# What has become of one of several pictures.
queue-picture =
    { $state ->
        [making] being made
        [waiting] waiting
        [unsaved] finished, not saved
       *[missing] not made
    }
queue-waiting = waiting
queue-starting = reading the original
# $stage is what is being done at step $step of $steps.
queue-stage =
    { $stage ->
        [committing] editing and committing, step { $step } of { $steps }
        [proving] proving, step { $step } of { $steps }
       *[verifying] verifying the result
    }
queue-stopping = stopping
queue-left = about { $duration } left
queue-left-moment = a moment left
queue-progress = Progress of { $name }
# $written: how many of its pictures were written before.
queue-stopped =
    { $written ->
        [0] Stopped. Nothing was written.
       *[other] Stopped. The pictures that were written before stay, and each was counted as a publication.
    }
queue-failed-what =
    { $written ->
        [0] Nothing was written.
       *[other] The pictures that were written before stay, and each was counted as a publication. Trying again makes only the others.
    }
queue-unsaved = Finished, but not saved.
queue-unsaved-what = The picture is edited, proved and verified. It is kept until you save it somewhere else, discard it or close Proofroom. Nothing has to be proved again.
# $count pictures of the same export come after the one that is not saved.
queue-unsaved-rest =
    { $count ->
        [one] { $count } more picture is made once it is saved.
       *[other] { $count } more pictures are made once it is saved.
    }
queue-retry = Try again
queue-save = Save somewhere else…
queue-discard = Discard it
queue-remove = Remove from the list
queue-show = Show in folder
queue-verify = View as a reader
queue-clear = Clear finished exports
queue-already = This file already held the same export. It was left as it is, and no publication was used.
# $where: whether the proof is in the picture ("inside") or in a file of its own ("beside").
queue-written =
    { $where ->
        [beside] { $picture }, and { $proof } of proof beside it, after { $duration }
       *[inside] { $picture }, including { $proof } of proof, after { $duration }
    }
queue-folder = In { $folder }.
queue-published =
    { $count ->
        [one] { $count } picture of this original has been published so far.
       *[other] { $count } pictures of this original have been published so far.
    }
queue-more =
    { $count ->
        [one] { $count } more is waiting
       *[other] { $count } more are waiting
    }
# $name is the file of the first of them.
queue-open =
    { $count ->
        [one] Not finished: { $name }
       *[other] { $count } exports are not finished
    }
queue-done =
    { $count ->
        [one] Published: { $name }
       *[other] { $count } pictures published
    }
queue-look = Show
queue-told-added = { $name } is in the queue.
queue-told-done = { $name }: the export is done. { $title }.
queue-told-problem = { $name } is not finished: { $problem }
# $what is lost if the window is closed: "exports", "unsaved" pictures, a "signing", or "nothing" any more.
quit-heading =
    { $what ->
        [exports] { $count ->
            [one] An export is in progress
           *[other] { $count } exports are in progress
        }
        [unsaved] { $count ->
            [one] A finished picture is not saved
           *[other] { $count } finished pictures are not saved
        }
        [signing] Photos are being signed
       *[nothing] Close Proofroom?
    }
quit-what =
    { $what ->
        [exports] { $count ->
            [one] If you close the window now, it stops and nothing more is written.
           *[other] If you close the window now, they stop and nothing more is written.
        }
        [unsaved] { $count ->
            [one] The proof of a picture is finished, but not saved. If you close the window now, it is lost and has to be made again.
           *[other] The proofs of { $count } pictures are finished, but not saved. If you close the window now, they are lost and have to be made again.
        }
        [signing] { $percent } % is done. If you close the window now, the rest stays unsigned.
       *[nothing] It has finished in the meantime.
    }
quit-stay = Keep the window open
quit-leave =
    { $what ->
        [exports] Stop and close
        [unsaved] Discard and close
        [signing] Stop the signing and close
       *[nothing] Close
    }

## The strip of photos, in the window

strip = Photos that were opened together
# $kind: what a file appears to be, before anything is checked.
strip-kind =
    { $kind ->
        [original] original
        [published] published
        [photo] unsigned photo
        [credentials] with Content Credentials
       *[other] not a photo
    }
strip-edited = edited
strip-queued = export waiting
strip-exported =
    { $count ->
        [one] published once
       *[other] published { $count } times
    }

## The plan of an export, in the window

export-heading = Export with a proof
export-bound = Code or text that a verifier asked you for (optional)
export-bound-what = If somebody asked you for this picture, for instance for a face crop or an ID photo, and gave you a code, enter it exactly. It proves that the picture answers that request, and everybody can read it.
export-size = Size
export-edge = Longer side, in pixels
export-full = Full size
export-edge-of = { $edge } px
export-pixels = { $width } × { $height } pixels
export-edits =
    { $count ->
        [0] No edits
        [one] { $count } edit to be proved
       *[other] { $count } edits to be proved, in this order
    }
# $what comes first in the order that is proved sooner: the "crop", the "resize", or "both".
export-sooner =
    { $what ->
        [crop] Crop first: { $then } instead of { $now }
        [resize] Resize first: { $then } instead of { $now }
       *[both] Crop and resize first: { $then } instead of { $now }
    }
export-sooner-what = The result differs slightly. Undo restores the order.
export-displaced =
    { $count ->
        [one] A black rectangle now lies elsewhere on the photo: check that it still covers what it should.
       *[other] { $count } black rectangles now lie elsewhere on the photo: check that they still cover what they should.
    }
export-public = Becomes public
export-hidden = Stays hidden
export-picture = Picture
export-proof = Proof
# $proofs is how many, $steps in how many steps, $size how many bytes they have.
export-proof-what =
    { $proofs ->
        [one] { $proofs } proof
       *[other] { $proofs } proofs
    } in { $steps ->
        [one] { $steps } step
       *[other] { $steps } steps
    }, about { $size }
export-time = Time
export-time-what = about { $duration } on this machine
export-memory = Memory
export-memory-what = about { $size }
# $used of $limit publications of the original are used, $ordered more wait in the queue.
export-used =
    { $ordered ->
        [0] { $used } of { $limit } publications of this original used on this machine.
       *[other] { $used } of { $limit } publications of this original used on this machine, { $ordered } more in the queue.
    }
export-planning = Planning…
export-sidecar = Save the proof as a separate file (.proof) next to the picture
export-sidecar-what = Some websites strip the proof from a picture.
export-folder = in { $folder }
export-change = Change…
export-no-credentials = Content Credentials cannot be signed: see above, or export without them.
export-whole = Publish the whole original
export-whole-what = No edit hides anything. Anybody can compute nearly the whole original from this picture.
export-back = Back to the editor
export = Export
credentials-add = Add Content Credentials (C2PA)
credentials-add-what = They tell other programs which edits were made, and are signed with a certificate of yours. The proof does not depend on them.
credentials-certificates = Certificates
credentials-key = Private key
credentials-no-file = no file chosen yet
credentials-choose-certificates = Choose certificates…
credentials-choose-key = Choose the key…
# $name is who signs.
credentials-signer = Signed by “{ $name }”, which everybody can read in the picture.
credentials-files = Choose both files, in PEM. Only their places are remembered, and the key is read when it signs.

## The format and the sizes of an export, in the window

format = Format
format-quality = Quality
format-sampling = Colour sampling
format-size = about { $size }, without the proof
# $kind is "jpeg" or "png".
format-what =
    { $kind ->
        [jpeg] The proof covers the JPEG exactly as it is written, with its compression. 4:2:0 stores colours at half the resolution, as most websites do.
       *[png] PNG keeps every pixel as it was edited. Photos take several times as many bytes as in JPEG.
    }
renditions-or-one = One picture or several
renditions-one = One picture
renditions = Several sizes
renditions-make = Make { $name }
renditions-name = Name of { $name }
# What is set of each picture, as the head of a column.
renditions-column =
    { $column ->
        [name] Name
        [edge] Longer side, pixels
        [format] Format
        [quality] Quality
       *[sampling] Colours
    }
renditions-full = full size
renditions-edge = Longer side of { $name }, in pixels
renditions-full-of = Full size of { $name }
renditions-format-of = Format of { $name }
# $least and $most are the range.
renditions-quality = Quality of { $name }, { $least } to { $most }
renditions-sampling-of = Colour sampling of { $name }
# What one of the pictures comes to: its size in pixels, how long it takes, and the bytes of its proof.
renditions-plan = { $width } × { $height } pixels, about { $duration }, { $size } of proof
renditions-none = Choose at least one size.
renditions-remove = Remove { $name }
renditions-add = Another size
# $used of $limit publications of the original are used already.
renditions-count =
    { $count ->
        [one] Uses { $count } publication.
       *[other] Uses { $count } publications, one for each picture.
    }
renditions-folder = Each picture gets the name of its size, in { $folder }.
renditions-same-folder = Each picture gets the name of its size, in the folder for published pictures.
renditions-export =
    { $count ->
        [one] Export { $count } picture
       *[other] Export { $count } pictures
    }

## Copied edits for several photos, in the window

paste = Paste
paste-title = Copied edits take the place of those of the selected originals (Ctrl Alt V)
paste-into =
    { $count ->
        [one] Paste edits into { $count } photo
       *[other] Paste edits into { $count } photos
    }
paste-heading =
    { $count ->
        [one] Paste edits into { $count } photo?
       *[other] Paste edits into { $count } photos?
    }
paste-replaced =
    { $count ->
        [one] { $count } of them has edits, which are replaced.
       *[other] { $count } of them have edits, which are replaced.
    }
paste-frame = Crops and rectangles are about places of one photo. On others they may show or cover something else. They can be left out, or scaled to the size of each photo; check each photo then.
paste-hidden = Where a hidden crop was taken is never copied. It has to be set on each photo.
paste-scaled = With crops and rectangles, scaled
paste-without = Without crops and rectangles
paste-busy =
    { $count ->
        [one] Pasting edits into { $count } photo
       *[other] Pasting edits into { $count } photos
    }
# $off edits do not fit their photo.
paste-done =
    { $off ->
        [0] Edits were pasted into { $count } photos.
       *[other] Edits were pasted into { $count } photos. { $off } do not fit and are switched off.
    }

## Captions of an export, in the window

captions =
    { $count ->
        [0] Captions: none
        [one] Captions: { $count } field
       *[other] Captions: { $count } fields
    }
# The arguments are placeholders, in braces.
captions-what = They are written into the picture and can be changed later. Nothing of them is proved, and readers are told so. { $date }, { $year }, { $filename } and { $camera } stand for those of each photo; a brace is written twice.
captions-template = Name of a template
captions-save = Save as template
captions-forget = Forget the template { $name }
captions-look = What does the original say?
captions-look-elsewhere = Copy from a photo…
captions-nothing = That file says nothing about itself.
captions-copy = Copy
captions-copy-field = Copy { $field }
captions-field =
    { $field ->
        [headline] Headline
        [caption] Caption
        [byline] Byline
        [credit] Credit line
        [copyright] Copyright notice
        [source] Source
        [city] City
        [country] Country
        [date-created] Date created
        [source-type] Digital source type
       *[instructions] Instructions
    }
# $term is one of the IPTC’s list of digital source types.
captions-source-type =
    { $term ->
        [digitalCapture] Taken with a digital camera
        [computationalCapture] Computed from several exposures by the camera
        [negativeFilm] Digitised from a negative
        [positiveFilm] Digitised from a slide
        [print] Digitised from a print
        [humanEdits] Edited by people
        [algorithmicallyEnhanced] Enhanced by an algorithm
        [digitalCreation] Made by people with digital tools
        [dataDrivenMedia] Made from data
        [trainedAlgorithmicMedia] Generated by a trained model (AI)
        [algorithmicMedia] Generated by an algorithm without training
        [screenCapture] Screen capture
        [virtualRecording] Recording of a virtual event
        [composite] Composite of elements
        [compositeCapture] Composite of photos
        [compositeSynthetic] Composite with synthetic elements
       *[compositeWithTrainedAlgorithmicMedia] Composite with elements of a trained model (AI)
    }
captions-source-none = not stated

## The element on a publisher’s page

element-relies = The publisher of this page chose the list of trusted makers and shows you this result. To rely on nobody’s page, save the picture and check it yourself.
