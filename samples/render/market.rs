//! A fruit stall in a street market, on a sunny afternoon.

mod fruit;
mod stall;
mod street;

use image::RgbImage;

use crate::air::Air;
use crate::arithmetic::{Colour, Vec3, bump, exp, fract, gray, mix, sin, smoothstep, vec3};
use crate::camera::Camera;
use crate::light::{Sky, Sun, World};
use crate::noise::{Random, fractal, noise};
use crate::people::{Person, Skin};
use crate::scene::Scene;
use crate::surface::{Point, Surface};
use crate::textures::{patina, weave};

const TO_SUN: Vec3 = vec3(-0.590, 0.390, 0.707);

pub fn photograph() -> RgbImage {
    let mut scene = Scene::default();
    street::build(&mut scene);
    stall::build(&mut scene);
    fruit::build(&mut scene);
    people(&mut scene);

    let sun = Sun { direction: TO_SUN, colour: vec3(2.5, 2.15, 1.65), spread: 0.006 };
    let air =
        Air { density: 0.0035, height: 40.0, colour: |_| vec3(0.85, 0.90, 1.0), sunlit: None };
    let world = World::new(scene, sun, Sky { seen: sky, shed: clear_sky }, air, 40.0);
    Camera {
        width: 1280,
        height: 720,
        position: vec3(-0.1, 1.62, 0.7),
        target: vec3(-0.02, 1.38, -2.6),
        half_height: 0.325,
        aperture: 0.012,
        focus: 4.0,
        samples: 8,
        brightening: 0.72,
    }
    .photograph(&world)
}

fn clear_sky(direction: Vec3) -> Colour {
    let height = direction.y.max(0.0);
    let glow = exp((direction.dot(TO_SUN) - 1.0) * 5.0);
    mix(vec3(0.30, 0.48, 0.90), vec3(0.86, 0.92, 1.02), exp(-height * 4.0))
        + vec3(0.8, 0.65, 0.45) * glow
}

fn sky(direction: Vec3) -> Colour {
    let plane = vec3(direction.x, direction.z, 0.0) / (direction.y.max(0.0) + 0.2) * 1.5;
    let cloud = smoothstep(0.0, 0.35, fractal(plane, 5));
    mix(clear_sky(direction), vec3(1.6, 1.57, 1.52), cloud * 0.8)
}

