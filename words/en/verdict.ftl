# What a reader is told of a file.
#
# A message that begins with "reason-" is a verdict: its value is the title, .sentence says what was found and what
# probably happened, .failed names the check that failed. Titles begin with one of five answers that nobody can take
# for another: verified; valid, but the maker is unknown; rejected; nothing to check; not checked.
#
# Say what was checked, and never that a photo is authentic, real, true or genuine.

# $what is what the file is: "edited", "whole" (a published picture without edits) or "original".
# $count is the number of edits.
# $format is "png", "jpeg", or "none" if the file is no picture.
compressed =
    { $format ->
        [jpeg] {", compressed as a JPEG"}
       *[other] {""}
    }
finding =
    { $what ->
        [edited]
            { $count ->
                [one] This picture is a digitally signed photo with exactly the one edit listed here{ compressed }
               *[other] This picture is a digitally signed photo with exactly the { $count } edits listed here{ compressed }
            }
        [whole] This picture is a digitally signed photo, whole and without any edit{ compressed }
       *[original] This photo is exactly as it was when it was digitally signed
    }

# $camera is "simulated" or "device".
reason-none = Verified
    .sentence =
        { $camera ->
            [simulated] { finding }, and the maker of the simulated camera that signed it is on the list of trusted makers.
           *[device] { finding }, and the maker of the camera that signed it is on the list of trusted makers.
        }
reason-unknown-maker = Valid, but the maker of the camera is unknown
    .sentence =
        { $camera ->
            [simulated] { finding }, but the maker of the simulated camera that signed it is not on the list of trusted makers: anyone could have made that signature.
           *[device] { finding }, but the maker of the camera that signed it is not on the list of trusted makers: anyone could have made that signature.
        }

reason-malformed = Rejected: the file is damaged
    .sentence = The picture or its proof is damaged: a part of the file was lost or changed after it was published.
    .failed = whether the file is complete and in order
reason-appearance = Rejected: it may look different elsewhere
    .sentence = The file contains something that can make programs show other pixels or colours than those that were proved. Another program probably added it when it saved the picture.
    .failed = whether all programs show the same picture
reason-binding = Rejected: not made for your code
    .sentence = The proof was not made for the code that you gave. It was probably made for somebody else or for another occasion.
    .failed = the code that the proof was made for
reason-signature = Rejected: the signature is invalid
    .sentence = The file claims that a camera signed the original photo, but the signature does not match. Somebody probably changed what the file says of the camera, the time or the photo, or made the signature up.
    .failed = the signature of the camera
reason-revoked = Rejected: the key of the camera was revoked
    .sentence = The list of trusted makers says that the key of this camera must no longer be relied on. It was probably lost or stolen, and somebody else may be using it.
    .failed = whether the key of the camera is still valid
reason-step = Rejected: an edit is impossible
    .sentence = The list of edits contains one that cannot be applied to this photo. Somebody probably changed the list.
    .failed = whether the edits can be applied
reason-linked-commitment = Rejected: the proof contradicts itself
    .sentence = The proof is put together in a way in which no correct program does it, so it says nothing about this picture. Somebody probably tampered with it.
    .failed = what the proof refers to
reason-proof =
    { $format ->
        [jpeg] Rejected: the proof does not fit this picture
       *[other] Rejected: the edits are not proved
    }
    .sentence =
        { $format ->
            [jpeg] The proof does not fit this JPEG. The picture was probably saved again, turned or resized by another program after it was published: that changes a JPEG even where it looks the same. Or somebody changed the list of edits, or exchanged the picture.
           *[other] The proof is invalid: this picture is not what the listed edits make of the signed photo. Somebody probably changed the list of edits, or exchanged the picture or the photo.
        }
    .failed = the proof of the edits
reason-published-pixels = Rejected: the picture was changed
    .sentence =
        { $format ->
            [jpeg] The JPEG in this file is not the one that was proved. It was probably cropped, turned, resized or saved again by another program after it was published.
           *[other] The pixels in this file are not the ones that were proved. The picture was probably edited, resized or saved again after it was published.
        }
    .failed =
        { $format ->
            [jpeg] the contents of the picture
           *[other] the pixels of the picture
        }

reason-no-proof = Nothing to check: the picture carries no proof
    .sentence = There is nothing that speaks for or against this picture: another program or a website may have removed its proof, or there never was one.
