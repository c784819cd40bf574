//! What an export will make public, what stays hidden, and what it will cost, before it begins.

use proofroom_circuits::edits::FrameChange;
use proofroom_circuits::{
    ChainProof, Channels, Edit, OutputFormat, PlacedRecipe, Recipe, RecipeError, Rect, Size,
};
use serde::Serialize;

use crate::format::envelope;
use crate::format::original::Original;
use crate::format::published::{MAX_BOUND_BYTES, PublishedProof};
use crate::publish::count::{self, Known, PublicationsError};
use crate::publish::estimate::{Speed, expect};
use crate::publish::order::{Sooner, scaled, sooner};
use crate::rules::JudgedEdits;
use crate::verify::account::{attested, taken, warned};
use crate::verify::trust::{Standing, Trust};
use crate::verify::{EvidenceReport, Warning};
use crate::words::{Language, Value, plans, words};

/// What an export will make public, and what it will cost.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct ExportPlan {
    /// The edits that will be proved, with the resize to the size of the export.
    pub edits: Vec<Edit>,
    /// The same in words.
    pub edits_told: Vec<String>,
    /// Pixels in a row of the published picture.
    pub width: u32,
    /// Its rows.
    pub height: u32,
    /// Proved steps: edits that are proved together are one.
    pub steps: usize,
    /// halo2 proofs in all steps together.
    pub proofs: usize,
    /// Bytes of the proof with everything that accompanies it.
    pub proof_bytes: usize,
    /// Seconds that proving will take on this machine, as far as can be known.
    pub seconds: f64,
    /// Bytes of memory that the program will hold at most while it proves.
    pub memory_bytes: u64,
    /// What everybody will be able to see or compute, a sentence each.
    pub public: Vec<String>,
    /// What stays hidden, a sentence each.
    pub hidden: Vec<String>,
    /// What the user should know before starting.
    pub warnings: Vec<String>,
    /// Why it cannot be exported as planned, a sentence each; none if it can.
    pub obstacles: Vec<String>,
    /// How many pictures were published of this original on this machine.
    pub publications: u32,
    /// How many more are ordered already, but not published yet.
    pub publications_ordered: u32,
    /// The most that may be.
    pub publications_limit: u32,
    /// What the user should know if no earlier publication is known, a sentence or two.
    pub publications_note: Option<String>,
    /// What the picture's channels hold, if not red, green and blue.
    pub channels_note: Option<String>,
    /// Whether anybody can compute nearly the whole original from the picture.
    pub hides_nothing: bool,
    /// An order of the edits that takes much less time to prove.
    pub sooner: Option<Sooner>,
    /// What the house rules say that the user keeps; none if they keep none, and until somebody judges.
    pub rules: Option<JudgedEdits>,
}

/// What the user wants from an export.
#[derive(Clone, Copy)]
pub struct Wish<'a> {
    /// The edits, and where their hidden crops are taken.
    pub recipe: PlacedRecipe<'a>,
    /// The most pixels of the longer side, if the result is to be scaled down; see [`scaled`].
    pub long_edge: Option<u32>,
    /// Whether pixels are published, or a JPEG of them.
    pub format: OutputFormat,
    /// The text to bind.
    pub bound: Option<&'a str>,
    /// How many pictures are published together, this one among them.
    pub pictures: u32,
    /// The language in which the plan is told.
    pub language: Language,
}

