//! Fruit in crates, and what it costs.

use crate::arithmetic::{Colour, UP, Vec3, bump, fract, gray, mix, smoothstep, vec3};
use crate::lettering::Lettering;
use crate::market::stall::{LEFT, RIGHT, table};
use crate::noise::{Random, fractal, hash, noise, unit};
use crate::plants::leaf;
use crate::scene::{MaterialId, Scene, on_sphere};
use crate::surface::Surface;
use crate::textures::fibre;

/// How a kind of fruit looks; lengths in metres.
struct Fruit {
    name: &'static str,
    price: &'static str,
    radius: f32,
    /// How much longer than wide.
    long: f32,
    /// The share of the radius at a height on the unit sphere.
    outline: fn(f32) -> f32,
    /// The skin's two colours.
    colours: [Colour; 2],
    /// How far the second colour spreads: -1 nowhere, 1 everywhere.
    spread: f32,
    dimples: f32,
    roughness: f32,
}

fn apple(y: f32) -> f32 {
    1.0 - 0.42 * bump((1.0 - y) * 3.2) - 0.25 * bump((1.0 + y) * 4.0) + 0.06 * y
}

fn round(y: f32) -> f32 {
    1.0 - 0.10 * bump((1.0 - y) * 9.0) - 0.04 * y * y
}

fn lemon(y: f32) -> f32 {
    0.86 + 0.35 * bump((1.0 - y.abs()) * 7.0)
}

fn pear(y: f32) -> f32 {
    1.0 - 0.42 * smoothstep(-0.2, 0.8, y) - 0.2 * bump((1.0 + y) * 5.0)
}

const APPLES: Fruit = Fruit {
    name: "APPLES",
    price: "2.40",
    radius: 0.042,
    long: 0.92,
    outline: apple,
    colours: [vec3(0.45, 0.035, 0.03), vec3(0.58, 0.30, 0.06)],
    spread: -0.35,
    dimples: 0.0,
    roughness: 0.16,
};
const BRAMLEYS: Fruit = Fruit {
    name: "BRAMLEYS",
    price: "2.20",
    radius: 0.046,
    long: 0.85,
    colours: [vec3(0.30, 0.42, 0.05), vec3(0.42, 0.45, 0.10)],
    spread: 0.0,
    ..APPLES
};
const PEARS: Fruit = Fruit {
    name: "PEARS",
    price: "2.60",
    radius: 0.038,
    long: 1.45,
    outline: pear,
    colours: [vec3(0.62, 0.50, 0.13), vec3(0.60, 0.22, 0.08)],
    spread: -0.2,
    dimples: 0.0,
    roughness: 0.3,
};
const ORANGES: Fruit = Fruit {
    name: "ORANGES",
    price: "2.10",
    radius: 0.042,
    long: 0.97,
    outline: round,
    colours: [vec3(0.70, 0.20, 0.012), vec3(0.72, 0.27, 0.02)],
    spread: 0.0,
    dimples: 0.16,
    roughness: 0.28,
};
const LEMONS: Fruit = Fruit {
    name: "LEMONS",
    price: "1.80",
    radius: 0.032,
    long: 1.35,
    outline: lemon,
    colours: [vec3(0.74, 0.46, 0.025), vec3(0.70, 0.50, 0.06)],
    ..ORANGES
};
const TOMATOES: Fruit = Fruit {
    name: "TOMATOES",
    price: "3.20",
    radius: 0.037,
    long: 0.86,
    outline: round,
    colours: [vec3(0.60, 0.05, 0.02), vec3(0.62, 0.13, 0.03)],
    spread: -0.2,
    dimples: 0.0,
    roughness: 0.1,
};
const PLUMS: Fruit = Fruit {
    name: "PLUMS",
    price: "2.90",
    radius: 0.027,
    long: 1.15,
    colours: [vec3(0.09, 0.025, 0.08), vec3(0.20, 0.07, 0.18)],
    roughness: 0.35,
    ..TOMATOES
};
const PEACHES: Fruit = Fruit {
    name: "PEACHES",
    price: "3.40",
    radius: 0.040,
    long: 0.95,
    colours: [vec3(0.72, 0.36, 0.14), vec3(0.60, 0.12, 0.08)],
    spread: 0.0,
    roughness: 0.55,
    ..TOMATOES
};

