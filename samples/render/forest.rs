//! A path through a beech wood in the morning, with the sun coming through the mist.

use image::RgbImage;

use crate::air::Air;
use crate::arithmetic::{Colour, UP, Vec3, cos, exp, mix, sin, smoothstep, vec3};
use crate::camera::Camera;
use crate::lettering::Lettering;
use crate::light::{Sky, Sun, World};
use crate::noise::{Random, fractal, noise};
use crate::plants::{Bud, Leaves, Species, bark, leaf, tuft};
use crate::scene::{MaterialId, Scene, on_sphere};
use crate::surface::{Point, Surface};
use crate::textures::{between, fibre};

const TO_SUN: Vec3 = vec3(-0.447, 0.600, -0.664);

pub fn photograph() -> RgbImage {
    let mut scene = Scene::default();
    floor(&mut scene);
    trees(&mut scene);
    undergrowth(&mut scene);
    stones(&mut scene);
    signpost(&mut scene);

    let sun = Sun { direction: TO_SUN, colour: vec3(4.6, 3.7, 2.3), spread: 0.0015 };
    let air = Air { density: 0.0125, height: 26.0, colour: haze, sunlit: Some(sunlit_haze) };
    let world = World::new(scene, sun, Sky { seen: sky, shed: sky }, air, 13.0);
    Camera {
        width: 1600,
        height: 1067,
        position: vec3(0.1, 1.55 + ground(0.1, 0.6), 0.6),
        target: vec3(0.12, 2.15, -8.0),
        half_height: 0.37,
        aperture: 0.012,
        focus: 5.6,
        samples: 8,
        brightening: 0.85,
    }
    .photograph(&world)
}

fn glow(direction: Vec3) -> f32 {
    exp((direction.dot(TO_SUN) - 1.0) * 2.2)
}

fn haze(direction: Vec3) -> Colour {
    mix(vec3(0.09, 0.14, 0.13), vec3(0.36, 0.38, 0.25), glow(direction))
}

fn sunlit_haze(direction: Vec3) -> Colour {
    mix(vec3(0.9, 0.8, 0.45), vec3(6.2, 4.9, 2.6), glow(direction))
}

fn sky(direction: Vec3) -> Colour {
    mix(vec3(0.70, 0.85, 0.95), vec3(2.2, 2.0, 1.5), glow(direction))
}

/// The middle of the path at `z`.
fn path(z: f32) -> f32 {
    -(0.5 + 0.05 * z.abs()) * sin(z.abs() * 0.021)
}

/// How far a place is off the path, from 0 to 1.
fn off_path(x: f32, z: f32) -> f32 {
    let ragged =
        0.22 * noise(vec3(x * 1.3, z * 1.3, 8.0)) + 0.10 * noise(vec3(x * 5.0, z * 5.0, 8.0));
    smoothstep(0.55, 0.95, (x - path(z)).abs() + ragged)
}

/// The height of the ground.
fn ground(x: f32, z: f32) -> f32 {
    let bank = smoothstep(0.6, 5.0, (x - path(z)).abs());
    let hills = fractal(vec3(x * 0.09, z * 0.09, 3.0), 3);
    let tussocks = 0.05 * fractal(vec3(x * 2.2, z * 2.2, 1.0), 3) * mix(0.25, 1.0, off_path(x, z));
    bank * (0.45 + 1.6 * hills) + tussocks - 0.012 * z.min(0.0) * smoothstep(5.0, 40.0, -z)
}

fn on_ground(x: f32, z: f32) -> Vec3 {
    vec3(x, ground(x, z), z)
}

