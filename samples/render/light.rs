//! How light gets from the sun and the sky to the lens: paths are followed backwards from the lens,
//! over a few surfaces, through air that takes light away and scatters sunlight in.

use crate::air::{Air, ShadowMap};
use crate::arithmetic::{BLACK, Colour, Vec3, WHITE, gray};
use crate::noise::Samples;
use crate::scene::Scene;
use crate::surface::{Materials, Point, Surface};
use crate::tree::{Hit, Ray, Tree};

pub struct Sun {
    /// Unit, towards the sun.
    pub direction: Vec3,
    /// The light of a white card that faces the sun.
    pub colour: Colour,
    /// The tangent of half the angle that it fills; the larger, the softer the shadows.
    pub spread: f32,
}

/// The light of the sky in a direction.
pub struct Sky {
    /// As the camera and mirrors see it.
    pub seen: fn(Vec3) -> Colour,
    /// As it lights surfaces up: without clouds' detail, which would only make neighbouring pixels
    /// disagree.
    pub shed: fn(Vec3) -> Colour,
}

/// All that is in front of the camera.
pub struct World {
    tree: Tree,
    materials: Materials,
    sun: Sun,
    sky: Sky,
    air: Air,
    detail: f32,
    shadows: Option<ShadowMap>,
}

/// What one path brings to the lens: `plain + share * ambient`.
#[derive(Clone, Copy, Default)]
pub struct Arriving {
    /// Light of the sun, of lamps and of mirrored things.
    pub plain: Colour,
    /// Light that the first dull surface gets from all around, and the share of it that the surface
    /// sends on. One path knows one direction only; but all around differs little between
    /// neighbours on a surface.
    pub ambient: Colour,
    pub share: Colour,
    /// The first surface.
    pub position: Vec3,
    pub normal: Vec3,
    /// Whether it is so far off that a few paths will do.
    pub far: bool,
}

/// Rays start this far off the surface they leave.
const CLEARANCE: f32 = 1e-3;
/// A path ends at the surface that lights a dull one up, or after this many mirrors; what that last
/// surface gets besides sunlight is the sky above it, dimmed to `OCCLUDED`.
const SURFACES: usize = 4;
const OCCLUDED: f32 = 0.45;
/// No path counts for more than this, or a rare bright one would leave a white dot.
const BRIGHTEST: f32 = 12.0;
/// Mirrors rougher than this show no picture.
const CLEAR: f32 = 0.08;
/// Mirrors that light a dull surface up are at least this rough: a spark seen by one path in a
/// hundred is noise.
const DULL: f32 = 0.5;
/// Farther than anything.
const FAR: f32 = 20_000.0;

impl World {
    /// Surfaces farther than `detail` metres get the light of the sky unshaded, and coarser shadows
    /// where the air has some.
    pub fn new(scene: Scene, sun: Sun, sky: Sky, air: Air, detail: f32) -> Self {
        let tree = Tree::new(&scene.triangles);
        let shadows = air.sunlit.map(|_| ShadowMap::new(&tree, sun.direction));
        Self { tree, materials: scene.materials, sun, sky, air, detail, shadows }
    }

    /// The light that arrives against the direction of `ray`.
    pub fn light(&self, mut ray: Ray, samples: &mut Samples) -> Arriving {
        let mut arriving = Arriving::default();
        // Light collected on the present stretch of the path, and the share of what is beyond that
        // arrives at its beginning.
        let mut light = BLACK;
        let mut share = WHITE;
        let mut dull = false;
        for bounce in 0..SURFACES {
            let hit = self.tree.closest(&ray);
            let distance = hit.as_ref().map_or(FAR, |hit| hit.distance);
            let passed = self.air.passed(&ray, distance);
            if bounce == 0 {
                light += self.shafts(&ray, distance, samples);
            }
            light += share * (self.air.colour)(ray.direction) * (1.0 - passed);
            share = share * passed;
            let Some(hit) = hit else {
                let sky = if dull { self.sky.shed } else { self.sky.seen };
                light += share * sky(ray.direction);
                break;
            };
            let point = point(&ray, &hit);
            let mut surface = self.materials.surface(hit.triangle.material, &point);
            if dull {
                surface.roughness = surface.roughness.max(DULL);
            }
            if bounce == 0 {
                (arriving.position, arriving.normal, arriving.far) =
                    (point.position, surface.normal, distance > self.detail);
            }
            let coarse = dull || distance > self.detail;
            light +=
                share * (surface.glow + self.sunlight(&ray, &point, &surface, coarse, samples));
            if dull || (coarse && surface.albedo != BLACK) || bounce + 1 == SURFACES {
                let above = (self.sky.shed)(surface.normal) * OCCLUDED;
                light += share * (surface.albedo + surface.through) * above;
                break;
            }
            let Some(next) = surface.scattered(&ray, &point, samples) else {
                break;
            };
            if !next.mirrored || surface.roughness > CLEAR {
                dull = true;
                arriving.plain = light;
                arriving.share = share * next.sent;
                light = BLACK;
                share = next.share.over(next.sent);
            } else {
                share *= next.share;
            }
            ray = leaving(&point, next.direction);
        }
        let light = light.lowest(WHITE * BRIGHTEST);
        if dull {
            arriving.ambient = light;
        } else {
            arriving.plain = light;
        }
        arriving
    }

