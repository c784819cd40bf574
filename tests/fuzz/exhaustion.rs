//! Small files that once made the verifier take gigabytes or seconds: each in a process of its own, in which its memory
//! and its time are counted.

use std::time::Duration;

use proofroom_provenance::capture::camera::MakerKey;
use proofroom_provenance::circuits::{
    ChainProof, Edit, Image, Layout, OutputFormat, Recipe, Seed, Size, StepProof, Unwatched,
    warm_up,
};
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::envelope;
use proofroom_provenance::format::jpeg::JpegError;
use proofroom_provenance::format::jpeg::published::PublishedJpeg;
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
/// The most memory for the coefficients of the largest JPEG: two bytes for each of three components of a pixel, and
/// what is noted of each block.
const FOR_COEFFICIENTS: usize = 13 * (16_384 * 7324) / 2;

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

    /// The file with these proofs of steps, none of which is of two edits.
    fn file(&self, step: impl Fn(usize) -> StepProof) -> Vec<u8> {
        let edits = self.recipe.edits();
        let of_edit = |edit: &Edit| if matches!(edit, Edit::Straighten(_)) { 3 } else { 1 };
        let steps = (0..edits.iter().map(of_edit).sum()).map(step);
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

/// A progressive JPEG of the largest size, gray in every pixel. The first scan says so with a bit for each block; then
/// so many `scans` of each component, of about a thousand bytes, go over all of its blocks and change nothing.
fn flat_jpeg(scans: u8) -> Vec<u8> {
    const WIDTH: u16 = 16_384;
    const HEIGHT: u16 = 7324;
    let blocks = usize::from(WIDTH).div_ceil(8) * usize::from(HEIGHT).div_ceil(8);
    // The last byte is filled up with ones, and a zero follows a byte of ones.
    let data = |bits: Vec<u8>| -> Vec<u8> {
        let byte = |bits: &[u8]| bits.iter().fold(0, |byte, bit| byte << 1 | bit);
        let ones = |bits: &[u8]| [bits, &[1; 8]].concat()[..8].to_vec();
        let bytes = bits.chunks(8).map(|bits| byte(&ones(bits)));
        bytes.flat_map(|byte| [byte, 0].into_iter().take(1 + usize::from(byte == 0xff))).collect()
    };
    let mut bits = Vec::new();
    let mut left = blocks;
    while left >= 1 << 14 {
        let run = left.min((1 << 15) - 1);
        bits.extend([1, 0]);
        bits.extend((0..14).rev().map(|bit| (run >> bit & 1) as u8));
        left -= run;
    }
    bits.extend(vec![0; left]);
    let skipped = data(bits);

    let mut file = vec![0xff, 0xd8];
    let mut part = |kind: u8, payload: &[u8], data: &[u8]| {
        let length = (payload.len() as u16 + 2).to_be_bytes();
        file.extend([&[0xff, kind], &length[..], payload, data].concat());
    };
    part(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0", &[]);
    for table in [0, 1] {
        part(0xdb, &[&[table][..], &[1; 64]].concat(), &[]);
    }
    let [[y1, y0], [x1, x0]] = [HEIGHT, WIDTH].map(u16::to_be_bytes);
    part(0xc2, &[8, y1, y0, x1, x0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1], &[]);
    // 0 is a DC coefficient like the one before, and a block without AC coefficients; 10 and 14 bits are 2^14 such
    // blocks and as many more as the bits say.
    let codes = [&[0x00, 1][..], &[0; 15], &[0x00], &[0x10, 1, 1], &[0; 14], &[0x00, 0xe0]];
    part(0xc4, &codes.concat(), &[]);
    part(0xda, &[3, 1, 0, 2, 0, 3, 0, 0, 0, 0], &data(vec![0; 3 * blocks]));
    for component in 1..=3 {
        for low in (0..scans).rev() {
            let high = if low + 1 == scans { 0 } else { low + 1 };
            part(0xda, &[1, component, 0, 1, 63, high << 4 | low], &skipped);
        }
    }
    file.extend([0xff, 0xd9]);
    file
}

/// Reads a published JPEG: why it is refused, and what reading it takes.
fn read(file: &[u8]) -> (Option<JpegError>, usize, Option<Duration>) {
    let before = processor_time();
    let picture = || PublishedJpeg::parse(file).and_then(|jpeg| jpeg.picture());
    let (memory, error) = memory::peak(|| picture().err());
    let time = processor_time().zip(before).map(|(now, then)| now - then);
    println!("a JPEG of {} bytes: {error:?}, {memory} bytes, {time:?}", file.len());
    (error, memory, time)
}

#[test]
#[ignore = "the process that `small_files_do_not_exhaust_the_verifier` starts"]
fn attacks() {
    // As many scans as are read take a second; more are refused unread.
    let (error, memory, time) = read(&flat_jpeg(8));
    assert!(error.is_none() && memory < FOR_COEFFICIENTS, "{error:?}, {memory} bytes");
    assert!(time.is_none_or(|time| time < Duration::from_secs(2)), "{time:?}");
    let (error, memory, time) = read(&flat_jpeg(14));
    assert_eq!(error, Some(JpegError::TooManyScans));
    assert!(memory < 1 << 20, "{memory} bytes");
    assert!(time.is_none_or(|time| time < Duration::from_millis(100)), "{time:?}");

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

    // As many steps as edits can have: each straightening is three.
    for (width, height) in [(1, 8192), (12, 8192), (8192, 1), (900, 230)] {
        let turned = |_| r#"{"straighten":{"millidegrees":1}}"#.to_owned();
        let claim = Claim::new(Size::new(width, height).expect("a size"), 32, turned);
        let words = "the number of the output's columns";
        rejected(&claim.file(no_proofs), words, FOR_COUNTING, short);
    }

    // Every count is right, and every relation takes much: the first the largest circuit, the second many rows to
    // count. The proofs are those of another chain, which is found out when everything is added up.
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

    // The same of pictures that are straightened, again and again: 64 steps.
    let (width, height) = (56, 300);
    let turned = |index: usize| match index % 2 {
        0 => r#"{"straighten":{"millidegrees":500}}"#.to_owned(),
        _ => format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#),
    };
    let size = Size::new(width, height).expect("a size");
    let four = Claim::new(size, 4, turned);
    let made = PublishedPicture::make(
        &four.original,
        &four.recipe,
        OutputFormat::Pixels,
        None,
        &Unwatched,
    );
    let steps = made.expect("proves").proof.chain.steps;
    let most = Claim::new(size, 32, turned);
    let of = |index: usize| if index < 60 { index % 4 } else { 4 + index % 4 };
    rejected(&most.file(|index| steps[of(index)].clone()), "proof", FOR_CHECKING, Duration::MAX);

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
