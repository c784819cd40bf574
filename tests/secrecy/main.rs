//! Everything that the program writes or prints, searched for what must stay hidden: the original's
//! pixels, its compressed bytes, the seed, secret keys, and whatever the photo's file said besides.
#![cfg(unix)]

#[path = "../common/mod.rs"]
mod common;

#[cfg(target_os = "linux")]
mod memory;
mod secret;
mod world;

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use common::process::{names, sign_a_photo};
use proofroom_provenance::circuits::{Image, Recipe, Size};
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK, Png, find_chunk};
use secret::{Secret, noise, rows};
use world::World;

const RECIPE: &str = r#"[{"crop":{"x":4,"y":3,"width":40,"height":24}},{"gamma":{"permille":1400}},{"convolve":{"preset":"gaussian3"}}]"#;

const SIZE: Size = match Size::new(48, 32) {
    Ok(size) => size,
    Err(_) => panic!("no size"),
};

/// Where the seed stands in an original's chunk: behind magic, version and k.
const SEED: std::ops::Range<usize> = 14..46;

#[test]
fn nothing_but_the_original_tells_of_it() {
    let mut world = World::new("original");
    let work = world.work();
    let photo = noise(SIZE);
    std::fs::write(work.join("photo.png"), png::encode(&photo)).expect("writes");
    std::fs::write(work.join("recipe.json"), RECIPE).expect("writes");
    world.run(0, &["camera", "new", "Camera", "--out", "keys"]);
    let sign = ["camera", "sign", "photo.png", "--device", "keys", "--out", "original.png"];
    world.run(0, &sign);
    world.run(2, &sign);
    let original = std::fs::read(work.join("original.png")).expect("reads");
    let edit = |out: &'static str| ["edit", "original.png", "--edits", "recipe.json", "--out", out];
    world.run(0, &edit("published.png"));
    world.run(
        0,
        &[&edit("beside.png")[..], &["--sidecar", "beside.proof", "--bind", "a text"]].concat(),
    );

    // Every way in which it can fail.
    world.run(2, &["edit", "original.png", "--crop", "40,0,9,9", "--out", "x.png"]);
    world.run(2, &edit("no/such/folder.png"));
    world.run(2, &edit("original.png"));
    let record = find_chunk(&original, ORIGINAL_CHUNK).expect("a record").to_vec();
    let mut pixels = photo.pixels().to_vec();
    pixels[700] ^= 1;
    let altered =
        common::with_chunk(&png::encode(&Image::new(SIZE, pixels)), ORIGINAL_CHUNK, &record);
    std::fs::write(work.join("altered.png"), &altered).expect("writes");
    std::fs::write(work.join("cut.png"), &original[..original.len() - 20]).expect("writes");
    let mut bad_record = record.clone();
    bad_record[100] ^= 1;
    let bad_record = common::with_chunk(&png::encode(&photo), ORIGINAL_CHUNK, &bad_record);
    std::fs::write(work.join("bad-record.png"), bad_record).expect("writes");
    let broken = ["altered.png", "cut.png", "bad-record.png"];
    for file in broken {
        world.run(2, &["edit", file, "--grayscale", "--out", "x.png"]);
        for json in [&[][..], &["--json"]] {
            let output = world.command(&[&["verify", file], json].concat()).output().expect("runs");
            world.heard(&output);
            let output = world.command(&[&["show", file], json].concat()).output().expect("runs");
            world.heard(&output);
        }
    }
    // Shown and verified, in words and as JSON.
    for file in ["original.png", "published.png"] {
        for json in [&[][..], &["--json"]] {
            world.run(0, &[&["show", file], json].concat());
            world.run(1, &[&["verify", file], json].concat());
        }
    }
    // Stopped and killed wherever it was.
    for number in 0..6 {
        let after = Duration::from_millis(100 + 230 * number);
        world.stop("-INT", after, &edit("stopped.png"));
        world.stop("-KILL", after, &edit("killed.png"));
    }
    // The limit of publications.
    let state = world.root.join("home/.local/state/proofroom/openings");
    let counts = if state.is_dir() { names(&state) } else { Vec::new() };
    let count = counts.iter().find(|name| name.len() == 64).expect("a count in the user's folder");
    std::fs::write(state.join(count), "100\n").expect("writes");
    world.run(2, &edit("spent.png"));

    let key =
        |file: &str| std::fs::read(work.join("keys").join(file)).expect("reads")[10..42].to_vec();
    let keys = [
        Secret::new("the device's key", &key("device.key")),
        Secret::new("the maker's key", &key("maker.key")),
    ];
    let seed = &record[SEED];
    let seeds = [
        Secret::new("the seed", seed),
        Secret::new("half of the seed", &seed[..16]),
        Secret::new("half of the seed", &seed[16..]),
    ];
    let mut hidden = rows("the original", &photo);
    // What stands between the steps: the tones are one step, the crop before and the blur after it others.
    let mut image = photo.clone();
    let recipe = Recipe::from_json(RECIPE).expect("a recipe");
    for edit in &recipe.edits()[..2] {
        image = edit.apply(&image).expect("fits");
        hidden.extend(rows(&format!("the picture after {}", edit.word()), &image));
    }
    let compressed = find_chunk(&original, *b"IDAT").expect("pixels");
    let pieces = compressed.chunks_exact(24).step_by(7);
    hidden.extend(pieces.map(|piece| Secret::new("the compressed original", piece)));

    let of_the_original = ["original.png", "photo.png", "altered.png", "cut.png", "bad-record.png"];
    assert_eq!(world.found(&hidden, &of_the_original), [""; 0]);
    assert_eq!(world.found(&seeds, &of_the_original), [""; 0]);
    assert_eq!(world.found(&keys, &["keys/device.key", "keys/maker.key"]), [""; 0]);
    // The search finds what is there.
    assert!(world.found(&hidden, &[]).len() > hidden.len());
    assert!(world.found(&seeds, &[]).len() >= 2 * seeds.len());
    assert_eq!(world.found(&keys, &[]).len(), 2);
    assert!(!world.printed.is_empty());
    for folder in ["tmp", "run"] {
        assert_eq!(names(&world.root.join(folder)), [""; 0]);
    }
    assert!(!work.join("spent.png").exists() && !work.join("x.png").exists());
}

