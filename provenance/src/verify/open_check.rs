//! Whether an original is the one of a published picture: what its owner shows when somebody may see it, such as a
//! court.
//!
//! A published picture hides its original and binds its publisher to it all the same: the image hash that was signed is
//! that of these pixels under this seed and of no others. So whoever opens the original shows which photo it was. Each
//! check here stands alone, and none rests on the proof: the hash is computed from the pixels and the seed, and the
//! edits are applied once more.

use proofroom_circuits::{
    HiddenPlace, Image, ImageHash, PlacedRecipe, PublishedOutput, Recipe, Size,
};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::format::attestation::Attestation;
use crate::format::capture_record::as_written;
use crate::format::envelope;
use crate::format::original::{Original, OriginalError};
use crate::format::picture::{self, PictureFile};
use crate::format::png::{self, ORIGINAL_CHUNK};
use crate::format::published::PublishedProof;
use crate::verify::Verifier;
use crate::verify::report::{ImageReport, Report, Verdict};
use crate::verify::trust::Trust;

/// How many bytes are compared at most, in the search for the place of a hidden crop: some seconds.
const MAX_COMPARED: u64 = 1 << 34;
/// How many bytes of pixels are made at most in that search: by each edit, at each place. A crop of one pixel has
/// millions of places, and a resize behind it can make a hundred megabytes at each.
const MAX_EDITED: u64 = 1 << 31;
/// What it takes besides to try a place, as bytes.
const FOR_A_PLACE: u64 = 1 << 10;

/// One of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Whether pixels and seed of the original give the hash that was signed, and the signature over it is valid.
    Original,
    /// Whether the published picture has a valid proof.
    Publication,
    /// Whether the published picture names the hash of this original.
    Hash,
    /// Whether the same signature over the same statement is in both files.
    Signature,
    /// Whether the edits, applied to the original once more, give exactly the published picture.
    Edits,
}

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It could not be made.
    NotChecked,
}

/// Why a check does not hold or was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The file of the original cannot be opened as one.
    NoOriginal,
    /// The original was changed after it was signed, or its signature is not valid.
    OriginalChanged,
    /// The verdict on the published picture.
    Verdict,
    /// The original does not open, so that nothing can be compared with it.
    NothingToCompare,
    /// The published picture has no proof that can be read.
    NoReadableProof,
    /// The published picture names another image hash.
    OtherHash,
    /// The statements that were signed, or the signatures, differ.
    OtherSignature,
    /// The published picture cannot be read.
    PictureUnreadable,
    /// The place of a hidden crop is not known, and was not found.
    PlaceUnknown,
    /// The edits cannot be applied to this original.
    EditsDoNotFit,
    /// The edits give another picture.
    OtherPicture,
    /// With the hidden crops at these places, the edits give another picture.
    OtherPictureThere,
}

/// A check, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Which check.
    pub question: Question,
    /// What came of it.
    pub outcome: Outcome,
    /// Why it does not hold or was not made.
    pub cause: Option<Cause>,
    /// The same in a technical sentence in English.
    pub message: Option<String>,
}

/// A file that was looked at. Of an original, the digest says nothing about the photo: the file holds 32 random bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileDigest {
    /// Its name, without the folder.
    pub name: Option<String>,
    /// Its length.
    pub bytes: usize,
    /// SHA-256 of it.
    #[serde(with = "hex::serde")]
    pub sha256: [u8; 32],
}

impl FileDigest {
    fn of(bytes: &[u8]) -> Self {
        FileDigest { name: None, bytes: bytes.len(), sha256: Sha256::digest(bytes).into() }
    }
}

/// The files of a check.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    /// The original.
    pub original: &'a [u8],
    /// The published picture.
    pub published: &'a [u8],
    /// Its proof, if that is in a separate file.
    pub sidecar: Option<&'a [u8]>,
}

/// What was found. It holds no pixel and no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct OpenCheck {
    /// The version of the program.
    pub version: &'static str,
    /// When it was checked, in UTC by the machine's clock.
    pub checked: Option<String>,
    /// Whether this original is the one of the published picture, in the words of verdicts: of an unknown camera's,
    /// too, if everything holds.
    pub verdict: Verdict,
    /// The checks, in order.
    pub answers: Vec<Answer>,
    /// The original as its file has it, if it opens.
    pub original: Option<ImageReport>,
    /// The verdict on the published picture.
    pub publication: Report,
    /// The file of the original.
    pub original_file: FileDigest,
    /// The file of the published picture.
    pub published_file: FileDigest,
    /// The separate file of the proof.
    pub sidecar_file: Option<FileDigest>,
}

