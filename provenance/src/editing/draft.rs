//! Edits as a person asks for them, before it is known to which photo they will be applied: "1600 pixels wide"
//! says nothing of the height. A recipe, which is what is proved, says everything exactly.

use proofroom_circuits::edits::DraftEdit;
use proofroom_circuits::{HiddenPlace, PlacedRecipe, Recipe, RecipeError, Size};

/// The edits of one or many photos, in their order, and where their hidden crops are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft(pub Vec<DraftEdit>);

/// A recipe says nothing of where hidden crops are taken, so that a draft of one that has any fits no photo.
impl From<Recipe> for Draft {
    fn from(recipe: Recipe) -> Self {
        let edits = recipe.edits().iter().cloned();
        Draft(edits.map(DraftEdit::Exact).collect())
    }
}

impl Draft {
    /// The recipe for an original of this size. [`Draft::places`] is what it does not say.
    ///
    /// # Errors
    /// If the edits do not fit it, or if it is not known where a hidden crop is taken.
    pub fn recipe(&self, original: Size) -> Result<Recipe, RecipeError> {
        let mut edits = Vec::with_capacity(self.0.len());
        let mut size = original;
        for (index, draft) in (1..).zip(&self.0) {
            let edit = draft.for_size(size);
            let word = edit.word();
            size =
                edit.output_size(size).map_err(|error| RecipeError::Edit { index, word, error })?;
            edits.push(edit);
        }
        let recipe = Recipe::new(edits);
        PlacedRecipe { recipe: &recipe, places: &self.places() }.edits(original)?;
        Ok(recipe)
    }

    /// Where the hidden crops are taken, in their order.
    pub fn places(&self) -> Vec<HiddenPlace> {
        let place = |draft: &DraftEdit| match draft {
            DraftEdit::Hidden(_, place) => Some(place.clone()),
            DraftEdit::Exact(_) | DraftEdit::ToWidth(_) | DraftEdit::ToHeight(_) => None,
        };
        self.0.iter().filter_map(place).collect()
    }

    /// The sizes before and after the first resize with an open side that enlarges the image. A user who gives one
    /// side for many photos may not know that one of them is small.
    pub fn enlarged(&self, original: Size) -> Option<(Size, Size)> {
        let mut size = original;
        for draft in &self.0 {
            let after = draft.for_size(size).output_size(size).ok()?;
            let is_open = matches!(draft, DraftEdit::ToWidth(_) | DraftEdit::ToHeight(_));
            if is_open && after.width() > size.width() {
                return Some((size, after));
            }
            size = after;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proofroom_circuits::Edit;

    #[test]
    fn the_size_counts_that_the_resize_gets() {
        let crop = Recipe::from_json(r#"[{"crop":{"x":0,"y":0,"width":10,"height":20}}]"#);
        let Draft(mut edits) = crop.expect("a recipe").into();
        edits.push(DraftEdit::ToWidth(5));
        let draft = Draft(edits);
        let size = |width, height| Size::new(width, height).expect("a size");
        let recipe = draft.recipe(size(100, 30)).expect("fits");
        let sizes = recipe.sizes(size(100, 30)).expect("fits");
        assert_eq!(sizes[2], size(5, 10));
        assert_eq!(draft.enlarged(size(100, 30)), None);
        let wide = Draft(vec![DraftEdit::ToWidth(200)]);
        let enlarged = (size(100, 30), size(200, 60));
        assert_eq!(wide.enlarged(size(100, 30)), Some(enlarged));
        assert_eq!(wide.enlarged(size(200, 30)), None);
        let error = draft.recipe(size(100, 10)).expect_err("too low");
        assert!(error.to_string().starts_with("edit 1 (crop)"), "{error}");
    }

    #[test]
    fn hidden_places_stay_beside_the_recipe() {
        let size = |width, height| Size::new(width, height).expect("a size");
        let parse = |flag: &str, text: &str| {
            let kind = Edit::KINDS.iter().find(|kind| kind.flag.name == flag);
            kind.expect("an edit").parse(text).expect("a draft")
        };
        let hidden = parse("crop-hidden", "3,4,20,10");
        let draft = Draft(vec![hidden.clone(), DraftEdit::ToWidth(40), hidden]);
        let recipe = draft.recipe(size(100, 30)).expect("fits");
        let json = serde_json::to_string(&recipe).expect("plain data");
        let crop = r#"{"crop_hidden":{"width":20,"height":10}}"#;
        let resize = r#"{"resize":{"width":40,"height":20}}"#;
        assert_eq!(json, format!("[{crop},{resize},{crop}]"));
        assert!(draft.places() == [HiddenPlace::new(3, 4), HiddenPlace::new(3, 4)]);
        assert_eq!(draft.enlarged(size(100, 30)), Some((size(20, 10), size(40, 20))));
        assert!(!format!("{draft:?}").contains('3'), "{draft:?}");
        let error = draft.recipe(size(22, 30)).expect_err("reaches outside").to_string();
        assert!(error.starts_with("edit 1 (crop_hidden): the hidden crop"), "{error}");
        // A recipe from a file has no places.
        let error = Draft::from(recipe).recipe(size(100, 30)).expect_err("no place").to_string();
        assert!(error.starts_with("edit 1 (crop_hidden): where"), "{error}");
    }
}