/// Of a JPEG, not even the edited pixels are anywhere: only what its coefficients show.
#[test]
fn the_pixels_of_a_jpeg_before_compression_go_nowhere() {
    let mut world = World::new("jpeg");
    let work = world.work();
    let photo = noise(SIZE);
    std::fs::write(work.join("photo.png"), png::encode(&photo)).expect("writes");
    std::fs::write(work.join("recipe.json"), RECIPE).expect("writes");
    world.run(0, &["camera", "new", "Camera", "--out", "keys"]);
    world.run(0, &["camera", "sign", "photo.png", "--device", "keys", "--out", "original.png"]);
    let edit = |more: &[&'static str]| {
        [&["edit", "original.png", "--edits", "recipe.json"][..], more].concat()
    };
    world.run(0, &edit(&["--out", "published.jpg", "--quality", "80", "--sampling", "444"]));
    world.run(0, &edit(&["--out", "beside.jpg", "--sidecar", "beside.proof"]));
    world.run(0, &edit(&["--out", "renditions", "--rendition", "web:20:jpg"]));
    world.run(0, &["edit", "original.png", "--crop", "0,0,48,30", "--out", "cropped.jpg"]);
    world.run(2, &edit(&["--out", "no/such/folder.jpg"]));
    for file in ["published.jpg", "beside.jpg", "cropped.jpg"] {
        for json in [&[][..], &["--json"]] {
            world.run(0, &[&["show", file], json].concat());
            world.run(1, &[&["verify", file], json].concat());
        }
    }
    for number in 0..4 {
        let after = Duration::from_millis(100 + 330 * number);
        world.stop("-INT", after, &edit(&["--out", "stopped.jpg"]));
        world.stop("-KILL", after, &edit(&["--out", "killed.jpg"]));
    }
    let mut hidden = rows("the original", &photo);
    let mut image = photo.clone();
    for edit in Recipe::from_json(RECIPE).expect("a recipe").edits() {
        image = edit.apply(&image).expect("fits");
        hidden.extend(rows(&format!("the picture after {}", edit.word()), &image));
    }
    assert_eq!(world.found(&hidden, &["original.png", "photo.png"]), [""; 0]);
    // The search finds what is there.
    std::fs::write(work.join("edited.png"), png::encode(&image)).expect("writes");
    assert!(world.found(&hidden, &["original.png", "photo.png"]).len() > 10);
    for folder in ["tmp", "run"] {
        assert_eq!(names(&world.root.join(folder)), [""; 0]);
    }
}