/// Plans an export. `publications` is what is known of earlier publications of the original; `free_memory` is in
/// bytes, where it is known.
///
/// # Errors
/// If the recipe does not fit the original, or if it is not known where a hidden crop is taken.
pub fn plan(
    original: &Original,
    wish: Wish<'_>,
    publications: &Known,
    trust: &Trust,
    speed: Speed,
    free_memory: Option<u64>,
) -> Result<ExportPlan, RecipeError> {
    let Wish { recipe: placed, long_edge, format, bound, pictures, language } = wish;
    let words = words(language);
    let (wanted, size) = (placed.recipe, original.hidden.size());
    placed.edits(size)?;
    let recipe = &match long_edge {
        Some(edge) => scaled(wanted, size, edge)?,
        None => wanted.clone(),
    };
    let sizes = recipe.sizes(size)?;
    let published = sizes.last().copied().unwrap_or(size);
    let removed = removed(recipe, &sizes);
    let expectation = expect(recipe, size, format, speed)?;
    let mut warnings = standing_warnings(original, trust, language);
    warnings.extend(hiding_warnings(recipe, &removed, language));
    warnings.extend(place_warnings(recipe, size, language)?);
    warnings.extend(corner_warning(recipe, size, language)?);
    if let Some(free) = free_memory
        && free < expectation.memory_bytes
    {
        let memory = [("needed", expectation.memory_bytes), ("free", free)];
        let memory = memory.map(|(name, count)| (name, words.bytes(count).into()));
        warnings.push(plans(language).say("plan-memory", memory));
    }
    Ok(ExportPlan {
        edits: recipe.edits().to_vec(),
        edits_told: words.edits(recipe),
        width: published.width(),
        height: published.height(),
        steps: expectation.steps,
        proofs: expectation.proofs,
        proof_bytes: expectation.proof_bytes + bytes_around_proof(original, recipe, bound),
        seconds: expectation.time.as_secs_f64(),
        memory_bytes: expectation.memory_bytes,
        public: public(
            original,
            recipe,
            format,
            bound.filter(|text| text.len() <= MAX_BOUND_BYTES),
            language,
        ),
        hidden: hidden(recipe, format, &removed, language),
        warnings,
        obstacles: obstacles(original, bound, publications.check(pictures), trust, language),
        publications: publications.count,
        publications_ordered: publications.ordered,
        publications_note: publications.note(language),
        publications_limit: count::LIMIT,
        channels_note: (recipe.channels() == Channels::Ycbcr)
            .then(|| warned(words, &Warning::Ycbcr)),
        hides_nothing: removed.is_empty(),
        sooner: sooner(wanted, size, long_edge, format, speed)?,
        rules: None,
    })
}

/// What [`publish`](super::publish) would refuse.
fn obstacles(
    original: &Original,
    bound: Option<&str>,
    publications: Result<(), PublicationsError>,
    trust: &Trust,
    language: Language,
) -> Vec<String> {
    let words = plans(language);
    let bound_bytes = bound.map_or(0, str::len);
    let mut obstacles = Vec::new();
    if bound_bytes > MAX_BOUND_BYTES {
        let bytes = [("bytes", bound_bytes.into()), ("most", MAX_BOUND_BYTES.into())];
        obstacles.push(words.say("plan-bound-too-long", bytes));
    }
    if trust.revocation(&original.attestation.certificate).is_some() {
        obstacles.push(words.say("plan-revoked", []));
    }
    match publications {
        Ok(()) => {}
        Err(PublicationsError::Spent) => {
            obstacles.push(words.say("plan-spent", [("limit", count::LIMIT.into())]));
        }
        Err(PublicationsError::TooFew { pictures, left, ordered }) => {
            let counts = [("pictures", pictures), ("left", left), ("ordered", ordered)];
            let counts = counts.map(|(name, count)| (name, count.into()));
            obstacles.push(words.say("plan-too-few", counts));
        }
        Err(error) => obstacles.push(error.to_string()),
    }
    obstacles
}

/// Bytes of everything that accompanies the proof of the edits in a published picture.
fn bytes_around_proof(original: &Original, recipe: &Recipe, bound: Option<&str>) -> usize {
    let without_edits = PublishedProof {
        attestation: original.attestation.clone(),
        commitments: original.hidden.commitments().to_vec(),
        bound: bound.map(str::to_owned),
        recipe: recipe.clone(),
        chain: ChainProof { grouping: Vec::new(), steps: Vec::new() },
    };
    envelope::seal(&without_edits).len()
}

/// A size for a sentence.
fn size_of<'a>(size: Size) -> [(&'static str, Value<'a>); 2] {
    [("width", size.width().into()), ("height", size.height().into())]
}

