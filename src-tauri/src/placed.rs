//! Edits as they cross from the window: a recipe, and beside it what no recipe says.

use proofroom_provenance::circuits::{Edit, HiddenPlace, PlacedRecipe, Recipe};
use serde::Deserialize;
use ts_rs::TS;

/// Edits in their order, and where the hidden crops among them are taken. It is read from the window and never written:
/// whatever is stored or published is made of the recipe alone.
#[derive(Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Placed {
    /// The edits, as they are proved.
    #[ts(as = "Vec<Edit>")]
    pub recipe: Recipe,
    /// A place for each hidden crop, in their order.
    pub places: Vec<HiddenPlace>,
}

impl Placed {
    /// As the library takes it.
    pub fn as_recipe(&self) -> PlacedRecipe<'_> {
        PlacedRecipe { recipe: &self.recipe, places: &self.places }
    }
}

#[cfg(test)]
impl From<Recipe> for Placed {
    fn from(recipe: Recipe) -> Self {
        Placed { recipe, places: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use proofroom_provenance::editing::history::HistoryItem;

    use super::*;

    #[test]
    fn places_cross_beside_the_recipe() {
        let json =
            r#"{"recipe":[{"crop_hidden":{"width":3,"height":2}}],"places":[{"x":4,"y":5}]}"#;
        let placed: Placed = serde_json::from_str(json).expect("edits of the window");
        assert!(placed.places == [HiddenPlace::new(4, 5)]);
        assert_eq!(placed.recipe.edits().len(), 1);
    }

    /// A window that forgot to leave a place out would be told so, and nothing would be stored.
    #[test]
    fn what_is_stored_has_no_word_for_a_place() {
        let item = |crop: &str| {
            let json = format!(r#"{{"id":1,"edit":{{"crop_hidden":{crop}}},"enabled":true}}"#);
            serde_json::from_str::<HistoryItem>(&json).map_err(|error| error.to_string())
        };
        assert!(item(r#"{"width":3,"height":2}"#).is_ok());
        for with_place in [
            r#"{"width":3,"height":2,"x":4,"y":5}"#,
            r#"{"width":3,"height":2,"place":{"x":4,"y":5}}"#,
            r#"{"size":{"width":3,"height":2},"place":{"x":4,"y":5}}"#,
        ] {
            let error = item(with_place).expect_err("refused");
            assert!(error.contains("unknown field"), "{error}");
        }
    }
}
