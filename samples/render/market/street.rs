//! The street behind the stall.

use crate::arithmetic::{BLACK, Colour, UP, Vec3, fract, gray, mix, sin, vec3};
use crate::buildings::{Window, glass};
use crate::noise::Random;
use crate::plants::{Leaves, leaf};
use crate::scene::{MaterialId, Scene};
use crate::surface::Surface;
use crate::textures::{fibre, masonry, patina, weathered};

pub fn build(scene: &mut Scene) {
    let cobbles = scene.material(|point| {
        let p = point.position;
        let stone = masonry(p.x, p.z, 0.13, 0.11, 0.025);
        let tone = mix(vec3(0.16, 0.15, 0.145), vec3(0.34, 0.31, 0.28), stone.chance);
        let worn = patina(tone, p, 0.05, 0.25) * mix(0.3, 1.0, stone.face);
        Surface::glossy(point, worn, 0.03, 0.4)
    });
    let (middle, far) = (vec3(0.0, 0.0, -42.0), vec3(0.0, 0.0, -48.0));
    scene.panel(cobbles, middle, vec3(20.0, 0.0, 0.0), far);
    rows(scene);
    stalls(scene);
    house(scene);
}

/// Brickwork with bricks of about one colour.
fn bricks(scene: &mut Scene, tone: Colour) -> MaterialId {
    scene.material(move |point| {
        let p = point.position;
        let brick = masonry(p.x + p.z, p.y, 0.225, 0.075, 0.014);
        let colour = patina(mix(tone * 0.65, tone * 1.3, brick.chance), p, 0.03, 0.22);
        let mortar = patina(vec3(0.42, 0.39, 0.35), p, 0.02, 0.2);
        Surface::matte(point, patina(mix(mortar, colour, brick.face), p, 0.7, 0.2))
    })
}

/// Houses on both sides, and a church tower at the end.
fn rows(scene: &mut Scene) {
    const FRONTS: [Colour; 6] = [
        vec3(0.66, 0.52, 0.34),
        vec3(0.45, 0.20, 0.13),
        vec3(0.66, 0.62, 0.54),
        vec3(0.40, 0.48, 0.52),
        vec3(0.62, 0.36, 0.26),
        vec3(0.58, 0.55, 0.38),
    ];
    let fronts = FRONTS.map(|colour| weathered(scene, colour, 0.6, 0.15));
    let roof = weathered(scene, vec3(0.24, 0.13, 0.10), 0.3, 0.3);
    let (frame, glass) = (scene.matte(gray(0.62)), glass(scene, BLACK));
    let window = Window { frame, glass, width: 0.43, height: 0.68 };
    let along = vec3(0.0, 0.0, 1.0);
    let mut random = Random::new(8);
    for (side, corner_x, corner_z) in [(-1.0, -6.2, -6.0), (1.0, -0.9, -14.0)] {
        for number in 0..7 {
            let front = fronts[(random.bits() % 6) as usize];
            let height = random.between(6.0, 9.5);
            let foot = vec3(corner_x, 0.0, corner_z - number as f32 * 6.0);
            let middle = foot + vec3(side * 3.0, height * 0.5, 0.0);
            scene.block(front, middle, vec3(3.0, height * 0.5, 3.0), 0.0);
            scene.block(roof, middle + UP * (height * 0.5 + 0.1), vec3(3.3, 0.14, 3.05), 0.0);
            for floor in 0..(height / 2.7) as usize {
                for column in [-1.2, 1.2] {
                    let place = foot + UP * (floor as f32 * 2.8 + 1.7) + along * column;
                    window.build(scene, place, vec3(-side, 0.0, 0.0), along);
                }
            }
        }
    }
    let stone = bricks(scene, vec3(0.40, 0.34, 0.27));
    let tower = vec3(-3.6, 13.0, -58.0);
    scene.block(stone, tower - UP * 6.5, vec3(1.9, 6.5, 1.9), 0.0);
    scene.tube(roof, 4, &[(tower, 2.9), (tower + UP * 7.0, 0.05)]);
}

