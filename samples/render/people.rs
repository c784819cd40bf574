//! People: a head with a face, a dressed body, arms that reach, hands with fingers. Measures are of
//! somebody 1.72 m tall who stands at the origin and looks along z.

use crate::arithmetic::{Colour, Vec3, bump, cos, mix, sin, smoothstep, vec3};
use crate::noise::{fractal, noise};
use crate::scene::{MaterialId, Scene, along, on_sphere};
use crate::surface::{Point, Surface};

pub struct Person {
    pub foot: Vec3,
    /// Where they look: 0 along z, a quarter along x.
    pub turns: f32,
    /// How far the head is turned further.
    pub head_turns: f32,
    /// 1 is 1.72 m.
    pub scale: f32,
    /// Where the right hand (at negative x) and the left hand are.
    pub hands: [Vec3; 2],
    /// Where the palms look.
    pub palms: [Vec3; 2],
    pub bare_arms: bool,
    pub skin: Skin,
    pub hair: MaterialId,
    pub top: MaterialId,
    pub legs: MaterialId,
}

#[derive(Clone, Copy)]
pub struct Skin {
    face: MaterialId,
    body: MaterialId,
    eye: MaterialId,
    brow: MaterialId,
}

impl Skin {
    /// `beard` is 0 for a smooth chin and 1 for a dark one.
    pub fn new(
        scene: &mut Scene,
        tone: Colour,
        lips: Colour,
        iris: Colour,
        brow: Colour,
        beard: f32,
    ) -> Self {
        let skin = |point: &Point, colour: Colour| {
            let pores = 1.0 + 0.10 * fractal(point.position * 90.0, 3);
            Surface::glossy(point, colour * pores, 0.028, 0.42)
        };
        let face = scene.material(move |point| {
            let p = on_sphere(point.uv[0], point.uv[1]);
            let front = smoothstep(0.2, 0.5, p.z);
            let spot = |x: f32, y: f32, wide: f32, high: f32| {
                bump_at(p.x.abs() - x, p.y - y, wide, high) * front
            };
            let mouth =
                (spot(0.0, -0.44, 0.26, 0.06) * 1.6).min(1.0) * smoothstep(0.36, 0.27, p.x.abs());
            let blush = spot(0.45, -0.18, 0.26, 0.18) * 0.35 + spot(0.0, -0.12, 0.14, 0.10) * 0.30;
            let shadow = spot(0.36, 0.12, 0.20, 0.12) * 0.18 + spot(0.0, -0.445, 0.30, 0.018) * 0.6;
            let chin =
                smoothstep(-0.18, -0.4, p.y) * front * beard * (0.75 + 0.5 * noise(p * 70.0));
            let colour = mix(tone, tone * vec3(1.0, 0.72, 0.66), blush);
            let colour =
                mix(mix(colour, brow * 1.3, chin * 0.55), lips, mouth * 0.8) * (1.0 - shadow);
            skin(point, colour)
        });
        let body = scene.material(move |point| skin(point, tone * vec3(1.0, 0.94, 0.90)));
        let eye = scene.material(move |point| {
            let p = on_sphere(point.uv[0], point.uv[1]);
            let out = (p.x * p.x + p.y * p.y).sqrt();
            let colour = mix(vec3(0.01, 0.01, 0.01), iris, smoothstep(0.20, 0.28, out));
            Surface::glossy(
                point,
                mix(colour, vec3(0.62, 0.58, 0.55), smoothstep(0.5, 0.6, out)),
                0.05,
                0.1,
            )
        });
        let brow = scene.material(move |point| Surface::matte(point, brow));
        Self { face, body, eye, brow }
    }
}

fn bump_at(x: f32, y: f32, wide: f32, high: f32) -> f32 {
    bump((x * x / (wide * wide) + y * y / (high * high)).sqrt())
}

/// Half the head's width, height and depth.
const HEAD: Vec3 = vec3(0.074, 0.113, 0.094);
const HEAD_CENTRE: Vec3 = vec3(0.0, 1.595, 0.02);

