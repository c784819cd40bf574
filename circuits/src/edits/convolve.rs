//! Convolution (as photo editors call it; a correlation): every byte becomes
//! `clamp(floor((sum of kernel * neighbours + floor(d / 2)) / d))`, coordinates clamped to the image.
//!
//! **Statement.** With `S = K * X + floor(d / 2)` and the least quotient that the kernel can give,
//! `l = min floor(S / d)`: `S - d l = d Q + A`, A in 0..d, and the pair (Q, Y) in { q, clamp(l + q) }, q up to the
//! greatest quotient. If d is 1, there is no A; if, besides, all quotients are bytes, `S = Y`. If all quotients are bytes
//! and the output is published, `S = d Y + R`, R in 0..d.
//!
//! One product a kernel row e: row y weighs the sum of `rho[y']` over all y' with clamp(y' + e) = y, byte 3x + c the sum
//! over kernel columns of `K[e][f]` times the sum of `tau[3x' + c]` over all x' with clamp(x' + f) = x.
//!
//! **Why it is the floor.** X is bytes, so |S| < 2^23. The lookups bound A by d, at most 2^12, and Q by the greatest
//! quotient less the least, below 2^13: a kernel whose quotients can leave -4096..4096 is refused. So both sides are below
//! 2^26 in absolute value, what is equal in the field is equal in integers, and Q + l is the one quotient whose remainder
//! is in 0..d.

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use halo2_proofs::pasta::Fp;
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::semantics::{Argument, EditError, LinearMap, Parameter, PixelMap, Rounding, Semantics};
use super::text::whole;
use crate::curve::field::signed;
use crate::image::{Image, Size};
use crate::statement::fold::WeightProduct;

/// A kernel of 3x3 or 5x5 integers over a divisor.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(try_from = "ConvolveJson")]
pub struct Convolve {
    /// Rows, top to bottom, of -1024..=1024.
    pub kernel: Vec<Vec<i16>>,
    /// 1..=4096.
    pub divisor: u16,
}

/// The JSON of a recipe: a kernel with its divisor, or the name of a preset.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConvolveJson {
    kernel: Option<Vec<Vec<i16>>>,
    divisor: Option<u16>,
    preset: Option<String>,
}

impl TryFrom<ConvolveJson> for Convolve {
    type Error = String;

    fn try_from(json: ConvolveJson) -> Result<Self, String> {
        match json {
            ConvolveJson { kernel: Some(kernel), divisor: Some(divisor), preset: None } => {
                Ok(Convolve { kernel, divisor })
            }
            ConvolveJson { kernel: None, divisor: None, preset: Some(name) } => {
                Convolve::named(&name).ok_or_else(|| {
                    format!(
                        "there is no preset {name:?}; the presets are {}",
                        Convolve::preset_names().join(", ")
                    )
                })
            }
            _ => Err("a convolution has either a kernel and a divisor, or a preset".into()),
        }
    }
}

/// Name, kernel, divisor.
type Preset = (&'static str, &'static [&'static [i16]], u16);

const BOX3_ROW: &[i16] = &[1; 3];
const BOX5_ROW: &[i16] = &[1; 5];

const PRESETS: &[Preset] = &[
    ("box3", &[BOX3_ROW, BOX3_ROW, BOX3_ROW], 9),
    ("box5", &[BOX5_ROW, BOX5_ROW, BOX5_ROW, BOX5_ROW, BOX5_ROW], 25),
    ("gaussian3", &[&[1, 2, 1], &[2, 4, 2], &[1, 2, 1]], 16),
    (
        "gaussian5",
        &[
            &[1, 4, 6, 4, 1],
            &[4, 16, 24, 16, 4],
            &[6, 24, 36, 24, 6],
            &[4, 16, 24, 16, 4],
            &[1, 4, 6, 4, 1],
        ],
        256,
    ),
    ("sharpen", &[&[0, -1, 0], &[-1, 5, -1], &[0, -1, 0]], 1),
    ("edge", &[&[-1, -1, -1], &[-1, 8, -1], &[-1, -1, -1]], 1),
];

impl Convolve {
    /// The preset of this name.
    pub fn named(name: &str) -> Option<Self> {
        let (_, kernel, divisor) = PRESETS.iter().find(|preset| preset.0 == name)?;
        Some(Convolve {
            kernel: kernel.iter().map(|row| row.to_vec()).collect(),
            divisor: *divisor,
        })
    }

    /// The names of all presets.
    pub fn preset_names() -> Vec<&'static str> {
        PRESETS.iter().map(|preset| preset.0).collect()
    }

    /// The name under which this kernel is a preset.
    pub fn preset(&self) -> Option<&'static str> {
        let same = |preset: &&Preset| {
            self.divisor == preset.2
                && self.kernel.iter().map(Vec::as_slice).eq(preset.1.iter().copied())
        };
        PRESETS.iter().find(same).map(|preset| preset.0)
    }

    /// What is added to every sum: half the divisor, so that the nearest number is a floor.
    fn offset(&self) -> i32 {
        i32::from(self.divisor / 2)
    }

    /// The least and the greatest quotient of any picture.
    fn quotients(&self) -> (i32, i32) {
        let weights: Vec<i32> = self.kernel.iter().flatten().map(|&weight| weight.into()).collect();
        Rounding::quotients(weights.iter(), self.offset(), self.divisor.into())
    }

    /// Whether the kernel has 3 rows of 3 numbers, or 5 of 5.
    fn has_a_shape(&self) -> bool {
        let side = self.kernel.len();
        matches!(side, 3 | 5) && self.kernel.iter().all(|row| row.len() == side)
    }
}

