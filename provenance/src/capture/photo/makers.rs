//! Photos with the peculiarities of camera makers' files, built here byte by byte, and how each must be read.

use moxcms::{ColorProfile, ProfileText};

use super::*;
use crate::format::capture_record::Clock;

/// 2026-05-14 10:20:33, as EXIF writes it, and as seconds if that is UTC.
const TAKEN: &str = "2026:05:14 10:20:33";
const TAKEN_UTC: u64 = 1_778_754_033;

/// The four quarters of the scene: left and right above, left and right below.
const SCENE: [[u8; 3]; 4] = [[200, 30, 60], [20, 160, 90], [40, 60, 180], [128, 128, 128]];
/// The same converted from Display P3, and from Adobe RGB, by LittleCMS 2.14.
const FROM_DISPLAY_P3: [[u8; 3]; 4] = [[218, 0, 54], [0, 163, 82], [34, 61, 187], [128, 128, 128]];
const FROM_ADOBE_RGB: [[u8; 3]; 4] = [[233, 24, 58], [0, 161, 85], [21, 57, 185], [129, 129, 129]];
const GRAY_SCENE: [[u8; 3]; 4] = [[20; 3], [60; 3], [128; 3], [200; 3]];
/// Converted from a gamma of 2.2 by LittleCMS 2.14.
const FROM_GAMMA_2_2: [[u8; 3]; 4] = [[12; 3], [57; 3], [129; 3], [201; 3]];

/// The number of an application segment, and its content.
type Segment = (u8, Vec<u8>);

/// The order of bytes.
#[derive(Clone, Copy)]
enum Order {
    Intel,
    Motorola,
}

impl Order {
    fn short(self, value: u16) -> [u8; 2] {
        match self {
            Order::Intel => value.to_le_bytes(),
            Order::Motorola => value.to_be_bytes(),
        }
    }

    fn long(self, value: u32) -> [u8; 4] {
        match self {
            Order::Intel => value.to_le_bytes(),
            Order::Motorola => value.to_be_bytes(),
        }
    }
}

