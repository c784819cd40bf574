//! The command `picture` of the sessions: photos as cameras and telephones make them, and what an attacker
//! makes of pictures.

use std::io::Write;
use std::process::ExitCode;

use proofroom_provenance::circuits::{Image, Size, jpeg};
use proofroom_provenance::format::jpeg::published::{self, PublishedJpeg};
use proofroom_provenance::format::picture::{self, PictureFile};
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK, PROOF_CHUNK, Png};

use crate::common::{SIZE, picture, with_chunk};

const USAGE: &str = "\
picture new WIDTH HEIGHT OUT         a photo
picture telephone DATE ZONE OUT      a photo in Display P3 with the time at which it was taken
picture broken-profile OUT           a photo whose colour profile cannot be read
picture alter IN OUT                 one bit of one pixel changed, proof and signature kept
picture plain IN OUT                 without its proof
picture resave IN OUT                a JPEG, opened and saved again with the same settings, the proof kept
picture proof IN OUT                 the proof alone
picture pixels IN                    writes the pixels, three bytes each, to standard output
picture seed IN                      prints the seed of an original
";

pub fn main(arguments: &[String]) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["new", width, height, out] => {
            let number = |text: &str| text.parse().expect("a number");
            write(out, &photo(Size::new(number(width), number(height)).expect("a size")));
        }
        ["telephone", date, zone, out] => write(out, &telephone(date, zone)),
        ["broken-profile", out] => write(out, &with_chunk(&photo(SIZE), *b"iCCP", b"profile")),
        ["alter", file, out] => write(out, &altered(&read(file))),
        ["plain", file, out] => write(out, &plain(&read(file))),
        ["resave", file, out] => write(out, &resaved(&read(file))),
        ["proof", file, out] => {
            write(out, &picture::find_proof(&read(file)).expect("a proof"));
        }
        ["pixels", file] => {
            let image = parse(&read(file)).decode().expect("pixels");
            std::io::stdout().write_all(image.pixels()).expect("writes");
        }
        ["seed", original] => {
            // Behind magic, version and k.
            let seed = &chunk(&read(original), ORIGINAL_CHUNK)[14..46];
            println!("{}", hex::encode(seed));
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn read(path: &str) -> Vec<u8> {
    std::fs::read(path).expect("reads")
}

fn write(path: &str, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("writes");
}

fn parse(file: &[u8]) -> Png<'_> {
    Png::parse(file).expect("a PNG")
}

fn chunk(file: &[u8], kind: [u8; 4]) -> Vec<u8> {
    png::find_chunk(file, kind).expect("the chunk").to_vec()
}

fn photo(size: Size) -> Vec<u8> {
    png::encode(&picture(size))
}

/// Without its proof.
fn plain(file: &[u8]) -> Vec<u8> {
    match PictureFile::parse(file).expect("a picture") {
        PictureFile::Png(png) => png.without_chunks(PROOF_CHUNK),
        PictureFile::Jpeg(jpeg) => published::encode(&jpeg.picture().expect("coefficients")),
    }
}

/// The coefficients of the pixels that a JPEG shows, which are others than those of the JPEG.
fn resaved(file: &[u8]) -> Vec<u8> {
    let before = PublishedJpeg::parse(file).expect("a JPEG").picture().expect("coefficients");
    let shown = picture::shown(file).expect("pixels");
    let (size, sampling, tables) = (before.size(), before.sampling(), *before.tables());
    let again = jpeg::coefficients(&shown, &tables, sampling);
    let again = jpeg::Picture::new(size, sampling, tables, again).expect("the same blocks");
    let proof = picture::find_proof(file).expect("a proof");
    published::with_proof(&published::encode(&again), &proof)
}

/// A photo whose EXIF says that it was taken at 10:20:33 of that day, in a time zone such as `+02:00`.
fn telephone(date: &str, zone: &str) -> Vec<u8> {
    let mut profile = flate2::write::ZlibEncoder::new(b"name\0\0".to_vec(), Default::default());
    let display_p3 = moxcms::ColorProfile::new_display_p3().encode().expect("encodes");
    profile.write_all(&display_p3).expect("compresses");
    let profile = profile.finish().expect("compresses");
    assert_eq!((date.len(), zone.len()), (10, 6), "as in 2026:05:14 and +02:00");
    // One directory that points at the next, which holds the time and its zone, each behind it.
    let exif = [
        &b"MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0"[..],
        b"\0\x02\x90\x03\0\x02\0\0\0\x14\0\0\0\x38\x90\x11\0\x02\0\0\0\x07\0\0\0\x4c\0\0\0\0",
        date.as_bytes(),
        b" 10:20:33\0",
        zone.as_bytes(),
        b"\0",
    ];
    let file = with_chunk(&photo(SIZE), *b"iCCP", &profile);
    with_chunk(&file, *b"eXIf", &exif.concat())
}

fn altered(file: &[u8]) -> Vec<u8> {
    let image = parse(file).decode().expect("pixels");
    let mut pixels = image.pixels().to_vec();
    pixels[10] ^= 1;
    let altered = png::encode(&Image::new(image.size(), pixels));
    [PROOF_CHUNK, ORIGINAL_CHUNK].into_iter().fold(altered, |altered, kind| {
        match png::find_chunk(file, kind) {
            Some(data) => with_chunk(&altered, kind, data),
            None => altered,
        }
    })
}
