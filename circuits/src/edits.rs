//! The list of edits. Each is one file: what it does to pixels, the statement that is proved, the code, its
//! flag, its examples, the tests. A new edit is one file, its `mod` line and one line in the list
//! below.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::edits::definition::Definition;
use crate::edits::semantics::{PixelMap, Semantics, apply_linear, apply_tone, unrounded};
use crate::image::{Channels, Image, Rect, Size};
use crate::jpeg::{self, Coefficients, Sampling, Tables};
use crate::output::Output;

pub use definition::{Action, Drafted, Flag};
pub use frame::{FrameChange, Reduction};
pub use semantics::{Argument, EditError, Parameter};

/// Declares [`Edit`], whose variants, JSON words and bytes follow the list's order.
///
/// The position in the list is the edit's number in every file: add at the end, never reorder.
macro_rules! edits {
    ($($module:ident $variant:ident,)*) => {
        $(pub use $module::$variant;)*

        /// One edit with its parameters. In JSON an object with one member, named by the edit.
        #[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum Edit {
            $(
                #[doc = concat!("See [`", stringify!($module), "`].")]
                $variant($variant),
            )*
        }

        impl Edit {
            /// What is known of every edit before it has parameters.
            pub const KINDS: &'static [EditKind] = &[$(EditKind {
                word: stringify!($module),
                flag: <$variant as Definition>::FLAG,
                parameters: <$variant as Definition>::PARAMETERS,
                parse: |text| <$variant as Definition>::parse(text).and_then(in_range),
                examples: || edits(<$variant as Definition>::examples()),
                photo_examples: || edits(<$variant as Definition>::photo_examples()),
            },)*];

            /// The edit's word.
            pub fn word(&self) -> &'static str {
                match self {
                    $(Edit::$variant(_) => stringify!($module),)*
                }
            }

            /// What sort of change the edit is, as Content Credentials say it.
            pub fn action(&self) -> Action {
                match self {
                    $(Edit::$variant(_) => <$variant as Definition>::ACTION,)*
                }
            }

            /// The edit for a reduced image that shows the same as the full one.
            pub fn reduced(&self, by: Reduction) -> Edit {
                let reduced = match self {
                    $(Edit::$variant(edit) => edit.reduced(by).map(Edit::$variant),)*
                };
                reduced.unwrap_or_else(|| self.clone())
            }

            fn semantics(&self) -> &dyn Semantics {
                match self {
                    $(Edit::$variant(edit) => edit,)*
                }
            }
        }

        $(impl From<$variant> for Edit {
            fn from(edit: $variant) -> Self {
                Edit::$variant(edit)
            }
        })*
    };
}

// Written out: rustfmt does not see modules that a macro declares.
pub mod brightness;
pub mod contrast;
pub mod convolve;
pub mod crop;
pub mod crop_hidden;
pub mod curve;
pub(crate) mod definition;
pub mod exposure;
pub mod flip;
pub(crate) mod frame;
pub mod gamma;
pub mod grayscale;
pub mod levels;
mod matrix;
pub mod pixelate;
pub(crate) mod place;
pub(crate) mod placed;
pub(crate) mod recipe;
pub mod redact;
pub mod resize;
pub mod rgb_to_ycbcr;
pub mod rotate90;
pub mod saturation;
pub(crate) mod semantics;
pub(crate) mod statement;
pub mod straighten;
#[cfg(test)]
pub(crate) mod testing;
pub mod text;
pub mod white_balance;
pub mod ycbcr_to_rgb;

edits! {
    crop Crop,
    resize Resize,
    contrast Contrast,
    brightness Brightness,
    gamma Gamma,
    white_balance WhiteBalance,
    rgb_to_ycbcr RgbToYcbcr,
    ycbcr_to_rgb YcbcrToRgb,
    convolve Convolve,
    grayscale Grayscale,
    flip Flip,
    rotate90 Rotate90,
    redact Redact,
    crop_hidden CropHidden,
    levels Levels,
    curve Curve,
    exposure Exposure,
    saturation Saturation,
    pixelate Pixelate,
    straighten Straighten,
}

/// The part of the frame that a crop keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    /// This rectangle.
    Rect(Rect),
    /// A rectangle of this size at a hidden place.
    Hidden(Size),
}

impl Kept {
    /// Its width and height.
    pub fn size(&self) -> Size {
        match *self {
            Kept::Rect(Rect { width, height, .. }) => Size { width, height },
            Kept::Hidden(size) => size,
        }
    }
}