impl OpenCheck {
    /// Makes every check. `places`: where the hidden crops of the recipe were taken, in its order; with none, the place
    /// of a single one is searched.
    pub fn new(files: Files<'_>, places: &[HiddenPlace], trust: &Trust, now: Option<u64>) -> Self {
        let Files { original, published, sidecar } = files;
        let mut verifier = Verifier::new(trust.clone());
        if let Some(now) = now {
            verifier = verifier.at(now);
        }
        let publication = verifier.verify(published, sidecar);
        let opened = Original::open(original).map_err(|error| match error {
            OriginalError::Signature(_) => {
                Unanswered::fails(Cause::OriginalChanged, error.to_string())
            }
            OriginalError::Published => {
                Unanswered::not_checked(Cause::NoOriginal, "this is a published picture")
            }
            error => Unanswered::not_checked(Cause::NoOriginal, error.to_string()),
        });
        let proof = proof_of(published, sidecar);
        let mut answers = Vec::new();
        let mut answer = |question, found: Result<(), Unanswered>| {
            let (outcome, cause, message) = match found {
                Ok(()) => (Outcome::Holds, None, None),
                Err(Unanswered { outcome, cause, message }) => {
                    (outcome, Some(cause), Some(message))
                }
            };
            answers.push(Answer { question, outcome, cause, message });
        };
        answer(Question::Original, opened.as_ref().map(drop).map_err(Clone::clone));
        answer(
            Question::Publication,
            match publication.verdict {
                // Of an original the verdict is about its signature.
                _ if publication.published.is_none() && publication.holds() => {
                    Err(Unanswered::not_checked(
                        Cause::NoReadableProof,
                        "this is an original, and not a published picture",
                    ))
                }
                Verdict::Verified | Verdict::UnknownCamera => Ok(()),
                Verdict::Rejected => Err(Unanswered::fails(Cause::Verdict, &publication.message)),
                Verdict::NotChecked => {
                    Err(Unanswered::not_checked(Cause::Verdict, &publication.message))
                }
            },
        );
        let both = match (&opened, &proof) {
            (Ok(original), Some(proof)) => Ok((original, proof)),
            (Err(_), _) => {
                Err(Unanswered::not_checked(Cause::NothingToCompare, "the original does not open"))
            }
            (_, None) => Err(Unanswered::not_checked(
                Cause::NoReadableProof,
                "the published picture has no proof that can be read",
            )),
        };
        answer(
            Question::Hash,
            both.clone().and_then(|(original, proof)| same_hash(original, proof)),
        );
        answer(
            Question::Signature,
            both.clone().and_then(|(original, proof)| {
                same_signature(&original.attestation, &proof.attestation)
            }),
        );
        answer(
            Question::Edits,
            both.and_then(|(original, proof)| same_picture(original, proof, published, places)),
        );
        let original_report = opened
            .as_ref()
            .ok()
            .map(|original| ImageReport::new(original.hidden.size(), original.hidden.hash()));
        OpenCheck {
            version: env!("CARGO_PKG_VERSION"),
            checked: now.map(as_written),
            verdict: verdict(&answers, &publication),
            answers,
            original: original_report,
            publication,
            original_file: FileDigest::of(original),
            published_file: FileDigest::of(published),
            sidecar_file: sidecar.map(FileDigest::of),
        }
    }

    /// Whether everything holds, whoever made the camera.
    pub fn holds(&self) -> bool {
        matches!(self.verdict, Verdict::Verified | Verdict::UnknownCamera)
    }
}

fn verdict(answers: &[Answer], publication: &Report) -> Verdict {
    let any = |outcome| answers.iter().any(|answer| answer.outcome == outcome);
    let is_hidden =
        |answer: &Answer| answer.outcome == Outcome::Holds || answer.question == Question::Edits;
    if any(Outcome::Fails) {
        Verdict::Rejected
    } else if answers.iter().all(is_hidden) {
        // If the place of a hidden crop was not found, the proof says that there is one at which the edits give this
        // picture.
        publication.verdict
    } else {
        Verdict::NotChecked
    }
}

/// Why a check has no positive answer.
#[derive(Clone)]
struct Unanswered {
    outcome: Outcome,
    cause: Cause,
    message: String,
}

impl Unanswered {
    fn fails(cause: Cause, message: impl Into<String>) -> Self {
        Unanswered { outcome: Outcome::Fails, cause, message: message.into() }
    }

    fn not_checked(cause: Cause, message: impl Into<String>) -> Self {
        Unanswered { outcome: Outcome::NotChecked, cause, message: message.into() }
    }
}

