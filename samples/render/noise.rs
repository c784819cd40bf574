//! Chance that is the same in every run: hashes of integers, a generator for building scenes,
//! well-spread samples for one pixel, and value noise for textures.

use crate::arithmetic::{Vec3, cos, mix, sin, vec3};

/// A hash of two numbers in which every bit depends on every bit.
pub fn hash(a: u32, b: u32) -> u32 {
    let mut h = a.wrapping_mul(0x9e37_79b1) ^ b.wrapping_mul(0x85eb_ca77).rotate_left(15);
    h = (h ^ (h >> 16)).wrapping_mul(0x7feb_352d);
    h = (h ^ (h >> 15)).wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}

/// A number in 0..1 from the upper 24 bits.
pub fn unit(bits: u32) -> f32 {
    (bits >> 8) as f32 / (1 << 24) as f32
}

/// A generator of pseudo-random numbers for placing things.
pub struct Random {
    seed: u32,
    count: u32,
}

impl Random {
    pub fn new(seed: u32) -> Self {
        Self { seed, count: 0 }
    }

    pub fn bits(&mut self) -> u32 {
        self.count += 1;
        hash(self.seed, self.count)
    }

    pub fn unit(&mut self) -> f32 {
        unit(self.bits())
    }

    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        mix(low, high, self.unit())
    }

    /// A direction, each as likely as any other.
    pub fn direction(&mut self) -> Vec3 {
        let (height, turns) = (self.between(-1.0, 1.0), self.unit());
        let radius = (1.0 - height * height).sqrt();
        vec3(radius * cos(turns), height, radius * sin(turns))
    }

    /// A point in the ball of radius 1, evenly spread.
    pub fn in_ball(&mut self) -> Vec3 {
        loop {
            let p = vec3(self.between(-1.0, 1.0), self.between(-1.0, 1.0), self.between(-1.0, 1.0));
            if p.dot(p) <= 1.0 {
                return p;
            }
        }
    }
}

/// Points of the unit square for one sample of one pixel. The `count` samples of a pixel cover the
/// square evenly for each question asked (where in the pixel, where on the lens, where on the sun),
/// and unlike those of the neighbouring pixels.
pub struct Samples {
    pixel: u32,
    index: u32,
    count: u32,
    question: u32,
}

impl Samples {
    /// `count` is a power of two and `index < count`.
    pub fn new(pixel: u32, index: u32, count: u32) -> Self {
        Self { pixel, index, count, question: 0 }
    }

    pub fn next(&mut self) -> (f32, f32) {
        self.question += 1;
        let scramble = hash(self.pixel, self.question);
        // Permutes the indices, so that two questions are not answered in step.
        let index =
            (self.index ^ scramble).wrapping_mul(scramble >> 5 | 1).wrapping_add(scramble >> 9)
                % self.count;
        // Multiples of 1/g and 1/g^2, where g is the root of g^3 = g + 1, fill the square evenly.
        let along = hash(scramble, 1).wrapping_add(index.wrapping_mul(3_242_174_889));
        let across = hash(scramble, 2).wrapping_add(index.wrapping_mul(2_447_445_414));
        (unit(along), unit(across))
    }

    /// As [`Samples::next`], for the unit disc.
    pub fn on_disc(&mut self) -> (f32, f32) {
        let (u, v) = self.next();
        let radius = u.sqrt();
        (radius * cos(v), radius * sin(v))
    }
}

/// Smooth noise in -1..1 with features of size 1.
pub fn noise(p: Vec3) -> f32 {
    let ((x, along_x), (y, along_y), (z, along_z)) = (cell(p.x), cell(p.y), cell(p.z));
    let t = vec3(along_x, along_y, along_z).map(|t| t * t * t * (t * (t * 6.0 - 15.0) + 10.0));
    let corner = |x: u32, y_hash: u32| unit(hash(x, y_hash));
    let edge = |y: u32, z: u32| {
        let y_hash = y.wrapping_mul(0x27d4_eb2f) ^ z.wrapping_mul(0x1656_67b1).rotate_left(11);
        mix(corner(x, y_hash), corner(x.wrapping_add(1), y_hash), t.x)
    };
    let face = |z: u32| mix(edge(y, z), edge(y.wrapping_add(1), z), t.y);
    mix(face(z), face(z.wrapping_add(1)), t.z) * 2.0 - 1.0
}

/// The whole number below `x`, in two's complement, and the rest.
fn cell(x: f32) -> (u32, f32) {
    let toward_zero = x as i32;
    let below = if toward_zero as f32 > x { toward_zero.wrapping_sub(1) } else { toward_zero };
    (below as u32, x - below as f32)
}

/// Noise upon noise, each octave half as large and half as strong; in -1..1, mostly within ±0.5.
pub fn fractal(p: Vec3, octaves: u32) -> f32 {
    let (mut sum, mut strength, mut scale) = (0.0, 0.5, 1.0);
    for octave in 0..octaves {
        let shift = octave as f32 * 17.3;
        sum += strength * noise(p * scale + vec3(shift, shift, shift));
        strength *= 0.5;
        scale *= 2.03;
    }
    sum
}
