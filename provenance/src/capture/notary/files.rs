//! The folder of a notary, with its key and the trust list that names it, and attesting the photo in a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_circuits::Progress;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::capture::camera::photo_file::{SignFileError, Signed};
use crate::capture::notary::Notary;
use crate::format::capture_record::DeviceName;
use crate::format::envelope::{self, EnvelopeError, Enveloped};
use crate::format::evidence::Evidence;
use crate::system::files::{self, Access, FileError};
use crate::system::folders::{self, NoFolder};
use crate::system::text;
use crate::verify::trust::Trust;

/// Why the files of a notary cannot be written or read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum NotaryError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The folder holds a key already.
    #[error("{} contains the key of a notary, which is never overwritten; choose another folder", text::path(.0))]
    HoldsKey(PathBuf),
    /// The file of the key is not a key.
    #[error("{} is not the key of a notary: {error}", text::path(path))]
    Key {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        error: EnvelopeError,
    },
}

impl Notary {
    /// The file of the secret key and its certificate, in a notary's folder.
    pub const KEY_FILE: &'static str = "notary.key";
    /// The trust list that names the notary.
    pub const TRUST_FILE: &'static str = "trust.json";

    /// The folder of this user's notary, unless the user names another.
    ///
    /// # Errors
    /// If there is no config folder.
    pub fn users_folder() -> Result<PathBuf, NoFolder> {
        Ok(folders::config()?.join("notary"))
    }

    /// Makes a notary and a trust list that names it, and writes their files into `folder`. A missing folder is made,
    /// and then appears with both files. Returns the notary.
    ///
    /// # Errors
    /// If the folder holds a key or a trust list already, or cannot be written.
    pub fn create(folder: &Path, name: DeviceName) -> Result<Notary, NotaryError> {
        if folder.join(Self::KEY_FILE).symlink_metadata().is_ok() {
            return Err(NotaryError::HoldsKey(folder.to_owned()));
        }
        let trust_path = folder.join(Self::TRUST_FILE);
        if trust_path.symlink_metadata().is_ok() {
            return Err(FileError::Exists(trust_path).into());
        }
        let notary = Notary::random(name);
        let trust = Trust::of_notaries(vec![notary.entry()]).to_json();
        let files: [(&str, &[u8], Access); 2] = [
            (Self::KEY_FILE, &envelope::seal(&notary), Access::Private),
            (Self::TRUST_FILE, trust.as_bytes(), Access::Public),
        ];
        files::create_folder_with(folder, &files)?;
        Ok(notary)
    }

    /// Reads the notary of a folder.
    ///
    /// # Errors
    /// If its key is missing or not one.
    pub fn open(folder: &Path) -> Result<Notary, NotaryError> {
        let path = folder.join(Self::KEY_FILE);
        let bytes = Zeroizing::new(files::read(&path, Self::MAX_BYTES as u64)?);
        envelope::open(&bytes).map_err(|error| NotaryError::Key { path, error })
    }

    /// A warning to the owner of the key in this folder if others can use it, too.
    pub fn warning(folder: &Path) -> Option<String> {
        let path = folder.join(Self::KEY_FILE);
        files::readable_by_others(&path).then(|| {
            format!(
                "other users of this machine can read {}, and whoever has it can attest photos as this notary",
                text::path(&path)
            )
        })
    }

    /// Attests the photo in a file with the evidence that was found in it, and reports its progress. The pixels, and
    /// the capture time, are read as [`Camera::sign_file`](crate::capture::camera::Camera::sign_file) reads them; without
    /// a capture time, the time of the attestation stands for it.
    ///
    /// # Errors
    /// A photo that cannot be signed, or the user's wish to stop.
    pub fn sign_file<P: Progress + Send + 'static>(
        self,
        photo: Zeroizing<Vec<u8>>,
        ignore_profile: bool,
        evidence: Evidence,
        progress: Arc<P>,
    ) -> Result<Signed, SignFileError> {
        let now = evidence.attested;
        self.signer.sign_file(photo, ignore_profile, now, Some(evidence), progress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::evidence::tests::evidence;
    use crate::format::original::Original;
    use proofroom_circuits::{Image, Size, Unwatched};

    #[test]
    fn the_key_and_the_list_of_a_notary_are_written_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("desk");
        let name = || DeviceName::new("Desk").expect("a name");
        let notary = Notary::create(&path, name()).expect("writes");
        let read = Notary::open(&path).expect("reads");
        assert_eq!(envelope::seal(&read), envelope::seal(&notary));
        let again = Notary::create(&path, name());
        assert!(matches!(again, Err(NotaryError::HoldsKey(_))));
        let list = Trust::read(&path.join(Notary::TRUST_FILE)).expect("reads");
        assert_eq!(list, Trust::of_notaries(vec![notary.entry()]));
        #[cfg(unix)]
        assert!(!files::readable_by_others(&path.join(Notary::KEY_FILE)));
        std::fs::remove_file(path.join(Notary::KEY_FILE)).expect("removes");
        assert!(matches!(Notary::create(&path, name()), Err(NotaryError::File(_))));
        std::fs::write(path.join(Notary::KEY_FILE), "damaged").expect("writes");
        assert!(matches!(Notary::open(&path), Err(NotaryError::Key { .. })));
    }

    #[test]
    fn the_photo_in_a_file_is_attested() {
        let size = Size::new(30, 20).expect("a size");
        let image = Image::new(size, (0..size.bytes()).map(|i| (i % 251) as u8).collect());
        let photo = Zeroizing::new(crate::format::png::encode(&image));
        let notary = Notary::random(DeviceName::new("Desk").expect("a name"));
        let signed = notary.sign_file(photo, false, evidence(), Arc::new(Unwatched));
        let opened = Original::open(&signed.expect("signs").file).expect("an original");
        assert_eq!(opened.hidden.image(), &image);
        assert_eq!(opened.attestation.record.evidence, Some(evidence()));
        assert_eq!(opened.attestation.record.time, evidence().attested);
    }
}
