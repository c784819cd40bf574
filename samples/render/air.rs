//! Haze, and the shadows in it.

use rayon::prelude::*;

use crate::arithmetic::{Colour, Vec3, exp, fract, mix};
use crate::tree::{Ray, Tree};

/// Haze: how it thins out and what it adds.
pub struct Air {
    /// The share of light lost in a metre at height 0.
    pub density: f32,
    /// The height in metres at which e times less is left.
    pub height: f32,
    /// What endless haze looks like in a direction.
    pub colour: fn(Vec3) -> Colour,
    /// What sunlit haze looks like on top of that, where shadows in it are to be seen.
    pub sunlit: Option<fn(Vec3) -> Colour>,
}

impl Air {
    /// The share of light that gets through to `distance` metres along a ray.
    pub fn passed(&self, ray: &Ray, distance: f32) -> f32 {
        let rise = ray.direction.y * distance / self.height;
        // The mean of exp(-h) along the way, from one end's value to the other's.
        let slope = if rise.abs() < 1e-3 { 1.0 } else { (1.0 - exp(-rise)) / rise };
        exp(-self.density * distance * exp(-ray.origin.y / self.height) * slope)
    }
}

/// How far sunlight gets, seen from the sun: rougher than rays, and fast enough to ask along a
/// whole line of sight.
pub struct ShadowMap {
    /// Two axes across the sun's rays, and the one against them.
    across: [Vec3; 2],
    toward: Vec3,
    /// For each cell the place along `toward` of what the sun sees there.
    places: Vec<f32>,
}

impl ShadowMap {
    /// Cells on a side, of which the middle one is at the origin; the width of one in metres.
    const CELLS: i32 = 640;
    pub const CELL: f32 = 0.13;

    pub fn new(tree: &Tree, toward: Vec3) -> Self {
        const ABOVE: f32 = 200.0;
        let (first, second) = toward.frame();
        let place = |index: i32| {
            let (column, row) =
                (index % Self::CELLS - Self::CELLS / 2, index / Self::CELLS - Self::CELLS / 2);
            let origin = first * (column as f32 * Self::CELL)
                + second * (row as f32 * Self::CELL)
                + toward * ABOVE;
            tree.closest(&Ray { origin, direction: -toward })
                .map_or(f32::MIN, |hit| ABOVE - hit.distance)
        };
        Self {
            across: [first, second],
            toward,
            places: (0..Self::CELLS * Self::CELLS).into_par_iter().map(place).collect(),
        }
    }

    pub fn lit(&self, point: Vec3) -> bool {
        let [(column, _), (row, _)] =
            self.across.map(|axis| Self::cell(point.dot(axis) / Self::CELL + 0.5));
        self.cell_lit(column, row, point.dot(self.toward))
    }

    /// The share of the four cells about a point that are lit, the nearer the more it counts.
    pub fn softly_lit(&self, point: Vec3) -> f32 {
        let [(column, across), (row, down)] =
            self.across.map(|axis| Self::cell(point.dot(axis) / Self::CELL));
        let place = point.dot(self.toward);
        let lit = |column: i32, row: i32| {
            if self.cell_lit(column, row, place) { 1.0 } else { 0.0 }
        };
        let line = |row: i32| mix(lit(column, row), lit(column + 1, row), across);
        mix(line(row), line(row + 1), down)
    }

    /// The number of the cell that begins below a coordinate, and how far into it the coordinate
    /// lies.
    fn cell(coordinate: f32) -> (i32, f32) {
        let rest = fract(coordinate);
        ((coordinate - rest) as i32 + Self::CELLS / 2, rest)
    }

    fn cell_lit(&self, column: i32, row: i32, place: f32) -> bool {
        let inside = (0..Self::CELLS).contains(&column) && (0..Self::CELLS).contains(&row);
        inside && place > self.places[(row * Self::CELLS + column) as usize]
    }
}