fn public(
    original: &Original,
    recipe: &Recipe,
    format: OutputFormat,
    bound: Option<&str>,
    language: Language,
) -> Vec<String> {
    let (plans, words) = (plans(language), words(language));
    let record = &original.attestation.record;
    let (kind, quality) = match format {
        OutputFormat::Pixels => ("png", 0),
        OutputFormat::Jpeg(options) => ("jpeg", options.quality.number()),
    };
    let place = if recipe.edits().iter().any(Edit::hides_place) { "hidden" } else { "known" };
    let edits = [("count", recipe.edits().len().into()), ("place", place.into())];
    let mut public = vec![
        plans.say("plan-picture", [("format", kind.into()), ("quality", quality.into())]),
        plans.say("plan-edits", edits),
        plans.say("plan-size", size_of(record.size)),
        signed(original, language),
        plans.say("plan-hash", []),
    ];
    if let Some(evidence) = &record.evidence {
        let evidence = EvidenceReport::from(evidence);
        let attested = attested(words, record.device_name.as_str(), &evidence).join(" ");
        public.push(plans.say("plan-attested", [("attested", attested.into())]));
        public.push(plans.say("plan-evidence", []));
    }
    if let Some(space) = &record.converted_from {
        public.push(plans.say("plan-converted", [("space", space.to_string().into())]));
    }
    if let Some(text) = bound {
        public.push(plans.say("plan-bound", [("text", words.quoted(text).into())]));
    }
    public
}

/// When the photo was taken, and who signed it.
fn signed(original: &Original, language: Language) -> String {
    let record = &original.attestation.record;
    let signer = match (&record.evidence, record.simulated) {
        (Some(_), _) => "notary",
        (None, true) => "simulated",
        (None, false) => "device",
    };
    let words = words(language);
    let taken = taken(words, &record.captured(), record.clock);
    let name = words.quoted(record.device_name.as_str());
    let signed = [("signer", signer.into()), ("taken", taken.into()), ("name", name.into())];
    plans(language).say("plan-signed", signed)
}

/// What the edits take away, each thing once, by its name in `plan-removed`.
fn removed(recipe: &Recipe, sizes: &[Size]) -> Vec<&'static str> {
    let mut removed = Vec::new();
    for (edit, input) in recipe.edits().iter().zip(sizes) {
        if let Some(what) = edit.removes(*input)
            && !removed.contains(&what)
        {
            removed.push(what);
        }
    }
    removed
}

fn hidden(
    recipe: &Recipe,
    format: OutputFormat,
    removed: &[&str],
    language: Language,
) -> Vec<String> {
    let words = plans(language);
    let removed = removed.iter().map(|&what| words.say("plan-removed", [("what", what.into())]));
    let mut hidden: Vec<String> = removed.collect();
    if let OutputFormat::Jpeg(_) = format {
        hidden.push(words.say("plan-compressed", []));
    }
    if !recipe.edits().is_empty() {
        hidden.push(words.say("plan-between", []));
    }
    hidden.push(words.say("plan-file", []));
    hidden
}

/// Where a recipe hides less than a user might think.
fn hiding_warnings(recipe: &Recipe, removed: &[&str], language: Language) -> Vec<String> {
    let mut warnings = Vec::new();
    let edits = recipe.edits();
    if removed.is_empty() {
        warnings.push(plans(language).say("plan-hides-nothing", []));
    }
    let first_mix = edits.iter().position(Edit::mixes_pixels);
    if first_mix.is_some_and(|first| edits[first..].iter().any(Edit::hides_area)) {
        warnings.push(plans(language).say("plan-traces", []));
    }
    warnings
}

/// Where to crop the result so that it shows nothing that an edit added to the photo, such as the black corners of a
/// straightened one; none if it shows nothing of that kind, or is cropped afterwards.
///
/// # Errors
/// If the recipe does not fit the original.
pub fn crop_without_corners(recipe: &Recipe, original: Size) -> Result<Option<Rect>, RecipeError> {
    let sizes = recipe.sizes(original)?;
    let crops = |edit: &Edit| {
        matches!(edit.frame_change(), FrameChange::Part(_) | FrameChange::HiddenPart(_))
    };
    let mut edits = recipe.edits().iter().zip(sizes).rev();
    let last = edits.find_map(|(edit, input)| {
        crops(edit).then_some(None).or_else(|| edit.without_additions(input).map(Some))
    });
    Ok(last.flatten())
}

/// What is said of that.
fn corner_warning(
    recipe: &Recipe,
    original: Size,
    language: Language,
) -> Result<Option<String>, RecipeError> {
    let rect = crop_without_corners(recipe, original)?;
    Ok(rect.map(|Rect { x, y, width, height }| {
        let rect = [("x", x), ("y", y), ("width", width), ("height", height)];
        plans(language).say("plan-corners", rect.map(|(name, value)| (name, value.into())))
    }))
}

