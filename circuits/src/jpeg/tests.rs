//! The coefficients beside a model that follows the formulas step by step, and bounds for every table that is offered.

use std::f64::consts::PI;

use super::weights::Weights;
use super::*;
use crate::edits::resize::tests::defined;
use crate::edits::testing::test_images;
use crate::edits::{Edit, EditKind};
use crate::image::{Image, Size};

const SAMPLINGS: [Sampling; 2] = [Sampling::Full, Sampling::Halved];

/// Every table that is offered, for each component and sampling.
fn all_weights() -> impl Iterator<Item = (String, Component, Weights)> {
    let kinds = Quality::all().flat_map(|quality| SAMPLINGS.map(|sampling| (quality, sampling)));
    kinds.flat_map(|(quality, sampling)| {
        Component::ALL.map(|component| {
            let name = format!("{component:?} at {}, {sampling:?}", quality.number());
            (name, component, Weights::new(component, quality.tables().of(component), sampling))
        })
    })
}

/// Tables of ones, which divide by the least.
fn ones() -> Tables {
    let table = QuantisationTable::new([1; 64]).expect("no zero");
    Tables { luma: table, chroma: table }
}

/// D, as real numbers.
fn basis(u: usize, i: usize) -> f64 {
    let scale = if u == 0 { 0.5f64.sqrt() } else { 1.0 };
    scale / 2.0 * ((2 * i + 1) as f64 * u as f64 * PI / 16.0).cos()
}

/// The model: weights in rational numbers, and sums without any symmetry.
mod model {
    use super::*;

    const COLOURS: [[i128; 3]; 3] =
        [[299_000, 587_000, 114_000], [-168_736, -331_264, 500_000], [500_000, -418_688, -81_312]];
    const SHIFTS: [u32; 3] = [13, 16, 16];

    /// `a / b`, rounded, halves away from zero.
    fn nearest(a: i128, b: i128) -> i128 {
        let (floor, twice) = (a.div_euclid(b), 2 * a.rem_euclid(b));
        if twice > b || (twice == b && a > 0) { floor + 1 } else { floor }
    }

    /// The Bayer matrix by its recursion, from a quarter of it.
    fn bayer(n: usize, j: usize, i: usize) -> i128 {
        if n == 1 {
            return 0;
        }
        let m = n / 2;
        4 * bayer(m, j % m, i % m) + [[0, 2], [3, 1]][j / m][i / m]
    }

    /// `W[v][u][j][i][ch]` of component `c`.
    fn weights(c: usize, table: &QuantisationTable, n: usize) -> Vec<i128> {
        let per_sample = n / 8;
        // E as integers, without the factor 1/2 of each of two sides.
        let e = |u: usize, i: usize| (2f64.powi(30) * basis(u, i / per_sample)).round() as i128;
        let scale = 1i128 << SHIFTS[c];
        let squares = (n * n) as i128;
        let mut all = Vec::new();
        for (v, u) in (0..64).map(|at| (at / 8, at % 8)) {
            let q = i128::from(table.entries()[8 * v + u]);
            for (j, i) in (0..n * n).map(|at| (at / n, at % n)) {
                let mut pixel = COLOURS[c].map(|m| {
                    let divisor = (1 << 60) * 1_000_000 * q * (per_sample * per_sample) as i128;
                    nearest(scale * e(v, j) * e(u, i) * m, divisor)
                });
                if (v, u) == (0, 0) {
                    pixel = COLOURS[c].map(|m| {
                        let total = nearest(8 * scale * m, 1_000_000 * q);
                        let more = bayer(n, j, i) < total.rem_euclid(squares);
                        total.div_euclid(squares) + i128::from(more)
                    });
                    let [r, g, b] = pixel;
                    pixel = [[r, g, b], [r, g, -r - g], [-g - b, g, b]][c];
                }
                all.extend(pixel);
            }
        }
        all
    }

    /// For each component the pixels along a side of a block, and the weights.
    pub(super) fn all_weights(tables: &Tables, sampling: Sampling) -> [(usize, Vec<i128>); 3] {
        std::array::from_fn(|c| {
            let n = if c > 0 && sampling == Sampling::Halved { 16 } else { 8 };
            let table = if c == 0 { &tables.luma } else { &tables.chroma };
            (n, weights(c, table, n))
        })
    }

