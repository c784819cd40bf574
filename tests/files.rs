//! Files as a verifier meets them: whole, malformed in each way, and altered in each part.

mod common;

use common::{
    RECIPE, SIZE, camera, picture, publish, published, published_file, signed, trust, with_chunk,
    with_payload, with_proof,
};
use proofroom_provenance::circuits::{Image, Recipe, Rect, Size};
use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::format::envelope::{self, Enveloped};
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::PublishedPicture;
use proofroom_provenance::verify::inspect::{self, Kind};
use proofroom_provenance::verify::trust::{Revocation, Standing, Trust};
use proofroom_provenance::verify::{Reason, Report, Verdict, verify_file};

fn verdict(file: &[u8]) -> Report {
    verify_file(file, None, &trust(1), None)
}

/// The file must get this reason, and the verdict that goes with it.
#[track_caller]
fn check(file: &[u8], reason: Reason) -> Report {
    let report = verdict(file);
    assert_eq!(
        (report.reason, report.verdict),
        (Some(reason), reason.verdict()),
        "{}",
        report.message
    );
    assert!(!report.message.is_empty());
    report
}

/// As [`check`], and the message holds `words`.
#[track_caller]
fn check_words(file: &[u8], reason: Reason, words: &str) {
    let report = check(file, reason);
    assert!(report.message.contains(words), "{:?} does not say {words:?}", report.message);
}

#[test]
fn an_honest_file_is_verified() {
    let report = verdict(&published_file());
    assert_eq!((report.verdict, report.reason), (Verdict::Verified, None), "{}", report.message);
    let camera = report.camera.expect("a camera");
    assert_eq!((camera.standing, camera.simulated), (Standing::Trusted, true));
    assert_eq!(
        (camera.name.as_str(), camera.maker_name.as_deref()),
        ("Test camera 1", Some("Test maker 1"))
    );
    assert_eq!(report.captured.as_deref(), Some("2023-11-14T22:13:20Z"));
    let original = report.original.expect("an original");
    assert_eq!((original.width, original.height), (16, 12));
    assert_eq!(original.hash, signed(1, SIZE).hidden.hash());
    let image = report.published.expect("a picture");
    assert_eq!((image.width, image.height), (12, 10));
    assert_eq!(report.edits, Some(Recipe::from_json(RECIPE).expect("a recipe")));
    assert_eq!((report.bound, report.step, report.warnings.len()), (None, None, 0));
}

#[test]
fn what_is_published_is_what_the_edits_give() {
    let recipe = Recipe::from_json(RECIPE).expect("a recipe");
    let expected =
        recipe.edits().iter().fold(picture(SIZE), |image, edit| edit.apply(&image).expect("fits"));
    assert_eq!(published().image, expected);
    assert_eq!(Png::parse(&published_file()).expect("a PNG").decode(), Ok(expected));
}

#[test]
fn the_json_has_every_documented_member() {
    let members = [
        "verdict",
        "reason",
        "message",
        "step",
        "camera",
        "captured",
        "clock",
        "converted_from",
        "original",
        "edits",
        "bound",
        "published",
        "warnings",
    ];
    for report in [verdict(&published_file()), verdict(b"")] {
        let json: serde_json::Value = serde_json::from_str(&report.to_json()).expect("JSON");
        let found: Vec<&str> =
            json.as_object().expect("an object").keys().map(String::as_str).collect();
        let (mut found, mut members) = (found, members.to_vec());
        found.sort_unstable();
        members.sort_unstable();
        assert_eq!(found, members);
        assert!(!report.to_json().contains('\n'));
    }
    let json: serde_json::Value =
        serde_json::from_str(&verdict(&published_file()).to_json()).expect("JSON");
    assert_eq!(json["verdict"], "verified");
    assert_eq!(json["reason"], serde_json::Value::Null);
    assert_eq!(json["camera"]["standing"], "trusted");
    assert_eq!(json["edits"], serde_json::from_str::<serde_json::Value>(RECIPE).expect("JSON"));
    assert_eq!(json["original"]["hash"].as_str().map(str::len), Some(64));
    assert_eq!(json["camera"]["key"], camera(1).certificate().device.to_string());
}

