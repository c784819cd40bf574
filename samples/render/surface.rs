//! What light does where it meets something: the materials of a scene.

use crate::arithmetic::{BLACK, Colour, Vec3, brightness, gray, mix};
use crate::noise::Samples;
use crate::scene::MaterialId;
use crate::tree::Ray;

/// What a material gets to know about the point that is to be coloured.
pub struct Point {
    pub position: Vec3,
    /// Unit, on the side that the ray came from.
    pub normal: Vec3,
    pub uv: [f32; 2],
    pub seed: u32,
    /// How far the ray came: what is finer than a pixel there need not be drawn.
    pub distance: f32,
}

/// What light does at a point.
pub struct Surface {
    /// The share of light scattered back, by colour.
    pub albedo: Colour,
    /// The share of light scattered through to the other side, by colour: leaves, cloth.
    pub through: Colour,
    /// The share mirrored at a right angle; it rises to 1 at grazing angles (Schlick 1994).
    pub mirror: f32,
    /// How far the mirror's facets lean: 0 a calm lake, 0.5 a dull sheen.
    pub roughness: f32,
    /// Light that the point gives off itself.
    pub glow: Colour,
    pub normal: Vec3,
}

impl Surface {
    pub fn matte(point: &Point, albedo: Colour) -> Self {
        Self {
            albedo,
            through: BLACK,
            mirror: 0.0,
            roughness: 0.3,
            glow: BLACK,
            normal: point.normal,
        }
    }

    pub fn glossy(point: &Point, albedo: Colour, mirror: f32, roughness: f32) -> Self {
        Self { mirror, roughness, ..Self::matte(point, albedo) }
    }

    /// Cloth that lets a share of the light through.
    pub fn cloth(point: &Point, colour: Colour, sheer: f32) -> Self {
        Self { through: colour * sheer, ..Self::matte(point, colour * 0.8) }
    }

    /// The normal leant by a relief, given as the height's slope in space, in metres a metre.
    pub fn leaning(mut self, slope: Vec3) -> Self {
        self.normal = (self.normal - slope + self.normal * slope.dot(self.normal)).normalized();
        self
    }

    /// The sun's reflection on facets that lean as in Trowbridge and Reitz's distribution (1975).
    pub fn highlight(&self, ray: &Ray, toward_sun: Vec3) -> f32 {
        if self.mirror == 0.0 {
            return 0.0;
        }
        let half = (toward_sun - ray.direction).normalized();
        let square = self.roughness * self.roughness + 1e-4;
        let lean = half.dot(self.normal);
        let fall = lean * lean * (square - 1.0) + 1.0;
        let facets = square / (fall * fall);
        facets * 0.25 * fresnel(self.mirror, -half.dot(ray.direction))
    }

    /// The way that a path takes from here, or `None` from a surface that sends nothing on.
    pub fn scattered(&self, ray: &Ray, point: &Point, samples: &mut Samples) -> Option<Scattered> {
        let (choice, choice_of_side) = samples.next();
        let (x, y) = samples.on_disc();
        let (first, second) = self.normal.frame();
        let (back, through) = (brightness(self.albedo), brightness(self.through));
        let mirrored = if self.mirror > 0.0 {
            fresnel(self.mirror, -self.normal.dot(ray.direction))
        } else {
            0.0
        };
        if back + through + mirrored == 0.0 {
            return None;
        }

        let sent = (self.albedo + self.through) * (1.0 - mirrored) + gray(mirrored);
        // The way that carries more light is the likelier one.
        let chance_mirrored = mirrored / (mirrored + (1.0 - mirrored) * (back + through));
        if choice < chance_mirrored {
            let facet = (self.normal + (first * x + second * y) * self.roughness).normalized();
            let direction = ray.direction.reflected(facet);
            // A facet that would send light into the surface sends it along.
            let into = direction.dot(point.normal).min(0.0);
            let direction = (direction - point.normal * (into * 2.0)).normalized();
            return Some(Scattered {
                direction,
                share: gray(mirrored / chance_mirrored),
                sent,
                mirrored: true,
            });
        }
        let chance_through = through / (back + through);
        let (side, colour, chance) = if choice_of_side < chance_through {
            (-1.0, self.through, chance_through)
        } else {
            (1.0, self.albedo, 1.0 - chance_through)
        };
        // Cosine-weighted about the normal.
        let height = (1.0 - x * x - y * y).max(0.0).sqrt();
        let direction = (first * x + second * y + self.normal * (height * side)).normalized();
        let share = colour * ((1.0 - mirrored) / (chance * (1.0 - chance_mirrored)));
        Some(Scattered { direction, share, sent, mirrored: false })
    }
}

/// Where a path goes on.
pub struct Scattered {
    pub direction: Vec3,
    /// The share of light from there that goes on along the path, raised for all the directions
    /// that were not taken.
    pub share: Colour,
    /// The share of light from everywhere that the surface sends on.
    pub sent: Colour,
    pub mirrored: bool,
}

fn fresnel(mirror: f32, cosine: f32) -> f32 {
    let rest = 1.0 - cosine.clamp(0.0, 1.0);
    let square = rest * rest;
    mix(mirror, 1.0, square * square * rest)
}

type Material = Box<dyn Fn(&Point) -> Surface + Sync>;

/// What the things of a scene are made of.
#[derive(Default)]
pub struct Materials(Vec<Material>);

impl Materials {
    pub fn add(&mut self, material: impl Fn(&Point) -> Surface + Sync + 'static) -> MaterialId {
        self.0.push(Box::new(material));
        MaterialId(self.0.len() as u32 - 1)
    }

    pub fn surface(&self, material: MaterialId, point: &Point) -> Surface {
        (self.0[material.0 as usize])(point)
    }
}
