//! One function for each reader of bytes. Whatever the bytes, it ends in a clear answer; what it accepts
//! has one encoding; and nothing is accepted as holding that is not, to the last bit, what one of the
//! seeds says.

use std::time::Duration;

use proofroom_provenance::captions::{self, Captions, Reading};
use proofroom_provenance::capture::camera::{Camera, MakerKey};
use proofroom_provenance::capture::notary::Notary;
use proofroom_provenance::capture::photo;
use proofroom_provenance::capture::unsigned::read_certificate;
use proofroom_provenance::circuits::{Image, Recipe, Size};
use proofroom_provenance::format::attestation::PublicKey;
use proofroom_provenance::format::envelope::{self, EnvelopeError, Enveloped};
use proofroom_provenance::format::jpeg::published::{self, PublishedJpeg};
use proofroom_provenance::format::jpeg::{Coefficients, Jpeg};
use proofroom_provenance::format::metadata;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::rules::Rules;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::account::Account;
use proofroom_provenance::verify::inspect;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Report, Verdict, verify_file};
use proofroom_provenance::words::{Language, words};

use super::mutate::{self, Mutation};
use super::plain_png;
use super::seeds;

/// What an input came to, in a word.
pub type Outcome = &'static str;

/// The outcome of inputs that were read without complaint.
pub const ACCEPTED: Outcome = "accepted";

/// A reader under test.
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]) -> Outcome,
    pub seeds: fn() -> Vec<Vec<u8>>,
    pub mutate: Mutation,
    /// What an input of this length may honestly need.
    pub need: fn(usize) -> Need,
}

/// Memory in bytes, and time of processors.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub memory: usize,
    pub time: Duration,
}

/// Copies of the input, and what is made of its parts.
fn parsing(length: usize) -> Need {
    Need { memory: 16 * length, time: Duration::ZERO }
}

/// The proofs that a file of this length can hold: of 32 steps on columns of 2^15 rows it takes 7 µs a byte, and twice as long on
/// columns of 2^16.
fn verifying(length: usize) -> Need {
    Need { time: Duration::from_micros(20) * length as u32, ..parsing(length) }
}

/// Pixels and coefficients of the largest picture that a JPEG of this length can hold, and once more its pixels.
fn decoding(length: usize) -> Need {
    Need {
        memory: 12 * (2048 * length).min(Size::MAX_PIXELS as usize) + 16 * length,
        time: Duration::ZERO,
    }
}

macro_rules! targets {
    ($($name:ident: $seeds:path, $mutate:path, $need:path;)*) => {
        /// All of them.
        pub const ALL: &[Target] = &[$(Target {
            name: stringify!($name),
            run: $name,
            seeds: $seeds,
            mutate: $mutate,
            need: $need,
        }),*];
    };
}

targets! {
    png: seeds::pngs, mutate::png, parsing;
    proof: seeds::bodies, mutate::body, parsing;
    sidecar: seeds::sidecars, mutate::sidecar, verifying;
    published: seeds::published, mutate::png, verifying;
    original: seeds::originals, mutate::png, parsing;
    photo: seeds::photos, mutate::photo, decoding;
    jpeg: seeds::jpegs, mutate::photo, decoding;
    published_jpeg: seeds::published_jpegs, mutate::jpeg, decoding;
    trust: seeds::trust_lists, mutate::json, parsing;
    rules: seeds::rules, mutate::json, parsing;
    recipe: seeds::recipes, mutate::json, parsing;
    keys: seeds::keys, mutate::bytes, parsing;
    metadata: seeds::metadata, mutate::bytes, parsing;
    captions: seeds::captioned, mutate::png, parsing;
}

/// The target of this name.
pub fn named(name: &str) -> Option<&'static Target> {
    ALL.iter().find(|target| target.name == name)
}

/// The walk over a PNG's chunks, and the pixels.
pub fn png(bytes: &[u8]) -> Outcome {
    let found = png::find_chunk(bytes, PROOF_CHUNK);
    let png = match Png::parse(bytes) {
        Ok(png) => png,
        Err(error) => {
            is_clear(&error.to_string());
            return "damaged";
        }
    };
    assert_eq!(
        found,
        png.chunks_of(PROOF_CHUNK).next().map(|chunk| chunk.data),
        "in a whole file both ways to a chunk lead to the same one"
    );
    let plain = png.without_chunks(PROOF_CHUNK);
    let plain = Png::parse(&plain).expect("a PNG without one chunk is a PNG");
    let with = plain.with_chunk(PROOF_CHUNK, b"proof");
    let with = Png::parse(&with).expect("a PNG with one more chunk is a PNG");
    assert!(with.chunks_of(PROOF_CHUNK).map(|chunk| chunk.data).eq([b"proof"]));
    let appearance = png.appearance();
    appearance.iter().for_each(|what| is_clear(what));
    match png.decode() {
        Ok(image) => {
            assert_eq!(image.size(), png.size());
            agrees_with_the_plain_decoder(bytes, &image);
            if appearance.is_none() { ACCEPTED } else { "appearance" }
        }
        Err(error) => {
            is_clear(&error.to_string());
            "pixels"
        }
    }
}

