//! Valid JPEGs as cameras, editors and optimisers write them.

use std::io::Write;

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
use proofroom_provenance::format::jpeg::{Jpeg, marker};

use crate::random::Random;
use crate::turbo;

/// A small picture: three bytes a pixel.
struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

fn picture(random: &mut Random) -> Picture {
    let longest = *random.choose(&[8, 17, 40, 40, 40, 100]);
    let (width, height) = (1 + random.below(longest), 1 + random.below(longest));
    let kind = random.below(5);
    let [a, b, c, d] = [(); 4].map(|()| random.byte());
    let pixel = |x: usize, y: usize, random: &mut Random| -> [u8; 3] {
        match kind {
            0 => [random.byte(), random.byte(), random.byte()],
            1 => [(x * 5) as u8, (y * 7) as u8, (x + y) as u8],
            2 => [a, b, c],
            3 if (x / 5 + y / 3).is_multiple_of(2) => [255, b & 1, 0],
            3 => [0, c, 255],
            _ => {
                let shade = (x * y + usize::from(d)) as u8 / 2 + random.byte() / 16;
                [shade, shade.wrapping_add(a / 4), shade.wrapping_add(b / 4)]
            }
        }
    };
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            pixels.extend(pixel(x, y, random));
        }
    }
    Picture { width, height, pixels }
}

