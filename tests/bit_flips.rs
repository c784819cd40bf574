//! Single bits flipped in a published file: no such file is verified, and each part answers with the
//! reason of the check that looks at it. The file is the smallest of the golden ones.

mod common;

use std::path::Path;
use std::sync::OnceLock;

use common::with_payload;
use proofroom_provenance::circuits::Image;
use proofroom_provenance::format::envelope::{self, HEADER_BYTES};
use proofroom_provenance::format::png::{PROOF_CHUNK, Png, find_chunk};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Reason, Report, Verdict, verify_file};
use rayon::prelude::*;

/// The golden file, its pixels, its proof as bytes and taken apart.
struct Golden {
    file: Vec<u8>,
    image: Image,
    payload: Vec<u8>,
    proof: PublishedProof,
    trust: Trust,
}

fn golden() -> &'static Golden {
    static GOLDEN: OnceLock<Golden> = OnceLock::new();
    GOLDEN.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let file = std::fs::read(root.join("tests/golden/crop.png")).expect("the golden file");
        let payload = find_chunk(&file, PROOF_CHUNK).expect("a proof").to_vec();
        let golden = Golden {
            image: Png::parse(&file).expect("a PNG").decode().expect("pixels"),
            proof: envelope::open(&payload).expect("a proof"),
            trust: Trust::read(&root.join("samples/trust.json")).expect("a trust list"),
            payload,
            file,
        };
        let report = verify_file(&golden.file, None, &golden.trust, None);
        assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
        golden
    })
}

fn flipped(bytes: &[u8], bit: usize) -> Vec<u8> {
    let mut flipped = bytes.to_vec();
    flipped[bit / 8] ^= 1 << (bit % 8);
    flipped
}

fn judge(file: &[u8]) -> Report {
    verify_file(file, None, &golden().trust, None)
}

/// Flips these bits of the proof one by one, in a file whose checksums are right; each must get one of
/// these reasons.
fn check(bits: impl IntoIterator<Item = usize>, reasons: &[Reason]) {
    let Golden { image, payload, .. } = golden();
    let bits: Vec<usize> = bits.into_iter().collect();
    assert!(!bits.is_empty());
    bits.into_par_iter().for_each(|bit| {
        let report = judge(&with_payload(image, &flipped(payload, bit)));
        let message = &report.message;
        assert!(!report.holds(), "bit {bit} of the proof: {message}");
        assert!(
            report.reason.is_some_and(|reason| reasons.contains(&reason)),
            "bit {bit} of the proof: {:?}, {message}",
            report.reason
        );
    });
}

/// The places of the parts of the proof, in bytes.
struct Parts {
    /// Certificate, capture record, and the camera's signature.
    attestation: usize,
    /// Commitments to the original.
    commitments: usize,
    /// Bound text and recipe.
    recipe: usize,
    /// Grouping, and commitments of the one step.
    chain: usize,
    /// The one halo2 proof of the file.
    proof: usize,
}

fn parts() -> Parts {
    let Golden { proof, payload, .. } = golden();
    let length = |part: &dyn Fn() -> std::io::Result<Vec<u8>>| part().expect("encodes").len();
    let attestation = HEADER_BYTES;
    let commitments = attestation + length(&|| borsh::to_vec(&proof.attestation));
    let bound = commitments + length(&|| borsh::to_vec(&proof.commitments));
    let recipe = bound + length(&|| borsh::to_vec(&proof.bound));
    let chain = recipe + length(&|| borsh::to_vec(&proof.recipe));
    assert_eq!(proof.chain.steps.len(), 1);
    assert_eq!(proof.chain.steps[0].proofs.len(), 1);
    Parts {
        attestation,
        commitments,
        recipe: bound,
        chain,
        proof: payload.len() - proof.chain.steps[0].proofs[0].len(),
    }
}

fn bits(bytes: std::ops::Range<usize>) -> std::ops::Range<usize> {
    8 * bytes.start..8 * bytes.end
}

#[test]
fn every_bit_of_the_header() {
    check(bits(0..8), &[Reason::NoProof]);
    check(bits(8..10), &[Reason::Version]);
}