/// Each number of a kernel.
const WEIGHT: Parameter = Parameter::new("kernel", -1024, 1024, "-1024 to 1024");
const DIVISOR: Parameter = Parameter::new("divisor", 1, 4096, "1 to 4096");

impl Semantics for Convolve {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        if !self.has_a_shape() {
            return Err(EditError::KernelShape);
        }
        for &weight in self.kernel.iter().flatten() {
            WEIGHT.called("a kernel's number").check(weight)?;
        }
        DIVISOR.check(self.divisor)?;
        let (least, greatest) = self.quotients();
        if least < -4096 || greatest >= 4096 {
            return Err(EditError::KernelRange);
        }
        Ok(input)
    }

    fn map(&self, input: Size) -> PixelMap {
        PixelMap::Linear(Box::new(ConvolveMap { convolve: self.clone(), input }))
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        // A file can hold a kernel of any number of rows. It is refused, but must still have a name.
        let kernel = match self.preset() {
            Some(preset) => preset.to_owned(),
            None if !self.has_a_shape() => "none".to_owned(),
            None => {
                let row =
                    |row: &Vec<i16>| row.iter().map(i16::to_string).collect::<Vec<_>>().join(" ");
                self.kernel.iter().map(row).collect::<Vec<_>>().join(" / ")
            }
        };
        vec![("kernel", Argument::Text(kernel)), ("divisor", Argument::whole(self.divisor))]
    }

    fn mixes_pixels(&self) -> bool {
        true
    }

    fn has_free_kernel(&self) -> bool {
        self.preset().is_none()
    }
}

impl Definition for Convolve {
    const FLAG: Flag = Flag {
        minus_first: true,
        secret: false,
        ..Flag::with(
            "convolve",
            "PRESET|K1,..,Kn/D",
            "Convolve with box3, box5, gaussian3, gaussian5, sharpen or edge, or with 9 or 25 integers over a divisor",
        )
    };
    const ACTION: Action = Action::Filtered;
    const PARAMETERS: &'static [Parameter] = &[WEIGHT, DIVISOR];

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        if let Some(preset) = Convolve::named(text) {
            return Ok(Drafted::Exact(preset));
        }
        let advice = format!(
            "write a preset ({}), or 9 or 25 whole numbers with commas between them, a slash and a divisor",
            Convolve::preset_names().join(", ")
        );
        let Some((kernel, divisor)) = text.split_once('/') else {
            return Err(format!("“{text}” is not a preset; {advice}"));
        };
        let number = |error| format!("{error}; {advice}");
        let weights: Vec<i16> =
            kernel.split(',').map(whole).collect::<Result<_, _>>().map_err(number)?;
        let side = match weights.len() {
            9 => 3,
            25 => 5,
            count => return Err(format!("a kernel has 9 or 25 numbers, not {count}")),
        };
        let kernel = weights.chunks(side).map(<[i16]>::to_vec).collect();
        let divisor = whole(divisor).map_err(number)?;
        Ok(Drafted::Exact(Convolve { kernel, divisor }))
    }

    fn examples() -> Vec<Self> {
        let free =
            Convolve { kernel: vec![vec![0, -1, 0], vec![-1, 6, -1], vec![0, -1, 0]], divisor: 2 };
        let presets = ["gaussian3", "gaussian5", "sharpen"];
        [Some(free)].into_iter().chain(presets.map(Convolve::named)).flatten().collect()
    }

    fn photo_examples() -> Vec<Self> {
        ["sharpen", "gaussian5"].into_iter().filter_map(Convolve::named).collect()
    }
}