/// The surface of the face and skull for a direction on the unit sphere, about the head's centre.
fn head(p: Vec3) -> Vec3 {
    let front = smoothstep(0.0, 0.4, p.z);
    let at =
        |x: f32, y: f32, wide: f32, high: f32| bump_at(p.x.abs() - x, p.y - y, wide, high) * front;
    let ridge =
        smoothstep(0.30, -0.10, p.y) * smoothstep(-0.27, -0.15, p.y) * bump(p.x / 0.15) * front;
    let forward = 0.024 * ridge + 0.008 * at(0.13, -0.19, 0.09, 0.07)
        - 0.013 * at(0.36, 0.12, 0.19, 0.13)
        + 0.006 * at(0.30, 0.30, 0.28, 0.09)
        + 0.005 * at(0.45, -0.15, 0.25, 0.18)
        + 0.008 * at(0.0, -0.385, 0.20, 0.06)
        + 0.009 * at(0.0, -0.52, 0.17, 0.06)
        - 0.006 * at(0.0, -0.445, 0.26, 0.025)
        + 0.012 * at(0.0, -0.80, 0.22, 0.16);
    let jaw = 1.0 - 0.26 * smoothstep(-0.15, -1.0, p.y);
    let flat = 1.0 - 0.10 * smoothstep(0.3, 1.0, p.z);
    vec3(p.x * HEAD.x * jaw, p.y * HEAD.y, p.z * HEAD.z * flat + forward)
}

impl Person {
    /// A point of the body in the scene.
    pub fn at(&self, p: Vec3) -> Vec3 {
        self.foot + (p * self.scale).turned(self.turns)
    }

    /// A point of the head, from its centre.
    pub fn on_head(&self, p: Vec3) -> Vec3 {
        self.at(HEAD_CENTRE + p.turned(self.head_turns))
    }

    pub fn build(&self, scene: &mut Scene) {
        self.build_head(scene);
        self.build_body(scene);
        for side in [0, 1] {
            self.build_arm(scene, side);
        }
    }

    fn build_head(&self, scene: &mut Scene) {
        scene.surface(self.skin.face, 96, 96, |u, v| self.on_head(head(on_sphere(u, v))));
        scene.tube(
            self.skin.body,
            20,
            &[
                (self.at(vec3(0.0, 1.36, -0.02)), 0.066),
                (self.at(vec3(0.0, 1.46, 0.0)), 0.053),
                (self.at(vec3(0.0, 1.56, 0.01)), 0.056),
            ],
        );
        for side in [-1.0, 1.0] {
            let ear = vec3(0.075 * side, 0.002, -0.008);
            scene.surface(self.skin.body, 24, 16, |u, v| {
                let p = on_sphere(u, v);
                let hollow = 1.0 - 0.25 * bump((p.y * p.y + p.z * p.z).sqrt() / 0.5);
                self.on_head(
                    ear + vec3(
                        p.x * 0.010 * hollow + side * 0.006 * p.z * -0.6,
                        p.y * 0.031,
                        p.z * 0.017,
                    ),
                )
            });
            let eye = vec3(0.029 * side, 0.014, 0.0665);
            scene.surface(self.skin.eye, 24, 24, |u, v| {
                self.on_head(eye + on_sphere(u, v) * 0.0125)
            });
            scene.surface(self.skin.body, 24, 12, |u, v| {
                self.on_head(
                    eye + vec3(0.0, 0.0022, -0.0010)
                        + on_sphere(u, 0.5 + v * 0.5) * vec3(0.0155, 0.0120, 0.0146),
                )
            });
            let brow = |x: f32, y: f32, z: f32| self.on_head(vec3(x * side, y, z));
            let arch = [
                (brow(0.012, 0.031, 0.087), 0.0028),
                (brow(0.028, 0.036, 0.083), 0.0034),
                (brow(0.046, 0.030, 0.068), 0.0014),
            ];
            scene.rough_tube(self.skin.brow, 8, 5, &arch, |u, v| {
                0.3 * noise(vec3(u * 9.0, v * 40.0, 0.0))
            });
        }
    }

    /// Hair from the line where it begins to the crown; `low` is how far down it reaches at the
    /// back, of the unit sphere.
    pub fn build_hair(&self, scene: &mut Scene, low: f32, thick: f32) {
        scene.surface(self.hair, 96, 40, |u, v| {
            let back = (1.0 - cos(u)) * 0.5;
            let begin = mix(0.62, low, smoothstep(0.10, 0.55, back));
            let height = mix(begin, 1.0, v);
            let ring = (1.0 - height * height).max(0.0).sqrt();
            let skull = head(vec3(sin(u) * ring, height, cos(u) * ring));
            let strands = noise(vec3(u * 90.0, v * 3.0, 2.0)) * 0.05
                + noise(vec3(u * 14.0, v * 2.0, 4.0)) * 0.10;
            let lift = thick * smoothstep(-0.05, 0.25, v) * (1.0 + strands);
            self.on_head(skull * (1.0 + lift) + vec3(0.0, 0.0, -0.006))
        });
    }

