//! Reading the values of flags. An error says what to write instead.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use proofroom_provenance::circuits::edits::text::whole;
use proofroom_provenance::format::attestation::{BadKey, PublicKey};

use crate::advice::advice;

/// A whole number within a range.
pub fn within<N>(range: RangeInclusive<N>) -> impl Fn(&str) -> Result<N, String> + Clone
where
    N: FromStr + PartialOrd + Display + Clone + Send + Sync,
{
    move |text| {
        let allowed = format!("write a number from {} to {}", range.start(), range.end());
        let number = whole(text).map_err(|error| format!("{error}; {allowed}"))?;
        if range.contains(&number) {
            Ok(number)
        } else {
            Err(format!("{number} is out of range; {allowed}"))
        }
    }
}

/// A public key.
pub fn key(text: &str) -> Result<PublicKey, String> {
    text.parse().map_err(|error: BadKey| format!("{error}{}", advice(&error)))
}

/// A text that a proof is bound to. An empty one comes of a variable that was never set.
pub fn bound_text(text: &str) -> Result<String, String> {
    if text.trim().is_empty() {
        Err("the text is empty; was the variable that should hold it set? Name the text, or leave the flag out".into())
    } else {
        Ok(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_within_a_range() {
        let jobs = within(1..=64u8);
        assert_eq!(jobs("64"), Ok(64));
        for text in ["0", "65", "300", "two"] {
            let error = jobs(text).expect_err(text);
            assert!(error.ends_with("write a number from 1 to 64"), "{error}");
        }
    }

    #[test]
    fn an_empty_text_is_a_mistake() {
        assert_eq!(bound_text(" nonce 42"), Ok(" nonce 42".into()));
        for text in ["", " ", "\n"] {
            assert!(bound_text(text).is_err(), "{text:?}");
        }
    }
}
