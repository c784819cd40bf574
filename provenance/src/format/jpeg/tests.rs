use jpeg_encoder::{ColorType, Encoder};

use proofroom_circuits::SizeError;

use super::*;

/// A file taken apart: markers, contents, data of scans.
pub(super) type Parts = Vec<(u8, Vec<u8>, Vec<u8>)>;

/// A JPEG of 20 x 12 pixels.
fn encoded(color: ColorType, prepare: impl Fn(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let channels = match color {
        ColorType::Luma => 1,
        ColorType::Cmyk => 4,
        _ => 3,
    };
    let samples: Vec<u8> = (0..20 * 12 * channels).map(|i| (i * i / 9) as u8).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    prepare(&mut encoder);
    encoder.encode(&samples, 20, 12, color).expect("encodes");
    bytes
}

fn gray() -> Vec<u8> {
    encoded(ColorType::Luma, |_| ())
}

fn color() -> Vec<u8> {
    encoded(ColorType::Rgb, |_| ())
}

/// Gray, one scan for DC and three for AC.
fn progressive() -> Vec<u8> {
    encoded(ColorType::Luma, |encoder| encoder.set_progressive_scans(4))
}

/// Six blocks with a restart marker after every second one.
fn restarting() -> Vec<u8> {
    encoded(ColorType::Luma, |encoder| encoder.set_restart_interval(2))
}

/// The file with its parts changed.
pub(super) fn changed(bytes: &[u8], change: impl FnOnce(&mut Parts)) -> Vec<u8> {
    let jpeg = Jpeg::parse(bytes).expect("a JPEG");
    let owned = |s: &Segment<'_>| (s.marker, s.payload.to_vec(), s.data.to_vec());
    let mut parts: Parts = jpeg.segments().iter().map(owned).collect();
    change(&mut parts);
    let mut file = vec![0xff, marker::SOI];
    for (marker, payload, data) in parts {
        file.extend([0xff, marker]);
        file.extend((payload.len() as u16 + 2).to_be_bytes());
        file.extend(payload);
        file.extend(data);
    }
    file.extend([0xff, marker::EOI]);
    file
}

/// The first part with one of these markers.
pub(super) fn part<'a>(parts: &'a mut Parts, markers: &[u8]) -> &'a mut (u8, Vec<u8>, Vec<u8>) {
    let mut parts = parts.iter_mut();
    parts.find(|part| markers.contains(&part.0)).expect("a part")
}

const FRAMES: [u8; 3] = [0xc0, 0xc1, 0xc2];

fn with_frame(bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    changed(bytes, |parts| change(&mut part(parts, &FRAMES).1))
}

fn with_scan(bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    changed(bytes, |parts| change(&mut part(parts, &[marker::SOS]).1))
}

fn with_data(bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    changed(bytes, |parts| change(&mut part(parts, &[marker::SOS]).2))
}

/// The file without the parts of one kind.
pub(super) fn without(bytes: &[u8], marker: u8) -> Vec<u8> {
    changed(bytes, |parts| parts.retain(|part| part.0 != marker))
}

fn open(bytes: &[u8]) -> Result<proofroom_circuits::Image, JpegError> {
    Coefficients::read(&Jpeg::parse(bytes)?)?.into_image()
}

#[track_caller]
fn refused(bytes: &[u8], error: JpegError) {
    assert_eq!(open(bytes), Err(error));
}

#[track_caller]
fn damaged(bytes: &[u8], what: &'static str) {
    refused(bytes, JpegError::Damaged(what));
}

