//! Crop at a hidden place: a rectangle of the input, unchanged. Its size is public; where it was taken is known to
//! the prover alone, and is no part of a recipe.
//!
//! **Statement.** There is a place (x0, y0) such that output byte (y', i) is input byte (y0 + y', 3 x0 + i). The
//! weights are moved to the place in columns that are committed to (`edits/statement/hidden_crop.rs`), so that the
//! rectangle's bytes are summed without showing which they are. Nothing is rounded: a hidden output is bytes of the
//! input. A coordinate along which the rectangle is as long as the input is not hidden: it is zero.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::{Deserialize, Serialize};

use super::definition::{Action, Definition, Drafted, Flag};
use super::frame::{FrameChange, Reduction};
use super::place::HiddenPlace;
use super::semantics::{Argument, EditError, PixelMap, Semantics};
use super::text::rectangle;
use crate::image::{Rect, Size};

/// Keeps a rectangle of this size and hides where it was.
#[derive(Clone, Debug, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct CropHidden {
    /// Width of the rectangle in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
}

impl CropHidden {
    /// The rectangle's size.
    pub(crate) fn size(&self) -> Size {
        Size { width: self.width, height: self.height }
    }
}

impl Semantics for CropHidden {
    fn output_size(&self, input: Size) -> Result<Size, EditError> {
        let size = self.size();
        let rect = HiddenPlace::new(0, 0).rect(size);
        rect.within(input).ok_or(match size {
            Size { width: 0, .. } | Size { height: 0, .. } => {
                EditError::Rectangle { rect, frame: input }
            }
            _ => EditError::HiddenPlaceOutside { size, frame: input },
        })
    }

    fn map(&self, _: Size) -> PixelMap {
        PixelMap::Hidden
    }

    fn arguments(&self) -> Vec<(&'static str, Argument)> {
        [("width", self.width), ("height", self.height)]
            .map(|(name, number)| (name, Argument::whole(number)))
            .into()
    }

    fn frame_change(&self) -> FrameChange {
        FrameChange::HiddenPart(self.size())
    }

    fn removes(&self, input: Size) -> Option<&'static str> {
        (self.size() != input).then_some("outside-hidden-crop")
    }

    fn hides_area(&self) -> bool {
        true
    }
}

impl Definition for CropHidden {
    const FLAG: Flag = Flag {
        name: "crop-hidden",
        value: Some("X,Y,W,H"),
        minus_first: false,
        secret: true,
        help: "Keep a rectangle and hide where it was: left and top, which stay secret, then width and height in pixels",
    };
    const ACTION: Action = Action::Cropped;

    fn parse(text: &str) -> Result<Drafted<Self>, String> {
        // The messages of other edits repeat the number that they refuse, which may be of the place.
        if text.split(',').any(|number| number.trim().parse::<u32>().is_err()) {
            return Err("these must be whole numbers from 0 to 4294967295: left, top, width, height, with commas \
                        between them"
                .into());
        }
        let Rect { x, y, width, height } = rectangle(text)?;
        Ok(Drafted::Hidden(CropHidden { width, height }, HiddenPlace::new(x, y)))
    }

    fn reduced(&self, by: Reduction) -> Option<Self> {
        let Rect { width, height, .. } = by.rect(HiddenPlace::new(0, 0).rect(self.size()));
        Some(CropHidden { width, height })
    }

    fn examples() -> Vec<Self> {
        vec![CropHidden { width: 30, height: 20 }]
    }

    fn photo_examples() -> Vec<Self> {
        vec![CropHidden { width: 640, height: 480 }]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::{noise, refused};
    use crate::{Edit, Recipe};

    const SIZE: Size = Size { width: 7, height: 5 };

    #[test]
    fn rectangles_larger_than_the_input_are_refused() {
        let edit = |width, height| Edit::from(CropHidden { width, height });
        assert_eq!(edit(7, 5).output_size(SIZE), Ok(SIZE));
        refused(
            &edit(8, 1),
            SIZE,
            "the hidden crop of 8 × 1 reaches outside the image, which is 7 × 5",
        );
        refused(&edit(1, 6), SIZE, "reaches outside");
        refused(&edit(0, 1), SIZE, "holds no pixels");
    }

    #[test]
    fn a_recipe_has_no_word_for_the_place() {
        let json = r#"[{"crop_hidden":{"width":3,"height":2}}]"#;
        let recipe = Recipe::from_json(json).expect("a recipe");
        assert_eq!(serde_json::to_string(&recipe).expect("plain data"), json);
        let with_place = r#"[{"crop_hidden":{"x":1,"y":1,"width":3,"height":2}}]"#;
        let error = Recipe::from_json(with_place).expect_err("refused").to_string();
        assert!(error.contains("unknown field `x`"), "{error}");
    }

    #[test]
    fn the_flag_keeps_the_place_apart() {
        let draft = CropHidden::parse("3, 1,2,4").expect("a rectangle");
        let Drafted::Hidden(edit, place) = draft else { panic!("a place is hidden") };
        assert_eq!(edit, CropHidden { width: 2, height: 4 });
        assert_eq!(place.rect(edit.size()), Rect { x: 3, y: 1, width: 2, height: 4 });
    }

    #[test]
    fn no_message_repeats_the_place() {
        for text in [
            "4711.5,815,2,4",
            "4711,8 15,2,4",
            "-4711,815,2,4",
            "4711,815,2",
            "4711,815,0,4",
            "99994711000,815,2,4",
        ] {
            let Err(message) = CropHidden::parse(text) else { panic!("{text} is no rectangle") };
            assert!(!message.contains("4711") && !message.contains("15"), "{message}");
        }
    }

    /// Nobody gets a picture of a place that nobody named.
    #[test]
    fn without_the_place_there_is_no_output() {
        let edit = Edit::from(CropHidden { width: 3, height: 2 });
        assert_eq!(edit.apply(&noise(SIZE, 1)), Err(EditError::HiddenPlace));
    }
}
