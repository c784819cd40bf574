use proofroom_circuits::Image;
use proofroom_circuits::jpeg::{BLOCK, Coefficients, Component, Options, Quality};

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
    let quality = Quality::new(quality).expect("offered");
    Picture::of(image, Options { quality, sampling })
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
    assert!(read(bytes) == Ok(picture()), "the coefficients are the same");
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

    // Three segments, which stand behind the header of JFIF and the colour profile.
    let file = with_proof(&plain, &[7; 150_000]);
    let order = Err(JpegError::Proof("its segments are not all there, or not in order"));
    let wrong = |change: &dyn Fn(&mut Parts)| carried(&changed(&file, |parts| change(parts)));
    assert_eq!(wrong(&|_| ()), Ok(Some(vec![7; 150_000])));
    assert_eq!(wrong(&|parts| parts.swap(2, 3)), order);
    assert_eq!(wrong(&|parts| drop(parts.remove(2))), order);
    assert_eq!(wrong(&|parts| drop(parts.remove(4))), order);
    assert_eq!(wrong(&|parts| parts.insert(2, parts[2].clone())), order);
    assert_eq!(wrong(&|parts| parts.insert(5, parts[2].clone())), order);
    assert_eq!(wrong(&|parts| parts.insert(3, (marker::COM, vec![], vec![]))), order);
    assert_eq!(wrong(&|parts| parts[3].1.truncate(60_000)), order);
    assert_eq!(wrong(&|parts| parts[4].1.truncate(12)), order);
    assert_eq!(wrong(&|parts| parts[4].1.truncate(14)), order);
    assert_eq!(wrong(&|parts| parts[2].1[13] = 4), order);
    assert_eq!(wrong(&|parts| parts[4].1[11] = 3), order);
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

#[test]
fn a_file_is_one_picture_and_nothing_else() {
    for file in [baseline(), progressive()] {
        assert_eq!(read(&file), Ok(picture()));
        refused(&[&file[..], b"\0"].concat(), "more bytes follow its end");
        refused(&[&file[..], &file].concat(), "more bytes follow its end");
        refused(&[&file[..2], &file].concat(), "a second picture begins inside it");
        refused(&file[1..], "not a JPEG");
        refused(&file[..file.len() - 2], "its end marker is missing");
        refused(&file[..file.len() / 2], "its end marker is missing");
        let cut = [&file[..file.len() - 40], b"\xff\xd9"].concat();
        refused(&cut, "the data of a scan ends before the picture does");
        for place in [2, file.len() - 2] {
            let filled = [&file[..place], b"\xff", &file[place..]].concat();
            refused(&filled, "fill bytes");
        }
        let padded = changed(&file, |parts| {
            *parts.last_mut().expect("a scan").2.last_mut().expect("data") &= !1
        });
        if padded != file {
            refused(&padded, "not ones");
        }
        for (kind, words) in [
            (0xc8, "unknown"),
            (0xcc, "arithmetic"),
            (marker::DNL, "height"),
            (marker::DHP, "hierarchical"),
            (0xf0, "unknown"),
        ] {
            refused(&with(&file, kind, &[0, 0]), words);
        }
        let late = |kind: u8| changed(&file, |parts| parts.push((kind, b"late".to_vec(), vec![])));
        refused(&late(marker::COM), "metadata stand after a scan");
        refused(&late(0xe1), "metadata stand after a scan");
    }
}

/// The file with the content of the first part of one of these kinds changed.
fn with_part(bytes: &[u8], markers: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    changed(bytes, |parts| change(&mut part(parts, markers).1))
}

