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
heading-attested = What the notary attests
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
heading-bound = Code in the picture’s proof
heading-bound-claimed = Code that the file claims
bound-hint = If you gave the publisher a code when you asked for this picture, this must be exactly that code.

## The fold "Details"

details = Details
camera-key = Camera key
maker-key = Maker key
colours = Colours
colours-converted = converted from { $space } before signing
original = Original
original-hash = Hash of the original
published = This picture
published-hash = Hash of this picture
pixels = { $width } × { $height } pixels
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

## Trusted makers, in the page

trust = Trusted makers
trust-count =
    { $count ->
        [0] No trusted makers
        [one] { $count } trusted maker
       *[other] { $count } trusted makers
    }
trust-what = A picture is shown as verified only if the maker of its camera is on this list. Whoever gives you a list decides whom you trust: take one only from somebody you know.
trust-none = This page trusts no maker yet. A picture whose checks all hold is shown with an unknown camera maker.
trust-notary = { $name } (a notary)
trust-from-page = The list of trusted makers came with this page.
trust-from-file = The list of trusted makers is from the file { $name }.
trust-remembered = The list of trusted makers is { $name }, which this browser remembers.
trust-revoked =
    { $count ->
        [one] It also names { $count } key that is no longer trusted.
       *[other] It also names { $count } keys that are no longer trusted.
    }
trust-choose = Choose a trust list…
trust-offer = Trust these makers?
trust-offer-what = The file { $name } names these makers. It takes the place of the list that this page uses now.
trust-accept = Trust these makers
trust-reject = Do not trust them
trust-remember = Remember this list in this browser
trust-drop = Use the page’s own list
trust-remove = Stop using this list
trust-problem = The trust list cannot be used: { $message }

## The window

trusted-makers = Trusted makers…
open-in-editor = Open in the editor
own-camera = This is your own simulated camera.
own-camera-trust = Trust it on this machine
heading-own-photo = Did you take this photo yourself?
own-photo = To try Proofroom out, you can sign it with a camera that this program simulates. Whoever checks a picture made from it is told that the camera is simulated.
own-photo-profile = The colour profile is then ignored, and the colours are taken as sRGB.
sign-photo = I took this photo: sign it…
sign-photo-profile = I took this photo: sign it without its profile…

## The element on a publisher’s page

element-relies = The publisher of this page chose the list of trusted makers and shows you this result. To rely on nobody’s page, save the picture and check it yourself.
