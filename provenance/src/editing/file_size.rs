//! How large the file of a picture will be, learnt before it is made: a part of the picture is compressed in memory,
//! and its bytes counted.
//!
//! The part consists of tiles from all over the picture, which is enough to tell qualities apart while a slider moves.
//! They are pixels of the hidden original, so that they are wiped with the [`Image`] that holds them.

use proofroom_circuits::jpeg::Picture;
use proofroom_circuits::{Image, OutputFormat, Rect, Size};
use zeroize::Zeroizing;

use crate::format::jpeg::published;
use crate::format::png;

/// The side of a tile: whole units of a JPEG.
const TILE: u32 = 64;
/// How many tiles are compressed, as columns and rows of a picture.
const TILES: (u32, u32) = (12, 8);
/// The bytes of a JPEG that do not depend on how large the picture is: headers, tables and codes.
const JPEG_HEAD: f64 = 600.0;

/// A part that stands for a picture.
pub struct Sample {
    part: Image,
    /// Pixels of the picture for each pixel of the part.
    factor: f64,
}

impl Sample {
    /// The part that stands for this picture; a small picture stands for itself.
    pub fn of(picture: &Image) -> Self {
        let size = picture.size();
        let (columns, rows) = (size.width() / TILE, size.height() / TILE);
        if u64::from(columns) * u64::from(rows) <= 2 * u64::from(TILES.0 * TILES.1) {
            return Sample { part: picture.clone(), factor: 1.0 };
        }
        let part = Size::new(TILE * TILES.0, TILE * TILES.1).expect("a size");
        let row_bytes = part.row_bytes();
        let mut pixels = vec![0; part.bytes()];
        for number in 0..TILES.0 * TILES.1 {
            // Steps by these shares of the sides reach every region evenly (M. Roberts, the R2 sequence).
            let place = |share: f64, count: u32| {
                let along = (0.5 + share * f64::from(number + 1)).fract();
                TILE * ((along * f64::from(count)) as u32).min(count - 1)
            };
            let (x, y) =
                (place(0.754_877_666_246_693, columns), place(0.569_840_290_998_053, rows));
            let tile = picture.crop(Rect { x, y, width: TILE, height: TILE });
            let (left, top) = (number % TILES.0 * TILE, number / TILES.0 * TILE);
            for row in 0..TILE {
                let at = (top + row) as usize * row_bytes + 3 * left as usize;
                pixels[at..][..3 * TILE as usize].copy_from_slice(tile.row(row));
            }
        }
        let factor = size.pixels() as f64 / part.pixels() as f64;
        Sample { part: Image::new(part, pixels), factor }
    }

    /// About how many bytes the picture takes in this format, without its proof.
    pub fn bytes(&self, format: OutputFormat) -> u64 {
        let (bytes, head) = match format {
            OutputFormat::Pixels => (Zeroizing::new(png::encode(&self.part)).len(), 0.0),
            OutputFormat::Jpeg(options) => {
                (published::encode(&Picture::of(&self.part, options)).len(), JPEG_HEAD)
            }
        };
        (head + (bytes as f64 - head).max(0.0) * self.factor) as u64
    }
}

#[cfg(test)]
mod tests {
    use proofroom_circuits::jpeg::{Options, Quality, Sampling};

    use super::*;

    /// Smooth above, noisy below.
    fn picture(width: u32, height: u32) -> Image {
        let size = Size::new(width, height).expect("a size");
        let mut state = 7u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 27
        };
        let pixels = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let bytes = pixels.flat_map(|(x, y)| {
            let grain = if 2 * y < height { 0 } else { noise() };
            [(x * 200 / width + grain) as u8, (y * 200 / height + grain) as u8, grain as u8]
        });
        Image::new(size, bytes.collect())
    }

    fn jpeg(quality: u8, sampling: Sampling) -> OutputFormat {
        let quality = Quality::new(quality).expect("offered");
        OutputFormat::Jpeg(Options { quality, sampling })
    }

    #[test]
    fn the_bytes_of_a_small_picture_are_counted() {
        let picture = picture(200, 150);
        let sample = Sample::of(&picture);
        assert_eq!(sample.bytes(OutputFormat::Pixels), png::encode(&picture).len() as u64);
    }

    #[test]
    fn the_bytes_of_a_large_picture_are_estimated() {
        let picture = picture(1600, 1200);
        let (sample, whole) = (Sample::of(&picture), Sample { part: picture, factor: 1.0 });
        assert!(sample.part.size().pixels() < whole.part.size().pixels() / 3);
        for format in
            [jpeg(60, Sampling::Halved), jpeg(90, Sampling::Halved), jpeg(95, Sampling::Full)]
        {
            let share = sample.bytes(format) as f64 / whole.bytes(format) as f64;
            assert!((0.85..1.15).contains(&share), "{share} of the bytes of {format:?}");
        }
        let sizes = [50, 70, 90, 98].map(|quality| sample.bytes(jpeg(quality, Sampling::Halved)));
        assert!(sizes.is_sorted(), "{sizes:?}");
    }
}
