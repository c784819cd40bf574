//! A tree of bounding boxes over the triangles of a scene, to find what a ray meets first. Each
//! node has four children, whose boxes are tested in one go.

use std::ops::Range;

use crate::arithmetic::{Vec3, higher, lower, vec3};
use crate::scene::Triangle;

pub struct Ray {
    pub origin: Vec3,
    /// Of unit length.
    pub direction: Vec3,
}

/// Where a ray met a triangle.
pub struct Hit<'a> {
    pub distance: f32,
    pub triangle: &'a Triangle,
    /// Weights of the second and the third corner.
    pub weights: [f32; 2],
}

pub struct Tree {
    nodes: Vec<Node>,
    /// In the order of the leaves; `faces[i]` is what `triangles[i]` needs for finding hits, kept
    /// apart for the cache.
    faces: Vec<Face>,
    triangles: Vec<Triangle>,
}

const WIDTH: usize = 4;

struct Node {
    /// The lowest x, y and z of each child's box, and the highest.
    low: [[f32; WIDTH]; 3],
    high: [[f32; WIDTH]; 3],
    children: [Child; WIDTH],
}

#[derive(Clone, Copy, Default)]
struct Child {
    /// The first triangle of a leaf, or the index of another node.
    first: u32,
    /// Triangles of a leaf; 0 for another node.
    count: u32,
}

/// Boxes that shrank to a point at infinity, where no ray gets.
const NOWHERE: [[f32; WIDTH]; 3] = [[f32::INFINITY; WIDTH]; 3];

impl Tree {
    pub fn new(triangles: &[Triangle]) -> Self {
        let mut items: Vec<Item> = (0..)
            .zip(triangles)
            .map(|(index, triangle)| Item { index, bounds: Bounds::of(triangle) })
            .collect();
        let mut nodes = vec![Node { low: NOWHERE, high: NOWHERE, children: Default::default() }];
        let mut open = vec![(0, 0..items.len())];
        while let Some((at, range)) = open.pop() {
            for (slot, group) in groups(&mut items, range).into_iter().enumerate() {
                let bounds = Bounds::around(&items[group.clone()]);
                for (axis, (low, high)) in bounds.sides().into_iter().enumerate() {
                    nodes[at].low[axis][slot] = low;
                    nodes[at].high[axis][slot] = high;
                }
                if group.len() <= LEAF {
                    nodes[at].children[slot] =
                        Child { first: group.start as u32, count: group.len() as u32 };
                } else {
                    nodes[at].children[slot] = Child { first: nodes.len() as u32, count: 0 };
                    open.push((nodes.len(), group));
                    nodes.push(Node { low: NOWHERE, high: NOWHERE, children: Default::default() });
                }
            }
        }
        let triangles: Vec<Triangle> =
            items.iter().map(|item| triangles[item.index as usize]).collect();
        Self { nodes, faces: triangles.iter().map(Face::of).collect(), triangles }
    }

    /// The first triangle that the ray meets.
    pub fn closest(&self, ray: &Ray) -> Option<Hit<'_>> {
        let mut nearest = None;
        self.walk(ray, |index, distance, weights| {
            nearest = Some((index, distance, weights));
            Some(distance)
        });
        nearest.map(|(index, distance, weights)| Hit {
            distance,
            triangle: &self.triangles[index],
            weights,
        })
    }

    /// Whether the ray meets anything at all.
    pub fn blocks(&self, ray: &Ray) -> bool {
        let mut blocked = false;
        self.walk(ray, |_, _, _| {
            blocked = true;
            None
        });
        blocked
    }

    /// Shows to `visit` each triangle met closer than the limit: its index, the distance, the
    /// weights. `visit` gives the new limit, or `None` to stop.
    fn walk(&self, ray: &Ray, mut visit: impl FnMut(usize, f32, [f32; 2]) -> Option<f32>) {
        let inverse = ray.direction.map(|x| 1.0 / x);
        let mut limit = f32::INFINITY;
        let mut stack = [(Child::default(), 0.0_f32); 64];
        let mut height = 1;
        while height > 0 {
            height -= 1;
            let (child, entered) = stack[height];
            if entered >= limit {
                continue;
            }
            let first = child.first as usize;
            for index in first..first + child.count as usize {
                if let Some((distance, weights)) = self.faces[index].met(ray, limit) {
                    match visit(index, distance, weights) {
                        Some(closer) => limit = closer,
                        None => return,
                    }
                }
            }
            if child.count > 0 {
                continue;
            }
            let node = &self.nodes[first];
            let entered = node.entered(ray.origin, inverse, limit);
            let bottom = height;
            for (child, entered) in node.children.into_iter().zip(entered) {
                if entered < f32::INFINITY {
                    // The nearest goes on top.
                    let mut place = height;
                    while place > bottom && stack[place - 1].1 < entered {
                        stack[place] = stack[place - 1];
                        place -= 1;
                    }
                    stack[place] = (child, entered);
                    height += 1;
                }
            }
        }
    }
}

impl Node {
    /// The distance at which a ray enters each child, or infinity when it misses the child or
    /// enters beyond `limit`.
    #[inline]
    fn entered(&self, origin: Vec3, inverse: Vec3, limit: f32) -> [f32; WIDTH] {
        let mut enter = [0.0; WIDTH];
        let mut leave = [limit; WIDTH];
        for (axis, (origin, inverse)) in
            [(origin.x, inverse.x), (origin.y, inverse.y), (origin.z, inverse.z)]
                .into_iter()
                .enumerate()
        {
            for child in 0..WIDTH {
                let low = (self.low[axis][child] - origin) * inverse;
                let high = (self.high[axis][child] - origin) * inverse;
                enter[child] = higher(lower(low, high), enter[child]);
                leave[child] = lower(higher(low, high), leave[child]);
            }
        }
        for child in 0..WIDTH {
            enter[child] = if enter[child] <= leave[child] { enter[child] } else { f32::INFINITY };
        }
        enter
    }
}

