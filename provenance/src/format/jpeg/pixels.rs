//! From coefficients to pixels, by the same arithmetic as libjpeg with its default settings, to the last bit:
//! the accurate inverse transform (`jidctint.c`, after Loeffler, Ligtenberg and Moschytz, ICASSP 1989), smooth
//! upsampling of colours (`jdsample.c`), and the conversion of JFIF (`jdcolor.c`). Browsers and most viewers
//! use libjpeg, so that what is signed is what people see.

use std::num::Wrapping;

use proofroom_circuits::{Image, Size};
use zeroize::Zeroizing;

use super::blocks::{Block, Blocks};
use super::coefficients::{Coefficients, Colors};
use super::error::JpegError;
use super::frame::{Component, Frame, SIDE};

/// Three limits: of the sum of the absolute values of a block's coefficients after multiplication; of the values
/// between the two passes of the inverse transform; and of the difference between a sample and middle gray before
/// it is clamped.
///
/// An honest encoder stays below half of the first: the pixels of a block have an L2 norm of at most 1024, so do
/// its coefficients, whose sum is then at most 8192, and rounding at most doubles each or adds 127. It stays below
/// 9746 for the second. For the third it stays near 128: more than twice that would need even the coarsest rounding
/// to err in the same direction everywhere. Beyond these bounds decoders overflow in different ways and show
/// different pictures: libjpeg in C keeps ten bits of a sample, so that 512 above middle gray is black, and with
/// SIMD it is white.
const MAX_SUM: u32 = 32_767;
const MAX_BETWEEN: u32 = 16_383;
const MAX_SAMPLE: u32 = 511;

impl Coefficients {
    /// The picture.
    ///
    /// # Errors
    /// Coefficients far beyond those of any picture, or no memory.
    pub fn into_image(self) -> Result<Image, JpegError> {
        let Coefficients { frame, colors, blocks, tables } = self;
        let size = frame.size;
        let planes: Result<Vec<Plane>, _> = frame
            .components
            .iter()
            .zip(blocks)
            .zip(&tables)
            // Each component's coefficients are dropped as soon as its samples are computed.
            .map(|((component, blocks), table)| Plane::new(component, blocks, table))
            .collect();
        let planes = planes?;
        let width = size.width() as usize;
        let mut rows: Vec<Rows<'_>> = frame
            .components
            .iter()
            .zip(&planes)
            .map(|(component, plane)| Rows::new(plane, component, &frame))
            .collect();
        let conversion = Conversion::new();
        let mut pixels = Vec::new();
        pixels.try_reserve_exact(size.bytes()).map_err(|_| JpegError::Memory)?;
        pixels.resize(size.bytes(), 0);
        let mut image = Zeroizing::new(pixels);
        for (y, row) in (0..).zip(image.chunks_exact_mut(size.row_bytes())) {
            rows.iter_mut().for_each(|rows| rows.go_to(y));
            let row = row.as_chunks_mut::<3>().0.iter_mut();
            match &rows[..] {
                [gray] => {
                    let gray = gray.samples(width).iter();
                    row.zip(gray).for_each(|(pixel, gray)| *pixel = [*gray; 3]);
                }
                [a, b, c] => {
                    let samples = a.samples(width).iter().zip(b.samples(width));
                    let samples = samples.zip(c.samples(width));
                    if colors == Colors::Rgb {
                        row.zip(samples).for_each(|(pixel, ((a, b), c))| *pixel = [*a, *b, *c]);
                    } else {
                        row.zip(samples).for_each(|(pixel, ((y, cb), cr))| {
                            *pixel = conversion.rgb(*y, *cb, *cr);
                        });
                    }
                }
                _ => unreachable!("a frame has one component or three"),
            }
        }
        Ok(Image::new(size, std::mem::take(&mut image)))
    }
}

impl Coefficients {
    /// The picture at an eighth of its size, rounded up: a pixel is the mean of a block of Y, with the colours of the
    /// nearest blocks. It is for thumbnails, much sooner computed than the picture, and takes no notice of what decoders
    /// disagree on.
    pub fn into_eighth(self) -> Image {
        let Coefficients { frame, colors, blocks, tables } = self;
        let (across, down) = frame.largest;
        let eighth = |length: u32| length.div_ceil(SIDE);
        let size = Size::new(eighth(frame.size.width()), eighth(frame.size.height()));
        let size = size.expect("smaller than a picture");
        let conversion = Conversion::new();
        let mean = |component: usize, x: u32, y: u32| {
            let Component { factors, blocks: (columns, rows), .. } = &frame.components[component];
            let (x, y) = (x * factors.0 / across, y * factors.1 / down);
            let place = y.min(rows - 1) as usize * *columns as usize + x.min(columns - 1) as usize;
            let dc = i32::from(blocks[component].values[place][0]);
            sample((dc * i32::from(tables[component][0]) + 4) >> 3)
        };
        let mut pixels = Vec::with_capacity(size.bytes());
        for y in 0..size.height() {
            for x in 0..size.width() {
                pixels.extend(match (frame.components.len(), colors) {
                    (1, _) => [mean(0, x, y); 3],
                    (_, Colors::Rgb) => std::array::from_fn(|component| mean(component, x, y)),
                    _ => conversion.rgb(mean(0, x, y), mean(1, x, y), mean(2, x, y)),
                });
            }
        }
        Image::new(size, pixels)
    }
}