fn floor(scene: &mut Scene) {
    let soil = scene.material(|point| {
        let p = point.position;
        let litter = noise(vec3(p.x * 17.0, p.z * 17.0, 0.0))
            + 0.6 * noise(vec3(p.x * 43.0, p.z * 43.0, 3.0));
        let leaves =
            mix(vec3(0.085, 0.050, 0.025), vec3(0.27, 0.15, 0.065), smoothstep(-0.5, 0.8, litter));
        let moss =
            mix(vec3(0.045, 0.075, 0.015), vec3(0.12, 0.16, 0.03), smoothstep(-0.4, 0.6, litter));
        let floor = mix(
            leaves,
            moss,
            smoothstep(-0.05, 0.22, fractal(vec3(p.x * 0.55, p.z * 0.55, 6.0), 3)),
        );
        let pebbles = smoothstep(0.30, 0.55, noise(vec3(p.x * 21.0, p.z * 21.0, 5.0)));
        let earth = mix(vec3(0.20, 0.145, 0.095), vec3(0.34, 0.29, 0.23), pebbles)
            * (1.0 + 0.7 * fractal(vec3(p.x * 3.0, p.z * 3.0, 9.0), 4));
        let relief = vec3(noise(p * 24.0), 0.0, noise(p * 24.0 + UP * 9.0)) * 0.35;
        Surface::matte(point, mix(earth, floor, off_path(p.x, p.z))).leaning(relief)
    });
    scene.surface(soil, 140, 140, |u, v| on_ground(mix(-14.0, 14.0, u), mix(4.0, -24.0, v)));
    scene.surface(soil, 100, 80, |u, v| {
        on_ground(mix(-70.0, 70.0, u), mix(4.0, -110.0, v)) - UP * 0.12
    });
}

fn trees(scene: &mut Scene) {
    let trunk = scene.material(|point| {
        let p = point.position;
        let height = p.y - ground(p.x, p.z);
        let moss = smoothstep(0.1, -0.5, height * 0.5 - 0.9 - fractal(p * 1.7, 3) * 1.6) * 0.8;
        let wood = bark(point, vec3(0.165, 0.135, 0.105));
        let green = vec3(0.09, 0.125, 0.025) * (1.0 + fractal(p * 12.0, 3));
        Surface { albedo: mix(wood.albedo, green, moss), ..wood }
    });
    let foliage =
        scene.material(|point| leaf(point, vec3(0.075, 0.17, 0.025), vec3(0.26, 0.33, 0.05)));
    let mut random = Random::new(2024);

    // Those that make the picture stand where they are put, the others anywhere off the path.
    let mut places = vec![
        (-2.7, -4.3, 0.34),
        (3.3, -8.0, 0.30),
        (-4.6, -9.5, 0.24),
        (-2.4, -13.5, 0.20),
        (5.4, -5.2, 0.25),
    ];
    let mut tries = 0;
    while places.len() < 110 && tries < 4000 {
        tries += 1;
        let (x, z) = (random.between(-34.0, 34.0), random.between(2.0, -56.0));
        let clear = (x - path(z)).abs() > 1.9 + 0.03 * z.abs()
            && x.abs() < 8.0 - z * 0.55
            && (z < -9.0 || x.abs() > 3.6);
        let lonely = places
            .iter()
            .all(|&(other_x, other_z, _)| vec3(x - other_x, 0.0, z - other_z).length() > 1.9);
        if clear && lonely {
            places.push((x, z, random.between(0.11, 0.30)));
        }
    }
    for (x, z, radius) in places {
        tree(scene, &mut random, trunk, foliage, on_ground(x, z), radius);
    }

    // Young beeches whose leaves catch the light.
    let leaves = Leaves { material: foliage, size: 0.085 };
    let sapling = Species { bark: trunk, leaves, count: 26, spread: 0.9 };
    for (x, z) in [
        (-1.75, -6.4),
        (2.3, -10.5),
        (-3.2, -11.5),
        (4.2, -12.0),
        (1.9, -16.0),
        (-5.5, -7.0),
        (6.2, -9.0),
        (-2.6, -18.0),
    ] {
        let (height, upward) = (random.between(1.6, 2.6), UP + random.in_ball() * 0.15);
        sapling.grow(
            scene,
            &mut random,
            &Bud {
                base: on_ground(x, z),
                direction: upward,
                length: height,
                radius: 0.018,
                order: 2,
            },
        );
    }
}

