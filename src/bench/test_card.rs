//! A test card: a picture of any size that shows what each edit does.
//!
//! ```text
//! +-------------------------------------+
//! | colour bars                         |  contrast, brightness, white balance, colour conversion
//! +-------------------------------------+
//! | gray ramp, gray steps, hues         |  gamma, banding, clipping
//! +-----------+------------+------------+
//! | gratings  | zone plate | lettering  |  resize and convolution: detail, aliasing, sharpness
//! +-----------+------------+------------+
//! | skin tones             | edge       |  white balance, grayscale; sharpening halos
//! +------------------------+------------+
//! ```
//!
//! No part is symmetric, so that a flip or a turn is seen at once.

use proofroom_provenance::circuits::{Image, Size};

type Rgb = [u8; 3];

/// A pixel of a part, by its place in the part and the part's width and height.
type Paint = fn(u32, u32, u32, u32) -> Rgb;

/// Each part with its left, upper, right and lower edge in twelfths of the card.
const PARTS: [([u32; 4], Paint); 7] = [
    ([0, 0, 12, 3], colour_bars),
    ([0, 3, 12, 5], gradients),
    ([0, 5, 4, 10], gratings),
    ([4, 5, 8, 10], zone_plate),
    ([8, 5, 12, 10], lettering),
    ([0, 10, 8, 12], skin_tones),
    ([8, 10, 12, 12], slanted_edge),
];

/// The card in this size.
pub fn test_card(size: Size) -> Image {
    let mut pixels = vec![0; size.bytes()];
    let (width, height) = (size.width(), size.height());
    for ([left, top, right, bottom], paint) in PARTS {
        let [left, right] = [left, right].map(|x| x * width / 12);
        let [top, bottom] = [top, bottom].map(|y| y * height / 12);
        for y in top..bottom {
            let start = 3 * (y as usize * width as usize + left as usize);
            let row = pixels[start..].as_chunks_mut().0;
            for (x, pixel) in (0..right - left).zip(row) {
                *pixel = paint(x, y - top, right - left, bottom - top);
            }
        }
    }
    Image::new(size, pixels)
}

const DARK: u8 = 32;
const GRAY: u8 = 128;
const LIGHT: u8 = 224;

fn gray(value: u8) -> Rgb {
    [value; 3]
}

/// White, yellow, cyan, green, magenta, red, blue and black; below them the same at half the brightness.
fn colour_bars(x: u32, y: u32, width: u32, height: u32) -> Rgb {
    let bar = 7 - 8 * x / width;
    let full = if 3 * y < 2 * height { 255 } else { 128 };
    [bar >> 1, bar >> 2, bar].map(|channel| if channel & 1 == 1 { full } else { 0 })
}

/// Black to white in all 256 values, the same in 16 steps, and the hues.
fn gradients(x: u32, y: u32, width: u32, height: u32) -> Rgb {
    match 3 * y / height {
        0 => gray((x * 256 / width) as u8),
        1 => gray((16 * x / width * 17) as u8),
        _ => {
            // The distance of each channel's hue on a circle of six: up to 1 it is full, from 2 on it is zero.
            let hue = f64::from(x) / f64::from(width) * 6.0;
            [0.0, 2.0, 4.0].map(|own| {
                let distance = (hue - own + 3.0).rem_euclid(6.0) - 3.0;
                ((2.0 - distance.abs()).clamp(0.0, 1.0) * 255.0) as u8
            })
        }
    }
}

/// Upright and level lines, from a period of two pixels to one of sixteen.
fn gratings(x: u32, y: u32, width: u32, height: u32) -> Rgb {
    const PERIODS: [u32; 6] = [2, 3, 4, 6, 10, 16];
    let period = PERIODS[(6 * y / height) as usize];
    let across = if 2 * x < width { x } else { y };
    gray(if 2 * (across % period) < period { DARK } else { LIGHT })
}

/// Rings whose frequency grows with the radius, up to the finest that pixels can show at the circle's edge.
fn zone_plate(x: u32, y: u32, width: u32, height: u32) -> Rgb {
    let [x, y, width, height] = [x, y, width, height].map(f64::from);
    let diameter = width.min(height);
    let radius = (x + 0.5 - width / 2.0).hypot(y + 0.5 - height / 2.0);
    if radius > diameter / 2.0 {
        return gray(GRAY);
    }
    let phase = std::f64::consts::PI * radius * radius / diameter;
    gray((127.5 + 127.5 * phase.cos()).round() as u8)
}