pub fn build(scene: &mut Scene) {
    let wood = scene.material(|point| {
        let fibre = fibre(point.uv[0] * 0.6, point.uv[1] * 0.1, point.seed);
        Surface::matte(point, vec3(0.50, 0.36, 0.20) * fibre)
    });
    let sprig = scene.material(|point| leaf(point, vec3(0.05, 0.13, 0.03), vec3(0.12, 0.22, 0.05)));
    let mut random = Random::new(3);
    let front = [APPLES, LEMONS, TOMATOES, ORANGES, PLUMS];
    let back = [PEARS, ORANGES, BRAMLEYS, PEACHES, APPLES];
    for (row, z) in [(front, -2.62), (back, -3.16)] {
        for (column, fruit) in row.iter().enumerate() {
            let x = mix(LEFT, RIGHT, (column as f32 + 0.5) / 5.0);
            let tray = Tray { middle: vec3(x, table(z), z), wood, sprig };
            tray.build(scene, &mut random);
            tray.fill(scene, &mut random, fruit);
            fruit.card(scene, &mut random, vec3(x, table(z - 0.22), z - 0.22));
        }
    }
}

/// A crate, lying on the slope of the table.
struct Tray {
    middle: Vec3,
    wood: MaterialId,
    sprig: MaterialId,
}

impl Tray {
    const HALF_WIDTH: f32 = 0.315;
    const HALF_DEPTH: f32 = 0.25;

    /// Directions: to the right, up the slope, off the slope.
    fn axes() -> [Vec3; 3] {
        let up = vec3(0.0, 0.36, -1.0).normalized();
        let right = vec3(1.0, 0.0, 0.0);
        [right, up, right.cross(up)]
    }

    fn at(&self, x: f32, up: f32, off: f32) -> Vec3 {
        let axes = Self::axes();
        self.middle + axes[0] * x + axes[1] * up + axes[2] * off
    }

    fn build(&self, scene: &mut Scene, random: &mut Random) {
        let [right, up, off] = Self::axes();
        for end in [-1.0, 1.0] {
            for (height, half) in [(0.035, 0.028), (0.098, 0.024)] {
                scene.seed = random.bits();
                let (width, depth) = (Self::HALF_WIDTH, Self::HALF_DEPTH);
                let (front, side) =
                    (self.at(0.0, depth * end, height), self.at(width * end, 0.0, height));
                scene.cuboid(self.wood, front, [right * width, off * half, up * 0.007]);
                scene.cuboid(self.wood, side, [up * depth, off * half, right * 0.007]);
            }
        }
    }

    /// Three layers of fruit, each smaller than the one below, the last with gaps.
    fn fill(&self, scene: &mut Scene, random: &mut Random, fruit: &Fruit) {
        let skin = fruit.skin(scene);
        let (radius, pitch) = (fruit.radius, fruit.radius * 2.02);
        for layer in [0.0, 1.0, 2.0] {
            let inset = radius * (1.05 + 0.9 * layer);
            let rows = ((Self::HALF_DEPTH - inset) * 2.0 / (pitch * 0.88)) as usize;
            let columns = ((Self::HALF_WIDTH - inset) * 2.0 / pitch) as usize;
            for (row, column) in
                (0..=rows).flat_map(|r| (0..=columns).map(move |c| (r as f32, c as f32)))
            {
                let stagger = fract((row + layer * 0.5) * 0.5) - 0.25;
                let x = (column - columns as f32 * 0.5 + stagger) * pitch;
                let up = (row - rows as f32 * 0.5) * pitch * 0.88;
                if x.abs() > Self::HALF_WIDTH - radius || layer == 2.0 && random.unit() < 0.25 {
                    continue;
                }
                let off = 0.045 + radius * (0.2 + 1.25 * layer);
                let centre = self.at(x, up, off) + random.in_ball() * (radius * 0.16);
                let axis = (random.direction() + vec3(0.0, 0.7, 0.3)).normalized();
                scene.seed = random.bits();
                fruit.build(scene, skin, centre, axis);
                if radius > 0.036 && layer > 0.0 && random.unit() < 0.5 {
                    self.stalk(scene, centre + axis * (radius * fruit.long * 0.72), axis);
                }
            }
        }
    }

