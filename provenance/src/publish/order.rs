//! The order of edits, which decides how long proving takes: if a picture is cropped and resized first, every later
//! edit has fewer pixels to prove.

use std::time::Duration;

use proofroom_circuits::edits::FrameChange;
use proofroom_circuits::{Edit, OutputFormat, Recipe, RecipeError, Size};
use serde::Serialize;

use crate::publish::estimate::{Speed, expect};
use crate::system::text;

/// The same edits in an order that takes much less time to prove. The result differs a little, because a filter
/// acts on other pixels after a resize.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct Sooner {
    /// The edits by their positions in the recipe, from 0.
    pub order: Vec<usize>,
    /// What comes first in it.
    pub first: First,
    /// Seconds that proving takes in this order, as far as can be known.
    pub seconds: f64,
    /// Seconds that it takes in the order of the recipe.
    pub seconds_now: f64,
}

/// What comes first in an order that is proved sooner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// The crops.
    Crop,
    /// The resize.
    Resize,
    /// Both.
    Both,
}

impl Sooner {
    /// What to do, in one sentence of English.
    pub fn in_words(&self) -> String {
        let first = match self.first {
            First::Crop => "Crop first",
            First::Resize => "Resize first",
            First::Both => "Crop and resize first",
        };
        format!(
            "{first}: about {} instead of {}. The result differs slightly.",
            text::duration(self.seconds),
            text::duration(self.seconds_now)
        )
    }
}

/// Proving that takes less than this is not worth another order.
const LEAST_GAIN: Duration = Duration::from_secs(10);

/// Another order is worth it only if it takes at most this part of the time.
const MOST_SHARE: f64 = 2.0 / 3.0;

/// An order in which the edits can be proved much sooner, if there is one: everything that changes the frame comes
/// first. With `long_edge`, the result is scaled to it in either order, as by [`scaled`]; it is published in `format`.
///
/// # Errors
/// If the recipe does not fit the original.
pub fn sooner(
    recipe: &Recipe,
    original: Size,
    long_edge: Option<u32>,
    format: OutputFormat,
    speed: Speed,
) -> Result<Option<Sooner>, RecipeError> {
    let time = |recipe: &Recipe| match long_edge {
        Some(edge) => {
            expect(&scaled(recipe, original, edge)?, original, format, speed).map(|it| it.time)
        }
        None => expect(recipe, original, format, speed).map(|it| it.time),
    };
    let order = frame_first(recipe.edits());
    let Some((order, first)) = order.and_then(|order| {
        let first = first(recipe.edits(), &order)?;
        Some((order, first))
    }) else {
        return Ok(None);
    };
    let now = time(recipe)?;
    if now < LEAST_GAIN {
        return Ok(None);
    }
    let reordered = order.iter().map(|&at| recipe.edits()[at].clone()).collect();
    let then = time(&Recipe::new(reordered))?;
    let worth_it = now.saturating_sub(then) >= LEAST_GAIN
        && then.as_secs_f64() <= MOST_SHARE * now.as_secs_f64();
    Ok(worth_it.then_some(Sooner {
        first,
        seconds: then.as_secs_f64(),
        seconds_now: now.as_secs_f64(),
        order,
    }))
}

/// Whether an edit changes which pixels there are, or where they lie.
fn changes_frame(edit: &Edit) -> bool {
    edit.frame_change() != FrameChange::Kept
}

/// The order in which the frame is changed first, by positions; none if it is so already. A black rectangle before
/// the last change of the frame stays before it, because its coordinates are those of the frame at its place; drawn
/// earlier, it hides no less. A free kernel may act differently after a flip, so it is left where it is.
fn frame_first(edits: &[Edit]) -> Option<Vec<usize>> {
    let last = edits.iter().rposition(changes_frame)?;
    let goes_first = |at: &usize| changes_frame(&edits[*at]) || edits[*at].hides_area();
    let (first, then): (Vec<usize>, Vec<usize>) = (0..=last).partition(goes_first);
    if then.iter().any(|&at| edits[at].has_free_kernel()) {
        return None;
    }
    let order: Vec<usize> = first.into_iter().chain(then).chain(last + 1..edits.len()).collect();
    (!order.is_sorted()).then_some(order)
}

