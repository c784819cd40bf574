//! Whether edits fit an original, for each edit while they are made.

use proofroom_circuits::{Edit, HiddenPlace, PlacedRecipe, Recipe, RecipeError, Size};
use serde::Serialize;

/// Whether edits fit an original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RecipeCheck {
    /// The size after each edit, up to the first that does not fit.
    pub sizes: Vec<Size>,
    /// What is wrong.
    pub error: Option<RecipeProblem>,
}

/// What is wrong with an edit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
pub struct RecipeProblem {
    /// Its position in the list, from 0.
    pub index: usize,
    /// What is wrong with it.
    pub message: String,
}

/// Checks edits against an original of this size, as the prover will. `places` says where hidden crops are taken.
pub fn check(edits: &[Edit], places: &[HiddenPlace], original: Size) -> RecipeCheck {
    let recipe = Recipe::new(edits.to_vec());
    let error = PlacedRecipe { recipe: &recipe, places }.edits(original).err();
    let error = error.map(|error| problem(&error));
    let fitting = error.as_ref().map_or(edits, |problem| &edits[..problem.index]);
    let sizes = Recipe::new(fitting.to_vec()).sizes(original).unwrap_or_default();
    RecipeCheck { sizes: sizes.into_iter().skip(1).collect(), error }
}

/// The edit at fault, and the message without its number and name.
fn problem(error: &RecipeError) -> RecipeProblem {
    let (index, message) = match error {
        RecipeError::TooManyEdits { .. } => (Recipe::MAX_EDITS, error.to_string()),
        RecipeError::TooManyFreeKernels { index } => {
            let message = error.to_string();
            let prefix = format!("edit {index}: ");
            (index - 1, message.strip_prefix(&prefix).unwrap_or(&message).to_owned())
        }
        RecipeError::Edit { index, error, .. } => (index - 1, error.to_string()),
        RecipeError::TooLarge { index, error, .. } => {
            (index - 1, format!("{error}; crop or resize first"))
        }
        RecipeError::TooManyPlaces => (0, error.to_string()),
        RecipeError::Json(message) => (0, message.clone()),
    };
    RecipeProblem { index, message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_does_not_fit_is_named() {
        let original = Size::new(40, 24).expect("a size");
        let crop = r#"{"crop":{"x":0,"y":0,"width":20,"height":10}}"#;
        let again = r#"{"crop":{"x":0,"y":0,"width":30,"height":10}}"#;
        let turn = r#"{"rotate90":{"turns":1}}"#;
        let gamma = r#"{"gamma":{"permille":1}}"#;
        let free = r#"{"convolve":{"kernel":[[0,0,0],[0,1,0],[0,0,1]],"divisor":2}}"#;
        let many = vec![turn; Recipe::MAX_EDITS + 1];
        let checked = |edits: &[&str]| {
            let recipe = Recipe::from_json(&format!("[{}]", edits.join(","))).expect("a recipe");
            let place = HiddenPlace::new(3, 2);
            let RecipeCheck { sizes, error } = check(recipe.edits(), &[place], original);
            (sizes.len(), error.map(|problem| (problem.index, problem.message)))
        };
        let hidden = r#"{"crop_hidden":{"width":10,"height":8}}"#;
        assert_eq!(checked(&[hidden]), (1, None));
        assert_eq!(checked(&[turn, turn, crop, hidden]), (4, None));
        for (edits, index, words) in [
            (&[crop, again][..], 1, "the rectangle 30 × 10 at 0, 0"),
            (&[gamma, again], 0, "permille is 1"),
            (&[hidden, hidden], 1, "where a hidden crop was taken"),
            (&[turn, crop, turn, hidden], 3, "the hidden crop of"),
            (&[turn, free, free, free], 3, "a recipe has at most 2 convolutions"),
            (&many, Recipe::MAX_EDITS, "at most 32 edits"),
        ] {
            let (sizes, error) = checked(edits);
            let (found, message) = error.expect("does not fit");
            assert_eq!((sizes, found), (index, index));
            assert!(message.starts_with(words) || message.contains("at most 32"), "{message}");
        }
    }
}
