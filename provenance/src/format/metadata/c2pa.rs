//! Content Credentials (C2PA): boxes in boxes (JUMBF, ISO/IEC 19566-5) that say who made a file and how. The only
//! check is that they hold no picture: programs that show Content Credentials would show it beside the pixels, as
//! an earlier state of them.

use super::Refused;

/// How deep boxes may be nested. Manifests need five.
const MAX_DEPTH: usize = 12;

/// The most bytes of Content Credentials in a picture. Without pictures in them they have 10 to 100 kB.
pub const MAX_BYTES: usize = 1 << 20;

/// How the labels of assertions begin that hold pictures, or any other file.
const FILES: [&str; 5] =
    ["c2pa.thumbnail", "c2pa.icon", "c2pa.data", "c2pa.embedded-data", "c2pa.depthmap"];

/// The kind of content of a box of manifests (C2PA 2.2, 11.1.4.1).
const MANIFESTS: &[u8; 16] = b"c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71";

/// Checks a row of boxes that must be manifests of C2PA without pictures.
///
/// # Errors
/// What they hold that is not known to be harmless, or that they cannot be read.
pub fn check(data: &[u8]) -> Result<(), Refused> {
    if data.is_empty() {
        return Err(unreadable());
    }
    if data.len() > MAX_BYTES {
        return Err(Refused::new(format!(
            "holds Content Credentials of more than {} MiB, the most that are read",
            MAX_BYTES >> 20
        )));
    }
    check_boxes(data, 0)
}

fn unreadable() -> Refused {
    Refused::new("holds Content Credentials that cannot be read")
}

fn check_boxes(mut data: &[u8], depth: usize) -> Result<(), Refused> {
    while let Some((start, after)) = data.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *start;
        let length = usize::try_from(u32::from_be_bytes([a, b, c, d])).ok();
        let (content, rest) = length
            .and_then(|length| after.split_at_checked(length.checked_sub(8)?))
            .ok_or_else(unreadable)?;
        match &kind {
            // Boxes of other kinds can hold anything, such as the views of a panorama.
            b"jumb"
                if depth == 0 && !content.get(8..).is_some_and(|d| d.starts_with(MANIFESTS)) =>
            {
                return Err(unreadable());
            }
            b"jumb" if depth < MAX_DEPTH => check_boxes(content, depth + 1)?,
            b"jumb" => return Err(unreadable()),
            _ if depth == 0 => return Err(unreadable()),
            // A description with its label; structured data; random bytes against guesses.
            b"jumd" => {
                // The kind of the content, 16 bytes; what follows, one byte; the label.
                let label = content.get(17..).unwrap_or_default();
                if FILES.iter().any(|file| label.starts_with(file.as_bytes())) {
                    return Err(Refused::new("holds a picture"));
                }
            }
            b"cbor" | b"json" | b"c2sh" => (),
            b"bfdb" | b"bidb" => return Err(Refused::new("holds a picture")),
            kind => {
                return Err(Refused::new(format!(
                    "holds a box {}, which is not known to be harmless",
                    kind.escape_ascii()
                )));
            }
        }
        data = rest;
    }
    if data.is_empty() { Ok(()) } else { Err(unreadable()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[&[u8]]) -> Vec<u8> {
        let content = content.concat();
        let length = (8 + content.len() as u32).to_be_bytes();
        [&length[..], kind, &content].concat()
    }

    #[test]
    fn manifests_without_pictures_are_harmless() {
        let manifests = boxed(b"jumd", &[MANIFESTS, b"\x03c2pa\0"]);
        let claim = boxed(b"jumb", &[&boxed(b"jumd", &[b"c2pa.claim"]), &boxed(b"cbor", &[b"a"])]);
        let store = boxed(b"jumb", &[&manifests, &claim]);
        assert_eq!(check(&store), Ok(()));
        for length in 0..store.len() {
            assert!(check(&store[..length]).is_err(), "{length}");
        }
        let thumbnail = boxed(
            b"jumb",
            &[
                &boxed(b"jumd", &[b"c2pa.thumbnail.claim.jpeg"]),
                &boxed(b"bfdb", &[b"\0image/jpeg\0"]),
                &boxed(b"bidb", &[b"\xff\xd8"]),
            ],
        );
        let store = boxed(b"jumb", &[&manifests, &claim, &thumbnail]);
        assert!(check(&store).expect_err("refused").0.contains("a picture"));
        let other = boxed(b"jumb", &[&manifests, &boxed(b"jp2c", &[b""])]);
        assert!(check(&other).expect_err("refused").0.contains("jp2c"));
        // Boxes that hold something else than manifests.
        assert!(check(&claim).is_err());
        assert!(check(&[&store[..], &claim].concat()).is_err());
        // A picture in structured data, which manifests refer to as a thumbnail.
        let kind = [&[0; 16][..], b"\x03c2pa.databoxes\0"].concat();
        let data = boxed(b"jumb", &[&boxed(b"jumd", &[&kind]), &boxed(b"cbor", &[b"a"])]);
        let store = boxed(b"jumb", &[&manifests, &data]);
        assert!(check(&store).expect_err("refused").0.contains("a picture"));
        let long = vec![0; MAX_BYTES];
        let store = boxed(b"jumb", &[&manifests, &boxed(b"cbor", &[&long])]);
        assert!(check(&store).expect_err("refused").0.contains("more than 1 MiB"));
        assert!(check(&boxed(b"cbor", &[b"a"])).is_err());
        let nested = |depth| {
            let deep = (0..depth).fold(boxed(b"cbor", &[]), |inner, _| boxed(b"jumb", &[&inner]));
            check(&boxed(b"jumb", &[&manifests, &deep]))
        };
        assert_eq!(nested(MAX_DEPTH - 1), Ok(()));
        assert!(nested(MAX_DEPTH).is_err());
    }
}