/// A tall tree: a bare trunk below, branches with leaves above.
fn tree(
    scene: &mut Scene,
    random: &mut Random,
    trunk: MaterialId,
    foliage: MaterialId,
    foot: Vec3,
    radius: f32,
) {
    let height = 9.0 + radius * 34.0;
    let near = foot.z > -11.0;
    let lean = vec3(random.between(-1.0, 1.0), 0.0, random.between(-1.0, 1.0)) * (height * 0.05);
    let bend = vec3(random.between(-1.0, 1.0), 0.0, random.between(-1.0, 1.0)) * 0.22;
    let at = |share: f32| foot + UP * (height * share) + lean * share + bend * sin(share * 0.8);
    let spine: Vec<_> = [-0.02, 0.02, 0.06, 0.15, 0.3, 0.5, 0.75, 1.0]
        .map(|share| {
            (
                at(share),
                radius * (0.12 + 0.88 * (1.0 - share)) * (1.0 + 0.9 * exp(-share * height / 0.35)),
            )
        })
        .into();
    scene.seed = random.bits();
    let own = random.between(0.0, 90.0);
    let relief = |u: f32, v: f32| {
        let roots = 0.22 * exp(-v.max(0.0) * height / 0.5) * cos(u * 5.0 + own);
        let round = vec3(cos(u) * 2.2, v * height * 0.6, sin(u) * 2.2 + own);
        let furrows = noise(vec3(cos(u) * 5.0, v * height * 0.9, sin(u) * 5.0 + own));
        roots + 0.10 * noise(round) + 0.035 * furrows
    };
    scene.rough_tube(trunk, if near { 30 } else { 12 }, if near { 8 } else { 4 }, &spine, relief);

    let leaves = |size: f32| Leaves { material: foliage, size };
    let species = |size: f32| Species { bark: trunk, leaves: leaves(size), count: 28, spread: 0.9 };
    let low = species(if near { 0.11 } else { 0.20 });
    let high = species(0.34);
    let branches = 8 + (random.bits() % 4) as usize;
    for number in 0..branches {
        let share = 0.30 + 0.66 * (number as f32 + random.unit()) / branches as f32;
        let turns = number as f32 * 0.382 + random.unit() * 0.1;
        let out = vec3(sin(turns), random.between(0.15, 0.6), cos(turns));
        let length = (1.15 - share) * height * random.between(0.28, 0.42);
        let species = if share < 0.55 { &low } else { &high };
        species.grow(
            scene,
            random,
            &Bud {
                base: at(share),
                direction: out,
                length,
                radius: radius * 0.22 * (1.1 - share),
                order: 1,
            },
        );
    }
}

fn undergrowth(scene: &mut Scene) {
    let fern_green =
        scene.material(|point| leaf(point, vec3(0.07, 0.16, 0.025), vec3(0.19, 0.29, 0.05)));
    let blade =
        scene.material(|point| leaf(point, vec3(0.09, 0.15, 0.025), vec3(0.25, 0.28, 0.07)));
    let fallen = scene.material(|point| {
        let colour = between(vec3(0.34, 0.15, 0.04), vec3(0.20, 0.10, 0.045), point.seed);
        Surface { through: colour * 0.25, ..Surface::matte(point, colour) }
    });
    let mut random = Random::new(7);
    let mut count = 0;
    while count < 210 {
        let (x, z) = (random.between(-9.0, 9.0), random.between(-2.0, -20.0));
        let aside = (x - path(z)).abs();
        if aside < 1.25 || x.abs() > 1.5 - z * 0.75 {
            continue;
        }
        count += 1;
        fern(scene, &mut random, fern_green, on_ground(x, z));
    }
    for _ in 0..650 {
        let z = random.between(-1.6, -16.0);
        let side = if random.unit() < 0.5 { -1.0 } else { 1.0 };
        let x = path(z) + side * random.between(0.75, 2.6);
        let height = random.between(0.10, 0.30);
        tuft(scene, &mut random, blade, on_ground(x, z), 0.10, height, 22);
    }
    for _ in 0..5200 {
        let z = random.between(-1.2, -14.0);
        let spot = on_ground(random.between(-1.0, 1.0) * (1.2 - z * 0.7), z) + UP * 0.008;
        let turns = random.unit();
        scene.seed = random.bits();
        let along = vec3(sin(turns), random.between(-0.15, 0.25), cos(turns))
            * random.between(0.045, 0.075);
        scene.leaf(fallen, spot, spot + along, (UP + random.in_ball() * 0.5).normalized(), 0.042);
    }
}

