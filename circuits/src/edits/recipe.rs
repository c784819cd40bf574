//! A recipe: the list of edits between an original and its published picture.
//!
//! See section 3 of `docs/protocol.md`.

use borsh::{BorshDeserialize, BorshSerialize};
use serde::de::{Deserializer, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::edits::semantics::EditError;
use crate::edits::{Edit, Kept};
use crate::image::layout::{Layout, TooLargeForColumns};
use crate::image::{Channels, Size};
use crate::step::OutputKind;

/// The edits of one published picture, in their order. In JSON an array of edits.
#[derive(Clone, Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize, Serialize)]
#[serde(transparent)]
pub struct Recipe {
    edits: Vec<Edit>,
}

/// Why a recipe is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecipeError {
    /// Longer than [`Recipe::MAX_EDITS`].
    #[error("a recipe has at most {limit} edits; this one has {count}", limit = Recipe::MAX_EDITS)]
    TooManyEdits {
        /// How many it has.
        count: usize,
    },
    /// More kernels that are not presets than [`Recipe::MAX_FREE_KERNELS`].
    #[error("edit {index}: a recipe has at most {limit} convolutions with kernels other than the presets, because \
    combined kernels could paint", limit = Recipe::MAX_FREE_KERNELS)]
    TooManyFreeKernels {
        /// Position in the recipe, from 1, of the first that is too many.
        index: usize,
    },
    /// An edit that cannot be applied to its input.
    #[error("edit {index} ({word}): {error}")]
    Edit {
        /// Position in the recipe, from 1.
        index: usize,
        /// The edit's word.
        word: &'static str,
        /// What is wrong with it.
        error: EditError,
    },
    /// An edit whose output is too large for the columns of this chain.
    #[error("edit {index} ({word}): {error}; crop or resize the original first")]
    TooLarge {
        /// Position in the recipe, from 1.
        index: usize,
        /// The edit's word.
        word: &'static str,
        /// By how much.
        error: TooLargeForColumns,
    },
    /// More places than hidden crops.
    #[error("there are more places than hidden crops")]
    TooManyPlaces,
    /// The text is not a recipe.
    #[error("{0}")]
    Json(String),
}

impl Recipe {
    /// The most edits of a recipe.
    pub const MAX_EDITS: usize = 32;
    /// The most convolutions with a kernel that is not a preset.
    pub const MAX_FREE_KERNELS: usize = 2;

    /// A recipe of these edits. [`Recipe::sizes`] checks whether they fit an image.
    pub fn new(edits: Vec<Edit>) -> Self {
        Recipe { edits }
    }

    /// Reads the JSON array.
    ///
    /// # Errors
    /// [`RecipeError::Json`], which names the edit by its index if it is about one.
    pub fn from_json(json: &str) -> Result<Self, RecipeError> {
        serde_json::from_str(json).map_err(|error| {
            let message = error.to_string();
            RecipeError::Json(if message.starts_with("edit ") {
                message
            } else {
                format!("a recipe is a JSON array of edits: {message}")
            })
        })
    }