    fn build_body(&self, scene: &mut Scene) {
        // Half the width, the height, half the depth; and how far forward.
        let torso = [
            (vec3(0.150, 0.79, 0.105), 0.0),
            (vec3(0.172, 0.92, 0.122), 0.0),
            (vec3(0.150, 1.08, 0.108), 0.008),
            (vec3(0.172, 1.24, 0.122), 0.0),
            (vec3(0.190, 1.36, 0.105), -0.012),
            (vec3(0.135, 1.43, 0.080), -0.018),
            (vec3(0.062, 1.475, 0.062), -0.008),
        ];
        scene.surface(self.top, 96, 80, |u, v| self.on_torso(&torso, u, v, 1.0));
        for side in [-1.0, 1.0] {
            let leg =
                [(0.085, 0.88, 0.105, 0.0), (0.095, 0.48, 0.07, 0.015), (0.10, 0.06, 0.05, -0.01)];
            let spine =
                leg.map(|(x, y, radius, z)| (self.at(vec3(x * side, y, z)), radius * self.scale));
            scene.rough_tube(self.legs, 20, 10, &spine, |u, v| {
                0.06 * fractal(vec3(u * 3.0, v * 9.0, side), 3)
            });
            let shoe = vec3(0.10 * side, 0.045, 0.045);
            scene.surface(self.skin.brow, 20, 10, |u, v| {
                self.at(shoe + on_sphere(u, v) * vec3(0.045, 0.05, 0.125))
            });
        }
    }

    /// An apron or waistcoat: the front of the torso between two heights, `ease` times as wide.
    pub fn build_front(
        &self,
        scene: &mut Scene,
        material: MaterialId,
        low: f32,
        high: f32,
        ease: f32,
    ) {
        let torso = [
            (vec3(0.185, 0.55, 0.130), 0.0),
            (vec3(0.172, 0.92, 0.122), 0.0),
            (vec3(0.150, 1.08, 0.112), 0.008),
            (vec3(0.172, 1.24, 0.126), 0.0),
            (vec3(0.190, 1.36, 0.110), -0.012),
        ];
        let (bottom, top) = ((low - 0.55) / 0.81, (high - 0.55) / 0.81);
        scene.surface(material, 60, 60, |u, v| {
            let narrowing = mix(0.25, 0.13, smoothstep(0.55, 0.8, v));
            self.on_torso(&torso, (u - 0.5) * 2.0 * narrowing, mix(bottom, top, v), ease)
        });
    }

    fn on_torso(&self, sections: &[(Vec3, f32)], u: f32, v: f32, ease: f32) -> Vec3 {
        let (section, forward) = along(sections, v);
        // Rounder than an ellipse at the corners, as shoulders and hips are.
        let (x, z) = (sin(u), cos(u));
        let square = 1.0 / (x * x * x * x + z * z * z * z).sqrt().sqrt();
        let round = mix(1.0, square, 0.5) * ease;
        let folds = 0.035 * fractal(vec3(x * 2.5, section.y * 11.0 + x * 2.0, z * 2.5), 3);
        self.at(vec3(
            x * section.x * round * (1.0 + folds),
            section.y,
            z * section.z * round * (1.0 + folds) + forward,
        ))
    }

    /// An arm bent at the elbow so that the hand is where it should be.
    fn build_arm(&self, scene: &mut Scene, side: usize) {
        const UPPER: f32 = 0.285;
        const LOWER: f32 = 0.255;
        let out = if side == 0 { -1.0 } else { 1.0 };
        let shoulder = vec3(0.178 * out, 1.375, -0.012);
        let reach = self.hands[side] - shoulder;
        let distance = reach.length().min((UPPER + LOWER) * 0.995);
        let toward = reach.normalized();
        let hand = shoulder + toward * distance;
        // The elbow is at the corner of a triangle of known sides, hanging down and out.
        let foot = (UPPER * UPPER - LOWER * LOWER + distance * distance) / (2.0 * distance);
        let hang = vec3(0.35 * out, -1.0, -0.35);
        let hang = (hang - toward * hang.dot(toward)).normalized();
        let elbow = shoulder + toward * foot + hang * (UPPER * UPPER - foot * foot).max(0.0).sqrt();

        let spine = |points: &[(Vec3, f32)]| {
            points.iter().map(|&(p, radius)| (self.at(p), radius * self.scale)).collect::<Vec<_>>()
        };
        let folds = |u: f32, v: f32| {
            0.10 * fractal(vec3(u * 2.0, v * 7.0 + u, out), 3)
                + 0.05 * noise(vec3(u, v * 16.0, out))
        };
        let cuff = if self.bare_arms { mix(shoulder, elbow, 0.95) } else { mix(elbow, hand, 0.92) };
        let inside = shoulder - vec3(0.06 * out, -0.012, 0.0);
        let sleeve = if self.bare_arms {
            vec![
                (inside, 0.055),
                (shoulder, 0.066),
                (mix(shoulder, elbow, 0.5), 0.060),
                (cuff, 0.053),
            ]
        } else {
            vec![
                (inside, 0.055),
                (shoulder, 0.066),
                (mix(shoulder, elbow, 0.5), 0.058),
                (elbow, 0.052),
                (mix(elbow, hand, 0.5), 0.045),
                (cuff, 0.038),
            ]
        };
        scene.rough_tube(self.top, 24, 8, &spine(&sleeve), folds);
        let bare = [
            (mix(shoulder, elbow, 0.8), 0.042),
            (elbow, 0.041),
            (mix(elbow, hand, 0.35), 0.040),
            (hand, 0.026),
        ];
        let seen = if self.bare_arms { 0 } else { 2 };
        scene.rough_tube(self.skin.body, 20, 6, &spine(&bare[seen..]), |_, _| 0.0);
        self.build_hand(scene, hand, (hand - elbow).normalized(), self.palms[side], out);
    }