#[test]
fn kinds_that_are_not_supported_are_named() {
    let of_kind = |marker| changed(&gray(), |parts| part(parts, &FRAMES).0 = marker);
    for (marker, error) in [
        (0xc3, JpegError::Lossless),
        (0xc5, JpegError::Hierarchical),
        (0xc6, JpegError::Hierarchical),
        (0xc7, JpegError::Hierarchical),
        (0xc9, JpegError::Arithmetic),
        (0xca, JpegError::Arithmetic),
        (0xcb, JpegError::Arithmetic),
        (0xcc, JpegError::Arithmetic),
        (0xcd, JpegError::Hierarchical),
        (0xcf, JpegError::Hierarchical),
    ] {
        refused(&of_kind(marker), error);
    }
    let with = |marker| changed(&gray(), |parts| parts.push((marker, vec![0, 1], Vec::new())));
    refused(&with(marker::DNL), JpegError::OpenHeight);
    refused(&with(marker::DHP), JpegError::Hierarchical);
    refused(&with(marker::EXP), JpegError::Hierarchical);
    refused(&with_frame(&gray(), |f| f[0] = 12), JpegError::Precision(12));
    refused(&with_frame(&gray(), |f| f[1..3].fill(0)), JpegError::OpenHeight);
    refused(&encoded(ColorType::Cmyk, |_| ()), JpegError::Cmyk);
    refused(
        &with_frame(&color(), |f| {
            f[5] = 2;
            f.truncate(12);
        }),
        JpegError::Components(2),
    );
    refused(&with_frame(&color(), |f| (f[7], f[10]) = (0x31, 0x21)), JpegError::Fractions);
    let size = |width, height| JpegError::Size(SizeError { width, height });
    refused(&with_frame(&gray(), |f| f[3..5].fill(0)), size(0, 12));
    refused(&with_frame(&gray(), |f| f[3] = 0x40), size(16_404, 12));
}

#[test]
fn colors_follow_the_header() {
    let adobe = |transform| {
        let payload = [&b"Adobe\0\x64\0\0\0\0"[..], &[transform]].concat();
        (marker::APP0 + 14, payload, Vec::new())
    };
    let with = |file: &[u8], transform| changed(file, |parts| parts.insert(1, adobe(transform)));
    let ids = |file: &[u8], ids: [u8; 3]| {
        changed(file, |parts| {
            for (number, id) in ids.into_iter().enumerate() {
                part(parts, &FRAMES).1[6 + 3 * number] = id;
                part(parts, &[marker::SOS]).1[1 + 2 * number] = id;
            }
        })
    };
    let bare = without(&color(), marker::APP0);
    for (file, colors) in [
        (gray(), Colors::Gray),
        (color(), Colors::YCbCr),
        (ids(&color(), *b"RGB"), Colors::YCbCr),
        (with(&color(), 0), Colors::YCbCr),
        (bare.clone(), Colors::YCbCr),
        (ids(&bare, [0, 1, 2]), Colors::YCbCr),
        (ids(&bare, *b"RGB"), Colors::Rgb),
        (with(&bare, 0), Colors::Rgb),
        (with(&bare, 1), Colors::YCbCr),
        (with(&ids(&bare, *b"RGB"), 1), Colors::YCbCr),
    ] {
        let coefficients = Coefficients::read(&Jpeg::parse(&file).expect("a JPEG"));
        assert_eq!(coefficients.expect("reads").colors(), colors);
    }
    refused(&with(&bare, 2), JpegError::Transform(2));
    for file in [gray(), color()] {
        let later = changed(&file, |parts| part(parts, &[marker::APP0]).1[5] = 2);
        refused(&later, JpegError::Jfif(2));
    }
}