#[test]
fn the_camera_decides_between_verified_and_unknown() {
    let file = published_file();
    let certificate = camera(1).certificate().clone();
    let revoked = |key: PublicKey| Revocation {
        key,
        since: jiff::civil::date(2025, 9, 5),
        reason: "stolen".into(),
    };
    let cases = [
        (trust(1), Verdict::Verified, Standing::Trusted),
        (Trust::empty(), Verdict::UnknownCamera, Standing::Unknown),
        (trust(2), Verdict::UnknownCamera, Standing::Unknown),
        (trust(1).revoking(revoked(certificate.device)), Verdict::Rejected, Standing::Revoked),
        (trust(1).revoking(revoked(certificate.maker)), Verdict::Rejected, Standing::Revoked),
        (
            Trust::empty().revoking(revoked(certificate.device)),
            Verdict::Rejected,
            Standing::Revoked,
        ),
        (
            trust(1).revoking(revoked(camera(2).certificate().device)),
            Verdict::Verified,
            Standing::Trusted,
        ),
    ];
    for (trust, expected, standing) in cases {
        let report = verify_file(&file, None, &trust, None);
        assert_eq!(report.verdict, expected, "{}", report.message);
        assert_eq!(report.camera.map(|camera| camera.standing), Some(standing));
        if expected == Verdict::Rejected {
            assert_eq!(report.reason, Some(Reason::Revoked));
            assert!(report.message.contains("2025-09-05") && report.message.contains("stolen"));
        }
    }
}

#[test]
fn each_part_of_the_proof_is_bound() {
    check(&with_proof(|proof| proof.attestation.record.time += 1), Reason::Signature);
    check(&with_proof(|proof| proof.attestation.record.size.height += 1), Reason::Signature);
    check(&with_proof(|proof| proof.attestation.signature.0[3] ^= 1), Reason::Signature);
    check(
        &with_proof(|proof| proof.attestation.certificate.signature.0[3] ^= 1),
        Reason::Signature,
    );
    check(&with_proof(|proof| proof.attestation.certificate.simulated = false), Reason::Signature);
    check(&with_proof(|proof| proof.commitments[0].0[3] ^= 1), Reason::Signature);
    let other = signed(2, SIZE);
    check(&with_proof(|proof| proof.attestation = other.attestation.clone()), Reason::Signature);
    let report = check(
        &with_proof(|proof| {
            proof.attestation.certificate.device = other.attestation.certificate.device;
        }),
        Reason::Signature,
    );
    assert_eq!(
        (report.camera, report.captured, report.original),
        (None, None, None),
        "nothing unchecked is told"
    );

    // Another original of the same camera, honestly signed.
    let other = camera(1).sign(
        picture(SIZE),
        common::TIME,
        proofroom_provenance::circuits::Seed::dangerously_from_bytes([9; 32]),
    );
    let foreign = with_proof(|proof| {
        proof.attestation = other.attestation.clone();
        proof.commitments = other.hidden.commitments().to_vec();
    });
    assert_eq!(check(&foreign, Reason::Proof).step, Some(1));

    let recipe = |json: &str| Recipe::from_json(json).expect("a recipe");
    let parameter = RECIPE.replace("1300", "1301");
    let report = check(&with_proof(|proof| proof.recipe = recipe(&parameter)), Reason::Proof);
    assert!(report.edits.is_some() && report.published.is_none());
    let moved = RECIPE.replace("\"x\":2", "\"x\":3");
    check(&with_proof(|proof| proof.recipe = recipe(&moved)), Reason::Proof);
    check(&with_proof(|proof| proof.bound = Some(String::new())), Reason::Proof);
    check(&with_proof(|proof| proof.chain.steps.swap(0, 1)), Reason::Malformed);
    let last = |proof: &mut PublishedProof| proof.chain.steps.len() - 1;
    let published_output = |change: fn(&mut [u8; 32])| {
        with_proof(|proof| {
            let last = last(proof);
            change(&mut proof.chain.steps[last].output[0].0);
        })
    };
    check(&published_output(|point| *point = [0xff; 32]), Reason::LinkedCommitment);
    check(&published_output(|point| *point = [0; 32]), Reason::LinkedCommitment);
}