/// A word in ever larger letters: one pixel a stroke in the first line, two in the second, and so on.
fn lettering(x: u32, y: u32, _: u32, _: u32) -> Rgb {
    const P: [u8; 7] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10000, 0b10000, 0b10000];
    const R: [u8; 7] = [0b11110, 0b10001, 0b10001, 0b11110, 0b10100, 0b10010, 0b10001];
    const O: [u8; 7] = [0b01110, 0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01110];
    const F: [u8; 7] = [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b10000];
    const M: [u8; 7] = [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001];
    const WORD: [[u8; 7]; 10] = [P, R, O, O, F, R, O, O, M, [0; 7]];
    let (mut stroke, mut y) = (1, y);
    while y >= 9 * stroke {
        y -= 9 * stroke;
        stroke += 1;
    }
    let (column, row) = (x / stroke, y / stroke);
    let letter = WORD[(column / 6) as usize % WORD.len()];
    let strokes = letter.get(row as usize).copied().unwrap_or_default();
    let is_ink = (strokes << (column % 6)) & 0b10000 != 0;
    gray(if is_ink { DARK } else { LIGHT })
}

/// Six tones of skin, each shaded as on something round, with a little grain.
fn skin_tones(x: u32, y: u32, width: u32, height: u32) -> Rgb {
    const TONES: [Rgb; 6] = [
        [246, 216, 195],
        [229, 186, 153],
        [199, 147, 110],
        [160, 109, 77],
        [113, 73, 51],
        [68, 46, 38],
    ];
    let place = 6.0 * f64::from(x) / f64::from(width);
    let (across, down) = (place.fract() - 0.4, f64::from(y) / f64::from(height) - 0.3);
    let light = 1.05 - 0.6 * (across * across + down * down);
    let grain = f64::from(noise(x, y) % 7) - 3.0;
    TONES[place as usize].map(|tone| (f64::from(tone) * light + grain) as u8)
}

/// A dark and a light side, with an edge between them that leans by one pixel in five.
fn slanted_edge(x: u32, y: u32, width: u32, height: u32) -> Rgb {
    gray(if 5 * x + y < (5 * width + height) / 2 { DARK } else { LIGHT })
}

/// The same 32 bits for the same place, which look random.
fn noise(x: u32, y: u32) -> u32 {
    let mixed = (x ^ y.rotate_left(16)).wrapping_mul(0x9e37_79b1);
    (mixed ^ mixed >> 15).wrapping_mul(0x85eb_ca77) >> 8
}

#[cfg(test)]
mod tests {
    use proofroom_provenance::circuits::edits::EditKind;
    use proofroom_provenance::circuits::{Edit, HiddenPlace, PlacedRecipe, Recipe};

    use super::*;

    #[test]
    fn every_edit_changes_the_card() {
        let card = test_card(Size::new(1280, 720).expect("a size"));
        for edit in Edit::KINDS.iter().flat_map(EditKind::photo_examples) {
            let places = vec![HiddenPlace::new(5, 6); usize::from(edit.hides_place())];
            let recipe = Recipe::new(vec![edit]);
            let placed = PlacedRecipe { recipe: &recipe, places: &places };
            let edited = placed.edits(card.size()).expect("fits")[0].apply(&card).expect("fits");
            assert!(edited.pixels() != card.pixels(), "{recipe:?}");
        }
    }

    #[test]
    fn it_has_every_tone_and_any_size() {
        let card = test_card(Size::new(1280, 720).expect("a size"));
        for channel in 0..3 {
            let mut seen = [false; 256];
            card.pixels().iter().skip(channel).step_by(3).for_each(|&v| seen[v as usize] = true);
            assert!(seen.iter().all(|&seen| seen), "channel {channel}");
        }
        for (width, height) in [(1, 1), (1, 50), (50, 1), (13, 11), (6720, 20)] {
            let size = Size::new(width, height).expect("a size");
            assert_eq!(test_card(size).size(), size);
        }
    }
}
