//! Judging files where they lie, with the proof beside them.

use std::path::{Path, PathBuf};

use proofroom_circuits::Image;
use zeroize::Zeroizing;

use crate::format::envelope::Enveloped;
use crate::format::picture::{self, PictureFormat};
use crate::format::png::{self, ORIGINAL_CHUNK};
use crate::format::published::PublishedProof;
use crate::system::files::{self, FileError};
use crate::system::text;
use crate::verify::report::{Reason, Report, Warning};
use crate::verify::trust::{Trust, TrustError};
use crate::verify::verify_file;

impl From<&FileError> for Reason {
    fn from(error: &FileError) -> Self {
        match error {
            error if error.is_limit() => Reason::Limits,
            error if error.is_memory() => Reason::Memory,
            _ => Reason::Unreadable,
        }
    }
}

/// A verdict with the bytes that it is about.
pub struct Judged {
    /// The verdict.
    pub report: Report,
    /// The file as it was read; an original holds a secret. Empty if it was not.
    pub file: Zeroizing<Vec<u8>>,
    /// Bytes of the proof, if there is one.
    pub proof_bytes: Option<usize>,
    /// The separate file that the proof was read from, whether it was named or found beside the picture.
    pub proof_file: Option<PathBuf>,
}

impl Judged {
    /// The picture in the file, if it can be decoded: what the verdict is about, and nothing that
    /// another reading of the file might give. Of a JPEG, libjpeg's pixels.
    pub fn picture(&self) -> Option<Image> {
        picture::shown(&self.file).ok()
    }

    /// Judges a file that is in memory, with a proof that is not inside it if one is given.
    pub fn of_bytes(
        file: Zeroizing<Vec<u8>>,
        sidecar: Option<&[u8]>,
        trust: &Trust,
        expect: Option<&str>,
    ) -> Self {
        let inside = || picture::find_proof(&file).map(|proof| proof.len());
        Judged {
            report: verify_file(&file, sidecar, trust, expect),
            proof_bytes: sidecar.map(<[u8]>::len).or_else(inside),
            file,
            proof_file: None,
        }
    }

    fn unreadable(error: &FileError) -> Self {
        Judged::not_checked(Reason::from(error), error.to_string())
    }

    fn not_checked(reason: Reason, message: impl Into<String>) -> Self {
        Judged {
            report: Report::not_checked(reason, message),
            file: Zeroizing::default(),
            proof_bytes: None,
            proof_file: None,
        }
    }
}

/// Whether a file is a separate proof.
pub fn is_sidecar(path: &Path) -> bool {
    files::begins_with(path, &PublishedProof::MAGIC)
}

/// The proof that stands beside a picture, under one of the names that people give it: `NAME.png.proof` or
/// `NAME.proof` for `NAME.png`. Other programs call their files `.proof` as well, so that only one that begins
/// as ours counts.
///
/// `NAME.proof` is not taken for that of `NAME.jpg` if `NAME.png` stands there, too: the JPEG may be the photo that the
/// PNG was made of.
pub fn find_sidecar(picture: &Path) -> Option<PathBuf> {
    let mut appended = picture.as_os_str().to_owned();
    appended.push(".proof");
    let replaced = Some(picture.with_extension("proof")).filter(|_| {
        PictureFormat::of_name(picture) != Some(PictureFormat::Jpeg)
            || !picture.with_extension("png").exists()
    });
    let is_proof = |path: &PathBuf| path != picture && is_sidecar(path);
    [Some(appended.into()), replaced].into_iter().flatten().find(is_proof)
}

/// Judges the file at `path`, with the proof in `sidecar` if one is named. Otherwise a picture that carries
/// neither a proof nor a camera's record is judged with the proof beside it, if there is one, and the report
/// says so.
pub fn judge_path(
    path: &Path,
    sidecar: Option<&Path>,
    trust: &Result<Trust, TrustError>,
    expect: Option<&str>,
) -> Judged {
    let trust = match trust {
        Ok(trust) => trust,
        Err(error) => return Judged::not_checked(Reason::TrustFile, error.to_string()),
    };
    let file = match files::read(path, files::MAX_FILE_BYTES) {
        Ok(file) => Zeroizing::new(file),
        Err(error) => return Judged::unreadable(&error),
    };
    let found = || {
        let is_picture = PictureFormat::of(&file).is_some();
        let has_proof = picture::find_proof(&file).is_some();
        let has_record = png::find_chunk(&file, ORIGINAL_CHUNK).is_some();
        (is_picture && !has_proof && !has_record).then(|| find_sidecar(path)).flatten()
    };
    let proof_file = sidecar.map(Path::to_owned).or_else(found);
    let read = |path: &PathBuf| files::read(path, PublishedProof::MAX_BYTES as u64);
    let proof = match proof_file.as_ref().map(read).transpose() {
        Ok(proof) => proof,
        Err(error) => return Judged::unreadable(&error),
    };
    let mut judged = Judged::of_bytes(file, proof.as_deref(), trust, expect);
    if let (None, Some(found)) = (sidecar, &proof_file) {
        judged.report.warnings.push(Warning::ProofBeside { file: text::path(found) });
    }
    judged.proof_file = proof_file;
    judged
}