#[test]
fn edits_that_are_not_allowed_are_rejected() {
    let recipe = |json: &str| Recipe::from_json(json).expect("a recipe");
    let outside = RECIPE.replace("\"width\":12", "\"width\":15");
    let report = check(&with_proof(|proof| proof.recipe = recipe(&outside)), Reason::Step);
    assert_eq!(report.step, Some(1));
    let range = RECIPE.replace("1300", "8001");
    assert_eq!(
        check(&with_proof(|proof| proof.recipe = recipe(&range)), Reason::Step).step,
        Some(2)
    );
    let many = format!("[{}]", vec![r#"{"brightness":{"offset":1}}"#; 33].join(","));
    check_words(&with_proof(|proof| proof.recipe = recipe(&many)), Reason::Step, "at most 32");
    let smaller = RECIPE.replace("\"width\":12", "\"width\":11");
    check(&with_proof(|proof| proof.recipe = recipe(&smaller)), Reason::PublishedPixels);
}

#[test]
fn malformed_proofs_are_rejected() {
    let image = &published().image;
    let payload = published().payload();
    let with = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut payload = payload.clone();
        change(&mut payload);
        with_payload(image, &payload)
    };
    check_words(&with(&|bytes| bytes.push(0)), Reason::Malformed, "left over");
    for length in [10, 11, 100, payload.len() / 2, payload.len() - 1] {
        check(&with(&|bytes| bytes.truncate(length)), Reason::Malformed);
    }
    check(&with(&|bytes| bytes.truncate(9)), Reason::Malformed);
    check_words(
        &with_proof(|proof| proof.attestation.record.version = 3),
        Reason::Version,
        "version 3",
    );
    check_words(
        &with_proof(|proof| proof.attestation.record.time = u64::MAX),
        Reason::Malformed,
        "time",
    );
    check_words(
        &with_proof(|proof| proof.attestation.record.size.width = 0),
        Reason::Malformed,
        "size",
    );
    check_words(
        &with_proof(|proof| proof.attestation.record.size.width = 9000),
        Reason::Malformed,
        "size",
    );
    check_words(
        &with_proof(|proof| proof.commitments.push(proof.commitments[0])),
        Reason::Malformed,
        "column commitments",
    );
    check_words(
        &with_proof(|proof| proof.commitments.clear()),
        Reason::Malformed,
        "column commitments",
    );
    check_words(
        &with_proof(|proof| proof.bound = Some("x".repeat(4097))),
        Reason::Malformed,
        "bound text",
    );
    check_words(
        &with_proof(|proof| proof.chain.grouping = vec![1; 33]),
        Reason::Malformed,
        "groups",
    );
    check(&with_proof(|proof| proof.chain.grouping = vec![2]), Reason::Malformed);
    check(&with_proof(|proof| proof.chain.grouping.clear()), Reason::Malformed);
    check(&with_proof(|proof| drop(proof.chain.steps.pop())), Reason::Malformed);
    check(&with_proof(|proof| proof.chain.steps = Vec::new()), Reason::Malformed);
    let step = |change: fn(&mut proofroom_provenance::circuits::StepProof)| {
        with_proof(|proof| change(&mut proof.chain.steps[0]))
    };
    check(&step(|step| step.proofs[0].push(0)), Reason::Malformed);
    check(&step(|step| step.proofs[0].truncate(1)), Reason::Malformed);
    check(&step(|step| step.proofs.clear()), Reason::Malformed);
    check(&step(|step| step.proofs.push(Vec::new())), Reason::Malformed);
    check(&step(|step| step.output.push(step.output[0])), Reason::Malformed);
    check(&step(|step| step.output.clear()), Reason::Malformed);
    check(&step(|step| step.auxiliary.push(step.output[0])), Reason::Malformed);
    check(&step(|step| step.multiplicities.push(step.output[0])), Reason::Malformed);
    check(&step(|step| step.proofs[0][40] ^= 1), Reason::Proof);
}

#[test]
fn counts_are_compared_before_anything_is_made_of_them() {
    // The place of each count in the payload, found by what stands before it.
    let image = &published().image;
    let proof = &published().proof;
    let sealed = published().payload();
    let attestation = borsh::to_vec(&proof.attestation).expect("encodes").len();
    let commitments = 10 + attestation;
    let bound = commitments + 4 + 32 * proof.commitments.len();
    let recipe = bound + 1;
    let grouping = recipe + borsh::to_vec(&proof.recipe).expect("encodes").len();
    let steps = grouping + 4 + proof.chain.grouping.len();
    let output = steps + 4;
    for place in [commitments, recipe, grouping, steps, output] {
        let mut payload = sealed.clone();
        payload[place..place + 4].fill(0xff);
        check(&with_payload(image, &payload), Reason::Malformed);
    }
}

#[test]
fn without_a_readable_claim_nothing_is_checked() {
    let image = &published().image;
    let plain = png::encode(image);
    let payload = published().payload();
    check_words(b"", Reason::NotAPng, "not a PNG");
    check_words(b"\xff\xd8\xff\xe0", Reason::NotAPng, "not a PNG");
    check_words(&payload, Reason::NotAPng, "this is the proof of a picture");
    check_words(&plain, Reason::NoProof, "contains no proof");
    check(&plain[..plain.len() - 5], Reason::Unreadable);
    let mut version = payload.clone();
    version[8] = 2;
    check_words(&with_payload(image, &version), Reason::Version, "version 2");
    let mut magic = payload.clone();
    magic[0] ^= 1;
    check_words(&with_payload(image, &magic), Reason::NoProof, "not a proof");
    check_words(&with_payload(image, b""), Reason::NoProof, "not a proof");
    let mut long = payload;
    long.resize(PublishedProof::MAX_BYTES + 1, 0);
    check_words(&with_payload(image, &long), Reason::Limits, "longer than");
    let mut huge = plain;
    huge[16..20].copy_from_slice(&9000u32.to_be_bytes());
    let checksum = crc32fast::hash(&huge[12..29]);
    huge[29..33].copy_from_slice(&checksum.to_be_bytes());
    check_words(&huge, Reason::Limits, "not supported");
}

#[test]
fn a_damaged_picture_with_a_claim_is_rejected() {
    let file = published_file();
    check_words(&file[..file.len() - 1], Reason::Malformed, "damaged");
    check_words(&file[..file.len() - 12], Reason::Malformed, "damaged");
    check_words(&[&file[..], b"trailing"].concat(), Reason::Malformed, "damaged");
    let mut pixel_data = file.clone();
    pixel_data[45] ^= 1;
    check_words(&pixel_data, Reason::Malformed, "checksum");
    let mut proof = file.clone();
    let place = file.len() - 40;
    proof[place] ^= 1;
    check_words(&proof, Reason::Malformed, "checksum");
    check_words(
        &with_chunk(&file, PROOF_CHUNK, b"second"),
        Reason::Malformed,
        "more than one proof",
    );
    check_words(
        &with_chunk(&file, PROOF_CHUNK, &published().payload()),
        Reason::Malformed,
        "more than one proof",
    );
}

#[test]
fn other_pixels_are_rejected() {
    let image = &published().image;
    let payload = published().payload();
    for place in [0, image.size().bytes() / 2, image.size().bytes() - 1] {
        let mut pixels = image.pixels().to_vec();
        pixels[place] ^= 1;
        let file = with_payload(&Image::new(image.size(), pixels), &payload);
        check(&file, Reason::PublishedPixels);
    }
    let Size { width, height } = image.size();
    let cut = image.crop(Rect { x: 0, y: 0, width, height: height - 1 });
    check(&with_payload(&cut, &payload), Reason::PublishedPixels);
    let turned = Image::new(Size { width: height, height: width }, image.pixels().to_vec());
    check(&with_payload(&turned, &payload), Reason::PublishedPixels);
}

/// The published picture with its pixels encoded in another way.
fn encoded(color: ::png::ColorType, depth: ::png::BitDepth, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let Size { width, height } = published().image.size();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().expect("writes");
    writer.write_image_data(samples).expect("writes");
    writer.finish().expect("writes");
    with_chunk(&bytes, PROOF_CHUNK, &published().payload())
}

#[test]
fn a_file_is_judged_by_its_decoded_pixels() {
    use ::png::{BitDepth, ColorType};
    let pixels = published().image.pixels();
    let rgba = |alpha: u8| -> Vec<u8> {
        pixels.chunks(3).flat_map(|pixel| [pixel, &[alpha]].concat()).collect()
    };
    assert_eq!(
        verdict(&encoded(ColorType::Rgb, BitDepth::Eight, pixels)).verdict,
        Verdict::Verified
    );
    assert_eq!(
        verdict(&encoded(ColorType::Rgba, BitDepth::Eight, &rgba(255))).verdict,
        Verdict::Verified
    );
    check(&encoded(ColorType::Rgba, BitDepth::Eight, &rgba(254)), Reason::Appearance);
    let deep: Vec<u8> = pixels.iter().flat_map(|byte| [*byte; 2]).collect();
    check(&encoded(ColorType::Rgb, BitDepth::Sixteen, &deep), Reason::Appearance);
}

#[test]
fn what_could_change_the_appearance_is_rejected() {
    let file = published_file();
    let exif = |tag: u16, value: u16| {
        let mut exif = b"MM\0*\0\0\0\x08\0\x01".to_vec();
        exif.extend(tag.to_be_bytes());
        exif.extend([0, 3, 0, 0, 0, 1]);
        exif.extend(value.to_be_bytes());
        exif.extend([0; 6]);
        exif
    };
    for kind in [
        b"acTL", b"fcTL", b"fdAT", b"iCCP", b"gAMA", b"cHRM", b"cICP", b"mDCV", b"cLLI", b"mDCv",
        b"cLLi", b"sBIT", b"bKGD", b"tRNS", b"iDOT", b"gmAP", b"gdAT", b"caNv", b"vpAg", b"oFFs",
        b"sTER", b"npTc", b"msOG", b"prVW", b"mkBF", b"mkTS", b"mkBS", b"mkBT", b"teSt",
    ] {
        check_words(
            &with_chunk(&file, *kind, b""),
            Reason::Appearance,
            &format!("its {} chunk ", kind.escape_ascii()),
        );
    }
    let turned = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
        xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
        xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='6'/></rdf:RDF></x:xmpmeta>";
    let xmp = |keyword: &str| [keyword.as_bytes(), &[0; 5], turned.as_bytes()].concat();
    for (kind, data, words) in [
        (b"eXIf", exif(0x0112, 6), "turn"),
        (b"eXIf", exif(0x011a, 6), "0x011a"),
        (b"eXIf", exif(0xa001, 2), "0xa001"),
        (b"eXIf", b"unreadable".to_vec(), "cannot be read"),
        (b"pHYs", b"\0\0\0\x01\0\0\0\x02\0".to_vec(), "stretches"),
        (b"tEXt", b"Colorspace\0CMYK".to_vec(), "Colorspace"),
        (b"tEXt", b"page\x0010x10+5+5".to_vec(), "page"),
        (b"iTXt", xmp("XML:com.adobe.xmp"), "turn"),
        (b"iTXt", xmp("XML:com.adobe.xmp2"), "XML:com.adobe.xmp2"),
        (b"tEXt", b"Raw profile type icc\0".to_vec(), "Raw profile type icc"),
        (b"caBX", b"not a manifest".to_vec(), "Content Credentials"),
    ] {
        check_words(&with_chunk(&file, *kind, &data), Reason::Appearance, words);
    }
}

/// A profile as Exiv2 and ImageMagick write it into a text chunk.
fn raw_profile(kind: &str, bytes: &[u8]) -> Vec<u8> {
    let digits = hex::encode(bytes).into_bytes();
    let lines: Vec<&[u8]> = digits.chunks(72).collect();
    let start = format!("Raw profile type {kind}\0\n{kind}\n{:8}\n", bytes.len());
    [start.as_bytes(), &lines.join(&b'\n'), b"\n"].concat()
}

#[test]
fn harmless_metadata_are_told_and_change_no_verdict() {
    // A caption, an orientation of 1 with the resolution that exiftool writes, a title, a time.
    let captions = b"8BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x78\0\x06A boat\0";
    let mut exif = b"MM\0*\0\0\0\x08\0\x04".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\x01\x1a\0\x05\0\0\0\x01\0\0\0\x3e");
    exif.extend(b"\x01\x1b\0\x05\0\0\0\x01\0\0\0\x46\x01\x28\0\x03\0\0\0\x01\0\x02\0\0");
    exif.extend(b"\0\0\0\0\0\0\0\x48\0\0\0\x01\0\0\0\x48\0\0\0\x01");
    let title = "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta \
        xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
        <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt>\
        <rdf:li xml:lang='x-default'>A boat</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>\
        </x:xmpmeta><?xpacket end='w'?>";
    for (kind, data, told) in [
        (b"sRGB", b"\0".to_vec(), None),
        (b"tIME", b"\x07\xe9\x01\x01\0\0\0".to_vec(), None),
        (b"pHYs", b"\0\0\x0b\x12\0\0\x0b\x12\x01".to_vec(), None),
        (b"tEXt", b"Author\0me".to_vec(), Some("text")),
        (b"eXIf", exif.clone(), Some("EXIF")),
        (b"iTXt", [b"XML:com.adobe.xmp\0\0\0\0\0", title.as_bytes()].concat(), Some("XMP")),
        (b"tEXt", raw_profile("iptc", captions), Some("captions")),
        (b"tEXt", raw_profile("exif", &[b"Exif\0\0", &exif[..]].concat()), Some("EXIF")),
    ] {
        for file in [published_file(), signed(1, SIZE).to_png().to_vec()] {
            let report = verdict(&with_chunk(&file, *kind, &data));
            assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
            let warning =
                report.warnings.iter().find(|warning| warning.contains("None of that is proved"));
            assert_eq!(warning.is_some(), told.is_some(), "{:?}", report.warnings);
            assert!(told.is_none_or(|kind| warning.is_some_and(|warning| warning.contains(kind))));
        }
        // What is not verified is told for what it is, and for nothing else.
        let unproved = with_chunk(&with_chunk(&published_file(), *kind, &data), *b"msOG", b"");
        let warnings = verdict(&unproved).warnings;
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

#[test]
fn a_picture_that_imagemagick_saved_again_verifies_with_its_sidecar() {
    let mut file = published().to_plain_png();
    let primaries = [31_270u32, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
    for (kind, data) in [
        (b"gAMA", 45_455u32.to_be_bytes().to_vec()),
        (b"cHRM", primaries.map(u32::to_be_bytes).concat()),
        (b"bKGD", vec![0, 255, 0, 255, 0, 255]),
        (b"tIME", b"\x07\xea\x0b\x1b\x10\x19&".to_vec()),
        (b"tEXt", b"date:create\x002026-11-27T16:25:35+00:00".to_vec()),
        (b"tEXt", b"date:modify\x002026-11-27T16:25:35+00:00".to_vec()),
    ] {
        file = with_chunk(&file, *kind, &data);
    }
    let report = verify_file(&file, Some(&published().payload()), &trust(1), None);
    assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
}

#[test]
fn compressed_pixels_that_some_decoders_cut_off_are_rejected() {
    let file = published_file();
    let rebuilt = |alter: &dyn Fn(&mut Vec<u8>)| {
        let mut stream = png::find_chunk(&file, *b"IDAT").expect("pixels").to_vec();
        alter(&mut stream);
        let pixels = Png::parse(&file).expect("a PNG").without_chunks(*b"IDAT");
        // The header is 33 bytes long with the signature.
        let (start, rest) = pixels.split_at(33);
        let mut chunk = (stream.len() as u32).to_be_bytes().to_vec();
        let body = [b"IDAT", &stream[..]].concat();
        chunk.extend(&body);
        chunk.extend(crc32fast::hash(&body).to_be_bytes());
        [start, &chunk, rest].concat()
    };
    assert_eq!(verdict(&rebuilt(&|_| ())).verdict, Verdict::Verified);
    for alter in [
        // A window of 256 bytes, a wrong Adler-32, a byte behind the end.
        (&|stream: &mut Vec<u8>| (stream[0], stream[1]) = (0x08, 0x1d)) as &dyn Fn(&mut Vec<u8>),
        &|stream| *stream.last_mut().expect("a checksum") ^= 1,
        &|stream| stream.push(0),
    ] {
        check(&rebuilt(alter), Reason::Malformed);
    }
    check_words(&[&file[..], b"more"].concat(), Reason::Malformed, "follow its end");
}

#[test]
fn a_sidecar_wins_over_the_proof_inside() {
    let good = published().payload();
    let plain = published().to_plain_png();
    let mut bad = good.clone();
    bad.push(0);
    let judge = |file: &[u8], sidecar: &[u8]| verify_file(file, Some(sidecar), &trust(1), None);
    let beside = judge(&plain, &good);
    assert_eq!(
        (beside.verdict, beside.warnings.len()),
        (Verdict::Verified, 0),
        "{}",
        beside.message
    );
    let both = judge(&with_payload(&published().image, &bad), &good);
    assert_eq!(both.verdict, Verdict::Verified, "{}", both.message);
    assert!(both.warnings[0].contains("was ignored"), "{:?}", both.warnings);
    let wrong = judge(&published_file(), &bad);
    assert_eq!((wrong.verdict, wrong.reason), (Verdict::Rejected, Some(Reason::Malformed)));
    let none = judge(&plain, b"not a proof");
    assert_eq!(none.reason, Some(Reason::NoProof));
    assert_eq!(judge(b"no picture", &good).reason, Some(Reason::NotAPng));
}

#[test]
fn bound_texts_are_held_against_what_is_expected() {
    let original = signed(1, SIZE);
    let files: Vec<(Option<&str>, PublishedPicture)> = [None, Some(""), Some("nonce 42")]
        .map(|bound| (bound, publish(&original, "[]", bound)))
        .into();
    for (bound, picture) in &files {
        let file = picture.to_png();
        for expect in [None, Some(""), Some("nonce 42"), Some("nonce 43")] {
            let report = verify_file(&file, None, &trust(1), expect);
            let good = expect.is_none() || *bound == expect;
            let reason = (!good).then_some(Reason::Binding);
            assert_eq!(
                report.reason, reason,
                "bound to {bound:?}, expected {expect:?}: {}",
                report.message
            );
            assert_eq!(report.bound.as_deref(), *bound);
        }
    }
    // The text is part of every challenge: another one cannot be put in its place.
    let mut replayed = files[2].1.proof.clone();
    replayed.bound = Some("nonce 43".into());
    let file = with_payload(&files[2].1.image, &envelope::seal(&replayed));
    let report = verify_file(&file, None, &trust(1), Some("nonce 43"));
    assert_eq!(report.reason, Some(Reason::Proof));
}

#[test]
fn a_picture_in_ycbcr_says_so() {
    let file = publish(&signed(1, SIZE), r#"[{"rgb_to_ycbcr":{}}]"#, None).to_png();
    let report = verdict(&file);
    assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
    assert!(
        report.warnings.iter().any(|warning| warning.contains("YCbCr")),
        "{:?}",
        report.warnings
    );
}

#[test]
fn originals_are_judged_by_signature_alone() {
    let file = signed(1, SIZE).to_png();
    let report = verdict(&file);
    assert_eq!(
        (report.verdict, report.edits, report.published),
        (Verdict::Verified, None, None),
        "{}",
        report.message
    );
    assert!(report.warnings[0].contains("private"), "{:?}", report.warnings);
    assert_eq!(verify_file(&file, None, &Trust::empty(), None).verdict, Verdict::UnknownCamera);
    assert_eq!(verify_file(&file, None, &trust(1), Some("")).reason, Some(Reason::Binding));
    let record = png::find_chunk(&file, ORIGINAL_CHUNK).expect("a record");
    let mut pixels = picture(SIZE).pixels().to_vec();
    pixels[5] ^= 1;
    let altered = with_chunk(&png::encode(&Image::new(SIZE, pixels)), ORIGINAL_CHUNK, record);
    check_words(&altered, Reason::Signature, "changed after the camera signed it");
    check(&with_chunk(&file, *b"gAMA", &[0; 4]), Reason::Appearance);
    check(&with_chunk(&file, ORIGINAL_CHUNK, record), Reason::Malformed);
    let plain = png::encode(&picture(SIZE));
    check(&with_chunk(&plain, ORIGINAL_CHUNK, &record[..record.len() - 1]), Reason::Malformed);
    check(&with_chunk(&plain, ORIGINAL_CHUNK, b"other"), Reason::NoProof);
    let mut version = record.to_vec();
    version[9] = 7;
    check(&with_chunk(&plain, ORIGINAL_CHUNK, &version), Reason::Version);
}

#[test]
fn a_published_file_that_carries_a_seed_is_warned_of() {
    let original = signed(1, SIZE).to_png();
    let record = png::find_chunk(&original, ORIGINAL_CHUNK).expect("a record");
    let report = verdict(&with_chunk(&published_file(), ORIGINAL_CHUNK, record));
    assert_eq!(report.verdict, Verdict::Verified);
    assert!(report.warnings[0].contains("Do not pass it on"), "{:?}", report.warnings);
}

#[test]
fn showing_tells_what_is_there_and_no_secret() {
    let contents = inspect::contents(&published_file()).expect("shows");
    assert_eq!(
        (contents.kind, contents.verified, contents.steps),
        (Kind::Published, false, Some(2))
    );
    assert_eq!(contents.edits, Some(Recipe::from_json(RECIPE).expect("a recipe")));
    assert_eq!(inspect::contents(&published().payload()).expect("shows").kind, Kind::Sidecar);
    let original = inspect::contents(&signed(1, SIZE).to_png()).expect("shows");
    assert_eq!((original.kind, original.edits.is_none()), (Kind::Original, true));
    let json = serde_json::to_string(&original).expect("plain data");
    assert!(!json.contains(&"01".repeat(8)), "the seed is thirty-two times 01: {json}");
    let inside =
        inspect::contents(&with_chunk(&published_file(), *b"tEXt", b"Author\0me")).expect("shows");
    assert_eq!(inside.other_chunks, ["tEXt"]);
    let mut version = published().payload();
    version[8] = 9;
    for (file, reason) in [
        (b"text".to_vec(), Reason::NotAPng),
        (png::encode(&picture(SIZE)), Reason::NoProof),
        (version.clone(), Reason::Version),
        (with_payload(&published().image, &version), Reason::Version),
    ] {
        assert_eq!(inspect::contents(&file).expect_err("nothing to show").reason(), reason);
    }
}

#[test]
fn a_published_file_holds_nothing_else_of_the_original() {
    let kinds: Vec<String> = Png::parse(&published_file())
        .expect("a PNG")
        .chunks()
        .iter()
        .map(png::Chunk::name)
        .collect();
    assert_eq!(kinds, ["IHDR", "IDAT", "prPf", "IEND"]);
    let seed = [1u8; 32];
    assert!(!published_file().windows(32).any(|window| window == seed));
    assert!(
        signed(1, SIZE).to_png().windows(32).any(|window| window == seed),
        "so the search would find it"
    );
}

#[test]
fn two_proofs_of_one_statement_are_not_alike() {
    let again = publish(&signed(1, SIZE), RECIPE, None);
    assert_eq!(again.image, published().image);
    let (first, second) = (&published().proof.chain.steps, &again.proof.chain.steps);
    assert_ne!(first[0].output, second[0].output, "a hidden output is blinded anew");
    assert_eq!(first[1].output, second[1].output, "the published one is not blinded");
    // What their proofs share, commitments to columns that the verifier knows and numbers that are zero, is no
    // more than what they share with the proofs of another original.
    let other = publish(&signed(2, SIZE), RECIPE, None);
    let third = &other.proof.chain.steps;
    for ((first, second), third) in first.iter().zip(second).zip(third) {
        let proofs = first.proofs.iter().zip(&second.proofs).zip(&third.proofs);
        for ((first, second), third) in proofs {
            let words = |proof: &'_ [u8]| proof.chunks(32).map(<[u8]>::to_vec).collect::<Vec<_>>();
            let both = words(first).into_iter().zip(words(second)).zip(words(third));
            for ((first, second), third) in both {
                assert!(first != second || first == third);
            }
        }
    }
}
