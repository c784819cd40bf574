//! Where a published picture lies in the frame of its original.
//!
//! Crops, flips, turns and resizes move the frame. Followed backwards they lead from the frame of the
//! published picture to a rectangle of the original, whose edges can lie between its pixels if there was
//! a resize before a crop; then there is no answer. Of a crop at a hidden place the size is followed, which is
//! public, and of its place only what the size gives away.

use proofroom_circuits::edits::FrameChange;
use proofroom_circuits::{Recipe, Size};
use serde::{Deserialize, Serialize};

/// The part of an original that a picture shows, in pixels of the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Placement {
    /// The distance of its left edge from that of the original; none if a crop hides it.
    pub x: Option<u32>,
    /// The distance of its top edge from that of the original; none if a crop hides it.
    pub y: Option<u32>,
    /// Its width.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

/// A position along an axis in pixels, as a fraction.
#[derive(Clone, Copy, Debug)]
struct Position {
    over: u128,
    under: u128,
}

impl Position {
    fn new(pixels: u32) -> Self {
        Position { over: pixels.into(), under: 1 }
    }

    fn plus(self, pixels: u32) -> Option<Self> {
        let over = self.over.checked_add(u128::from(pixels).checked_mul(self.under)?)?;
        Some(Position { over, ..self })
    }

    /// The distance from another position that is no farther.
    fn since(self, first: Self) -> Option<Self> {
        let last = self.over.checked_mul(first.under)?;
        let over = last.checked_sub(first.over.checked_mul(self.under)?)?;
        Some(Position { over, under: self.under.checked_mul(first.under)? }.reduced())
    }

    /// The same with the smallest numbers.
    fn reduced(self) -> Self {
        let common = greatest_common_divisor(self.over, self.under).max(1);
        Position { over: self.over / common, under: self.under / common }
    }

    /// The distance to the far end of an axis of this length.
    fn before_end(self, length: u32) -> Option<Self> {
        let over = u128::from(length).checked_mul(self.under)?.checked_sub(self.over)?;
        Some(Position { over, ..self })
    }

    /// The same place on an axis of length `to` instead of `from`.
    fn rescaled(self, from: u32, to: u32) -> Option<Self> {
        let over = self.over.checked_mul(to.into())?;
        let under = self.under.checked_mul(from.into())?;
        Some(Position { over, under }.reduced())
    }

    fn pixels(self) -> Option<u32> {
        let whole = self.over.is_multiple_of(self.under);
        if whole { u32::try_from(self.over / self.under).ok() } else { None }
    }
}

