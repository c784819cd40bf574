//! Signing the photo in a file.

use std::sync::Arc;

use proofroom_circuits::{Cancelled, Progress, Seed};
use thiserror::Error;
use zeroize::Zeroizing;

use crate::capture::camera::Camera;
use crate::capture::photo::{self, Note, Photo, PhotoError};
use crate::capture::signer::Signer;
use crate::format::capture_record::{Clock, MAX_SECONDS_AHEAD, Moment};
use crate::format::evidence::Evidence;
use crate::format::original::Original;
use crate::system::cancel::unless_cancelled;

/// A photo that was signed from a file.
pub struct Signed {
    /// The original.
    pub original: Original,
    /// Its file.
    pub file: Zeroizing<Vec<u8>>,
    /// What the user should know of how the photo was read.
    pub notes: Vec<Note>,
}

/// Why the photo in a file was not signed.
#[derive(Debug, Error)]
pub enum SignFileError {
    /// The file holds no photo that can be signed.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// The user stopped it.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
}

impl Camera {
    /// Signs the photo in a file, and reports its progress. The capture time is the one in the photo's EXIF data,
    /// or else `now`, the time of signing in seconds since 1970.
    ///
    /// # Errors
    /// A photo that cannot be signed, or the user's wish to stop.
    pub fn sign_file<P: Progress + Send + 'static>(
        self,
        photo: Zeroizing<Vec<u8>>,
        ignore_profile: bool,
        now: u64,
        progress: Arc<P>,
    ) -> Result<Signed, SignFileError> {
        self.signer.sign_file(photo, ignore_profile, now, None, progress)
    }
}

impl Signer {
    /// Signs the photo in a file, as [`Camera::sign_file`] says, with the evidence that a notary found in it.
    ///
    /// # Errors
    /// As there.
    pub(in crate::capture) fn sign_file<P: Progress + Send + 'static>(
        self,
        photo: Zeroizing<Vec<u8>>,
        ignore_profile: bool,
        now: u64,
        evidence: Option<Evidence>,
        progress: Arc<P>,
    ) -> Result<Signed, SignFileError> {
        // Neither decoding nor encoding checks whether to stop.
        unless_cancelled(&*progress.clone(), move || {
            let Photo { image, taken, converted_from, mut notes } =
                photo::open(&photo, ignore_profile)?;
            let moment = taken.unwrap_or(Moment { time: now, clock: Clock::Program });
            if moment.time > now.saturating_add(MAX_SECONDS_AHEAD) {
                notes.push(Note::Future);
            }
            let seed = Seed::random();
            let original = self.sign(image, moment, converted_from, evidence, seed, &*progress)?;
            Ok(Signed { file: original.to_png(), original, notes })
        })?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use proofroom_circuits::{Image, Size, Unwatched};

    fn camera() -> Camera {
        let name = DeviceName::new("Test").expect("a name");
        MakerKey::dangerously_from_bytes([1; 32]).dangerous_camera(name, [2; 32])
    }

    /// Stops the work when half of it is done.
    #[derive(Default)]
    struct StopsHalfway(std::sync::atomic::AtomicBool);

    impl Progress for StopsHalfway {
        fn report(&self, done: f64, _: proofroom_circuits::Stage, _: usize, _: usize) {
            assert!((0.0..=1.0).contains(&done));
            if done >= 0.5 {
                self.0.store(true, std::sync::atomic::Ordering::Relaxed);
            }
        }

        fn cancelled(&self) -> bool {
            self.0.load(std::sync::atomic::Ordering::Relaxed)
        }
    }

    #[test]
    fn the_photo_in_a_file_is_signed_unless_the_user_stops_it() {
        let size = Size::new(300, 200).expect("a size");
        let pixels = (0..size.bytes()).map(|i| (i % 251) as u8).collect();
        let image = Image::new(size, pixels);
        let photo = || Zeroizing::new(crate::format::png::encode(&image));
        let signed = camera().sign_file(photo(), false, 1_700_000_000, Arc::new(Unwatched));
        let Signed { original, file, .. } = signed.expect("signs");
        let opened = Original::open(&file).expect("an original");
        assert_eq!(opened.hidden.image(), &image);
        assert_eq!(opened.hidden.hash(), original.hidden.hash());
        assert_eq!(opened.attestation.record.time, 1_700_000_000);

        let progress = Arc::new(StopsHalfway::default());
        let stopped = camera().sign_file(photo(), false, 0, progress.clone());
        assert!(matches!(stopped, Err(SignFileError::Cancelled(_))));
        assert!(progress.cancelled());
        let text = Zeroizing::new(b"text".to_vec());
        let refused = camera().sign_file(text, false, 0, Arc::new(Unwatched));
        assert!(matches!(refused, Err(SignFileError::Photo(PhotoError::Format))));
    }
}
