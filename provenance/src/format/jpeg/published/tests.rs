use proofroom_circuits::Image;
use proofroom_circuits::jpeg::{BLOCK, Coefficients, Component, Quality, coefficients};

use super::{
    Cow, JpegError, Picture, PublishedJpeg, Sampling, Size, encode, find_proof, with_metadata,
    with_proof,
};
use crate::format::jpeg::tests::{Parts, changed, part, without};
use crate::format::jpeg::writer;
use crate::format::jpeg::{self, marker};
use crate::format::metadata::MetadataKind;

const SAMPLINGS: [Sampling; 2] = [Sampling::Full, Sampling::Halved];

/// Rough pixels, and smooth ones between them.
fn image(width: u32, height: u32) -> Image {
    let size = Size::new(width, height).expect("a small size");
    let mut state = 1u32;
    let bytes = (0..size.bytes()).map(|at| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if at / 100 % 2 == 0 { (state >> 24) as u8 } else { (at / 7) as u8 }
    });
    Image::new(size, bytes.collect())
}

fn picture_of(image: &Image, quality: u8, sampling: Sampling) -> Picture {
    let tables = Quality::new(quality).expect("offered").tables();
    let components = coefficients(image, &tables, sampling);
    Picture::new(image.size(), sampling, tables, components).expect("fits baseline")
}

/// Several blocks of every component.
fn picture() -> Picture {
    picture_of(&image(37, 21), 90, Sampling::Halved)
}

fn baseline() -> Vec<u8> {
    writer::baseline::encode(&picture())
}

fn progressive() -> Vec<u8> {
    writer::progressive::encode(&picture())
}

fn read(bytes: &[u8]) -> Result<Picture, JpegError> {
    PublishedJpeg::parse(bytes)?.picture()
}

/// The file is refused for a reason that contains these words.
#[track_caller]
fn refused(bytes: &[u8], words: &str) {
    let error = read(bytes).expect_err(words).to_string();
    assert!(error.contains(words), "{error:?} does not say {words:?}");
}

/// What is found in the file that could change what is shown.
#[track_caller]
fn found(bytes: &[u8]) -> Option<String> {
    assert_eq!(read(bytes), Ok(picture()));
    PublishedJpeg::parse(bytes).expect("a published JPEG").appearance()
}

/// The file with a segment in front of its tables.
fn with(bytes: &[u8], marker: u8, payload: &[u8]) -> Vec<u8> {
    changed(bytes, |parts| parts.insert(1, (marker, payload.to_vec(), Vec::new())))
}

/// Where the first scan is.
fn first_scan(parts: &Parts) -> usize {
    parts.iter().position(|part| part.0 == marker::SOS).expect("a scan")
}

#[test]
fn what_is_written_is_read_again() {
    let sizes = (1..=34).map(|side| (side, 35 - side)).chain([(40, 56), (100, 3)]);
    for (width, height) in sizes {
        for (sampling, quality) in SAMPLINGS.into_iter().zip([[50, 90], [90, 98]].concat()) {
            let picture = picture_of(&image(width, height), quality, sampling);
            let files = [writer::baseline::encode(&picture), writer::progressive::encode(&picture)];
            for file in &files {
                let jpeg = PublishedJpeg::parse(file).expect("a published JPEG");
                assert_eq!((jpeg.size(), jpeg.sampling()), (picture.size(), sampling));
                assert_eq!(jpeg.tables(), picture.tables());
                assert_eq!(jpeg.picture(), Ok(picture.clone()), "{width} × {height}");
                assert_eq!((jpeg.proof(), jpeg.credentials()), (Ok(None), None));
                assert_eq!((jpeg.appearance(), jpeg.metadata()), (None, vec![]));
            }
            let smaller = files.into_iter().min_by_key(Vec::len);
            assert_eq!(Some(encode(&picture)), smaller);
        }
    }
}

/// A picture of 25 × 17 pixels whose coefficients are `value(component, place among all of it)`.
fn of_values(sampling: Sampling, value: impl Fn(Component, usize) -> i16) -> Picture {
    let size = Size::new(25, 17).expect("a small size");
    let components = Component::ALL.map(|component| {
        let (columns, rows) = sampling.blocks(component, size);
        let values = (0..64 * columns * rows).map(|place| value(component, place)).collect();
        Coefficients::new(columns, rows, values).expect("the blocks")
    });
    let tables = Quality::new(50).expect("offered").tables();
    Picture::new(size, sampling, tables, components).expect("fits baseline")
}

