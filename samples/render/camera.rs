//! The camera: a lens with an aperture, in front of a film.

use image::RgbImage;
use rayon::prelude::*;

use crate::arithmetic::{UP, Vec3, brightness, gray};
use crate::film::{Exposure, Film};
use crate::light::{Arriving, World};
use crate::noise::{Samples, hash};
use crate::tree::Ray;

pub struct Camera {
    pub width: u32,
    pub height: u32,
    pub position: Vec3,
    /// What is in the middle of the picture.
    pub target: Vec3,
    /// Half the picture's height at a distance of 1.
    pub half_height: f32,
    /// The radius of the lens, in metres: the larger, the less depth of field.
    pub aperture: f32,
    /// The distance that is sharp, in metres.
    pub focus: f32,
    /// Paths followed for a pixel, half of them at least; a power of two.
    pub samples: u32,
    /// What light is multiplied by.
    pub brightening: f32,
}

impl Camera {
    pub fn photograph(&self, world: &World) -> RgbImage {
        let forward = (self.target - self.position).normalized();
        let right = forward.cross(UP).normalized();
        let axes = [right, right.cross(forward), forward];
        let pixels = (0..self.height)
            .into_par_iter()
            .flat_map_iter(|y| (0..self.width).map(move |x| (x, y)));
        let pixels = pixels.map(|(x, y)| self.exposed(world, axes, x, y)).collect();
        Film::new(self.width, self.height, pixels).developed(self.position, self.brightening)
    }

    fn exposed(&self, world: &World, [right, up, forward]: [Vec3; 3], x: u32, y: u32) -> Exposure {
        let scale = self.half_height * 2.0 / self.height as f32;
        let mut exposure = Exposure::default();
        let mut agreement = Agreement::default();
        for index in 0..self.samples {
            let mut samples = Samples::new(hash(x, y), index, self.samples);
            let (across, down) = samples.next();
            let x = (x as f32 + across - self.width as f32 * 0.5) * scale;
            let y = (self.height as f32 * 0.5 - (y as f32 + down)) * scale;
            let sharp = self.position + (forward + right * x + up * y) * self.focus;
            let (lens_x, lens_y) = samples.on_disc();
            let origin = self.position + (right * lens_x + up * lens_y) * self.aperture;
            let arriving =
                world.light(Ray { origin, direction: (sharp - origin).normalized() }, &mut samples);
            exposure.add(&arriving);
            agreement.add(&arriving, self.brightening);
            if index + 1 >= self.samples / 2 && (arriving.far || agreement.suffices()) {
                break;
            }
        }
        exposure
    }
}

/// Tells when a pixel's samples agree well enough to do with those that there are.
#[derive(Default)]
struct Agreement {
    count: f32,
    sum: f32,
    squares: f32,
}

impl Agreement {
    fn add(&mut self, arriving: &Arriving, brightening: f32) {
        // The light all around is smoothed later on: an ordinary one will do here.
        let light = brightness(arriving.plain + arriving.share * gray(0.5)) * brightening;
        // About as bright as it will look.
        let seen = (light / (1.0 + light)).sqrt();
        self.count += 1.0;
        self.sum += seen;
        self.squares += seen * seen;
    }

    fn suffices(&self) -> bool {
        /// The standard error, in parts of the full range, that the sensor's noise hides.
        const ERROR: f32 = 0.012;
        let mean = self.sum / self.count;
        let variance = self.squares / self.count - mean * mean;
        variance <= ERROR * ERROR * (self.count - 1.0)
    }
}
