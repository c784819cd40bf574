//! What stands before the camera. Everything is made of triangles, and nearly everything comes from
//! [`Scene::surface`]: a function from the unit square to space. Lengths are in metres, y points
//! up, colours are linear light.

use std::ops::Add;

use crate::arithmetic::{BLACK, Colour, Vec3, cos, gray, mix, sin, vec3};
use crate::surface::{Materials, Point, Surface};

/// Which of the scene's materials a triangle is made of.
#[derive(Clone, Copy)]
pub struct MaterialId(pub u32);

#[derive(Clone, Copy)]
pub struct Triangle {
    pub corners: [Vec3; 3],
    /// Unit normals at the corners, blended across the triangle.
    pub normals: [Vec3; 3],
    pub uv: [[f32; 2]; 3],
    pub material: MaterialId,
    /// Tells one apple from the next.
    pub seed: u32,
}

#[derive(Default)]
pub struct Scene {
    pub triangles: Vec<Triangle>,
    pub materials: Materials,
    /// The seed given to triangles added from now on.
    pub seed: u32,
}

impl Scene {
    /// What something may be made of.
    pub fn material(
        &mut self,
        material: impl Fn(&Point) -> Surface + Sync + 'static,
    ) -> MaterialId {
        self.materials.add(material)
    }

    /// One colour everywhere, without a sheen.
    pub fn matte(&mut self, colour: Colour) -> MaterialId {
        self.material(move |point| Surface::matte(point, colour))
    }

    /// One colour everywhere, with a sheen.
    pub fn glossy(&mut self, colour: Colour, mirror: f32, roughness: f32) -> MaterialId {
        self.material(move |point| Surface::glossy(point, colour, mirror, roughness))
    }

    /// Something that gives off light.
    pub fn lamp(&mut self, glow: Colour) -> MaterialId {
        self.material(move |point| Surface { glow, ..Surface::matte(point, gray(0.3)) })
    }

    /// The image of the unit square under `shape`, as `columns` by `rows` quads with smooth
    /// normals. `shape` is also asked a little outside the square. The normal is on the side from
    /// which u and v turn counter-clockwise.
    pub fn surface(
        &mut self,
        material: MaterialId,
        columns: usize,
        rows: usize,
        shape: impl Fn(f32, f32) -> Vec3,
    ) {
        const STEP: f32 = 1.0 / 512.0;
        let vertex = |column: usize, row: usize| {
            let (u, v) = (column as f32 / columns as f32, row as f32 / rows as f32);
            // At a pole all u fall together: the normal is taken just beside it.
            let beside = v.clamp(STEP * 2.0, 1.0 - STEP * 2.0);
            let along_u = shape(u + STEP, beside) - shape(u - STEP, beside);
            let along_v = shape(u, beside + STEP) - shape(u, beside - STEP);
            (shape(u, v), along_u.cross(along_v).normalized(), [u, v])
        };
        let vertices: Vec<_> = (0..=rows)
            .flat_map(|row| (0..=columns).map(move |column| (column, row)))
            .map(|(c, r)| vertex(c, r))
            .collect();
        for row in 0..rows {
            for column in 0..columns {
                let at = row * (columns + 1) + column;
                let quad = [at, at + 1, at + columns + 2, at + columns + 1].map(|i| vertices[i]);
                self.triangle(material, [quad[0], quad[1], quad[2]]);
                self.triangle(material, [quad[0], quad[2], quad[3]]);
            }
        }
    }

    fn triangle(&mut self, material: MaterialId, vertices: [(Vec3, Vec3, [f32; 2]); 3]) {
        let corners = vertices.map(|(corner, _, _)| corner);
        if (corners[1] - corners[0]).cross(corners[2] - corners[0]).length() > 0.0 {
            let (normals, uv) =
                (vertices.map(|(_, normal, _)| normal), vertices.map(|(_, _, uv)| uv));
            self.triangles.push(Triangle { corners, normals, uv, material, seed: self.seed });
        }
    }

    /// A flat polygon with corners given counter-clockwise, as a fan from the first; `uv` runs
    /// along the first and the last edge.
    pub fn polygon(&mut self, material: MaterialId, corners: &[Vec3]) {
        let (origin, last) = (corners[0], corners[corners.len() - 1]);
        let (along, up) = (corners[1] - origin, last - origin);
        let normal = along.cross(up).normalized();
        let vertex = |p: Vec3| {
            let uv =
                [(p - origin).dot(along) / along.dot(along), (p - origin).dot(up) / up.dot(up)];
            (p, normal, uv)
        };
        for pair in corners[1..].windows(2) {
            self.triangle(material, [vertex(origin), vertex(pair[0]), vertex(pair[1])]);
        }
    }

    /// A rectangle by its middle and half its extent to the right and up, as somebody sees it who
    /// reads what is written on it.
    pub fn panel(&mut self, material: MaterialId, middle: Vec3, right: Vec3, up: Vec3) {
        let corners = [-right - up, right - up, right + up, up - right];
        self.polygon(material, &corners.map(|corner| middle + corner));
    }

