//! What the sensor caught, and the processing that makes a picture of it.

use image::RgbImage;
use rayon::prelude::*;

use crate::arithmetic::{BLACK, Colour, Vec3, WHITE, bump, higher, power};
use crate::light::Arriving;
use crate::noise::{hash, unit};

/// The light on one pixel: sums over the paths that arrived.
#[derive(Clone, Copy, Default)]
pub struct Exposure {
    count: f32,
    plain: Colour,
    share: Colour,
    /// Ambient light times its share.
    ambient: Colour,
    /// A surface in the pixel; no average, which at an outline would be like none of the surfaces
    /// there.
    position: Vec3,
    normal: Vec3,
}

impl Exposure {
    pub fn add(&mut self, arriving: &Arriving) {
        self.count += 1.0;
        self.plain += arriving.plain;
        self.share += arriving.share;
        self.ambient += arriving.share * arriving.ambient;
        if self.normal == BLACK {
            (self.position, self.normal) = (arriving.position, arriving.normal);
        }
    }
}

pub struct Film {
    width: usize,
    height: usize,
    pixels: Vec<Exposure>,
}

impl Film {
    /// `pixels` are given row by row.
    pub fn new(width: u32, height: u32, pixels: Vec<Exposure>) -> Self {
        Self { width: width as usize, height: height as usize, pixels }
    }

    /// Smoothing, low-pass filter, glare, vignetting, tone curve, sensor noise. `eye` is where the
    /// camera stands.
    pub fn developed(&self, eye: Vec3, brightening: f32) -> RgbImage {
        const GLARE: f32 = 0.035;
        let ambient = self.smooth_ambient(eye);
        let light = self
            .pixels
            .iter()
            .zip(ambient)
            .map(|(pixel, ambient)| (pixel.plain + pixel.share * ambient) / pixel.count);
        let light = self.softened(&light.collect::<Vec<_>>());
        let glare = self.blurred(&self.blurred(&light, self.width / 48), self.width / 32);
        let mut picture = RgbImage::new(self.width as u32, self.height as u32);
        picture.par_chunks_exact_mut(3).enumerate().for_each(|(at, out)| {
            let (x, y) = (at % self.width, at / self.width);
            let across = (x as f32 + 0.5) / self.width as f32 * 2.0 - 1.0;
            let down = (y as f32 + 0.5) / self.height as f32 * 2.0 - 1.0;
            let falloff = 1.0 + 0.1 * (across * across + down * down);
            let light = (light[at] * (1.0 - GLARE) + glare[at] * GLARE)
                * (brightening / (falloff * falloff));
            let levels = toned(light).map(encoded);
            let mut seed = hash(at as u32, self.width as u32);
            for (out, level) in out.iter_mut().zip([levels.x, levels.y, levels.z]) {
                seed = hash(seed, 1);
                *out = (level * 255.0 + grain(level, seed) + 0.5).floor().clamp(0.0, 255.0) as u8;
            }
        });
        picture
    }

    /// Each pixel's ambient light, averaged with that of neighbours on the same even surface, ever
    /// farther ones (the edge-avoiding à-trous filter, Dammertz and others 2010).
    fn smooth_ambient(&self, eye: Vec3) -> Vec<Colour> {
        const KERNEL: [f32; 5] = [1.0, 4.0, 6.0, 4.0, 1.0];
        let mut ambient: Vec<Colour> =
            self.pixels.iter().map(|pixel| pixel.ambient.over(pixel.share)).collect();
        for step in [1, 2, 4] {
            let smoothed = |at: usize| {
                let (x, y) = (at % self.width, at / self.width);
                let here = &self.pixels[at];
                if here.share == BLACK {
                    return BLACK;
                }
                // How far off the plane a neighbour may be.
                let thickness = (here.position - eye).length() * 0.004 * step as f32;
                let (mut sum, mut weights) = (BLACK, 0.0);
                for (row, across_rows) in KERNEL.iter().enumerate() {
                    for (column, across_columns) in KERNEL.iter().enumerate() {
                        let (x, y) = (x + column * step, y + row * step);
                        if x < 2 * step
                            || y < 2 * step
                            || x >= self.width + 2 * step
                            || y >= self.height + 2 * step
                        {
                            continue;
                        }
                        let neighbour = (y - 2 * step) * self.width + x - 2 * step;
                        let there = &self.pixels[neighbour];
                        if there.share == BLACK {
                            continue;
                        }
                        let alike = higher(here.normal.dot(there.normal), 0.0);
                        let off = here.normal.dot(there.position - here.position) / thickness;
                        let weight = across_rows
                            * across_columns
                            * alike
                            * alike
                            * alike
                            * alike
                            * bump(off);
                        sum += ambient[neighbour] * weight;
                        weights += weight;
                    }
                }
                if weights > 0.0 { sum / weights } else { ambient[at] }
            };
            ambient = (0..ambient.len()).into_par_iter().map(smoothed).collect();
        }
        ambient
    }

