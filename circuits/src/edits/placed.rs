//! Recipes with the places of their hidden crops: what their author has, and what can be applied to pixels. A recipe
//! alone is what becomes public.

use std::borrow::Cow;

use crate::edits::place::HiddenPlace;
use crate::edits::recipe::{Recipe, RecipeError};
use crate::edits::{Edit, EditError, FrameChange, Reduction};
use crate::image::{Image, Rect, Size};
use crate::output::Output;

/// A recipe and where its hidden crops are taken.
#[derive(Clone, Copy)]
pub struct PlacedRecipe<'a> {
    /// The recipe.
    pub recipe: &'a Recipe,
    /// A place for each of its hidden crops, in the order of the recipe.
    pub places: &'a [HiddenPlace],
}

/// A recipe without hidden crops needs no places.
impl<'a> From<&'a Recipe> for PlacedRecipe<'a> {
    fn from(recipe: &'a Recipe) -> Self {
        PlacedRecipe { recipe, places: &[] }
    }
}

impl PlacedRecipe<'_> {
    /// The edited image, exactly as it is proved.
    ///
    /// # Errors
    /// As [`PlacedRecipe::edits`].
    pub fn apply(self, original: &Image) -> Result<Image, RecipeError> {
        let edits = self.edits(original.size())?;
        Ok(apply_all(&edits, original).into_owned())
    }

    /// Whether a publication shows what the recipe makes of an original, in its format.
    ///
    /// # Errors
    /// As [`PlacedRecipe::edits`].
    pub fn gives(self, original: &Image, published: Output<'_>) -> Result<bool, RecipeError> {
        let edits = self.edits(original.size())?;
        let Some((PlacedEdit { edit, place: None }, before)) = edits.split_last() else {
            return Ok(published.is_made_of(&apply_all(&edits, original)));
        };
        let before = apply_all(before, original);
        Ok(edit.gives(&before, published).expect("the edits fit"))
    }

    /// The edits as they can be applied to an original of size `original`, one after the other.
    ///
    /// # Errors
    /// As [`Recipe::sizes`]; and a place that is missing, leaves no room for its crop, or belongs to no crop. No error
    /// says where a place is.
    pub fn edits(self, original: Size) -> Result<Vec<PlacedEdit>, RecipeError> {
        let sizes = self.recipe.sizes(original)?;
        let mut places = self.places.iter();
        let mut placed = |edit: &Edit, input: Size| {
            let place = match edit.hides_place() {
                true => Some(places.next().ok_or(EditError::HiddenPlace)?.clone()),
                false => None,
            };
            let placed = PlacedEdit { edit: edit.clone(), place };
            placed.output_size(input)?;
            Ok(placed)
        };
        let edits = (1..).zip(self.recipe.edits()).zip(sizes).map(|((index, edit), input)| {
            let word = edit.word();
            placed(edit, input).map_err(|error| RecipeError::Edit { index, word, error })
        });
        let edits = edits.collect::<Result<_, _>>()?;
        if places.next().is_some() {
            return Err(RecipeError::TooManyPlaces);
        }
        Ok(edits)
    }
}

/// What the edits make of an image, one after the other.
fn apply_all<'a>(edits: &[PlacedEdit], image: &'a Image) -> Cow<'a, Image> {
    let apply = |image: Cow<'a, Image>, edit: &PlacedEdit| {
        Cow::Owned(edit.apply(&image).expect("the edits fit"))
    };
    edits.iter().fold(Cow::Borrowed(image), apply)
}

/// An edit that can be applied: with its place, if it is a hidden crop. It cannot be printed, written, or put into a
/// recipe.
#[derive(Clone, PartialEq, Eq)]
pub struct PlacedEdit {
    edit: Edit,
    /// Only hidden crops have one, and they always do.
    place: Option<HiddenPlace>,
}

impl PlacedEdit {
    /// The rectangle that a hidden crop keeps.
    fn rect(&self) -> Option<Rect> {
        match (self.edit.frame_change(), &self.place) {
            (FrameChange::HiddenPart(size), Some(place)) => Some(place.rect(size)),
            _ => None,
        }
    }

    /// As [`Edit::output_size`].
    ///
    /// # Errors
    /// As [`Edit::output_size`], and for a hidden crop that reaches outside the image.
    pub fn output_size(&self, input: Size) -> Result<Size, EditError> {
        let size = self.edit.output_size(input)?;
        match self.rect() {
            Some(rect) if rect.within(input).is_none() => {
                Err(EditError::HiddenPlaceOutside { size, frame: input })
            }
            _ => Ok(size),
        }
    }

    /// The edited image, exactly as it is proved.
    ///
    /// # Errors
    /// As [`PlacedEdit::output_size`].
    pub fn apply(&self, input: &Image) -> Result<Image, EditError> {
        self.output_size(input.size())?;
        match self.rect() {
            Some(rect) => Ok(input.crop(rect)),
            None => self.edit.apply(input),
        }
    }

