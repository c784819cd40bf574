//! The list of edits. Each is one file: what it does to pixels, the statement that is proved, the
//! code, the tests. A new edit is one file, its `mod` line and one line in the list below.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use crate::edits::semantics::{PixelMap, Semantics, apply_linear, apply_tone};
use crate::image::{Image, Size};

pub use semantics::EditError;

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
            /// The words of all edits, as recipes and the command line use them.
            pub const WORDS: &'static [&'static str] = &[$(stringify!($module)),*];

            /// The edit's word.
            pub fn word(&self) -> &'static str {
                match self {
                    $(Edit::$variant(_) => stringify!($module),)*
                }
            }

            fn semantics(&self) -> &dyn Semantics {
                match self {
                    $(Edit::$variant(edit) => edit,)*
                }
            }
        }
    };
}

// Written out: rustfmt does not see modules that a macro declares.
pub mod brightness;
pub mod contrast;
pub mod convolve;
pub mod crop;
pub mod flip;
pub mod gamma;
pub mod grayscale;
mod matrix;
pub(crate) mod recipe;
pub mod redact;
pub mod resize;
pub mod rgb_to_ycbcr;
pub mod rotate90;
pub(crate) mod semantics;
#[cfg(test)]
pub(crate) mod testing;
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
}

impl Edit {
    /// Checks the parameters against an image of size `input`; gives the size of the result.
    ///
    /// # Errors
    /// A parameter out of its range, or a result out of the format's limits.
    pub fn output_size(&self, input: Size) -> Result<Size, EditError> {
        self.semantics().output_size(input)?.checked().map_err(EditError::Size)
    }

    /// The edited image, to the last bit what the published formulas say.
    ///
    /// # Errors
    /// As [`Edit::output_size`].
    pub fn apply(&self, input: &Image) -> Result<Image, EditError> {
        let output = self.output_size(input.size())?;
        Ok(match self.map(input.size()) {
            PixelMap::Tone(tables) => apply_tone(&tables, input),
            PixelMap::Linear(map) => apply_linear(&*map, input, output),
        })
    }

    pub(crate) fn map(&self, input: Size) -> PixelMap {
        self.semantics().map(input)
    }

    /// Whether the edit changes each byte by itself, whatever the others are.
    pub fn is_tone(&self) -> bool {
        self.semantics().is_tone()
    }

    /// Whether the edit carries a kernel that is no preset.
    pub fn has_free_kernel(&self) -> bool {
        matches!(self, Edit::Convolve(convolve) if convolve.preset().is_none())
    }
}