/// The samples of a component.
struct Plane {
    /// Samples from one row to the next: whole blocks.
    stride: usize,
    /// Columns and rows that are samples of the picture.
    size: (usize, usize),
    values: Zeroizing<Vec<u8>>,
}

impl Plane {
    fn new(component: &Component, blocks: Blocks, table: &[u16; 64]) -> Result<Self, JpegError> {
        let (columns, rows) = component.blocks;
        let stride = (SIDE * columns) as usize;
        let length = stride * (SIDE * rows) as usize;
        let mut values = Vec::new();
        values.try_reserve_exact(length).map_err(|_| JpegError::Memory)?;
        values.resize(length, 0);
        let mut values = Zeroizing::new(values);
        let table = table.map(i32::from);
        let strips = values.chunks_exact_mut(SIDE as usize * stride);
        for (strip, blocks) in strips.zip(blocks.values.chunks_exact(columns as usize)) {
            for (x, block) in blocks.iter().enumerate() {
                let samples = inverse(block, &table)?;
                for (row, samples) in strip.chunks_exact_mut(stride).zip(samples.as_chunks::<8>().0)
                {
                    row[8 * x..][..8].copy_from_slice(samples);
                }
            }
        }
        let (width, height) = component.samples;
        Ok(Plane { stride, size: (width as usize, height as usize), values })
    }

    /// A row of the picture's samples.
    fn row(&self, y: usize) -> &[u8] {
        &self.values[y * self.stride..][..self.size.0]
    }
}

/// The samples of a block.
fn inverse(block: &Block, table: &[i32; 64]) -> Result<[u8; 64], JpegError> {
    let wild = JpegError::Damaged("its data contains coefficients that no photo has");
    let mut values = [0i32; 64];
    let mut sum = 0u32;
    for ((value, coefficient), factor) in values.iter_mut().zip(block).zip(table) {
        // At most 2047 · 65535.
        *value = i32::from(*coefficient) * factor;
        sum = sum.saturating_add(value.unsigned_abs());
    }
    if sum > MAX_SUM {
        return Err(wild);
    }
    let mut samples = [0; 64];
    if sum == values[0].unsigned_abs() {
        // One shade: both passes come down to this.
        let shade = (values[0] * 4 + 16) >> 5;
        if shade.unsigned_abs() > MAX_SAMPLE {
            return Err(wild);
        }
        samples.fill(sample(shade));
        return Ok(samples);
    }
    let mut between = [0i32; 64];
    let mut largest = 0;
    for x in 0..8 {
        let column = std::array::from_fn(|y| values[8 * y + x]);
        for (y, value) in pass(column, 11).into_iter().enumerate() {
            largest = largest.max(value.unsigned_abs());
            between[8 * y + x] = value;
        }
    }
    if largest > MAX_BETWEEN {
        return Err(wild);
    }
    let mut largest = 0;
    for (samples, row) in samples.as_chunks_mut::<8>().0.iter_mut().zip(between.as_chunks().0) {
        let row = pass(*row, 18);
        largest = row.map(i32::unsigned_abs).into_iter().fold(largest, u32::max);
        *samples = row.map(sample);
    }
    if largest > MAX_SAMPLE {
        return Err(wild);
    }
    Ok(samples)
}

/// A sample from its difference to middle gray.
fn sample(value: i32) -> u8 {
    (value + 128).clamp(0, 255) as u8
}