    /// The edit for a reduced image that shows the same as the full one.
    #[must_use]
    pub fn reduced(&self, by: Reduction) -> Self {
        let place = self.rect().map(|rect| {
            let Rect { x, y, .. } = by.rect(rect);
            HiddenPlace::new(x, y)
        });
        PlacedEdit { edit: self.edit.reduced(by), place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edits::testing::noise;
    use crate::jpeg::{Options, Picture};

    const SIZE: Size = Size { width: 9, height: 7 };
    const FLIP: &str = r#"{"flip":{"axis":"vertical"}}"#;
    const HIDDEN: &str = r#"{"crop_hidden":{"width":4,"height":3}}"#;

    fn recipe(edits: &[&str]) -> Recipe {
        Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe")
    }

    fn at(places: &[(u32, u32)]) -> Vec<HiddenPlace> {
        places.iter().map(|&(x, y)| HiddenPlace::new(x, y)).collect()
    }

    /// A resized JPEG with the same blocks, but another size, is another picture.
    #[test]
    fn a_jpeg_of_another_size_is_not_given() {
        let (resized, original) =
            (recipe(&[r#"{"resize":{"width":12,"height":5}}"#]), noise(SIZE, 1));
        let Options { quality, sampling } = Options::default();
        let tables = quality.tables();
        let components = resized.edits()[0].apply_for_jpeg(&original, &tables, sampling);
        let components = components.expect("fits");
        for (width, expected) in [(12, true), (13, false)] {
            let size = Size { width, height: 5 };
            let picture = Picture::new(size, sampling, tables, components.clone());
            let picture = picture.expect("as many blocks");
            let gives = PlacedRecipe::from(&resized).gives(&original, Output::Jpeg(&picture));
            assert_eq!(gives, Ok(expected), "{width}");
        }
    }

    /// The pixels are those that the visible crop of the same rectangle leaves, whole and reduced.
    #[test]
    fn a_hidden_crop_shows_what_the_visible_one_does() {
        let visible =
            |x: u32, y: u32| format!(r#"{{"crop":{{"x":{x},"y":{y},"width":4,"height":3}}}}"#);
        let half = Size { width: 5, height: 4 };
        for (x, y) in [(0, 0), (5, 4), (2, 1)] {
            let (hidden, places) = (recipe(&[FLIP, HIDDEN]), at(&[(x, y)]));
            let hidden = PlacedRecipe { recipe: &hidden, places: &places };
            let visible = recipe(&[FLIP, &visible(x, y)]);
            let image = noise(SIZE, 1);
            let [hidden, visible] = [hidden, (&visible).into()].map(|recipe| {
                let edits = recipe.edits(SIZE).expect("fits");
                edits.iter().fold(image.clone(), |image, edit| edit.apply(&image).expect("fits"))
            });
            assert_eq!(hidden, visible);
        }
        for (x, y) in (0..=5).flat_map(|x| (0..=4).map(move |y| (x, y))) {
            let (recipe, places) = (recipe(&[HIDDEN]), at(&[(x, y)]));
            let edits =
                PlacedRecipe { recipe: &recipe, places: &places }.edits(SIZE).expect("fits");
            let reduced = edits[0].reduced(Reduction::new(SIZE, half));
            assert_eq!(reduced.output_size(half), Ok(Size { width: 3, height: 2 }));
        }
    }

    #[test]
    fn each_hidden_crop_needs_a_place_that_fits() {
        let check = |edits: &[&str], places: &[(u32, u32)], expected: &str| {
            let (recipe, places) = (recipe(edits), at(places));
            let placed = PlacedRecipe { recipe: &recipe, places: &places };
            let error = placed.edits(SIZE).err().map(|error| error.to_string());
            assert!(error.as_deref().unwrap_or("").starts_with(expected), "{error:?}");
            assert_eq!(error.is_none(), expected.is_empty(), "{error:?}");
        };
        check(&[FLIP], &[], "");
        check(&[HIDDEN, FLIP, HIDDEN], &[(5, 4), (0, 0)], "");
        check(
            &[FLIP, HIDDEN],
            &[],
            "edit 2 (crop_hidden): where a hidden crop was taken is not known",
        );
        check(&[HIDDEN, HIDDEN], &[(0, 0)], "edit 2 (crop_hidden): where");
        check(
            &[HIDDEN],
            &[(6, 4)],
            "edit 1 (crop_hidden): the hidden crop of 4 × 3 reaches outside",
        );
        check(&[HIDDEN, HIDDEN], &[(5, 4), (0, 1)], "edit 2 (crop_hidden): the hidden crop");
        check(&[HIDDEN], &[(u32::MAX, 0)], "edit 1 (crop_hidden): the hidden crop");
        check(&[HIDDEN], &[(0, 0), (0, 0)], "there are more places than hidden crops");
        check(&[FLIP], &[(0, 0)], "there are more places than hidden crops");
    }
}