/// Whether somebody took the one file for the other: what is named as the original is a published picture, and what is
/// named as that is an original.
pub fn are_swapped(original: &[u8], published: &[u8]) -> bool {
    picture::find_proof(original).is_some()
        && picture::find_proof(published).is_none()
        && png::find_chunk(published, ORIGINAL_CHUNK).is_some()
}

/// Whether a published picture needs a separate file with its proof.
pub fn has_no_proof(published: &[u8]) -> bool {
    picture::find_proof(published).is_none()
}

fn proof_of(published: &[u8], sidecar: Option<&[u8]>) -> Option<PublishedProof> {
    let inside = picture::find_proof(published);
    envelope::open(sidecar.or(inside.as_deref())?).ok()
}

fn same_hash(original: &Original, proof: &PublishedProof) -> Result<(), Unanswered> {
    let (hash, named): (ImageHash, ImageHash) = (original.hidden.hash(), proof.original_hash());
    if hash == named {
        Ok(())
    } else {
        Err(Unanswered::fails(
            Cause::OtherHash,
            format!("the original has the hash {hash}, and the published picture names {named}"),
        ))
    }
}

fn same_signature(original: &Attestation, published: &Attestation) -> Result<(), Unanswered> {
    if original == published {
        Ok(())
    } else {
        Err(Unanswered::fails(
            Cause::OtherSignature,
            "the statements that were signed, or the signatures, differ",
        ))
    }
}

/// Applies the edits once more.
fn same_picture(
    original: &Original,
    proof: &PublishedProof,
    published: &[u8],
    places: &[HiddenPlace],
) -> Result<(), Unanswered> {
    let content = PictureFile::parse(published).ok().and_then(|picture| picture.content().ok());
    let content = content.ok_or_else(|| {
        Unanswered::not_checked(Cause::PictureUnreadable, "the published picture cannot be read")
    })?;
    let image = original.hidden.image();
    let hidden = proof.recipe.edits().iter().filter(|edit| edit.hides_place()).count();
    let found;
    let places = if hidden == 0 || !places.is_empty() {
        places
    } else {
        found = search(image, proof, &content);
        match &found {
            Some(place) => std::slice::from_ref(place),
            None => {
                return Err(Unanswered::not_checked(
                    Cause::PlaceUnknown,
                    "the place of a hidden crop is not known, and was not found",
                ));
            }
        }
    };
    let placed = PlacedRecipe { recipe: &proof.recipe, places };
    let gives = placed
        .gives(image, content.as_output())
        .map_err(|error| Unanswered::fails(Cause::EditsDoNotFit, error.to_string()))?;
    match gives {
        true => Ok(()),
        false if hidden > 0 => Err(Unanswered::fails(
            Cause::OtherPictureThere,
            "with these places, the edits give another picture",
        )),
        false => Err(Unanswered::fails(Cause::OtherPicture, "the edits give another picture")),
    }
}

/// A place of the one hidden crop at which the recipe gives the published picture, if a search within reason finds one.
/// It is told to nobody.
fn search(
    original: &Image,
    proof: &PublishedProof,
    content: &PublishedOutput,
) -> Option<HiddenPlace> {
    let edits = proof.recipe.edits();
    let mut hiding = (0..edits.len()).filter(|index| edits[*index].hides_place());
    let index = hiding.next().filter(|_| hiding.next().is_none())?;
    let mut frame = original.clone();
    for edit in &edits[..index] {
        frame = edit.apply(&frame).ok()?;
    }
    let after = &edits[index + 1..];
    let crop = edits[index].output_size(frame.size()).ok()?;
    let (right, bottom) =
        (frame.size().width() - crop.width(), frame.size().height() - crop.height());
    // Tones change each pixel alone, so that they can be applied before the crop.
    if let (PublishedOutput::Pixels(shown), true) =
        (content, after.iter().all(|edit| edit.is_tone()))
    {
        for edit in after {
            frame = edit.apply(&frame).ok()?;
        }
        return within(&frame, shown, crop).map(|(x, y)| HiddenPlace::new(x, y));
    }
    let candidates = (u64::from(right) + 1) * (u64::from(bottom) + 1);
    let (mut size, mut bytes) = (frame.size(), FOR_A_PLACE);
    for edit in &edits[index..] {
        size = edit.output_size(size).ok()?;
        bytes += size.bytes() as u64;
    }
    if size != content.as_output().size() || candidates.saturating_mul(bytes) > MAX_EDITED {
        return None;
    }
    let mut all = (0..=bottom).flat_map(|y| (0..=right).map(move |x| (x, y)));
    let rest = Recipe::new(edits[index..].to_vec());
    let fits = |&(x, y): &(u32, u32)| {
        let places = &[HiddenPlace::new(x, y)];
        let placed = PlacedRecipe { recipe: &rest, places };
        placed.gives(&frame, content.as_output()) == Ok(true)
    };
    all.find(fits).map(|(x, y)| HiddenPlace::new(x, y))
}