/// What an entry of a directory holds.
#[derive(Clone)]
enum Value {
    Short(u16),
    Long(u32),
    Ascii(&'static str),
    Undefined(Vec<u8>),
    Rational(u32, u32),
    /// The place of another directory.
    Directory(Vec<(u16, Value)>),
}
use Value::{Ascii, Long, Rational, Short, Undefined};

/// EXIF data: the first directory, and the one after it, which cameras use for the thumbnail.
fn tiff(order: Order, first: &[(u16, Value)], thumbnail: &[(u16, Value)]) -> Vec<u8> {
    let magic = match order {
        Order::Intel => b"II*\0",
        Order::Motorola => b"MM\0*",
    };
    let mut tiff = [&magic[..], &order.long(8)].concat();
    let next = directory(order, first, &mut tiff);
    if !thumbnail.is_empty() {
        let place = tiff.len() as u32;
        tiff[next..next + 4].copy_from_slice(&order.long(place));
        directory(order, thumbnail, &mut tiff);
    }
    tiff
}

/// Appends a directory with what belongs to it, and gives the place of the link to the next one.
fn directory(order: Order, entries: &[(u16, Value)], tiff: &mut Vec<u8>) -> usize {
    let start = tiff.len();
    tiff.extend(order.short(entries.len() as u16));
    tiff.resize(start + 2 + 12 * entries.len() + 4, 0);
    for (index, (tag, value)) in entries.iter().enumerate() {
        let (kind, count, bytes) = match value {
            Short(value) => (3, 1, order.short(*value).to_vec()),
            Long(value) => (4, 1, order.long(*value).to_vec()),
            Ascii(text) => (2, text.len() + 1, [text.as_bytes(), b"\0"].concat()),
            Undefined(bytes) => (7, bytes.len(), bytes.clone()),
            Rational(above, below) => (5, 1, [order.long(*above), order.long(*below)].concat()),
            Value::Directory(entries) => {
                let place = tiff.len() as u32;
                directory(order, entries, tiff);
                (4, 1, order.long(place).to_vec())
            }
        };
        let mut field = bytes.clone();
        if bytes.len() > 4 {
            field = order.long(tiff.len() as u32).to_vec();
            tiff.extend(&bytes);
            tiff.resize(tiff.len().next_multiple_of(2), 0);
        }
        field.resize(4, 0);
        let entry = [&order.short(*tag)[..], &order.short(kind), &order.long(count as u32), &field];
        let place = start + 2 + 12 * index;
        tiff[place..place + 12].copy_from_slice(&entry.concat());
    }
    start + 2 + 12 * entries.len()
}

const MAKE: u16 = 0x010f;
const MODEL: u16 = 0x0110;
const ORIENTATION: u16 = 0x0112;
const EXIF: u16 = 0x8769;
const GPS: u16 = 0x8825;
const TIME: u16 = 0x9003;
const ZONE: u16 = 0x9011;
const MAKER_NOTE: u16 = 0x927c;
const COLOR_SPACE: u16 = 0xa001;
const INTEROPERABILITY: u16 = 0xa005;

/// A directory of interoperability with this index.
fn interoperability(index: &'static str) -> (u16, Value) {
    let entries = vec![(0x0001, Ascii(index)), (0x0002, Undefined(b"0100".to_vec()))];
    (INTEROPERABILITY, Value::Directory(entries))
}

fn exif(tiff: Vec<u8>) -> Segment {
    (1, [b"Exif\0\0".to_vec(), tiff].concat())
}

fn xmp(attributes: &str) -> Segment {
    let packet = format!(
        "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' \
         xmlns:tiff='http://ns.adobe.com/tiff/1.0/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' \
         {attributes}/></rdf:RDF></x:xmpmeta>{:200}<?xpacket end='w'?>",
        ""
    );
    (1, [&b"http://ns.adobe.com/xap/1.0/\0"[..], packet.as_bytes()].concat())
}

/// The profile in this many parts.
fn icc(profile: &[u8], parts: usize) -> Vec<Segment> {
    let length = profile.len().div_ceil(parts);
    let numbered = profile
        .chunks(length)
        .zip(1..)
        .map(|(part, number)| (2, [b"ICC_PROFILE\0", &[number, parts as u8][..], part].concat()));
    numbered.collect()
}

fn described(mut profile: ColorProfile, name: &str) -> Vec<u8> {
    profile.description = Some(ProfileText::PlainString(name.into()));
    profile.encode().expect("encodes")
}

const JFIF: (u8, &[u8]) = (0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");

fn jfif() -> Segment {
    (JFIF.0, JFIF.1.to_vec())
}

/// A photo of the scene that is stored so that this orientation sets it upright, with these application segments
/// and nothing else before it, and these bytes after it.
fn photo(scene: &[[u8; 3]; 4], orientation: u32, segments: &[Segment], behind: &[u8]) -> Vec<u8> {
    const SIZE: Size = match Size::new(48, 32) {
        Ok(size) => size,
        Err(_) => panic!("no size"),
    };
    let rows = (0..SIZE.height()).flat_map(|y| {
        (0..SIZE.width()).flat_map(move |x| {
            scene[2 * usize::from(y >= SIZE.height() / 2) + usize::from(x >= SIZE.width() / 2)]
        })
    });
    // The other way round: only quarter turns are not their own inverse.
    let inverse = match orientation {
        6 => 8,
        8 => 6,
        other => other,
    };
    let stored = upright(Image::new(SIZE, rows.collect()), inverse);
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 98);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    let side = |length: u32| length as u16;
    let (width, height) = (side(stored.size().width()), side(stored.size().height()));
    let gray: Vec<u8> = stored.pixels().iter().step_by(3).copied().collect();
    if scene == &GRAY_SCENE {
        encoder.encode(&gray, width, height, jpeg_encoder::ColorType::Luma)
    } else {
        encoder.encode(stored.pixels(), width, height, jpeg_encoder::ColorType::Rgb)
    }
    .expect("encodes");
    // The encoder begins with a JFIF segment of 18 bytes.
    let (start, rest) = (&jpeg[..2], &jpeg[20..]);
    assert_eq!(jpeg[2..4], [0xff, 0xe0]);
    let segments = segments.iter().flat_map(|(number, content)| {
        let length = (content.len() as u16 + 2).to_be_bytes();
        [&[0xff, 0xe0 + number][..], &length, content].concat()
    });
    [start, &segments.collect::<Vec<_>>(), rest, behind].concat()
}

/// A photo and how it must be read.
struct Case {
    name: &'static str,
    file: Vec<u8>,
    quarters: [[u8; 3]; 4],
    taken: Option<(u64, Clock)>,
    converted_from: Option<&'static str>,
    notes: Vec<Note>,
}

fn cases() -> Vec<Case> {
    use Order::{Intel, Motorola};
    let thumbnail =
        [(0x0103, Short(6)), (ORIENTATION, Short(1)), (0x0201, Long(9000)), (0x0202, Long(4000))];
    let local = Some((TAKEN_UTC, Clock::ExifLocal));
    let converted = |name: &str| vec![Note::Converted(name.into())];
    let plain_exif = |order, make, model, entries: &[(u16, Value)]| {
        let sub = [&[(TIME, Ascii(TAKEN))], entries].concat();
        let first = [
            (MAKE, Ascii(make)),
            (MODEL, Ascii(model)),
            (ORIENTATION, Short(1)),
            (0x011a, Rational(72, 1)),
            (EXIF, Value::Directory(sub)),
        ];
        exif(tiff(order, &first, &thumbnail))
    };
    let apple = {
        let sub = vec![
            (TIME, Ascii(TAKEN)),
            (ZONE, Ascii("+02:00")),
            (
                MAKER_NOTE,
                Undefined(
                    b"Apple iOS\0\0\x01MM\0\x01\0\x01\0\x09\0\0\0\x01\0\0\0\x0e\0\0\0\0".to_vec(),
                ),
            ),
            (COLOR_SPACE, Short(0xffff)),
        ];
        let gps = vec![(0x0001, Ascii("N")), (0x0003, Ascii("E"))];
        let first = [
            (MAKE, Ascii("Apple")),
            (MODEL, Ascii("iPhone 15 Pro")),
            (ORIENTATION, Short(6)),
            (EXIF, Value::Directory(sub)),
            (GPS, Value::Directory(gps)),
        ];
        let mut segments = vec![exif(tiff(Motorola, &first, &[]))];
        segments.extend(icc(&described(ColorProfile::new_display_p3(), "Display P3"), 1));
        segments.push((2, b"MPF\0MM\0*\0\0\0\x08\0\0\0\0\0\0".to_vec()));
        photo(&SCENE, 6, &segments, b"\xff\xd8 a gain map \xff\xd9")
    };
    let samsung = {
        let sub = vec![
            (TIME, Ascii(TAKEN)),
            (ZONE, Ascii("+09:00")),
            (MAKER_NOTE, Undefined(b"\x07\0\x01\0\x07\0\x04\0\0\0".to_vec())),
            (COLOR_SPACE, Short(1)),
        ];
        let first = [
            (MAKE, Ascii("samsung")),
            (MODEL, Ascii("SM-S928B")),
            (ORIENTATION, Short(8)),
            (EXIF, Value::Directory(sub)),
        ];
        let segments = [exif(tiff(Intel, &first, &thumbnail)), (4, vec![0; 300])];
        photo(&SCENE, 8, &segments, b"MotionPhoto_Data\0\0\0\x18ftypmp42SEFT")
    };
    let pixel = {
        let mut segments = vec![
            plain_exif(Intel, "Google", "Pixel 8", &[(ZONE, Ascii("Z"))]),
            xmp("xmp:Rating='0'"),
        ];
        segments.extend(icc(&described(ColorProfile::new_srgb(), "sRGB"), 1));
        segments.push((
            1,
            [
                &b"http://ns.adobe.com/xmp/extension/\0"[..],
                &[b'0'; 32],
                &[0, 0, 0, 4, 0, 0, 0, 0],
                b"more",
            ]
            .concat(),
        ));
        photo(&SCENE, 1, &segments, b"\0\0\0\x18ftypmp42")
    };
    let canon = |index, color_space| {
        let entries = [
            (
                MAKER_NOTE,
                Undefined(b"\x01\0\x01\0\x03\0\x01\0\0\0\x02\0\0\0\0\0\0\0II*\0".to_vec()),
            ),
            (COLOR_SPACE, Short(color_space)),
            interoperability(index),
        ];
        plain_exif(Intel, "Canon", "Canon EOS R6", &entries)
    };
    let nikon = {
        let note =
            [b"Nikon\0\x02\x11\0\0".to_vec(), tiff(Motorola, &[(ORIENTATION, Short(6))], &[])]
                .concat();
        let entries =
            [(MAKER_NOTE, Undefined(note)), (COLOR_SPACE, Short(0xffff)), interoperability("R03")];
        let mut segments = vec![plain_exif(Motorola, "NIKON CORPORATION", "NIKON Z 8", &entries)];
        let name = "Nikon Adobe RGB 4.0.0.3001";
        segments.extend(icc(&described(ColorProfile::new_adobe_rgb(), name), 3));
        // Parts come in any order.
        segments.swap(1, 3);
        photo(&SCENE, 1, &segments, b"")
    };
    let sony = {
        let first = [
            (MAKE, Ascii("SONY")),
            (MODEL, Ascii("ILCE-7M4")),
            (ORIENTATION, Short(3)),
            (0xc4a5, Undefined(b"PrintIM\0".repeat(4))),
            (
                EXIF,
                Value::Directory(vec![
                    (TIME, Ascii(TAKEN)),
                    (COLOR_SPACE, Short(1)),
                    interoperability("R98"),
                ]),
            ),
        ];
        let segments =
            [exif(tiff(Intel, &first, &thumbnail)), (2, b"MPF\0II*\0\x08\0\0\0\0\0".to_vec())];
        let preview = photo(&GRAY_SCENE, 1, &[], b"");
        photo(&SCENE, 3, &segments, &preview)
    };
    let fujifilm = {
        let entries = [
            (MAKER_NOTE, Undefined(b"FUJIFILM\x0c\0\0\0\0\0".to_vec())),
            (COLOR_SPACE, Short(0xffff)),
        ];
        photo(&SCENE, 1, &[plain_exif(Intel, "FUJIFILM", "X-T5", &entries)], b"")
    };
    let leica = {
        let mut segments = vec![jfif(), plain_exif(Intel, "Leica Camera AG", "M11 Monochrom", &[])];
        segments
            .extend(icc(&described(ColorProfile::new_gray_with_gamma(2.2), "Gray Gamma 2.2"), 1));
        photo(&GRAY_SCENE, 1, &segments, b"")
    };
    let panasonic = {
        let note = b"Panasonic\0\0\0\x01\0\x01\0\x03\0\x01\0\0\0\x02\0\0\0".to_vec();
        let exif = plain_exif(Intel, "Panasonic", "DC-GH6", &[(MAKER_NOTE, Undefined(note))]);
        photo(&SCENE, 1, &[exif, jfif()], b"")
    };
    let olympus = {
        let note = b"OM SYSTEM\0\0\0II\x04\0\0\0".to_vec();
        let entries = [(MAKER_NOTE, Undefined(note)), (COLOR_SPACE, Short(2))];
        photo(&SCENE, 1, &[plain_exif(Intel, "OM Digital Solutions", "OM-1", &entries)], b"")
    };
    let flir = {
        let bad = [
            (MAKE, Ascii("FLIR Systems AB")),
            (ORIENTATION, Short(6)),
            (
                EXIF,
                Value::Directory(vec![(TIME, Ascii(TAKEN)), (INTEROPERABILITY, Long(u32::MAX))]),
            ),
            (GPS, Long(u32::MAX)),
        ];
        let mut data = tiff(Intel, &bad, &[]);
        // The next directory is outside of the data.
        let next = 8 + 2 + 12 * bad.len();
        data[next..next + 4].copy_from_slice(&[0xff; 4]);
        let thermal = (1, b"FLIR\0\x01\0\x02raw".to_vec());
        photo(&SCENE, 6, &[jfif(), exif(data), thermal], b"")
    };
    let dji = {
        let first = plain_exif(Motorola, "DJI", "FC8482", &[]);
        let second = exif(tiff(Intel, &[(ORIENTATION, Short(6))], &[]));
        photo(&SCENE, 1, &[first, xmp("tiff:Orientation='1'"), second], b"")
    };
    let retouched = {
        let segments = [plain_exif(Intel, "RICOH", "GR III", &[]), xmp("tiff:Orientation='8'")];
        photo(&SCENE, 1, &segments, b"")
    };
    let scanner = photo(&SCENE, 1, &[jfif(), (1, b"Exif\0\0broken".to_vec())], b"");
    let no_clock = {
        let entries = vec![(TIME, Ascii("0000:00:00 00:00:00"))];
        let data = tiff(Intel, &[(ORIENTATION, Long(5)), (EXIF, Value::Directory(entries))], &[]);
        photo(&SCENE, 5, &[exif(data)], b"")
    };

    let plain = |name, file, taken| Case {
        name,
        file,
        quarters: SCENE,
        taken,
        converted_from: None,
        notes: vec![],
    };
    vec![
        Case {
            quarters: FROM_DISPLAY_P3,
            converted_from: Some("Display P3"),
            notes: converted("Display P3"),
            ..plain("Apple", apple, Some((TAKEN_UTC - 2 * 3600, Clock::Exif)))
        },
        plain("Samsung", samsung, Some((TAKEN_UTC - 9 * 3600, Clock::Exif))),
        plain("Google", pixel, Some((TAKEN_UTC, Clock::Exif))),
        plain("Canon", photo(&SCENE, 1, &[canon("R98", 1)], b""), local),
        Case {
            quarters: FROM_ADOBE_RGB,
            converted_from: Some("Adobe RGB (1998)"),
            notes: converted("Adobe RGB (1998) (“Adobe RGB 1998”)"),
            ..plain("Canon, Adobe RGB", photo(&SCENE, 1, &[canon("R03", 0xffff)], b""), local)
        },
        Case {
            quarters: FROM_ADOBE_RGB,
            converted_from: Some("Adobe RGB (1998)"),
            notes: converted("Adobe RGB (1998) (“Nikon Adobe RGB 4.0.0.3001”)"),
            ..plain("Nikon, Adobe RGB", nikon, local)
        },
        plain("Sony", sony, local),
        Case { notes: vec![Note::Uncalibrated], ..plain("Fujifilm", fujifilm, local) },
        Case {
            quarters: FROM_GAMMA_2_2,
            converted_from: Some("gray with gamma 2.2"),
            notes: converted("gray with gamma 2.2 (“Gray Gamma 2.2”)"),
            ..plain("Leica Monochrom", leica, local)
        },
        plain("Panasonic", panasonic, local),
        Case {
            quarters: FROM_ADOBE_RGB,
            converted_from: Some("Adobe RGB (1998)"),
            notes: converted("Adobe RGB (1998) (“Adobe RGB 1998”)"),
            ..plain("OM System, Adobe RGB", olympus, local)
        },
        plain("FLIR", flir, local),
        Case { notes: vec![Note::OrientationIgnored], ..plain("DJI, twice written", dji, local) },
        Case {
            notes: vec![Note::OrientationIgnored],
            ..plain("Ricoh, retouched", retouched, local)
        },
        Case { notes: vec![Note::ExifUnreadable], ..plain("a scanner", scanner, None) },
        plain("a camera without a clock", no_clock, None),
    ]
}

#[test]
fn photos_of_ten_makers_come_out_as_they_were_meant() {
    for case in cases() {
        let photo =
            open(&case.file, false).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let size = photo.image.size();
        assert_eq!((size.width(), size.height()), (48, 32), "{}", case.name);
        for (quarter, expected) in case.quarters.iter().enumerate() {
            let (x, y) = (12 + 24 * (quarter % 2), 8 + 16 * (quarter as u32 / 2));
            let pixel = &photo.image.row(y)[3 * x..][..3];
            let close = pixel.iter().zip(expected).all(|(got, want)| got.abs_diff(*want) <= 6);
            assert!(close, "{}, quarter {quarter}: {pixel:?}, not {expected:?}", case.name);
        }
        let taken = photo.taken.map(|moment| (moment.time, moment.clock));
        assert_eq!(taken, case.taken, "{}", case.name);
        let name = photo.converted_from.as_ref().map(ColourSpaceName::as_str);
        assert_eq!(name, case.converted_from, "{}", case.name);
        assert_eq!(photo.notes, case.notes, "{}", case.name);
    }
}

#[test]
fn a_profile_in_parts_must_be_whole() {
    let profile = described(ColorProfile::new_display_p3(), "Display P3");
    let with = |change: &dyn Fn(&mut Vec<Segment>)| {
        let mut segments = icc(&profile, 3);
        change(&mut segments);
        open(&photo(&SCENE, 1, &segments, b""), false).map(|_| ())
    };
    assert_eq!(with(&|_| ()), Ok(()));
    assert_eq!(with(&|parts| parts.reverse()), Ok(()));
    let broken = Err(PhotoError::Colours(ColourError::Broken));
    assert_eq!(with(&|parts| drop(parts.remove(1))), broken);
    assert_eq!(with(&|parts| parts[1] = parts[0].clone()), broken);
    assert_eq!(with(&|parts| parts[2].1[13] = 2), broken);
    assert_eq!(with(&|parts| parts[0].1.truncate(12)), broken);
}