/// One-dimensional inverse transform of eight values, times sqrt(8) · 2^(13 - shift), rounded. The factors are
/// those of `jidctint.c`, in units of 2^-13.
///
/// By [`MAX_SUM`] the results fit; intermediate sums may wrap around and back.
fn pass(values: [i32; 8], shift: u32) -> [i32; 8] {
    const fn factor(units: i32) -> Wrapping<i32> {
        Wrapping(units)
    }
    let [v0, v1, v2, v3, v4, v5, v6, v7] = values.map(Wrapping);

    // Even part.
    let z1 = (v2 + v6) * factor(4433);
    let t2 = z1 - v6 * factor(15137);
    let t3 = z1 + v2 * factor(6270);
    let t0 = (v0 + v4) << 13;
    let t1 = (v0 - v4) << 13;
    let even = [t0 + t3, t1 + t2, t1 - t2, t0 - t3];

    // Odd part.
    let z5 = (v7 + v3 + v5 + v1) * factor(9633);
    let z1 = (v7 + v1) * factor(-7373);
    let z2 = (v5 + v3) * factor(-20995);
    let z3 = (v7 + v3) * factor(-16069) + z5;
    let z4 = (v5 + v1) * factor(-3196) + z5;
    let odd = [
        v1 * factor(12299) + z1 + z4,
        v3 * factor(25172) + z2 + z3,
        v5 * factor(16819) + z2 + z4,
        v7 * factor(2446) + z1 + z3,
    ];

    let half = factor(1 << (shift - 1));
    std::array::from_fn(|i| match i {
        0..4 => (even[i] + odd[i] + half).0 >> shift,
        _ => (even[7 - i] - odd[7 - i] + half).0 >> shift,
    })
}

/// The rows of a component, one after the other, scaled to the picture's width.
struct Rows<'a> {
    plane: &'a Plane,
    /// How many pixels one sample is wide and high.
    scale: (usize, usize),
    smooth: Smooth,
    /// Two rows of the plane, weighed.
    sums: Zeroizing<Vec<u16>>,
    row: Zeroizing<Vec<u8>>,
}

/// In which directions samples are interpolated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Smooth {
    /// Each sample fills its pixels.
    No,
    Across,
    Down,
    Both,
}

impl<'a> Rows<'a> {
    fn new(plane: &'a Plane, component: &Component, frame: &Frame) -> Self {
        let (h, v) = component.factors;
        let scale = ((frame.largest.0 / h) as usize, (frame.largest.1 / v) as usize);
        // libjpeg does not interpolate horizontally if there are too few samples.
        let wide = plane.size.0 > 2;
        let smooth = match scale {
            (2, 1) if wide => Smooth::Across,
            (2, 2) if wide => Smooth::Both,
            (1, 2) => Smooth::Down,
            _ => Smooth::No,
        };
        Rows {
            plane,
            scale,
            smooth,
            sums: Zeroizing::new(vec![0; plane.size.0]),
            row: Zeroizing::new(vec![0; plane.size.0 * scale.0]),
        }
    }

    /// Makes the row of pixels `y`.
    fn go_to(&mut self, y: usize) {
        let near = y / self.scale.1;
        let samples = self.plane.row(near);
        // The second nearest row of samples.
        let far = if y.is_multiple_of(self.scale.1) {
            near.saturating_sub(1)
        } else {
            (near + 1).min(self.plane.size.1 - 1)
        };
        let far = self.plane.row(far);
        match self.smooth {
            Smooth::No if self.scale.0 == 1 => self.row.copy_from_slice(samples),
            Smooth::No => {
                let wide = self.row.chunks_exact_mut(self.scale.0);
                wide.zip(samples).for_each(|(pixels, sample)| pixels.fill(*sample));
            }
            Smooth::Down => {
                let bias = 1 + (y % 2) as u16;
                let samples = samples.iter().zip(far);
                for (pixel, (near, far)) in self.row.iter_mut().zip(samples) {
                    *pixel = ((3 * u16::from(*near) + u16::from(*far) + bias) >> 2) as u8;
                }
            }
            Smooth::Across => {
                for (sum, sample) in self.sums.iter_mut().zip(samples) {
                    *sum = (*sample).into();
                }
                across(&self.sums, &mut self.row, (1, 2), 2);
            }
            Smooth::Both => {
                let samples = samples.iter().zip(far);
                for (sum, (near, far)) in self.sums.iter_mut().zip(samples) {
                    *sum = 3 * u16::from(*near) + u16::from(*far);
                }
                across(&self.sums, &mut self.row, (8, 7), 4);
            }
        }
    }

    fn samples(&self, width: usize) -> &[u8] {
        &self.row[..width]
    }
}