/// Where a hidden crop was taken stands on the command line and nowhere else: not in what is written or printed, not in
/// what is remembered, and not when it goes wrong.
#[test]
fn where_a_hidden_crop_was_taken_goes_nowhere() {
    const LEFT: u32 = 4567;
    const AT: &str = "4567,3,90,2";
    let mut world = World::new("place");
    let work = world.work();
    let wide = Size::new(6000, 6).expect("a size");
    std::fs::create_dir(work.join("folder")).expect("makes the folder");
    std::fs::write(work.join("photo.png"), png::encode(&noise(wide))).expect("writes");
    world.run(0, &["camera", "new", "Camera", "--out", "keys"]);
    let sign =
        |out: &'static str| ["camera", "sign", "photo.png", "--device", "keys", "--out", out];
    world.run(0, &sign("original.png"));
    world.run(0, &sign("folder/original.png"));
    let edit =
        |more: &[&'static str]| [&["edit", "original.png", "--crop-hidden", AT], more].concat();
    world.run(0, &edit(&["--out", "alone.png"]));
    world.run(0, &edit(&["--out", "alone.png"]));
    world.run(0, &edit(&["--resize", "45", "--out", "small.png", "--sidecar", "small.proof"]));
    world.run(0, &edit(&["--contrast", "1.2", "--bind", "a text", "--out", "bound.png"]));
    world.run(0, &edit(&["--out", "alone.jpg"]));
    world.run(0, &["edit", "folder", "--crop-hidden", AT, "--out", "published"]);
    for file in ["alone.png", "alone.jpg", "small.png", "published/original.published.png"] {
        for json in [&[][..], &["--json"]] {
            world.run(0, &[&["show", file], json].concat());
            world.run(1, &[&["verify", file], json].concat());
        }
    }
    // Every way in which it can fail.
    world.run(2, &edit(&["--out", "no/such/folder.png"]));
    world.run(2, &edit(&["--out", "original.png"]));
    world.run(2, &edit(&["--out", "x.webp"]));
    world.run(2, &edit(&["--crop", "0,0,91,1", "--out", "x.png"]));
    for wrong in ["4567,3,90,4", "4567,3,90,0", "4567,3,90", "4567,3,9000,2", "4567,3,90,x"] {
        world.run(2, &["edit", "original.png", "--crop-hidden", wrong, "--out", "x.png"]);
    }
    for number in 0..4 {
        let after = Duration::from_millis(100 + 330 * number);
        world.stop("-INT", after, &edit(&["--out", "stopped.png"]));
        world.stop("-KILL", after, &edit(&["--out", "killed.png"]));
    }
    // As a text, and as the numbers that programs count with: the pixel, its first byte, its column in the proof. Four digits
    // alone stand in many a hash.
    let mut places = Vec::new();
    for before in [" ", ",", ":", "=", "[", "(", "\""] {
        for after in [" ", ",", ".", "]", ")", "}", "\"", "\n"] {
            let text = format!("{before}{LEFT}{after}");
            places.push(Secret::new(format!("the place as {text:?}"), text.as_bytes()));
        }
    }
    for number in [LEFT, 3 * LEFT, LEFT + 6] {
        places.push(Secret::new(format!("{number} as four bytes"), &number.to_le_bytes()));
        places.push(Secret::new(format!("{number} as four bytes"), &number.to_be_bytes()));
    }
    assert_eq!(world.found(&places, &[]), [""; 0]);
    // The search finds what is there.
    std::fs::write(work.join("place.txt"), format!("at {AT}")).expect("writes");
    assert_eq!(world.found(&places, &[]).len(), 1);
    assert!(!work.join("x.png").exists());
}

/// The key of a notary stays in its file, and of the camera's file nothing is kept but what the record says.
#[cfg(feature = "c2pa")]
#[test]
fn a_notary_keeps_its_key_and_the_cameras_file() {
    let mut world = World::new("notary");
    let work = world.work();
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("c2pa/tests/samples");
    for file in [
        "test-signed-edited.jpg",
        "test-broken-signature.jpg",
        "test-place.jpg",
        "test-roots.pem",
        "publisher.pem",
        "publisher-key.pem",
        "publisher-expired.pem",
    ] {
        std::fs::copy(samples.join(file), work.join(file)).expect("copies");
    }
    world.run(0, &["notary", "new", "Desk", "--out", "desk"]);
    let sign = |photo: &'static str, out: &'static str| {
        let roots = "test-roots.pem";
        ["notary", "sign", photo, "--notary", "desk", "--anchors", roots, "--out", out]
    };
    world.run(0, &sign("test-signed-edited.jpg", "original.png"));
    world.run(2, &sign("test-signed-edited.jpg", "original.png"));
    world.run(2, &sign("test-signed-edited.jpg", "no/such/folder.png"));
    world.run(2, &sign("test-broken-signature.jpg", "other.png"));
    world.run(2, &sign("desk/notary.key", "other.png"));
    world.run(2, &["edit", "desk/notary.key", "--grayscale", "--out", "other.png"]);
    world.run(2, &["edit", "original.png", "--grayscale", "--out", "desk/notary.key"]);
    world.run(2, &["show", "desk/notary.key"]);
    world.run(0, &["edit", "original.png", "--crop", "0,0,40,30", "--out", "published.png"]);
    let publish = |certificate: &'static str, key: &'static str, out: &'static str| {
        let crop = ["edit", "original.png", "--crop", "0,0,40,30", "--out", out];
        [&crop[..], &["--c2pa-cert", certificate, "--c2pa-key", key]].concat()
    };
    world.run(0, &publish("publisher.pem", "publisher-key.pem", "signed.png"));
    let beside = publish("publisher.pem", "publisher-key.pem", "beside.png");
    world.run(0, &[&beside[..], &["--sidecar", "beside.proof"]].concat());
    world.run(2, &publish("publisher-expired.pem", "publisher-key.pem", "other.png"));
    world.run(2, &publish("publisher-key.pem", "publisher.pem", "other.png"));
    world.run(2, &publish("test-roots.pem", "publisher-key.pem", "other.png"));
    for file in ["original.png", "published.png", "signed.png"] {
        world.run(0, &["show", file]);
        world.run(1, &["verify", file]);
        world.run(1, &["verify", file, "--json"]);
    }
    // What stands in the camera's file of place, camera and owner is kept only where it was named.
    world.run(0, &sign("test-place.jpg", "placeless.png"));
    let named = sign("test-place.jpg", "named.png");
    world.run(0, &[&named[..], &["--include", "owner"]].concat());
    for (original, published) in [("placeless.png", "a.png"), ("named.png", "b.png")] {
        world.run(0, &["edit", original, "--crop", "0,0,40,30", "--out", published]);
    }
    // The latitude as EXIF data have it: three fractions.
    let latitude: Vec<u8> =
        [52_u32, 1, 30, 1, 5890, 100].into_iter().flat_map(u32::to_le_bytes).collect();
    let unnamed =
        [Secret::new("the place", &latitude), Secret::new("the serial number", b"1234567")];
    assert_eq!(world.found(&unnamed, &["test-place.jpg"]), [""; 0]);
    assert_eq!(world.found(&unnamed, &[]).len(), 2);
    let owner = [Secret::new("the owner", b"Kim Example")];
    let told = world.found(&owner, &["test-place.jpg", "named.png", "b.png"]);
    assert_eq!(told, ["the owner in what was printed"]);
    assert_eq!(world.found(&owner, &[]).len(), 4);
    for file in ["placeless.png", "a.png", "named.png", "b.png"] {
        let bytes = std::fs::read(work.join(file)).expect("reads");
        assert!(!bytes.windows(10).any(|window| window == b"test-place"), "{file}");
    }
    // The publisher's key stays in its file, too; and the manifest of the published picture says neither how the
    // original's file is called nor how the camera's is.
    let key = std::fs::read_to_string(work.join("publisher-key.pem")).expect("reads");
    let line = key.lines().nth(1).expect("the key in base64");
    let whole = line.as_bytes();
    let secret = [
        Secret::new("the publisher's key", &whole[8..40]),
        Secret::new("the publisher's key", &decoded(&line[48..])),
    ];
    assert_eq!(world.found(&secret, &["publisher-key.pem"]), [""; 0]);
    assert_eq!(world.found(&secret, &[]).len(), 2);
    for file in ["signed.png", "beside.png"] {
        let bytes = std::fs::read(work.join(file)).expect("reads");
        let manifest = find_chunk(&bytes, *b"caBX").expect("a manifest");
        for name in ["original.png", "test-signed-edited", ".jpg", "beside.p", "signed.png"] {
            let is_there = manifest.windows(name.len()).any(|window| window == name.as_bytes());
            assert!(!is_there, "{file} names {name}");
        }
    }
    let key = std::fs::read(work.join("desk/notary.key")).expect("reads");
    let secret = [Secret::new("the notary's key", &key[10..42])];
    assert_eq!(world.found(&secret, &["desk/notary.key"]), [""; 0]);
    assert_eq!(world.found(&secret, &[]).len(), 1);
    assert!(!work.join("other.png").exists());
    // The manifest, in pieces, is in the camera's files and nowhere else.
    let photo = std::fs::read(work.join("test-signed-edited.jpg")).expect("reads");
    let start = photo.windows(4).position(|word| word == b"jumb").expect("a manifest");
    let pieces = photo[start..start + 20_000].chunks(100).map(|piece| &piece[..16]);
    // Names and frames are alike in every manifest; hashes, keys and thumbnails are not.
    let own = |piece: &&[u8]| piece.iter().filter(|byte| !byte.is_ascii()).count() >= 5;
    let manifest: Vec<_> =
        pieces.filter(own).map(|piece| Secret::new("the manifest", piece)).collect();
    assert!(manifest.len() > 50, "{}", manifest.len());
    // Some of the certificates' bytes are alike, too, in another photo's manifest.
    let of_the_camera = ["test-signed-edited.jpg", "test-broken-signature.jpg", "test-place.jpg"];
    assert_eq!(world.found(&manifest, &of_the_camera), [""; 0]);
    assert!(world.found(&manifest, &[]).len() >= manifest.len());
}

