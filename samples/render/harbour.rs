//! A harbour in the last hour of the day.

mod boats;
mod quay;

use image::RgbImage;

use crate::air::Air;
use crate::arithmetic::{BLACK, Colour, UP, Vec3, exp, fract, gray, mix, smoothstep, vec3};
use crate::camera::Camera;
use crate::harbour::quay::{QUAY, edge};
use crate::lettering::Lettering;
use crate::light::{Sky, Sun, World};
use crate::noise::{Random, fractal, hash, noise, unit};
use crate::plants::{Bud, Leaves, Species, bark, leaf};
use crate::scene::Scene;
use crate::surface::Surface;
use crate::textures::{fibre, weathered};

const TO_SUN: Vec3 = vec3(-0.800, 0.230, -0.554);

pub fn photograph() -> RgbImage {
    let mut scene = Scene::default();
    water(&mut scene);
    headland(&mut scene);
    quay::build(&mut scene);
    boats::build(&mut scene);
    sign(&mut scene);
    foliage(&mut scene);

    let sun = Sun { direction: TO_SUN, colour: vec3(3.1, 1.75, 0.85), spread: 0.012 };
    let air = Air { density: 0.0008, height: 60.0, colour: haze, sunlit: None };
    let world = World::new(scene, sun, Sky { seen: sky, shed: clear_sky }, air, 150.0);
    Camera {
        width: 1280,
        height: 720,
        position: vec3(0.0, 3.0, 0.0),
        target: vec3(0.0, 3.25, -10.0),
        half_height: 0.33,
        aperture: 0.006,
        focus: 9.0,
        samples: 8,
        brightening: 0.8,
    }
    .photograph(&world)
}

fn glow(direction: Vec3) -> f32 {
    1.0 - direction.dot(TO_SUN)
}

fn haze(direction: Vec3) -> Colour {
    let near_sun = exp(-glow(direction) * 2.2);
    mix(vec3(0.42, 0.42, 0.50), vec3(1.35, 0.80, 0.42), near_sun)
}

/// Peach at the horizon, blue above.
fn clear_sky(direction: Vec3) -> Colour {
    let height = direction.y.max(0.0);
    let glow = glow(direction);
    let horizon = mix(vec3(0.74, 0.54, 0.50), vec3(1.6, 0.95, 0.45), exp(-glow * 1.6));
    let upper = mix(vec3(0.07, 0.20, 0.50), vec3(0.22, 0.33, 0.56), exp(-glow * 1.3));
    mix(upper, horizon, exp(-height * 6.5)) + vec3(1.5, 0.85, 0.35) * (exp(-glow * 25.0) * 0.8)
}

/// Clouds lit from below and from the side.
fn sky(direction: Vec3) -> Colour {
    let clear = clear_sky(direction);
    let height = direction.y.max(0.0);
    let plane = vec3(direction.x, direction.z, 0.0) / (height + 0.13);
    let cover = |p: Vec3| {
        let streaks = vec3(p.x * 0.8, p.y * 1.7, 3.0);
        fractal(streaks + vec3(4.1, 0.7, 0.0), 6) + 0.25 * noise(streaks * 0.4)
    };
    let here = cover(plane);
    let thickness = smoothstep(0.03, 0.36, here);
    let lit =
        ((here - cover(plane + vec3(TO_SUN.x, TO_SUN.z, 0.0) * 0.14)) * 2.4 + 0.45).clamp(0.0, 1.0);
    let cloud = mix(vec3(0.46, 0.38, 0.45), vec3(1.75, 1.05, 0.70), lit)
        * (1.0 + exp(-glow(direction) * 3.0));
    let fade = smoothstep(0.0, 0.09, height);
    mix(clear, mix(cloud, clear, 0.25), thickness * fade * 0.9)
}

