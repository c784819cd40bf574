//! The folder of a camera: its keys, and the trust list that names its maker.

use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::capture::camera::{Camera, MakerKey};
use crate::format::capture_record::DeviceName;
use crate::format::envelope::{self, EnvelopeError, Enveloped};
use crate::system::files::{self, Access, FileError};
use crate::system::folders::{self, NoFolder};
use crate::system::text;
use crate::verify::trust::Trust;

/// Why the files of a camera cannot be written or read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CameraError {
    /// A file could not be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// There is no folder for it.
    #[error(transparent)]
    Folder(#[from] NoFolder),
    /// The folder holds keys already.
    #[error("{} contains the keys of a camera, which are never overwritten; choose another folder", .0.display())]
    HoldsKeys(PathBuf),
    /// The key beside the camera's is another maker's.
    #[error("{} is not the key of the maker of this camera; put the right one there", .0.display())]
    OtherMaker(PathBuf),
    /// The file of the device key is not a key.
    #[error("{} is not the key of a camera: {error}", path.display())]
    Key {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it.
        error: EnvelopeError,
    },
}

impl Camera {
    /// The file of the device key and its certificate, in a camera's folder.
    pub const DEVICE_FILE: &'static str = "device.key";
    /// The file of the maker's root key. The camera does not need it; a maker would keep it.
    pub const MAKER_FILE: &'static str = "maker.key";
    /// The trust list that names the maker.
    pub const TRUST_FILE: &'static str = "trust.json";

    /// The name of the user's own camera.
    const USERS_NAME: &str = "Proofroom simulated camera";

    /// Makes a maker, one simulated camera of that maker, and a trust list that names the maker, and writes their
    /// files into `folder`. A missing folder is made, and then appears with all of its files. Returns the camera.
    ///
    /// # Errors
    /// If the folder holds keys or a trust list already, or cannot be written.
    pub fn create(folder: &Path, name: DeviceName) -> Result<Camera, CameraError> {
        let [maker_path, device_path, trust_path] =
            [Self::MAKER_FILE, Self::DEVICE_FILE, Self::TRUST_FILE].map(|file| folder.join(file));
        if [&maker_path, &device_path].iter().any(|path| path.symlink_metadata().is_ok()) {
            return Err(CameraError::HoldsKeys(folder.to_owned()));
        }
        if trust_path.symlink_metadata().is_ok() {
            return Err(FileError::Exists(trust_path).into());
        }
        let maker = MakerKey::random();
        let camera = maker.simulated_camera(name);
        let trust = Trust::of_makers(vec![camera.maker()]).to_json();
        let files: [(&str, &[u8], Access); 3] = [
            (Self::MAKER_FILE, &envelope::seal(&maker), Access::Private),
            (Self::DEVICE_FILE, &envelope::seal(&camera), Access::Private),
            (Self::TRUST_FILE, trust.as_bytes(), Access::Public),
        ];
        files::create_folder_with(folder, &files)?;
        Ok(camera)
    }

    /// The folder of this user's simulated camera.
    ///
    /// # Errors
    /// If there is no config folder.
    pub fn users_folder() -> Result<PathBuf, NoFolder> {
        Ok(folders::config()?.join("camera"))
    }

    /// The simulated camera of this user, in the config folder. It is made under a neutral name when it is first
    /// needed, and its maker is in no trust list.
    ///
    /// # Errors
    /// If there is no config folder, or the camera cannot be written or read.
    pub fn of_user() -> Result<Camera, CameraError> {
        Self::open_or_create(&Self::users_folder()?)
    }

    /// As [`Camera::of_user`], but none is made.
    ///
    /// # Errors
    /// If there is no config folder, or the camera cannot be read.
    pub fn of_user_if_made() -> Result<Option<Camera>, CameraError> {
        let folder = Self::users_folder()?;
        if files::is_there(&folder.join(Self::DEVICE_FILE))? {
            Self::open(&folder).map(Some)
        } else {
            Ok(None)
        }
    }

    fn open_or_create(folder: &Path) -> Result<Camera, CameraError> {
        if !folder.join(Self::DEVICE_FILE).exists() {
            let name = DeviceName::new(Self::USERS_NAME).expect("a name");
            match Self::create(folder, name) {
                // Another window has made it meanwhile.
                Err(CameraError::HoldsKeys(_) | CameraError::File(FileError::Exists(_))) => {}
                made => return made,
            }
        }
        Self::open(folder)
    }

