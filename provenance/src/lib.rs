//! Photographs signed by a camera, edited, and published with a zero-knowledge proof of exactly those edits, while
//! the original stays hidden.
//!
//! This crate holds what surrounds the proofs: camera keys and signatures, the files, the trust list, the
//! verdict. The proofs themselves are in `proofroom-circuits`. The command line and the desktop app call the
//! same functions of this library.
//!
//! # Where to begin
//!
//! | to | use |
//! | --- | --- |
//! | check a picture whose bytes are in memory | [`Verifier`](verify::Verifier) with a [`Trust`](verify::trust::Trust) list; it answers a [`Report`](verify::Report) |
//! | check a file, with the proof beside it | `verify::files::judge_path` |
//! | read what a file says, without checking it | [`verify::inspect`] |
//! | sign photos | [`Camera`](capture::camera::Camera), which a [`MakerKey`](capture::camera::MakerKey) makes |
//! | certify a device or sign a photo with a key that is elsewhere | [`UnsignedCertificate`](capture::unsigned::UnsignedCertificate), [`UnsignedCapture`](capture::unsigned::UnsignedCapture) |
//! | attest what another signature says of a photo | [`Notary`](capture::notary::Notary) |
//! | read and write captions | [`captions`] |
//! | publish a picture, a PNG or a JPEG | `publish::publish`, or `PublishedPicture::make` in memory; `publish::renditions` for several of one original |
//!
//! Each folder uses only those above it:
//!
//! - [`system`]: files that appear whole or not at all, the user's folders, texts that are safe to show;
//! - [`format`](mod@format): the bytes of every file: PNG, JPEG, records, certificates, metadata;
//! - [`captions`]: what people write about a published picture, which no proof says;
//! - [`editing`]: edits while they are made;
//! - [`verify`]: trust, the verdict, and its words;
//! - [`rules`]: house rules, by which edits are judged beside the verdict;
//! - [`capture`]: photos of real cameras, opened for signing, and the simulated camera that signs them;
//! - `publish`: from an original to a published picture.
//!
//! # Example
//!
//! ```
//! use proofroom_provenance::capture::camera::MakerKey;
//! use proofroom_provenance::circuits::{Image, OutputFormat, Recipe, Seed, Size, Unwatched};
//! use proofroom_provenance::format::capture_record::DeviceName;
//! use proofroom_provenance::publish::PublishedPicture;
//! use proofroom_provenance::verify::trust::Trust;
//! use proofroom_provenance::verify::{Verdict, Verifier};
//!
//! // A camera signs what it took, at a time in seconds since 1970.
//! let camera = MakerKey::random().simulated_camera(DeviceName::new("Camera of the example")?);
//! let photo = Image::new(Size::new(2, 1)?, vec![10, 20, 30, 40, 50, 60]);
//! let original = camera.sign(photo, 1_700_000_000, Seed::random());
//!
//! // Its owner edits it, and proves the edits.
//! let recipe = Recipe::from_json(r#"[{"contrast":{"permille":1300}}]"#)?;
//! let format = OutputFormat::Pixels;
//! let published = PublishedPicture::make(&original, &recipe, format, None, &Unwatched)?.to_file();
//!
//! // A reader who trusts the maker of the camera needs the published file and nothing else.
//! let verifier = Verifier::new(Trust::of_makers(vec![camera.maker()]));
//! assert_eq!(verifier.verify(&published, None).verdict, Verdict::Verified);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a verdict means
//!
//! That a key which a trusted maker certified signed a photo, and that the listed edits turn it into exactly these
//! pixels. Not that the scene was real, nor that the time is right: cameras can be deceived, and clocks set. Metadata of the
//! published file is not proved, and a report says so.
//!
//! Readers of files take nothing on trust: every length is checked before it is allocated, and every encoding has one
//! form. Originals hold a secret; their bytes, seeds and keys are overwritten in memory when they are dropped, and files
//! that hold them can be read by their owner alone. Each publication of an original opens a little of what hides it,
//! so publications are counted: `publish::publish` does, and whoever calls `PublishedPicture::make` must
//! (`publish::count`).
//!
//! Errors name no flag, command or control: the program that shows them does. The module `cause` finds the error
//! behind one that only passes it on. Error enums are `#[non_exhaustive]`. Enums whose every case a
//! program must answer, such as [`Verdict`](verify::Verdict), [`Reason`](verify::Reason) or what became of a photo, are
//! not, so that the compiler points at every place that does not answer a new one.
//!
//! # Features
//!
//! | feature | default | what |
//! | --- | --- | --- |
//! | `built-in-parameters` | yes | the public parameters of the proofs are in the program; without it, hand them over (`circuits::hand_over_parameters`) |
//! | `files` | yes | everything that touches the file system, the user's folders, processes and threads |
//! | `multicore` | yes | proofs are made and checked on the threads of the caller's rayon pool |
//! | `prover` | yes | proofs are made; the module `publish`, which also needs `files` |
//! | `reference` | no | halo2's own prover, for measurements |
//! | `typescript` | no | what crosses to the window as TypeScript types |
//!
//! A verifier needs none of them: with `default-features = false` the crate reads no file, starts no thread, and
//! compiles for `wasm32-unknown-unknown`, and [`verify::Verifier`] is complete.

pub mod answer;
pub mod captions;
pub mod capture;
#[cfg(all(feature = "files", feature = "prover"))]
pub mod cause;
pub mod editing;
pub mod format;
#[cfg(all(feature = "files", feature = "prover"))]
pub mod publish;
pub mod rules;
pub mod system;
pub mod verify;
pub mod words;

pub use proofroom_circuits as circuits;