/// What the order does: which edits now come before others that they followed. None if no crop or resize
/// does.
fn first(edits: &[Edit], order: &[usize]) -> Option<First> {
    let moved = |is: &dyn Fn(&Edit) -> bool| {
        let overtakes = |(place, &at): (usize, &usize)| place < at && is(&edits[at]);
        order.iter().enumerate().any(overtakes)
    };
    let is_part = |change| matches!(change, FrameChange::Part(_) | FrameChange::HiddenPart(_));
    let crop = moved(&|edit| is_part(edit.frame_change()));
    let resize = moved(&|edit| edit.frame_change() == FrameChange::Scaled);
    match (crop, resize) {
        (true, true) => Some(First::Both),
        (true, false) => Some(First::Crop),
        (false, true) => Some(First::Resize),
        (false, false) => None,
    }
}

/// The recipe with the result scaled down so that its longer side has at most `long_edge` pixels. The resize comes
/// right after the last crop, the last black rectangle and the last straightening, before tones and filters, and
/// replaces any later resize. A result that is not larger stays as it is.
///
/// # Errors
/// If the recipe does not fit the original.
pub fn scaled(recipe: &Recipe, original: Size, long_edge: u32) -> Result<Recipe, RecipeError> {
    let sizes = recipe.sizes(original)?;
    let result = sizes.last().copied().unwrap_or(original);
    let longer = result.width().max(result.height());
    if longer <= long_edge {
        return Ok(recipe.clone());
    }
    let scale = |side: u32| {
        let (side, edge, longer) = (u64::from(side), u64::from(long_edge), u64::from(longer));
        let rounded = (side * edge + longer / 2) / longer;
        u32::try_from(rounded.max(1)).expect("no more than the side was")
    };
    let (mut width, mut height) = (scale(result.width()), scale(result.height()));
    // What turns by an angle makes the frame larger.
    let goes_before = |edit: &Edit| edit.hides_area() || edit.frame_change() == FrameChange::Tilted;
    let at = recipe.edits().iter().rposition(goes_before).map_or(0, |at| at + 1);
    let (before, after) = recipe.edits().split_at(at);
    let turns =
        |edit: &&Edit| matches!(edit.frame_change(), FrameChange::Turned { transposed: true, .. });
    if after.iter().filter(turns).count() % 2 == 1 {
        (width, height) = (height, width);
    }
    let resizes = |edit: &Edit| edit.frame_change() == FrameChange::Scaled;
    let edits = before
        .iter()
        .cloned()
        .chain([Edit::scaling_to(Size::new(width, height).expect("a size"))])
        .chain(after.iter().filter(|edit| !resizes(edit)).cloned())
        .collect();
    Ok(Recipe::new(edits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: Size = match Size::new(6000, 4000) {
        Ok(size) => size,
        Err(_) => panic!("no size"),
    };
    const PIXELS: OutputFormat = OutputFormat::Pixels;
    const TONE: &str = r#"{"contrast":{"permille":1300}}"#;
    const SHARPEN: &str = r#"{"convolve":{"preset":"sharpen"}}"#;
    const EMBOSS: &str = r#"{"convolve":{"kernel":[[0,0,0],[0,1,0],[0,0,1]],"divisor":2}}"#;
    const RESIZE: &str = r#"{"resize":{"width":1200,"height":800}}"#;
    const CROP: &str = r#"{"crop":{"x":100,"y":200,"width":3000,"height":2000}}"#;
    const REDACT: &str = r#"{"redact":{"x":10,"y":20,"width":30,"height":40}}"#;
    const TURN: &str = r#"{"rotate90":{"turns":1}}"#;
    const TILT: &str = r#"{"straighten":{"millidegrees":5000}}"#;

    fn recipe(edits: &[&str]) -> Recipe {
        Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe")
    }

    #[test]
    fn the_frame_is_changed_first() {
        for (edits, order) in [
            (&[TONE, SHARPEN, RESIZE][..], Some(&[2, 0, 1][..])),
            (&[CROP, TONE, SHARPEN, RESIZE], Some(&[0, 3, 1, 2])),
            (&[TONE, CROP, SHARPEN, RESIZE, TONE], Some(&[1, 3, 0, 2, 4])),
            // The rectangle lies in the frame before the resize, and covers before it.
            (&[TONE, REDACT, RESIZE], Some(&[1, 2, 0])),
            // This one lies in the frame after it.
            (&[TONE, RESIZE, TONE, REDACT], Some(&[1, 0, 2, 3])),
            (&[CROP, RESIZE, TONE, SHARPEN], None),
            (&[TONE, SHARPEN, REDACT], None),
            (&[EMBOSS, TURN, RESIZE], None),
            (&[], None),
        ] {
            let found = frame_first(recipe(edits).edits());
            assert_eq!(found.as_deref(), order, "{edits:?}");
        }
    }

    #[test]
    fn another_order_is_advised_only_if_it_is_much_faster() {
        let advised = |edits: &[&str], speed| {
            sooner(&recipe(edits), SIZE, None, PIXELS, speed)
                .expect("fits")
                .map(|sooner| sooner.first)
        };
        let typical = Speed::TYPICAL;
        assert_eq!(advised(&[TONE, SHARPEN, RESIZE], typical), Some(First::Resize));
        assert_eq!(advised(&[TONE, CROP], typical), Some(First::Crop));
        assert_eq!(advised(&[TONE, CROP, RESIZE], typical), Some(First::Both));
        // Gains nothing, or hardly anything.
        assert_eq!(advised(&[TONE, TURN], typical), None);
        let enlarge = r#"{"resize":{"width":7000,"height":4666}}"#;
        assert_eq!(advised(&[TONE, enlarge], typical), None);
        let fast = Speed::measured(1 << 40, Duration::from_secs(1));
        assert_eq!(advised(&[TONE, SHARPEN, RESIZE], fast), None);
    }

    #[test]
    fn sooner_says_the_time_of_the_new_order() {
        let late = recipe(&[TONE, SHARPEN, RESIZE]);
        let found =
            sooner(&late, SIZE, None, PIXELS, Speed::TYPICAL).expect("fits").expect("is sooner");
        let early = recipe(&[RESIZE, TONE, SHARPEN]);
        let expected = |recipe| expect(recipe, SIZE, PIXELS, Speed::TYPICAL).expect("fits").time;
        assert_eq!(found.seconds, expected(&early).as_secs_f64());
        assert_eq!(found.seconds_now, expected(&late).as_secs_f64());
        assert!(found.seconds * 5.0 < found.seconds_now);
        // A size of the export enters after the last crop, so that only the crop has to move.
        let cropped = recipe(&[SHARPEN, CROP]);
        let found = sooner(&cropped, SIZE, Some(1200), PIXELS, Speed::TYPICAL);
        let found = found.expect("fits").expect("is sooner");
        let early = recipe(&[CROP, RESIZE, SHARPEN]);
        assert_eq!(found.seconds, expected(&early).as_secs_f64());
        assert_eq!(found.first, First::Crop);
    }

    #[test]
    fn an_export_size_enters_after_the_last_crop() {
        let resize =
            |width, height| format!(r#"{{"resize":{{"width":{width},"height":{height}}}}}"#);
        let wide = resize(1600, 1067);
        for (edits, expected) in [
            (&[TONE, SHARPEN][..], &[&wide, TONE, SHARPEN][..]),
            (&[CROP, TONE], &[CROP, &wide, TONE]),
            (&[CROP, REDACT, TONE], &[CROP, REDACT, &wide, TONE]),
            (&[TONE, CROP, SHARPEN], &[TONE, CROP, &wide, SHARPEN]),
            (&[CROP, TILT, TONE], &[CROP, TILT, &resize(1600, 1139), TONE]),
            // It is turned afterwards, so the result is as large as asked.
            (&[CROP, TURN, TONE], &[CROP, &wide, TURN, TONE]),
            // Of a later resize, only the ratio counts.
            (&[TONE, &resize(3000, 3000)], &[&resize(1600, 1600), TONE]),
            // Small enough already.
            (&[TONE, RESIZE], &[TONE, RESIZE]),
            (&[], &[&wide]),
        ] {
            let scaled = scaled(&recipe(edits), SIZE, 1600).expect("fits");
            assert_eq!(scaled, recipe(expected), "{edits:?}");
            let longer = |size: &Size| size.width().max(size.height());
            let sizes = scaled.sizes(SIZE).expect("fits");
            assert_eq!(sizes.last().map(longer).expect("a size").max(1600), 1600);
        }
        // A very narrow picture keeps a pixel.
        let narrow = Size::new(8000, 2).expect("a size");
        let scaled = scaled(&recipe(&[]), narrow, 100).expect("fits");
        assert_eq!(scaled, recipe(&[&resize(100, 1)]));
    }
}
