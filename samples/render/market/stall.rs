//! The stall: its awning, its table, and what hangs from it.

use crate::arithmetic::{Colour, UP, Vec3, bump, cos, fract, mix, sin, smoothstep, vec3};
use crate::lettering::Lettering;
use crate::noise::{Random, noise};
use crate::scene::{MaterialId, Scene, on_sphere};
use crate::surface::{Point, Surface};
use crate::textures::{between, fibre, patina, weave};

/// Where the stall ends on both sides.
pub const LEFT: f32 = -1.62;
pub const RIGHT: f32 = 1.75;

/// The slope of the table's top: its height at `z`.
pub fn table(z: f32) -> f32 {
    0.80 + (-2.35 - z) * 0.36
}

pub fn build(scene: &mut Scene) {
    let wood = scene.material(|point| {
        let fibre = fibre(point.position.y + point.position.z, point.position.x, point.seed);
        Surface::matte(point, vec3(0.40, 0.27, 0.15) * fibre)
    });
    for (x, z) in [(LEFT, -2.47), (RIGHT, -2.47), (LEFT, -4.15), (RIGHT, -4.15)] {
        scene.seed += 1;
        scene.block(wood, vec3(x, 1.2, z), vec3(0.032, 1.2, 0.032), 0.0);
    }
    let half = vec3((RIGHT - LEFT) * 0.5, 0.025, 0.025);
    scene.block(wood, vec3((LEFT + RIGHT) * 0.5, 2.27, -2.47), half, 0.0);
    awning(scene);
    cloths(scene);
    strings(scene, wood);
}

/// Striped canvas.
fn canvas(point: &Point, u: f32, v: f32) -> Colour {
    let stripe = smoothstep(0.46, 0.50, (fract(u * 9.5) - 0.5).abs() * 2.0);
    let colour = mix(vec3(0.56, 0.075, 0.06), vec3(0.66, 0.62, 0.54), stripe);
    patina(colour, point.position, 0.3, 0.10) * weave(u, v, 420.0)
}

/// The roof, and the valance with the name in front of it.
fn awning(scene: &mut Scene) {
    const WIDTH: f32 = RIGHT - LEFT + 0.3;
    const DROP: f32 = 0.24;
    let title = Lettering::new("ORCHARD & SONS");
    let roof = scene.material(|point| {
        Surface::cloth(point, canvas(point, point.uv[0], point.uv[1] * 0.6), 0.6)
    });
    let valance = scene.material(move |point| {
        let (u, v) = (point.uv[0], point.uv[1]);
        let plain = vec3(0.62, 0.585, 0.50) * weave(u, v * 0.065, 420.0);
        let cloth = mix(canvas(point, u, v * 0.06), plain, smoothstep(0.16, 0.17, v));
        let letters = title.centred(point.uv, WIDTH / DROP, 0.52, 0.56, 0.17);
        Surface::cloth(point, mix(cloth, vec3(0.045, 0.09, 0.05), letters), 0.35)
    });
    let (front, back) = (vec3(LEFT - 0.15, 2.30, -2.45), vec3(LEFT - 0.15, 2.75, -4.2));
    scene.surface(roof, 120, 30, |u, v| {
        let sag = 0.05 * sin(fract(u * 4.0) * 0.5) * sin(v.clamp(0.0, 1.0) * 0.5);
        let crease = 0.006 * noise(vec3(u * 18.0, v * 5.0, 0.0));
        mix(front, back, v) + vec3(WIDTH * u, crease - sag, 0.0)
    });
    scene.surface(valance, 300, 16, |u, v| {
        let scallop = 0.05 * (1.0 - sin(fract(u * 19.0) * 0.5));
        let wave = 0.010 * sin(u * 19.0) + 0.012 * noise(vec3(u * 14.0, v, 0.0));
        front + vec3(WIDTH * u, (scallop - DROP) * (1.0 - v), 0.012 + wave * (1.0 - v))
    });
}

/// A checked cloth over the front of the table, sacking on top.
fn cloths(scene: &mut Scene) {
    let gingham = scene.material(|point| {
        let (x, y) = (point.uv[0] * 3.4, point.uv[1] * 0.85);
        let check = |t: f32| if fract(t / 0.09) < 0.5 { 0.5 } else { 0.0 };
        let colour = mix(vec3(0.62, 0.60, 0.57), vec3(0.08, 0.18, 0.33), check(x) + check(y));
        Surface::cloth(point, colour * (1.25 * weave(x, y, 330.0)), 0.1)
    });
    let across = |u: f32| mix(LEFT - 0.02, RIGHT - 0.02, u);
    scene.surface(gingham, 220, 20, |u, v| {
        let fold = 0.03 * (sin(u * 13.0) + 0.7 * noise(vec3(u * 31.0, 0.0, 1.0)));
        vec3(across(u), (table(-2.32) - 0.02) * v, -2.30 + fold * (1.0 - v))
    });
    let sacking = scene.material(|point| {
        let threads = weave(point.position.x, point.position.z, 260.0);
        Surface::matte(point, vec3(0.42, 0.31, 0.18) * threads)
    });
    scene.surface(sacking, 60, 20, |u, v| {
        let (z, crease) = (mix(-2.30, -3.45, v), noise(vec3(u * 20.0, v * 9.0, 2.0)));
        vec3(across(u), table(z) + 0.004 * crease, z)
    });
}

/// Strings of peppers and of garlic under the awning.
fn strings(scene: &mut Scene, rope: MaterialId) {
    let pepper = scene.material(|point| {
        let colour = between(vec3(0.50, 0.03, 0.02), vec3(0.62, 0.12, 0.03), point.seed);
        Surface::glossy(point, colour, 0.05, 0.15)
    });
    let garlic = scene.material(|point| {
        let clove = bump(sin(point.uv[0] * 4.0) * 3.0);
        Surface::matte(point, mix(vec3(0.72, 0.66, 0.60), vec3(0.52, 0.38, 0.40), clove * 0.6))
    });
    let mut random = Random::new(12);
    let mut string =
        |scene: &mut Scene, x: f32, count: usize, thing: &dyn Fn(&mut Scene, Vec3, Vec3)| {
            let top = vec3(x, 2.26, -2.52);
            scene.tube(rope, 6, &[(top, 0.006), (top - UP * 0.52, 0.006)]);
            for i in 0..count {
                let (turns, tilt) = (random.unit(), random.between(0.3, 0.6));
                scene.seed = random.bits();
                let down = 0.10 + 0.42 * i as f32 / count as f32;
                thing(scene, top - UP * down, vec3(sin(turns), -tilt, cos(turns)).normalized());
            }
        };
    for x in [-1.38, 1.28] {
        string(scene, x, 34, &|scene, root, out| {
            let bend =
                [root, root + out * 0.025, root + out * 0.06, root + out * 0.085 - UP * 0.02];
            let spine = [(bend[0], 0.004), (bend[1], 0.013), (bend[2], 0.010), (bend[3], 0.001)];
            scene.rough_tube(pepper, 10, 4, &spine, |_, _| 0.0);
        });
    }
    for x in [-1.16, 1.5] {
        string(scene, x, 17, &|scene, root, out| {
            scene.surface(garlic, 20, 10, |u, v| {
                let radii = vec3(0.030, 0.026 + 0.014 * bump((1.0 - v) * 9.0), 0.030);
                root + out * 0.035 + on_sphere(u, v) * radii * (1.0 + 0.05 * cos(u * 8.0))
            });
        });
    }
}
