//! Boats, moored and under sail, and gulls.

use crate::arithmetic::{BLACK, Colour, UP, Vec3, cos, fract, gray, mix, sin, smoothstep, vec3};
use crate::harbour::quay::{QUAY, edge};
use crate::lettering::Lettering;
use crate::scene::{MaterialId, Scene};
use crate::surface::{Point, Surface};
use crate::textures::{fibre, patina};

pub fn build(scene: &mut Scene) {
    let gear = Gear::new(scene);
    trawler(scene, &gear);
    yachts(scene, &gear);
    dinghy(scene, &gear);
    gulls(scene);
}

/// What all boats are fitted out with.
struct Gear {
    planks: MaterialId,
    varnish: MaterialId,
    cream: MaterialId,
    red: MaterialId,
}

impl Gear {
    fn new(scene: &mut Scene) -> Self {
        let planks = scene.material(|point| {
            let p = point.position;
            let gap = smoothstep(0.0, 0.12, fract(p.x * 6.0 + p.z * 2.0));
            let wood = vec3(0.40, 0.22, 0.10) * (fibre(p.z, p.x, 4) * mix(0.5, 1.0, gap));
            Surface::glossy(point, wood, 0.03, 0.3)
        });
        let cream = scene.material(|point| {
            let paint = patina(vec3(0.72, 0.66, 0.52), point.position, 0.4, 0.12);
            Surface::glossy(point, paint, 0.03, 0.3)
        });
        let varnish = scene.glossy(vec3(0.42, 0.22, 0.09), 0.04, 0.15);
        let red = scene.glossy(vec3(0.48, 0.07, 0.05), 0.04, 0.25);
        Self { planks, varnish, cream, red }
    }
}

struct Boat {
    middle: Vec3,
    turns: f32,
    length: f32,
    beam: f32,
    freeboard: f32,
}

/// Half the breadth, from the stern at -1 to the bow at 1, of full breadth 1.
fn breadth(along: f32) -> f32 {
    let fullness = if along > 0.0 { 1.0 } else { 0.45 };
    (1.0 - fullness * along * along).max(0.0)
}

impl Boat {
    /// A point by its share of half the length, of half the beam and of the freeboard.
    fn at(&self, along: f32, aside: f32, up: f32) -> Vec3 {
        let sheer = 1.0 + 0.45 * along.max(0.0) * along + 0.12 * along * along;
        let (x, z) = (along * self.length * 0.5, aside * self.beam * 0.5);
        self.middle + vec3(x, up * self.freeboard * sheer, z).turned(self.turns)
    }

    /// A point of the hull: `around` it from one gunwale at -1 over the keel to the other at 1.
    fn shell(&self, along: f32, around: f32, inset: f32) -> Vec3 {
        let depth = around * around;
        let girth = around * (1.5 - 0.5 * depth) * (0.85 + 0.15 * depth);
        let rake = 0.10 * along.max(0.0) * depth;
        let aside = girth * (breadth(along) - inset).max(0.0);
        self.at(along + rake, aside, -0.7 + 1.7 * depth * depth.sqrt())
    }

    fn hull(&self, scene: &mut Scene, paint: MaterialId, inside: MaterialId, deck: f32) {
        let full = |t: f32| t * 2.0 - 1.0;
        scene.surface(paint, 48, 32, |u, v| self.shell(full(u), full(v), 0.0));
        scene.surface(inside, 48, 32, |u, v| self.shell(full(u), full(v), 0.08));
        scene.surface(paint, 1, 32, |u, v| {
            mix(self.at(-1.0, 0.0, 0.9), self.shell(-1.0, full(v), 0.0), u)
        });
        scene.surface(inside, 24, 2, |u, v| {
            let along = full(u) * 0.97;
            self.at(along, full(v) * breadth(along) * 0.93, deck)
        });
        for aside in [-1.0, 1.0] {
            let rail = (0..=12).map(|i| (self.shell(full(i as f32 / 12.0), aside, 0.0), 0.04));
            scene.rough_tube(inside, 6, 3, &rail.collect::<Vec<_>>(), |_, _| 0.0);
        }
    }