#[test]
fn frames_of_other_programs_are_refused() {
    let file = baseline();
    let frame = |change: fn(&mut Vec<u8>)| with_part(&file, &[0xc0], change);
    assert_eq!(read(&frame(|_| ())), Ok(picture()));
    let again = "another program has probably saved it again";
    for (change, words) in [
        // Size; ids of which two are swapped, or those of some programs; 4:2:2, 4:4:0 and luma below chroma.
        ((|f| f[2] += 16) as fn(&mut Vec<u8>), "the data of a scan ends before the picture does"),
        (|f| (f[9], f[12]) = (3, 2), again),
        (|f| (f[6], f[9], f[12]) = (0, 1, 2), again),
        (|f| (f[6], f[9], f[12]) = (b'R', b'G', b'B'), again),
        (|f| f[7] = 0x21, again),
        (|f| f[7] = 0x12, again),
        (|f| (f[7], f[10]) = (0x11, 0x22), again),
        (|f| (f[7], f[10], f[13]) = (0x22, 0x22, 0x22), again),
        (|f| f[14] = 0, again),
        (|f| f[14] = 2, again),
        (|f| (f[11], f[14]) = (0, 0), "a quantisation table that it does not use"),
        (|f| (f[11], f[14]) = (3, 3), "a quantisation table that it does not use"),
        (|f| f[0] = 12, "12 bits"),
        (|f| f[5] = 4, "broken"),
        (|f| (f[1], f[2]) = (0, 0), "height"),
    ] {
        refused(&frame(change), words);
    }
    // 4:4:4 instead of 4:2:0 has other blocks.
    assert!(read(&frame(|f| f[7] = 0x11)).is_err());
    let of_kind = |kind| changed(&file, |parts| part(parts, &[0xc0]).0 = kind);
    refused(&of_kind(0xc1), again);
    refused(&of_kind(0xc2), "out of order");
    refused(&of_kind(0xc3), "lossless");
    refused(&of_kind(0xc9), "arithmetic");
    let twice = changed(&file, |parts| {
        let frame = part(parts, &[0xc0]).clone();
        parts.insert(1, frame);
    });
    refused(&twice, "two frame headers");
    refused(&without(&file, 0xc0), "no frame header");
}

#[test]
fn tables_are_defined_once_and_used() {
    for file in [baseline(), progressive()] {
        let tables = |change: fn(&mut Vec<u8>)| with_part(&file, &[marker::DQT], change);
        // Two tables of a byte and 64 entries. The coefficients are divided by other numbers: another picture.
        for entry in [1, 64, 66, 129] {
            let other = with_part(&file, &[marker::DQT], |q| q[entry] += 1);
            let read = read(&other).expect("a published JPEG");
            assert_eq!(read.components(), picture().components());
            assert_ne!(read, picture());
        }
        // Coarse ones make a gray picture, or one of blocks, of any photo without an edit.
        refused(&tables(|q| q[66..].fill(255)), "coarser than those of quality 50");
        refused(&tables(|q| q[2..65].fill(255)), "coarser than those of quality 50");
        refused(&tables(|q| q[1] = 17), "coarser than those of quality 50");
        refused(&tables(|q| q[9] = 0), "contains a zero");
        refused(&tables(|q| q[0] = 0x10), "16 bits");
        refused(&tables(|q| q[65] = 0), "defined twice");
        refused(&tables(|q| q[65] = 2), "a quantisation table that it does not use");
        refused(&tables(|q| q[65] = 4), "broken");
        refused(&tables(|q| q.truncate(129)), "broken");
        refused(&tables(|q| q.truncate(65)), "a component lacks its quantisation table");
        let third = [vec![2], vec![1; 64]].concat();
        refused(&with(&file, marker::DQT, &third), "a quantisation table that it does not use");
        let again = changed(&file, |parts| {
            let tables = part(parts, &[marker::DQT]).clone();
            parts.push(tables);
        });
        refused(&again, "a quantisation table stands after a scan");

        // Used or not: a symbol without a meaning, too many codes, the code of all ones.
        let code = |kind: u8, counts: &[u8], symbols: &[u8]| {
            let counts = [counts, &vec![0; 16 - counts.len()]].concat();
            with(&file, marker::DHT, &[&[kind], &counts[..], symbols].concat())
        };
        assert_eq!(read(&code(0x03, &[1], &[11])), Ok(picture()));
        assert_eq!(read(&code(0x13, &[0, 3], &[0xf0, 0xfa, 0xe0])), Ok(picture()));
        refused(&code(0x03, &[1], &[12]), "a Huffman table is broken");
        refused(&code(0x13, &[1], &[0x0b]), "a Huffman table is broken");
        refused(&code(0x13, &[2], &[1, 2]), "too many codes");
        refused(&code(0x13, &[1, 1, 3], &[1, 2, 3, 4, 5]), "too many codes");
        refused(&code(0x23, &[1], &[1]), "a Huffman table is broken");
        refused(&without(&file, marker::DHT), "lacks its Huffman table");
    }
}

