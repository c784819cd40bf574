//! Reading borsh with limits: every count and length is compared with the largest that there can be before anything
//! is allocated for it, so that a short file cannot ask for much memory.

use borsh::BorshDeserialize;
use thiserror::Error;

/// Bytes that do not encode what they should, and what is wrong with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct Malformed(pub &'static str);

/// Reads one value that takes at most `limit` bytes.
///
/// # Errors
/// `what`, if the value is not there or longer.
pub fn value<T: BorshDeserialize>(
    body: &mut &[u8],
    limit: usize,
    what: &'static str,
) -> Result<T, Malformed> {
    let mut window = &body[..body.len().min(limit)];
    let before = window.len();
    let value = T::deserialize(&mut window).map_err(|_| Malformed(what))?;
    *body = &body[before - window.len()..];
    Ok(value)
}

/// Reads the number of items of a list, at most `most`, and leaves the items.
///
/// # Errors
/// `what`, if there is no number or it is larger.
pub fn count(body: &mut &[u8], most: usize, what: &'static str) -> Result<usize, Malformed> {
    let count: u32 = value(body, 4, what)?;
    let count = usize::try_from(count).map_err(|_| Malformed(what))?;
    if count > most { Err(Malformed(what)) } else { Ok(count) }
}

/// Reads a list of at most `most` items of `item_bytes` each.
///
/// # Errors
/// `what`, if the list is not there or longer.
pub fn list<T: BorshDeserialize>(
    body: &mut &[u8],
    most: usize,
    item_bytes: usize,
    what: &'static str,
) -> Result<Vec<T>, Malformed> {
    let count = count(&mut &**body, most, what)?;
    value(body, 4 + count * item_bytes, what)
}