    /// A stalk with one leaf.
    fn stalk(&self, scene: &mut Scene, root: Vec3, axis: Vec3) {
        let (aside, _) = axis.frame();
        let (bend, tip) =
            (root + axis * 0.014 + aside * 0.003, root + axis * 0.024 + aside * 0.008);
        scene.tube(self.wood, 5, &[(root, 0.0022), (bend, 0.0018), (tip, 0.0022)]);
        scene.leaf(self.sprig, bend, root + axis * 0.03 + aside * 0.05, axis, 0.026);
    }
}

impl Fruit {
    fn skin(&self, scene: &mut Scene) -> MaterialId {
        let &Fruit { colours: [first, second], spread, dimples, roughness, .. } = self;
        scene.material(move |point| {
            let p = on_sphere(point.uv[0], point.uv[1]);
            let own = unit(hash(point.seed, 2)) * 40.0;
            let streaks = 0.5 * fractal(vec3(point.uv[0] * 40.0, point.uv[1] * 3.0, own), 3);
            let side = noise(p * 1.1 + gray(own)) + spread + streaks;
            let colour = mix(first, second, smoothstep(-0.4, 0.5, side));
            let speckle = 1.0 + 0.25 * smoothstep(0.55, 0.8, noise(p * 26.0 + gray(own)));
            let colour = mix(colour * speckle, vec3(0.16, 0.11, 0.05), smoothstep(0.985, 1.0, p.y));
            let ripe = 0.85 + 0.3 * unit(hash(point.seed, 5));
            let relief = [0.0, 9.0, 5.0].map(|shift| noise(p * 45.0 + gray(shift)) * dimples);
            let relief = vec3(relief[0], relief[1], relief[2]);
            Surface::glossy(point, colour * ripe, 0.045, roughness).leaning(relief)
        })
    }

    fn build(&self, scene: &mut Scene, skin: MaterialId, centre: Vec3, axis: Vec3) {
        let (first, second) = axis.frame();
        scene.surface(skin, 24, 18, |u, v| {
            let p = on_sphere(u, v);
            let around = (self.outline)(p.y) * self.radius;
            // Where the outline is drawn in at the stalk, there is a hollow.
            let hollow = 1.0 - 0.25 * (1.0 - (self.outline)(1.0)) * bump((1.0 - p.y) * 4.0);
            let up = p.y * self.radius * self.long * hollow;
            centre + first * (p.x * around) + second * (p.z * around) + axis * up
        });
    }

    /// A price card on a stick: chalk on slate.
    fn card(&self, scene: &mut Scene, random: &mut Random, foot: Vec3) {
        const WIDTH: f32 = 0.25;
        const HEIGHT: f32 = 0.15;
        const ASPECT: f32 = WIDTH / HEIGHT;
        let (name, price) = (Lettering::new(self.name), Lettering::new(self.price));
        let name_height = 0.25 * (4.6 / name.width()).min(1.0);
        let own = random.between(0.0, 30.0);
        let slate = scene.material(move |point| {
            let (u, v) = (point.uv[0], point.uv[1]);
            let chalk = name.centred(point.uv, ASPECT, name_height, 0.74, 0.17);
            let chalk = chalk.max(price.centred(point.uv, ASPECT, 0.38, 0.30, 0.17));
            let rubbed = 0.85 + 0.3 * fractal(vec3(u * 60.0, v * 36.0, own), 3);
            let smear = gray(0.045 + 0.03 * fractal(vec3(u * 6.0, v * 4.0, own), 3));
            let slate = mix(smear, vec3(0.80, 0.78, 0.70), chalk * rubbed);
            let border = (u * ASPECT).min((1.0 - u) * ASPECT).min(v).min(1.0 - v);
            let colour = mix(vec3(0.36, 0.22, 0.11), slate, smoothstep(0.045, 0.055, border));
            Surface::glossy(point, colour, 0.02, 0.5)
        });
        let stick = scene.matte(vec3(0.42, 0.30, 0.18));
        let turns = random.between(-0.025, 0.025);
        let right = vec3(1.0, 0.0, 0.0).turned(turns);
        let out = vec3(0.0, 0.12, 1.0).turned(turns).normalized();
        let middle = foot + UP * 0.205 + right * random.between(-0.05, 0.05);
        let (half, tall) = (right * (WIDTH * 0.5), out.cross(right) * (HEIGHT * 0.5));
        scene.panel(slate, middle, half, tall);
        scene.cuboid(stick, middle - out * 0.005, [half, tall, out * 0.004]);
        scene.tube(stick, 6, &[(middle - out * 0.012, 0.006), (foot, 0.006)]);
    }
}