#[test]
fn headers_must_be_whole() {
    let frame = "its frame header is broken";
    damaged(&without(&without(&gray(), 0xc0), marker::SOS), "it has no frame header");
    damaged(&without(&gray(), 0xc0), "a scan stands before the frame header");
    damaged(&with_frame(&gray(), |f| f.truncate(8)), frame);
    damaged(&with_frame(&gray(), |f| f.truncate(3)), frame);
    damaged(&with_frame(&gray(), |f| f.push(0)), frame);
    damaged(&with_frame(&gray(), |f| f[8] = 4), frame);
    damaged(&with_frame(&color(), |f| f[9] = f[6]), frame);
    for factor in [0x01, 0x10, 0x15, 0x51] {
        let file = with_frame(&gray(), |f| f[7] = factor);
        damaged(&file, "a sampling factor is not one of 1 to 4");
    }
    let twice = changed(&gray(), |parts| {
        let frame = part(parts, &FRAMES).clone();
        parts.insert(1, frame);
    });
    damaged(&twice, "it has two frame headers");
    let late = changed(&gray(), |parts| {
        let place = parts.iter().position(|part| FRAMES.contains(&part.0));
        let frame = parts.remove(place.expect("a frame"));
        parts.push(frame);
    });
    damaged(&late, "a scan stands before the frame header");
    let interval = changed(&gray(), |parts| {
        parts.insert(0, (marker::DRI, vec![1], Vec::new()));
    });
    damaged(&interval, "its restart interval is broken");

    let scan = "a scan header is broken";
    damaged(&with_scan(&gray(), |s| s.truncate(3)), scan);
    damaged(&with_scan(&gray(), Vec::clear), scan);
    damaged(&with_scan(&gray(), |s| s[0] = 2), scan);
    damaged(&with_scan(&gray(), |s| s[4] = 64), scan);
    damaged(&with_scan(&color(), |s| s.swap(1, 3)), scan);
    damaged(&with_scan(&color(), |s| s[3] = s[1]), scan);
    damaged(&with_scan(&gray(), |s| s[1] = 77), "a scan names an unknown component");
    // 4 · 4 + 1 + 1 blocks.
    let crowded = with_frame(&color(), |f| (f[7], f[10], f[13]) = (0x44, 0x11, 0x11));
    damaged(&crowded, "a scan interleaves too many blocks");
}

#[test]
fn tables_must_be_there_and_make_sense() {
    let huffman = |payload: Vec<u8>| {
        changed(&gray(), |parts| {
            let scan = parts.iter().position(|part| part.0 == marker::SOS);
            parts.insert(scan.expect("a scan"), (marker::DHT, payload, Vec::new()));
        })
    };
    let code = |kind: u8, counts: &[(usize, u8)], symbols: &[u8]| {
        let mut payload = vec![kind];
        payload.extend([0; 16]);
        for (length, count) in counts {
            payload[*length] = *count;
        }
        payload.extend(symbols);
        payload
    };
    let broken = "a Huffman table is broken";
    damaged(&huffman(vec![0]), broken);
    damaged(&huffman(code(0x20, &[(1, 1)], &[0])), broken);
    damaged(&huffman(code(0x04, &[(1, 1)], &[0])), broken);
    damaged(&huffman(code(0, &[(3, 2)], &[0])), broken);
    damaged(&huffman(code(0, &[(15, 255), (16, 2)], &[0; 257])), broken);
    damaged(&huffman(code(0, &[(1, 1), (2, 1)], &[0, 16])), broken);
    let many = "a Huffman table has too many codes";
    damaged(&huffman(code(0, &[(1, 2)], &[0, 1])), many);
    damaged(&huffman(code(0x10, &[(1, 1), (2, 1), (3, 3)], &[0; 5])), many);
    damaged(&huffman(code(0x10, &[(1, 200)], &[0; 200])), many);
    damaged(&without(&gray(), marker::DHT), "a scan lacks its Huffman table");
    damaged(&with_scan(&gray(), |s| s[2] = 0x40), "a scan lacks its Huffman table");

    let quantisation = |change: fn(&mut Vec<u8>)| {
        changed(&gray(), |parts| change(&mut part(parts, &[marker::DQT]).1))
    };
    let broken = "a quantisation table is broken";
    damaged(&quantisation(|q| q.truncate(64)), broken);
    damaged(&quantisation(|q| q.push(0)), broken);
    damaged(&quantisation(|q| q[0] = 0x20), broken);
    damaged(&quantisation(|q| q[0] = 0x04), broken);
    damaged(&quantisation(|q| q[9] = 0), "a quantisation table contains a zero");
    damaged(&without(&gray(), marker::DQT), "a component lacks its quantisation table");
    let changes = changed(&progressive(), |parts| {
        let mut table = part(parts, &[marker::DQT]).clone();
        table.1[1] ^= 1;
        parts.insert(parts.len() - 1, table);
    });
    damaged(&changes, "a quantisation table changes while it is in use");
    // Numbers of two bytes: 256 times the steps.
    let coarse = quantisation(|q| {
        *q = [&[0x10][..], &q[1..65].iter().flat_map(|q| [*q, 0]).collect::<Vec<_>>()].concat();
    });
    damaged(&coarse, "its data contains coefficients that no photo has");
}

