//! What a list of edits comes to, whichever edits do it: how much of the frame is left, how it was scaled, and what
//! became of tones and colours.
//!
//! **Frame.** Edits say how their output lies in their input ([`FrameChange`]). The outline of the original is carried
//! through them, and crops cut it, so that black corners count as nothing. The scale of an axis is the product of its
//! resizes; how far it ever rises above the least that it was before tells a resize to few pixels and back.
//!
//! **Tones and colours.** A fixed set of colours, the 256 grays and a cube of six steps, is put through all edits that
//! treat every pixel alike, a convolution acting on a uniform area. What crops, turns and scalings do to a colour is
//! nothing.

use proofroom_circuits::edits::FrameChange;
use proofroom_circuits::{Edit, Image, Recipe, Size};
use serde::{Deserialize, Serialize};

use crate::rules::outline::Outline;
use crate::rules::ranges::{Range, numbers};

/// A number that is taken of all edits together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The part of the original's frame that is left after all crops, in thousandths of its area; of a crop at a hidden
    /// place, where the least is left.
    KeptPermille,
    /// The area of all rectangles that cover or blur a part of the picture, each in thousandths of what is left of the
    /// original in the picture that it lies in.
    CoveredPermille,
    /// How much the sides grow, in thousandths of the least that they were before: 1000 if they never do.
    EnlargedPermille,
    /// By how many thousandths one side is scaled more than the other.
    StretchedPermille,
    /// The pixels of the longer side of what is published.
    LongerSide,
    /// By how much the brightness of a gray changes at most, of 255.
    ToneShift,
    /// How far apart the channels of a gray become at most, of 255.
    ColourCast,
    /// How many of the 254 grays between black and white have a channel that becomes 0 or 255.
    ClippedTones,
    /// By how much the channels of a colour move apart at most, of 255.
    ColourGain,
    /// By how much a channel of a colour changes at most, beyond what the colour becomes lighter or darker, of 255:
    /// whether it fades, strengthens or becomes another. None is measured if no colour is left at all.
    ColourChange,
}

/// How a rules file says the bound of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// One number, the least that is allowed.
    Least,
    /// One number, the most that is allowed.
    Most,
    /// Both.
    Range,
}

impl Measure {
    pub(super) const ALL: [Measure; 10] = [
        Measure::KeptPermille,
        Measure::CoveredPermille,
        Measure::EnlargedPermille,
        Measure::StretchedPermille,
        Measure::LongerSide,
        Measure::ToneShift,
        Measure::ColourCast,
        Measure::ClippedTones,
        Measure::ColourGain,
        Measure::ColourChange,
    ];

    /// The section of a rules file in which its bound stands.
    pub(super) fn section(self) -> &'static str {
        match self {
            Measure::KeptPermille
            | Measure::CoveredPermille
            | Measure::EnlargedPermille
            | Measure::StretchedPermille
            | Measure::LongerSide => "frame",
            _ => "combined",
        }
    }

    /// Its name in that section.
    pub(super) fn key(self) -> &'static str {
        match self {
            Measure::KeptPermille => "kept_permille",
            Measure::CoveredPermille => "covered_permille",
            Measure::EnlargedPermille => "enlarged_permille",
            Measure::StretchedPermille => "stretched_permille",
            Measure::LongerSide => "longer_side",
            Measure::ToneShift => "tone_shift",
            Measure::ColourCast => "colour_cast",
            Measure::ClippedTones => "clipped_tones",
            Measure::ColourGain => "colour_gain",
            Measure::ColourChange => "colour_change",
        }
    }

    pub(super) fn place(self) -> String {
        format!("{}.{}", self.section(), self.key())
    }

    pub(super) fn form(self) -> Form {
        match self {
            Measure::KeptPermille => Form::Least,
            Measure::LongerSide => Form::Range,
            _ => Form::Most,
        }
    }

    /// What a bound may be.
    pub(super) fn limits(self) -> Range {
        let (least, most) = match self {
            Measure::KeptPermille | Measure::CoveredPermille | Measure::StretchedPermille => {
                (0, 1000)
            }
            Measure::EnlargedPermille => (1000, 100_000),
            Measure::LongerSide => (1, 100_000),
            Measure::ToneShift
            | Measure::ColourCast
            | Measure::ColourGain
            | Measure::ColourChange => (0, 255),
            Measure::ClippedTones => (0, 254),
        };
        Range { least, most }
    }
}