    /// A hand half open: `along` points from the wrist to the fingers.
    fn build_hand(&self, scene: &mut Scene, wrist: Vec3, along: Vec3, palm: Vec3, out: f32) {
        let palm = (palm - along * palm.dot(along)).normalized();
        let thumb_side = palm.cross(along) * -out;
        let at = |forward: f32, aside: f32, into: f32| {
            wrist + along * forward + thumb_side * aside + palm * into
        };
        scene.surface(self.skin.body, 24, 16, |u, v| {
            let p = on_sphere(u, v);
            self.at(at(0.045 + p.y * 0.055, p.x * (0.036 + 0.006 * p.y), p.z * 0.016))
        });
        let mut finger = |points: [Vec3; 4], radius: f32| {
            let spine: Vec<_> = points
                .iter()
                .zip([1.0, 1.0, 0.92, 0.72])
                .map(|(&p, taper)| (self.at(p), radius * taper * self.scale))
                .collect();
            scene.rough_tube(self.skin.body, 12, 5, &spine, |_, v| 0.06 * cos(v * 3.0));
            scene.ellipsoid(
                self.skin.body,
                8,
                self.at(points[3]),
                vec3(1.0, 1.0, 1.0) * (radius * 0.74 * self.scale),
            );
        };
        for (number, length) in [0.068, 0.078, 0.073, 0.056].into_iter().enumerate() {
            let aside = 0.029 - 0.019 * number as f32;
            let spread = aside * 0.35;
            finger(
                [
                    at(0.078, aside, 0.0),
                    at(0.094 + length * 0.35, aside + spread * 0.5, 0.004),
                    at(0.094 + length * 0.72, aside + spread, 0.016),
                    at(0.090 + length * 0.95, aside + spread, 0.032),
                ],
                0.0088,
            );
        }
        finger(
            [
                at(0.02, 0.026, 0.004),
                at(0.045, 0.046, 0.012),
                at(0.068, 0.054, 0.022),
                at(0.088, 0.054, 0.032),
            ],
            0.0105,
        );
    }

    /// A hat: half its height, of the crown; how far the brim sticks out in front, at the sides and
    /// at the back.
    pub fn build_hat(&self, scene: &mut Scene, material: MaterialId, crown: f32, brim: [f32; 3]) {
        let base = vec3(0.0, 0.058, -0.008);
        scene.surface(material, 60, 24, |u, v| {
            let p = on_sphere(u, 0.5 + v * 0.5);
            let square = mix(p, vec3(p.x * 1.12, p.y, p.z * 1.12), p.y * (1.0 - p.y) * 2.0);
            self.on_head(base + vec3(square.x * 0.088, square.y * crown, square.z * 0.107))
        });
        scene.surface(material, 60, 8, |u, v| {
            let (x, z) = (sin(u), cos(u));
            let out =
                if z > 0.0 { mix(brim[1], brim[0], z) } else { mix(brim[1], brim[2], -z) } * v;
            let droop = 0.25 * out * out / 0.1 - 0.03 * v * x * x;
            self.on_head(
                base + vec3(
                    x * (0.088 + out),
                    -droop.abs() * 0.6 + 0.004 * (1.0 - v),
                    z * (0.107 + out),
                ),
            )
        });
    }
}