    /// Each pixel with a share of its neighbours' light, as behind the low-pass filter in front of
    /// a sensor.
    fn softened(&self, light: &[Colour]) -> Vec<Colour> {
        let soft = |at: usize| {
            let (x, y) = (at % self.width, at / self.width);
            let row = |y: usize| {
                let pixel = |x: usize| light[y * self.width + x];
                pixel(x.saturating_sub(1)) * 0.25
                    + pixel(x) * 0.5
                    + pixel((x + 1).min(self.width - 1)) * 0.25
            };
            row(y.saturating_sub(1)) * 0.25
                + row(y) * 0.5
                + row((y + 1).min(self.height - 1)) * 0.25
        };
        (0..light.len()).into_par_iter().map(soft).collect()
    }

    /// A box blur of `radius` pixels in both directions.
    fn blurred(&self, light: &[Colour], radius: usize) -> Vec<Colour> {
        let rows: Vec<Colour> = light
            .par_chunks(self.width)
            .flat_map_iter(|row| averages(row.iter().copied(), radius))
            .collect();
        let column =
            |x: usize| averages((0..self.height).map(|y| rows[y * self.width + x]), radius);
        let columns: Vec<Vec<Colour>> = (0..self.width).into_par_iter().map(column).collect();
        (0..light.len()).map(|at| columns[at % self.width][at / self.width]).collect()
    }
}

/// The mean over `radius` neighbours on both sides, fewer at the ends.
fn averages(line: impl Iterator<Item = Colour>, radius: usize) -> Vec<Colour> {
    let mut sums = vec![BLACK];
    for colour in line {
        sums.push(sums[sums.len() - 1] + colour);
    }
    let last = sums.len() - 1;
    let mean = |at: usize| {
        let (from, to) = (at.saturating_sub(radius), (at + radius + 1).min(last));
        (sums[to] - sums[from]) / (to - from) as f32
    };
    (0..last).map(mean).collect()
}

/// A film-like curve: contrast in the middle, soft shoulder in the lights (Narkowicz's fit to
/// ACES).
fn toned(light: Colour) -> Colour {
    // What is too bright for its own hue turns pale.
    let brightest = higher(higher(light.x, light.y), light.z);
    let light = light + WHITE * ((brightest - 1.0).max(0.0) * 0.06);
    light.map(|x| (x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14)).clamp(0.0, 1.0))
}

/// sRGB's encoding of linear light (IEC 61966-2-1).
fn encoded(light: f32) -> f32 {
    if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * power(light, 1.0 / 2.4) - 0.055 }
}

/// Sensor noise in levels of 255: the constant noise of reading out, and photons' own, which grows
/// with the root of the light.
fn grain(level: f32, seed: u32) -> f32 {
    const READ: f32 = 1.2;
    const SHOT: f32 = 1.6;
    let sigma = (READ * READ + SHOT * SHOT * level).sqrt();
    // Four even numbers in -0.5..0.5 add up to a nearly normal one of variance a third.
    let sum: f32 = (0..4).map(|i| unit(hash(seed, 2 + i)) - 0.5).sum();
    sum * 3.0_f32.sqrt() * sigma
}