    /// The edits in their order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Checks the whole recipe against an original of size `original`: the sizes of the image before the first edit
    /// and after each, one more than there are edits. Prover and verifier both use this check.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn sizes(&self, original: Size) -> Result<Vec<Size>, RecipeError> {
        if self.edits.len() > Self::MAX_EDITS {
            return Err(RecipeError::TooManyEdits { count: self.edits.len() });
        }
        let k = Layout::k_for_original(original);
        let mut sizes = vec![original];
        let mut size = original;
        let mut free_kernels = 0;
        for (index, edit) in (1..).zip(&self.edits) {
            let word = edit.word();
            free_kernels += usize::from(edit.has_free_kernel());
            if free_kernels > Self::MAX_FREE_KERNELS {
                return Err(RecipeError::TooManyFreeKernels { index });
            }
            size =
                edit.output_size(size).map_err(|error| RecipeError::Edit { index, word, error })?;
            Layout::new(size, k).map_err(|error| RecipeError::TooLarge { index, word, error })?;
            sizes.push(size);
        }
        Ok(sizes)
    }

    /// What the edits leave in the channels of a picture that began as RGB: the last edit that converts
    /// decides.
    pub fn channels(&self) -> Channels {
        self.edits.iter().rev().find_map(Edit::channels).unwrap_or_default()
    }

    /// How many edits each proved step covers: tones that follow one another are one step, and a crop is one step
    /// with the edit after it unless that is a tone or a hidden crop, or needs several products after a hidden crop. A
    /// recipe without edits is one step.
    ///
    /// For a JPEG, the last step is that of the JPEG. It covers the last edits if they are a crop at a place that
    /// everybody knows, an edit that stays unrounded, or both; else none.
    pub(crate) fn grouping(&self, kind: OutputKind) -> Vec<u8> {
        if kind != OutputKind::Jpeg {
            let groups = Self::groups(&self.edits);
            return if groups.is_empty() { vec![0] } else { groups };
        }
        // The longest group that the JPEG's step takes.
        let count = (0..=self.edits.len().min(2)).rev().find(|count| {
            let (_, last) = self.edits.split_at(self.edits.len() - count);
            is_proved_with_a_jpeg(last)
        });
        let count = count.expect("no edit at all is allowed");
        let mut groups = Self::groups(&self.edits[..self.edits.len() - count]);
        groups.push(count as u8);
        groups
    }

    fn groups(edits: &[Edit]) -> Vec<u8> {
        let mut groups = Vec::new();
        let mut rest = edits;
        while let Some(first) = rest.first() {
            let count = if first.is_tone() {
                rest.iter().take_while(|edit| edit.is_tone()).count()
            } else if rest.get(1).is_some_and(|edit| edit.is_proved_with(first)) {
                2
            } else {
                1
            };
            groups.push(count as u8);
            rest = &rest[count..];
        }
        groups
    }

    /// The edits of each group, if the rules allow the grouping.
    pub(crate) fn grouped(&self, grouping: &[u8], kind: OutputKind) -> Option<Vec<&[Edit]>> {
        if kind != OutputKind::Jpeg {
            return match (&self.edits[..], grouping) {
                ([], [0]) => Some(vec![&[]]),
                ([], _) => None,
                (edits, grouping) => Self::allowed(edits, grouping),
            };
        }
        let (&last, before) = grouping.split_last()?;
        let (edits, last) =
            self.edits.split_at_checked(self.edits.len().checked_sub(last.into())?)?;
        if !is_proved_with_a_jpeg(last) {
            return None;
        }
        let mut groups = Self::allowed(edits, before)?;
        groups.push(last);
        Some(groups)
    }

    /// The edits of each group of images, if the rules allow the grouping.
    fn allowed<'a>(edits: &'a [Edit], grouping: &[u8]) -> Option<Vec<&'a [Edit]>> {
        let mut rest = edits;
        let mut groups = Vec::with_capacity(grouping.len().min(Self::MAX_EDITS));
        for &count in grouping {
            let (group, after) = rest.split_at_checked(count.into())?;
            let allowed = match group {
                [] => false,
                [_] => true,
                [first, edit] if edit.is_proved_with(first) => true,
                tones => tones.iter().all(Edit::is_tone),
            };
            if !allowed {
                return None;
            }
            groups.push(group);
            rest = after;
        }
        rest.is_empty().then_some(groups)
    }
}

/// Whether the step of a JPEG takes these last edits: a crop at a place that everybody knows, if any, and an edit that
/// stays unrounded, if any.
fn is_proved_with_a_jpeg(last: &[Edit]) -> bool {
    let is_visible_crop = |edit: &Edit| matches!(edit.kept(), Some(Kept::Rect(_)));
    match last {
        [] => true,
        [edit] => is_visible_crop(edit) || edit.stays_unrounded(),
        [crop, edit] => is_visible_crop(crop) && edit.stays_unrounded(),
        _ => false,
    }
}

