//! The proof and what it claims: each part is bound, each length is checked, each text is held against what the
//! verifier expects.

use ed25519_dalek::{Signer, SigningKey};
use proofroom_provenance::circuits::{Image, Recipe, Seed, Size, StepProof};
use proofroom_provenance::format::envelope;
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::PublishedPicture;
use proofroom_provenance::verify::{Reason, Verdict, Warning, verify_file};

use crate::common::{
    self, RECIPE, SIZE, camera, image_of, picture, publish, published, published_file, signed,
    trust, with_payload, with_proof,
};
use crate::{check, check_words};

/// What is done to a proof before it is encoded again, with all lengths and checksums right.
type Change<'a> = Box<dyn Fn(&mut PublishedProof) + 'a>;

fn change<'a>(change: impl Fn(&mut PublishedProof) + 'a) -> Change<'a> {
    Box::new(change)
}

/// A size as a forger writes it.
fn size(width: u32, height: u32) -> Size {
    Size::dangerously_unchecked(width, height)
}

fn recipe(json: &str) -> Recipe {
    Recipe::from_json(json).expect("a recipe")
}

/// The recipe of the published picture with other words in it.
fn altered(words: &'static str, others: &'static str) -> Change<'static> {
    assert!(RECIPE.contains(words), "{words}");
    change(move |proof| proof.recipe = recipe(&RECIPE.replace(words, others)))
}

#[test]
fn each_part_of_the_proof_is_bound() {
    let stranger = signed(2, SIZE);
    // Another original of the same camera, honestly signed.
    let sister = camera(1).sign(picture(SIZE), common::TIME, Seed::dangerously_from_bytes([9; 32]));
    let last = |proof: &mut PublishedProof, point: [u8; 32]| {
        let last = proof.chain.steps.last_mut().expect("a step");
        last.output[0].0 = point;
    };
    for (reason, step, change) in [
        (Reason::Signature, None, change(|proof| proof.attestation.record.time += 1)),
        (
            Reason::Signature,
            None,
            change(|proof| proof.attestation.record.size = size(SIZE.width(), SIZE.height() + 1)),
        ),
        (Reason::Signature, None, change(|proof| proof.attestation.signature.0[3] ^= 1)),
        (
            Reason::Signature,
            None,
            change(|proof| proof.attestation.certificate.signature.0[3] ^= 1),
        ),
        (Reason::Signature, None, change(|proof| proof.attestation.certificate.simulated = false)),
        (Reason::Signature, None, change(|proof| proof.commitments[0].0[3] ^= 1)),
        (Reason::Signature, None, change(|proof| proof.attestation = stranger.attestation.clone())),
        (
            Reason::Proof,
            Some(1),
            change(|proof| {
                proof.attestation = sister.attestation.clone();
                proof.commitments = sister.hidden.commitments().to_vec();
            }),
        ),
        (Reason::Proof, Some(1), altered("1300", "1301")),
        (Reason::Proof, Some(1), altered("\"x\":2", "\"x\":3")),
        (Reason::Proof, Some(1), change(|proof| proof.bound = Some(String::new()))),
        (Reason::Malformed, Some(1), change(|proof| proof.chain.steps.swap(0, 1))),
        (Reason::LinkedCommitment, Some(2), change(|proof| last(proof, [0xff; 32]))),
        (Reason::LinkedCommitment, Some(2), change(|proof| last(proof, [0; 32]))),
    ] {
        let report = check(&with_proof(change), reason);
        assert_eq!(report.step, step, "{}", report.message);
    }
}

/// Somebody whose camera is trusted and signs any hash, as everybody's simulated one can be made to, puts his own
/// certificate, another date and his signature over somebody else's published picture. All signatures are valid, and
/// the proof is false: it was made for another attestation.
#[test]
fn another_signature_over_a_published_picture_is_rejected() {
    let hash = published().proof.original_hash();
    let dates: [(u8, u64); 3] =
        [(1, common::TIME - 86_400), (2, common::TIME), (2, common::TIME - 86_400)];
    for (seed, time) in dates {
        let mut attestation = signed(seed, SIZE).attestation;
        attestation.record.time = time;
        let record = borsh::to_vec(&attestation.record).expect("writing to memory");
        let message = [&b"proofroom capture v1"[..], &hash.0, &record].concat();
        // The device's key of `camera`.
        let key = SigningKey::from_bytes(&[seed + 100; 32]);
        attestation.signature.0 = key.sign(&message).to_bytes();
        assert_eq!(attestation.check(&hash), Ok(()), "the signatures are valid");
        let file = with_proof(|proof| proof.attestation = attestation.clone());
        let report = verify_file(&file, None, &trust(seed), None);
        assert_eq!(
            (report.verdict, report.reason, report.step),
            (Verdict::Rejected, Some(Reason::Proof), Some(1)),
            "camera {seed} at {time}: {}",
            report.message
        );
    }
}