/// Adds to each sum `weight` times the byte of the same channel that is `step` pixels to the right; beyond both
/// ends of the row its last pixel is repeated. For most of a row, this adds one run of bytes to another.
fn add_shifted(sums: &mut [i32], row: &[u8], step: isize, weight: i32) {
    let width = row.len() / 3;
    let before = step.min(0).unsigned_abs().min(width);
    let after = step.max(0).unsigned_abs().min(width);
    let (first, rest) = sums.split_at_mut(3 * before);
    let (middle, last) = rest.split_at_mut(rest.len() - 3 * after);
    // No sum comes near the ends of an i32, and a check at each would make the loop twice as long.
    let add = |sum: &mut i32, &byte: &u8| *sum = sum.wrapping_add(weight.wrapping_mul(byte.into()));
    let (left, right) = (&row[..3], &row[row.len() - 3..]);
    first.iter_mut().zip(left.iter().cycle()).for_each(|(sum, byte)| add(sum, byte));
    middle.iter_mut().zip(&row[3 * after..]).for_each(|(sum, byte)| add(sum, byte));
    last.iter_mut().zip(right.iter().cycle()).for_each(|(sum, byte)| add(sum, byte));
}

struct ConvolveMap {
    convolve: Convolve,
    input: Size,
}

impl ConvolveMap {
    fn radius(&self) -> i64 {
        (self.convolve.kernel.len() / 2) as i64
    }

    /// Index `i + step`, clamped to `0..length`.
    fn neighbour(i: usize, step: i64, length: usize) -> usize {
        (i as i64 + step).clamp(0, length as i64 - 1) as usize
    }
}

impl LinearMap for ConvolveMap {
    /// |sums| stay below 25 * 1024 * 255 + 2048, below 2^23.
    fn sums(&self, input: &Image, y: u32, sums: &mut [i32]) {
        let height = self.input.height;
        let radius = self.radius();
        sums.fill(self.convolve.offset());
        for (e, weights) in (-radius..).zip(&self.convolve.kernel) {
            let row = input.row(Self::neighbour(y as usize, e, height as usize) as u32);
            for (f, &weight) in (-radius..).zip(weights).filter(|(_, weight)| **weight != 0) {
                add_shifted(sums, row, f as isize, weight.into());
            }
        }
    }

    fn rounding(&self) -> Rounding {
        let Convolve { divisor, .. } = self.convolve;
        Rounding {
            offset: [self.convolve.offset(); 3],
            divisor: divisor.into(),
            finer: 1,
            quotients: self.convolve.quotients(),
        }
    }

