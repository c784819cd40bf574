# What a publisher is told before a picture is published: what becomes public and what stays hidden.

# What becomes public. $format is "jpeg" or "png"; of a JPEG, $quality is its quality.
plan-picture =
    { $format ->
        [jpeg] The edited picture as a JPEG of quality { $quality }, and how it is compressed.
       *[png] The edited picture.
    }
# $place is "hidden" if there is a crop whose place is hidden, else "known".
plan-edits =
    { $count ->
        [0] That nothing was edited: the picture is the whole original.
        [one] The edit with its parameters, { plan-such-as }.
       *[other] The { $count } edits in their order, with their parameters, { plan-such-as }.
    }
plan-such-as =
    { $place ->
        [hidden] such as the size of a crop, but not where a hidden crop was taken
       *[known] such as where a rectangle lies
    }
plan-size = The size of the original: { $width } × { $height } pixels.
# Who signed: a "notary", a camera ("device"), or one that is "simulated". $taken is when the photo was taken.
plan-signed =
    { $signer ->
        [notary] When it was taken, { $taken }, and which notary signed it: { $name } with its key.
        [simulated] When it was taken, { $taken }, and by which camera: { $name } with its key and its maker’s key, and that it is simulated.
       *[device] When it was taken, { $taken }, and by which camera: { $name } with its key and its maker’s key.
    }
plan-hash = The hash of the original. It does not show the photo, but anyone can tell that two pictures you publish come from the same original, and whoever has the original file can tell that they come from it.
# $attested: what a notary attests, in sentences.
plan-attested = What the notary attests: { $attested }
plan-evidence = Hashes of the certificate and of the Content Credentials in the camera’s file: whoever has that file can tell that it is the one.
plan-converted = That the colours were converted from { $space } before the photo was signed.
plan-bound = The text { $text } that the proof is bound to.
# What stays hidden. $what is what an edit takes away.
plan-removed =
    { $what ->
        [outside-crop] Everything outside the crop.
        [outside-hidden-crop] Everything outside the crop, and where in the photo it was taken.
        [under-rectangles] What lies under the black rectangles.
        [details] Details that are finer than the pixels after the resize.
       *[colours] The colours before they were made gray.
    }
plan-compressed = The pixels of the edited picture before compression. The JPEG shows nearly the same, so this hides nothing that can be seen.
plan-between = The pixels of the original and of every image between the edits, as far as the edited picture does not reveal them: anyone can undo a change of brightness or a flip.
plan-file = The original’s file: its name, its place, and everything else that is not listed as public.
# What the user should know before starting.
plan-hides-nothing = No edit hides anything: anyone can compute nearly the whole original from the picture. Crop, resize or redact anything that must stay hidden.
plan-traces = A blur, sharpening, pixelation, straightening or resize comes before a crop or a black rectangle: pixels at the edge of the visible area carry a trace of the hidden pixels next to them. Crop or redact first to leave none.
plan-corners = The corners are black where the photo was straightened. The largest crop without them is { $width } × { $height } at { $x }, { $y }.
plan-place = Where in the photo the crop was taken is hidden from those who have no other picture of this scene. Traces in the pixels can tell, such as the block grid of a JPEG or darker corners from the lens (vignetting).
plan-place-redacted = A black rectangle comes before the hidden crop: if any of it is in the picture, it tells where the crop was taken. Crop first, then redact.
# $hidden is what is hidden of the place of a crop: only its distance from the left ("across"), from the top ("down"), or "none" of it.
plan-place-known =
    { $hidden ->
        [across] The hidden crop is as high as the image that it is taken from: only its distance from the left is hidden.
        [down] The hidden crop is as wide as the image that it is taken from: only its distance from the top is hidden.
       *[none] The hidden crop is as large as the image that it is taken from, so it hides nothing.
    }
# $signer is "camera" or "notary".
plan-unknown =
    { $signer ->
        [notary] The notary who signed the original is not in your trust list. Readers who do not trust the notary either will see “notary unknown”.
       *[camera] The maker of the camera is not in your trust list. Readers who do not trust it either will see “camera maker unknown”.
    }
plan-simulated = The camera is simulated, and every reader is told so.
plan-memory = Proving needs about { $needed } of memory, and { $free } is free. Close other programs first, or the system may stop this one.
# Why it cannot be exported as planned.
plan-bound-too-long = The text to bind has { $bytes } bytes, and at most { $most } can be bound. Shorten it.
plan-revoked = The key that signed this original was revoked, so every check of the picture would reject it.
# $limit is how many publications an original has.
plan-spent = All { $limit } publications of this original are used, and more could reveal parts of it. Have the camera sign the photo again, and edit that file.
# $pictures are to be published, and $left publications are left; $ordered more are ordered already.
plan-too-few =
    { $ordered ->
        [0] { plan-needed }, { plan-left }. Publish fewer, or have the camera sign the photo again, and edit that file.
       *[other] { plan-needed }, { plan-left } beside those that wait in the queue. Publish fewer, or have the camera sign the photo again, and edit that file.
    }
plan-needed =
    { $pictures ->
        [one] { $pictures } publication of this original is needed
       *[other] { $pictures } publications of this original are needed, one for each picture
    }
plan-left =
    { $left ->
        [0] but none is left
        [one] but only { $left } is left
       *[other] but only { $left } are left
    }
# What is said if no publication of the original is known.
plan-no-earlier = No earlier publications of this original are known on this machine.
plan-counted-from-now = From now on, publications are counted in { $folder }; if you have published on this machine before, those counts are in another folder or lost.