reason-not-a-picture = Nothing to check: this kind of file carries no proof
    .sentence = Proofs are found in PNG and JPEG pictures, and this file is something else: another program or a website may have converted the picture.

reason-unreadable = Not checked: the file cannot be read
    .sentence = The file could not be read, so nothing is known about it.
reason-version = Not checked: made by a newer version
    .sentence = The proof was made by a newer version of this program, and this version cannot read it.
reason-limits = Not checked: the file is too large
    .sentence = The picture or its proof is larger than this program can check, so nothing is known about it.
reason-trust-file = Not checked: the list of trusted makers cannot be used
    .sentence = The list of trusted makers is missing or damaged, and without it no camera can be recognised.
reason-usage = Not checked: the request was not understood
    .sentence = The program did not understand what it should check.
reason-memory = Not checked: there is not enough memory
    .sentence = There was not enough free memory to check the file, so nothing is known about it.
reason-machine = Not checked: this computer cannot do it
    .sentence = The processor of this computer lacks something that the check needs.
reason-cancelled = Not checked: the check was stopped
    .sentence = The check was stopped before it ended, so nothing is known about the file.
reason-unfinished = Not checked yet
    .sentence = The check has begun and has not ended: nothing that the file claims is proved so far.

# Where a check failed: $check is a .failed from above, $number the position of an edit, $edit the edit in words.
failed-at = { $check }, from edit { $number } on ({ $edit })

# What was checked and holds. $name and $maker are in quotes already.
checked-signature =
    { $what ->
        [original] The signature: the camera { $name } signed this photo of { $width } × { $height } pixels.
       *[other] The signature: the camera { $name } signed an original photo of { $width } × { $height } pixels.
    }
checked-maker = The maker: { $maker } vouches for this camera and is on the list of trusted makers.
checked-edits =
    { $format ->
        [jpeg]
            { $count ->
                [one] The edit: applied to the original photo and then compressed, it gives exactly the data of this JPEG (its coefficients). Nothing else was done.
               *[other] The edits: applied to the original photo in this order and then compressed, they give exactly the data of this JPEG (its coefficients). Nothing else was done.
            }
       *[other]
            { $count ->
                [one] The edit: applied to the original photo, it gives exactly these pixels. Nothing else was done.
               *[other] The edits: applied to the original photo in this order, they give exactly these pixels. Nothing else was done.
            }
    }
checked-whole =
    { $format ->
        [jpeg] The picture: the whole original photo, compressed, gives exactly the data of this JPEG (its coefficients). Nothing was edited.
       *[other] The picture: its pixels are those of the whole original photo. Nothing was edited.
    }
checked-original = The pixels: they are exactly those that were signed.
checked-appearance = The file: it contains nothing that makes programs show another picture.
checked-code = The code: the proof was made for { $code } and for no other.

# What no proof says, or was not checked.
unchecked-scene = What was in front of the camera, and whether the scene was staged. No signature and no proof can say that.
unchecked-captions = Captions, names, places and whatever else is said about the picture. They are not part of the proof.
unchecked-time =
    { $clock ->
        [camera] Whether the time is right: it comes from the clock of the camera, which can be wrong.
        [program] Whether the time is that of the photo: it comes from the program that signed it, and says when that was.
       *[exif] Whether the time is right: it comes from information in the photo that anyone can change before the photo is signed.
    }
unchecked-simulated = Whether a camera took the photo. { $name } is a program that plays a camera, and signs any picture that it is given.
unchecked-converted = Whether the colours are right. They were converted from { $space } before the photo was signed.
unchecked-hidden = What was cut off or covered. Those parts of the original photo stay hidden.
unchecked-place = Where in the original photo the crop was taken. That is not disclosed.
unchecked-maker = Who made the camera. Anyone can make a key and call it a camera.
unchecked-revoked = When the photo was signed. Whoever has the key of the camera can give any date.
unchecked-rest = Everything else. The check ends at the first thing that is wrong.
unchecked-connection = Whether this picture comes from the camera named here. The camera signed an original photo, but nothing connects that photo with these pixels.
unchecked-claims = Whether the listed edits were made. They are only what the file claims.
unchecked-anything = Everything. This answer speaks neither for nor against the picture.
unchecked-proof = The proof of the edits, and with it the pixels of this picture.

