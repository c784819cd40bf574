//! Whose word a time stamp is. The crate `c2pa` takes the time from any signature in it, and asks only of one signature
//! whether a listed root vouches for it: whoever adds a signature of their own to an authority's stamp can name another
//! time. Neither does it ask whether those who issued the authority's certificate may: with the certificate of any
//! camera one could issue one for stamping times.

use coset::cbor::Value;
use coset::{CoseSign1, Label, TaggedCborSerializable};
use x509_parser::asn1_rs::{Any, Class, FromDer, Tag};
use x509_parser::prelude::X509Certificate;

use crate::chain::is_authority;

/// Whether the time stamp in a manifest has one signature, and everybody in the chain of its certificates but the first
/// may issue others. `store` are the boxes of all manifests, `label` is that of the one asked about.
pub(crate) fn is_of_one_authority(store: &[u8], label: &str) -> bool {
    token(store, label).is_some_and(|token| one_authority(&token).unwrap_or(false))
}

/// The time stamp of a manifest (RFC 3161, section 2.4.2). None if there is none, or more than one.
fn token(store: &[u8], label: &str) -> Option<Vec<u8>> {
    let (b"jumb", store) = single(boxes(store))? else { return None };
    let manifest = single(labelled(store, label))?;
    let signature = single(labelled(manifest, "c2pa.signature"))?;
    let content = boxes(signature).filter(|(kind, _)| *kind == b"cbor");
    let signature = CoseSign1::from_tagged_slice(single(content)?.1).ok()?;
    let is_stamp = |label: &Label| matches!(label, Label::Text(name) if name.starts_with("sigTst"));
    let stamps = signature.unprotected.rest.iter().filter(|(label, _)| is_stamp(label));
    let tokens = single(values(&single(stamps)?.1, "tstTokens"))?;
    let token = single(tokens.as_array()?.iter())?;
    single(values(token, "val"))?.as_bytes().cloned()
}

fn one_authority(token: &[u8]) -> Option<bool> {
    let [first, second, ..] = &elements(Any::from_der(token).ok()?.1.data)?[..] else {
        return None;
    };
    // A token, or the answer with a status in which an authority sends it.
    let wrapped = match first.tag() {
        Tag::Oid => second.data,
        _ => elements(second.data)?.get(1)?.data,
    };
    let signed = elements(Any::from_der(wrapped).ok()?.1.data)?;
    let certificates = signed
        .iter()
        .find(|part| part.class() == Class::ContextSpecific && part.tag() == Tag(0))?;
    let certificates: Option<Vec<X509Certificate<'_>>> =
        pieces(certificates.data, |rest| X509Certificate::from_der(rest).ok());
    let issued = certificates?.iter().filter(|certificate| !is_authority(certificate, 0)).count();
    let signers = signed.last().filter(|signers| signers.tag() == Tag::Set)?;
    Some(issued == 1 && elements(signers.data)?.len() == 1)
}

/// The elements that follow each other in DER.
fn elements(content: &[u8]) -> Option<Vec<Any<'_>>> {
    pieces(content, |rest| Any::from_der(rest).ok())
}

fn pieces<'a, T>(
    mut content: &'a [u8],
    read: impl Fn(&'a [u8]) -> Option<(&'a [u8], T)>,
) -> Option<Vec<T>> {
    let mut pieces = Vec::new();
    while !content.is_empty() {
        let (rest, piece) = read(content)?;
        pieces.push(piece);
        content = rest;
    }
    Some(pieces)
}

/// The boxes that follow each other: kinds and contents.
fn boxes(mut data: &[u8]) -> impl Iterator<Item = (&[u8; 4], &[u8])> {
    std::iter::from_fn(move || {
        let (length, after) = data.split_first_chunk::<4>()?;
        let (kind, after) = after.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_sub(8)?;
        let (content, rest) = after.split_at_checked(length)?;
        data = rest;
        Some((kind, content))
    })
}

/// The contents of the boxes with this label. A label follows 16 bytes of a kind and one of flags.
fn labelled<'a>(data: &'a [u8], label: &str) -> impl Iterator<Item = &'a [u8]> {
    boxes(data).filter(|(kind, _)| *kind == b"jumb").map(|(_, content)| content).filter(
        move |content| {
            let description = boxes(content).next().map(|(_, description)| description);
            let name = description.and_then(|description| description.get(17..));
            name.and_then(|name| name.split(|byte| *byte == 0).next()) == Some(label.as_bytes())
        },
    )
}

/// The values under this name in a map.
fn values<'a>(map: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    let entries = map.as_map().into_iter().flatten();
    entries.filter(move |(key, _)| key.as_text() == Some(name)).map(|(_, value)| value)
}

fn single<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::covered;
    use proofroom_provenance::format::jpeg::Jpeg;

    #[test]
    fn the_stamp_of_an_authority_is_its_own() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/test-signed.jpg");
        let photo = std::fs::read(file).expect("a sample");
        let jpeg = Jpeg::parse(&photo).expect("a JPEG");
        let manifest = covered::manifest(&jpeg).expect("one").expect("there").bytes;
        let (_, store) = boxes(&manifest).next().expect("a box");
        let (_, last) = boxes(store).last().expect("a manifest");
        let description = boxes(last).next().expect("a description").1;
        let label = std::str::from_utf8(&description[17..description.len() - 1]).expect("text");
        assert!(is_of_one_authority(&manifest, label));
        assert!(!is_of_one_authority(&manifest, "another"));
        let token = token(&manifest, label).expect("a stamp");
        assert_eq!(one_authority(&token), Some(true));
        for length in 0..token.len() {
            assert_ne!(one_authority(&token[..length]), Some(true), "{length} bytes");
        }
    }
}
