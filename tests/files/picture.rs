//! The picture itself: files that are none, damaged ones, and other pixels.

use proofroom_provenance::circuits::{Image, Rect, Size};
use proofroom_provenance::format::envelope::Enveloped;
use proofroom_provenance::format::png::{self, PROOF_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::verify::{Reason, Verdict};

use crate::common::{image_of, published, published_file, with_chunk, with_payload};
use crate::{check, check_words, verdict};

#[test]
fn without_a_readable_claim_nothing_is_checked() {
    let image = image_of(published());
    let plain = png::encode(image);
    let payload = published().payload();
    check_words(b"", Reason::NotAPicture, "neither a PNG nor a JPEG");
    check_words(b"GIF89a", Reason::NotAPicture, "neither a PNG nor a JPEG");
    check_words(b"\xff\xd8\xff\xe0", Reason::Unreadable, "its end marker is missing");
    check_words(&payload, Reason::NotAPicture, "this is the proof of a picture");
    check_words(&plain, Reason::NoProof, "contains no proof");
    check(&plain[..plain.len() - 5], Reason::Unreadable);
    let mut version = payload.clone();
    version[8] = 2;
    check_words(&with_payload(image, &version), Reason::Version, "version 2");
    let mut magic = payload.clone();
    magic[0] ^= 1;
    check_words(&with_payload(image, &magic), Reason::NoProof, "not a proof");
    check_words(&with_payload(image, b""), Reason::NoProof, "not a proof");
    let mut long = payload;
    long.resize(PublishedProof::MAX_BYTES + 1, 0);
    check_words(&with_payload(image, &long), Reason::Limits, "longer than");
    let mut huge = plain;
    huge[16..20].copy_from_slice(&17_000u32.to_be_bytes());
    let checksum = crc32fast::hash(&huge[12..29]);
    huge[29..33].copy_from_slice(&checksum.to_be_bytes());
    check_words(&huge, Reason::Limits, "not supported");
}

#[test]
fn a_damaged_picture_with_a_claim_is_rejected() {
    let file = published_file();
    check_words(&file[..file.len() - 1], Reason::Malformed, "damaged");
    check_words(&file[..file.len() - 12], Reason::Malformed, "damaged");
    check_words(&[&file[..], b"trailing"].concat(), Reason::Malformed, "damaged");
    let mut pixel_data = file.clone();
    pixel_data[45] ^= 1;
    check_words(&pixel_data, Reason::Malformed, "checksum");
    let mut proof = file.clone();
    let place = file.len() - 40;
    proof[place] ^= 1;
    check_words(&proof, Reason::Malformed, "checksum");
    check_words(
        &with_chunk(&file, PROOF_CHUNK, b"second"),
        Reason::Malformed,
        "more than one proof",
    );
    check_words(
        &with_chunk(&file, PROOF_CHUNK, &published().payload()),
        Reason::Malformed,
        "more than one proof",
    );
}

#[test]
fn other_pixels_are_rejected() {
    let image = image_of(published());
    let payload = published().payload();
    for place in [0, image.size().bytes() / 2, image.size().bytes() - 1] {
        let mut pixels = image.pixels().to_vec();
        pixels[place] ^= 1;
        let file = with_payload(&Image::new(image.size(), pixels), &payload);
        check(&file, Reason::PublishedPixels);
    }
    let size = image.size();
    let (width, height) = (size.width(), size.height());
    let cut = image.crop(Rect { x: 0, y: 0, width, height: height - 1 });
    check(&with_payload(&cut, &payload), Reason::PublishedPixels);
    let turned = Image::new(Size::new(height, width).expect("a size"), image.pixels().to_vec());
    check(&with_payload(&turned, &payload), Reason::PublishedPixels);
}

/// The published picture with its pixels encoded in another way.
fn encoded(color: ::png::ColorType, depth: ::png::BitDepth, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let size = image_of(published()).size();
    let (width, height) = (size.width(), size.height());
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.set_depth(depth);
    let mut writer = encoder.write_header().expect("writes");
    writer.write_image_data(samples).expect("writes");
    writer.finish().expect("writes");
    with_chunk(&bytes, PROOF_CHUNK, &published().payload())
}

#[test]
fn a_file_is_judged_by_its_decoded_pixels() {
    use ::png::{BitDepth, ColorType};
    let pixels = image_of(published()).pixels();
    let rgba = |alpha: u8| -> Vec<u8> {
        pixels.chunks(3).flat_map(|pixel| [pixel, &[alpha]].concat()).collect()
    };
    assert_eq!(
        verdict(&encoded(ColorType::Rgb, BitDepth::Eight, pixels)).verdict,
        Verdict::Verified
    );
    assert_eq!(
        verdict(&encoded(ColorType::Rgba, BitDepth::Eight, &rgba(255))).verdict,
        Verdict::Verified
    );
    check(&encoded(ColorType::Rgba, BitDepth::Eight, &rgba(254)), Reason::Appearance);
    let deep: Vec<u8> = pixels.iter().flat_map(|byte| [*byte; 2]).collect();
    check(&encoded(ColorType::Rgb, BitDepth::Sixteen, &deep), Reason::Appearance);
}

#[test]
fn compressed_pixels_that_some_decoders_cut_off_are_rejected() {
    let file = published_file();
    let rebuilt = |alter: &dyn Fn(&mut Vec<u8>)| {
        let mut stream = png::find_chunk(&file, *b"IDAT").expect("pixels").to_vec();
        alter(&mut stream);
        let pixels = Png::parse(&file).expect("a PNG").without_chunks(*b"IDAT");
        // The header is 33 bytes long with the signature.
        let (start, rest) = pixels.split_at(33);
        let mut chunk = (stream.len() as u32).to_be_bytes().to_vec();
        let body = [b"IDAT", &stream[..]].concat();
        chunk.extend(&body);
        chunk.extend(crc32fast::hash(&body).to_be_bytes());
        [start, &chunk, rest].concat()
    };
    assert_eq!(verdict(&rebuilt(&|_| ())).verdict, Verdict::Verified);
    for alter in [
        // A window of 256 bytes, a wrong Adler-32, a byte behind the end.
        (&|stream: &mut Vec<u8>| (stream[0], stream[1]) = (0x08, 0x1d)) as &dyn Fn(&mut Vec<u8>),
        &|stream| *stream.last_mut().expect("a checksum") ^= 1,
        &|stream| stream.push(0),
    ] {
        check(&rebuilt(alter), Reason::Malformed);
    }
    check_words(&[&file[..], b"more"].concat(), Reason::Malformed, "follow its end");
}