/// Metadata of each kind: what one reader accepts, no other does.
pub fn metadata(bytes: &[u8]) -> Outcome {
    type Reader = fn(&[u8]) -> Result<(), metadata::Refused>;
    const READERS: [(Outcome, Reader); 4] = [
        ("exif", metadata::exif::check),
        ("iptc", metadata::iptc::check),
        ("xmp", metadata::xmp::check),
        ("c2pa", metadata::c2pa::check),
    ];
    let mut accepted = Vec::new();
    for (name, check) in READERS {
        match check(bytes) {
            Ok(()) => accepted.push(name),
            Err(refused) => is_clear(&refused.to_string()),
        }
    }
    match accepted[..] {
        [] => "refused",
        [_] => ACCEPTED,
        _ => panic!("read in two ways: {accepted:?}"),
    }
}

/// Captions, read and written. Whatever could be written is read again, and nothing else changes.
pub fn captions(bytes: &[u8]) -> Outcome {
    for (field, text) in captions::photo::read(bytes).said() {
        assert!(!text.trim().is_empty(), "{field:?} says nothing");
    }
    let before = Reading::of(bytes).captions;
    let new = Captions {
        caption: Some("One <boat>\nand “another”".into()),
        byline: Some("Jane Doe; Bob".into()),
        city: before.country.clone().filter(|_| before.checked().is_ok()),
        date_created: Some("2026-05-14".into()),
        ..Captions::default()
    };
    let with = |file: &[u8], captions: &Captions| match captions::write(file, captions) {
        Ok(written) => Some(written),
        Err(error) => {
            is_clear(&error.to_string());
            None
        }
    };
    let Some(written) = with(bytes, &new) else { return "refused" };
    let expected = new.checked().expect("it was written");
    assert_eq!(Reading::of(&written), Reading { captions: expected, differing: Vec::new() });
    let without = with(&written, &Captions::default()).expect("less can be written");
    assert!(Captions::read(&without).is_empty());
    let shown = |file: &[u8]| {
        let png = Png::parse(file).expect("a PNG");
        assert_eq!(png.appearance(), None);
        let is_text = |kind: &[u8; 4]| matches!(kind, b"tEXt" | b"zTXt" | b"iTXt");
        let others = png.chunks().iter().filter(|chunk| !is_text(&chunk.kind));
        others.map(|chunk| file[chunk.place()].to_vec()).collect::<Vec<_>>()
    };
    assert_eq!(shown(bytes), shown(&written));
    assert_eq!(shown(bytes), shown(&without));
    ACCEPTED
}

/// A published proof's body, without its header.
pub fn proof(bytes: &[u8]) -> Outcome {
    let mut sealed = PublishedProof::MAGIC.to_vec();
    sealed.extend(envelope::VERSION.to_le_bytes());
    sealed.extend(bytes);
    let Some(proof) = opened::<PublishedProof>(&sealed) else {
        return "malformed";
    };
    let size = proof.attestation.record.size;
    assert!(is_allowed(size), "limits are checked by the reader");
    let _ = proof.attestation.check(&proof.original_hash());
    match proof.recipe.sizes(size) {
        Ok(_) => ACCEPTED,
        Err(error) => {
            is_clear(&error.to_string());
            "recipe"
        }
    }
}

/// A sidecar, beside the picture of a golden file.
pub fn sidecar(bytes: &[u8]) -> Outcome {
    let shown = inspect::contents(bytes);
    let picture = match envelope::open::<PublishedProof>(bytes) {
        Ok(proof) => {
            assert!(shown.is_ok(), "what can be read can be shown");
            // The picture of the seed that has most in common with it.
            let same = |known: &&seeds::Known| known.proof.recipe == proof.recipe;
            seeds::known().iter().find(same).unwrap_or(&seeds::known()[1])
        }
        Err(_) => &seeds::known()[1],
    };
    let file = png::encode(&picture.image);
    let report = verify_file(&file, Some(bytes), seeds::trust(), None);
    judged(&report, &file, Some(bytes))
}

