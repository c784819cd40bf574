//! Patterns for materials: masonry, wood, cloth. Lengths in metres unless a pattern says otherwise.

use crate::arithmetic::{Colour, Vec3, fract, lower, mix, smoothstep, vec3};
use crate::noise::{fractal, hash, noise, unit};
use crate::scene::{MaterialId, Scene};
use crate::surface::Surface;

/// Where a point lies in a wall of stones laid in courses.
pub struct Stone {
    /// A number of the stone's own, in 0..1.
    pub chance: f32,
    /// From 0 in the joint to 1 on the stone.
    pub face: f32,
}

/// Courses of stones `width` by `height`, each course half a stone further, with joints `joint`
/// wide; (x, y) on the wall.
pub fn masonry(x: f32, y: f32, width: f32, height: f32, joint: f32) -> Stone {
    let course = (y / height).floor();
    let along =
        x / width + 0.5 * fract(course * 0.5) * 2.0 + unit(hash(course as i32 as u32, 7)) * 0.2;
    let (in_x, in_y) = (fract(along) * width, fract(y / height) * height);
    let edge = lower(lower(in_x, width - in_x), lower(in_y, height - in_y));
    Stone {
        chance: unit(hash(along.floor() as i32 as u32, course as i32 as u32)),
        face: smoothstep(joint * 0.5, joint, edge),
    }
}

/// Wood, from its lightness to its darkest fibre 1 to 0.5; `along` the fibre, `across` it, a
/// different board for each seed.
pub fn fibre(along: f32, across: f32, seed: u32) -> f32 {
    let board = unit(hash(seed, 3)) * 50.0;
    let rings = noise(vec3(
        along * 1.3,
        across * 22.0 + 3.0 * noise(vec3(along * 0.9, across * 3.0, board)),
        board,
    ));
    let fine = noise(vec3(along * 9.0, across * 240.0, board));
    0.78 + 0.16 * rings + 0.08 * fine
}

/// Woven cloth with `threads` a unit: how much light the thread on top sends, about 1.
pub fn weave(u: f32, v: f32, threads: f32) -> f32 {
    let (x, y) = (u * threads, v * threads);
    let over = fract((x.floor() + y.floor()) * 0.5) < 0.25;
    let across = fract(if over { x } else { y }) - 0.5;
    let uneven = noise(vec3(x * 0.31, y * 0.31, 5.0));
    1.06 - 0.7 * across * across + 0.06 * uneven - if over { 0.0 } else { 0.07 }
}

/// Colours that age and weather unevenly: darker and lighter by up to `strength` in patches of
/// `size`.
pub fn patina(colour: Colour, position: Vec3, size: f32, strength: f32) -> Colour {
    colour * (1.0 + strength * 2.0 * fractal(position * (1.0 / size), 4))
}

/// From `first` to `second`, at a place given by the seed.
pub fn between(first: Colour, second: Colour, seed: u32) -> Colour {
    mix(first, second, unit(hash(seed, 11)))
}

/// A dull material of one colour with [`patina`].
pub fn weathered(scene: &mut Scene, colour: Colour, size: f32, strength: f32) -> MaterialId {
    scene.material(move |point| {
        Surface::matte(point, patina(colour, point.position, size, strength))
    })
}
