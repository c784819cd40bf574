//! `notary new` and `notary sign`: photos that a camera of today signed, attested by somebody whom readers know.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_c2pa::{Roots, examine};
use proofroom_provenance::capture::camera::photo_file::SignFileError;
use proofroom_provenance::capture::notary::Notary;
use proofroom_provenance::capture::notary::files::NotaryError;
use proofroom_provenance::capture::notary::included::IncludeError;
use proofroom_provenance::capture::roll;
use proofroom_provenance::format::capture_record::{DeviceName, now};
use proofroom_provenance::format::evidence::{Evidence, Field, Included};
use proofroom_provenance::system::files::{self, FileError};
use proofroom_provenance::system::text::{self, quoted};
use proofroom_provenance::verify::account::attested;
use proofroom_provenance::verify::{EvidenceReport, Reason};
use proofroom_provenance::words::{Language, words};
use zeroize::Zeroizing;

use crate::advice::advice;
use crate::credentials::AnchorsArgs;
use crate::outcome::{Exit, Failure, Outcome};
use crate::progress::SigningBar;
use crate::{input, interrupt, output, signed};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a notary: its key, and a trust list that names it.
    #[command(after_help = NEW_EXAMPLES)]
    New {
        /// The notary's name, at most 64 bytes; every published picture shows it.
        name: String,
        /// The folder for the key; it must not hold one yet.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Attest a photo whose Content Credentials (C2PA) a camera signed: examine them, and sign the photo with what was
    /// found.
    #[command(after_help = SIGN_EXAMPLES)]
    Sign(SignArgs),
}

#[derive(clap::Args)]
pub struct SignArgs {
    /// The photo, a JPEG as the camera wrote it; or - for standard input.
    photo: PathBuf,
    /// The folder that `notary new` made.
    #[arg(long, value_name = "DIR")]
    notary: PathBuf,
    #[command(flatten)]
    anchors: AnchorsArgs,
    /// Attest this, too, which is otherwise never kept. Several are separated by commas.
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    include: Vec<Include>,
    /// Take the pixels as sRGB although the photo names another colour profile.
    #[arg(long)]
    ignore_profile: bool,
    /// The attested original to write, a private PNG.
    #[arg(long, value_name = "ORIGINAL")]
    out: PathBuf,
}

/// What is attested only if it is named.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Include {
    /// Where the photo was taken, as its file says (EXIF).
    Place,
    /// The serial number of the camera, as the file says.
    SerialNumber,
    /// The name of the camera's owner, as the file says.
    Owner,
    /// The name of the file, as you give it.
    FileName,
}

impl From<Include> for Field {
    fn from(include: Include) -> Self {
        match include {
            Include::Place => Field::Place,
            Include::SerialNumber => Field::SerialNumber,
            Include::Owner => Field::Owner,
            Include::FileName => Field::FileName,
        }
    }
}

const NEW_EXAMPLES: &str = "\
Example:
  proofroom notary new \"Photo desk\" --out notary";

const SIGN_EXAMPLES: &str = "\
Example:
  proofroom notary sign photo.jpg --notary notary --out original.png
  proofroom notary sign photo.jpg --notary notary --include place,file-name --out original.png

The camera's signature is examined on this machine: whether it covers the file, whether its certificate was valid when it \
signed, and to which root the certificate leads. The lists of roots are part of the program; nothing is asked of a server. \
What was found stands in every picture that is published of the photo, and readers rely on the notary for it.

Originals are private: they hold the whole photo and the secret that keeps it hidden. Nothing is overwritten.";

pub fn run(command: Command) -> Outcome {
    match command {
        Command::New { name, out } => {
            let name = DeviceName::new(name).map_err(|error| Failure::new(Reason::Usage, error))?;
            let notary = Notary::create(&out, name).map_err(notary_failure)?;
            let certificate = notary.certificate();
            let list = out.join(Notary::TRUST_FILE);
            output::print(&format!(
                "Made the notary {} in {}.\n{}",
                quoted(certificate.device_name.as_str()),
                text::path(&out),
                output::labelled(&[
                    ("Key", certificate.device.to_string()),
                    (
                        "Secret key",
                        format!("{}, in the same folder: keep it to yourself", Notary::KEY_FILE)
                    ),
                    (
                        "Trust list",
                        format!("{}: give it to those who verify your pictures", text::path(&list))
                    ),
                    (
                        "Next",
                        format!(
                            "proofroom trust add {}\nproofroom notary sign PHOTO --notary {} --out original.png",
                            text::argument(&list),
                            text::argument(&out)
                        )
                    ),
                ])
            ))?;
            Ok(Exit::Done)
        }
        Command::Sign(args) => args.run(),
    }
}

impl SignArgs {
    fn run(self) -> Outcome {
        let notary = Notary::open(&self.notary).map_err(notary_failure)?;
        if let Some(warning) = Notary::warning(&self.notary) {
            output::warn(&format!("{warning}; `chmod 600` it"));
        }
        if self.out.symlink_metadata().is_ok() {
            return Err(Failure::error(FileError::Exists(self.out.clone())));
        }
        let roots = self.anchors.roots()?;
        let path = self.photo.clone();
        let fields: Vec<Field> = self.include.iter().copied().map(Field::from).collect();
        let read = move || {
            let photo = input::read(&path, files::MAX_FILE_BYTES)?;
            let mut evidence = evidence(&photo, &roots).map_err(|error| refused(&path, &error))?;
            evidence.included = included(&photo, &path, &fields)
                .map_err(|error| refused(&path, &error.to_string()))?;
            Ok::<_, Failure>((photo, evidence))
        };
        let (photo, evidence) = interrupt::unless_requested("stopped; nothing was written", read)??;
        let found = EvidenceReport::from(&evidence);
        let name = notary.certificate().device_name.clone();
        let bar = Arc::new(SigningBar::new());
        let signed = notary.sign_file(photo, self.ignore_profile, evidence, bar).map_err(
            |error| match error {
                SignFileError::Photo(error) => {
                    refused(&self.photo, &format!("{error}{}", advice(&error)))
                }
                SignFileError::Cancelled(_) => interrupt::stopped(),
            },
        )?;
        let attested = attested(words(Language::English), name.as_str(), &found).join("\n");
        let rows = vec![("Attested", attested), ("Issuer", quoted(&found.issuer))];
        signed::write("Attested", &self.photo, &self.out, signed, rows)
    }
}

/// What the examination of a photo's Content Credentials finds.
fn evidence(photo: &Zeroizing<Vec<u8>>, roots: &Roots) -> Result<Evidence, String> {
    roll::check_unsigned(photo).map_err(|error| format!("{error}{}", advice(&error)))?;
    examine(photo, roots, now()).map_err(|error| error.to_string())
}

/// What is named of a photo whose signature was examined.
fn included(photo: &[u8], path: &Path, fields: &[Field]) -> Result<Included, IncludeError> {
    let name = path.file_name().filter(|_| path != Path::new("-"));
    // A name that is no text is none that can be included.
    let name = name.map(|name| name.to_str().unwrap_or_default());
    Included::of_photo(photo, fields, name)
}

fn refused(photo: &Path, why: &str) -> Failure {
    Failure::error(format!("cannot attest {}: {why}", text::path(photo)))
}

fn notary_failure(error: NotaryError) -> Failure {
    match &error {
        NotaryError::File(FileError::Io { action: "read", error: cause, .. })
            if cause.kind() != io::ErrorKind::PermissionDenied =>
        {
            Failure::error(format!(
                "{error}; make a notary with `proofroom notary new NAME --out DIR` and name its folder"
            ))
        }
        _ => Failure::error(error),
    }
}