/// Fronds that rise from one root and hang over, with leaflets on both sides.
fn fern(scene: &mut Scene, random: &mut Random, green: MaterialId, root: Vec3) {
    const PAIRS: usize = 16;
    let fronds = 7 + random.bits() % 4;
    let size = random.between(0.45, 0.85);
    for frond in 0..fronds {
        let turns = (frond as f32 + random.unit() * 0.6) / fronds as f32;
        let out = vec3(sin(turns), 0.0, cos(turns));
        let aside = vec3(out.z, 0.0, -out.x);
        let rise = random.between(0.55, 0.9);
        let at = |share: f32| {
            root + (out * (0.25 * share + 0.75 * share * share)
                + UP * (rise * (1.5 * share - 1.1 * share * share)))
                * size
        };
        scene.seed = random.bits();
        for pair in 1..=PAIRS {
            let share = pair as f32 / PAIRS as f32;
            let (base, next) = (at(share), at(share + 0.03));
            let forward = (next - base).normalized();
            let normal = aside.cross(forward);
            let length = size * 0.30 * (1.0 - share).max(0.06) * smoothstep(0.0, 0.18, share);
            for side in [-1.0, 1.0] {
                let tip = base + (aside * side + forward * 0.35 - UP * 0.12) * length;
                scene.leaf(
                    green,
                    base,
                    tip,
                    if normal.y > 0.0 { normal } else { -normal },
                    size * 0.052,
                );
            }
        }
    }
}

fn stones(scene: &mut Scene) {
    let mossy = |point: &Point, bare: Colour| {
        let p = point.position;
        let moss = smoothstep(0.15, 0.65, point.normal.y + 0.9 * fractal(p * 3.0, 3));
        let green =
            mix(vec3(0.05, 0.085, 0.015), vec3(0.15, 0.19, 0.03), 0.5 + noise(p * 38.0) * 0.5);
        Surface::matte(point, mix(bare * (1.0 + 0.9 * fractal(p * 9.0, 4)), green, moss))
            .leaning(vec3(noise(p * 60.0), noise(p * 55.0), noise(p * 50.0)) * (0.5 * moss))
    };
    let rock = scene.material(move |point| mossy(point, vec3(0.20, 0.195, 0.18)));
    let log_bark = scene.material(move |point| mossy(point, vec3(0.13, 0.095, 0.065)));
    let rings = scene.material(|point| {
        let age =
            sin(point.uv[1] * 17.0 + noise(vec3(point.uv[0] * 3.0, point.uv[1] * 4.0, 0.0)) * 0.6);
        Surface::matte(point, mix(vec3(0.42, 0.30, 0.18), vec3(0.28, 0.18, 0.10), 0.5 + 0.5 * age))
    });
    for (x, z, size, own) in [
        (-1.55, -3.6, 0.30, 1.0),
        (-1.95, -3.2, 0.18, 2.0),
        (1.2, -6.6, 0.22, 3.0),
        (1.75, -3.3, 0.16, 4.0),
        (-2.2, -8.2, 0.42, 5.0),
        (2.9, -5.4, 0.38, 6.0),
    ] {
        let middle = on_ground(x, z);
        scene.surface(rock, 72, 40, |u, v| {
            let p = on_sphere(u, v);
            let lumps = 1.0 + 0.45 * fractal(p * 1.3 + vec3(own, 0.0, 0.0), 4);
            middle + vec3(p.x * 1.25, p.y * 0.8, p.z) * (size * lumps)
        });
    }
    let (from, to) = (on_ground(-3.9, -6.0) + UP * 0.24, on_ground(-1.5, -5.0) + UP * 0.17);
    scene.rough_tube(
        log_bark,
        40,
        60,
        &[(from, 0.26), (mix(from, to, 0.5) + UP * 0.03, 0.23), (to, 0.20)],
        |u, v| 0.16 * fractal(vec3(cos(u) * 1.6, v * 7.0, sin(u) * 1.6), 4),
    );
    let axis = (to - from).normalized();
    let (first, second) = axis.frame();
    scene.surface(rings, 32, 8, |u, v| {
        to + (first * cos(u) + second * sin(u)) * (0.19 * v) - axis * 0.01
    });

    let cap = scene.material(|point| {
        Surface::glossy(
            point,
            mix(vec3(0.50, 0.27, 0.10), vec3(0.30, 0.13, 0.05), point.uv[1]),
            0.04,
            0.25,
        )
    });
    let stem = scene.matte(vec3(0.60, 0.53, 0.42));
    let mut random = Random::new(15);
    for _ in 0..16 {
        let share = random.between(0.55, 0.95);
        let foot = mix(from, to, share)
            + UP * 0.19
            + vec3(random.between(-0.05, 0.05), 0.0, random.between(0.02, 0.13));
        let size = random.between(0.018, 0.042);
        let top = foot + UP * (size * 1.7) + random.in_ball() * 0.008;
        scene.tube(stem, 10, &[(foot - UP * 0.06, size * 0.28), (top, size * 0.2)]);
        scene.surface(cap, 24, 12, |u, v| {
            top + on_sphere(u, 0.45 + v * 0.55) * vec3(size, size * 0.75, size)
        });
    }
}