#[test]
fn every_coefficient_is_sent_once() {
    let count = |file: &[u8]| {
        let jpeg = PublishedJpeg::parse(file).expect("a published JPEG");
        jpeg.segments().iter().filter(|segment| segment.marker == marker::SOS).count()
    };
    assert_eq!((count(&baseline()), count(&progressive())), (1, 10));
    let nth_scan = |parts: &Parts, n: usize| {
        let scans = parts.iter().enumerate().filter(|(_, part)| part.0 == marker::SOS);
        scans.map(|(place, _)| place).nth(n).expect("a scan")
    };
    for file in [baseline(), progressive()] {
        for n in 0..count(&file) {
            let missing = changed(&file, |parts| drop(parts.remove(nth_scan(parts, n))));
            assert!(read(&missing).is_err(), "without scan {n}");
            let twice = changed(&file, |parts| {
                let place = nth_scan(parts, n);
                parts.insert(place, parts[place].clone());
            });
            refused(&twice, "its scans are out of order");
            let empty = changed(&file, |parts| {
                let place = nth_scan(parts, n);
                parts[place].2.clear();
            });
            refused(&empty, "the data of a scan ends before the picture does");
            let longer = changed(&file, |parts| {
                let place = nth_scan(parts, n);
                parts[place].2.push(0);
            });
            refused(&longer, "data is left over after a scan");
        }
        let many = changed(&file, |parts| {
            let scan = parts[nth_scan(parts, 0)].clone();
            parts.extend(std::iter::repeat_n(scan, 65 - count(&file)));
        });
        refused(&many, "more than 64 scans");
    }
    // The last scan of each kind: libjpeg would show smoother blocks.
    for n in [6, 7, 8, 9] {
        let missing = changed(&progressive(), |parts| drop(parts.remove(nth_scan(parts, n))));
        refused(&missing, "it is incomplete: some of its scans are missing");
    }
    // Bits that stand higher than they do: coefficients that baseline does not have.
    let bright = writer::progressive::encode(&of_values(Sampling::Full, |_, _| 1023));
    for n in [0, 1] {
        let higher = changed(&bright, |parts| {
            let place = nth_scan(parts, n);
            *parts[place].1.last_mut().expect("a header") += 1;
        });
        refused(&higher, "a coefficient that no photo has");
    }
    // A block in the place of another is another picture.
    let moved = of_values(Sampling::Full, |component, place| {
        i16::from(component == Component::Y && place == 8)
    });
    let still = of_values(Sampling::Full, |component, place| {
        i16::from(component == Component::Y && place == 0)
    });
    assert_ne!(read(&encode(&moved)), read(&encode(&still)));
}

/// Files of another encoder of baseline and progressive JPEGs, with and without restart markers.
#[test]
fn other_programs_files_of_this_kind_are_read() {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    let image = image(37, 21);
    for (progressive, sampling) in
        [false, true].into_iter().flat_map(|kind| SAMPLINGS.map(|sampling| (kind, sampling)))
    {
        let encoded = |interval: Option<u16>| {
            let mut bytes = Vec::new();
            let mut encoder = Encoder::new(&mut bytes, 90);
            encoder.set_progressive(progressive);
            encoder.set_sampling_factor(match sampling {
                Sampling::Full => SamplingFactor::F_1_1,
                Sampling::Halved => SamplingFactor::F_2_2,
            });
            if let Some(interval) = interval {
                encoder.set_restart_interval(interval);
            }
            encoder.encode(image.pixels(), 37, 21, ColorType::Rgb).expect("encodes");
            refused(&bytes, "its components are not numbered 1, 2 and 3");
            changed(&bytes, |parts| {
                for (kind, payload, _) in parts {
                    match *kind {
                        0xc0 | 0xc2 => (payload[6], payload[9], payload[12]) = (1, 2, 3),
                        marker::SOS => {
                            let end = 1 + 2 * usize::from(payload[0]);
                            payload[1..end].iter_mut().step_by(2).for_each(|id| *id += 1);
                        }
                        _ => {}
                    }
                }
            })
        };
        let plain = encoded(None);
        let expected = read(&plain).expect("a published JPEG");
        assert_eq!(expected.sampling(), sampling);
        assert_ne!(expected, picture());
        assert_eq!(PublishedJpeg::parse(&plain).expect("a published JPEG").appearance(), None);
        let restarting = encoded(Some(2));
        assert_eq!(read(&restarting), Ok(expected));
        let scan = |change: fn(&mut Vec<u8>)| {
            changed(&restarting, |parts| {
                let place = first_scan(parts);
                change(&mut parts[place].2);
            })
        };
        refused(&scan(|data| data.extend([0xff, 0xd0])), "left over");
        let filled = scan(|data| {
            let place = data.windows(2).position(|bytes| bytes == [0xff, 0xd0]);
            data.insert(place.expect("a marker"), 0xff);
        });
        refused(&filled, "a restart marker is missing");
        assert!(read(&without(&restarting, marker::DRI)).is_err());
        let interval = with_part(&restarting, &[marker::DRI], |interval| interval[1] += 1);
        assert!(read(&interval).is_err());
    }
}

