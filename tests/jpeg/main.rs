//! JPEGs of every kind and JPEGs with every kind of damage, judged by libjpeg-turbo: no valid file is refused,
//! and none is opened with other pixels than its program `djpeg` shows, or although that has a complaint.
//!
//! The files are made anew in every run. `PROOFROOM_JPEG_FILES` says how many, and `PROOFROOM_JPEG_SEED` which:
//!
//!     PROOFROOM_JPEG_FILES=5000 cargo test --release --test jpeg -- --nocapture

#[path = "../../fuzz/readers/random.rs"]
#[allow(dead_code, reason = "not all kinds of choices are needed")]
mod random;

#[path = "../common/skip.rs"]
mod skip;

mod damage;
mod make;
mod published;
mod turbo;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use proofroom_provenance::capture::photo::{self, PhotoError};
use random::Random;
use skip::skipped;
use turbo::Judgement;

/// The damaged files that are made of each valid one.
const DAMAGED: usize = 2;

fn number(variable: &str) -> Option<u64> {
    let value = std::env::var(variable).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("{variable} is a number, not {value}")))
}

/// What became of the files, by what was expected.
type Counts = BTreeMap<&'static str, u64>;

/// Keeps the file, and says how to make it again.
fn fail(seed: u64, how: &str, bytes: &[u8], complaint: &str) -> ! {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("seed-{seed}.jpg"));
    std::fs::write(&path, bytes).expect("writes");
    panic!(
        "{complaint}: {} ({how}); made again with PROOFROOM_JPEG_SEED={seed} PROOFROOM_JPEG_FILES=1",
        path.display()
    );
}

/// The pixels must be the same to the last bit.
fn compare(
    seed: u64,
    how: &str,
    bytes: &[u8],
    opened: &proofroom_provenance::circuits::Image,
    judged: &Judgement,
) {
    let Judgement::Picture { width, pixels } = judged else {
        fail(seed, how, bytes, &format!("opened, but libjpeg says {judged:?}"));
    };
    if opened.size().width() != *width || opened.pixels() != pixels {
        fail(seed, how, bytes, "opened with other pixels than libjpeg's");
    }
}

/// Whether a file is one that could have been published, and then the same to libjpeg.
fn as_published(seed: u64, how: &str, bytes: &[u8], judged: &Judgement) -> bool {
    match published::agrees_with_libjpeg(bytes, judged) {
        Ok(accepted) => accepted,
        Err(complaint) => fail(seed, how, bytes, &complaint),
    }
}

fn try_file(seed: u64, counts: &mut Counts) {
    let random = &mut Random::new(seed);
    let mut count = |what| *counts.entry(what).or_insert(0) += 1;
    let (how, bytes) = make::jpeg(random);
    let judged = turbo::judge(&bytes);
    if as_published(seed, &how, &bytes, &judged) {
        count("valid files read as published");
    }
    if !matches!(judged, Judgement::Picture { .. }) {
        fail(
            seed,
            &how,
            &bytes,
            &format!("a valid file was to be made, and libjpeg says {judged:?}"),
        );
    }
    match photo::open(&bytes, false) {
        Ok(photo) => compare(seed, &how, &bytes, &photo.image, &judged),
        Err(error) => fail(seed, &how, &bytes, &format!("a valid file is refused: {error}")),
    }
    count("valid files opened");
    for _ in 0..DAMAGED {
        let (what, damaged) = damage::damage(random, &bytes);
        let judged = turbo::judge(&damaged);
        if as_published(seed, &format!("{how}; {what}"), &damaged, &judged) {
            count("damage that shows to nobody: read as published");
        }
        match (photo::open(&damaged, false), &judged) {
            (Ok(photo), _) => {
                compare(seed, &format!("{how}; {what}"), &damaged, &photo.image, &judged);
                count("damage that shows to nobody: opened, with libjpeg's pixels");
            }
            (Err(PhotoError::Format), Judgement::Picture { .. }) => {
                fail(seed, &how, &damaged, "no JPEG")
            }
            (Err(_), Judgement::Picture { .. }) => count("damage that libjpeg overlooks: refused"),
            (Err(_), _) => count("damage that libjpeg complains of: refused"),
        }
    }
}

#[test]
fn photos_open_as_libjpeg_shows_them_or_not_at_all() {
    if !turbo::is_here() {
        return skipped("the programs of libjpeg-turbo are missing");
    }
    let files = number("PROOFROOM_JPEG_FILES").unwrap_or(400);
    let first =
        number("PROOFROOM_JPEG_SEED").unwrap_or_else(|| u64::from(std::process::id()) << 20);
    let next = Mutex::new(first..first.wrapping_add(files));
    let counts = std::thread::scope(|scope| {
        let work = || {
            let mut counts = Counts::new();
            loop {
                let seed = next.lock().expect("no panic").next();
                let Some(seed) = seed else { return counts };
                try_file(seed, &mut counts);
            }
        };
        let workers: Vec<_> = (0..4).map(|_| scope.spawn(work)).collect();
        let mut all = Counts::new();
        for worker in workers {
            let counts = worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            for (what, count) in counts {
                *all.entry(what).or_insert(0) += count;
            }
        }
        all
    });
    println!(
        "{files} valid files from the seed {first}, each damaged {DAMAGED} times: {counts:#?}"
    );
    assert_eq!(counts["valid files opened"], files);
    // What is always refused has not been tried.
    assert!(counts["valid files read as published"] > files / 40);
    assert!(counts["damage that libjpeg complains of: refused"] > files / 4);
}