fn signpost(scene: &mut Scene) {
    let weathered = |point: &Point, along: f32, across: f32| {
        let algae = smoothstep(0.0, 0.4, fractal(point.position * 4.0, 3));
        mix(vec3(0.30, 0.225, 0.15), vec3(0.17, 0.18, 0.08), algae * 0.6)
            * fibre(along, across, point.seed)
    };
    let post = scene.material(move |point| {
        Surface::matte(point, weathered(point, point.position.y, point.uv[0] * 0.4))
    });
    let foot = on_ground(1.32, -4.35);
    scene.seed = 3;
    scene.rough_tube(
        post,
        24,
        8,
        &[(foot - UP * 0.2, 0.075), (foot + UP * 1.0, 0.068), (foot + UP * 2.08, 0.064)],
        |u, v| 0.06 * noise(vec3(cos(u) * 2.0, v * 3.0, sin(u) * 2.0)),
    );
    scene.ellipsoid(post, 16, foot + UP * 2.08, vec3(0.066, 0.03, 0.066));

    const WIDTH: f32 = 1.12;
    const HEIGHT: f32 = 0.215;
    for (text, height, turns, pointing) in
        [("MILL LAKE 2 KM", 1.80, 0.02, -1.0), ("OLD BRIDGE 5 KM", 1.53, -0.03, 1.0)]
    {
        let lettering = Lettering::new(text);
        let board = scene.material(move |point| {
            let wood = weathered(point, point.uv[0] * WIDTH, point.uv[1] * HEIGHT);
            let letters = lettering.centred(point.uv, WIDTH / HEIGHT, 0.40, 0.5, 0.18);
            let worn = smoothstep(-0.55, -0.25, fractal(point.position * 30.0, 3));
            Surface::matte(point, mix(wood, vec3(0.78, 0.74, 0.62), letters * worn))
        });
        let (right, out) = (vec3(1.0, 0.0, 0.0).turned(turns), vec3(0.0, 0.0, 1.0).turned(turns));
        let middle = foot + UP * height + out * 0.085 + right * (0.12 * pointing);
        let (half, tall) = (right * (WIDTH * 0.5), UP * (HEIGHT * 0.5));
        scene.seed += 1;
        scene.polygon(
            board,
            &[
                middle - half - tall,
                middle + half - tall,
                middle + half + tall,
                middle - half + tall,
            ],
        );
        let (end, tip) =
            (middle + half * pointing, middle + half * pointing + right * (0.13 * pointing));
        scene.polygon(post, &[end - tall, tip, end + tall]);
        scene.cuboid(post, middle - out * 0.018, [half, tall, out * 0.016]);
    }
}