/// What a measure is after an edit.
pub(super) struct Found {
    /// The edit, from 1; none if it is what all come to.
    pub edit: Option<usize>,
    pub value: i64,
}

/// What all edits of a recipe come to.
pub(super) struct Measured {
    /// Each measure: one value, or one after each edit that changes it. Of a recipe that does not fit the original
    /// there are none of the frame.
    pub measures: Vec<(Measure, Vec<Found>)>,
    /// Whether no colour is left, so that the picture is black and white.
    pub is_gray: bool,
}

impl Measured {
    pub fn of(recipe: &Recipe, original: Size) -> Self {
        let mut measures =
            recipe.sizes(original).map_or_else(|_| Vec::new(), |sizes| frame(recipe, &sizes));
        let before = probes();
        let after =
            recipe.edits().iter().fold(before.clone(), |colours, edit| put_through(edit, colours));
        let is_gray = after.iter().all(|&colour| span(colour) == 0);
        measures.extend(colours(&before, &after, is_gray));
        Measured { measures, is_gray }
    }
}

/// The measures of the frame. `sizes` are those before the first edit and after each.
fn frame(recipe: &Recipe, sizes: &[Size]) -> Vec<(Measure, Vec<Found>)> {
    let mut outline = Outline::of(sizes[0]);
    let mut covered = 0.0;
    let mut axes = [Axis::default(); 2];
    let mut stretched = 1.0;
    let [mut kept_after, mut covered_after, mut enlarged_after] = [const { Vec::new() }; 3];
    for (number, (edit, pair)) in (1..).zip(recipe.edits().iter().zip(sizes.windows(2))) {
        let (input, output) = (pair[0], pair[1]);
        let found = |value| Found { edit: Some(number), value };
        let before = outline.area();
        outline = outline.after(edit, input, output);
        match edit.frame_change() {
            FrameChange::Part(_) | FrameChange::HiddenPart(_) => {
                let pixels = f64::from(sizes[0].width()) * f64::from(sizes[0].height());
                let kept = outline.area() / (pixels * axes[0].now * axes[1].now);
                kept_after.push(found(floor_permille(kept.min(1.0))));
            }
            FrameChange::Scaled => {
                axes[0].scale(input.width(), output.width());
                axes[1].scale(input.height(), output.height());
                stretched *= stretch(input, output);
                let enlarged = axes[0].enlarged.max(axes[1].enlarged);
                enlarged_after.push(found(ceil_permille(enlarged)));
            }
            FrameChange::Turned { transposed, .. } => {
                if transposed {
                    axes.swap(0, 1);
                    stretched = 1.0 / stretched;
                }
            }
            FrameChange::Tilted => {}
            FrameChange::Kept => {
                if edit.hides_area() || edit.mixes_pixels() {
                    covered += covers(edit).map_or(0.0, |pixels| (pixels / before).min(1.0));
                    covered_after.push(found(ceil_permille(covered)));
                }
            }
        }
    }
    let last = sizes.last().map_or(0, |size| size.width().max(size.height()));
    let whole = |value| vec![Found { edit: None, value }];
    let ratio = f64::max(stretched, 1.0 / stretched);
    vec![
        (Measure::KeptPermille, kept_after),
        (Measure::CoveredPermille, covered_after),
        (Measure::EnlargedPermille, enlarged_after),
        (Measure::StretchedPermille, whole(ceil_permille(ratio - 1.0))),
        (Measure::LongerSide, whole(last.into())),
    ]
}

/// The scale of an axis.
#[derive(Clone, Copy)]
struct Axis {
    /// Pixels for a pixel of the original.
    now: f64,
    /// The least that it was.
    least: f64,
    /// The most that it ever was, in terms of the least before.
    enlarged: f64,
}

impl Default for Axis {
    fn default() -> Self {
        Axis { now: 1.0, least: 1.0, enlarged: 1.0 }
    }
}

impl Axis {
    fn scale(&mut self, from: u32, to: u32) {
        self.now *= f64::from(to) / f64::from(from);
        self.enlarged = self.enlarged.max(self.now / self.least);
        self.least = self.least.min(self.now);
    }
}

