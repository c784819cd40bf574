//! Content Credentials of published pictures, read by the crate `c2pa` as its official tool reads them, and altered.

use std::io::Cursor;
use std::path::Path;

use crate::signing::{Keys, now};
use c2pa::assertions::DataHash;
use c2pa::{Builder, Context, HashRange, Reader, Settings, ValidationState};
use proofroom_c2pa::Roots;
use proofroom_c2pa::credentials::{self, About, AddError, Issuer, IssuerError, PROOF_LABEL};
use proofroom_provenance::circuits::Edit;
use proofroom_provenance::format::evidence::Tier;
use proofroom_provenance::format::picture;
use proofroom_provenance::format::png::{self, CREDENTIALS_CHUNK, PROOF_CHUNK, Png};
use proofroom_provenance::verify::credentials::{Credentials, CredentialsFault};
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Verdict, Verifier};
use rcgen::{
    BasicConstraints, ExtendedKeyUsagePurpose, IsCa, KeyUsagePurpose, PKCS_ECDSA_P384_SHA384,
    PKCS_ED25519,
};
use serde_json::{Value, json};

fn file(path: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn picture() -> Vec<u8> {
    file("samples/dandelions.published.png")
}

fn publisher() -> Keys {
    Keys::new("Desk", -1..365)
}

fn issuer(keys: &Keys) -> Issuer {
    Issuer::read(&keys.chain, &keys.key).expect("an issuer")
}

/// The picture with Content Credentials.
fn added(picture: &[u8], keys: &Keys) -> Vec<u8> {
    let proof = picture::find_proof(picture).expect("a proof");
    let about = About::of(picture, &proof).expect("a proof");
    credentials::add(picture, &issuer(keys), &about, now()).expect("adds")
}

fn own(keys: &Keys) -> Roots {
    Roots::shipped().with_own(&keys.root).expect("a root")
}

/// What the official tool does: the crate's reader with its default settings, or with roots.
fn official(file: &[u8], roots: Option<&str>) -> Reader {
    let context = match roots {
        None => Context::new(),
        Some(pem) => Context::new()
            .with_settings(
                Settings::new().with_value("trust.trust_anchors", pem).expect("a setting"),
            )
            .expect("settings"),
    };
    let format = if png::is_png(file) { "image/png" } else { "image/jpeg" };
    Reader::from_context(context).with_stream(format, Cursor::new(file)).expect("reads")
}

fn fault(file: &[u8], roots: &Roots) -> CredentialsFault {
    match credentials::read(file, roots, now()) {
        Credentials::Invalid { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_picture_is_as_before_with_one_chunk_more() {
    let (before, keys) = (picture(), publisher());
    let with = added(&before, &keys);
    let png = Png::parse(&with).expect("a PNG");
    assert_eq!(png.chunks_of(CREDENTIALS_CHUNK).count(), 1);
    assert_eq!(png.without_chunks(CREDENTIALS_CHUNK), before);
    let length = with.len() - before.len();
    assert!(length < 40_000, "{length} bytes");

    let trust = String::from_utf8(file("samples/trust.json")).expect("text");
    let verifier = Verifier::new(Trust::from_json(&trust).expect("a list"));
    let report = verifier.verify(&with, None);
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(report, verifier.verify(&before, None), "the verdict knows nothing of them");

    let Credentials::Valid { signer, organisation, root, signed_by, .. } =
        credentials::read(&with, &own(&keys), now())
    else {
        panic!("invalid");
    };
    assert_eq!((signer.as_str(), organisation.as_deref()), ("Desk", Some("Desk Maker")));
    assert_eq!(root.map(|root| (root.tier, root.name)), Some((Tier::Own, "Test Root".into())));
    assert_eq!(signed_by, None, "no authority stamped a time");
    let unvouched = credentials::read(&with, &Roots::shipped(), now());
    assert!(matches!(unvouched, Credentials::Valid { root: None, .. }), "{unvouched:?}");

    assert_eq!(official(&with, None).validation_state(), ValidationState::Valid);
    assert_eq!(official(&with, Some(&keys.root)).validation_state(), ValidationState::Trusted);

    let proof = png::find_chunk(&before, PROOF_CHUNK).expect("a proof");
    let about = About::of(&before, proof).expect("a proof");
    assert!(matches!(
        credentials::add(&with, &issuer(&keys), &about, now()),
        Err(AddError::Present)
    ));
    assert!(matches!(About::of(&before, &proof[1..]), Err(AddError::Proof)));
    let later = now() + 366 * 24 * 60 * 60;
    assert!(matches!(
        credentials::add(&before, &issuer(&keys), &about, later),
        Err(AddError::Expired(_))
    ));
}

/// A JPEG carries them in APP11 segments. Moving one byte of anything else makes them invalid, and a second manifest does.
#[test]
fn a_jpeg_is_as_before_with_one_run_of_segments_more() {
    let (before, keys) = (file("tests/golden/jpeg_baseline.jpg"), publisher());
    let with = added(&before, &keys);
    assert_eq!(picture::without_credentials(&with).as_deref(), Some(&before[..]));
    assert_eq!(picture::without_credentials(&before), None);
    let trust = String::from_utf8(file("samples/trust.json")).expect("text");
    let verifier = Verifier::new(Trust::from_json(&trust).expect("a list"));
    let report = verifier.verify(&with, None);
    assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
    assert_eq!(report, verifier.verify(&before, None), "the verdict knows nothing of them");
    let valid = credentials::read(&with, &own(&keys), now());
    assert!(matches!(valid, Credentials::Valid { root: Some(_), .. }), "{valid:?}");
    assert_eq!(credentials::read(&before, &own(&keys), now()), Credentials::None);
    assert_eq!(official(&with, Some(&keys.root)).validation_state(), ValidationState::Trusted);
    let manifest: Value =
        serde_json::from_str(&official(&with, None).detailed_json()).expect("JSON");
    let active = &manifest["manifests"][manifest["active_manifest"].as_str().expect("a name")];
    let store = &active["assertion_store"];
    assert_eq!(store[PROOF_LABEL]["place"], "APP10");
    let actions = store["c2pa.actions.v2"]["actions"].as_array().expect("actions");
    let compressed = &actions[actions.len() - 2];
    assert_eq!(compressed["action"], "c2pa.transcoded");
    let told = json!({ "quality": 90, "sampling": "4:2:0" });
    assert_eq!(compressed["parameters"]["org.proofroom.jpeg"], told);

    let about = About::of(&before, &picture::find_proof(&before).expect("a proof"));
    let again = credentials::add(&with, &issuer(&keys), &about.expect("a proof"), now());
    assert!(matches!(again, Err(AddError::Present)));
    // A comment more: the proof does not mind, these do.
    let comment = [&with[..20], b"\xff\xfe\0\x06note", &with[20..]].concat();
    assert!(verifier.verify(&comment, None).holds());
    assert_eq!(fault(&comment, &own(&keys)), CredentialsFault::Changed);
    // The run of segments, which follows the header of JFIF, once more.
    let run = &with[20..20 + with.len() - before.len()];
    let twice = [&with[..20], run, &with[20..]].concat();
    assert_eq!(fault(&twice, &own(&keys)), CredentialsFault::Several);
    assert!(!verifier.verify(&twice, None).holds());
    // The photo of a camera is a notary's business.
    let photo = file("c2pa/tests/samples/test-signed.jpg");
    assert_eq!(credentials::read(&photo, &own(&keys), now()), Credentials::None);
}

/// Everything that is said, in the manifest of a picture with every edit.
#[test]
fn what_is_said_stands_in_the_proof_as_well() {
    let keys = publisher();
    let golden = |word: &str| file(&format!("tests/golden/{word}.png"));
    let mut standard: Vec<(&str, String)> = Vec::new();
    for kind in Edit::KINDS {
        let with = added(&golden(kind.word), &keys);
        let reader = official(&with, Some(&keys.root));
        assert_eq!(reader.validation_state(), ValidationState::Trusted, "{}", kind.word);
        let manifest: Value = serde_json::from_str(&reader.detailed_json()).expect("JSON");
        let active = &manifest["manifests"][manifest["active_manifest"].as_str().expect("a name")];
        let store = active["assertion_store"].as_object().expect("assertions");
        let mut labels: Vec<&str> = store.keys().map(String::as_str).collect();
        labels.sort();
        assert_eq!(
            labels,
            ["c2pa.actions.v2", "c2pa.hash.data", "c2pa.ingredient.v3", PROOF_LABEL],
            "no thumbnail, and nothing else"
        );
        // A parent that says nothing.
        let parent = json!({ "dc:title": "Attested original", "relationship": "parentOf" });
        assert_eq!(store["c2pa.ingredient.v3"], parent);
        let proof = &store[PROOF_LABEL];
        assert_eq!(proof["place"], "prPf");
        assert_eq!(proof["sha256"].as_str().map(str::len), Some(64));
        let actions = store["c2pa.actions.v2"]["actions"].as_array().expect("actions");
        let names: Vec<&str> =
            actions.iter().map(|action| action["action"].as_str().expect("a name")).collect();
        assert_eq!((names.first(), names.last()), (Some(&"c2pa.opened"), Some(&"c2pa.published")));
        assert!(actions.iter().all(|action| action.get("when").is_none()), "{actions:?}");
        // The golden files are of a simulated camera, which takes no photos.
        assert_eq!(actions[0].get("digitalSourceType"), None);
        let edit = &actions[1];
        assert!(edit["parameters"]["org.proofroom.edit"][kind.word].is_object(), "{edit}");
        assert!(edit["description"].as_str().is_some_and(|words| !words.is_empty()));
        if kind.examples()[0].hides_place() {
            let parameters = &edit["parameters"]["org.proofroom.edit"][kind.word];
            assert_eq!(*parameters, json!({ "width": 30, "height": 20 }), "no place");
            let description = "crop to 30 × 20 pixels, at a place that stays hidden";
            assert_eq!(edit["description"], description);
        }
        standard.push((kind.word, names[1].to_owned()));
    }
    let standard: Vec<String> =
        standard.iter().map(|(word, name)| format!("{word} {name}")).collect();
    assert_eq!(
        standard,
        [
            "crop c2pa.cropped",
            "resize c2pa.resized",
            "contrast c2pa.color_adjustments",
            "brightness c2pa.color_adjustments",
            "gamma c2pa.color_adjustments",
            "white_balance c2pa.color_adjustments",
            "rgb_to_ycbcr c2pa.converted",
            "ycbcr_to_rgb c2pa.converted",
            "convolve c2pa.filtered",
            "grayscale c2pa.color_adjustments",
            "flip c2pa.orientation",
            "rotate90 c2pa.orientation",
            "redact c2pa.drawing",
            "crop_hidden c2pa.cropped",
            "levels c2pa.color_adjustments",
            "curve c2pa.color_adjustments",
            "exposure c2pa.color_adjustments",
            "saturation c2pa.color_adjustments",
            "pixelate c2pa.filtered",
            "straighten c2pa.orientation",
        ]
    );
}

/// A proof in a separate file is named as well.
#[test]
fn a_proof_beside_the_picture_is_named() {
    let keys = publisher();
    let (plain, proof) = (file("tests/golden/sidecar.png"), file("tests/golden/sidecar.proof"));
    let about = About::of(&plain, &proof).expect("a proof");
    let with = credentials::add(&plain, &issuer(&keys), &about, now()).expect("adds");
    assert!(Verifier::new(Trust::empty()).verify(&with, Some(&proof)).holds());
    let manifest = official(&with, None).detailed_json();
    assert!(manifest.contains("\"sidecar\""), "{manifest}");
}

/// Nothing in the manifest differs from one signing to the next but random numbers, and no two have a number in common.
#[test]
fn pictures_cannot_be_linked_by_their_manifests() {
    let keys = publisher();
    let ids = |with: &[u8]| {
        let manifest = official(with, None).detailed_json();
        let is_id = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
        let words = manifest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let mut ids: Vec<String> = words.filter(is_id).map(str::to_owned).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let [one, other] = [added(&picture(), &keys), added(&picture(), &keys)].map(|with| ids(&with));
    assert!(one.len() >= 2, "{one:?}");
    assert!(one.iter().all(|id| !other.contains(id)), "{one:?} {other:?}");
}

#[test]
fn altered_files_are_invalid() {
    let (before, keys) = (picture(), publisher());
    let (roots, with) = (own(&keys), added(&before, &keys));
    let png = Png::parse(&with).expect("a PNG");
    let chunk = png.chunks_of(CREDENTIALS_CHUNK).next().expect("there").clone();
    let (place, data) = (chunk.place(), chunk.data);
    let rest = |file: &[u8]| Png::parse(file).expect("a PNG").without_chunks(CREDENTIALS_CHUNK);
    let behind_header = |file: &[u8], chunks: &[u8]| {
        let at = Png::parse(file).expect("a PNG").chunks()[0].place().end;
        [&file[..at], chunks, &file[at..]].concat()
    };
    let own_chunk = &with[place.clone()];

    // Pixels that were saved again, with the old manifest; without it there is nothing to check.
    let mut image = png.decode().expect("pixels");
    assert_eq!(credentials::read(&png::encode(&image), &roots, now()), Credentials::None);
    let saved = png::encode(&image);
    assert_eq!(fault(&behind_header(&saved, own_chunk), &roots), CredentialsFault::Changed);
    image = {
        let mut pixels = image.pixels().to_vec();
        pixels[0] ^= 1;
        proofroom_provenance::circuits::Image::new(image.size(), pixels)
    };
    assert_eq!(
        fault(&behind_header(&png::encode(&image), own_chunk), &roots),
        CredentialsFault::Changed
    );
    // Another proof, a chunk more, a chunk less.
    let other_proof = file("tests/golden/crop.png");
    let other_proof = png::find_chunk(&other_proof, PROOF_CHUNK).expect("a proof");
    let without_proof = png.without_chunks(PROOF_CHUNK);
    assert_eq!(fault(&without_proof, &roots), CredentialsFault::Changed);
    let other = Png::parse(&without_proof).expect("a PNG").with_chunk(PROOF_CHUNK, other_proof);
    assert_eq!(fault(&other, &roots), CredentialsFault::Changed);
    assert_eq!(fault(&png.with_chunk(*b"tEXt", b"Author\0me"), &roots), CredentialsFault::Changed);
    // The manifest of another picture; two manifests.
    let swapped = file("samples/forest.published.png");
    let swapped = behind_header(&swapped, own_chunk);
    assert_eq!(fault(&swapped, &roots), CredentialsFault::Changed);
    assert_eq!(fault(&png.with_chunk(CREDENTIALS_CHUNK, data), &roots), CredentialsFault::Several);
    // Every part of the manifest.
    for at in (0..data.len()).step_by(37) {
        let mut altered = data.to_vec();
        altered[at] ^= 0x20;
        let altered =
            Png::parse(&rest(&with)).expect("a PNG").with_chunk(CREDENTIALS_CHUNK, &altered);
        assert!(
            matches!(credentials::read(&altered, &roots, now()), Credentials::Invalid { .. }),
            "byte {at}"
        );
    }
    // Too large, and no manifest at all.
    for (content, expected) in [
        (vec![0; (1 << 20) + 1], CredentialsFault::TooLarge),
        (Vec::new(), CredentialsFault::Unreadable),
        (b"text".to_vec(), CredentialsFault::Unreadable),
    ] {
        let file = Png::parse(&before).expect("a PNG").with_chunk(CREDENTIALS_CHUNK, &content);
        assert_eq!(fault(&file, &roots), expected);
    }
    // A time at which the certificate is not valid.
    let later = now() + 366 * 24 * 60 * 60;
    assert!(matches!(
        credentials::read(&with, &roots, later),
        Credentials::Invalid { reason: CredentialsFault::Expired, .. }
    ));
}

/// A manifest whose hash leaves out bytes of the picture besides itself is valid for the crate, and not for us.
#[test]
fn a_signature_that_leaves_out_bytes_is_invalid() {
    let (before, keys) = (picture(), publisher());
    let at = Png::parse(&before).expect("a PNG").chunks()[0].place().end;
    let sign = |more: &[HashRange]| {
        let definition = r#"{ "assertions": [{ "label": "c2pa.actions.v2", "created": true, "data": {
            "actions": [{ "action": "c2pa.created",
                "digitalSourceType": "http://c2pa.org/digitalsourcetype/empty" }] } }] }"#;
        let mut builder = Builder::from_context(Context::new())
            .with_definition(definition)
            .expect("a definition");
        let signer = keys.signer();
        let size = c2pa::Signer::reserve_size(&signer);
        let chunk = builder.data_hashed_placeholder(size, "image/png").expect("a placeholder");
        let with = |chunk: &[u8]| [&before[..at], chunk, &before[at..]].concat();
        let mut hash = DataHash::new("jumbf manifest", "sha256");
        hash.add_exclusion(HashRange::new(at as u64, chunk.len() as u64));
        more.iter().for_each(|range| {
            let start = range.start() + (at + chunk.len()) as u64;
            hash.add_exclusion(HashRange::new(start, range.length()));
        });
        hash.gen_hash_from_stream(&mut Cursor::new(with(&chunk))).expect("hashes");
        let chunk =
            builder.sign_data_hashed_embeddable(&signer, &hash, "image/png").expect("signs");
        with(&chunk)
    };
    let roots = own(&keys);
    let whole = credentials::read(&sign(&[]), &roots, now());
    assert!(matches!(whole, Credentials::Valid { .. }), "{whole:?}");
    for range in [HashRange::new(0, 1), HashRange::new(100, 1000)] {
        let file = sign(&[range]);
        assert_eq!(official(&file, Some(&keys.root)).validation_state(), ValidationState::Trusted);
        assert_eq!(fault(&file, &roots), CredentialsFault::NotCovered);
    }
}

#[test]
fn keys_that_cannot_sign_are_refused_before_any_work() {
    let keys = publisher();
    let read =
        |chain: &str, key: &str| Issuer::read(chain, key).map(|issuer| issuer.name().to_owned());
    assert_eq!(read(&keys.chain, &keys.key), Ok("Desk".into()));
    for kind in [&PKCS_ECDSA_P384_SHA384, &PKCS_ED25519] {
        let keys = Keys::of_kind(kind);
        assert_eq!(read(&keys.chain, &keys.key), Ok("Camera".into()));
    }
    let through = Keys::through(&[IsCa::Ca(BasicConstraints::Unconstrained)]);
    assert_eq!(read(&through.chain, &through.key), Ok("Camera".into()));

    assert_eq!(read("", &keys.key), Err(IssuerError::NoCertificate));
    assert_eq!(read(&keys.key, &keys.key), Err(IssuerError::NoCertificate));
    let bundle = format!("{}{}", keys.key, keys.chain);
    assert_eq!(read(&bundle, &keys.key), Err(IssuerError::NotOnlyCertificates));
    assert_eq!(
        read("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", &keys.key),
        Err(IssuerError::Certificate(1))
    );
    let unrelated = format!("{}{}", keys.chain, through.root);
    assert!(matches!(read(&unrelated, &keys.key), Ok(_) | Err(IssuerError::Order(2))));
    let mut blocks: Vec<&str> =
        through.chain.split_inclusive("-----END CERTIFICATE-----\n").collect();
    blocks.reverse();
    let backwards = blocks.concat();
    assert_eq!(read(&backwards, &through.key), Err(IssuerError::Order(2)));
    assert_eq!(read(&keys.chain, ""), Err(IssuerError::NoKey));
    assert_eq!(read(&keys.chain, &keys.chain), Err(IssuerError::NoKey));
    let labelled = |label: &str| keys.key.replace("PRIVATE KEY", label);
    assert_eq!(read(&keys.chain, &labelled("ENCRYPTED PRIVATE KEY")), Err(IssuerError::Encrypted));
    assert_eq!(read(&keys.chain, &labelled("EC PRIVATE KEY")), Err(IssuerError::OlderForm));
    assert_eq!(
        read(&keys.chain, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
        Err(IssuerError::Key)
    );
    assert_eq!(read(&keys.chain, &publisher().key), Err(IssuerError::OtherKey));
    let other_kind = Keys::of_kind(&PKCS_ED25519).key;
    assert_eq!(read(&keys.chain, &other_kind), Err(IssuerError::Key));
    let expired = Keys::new("Desk", -10..-1);
    assert!(matches!(read(&expired.chain, &expired.key), Err(IssuerError::Expired(_))));
    let not_yet = Keys::new("Desk", 1..10);
    assert!(matches!(read(&not_yet.chain, &not_yet.key), Err(IssuerError::Expired(_))));
    // Certificates of web servers, of authorities, without the right to sign, and a root.
    let web = Keys::altered(&|leaf| {
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    });
    let authority = Keys::altered(&|leaf| {
        leaf.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        leaf.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    });
    let unable = Keys::altered(&|leaf| leaf.key_usages = vec![KeyUsagePurpose::KeyAgreement]);
    for keys in [web, authority, unable] {
        assert_eq!(read(&keys.chain, &keys.key), Err(IssuerError::NotForSigning));
    }
}
