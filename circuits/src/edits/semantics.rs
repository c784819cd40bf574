//! What an edit is: the size of its output, and one of two maps on pixels, which the two circuits prove; and what
//! code needs to know that places, reorders or describes edits without knowing each of them.

use halo2_proofs::pasta::Fp;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::edits::frame::FrameChange;
use crate::image::{Channels, Image, Rect, Size, SizeError};
use crate::jpeg::Unrounded;
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Stop};
use crate::statement::fold::WeightProduct;

/// Why an edit cannot be applied to an image.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EditError {
    /// A parameter outside its range.
    #[error("{name} is {value}, but must be {range}")]
    Parameter {
        /// The parameter as recipes call it.
        name: &'static str,
        /// What was given.
        value: i64,
        /// What is allowed, in words.
        range: &'static str,
    },
    /// A rectangle that is empty or reaches outside the image.
    #[error("the rectangle {} × {} at {}, {} {}", rect.width, rect.height, rect.x, rect.y, misplaced(rect, frame))]
    Rectangle {
        /// The rectangle.
        rect: Rect,
        /// The image that the edit receives.
        frame: Size,
    },
    /// An output that the format does not allow.
    #[error(transparent)]
    Size(#[from] SizeError),
    /// An edit whose output depends on a place that is not known here.
    #[error("where a hidden crop was taken is not known here")]
    HiddenPlace,
    /// A hidden crop that is larger than the image, or reaches outside it at its place, which is not said.
    #[error("the hidden crop of {size} reaches outside the image, which is {frame} here")]
    HiddenPlaceOutside {
        /// The rectangle's size.
        size: Size,
        /// The image that the edit receives.
        frame: Size,
    },
    /// A kernel that is not 3x3 or 5x5.
    #[error("a kernel has 3 rows of 3 numbers or 5 rows of 5")]
    KernelShape,
    /// A kernel whose result could leave the table of the clamp.
    #[error(
        "the kernel's result can leave -4096..4096 before it is clamped; use a larger divisor or smaller weights"
    )]
    KernelRange,
    /// Blocks in which too much could be recognised.
    #[error(
        "blocks must be at least a twentieth of the rectangle's longer side, which is {least} pixels here"
    )]
    Blocks {
        /// That twentieth, rounded up.
        least: u32,
    },
    /// Parameters that do not fit together, each in its range; what must hold of them.
    #[error("{0}")]
    Unfit(&'static str),
}

/// What is wrong with a rectangle.
fn misplaced(rect: &Rect, frame: &Size) -> String {
    if rect.width == 0 || rect.height == 0 {
        "holds no pixels; its width and height must be at least 1".into()
    } else {
        format!("reaches outside the image, which is {frame} here")
    }
}

/// A parameter that is a number within a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The parameter as recipes call it.
    pub name: &'static str,
    /// The least that is allowed.
    pub min: i64,
    /// The most that is allowed.
    pub max: i64,
    /// What is allowed, in words.
    words: &'static str,
}

impl Parameter {
    /// A parameter in `min..=max`, which is `words`.
    pub(crate) const fn new(name: &'static str, min: i64, max: i64, words: &'static str) -> Self {
        Parameter { name, min, max, words }
    }

    /// The same range under another name.
    pub(crate) const fn called(self, name: &'static str) -> Self {
        Parameter { name, ..self }
    }

    /// Whether a value is within the range.
    pub(crate) fn contains(&self, value: i64) -> bool {
        (self.min..=self.max).contains(&value)
    }

    /// Checks a value.
    pub(crate) fn check(&self, value: impl Into<i64>) -> Result<(), EditError> {
        let Parameter { name, words: range, .. } = *self;
        let value = value.into();
        if self.contains(value) { Ok(()) } else { Err(EditError::Parameter { name, value, range }) }
    }
}

/// A parameter as a sentence about an edit needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A whole number.
    Whole(i64),
    /// A factor in thousandths.
    Thousandths(u16),
    /// One of several words among which the sentence chooses, or numbers that are said one after the other.
    Text(String),
}

impl Argument {
    /// A whole number.
    pub(crate) fn whole(number: impl Into<i64>) -> Self {
        Argument::Whole(number.into())
    }

    /// A word.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Argument::Text(text.into())
    }

    /// A rectangle's four numbers.
    pub(crate) fn rectangle(Rect { x, y, width, height }: Rect) -> Vec<(&'static str, Argument)> {
        [("width", width), ("height", height), ("x", x), ("y", y)]
            .map(|(name, number)| (name, Argument::whole(number)))
            .into()
    }
}

