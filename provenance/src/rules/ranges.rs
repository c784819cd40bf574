//! Ranges of whole numbers, and the parameters of edits that are such numbers.

use std::collections::BTreeMap;

use proofroom_circuits::Edit;

/// The numbers that are allowed, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub least: i64,
    pub most: i64,
}

impl Range {
    /// Whether the number is allowed.
    pub fn contains(self, value: i64) -> bool {
        (self.least..=self.most).contains(&value)
    }
}

/// The parameters of an edit that are whole numbers, by the names that recipes have for them.
pub fn numbers(edit: &Edit) -> BTreeMap<String, i64> {
    let json = serde_json::to_value(edit).unwrap_or_default();
    let members = json.get(edit.word()).and_then(serde_json::Value::as_object);
    let numbers = members.into_iter().flatten();
    numbers.filter_map(|(name, value)| Some((name.clone(), value.as_i64()?))).collect()
}