#[test]
fn scans_hold_exactly_what_is_promised() {
    let cut = "the data of a scan ends before the picture does";
    let over = "data is left over after a scan";
    let restart = "a restart marker is missing or has the wrong number";
    damaged(&with_data(&gray(), |data| data.truncate(data.len() - 1)), cut);
    damaged(&with_data(&gray(), |data| data.truncate(data.len() / 2)), cut);
    damaged(&with_data(&gray(), Vec::clear), cut);
    damaged(&with_data(&gray(), |data| data.push(0)), over);
    damaged(&with_data(&gray(), |data| data.extend([0xff, 0])), over);
    damaged(&with_data(&gray(), |data| data.extend([0xff, 0xd0])), over);
    damaged(&with_frame(&gray(), |f| f[4] = 40), cut);
    damaged(&with_frame(&gray(), |f| f[4] = 8), over);
    // On the word of its header alone.
    damaged(&with_frame(&gray(), |f| f[1..5].copy_from_slice(&[0x11, 0x2a, 0x20, 0])), cut);
    let ones = with_data(&gray(), |data| {
        data.clear();
        data.extend([0xff, 0].repeat(40));
    });
    damaged(&ones, "its data contains a code that its table lacks");

    let marker_at = |data: &[u8], marker: u8| {
        let found = data.windows(2).position(|bytes| bytes == [0xff, marker]);
        found.expect("a marker")
    };
    assert!(open(&restarting()).is_ok());
    damaged(
        &with_data(&restarting(), |data| {
            let place = marker_at(data, 0xd0);
            data.drain(place..place + 2);
        }),
        over,
    );
    damaged(
        &with_data(&restarting(), |data| {
            let place = marker_at(data, 0xd0);
            data[place + 1] = 0xd1;
        }),
        restart,
    );
    damaged(
        &with_data(&restarting(), |data| {
            let place = marker_at(data, 0xd1);
            data.truncate(place);
        }),
        restart,
    );
    damaged(&with_data(&restarting(), |data| data.extend([0xff, 0xd3])), restart);
    damaged(&without(&restarting(), marker::DRI), cut);
}

#[test]
fn what_encoders_write_is_read() {
    let same = |file: &[u8], like: &[u8]| assert_eq!(open(file), open(like));
    // The last bits of a scan may be zeros.
    let padded = with_data(&gray(), |data| {
        let last = data.last_mut().expect("data");
        let padding = last.trailing_ones();
        assert!((1..8).contains(&padding));
        *last &= !1;
    });
    same(&padded, &gray());
    // Fill bytes before a restart marker, and a marker that nothing follows.
    let filled = with_data(&restarting(), |data| {
        let place = data.windows(2).position(|bytes| bytes == [0xff, 0xd1]);
        data.insert(place.expect("a marker"), 0xff);
        data.extend([0xff, 0xd2]);
    });
    same(&filled, &restarting());
    // More pictures or a film after the end.
    same(&[gray(), color()].concat(), &gray());
    // Any ids, and comments anywhere.
    let renamed = changed(&gray(), |parts| {
        part(parts, &FRAMES).1[6] = 200;
        part(parts, &[marker::SOS]).1[1] = 200;
        parts.insert(0, (marker::COM, b"first".to_vec(), Vec::new()));
        parts.push((marker::COM, b"last".to_vec(), Vec::new()));
    });
    same(&renamed, &gray());
}

