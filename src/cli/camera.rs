//! `camera new` and `camera sign`: the simulated camera.

use std::path::PathBuf;
use std::sync::Arc;

use proofroom::camera::{Camera, CameraError, DeviceName, SignFileError, Signed};
use proofroom::demo;
use proofroom::store::{self, Access, StoreError};
use proofroom::text::{self, quoted};
use proofroom::verdict::Reason;
use proofroom::words;

use super::progress::SigningBar;
use super::{Exit, Failure, Outcome, interrupt, output};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a maker and a camera: their keys, and a trust list that names the maker.
    New {
        /// The camera's name, at most 64 bytes; every published picture shows it.
        name: String,
        /// The folder for the keys. It must hold none.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Take a photo: sign the pixels of a PNG or JPEG. Metadata is dropped.
    Sign {
        /// The photo, 8 bits a channel.
        photo: PathBuf,
        /// The folder that `camera new` made.
        #[arg(long, value_name = "DIR")]
        device: PathBuf,
        /// The attested original to write, a PNG for your eyes only.
        #[arg(long, value_name = "ORIGINAL")]
        out: PathBuf,
        /// Take the pixels as sRGB although the photo names another colour profile.
        #[arg(long)]
        ignore_profile: bool,
    },
}

pub fn run(command: Command) -> Outcome {
    match command {
        Command::New { name, out } => {
            let name = DeviceName::new(name).map_err(|error| Failure::new(Reason::Usage, error))?;
            let camera = Camera::create(&out, name).map_err(camera_failure)?;
            let certificate = camera.certificate();
            output::print(&format!(
                "Made the simulated camera {} in {}.\n{}",
                quoted(certificate.device_name.as_str()),
                text::path(&out),
                output::labelled(&[
                    ("Camera's key", certificate.device.to_string()),
                    ("Maker's key", certificate.maker.to_string()),
                    (
                        "Secret keys",
                        format!(
                            "{} and {}: keep them to yourself",
                            Camera::DEVICE_FILE,
                            Camera::MAKER_FILE
                        )
                    ),
                    (
                        "Trust list",
                        format!(
                            "{}: give it to those who verify",
                            text::path(&out.join(Camera::TRUST_FILE))
                        )
                    ),
                ])
            ))?;
        }
        Command::Sign {
            photo,
            device,
            out,
            ignore_profile,
        } => {
            let camera = Camera::open(&device).map_err(camera_failure)?;
            if out.symlink_metadata().is_ok() {
                return Err(Failure::error(StoreError::Exists(out)));
            }
            let path = photo.clone();
            let read = move || store::read(&path, store::MAX_FILE_BYTES);
            let bytes = interrupt::unless_requested("stopped; nothing was written", read)?
                .map_err(|error| Failure::new(Reason::from(&error), error))?;
            let bar = Arc::new(SigningBar::new());
            let Signed {
                original,
                file,
                notes,
            } = camera
                .sign_file(bytes.into(), ignore_profile, demo::now(), bar)
                .map_err(|error| match error {
                    SignFileError::Photo(error) => {
                        let flag = if error.is_about_profile() {
                            " with --ignore-profile"
                        } else {
                            ""
                        };
                        Failure::error(format!("cannot sign {}: {error}{flag}", text::path(&photo)))
                    }
                    SignFileError::Cancelled(_) => interrupt::stopped(),
                })?;
            store::create(&out, &file, Access::Private).map_err(Failure::error)?;
            for note in notes {
                output::note(&format!("{}: {note}", text::path(&photo)));
            }
            let record = &original.attestation.record;
            output::print(&format!(
                "Signed {} ({} pixels) and wrote {}.\n{}",
                text::path(&photo),
                original.hidden.size(),
                text::path(&out),
                output::labelled(&[
                    ("Image hash", original.hidden.hash().to_string()),
                    ("Taken", words::captured(&record.captured(), record.clock)),
                    ("Private", "the file holds the photo and a secret; publish what `proofroom edit` makes of it".into()),
                ])
            ))?;
        }
    }
    Ok(Exit::Done)
}

fn camera_failure(error: CameraError) -> Failure {
    let advice = match &error {
        CameraError::Store(StoreError::Io { action: "read", .. }) => {
            "; make a camera with `proofroom camera new NAME --out DIR` and name its folder"
        }
        _ => "",
    };
    Failure::error(format!("{error}{advice}"))
}