    /// The three tensors, as rows.
    pub(super) fn coefficients(
        image: &Image,
        all_weights: &[(usize, Vec<i128>); 3],
    ) -> [Vec<Vec<i16>>; 3] {
        let byte = |y: usize, i: usize| image.row(y as u32)[i].into();
        coefficients_of(image.size(), 1, byte, all_weights)
    }

    /// The same of numbers of which a level counts so many, by their row and place.
    pub(super) fn coefficients_of(
        size: Size,
        level: i128,
        number: impl Fn(usize, usize) -> i128,
        all_weights: &[(usize, Vec<i128>); 3],
    ) -> [Vec<Vec<i16>>; 3] {
        let (width, height) = (size.width as usize, size.height as usize);
        std::array::from_fn(|c| {
            let (n, weights) = (all_weights[c].0, &all_weights[c].1);
            let mut tensor = vec![vec![0; 8 * width.div_ceil(n)]; 8 * height.div_ceil(n)];
            for (row, values) in tensor.iter_mut().enumerate() {
                for (place, value) in values.iter_mut().enumerate() {
                    let (v, u) = (row % 8, place % 8);
                    let weights = &weights[(8 * v + u) * n * n * 3..][..n * n * 3];
                    let mut sum = level << (SHIFTS[c] - 1);
                    for (at, weight) in weights.iter().enumerate() {
                        let (j, i, ch) = (at / 3 / n, at / 3 % n, at % 3);
                        let y = (row / 8 * n + j).min(height - 1);
                        let x = (place / 8 * n + i).min(width - 1);
                        let middle = if c == 0 { 128 * level } else { 0 };
                        sum += weight * (number(y, 3 * x + ch) - middle);
                    }
                    let quotient = sum.div_euclid(level << SHIFTS[c]);
                    *value = i16::try_from(quotient).expect("a small coefficient");
                }
            }
            tensor
        })
    }
}

#[test]
fn coefficients_follow_the_formulas() {
    let squares = (1..=17).map(|side| (side, side));
    let others = [(1, 40), (40, 1), (33, 5), (16, 31), (31, 16), (32, 32), (47, 18), (9, 24)];
    let sizes: Vec<_> = squares.chain(others).collect();
    let offered = [50, 75, 90, 98].map(|quality| Quality::new(quality).expect("offered").tables());
    for tables in offered.into_iter().chain([ones()]) {
        for sampling in SAMPLINGS {
            let weights = model::all_weights(&tables, sampling);
            for &(width, height) in &sizes {
                for image in test_images(Size { width, height }) {
                    let expected = model::coefficients(&image, &weights);
                    let got = coefficients(&image, &tables, sampling);
                    for (got, expected) in got.iter().zip(&expected) {
                        same_tensor(got, expected);
                    }
                }
            }
        }
    }
}

/// After a resize, the sums are compressed before they are rounded to bytes.
#[test]
fn coefficients_after_a_resize_follow_the_formulas() {
    let cases = [((16, 16), (16, 16)), ((31, 9), (17, 24)), ((5, 40), (33, 7)), ((50, 33), (9, 1))];
    let mut differ = false;
    for ((w, h), (width, height)) in cases {
        let (from, to) = (Size { width: w, height: h }, Size { width, height });
        let weights = |n: u32, outputs: u32| -> Vec<Vec<i64>> {
            (0..outputs).map(|i| defined(n.into(), outputs.into(), i.into())).collect()
        };
        let (columns, rows) = (weights(w, width), weights(h, height));
        let tables = Quality::new(98).expect("offered").tables();
        for sampling in SAMPLINGS {
            let all_weights = model::all_weights(&tables, sampling);
            for image in test_images(from) {
                let sum = |y: usize, i: usize| {
                    let (x, channel) = (i / 3, i % 3);
                    let mut sum = 0;
                    for (row, of_row) in rows[y].iter().enumerate() {
                        for (column, of_column) in columns[x].iter().enumerate() {
                            let byte = image.row(row as u32)[3 * column + channel];
                            sum += i128::from(of_row * of_column) * i128::from(byte);
                        }
                    }
                    sum
                };
                let expected = model::coefficients_of(to, 1 << 18, sum, &all_weights);
                let resize = Edit::scaling_to(to);
                let got = resize.apply_for_jpeg(&image, &tables, sampling).expect("fits");
                for (got, expected) in got.iter().zip(&expected) {
                    same_tensor(got, expected);
                }
                let rounded = resize.apply(&image).expect("fits");
                differ |= got != coefficients(&rounded, &tables, sampling);
            }
        }
    }
    assert!(differ, "rounding in between changes some coefficients");
}