/// A valid JPEG, and how it was made.
pub fn jpeg(random: &mut Random) -> (String, Vec<u8>) {
    loop {
        let picture = picture(random);
        let made = if random.once_in(4) {
            Some(encoder(random, &picture))
        } else {
            cjpeg(random, &picture)
        };
        let Some((mut how, mut bytes)) = made else {
            continue;
        };
        if random.once_in(3) {
            let components = if bytes[frame(&bytes) + 9] == 3 { 3 } else { 1 };
            let Some((more, again)) = jpegtran(random, &bytes, components) else {
                continue;
            };
            (how, bytes) = (format!("{how} | {more}"), again);
        }
        if random.once_in(3) {
            how += &rearrange(random, &mut bytes);
        }
        return (how, bytes);
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// By libjpeg-turbo, which refuses some combinations.
fn cjpeg(random: &mut Random, picture: &Picture) -> Option<(String, Vec<u8>)> {
    let quality = match random.below(4) {
        0 => 1 + random.below(100),
        1 => 100,
        _ => 50 + random.below(50),
    };
    let mut options = format!("-quality {quality}");
    let gray = random.once_in(6);
    if gray {
        options += " -grayscale";
    } else if random.once_in(8) {
        options += " -rgb";
    }
    if random.once_in(4) {
        options += " -baseline";
    }
    let components = if gray { 1 } else { 3 };
    let mut blocks = 0;
    if !random.once_in(3) {
        let factor = |random: &mut Random| *random.choose(&[1, 1, 1, 2, 2, 3, 4]);
        let factors: Vec<(usize, usize)> =
            (0..components).map(|_| (factor(random), factor(random))).collect();
        let most = factors.iter().fold((1, 1), |m, f| (m.0.max(f.0), m.1.max(f.1)));
        if factors.iter().any(|f| most.0 % f.0 != 0 || most.1 % f.1 != 0) {
            return None;
        }
        blocks = factors.iter().map(|f| f.0 * f.1).sum();
        let factors: Vec<String> = factors.iter().map(|f| format!("{}x{}", f.0, f.1)).collect();
        options += &format!(" -sample {}", factors.join(","));
    }
    options += coding(random);
    let script = random.once_in(2) || blocks > 10;
    let script = scan_script(random, components, blocks > 10, script);
    let input =
        [format!("P6\n{} {}\n255\n", picture.width, picture.height).as_bytes(), &picture.pixels]
            .concat();
    let (how, bytes) = finish("cjpeg", &options, &script, &input)?;
    if script.is_some() && random.once_in(3) {
        let other = format!("{options} -restart {}B", 1 + random.below(4));
        let (other, restarting) = finish("cjpeg", &other, &script, &input)?;
        let how = format!("{how}, some scans by {other}");
        return Some((how, mixed(random, &bytes, &restarting)));
    }
    Some((how, bytes))
}

/// Options that `cjpeg` and `jpegtran` have in common.
fn coding(random: &mut Random) -> &'static str {
    random.choose::<&str>(&[
        "",
        "",
        " -optimize",
        " -progressive",
        " -progressive",
        " -restart 1",
        " -restart 1B",
        " -restart 3B",
        " -restart 2B -optimize",
        " -progressive -restart 1",
        " -progressive -restart 5B",
    ])
}

/// A script of scans: its text, in a file.
struct Script {
    scans: String,
    file: tempfile::NamedTempFile,
}

/// Runs a program that writes a JPEG, with a script of scans if there is one.
fn finish(
    program: &str,
    options: &str,
    script: &Option<Script>,
    input: &[u8],
) -> Option<(String, Vec<u8>)> {
    let mut arguments = words(options);
    let mut how = format!("{program} {options}");
    if let Some(Script { scans, file }) = script {
        arguments.push("-scans".into());
        arguments.push(file.path().to_str().expect("plain").into());
        how += &format!(" -scans '{scans}'");
    }
    let output = turbo::run(program, &arguments, input);
    output.status.success().then_some((how, output.stdout))
}

/// Each scan, with the tables before it, from one of two files that have the same scans and differ in their
/// restart intervals.
fn mixed(random: &mut Random, a: &[u8], b: &[u8]) -> Vec<u8> {
    let [a, b] = [a, b].map(|file| {
        let jpeg = Jpeg::parse(file).expect("a JPEG");
        let (mut scans, mut scan, mut interval) = (Vec::new(), Vec::new(), vec![0, 0]);
        for segment in jpeg.segments() {
            if segment.marker == marker::DRI {
                interval = segment.payload.to_vec();
                continue;
            }
            if segment.marker == marker::SOS {
                put(&mut scan, marker::DRI, &interval);
            }
            put(&mut scan, segment.marker, segment.payload);
            scan.extend(segment.data);
            if segment.marker == marker::SOS {
                scans.push(std::mem::take(&mut scan));
            }
        }
        scans
    });
    let mut mixed = vec![0xff, marker::SOI];
    for (a, b) in a.iter().zip(&b) {
        mixed.extend(*random.choose(&[a, b]));
    }
    mixed.extend([0xff, marker::EOI]);
    mixed
}

fn put(file: &mut Vec<u8>, marker: u8, payload: &[u8]) {
    file.extend([0xff, marker]);
    file.extend((payload.len() as u16 + 2).to_be_bytes());
    file.extend(payload);
}

/// By libjpeg-turbo, from another JPEG, its coefficients staying the same or being turned.
fn jpegtran(random: &mut Random, input: &[u8], components: usize) -> Option<(String, Vec<u8>)> {
    let turn = random.choose(&[
        "",
        "",
        " -rotate 90",
        " -rotate 180",
        " -transpose",
        " -flip horizontal",
        " -crop 9x7+3+2",
    ]);
    let options = format!("-copy all{turn}{}", coding(random));
    let scripted = random.once_in(3);
    let script = scan_script(random, components, false, scripted);
    finish("jpegtran", &options, &script, input)
}

/// By the crate `jpeg-encoder`.
fn encoder(random: &mut Random, picture: &Picture) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let quality = 1 + random.below(100) as u8;
    let mut encoder = Encoder::new(&mut bytes, quality);
    let mut how = format!("jpeg-encoder, quality {quality}");
    let (across, down) =
        *random.choose(&[(1, 1), (2, 1), (1, 2), (2, 2), (4, 1), (4, 2), (1, 4), (2, 4)]);
    if random.once_in(2) {
        encoder.set_sampling_factor(SamplingFactor::from_factors(across, down).expect("one"));
        how += &format!(", {across}x{down}");
    }
    // With restarts, it writes its scans by component wrongly: blocks are missing.
    match random.below(4) {
        0 | 1 => {
            let scans = 2 + random.below(12) as u8;
            encoder.set_progressive_scans(scans);
            how += &format!(", progressive in {scans} scans");
        }
        2 => {
            let interval = 1 + random.below(9) as u16;
            encoder.set_restart_interval(interval);
            how += &format!(", restart {interval}");
        }
        _ => encoder.set_optimized_huffman_tables(true),
    }
    let (width, height) = (picture.width as u16, picture.height as u16);
    if random.once_in(5) {
        how += ", gray";
        let gray: Vec<u8> = picture.pixels.iter().step_by(3).copied().collect();
        encoder.encode(&gray, width, height, ColorType::Luma).expect("encodes");
    } else {
        encoder.encode(&picture.pixels, width, height, ColorType::Rgb).expect("encodes");
    }
    (how, bytes)
}