    /// A block by its place from the middle and half its size, all in metres.
    fn block(&self, scene: &mut Scene, material: MaterialId, place: Vec3, half: Vec3) {
        scene.block(material, self.middle + place.turned(self.turns), half, self.turns);
    }
}

fn pole(scene: &mut Scene, material: MaterialId, from: Vec3, to: Vec3, radius: f32) {
    let middle = (mix(from, to, 0.5), radius * 0.85);
    scene.tube(material, 8, &[(from, radius), middle, (to, radius * 0.6)]);
}

/// Planks painted in a colour down to the waterline, in another below; a name on the bow.
fn paint(
    scene: &mut Scene,
    above: Colour,
    below: Colour,
    waterline: f32,
    name: &str,
) -> MaterialId {
    let name = Lettering::new(name);
    scene.material(move |point: &Point| {
        let (u, v, height) = (point.uv[0], point.uv[1], point.position.y);
        let letters = name.paint((u - 0.68) * 31.0, (v - 0.944) * 28.0, 0.16);
        let colour = if height < waterline {
            below
        } else if height < waterline + 0.1 {
            gray(0.7)
        } else {
            mix(patina(above, point.position, 0.4, 0.15), gray(0.75), letters)
        };
        let plank = smoothstep(0.0, 0.12, fract(height * 5.5));
        Surface::glossy(point, colour * mix(0.75, 1.0, plank), 0.04, 0.2)
    })
}

fn trawler(scene: &mut Scene, gear: &Gear) {
    let blue = paint(scene, vec3(0.05, 0.16, 0.30), vec3(0.30, 0.06, 0.04), 0.16, "MARIGOLD");
    let glass = scene.glossy(BLACK, 0.08, 0.01);
    let middle = vec3(-3.4, 0.1, -16.5);
    let boat = Boat { middle, turns: 0.085, length: 8.2, beam: 2.7, freeboard: 0.95 };
    boat.hull(scene, blue, gear.planks, 0.55);

    boat.block(scene, gear.cream, vec3(-0.9, 1.35, 0.0), vec3(0.95, 0.95, 0.75));
    boat.block(scene, gear.red, vec3(-0.9, 2.34, 0.0), vec3(1.15, 0.05, 0.92));
    boat.block(scene, glass, vec3(-1.4, 1.77, 0.0), vec3(0.32, 0.28, 0.77));
    boat.block(scene, glass, vec3(-0.4, 1.77, 0.0), vec3(0.32, 0.28, 0.77));
    boat.block(scene, glass, vec3(-0.9, 1.77, 0.0), vec3(0.97, 0.28, 0.55));
    for (along, aside) in [(0.45, 0.2), (0.52, -0.3), (-0.75, 0.0)] {
        scene.block(gear.red, boat.at(along, aside, 0.8), vec3(0.25, 0.18, 0.2), along);
    }

    let mast = boat.at(0.22, 0.0, 0.5);
    pole(scene, gear.varnish, mast, mast + UP * 4.6, 0.08);
    pole(scene, gear.varnish, boat.at(0.22, 0.0, 2.0), boat.at(0.80, 0.0, 3.2), 0.05);
    for (along, aside) in [(-0.95, 0.0), (1.05, 0.0), (-0.2, 0.9), (-0.2, -0.9)] {
        pole(scene, gear.varnish, boat.at(along, aside, 1.0), mast + UP * 4.4, 0.012);
    }

    let buoy: Vec<_> = (0..=16)
        .map(|i| vec3(cos(i as f32 / 16.0) * 0.2 - 0.9, sin(i as f32 / 16.0) * 0.2 + 1.2, 0.8))
        .map(|place| (boat.middle + place.turned(boat.turns), 0.05))
        .collect();
    scene.rough_tube(gear.red, 8, 2, &buoy, |_, _| 0.0);
    for along in [-0.65, -0.35, -0.05] {
        let fender = boat.at(along, 1.02, 0.55);
        scene.ellipsoid(gear.cream, 10, fender, vec3(0.13, 0.22, 0.13));
    }
}