    fn adjoint(&self, rho: &[Fp], tau: &[Fp]) -> Vec<WeightProduct> {
        let (width, height) = (self.input.width as usize, self.input.height as usize);
        let radius = self.radius();
        let product = |(e, weights): (i64, &Vec<i16>)| {
            let mut rows = vec![Fp::ZERO; height];
            for (y, weight) in rho.iter().enumerate() {
                rows[Self::neighbour(y, e, height)] += weight;
            }
            let mut bytes = vec![Fp::ZERO; 3 * width];
            for (f, &weight) in (-radius..).zip(weights).filter(|(_, weight)| **weight != 0) {
                let weight = signed(weight.into());
                for (x, pixel) in tau.chunks_exact(3).enumerate() {
                    let source = 3 * Self::neighbour(x, f, width);
                    for (sum, tau) in bytes[source..].iter_mut().zip(pixel) {
                        *sum += weight * tau;
                    }
                }
            }
            WeightProduct { rows, values: bytes }
        };
        let rows = (-radius..).zip(&self.convolve.kernel);
        rows.filter(|(_, weights)| weights.iter().any(|&weight| weight != 0)).map(product).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Edit;
    use crate::edits::testing::{check_linear, refused};

    fn kernel(rows: &[&[i16]], divisor: u16) -> Edit {
        Edit::Convolve(Convolve { kernel: rows.iter().map(|row| row.to_vec()).collect(), divisor })
    }

    #[test]
    fn a_kernel_of_any_shape_has_a_short_name() {
        for rows in [0, 1, 4, 4000] {
            let convolve = Convolve { kernel: vec![Vec::new(); rows], divisor: 1 };
            assert_eq!(convolve.arguments()[0], ("kernel", Argument::text("none")));
        }
    }

    #[test]
    fn pixels_and_adjoint_follow_the_formula() {
        let mut edits: Vec<Convolve> = Convolve::preset_names()
            .iter()
            .map(|name| Convolve::named(name).expect("listed"))
            .collect();
        edits.push(Convolve {
            kernel: vec![vec![0, 0, 3], vec![-7, 0, 1], vec![2, 0, 0]],
            divisor: 4,
        });
        edits.push(Convolve { kernel: vec![vec![0; 3]; 3], divisor: 1 });
        for convolve in edits {
            for (width, height) in [(9, 7), (1, 1), (1, 6), (6, 1), (2, 2)] {
                let edit = Edit::Convolve(convolve.clone());
                check_linear(&edit, Size { width, height }, |image, x, y, c| {
                    let radius = convolve.kernel.len() as i64 / 2;
                    let mut sum = i64::from(convolve.divisor / 2);
                    for e in -radius..=radius {
                        for f in -radius..=radius {
                            let sy = (i64::from(y) + e).clamp(0, i64::from(height) - 1);
                            let sx = (i64::from(x) + f).clamp(0, i64::from(width) - 1);
                            let weight =
                                convolve.kernel[(e + radius) as usize][(f + radius) as usize];
                            sum += i64::from(weight)
                                * i64::from(image.row(sy as u32)[3 * sx as usize + c]);
                        }
                    }
                    sum.div_euclid(convolve.divisor.into()).clamp(0, 255)
                });
            }
        }
    }

    #[test]
    fn kernels_out_of_bounds_are_refused() {
        let size = Size { width: 4, height: 4 };
        refused(&kernel(&[&[1, 2], &[3, 4]], 1), size, "3 rows of 3");
        refused(&kernel(&[&[1; 3], &[1; 3], &[1; 5]], 1), size, "3 rows of 3");
        refused(&kernel(&[&[1025, 0, 0], &[0; 3], &[0; 3]], 4096), size, "is 1025, but must be");
        refused(&kernel(&[&[0; 3], &[0; 3], &[0; 3]], 0), size, "divisor is 0");
        refused(&kernel(&[&[0; 3], &[0; 3], &[0; 3]], 4097), size, "divisor is 4097");
        // 16 * 255 = 4080 fits, 17 * 255 = 4335 does not; -16 fits, -17 does not.
        for (weight, fits) in [(16, true), (17, false), (-16, true), (-17, false)] {
            let edit = kernel(&[&[0; 3], &[0, weight, 0], &[0; 3]], 1);
            assert_eq!(edit.output_size(size).is_ok(), fits, "{weight}");
        }
        refused(&kernel(&[&[0; 3], &[0, 17, 0], &[0; 3]], 1), size, "can leave -4096..4096");
    }

    #[test]
    fn recipes_name_a_preset_or_give_a_kernel() {
        let parse = |json: &str| serde_json::from_str::<Convolve>(json);
        assert_eq!(parse(r#"{"preset":"box3"}"#).expect("a preset").preset(), Some("box3"));
        let free = parse(r#"{"kernel":[[0,0,0],[0,1,0],[0,0,0]],"divisor":1}"#).expect("a kernel");
        assert_eq!(free.preset(), None);
        for (json, words) in [
            (r#"{"preset":"blur"}"#, "there is no preset \"blur\"; the presets are box3"),
            (r#"{"preset":"box3","divisor":2}"#, "either a kernel and a divisor, or a preset"),
            (r#"{"kernel":[[1]]}"#, "either a kernel and a divisor, or a preset"),
            (r#"{"preset":"box3","size":2}"#, "unknown field `size`"),
        ] {
            let message = parse(json).expect_err("must be refused").to_string();
            assert!(message.contains(words), "{message}");
        }
    }
}