#[test]
fn every_picture_can_be_written() {
    for sampling in SAMPLINGS {
        let check = |value: fn(Component, usize) -> i16| {
            let picture = of_values(sampling, value);
            for file in [writer::baseline::encode(&picture), writer::progressive::encode(&picture)]
            {
                assert_eq!(read(&file), Ok(picture.clone()));
            }
        };
        check(|_, _| 0);
        check(|_, _| 1);
        check(|_, _| -1);
        check(|_, place| if place % 2 == 0 { 1023 } else { -1023 });
        // Every size of coefficient, and long runs of zeros.
        check(|_, place| 1 << (place % 10));
        check(|_, place| if place % 47 == 0 { -(1 << (place % 10)) } else { 0 });
        check(|component, place| if component == Component::Cr && place == 7 { 1 } else { 0 });
        // The last coefficient of a block, with 62 zeros before it.
        check(|_, place| if place % BLOCK == 7 && place / BLOCK / 4 % 8 == 7 { 3 } else { 0 });
    }
    // The largest difference of DC coefficients, from block to block.
    let size = Size::new(32, 8).expect("a small size");
    let components = [0, 1, 2].map(|_| {
        let mut values = vec![0; 4 * 64];
        (0..4).for_each(|block| values[BLOCK * block] = if block % 2 == 0 { -1024 } else { 1023 });
        Coefficients::new(4, 1, values).expect("the blocks")
    });
    let tables = Quality::new(98).expect("offered").tables();
    let picture = Picture::new(size, Sampling::Full, tables, components).expect("fits baseline");
    for file in [writer::baseline::encode(&picture), writer::progressive::encode(&picture)] {
        assert_eq!(read(&file), Ok(picture.clone()));
    }
}

#[test]
fn more_blocks_without_coefficients_than_a_run_counts_are_written() {
    let size = Size::new(8 * 200, 8 * 200).expect("a size");
    let components =
        [0, 1, 2].map(|_| Coefficients::new(200, 200, vec![0; 64 * 40_000]).expect("the blocks"));
    let tables = Quality::new(90).expect("offered").tables();
    let picture = Picture::new(size, Sampling::Full, tables, components).expect("fits baseline");
    let file = encode(&picture);
    assert!(file.len() < 6 * 40_000 / 8 + 1000);
    assert_eq!(read(&file), Ok(picture));
}

#[test]
fn the_picture_is_shown_as_it_was() {
    let size = Size::new(50, 37).expect("a small size");
    let bytes = (0..size.bytes()).map(|at| {
        let (y, x, channel) = (at / 150, at % 150 / 3, at % 3);
        [4 * x + y, 200 - 3 * y, 60 + 2 * x][channel] as u8
    });
    let image = Image::new(size, bytes.collect());
    let file = encode(&picture_of(&image, 95, Sampling::Full));
    let jpeg = jpeg::Jpeg::parse(&file).expect("a JPEG");
    let shown = jpeg::Coefficients::read(&jpeg).expect("complete").into_image().expect("pixels");
    let differences = image.pixels().iter().zip(shown.pixels()).map(|(a, b)| a.abs_diff(*b));
    assert!(differences.clone().all(|difference| difference < 16));
    let squares: u32 = differences.map(|difference| u32::from(difference).pow(2)).sum();
    assert!(squares < 4 * image.pixels().len() as u32, "a root mean square above two levels");
}