/// What a triangle needs for finding hits.
struct Face {
    origin: Vec3,
    edges: [Vec3; 2],
}

impl Face {
    fn of(triangle: &Triangle) -> Self {
        let [origin, second, third] = triangle.corners;
        Self { origin, edges: [second - origin, third - origin] }
    }

    /// Möller and Trumbore's test (1997).
    fn met(&self, ray: &Ray, limit: f32) -> Option<(f32, [f32; 2])> {
        let across = ray.direction.cross(self.edges[1]);
        let inverse = 1.0 / self.edges[0].dot(across);
        let from = ray.origin - self.origin;
        let u = from.dot(across) * inverse;
        if !(0.0..=1.0).contains(&u) {
            return None;
        }
        let other = from.cross(self.edges[0]);
        let v = ray.direction.dot(other) * inverse;
        if v < 0.0 || u + v > 1.0 {
            return None;
        }
        let distance = self.edges[1].dot(other) * inverse;
        (distance > 0.0 && distance < limit).then_some((distance, [u, v]))
    }
}

#[derive(Clone, Copy)]
struct Bounds {
    low: Vec3,
    high: Vec3,
}

/// A triangle to be sorted into the tree.
struct Item {
    index: u32,
    bounds: Bounds,
}

impl Bounds {
    const EMPTY: Self =
        Self { low: vec3(f32::MAX, f32::MAX, f32::MAX), high: vec3(f32::MIN, f32::MIN, f32::MIN) };

    fn of(triangle: &Triangle) -> Self {
        let [a, b, c] = triangle.corners;
        Self { low: a.lowest(b).lowest(c), high: a.highest(b).highest(c) }
    }

    fn around(items: &[Item]) -> Self {
        items.iter().fold(Self::EMPTY, |all, item| all.with(item.bounds))
    }

    fn with(self, other: Self) -> Self {
        Self { low: self.low.lowest(other.low), high: self.high.highest(other.high) }
    }

    fn centre(self) -> Vec3 {
        (self.low + self.high) * 0.5
    }

    /// The lowest and highest x, y and z.
    fn sides(self) -> [(f32, f32); 3] {
        [(self.low.x, self.high.x), (self.low.y, self.high.y), (self.low.z, self.high.z)]
    }

    /// Half the surface, which is proportional to the chance that a ray meets the box.
    fn area(self) -> f32 {
        let size = self.high - self.low;
        size.x * size.y + size.y * size.z + size.z * size.x
    }
}

/// No leaf has more triangles.
const LEAF: usize = 4;
/// Places at which a split is tried.
const BINS: usize = 12;

/// Orders a range of the items into at most four groups, none of them empty.
fn groups(items: &mut [Item], range: Range<usize>) -> Vec<Range<usize>> {
    let mut groups = vec![range];
    while groups.len() < WIDTH {
        let Some((largest, _)) = groups
            .iter()
            .enumerate()
            .filter(|(_, group)| group.len() > LEAF)
            .max_by_key(|(_, group)| group.len())
        else {
            break;
        };
        let group = groups.swap_remove(largest);
        let middle = group.start + split(&mut items[group.clone()]);
        groups.extend([group.start..middle, middle..group.end]);
    }
    groups
}

/// Orders the items into two groups and gives the size of the first: along the longest axis, the
/// cheapest of the splits between `BINS` bins. The cost of a group is its count times its area (the
/// surface area heuristic, MacDonald and Booth 1990).
fn split(items: &mut [Item]) -> usize {
    let centres = items.iter().map(|item| item.bounds.centre());
    let centres =
        centres.fold(Bounds::EMPTY, |all, centre| all.with(Bounds { low: centre, high: centre }));
    let size = centres.high - centres.low;
    let axis: fn(Vec3) -> f32 = if size.x >= size.y && size.x >= size.z {
        |p| p.x
    } else if size.y >= size.z {
        |p| p.y
    } else {
        |p| p.z
    };
    let (start, extent) = (axis(centres.low), axis(size));
    if extent <= 0.0 {
        return items.len() / 2;
    }
    let bin = |item: &Item| {
        (((axis(item.bounds.centre()) - start) / extent * BINS as f32) as usize).min(BINS - 1)
    };

    let mut bins = [(0_usize, Bounds::EMPTY); BINS];
    for item in items.iter() {
        let (count, bounds) = &mut bins[bin(item)];
        *count += 1;
        *bounds = bounds.with(item.bounds);
    }
    let cost = |bins: &[(usize, Bounds)]| {
        let (count, bounds) =
            bins.iter().fold((0, Bounds::EMPTY), |all, bin| (all.0 + bin.0, all.1.with(bin.1)));
        count as f32 * bounds.area()
    };
    // The first and the last bin are never empty, so neither is a group.
    let costs = (1..BINS).map(|border| (border, cost(&bins[..border]) + cost(&bins[border..])));
    let (border, _) =
        costs.fold((1, f32::INFINITY), |best, this| if this.1 < best.1 { this } else { best });

    let mut middle = 0;
    for i in 0..items.len() {
        if bin(&items[i]) < border {
            items.swap(i, middle);
            middle += 1;
        }
    }
    middle
}