# What to do next. No names of buttons, menus or commands: the programs add theirs.
next-edits = Read the list of edits, and decide whether they change what the photo shows.
next-caption = Judge the caption and the source as you would with any other photo.
next-private = Keep this file to yourself. Publish an edited picture with its proof instead.
next-maker = Ask the publisher who made the camera. If you trust that maker, get its key, or a list that names it, from the maker, and check again with it.
next-as-source = Until then, rely on this picture only as far as you rely on whoever gave it to you.
next-do-not-rely = Do not rely on this picture.
next-ask-for-file = Ask whoever published the picture for the file exactly as it was published: sent as a file, not pasted into a message.
next-ask-publisher = Ask whoever published the picture how this came about.
next-ask-for-proof = If the proof is a separate file, get that file as well and check both together.
next-code = See whether you typed the code exactly as you gave it, with every space. If you did, ask for a proof that was made for it.
next-file = See whether the file is there and complete, and try again.
next-update = Get the current version of this program, and check again.
next-smaller = Ask the publisher for a smaller picture with a proof of its own.
next-list = Repair the list of trusted makers or use another one, and check again.
next-request = See whether you gave the right files and codes, and try again.
next-memory = Close other programs, and try again.
next-machine = Check the picture on another computer.
next-again = Check the picture again.
next-wait = Wait until the check has ended.

# Besides the verdict.
warning-ycbcr = Most programs show this picture in wrong colours, because it is stored as brightness and colour differences (YCbCr) and not as red, green and blue.
warning-future-time = The time of the photo lies in the future: the clock that it comes from was wrong or set ahead, or the clock of this device is wrong.
warning-metadata = The file also contains { $kinds }. None of that is proved: anyone may have written it.
warning-proof-beside = The proof was found beside the picture, in the file { $file }.
warning-proof-ignored = The picture contains another proof, which was ignored: the separate proof was checked.
warning-secret-record = The picture also contains the secret part of an original. Do not pass this file on.
warning-private-original = This file is an original, which is private: whoever has it has the whole photo.

metadata-text = text
metadata-exif = data of the camera (EXIF)
metadata-xmp = captions or editing information (XMP)
metadata-iptc = captions (IPTC)
metadata-colour-profile = a colour profile
metadata-credentials = Content Credentials (C2PA)

# A list is its first things with commas between them, and the last.
list-last = { $first } and { $last }

# A text that somebody else chose; it contains nothing that looks like a quotation mark.
quoted = “{ $text }”

# Who signed: $camera is "simulated" or "device", $standing "trusted", "unknown" or "revoked".
signer = { $camera ->
    [simulated] Simulated camera { $name }{ signer-maker }
   *[device] Camera { $name }{ signer-maker }
}
signer-maker = { $standing ->
    [trusted] , made by { $maker }, a maker on the list of trusted makers
    [revoked] , whose key was revoked
   *[unknown] , whose maker is not on the list of trusted makers
}

# When, and by whose clock. $day is a date in words.
date =
    { $number } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
time =
    { $zone ->
        [utc] { $day } at { $hour } UTC
       *[unknown] { $day } at { $hour }
    }
taken = { $clock ->
    [camera] { time }, by the clock of the camera
    [exif] { time }, by the information in the photo (EXIF)
    [exif-local] { time } in an unknown time zone, by the information in the photo (EXIF)
   *[program] { time }, by the clock of the program that signed it
}

# A notary in the place of a camera: messages that end in "-notary" stand for those without it. $root is "none" if no
# root vouches for the certificate of whoever signed the photo's file.
notary-camera =
    { $root ->
        [none] Nobody vouches for the camera that the notary names: no list has the root of its certificate, so anyone could have made that certificate.
       *[other] The notary says which camera signed the file of the photo; only the notary has seen that signature.
    }
reason-none-notary = Verified
    .sentence = { finding }, and the notary who signed it is on the list of trusted notaries. { notary-camera }
reason-unknown-maker-notary = Valid, but the notary is unknown
    .sentence = { finding }, but the notary who signed it is not on the list of trusted notaries: anyone could have made that signature. { notary-camera }
reason-revoked-notary = Rejected: the key of the notary was revoked
    .sentence = The list of trusted notaries says that the key of this notary must no longer be relied on. It was probably lost or stolen, and somebody else may be using it.
    .failed = whether the key of the notary is still valid