/// The bytes of base64 digits, four of which are three bytes.
#[cfg(feature = "c2pa")]
fn decoded(digits: &str) -> Vec<u8> {
    let value = |digit: u8| match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let three = |four: &[u8]| {
        let bits = four.iter().fold(0, |bits, digit| bits << 6 | u32::from(value(*digit)));
        bits.to_be_bytes()[1..].to_vec()
    };
    digits.as_bytes().chunks_exact(4).flat_map(three).collect()
}

/// EXIF with a description and a place, as telephones write it.
fn exif() -> Vec<u8> {
    let description = b"marker-description\0\0";
    let mut exif = b"MM\0*\0\0\0\x08\0\x02".to_vec();
    let place = 8 + 2 + 24 + 4;
    exif.extend([0x01, 0x0e, 0, 2, 0, 0, 0, 20]);
    exif.extend((place as u32).to_be_bytes());
    exif.extend([0x88, 0x25, 0, 4, 0, 0, 0, 1]);
    exif.extend((place as u32 + 20).to_be_bytes());
    exif.extend([0; 4]);
    exif.extend(description);
    // Latitude: three fractions.
    exif.extend([0, 1, 0, 2, 0, 5, 0, 0, 0, 3]);
    exif.extend((place as u32 + 20 + 18).to_be_bytes());
    exif.extend([0; 4]);
    exif.extend(LATITUDE);
    exif
}