/// What every edit does. The defaults are right for most edits.
pub(crate) trait Semantics {
    /// Checks the parameters against an input of size `input`, and gives the size of the output.
    fn output_size(&self, input: Size) -> Result<Size, EditError>;

    /// Whether [`Semantics::map`] gives tone tables; the same for every input.
    fn is_tone(&self) -> bool {
        false
    }

    /// The map on the pixels of an input of size `input`, which is what one step proves; of an edit that takes several,
    /// that of the first. The parameters have been checked.
    fn map(&self, input: Size) -> PixelMap;

    /// The sizes of the images that the edit's steps make of an input of size `input`, one after the other: the last is
    /// that of the output. Nearly all edits are one step.
    fn step_sizes(&self, input: Size) -> Result<Vec<Size>, EditError> {
        Ok(vec![self.output_size(input)?])
    }

    /// The map of step number `step`, from 0, on an image of size `input`, which the step before it made.
    fn map_of_step(&self, step: usize, input: Size) -> PixelMap {
        assert_eq!(step, 0, "the edit is one step");
        self.map(input)
    }

    /// The parameters by the names that the sentence about this edit has for them. Nothing in them needs a language.
    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        Vec::new()
    }

    /// How the output lies in the input. A test compares it with the pixels.
    fn frame_change(&self) -> FrameChange {
        FrameChange::Kept
    }

    /// If the edit tilts the frame: where a point of an input of size `input` lies in the output. Both are pixels from
    /// the left edge and from the top edge of the frame.
    fn tilted(&self, _: Size, point: [f64; 2]) -> [f64; 2] {
        point
    }

    /// What the channels hold afterwards, whatever they held before; none if the edit leaves that alone.
    fn channels(&self) -> Option<Channels> {
        None
    }

    /// What the edit takes away from an image of size `input`: the word for it in the message `plan-removed`.
    fn removes(&self, _: Size) -> Option<&'static str> {
        None
    }

    /// Whether the edit drops or covers a part of the frame.
    fn hides_area(&self) -> bool {
        false
    }

    /// Whether bytes of the output depend on several pixels of the input.
    fn mixes_pixels(&self) -> bool {
        false
    }

    /// Whether the adjoint of the edit's map is one product, whatever the input's size and the weights are.
    fn has_one_product(&self) -> bool {
        false
    }

    /// Whether the edit, if it is the last before a JPEG, is proved in the JPEG's step, which then compresses its sums
    /// instead of the bytes that they are rounded to. Its sums without the offset must be at least zero and below 2^32,
    /// its divisor a power of two, and nothing may be clamped.
    fn stays_unrounded(&self) -> bool {
        false
    }

    /// If the edit adds something to the image that is not from it: the largest rectangle of the output without that.
    fn without_additions(&self, _: Size) -> Option<Rect> {
        None
    }

    /// Whether the edit has a kernel that is not a preset.
    fn has_free_kernel(&self) -> bool {
        false
    }
}

/// The two kinds of maps that the two circuits prove, and what takes a secret to know.
pub(crate) enum PixelMap {
    /// Each byte by itself, through its channel's table.
    Tone(Box<ToneTables>),
    /// Weighted sums of bytes, rounded and clamped.
    Linear(Box<dyn LinearMap>),
    /// A crop at a hidden place.
    Hidden,
}

/// For each channel the output of each input byte.
pub(crate) type ToneTables = [[u8; 256]; 3];

/// The tone that is the same function of a byte for the three channels.
pub(crate) fn same_for_all_channels(tone: impl Fn(i64) -> i64) -> PixelMap {
    PixelMap::Tone(Box::new([std::array::from_fn(|x| clamp(tone(x as i64))); 3]))
}

/// The nearest byte.
pub(crate) fn clamp(value: i64) -> u8 {
    value.clamp(0, 255) as u8
}