#[test]
fn every_bit_of_certificate_record_and_signatures() {
    let Parts { attestation, commitments, .. } = parts();
    // A record may be of a version that is not known.
    let reasons = [Reason::Signature, Reason::Malformed, Reason::Version];
    check(bits(attestation..commitments), &reasons);
}

#[test]
fn every_bit_of_the_commitments_to_the_original() {
    let Parts { commitments, recipe, .. } = parts();
    let reasons = [Reason::Signature, Reason::Malformed];
    check(bits(commitments..recipe), &reasons);
}

#[test]
fn every_bit_of_bound_text_and_recipe() {
    let Parts { recipe, chain, .. } = parts();
    // Another recipe may be none, not fit, give another size, or fit and be false.
    let reasons = [Reason::Malformed, Reason::Step, Reason::PublishedPixels, Reason::Proof];
    check(bits(recipe..chain), &reasons);
}

#[test]
fn a_bit_of_every_byte_of_grouping_and_commitments_of_the_step() {
    let Parts { chain, proof, .. } = parts();
    let reasons = [Reason::Malformed, Reason::LinkedCommitment, Reason::Proof];
    check((chain..proof).map(|byte| 8 * byte + byte % 8), &reasons);
}

#[test]
fn every_bit_of_one_point_and_one_scalar() {
    let Parts { proof, .. } = parts();
    let end = golden().payload.len();
    // A proof begins with the commitment to a column, and ends with a scalar of the opening.
    check(bits(proof..proof + 32), &[Reason::Proof]);
    check(bits(end - 32..end), &[Reason::Proof]);
}

#[test]
fn two_hundred_bits_of_the_rest() {
    let Parts { proof, .. } = parts();
    let rest = bits(proof + 32..golden().payload.len() - 32);
    // The same bits in every run, spread by a multiplicative hash (Knuth).
    let spread = |i: u64| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize;
    let some = (1..=200).map(|i| rest.start + spread(i) % rest.len());
    check(some, &[Reason::Proof]);
}

#[test]
fn every_bit_of_the_file_as_it_stands() {
    let file = &golden().file;
    (0..8 * file.len()).into_par_iter().for_each(|bit| {
        let report = judge(&flipped(file, bit));
        assert!(!report.holds(), "bit {bit} of the file: {}", report.message);
        assert!(!report.message.is_empty());
    });
}

/// Bits of the picture's own chunks, with the checksums made right again. A file is judged by its pixels,
/// so what compresses the same pixels in another way may change. By a single bit that is only what no
/// decoder looks at: the bits that fill up the last byte of compressed data.
#[test]
fn only_what_leaves_the_pixels_alone_may_change_in_the_picture() {
    let Golden { file, image, .. } = golden();
    let png = Png::parse(file).expect("a PNG");
    let [header, pixels, end] = [b"IHDR", b"IDAT", b"IEND"].map(|kind| {
        let bits = 0..8 * find_chunk(file, *kind).expect("a chunk").len();
        let same = |bit: &usize| {
            let altered = with_flipped_bit(&png, *kind, *bit);
            let decoded = Png::parse(&altered).ok().and_then(|png| png.decode().ok());
            let same = decoded.as_ref() == Some(image);
            // Other pixels are rejected, which is shown elsewhere for less; and proofs take time.
            assert!(
                !same || !bit.is_multiple_of(8) || judge(&altered).verdict == Verdict::Verified
            );
            same
        };
        bits.into_par_iter().filter(same).collect::<Vec<usize>>()
    });
    assert_eq!((header, end), (Vec::new(), Vec::new()));
    // The block ends within byte 1032 of 1037; the checksum of the compressed data (Adler-32) follows.
    assert_eq!(pixels, [8 * 1032 + 6, 8 * 1032 + 7]);
}

/// The file with one bit of one chunk's content flipped, and all checksums right.
fn with_flipped_bit(png: &Png<'_>, kind: [u8; 4], bit: usize) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for chunk in png.chunks() {
        let mut body = [&chunk.kind, chunk.data].concat();
        if chunk.kind == kind {
            body[4 + bit / 8] ^= 1 << (bit % 8);
        }
        file.extend((chunk.data.len() as u32).to_be_bytes());
        file.extend(&body);
        file.extend(crc32fast::hash(&body).to_be_bytes());
    }
    file
}