const LATITUDE: &[u8] = b"\0\0\0\x34\0\0\0\x01\0\0\0\x1f\0\0\0\x01\0\x0b\x5a\x83\0\0\x27\x10";

#[test]
fn what_the_photo_said_besides_its_pixels_goes_nowhere() {
    let mut world = World::new("metadata");
    let work = world.work();
    sign_a_photo(&world.root, common::SIZE);
    std::fs::rename(world.root.join("camera"), work.join("keys")).expect("moves");
    let xmp = b"<x:xmpmeta>marker-xmp</x:xmpmeta>";
    let mut jpeg = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut jpeg, 90);
    let segment = |start: &[u8], content: &[u8]| [start, content].concat();
    let app1 = segment(b"Exif\0\0", &exif());
    encoder.add_app_segment(1, app1).expect("short");
    let app1 = segment(b"http://ns.adobe.com/xap/1.0/\0", xmp);
    encoder.add_app_segment(1, app1).expect("short");
    let app13 = segment(b"Photoshop 3.0\0", b"8BIM marker-iptc");
    encoder.add_app_segment(13, app13).expect("short");
    let photo = noise(SIZE);
    encoder.encode(photo.pixels(), 48, 32, jpeg_encoder::ColorType::Rgb).expect("encodes");
    // A comment, after the first marker.
    let comment = b"\xff\xfe\0\x10marker-comment";
    jpeg.splice(2..2, comment.iter().copied());
    let mut png = png::encode(&photo);
    for (kind, data) in [
        (b"eXIf", exif()),
        (b"tEXt", b"Comment\0marker-comment".to_vec()),
        (b"iTXt", segment(b"XML:com.adobe.xmp\0\0\0\0\0", xmp)),
        (b"tIME", vec![0x07, 0xe9, 11, 22, 13, 44, 55]),
    ] {
        png = common::with_chunk(&png, *kind, &data);
    }
    for (photo, bytes) in [("marker-name.jpg", jpeg), ("marker-name.png", png)] {
        std::fs::write(work.join(photo), bytes).expect("writes");
        let [original, published] =
            ["original", "published"].map(|name| format!("{name}-{}", &photo[12..]) + ".png");
        world.run(0, &["camera", "sign", photo, "--device", "keys", "--out", &original]);
        world.run(0, &["edit", &original, "--crop", "0,0,20,20", "--out", &published]);
        world.run(0, &["show", &original]);
        world.run(0, &["show", "--json", &published]);
        let file = std::fs::read(work.join(&original)).expect("reads");
        let kinds: Vec<String> =
            Png::parse(&file).expect("a PNG").chunks().iter().map(png::Chunk::name).collect();
        assert_eq!(kinds, ["IHDR", "IDAT", "prOR", "IEND"]);
    }
    let secrets = [
        Secret::new("the description", b"marker-description"),
        Secret::new("the place", LATITUDE),
        Secret::new("the comment", b"marker-comment"),
        Secret::new("XMP", b"marker-xmp"),
        Secret::new("IPTC", b"marker-iptc"),
        Secret::new("the time", &[0x07, 0xe9, 11, 22, 13, 44, 55]),
    ];
    let photos = ["marker-name.jpg", "marker-name.png"];
    assert_eq!(world.found(&secrets, &photos), [""; 0]);
    assert_eq!(world.found(&secrets, &[]).len(), 10, "five in each photo");
    // The name is told to whoever gave it, and to nobody else.
    let names = [
        Secret::new("the photo's name", b"marker-name"),
        Secret::new("the original's name", b"original-jpg"),
    ];
    world.printed.clear();
    assert_eq!(world.found(&names, &photos), [""; 0]);
}