/// Of an edit that is proved in a step of its own, the JPEG is that of its pixels.
#[test]
fn coefficients_after_another_edit_are_those_of_its_pixels() {
    let tables = Quality::new(90).expect("offered").tables();
    let image = test_images(Size { width: 40, height: 29 }).remove(0);
    for edit in Edit::KINDS.iter().flat_map(EditKind::examples) {
        let Ok(edited) = edit.apply(&image) else { continue };
        let is_resize = matches!(edit, Edit::Resize(_));
        let of_edit = edit.apply_for_jpeg(&image, &tables, Sampling::Halved).expect("fits");
        let same = of_edit == coefficients(&edited, &tables, Sampling::Halved);
        assert!(same || is_resize, "{edit:?}");
    }
}

/// Compares all values, and the last block, with the rows of the model.
fn same_tensor(got: &Coefficients, expected: &[Vec<i16>]) {
    assert_eq!((8 * got.rows(), 8 * got.columns()), (expected.len(), expected[0].len()));
    assert_eq!(got.values(), expected.concat());
    let (column, row) = (got.columns() - 1, got.rows() - 1);
    for (v, values) in got.block(column, row).chunks(8).enumerate() {
        assert_eq!(values, &expected[8 * row + v][8 * column..]);
    }
}

#[test]
fn components_have_the_blocks_that_hold_samples() {
    let check = |width, height, full, halved| {
        let size = Size { width, height };
        for component in Component::ALL {
            assert_eq!(Sampling::Full.blocks(component, size), full);
            let expected = if component == Component::Y { full } else { halved };
            assert_eq!(Sampling::Halved.blocks(component, size), expected);
        }
    };
    check(1, 1, (1, 1), (1, 1));
    check(8, 16, (1, 2), (1, 1));
    check(9, 17, (2, 3), (1, 2));
    check(1920, 1080, (240, 135), (120, 68));
}

#[test]
fn tables_are_those_of_libjpeg() {
    let check = |quality, luma: [u8; 8], chroma: [u8; 4]| {
        let tables = Quality::new(quality).expect("offered").tables();
        assert_eq!(tables.luma.entries()[..8], luma, "quality {quality}");
        assert_eq!(tables.chroma.entries()[..4], chroma, "quality {quality}");
    };
    check(50, [16, 11, 10, 16, 24, 40, 51, 61], [17, 18, 24, 47]);
    check(75, [8, 6, 5, 8, 12, 20, 26, 31], [9, 9, 12, 24]);
    check(90, [3, 2, 2, 3, 5, 8, 10, 12], [3, 4, 5, 9]);
    check(98, [1, 1, 1, 1, 1, 2, 2, 2], [1, 1, 1, 2]);
    for quality in [0, 49, 99, 255] {
        assert_eq!(Quality::new(quality), None);
    }
    assert_eq!(QuantisationTable::new(std::array::from_fn(|at| at as u8)), None);
}

#[test]
fn baseline_holds_the_coefficients_of_every_table() {
    for (name, _, weights) in all_weights() {
        for (v, u) in (0..64).map(|at| (at / 8, at % 8)) {
            let (least, most) = weights.quotients(v, u);
            assert!(least <= 0 && most >= 0, "{name}: {v}, {u}");
            if (v, u) == (0, 0) {
                assert!(-1024 <= least && most <= 1023 && most - least <= 2047, "{name}: DC");
            } else {
                assert!(-1023 <= least && most <= 1023, "{name}: {v}, {u}: {least}..={most}");
            }
        }
    }
}