fn greatest_common_divisor(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// A frame along one axis.
#[derive(Clone, Copy)]
struct Span {
    first: Position,
    last: Position,
    /// Whether a crop hides where it lies. Then its ends tell only how far they are apart.
    hidden: bool,
}

impl Span {
    /// A whole axis of this length.
    fn whole(length: u32) -> Self {
        Span { first: Position::new(0), last: Position::new(length), hidden: false }
    }

    fn mapped(self, map: impl Fn(Position) -> Option<Position>) -> Option<Self> {
        Some(Span { first: map(self.first)?, last: map(self.last)?, ..self })
    }

    fn mirrored(self, length: u32) -> Option<Self> {
        let (first, last) = (self.last.before_end(length)?, self.first.before_end(length)?);
        Some(Span { first, last, ..self })
    }

    /// Before a crop to `kept` of `length` pixels at a hidden place. A crop that keeps all of them has one place only.
    fn before_hidden_crop(self, kept: u32, length: u32) -> Option<Self> {
        if kept == length {
            return Some(self);
        }
        Some(Span { first: Position::new(0), last: self.last.since(self.first)?, hidden: true })
    }

    /// Where it begins, unless that is hidden, and its length; nothing if these are not whole pixels.
    fn pixels(self) -> Option<(Option<u32>, u32)> {
        let first = if self.hidden { None } else { Some(self.first.pixels()?) };
        Some((first, self.last.since(self.first)?.pixels()?))
    }
}

/// The part of an original of size `original` that the picture shows after `recipe`, or nothing if its edges do not
/// fall between pixels, if it lies at an angle, or if the recipe does not fit.
pub fn in_original(recipe: &Recipe, original: Size) -> Option<Placement> {
    let sizes = recipe.sizes(original).ok()?;
    let published = sizes.last()?;
    let mut across = Span::whole(published.width());
    let mut down = Span::whole(published.height());
    for ((edit, input), output) in recipe.edits().iter().zip(&sizes).zip(&sizes[1..]).rev() {
        match edit.frame_change() {
            FrameChange::Kept => {}
            FrameChange::Part(rect) => {
                across = across.mapped(|position| position.plus(rect.x))?;
                down = down.mapped(|position| position.plus(rect.y))?;
            }
            FrameChange::HiddenPart(kept) => {
                across = across.before_hidden_crop(kept.width(), input.width())?;
                down = down.before_hidden_crop(kept.height(), input.height())?;
            }
            FrameChange::Scaled => {
                across =
                    across.mapped(|position| position.rescaled(output.width(), input.width()))?;
                down =
                    down.mapped(|position| position.rescaled(output.height(), input.height()))?;
            }
            FrameChange::Turned { across: columns, down: rows, transposed } => {
                if columns {
                    across = across.mirrored(output.width())?;
                }
                if rows {
                    down = down.mirrored(output.height())?;
                }
                if transposed {
                    (across, down) = (down, across);
                }
            }
            // What is a rectangle afterwards lies at an angle before.
            FrameChange::Tilted => return None,
        }
    }
    let ((x, width), (y, height)) = (across.pixels()?, down.pixels()?);
    Some(Placement { x, y, width, height })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proofroom_circuits::edits::EditKind;
    use proofroom_circuits::{Edit, HiddenPlace, Image, PlacedRecipe, Rect};

    const ORIGINAL: Size = match Size::new(40, 24) {
        Ok(size) => size,
        Err(_) => panic!("no size"),
    };

    fn placement(edits: &str) -> Option<Placement> {
        in_original(&Recipe::from_json(edits).expect("a recipe"), ORIGINAL)
    }

    /// Where nothing is hidden.
    fn place(edits: &str) -> Option<[u32; 4]> {
        let Placement { x, y, width, height } = placement(edits)?;
        Some([x.expect("not hidden"), y.expect("not hidden"), width, height])
    }

    const CROP: &str = r#"{"crop":{"x":10,"y":4,"width":20,"height":12}}"#;
    const SECOND: &str = r#"{"crop":{"x":1,"y":2,"width":3,"height":5}}"#;
    const RIGHT: &str = r#"{"rotate90":{"turns":1}}"#;
    const LEFT: &str = r#"{"rotate90":{"turns":3}}"#;
    const OVER: &str = r#"{"rotate90":{"turns":2}}"#;
    const MIRROR: &str = r#"{"flip":{"axis":"horizontal"}}"#;
    const UPSIDE_DOWN: &str = r#"{"flip":{"axis":"vertical"}}"#;
    const HALF: &str = r#"{"resize":{"width":10,"height":6}}"#;
    const ODD: &str = r#"{"resize":{"width":7,"height":5}}"#;
    const TONE: &str = r#"{"contrast":{"permille":1300}}"#;
    const TILT: &str = r#"{"straighten":{"millidegrees":1500}}"#;
    const LEVEL: &str = r#"{"straighten":{"millidegrees":0}}"#;

    #[test]
    fn the_frame_is_followed_backwards() {
        for (edits, expected) in [
            (&[][..], Some([0, 0, 40, 24])),
            (&[TONE], Some([0, 0, 40, 24])),
            (&[CROP], Some([10, 4, 20, 12])),
            (&[CROP, SECOND], Some([11, 6, 3, 5])),
            (&[CROP, TONE, HALF], Some([10, 4, 20, 12])),
            (&[CROP, ODD], Some([10, 4, 20, 12])),
            (&[CROP, HALF, r#"{"crop":{"x":1,"y":1,"width":3,"height":4}}"#], Some([12, 6, 6, 8])),
            (&[CROP, ODD, SECOND], None),
            (&[CROP, ODD, r#"{"resize":{"width":20,"height":12}}"#, SECOND], Some([11, 6, 3, 5])),
            (&[MIRROR, CROP], Some([10, 4, 20, 12])),
            (&[MIRROR, SECOND], Some([36, 2, 3, 5])),
            (&[UPSIDE_DOWN, SECOND], Some([1, 17, 3, 5])),
            (&[OVER, SECOND], Some([36, 17, 3, 5])),
            (&[RIGHT, SECOND], Some([2, 20, 5, 3])),
            (&[LEFT, SECOND], Some([33, 1, 5, 3])),
            (&[RIGHT, RIGHT, RIGHT, RIGHT, CROP], Some([10, 4, 20, 12])),
            (&[TILT, CROP], None),
            (&[LEVEL, CROP], Some([10, 4, 20, 12])),
        ] {
            assert_eq!(place(&format!("[{}]", edits.join(","))), expected, "{edits:?}");
        }
        assert_eq!(place(r#"[{"crop":{"x":0,"y":0,"width":99,"height":1}}]"#), None);
    }

    #[test]
    fn a_hidden_crop_shows_its_size() {
        const HIDDEN: &str = r#"{"crop_hidden":{"width":20,"height":12}}"#;
        const QUARTER: &str = r#"{"resize":{"width":20,"height":12}}"#;
        const FULL_WIDTH: &str = r#"{"crop_hidden":{"width":40,"height":12}}"#;
        const FULL_HEIGHT: &str = r#"{"crop_hidden":{"width":20,"height":24}}"#;
        const WHOLE: &str = r#"{"crop_hidden":{"width":40,"height":24}}"#;
        for (edits, x, y, width, height) in [
            (&[HIDDEN][..], None, None, 20, 12),
            (&[FULL_WIDTH], Some(0), None, 40, 12),
            (&[FULL_HEIGHT], None, Some(0), 20, 24),
            (&[WHOLE], Some(0), Some(0), 40, 24),
            (&[HIDDEN, SECOND], None, None, 3, 5),
            (&[FULL_WIDTH, SECOND], Some(1), None, 3, 5),
            (&[HIDDEN, HALF, TONE], None, None, 20, 12),
            (&[HIDDEN, HALF, r#"{"crop":{"x":1,"y":1,"width":3,"height":4}}"#], None, None, 6, 8),
            (&[QUARTER, r#"{"crop_hidden":{"width":3,"height":5}}"#], None, None, 6, 10),
            (&[HIDDEN, RIGHT, SECOND], None, None, 5, 3),
            (&[RIGHT, r#"{"crop_hidden":{"width":24,"height":3}}"#], None, Some(0), 3, 24),
            (&[MIRROR, FULL_WIDTH, SECOND], Some(36), None, 3, 5),
            (&[FULL_WIDTH, HIDDEN], None, None, 20, 12),
            // After a crop at a known place, its own left edge stays known.
            (&[CROP, r#"{"crop_hidden":{"width":20,"height":2}}"#], Some(10), None, 20, 2),
        ] {
            let expected = Some(Placement { x, y, width, height });
            assert_eq!(placement(&format!("[{}]", edits.join(","))), expected, "{edits:?}");
        }
        // Its edges fall between pixels wherever it is.
        assert_eq!(placement(&format!("[{HIDDEN},{ODD},{SECOND}]")), None);
        assert_eq!(
            placement(&format!("[{ODD},{}]", r#"{"crop_hidden":{"width":3,"height":5}}"#)),
            None
        );
    }

    /// Every pixel of the original says where it stands, so the picture itself says where it lies.
    #[test]
    fn the_pixels_agree() {
        let position =
            |index: u32| [(index % ORIGINAL.width()) as u8, (index / ORIGINAL.width()) as u8, 0];
        let original =
            Image::new(ORIGINAL, (0..ORIGINAL.pixels() as u32).flat_map(position).collect());
        for edits in [
            [MIRROR, RIGHT, SECOND],
            [RIGHT, MIRROR, SECOND],
            [LEFT, UPSIDE_DOWN, SECOND],
            [UPSIDE_DOWN, OVER, SECOND],
            [CROP, LEFT, SECOND],
            [LEFT, SECOND, RIGHT],
        ] {
            let json = format!("[{}]", edits.join(","));
            let recipe = Recipe::from_json(&json).expect("a recipe");
            let apply = |image: Image, edit: &Edit| edit.apply(&image).expect("fits");
            let picture = recipe.edits().iter().fold(original.clone(), apply);
            let coordinates =
                |channel: usize| picture.pixels().iter().skip(channel).step_by(3).copied();
            let span = |channel| {
                let least = coordinates(channel).min().expect("not empty");
                let most = coordinates(channel).max().expect("not empty");
                (u32::from(least), u32::from(most - least) + 1)
            };
            let ((x, width), (y, height)) = (span(0), span(1));
            assert_eq!(place(&json), Some([x, y, width, height]), "{json}");
        }
    }

    /// The output of an edit; if it is a hidden crop, at a place of our choice.
    fn applied(edit: &Edit, input: Image) -> Image {
        let recipe = Recipe::new(vec![edit.clone()]);
        let places = vec![HiddenPlace::new(5, 8); usize::from(edit.hides_place())];
        let edits = PlacedRecipe { recipe: &recipe, places: &places }.edits(input.size());
        edits.expect("fits")[0].apply(&input).expect("fits")
    }

    /// What an edit says of its frame is compared with its pixels: where one pixel of the input matters, there
    /// it lies. Whoever forgets to say that an edit moves pixels is found here.
    #[test]
    fn every_edit_says_how_it_moves_pixels() {
        let size = Size::new(62, 90).expect("a size");
        for edit in Edit::KINDS.iter().flat_map(EditKind::examples) {
            let hides_place = edit.hides_place();
            for (x, y) in [(7, 9), (31, 22), (14, 7)] {
                let black = vec![0; size.bytes()];
                let mut spot = black.clone();
                for y in y..y + 2 {
                    spot[3 * (y * 62 + x)..][..6].fill(255);
                }
                let [black, spot] = [black, spot]
                    .map(|pixels| applied(&edit, Image::new(size, pixels)).pixels().to_vec());
                let width = edit.output_size(size).expect("fits").width() as usize;
                let changed = |pixel: usize| black[3 * pixel..][..3] != spot[3 * pixel..][..3];
                let changed: Vec<usize> = (0..black.len() / 3).filter(|&at| changed(at)).collect();
                let columns = changed.iter().map(|at| at % width);
                let rows = changed.iter().map(|at| at / width);
                let (Some(left), Some(top)) = (columns.clone().min(), rows.clone().min()) else {
                    assert!(edit.hides_area(), "{edit:?}");
                    continue;
                };
                let (right, bottom) = (columns.max().expect("some"), rows.max().expect("some"));
                let around = Rect {
                    x: left as u32,
                    y: top as u32,
                    width: (right - left) as u32 + 1,
                    height: (bottom - top) as u32 + 1,
                };
                let crop = serde_json::to_string(&around).expect("plain data");
                let edit = serde_json::to_string(&edit).expect("plain data");
                let json = format!(r#"[{edit},{{"crop":{crop}}}]"#);
                let recipe = Recipe::from_json(&json).expect("a recipe");
                // Where there is none, the edges fall between pixels.
                let Some(found) = in_original(&recipe, size) else { continue };
                if hides_place {
                    // Of the spot, the crop may leave a part.
                    let Rect { width, height, .. } = around;
                    assert_eq!(found, Placement { x: None, y: None, width, height }, "{edit}");
                    continue;
                }
                let near = |found: Option<u32>, length: u32, at: usize| {
                    let found = found.expect("not hidden");
                    found.abs_diff(at as u32) <= 3 && (found + length).abs_diff(at as u32 + 2) <= 3
                };
                assert!(
                    near(found.x, found.width, x) && near(found.y, found.height, y),
                    "{edit}: what changes with {x}, {y} lies at {found:?}"
                );
            }
        }
    }

    #[test]
    fn long_chains_of_resizes_end() {
        let many: Vec<_> = (0..31)
            .map(|i| format!(r#"{{"resize":{{"width":{},"height":{}}}}}"#, 37 + i, 41 + i))
            .collect();
        assert_eq!(place(&format!("[{}]", many.join(","))), Some([0, 0, 40, 24]));
        assert_eq!(place(&format!("[{},{SECOND}]", many.join(","))), None);
    }
}
