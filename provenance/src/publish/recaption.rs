//! Captions of pictures that are published already: read, and written in place or elsewhere.
//!
//! Pixels and proof stay as they are, and so does a proof in a separate file, which is about the pixels as well.
//! Content Credentials do not survive: they cover every byte of the file.

use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

use crate::captions::{self, CaptionError, Captions, Reading};
use crate::format::envelope::{self, EnvelopeError, Enveloped};
use crate::format::picture;
use crate::format::published::PublishedProof;
use crate::publish::targets::is_private;
use crate::system::files::{self, Access, FileError, Staged};
use crate::system::text;
use crate::verify::files::find_sidecar;

/// A published picture whose captions are to be read or written.
pub struct Captioned {
    path: PathBuf,
    file: Zeroizing<Vec<u8>>,
    proof_file: Option<PathBuf>,
}

/// Why captions cannot be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RecaptionError {
    /// A file cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// An original or a key.
    #[error("{} is an original or a key, which are private and carry no captions; write them into a published picture", text::path(.0))]
    Private(PathBuf),
    /// A picture without a proof.
    #[error(
        "{} carries no proof, and none is beside it; captions are written into published pictures only",
        text::path(.0)
    )]
    NoProof(PathBuf),
    /// A proof that cannot be read.
    #[error("the proof of {} cannot be read: {error}", text::path(.path))]
    Proof {
        /// The picture.
        path: PathBuf,
        /// Why.
        error: EnvelopeError,
    },
    /// Content Credentials would become invalid.
    #[error(
        "{} carries Content Credentials, which cover its captions, too, and would be invalid afterwards; publish the \
         picture again with the captions, or remove the Content Credentials",
        text::path(.0)
    )]
    Credentials(PathBuf),
    /// The captions cannot be written.
    #[error("{}: {error}", text::path(.path))]
    Caption {
        /// The picture.
        path: PathBuf,
        /// Why.
        error: CaptionError,
    },
}

impl Captioned {
    /// Opens a published picture. Its proof is inside, or in `proof`, or beside it under one of the usual names. The
    /// proof is not checked: captions neither help nor harm it.
    ///
    /// # Errors
    /// If it is an original, carries no proof, or cannot be read.
    pub fn open(path: &Path, proof: Option<&Path>) -> Result<Self, RecaptionError> {
        if is_private(path)? {
            return Err(RecaptionError::Private(path.to_owned()));
        }
        let file = Zeroizing::new(files::read(path, files::MAX_FILE_BYTES)?);
        let inside = picture::find_proof(&file);
        let proof_file = match &inside {
            Some(_) => None,
            None => proof.map(Path::to_owned).or_else(|| find_sidecar(path)),
        };
        let read = |path: &PathBuf| files::read(path, PublishedProof::MAX_BYTES as u64);
        let beside = proof_file.as_ref().map(read).transpose()?;
        let payload = inside
            .as_deref()
            .or(beside.as_deref())
            .ok_or_else(|| RecaptionError::NoProof(path.to_owned()))?;
        envelope::open::<PublishedProof>(payload)
            .map_err(|error| RecaptionError::Proof { path: path.to_owned(), error })?;
        Ok(Captioned { path: path.to_owned(), file, proof_file })
    }

    /// What it says.
    pub fn reading(&self) -> Reading {
        Reading::of(&self.file)
    }

    /// The separate file with its proof, if there is one.
    pub fn proof_file(&self) -> Option<&Path> {
        self.proof_file.as_deref()
    }

    /// The file with other captions. `drop_credentials`: whether Content Credentials are removed, which would be
    /// invalid.
    ///
    /// # Errors
    /// If these cannot be written, or there are Content Credentials that are not to be removed.
    pub fn with(
        &self,
        captions: &Captions,
        drop_credentials: bool,
    ) -> Result<Vec<u8>, RecaptionError> {
        let failed = |error| RecaptionError::Caption { path: self.path.clone(), error };
        let written = captions::write(&self.file, captions).map_err(failed)?;
        match picture::without_credentials(&written) {
            Some(without) if drop_credentials => Ok(without),
            Some(_) if written != *self.file => Err(RecaptionError::Credentials(self.path.clone())),
            _ => Ok(written),
        }
    }

    /// Puts a file in the place of the picture, whole and in one step, with the same permissions.
    ///
    /// # Errors
    /// If the picture has changed since it was opened, or the file cannot be written. Then the picture is as it was.
    pub fn replace(&self, with: &[u8]) -> Result<(), RecaptionError> {
        let staged = Staged::new(&self.path, with, Access::Public)?;
        if files::read(&self.path, files::MAX_FILE_BYTES)? != *self.file {
            return Err(FileError::Changed(self.path.clone()).into());
        }
        Ok(staged.replace()?)
    }
}