/// The edits of a JSON array. They are read one by one, so that errors name them, and straight into edits: an
/// intermediate form would silently keep only one of two members with the same name.
impl<'de> Deserialize<'de> for Recipe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Array;

        impl<'de> Visitor<'de> for Array {
            type Value = Recipe;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Recipe, A::Error> {
                let mut edits = Vec::new();
                loop {
                    let numbered =
                        |error| A::Error::custom(format!("edit {}: {error}", edits.len() + 1));
                    match array.next_element().map_err(numbered)? {
                        Some(edit) => edits.push(edit),
                        None => return Ok(Recipe { edits }),
                    }
                }
            }
        }

        deserializer.deserialize_seq(Array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(json: &str) -> Recipe {
        Recipe::from_json(json).expect("a recipe")
    }

    const PIXELS: OutputKind = OutputKind::Pixels;
    const MIXED: &str = r#"[{"crop":{"x":0,"y":0,"width":8,"height":8}},{"resize":{"width":4,"height":4}},
        {"contrast":{"permille":1300}},{"gamma":{"permille":900}},{"rgb_to_ycbcr":{}},
        {"crop":{"x":0,"y":0,"width":2,"height":2}},{"brightness":{"offset":1}}]"#;

    #[test]
    fn groups_follow_the_rules() {
        let check = |recipe: &Recipe, grouping: &[u8], allowed: bool| {
            assert_eq!(recipe.grouped(grouping, PIXELS).is_some(), allowed, "{grouping:?}");
        };
        let mixed = recipe(MIXED);
        assert_eq!(mixed.grouping(PIXELS), [2, 2, 1, 1, 1]);
        check(&mixed, &[2, 2, 1, 1, 1], true);
        check(&mixed, &[1, 1, 1, 1, 1, 1, 1], true);
        check(&mixed, &[1, 1, 2, 1, 1, 1], true);
        check(&mixed, &[2, 3, 1, 1], false);
        check(&mixed, &[2, 2, 1, 2], false);
        check(&mixed, &[2, 2, 2, 1], false);
        check(&mixed, &[2, 2, 1, 1], false);
        check(&mixed, &[2, 2, 1, 1, 1, 1], false);
        check(&mixed, &[2, 2, 1, 1, 1, 0], false);
        check(&mixed, &[0, 2, 2, 1, 1, 1], false);
        check(&mixed, &[], false);
        let empty = recipe("[]");
        assert_eq!(empty.grouping(PIXELS), [0]);
        check(&empty, &[0], true);
        check(&empty, &[], false);
        check(&empty, &[0, 0], false);
        let crops = recipe(
            r#"[{"crop":{"x":0,"y":0,"width":8,"height":8}},{"crop":{"x":0,"y":0,"width":4,"height":4}},
            {"crop":{"x":0,"y":0,"width":2,"height":2}}]"#,
        );
        assert_eq!(crops.grouping(PIXELS), [2, 1]);

        let hidden = r#"{"crop_hidden":{"width":8,"height":8}}"#;
        let grouping = |edits: &[&str]| recipe(&format!("[{}]", edits.join(","))).grouping(PIXELS);
        for (next, count) in [
            (r#"{"crop":{"x":0,"y":0,"width":8,"height":8}}"#, 2),
            (r#"{"resize":{"width":4,"height":4}}"#, 2),
            (r#"{"grayscale":{}}"#, 2),
            (r#"{"rgb_to_ycbcr":{}}"#, 2),
            (r#"{"ycbcr_to_rgb":{}}"#, 2),
            (r#"{"flip":{"axis":"vertical"}}"#, 2),
            (r#"{"rotate90":{"turns":2}}"#, 2),
            (r#"{"rotate90":{"turns":1}}"#, 1),
            (r#"{"convolve":{"preset":"box3"}}"#, 1),
            (r#"{"redact":{"x":0,"y":0,"width":2,"height":2}}"#, 1),
            (r#"{"contrast":{"permille":1300}}"#, 1),
            (hidden, 1),
        ] {
            assert_eq!(grouping(&[hidden, next])[0], count, "{next}");
        }
        let crop = r#"{"crop":{"x":0,"y":0,"width":9,"height":9}}"#;
        assert_eq!(grouping(&[crop, hidden, crop]), [1, 2]);
    }

    /// The last step is the JPEG's, with a visible crop in it if one is last.
    #[test]
    fn groups_of_a_jpeg_follow_the_rules() {
        const JPEG: OutputKind = OutputKind::Jpeg;
        let (crop, tone, hidden) = (
            r#"{"crop":{"x":0,"y":0,"width":9,"height":9}}"#,
            r#"{"brightness":{"offset":1}}"#,
            r#"{"crop_hidden":{"width":8,"height":8}}"#,
        );
        let resize = r#"{"resize":{"width":4,"height":4}}"#;
        let edits = |edits: &[&str]| recipe(&format!("[{}]", edits.join(",")));
        for (of, grouping) in [
            (&[][..], &[0][..]),
            (&[crop], &[1]),
            (&[resize], &[1]),
            (&[hidden], &[1, 0]),
            (&[crop, resize], &[2]),
            (&[resize, tone], &[1, 1, 0]),
            (&[tone, resize], &[1, 1]),
            (&[crop, crop, resize], &[1, 2]),
            (&[tone, tone, crop], &[2, 1]),
            (&[resize, crop], &[1, 1]),
            (&[crop, crop], &[1, 1]),
            (&[crop, crop, crop], &[2, 1]),
            (&[hidden, resize], &[1, 1]),
        ] {
            let recipe = edits(of);
            assert_eq!(recipe.grouping(JPEG), grouping, "{of:?}");
            let groups = recipe.grouped(grouping, JPEG).expect("allowed");
            let counts: Vec<u8> = groups.iter().map(|group| group.len() as u8).collect();
            assert_eq!(counts, grouping, "{of:?}");
        }
        for (of, grouping, allowed) in [
            (&[][..], &[][..], false),
            (&[], &[0, 0], false),
            (&[], &[1], false),
            (&[crop], &[1, 0], true),
            (&[crop], &[0], false),
            (&[crop], &[2], false),
            (&[resize], &[1, 0], true),
            (&[hidden], &[1], false),
            (&[tone], &[1], false),
            (&[crop, resize], &[2, 0], true),
            (&[crop, resize], &[1, 1], true),
            (&[crop, resize], &[1, 1, 0], true),
            (&[hidden, resize], &[2], false),
            (&[hidden, resize], &[2, 0], true),
            (&[resize, crop], &[2], false),
            (&[resize, resize], &[2], false),
            (&[tone, resize], &[2], false),
            (&[crop, crop, resize], &[3], false),
            (&[crop, crop], &[2, 0], true),
            (&[crop, crop], &[2], false),
            (&[crop, resize], &[0, 2, 0], false),
        ] {
            let groups = edits(of);
            assert_eq!(groups.grouped(grouping, JPEG).is_some(), allowed, "{of:?} {grouping:?}");
        }
    }

    #[test]
    fn sizes_are_those_that_each_edit_gets() {
        let size = |width, height| Size { width, height };
        let sizes = recipe(MIXED).sizes(size(9, 9)).expect("fits");
        let expected = [
            size(9, 9),
            size(8, 8),
            size(4, 4),
            size(4, 4),
            size(4, 4),
            size(4, 4),
            size(2, 2),
            size(2, 2),
        ];
        assert_eq!(sizes, expected);
        let error = recipe(MIXED).sizes(size(7, 9)).expect_err("the crop reaches outside");
        assert!(
            error.to_string().starts_with("edit 1 (crop): the rectangle 8 × 8 at 0, 0"),
            "{error}"
        );
    }

    #[test]
    fn limits_hold() {
        let size = Size { width: 10, height: 10 };
        let tone = r#"{"brightness":{"offset":1}}"#;
        let many = |count: usize| recipe(&format!("[{}]", vec![tone; count].join(",")));
        assert!(many(32).sizes(size).is_ok());
        assert_eq!(many(33).sizes(size), Err(RecipeError::TooManyEdits { count: 33 }));
        let kernel = r#"{"convolve":{"kernel":[[0,0,0],[0,1,0],[0,0,0]],"divisor":1}}"#;
        let preset = r#"{"convolve":{"preset":"box3"}}"#;
        let kernels = |words: &[&str]| recipe(&format!("[{}]", words.join(","))).sizes(size);
        assert!(kernels(&[kernel, preset, kernel, preset]).is_ok());
        assert_eq!(
            kernels(&[kernel, preset, kernel, kernel]),
            Err(RecipeError::TooManyFreeKernels { index: 4 })
        );
        let wide = recipe(r#"[{"resize":{"width":5377,"height":1}}]"#);
        assert!(matches!(wide.sizes(size), Err(RecipeError::TooLarge { index: 1, .. })));
        assert!(wide.sizes(Size { width: 5400, height: 1 }).is_ok());
    }

    #[test]
    fn unknown_words_are_refused_with_the_index() {
        for (json, words) in [
            (r#"{"crop":1}"#, "a recipe is a JSON array of edits"),
            (r#"[{"contrast":{"permille":1}},{"paint":{}}]"#, "edit 2: unknown variant `paint`"),
            (r#"[{"contrast":{"permille":1,"more":2}}]"#, "edit 1: unknown field `more`"),
            (r#"[{"contrast":{}}]"#, "edit 1: missing field `permille`"),
            (r#"[{"crop":{"x":0,"y":0,"width":1,"height":1,"z":1}}]"#, "edit 1: unknown field `z`"),
            (r#"[{"contrast":{"permille":-1}}]"#, "edit 1: invalid value"),
            (r#"[{"contrast":{"permille":1,"permille":2}}]"#, "edit 1: duplicate field `permille`"),
            (r#"[{"grayscale":{}},{"grayscale":{},"rgb_to_ycbcr":{}}]"#, "edit 2: "),
            ("[] []", "a recipe is a JSON array of edits: trailing"),
        ] {
            let message = Recipe::from_json(json).expect_err("must be refused").to_string();
            assert!(message.contains(words), "{message}");
        }
    }

    #[test]
    fn json_goes_there_and_back() {
        let json = serde_json::to_string(&recipe(MIXED)).expect("serialises");
        assert_eq!(recipe(&json), recipe(MIXED));
    }

    #[test]
    fn the_last_conversion_decides() {
        let (to, from, tone, gray) = (
            r#"{"rgb_to_ycbcr":{}}"#,
            r#"{"ycbcr_to_rgb":{}}"#,
            r#"{"brightness":{"offset":1}}"#,
            r#"{"grayscale":{}}"#,
        );
        for (edits, channels) in [
            (vec![], Channels::Rgb),
            (vec![tone], Channels::Rgb),
            (vec![to, tone], Channels::Ycbcr),
            (vec![to, tone, from], Channels::Rgb),
            (vec![from, to], Channels::Ycbcr),
            (vec![to, gray], Channels::Rgb),
        ] {
            assert_eq!(recipe(&format!("[{}]", edits.join(","))).channels(), channels, "{edits:?}");
        }
    }
}