checked-signature-notary =
    { $what ->
        [original] The signature: the notary { $name } signed this photo of { $width } × { $height } pixels.
       *[other] The signature: the notary { $name } signed an original photo of { $width } × { $height } pixels.
    }
checked-maker-notary = The notary: { $maker } is on the list of trusted notaries.
unchecked-maker-notary = Who the notary is. Anyone can make a key and call it that of a notary.
unchecked-revoked-notary = When the photo was attested. Whoever has the key of the notary can give any date.
unchecked-connection-notary = Whether this picture comes from the photo that the notary attested. Nothing connects that photo with these pixels.
next-maker-notary = Ask the publisher who the notary is, and get the key from the notary. If you trust the notary, add the key to your list and check again.
signer-notary = Notary { $name }{ signer-maker-notary }
signer-maker-notary = { $standing ->
    [trusted] , called { $maker } on the list of trusted notaries
    [revoked] , whose key was revoked
   *[unknown] , who is not on the list of trusted notaries
}

# What a notary attests of the signature in the photo's file. $organisation is in quotes, or "none".
attested-signature =
    { $organisation ->
        [none] The notary { $notary } attested on { $day } that { $signer } signed this photo.
       *[other] The notary { $notary } attested on { $day } that { $signer } ({ $organisation }) signed this photo.
    }
# $tier is the list that the root is in, or "none".
attested-root =
    { $tier ->
        [none] No list has the root of the certificate of { $signer }: nobody vouches for it, and anyone could have made it.
        [official] The certificate of { $signer } leads to { $root } on the official list of the C2PA.
        [interim] The certificate of { $signer } leads to { $root } on the interim list, which has been frozen since 1 January 2026.
       *[own] The certificate of { $signer } leads to { $root } on a list of the notary’s own.
    }
attested-source =
    { $source ->
        [capture] The signer says that a camera took the photo, and that it was not edited before it was signed.
        [edited] The signer says that the photo was edited before it was signed, or made from earlier pictures.
       *[other] The signer does not say that a camera took the photo.
    }
attested-time =
    { $by ->
        [time-stamp] The file was signed on { time }, as a listed authority for time stamps confirms.
       *[signer] The file was signed on { time }, as the signer says.
    }
attested-left-out =
    { $count ->
        [one] The signature leaves out one byte of the file. No pixel depends on it.
       *[other] The signature leaves out { $count } bytes of the file. No pixel depends on them.
    }
# What a notary was asked to include. The file's own words are under the signature; the file name is the notary's.
attested-included =
    { $field ->
        [place] The file says that the photo was taken at { $text } (latitude and longitude in degrees).
        [serial-number] The file says that the camera has the serial number { $text }.
        [owner] The file says that the camera belongs to { $text }.
       *[file-name] The notary says that the file was called { $text }.
    }
unchecked-evidence = Whether the notary is right about { $signer }. Only the notary had the file that was signed, and nobody else can check it.
unchecked-root = Whether { $signer } is what its name says. Nobody vouches for it: anyone could have made its certificate.

# What the Content Credentials (C2PA) of a picture are worth. They stand beside the verdict, which does not depend on
# them. $signer and $root are in quotes; $organisation is, too, or it is "none"; $tier is the list that the root is in, or
# "none".
credentials-not-checked = The file carries Content Credentials, which are not checked here. Programs for Content Credentials (C2PA) check them, and so does Proofroom’s window.
credentials-valid =
    { $organisation ->
        [none] Content Credentials: valid, signed by { $signer }.
       *[other] Content Credentials: valid, signed by { $signer } ({ $organisation }).
    }
credentials-root =
    { $tier ->
        [none] No list has the root of the certificate of { $signer }: nobody vouches for it, and anyone could have made it.
        [official] The certificate of { $signer } leads to { $root } on the official list of the C2PA.
        [interim] The certificate of { $signer } leads to { $root } on the interim list, which has been frozen since 1 January 2026.
       *[own] The certificate of { $signer } leads to { $root } on a list of your own.
    }
credentials-time =
    { $by ->
        [time-stamp] They were signed on { time }, as a listed authority for time stamps confirms.
       *[signer] They were signed on { time }, as the signer says.
    }