/// A published picture, as anybody gets it.
pub fn published(bytes: &[u8]) -> Outcome {
    if let Err(error) = inspect::contents(bytes) {
        is_clear(&error.to_string());
    }
    let report = verify_file(bytes, None, seeds::trust(), None);
    judged(&report, bytes, None)
}

/// An attested original.
pub fn original(bytes: &[u8]) -> Outcome {
    let report = verify_file(bytes, None, seeds::trust(), None);
    let outcome = judged(&report, bytes, None);
    match Original::open(bytes) {
        Ok(original) => {
            let same = |known: &Original| {
                known.attestation == original.attestation
                    && known.hidden.hash() == original.hidden.hash()
                    && known.hidden.image() == original.hidden.image()
            };
            assert!(seeds::signed().iter().any(same), "nobody signed this original");
            ACCEPTED
        }
        Err(error) => {
            is_clear(&error.to_string());
            assert!(
                !report.holds() || png::find_chunk(bytes, PROOF_CHUNK).is_some(),
                "an original that holds can be opened"
            );
            outcome
        }
    }
}

/// A photo that the camera is asked to sign.
pub fn photo(bytes: &[u8]) -> Outcome {
    let strict = photo::open(bytes, false);
    let lenient = photo::open(bytes, true);
    for error in [strict.as_ref().err(), lenient.as_ref().err()].into_iter().flatten() {
        is_clear(&error.to_string());
    }
    match (strict, lenient) {
        (Ok(strict), lenient) => {
            assert!(is_allowed(strict.image.size()));
            let lenient = lenient.expect("what needs no leniency opens with it");
            assert_eq!(strict.taken, lenient.taken);
            assert_eq!(strict.image.size(), lenient.image.size());
            if strict.converted_from.is_some() {
                return "converted";
            }
            assert_eq!(strict.image, lenient.image, "what needs no leniency is the same with it");
            ACCEPTED
        }
        (Err(_), Ok(_)) => "profile",
        (Err(_), Err(_)) => "refused",
    }
}

/// The segments of a JPEG, its coefficients, and the pixels.
pub fn jpeg(bytes: &[u8]) -> Outcome {
    let read = |bytes: &[u8]| Coefficients::read(&Jpeg::parse(bytes)?)?.into_image();
    let jpeg = match Jpeg::parse(bytes) {
        Ok(jpeg) => jpeg,
        Err(error) => {
            is_clear(&error.to_string());
            return "not a row of segments";
        }
    };
    // What stands behind the end, and what decoders pass over, changes nothing.
    let (end, fill) = (bytes.len() - jpeg.trailing().len(), b"\xff\xd8\xff");
    let padded = [fill, &bytes[2..end]].concat();
    let image = read(bytes);
    assert_eq!(image, read(&padded));
    match image {
        Ok(image) => {
            assert!(is_allowed(image.size()));
            ACCEPTED
        }
        Err(error) => {
            is_clear(&error.to_string());
            "refused"
        }
    }
}

/// A published JPEG: its segments and metadata, its proof, its coefficients.
pub fn published_jpeg(bytes: &[u8]) -> Outcome {
    let found = published::find_proof(bytes);
    let jpeg = match PublishedJpeg::parse(bytes) {
        Ok(jpeg) => jpeg,
        Err(error) => {
            is_clear(&error.to_string());
            return "headers";
        }
    };
    match jpeg.proof() {
        Ok(proof) => assert_eq!(proof.as_deref(), found.as_deref()),
        Err(error) => is_clear(&error.to_string()),
    }
    let picture = match jpeg.picture() {
        Ok(picture) => picture,
        Err(error) => {
            is_clear(&error.to_string());
            return "scans";
        }
    };
    assert!(is_allowed(picture.size()));
    let read = |bytes: &[u8]| PublishedJpeg::parse(bytes)?.picture();
    let written = published::encode(&picture);
    let with = published::with_proof(&written, b"proof");
    assert_eq!(published::find_proof(&with).as_deref(), Some(&b"proof"[..]));
    assert!(read(&with).as_ref() == Ok(&picture), "what is written is read again");
    let bare = published::with_metadata(bytes, None, None).expect("a published JPEG");
    assert!(read(&bare).as_ref() == Ok(&picture), "captions are no part of the picture");
    if let Some(what) = jpeg.appearance() {
        is_clear(&what);
        return "appearance";
    }
    // Whoever reads photos sees the same picture.
    let shown = |bytes: &[u8]| Coefficients::read(&Jpeg::parse(bytes)?)?.into_image();
    assert!(shown(bytes) == shown(&written), "the same coefficients are the same pixels");
    ACCEPTED
}