#[test]
fn extreme_pixels_reach_the_bounds() {
    let tables = Quality::new(90).expect("offered").tables();
    for (component, tensor) in Component::ALL.into_iter().zip(0..) {
        for (sampling, v, u) in [(Sampling::Full, 0, 0), (Sampling::Halved, 3, 4)] {
            let weights = Weights::new(component, tables.of(component), sampling);
            let n = weights.side();
            let size = Size { width: n as u32, height: n as u32 };
            let brightest = |sign: i64| {
                let bytes = weights.entries(v, u).map(|w| if w * sign > 0 { 255 } else { 0 });
                let image = Image::new(size, bytes.collect());
                let got: [Coefficients; 3] = coefficients(&image, &tables, sampling);
                i64::from(got[tensor as usize].block(0, 0)[8 * v + u])
            };
            assert_eq!((brightest(-1), brightest(1)), weights.quotients(v, u));
        }
    }
}

#[test]
fn sums_are_small_for_every_table() {
    let of_ones = SAMPLINGS.into_iter().flat_map(|sampling| {
        Component::ALL.map(|c| ("ones".to_owned(), c, Weights::new(c, ones().of(c), sampling)))
    });
    for (name, _, weights) in all_weights().chain(of_ones) {
        for (v, u) in (0..64).map(|at| (at / 8, at % 8)) {
            let sum: i64 = weights.entries(v, u).map(i64::abs).sum();
            assert!(sum < (1 << (weights.shift() + 3)) + (1 << 9), "{name}: {v}, {u}");
            assert!(255 * sum < 1 << 28, "{name}: {v}, {u}");
        }
    }
}

#[test]
fn weights_are_close_to_the_exact_ones() {
    const COLOURS: [[f64; 3]; 3] =
        [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]];
    let tables = Quality::new(75).expect("offered").tables();
    for sampling in SAMPLINGS {
        for (component, colours) in Component::ALL.into_iter().zip(COLOURS) {
            let table = tables.of(component);
            let weights = Weights::new(component, table, sampling);
            let n = weights.side();
            let pixels = n / 8;
            for at in 0..64 * n * n {
                let (place, j, i) = (at / n / n, at / n % n, at % n);
                let (v, u) = (place / 8, place % 8);
                let e = basis(v, j / pixels) * basis(u, i / pixels) / (pixels * pixels) as f64;
                let scale = f64::from(1 << weights.shift()) / f64::from(table.entries()[8 * v + u]);
                // An entry for DC is rounded up or down, and one of them is the sum of two others.
                let bound = if (v, u) == (0, 0) { 2.0 } else { 0.501 };
                for (weight, colour) in weights.at(v, u, j, i).into_iter().zip(colours) {
                    assert!((f64::from(weight) - scale * e * colour).abs() < bound, "{v}, {u}");
                }
            }
        }
    }
}

#[test]
fn gray_stays_gray() {
    for (name, _, weights) in all_weights().filter(|(_, component, _)| *component != Component::Y) {
        for (v, u) in (0..64).map(|at| (at / 8, at % 8)) {
            let entries: Vec<i64> = weights.entries(v, u).collect();
            let pixels: Vec<i64> = entries.chunks(3).map(|pixel| pixel.iter().sum()).collect();
            if (v, u) == (0, 0) {
                assert!(pixels.iter().all(|sum| *sum == 0), "{name}: DC");
            }
            let extreme =
                |sign: i64| 255 * pixels.iter().filter(|sum| *sum * sign > 0).sum::<i64>();
            let half = 1 << (weights.shift() - 1);
            assert!(-half <= extreme(-1) && extreme(1) < half, "{name}: {v}, {u}");
        }
    }
}

#[test]
fn a_flat_gray_block_has_only_its_level() {
    // A block for each level.
    let row = (0..=255).flat_map(|level| [level; 3 * 8]);
    let image = Image::new(Size { width: 8 * 256, height: 1 }, row.collect());
    for quality in Quality::all() {
        let tables = quality.tables();
        let [y, cb, cr] = coefficients(&image, &tables, Sampling::Full);
        let q = f64::from(tables.luma.entries()[0]);
        for level in 0..256 {
            let [dc, ac @ ..] = y.block(level, 0);
            let exact = 8.0 * (level as f64 - 128.0) / q;
            assert!((f64::from(dc) - exact).abs() < 0.53, "{quality:?} {level}");
            assert_eq!(ac, [0; 63], "{quality:?} {level}");
        }
        assert!(cb.values().iter().chain(cr.values()).all(|value| *value == 0));
    }
}
