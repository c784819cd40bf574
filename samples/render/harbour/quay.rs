//! The quay, what lies on it, and the houses along it.

use crate::arithmetic::{
    BLACK, Colour, UP, Vec3, bump, cos, fract, gray, mix, sin, smoothstep, vec3,
};
use crate::buildings::{Window, glass};
use crate::noise::{Random, fractal, hash, noise};
use crate::scene::{MaterialId, Scene};
use crate::surface::Surface;
use crate::textures::{fibre, masonry, patina, weathered};

/// How high the quay stands above the water.
pub const QUAY: f32 = 1.3;

/// The water's edge of the quay at `z`.
pub fn edge(z: f32) -> f32 {
    1.1 - z * 0.105
}

/// A point by its distance from the edge and its height above the quay.
fn on_quay(aside: f32, up: f32, z: f32) -> Vec3 {
    vec3(edge(z) + aside, QUAY + up, z)
}

pub fn build(scene: &mut Scene) {
    walls(scene);
    furniture(scene);
    cargo(scene);
    houses(scene);
}

fn walls(scene: &mut Scene) {
    let paving = scene.material(|point| {
        let p = point.position;
        let stone = masonry(p.z, p.x, 0.42, 0.24, 0.03);
        let tone = mix(vec3(0.20, 0.18, 0.16), vec3(0.38, 0.34, 0.29), stone.chance);
        let worn = patina(tone, p, 0.09, 0.25) * mix(0.35, 1.0, stone.face);
        let wet = smoothstep(0.0, 0.3, fractal(p * 0.6, 3)) * 0.5;
        let relief = vec3(noise(p * 9.0), 0.0, noise(p * 9.0 + UP * 5.0)) * 0.06;
        let (mirror, roughness) = (0.02 + 0.02 * wet, 0.45 - 0.3 * wet);
        Surface::glossy(point, worn * (1.0 - 0.4 * wet), mirror, roughness).leaning(relief)
    });
    let wall = scene.material(|point| {
        let p = point.position;
        let stone = masonry(p.z + p.x, p.y, 0.9, 0.38, 0.035);
        let tone = mix(vec3(0.24, 0.21, 0.18), vec3(0.40, 0.35, 0.29), stone.chance);
        let weed = smoothstep(0.55, 0.2, p.y + 0.3 * fractal(p * 2.0, 3));
        let colour = mix(patina(tone, p, 0.25, 0.35), vec3(0.035, 0.05, 0.02), weed);
        Surface::matte(point, colour * mix(0.4, 1.0, stone.face))
    });
    let coping = scene.material(|point| {
        let p = point.position;
        let joint = masonry(p.z, 0.2, 1.3, 0.5, 0.02).face;
        let colour = patina(vec3(0.46, 0.41, 0.35), p, 0.15, 0.25);
        Surface::matte(point, colour * mix(0.45, 1.0, joint))
    });
    let (near, far, down) = (on_quay(0.0, 0.0, 6.0), on_quay(0.0, 0.0, -64.0), UP * -3.0);
    let (right_near, right_far) = (vec3(60.0, QUAY, 6.0), vec3(60.0, QUAY, -64.0));
    scene.polygon(paving, &[near, right_near, right_far, far]);
    scene.polygon(wall, &[far + down, near + down, near, far]);
    scene.polygon(wall, &[right_far + down, far + down, far, right_far]);
    let along = (far - near) * 0.5;
    let across = along.cross(UP).normalized();
    let middle = mix(near, far, 0.5) + across * 0.2 + UP * 0.03;
    scene.cuboid(coping, middle, [along, UP * 0.09, across * 0.25]);
}

/// Bollards and lamps.
fn furniture(scene: &mut Scene) {
    let iron = scene.material(|point| {
        let rust = smoothstep(0.0, 0.3, fractal(point.position * 9.0, 4));
        Surface::glossy(point, mix(gray(0.035), vec3(0.20, 0.08, 0.03), rust), 0.04, 0.3)
    });
    let lantern = scene.lamp(vec3(2.2, 1.3, 0.5));
    let mut turned = |material: MaterialId, foot: Vec3, outline: &[(f32, f32)]| {
        let spine: Vec<_> = outline.iter().map(|&(up, radius)| (foot + UP * up, radius)).collect();
        scene.tube(material, 16, &spine);
    };
    for z in [-6.0, -9.5, -14.0, -20.0, -27.0, -34.0, -48.0] {
        let outline = [(0.0, 0.15), (0.30, 0.12), (0.38, 0.19), (0.47, 0.17), (0.5, 0.0)];
        turned(iron, on_quay(0.32, 0.1, z), &outline);
    }
    for z in [-13.5, -26.0, -40.0, -56.0] {
        let foot = on_quay(1.6, 0.0, z);
        turned(iron, foot, &[(0.0, 0.12), (0.6, 0.06), (3.4, 0.045)]);
        turned(lantern, foot, &[(3.4, 0.09), (3.85, 0.16)]);
        turned(iron, foot, &[(3.85, 0.2), (4.1, 0.02)]);
    }
}

