//! Small files that once made the verifier take gigabytes or seconds: each in a process of its own, in which its memory
//! and its time are counted.

use std::time::Duration;

use proofroom_provenance::capture::camera::MakerKey;
use proofroom_provenance::circuits::{
    ChainProof, Image, Layout, OutputFormat, Recipe, Seed, Size, StepProof, Unwatched, warm_up,
};
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::envelope;
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png::{self, PROOF_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::PublishedPicture;
use proofroom_provenance::verify::trust::Trust;
use proofroom_provenance::verify::{Verdict, verify_file};

use crate::{in_its_own_process, memory, processor_time};

/// The most memory for a file whose counts are wrong.
const FOR_COUNTING: usize = 32 << 20;
/// The same of a file with steps of the largest pictures, whose columns are counted in each step.
const FOR_COUNTING_MOST: usize = 64 << 20;
/// And the most for any of these files, however many threads there are: two relations of a hundred megabytes.
const FOR_CHECKING: usize = 200 << 20;
const THREADS: usize = 16;

/// An original and edits of it, of which somebody claims to have proofs.
struct Claim {
    original: Original,
    recipe: Recipe,
    published: Image,
}

impl Claim {
    /// `count` times the edits that `edit` gives for each number.
    fn new(size: Size, count: usize, edit: impl Fn(usize) -> String) -> Self {
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .simulated_camera(DeviceName::new("Test").expect("a name"));
        let image = Image::new(size, vec![7; size.bytes()]);
        let original = camera.sign(image, 0, Seed::dangerously_from_bytes([2; 32]));
        let edits: Vec<String> = (0..count).map(edit).collect();
        let recipe = Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe");
        let published = *recipe.sizes(size).expect("fits").last().expect("a size");
        Claim { original, recipe, published: Image::new(published, vec![7; published.bytes()]) }
    }

    /// The file with these proofs of single edits.
    fn file(&self, step: impl Fn(usize) -> StepProof) -> Vec<u8> {
        let edits = self.recipe.edits();
        let steps = (0..edits.len()).map(step);
        let proof = PublishedProof {
            attestation: self.original.attestation.clone(),
            commitments: self.original.hidden.commitments().to_vec(),
            bound: None,
            recipe: self.recipe.clone(),
            chain: ChainProof { grouping: vec![1; edits.len()], steps: steps.collect() },
        };
        Png::parse(&png::encode(&self.published))
            .expect("a PNG")
            .with_chunk(PROOF_CHUNK, &envelope::seal(&proof))
    }
}

/// Checks that the file is rejected with these words, within these limits.
fn rejected(file: &[u8], words: &str, most_memory: usize, most_time: Duration) {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(THREADS).build();
    let threads = threads.expect("threads");
    let before = processor_time();
    let (memory, report) =
        memory::peak(|| threads.install(|| verify_file(file, None, &Trust::empty(), None)));
    let time = processor_time().zip(before).map(|(now, then)| now - then);
    println!("{} bytes: {words}, {memory} bytes, {time:?}", file.len());
    assert_eq!(report.verdict, Verdict::Rejected);
    assert!(report.message.contains(words), "{}", report.message);
    assert!(memory < most_memory, "{memory} bytes for {} bytes", file.len());
    assert!(time.is_none_or(|time| time < most_time), "{time:?} for {} bytes", file.len());
}

#[test]
#[ignore = "the process that `small_files_do_not_exhaust_the_verifier` starts"]
fn attacks() {
    Layout::KS.into_iter().for_each(warm_up);
    let short = Duration::from_secs(1);
    let no_proofs = |_: usize| StepProof {
        output: Vec::new(),
        auxiliary: Vec::new(),
        multiplicities: Vec::new(),
        later: Vec::new(),
        proofs: Vec::new(),
    };
    // A column holds hundreds or thousands of image rows, and a resize weighs each of them otherwise.
    for (width, height) in [
        (1, 8192),
        (1, 5376),
        (3, 8192),
        (12, 8192),
        (20, 8192),
        (40, 8192),
        (8192, 1),
        (1, 16_384),
    ] {
        let resized = |index: usize| {
            let height = (height - index as u32 % 2).max(1);
            format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#)
        };
        let claim = Claim::new(Size::new(width, height).expect("a size"), 32, resized);
        let words = "the number of the output's columns";
        rejected(&claim.file(no_proofs), words, FOR_COUNTING, short);
    }
    // The largest pictures on the way to one pixel.
    for (width, height, memory) in
        [(680, 16_384, FOR_COUNTING), (240, 8192, FOR_COUNTING), (16_384, 7324, FOR_COUNTING_MOST)]
    {
        let resized = |index: usize| {
            let (width, height) = if index == 31 { (1, 1) } else { (width, height - index % 2) };
            format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#)
        };
        let claim = Claim::new(Size::new(16_384, 1).expect("a size"), 32, resized);
        rejected(&claim.file(no_proofs), "the number of the output's columns", memory, short);
    }
    let blurred = |_| r#"{"convolve":{"preset":"gaussian5"}}"#.to_owned();
    let claim = Claim::new(Size::new(1, 8192).expect("a size"), 32, blurred);
    rejected(&claim.file(no_proofs), "the number of the output's columns", FOR_COUNTING, short);

    // Every count is right, and every relation takes much: the first the largest circuit, the second many rows to count.
    // The proofs are those of another chain, which is found out when everything is added up.
    for (width, height) in [(56, 700), (12, 8192)] {
        let resized = |index: usize| {
            let height = height - 10 * (1 - index % 2);
            format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#)
        };
        let size = Size::new(width, height as u32).expect("a size");
        let two = Claim::new(size, 2, resized);
        let made = PublishedPicture::make(
            &two.original,
            &two.recipe,
            OutputFormat::Pixels,
            None,
            &Unwatched,
        );
        let steps = made.expect("proves").proof.chain.steps;
        let twelve = Claim::new(size, 12, resized);
        let file = twelve.file(|index| steps[usize::from(index == 11)].clone());
        rejected(&file, "proof", FOR_CHECKING, Duration::MAX);
    }

    // The same with columns of 2^16 rows, whose weights take the most. What leads to them is one row.
    let resized = |index: usize| {
        let height = 230 + 10 * (index % 2);
        format!(r#"{{"resize":{{"width":900,"height":{height}}}}}"#)
    };
    let size = Size::new(10_838, 1).expect("a size");
    let three = Claim::new(size, 3, resized);
    let made = PublishedPicture::make(
        &three.original,
        &three.recipe,
        OutputFormat::Pixels,
        None,
        &Unwatched,
    );
    let steps = made.expect("proves").proof.chain.steps;
    let thirteen = Claim::new(size, 13, resized);
    let of = |index: usize| match index {
        0 => 0,
        12 => 2,
        _ => 1,
    };
    let file = thirteen.file(|index| steps[of(index)].clone());
    rejected(&file, "proof", FOR_CHECKING, Duration::MAX);
}

#[test]
fn small_files_do_not_exhaust_the_verifier() {
    let told = in_its_own_process("exhaustion::attacks", "exhaustion");
    assert!(told.contains("1 passed"), "{told}");
}