credentials-invalid =
    { $reason ->
        [several] Content Credentials: invalid. The file contains several sets of them, and programs could show different ones.
        [too-large] Content Credentials: invalid. They are larger than this program can check.
        [unreadable] Content Credentials: invalid. They cannot be read.
        [changed] Content Credentials: invalid. The file was changed after they were signed, or they belong to another file.
        [not-covered] Content Credentials: invalid. Their signature leaves out a part of the file.
        [signature] Content Credentials: invalid. The signature does not match.
        [certificate] Content Credentials: invalid. The certificate of the signer is not one for signing pictures.
        [expired] Content Credentials: invalid. The certificate of the signer has expired, and no listed authority for time stamps confirms that they were signed before.
        [revoked] Content Credentials: invalid. The certificate of the signer was revoked.
       *[other] Content Credentials: invalid. They fail a check of the C2PA.
    }
credentials-beside = Content Credentials are the word of whoever signed them. The verdict does not depend on them.

# House rules: what a rules file says of a picture. $name is whose rules they are, in quotes.
rules-kept =
    { $state ->
        [within] Within the rules of { $name }.
        [against]
            { $count ->
                [one] Not within the rules of { $name }: one rule is broken.
               *[other] Not within the rules of { $name }: { $count } rules are broken.
            }
        [original] Not judged by the rules of { $name }: this file is an original, and rules are for published pictures.
       *[no-proof] Not judged by the rules of { $name }: without a valid proof, nobody knows which edits were made.
    }
rules-beside = The rules are about the list of edits and the file, not about what the picture shows. The verdict does not depend on them.

# A rule that is broken, at edit $number or by all edits together. Percentages and factors are written out already.
breach-at = Edit { $number } ({ $edit }): { $breach }
breach-not-allowed = this edit is not allowed.
breach-not-listed = this is none of the forms of the edit that are allowed.
breach-too-often =
    { $most ->
        [one] this edit is allowed only once.
       *[other] this edit is allowed only { $most } times.
    }
# A parameter of an edit, by the name that recipes have for it. With "subject" it begins a sentence about an edit that was
# named before.
parameter =
    { $parameter ->
        [black] black
        [white] white
        [gamma_permille] gamma
        [red_permille] red
        [green_permille] green
        [blue_permille] blue
        [width] width
        [height] height
        [x] distance from the left
        [y] distance from the top
        [block] block size
        [points] points
        [kernel] numbers
        [divisor] divisor
        [turns] angle
        [millidegrees] angle
       *[other] value
    }
    .subject =
        { $parameter ->
            [black] black
            [white] white
            [gamma_permille] gamma
            [red_permille] the factor of red
            [green_permille] the factor of green
            [blue_permille] the factor of blue
            [width] the width
            [height] the height
            [x] the distance from the left
            [y] the distance from the top
            [block] the block size
            [divisor] the divisor
            [turns] the angle
            [millidegrees] the angle
           *[other] the value
        }
breach-parameter = { $subject } is { $value }, but must be from { $least } to { $most }.
breach-parameter-only = { $subject } is { $value }, but must be { $most }.
breach-kept = the crops leave { $value } % of the original frame, but must leave at least { $least } %.
breach-covered = the rectangles that are covered or pixelated have { $value } % of the area, but at most { $most } % is allowed.
breach-covered-never = the rectangles that are covered or pixelated have { $value } % of the area, but nothing may be covered or pixelated.
breach-enlarged = the picture becomes { $value } times as large as it was before, but at most { $most } times is allowed.
breach-enlarged-never = the picture becomes { $value } times as large as it was before, but may never be enlarged.
breach-stretched = One side is scaled { $value } % more than the other, but at most { $most } % is allowed.
breach-stretched-never = One side is scaled { $value } % more than the other, but both must be scaled the same.
breach-longer-side = The longer side of the picture has { $value } pixels, but must have from { $least } to { $most }.
breach-tone-shift = The edits together make a gray lighter or darker by { $value } levels of 255, but at most { $most } are allowed.
breach-colour-cast = The edits together give a gray a colour cast of { $value } levels of 255, but at most { $most } are allowed.
breach-clipped-tones = The edits together take { $value } of 254 grays to the ends of the scale, where detail is lost, but at most { $most } are allowed.
breach-colour-gain = The edits together make a colour stronger by { $value } levels of 255, but at most { $most } are allowed.
breach-colour-change = The edits together change a colour by { $value } levels of 255, its brightness aside, but at most { $most } are allowed.
breach-unknown-maker = The maker of the camera, or the notary, must be on the list of trusted ones.
breach-simulated-camera = Photos of simulated cameras are not allowed.
breach-notary = Photos that a notary signed in the place of a camera are not allowed.
breach-ycbcr = Pictures in YCbCr are not allowed.
breach-black-and-white = Black-and-white pictures are not allowed.
breach-format = The format { $format } is not allowed.

