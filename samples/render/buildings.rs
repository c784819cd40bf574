//! Parts of houses.

use crate::arithmetic::{BLACK, Colour, UP, Vec3, gray};
use crate::scene::{MaterialId, Scene};
use crate::surface::Surface;

/// Panes of glass in a frame with a cross of bars.
pub struct Window {
    pub frame: MaterialId,
    pub glass: MaterialId,
    /// Half the width and half the height of the glass, in metres.
    pub width: f32,
    pub height: f32,
}

impl Window {
    /// Puts the window into a wall: `out` and `along` are the wall's directions, of unit length.
    pub fn build(&self, scene: &mut Scene, middle: Vec3, out: Vec3, along: Vec3) {
        let mut layer = |material: MaterialId, proud: f32, width: f32, height: f32| {
            scene.cuboid(material, middle, [out * proud, UP * height, along * width]);
        };
        layer(self.frame, 0.05, self.width + 0.09, self.height + 0.09);
        layer(self.glass, 0.06, self.width, self.height);
        layer(self.frame, 0.07, 0.027, self.height);
        layer(self.frame, 0.07, self.width, 0.027);
    }
}

/// Glass that mirrors the street, `lamplight` behind it.
pub fn glass(scene: &mut Scene, lamplight: Colour) -> MaterialId {
    scene.material(move |point| Surface {
        glow: gray(0.01) + lamplight * (1.0 - 0.5 * point.uv[1]),
        ..Surface::glossy(point, BLACK, 0.07, 0.02)
    })
}
