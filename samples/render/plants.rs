//! Trees, bushes and grass.

use crate::arithmetic::{Colour, UP, Vec3, mix, vec3};
use crate::noise::{Random, fractal, hash, unit};
use crate::scene::{MaterialId, Scene};
use crate::surface::{Point, Surface};
use crate::textures::between;

/// Leaves of one kind.
#[derive(Clone, Copy)]
pub struct Leaves {
    pub material: MaterialId,
    /// The length of one in metres.
    pub size: f32,
}

/// What a tree is made of and how it grows.
pub struct Species {
    pub bark: MaterialId,
    pub leaves: Leaves,
    /// Leaves on one twig.
    pub count: usize,
    /// How far twigs spread from the branch: 0 a poplar, 1 an oak.
    pub spread: f32,
}

/// A branch or a stem, before it grows.
pub struct Bud {
    pub base: Vec3,
    pub direction: Vec3,
    pub length: f32,
    pub radius: f32,
    /// Branchings up to the twigs that carry leaves.
    pub order: u32,
}

impl Species {
    /// Grows a branch with all that is on it.
    pub fn grow(&self, scene: &mut Scene, random: &mut Random, bud: &Bud) {
        let &Bud { base, direction, length, radius, order } = bud;
        let mut spine = vec![(base, radius)];
        let mut heading = direction.normalized();
        const JOINTS: usize = 4;
        for joint in 1..=JOINTS {
            heading = (heading + random.in_ball() * 0.22 + UP * 0.05).normalized();
            let end = spine[joint - 1].0 + heading * (length / JOINTS as f32);
            spine.push((end, radius * (1.0 - 0.7 * joint as f32 / JOINTS as f32)));
        }
        scene.seed = random.bits();
        let (sides, steps) = if radius > 0.05 {
            (10, 3)
        } else if radius > 0.01 {
            (6, 2)
        } else {
            (3, 1)
        };
        scene.rough_tube(self.bark, sides, steps, &spine, |_, _| 0.0);
        if order == 0 {
            let (middle, tip) = (spine[JOINTS / 2].0, spine[JOINTS].0);
            let centre = mix(middle, tip, 0.6);
            self.leaves.spray(scene, random, centre, length * 0.45, self.count);
            return;
        }
        let branches = 4 + random.bits() % 3;
        for number in 0..branches {
            let place = 0.35 + 0.65 * (number as f32 + 1.0) / branches as f32;
            let joint = ((place * JOINTS as f32) as usize).min(JOINTS - 1);
            let from =
                mix(spine[joint].0, spine[joint + 1].0, place * JOINTS as f32 - joint as f32);
            let away = (heading * (1.1 - 0.6 * self.spread)
                + random.direction() * (0.5 + 0.4 * self.spread)
                + UP * 0.15)
                .normalized();
            let (length, radius) =
                (length * random.between(0.45, 0.7), radius * (0.62 - 0.25 * place));
            self.grow(
                scene,
                random,
                &Bud { base: from, direction: away, length, radius, order: order - 1 },
            );
        }
    }
}

impl Leaves {
    /// Leaves in a ball, most of them hanging and looking up.
    pub fn spray(
        &self,
        scene: &mut Scene,
        random: &mut Random,
        centre: Vec3,
        radius: f32,
        count: usize,
    ) {
        for _ in 0..count {
            let offset = random.in_ball();
            let size = self.size * random.between(0.7, 1.25);
            let base = centre + offset * radius;
            let hanging = (offset * 0.7 + random.direction() * 0.6 - UP * 0.35).normalized();
            let normal = (UP + random.direction() * 0.7 + offset * 0.4).normalized();
            scene.seed = random.bits();
            scene.leaf(self.material, base, base + hanging * size, normal, size * 0.62);
        }
    }
}

/// Blades of grass about a point, up to `height` metres.
pub fn tuft(
    scene: &mut Scene,
    random: &mut Random,
    blade: MaterialId,
    base: Vec3,
    radius: f32,
    height: f32,
    count: usize,
) {
    for _ in 0..count {
        let offset = random.in_ball() * radius;
        let root = base + vec3(offset.x, 0.0, offset.z);
        let lean = random.in_ball() * 0.5;
        let tip = root + (UP + vec3(lean.x, 0.0, lean.z)) * (height * random.between(0.4, 1.0));
        scene.seed = random.bits();
        scene.leaf(blade, root, tip, (random.direction() + UP * 0.2).normalized(), height * 0.035);
    }
}

/// A leaf between two colours; light shines through it, yellower.
pub fn leaf(point: &Point, dark: Colour, light: Colour) -> Surface {
    let colour = between(dark, light, point.seed);
    let rib = 1.0 - 0.25 * (1.0 - (point.uv[0] - 0.5).abs() * 10.0).max(0.0);
    let through = colour * vec3(1.25, 1.15, 0.5) * 0.9;
    Surface { through, ..Surface::glossy(point, colour * rib * 0.75, 0.03, 0.35) }
}

/// Bark with furrows along the trunk; u once around, v along it.
pub fn bark(point: &Point, colour: Colour) -> Surface {
    let p = point.position;
    let furrows = fractal(vec3(p.x * 14.0, p.y * 2.5, p.z * 14.0), 4);
    let tone = 0.75 + unit(hash(point.seed, 1)) * 0.4;
    Surface::matte(point, colour * (tone * (1.0 + 1.1 * furrows)))
}