/// A trust list.
pub fn trust(bytes: &[u8]) -> Outcome {
    let Ok(json) = std::str::from_utf8(bytes) else {
        return "no text";
    };
    match Trust::from_json(json) {
        Ok(list) => {
            let again = Trust::from_json(&list.to_json()).expect("what was written is read");
            assert_eq!(again, list);
            let camera = seeds::camera();
            let listed = list.makers().iter().any(|maker| maker.key == camera.certificate().maker);
            assert_eq!(list.maker_name(&camera.certificate().maker).is_some(), listed);
            ACCEPTED
        }
        Err(error) => {
            is_clear(&error.to_string());
            "refused"
        }
    }
}

/// House rules. What they allow is told, and the seeds' recipes are judged by them.
pub fn rules(bytes: &[u8]) -> Outcome {
    let Ok(json) = std::str::from_utf8(bytes) else {
        return "no text";
    };
    let rules = match Rules::from_json(json) {
        Ok(rules) => rules,
        Err(error) => {
            is_clear(&error.to_string());
            return "refused";
        }
    };
    is_clear(rules.name());
    let told = Language::ALL.map(|language| rules.told(language));
    told.iter().flatten().for_each(|text| is_clear(text));
    for known in seeds::known() {
        let recipe = &known.proof.recipe;
        let breaches = rules.judge(recipe, known.proof.attestation.record.size);
        for breach in breaches {
            assert!(breach.edit.is_none_or(|number| (1..=recipe.edits().len()).contains(&number)));
            Language::ALL
                .into_iter()
                .for_each(|language| is_clear(&breach.told(Some(recipe), language)));
        }
    }
    ACCEPTED
}

/// A recipe.
pub fn recipe(bytes: &[u8]) -> Outcome {
    let Ok(json) = std::str::from_utf8(bytes) else {
        return "no text";
    };
    let recipe = match Recipe::from_json(json) {
        Ok(recipe) => recipe,
        Err(error) => {
            is_clear(&text::message(&error.to_string()));
            return "refused";
        }
    };
    let again = serde_json::to_string(&recipe).expect("plain data");
    assert_eq!(Recipe::from_json(&again), Ok(recipe.clone()));
    let bytes = borsh::to_vec(&recipe).expect("writing to memory");
    assert_eq!(borsh::from_slice::<Recipe>(&bytes).ok(), Some(recipe.clone()));
    recipe.edits().iter().take(40).for_each(|edit| is_clear(&words(Language::English).edit(edit)));
    let mut fits = false;
    for (width, height) in [(1, 1), (48, 32), (8192, 4394), (16_384, 7324)] {
        match recipe.sizes(Size::new(width, height).expect("a size")) {
            Ok(sizes) => {
                assert!(sizes.iter().all(|size| is_allowed(*size)));
                fits = true;
            }
            Err(error) => is_clear(&error.to_string()),
        }
    }
    if fits { ACCEPTED } else { "does not fit" }
}

/// The key files of a camera, a maker and a notary, and a camera's certificate by itself.
pub fn keys(bytes: &[u8]) -> Outcome {
    let camera = opened::<Camera>(bytes);
    let maker = opened::<MakerKey>(bytes);
    let notary = opened::<Notary>(bytes);
    let certificate = match read_certificate(bytes) {
        Ok(certificate) => {
            assert!(certificate.to_bytes() == bytes, "a second encoding was accepted");
            assert!(!certificate.is_notary() && certificate.maker.is_usable());
            Some(certificate)
        }
        Err(error) => {
            is_clear(&error.to_string());
            None
        }
    };
    let found = [camera.is_some(), maker.is_some(), notary.is_some(), certificate.is_some()];
    assert!(found.iter().filter(|found| **found).count() < 2, "one file is one thing");
    if let Some(notary) = &notary {
        assert!(notary.certificate().is_notary() && notary.certificate().device.is_usable());
    }
    if let Some(camera) = &camera {
        assert!(camera.certificate().device.is_usable());
    }
    if found.contains(&true) { ACCEPTED } else { "refused" }
}

