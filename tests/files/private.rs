//! Originals, which are private, and what a published file holds of them: nothing.

use proofroom_provenance::circuits::{Image, Recipe};
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK, Png};
use proofroom_provenance::verify::inspect::{self, Kind};
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Reason, Verdict, Warning, verify_file};

use crate::common::{
    RECIPE, SIZE, image_of, picture, publish, published, published_file, signed, trust, with_chunk,
    with_payload,
};
use crate::{check, check_words, verdict};

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
    assert_eq!(report.warnings, [Warning::PrivateOriginal]);
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
    assert_eq!(report.warnings, [Warning::SecretRecord]);
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
    let others = serde_json::to_value(&inside.other_chunks).expect("plain data");
    assert_eq!(others, serde_json::json!([{"name": "tEXt", "holds": "text"}]));
    let mut version = published().payload();
    version[8] = 9;
    for (file, reason) in [
        (b"text".to_vec(), Reason::NotAPicture),
        (png::encode(&picture(SIZE)), Reason::NoProof),
        (version.clone(), Reason::Version),
        (with_payload(image_of(published()), &version), Reason::Version),
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
    assert_eq!(image_of(&again), image_of(published()));
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
