//! Files that another program writes while they are read.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use proofroom_provenance::system::files::{self, Access, FileError};

use crate::folder;

/// Reads the file again and again for a while, with `write` at work on it in another thread.
fn read_while(path: &Path, write: impl Fn(&Path) + Sync) -> Vec<Result<Vec<u8>, FileError>> {
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                write(path);
            }
        });
        let started = Instant::now();
        let mut results = Vec::new();
        while started.elapsed() < Duration::from_secs(2) {
            results.push(files::read(path, files::MAX_FILE_BYTES));
        }
        done.store(true, Relaxed);
        results
    })
}

/// A file so long that reading it takes a while, most of it holes.
fn long_file(name: &str) -> PathBuf {
    let path = folder(name).join("file");
    let file = File::create(&path).expect("makes");
    file.set_len(64 << 20).expect("grows");
    path
}

fn write_at(path: &Path, place: u64, bytes: &[u8]) {
    use std::os::unix::fs::FileExt;
    let file = File::options().write(true).open(path).expect("opens");
    file.write_all_at(bytes, place).expect("writes");
    std::thread::sleep(Duration::from_millis(1));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_told() {
    let told = |results: &[Result<Vec<u8>, FileError>]| {
        let changed = |error: &&FileError| matches!(error, FileError::Changed(_));
        let errors: Vec<_> = results.iter().filter_map(|result| result.as_ref().err()).collect();
        assert!(errors.iter().all(changed), "{errors:?}");
        let message = errors.first().expect("a reading that was told").to_string();
        assert!(message.contains("try again when nothing writes to it"), "{message}");
    };
    told(&read_while(&long_file("grows"), |path| {
        let mut file = File::options().append(true).open(path).expect("opens");
        file.write_all(b"more").expect("writes");
        std::thread::sleep(Duration::from_millis(1));
    }));
    told(&read_while(&long_file("shrinks"), |path| {
        let file = File::options().write(true).open(path).expect("opens");
        let length = file.metadata().expect("is there").len();
        file.set_len(length - 1).expect("shrinks");
        std::thread::sleep(Duration::from_millis(1));
    }));
    // The same length all the time: the parts that are read never were one file.
    told(&read_while(&long_file("rewritten"), |path| {
        write_at(path, 0, b"1");
        write_at(path, 63 << 20, b"1");
    }));
}

#[test]
fn a_file_that_is_replaced_while_it_is_read_is_the_old_one_or_the_new_one() {
    let path = folder("replaced").join("file");
    let [short, long] = [vec![1; 1000], vec![2; 3 << 20]];
    files::replace(&path, &short, Access::Public).expect("writes");
    let results = read_while(&path, |path| {
        files::replace(path, &long, Access::Public).expect("writes");
        files::replace(path, &short, Access::Public).expect("writes");
    });
    let mut seen = [0, 0];
    for result in &results {
        let bytes = result.as_ref().expect("always there, always whole");
        assert!(*bytes == short || *bytes == long);
        seen[usize::from(*bytes == long)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}