    /// Gives the camera of a folder another name: its maker certifies the same device key anew. Photos that are
    /// signed from now on show the new name; those that were signed before keep theirs.
    ///
    /// # Errors
    /// If the keys of the camera or of its maker cannot be read, or the new certificate cannot be written; then
    /// the camera is as it was.
    pub fn rename(folder: &Path, name: DeviceName) -> Result<Camera, CameraError> {
        let camera = Self::open(folder)?;
        let path = folder.join(Self::MAKER_FILE);
        let bytes = Zeroizing::new(files::read(&path, MakerKey::MAX_BYTES as u64)?);
        let maker: MakerKey = envelope::open(&bytes)
            .map_err(|error| CameraError::Key { path: path.clone(), error })?;
        if maker.public() != camera.certificate().maker {
            return Err(CameraError::OtherMaker(path));
        }
        let old = camera.maker();
        let renamed = maker.certify(camera.signer.secret, name);
        files::replace(
            &folder.join(Self::DEVICE_FILE),
            &envelope::seal(&renamed),
            Access::Private,
        )?;
        // The list that readers get should not keep the old name, but the camera works without that list.
        if files::is_there(&folder.join(Self::TRUST_FILE)).unwrap_or(false) {
            let _ = Trust::change_in(folder, |trust| trust.follow_rename(&old, &renamed.maker()));
        }
        Ok(renamed)
    }

    /// Reads the camera of a folder.
    ///
    /// # Errors
    /// If its key is missing or not one.
    pub fn open(folder: &Path) -> Result<Camera, CameraError> {
        let path = folder.join(Self::DEVICE_FILE);
        let bytes = Zeroizing::new(files::read(&path, Self::MAX_BYTES as u64)?);
        envelope::open(&bytes).map_err(|error| CameraError::Key { path, error })
    }

    /// A warning to the owner of the camera in this folder if others can use it, too.
    pub fn warning(folder: &Path) -> Option<String> {
        let path = folder.join(Self::DEVICE_FILE);
        files::readable_by_others(&path).then(|| {
            format!(
                "other users of this machine can read {}, and whoever has it can sign photos as this camera",
                text::path(&path)
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_files_go_there_and_back_and_show_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let camera = Camera::create(folder.path(), DeviceName::new("Test").expect("a name"))
            .expect("writes");
        let read = Camera::open(folder.path()).expect("reads");
        assert_eq!(read.certificate(), camera.certificate());
        assert_eq!(envelope::seal(&read), envelope::seal(&camera));
        let again = Camera::create(folder.path(), DeviceName::new("Test").expect("a name"));
        assert!(matches!(again, Err(CameraError::HoldsKeys(_))));
        #[cfg(unix)]
        for file in [Camera::DEVICE_FILE, Camera::MAKER_FILE] {
            assert!(!files::readable_by_others(&folder.path().join(file)), "{file}");
        }
    }

    #[test]
    fn the_users_camera_is_made_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("camera");
        let certificate = || Camera::open_or_create(&path).expect("a camera").certificate().clone();
        let first = certificate();
        assert_eq!(certificate(), first);
        assert!(first.simulated);
        assert_eq!(DeviceName::new(Camera::USERS_NAME), Ok(first.device_name));
        std::fs::write(path.join(Camera::DEVICE_FILE), "damaged").expect("writes");
        assert!(matches!(Camera::open_or_create(&path), Err(CameraError::Key { .. })));
    }

    #[test]
    fn a_camera_with_another_name_keeps_its_keys() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = |name: &str| DeviceName::new(name).expect("a name");
        let before = Camera::create(folder.path(), name("First")).expect("writes");
        let after = Camera::rename(folder.path(), name("Second")).expect("renames");
        assert_eq!(after.certificate().device_name, name("Second"));
        assert_eq!(after.certificate().device, before.certificate().device);
        assert_eq!(after.certificate().maker, before.certificate().maker);
        let read = Camera::open(folder.path()).expect("reads");
        assert_eq!(read.certificate(), after.certificate());
        let list = Trust::read(&folder.path().join(Camera::TRUST_FILE)).expect("reads");
        assert_eq!(list, Trust::of_makers(vec![after.maker()]));
        std::fs::remove_file(folder.path().join(Camera::TRUST_FILE)).expect("removes");
        let after = Camera::rename(folder.path(), name("Second")).expect("renames");
        assert!(!folder.path().join(Camera::TRUST_FILE).exists());
        #[cfg(unix)]
        assert!(!files::readable_by_others(&folder.path().join(Camera::DEVICE_FILE)));

        let other = envelope::seal(&MakerKey::random());
        std::fs::write(folder.path().join(Camera::MAKER_FILE), &*other).expect("writes");
        assert!(matches!(
            Camera::rename(folder.path(), name("Third")),
            Err(CameraError::OtherMaker(_))
        ));
        std::fs::remove_file(folder.path().join(Camera::MAKER_FILE)).expect("removes");
        assert!(matches!(Camera::rename(folder.path(), name("Third")), Err(CameraError::File(_))));
        let read = Camera::open(folder.path()).expect("reads");
        assert_eq!(read.certificate(), after.certificate());
    }
}