/// How much more a resize scales the width than the height. One whose sides are as near to the ratio as whole pixels
/// allow scales both the same.
fn stretch(input: Size, output: Size) -> f64 {
    let [width, height] = [input.width(), input.height()].map(f64::from);
    let [to_width, to_height] = [output.width(), output.height()].map(f64::from);
    let is_rounded = (to_height - to_width * height / width).abs() <= 0.5
        || (to_width - to_height * width / height).abs() <= 0.5;
    if is_rounded { 1.0 } else { (to_width / width) / (to_height / height) }
}

/// The pixels of the rectangle in which an edit covers or mixes pixels, if it has one.
fn covers(edit: &Edit) -> Option<f64> {
    let numbers = numbers(edit);
    Some(*numbers.get("width")? as f64 * *numbers.get("height")? as f64)
}

/// In thousandths. What is less than a billionth away from a whole number is that number: quotients are not exact, and
/// a pixel of the largest picture is more.
fn floor_permille(part: f64) -> i64 {
    (1000.0 * part + 1e-6).floor() as i64
}

/// See [`floor_permille`].
fn ceil_permille(part: f64) -> i64 {
    (1000.0 * part - 1e-6).ceil() as i64
}

/// Red, green and blue.
type Colour = [u8; 3];

/// The grays, from black to white, and then a cube of colours.
fn probes() -> Vec<Colour> {
    let steps = || (0..=255u8).step_by(51);
    let cube = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b])));
    (0..=255).map(|gray| [gray; 3]).chain(cube).collect()
}

fn brightness(colour: Colour) -> i64 {
    let [r, g, b] = colour.map(i64::from);
    (299 * r + 587 * g + 114 * b + 500) / 1000
}

/// How far apart the strongest and the weakest channel are.
fn span([r, g, b]: Colour) -> i64 {
    i64::from(r.max(g).max(b)) - i64::from(r.min(g).min(b))
}

/// How far each channel is from the brightness, which is nothing for a gray.
fn chroma(colour: Colour) -> [i64; 3] {
    colour.map(|byte| i64::from(byte) - brightness(colour))
}

/// The measures of tones and colours, of what the probes were and have become.
fn colours(before: &[Colour], after: &[Colour], is_gray: bool) -> Vec<(Measure, Vec<Found>)> {
    let grays = (0..).zip(&after[..256]);
    let shift = grays.clone().map(|(gray, &colour)| (brightness(colour) - gray).abs()).max();
    let cast = after[..256].iter().map(|&colour| span(colour)).max();
    let is_clipped = |colour: &&Colour| colour.iter().any(|byte| [0, 255].contains(byte));
    let clipped = after[1..255].iter().filter(is_clipped).count() as i64;
    let pairs = || before.iter().zip(after).map(|(&before, &after)| (before, after));
    let gain = pairs().map(|(before, after)| span(after) - span(before)).max();
    let changes = pairs().flat_map(|(before, after)| {
        let (before, after) = (chroma(before), chroma(after));
        (0..3).map(move |channel| (after[channel] - before[channel]).abs())
    });
    let change = changes.max().filter(|_| !is_gray);
    let whole = |value: Option<i64>| vec![Found { edit: None, value: value.unwrap_or(0) }];
    vec![
        (Measure::ToneShift, whole(shift)),
        (Measure::ColourCast, whole(cast)),
        (Measure::ClippedTones, whole(Some(clipped))),
        (Measure::ColourGain, whole(gain)),
        (Measure::ColourChange, whole(change)),
    ]
}

/// What an edit makes of uniform areas of these colours: nothing, if it changes the frame, covers a part of it, or
/// lies elsewhere.
fn put_through(edit: &Edit, colours: Vec<Colour>) -> Vec<Colour> {
    if edit.frame_change() != FrameChange::Kept || edit.hides_area() {
        return colours;
    }
    // Where pixels are mixed, each colour is a picture of its own, of which every neighbour is that colour.
    let at_once = if edit.mixes_pixels() { 1 } else { colours.len() };
    let edited = |colours: &[Colour]| {
        let size = Size::new(u32::try_from(colours.len()).ok()?, 1).ok()?;
        let edited = edit.apply(&Image::new(size, colours.as_flattened().to_vec())).ok()?;
        Some(edited.pixels().to_vec())
    };
    let all: Option<Vec<Vec<u8>>> = colours.chunks(at_once).map(edited).collect();
    match all {
        Some(all) => all.concat().as_chunks().0.to_vec(),
        None => colours,
    }
}
