//! What the tests of all edits share.

#[path = "../../tests/common/noise.rs"]
mod noise;

use ff::Field;
use halo2_proofs::pasta::Fp;

use super::Edit;
use super::semantics::{LinearMap, PixelMap};
use crate::image::{Image, Size};

pub(crate) use noise::noise;

/// Noise, black, white, and both extremes in neighbouring pixels.
pub(crate) fn test_images(size: Size) -> Vec<Image> {
    let stripes = (0..size.bytes()).map(|i| if i % 2 == 0 { 255 } else { 0 }).collect();
    vec![
        noise(size, 1),
        noise(size, 2),
        Image::new(size, vec![0; size.bytes()]),
        Image::new(size, vec![255; size.bytes()]),
        Image::new(size, stripes),
    ]
}

/// Compares an edit with its formula, given as a function of image, x, y and channel.
pub(crate) fn check_pixels(
    edit: &Edit,
    size: Size,
    formula: impl Fn(&Image, u32, u32, usize) -> i64,
) {
    for image in test_images(size) {
        let output = edit.apply(&image).expect("a valid edit");
        let Size { width, height } = output.size();
        for y in 0..height {
            for x in 0..width {
                for channel in 0..3 {
                    let expected = formula(&image, x, y, channel);
                    let got = output.row(y)[3 * x as usize + channel];
                    assert_eq!(
                        i64::from(got),
                        expected,
                        "{edit:?} of {size} at {x},{y} channel {channel}"
                    );
                }
            }
        }
    }
}

/// As [`check_pixels`] for a linear edit, and its adjoint: any functional of the sums less their
/// offset equals the pulled back functional of the input.
pub(crate) fn check_linear(
    edit: &Edit,
    size: Size,
    formula: impl Fn(&Image, u32, u32, usize) -> i64,
) {
    check_pixels(edit, size, formula);
    let output = edit.output_size(size).expect("a valid edit");
    let PixelMap::Linear(map) = edit.map(size) else { panic!("{edit:?} is not linear") };
    let ones = [output.height as usize, output.row_bytes()].map(|count| vec![Fp::ONE; count]);
    let products = map.adjoint(&ones[0], &ones[1]).len();
    assert!(products == 1 || !edit.semantics().has_one_product(), "{edit:?}: {products} products");
    check_adjoint(&*map, size, output, &format!("{edit:?}"));
}

/// Any functional of the sums less their offset, with weights as relations have them, equals the pulled back functional
/// of the input.
pub(crate) fn check_adjoint(map: &dyn LinearMap, size: Size, output: Size, words: &str) {
    let powers = |base: u64, count: usize| -> Vec<Fp> {
        let base = Fp::from(base).square() + Fp::from(12345);
        std::iter::successors(Some(base), |power| Some(power * base)).take(count).collect()
    };
    let mut rho = powers(3, output.height as usize);
    // The last row stands for the padding as well.
    *rho.last_mut().expect("an image has rows") += Fp::from(77);
    let tau = powers(5, output.row_bytes());
    let weights = map.adjoint(&rho, &tau);
    for image in test_images(size) {
        let mut sums = vec![0; output.row_bytes()];
        let mut of_output = Fp::ZERO;
        for (y, row_weight) in rho.iter().enumerate() {
            map.sums(&image, y as u32, &mut sums);
            for (i, (&sum, weight)) in sums.iter().zip(&tau).enumerate() {
                of_output += row_weight
                    * weight
                    * signed(i64::from(sum) - i64::from(map.rounding().offset[i % 3]));
            }
        }
        let mut of_input = Fp::ZERO;
        for product in &weights {
            assert_eq!(
                (product.rows.len(), product.values.len()),
                (size.height as usize, size.row_bytes())
            );
            for (y, row_weight) in product.rows.iter().enumerate() {
                for (&byte, weight) in image.row(y as u32).iter().zip(&product.values) {
                    of_input += row_weight * weight * Fp::from(u64::from(byte));
                }
            }
        }
        assert_eq!(of_output, of_input, "{words} of {size}: the adjoint is not exact");
    }
}

/// A tone edit against its formula for every byte.
pub(crate) fn check_tone(edit: &Edit, formula: impl Fn(i64, usize) -> i64) {
    let size = Size { width: 16, height: 16 };
    let pixels = (0..=255u8).flat_map(|x| [x; 3]).collect();
    let output = edit.apply(&Image::new(size, pixels)).expect("a valid edit");
    for (i, &byte) in output.pixels().iter().enumerate() {
        let (x, channel) = ((i / 3) as i64, i % 3);
        assert_eq!(i64::from(byte), formula(x, channel), "{edit:?} of {x}, channel {channel}");
    }
}

/// The edit must be refused with a message that contains `words`.
pub(crate) fn refused(edit: &Edit, size: Size, words: &str) {
    let message = edit.output_size(size).expect_err("must be refused").to_string();
    assert!(message.contains(words), "{message:?} does not say {words:?}");
}

fn signed(value: i64) -> Fp {
    let magnitude = Fp::from(value.unsigned_abs());
    if value < 0 { -magnitude } else { magnitude }
}