/// An edit whose output is a rounded, perhaps clamped, weighted sum of input bytes:
/// `output = clamp(floor((sum of weight * byte + offset) / divisor))`. It is made for one size of input.
pub(crate) trait LinearMap: Send + Sync {
    /// The sums, offset included, of output row `y`, in the order of its bytes. All fit an i32: each
    /// edit states its bounds.
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]);

    /// What happens to the sums.
    fn rounding(&self) -> Rounding;

    /// The adjoint of the weights: a linear functional of the output, pulled back to the input.
    ///
    /// `rho[y]` and `tau[i]` are the functional's weights of output row y and of byte i in it, so that
    /// byte (y, i) weighs `rho[y] * tau[i]`. `tau` are the powers of a number, not zero, times another, and so are
    /// `rho` but for the last row, whose weight may be any. The products give the weight of input byte (y, i) as the
    /// sum over products of `rows[y] * values[i]`.
    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct>;
}

/// How a sum becomes a byte: `clamp(floor(sum / divisor))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rounding {
    /// Added to the sum of the products, by channel; part of the sums that [`LinearMap::sums`] gives.
    pub offset: [i32; 3],
    /// The divisor.
    pub divisor: u32,
    /// Divides the divisor. Where a byte is proved to be a function of a quotient, that quotient is finer by this
    /// factor, `floor(sum / (divisor / finer))`: then remainder and quotient are both numbers of a short table.
    pub finer: u32,
    /// The least and the greatest `floor(sum / divisor)` that bytes give. The tables of quotients have exactly
    /// these.
    pub quotients: (i32, i32),
}

impl Rounding {
    /// No rounding: the sum is the byte.
    pub const EXACT: Rounding =
        Rounding { offset: [0; 3], divisor: 1, finer: 1, quotients: (0, 255) };

    /// The quotients of a sum that is offset plus weights times bytes.
    pub fn quotients<'a>(
        weights: impl Iterator<Item = &'a i32>,
        offset: i32,
        divisor: u32,
    ) -> (i32, i32) {
        let (mut least, mut greatest) = (offset, offset);
        for weight in weights {
            *if *weight < 0 { &mut least } else { &mut greatest } += 255 * weight;
        }
        (least.div_euclid(divisor as i32), greatest.div_euclid(divisor as i32))
    }

    /// The output byte of a sum.
    pub fn byte(&self, sum: i32) -> u8 {
        clamp(sum.div_euclid(self.divisor as i32).into())
    }

    /// Whether a quotient may be no byte.
    pub fn clamps(&self) -> bool {
        let (least, greatest) = self.quotients;
        least < 0 || greatest > 255
    }

    /// Whether the sum is the byte.
    pub fn is_exact(&self) -> bool {
        self.divisor == 1 && !self.clamps()
    }
}

/// Applies tone tables.
pub(crate) fn apply_tone(tables: &ToneTables, input: &Image) -> Image {
    let mut pixels = input.pixels().to_vec();
    for pixel in pixels.chunks_exact_mut(3) {
        for (byte, table) in pixel.iter_mut().zip(tables) {
            *byte = table[*byte as usize];
        }
    }
    Image::new(input.size(), pixels)
}

/// Applies a linear map, rows in parallel.
pub(crate) fn apply_linear(map: &dyn LinearMap, input: &Image, output: Size) -> Image {
    let rounding = map.rounding();
    let mut pixels = vec![0; output.bytes()];
    pixels.par_chunks_exact_mut(output.row_bytes()).enumerate().for_each_init(
        || vec![0; output.row_bytes()],
        |sums, (y, row)| {
            map.sums(input, y as u32, sums);
            for (byte, &sum) in row.iter_mut().zip(&*sums) {
                *byte = rounding.byte(sum);
            }
        },
    );
    Image::new(output, pixels)
}

/// The sums of a linear map of an edit that stays unrounded, without the offset; rows in parallel.
///
/// # Errors
/// If `stop` says so.
pub(crate) fn unrounded(
    map: &dyn LinearMap,
    input: &Image,
    output: Size,
    stop: Stop<'_>,
) -> Result<Unrounded, Cancelled> {
    let Rounding { offset, divisor, .. } = map.rounding();
    let mut numbers = Zeroizing::new(vec![0; output.bytes()]);
    numbers.par_chunks_exact_mut(output.row_bytes()).enumerate().try_for_each_init(
        || Zeroizing::new(vec![0; output.row_bytes()]),
        |sums, (y, row)| {
            stop()?;
            map.sums(input, y as u32, sums);
            for (at, (number, sum)) in row.iter_mut().zip(sums.iter()).enumerate() {
                *number = u32::try_from(sum - offset[at % 3]).expect("weights are not negative");
            }
            Ok(())
        },
    )?;
    Ok(Unrounded::new(output, numbers, divisor.ilog2()))
}