fn water(scene: &mut Scene) {
    let sea = scene.material(|point| {
        let mut slope = BLACK;
        // A swell, waves and ripples; what is finer than a pixel counts as roughness.
        let footprint = point.distance * point.distance * 0.0003;
        let mut lost = 0.0;
        for (length, steepness) in
            [(7.0, 0.02), (2.3, 0.045), (0.8, 0.06), (0.28, 0.055), (0.1, 0.03)]
        {
            let kept = 1.0 / (1.0 + footprint * footprint / (length * length));
            lost += (1.0 - kept) * steepness * steepness;
            let p = vec3(point.position.x * 0.8, point.position.z * 1.3, length * 9.0) / length;
            let height = noise(p);
            let rise = vec3(
                noise(p + vec3(0.15, 0.0, 0.0)) - height,
                0.0,
                noise(p + vec3(0.0, 0.15, 0.0)) - height,
            );
            slope += rise * (steepness * kept / 0.15);
        }
        Surface {
            glow: vec3(0.010, 0.035, 0.040),
            ..Surface::glossy(point, BLACK, 0.02, 0.03 + lost.sqrt())
        }
        .leaning(slope)
    });
    let far = 9000.0;
    scene.polygon(
        sea,
        &[vec3(-far, 0.0, 60.0), vec3(far, 0.0, 60.0), vec3(far, 0.0, -far), vec3(-far, 0.0, -far)],
    );
}

/// Wooded hills across the bay, and a lighthouse.
fn headland(scene: &mut Scene) {
    let woods = scene.material(|point| {
        let trees = fractal(point.position * 0.16, 4);
        let meadow =
            smoothstep(0.05, 0.25, fractal(point.position * 0.02 + vec3(0.0, 9.0, 0.0), 3));
        Surface::matte(
            point,
            mix(vec3(0.07, 0.10, 0.03), vec3(0.30, 0.29, 0.10), meadow) * (1.0 + 0.9 * trees),
        )
    });
    let ridge = |x: f32, z: f32, length: f32, depth: f32, height: f32| {
        move |u: f32, v: f32| {
            let (along, across) = (u * 2.0 - 1.0, v * 2.0 - 1.0);
            let p = vec3(x + along * length, 0.0, z + across * depth);
            let dome = (1.0 - along * along) * (1.0 - across * across);
            let crowns = fractal(vec3(p.x * 0.09, p.z * 0.09, 1.0), 4) * 7.0
                + noise(vec3(p.x * 0.5, p.z * 0.5, 1.0)) * 1.6;
            let hills = 0.75 + 0.8 * fractal(vec3(p.x * 0.011, p.z * 0.011, 5.0), 3);
            p + UP * (dome * (height * hills + crowns) - 1.0)
        }
    };
    scene.surface(woods, 300, 60, ridge(-330.0, -560.0, 270.0, 90.0, 44.0));
    scene.surface(woods, 200, 40, ridge(160.0, -1500.0, 700.0, 160.0, 110.0));
    scene.surface(woods, 160, 60, ridge(150.0, -190.0, 130.0, 90.0, 26.0));

    let stripes = scene.material(|point| {
        let white = fract(point.position.y / 9.0) < 0.5;
        let colour = if white { vec3(0.75, 0.72, 0.66) } else { vec3(0.55, 0.10, 0.07) };
        Surface::matte(point, colour)
    });
    let lamp = scene.lamp(vec3(2.5, 1.9, 0.9));
    let iron = scene.matte(gray(0.06));
    let foot = vec3(-92.0, 5.0, -470.0);
    scene.ellipsoid(woods, 20, foot - UP * 6.0, vec3(26.0, 9.0, 18.0));
    for (material, from, to) in [
        (stripes, (-3.0, 3.4), (24.0, 2.1)),
        (iron, (24.0, 3.0), (24.8, 3.0)),
        (lamp, (24.6, 1.4), (27.4, 1.4)),
        (iron, (27.2, 2.0), (29.4, 0.1)),
    ] {
        let [from, to] = [from, to].map(|(up, radius)| (foot + UP * up, radius));
        scene.tube(material, 20, &[from, to]);
    }
}