#[test]
fn scans_come_in_order_and_complete() {
    let order = "its scans are out of order";
    let missing = "it is incomplete: some of its scans are missing";
    assert!(open(&progressive()).is_ok());
    let twice = |bytes: &[u8]| {
        changed(bytes, |parts| {
            let last = parts.last().cloned().expect("a scan");
            parts.push(last);
        })
    };
    damaged(&twice(&gray()), order);
    damaged(&twice(&progressive()), order);
    damaged(&without(&gray(), marker::SOS), missing);
    damaged(&changed(&progressive(), |parts| drop(parts.pop())), missing);
    // Its bits go on below what was sent, or begin below the first.
    damaged(&with_scan(&progressive(), |s| s[5] = 0x01), missing);
    damaged(&with_scan(&progressive(), |s| s[5] = 0x10), order);
    damaged(&with_scan(&progressive(), |s| s[5] = 0x0e), order);
    damaged(&with_scan(&gray(), |s| s[5] = 0x01), order);
    damaged(&with_scan(&gray(), |s| s[4] = 62), order);
    damaged(&with_scan(&gray(), |s| s[3] = 1), order);
    damaged(&with_scan(&progressive(), |s| s[4] = 1), order);
    // AC before DC.
    let early = changed(&progressive(), |parts| {
        let first = parts.iter().position(|part| part.0 == marker::SOS);
        parts.remove(first.expect("a scan"));
    });
    damaged(&early, order);
}

/// A progressive frame of `side` x `side` gray pixels and its DC scan, all gray, in one bit a block; then any.
fn flat(side: u16, scans: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>) -> Vec<u8> {
    let blocks = usize::from(side).div_ceil(8).pow(2);
    let mut frame = vec![8];
    frame.extend(side.to_be_bytes());
    frame.extend(side.to_be_bytes());
    frame.extend([1, 1, 0x11, 0]);
    // Symbol 0 is the bit 0; in the second code 0xe0, the longest run of blocks without coefficients, is 10.
    let codes = [&[0x00, 1][..], &[0; 15], &[0x00], &[0x10, 1, 1], &[0; 14], &[0x00, 0xe0]];
    let mut parts: Parts = vec![
        (marker::DQT, [vec![0], vec![1; 64]].concat(), Vec::new()),
        (0xc2, frame, Vec::new()),
        (marker::DHT, codes.concat(), Vec::new()),
        (marker::SOS, vec![1, 1, 0, 0, 0, 0], vec![0; blocks.div_ceil(8)]),
    ];
    for (header, data) in scans {
        parts.push((marker::SOS, header, data));
    }
    changed(&gray(), |old| *old = parts)
}

#[test]
fn runs_of_blocks_end_with_the_scan() {
    // 2^14 blocks, and for each coefficient a scan that skips as many.
    let band = |k: u8| (vec![1, 1, 0, k, k, 0], vec![0b1000_0000, 0]);
    let whole = flat(1024, (1..64).map(band));
    assert!(open(&whole).is_ok_and(|image| image.pixels().iter().all(|byte| *byte == 128)));
    let smaller = flat(1016, (1..64).map(band));
    damaged(&smaller, "its data skips blocks past the end of a scan");
}

#[test]
fn small_files_cannot_keep_the_reader_busy() {
    // Each bit of each coefficient in a scan of its own: 14 · 63 scans over 2^14 blocks.
    let scans = (1..64u8).flat_map(|k| {
        (0..14u8).rev().map(move |low| {
            let high = if low == 13 { 0 } else { low + 1 };
            (vec![1, 1, 0, k, k, high << 4 | low], vec![0b1000_0000, 0])
        })
    });
    refused(&flat(1024, scans), JpegError::TooManyScans);
}
