//! What EXIF data say of where a photo was taken, and of whose camera took it. It is read only where somebody asks for it
//! by name.

use super::EXIF_DIRECTORY;
use crate::format::tiff::Tiff;

const GPS_DIRECTORY: u16 = 0x8825;
const LATITUDE_REF: u16 = 1;
const LATITUDE: u16 = 2;
const LONGITUDE_REF: u16 = 3;
const LONGITUDE: u16 = 4;
const OWNER: u16 = 0xa430;
const SERIAL_NUMBER: u16 = 0xa431;

/// The longest text that is read, in bytes with its zero.
const MAX_TEXT: usize = 1024;

/// The place, as latitude and longitude in degrees with five digits: about a metre. None if it is not there or is none on
/// Earth.
pub fn place(data: &[u8]) -> Option<String> {
    let tiff = Tiff::new(data)?;
    let gps = tiff.pointer(tiff.first_directory()?, GPS_DIRECTORY)?;
    let latitude = tiff.degrees(gps, LATITUDE, LATITUDE_REF, ["N", "S"], 90)?;
    let longitude = tiff.degrees(gps, LONGITUDE, LONGITUDE_REF, ["E", "W"], 180)?;
    Some(format!("{latitude}, {longitude}"))
}

/// The serial number of the camera's body.
pub fn serial_number(data: &[u8]) -> Option<String> {
    stated(data, SERIAL_NUMBER)
}

/// The name of the camera's owner.
pub fn owner(data: &[u8]) -> Option<String> {
    stated(data, OWNER)
}