fn sign(scene: &mut Scene) {
    const ASPECT: f32 = 2.0;
    let lines = [("ALDER", 0.22, 0.74), ("HARBOUR", 0.22, 0.43), ("MOORINGS 1-24", 0.10, 0.17)]
        .map(|(text, height, middle)| (Lettering::new(text), height, middle));
    let board = scene.material(move |point| {
        let (u, v) = (point.uv[0], point.uv[1]);
        let joint = mix(0.6, 1.0, smoothstep(0.0, 0.02, fract(v * 4.0)));
        let wood = fibre(u * 2.3, v * 1.15, 9) * joint;
        let border = (u * ASPECT).min((1.0 - u) * ASPECT).min(v).min(1.0 - v);
        let letters = lines
            .iter()
            .map(|(line, height, middle)| line.centred(point.uv, ASPECT, *height, *middle, 0.17));
        let white = letters.fold(smoothstep(0.012, 0.004, (border - 0.06).abs()), f32::max);
        let paint = mix(vec3(0.025, 0.10, 0.13), vec3(0.82, 0.76, 0.60), white);
        let kept = smoothstep(-0.50, -0.38, fractal(vec3(u * 14.0, v * 9.0, 2.0), 4));
        Surface::glossy(point, mix(vec3(0.33, 0.24, 0.16), paint, kept) * wood, 0.03, 0.35)
    });
    let post = scene.material(|point| {
        let wood = fibre(point.position.y, point.position.x, 2);
        Surface::matte(point, vec3(0.26, 0.18, 0.11) * wood)
    });
    let (middle, turns) = (vec3(3.25, QUAY + 1.62, -8.4), 0.965);
    let (right, out) = (vec3(1.0, 0.0, 0.0).turned(turns), vec3(0.0, 0.0, 1.0).turned(turns));
    let (half, tall) = (right * 1.15, UP * 0.575);
    scene.panel(board, middle, half, tall);
    scene.cuboid(post, middle - out * 0.03, [half * 1.01, tall * 1.02, out * 0.025]);
    scene.cuboid(post, middle + UP * 0.66 - out * 0.02, [half * 1.08, UP * 0.05, out * 0.12]);
    for aside in [-0.95, 0.95] {
        let post_middle = middle + right * aside - out * 0.12 - UP * 0.45;
        scene.block(post, post_middle, vec3(0.06, 1.3, 0.06), turns);
    }
}

fn foliage(scene: &mut Scene) {
    let mut random = Random::new(77);
    let trunk = scene.material(|point| bark(point, vec3(0.20, 0.15, 0.11)));
    let green =
        scene.material(|point| leaf(point, vec3(0.06, 0.12, 0.025), vec3(0.20, 0.24, 0.05)));
    let shrub = scene.material(|point| leaf(point, vec3(0.04, 0.10, 0.03), vec3(0.12, 0.20, 0.05)));
    let petals = scene.material(|point| {
        let red = unit(hash(point.seed, 4)) < 0.6;
        let colour = if red { vec3(0.65, 0.08, 0.07) } else { vec3(0.75, 0.45, 0.40) };
        Surface::cloth(point, colour, 0.5)
    });
    let stone = weathered(scene, vec3(0.36, 0.30, 0.25), 0.1, 0.25);

    let leaves = Leaves { material: green, size: 0.13 };
    let lime = Species { bark: trunk, leaves, count: 90, spread: 0.8 };
    let base = vec3(edge(-17.5) + 3.6, QUAY, -17.5);
    let bud = Bud { base, direction: UP, length: 4.4, radius: 0.17, order: 3 };
    lime.grow(scene, &mut random, &bud);

    let box_tree = Leaves { material: shrub, size: 0.05 };
    let flowers = Leaves { material: petals, size: 0.045 };
    for (x, z) in [(4.7, -9.3), (2.9, -9.6), (5.2, -12.0)] {
        scene.seed = random.bits();
        scene.block(stone, vec3(x, QUAY + 0.22, z), vec3(0.42, 0.22, 0.3), 0.01);
        box_tree.spray(scene, &mut random, vec3(x, QUAY + 0.62, z), 0.45, 1500);
        flowers.spray(scene, &mut random, vec3(x, QUAY + 0.78, z), 0.40, 160);
    }
}