/// What is known of an edit before it has parameters.
#[derive(Clone, Copy, Debug)]
pub struct EditKind {
    /// Its word, as in recipes.
    pub word: &'static str,
    /// Its flag on a command line.
    pub flag: Flag,
    /// Its parameters that are numbers within a range.
    pub parameters: &'static [Parameter],
    parse: fn(&str) -> Result<DraftEdit, String>,
    examples: fn() -> Vec<Edit>,
    photo_examples: fn() -> Vec<Edit>,
}

impl EditKind {
    /// The edit that the value of its flag says, with parameters in their ranges. Whether it fits a photo is
    /// checked when there is one.
    ///
    /// # Errors
    /// What is wrong, and what to write instead.
    pub fn parse(&self, text: &str) -> Result<DraftEdit, String> {
        (self.parse)(text)
    }

    /// Examples for images of at least 40 x 29 pixels; the golden file is made with the first.
    pub fn examples(&self) -> Vec<Edit> {
        (self.examples)()
    }

    /// Examples for a photo of 1280 x 720 pixels, at least one.
    pub fn photo_examples(&self) -> Vec<Edit> {
        (self.photo_examples)()
    }
}

/// An edit as a person asks for it, perhaps with one side left open.
pub type DraftEdit = Drafted<Edit>;

impl DraftEdit {
    /// The edit for an image of this size. An open side is rounded to the nearest pixel, and is at least one.
    pub fn for_size(&self, size: Size) -> Edit {
        match *self {
            Drafted::Exact(ref edit) | Drafted::Hidden(ref edit, _) => edit.clone(),
            Drafted::ToWidth(width) => Resize::to_width(width, size).into(),
            Drafted::ToHeight(height) => Resize::to_height(height, size).into(),
        }
    }
}

/// A draft whose parameters are in their ranges.
fn in_range<E: Semantics + Into<Edit>>(draft: Drafted<E>) -> Result<DraftEdit, String> {
    const ANY: Size = Size { width: 1, height: 1 };
    if let Drafted::Exact(edit) | Drafted::Hidden(edit, _) = &draft
        && let Err(error) = edit.output_size(ANY)
    {
        match error {
            // Recipes and flags have different names for a factor.
            EditError::Parameter { name, value, range } if name.ends_with("permille") => {
                return Err(format!("{value} is out of range: it must be {range}"));
            }
            EditError::Parameter { .. }
            | EditError::KernelShape
            | EditError::KernelRange
            | EditError::Blocks { .. }
            | EditError::Unfit(_) => return Err(error.to_string()),
            EditError::Rectangle { .. }
            | EditError::HiddenPlace
            | EditError::HiddenPlaceOutside { .. }
            | EditError::Size(_) => {}
        }
    }
    Ok(draft.map(Into::into))
}

fn edits<E: Into<Edit>>(edits: Vec<E>) -> Vec<Edit> {
    edits.into_iter().map(Into::into).collect()
}

impl Edit {
    /// The most steps that prove one edit.
    pub(crate) const MAX_STEPS: usize = 3;

    /// Checks the parameters against an image of size `input`, and gives the size of the result.
    ///
    /// # Errors
    /// A parameter out of its range, or a result out of the format's limits.
    pub fn output_size(&self, input: Size) -> Result<Size, EditError> {
        self.semantics().output_size(input)?.checked().map_err(EditError::Size)
    }

    /// The edited image, exactly as the published formulas say.
    ///
    /// # Errors
    /// As [`Edit::output_size`]; and [`EditError::HiddenPlace`] for a hidden crop, whose place is no part of the edit.
    pub fn apply(&self, input: &Image) -> Result<Image, EditError> {
        self.output_size(input.size())?;
        let mut image = None;
        for (step, size) in self.step_sizes(input.size())?.into_iter().enumerate() {
            let input = image.as_ref().unwrap_or(input);
            image = Some(match self.map_of_step(step, input.size()) {
                PixelMap::Tone(tables) => apply_tone(&tables, input),
                PixelMap::Linear(map) => apply_linear(&*map, input, size),
                PixelMap::Hidden => return Err(EditError::HiddenPlace),
            });
        }
        Ok(image.expect("every edit has a step"))
    }

    /// The coefficients of a JPEG that is made of the image after this edit, which is the last. They are not those of
    /// [`Edit::apply`]'s image if the edit is proved in the JPEG's step without rounding in between.
    ///
    /// # Errors
    /// As [`Edit::apply`].
    pub(crate) fn apply_for_jpeg(
        &self,
        input: &Image,
        tables: &Tables,
        sampling: Sampling,
    ) -> Result<[Coefficients; 3], EditError> {
        if !self.stays_unrounded() {
            return Ok(jpeg::coefficients(&self.apply(input)?, tables, sampling));
        }
        let size = self.output_size(input.size())?;
        let PixelMap::Linear(map) = self.map(input.size()) else {
            unreachable!("only linear maps have sums")
        };
        let source = unrounded(&*map, input, size, &|| Ok(())).expect("nobody stops it");
        Ok(jpeg::coefficients_of(&source, tables, sampling))
    }

