//! `camera new` and `camera sign`: the simulated camera.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proofroom_provenance::capture::camera::Camera;
use proofroom_provenance::capture::camera::folder::CameraError;
use proofroom_provenance::capture::camera::photo_file::SignFileError;
use proofroom_provenance::capture::roll::{self, Photos, Roll, RollError};
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::capture_record::now;
use proofroom_provenance::system::files::{self, FileError};
use proofroom_provenance::system::text::{self, quoted};
use proofroom_provenance::verify::Reason;

use crate::advice::advice;
use crate::interrupt::WhetherInterrupted;
use crate::outcome::{Exit, Failure, Outcome};
use crate::progress::SigningBar;
use crate::{input, interrupt, output, signed};

#[derive(clap::Subcommand)]
pub enum Command {
    /// Make a simulated camera: the keys of a maker and its camera, and a trust list that names the maker.
    #[command(after_help = NEW_EXAMPLES)]
    New {
        /// The camera's name, at most 64 bytes; every published picture shows it.
        name: String,
        /// The folder for the keys; it must not hold any yet.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Sign photos, as a camera does when it takes them. Of their metadata only the capture time is kept.
    #[command(after_help = SIGN_EXAMPLES)]
    Sign(SignArgs),
}

#[derive(clap::Args)]
pub struct SignArgs {
    /// The photos, JPEG or PNG with 8 bits per channel; folders of them; or - for standard input.
    #[arg(required = true, value_name = "PHOTO")]
    photos: Vec<PathBuf>,
    /// The folder that `camera new` made.
    #[arg(long, value_name = "DIR")]
    device: PathBuf,
    /// The attested original to write, a private PNG. For several photos or a folder: the folder for
    /// the originals, which are named NAME.original.png.
    #[arg(long, value_name = "ORIGINAL")]
    out: PathBuf,
    /// Take the pixels as sRGB although the photo names another colour profile.
    #[arg(long)]
    ignore_profile: bool,
}

const NEW_EXAMPLES: &str = "\
Example:
  proofroom camera new \"Desk camera\" --out desk";

const SIGN_EXAMPLES: &str = "\
Examples:
  proofroom camera sign photo.jpg --device desk --out original.png
  proofroom camera sign photos/ --device desk --out originals/

Originals are private: they hold the whole photo and the secret that keeps it hidden. Nothing is overwritten. \
Photos that this camera signed before are left as they are, so an interrupted command can simply be repeated.";

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
                            "{} and {}, in the same folder: keep them to yourself",
                            Camera::DEVICE_FILE,
                            Camera::MAKER_FILE
                        )
                    ),
                    (
                        "Trust list",
                        format!(
                            "{}: give it to those who verify your pictures",
                            text::path(&out.join(Camera::TRUST_FILE))
                        )
                    ),
                    (
                        "Next",
                        format!(
                            "proofroom trust add {}\nproofroom camera sign PHOTO --device {} --out original.png",
                            text::argument(&out.join(Camera::TRUST_FILE)),
                            text::argument(&out)
                        )
                    ),
                ])
            ))?;
        }
        Command::Sign(args) => return args.run(),
    }
    Ok(Exit::Done)
}

impl SignArgs {
    fn run(self) -> Outcome {
        // Said before any photo is read.
        Camera::open(&self.device).map_err(camera_failure)?;
        if let Some(warning) = Camera::warning(&self.device) {
            output::warn(&format!("{warning}; `chmod 600` it"));
        }
        match &self.photos[..] {
            [photo] if !photo.is_dir() && !is_folder(&self.out) => self.sign_one(photo),
            _ => self.sign_many(),
        }
    }