# What a rules file allows. $edit is a name from below; in "rule-value" it is the one that recipes have. Edits with one value
# do not name it.
rule-none = No edit is allowed.
rule-edit =
    { $times ->
        [one] Allowed once: { $edit }{ $limits }.
       *[other] Allowed up to { $times } times: { $edit }{ $limits }.
    }
rule-value =
    { $edit ->
        [exposure] from { $least } to { $most } stops
       *[other] from { $least } to { $most }
    }
rule-value-only =
    { $edit ->
        [exposure] exactly { $most } stops
       *[other] exactly { $most }
    }
rule-value-any = with any { $parameter }
rule-range = { $parameter } from { $least } to { $most }
rule-range-only = { $parameter } exactly { $most }
rule-any = any { $parameter }
rule-forms = only as { $forms }
rule-others = Not allowed: { $edits }, and every edit that a later version may have.
rule-kept = All crops together must leave at least { $least } % of the original frame.
rule-kept-any = Crops may leave any part of the original frame.
rule-covered = Rectangles that are covered or pixelated may have at most { $most } % of the area.
rule-covered-never = Nothing may be covered or pixelated.
rule-covered-any = Rectangles that are covered or pixelated may have any area.
rule-enlarged = The picture may become at most { $most } times as large as it was.
rule-enlarged-never = The picture may never be enlarged.
rule-enlarged-any = The picture may be enlarged by any factor.
rule-stretched = One side may be scaled at most { $most } % more than the other.
rule-stretched-never = Neither side may be scaled more than the other.
rule-stretched-any = One side may be scaled more than the other by any factor.
rule-longer-side = The longer side of the picture must have from { $least } to { $most } pixels.
rule-longer-side-any = The picture may have any size.
rule-tone-shift = All edits together may make a gray lighter or darker by at most { $most } levels of 255.
rule-tone-shift-any = All edits together may make grays lighter or darker by any amount.
rule-colour-cast = All edits together may give a gray a colour cast of at most { $most } levels of 255.
rule-colour-cast-any = All edits together may give grays any colour cast.
rule-clipped-tones = All edits together may take at most { $most } of 254 grays to the ends of the scale, where detail is lost.
rule-clipped-tones-any = All edits together may take any number of grays to the ends of the scale, where detail is lost.
rule-colour-gain = All edits together may make a colour stronger by at most { $most } levels of 255.
rule-colour-gain-any = All edits together may make colours stronger by any amount.
rule-colour-change = All edits together may change a colour by at most { $most } levels of 255, its brightness aside.
rule-colour-change-any = All edits together may change colours by any amount.
rule-unknown-makers =
    { $allowed ->
        [yes] Unknown makers of cameras and unknown notaries are allowed.
       *[no] The maker of the camera, or the notary, must be on the list of trusted ones.
    }
rule-simulated-cameras =
    { $allowed ->
        [yes] Photos of simulated cameras are allowed.
       *[no] Photos of simulated cameras are not allowed.
    }
rule-notaries =
    { $allowed ->
        [yes] Photos that a notary signed in the place of a camera are allowed.
       *[no] Photos that a notary signed in the place of a camera are not allowed.
    }
rule-ycbcr =
    { $allowed ->
        [yes] Pictures in YCbCr are allowed.
       *[no] Pictures in YCbCr are not allowed.
    }
rule-black-and-white =
    { $allowed ->
        [yes] Black-and-white pictures are allowed.
       *[no] Black-and-white pictures are not allowed.
    }
rule-formats = Allowed formats of the published picture: { $formats }.

# What the signature in a photo's own file was found to say, told to whoever has the file. $organisation is in quotes, or
# "none"; $day is the date of the list.
examined-signature =
    { $organisation ->
        [none] The signature covers this file. It was made by { $signer }, whose certificate names { $issuer } as its issuer.
       *[other] The signature covers this file. It was made by { $signer } ({ $organisation }), whose certificate names { $issuer } as its issuer.
    }