    /// Whether a publication shows what this edit, the last of a recipe, makes of `input`: its pixels, or the
    /// coefficients of a JPEG. A file may have those of the rounded pixels, too (section 3.1 of `docs/protocol.md`).
    ///
    /// # Errors
    /// As [`Edit::apply`].
    pub(crate) fn gives(&self, input: &Image, published: Output<'_>) -> Result<bool, EditError> {
        // Pictures of several sizes have as many blocks.
        if let Output::Jpeg(picture) = published
            && self.stays_unrounded()
            && picture.size() == self.output_size(input.size())?
            && *picture.components()
                == self.apply_for_jpeg(input, picture.tables(), picture.sampling())?
        {
            return Ok(true);
        }
        Ok(published.is_made_of(&self.apply(input)?))
    }

    /// The sizes of the images that the steps of the edit make, one after the other; the last is that of the output.
    /// See [`Edit::output_size`] for the errors.
    pub(crate) fn step_sizes(&self, input: Size) -> Result<Vec<Size>, EditError> {
        self.semantics().step_sizes(input)
    }

    /// What the first step of the edit does to pixels; for nearly all edits, the edit.
    pub(crate) fn map(&self, input: Size) -> PixelMap {
        self.semantics().map(input)
    }

    /// What step number `step` of the edit does to pixels, from 0, of an image of size `input`.
    pub(crate) fn map_of_step(&self, step: usize, input: Size) -> PixelMap {
        self.semantics().map_of_step(step, input)
    }

    /// Whether the edit changes each byte by itself, whatever the others are.
    pub fn is_tone(&self) -> bool {
        self.semantics().is_tone()
    }

    /// The parameters by the names that the sentence about the edit has for them. The sentences themselves are in the
    /// catalogs of each language, as `edit-` and the edit's word with dashes.
    pub fn arguments(&self) -> Vec<(&'static str, Argument)> {
        self.semantics().arguments()
    }

    /// How the output lies in the input.
    pub fn frame_change(&self) -> FrameChange {
        self.semantics().frame_change()
    }

    /// Where a point of an input of size `input` lies in the output if the edit tilts the frame
    /// ([`FrameChange::Tilted`]), in pixels from the left edge and from the top edge; of any other edit, the same
    /// point.
    pub fn tilted(&self, input: Size, point: [f64; 2]) -> [f64; 2] {
        self.semantics().tilted(input, point)
    }

    /// What the channels hold afterwards, whatever they held before; none if the edit leaves that alone.
    pub fn channels(&self) -> Option<Channels> {
        self.semantics().channels()
    }

    /// What the edit takes away from an image of size `input`: the word for it in the message `plan-removed`.
    pub fn removes(&self, input: Size) -> Option<&'static str> {
        self.semantics().removes(input)
    }

    /// Whether the edit drops or covers a part of the frame.
    pub fn hides_area(&self) -> bool {
        self.semantics().hides_area()
    }

    /// Whether the edit keeps a part of the frame and hides where it was.
    pub fn hides_place(&self) -> bool {
        matches!(self.frame_change(), FrameChange::HiddenPart(_))
    }

    /// Whether bytes of the output depend on several pixels of the input, so that pixels that are hidden
    /// afterwards leave traces in their neighbours.
    pub fn mixes_pixels(&self) -> bool {
        self.semantics().mixes_pixels()
    }

    /// If the edit adds something to an image of size `input` that is not from it, such as black corners: the largest
    /// rectangle of the output without that.
    pub fn without_additions(&self, input: Size) -> Option<Rect> {
        self.semantics().without_additions(input)
    }

    /// Whether the edit has a kernel that is not a preset.
    pub fn has_free_kernel(&self) -> bool {
        self.semantics().has_free_kernel()
    }

    /// The edit that scales to `size`.
    pub fn scaling_to(Size { width, height }: Size) -> Self {
        Resize { width, height }.into()
    }

    /// What is kept, if this is a crop: it is proved in one step with the edit after it.
    pub(crate) fn kept(&self) -> Option<Kept> {
        match self {
            Edit::Crop(crop) => Some(Kept::Rect(crop.0)),
            Edit::CropHidden(crop) => Some(Kept::Hidden(crop.size())),
            _ => None,
        }
    }

    /// Whether the edit, if it is the last before a JPEG, is proved in the JPEG's step, of its sums before they are
    /// rounded.
    pub(crate) fn stays_unrounded(&self) -> bool {
        self.semantics().stays_unrounded()
    }

    /// Whether a crop and this edit after it are proved in one step: one linear map. After a hidden crop, the edit's
    /// adjoint must be one product.
    pub(crate) fn is_proved_with(&self, crop: &Edit) -> bool {
        let is_linear = !self.is_tone() && !matches!(self, Edit::CropHidden(_));
        match crop.kept() {
            Some(Kept::Rect(_)) => is_linear,
            Some(Kept::Hidden(_)) => is_linear && self.semantics().has_one_product(),
            None => false,
        }
    }
}