#[test]
fn whatever_could_show_another_picture_is_found() {
    let file = baseline();
    assert_eq!(found(&file), None);
    let jfif = |change: fn(&mut Vec<u8>)| found(&with_part(&file, &[marker::APP0], change));
    assert_eq!(jfif(|j| j[6] = 2), None, "a minor version");
    assert_eq!(jfif(|j| j[7..12].copy_from_slice(&[1, 1, 44, 1, 44])), None, "300 dots an inch");
    let changes: [fn(&mut Vec<u8>); 8] = [
        |j| j[0] = b'X',
        |j| j[7] = 3,
        |j| j[9] = 2,
        |j| (j[9], j[11]) = (0, 0),
        |j| j[8] = 1,
        |j| j[12] = 1,
        |j| {
            (j[12], j[13]) = (1, 1);
            j.extend([0; 3]);
        },
        |j| j.truncate(13),
    ];
    for change in changes {
        assert!(jfif(change).expect("must be found").contains("a header of JFIF"));
    }
    assert!(found(&without(&file, marker::APP0)).is_some());
    refused(&with_part(&file, &[marker::APP0], |j| j[5] = 2), "version 2 of JFIF");
    let late = changed(&file, |parts| parts.insert(0, (marker::COM, vec![], vec![])));
    assert!(found(&late).expect("must be found").contains("a header of JFIF"));

    let exif = |entries: &[[u8; 12]], next: u8| {
        let count = [0, entries.len() as u8];
        [b"Exif\0\0MM\0*\0\0\0\x08", &count[..], &entries.concat(), &[0, 0, 0, next]].concat()
    };
    let short = |tag: [u8; 2], value: u8| [tag[0], tag[1], 0, 3, 0, 0, 0, 1, 0, value, 0, 0];
    let xmp = |namespace: &str, attribute: &str| {
        let format = "xmlns:dc='http://purl.org/dc/elements/1.1/' dc:format='image/jpeg'";
        let packet = XMP.replace(format, &format!("xmlns:{namespace} {attribute}"));
        [b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat()
    };
    let resource = |number: u8, sets: &[u8]| {
        let start = [&b"Photoshop 3.0\08BIM\x04"[..], &[number], b"\0\0\0\0\0"].concat();
        [&start[..], &[sets.len() as u8], sets, &[0][..sets.len() % 2]].concat()
    };
    let jumbf = |kind: &[u8; 16], label: &[u8]| {
        let description =
            [&[0, 0, 0, 26 + label.len() as u8][..], b"jumd", kind, b"\x03", label, b"\0"].concat();
        let length = 8 + description.len() as u8;
        [b"JP\0\x01\0\0\0\x01\0\0\0", &[length][..], b"jumb", &description].concat()
    };
    const C2PA: &[u8; 16] = b"c2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71";
    let turns = "can turn or mirror the picture";
    let unknown = "is not known to be harmless";
    let colours = "gives the colours another meaning";
    for (app, payload, words) in [
        (1, exif(&[short([1, 0x12], 1)], 0), None),
        (1, exif(&[short([1, 0x12], 6)], 0), Some(turns)),
        (1, exif(&[short([1, 0x1a], 72)], 0), Some("0x011a")),
        (1, exif(&[short([1, 0x00], 10)], 0), Some("0x0100")),
        (1, exif(&[], 8), Some("thumbnail")),
        (1, b"Exif\0\0".to_vec(), Some("cannot be read")),
        (1, xmp("tiff='http://ns.adobe.com/tiff/1.0/'", "tiff:Orientation='1'"), None),
        (1, xmp("tiff='http://ns.adobe.com/tiff/1.0/'", "tiff:Orientation='6'"), Some(turns)),
        (
            1,
            xmp("crs='http://ns.adobe.com/camera-raw-settings/1.0/'", "crs:Exposure='1'"),
            Some("namespace"),
        ),
        (
            1,
            xmp("hdrgm='http://ns.adobe.com/hdr-gain-map/1.0/'", "hdrgm:Version='1.0'"),
            Some("namespace"),
        ),
        (1, xmp("xmp='http://ns.adobe.com/xap/1.0/'", "xmp:Thumbnails='x'"), Some("Thumbnails")),
        (
            1,
            xmp("xmpNote='http://ns.adobe.com/xmp/note/'", "xmpNote:HasExtendedXMP='0'"),
            Some("namespace"),
        ),
        (1, b"http://ns.adobe.com/xmp/extension/\0".to_vec(), Some("more XMP")),
        (1, b"http://ns.adobe.com/xap/1.0/\0".to_vec(), Some("cannot be read")),
        (1, b"anything".to_vec(), Some(unknown)),
        (0, b"JFXX\0\x10".to_vec(), Some("thumbnail")),
        (0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec(), Some("a second header")),
        (0, b"AVI1".to_vec(), Some("a second header")),
        (2, b"ICC_PROFILE\0\x01\x01".to_vec(), Some(colours)),
        (2, [&jpeg::profile::content()[..], b"\0"].concat(), Some(colours)),
        (2, b"MPF\0MM\0*".to_vec(), Some("another picture")),
        (2, b"anything".to_vec(), Some(unknown)),
        (10, b"PROOFROOM".to_vec(), Some(unknown)),
        (10, b"AROT\0\0".to_vec(), Some(unknown)),
        (11, jumbf(C2PA, b"c2pa"), None),
        (11, jumbf(b"jpeg 360 ... ...", b"c2pa"), Some("cannot be read")),
        (11, jumbf(C2PA, b"c2pa.thumbnail.claim"), Some("a picture")),
        (11, b"HDR_RI".to_vec(), Some("cannot be read")),
        (13, resource(4, IPTC), None),
        (13, resource(4, b"\x1c\x02\x83\0\x01L"), Some("turn")),
        (13, resource(4, b"\x1c\x02\xc8\0\x01\0"), Some("preview")),
        (13, resource(0x0c, b"anything"), Some("cannot be read")),
        (13, b"Adobe_CM".to_vec(), Some("cannot be read")),
        (14, b"Adobe\0\x64\0\0\0\0\x01".to_vec(), Some("Adobe's")),
        (14, b"anything".to_vec(), Some("Adobe's")),
        (3, b"anything".to_vec(), Some(unknown)),
        (12, b"Ducky".to_vec(), Some(unknown)),
        (15, vec![], Some(unknown)),
    ] {
        let why = found(&with(&file, marker::APP0 + app, &payload));
        match words {
            None => assert_eq!(why, None, "APP{app} {}", payload.escape_ascii()),
            Some(words) => {
                let why = why.unwrap_or_else(|| panic!("APP{app} {}", payload.escape_ascii()));
                assert!(
                    why.contains(words) && why.contains(&format!("its APP{app} segment")),
                    "{why}"
                );
            }
        }
        if words.is_none() {
            // Once, except comments.
            let once = with(&file, marker::APP0 + app, &payload);
            let why = found(&with(&once, marker::APP0 + app, &payload));
            assert!(why.is_some(), "APP{app} twice");
        }
    }
    // ffmpeg shows such pictures upside down, or with other colours.
    for obeyed in [
        "Metasoft MJPEG Codec",
        "CS=ITU601",
        "AVID\0\0",
        "MULTISCOPE II",
        "Intel(R) JPEG Library, version 1",
    ] {
        let found = found(&with(&file, marker::COM, obeyed.as_bytes())).expect("must be found");
        assert!(found.starts_with("its COM segment is one by which"), "{found}");
    }
    let comments = with(&with(&file, marker::COM, b"one"), marker::COM, b"two");
    assert_eq!(found(&comments), None);
    assert_eq!(
        PublishedJpeg::parse(&comments).expect("a published JPEG").metadata(),
        [MetadataKind::Text]
    );
}

#[test]
fn content_credentials_are_put_together() {
    let boxes: Vec<u8> = [&[0, 0, 4, 0][..], b"jumb", &[7; 1016]].concat();
    let part = |number: u32, bytes: &[u8]| {
        [b"JP\0\x01", &number.to_be_bytes()[..], &boxes[..8], bytes].concat()
    };
    let file = |parts: &[Vec<u8>]| {
        changed(&baseline(), |all| {
            for part in parts.iter().rev() {
                all.insert(1, (0xeb, part.clone(), Vec::new()));
            }
        })
    };
    let of = |bytes: &[u8]| {
        let jpeg = PublishedJpeg::parse(bytes).expect("a published JPEG");
        jpeg.credentials().map(Cow::into_owned)
    };
    let [a, b, c] = [part(1, &boxes[8..300]), part(2, &boxes[300..900]), part(3, &boxes[900..])];
    assert_eq!(of(&file(&[part(1, &boxes[8..])])), Some(boxes.clone()));
    assert_eq!(of(&file(&[a.clone(), b.clone(), c.clone()])), Some(boxes.clone()));
    let other = [b"JP\0\x02", &b[4..]].concat();
    for wrong in [
        &[a.clone(), c.clone()][..],
        &[b.clone(), a.clone(), c.clone()],
        &[a.clone(), other, c.clone()],
        &[a.clone(), part(2, &boxes[300..])[..15].to_vec()],
        &[a.clone(), b.clone(), c.clone(), a.clone()],
        &[b"XX".to_vec()],
    ] {
        assert_eq!(of(&file(wrong)), None);
        assert!(found(&file(wrong)).expect("must be found").contains("Content Credentials"));
    }
    let apart = with(&with(&file(&[b, c]), marker::COM, b""), 0xeb, &a);
    assert_eq!(of(&apart), None);
}

/// A gray picture of this size in as many scans as possible, each as small as possible: DC in a bit a block, then six
/// bands of Y in ten steps, and all that in runs of blocks without coefficients.
fn many_scans(width: u16, height: u16) -> Vec<u8> {
    let size = Size::new(width.into(), height.into()).expect("a size");
    let blocks = |component| {
        let (columns, rows) = Sampling::Halved.blocks(component, size);
        columns * rows
    };
    // A unit has six blocks, and one of chroma.
    let units = 6 * blocks(Component::Cb);
    let runs = |count: usize| {
        // The code 0 is a run of 16,384 blocks and as many more as the next 14 bits say, the code 10 one block.
        let (mut bits, mut left) = (String::new(), count);
        while left >= 1 << 14 {
            let run = left.min((1 << 15) - 1);
            bits += &format!("0{:014b}", run - (1 << 14));
            left -= run;
        }
        bits += &"10".repeat(left);
        bits += &"1".repeat(bits.len().next_multiple_of(8) - bits.len());
        let byte = |bits: &[u8]| bits.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0'));
        let bytes = bits.as_bytes().chunks(8).map(byte);
        bytes.flat_map(|byte| if byte == 0xff { vec![0xff, 0] } else { vec![byte] }).collect()
    };
    // A difference of zero is the bit 0.
    let mut zeros = vec![0; units / 8];
    if !units.is_multiple_of(8) {
        zeros.push(0xff >> (units % 8));
    }
    let codes =
        [&[0x00, 1][..], &[0; 15], &[0x00], &[0x10, 1, 1], &[0; 14], &[0xe0, 0x00]].concat();
    changed(&progressive(), |parts| {
        let frame = &mut part(parts, &[0xc2]).1;
        frame[1..3].copy_from_slice(&height.to_be_bytes());
        frame[3..5].copy_from_slice(&width.to_be_bytes());
        let tables = parts.iter().position(|part| part.0 == marker::DHT).expect("tables");
        parts.truncate(tables);
        parts.push((marker::DHT, codes, Vec::new()));
        parts.push((marker::SOS, vec![3, 1, 0, 2, 0, 3, 0, 0, 0, 0], zeros));
        for (id, component) in [(2, Component::Cb), (3, Component::Cr)] {
            parts.push((marker::SOS, vec![1, id, 0, 1, 63, 0], runs(blocks(component))));
        }
        let luma: Vec<u8> = runs(blocks(Component::Y));
        for (first, last) in [(1, 10), (11, 20), (21, 30), (31, 40), (41, 50), (51, 63)] {
            for low in (0..=9).rev() {
                let high = if low == 9 { 0 } else { low + 1 };
                let header = vec![1, 1, 0, first, last, high << 4 | low];
                parts.push((marker::SOS, header, luma.clone()));
            }
        }
    })
}

#[test]
fn small_files_cost_little() {
    let file = many_scans(1024, 1024);
    assert!(file.len() < 10_000);
    let picture = read(&file).expect("a published JPEG");
    assert!(picture.components().iter().all(|tensor| tensor.values().iter().all(|v| *v == 0)));
    // No memory is taken on the word of a header.
    let enlarged = |file: &[u8], frame| {
        with_part(file, &[frame], |frame| {
            let side = Size::MAX_SIDE as u16;
            let other = (Size::MAX_PIXELS / u64::from(side)).min(side.into()) as u16;
            frame[1..3].copy_from_slice(&other.to_be_bytes());
            frame[3..5].copy_from_slice(&side.to_be_bytes());
        })
    };
    refused(&enlarged(&file, 0xc2), "the JPEG has too many scans");
    refused(&enlarged(&baseline(), 0xc0), "the data of a scan ends before the picture does");
}

/// The example of `docs/format.md`, section 7.2, for programs in other languages.
#[test]
#[rustfmt::skip]
fn the_coefficients_of_an_example() {
    let size = Size::new(9, 9).expect("a small size");
    let pixels = (0..81).flat_map(|at| {
        let (x, y) = (at % 9, at / 9);
        [28 * x, 255 - 28 * y, (13 * x * y + 7) % 256]
    });
    let image = Image::new(size, pixels.map(|value| value as u8).collect());
    let picture = picture_of(&image, 90, Sampling::Halved);
    let [y, cb, cr] = picture.components();
    assert_eq!((y.columns(), y.rows(), cb.columns(), cb.rows()), (2, 2, 1, 1));
    assert_eq!(y.block(0, 0), [
          9, -88, -8, -9, -1, 0, 0, 0,
        138,  -1,  3,  3,  1, 0, 0, 0,
         -5,   3,  2,  0, -1, 0, 1, 0,
          7,   3,  0, -2,  1, 0, 0, 0,
         -2,   2, -1,  1,  0, 0, 0, 1,
          3,   0,  0,  1, -1, 1, 0, 0,
          0,   0,  1,  0,  0, 0, 0, 0,
          0,   0,  0,  0,  0, 0, 0, 0,
    ]);
    // The last block, which repeats one pixel.
    let level: [i16; 64] = std::array::from_fn(|at| if at == 0 { -93 } else { 0 });
    assert_eq!(y.block(1, 1), level);
    assert_eq!(cb.block(0, 0), [
        -26,  21, -3, -5, -1,  0, -2, -3,
        -49, -14,  0,  1,  0, -1,  1,  2,
        -28,   0,  0,  0,  1,  1,  1,  0,
         -7,   1,  0,  0,  1,  1,  0,  0,
         -1,   0,  1,  1,  0,  0,  0,  0,
         -1,  -1,  1,  1,  0, -1,  0,  0,
         -2,   1,  1,  0,  0,  0, -1, -1,
         -2,   2,  0,  0,  0,  0, -1, -1,
    ]);
    assert_eq!(cr.block(0, 0), [
         89, -70, -23, -1, 0, -1, 0, 1,
        -58,   2,   0,  0, 0,  0, 0, 0,
        -19,   0,   0,  0, 0,  0, 0, 0,
         -1,   0,   0,  0, 0,  0, 0, 0,
          0,   0,   0,  0, 0,  0, 0, 0,
         -1,   0,   0,  0, 0,  0, 0, 0,
          0,   0,   0,  0, 0,  0, 0, 0,
          1,   0,   0,  0, 0,  0, 0, 0,
    ]);
}
