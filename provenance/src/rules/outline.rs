//! The outline of what is left of an original after each edit. Where a photo was straightened, the frame has black
//! corners, which are outside of it.

use proofroom_circuits::edits::FrameChange;
use proofroom_circuits::{Edit, Size};

/// From the left edge and from the top edge of the frame, in pixels.
type Point = [f64; 2];

/// A convex polygon, by its corners; without any, nothing is left.
#[derive(Clone, Debug)]
pub(super) struct Outline(Vec<Point>);

impl Outline {
    /// That of a whole image.
    pub fn of(size: Size) -> Self {
        let [width, height] = [size.width(), size.height()].map(f64::from);
        Outline(vec![[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]])
    }

    /// After an edit that makes an image of size `output` of one of size `input`.
    #[must_use]
    pub fn after(self, edit: &Edit, input: Size, output: Size) -> Self {
        match edit.frame_change() {
            FrameChange::Kept => self,
            FrameChange::Part(rect) => self.cut([rect.x, rect.y], output),
            FrameChange::HiddenPart(_) => {
                // The area within a rectangle that moves over a convex polygon is least at an end of its way.
                let right = [0, input.width().saturating_sub(output.width())];
                let down = [0, input.height().saturating_sub(output.height())];
                let places = right.into_iter().flat_map(|x| down.map(|y| [x, y]));
                let cut = places.map(|place| self.clone().cut(place, output));
                cut.min_by(|one, other| one.area().total_cmp(&other.area())).unwrap_or(self)
            }
            FrameChange::Scaled => {
                let scale = |from: u32, to: u32| f64::from(to) / f64::from(from);
                let across = scale(input.width(), output.width());
                let down = scale(input.height(), output.height());
                self.moved(|[x, y]| [x * across, y * down])
            }
            FrameChange::Turned { across, down, transposed } => {
                let [width, height] = [output.width(), output.height()].map(f64::from);
                self.moved(|[x, y]| {
                    let [x, y] = if transposed { [y, x] } else { [x, y] };
                    [if across { width - x } else { x }, if down { height - y } else { y }]
                })
            }
            FrameChange::Tilted => self.moved(|point| edit.tilted(input, point)),
        }
    }

    /// Its area in pixels.
    pub fn area(&self) -> f64 {
        let next = self.0.iter().cycle().skip(1);
        let twice = self.0.iter().zip(next).map(|([x0, y0], [x1, y1])| x0 * y1 - x1 * y0);
        twice.sum::<f64>().abs() / 2.0
    }

    fn moved(self, to: impl Fn(Point) -> Point) -> Self {
        Outline(self.0.into_iter().map(to).collect())
    }

    /// What of it is in a rectangle, seen from the rectangle.
    fn cut(self, from: [u32; 2], size: Size) -> Self {
        let [left, top] = from.map(f64::from);
        let [width, height] = [size.width(), size.height()].map(f64::from);
        self.moved(|[x, y]| [x - left, y - top])
            .half(|[x, _]| x)
            .half(|[_, y]| y)
            .half(|[x, _]| width - x)
            .half(|[_, y]| height - y)
    }

    /// The part where `inside`, a linear function, is not negative. I. E. Sutherland and G. W. Hodgman, "Reentrant
    /// Polygon Clipping", Communications of the ACM 17, 1974.
    fn half(self, inside: impl Fn(Point) -> f64) -> Self {
        let mut corners = Vec::with_capacity(self.0.len() + 1);
        let next = self.0.iter().cycle().skip(1);
        for (&one, &other) in self.0.iter().zip(next) {
            let (at, then) = (inside(one), inside(other));
            if at >= 0.0 {
                corners.push(one);
            }
            if (at < 0.0) != (then < 0.0) {
                let part = at / (at - then);
                corners.push([0, 1].map(|axis| one[axis] + part * (other[axis] - one[axis])));
            }
        }
        Outline(corners)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proofroom_circuits::{Image, PlacedRecipe, Recipe};

    /// White photos, on which only what the edits add is black: the pixels say how much is left.
    #[test]
    fn areas_are_those_of_the_pixels() {
        let size = Size::new(150, 100).expect("a size");
        let tilt = r#"{"straighten":{"millidegrees":9000}}"#;
        let back = r#"{"straighten":{"millidegrees":-15000}}"#;
        let crop = r#"{"crop":{"x":20,"y":0,"width":60,"height":90}}"#;
        let corner = r#"{"crop":{"x":0,"y":0,"width":40,"height":30}}"#;
        let turn = r#"{"rotate90":{"turns":1}}"#;
        let mirror = r#"{"flip":{"axis":"horizontal"}}"#;
        let resize = r#"{"resize":{"width":120,"height":140}}"#;
        for edits in [
            &[crop][..],
            &[tilt],
            &[tilt, corner],
            &[back, crop],
            &[tilt, turn, corner],
            &[tilt, mirror, corner],
            &[tilt, turn, mirror, resize, crop],
            &[tilt, crop, back, turn, turn, corner],
        ] {
            let recipe = Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe");
            let sizes = recipe.sizes(size).expect("fits");
            let mut outline = Outline::of(size);
            for (edit, pair) in recipe.edits().iter().zip(sizes.windows(2)) {
                outline = outline.after(edit, pair[0], pair[1]);
            }
            let white = Image::new(size, vec![255; size.bytes()]);
            let placed = PlacedRecipe { recipe: &recipe, places: &[] };
            let image = placed.apply(&white).expect("fits");
            let light: f64 = image.pixels().iter().map(|&byte| f64::from(byte) / 765.0).sum();
            // Clamping at white takes a little of the light at the edges.
            let border = 0.25 * f64::from(image.size().width() + image.size().height());
            let area = outline.area();
            assert!((area - light).abs() < border, "{edits:?}: {area}, and {light} of the pixels");
        }
    }

    #[test]
    fn nothing_is_left_in_a_corner() {
        let recipe = r#"[{"straighten":{"millidegrees":15000}},{"crop":{"x":0,"y":0,"width":4,"height":4}}]"#;
        let recipe = Recipe::from_json(recipe).expect("a recipe");
        let sizes = recipe.sizes(Size::new(150, 100).expect("a size")).expect("fits");
        let outline = Outline::of(sizes[0]).after(&recipe.edits()[0], sizes[0], sizes[1]);
        assert!((outline.area() - 15_000.0).abs() < 1e-6, "{}", outline.area());
        assert_eq!(outline.after(&recipe.edits()[1], sizes[1], sizes[2]).area(), 0.0);
    }
}