/// A directory of EXIF at this place: tags with their types and values, of which none is shorter than four bytes. Then
/// the place of the next directory.
fn directory(place: usize, entries: &[(u16, u8, &[u8])], next: usize) -> Vec<u8> {
    let mut bytes = (entries.len() as u16).to_be_bytes().to_vec();
    let mut values = Vec::new();
    let behind = place + 2 + 12 * entries.len() + 4;
    for (tag, kind, value) in entries {
        let units = match kind {
            4 => 4,
            5 => 8,
            _ => 1,
        };
        bytes.extend(tag.to_be_bytes());
        bytes.extend([0, *kind]);
        bytes.extend((value.len() as u32 / units).to_be_bytes());
        if value.len() == 4 {
            bytes.extend(*value);
        } else {
            bytes.extend(((behind + values.len()) as u32).to_be_bytes());
            values.extend(*value);
        }
    }
    bytes.extend((next as u32).to_be_bytes());
    [bytes, values].concat()
}

/// EXIF as a camera writes it: who and what, a place, a serial number, a maker note, a thumbnail.
fn exif_of_a_camera() -> Vec<u8> {
    // Each directory has 512 bytes of its own.
    let [first, exif, place, second] = [8usize, 520, 1032, 1544];
    let at = |place: usize| (place as u32).to_be_bytes();
    let thumbnail = b"\xff\xd8marker-thumbnail\xff\xd9";
    let of_thumbnail = [at(2056), at(thumbnail.len())];
    let parts = [
        directory(
            first,
            &[
                (0x010e, 2, b"marker-exif-description\0"),
                (0x010f, 2, b"marker-exif-make\0"),
                (0x013b, 2, b"marker-exif-artist\0"),
                (0x8298, 2, b"marker-exif-copyright\0"),
                (0x8769, 4, &at(exif)),
                (0x8825, 4, &at(place)),
            ],
            second,
        ),
        directory(
            exif,
            &[
                (0x9003, 2, b"2019:08:07 06:05:04\0"),
                (0x927c, 7, b"marker-maker-note"),
                (0xa431, 2, b"marker-serial-number\0"),
            ],
            0,
        ),
        directory(place, &[(0x0002, 5, LATITUDE)], 0),
        directory(second, &[(0x0201, 4, &of_thumbnail[0]), (0x0202, 4, &of_thumbnail[1])], 0),
        thumbnail.to_vec(),
    ];
    let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
    for (part, start) in parts.into_iter().zip([first, exif, place, second, 2056]) {
        bytes.resize(start, 0);
        bytes.extend(part);
    }
    bytes
}