impl Channels {
    /// The edit after which the picture is in RGB, if it is not.
    pub fn to_rgb(self) -> Option<Edit> {
        match self {
            Channels::Rgb => None,
            Channels::Ycbcr => Some(YcbcrToRgb {}.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Recipe;

    #[test]
    fn every_edit_is_named_by_its_word() {
        for kind in Edit::KINDS {
            assert_eq!(kind.flag.name.replace('-', "_"), kind.word);
            for edit in kind.examples().into_iter().chain(kind.photo_examples()) {
                assert_eq!(edit.word(), kind.word);
                let json = serde_json::to_string(&[&edit]).expect("plain data");
                assert!(json.starts_with(&format!("[{{\"{}\":", kind.word)), "{json}");
                assert_eq!(Recipe::from_json(&json).expect("a recipe").edits(), [edit]);
            }
        }
    }

    #[test]
    fn examples_fit() {
        for kind in Edit::KINDS {
            assert!(!kind.examples().is_empty() && !kind.photo_examples().is_empty());
            for (edits, width, height) in
                [(kind.examples(), 40, 29), (kind.photo_examples(), 1280, 720)]
            {
                let size = Size { width, height };
                assert!(edits.iter().all(|edit| edit.output_size(size).is_ok()), "{edits:?}");
            }
        }
    }

    /// What a parameter may be can depend on the others: then some example shows that the ends of its range are
    /// allowed.
    #[test]
    fn parameters_are_held_to_their_ranges() {
        let size = Size { width: 40, height: 29 };
        let json = |edit: &Edit| serde_json::to_value(edit).expect("plain data");
        for kind in Edit::KINDS {
            let examples: Vec<_> = kind.examples().iter().map(json).collect();
            for Parameter { name, min, max, .. } in kind.parameters {
                assert!(!examples[0][kind.word][name].is_null(), "{} has no {name}", kind.word);
                // A kernel and a curve are many numbers; their own tests check their limits.
                if examples[0][kind.word][name].is_array() {
                    continue;
                }
                let fits = |value: i64| {
                    examples.iter().cloned().any(|mut edit| {
                        edit[kind.word][name] = value.into();
                        serde_json::from_value::<Edit>(edit)
                            .is_ok_and(|edit| edit.output_size(size).is_ok())
                    })
                };
                for (value, allowed) in
                    [(min - 1, false), (*min, true), (*max, true), (max + 1, false)]
                {
                    assert_eq!(fits(value), allowed, "{} with {name} {value}", kind.word);
                }
            }
        }
    }

    /// This finds edits whose parameters count pixels but are not reduced.
    #[test]
    fn reduced_edits_do_the_same_to_a_reduced_image() {
        let (full, small) = (Size { width: 80, height: 60 }, Size { width: 40, height: 30 });
        for edit in Edit::KINDS.iter().flat_map(EditKind::examples) {
            let reduced = edit.reduced(Reduction::new(full, small));
            // What is added needs a few pixels whatever the size is.
            let off = if edit.without_additions(full).is_some() { 8 } else { 2 };
            let full = edit.output_size(full).expect("fits");
            let small = reduced.output_size(small).expect("fits");
            for (full, small) in [(full.width, small.width), (full.height, small.height)] {
                assert!((2 * small).abs_diff(full) <= off, "{edit:?} becomes {reduced:?}");
            }
            if let Some(removed) = edit.removes(full) {
                assert_eq!(reduced.removes(small), Some(removed));
            }
        }
    }

    #[test]
    fn an_open_side_keeps_the_ratio() {
        let check = |draft: DraftEdit, (width, height): (u32, u32), expected: (u32, u32)| {
            let Edit::Resize(resize) = draft.for_size(Size { width, height }) else {
                panic!("no resize");
            };
            assert_eq!((resize.width, resize.height), expected, "{draft:?}");
        };
        check(Drafted::ToWidth(1600), (6000, 4000), (1600, 1067));
        check(Drafted::ToHeight(1067), (6000, 4000), (1601, 1067));
        check(Drafted::ToWidth(1600), (4000, 6000), (1600, 2400));
        check(Drafted::ToHeight(720), (1920, 1080), (1280, 720));
        check(Drafted::ToWidth(3), (1000, 1), (3, 1));
        // Halves are rounded up.
        check(Drafted::ToWidth(1), (2, 3), (1, 2));
    }
}