/// Where a part of an image is, from the left and from the top; none if it is not there, or the search takes too long.
fn within(frame: &Image, part: &Image, size: Size) -> Option<(u32, u32)> {
    if part.size() != size {
        return None;
    }
    let length = size.row_bytes();
    let mut compared = 0;
    for y in 0..=frame.size().height() - size.height() {
        for x in 0..=frame.size().width() - size.width() {
            let start = 3 * x as usize;
            let mut rows = 0..size.height();
            let same = |row: u32| frame.row(y + row)[start..start + length] == *part.row(row);
            // A row that differs does so within a few bytes, except in flat areas.
            let count = rows.clone().take_while(|row| same(*row)).count() as u64;
            compared += 64 + count * length as u64;
            if rows.all(|row| u64::from(row) < count) {
                return Some((x, y));
            }
            if compared > MAX_COMPARED {
                return None;
            }
        }
    }
    None
}

#[cfg(test)]
#[cfg(all(feature = "files", feature = "prover"))]
mod tests {
    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::format::capture_record::DeviceName;
    use crate::format::png::{self, PROOF_CHUNK, Png};
    use crate::publish::PublishedPicture;
    use proofroom_circuits::jpeg::Options;
    use proofroom_circuits::{OutputFormat, Recipe, Seed, Unwatched};

    fn signed(seed: u8, flat: bool) -> Original {
        let camera = MakerKey::dangerously_from_bytes([1; 32])
            .simulated_camera(DeviceName::new("Test").expect("a name"));
        let size = Size::new(12, 10).expect("a size");
        let pixel = |index: usize| if flat { 7 } else { (index * index + index / 7) as u8 };
        let image = Image::new(size, (0..size.bytes()).map(pixel).collect());
        camera.sign(image, 1_700_000_000, Seed::dangerously_from_bytes([seed; 32]))
    }

    fn published(original: &Original, recipe: &str, places: &[HiddenPlace]) -> Vec<u8> {
        published_as(OutputFormat::Pixels, original, recipe, places)
    }

    fn published_as(
        format: OutputFormat,
        original: &Original,
        recipe: &str,
        places: &[HiddenPlace],
    ) -> Vec<u8> {
        let recipe = Recipe::from_json(recipe).expect("a recipe");
        let placed = PlacedRecipe { recipe: &recipe, places };
        let made = PublishedPicture::make(original, placed, format, None, &Unwatched);
        made.expect("proves").to_file()
    }

    fn check(original: &[u8], published: &[u8], places: &[HiddenPlace]) -> OpenCheck {
        let files = Files { original, published, sidecar: None };
        OpenCheck::new(files, places, &Trust::empty(), Some(1_800_000_000))
    }

    /// What came of the checks, as a letter each.
    fn outcomes(check: &OpenCheck) -> String {
        let letter = |answer: &Answer| match answer.outcome {
            Outcome::Holds => 'y',
            Outcome::Fails => 'n',
            Outcome::NotChecked => '-',
        };
        check.answers.iter().map(letter).collect()
    }

    const TONE: &str =
        r#"[{"crop":{"x":1,"y":2,"width":8,"height":6}},{"contrast":{"permille":1300}}]"#;
    const HIDDEN: &str = r#"[{"crop_hidden":{"width":5,"height":4}},{"brightness":{"offset":9}}]"#;
    const BLURRED: &str =
        r#"[{"crop_hidden":{"width":5,"height":4}},{"flip":{"axis":"vertical"}}]"#;