    /// Sunlight scattered towards the lens by the air in front of the first surface.
    fn shafts(&self, ray: &Ray, distance: f32, samples: &mut Samples) -> Colour {
        const STEPS: usize = 24;
        const REACH: f32 = 60.0;
        let (Some(sunlit), Some(shadows)) = (self.air.sunlit, &self.shadows) else {
            return BLACK;
        };
        let step = distance.min(REACH) / STEPS as f32;
        // The haze is taken to be even along the way.
        let passed = self.air.passed(ray, step);
        let (shift, _) = samples.next();
        let (mut amount, mut left) = (0.0, 1.0);
        for number in 0..STEPS {
            if shadows.lit(ray.origin + ray.direction * (step * (number as f32 + shift))) {
                amount += left * (1.0 - passed);
            }
            left *= passed;
        }
        sunlit(ray.direction) * amount
    }

    /// Sunlight that the surface sends back along the ray.
    fn sunlight(
        &self,
        ray: &Ray,
        point: &Point,
        surface: &Surface,
        coarse: bool,
        samples: &mut Samples,
    ) -> Colour {
        let (first, second) = self.sun.direction.frame();
        let (x, y) = samples.on_disc();
        let direction =
            (self.sun.direction + (first * x + second * y) * self.sun.spread).normalized();
        let slant = surface.normal.dot(direction);
        let front = point.normal.dot(direction) > 0.0;
        let sent = match (front, slant > 0.0) {
            (true, true) => {
                surface.albedo * slant + gray(surface.highlight(ray, self.sun.direction))
            }
            (false, false) => surface.through * -slant,
            _ => return BLACK,
        };
        if sent == BLACK {
            return BLACK;
        }
        let lit = match &self.shadows {
            Some(shadows) if coarse => {
                shadows.softly_lit(point.position + direction * ShadowMap::CELL)
            }
            _ if self.tree.blocks(&leaving(point, direction)) => 0.0,
            _ => 1.0,
        };
        sent * self.sun.colour * lit
    }
}

/// The ray that goes on from a surface.
fn leaving(point: &Point, direction: Vec3) -> Ray {
    let front = direction.dot(point.normal) > 0.0;
    let clearance = point.normal * if front { CLEARANCE } else { -CLEARANCE };
    Ray { origin: point.position + clearance, direction }
}

/// What the material gets to know where a ray hits.
fn point(ray: &Ray, hit: &Hit) -> Point {
    let triangle = hit.triangle;
    let weights = [1.0 - hit.weights[0] - hit.weights[1], hit.weights[0], hit.weights[1]];
    let blend = |of: [Vec3; 3]| of[0] * weights[0] + of[1] * weights[1] + of[2] * weights[2];
    // Which side the ray came from is up to the triangle; the blended normal may lean too far at an
    // outline.
    let [a, b, c] = triangle.corners;
    let behind = (b - a).cross(c - a).dot(ray.direction) > 0.0;
    let normal = blend(triangle.normals).normalized() * if behind { -1.0 } else { 1.0 };
    let away = normal.dot(ray.direction).max(0.0);
    let uv =
        [0, 1].map(|axis| (0..3).map(|corner| triangle.uv[corner][axis] * weights[corner]).sum());
    Point {
        position: ray.origin + ray.direction * hit.distance,
        normal: (normal - ray.direction * away).normalized(),
        uv,
        seed: triangle.seed,
        distance: hit.distance,
    }
}
