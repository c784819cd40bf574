# What the command line adds to an account: headings and labels of the commands that readers use, and its own advice.

heading-edits = Edits
heading-edits-claimed = Edits that the file claims
heading-warnings = Please note
heading-rules = House rules
heading-checked = What was checked
heading-attested = What the notary attests
heading-unchecked = What this does not tell you
heading-credentials = Beside the verdict
heading-captions = Captions (written by whoever published the picture; not proved)
heading-next = What you can do
heading-details = Details

failed = Failed check: { $check }.
no-edits = none

# The commands stay as they are.
next-trust = If you trust the maker and have its list: proofroom trust add trust.json. With the key alone: proofroom trust add --key KEY --name NAME.
next-trust-notary = If you trust the notary and have its list: proofroom trust add trust.json. With the key alone: proofroom trust add --key KEY --name NAME --as-notary.
# Said of a photo that carries no proof, but Content Credentials. The command stays as it is.
photo-for-notary = This photo carries Content Credentials (C2PA). To edit it with a proof, a notary examines and attests them first: proofroom notary sign PHOTO --notary DIR --out original.png

label-camera = Camera
label-maker = Maker
label-notary = Notary
label-attested = Attested
label-certificate = Certificate
label-taken = Taken
label-colours = Colours
label-original = Original
label-published = Published
label-edits = Edits
label-proof = Proof
label-code = Code
label-captions = Captions
label-inside = Also inside
label-message = Message
key = key { $key }
hash = hash { $hash }
certificate = issued by { $issuer }
sha-of-certificate = SHA-256 of the certificate { $certificate }
sha-of-manifest = SHA-256 of the manifest { $manifest }
pixels = { $width } × { $height } pixels
# $quality is a number, or "none"; $sampling is "4:2:0" or "4:4:4".
compression = { $quality ->
    [none] JPEG, { $sampling }
   *[other] JPEG of quality { $quality }, { $sampling }
}
colours = converted from { $space } before signing

# One line of several files: $detail is a technical message in English.
line = { $file }: { $title }.
line-detail = { $file }: { $title } ({ $detail }).
tally = Verified: { $verified }. Maker or notary unknown: { $unknown }. Rejected: { $rejected }. Not checked: { $unchecked }. Other files, left out: { $others }.
tally-rules = Verified, but not within the rules of { $name }: { $against }; not judged by them: { $unjudged }.

# "rules check"
rules-of = Rules of { $name }

# "show"
show-published = A published picture with its proof
show-sidecar = The proof of a published picture, in a separate file
show-original = An original with its signature, which is private
show-camera =
    { $camera ->
        [simulated] { $name } (simulated, as it says itself)
       *[device] { $name }
    }
show-proof =
    { $steps ->
        [one] { $size } in one step
       *[other] { $size } in { $steps } steps
    }
show-code-none = none
show-private = The file holds the photo and the secret that keeps it hidden; the secret is not shown here. Do not publish this file.
show-public = Anyone who has the file can read all of this, and can tell that files with the same hash of the original come from the same photo. The other pixels of the original are not in it.
show-nothing-checked = None of this was checked. To check the file: proofroom verify.

size =
    { $unit ->
        [B]
            { $bytes ->
                [one] one byte
               *[other] { $bytes } bytes
            }
        [kB] { $number } kB
        [MB] { $number } MB
       *[GB] { $number } GB
    }

# "trust"
trust-added = Added to your trust list. Before you rely on these keys, compare them with those that the makers and notaries publish.
trust-known = Your trust list already contains all of this. Nothing was changed.
trust-removed = { $name } is no longer trusted.
# The command stays as it is.
trust-empty = Your trust list is empty: every camera’s maker and every notary is unknown. To add a list: proofroom trust add LIST
trust-notary = notary { $name }
# $since is a date, such as 2026-05-14.
trust-revoked = revoked since { $since }: { $reason }

# "open-check": whether an original is the one of a published picture. The report may be read by a court.
opening-title = Whether an original is the one of a published picture
# $time is in UTC, as 2026-05-14T10:20:33Z.
opening-when = Checked at { $time } (UTC, by the clock of this computer) with Proofroom { $version }.
opening-result =
    { $result ->
        [known] Result: this original is the one of the published picture, and whoever signed it is on the list of trusted makers and notaries.
        [unknown] Result: this original is the one of the published picture. Whoever signed it is not on the list of trusted makers and notaries: anyone could have made that signature.
        [refuted] Result: it was not shown that this original is the one of the published picture. At least one check failed.
       *[unchecked] Result: nothing was shown. At least one check could not be made.
    }
opening-outcome =
    { $outcome ->
        [holds] Holds
        [fails] Does not hold
       *[not-checked] Not checked
    }
opening-compressed =
    { $format ->
        [jpeg] {", compressed as a JPEG"}
       *[other] {""}
    }
opening-question =
    { $question ->
        [original] The pixels and the secret of the original give the image hash that was signed, and the signature over this hash and the statement of the signer is valid.
        [publication] The published picture carries a valid proof: the edits below turn an original that was signed into exactly this picture{ opening-compressed }.
        [hash] The published picture names the image hash of this original. Other pixels or another secret would give another hash.
        [signature] The statement of the signer and the signature are the same in both files.
       *[edits] The edits below, applied to this original once more and without the proof, give exactly the published picture{ opening-compressed }.
    }
opening-check = { opening-outcome }: { opening-question }
# Why a check does not hold or was not made. $verdict is the one on the published picture.
opening-cause =
    { $cause ->
        [no-original] This file is not an original that can be opened.
        [original-changed] The original or its statement was changed after it was signed.
        [verdict] The verdict on the published picture is “{ $verdict }”.
        [nothing-to-compare] The original does not open.
        [no-readable-proof] The published picture has no proof that can be read.
        [other-hash] The picture names another one.
        [other-signature] They differ.
        [picture-unreadable] The published picture cannot be read.
        [place-unknown] The place of a hidden crop is not known and was not found.
        [edits-do-not-fit] They cannot be applied to this original.
        [other-picture-there] With the hidden crops at these places, they give another picture.
       *[other-picture] They give another picture.
    }
opening-image-hash = The image hash is { $hash }.
opening-not-only = Whether other pictures of the same scene exist, or whether somebody signed the same photo more than once.
opening-not-who = Who held the camera, who owns the rights to the picture, and through whose hands the files went.
opening-handed-over = If the original is handed over
opening-opens-all = Whoever has the file of the original has the whole photo, and can do this check for every other picture that was published of it.
opening-file = { $bytes } bytes, SHA-256 { $digest }
opening-original-file = Original’s file
opening-published-file = Published file
opening-proof-file = Proof’s file