    #[test]
    fn the_original_of_a_picture_is_known_by_it() {
        let original = signed(2, false);
        let file = original.to_png();
        let picture = published(&original, TONE, &[]);
        let found = check(&file, &picture, &[]);
        assert_eq!((outcomes(&found).as_str(), found.holds()), ("yyyyy", true));
        assert_eq!(found.checked.as_deref(), Some("2027-01-15T08:00:00Z"));
        assert_eq!(found.original.expect("opens").hash, original.hidden.hash());
        let json = serde_json::to_string(&found).expect("plain data");
        let seed = hex::encode([2; 32]);
        assert!(!json.contains(&seed), "the seed stays secret");

        // The same pixels, signed once more with another seed: another original.
        let other = signed(3, false).to_png();
        let found = check(&other, &picture, &[]);
        assert_eq!((outcomes(&found).as_str(), found.holds()), ("yynny", false));
        // A picture that was changed; an original that was changed; other files.
        let mut shown =
            Png::parse(&picture).expect("a PNG").decode().expect("pixels").pixels().to_vec();
        shown[5] ^= 1;
        let size = Size::new(8, 6).expect("a size");
        let payload = png::find_chunk(&picture, PROOF_CHUNK).expect("a proof");
        let changed = png::encode(&Image::new(size, shown));
        let changed = Png::parse(&changed).expect("a PNG").with_chunk(PROOF_CHUNK, payload);
        let found = check(&file, &changed, &[]);
        assert_eq!((outcomes(&found).as_str(), found.holds()), ("ynyyn", false));
        let found = check(&picture, &picture, &[]);
        assert_eq!((outcomes(&found).as_str(), found.holds()), ("-y---", false));
        let found = check(&file, &png::encode(original.hidden.image()), &[]);
        assert_eq!((outcomes(&found).as_str(), found.holds()), ("y----", false));
        assert_eq!(found.verdict, Verdict::NotChecked);
    }

    #[test]
    fn a_jpeg_has_the_coefficients_of_its_original() {
        let original = signed(2, false);
        let file = original.to_png();
        let jpeg = OutputFormat::Jpeg(Options::default());
        let picture = published_as(jpeg, &original, TONE, &[]);
        assert_eq!(outcomes(&check(&file, &picture, &[])), "yyyyy");
        let picture = published_as(jpeg, &original, HIDDEN, &[HiddenPlace::new(4, 3)]);
        assert_eq!(outcomes(&check(&file, &picture, &[])), "yyyyy");
        assert_eq!(outcomes(&check(&file, &picture, &[HiddenPlace::new(4, 4)])), "yyyyn");
    }

    #[test]
    fn the_place_of_a_hidden_crop_is_found_or_given() {
        let original = signed(2, false);
        let file = original.to_png();
        for recipe in [HIDDEN, BLURRED] {
            let place = || HiddenPlace::new(4, 3);
            let picture = published(&original, recipe, &[place()]);
            for places in [vec![], vec![place()]] {
                let found = check(&file, &picture, &places);
                assert_eq!((outcomes(&found).as_str(), found.holds()), ("yyyyy", true), "{recipe}");
            }
            let found = check(&file, &picture, &[HiddenPlace::new(3, 3)]);
            assert_eq!((outcomes(&found).as_str(), found.holds()), ("yyyyn", false), "{recipe}");
        }
        // Of a flat image, every place gives the same picture.
        let flat = signed(2, true);
        let picture = published(&flat, HIDDEN, &[HiddenPlace::new(7, 6)]);
        assert!(check(&flat.to_png(), &picture, &[]).holds());
        // Two places are not searched.
        let two =
            r#"[{"crop_hidden":{"width":8,"height":8}},{"crop_hidden":{"width":5,"height":4}}]"#;
        let places = [HiddenPlace::new(1, 2), HiddenPlace::new(3, 1)];
        let picture = published(&original, two, &places);
        let found = check(&file, &picture, &[]);
        assert_eq!((outcomes(&found).as_str(), found.holds()), ("yyyy-", true));
        assert_eq!(found.verdict, Verdict::UnknownCamera);
        assert_eq!(outcomes(&check(&file, &picture, &places)), "yyyyy");
    }

    /// Whoever published the picture chooses the edits, and needs no valid proof to have them searched for a place.
    #[test]
    fn a_search_that_would_take_hours_is_not_begun() {
        let original = signed(2, false);
        let picture = published(&original, HIDDEN, &[HiddenPlace::new(4, 3)]);
        let payload = png::find_chunk(&picture, PROOF_CHUNK).expect("a proof");
        let mut proof: PublishedProof = envelope::open(payload).expect("a proof");
        for (width, height) in [(5000, 4000), (4, 3)] {
            let json = format!(
                r#"[{{"crop_hidden":{{"width":1,"height":1}}}},{{"resize":{{"width":5000,"height":4000}}}},{{"resize":{{"width":{width},"height":{height}}}}}]"#
            );
            proof.recipe = Recipe::from_json(&json).expect("a recipe");
            let size = Size::new(width, height).expect("a size");
            let shown = PublishedOutput::Pixels(Image::new(size, vec![1; size.bytes()]));
            let begun = std::time::Instant::now();
            assert!(search(original.hidden.image(), &proof, &shown).is_none());
            assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
        }
    }
}
