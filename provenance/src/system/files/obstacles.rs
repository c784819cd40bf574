//! Obstacles that tests put in the way of their own threads.

use std::io;

/// What a file system may lack or refuse, which tests put in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// Neither hard links nor a renaming that replaces nothing.
    NoLinks,
    /// No locks.
    NoLocks,
    /// No syncing of folders.
    NoSync,
    /// No room.
    Full,
}

/// Nothing is in the way but in tests.
#[cfg(not(test))]
pub(super) fn obstacle(_: Obstacle) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
thread_local! {
    static STANDING: std::cell::RefCell<Vec<Obstacle>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// Runs `work` with these obstacles in the way of its thread.
#[cfg(test)]
pub(crate) fn standing<T>(obstacles: &[Obstacle], work: impl FnOnce() -> T) -> T {
    STANDING.set(obstacles.to_vec());
    let result = work();
    STANDING.take();
    result
}

#[cfg(test)]
pub(super) fn obstacle(which: Obstacle) -> io::Result<()> {
    // What the system says of each.
    let error = match which {
        Obstacle::NoLinks | Obstacle::NoSync => io::ErrorKind::InvalidInput,
        Obstacle::NoLocks => io::ErrorKind::Unsupported,
        Obstacle::Full => io::ErrorKind::StorageFull,
    };
    let stands = STANDING.with_borrow(|standing| standing.contains(&which));
    if stands { Err(error.into()) } else { Ok(()) }
}