fn people(scene: &mut Scene) {
    let light = Skin::new(
        scene,
        vec3(0.56, 0.34, 0.25),
        vec3(0.50, 0.20, 0.17),
        vec3(0.10, 0.16, 0.18),
        vec3(0.10, 0.065, 0.04),
        0.55,
    );
    let brown = Skin::new(
        scene,
        vec3(0.30, 0.165, 0.10),
        vec3(0.30, 0.11, 0.09),
        vec3(0.07, 0.04, 0.02),
        vec3(0.02, 0.015, 0.012),
        0.0,
    );
    let olive = Skin::new(
        scene,
        vec3(0.46, 0.27, 0.18),
        vec3(0.42, 0.18, 0.14),
        vec3(0.10, 0.06, 0.03),
        vec3(0.30, 0.28, 0.26),
        0.9,
    );
    let hair = |scene: &mut Scene, colour: Colour| {
        scene.material(move |point: &Point| {
            let strand = 0.6 + 0.7 * noise(vec3(point.uv[0] * 260.0, point.uv[1] * 4.0, 1.0)).abs();
            Surface::glossy(point, colour * strand, 0.05, 0.3)
        })
    };
    let dark_hair = hair(scene, vec3(0.035, 0.022, 0.015));
    let gray_hair = hair(scene, vec3(0.36, 0.34, 0.32));
    let brown_hair = hair(scene, vec3(0.13, 0.07, 0.035));
    let striped = scene.material(|point| {
        let stripe = fract(point.uv[0] * 44.0) < 0.35;
        let colour = if stripe { vec3(0.20, 0.32, 0.50) } else { vec3(0.72, 0.71, 0.69) };
        Surface::matte(point, colour * weave(point.uv[0], point.uv[1], 300.0))
    });
    let cloth = |scene: &mut Scene, colour: Colour, threads: f32| {
        scene.material(move |point: &Point| {
            Surface::matte(
                point,
                patina(colour, point.position, 0.1, 0.10)
                    * weave(point.uv[0], point.uv[1], threads),
            )
        })
    };
    let apron = cloth(scene, vec3(0.06, 0.15, 0.10), 150.0);
    let denim = cloth(scene, vec3(0.07, 0.10, 0.18), 200.0);
    let mustard = cloth(scene, vec3(0.60, 0.36, 0.07), 240.0);
    let tweed = cloth(scene, vec3(0.22, 0.19, 0.15), 130.0);
    let straw = scene.material(|point| {
        let plait = vec3(0.58, 0.47, 0.30)
            * (0.80 + 0.35 * bump(sin(point.uv[1] * 7.0 + point.uv[0]) * 2.0))
            * weave(point.uv[0], point.uv[1], 70.0);
        let band = point.uv[1] > 0.05 && point.uv[1] < 0.32 && point.position.y > 1.735;
        Surface::matte(point, if band { vec3(0.05, 0.06, 0.12) } else { plait })
    });
    let linen = cloth(scene, vec3(0.26, 0.36, 0.46), 260.0);

    let vendor = Person {
        foot: vec3(0.40, 0.15, -3.66),
        turns: -0.04,
        head_turns: -0.045,
        scale: 1.03,
        hands: [vec3(-0.33, 1.30, 0.31), vec3(0.30, 1.06, 0.36)],
        palms: [vec3(0.2, 1.0, 0.2), vec3(0.0, -1.0, 0.2)],
        bare_arms: true,
        skin: light,
        hair: brown_hair,
        top: striped,
        legs: denim,
    };
    vendor.build(scene);
    vendor.build_hair(scene, -0.45, 0.06);
    vendor.build_hat(scene, tweed, 0.062, [0.055, 0.012, 0.008]);
    vendor.build_front(scene, apron, 0.60, 1.30, 1.06);
    let red = scene.glossy(vec3(0.50, 0.05, 0.04), 0.05, 0.12);
    scene.ellipsoid(red, 24, vendor.at(vec3(-0.345, 1.388, 0.372)), vec3(0.043, 0.040, 0.043));

    let shopper = Person {
        foot: vec3(-1.30, 0.0, -1.80),
        turns: 0.325,
        head_turns: -0.04,
        scale: 0.97,
        hands: [vec3(-0.20, 1.02, 0.28), vec3(0.22, 1.10, 0.42)],
        palms: [vec3(0.3, 0.2, -1.0), vec3(-0.3, -1.0, 0.0)],
        bare_arms: true,
        skin: brown,
        hair: dark_hair,
        top: mustard,
        legs: denim,
    };
    shopper.build(scene);
    shopper.build_hair(scene, -0.35, 0.10);
    scene.ellipsoid(dark_hair, 24, shopper.on_head(vec3(0.0, 0.06, -0.125)), gray(0.052));

    let neighbour = Person {
        foot: vec3(1.38, 0.0, -2.0),
        turns: -0.31,
        head_turns: 0.07,
        scale: 1.04,
        hands: [vec3(-0.20, 0.95, 0.34), vec3(0.20, 1.0, 0.26)],
        palms: [vec3(0.2, 1.0, 0.1), vec3(-1.0, 0.0, 0.0)],
        bare_arms: false,
        skin: olive,
        hair: gray_hair,
        top: linen,
        legs: tweed,
    };
    neighbour.build(scene);
    neighbour.build_hair(scene, -0.45, 0.05);
    neighbour.build_hat(scene, straw, 0.095, [0.065, 0.06, 0.06]);

    // Passers-by down the street.
    let mut random = Random::new(44);
    for (x, z, turns) in [
        (-2.1, -7.5, 0.45),
        (-1.7, -11.0, 0.05),
        (-2.5, -14.0, 0.95),
        (-1.8, -17.5, 0.5),
        (-2.4, -21.0, 0.02),
    ] {
        let colour = mix(vec3(0.15, 0.2, 0.4), vec3(0.6, 0.3, 0.2), random.unit());
        let top = cloth(scene, colour, 150.0);
        let person = Person {
            foot: vec3(x, 0.0, z),
            turns,
            head_turns: 0.0,
            scale: random.between(0.94, 1.06),
            hands: [vec3(-0.26, 0.86, 0.10), vec3(0.26, 0.86, -0.02)],
            palms: [vec3(1.0, 0.0, 0.0), vec3(-1.0, 0.0, 0.0)],
            bare_arms: random.unit() < 0.5,
            skin: if random.unit() < 0.5 { brown } else { light },
            hair: if random.unit() < 0.5 { brown_hair } else { dark_hair },
            top,
            legs: denim,
        };
        person.build(scene);
        person.build_hair(scene, -0.5, 0.08);
    }
}