/// What a desk's program writes into the file of a photo, as XMP and as data sets of IPTC.
fn captions_of_a_desk() -> [Vec<u8>; 2] {
    let xmp = concat!(
        r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">"#,
        r#"<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" "#,
        r#"xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" "#,
        r#"photoshop:City="marker-xmp-city" photoshop:Credit="marker-xmp-credit" photoshop:Headline="marker-xmp-headline" "#,
        r#"aux:SerialNumber="marker-xmp-serial"><dc:creator><rdf:Seq><rdf:li>marker-xmp-byline</rdf:li></rdf:Seq>"#,
        r#"</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"#
    );
    let mut sets = Vec::new();
    for (number, text) in [
        (25, "marker-iptc-keyword"),
        (40, "marker-iptc-instructions"),
        (120, "marker-iptc-caption"),
    ] {
        sets.extend([0x1c, 2, number, 0, text.len() as u8]);
        sets.extend(text.bytes());
    }
    let length = (sets.len() as u32).to_be_bytes();
    let mut resource = [&b"Photoshop 3.0\08BIM\x04\x04\0\0"[..], &length, &sets].concat();
    resource.resize(resource.len().next_multiple_of(2), 0);
    [xmp.into(), resource]
}

/// Of captions that a photo's file or an original's file has, those are published that were named, and no others; of
/// everything else there, nothing.
#[test]
fn captions_are_published_only_if_they_are_named() {
    let mut world = World::new("captions");
    let work = world.work();
    let [xmp, iptc] = captions_of_a_desk();
    let mut photo = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut photo, 90);
    for (number, start, content) in [
        (1, &b"Exif\0\0"[..], &exif_of_a_camera()),
        (1, b"http://ns.adobe.com/xap/1.0/\0", &xmp),
        (13, b"", &iptc),
    ] {
        encoder.add_app_segment(number, [start, content].concat()).expect("short");
    }
    let pixels = noise(SIZE);
    encoder.encode(pixels.pixels(), 48, 32, jpeg_encoder::ColorType::Rgb).expect("encodes");
    std::fs::write(work.join("photo.jpg"), photo).expect("writes");
    std::fs::write(work.join("desk.json"), r#"{"credit":"Desk","headline":"{date}"}"#)
        .expect("writes");
    world.run(0, &["camera", "new", "Camera", "--out", "keys"]);
    world.run(0, &["camera", "sign", "photo.jpg", "--device", "keys", "--out", "original.png"]);
    // Another program wrote the captions into this one.
    let original = std::fs::read(work.join("original.png")).expect("reads");
    let text = [&b"XML:com.adobe.xmp\0\0\0\0\0"[..], &xmp].concat();
    std::fs::create_dir(work.join("originals")).expect("makes the folder");
    let captioned = common::with_chunk(&original, *b"iTXt", &text);
    std::fs::write(work.join("originals/captioned.png"), captioned).expect("writes");

    let edit = |original: &'static str, more: &[&'static str]| {
        let own = ["--source", "The desk", "--captions-from", "desk.json"];
        [&["edit", original, "--crop", "0,0,20,16"], &own[..], more].concat()
    };
    let mut credentials: &[&str] = &[];
    if cfg!(feature = "c2pa") {
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("c2pa/tests/samples");
        for file in ["publisher.pem", "publisher-key.pem"] {
            std::fs::copy(samples.join(file), work.join(file)).expect("copies");
        }
        credentials = &["--c2pa-cert", "publisher.pem", "--c2pa-key", "publisher-key.pem"];
    }
    let signed = |more: &[&'static str]| edit("original.png", &[more, credentials].concat());
    world.run(0, &signed(&["--out", "a.jpg"]));
    world.run(0, &signed(&["--out", "b.png", "--sidecar", "b.proof"]));
    let renditions = ["--rendition", "web:10:jpg", "--rendition", "print::png"];
    world.run(0, &edit("original.png", &[&renditions[..], &["--out", "renditions"]].concat()));
    world.run(0, &edit("originals", &["--format", "jpg", "--out", "published"]));
    let copy = |fields: &'static str, out: &'static str| ["--copy-caption", fields, "--out", out];
    let copied = [&copy("byline,instructions", "copied.jpg")[..], &["--captions-of", "photo.jpg"]];
    world.run(0, &edit("original.png", &copied.concat()));
    world.run(0, &["caption", "copied.jpg", "--instructions", "", "--city", "Oslo"]);
    world.run(0, &edit("originals/captioned.png", &copy("city", "copied.png")));
    for file in ["a.jpg", "b.png", "renditions/original.web.jpg", "copied.jpg", "copied.png"] {
        for json in [&[][..], &["--json"]] {
            world.run(0, &[&["show", file], json].concat());
            world.run(1, &[&["verify", file], json].concat());
            world.run(0, &[&["caption", file], json].concat());
        }
    }

    let secret = |text: &'static str| Secret::new(text, text.as_bytes());
    let mut secrets: Vec<Secret> = [
        "marker-exif-description",
        "marker-exif-make",
        "marker-exif-artist",
        "marker-exif-copyright",
        "marker-maker-note",
        "marker-serial-number",
        "marker-thumbnail",
        "marker-xmp-credit",
        "marker-xmp-headline",
        "marker-xmp-serial",
        "marker-iptc-keyword",
        "marker-iptc-caption",
    ]
    .map(secret)
    .into();
    secrets.push(Secret::new("the place", LATITUDE));
    let before = ["photo.jpg", "originals/captioned.png"];
    assert_eq!(world.found(&secrets, &before), [""; 0]);
    assert_eq!(world.found(&secrets, &["originals/captioned.png"]).len(), secrets.len());
    // What was named is in the pictures for which it was named, and was told.
    world.printed.clear();
    let named = |text: &'static str| world.found(&[secret(text)], &before);
    let found = |file: &str, text: &str| format!("{text} in {}", work.join(file).display());
    let byline = "marker-xmp-byline";
    assert_eq!(named(byline), [found("copied.jpg", byline)]);
    assert_eq!(named("marker-xmp-city"), [found("copied.png", "marker-xmp-city")]);
    // These were named, and removed again.
    assert_eq!(named("marker-iptc-instructions"), [""; 0]);
    // The search finds compressed texts, too.
    let mut deflated = ZlibEncoder::new(b"Comment\0\0".to_vec(), Compression::best());
    deflated.write_all(byline.repeat(2).as_bytes()).expect("deflates");
    let hidden = common::with_chunk(&original, *b"zTXt", &deflated.finish().expect("deflates"));
    std::fs::write(work.join("hidden.png"), hidden).expect("writes");
    assert_eq!(named(byline).len(), 2);
}