/// A text of EXIF's own directory without the white space around it; none if nothing is left.
fn stated(data: &[u8], tag: u16) -> Option<String> {
    let tiff = Tiff::new(data)?;
    let directory = tiff.pointer(tiff.first_directory()?, EXIF_DIRECTORY)?;
    let text = tiff.words(tiff.entry(directory, tag)?)?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl Tiff<'_> {
    /// The text that an entry holds, up to its first zero, in ASCII or UTF-8.
    fn words(&self, entry: usize) -> Option<&str> {
        let kind = self.short(entry + 2)?;
        let length = usize::try_from(self.long(entry + 4)?).ok()?;
        // ASCII, and the UTF-8 of EXIF 3.0; many programs write UTF-8 as ASCII.
        if !matches!(kind, 2 | 129) || length > MAX_TEXT {
            return None;
        }
        let place =
            if length <= 4 { entry + 8 } else { usize::try_from(self.long(entry + 8)?).ok()? };
        let bytes = self.data.get(place..)?.get(..length)?;
        std::str::from_utf8(bytes.split(|byte| *byte == 0).next()?).ok()
    }

    /// An angle with its sign: degrees, minutes and seconds as fractions, and which of two directions it has.
    fn degrees(
        &self,
        directory: usize,
        angle: u16,
        direction: u16,
        [positive, negative]: [&str; 2],
        most: i64,
    ) -> Option<String> {
        let sign = match self.words(self.entry(directory, direction)?)? {
            direction if direction == positive => 1,
            direction if direction == negative => -1,
            _ => return None,
        };
        let entry = self.entry(directory, angle)?;
        if (self.short(entry + 2)?, self.long(entry + 4)?) != (5, 3) {
            return None;
        }
        let place = usize::try_from(self.long(entry + 8)?).ok()?;
        // A camera without a fix writes 0/0.
        let part = |number: usize| -> Option<f64> {
            let at = place.checked_add(8 * number)?;
            let (above, below) = (self.long(at)?, self.long(at.checked_add(4)?)?);
            (below != 0).then(|| f64::from(above) / f64::from(below))
        };
        let degrees = part(0)? + part(1)? / 60.0 + part(2)? / 3600.0;
        let scaled = (degrees * 1e5).round();
        if scaled > most as f64 * 1e5 {
            return None;
        }
        let scaled = sign * scaled as i64;
        let minus = if scaled < 0 { "-" } else { "" };
        Some(format!("{minus}{}.{:05}", scaled.abs() / 100_000, scaled.abs() % 100_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// EXIF data in little-endian order with a place of these fractions and directions, and these texts for serial number
    /// and owner.
    fn exif(place: [[u32; 6]; 2], directions: [&[u8; 4]; 2], texts: [&str; 2]) -> Vec<u8> {
        let entry = |tag: u16, kind: u16, count: usize, value: [u8; 4]| {
            [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &(count as u32).to_le_bytes(), &value]
                .concat()
        };
        let at = |place: usize| (place as u32).to_le_bytes();
        let directory = |entries: &[Vec<u8>]| {
            [&(entries.len() as u16).to_le_bytes()[..], &entries.concat(), &[0; 4]].concat()
        };
        // The three directories are at 8, 38 and 68, the angles at 122 and 146, and the texts after them.
        let [serial, owner] = texts.map(str::as_bytes);
        let angles: Vec<u8> = place.concat().into_iter().flat_map(u32::to_le_bytes).collect();
        [
            b"II*\0\x08\0\0\0".to_vec(),
            directory(&[entry(EXIF_DIRECTORY, 4, 1, at(38)), entry(GPS_DIRECTORY, 4, 1, at(68))]),
            directory(&[
                entry(OWNER, 129, owner.len(), at(170 + serial.len())),
                entry(SERIAL_NUMBER, 2, serial.len(), at(170)),
            ]),
            directory(&[
                entry(LATITUDE_REF, 2, 2, *directions[0]),
                entry(LATITUDE, 5, 3, at(122)),
                entry(LONGITUDE_REF, 2, 2, *directions[1]),
                entry(LONGITUDE, 5, 3, at(146)),
            ]),
            angles,
            serial.to_vec(),
            owner.to_vec(),
        ]
        .concat()
    }

    #[test]
    fn places_are_read_in_degrees() {
        let (north, east) = ([52, 1, 30, 1, 589, 10], [13, 1, 22, 1, 3966, 100]);
        let read = |north, east, directions| place(&exif([north, east], directions, ["", ""]));
        let south_west = [b"S\0\0\0", b"W\0\0\0"];
        let north_east = [b"N\0\0\0", b"E\0\0\0"];
        assert_eq!(read(north, east, north_east).as_deref(), Some("52.51636, 13.37768"));
        assert_eq!(read(north, east, south_west).as_deref(), Some("-52.51636, -13.37768"));
        let zero = [0, 1, 0, 1, 0, 1];
        assert_eq!(read(zero, zero, south_west).as_deref(), Some("0.00000, 0.00000"));
        let most = read([90, 1, 0, 1, 0, 1], [180, 1, 0, 1, 0, 1], south_west);
        assert_eq!(most.as_deref(), Some("-90.00000, -180.00000"));
        assert_eq!(read([91, 1, 0, 1, 0, 1], east, north_east), None);
        assert_eq!(read(north, [u32::MAX, 1, 0, 1, 0, 1], north_east), None);
        assert_eq!(read([0; 6], [0; 6], north_east), None);
        assert_eq!(read(north, east, [b"\0\0\0\0", b"E\0\0\0"]), None);
        assert_eq!(read(north, east, [b"E\0\0\0", b"N\0\0\0"]), None);
    }

    #[test]
    fn names_are_read_without_what_surrounds_them() {
        let read = |texts| {
            let data = exif([[0; 6]; 2], [b"N\0\0\0", b"E\0\0\0"], texts);
            (serial_number(&data), owner(&data))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(read([" 1234567\0", "Zoë \0rest\0"]), (some("1234567"), some("Zoë")));
        assert_eq!(read(["\0\0\0\0\0", "     "]), (None, None));
        assert_eq!(read([&"x".repeat(1025), &"x".repeat(1024)]), (None, Some("x".repeat(1024))));
    }

    /// Data that are cut off anywhere, or point anywhere, are read without harm.
    #[test]
    fn broken_data_say_nothing() {
        let whole = exif([[1; 6]; 2], [b"N\0\0\0", b"E\0\0\0"], ["1234567\0", "Somebody\0"]);
        for length in 0..whole.len() {
            let cut = &whole[..length];
            let owner = owner(cut);
            assert_eq!(owner, None, "{length}");
            assert!(length >= 170 || place(cut).is_none(), "{length}");
        }
        for at in 8..122 {
            let mut wild = whole.clone();
            wild[at] = 0xff;
            let read = [place(&wild), serial_number(&wild), owner(&wild)];
            assert!(read.iter().flatten().all(|text| text.len() <= 64), "{at}");
        }
    }
}
