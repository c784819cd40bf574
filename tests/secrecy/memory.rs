//! The memory of the program while it proves.

use std::path::PathBuf;

use proofroom_provenance::circuits::Size;
use proofroom_provenance::format::png::{ORIGINAL_CHUNK, find_chunk};

use crate::SEED;
use crate::common::process::sign_a_photo;
use crate::world::World;

/// How often `bytes` stand in the memory that a process may write to; none if it has ended.
fn in_memory(process: u32, bytes: &[u8]) -> Option<usize> {
    use std::os::unix::fs::FileExt;

    let folder = PathBuf::from(format!("/proc/{process}"));
    let maps = std::fs::read_to_string(folder.join("maps")).ok()?;
    let memory = std::fs::File::open(folder.join("mem")).ok()?;
    let mut count = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let [start, end] = [start, end].map(|number| u64::from_str_radix(number, 16));
        let (start, end) = (start.ok()?, end.ok()?);
        let mut part = vec![0; (end - start) as usize];
        // What was given back meanwhile cannot be read.
        if memory.read_exact_at(&mut part, start).is_ok() {
            let windows = part.windows(bytes.len());
            count += windows.filter(|window| *window == bytes).count();
        }
    }
    Some(count)
}

/// While a proof is made, the seed stands in one place, from which it is wiped: nothing that was opened,
/// read or moved on the way left another copy.
#[test]
fn the_seed_stands_in_one_place_of_memory() {
    let mut world = World::new("memory");
    let work = world.work();
    let size = Size::new(1000, 300).expect("a size");
    sign_a_photo(&work, size);
    let original = std::fs::read(work.join("original.png")).expect("reads");
    let payload = find_chunk(&original, ORIGINAL_CHUNK).expect("the private chunk");
    let seed = &payload[SEED];
    let line = ["edit", "original.png", "--contrast", "1300", "--out", "out.png"];
    let mut edit = world.command(&line).spawn().expect("starts");
    let mut counts = Vec::new();
    while edit.try_wait().expect("a process").is_none() {
        counts.extend(in_memory(edit.id(), seed));
    }
    let output = edit.wait_with_output().expect("ends");
    world.heard(&output);
    assert!(output.status.success());
    let least = counts.iter().filter(|count| **count > 0).min();
    assert_eq!(least, Some(&1), "{counts:?}");
}