/// Crates, barrels and a coil of rope.
fn cargo(scene: &mut Scene) {
    let boards = scene.material(|point| {
        let (u, v) = (point.uv[0], point.uv[1]);
        let gap = smoothstep(0.02, 0.07, fract(v * 4.0));
        let wood = fibre(u * 0.7, v * 0.5, hash(point.seed, (v * 4.0) as u32));
        Surface::matte(point, vec3(0.42, 0.28, 0.15) * (wood * mix(0.15, 1.0, gap)))
    });
    let staves = scene.material(|point| {
        let (u, v) = (point.uv[0], point.uv[1]);
        if [0.12, 0.3, 0.7, 0.88].iter().any(|hoop| (v - hoop).abs() < 0.025) {
            return Surface::glossy(point, gray(0.06), 0.05, 0.3);
        }
        let gap = smoothstep(0.0, 0.1, fract(u * 18.0));
        let wood = fibre(v, u * 3.0, hash((u * 18.0) as u32, point.seed));
        Surface::matte(point, vec3(0.30, 0.17, 0.08) * (wood * mix(0.4, 1.0, gap)))
    });
    let rope = scene.material(|point| {
        let twist = fract(point.uv[1] * 160.0 + point.uv[0] * 2.0);
        let strand = 0.6 + 0.4 * bump((twist - 0.5) * 3.0);
        Surface::matte(point, vec3(0.48, 0.36, 0.20) * strand)
    });
    let mut random = Random::new(5);
    let stack = [(0.2, 0.0, -14.2), (0.9, 0.0, -14.6), (0.5, 0.56, -14.4), (0.0, 0.0, -15.4)];
    for (aside, up, z) in stack {
        scene.seed = random.bits();
        let half = vec3(0.36, 0.28, 0.28);
        scene.block(boards, on_quay(aside, 0.28 + up, z), half, random.between(0.02, 0.15));
    }
    for (aside, z) in [(1.1, -10.4), (1.75, -10.9), (1.3, -11.5), (1.2, -21.0), (1.9, -21.3)] {
        scene.seed = random.bits();
        let foot = on_quay(aside, 0.0, z);
        let barrel = [(0.0, 0.24), (0.22, 0.29), (0.44, 0.31), (0.66, 0.29), (0.88, 0.24)];
        let barrel = barrel.map(|(up, radius)| (foot + UP * up, radius));
        scene.tube(staves, 24, &barrel);
        scene.tube(boards, 24, &[barrel[4], (foot + UP * 0.86, 0.0)]);
    }
    let coil = (0..60).map(|i| {
        let (turns, layer) = (i as f32 / 12.0, (i / 24) as f32);
        let radius = 0.36 - 0.05 * (turns - layer * 2.0);
        let round = vec3(cos(turns), 0.0, sin(turns)) * radius;
        (on_quay(0.9, 0.05 + 0.055 * layer, -5.2) + round, 0.032)
    });
    scene.rough_tube(rope, 8, 2, &coil.collect::<Vec<_>>(), |_, _| 0.0);
}

/// A row of gabled houses along the quay.
fn houses(scene: &mut Scene) {
    const PLASTER: [Colour; 7] = [
        vec3(0.62, 0.27, 0.17),
        vec3(0.70, 0.60, 0.42),
        vec3(0.30, 0.42, 0.50),
        vec3(0.72, 0.48, 0.20),
        vec3(0.66, 0.62, 0.56),
        vec3(0.52, 0.20, 0.18),
        vec3(0.40, 0.48, 0.34),
    ];
    /// Half a house's depth and half its width.
    const HALF: f32 = 3.0;
    let tiles = scene.material(|point| {
        let p = point.position;
        let tile = masonry(p.z + p.x, p.y, 0.3, 0.2, 0.03);
        let clay = mix(vec3(0.25, 0.09, 0.05), vec3(0.42, 0.17, 0.09), tile.chance);
        Surface::matte(point, clay * mix(0.5, 1.0, tile.face))
    });
    let frame = scene.matte(gray(0.6));
    let (dark, lit) = (glass(scene, BLACK), glass(scene, vec3(0.9, 0.5, 0.18)));
    let mut random = Random::new(21);
    let turns = 0.0167;
    let (out, along) = (vec3(-1.0, 0.0, 0.0).turned(turns), vec3(0.0, 0.0, 1.0).turned(turns));
    for (number, colour) in PLASTER.into_iter().enumerate() {
        let plaster = weathered(scene, colour, 0.8, 0.18);
        let height = random.between(5.6, 8.2);
        let foot = on_quay(7.2, 0.0, -29.0 - number as f32 * 6.1);
        let half = [out * HALF, UP * (height * 0.5), along * HALF];
        scene.cuboid(plaster, foot + UP * (height * 0.5), half);

        let eaves = foot + UP * height;
        let ridge = UP * random.between(2.2, 3.2);
        let length = along * (HALF + 0.05);
        for side in [-1.0, 1.0] {
            let gable = eaves + along * (HALF * side);
            scene.polygon(plaster, &[gable + out * HALF, gable + ridge, gable - out * HALF]);
            let edge = eaves + out * (side * 3.4) - ridge * 0.13;
            let slope = [edge - length, edge + length, eaves + ridge + length];
            scene.polygon(tiles, &[slope[0], slope[1], slope[2], eaves + ridge - length]);
        }
        scene.block(plaster, eaves + ridge * 0.9 + along * 1.6, vec3(0.35, 0.8, 0.35), turns);

        let pane = if random.unit() < 0.4 { lit } else { dark };
        let window = Window { frame, glass: pane, width: 0.42, height: 0.62 };
        let door = Window { frame, glass: frame, width: 0.5, height: 1.05 };
        for floor in 0..(height / 2.6) as usize {
            let up = UP * (floor as f32 * 2.5 + 1.55);
            for column in [-1.75, 0.0, 1.75] {
                let front = foot + out * HALF + along * column;
                match (floor, column) {
                    (0, 0.0) => door.build(scene, front + UP * 1.05, out, along),
                    _ => window.build(scene, front + up, out, along),
                }
                window.build(scene, foot + along * HALF + out * column + up, along, out);
            }
        }
    }
}
