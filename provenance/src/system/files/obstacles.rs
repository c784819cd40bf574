//! Failures of the file system that tests simulate in their own threads.

use std::io;

/// What a file system may lack or refuse, as tests simulate it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Neither hard links nor renaming without replacing.
    NoLinks,
    /// No locks.
    NoLocks,
    /// No syncing of folders.
    NoSync,
    /// No space.
    Full,
}

/// Outside of tests, there are no obstacles.
#[cfg(not(test))]
pub(super) fn obstacle(_: Obstacle) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
thread_local! {
    static STANDING: std::cell::RefCell<Vec<Obstacle>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Runs `work` in this thread with these obstacles.
#[cfg(test)]
pub(crate) fn standing<T>(obstacles: &[Obstacle], work: impl FnOnce() -> T) -> T {
    STANDING.set(obstacles.to_vec());
    let result = work();
    STANDING.take();
    result
}

#[cfg(test)]
pub(super) fn obstacle(which: Obstacle) -> io::Result<()> {
    // The system's error for each.
    let error = match which {
        Obstacle::NoLinks | Obstacle::NoSync => io::ErrorKind::InvalidInput,
        Obstacle::NoLocks => io::ErrorKind::Unsupported,
        Obstacle::Full => io::ErrorKind::StorageFull,
    };
    let stands = STANDING.with_borrow(|standing| standing.contains(&which));
    if stands { Err(error.into()) } else { Ok(()) }
}