/// Two pixels of each value: three parts of it and one of its neighbour, or four at the ends, rounded up by one
/// bias on the left and the other on the right.
fn across(values: &[u16], row: &mut [u8], bias: (u16, u16), shift: u32) {
    let pixels = row.as_chunks_mut::<2>().0;
    let last = values.len() - 1;
    // At most 4 · 4 · 255 + 8, so this needs no check.
    let mix = |value: u16, neighbour: u16, bias: u16| {
        let sum = Wrapping(3) * Wrapping(value) + Wrapping(neighbour) + Wrapping(bias);
        (sum.0 >> shift) as u8
    };
    let pair = |left, value, right| [mix(value, left, bias.0), mix(value, right, bias.1)];
    pixels[0] = pair(values[0], values[0], values[1]);
    for (pixels, values) in pixels[1..].iter_mut().zip(values.windows(3)) {
        *pixels = pair(values[0], values[1], values[2]);
    }
    pixels[last] = pair(values[last - 1], values[last], values[last]);
}

/// Tables of the conversion from YCbCr (JFIF, section 7), in units of 2^-16.
struct Conversion {
    red: [i32; 256],
    green: ([i32; 256], [i32; 256]),
    blue: [i32; 256],
}

impl Conversion {
    fn new() -> Self {
        const HALF: i32 = 1 << 15;
        let table = |f: &dyn Fn(i32) -> i32| std::array::from_fn(|i| f(i as i32 - 128));
        Conversion {
            red: table(&|cr| (91_881 * cr + HALF) >> 16),
            green: (table(&|cb| -22_554 * cb + HALF), table(&|cr| -46_802 * cr)),
            blue: table(&|cb| (116_130 * cb + HALF) >> 16),
        }
    }

    fn rgb(&self, y: u8, cb: u8, cr: u8) -> [u8; 3] {
        let (y, cb, cr) = (i32::from(y), usize::from(cb), usize::from(cr));
        [y + self.red[cr], y + ((self.green.0[cb] + self.green.1[cr]) >> 16), y + self.blue[cb]]
            .map(|value| value.clamp(0, 255) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The inverse transform by its definition (T.81, A.3.3).
    fn exact(block: &Block) -> [f64; 64] {
        let scale = |k: usize| if k == 0 { 0.5f64.sqrt() } else { 1.0 } / 2.0;
        let cosine = |i: usize, k: usize| {
            (((2 * i + 1) * k) as f64 * std::f64::consts::PI / 16.0).cos() * scale(k)
        };
        std::array::from_fn(|place| {
            let (y, x) = (place / 8, place % 8);
            let terms = (0..64).map(|k| f64::from(block[k]) * cosine(y, k / 8) * cosine(x, k % 8));
            (terms.sum::<f64>() + 128.0).clamp(0.0, 255.0)
        })
    }

    #[test]
    fn the_inverse_transform_is_the_standards() {
        let mut state = 1u32;
        for round in 0..2000 {
            let mut block: Block = [0; 64];
            for value in block.iter_mut().take(1 + round % 64) {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *value = (state >> 24) as i16 - 128;
            }
            let samples = inverse(&block, &[1; 64]).expect("ordinary");
            for (sample, exact) in samples.iter().zip(exact(&block)) {
                assert!((f64::from(*sample) - exact).abs() < 0.6, "{sample} for {exact}");
            }
        }
    }

    #[test]
    fn coefficients_beyond_those_of_photos_are_refused() {
        let mut block: Block = [0; 64];
        // One shade, as far from middle gray on both sides as all decoders can represent.
        for (sign, shade) in [(1, 255), (-1, 0)] {
            block[0] = sign * 2044;
            assert_eq!(inverse(&block, &[2; 64]), Ok([shade; 64]));
            assert!(inverse(&block, &[3; 64]).is_err());
            assert!(inverse(&block, &[16; 64]).is_err());
            assert!(inverse(&block, &[65_535; 64]).is_err());
        }
        // A wave that reaches as far in one corner alone.
        (block[0], block[1], block[8]) = (1000, 1000, 1000);
        assert!(inverse(&block, &[1; 64]).is_ok());
        assert!(inverse(&block, &[2; 64]).is_err());
        block = [0; 64];
        block[0] = 2047;
        // Within the sum, but too much in one column.
        for v in 0..8 {
            block[8 * v] = 1500;
        }
        assert!(inverse(&block, &[1; 64]).is_err());
    }

    #[test]
    fn colors_are_jfifs() {
        let conversion = Conversion::new();
        for (ycc, rgb) in [
            ([0, 128, 128], [0, 0, 0]),
            ([255, 128, 128], [255, 255, 255]),
            ([76, 85, 255], [254, 0, 0]),
            ([150, 44, 21], [0, 255, 1]),
            ([29, 255, 107], [0, 0, 254]),
        ] {
            assert_eq!(conversion.rgb(ycc[0], ycc[1], ycc[2]), rgb);
        }
    }
}