    /// A box by its centre and half its extent along each of three axes at right angles.
    pub fn cuboid(&mut self, material: MaterialId, centre: Vec3, axes: [Vec3; 3]) {
        for i in 0..3 {
            let (out, along, up) = (axes[i], axes[(i + 1) % 3], axes[(i + 2) % 3]);
            for (out, along) in [(out, along), (-out, -along)] {
                self.panel(material, centre + out, along, up);
            }
        }
    }

    /// A box that stands upright: half its width, height and depth, turned about the vertical.
    pub fn block(&mut self, material: MaterialId, centre: Vec3, half: Vec3, turns: f32) {
        let axes = [vec3(half.x, 0.0, 0.0), vec3(0.0, half.y, 0.0), vec3(0.0, 0.0, half.z)];
        self.cuboid(material, centre, axes.map(|axis| axis.turned(turns)));
    }

    pub fn ellipsoid(&mut self, material: MaterialId, detail: usize, centre: Vec3, radii: Vec3) {
        self.surface(material, detail * 2, detail, |u, v| centre + on_sphere(u, v) * radii);
    }

    /// A round pipe of varying radius through `spine`, closed by nothing: its ends are open.
    pub fn tube(&mut self, material: MaterialId, sides: usize, spine: &[(Vec3, f32)]) {
        self.rough_tube(material, sides, 4, spine, |_, _| 0.0);
    }

    /// A tube whose radius `relief(u, v)` changes by a share, u around and v along; `steps` rows
    /// between two points of the spine.
    pub fn rough_tube(
        &mut self,
        material: MaterialId,
        sides: usize,
        steps: usize,
        spine: &[(Vec3, f32)],
        relief: impl Fn(f32, f32) -> f32,
    ) {
        // At right angles to the plane that the spine bends in, or to a spine that does not bend.
        let (first, last) = (spine[0].0, spine[spine.len() - 1].0);
        let bend = spine
            .windows(2)
            .map(|pair| (pair[0].0 - first).cross(pair[1].0 - first))
            .fold(BLACK, Vec3::add);
        let straight = bend.length() <= 1e-3 * (last - first).dot(last - first);
        let side = if straight { (last - first).normalized().frame().0 } else { bend.normalized() };
        let rows = if spine.len() == 2 && steps == 4 { 1 } else { (spine.len() - 1) * steps };
        self.surface(material, sides, rows, |u, v| {
            let (point, radius) = along(spine, v);
            let tangent = (along(spine, v + 0.01).0 - along(spine, v - 0.01).0).normalized();
            let across = tangent.cross(side).normalized();
            let round = across.cross(tangent) * cos(u) + across * sin(u);
            point + round * (radius * (1.0 + relief(u, v)))
        });
    }

    /// A leaf or blade of grass: two triangles folded along the rib from `base` to `tip`; `normal`
    /// is where its upper side looks.
    pub fn leaf(&mut self, material: MaterialId, base: Vec3, tip: Vec3, normal: Vec3, width: f32) {
        let rib = tip - base;
        let middle = base + rib * 0.45;
        let aside = rib.cross(normal).normalized() * (width * 0.5);
        let lift = normal * (width * 0.18);
        let mut half = |from: Vec3, edge: Vec3, to: Vec3, uv: [[f32; 2]; 3]| {
            let normal = (edge - from).cross(to - from).normalized();
            self.triangle(
                material,
                [(from, normal, uv[0]), (edge, normal, uv[1]), (to, normal, uv[2])],
            );
        };
        half(base, middle + aside + lift, tip, [[0.5, 0.0], [1.0, 0.45], [0.5, 1.0]]);
        half(tip, middle - aside + lift, base, [[0.5, 1.0], [0.0, 0.45], [0.5, 0.0]]);
    }
}

/// The unit sphere: u runs once around, v from the south pole to the north pole.
pub fn on_sphere(u: f32, v: f32) -> Vec3 {
    let (height, radius) = (-cos(v * 0.5), sin(v * 0.5));
    vec3(sin(u) * radius, height, cos(u) * radius)
}

/// The point and radius at `v` in 0..1 of a smooth curve (Catmull and Rom's) through the points of
/// a spine.
pub fn along(spine: &[(Vec3, f32)], v: f32) -> (Vec3, f32) {
    let last = spine.len() - 1;
    let position = v * last as f32;
    let index = (position.max(0.0) as usize).min(last - 1);
    let t = position - index as f32;
    let (before, from, to, after) = (
        spine[index.saturating_sub(1)],
        spine[index],
        spine[index + 1],
        spine[(index + 2).min(last)],
    );
    let weights = [
        t * (-0.5 + t * (1.0 - 0.5 * t)),
        1.0 + t * t * (-2.5 + 1.5 * t),
        t * (0.5 + t * (2.0 - 1.5 * t)),
        t * t * (-0.5 + 0.5 * t),
    ];
    let point =
        before.0 * weights[0] + from.0 * weights[1] + to.0 * weights[2] + after.0 * weights[3];
    (point, mix(from.1, to.1, t))
}