/// More stalls, out of focus.
fn stalls(scene: &mut Scene) {
    const AWNINGS: [Colour; 4] = [
        vec3(0.10, 0.25, 0.50),
        vec3(0.62, 0.42, 0.08),
        vec3(0.55, 0.10, 0.09),
        vec3(0.10, 0.36, 0.24),
    ];
    const GOODS: [Colour; 4] = [
        vec3(0.55, 0.10, 0.05),
        vec3(0.65, 0.40, 0.05),
        vec3(0.20, 0.35, 0.08),
        vec3(0.50, 0.20, 0.30),
    ];
    let goods = GOODS.map(|colour| scene.glossy(colour, 0.04, 0.3));
    let wood = scene.matte(vec3(0.34, 0.24, 0.14));
    let mut random = Random::new(9);
    for (number, colour) in AWNINGS.into_iter().enumerate() {
        let cloth = scene.material(move |point| {
            let colour = if fract(point.uv[0] * 5.0) < 0.5 { colour } else { gray(0.68) };
            Surface::cloth(point, colour, 0.4)
        });
        let at = |x: f32, y: f32, z: f32| vec3(x, y, z - 8.5 - 4.4 * number as f32);
        let length = vec3(0.0, 0.0, -1.3);
        scene.panel(cloth, at(-4.0, 2.5, 0.0), length, vec3(-1.0, 0.3, 0.0));
        scene.panel(cloth, at(-3.0, 2.09, 0.0), length, UP * 0.11);
        scene.block(wood, at(-3.8, 0.45, 0.0), vec3(0.6, 0.45, 1.2), 0.0);
        for end in [-1.25, 1.25] {
            scene.block(wood, at(-3.05, 1.1, end), vec3(0.03, 1.1, 0.03), 0.0);
        }
        for _ in 0..150 {
            let place = random.in_ball();
            let heap = goods[((place.z * 2.0 + 2.0) as usize + number) % 4];
            let centre = at(place.x * 0.5 - 3.8, 0.95 + place.y.abs() * 0.12, place.z * 1.1);
            scene.ellipsoid(heap, 6, centre, gray(0.055));
        }
    }
}

/// The brick house behind the stall, with shutters and ivy.
fn house(scene: &mut Scene) {
    let wall = bricks(scene, vec3(0.36, 0.15, 0.095));
    scene.block(wall, vec3(5.3, 4.0, -7.6), vec3(6.0, 4.0, 2.4), 0.0);
    let frame = scene.material(|point| {
        let wood = fibre(point.position.y, point.position.x, 3);
        Surface::glossy(point, vec3(0.50, 0.55, 0.50) * wood, 0.03, 0.3)
    });
    let shutter = scene.material(|point| {
        let slat = mix(0.45, 1.1, fract(point.position.y * 16.0));
        Surface::glossy(point, vec3(0.07, 0.20, 0.19) * slat, 0.03, 0.35)
    });
    let stone = weathered(scene, vec3(0.50, 0.46, 0.40), 0.1, 0.2);
    let window = Window { frame, glass: glass(scene, gray(0.03)), width: 0.36, height: 0.55 };
    for x in [0.2, 2.8] {
        let middle = vec3(x, 1.75, -5.2);
        window.build(scene, middle, vec3(0.0, 0.0, 1.0), vec3(1.0, 0.0, 0.0));
        scene.block(stone, middle - UP * 0.69, vec3(0.52, 0.05, 0.10), 0.0);
        scene.block(stone, middle + UP * 0.73, vec3(0.52, 0.09, 0.03), 0.0);
        for side in [-0.67, 0.67] {
            let place: Vec3 = middle + vec3(side, 0.0, 0.02);
            scene.block(shutter, place, vec3(0.21, 0.62, 0.03), 0.0);
        }
    }

    let green = scene.material(|point| leaf(point, vec3(0.05, 0.13, 0.03), vec3(0.16, 0.28, 0.06)));
    let ivy = Leaves { material: green, size: 0.08 };
    let mut random = Random::new(31);
    for i in 0..60 {
        let y = i as f32 * 0.06;
        let x = -0.62 + 0.10 * sin(y * 0.3) + 0.12 * random.between(-1.0, 1.0);
        ivy.spray(scene, &mut random, vec3(x, y, -5.17), 0.17, 26);
    }
}
