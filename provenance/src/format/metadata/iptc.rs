//! Captions in IPTC's older form (IIM): a sequence of data sets, in one Photoshop resource.

use super::Refused;

/// The resource that holds them: signature, number, and an empty name.
const RESOURCE: &[u8] = b"8BIM\x04\x04\0\0";
/// The first byte of a data set.
const MARK: u8 = 0x1c;
/// The caption set as an image.
const RASTERIZED_CAPTION: u8 = 125;

/// The Photoshop resource that holds these data sets.
///
/// # Panics
/// If they are longer than 4 GiB.
pub(crate) fn resource(sets: &[u8]) -> Vec<u8> {
    let length = u32::try_from(sets.len()).expect("captions are shorter than 4 GiB").to_be_bytes();
    // Its length becomes even.
    [RESOURCE, &length, sets, &[0][..sets.len() % 2]].concat()
}

/// Checks one Photoshop resource, which must hold captions and nothing else.
///
/// # Errors
/// What it holds that is not text, or that it cannot be read.
pub fn check(resource: &[u8]) -> Result<(), Refused> {
    let unreadable = || Refused::new("holds captions that cannot be read");
    let (length, rest) = resource
        .strip_prefix(RESOURCE)
        .and_then(<[u8]>::split_first_chunk)
        .ok_or_else(unreadable)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| unreadable())?;
    let (mut sets, padding) = rest.split_at_checked(length).ok_or_else(unreadable)?;
    if padding != &[0][..length % 2] {
        return Err(unreadable());
    }
    while !sets.is_empty() {
        let &[MARK, record, number, high, low, ref rest @ ..] = sets else {
            return Err(unreadable());
        };
        // Lengths from 32,768 on have another form, which captions do not need.
        let length = usize::from(u16::from_be_bytes([high, low]));
        let (value, after) = rest.split_at_checked(length).ok_or_else(unreadable)?;
        match (record, number) {
            // The version of the envelope, and that texts are UTF-8.
            (1, 0) => (),
            (1, 90) if value == b"\x1b%G" => (),
            (2, RASTERIZED_CAPTION) => return Err(Refused::new("holds a caption as a picture")),
            (2, 131) => return Err(Refused::new("can turn the picture")),
            (2, 200..=202) => return Err(Refused::new("holds a preview")),
            // Up to the writer of the caption, all are texts and dates; then follows the language.
            (2, 0..=122 | 135) => (),
            _ => {
                return Err(Refused::new(format!(
                    "holds the IPTC data set {record}:{number}, which is not known to be harmless"
                )));
            }
        }
        sets = after;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(record: u8, number: u8, value: &[u8]) -> Vec<u8> {
        let length = (value.len() as u16).to_be_bytes();
        [&[MARK, record, number], &length[..], value].concat()
    }

    fn resource(sets: &[Vec<u8>]) -> Vec<u8> {
        super::resource(&sets.concat())
    }

    #[test]
    fn captions_are_harmless() {
        let sets = [
            set(1, 90, b"\x1b%G"),
            set(1, 0, &[0, 4]),
            set(2, 80, b"Jane"),
            set(2, 120, "Bücher".as_bytes()),
            set(2, 0, &[0, 4]),
        ];
        for count in 0..=sets.len() {
            assert_eq!(check(&resource(&sets[..count])), Ok(()));
        }
    }

    #[test]
    fn pictures_and_what_is_unknown_are_refused() {
        for (record, number, words) in [
            (2, 125, "caption as a picture"),
            (2, 131, "turn"),
            (2, 200, "preview"),
            (2, 202, "preview"),
            (2, 230, "2:230"),
            (7, 10, "7:10"),
            (1, 90, "1:90"),
        ] {
            let refused = check(&resource(&[set(2, 80, b"Jane"), set(record, number, b"value")]));
            assert!(refused.expect_err("refused").0.contains(words));
        }
    }

    #[test]
    fn what_is_not_there_as_a_whole_is_refused() {
        let whole = resource(&[set(2, 80, b"Jane"), set(2, 120, b"Boats")]);
        assert_eq!(check(&whole), Ok(()));
        for length in 0..whole.len() {
            assert!(check(&whole[..length]).is_err(), "{length}");
        }
        assert!(check(&[&whole[..], b"8BIM"].concat()).is_err());
        assert!(check(&[&whole[..], &[0]].concat()).is_err());
        let long = [MARK, 2, 120, 0x80, 4, 0, 0, 0, 1, b'a'];
        assert!(check(&resource(&[long.to_vec()])).is_err());
    }
}