/// Opens an envelope, whose content must have this encoding and no other.
fn opened<T: Enveloped>(bytes: &[u8]) -> Option<T> {
    match envelope::open::<T>(bytes) {
        Ok(content) => {
            assert!(*envelope::seal(&content) == *bytes, "a second encoding was accepted");
            Some(content)
        }
        Err(error) => {
            is_clear(&error.to_string());
            if matches!(error, EnvelopeError::Version(_)) {
                assert_ne!(bytes[8..10], envelope::VERSION.to_le_bytes());
            }
            None
        }
    }
}

/// Checks a report: its form, and that what holds is what one of the seeds says.
fn judged(report: &Report, file: &[u8], sidecar: Option<&[u8]>) -> Outcome {
    is_clear(&report.message);
    let json = report.to_json();
    assert!(!json.contains('\n'), "the report is one line");
    assert_eq!(serde_json::from_str::<Report>(&json).ok().as_ref(), Some(report));
    Language::ALL.into_iter().for_each(|language| account_is_clear(&Account::of(report, language)));
    let json: serde_json::Value = serde_json::from_str(&json).expect("the report is JSON");
    if let Some(reason) = report.reason {
        assert_eq!(report.verdict, reason.verdict());
    }
    if !report.holds() {
        assert!(report.published.is_none(), "nothing is published that does not hold");
        return reason(&json);
    }
    let image = Png::parse(file).expect("a PNG").decode().expect("pixels");
    agrees_with_the_plain_decoder(file, &image);
    let Some(payload) = sidecar.or(png::find_chunk(file, PROOF_CHUNK)) else {
        let same = |known: &Original| known.hidden.image() == &image;
        assert!(seeds::signed().iter().any(same), "nobody signed this original");
        assert!(png::find_chunk(file, ORIGINAL_CHUNK).is_some());
        return ACCEPTED;
    };
    let proof: PublishedProof = envelope::open(payload).expect("a proof");
    let same = |known: &seeds::Known| {
        known.image == image
            && known.proof.attestation.record.size == proof.attestation.record.size
            && known.proof.commitments == proof.commitments
            && known.proof.bound == proof.bound
            && known.proof.recipe == proof.recipe
            && known.proof.chain == proof.chain
            && (known.proof.attestation == proof.attestation || signed_again(report, &proof))
    };
    assert!(seeds::known().iter().any(same), "a false claim holds");
    ACCEPTED
}

/// Whether the claim was signed again with the fuzzer's own keys, which is then said.
fn signed_again(report: &Report, proof: &PublishedProof) -> bool {
    let own: PublicKey = seeds::camera().certificate().maker;
    proof.attestation.certificate.maker == own && report.verdict == Verdict::UnknownCamera
}

/// The reason of a report as a word that lives as long as the program.
fn reason(json: &serde_json::Value) -> Outcome {
    const WORDS: &[Outcome] = &[
        "malformed",
        "appearance",
        "binding",
        "signature",
        "revoked",
        "step",
        "linked_commitment",
        "proof",
        "published_pixels",
        "unreadable",
        "not_a_picture",
        "no_proof",
        "version",
        "limits",
        "memory",
    ];
    let word = json["reason"].as_str().unwrap_or_default();
    WORDS
        .iter()
        .find(|known| **known == word)
        .unwrap_or_else(|| panic!("the reason {word:?} is not one for a file"))
}

fn agrees_with_the_plain_decoder(file: &[u8], image: &Image) {
    let interlaced = file[28] != 0;
    match plain_png::rgb(file) {
        Some(pixels) => assert!(image.pixels() == pixels, "two decoders see two pictures"),
        None => assert!(interlaced, "another decoder finds the picture broken"),
    }
}

/// A message for people: there, on one line, not endless, nothing that a terminal would obey.
fn is_clear(message: &str) {
    assert!(text::is_plain(message), "an unclear message: {message:?}");
    assert!(message.chars().count() < 6000, "an endless message: {message:?}");
}

/// Whatever stands in a file, what people are told of it disturbs no screen.
fn account_is_clear(account: &Account) {
    let Account { title, sentence, checked, unchecked, next, warnings, edits, .. } = account;
    let Account { signer, taken, failed, bound, detail, credentials, rules, .. } = account;
    [title, sentence].into_iter().for_each(|text| is_clear(text));
    [checked, unchecked, next, warnings, edits, credentials, rules]
        .into_iter()
        .flatten()
        .for_each(|text| is_clear(text));
    [signer, taken, failed, bound, detail].into_iter().flatten().for_each(|text| is_clear(text));
}

/// Whether a size is within the limits, whatever its type says.
fn is_allowed(size: Size) -> bool {
    Size::new(size.width(), size.height()).is_ok()
}