fn yachts(scene: &mut Scene, gear: &Gear) {
    let white = paint(scene, vec3(0.70, 0.68, 0.62), vec3(0.05, 0.10, 0.20), 0.14, "");
    let canvas = scene.material(|point| {
        let seam = smoothstep(0.0, 0.03, fract(point.uv[1] * 9.0));
        let cloth = vec3(0.74, 0.68, 0.58) * mix(0.82, 1.0, seam);
        Surface { through: cloth * 0.45, ..Surface::matte(point, cloth * 0.7) }
    });
    let near = (vec3(-17.5, 0.1, -42.0), 0.06, 9.5);
    for (middle, turns, length) in
        [near, (vec3(-3.5, 0.1, -92.0), 0.44, 10.0), (vec3(-44.0, 0.1, -130.0), 0.02, 10.5)]
    {
        let boat = Boat { middle, turns, length, beam: 2.7, freeboard: 0.9 };
        boat.hull(scene, white, gear.planks, 0.85);
        boat.block(scene, gear.cream, vec3(0.0, 1.03, 0.0), vec3(1.5, 0.28, 0.7));
        let foot = boat.at(0.12, 0.0, 0.9);
        let top = foot + UP * (1.26 * length);
        let boom = boat.at(-0.85, 0.25, 0.9) + UP * 0.9;
        pole(scene, gear.varnish, foot, top, 0.09);
        pole(scene, gear.varnish, foot + UP, boom, 0.06);

        // Each sail hangs between its fore edge and its aft edge, and the wind bellies it out.
        let lee = vec3(0.0, 0.0, 1.0).turned(turns);
        scene.surface(canvas, 20, 24, |u, v| {
            let (fore, aft) = (mix(foot + UP * 1.1, top, v), mix(boom + UP * 0.1, top, v));
            mix(fore, aft, u) + lee * (1.6 * u * (1.0 - u) * (1.0 - v) + 0.5 * v * u)
        });
        let (bow, peak) = (boat.at(1.02, 0.0, 1.0), mix(foot, top, 0.9));
        scene.surface(canvas, 20, 24, |u, v| {
            let (fore, aft) = (mix(bow, peak, v), mix(foot + UP * 0.9, peak, v));
            mix(fore, aft, u) + lee * (1.5 * u * (1.0 - u) * (1.0 - v * 0.8))
        });
    }
}

/// A rowing boat made fast to a bollard.
fn dinghy(scene: &mut Scene, gear: &Gear) {
    let green = vec3(0.08, 0.26, 0.18);
    let green = paint(scene, green, green, 0.02, "");
    let middle = vec3(-0.4, 0.05, -10.9);
    let boat = Boat { middle, turns: 0.13, length: 3.3, beam: 1.35, freeboard: 0.45 };
    boat.hull(scene, green, gear.planks, 0.15);
    for along in [-0.55, 0.0, 0.5] {
        let half = vec3(0.13, 0.02, breadth(along) * 0.62);
        scene.block(gear.planks, boat.at(along, 0.0, 0.62), half, boat.turns);
    }
    for aside in [-0.25, 0.2] {
        let (grip, blade) = (boat.at(-0.8, aside, 0.95), boat.at(0.65, aside * 1.2, 0.85));
        pole(scene, gear.varnish, grip, blade, 0.028);
    }
    let (ring, bollard) = (boat.at(1.05, 0.0, 1.0), vec3(edge(-9.5) + 0.32, QUAY + 0.35, -9.5));
    let sag = mix(ring, bollard, 0.5) - UP * 0.25;
    scene.tube(gear.cream, 6, &[(ring, 0.015), (sag, 0.015), (bollard, 0.015)]);
}

fn gulls(scene: &mut Scene) {
    let feather =
        scene.material(|point| Surface { through: gray(0.4), ..Surface::matte(point, gray(0.75)) });
    for gull in [vec3(-1.6, 8.2, -26.0), vec3(-3.1, 7.2, -31.0), vec3(0.6, 9.6, -38.0)] {
        scene.ellipsoid(feather, 6, gull, vec3(0.05, 0.05, 0.2));
        for wing in [-1.0, 1.0] {
            let (joint, tip) = (vec3(wing * 0.25, 0.16, 0.0), vec3(wing * 0.62, 0.07, 0.05));
            scene.tube(feather, 6, &[(gull, 0.05), (gull + joint, 0.055), (gull + tip, 0.005)]);
        }
    }
}