    fn sign_one(&self, photo: &Path) -> Outcome {
        let camera = Camera::open(&self.device).map_err(camera_failure)?;
        if self.out.symlink_metadata().is_ok() {
            return Err(Failure::error(FileError::Exists(self.out.clone())));
        }
        let path = photo.to_owned();
        let read = move || input::read(&path, files::MAX_FILE_BYTES);
        let bytes = interrupt::unless_requested("stopped; nothing was written", read)??;
        roll::check_unsigned(&bytes).map_err(|error| {
            Failure::error(format!("cannot sign {}: {error}{}", text::path(photo), advice(&error)))
        })?;
        let bar = Arc::new(SigningBar::new());
        let signed =
            camera.sign_file(bytes, self.ignore_profile, now(), bar).map_err(
                |error| match error {
                    SignFileError::Photo(error) => Failure::error(format!(
                        "cannot sign {}: {error}{}",
                        text::path(photo),
                        advice(&error)
                    )),
                    SignFileError::Cancelled(_) => interrupt::stopped(),
                },
            )?;
        signed::write("Signed", photo, &self.out, signed, Vec::new())
    }

    /// Signs every photo, with a line for each.
    fn sign_many(&self) -> Outcome {
        if self.out.is_file() {
            return Err(Failure::new(
                Reason::Usage,
                format!(
                    "several photos are signed into a folder, and {} is a file; name a folder with --out",
                    text::path(&self.out)
                ),
            ));
        }
        if self.photos.iter().any(|photo| input::is_pipe(photo)) {
            return Err(Failure::new(
                Reason::Usage,
                "a photo from standard input is signed alone, into the file that --out names",
            ));
        }
        let found = Photos::find(&self.photos, &WhetherInterrupted);
        let Photos { photos, refused, others, other_pictures } =
            found.map_err(|_| interrupt::stopped())?.map_err(Failure::error)?;
        if photos.is_empty() && refused.is_empty() {
            return Err(Failure::error(
                "there is no photo to sign in these folders; photos are JPEG or PNG files, so export others as JPEG",
            ));
        }
        files::create_folder(&self.out).map_err(Failure::error)?;
        let roll = Roll {
            device: &self.device,
            out: &self.out,
            ignore_profile: self.ignore_profile,
            now: now(),
        };
        let [mut signed, mut before, mut failed] = [0; 3];
        let mut complain = |path: &Path, error: &RollError| {
            failed += 1;
            output::complain(&format!("{}: {error}{}", text::path(path), advice(error)));
        };
        for (path, error) in &refused {
            complain(path, error);
        }
        for photo in &photos {
            if interrupt::requested() {
                break;
            }
            match roll.sign(photo, Arc::new(SigningBar::new())) {
                Ok(outcome) => {
                    *match outcome {
                        roll::Outcome::Signed { .. } => &mut signed,
                        roll::Outcome::AlreadyThere => &mut before,
                    } += 1;
                    let words = roll::in_words(&outcome);
                    output::print(&format!("{}: {words}", text::path(photo)))?;
                    if let roll::Outcome::Signed { notes, .. } = outcome {
                        for note in notes {
                            output::note(&format!("{}: {note}", text::path(photo)));
                        }
                    }
                }
                Err(RollError::Sign(SignFileError::Cancelled(_))) => break,
                Err(error) => complain(photo, &error),
            }
        }
        output::print(&format!(
            "{} signed, {before} signed before, {failed} not signed, {} left alone.",
            text::counted(signed, "photo"),
            text::counted(others, "other file"),
        ))?;
        if other_pictures > 0 {
            output::note(&format!(
                "{} left alone may be pictures, but only JPEG and PNG files are signed; export them as JPEG",
                text::counted(other_pictures, "file"),
            ));
        }
        if interrupt::requested() {
            return Err(Failure::new(
                Reason::Cancelled,
                "stopped; the same command continues where it stopped",
            ));
        }
        Ok(if failed > 0 { Exit::Failed } else { Exit::Done })
    }
}

/// Whether a path names a folder: one that is there, or one to be made.
fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(std::path::is_separator)
}

fn camera_failure(error: CameraError) -> Failure {
    match &error {
        CameraError::File(FileError::Io { action: "read", error: cause, .. })
            if cause.kind() != io::ErrorKind::PermissionDenied =>
        {
            Failure::error(format!(
                "{error}; make a camera with `proofroom camera new NAME --out DIR` and name its folder"
            ))
        }
        _ => Failure::error(error),
    }
}