#[test]
fn a_proof_goes_there_and_back() {
    let plain = encode(&picture());
    let carried = |file: &[u8]| {
        PublishedJpeg::parse(file)
            .expect("a published JPEG")
            .proof()
            .map(|proof| proof.map(Cow::into_owned))
    };
    for length in [0usize, 1, 65_518, 65_519, 65_520, 2 * 65_519, 200_000] {
        let payload: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let file = with_proof(&plain, &payload);
        let count = length.div_ceil(65_519).max(1);
        assert_eq!(file.len(), plain.len() + length + 18 * count);
        assert_eq!(carried(&file), Ok(Some(payload.clone())));
        assert_eq!(find_proof(&file), Some(payload.clone()));
        assert_eq!(found(&file), None);
        // In the place of another one.
        assert_eq!(with_proof(&with_proof(&plain, b"another"), &payload), file);
        assert_eq!(find_proof(&file[..file.len() - 100]), Some(payload), "without its end");
    }
    assert_eq!((carried(&plain), find_proof(&plain), find_proof(b"text")), (Ok(None), None, None));

    // Three segments, which stand behind the header of JFIF.
    let file = with_proof(&plain, &[7; 150_000]);
    let order = Err(JpegError::Proof("its segments are not all there, or not in order"));
    let wrong = |change: &dyn Fn(&mut Parts)| carried(&changed(&file, |parts| change(parts)));
    assert_eq!(wrong(&|_| ()), Ok(Some(vec![7; 150_000])));
    assert_eq!(wrong(&|parts| parts.swap(1, 2)), order);
    assert_eq!(wrong(&|parts| drop(parts.remove(1))), order);
    assert_eq!(wrong(&|parts| drop(parts.remove(3))), order);
    assert_eq!(wrong(&|parts| parts.insert(1, parts[1].clone())), order);
    assert_eq!(wrong(&|parts| parts.insert(4, parts[1].clone())), order);
    assert_eq!(wrong(&|parts| parts.insert(2, (marker::COM, vec![], vec![]))), order);
    assert_eq!(wrong(&|parts| parts[2].1.truncate(60_000)), order);
    assert_eq!(wrong(&|parts| parts[3].1.truncate(12)), order);
    assert_eq!(wrong(&|parts| parts[3].1.truncate(14)), order);
    assert_eq!(wrong(&|parts| parts[1].1[13] = 4), order);
    assert_eq!(wrong(&|parts| parts[3].1[11] = 3), order);
}

#[test]
fn captions_replace_captions_and_touch_nothing_else() {
    let plain = with(&encode(&picture()), marker::COM, b"a note");
    let proved = with_proof(&plain, &[7; 100_000]);
    let some = with_metadata(&proved, Some(XMP.as_bytes()), Some(IPTC)).expect("fits");
    assert_eq!(found(&some), None);
    let jpeg = PublishedJpeg::parse(&some).expect("a published JPEG");
    let kinds = [MetadataKind::Xmp, MetadataKind::Iptc, MetadataKind::Text];
    assert_eq!(jpeg.metadata(), kinds);
    assert_eq!(
        jpeg.segments()[1].payload,
        [b"http://ns.adobe.com/xap/1.0/\0", XMP.as_bytes()].concat()
    );
    assert_eq!(
        jpeg.segments()[2].payload,
        [b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x0b", IPTC, b"\0"].concat()
    );
    assert_eq!(with_metadata(&some, None, None), Ok(proved.clone()));
    assert_eq!(with_metadata(&proved, None, None), Ok(proved.clone()));
    let other = with_metadata(&some, None, Some(b"\x1c\x02\x69\0\x01A")).expect("fits");
    assert_eq!(PublishedJpeg::parse(&other).expect("a published JPEG").metadata(), kinds[1..]);
    // What cannot be judged is replaced as well.
    let unknown = with(&proved, 0xed, b"Photoshop 3.0\0anything");
    assert!(found(&unknown).is_some());
    assert_eq!(with_metadata(&unknown, Some(XMP.as_bytes()), Some(IPTC)), Ok(some));

    assert!(with_metadata(&plain, Some(&vec![b' '; 65_504]), Some(&vec![0; 65_506])).is_ok());
    let long = |kind, length, most| Err(JpegError::Captions { kind, length, most });
    assert_eq!(with_metadata(&plain, Some(&vec![b' '; 65_505]), None), long("XMP", 65_505, 65_504));
    assert_eq!(with_metadata(&plain, None, Some(&vec![0; 65_507])), long("IPTC", 65_507, 65_506));
    assert_eq!(with_metadata(b"text", None, None), Err(JpegError::NotJpeg));
}

const XMP: &str = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
    xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
    xmlns:dc='http://purl.org/dc/elements/1.1/' dc:format='image/jpeg'/></rdf:RDF></x:xmpmeta>";
/// A caption.
const IPTC: &[u8] = b"\x1c\x02\x78\0\x06A boat";