# $tier is the list that the root is in, or "none".
examined-root =
    { $tier ->
        [none] Nobody vouches for { $signer }: no list has the root of its certificate, so anyone could have made that certificate.
        [official] The certificate leads to { $root } on the official list of the C2PA, as of { $day }.
        [interim] The certificate leads to { $root } on the interim list, which has been frozen since 1 January 2026, as of { $day }.
       *[own] The certificate leads to { $root } on your own list. Readers are told that it is a list of the notary’s own.
    }

# Captions: what whoever published the picture wrote about it. $field is one of the fields below; $text is safe to show, but
# not in quotes.
caption-field =
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
caption = { caption-field }: { $text }
# $fields are names from above.
warning-captions-differ = These captions say one thing in one part of the file and another in another: { $fields }. Other programs may show other words than the ones shown here.

# What a file is that carries nothing to check.
unclaimed-trust-list = This file is a list of trusted makers and notaries.
unclaimed-rules = This file contains house rules: which edits a newsroom allows.
unclaimed-sidecar = This file is the proof of a picture. Check it together with that picture.
unclaimed-key = This file is the secret key of a camera. Keep it to yourself.
unclaimed-format = This file is neither a PNG nor a JPEG picture.
unclaimed-damaged = This picture is damaged and cannot be shown.
unclaimed-profile = The colour profile of this photo cannot be used.
unclaimed-unsupported = This picture is of a kind that this program cannot open.

# Edits, as items of a list. Numbers are pixels unless the message says otherwise. "name" is the edit as rules speak of it.
edit-crop = crop to { $width } × { $height } pixels, { $x } from the left, { $y } from the top
    .name = crop
edit-crop-hidden = crop to { $width } × { $height } pixels, at a place that stays hidden
    .name = crop at a hidden place
edit-resize = resize to { $width } × { $height } pixels
    .name = resizing
edit-contrast = contrast × { $factor }
    .name = contrast
edit-brightness =
    { $change ->
        [more] brightness + { $amount }
       *[less] brightness − { $amount }
    }
    .name = brightness
edit-gamma = gamma { $factor }
    .name = gamma
edit-white-balance = white balance: red × { $red }, green × { $green }, blue × { $blue }
    .name = white balance
edit-rgb-to-ycbcr = colours converted from RGB to YCbCr
    .name = conversion from RGB to YCbCr
edit-ycbcr-to-rgb = colours converted from YCbCr to RGB
    .name = conversion from YCbCr to RGB
edit-convolve =
    { $kernel ->
        [box3] blur (mean of 3 × 3 pixels)
        [box5] blur (mean of 5 × 5 pixels)
        [gaussian3] soft blur (Gaussian, 3 × 3 pixels)
        [gaussian5] soft blur (Gaussian, 5 × 5 pixels)
        [sharpen] sharpening
        [edge] edges only
        [none] filter whose numbers form no square of 3 × 3 or 5 × 5
       *[other] filter with the numbers { $kernel }, divided by { $divisor }
    }
    .name = filter (such as blur or sharpening)
edit-grayscale = black and white (grayscale)
    .name = black and white (grayscale)
edit-flip =
    { $axis ->
        [horizontal] mirrored left to right
       *[vertical] mirrored top to bottom
    }
    .name = mirroring
edit-rotate90 = turned clockwise by { $degrees }°
    .name = quarter turn
edit-redact = black rectangle of { $width } × { $height } pixels, { $x } from the left, { $y } from the top
    .name = black rectangle
edit-levels = levels: { $black } becomes black, { $white } becomes white, gamma { $factor }
    .name = levels
edit-curve = tone curve: { $points }
    .name = tone curve
edit-exposure =
    { $change ->
        [more] exposure + { $amount } stops
       *[less] exposure − { $amount } stops
    }
    .name = exposure
edit-saturation = saturation × { $factor }
    .name = saturation
edit-pixelate = pixelated rectangle of { $width } × { $height } pixels, { $x } from the left, { $y } from the top, in blocks of at least { $block } pixels
    .name = pixelated rectangle
edit-straighten =
    { $direction ->
        [right] straightened: turned clockwise by { $degrees }°
       *[left] straightened: turned counterclockwise by { $degrees }°
    }
    .name = straightening
