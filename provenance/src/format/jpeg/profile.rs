//! The colour profile of published JPEGs: sRGB, in 580 bytes.
//!
//! Without one, browsers take a picture for sRGB, but some show it in whatever colours the screen has, and editors ask.
//! The reader knows no other profile, so none can give the colours another meaning. The curve has 64 points, between
//! which it is straight, and stays within an eighth of a level of that of sRGB.

/// The profile (ICC.1:2001).
const SRGB: &[u8] = include_bytes!("srgb.icc");

/// The content of the segment APP2 that holds it: the first of one.
pub(in crate::format) fn content() -> Vec<u8> {
    [b"ICC_PROFILE\0\x01\x01", SRGB].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::colour::ColourSpace;

    /// IEC 61966-2-1.
    fn linear(value: f64) -> f64 {
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    }

    fn curve() -> [u16; 64] {
        std::array::from_fn(|at| (65_535.0 * linear(at as f64 / 63.0)).round() as u16)
    }

    #[test]
    fn the_curve_is_that_of_srgb() {
        let curve = curve();
        for level in 0..=255 {
            let place = f64::from(level) / 255.0 * 63.0;
            let (first, part) = ((place as usize).min(62), place.fract());
            let part = if level == 255 { 1.0 } else { part };
            let [a, b] = [curve[first], curve[first + 1]].map(f64::from);
            let value = (a + (b - a) * part) / 65_535.0;
            let near = |offset: f64| linear((f64::from(level) + offset) / 255.0);
            assert!(near(-0.125) <= value && value <= near(0.125), "{level}");
        }
    }

    #[test]
    fn the_profile_has_the_colours_of_srgb() {
        let number = |number: usize| u32::try_from(number).expect("small").to_be_bytes();
        // Colours relative to the white D50, in 65536ths.
        let xyz = |numbers: [u32; 3]| {
            [&b"XYZ \0\0\0\0"[..], &numbers.map(u32::to_be_bytes).concat()].concat()
        };
        let white = [0xf6d6, 0x1_0000, 0xd32d];
        let points = curve().map(u16::to_be_bytes).concat();
        let tags = [
            (b"desc", [&b"desc\0\0\0\0\0\0\0\x05sRGB\0"[..], &[0; 78]].concat()),
            (b"cprt", b"text\0\0\0\0Public domain\0".to_vec()),
            (b"wtpt", xyz(white)),
            (b"rXYZ", xyz([0x6fa2, 0x38f5, 0x0390])),
            (b"gXYZ", xyz([0x6299, 0xb785, 0x18da])),
            (b"bXYZ", xyz([0x24a0, 0x0f84, 0xb6cf])),
            (b"rTRC", [&b"curv\0\0\0\0\0\0\0\x40"[..], &points].concat()),
        ];
        let (mut table, mut data) = (number(9).to_vec(), Vec::new());
        let start = 128 + 4 + 12 * 9;
        let mut curve = Vec::new();
        for (name, tag) in tags {
            curve = [number(start + data.len()), number(tag.len())].concat();
            table.extend([&name[..], &curve].concat());
            data.extend_from_slice(&tag);
            data.resize(data.len().next_multiple_of(4), 0);
        }
        // Green and blue have the curve of red.
        table.extend([b"gTRC", &curve[..], b"bTRC", &curve].concat());
        let mut header = [0; 128];
        header[..4].copy_from_slice(&number(start + data.len()));
        header[8..12].copy_from_slice(&[2, 0x10, 0, 0]);
        header[12..24].copy_from_slice(b"mntrRGB XYZ ");
        // The first of January 2026.
        header[24..30].copy_from_slice(&[7, 0xea, 0, 1, 0, 1]);
        header[36..40].copy_from_slice(b"acsp");
        header[68..80].copy_from_slice(&white.map(u32::to_be_bytes).concat());
        assert_eq!(SRGB, [&header[..], &table, &data].concat());
        assert!(ColourSpace::from_icc(SRGB).expect("a profile").is_srgb());
    }
}
