//! Stopping in the middle of work that does not ask whether to go on.

use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use proofroom_circuits::{Cancelled, Progress};

/// How often the user's wish to stop is checked.
pub const ASKED_EVERY: Duration = Duration::from_millis(20);

/// The result of `work`, unless the user stops it first: then it runs to its end on a thread of its own, and its
/// result is discarded. It must change no file.
///
/// # Errors
/// If the user stops it.
pub fn unless_cancelled<T: Send + 'static>(
    progress: &dyn Progress,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Cancelled> {
    let (tell, told) = channel();
    let worker = std::thread::spawn(move || {
        // If the user stopped it, nothing receives the result.
        let _ = tell.send(work());
    });
    loop {
        let heard = told.recv_timeout(ASKED_EVERY);
        if progress.cancelled() {
            return Err(Cancelled);
        }
        match heard {
            Ok(done) => return Ok(done),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => match worker.join() {
                Err(panic) => resume_unwind(panic),
                Ok(()) => unreachable!("it sends its result before it ends"),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use proofroom_circuits::{Stage, Unwatched};

    /// A user who stops the work when asked for the second time.
    struct SecondThoughts(AtomicUsize);

    impl Progress for SecondThoughts {
        fn report(&self, _: f64, _: Stage, _: usize, _: usize) {}

        fn cancelled(&self) -> bool {
            self.0.fetch_add(1, Ordering::Relaxed) > 0
        }
    }

    #[test]
    fn gives_what_the_work_gives() {
        let slow = || std::thread::sleep(3 * ASKED_EVERY);
        assert_eq!(unless_cancelled(&Unwatched, || 7), Ok(7));
        assert_eq!(unless_cancelled(&Unwatched, slow), Ok(()));
    }

    #[test]
    fn does_not_wait_for_work_that_the_user_stopped() {
        let (end, ended) = channel::<()>();
        let stopped =
            unless_cancelled(&SecondThoughts(AtomicUsize::new(0)), move || ended.recv().is_ok());
        assert_eq!(stopped, Err(Cancelled));
        // The work was still waiting for this.
        end.send(()).expect("the work goes on by itself");
    }

    #[test]
    #[should_panic(expected = "in the work")]
    fn a_panic_is_passed_on() {
        let _: Result<(), _> = unless_cancelled(&Unwatched, || panic!("in the work"));
    }
}