#[test]
fn nothing_unchecked_is_told() {
    let other = signed(2, SIZE).attestation.certificate.device;
    let signature = with_proof(|proof| proof.attestation.certificate.device = other);
    let report = check(&signature, Reason::Signature);
    assert_eq!((report.camera, report.captured, report.original), (None, None, None));
    let report = check(&with_proof(altered("1300", "1301")), Reason::Proof);
    assert!(report.edits.is_some() && report.published.is_none());
}

#[test]
fn edits_that_are_not_allowed_are_rejected() {
    let many = format!("[{}]", vec![r#"{"brightness":{"offset":1}}"#; 33].join(","));
    for (reason, step, words, change) in [
        (Reason::Step, Some(1), "", altered("\"width\":12", "\"width\":15")),
        (Reason::Step, Some(2), "", altered("1300", "8001")),
        (Reason::Step, None, "at most 32", change(|proof| proof.recipe = recipe(&many))),
        (Reason::PublishedPixels, None, "", altered("\"width\":12", "\"width\":11")),
    ] {
        let report = check_words(&with_proof(change), reason, words);
        assert_eq!(report.step, step, "{}", report.message);
    }
}

#[test]
fn proofs_that_are_cut_or_too_long_are_rejected() {
    let payload = published().payload();
    let judge = |payload: &[u8], words| {
        check_words(&with_payload(image_of(published()), payload), Reason::Malformed, words);
    };
    judge(&[&payload[..], &[0]].concat(), "left over");
    for length in [9, 10, 11, 100, payload.len() / 2, payload.len() - 1] {
        judge(&payload[..length], "");
    }
}

#[test]
fn malformed_proofs_are_rejected() {
    let long = "x".repeat(4097);
    for (words, change) in [
        ("time", change(|proof| proof.attestation.record.time = u64::MAX)),
        ("size", change(|proof| proof.attestation.record.size = size(0, SIZE.height()))),
        ("size", change(|proof| proof.attestation.record.size = size(17_000, SIZE.height()))),
        ("column commitments", change(|proof| proof.commitments.push(proof.commitments[0]))),
        ("column commitments", change(|proof| proof.commitments.clear())),
        ("bound text", change(|proof| proof.bound = Some(long.clone()))),
        ("groups", change(|proof| proof.chain.grouping = vec![1; 34])),
        ("", change(|proof| proof.chain.grouping = vec![2])),
        ("", change(|proof| proof.chain.grouping.clear())),
        ("", change(|proof| drop(proof.chain.steps.pop()))),
        ("", change(|proof| proof.chain.steps.clear())),
    ] {
        check_words(&with_proof(change), Reason::Malformed, words);
    }
    let version = with_proof(|proof| proof.attestation.record.version = 4);
    check_words(&version, Reason::Version, "version 4");
    // A record that should have evidence, and has none.
    let bare = with_proof(|proof| proof.attestation.record.version = 3);
    check_words(&bare, Reason::Malformed, "capture record");

    let first_step: [fn(&mut StepProof); 9] = [
        |step| step.proofs[0].push(0),
        |step| step.proofs[0].truncate(1),
        |step| step.proofs.clear(),
        |step| step.proofs.push(Vec::new()),
        |step| step.output.push(step.output[0]),
        |step| step.output.clear(),
        |step| step.auxiliary.push(step.output[0]),
        |step| step.multiplicities.push(step.output[0]),
        |step| step.later.push(step.output[0]),
    ];
    for change in first_step {
        check(&with_proof(|proof| change(&mut proof.chain.steps[0])), Reason::Malformed);
    }
    check(&with_proof(|proof| proof.chain.steps[0].proofs[0][40] ^= 1), Reason::Proof);
}

/// The proof of a hidden crop and of what follows, each part of it altered.
#[test]
fn each_part_of_a_hidden_crop_is_bound() {
    for (recipe, alone) in [(HIDDEN, true), (HIDDEN_AND_RESIZED, true), (HIDDEN_AND_TONE, false)] {
        let made = common::publish_at(&signed(1, SIZE), recipe, &[(3, 2)]);
        assert_eq!(made.proof.chain.steps.len() == 1, alone);
        let judge = |change: &dyn Fn(&mut PublishedProof)| {
            let mut proof = made.proof.clone();
            change(&mut proof);
            verify_file(
                &with_payload(image_of(&made), &envelope::seal(&proof)),
                None,
                &trust(1),
                None,
            )
        };
        let report = judge(&|_| ());
        assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
        let first = |change: fn(&mut StepProof)| judge(&|proof| change(&mut proof.chain.steps[0]));
        let swaps: [fn(&mut StepProof); 4] = [
            |step| step.later.swap(0, 1),
            |step| step.later.swap(1, 2),
            |step| std::mem::swap(&mut step.later[0], step.auxiliary.last_mut().expect("a place")),
            |step| step.later[2] = step.later[0],
        ];
        for change in swaps {
            let report = first(change);
            assert_eq!(report.reason, Some(Reason::Proof), "{recipe}: {}", report.message);
        }
        let counts: [fn(&mut StepProof); 4] = [
            |step| _ = step.later.pop(),
            |step| step.later.clear(),
            |step| step.later.push(step.later[0]),
            |step| _ = step.auxiliary.pop(),
        ];
        for change in counts {
            let report = first(change);
            assert_eq!(report.reason, Some(Reason::Malformed), "{recipe}: {}", report.message);
        }
        let claimed = |width: u32, height: u32| {
            let size = |width, height| format!(r#""width":{width},"height":{height}"#);
            let claim = recipe.replace(&size(8, 6), &size(width, height));
            assert_ne!(claim, recipe);
            judge(&|proof| proof.recipe = Recipe::from_json(&claim).expect("a recipe"))
        };
        let report = claimed(17, 6);
        assert_eq!(report.reason, Some(Reason::Step), "{recipe}: {}", report.message);
        if recipe == HIDDEN_AND_RESIZED {
            let report = claimed(7, 6);
            assert_eq!(report.reason, Some(Reason::Proof), "{recipe}: {}", report.message);
        }
    }
}

const HIDDEN: &str = r#"[{"crop_hidden":{"width":8,"height":6}}]"#;
const HIDDEN_AND_RESIZED: &str =
    r#"[{"crop_hidden":{"width":8,"height":6}},{"resize":{"width":5,"height":4}}]"#;
const HIDDEN_AND_TONE: &str =
    r#"[{"crop_hidden":{"width":8,"height":6}},{"contrast":{"permille":1300}}]"#;

/// Of an original in which every place looks the same, files for different places differ in random numbers alone:
/// each part has the same length and the same kind, and what is not random is equal.
#[test]
fn a_hidden_place_shows_in_no_part_of_the_file() {
    let flat = Image::new(SIZE, [90, 60, 30].repeat(SIZE.bytes() / 3));
    let original = camera(1).sign(flat, common::TIME, Seed::dangerously_from_bytes([5; 32]));
    for recipe in [HIDDEN, HIDDEN_AND_RESIZED, HIDDEN_AND_TONE] {
        let made = |place| common::publish_at(&original, recipe, &[place]);
        let [first, second, again] = [(0, 0), (8, 6), (0, 0)].map(made);
        for other in [&second, &again] {
            assert_eq!(first.output, other.output);
            assert_eq!(first.to_file().len(), other.to_file().len());
            assert_eq!(first.proof.recipe, other.proof.recipe);
            assert_eq!(first.proof.attestation, other.proof.attestation);
            assert_eq!(first.proof.commitments, other.proof.commitments);
            let (one, two) = (&first.proof.chain, &other.proof.chain);
            assert_eq!((&one.grouping, one.steps.len()), (&two.grouping, two.steps.len()));
            for (index, (one, two)) in one.steps.iter().zip(&two.steps).enumerate() {
                // The last output is published, so its commitments hide nothing.
                let is_last = index + 1 == first.proof.chain.steps.len();
                assert_eq!(one.output == two.output, is_last, "step {index} of {recipe}");
                for (one, two) in [
                    (&one.auxiliary, &two.auxiliary),
                    (&one.multiplicities, &two.multiplicities),
                    (&one.later, &two.later),
                ] {
                    assert_eq!(one.len(), two.len());
                    assert!(one.iter().all(|point| !two.contains(point)), "blinding repeats");
                }
                let lengths =
                    |step: &StepProof| step.proofs.iter().map(Vec::len).collect::<Vec<_>>();
                assert_eq!(lengths(one), lengths(two));
            }
        }
    }
}

#[test]
fn counts_are_compared_before_anything_is_made_of_them() {
    // The place of each count in the payload, found by what stands before it.
    let image = image_of(published());
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
fn a_sidecar_wins_over_the_proof_inside() {
    let good = published().payload();
    let plain = published().to_plain_file();
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
    let both = judge(&with_payload(image_of(published()), &bad), &good);
    assert_eq!(both.verdict, Verdict::Verified, "{}", both.message);
    assert_eq!(both.warnings, [Warning::ProofIgnored]);
    let wrong = judge(&published_file(), &bad);
    assert_eq!((wrong.verdict, wrong.reason), (Verdict::Rejected, Some(Reason::Malformed)));
    let none = judge(&plain, b"not a proof");
    assert_eq!(none.reason, Some(Reason::NoProof));
    assert_eq!(judge(b"no picture", &good).reason, Some(Reason::NotAPicture));
}

#[test]
fn bound_texts_are_held_against_what_is_expected() {
    let original = signed(1, SIZE);
    let files: Vec<(Option<&str>, PublishedPicture)> = [None, Some(""), Some("nonce 42")]
        .map(|bound| (bound, publish(&original, "[]", bound)))
        .into();
    for (bound, picture) in &files {
        let file = picture.to_file();
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
    let file = with_payload(image_of(&files[2].1), &envelope::seal(&replayed));
    let report = verify_file(&file, None, &trust(1), Some("nonce 43"));
    assert_eq!(report.reason, Some(Reason::Proof));
}