/// From whom a hidden crop hides where it was taken, and from whom it does not, a sentence each; none without hidden
/// crops.
///
/// # Errors
/// If the recipe does not fit the original.
pub fn place_warnings(
    recipe: &Recipe,
    original: Size,
    language: Language,
) -> Result<Vec<String>, RecipeError> {
    let sizes = recipe.sizes(original)?;
    let words = plans(language);
    let mut warnings = Vec::new();
    let mut add = |warning: String| {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    };
    let mut covered = false;
    for (edit, (from, to)) in recipe.edits().iter().zip(sizes.iter().zip(&sizes[1..])) {
        covered |= edit.hides_area() && edit.frame_change() == FrameChange::Kept;
        if !edit.hides_place() {
            continue;
        }
        if covered {
            add(words.say("plan-place-redacted", []));
        }
        let known = match (from.width() == to.width(), from.height() == to.height()) {
            (true, true) => Some("none"),
            (true, false) => Some("down"),
            (false, true) => Some("across"),
            (false, false) => None,
        };
        if known != Some("none") {
            add(words.say("plan-place", []));
        }
        if let Some(hidden) = known {
            add(words.say("plan-place-known", [("hidden", hidden.into())]));
        }
    }
    Ok(warnings)
}

fn standing_warnings(original: &Original, trust: &Trust, language: Language) -> Vec<String> {
    let words = plans(language);
    let certificate = &original.attestation.certificate;
    let mut warnings = Vec::new();
    if trust.standing(certificate) == Standing::Unknown {
        let signer = if certificate.is_notary() { "notary" } else { "camera" };
        warnings.push(words.say("plan-unknown", [("signer", signer.into())]));
    }
    if certificate.simulated {
        warnings.push(words.say("plan-simulated", []));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::capture::camera::MakerKey;
    use crate::capture::notary::Notary;
    use crate::format::capture_record::{Clock, DeviceName, Moment};
    use crate::format::evidence::tests::evidence;
    use crate::verify::trust::{Maker, Revocation};
    use proofroom_circuits::{HiddenPlace, Image, Seed};

    fn maker() -> MakerKey {
        MakerKey::dangerously_from_bytes([1; 32])
    }

    fn original() -> Original {
        let camera = maker().dangerous_camera(DeviceName::new("Test").expect("a name"), [2; 32]);
        let size = Size::new(40, 24).expect("a size");
        let image = Image::new(size, vec![7; size.bytes()]);
        camera.sign(image, 1_700_000_000, Seed::dangerously_from_bytes([3; 32]))
    }

    fn trusted() -> Trust {
        Trust::of_makers(vec![Maker { name: "Maker".into(), key: maker().public() }])
    }

    fn plan_of(original: &Original, edits: &str) -> ExportPlan {
        let recipe = Recipe::from_json(edits).expect("a recipe");
        plan(
            original,
            Wish {
                recipe: (&recipe).into(),
                long_edge: None,
                format: OutputFormat::Pixels,
                bound: Some("nonce"),
                pictures: 1,
                language: Language::English,
            },
            &Known::of(7),
            &trusted(),
            Speed::TYPICAL,
            None,
        )
        .expect("fits")
    }

    #[test]
    fn each_thing_that_an_edit_removes_has_a_sentence() {
        let size = Size::new(4000, 3000).expect("a size");
        let edits = Edit::KINDS.iter().flat_map(|kind| kind.examples());
        let removed: BTreeSet<_> = edits.filter_map(|edit| edit.removes(size)).collect();
        for language in Language::ALL {
            let say = |what: &&str| plans(language).say("plan-removed", [("what", (*what).into())]);
            let told: BTreeSet<_> = removed.iter().map(say).collect();
            assert_eq!(told.len(), removed.len(), "{removed:?}: {told:?}");
        }
        assert!(removed.len() >= 5, "{removed:?}");
    }

    /// Each sentence can be said in each language.
    #[test]
    fn a_plan_is_told_in_each_language() {
        let recipe = format!(
            r#"[{REDACT},{BLUR},{{"straighten":{{"millidegrees":2500}}}},{{"crop_hidden":{{"width":5,"height":4}}}},
                {{"grayscale":{{}}}},{{"resize":{{"width":2,"height":2}}}}]"#
        );
        let recipe = Recipe::from_json(&recipe).expect("a recipe");
        let places = [HiddenPlace::new(1, 1)];
        let mut told = Vec::new();
        for language in Language::ALL {
            let wish = Wish {
                recipe: PlacedRecipe { recipe: &recipe, places: &places },
                long_edge: None,
                format: OutputFormat::Jpeg(Default::default()),
                bound: Some("nonce"),
                pictures: 3,
                language,
            };
            let known = Known::of(90).with_ordered(9);
            let plan = plan(&original(), wish, &known, &Trust::empty(), Speed::TYPICAL, Some(1))
                .expect("fits");
            let sentences =
                [plan.public, plan.hidden, plan.warnings, plan.obstacles, plan.edits_told].concat();
            assert!(sentences.len() > 20, "{sentences:#?}");
            told.push(sentences);
        }
        for (one, other) in told.iter().zip(&told[1..]) {
            assert_eq!(one.len(), other.len());
            assert!(one.iter().zip(other).all(|(one, other)| one != other), "{one:#?} {other:#?}");
        }
    }

    const CROP: &str = r#"{"crop":{"x":0,"y":0,"width":20,"height":10}}"#;
    const BLUR: &str = r#"{"convolve":{"preset":"box3"}}"#;
    const PIXELATE: &str = r#"{"pixelate":{"x":2,"y":2,"width":10,"height":8,"block":4}}"#;
    const REDACT: &str = r#"{"redact":{"x":0,"y":0,"width":2,"height":1}}"#;
    const TONE: &str = r#"{"contrast":{"permille":1300}}"#;
    const WHOLE: &str = r#"{"crop":{"x":0,"y":0,"width":40,"height":24}}"#;
    const LARGER: &str = r#"{"resize":{"width":80,"height":48}}"#;

    #[test]
    fn what_becomes_public_is_said() {
        let plan = plan_of(&original(), &format!("[{CROP},{TONE}]"));
        assert_eq!((plan.width, plan.height, plan.steps), (20, 10, 2));
        assert_eq!((plan.publications, plan.publications_limit), (7, count::LIMIT));
        assert!(plan.proofs >= plan.steps && plan.proof_bytes > 1000 && plan.seconds > 0.0);
        assert!(plan.channels_note.is_none());
        let public = plan.public.join("\n");
        for words in [
            "2 edits",
            "40 × 24 pixels",
            "14 November 2023",
            "“Test”",
            "simulated",
            "come from the same original",
            "“nonce”",
        ] {
            assert!(public.contains(words), "{public:?} does not say {words:?}");
        }
        assert_eq!(plan.publications_note, None);
        let ycbcr = plan_of(&original(), r#"[{"rgb_to_ycbcr":{}}]"#);
        assert!(ycbcr.channels_note.is_some_and(|note| note.contains("YCbCr")));
    }

    #[test]
    fn what_a_hidden_crop_hides_is_said() {
        let original = original();
        let plan_at = |edits: &str, places: &[HiddenPlace]| {
            let recipe = Recipe::from_json(edits).expect("a recipe");
            let recipe = PlacedRecipe { recipe: &recipe, places };
            let wish = Wish {
                recipe,
                long_edge: None,
                format: OutputFormat::Pixels,
                bound: None,
                pictures: 1,
                language: Language::English,
            };
            plan(&original, wish, &Known::of(7), &trusted(), Speed::TYPICAL, None)
        };
        let scene = "no other picture of this scene";
        for (width, height, words) in [
            (20, 10, [Some(scene), None]),
            (40, 10, [Some(scene), Some("only its distance from the top")]),
            (20, 24, [Some(scene), Some("only its distance from the left")]),
            (40, 24, [None, Some("it hides nothing")]),
        ] {
            let edits = format!(r#"[{{"crop_hidden":{{"width":{width},"height":{height}}}}}]"#);
            let plan = plan_at(&edits, &[HiddenPlace::new(0, 0)]).expect("fits");
            let public = plan.public.join("\n");
            assert!(public.contains("but not where a hidden crop was taken"), "{public}");
            let whole = (width, height) == (40, 24);
            assert_eq!(
                plan.hidden[0].contains("where in the photo it was taken"),
                !whole,
                "{:?}",
                plan.hidden
            );
            assert_eq!(plan.hides_nothing, whole);
            let warnings = plan.warnings.join("\n");
            for said in ["no other picture", "only its distance", "it hides nothing"] {
                let expected = words.iter().flatten().any(|words| words.contains(said));
                assert_eq!(warnings.contains(said), expected, "{warnings}");
            }
            assert!(words.iter().flatten().all(|words| warnings.contains(words)), "{warnings}");
        }
        let error =
            plan_at(r#"[{"crop_hidden":{"width":2,"height":2}}]"#, &[]).expect_err("refused");
        assert!(error.to_string().contains("is not known here"), "{error}");
        assert!(!plan_of(&original, &format!("[{CROP}]")).warnings.join("").contains(scene));
        let hidden = r#"{"crop_hidden":{"width":20,"height":10}}"#;
        for (edits, told) in [([REDACT, hidden], true), ([hidden, REDACT], false)] {
            let edits = format!("[{}]", edits.join(","));
            let plan = plan_at(&edits, &[HiddenPlace::new(3, 4)]).expect("fits");
            let warnings = plan.warnings.join("\n");
            assert_eq!(warnings.contains("comes before the hidden crop"), told, "{warnings}");
        }
    }

    #[test]
    fn what_is_hidden_and_what_is_not() {
        let original = original();
        let traces = "carry a trace";
        let nothing = "No edit hides anything";
        for (edits, hidden, warned) in [
            (&[][..], None, Some(nothing)),
            (&[TONE], None, Some(nothing)),
            (&[WHOLE, LARGER], None, Some(nothing)),
            // The blocks of a pixelation can be compared with those of any candidate, so it hides no more than a blur.
            (&[PIXELATE], None, Some(nothing)),
            (&[BLUR], None, Some(nothing)),
            (&[PIXELATE, CROP], Some("outside the crop"), Some(traces)),
            (&[CROP, PIXELATE], Some("outside the crop"), None),
            (&[CROP, BLUR], Some("outside the crop"), None),
            (&[REDACT], Some("under the black rectangles"), None),
            (&[BLUR, REDACT], Some("under the black rectangles"), Some(traces)),
            (&[BLUR, TONE, CROP], Some("outside the crop"), Some(traces)),
        ] {
            let plan = plan_of(&original, &format!("[{}]", edits.join(",")));
            let (said, warnings) = (plan.hidden.join("\n"), plan.warnings.join("\n"));
            match hidden {
                Some(words) => assert!(said.contains(words), "{said:?} does not say {words:?}"),
                None => assert!(!said.contains("crop") && !said.contains("resize"), "{said:?}"),
            }
            for words in [nothing, traces] {
                assert_eq!(
                    warnings.contains(words),
                    warned == Some(words),
                    "{edits:?}: {warnings:?}"
                );
            }
        }
    }

    #[test]
    fn black_corners_are_said_unless_they_are_cropped_off() {
        const TILT: &str = r#"{"straighten":{"millidegrees":2500}}"#;
        const LEVEL: &str = r#"{"straighten":{"millidegrees":0}}"#;
        let original = original();
        for (edits, said) in [
            (&[TILT][..], true),
            (&[CROP, TILT, TONE], true),
            (&[TILT, CROP], false),
            (&[TILT, TONE, CROP, BLUR], false),
            (&[LEVEL], false),
            (&[TONE], false),
        ] {
            let warnings = plan_of(&original, &format!("[{}]", edits.join(","))).warnings.join("");
            assert_eq!(warnings.contains("The corners are black"), said, "{edits:?}: {warnings}");
        }
        // The crop that is named leaves none.
        let recipe = Recipe::from_json(&format!("[{TILT}]")).expect("a recipe");
        let (size, white) = (Size::new(90, 70).expect("a size"), vec![255; 90 * 70 * 3]);
        let rect = crop_without_corners(&recipe, size).expect("fits").expect("black corners");
        let turned = recipe.edits()[0].apply(&Image::new(size, white)).expect("fits");
        let inside = Edit::Crop(proofroom_circuits::edits::Crop(rect)).apply(&turned);
        assert!(inside.expect("fits").pixels().iter().all(|&byte| byte == 255));
    }

    #[test]
    fn the_size_of_an_export_is_in_the_plan() {
        let recipe = Recipe::from_json(&format!("[{TONE}]")).expect("a recipe");
        let planned = |long_edge| {
            let wish = Wish {
                recipe: (&recipe).into(),
                long_edge,
                format: OutputFormat::Pixels,
                bound: None,
                pictures: 1,
                language: Language::English,
            };
            plan(&original(), wish, &Known::of(0), &trusted(), Speed::TYPICAL, None).expect("fits")
        };
        let small = planned(Some(20));
        assert_eq!((small.width, small.height, small.edits.len()), (20, 12, 2));
        assert!(small.public.concat().contains("2 edits"));
        assert!(!small.hides_nothing);
        for full in [planned(None), planned(Some(40))] {
            assert_eq!((full.width, full.height), (40, 24));
            assert_eq!(full.edits, recipe.edits());
            assert!(full.hides_nothing);
        }
    }

    #[test]
    fn what_would_go_wrong_is_said_before() {
        let original = original();
        let recipe = Recipe::from_json(&format!("[{CROP}]")).expect("a recipe");
        let planned = |bound: Option<&str>, publications, trust: &Trust, free| {
            let wish = Wish {
                recipe: (&recipe).into(),
                long_edge: None,
                format: OutputFormat::Pixels,
                bound,
                pictures: 2,
                language: Language::English,
            };
            plan(&original, wish, &Known::of(publications), trust, Speed::TYPICAL, free)
                .expect("fits")
        };
        let warnings = |trust: &Trust, free| planned(None, 0, trust, free).warnings.join("\n");
        let obstacles = |bound: Option<&str>, publications, trust: &Trust| {
            planned(bound, publications, trust, None).obstacles.join("\n")
        };
        let since = jiff::civil::date(2025, 9, 5);
        let key = original.attestation.certificate.device;
        let revoked = trusted().revoking(Revocation { key, since, reason: "stolen".into() });
        let fine = warnings(&trusted(), Some(u64::MAX));
        assert_eq!(fine, "The camera is simulated, and every reader is told so.");
        let too_long = "W".repeat(MAX_BOUND_BYTES + 1);
        let public = planned(Some(&too_long), 0, &trusted(), None).public.concat();
        assert!(!public.contains("WW"), "a text that cannot be bound becomes public");
        let longest = "é".repeat(MAX_BOUND_BYTES / 2);
        assert_eq!(obstacles(Some(&longest), count::LIMIT - 2, &Trust::empty()), "");
        for (said, words) in [
            (warnings(&Trust::empty(), None), "not in your trust list"),
            (warnings(&trusted(), Some(1000)), "1.0 kB is free"),
            (obstacles(None, count::LIMIT, &trusted()), "publications of this original are used"),
            (
                obstacles(None, count::LIMIT - 1, &trusted()),
                "one for each picture, but only 1 is left",
            ),
            (obstacles(None, 0, &revoked), "revoked"),
            (
                obstacles(Some(&format!("{longest}!")), 0, &trusted()),
                "4097 bytes, and at most 4096",
            ),
        ] {
            assert!(said.contains(words), "{said:?} does not say {words:?}");
        }
        let outside = Recipe::from_json(r#"[{"crop":{"x":39,"y":0,"width":2,"height":1}}]"#);
        let refused = plan(
            &original,
            Wish {
                recipe: (&outside.expect("a recipe")).into(),
                long_edge: None,
                format: OutputFormat::Pixels,
                bound: None,
                pictures: 1,
                language: Language::English,
            },
            &Known::of(0),
            &trusted(),
            Speed::TYPICAL,
            None,
        );
        assert!(matches!(refused, Err(RecipeError::Edit { index: 1, .. })));
    }

    #[test]
    fn what_a_notary_attests_becomes_public() {
        let name = DeviceName::new("Desk X").expect("a name");
        let notary = Notary::dangerously_from_bytes(name, [4; 32]);
        let moment = Moment { time: 1_700_000_000, clock: Clock::Exif };
        let image = Image::new(Size::new(20, 10).expect("a size"), vec![7; 600]);
        let seed = Seed::dangerously_from_bytes([3; 32]);
        let original = notary.sign(image, moment, evidence(), seed);
        let public =
            public(&original, &Recipe::default(), OutputFormat::Pixels, None, Language::English)
                .join("\n");
        let signer = evidence().signer;
        for words in
            ["which notary signed it: “Desk X”", "What the notary attests", signer.as_str()]
        {
            assert!(public.contains(words), "{public:?} does not say {words:?}");
        }
        assert!(!public.contains("maker"), "{public}");
        let warnings = standing_warnings(
            &original,
            &Trust::of_makers(vec![notary.entry()]),
            Language::English,
        );
        assert_eq!(warnings.len(), 1);
        assert!(warnings[0].contains("“notary unknown”"), "{warnings:?}");
    }
}