/// A script of scans, if one is `wanted`. Those that must be `alone` mix no components.
fn scan_script(
    random: &mut Random,
    components: usize,
    alone: bool,
    wanted: bool,
) -> Option<Script> {
    if !wanted {
        return None;
    }
    let groups: &[&[&str]] = match (components, alone) {
        (1, _) => &[&["0"]],
        (_, true) => &[&["0", "1", "2"], &["2", "0", "1"]],
        _ => &[
            &["0", "1", "2"],
            &["2", "1", "0"],
            &["0 1", "2"],
            &["0", "1 2"],
            &["0 2", "1"],
            &["0 1 2"],
        ],
    };
    let mut scans: Vec<String> = Vec::new();
    let sequential = random.once_in(2);
    let low = if sequential { 0 } else { random.below(4) };
    for group in *random.choose(groups) {
        scans.push(if sequential {
            format!("{group}: 0-63, 0, 0;")
        } else {
            format!("{group}: 0-0, 0, {low};")
        });
    }
    if !sequential {
        // What is still to be sent: component, band, and the bit above.
        let mut left: Vec<(usize, usize, usize, usize)> = Vec::new();
        for component in 0..components {
            let mut first = 1;
            while first < 64 {
                let last = match random.below(3) {
                    0 => 63,
                    1 => (first + random.below(6)).min(63),
                    _ => (first + random.below(40)).min(63),
                };
                let low = random.below(4);
                scans.push(format!("{component}: {first}-{last}, 0, {low};"));
                left.push((component, first, last, low));
                first = last + 1;
            }
        }
        for bit in (0..low).rev() {
            for group in *random.choose(groups) {
                scans.push(format!("{group}: 0-0, {}, {bit};", bit + 1));
            }
        }
        while !left.is_empty() {
            let (component, first, last, high) = left.swap_remove(random.below(left.len()));
            if high > 0 {
                scans.push(format!("{component}: {first}-{last}, {high}, {};", high - 1));
                left.push((component, first, last, high - 1));
            }
        }
    }
    let scans = scans.join(" ");
    let mut file = tempfile::NamedTempFile::new().expect("makes a file");
    file.write_all(scans.as_bytes()).expect("writes");
    Some(Script { scans, file })
}

/// Where the frame header stands.
pub fn frame(bytes: &[u8]) -> usize {
    segments(bytes)
        .into_iter()
        .find(|place| matches!(bytes[place + 1], 0xc0..=0xc2))
        .expect("a frame")
}

/// Where each segment begins, from the first to the first scan.
pub fn segments(bytes: &[u8]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut place = 2;
    while let Some([0xff, marker, high, low]) = bytes.get(place..place + 4) {
        if *marker == 0xff {
            place += 1;
            continue;
        }
        places.push(place);
        if *marker == 0xda {
            break;
        }
        place += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    places
}

/// Changes what decoders pass over, or what the components mean.
fn rearrange(random: &mut Random, bytes: &mut Vec<u8>) -> String {
    let mut how = String::new();
    for _ in 0..1 + random.below(3) {
        let places = segments(bytes);
        let place = *random.choose(&places);
        let (what, added): (&str, Vec<u8>) = match random.below(7) {
            0 => ("a comment", b"\xff\xfe\0\x05abc".to_vec()),
            1 => ("fill bytes", vec![0xff; 1 + random.below(3)]),
            2 => ("an unknown segment", b"\xff\xeb\0\x06\xff\xd8\xff\xd9".to_vec()),
            3 => ("RGB by Adobe's marker", b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\0".to_vec()),
            4 => ("YCbCr by Adobe's marker", b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0\x01".to_vec()),
            5 => {
                bytes.extend(b"\xff\xd8 a film");
                ("bytes after the end", Vec::new())
            }
            _ => {
                // Without a JFIF header, which stands first.
                if bytes[3] == 0xe0 {
                    let end = places[1];
                    bytes.drain(2..end);
                }
                ("no JFIF header", Vec::new())
            }
        };
        let place = place.min(bytes.len());
        if !added.is_empty() {
            bytes.splice(place..place, added);
        }
        how += ", ";
        how += what;
    }
    how
}
