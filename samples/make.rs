//! Makes everything in `samples/` but the photos themselves, and the golden files of `tests/golden/`:
//! signs the photos with demo keys, edits and publishes them, and tampers with what was published.
//!
//!     cargo run --release --example make-samples             what is missing, and what needs no proof
//!     cargo run --release --example make-samples -- --anew   everything, which takes minutes
//!
//! The keys are constants, so every run makes the same originals; a photo's pixels are read from its
//! original. Every run makes other proofs, so a published picture that exists is left alone. Tampered
//! files are made from the published pictures that exist.

#[path = "../src/bench/test_card.rs"]
mod test_card;

use std::error::Error;
use std::path::Path;

use proofroom_provenance::capture::camera::{Camera, MakerKey};
use proofroom_provenance::capture::photo;
use proofroom_provenance::circuits::edits::EditKind;
use proofroom_provenance::circuits::jpeg::{
    Coefficients, Options, Picture, Quality, QuantisationTable, Sampling, Tables, coefficients,
};
use proofroom_provenance::circuits::{
    Edit, HiddenPlace, Image, OutputFormat, PlacedRecipe, Recipe, Rect, Seed, Size, Unwatched,
};
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::envelope;
use proofroom_provenance::format::jpeg::published::{self, PublishedJpeg};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::picture;
use proofroom_provenance::format::png;
use proofroom_provenance::format::png::{PROOF_CHUNK, Png};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::publish::PublishedPicture;
use proofroom_provenance::system::files::{self, Access};
use proofroom_provenance::verify::trust::{Maker, Revocation, Trust};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// 2026-05-17 17:42:00 UTC.
const TIME: u64 = 1_779_039_720;

/// Photo, and the recipe by which it is published.
const PUBLISHED: &[(&str, &str)] = &[
    (
        "dandelions",
        r#"[{"crop":{"x":160,"y":40,"width":1120,"height":630}},{"resize":{"width":800,"height":450}},
            {"gamma":{"permille":1250}},{"contrast":{"permille":1150}},
            {"white_balance":{"red_permille":940,"green_permille":1000,"blue_permille":1160}}]"#,
    ),
    (
        "harbour",
        r#"[{"crop":{"x":20,"y":60,"width":840,"height":560}},{"resize":{"width":720,"height":480}},
            {"contrast":{"permille":1250}},{"white_balance":{"red_permille":960,"green_permille":1000,"blue_permille":1060}}]"#,
    ),
    (
        "market",
        r#"[{"crop":{"x":1040,"y":180,"width":200,"height":240}},{"convolve":{"preset":"sharpen"}},{"brightness":{"offset":12}}]"#,
    ),
    (
        "forest",
        r#"[{"resize":{"width":640,"height":427}},{"redact":{"x":364,"y":180,"width":204,"height":88}},{"gamma":{"permille":1400}},{"grayscale":{}}]"#,
    ),
];

/// The photo that is published as a JPEG besides, by the same recipe.
const AS_JPEG: &str = "dandelions";

/// How JPEGs are published unless they show something else.
const JPEG: OutputFormat =
    OutputFormat::Jpeg(Options { quality: quality(90), sampling: Sampling::Halved });

const fn quality(quality: u8) -> Quality {
    match Quality::new(quality) {
        Some(quality) => quality,
        None => panic!("it is not offered"),
    }
}

/// Golden files of JPEGs: which part of the harbour they show, the recipe, and how they are compressed. Each begins
/// with a crop, which is proved together with the compression if nothing follows it but a resize. The smallest picture
/// is baseline, the largest progressive, because that is smaller. `jpeg_rounded` has the recipe of `jpeg_resized`, with
/// the resize as a step of its own: files may have that, but this program makes none.
const JPEGS: &[(&str, Rect, &str, u8, Sampling)] = &[
    ("jpeg_baseline", rect(900, 330, 48, 32), CROP, 90, Sampling::Halved),
    (
        "jpeg_progressive",
        rect(100, 200, 410, 310),
        r#"[{"crop":{"x":3,"y":5,"width":400,"height":300}},{"contrast":{"permille":1200}}]"#,
        90,
        Sampling::Halved,
    ),
    ("jpeg_444", rect(900, 330, 48, 32), r#"[{"gamma":{"permille":1200}}]"#, 75, Sampling::Full),
    (
        "jpeg_resized",
        rect(900, 330, 48, 32),
        r#"[{"crop":{"x":3,"y":2,"width":41,"height":29}},{"resize":{"width":33,"height":24}}]"#,
        90,
        Sampling::Halved,
    ),
];

/// Chains of several edits, and of none, for the golden files, which are all of one small original. There is
/// one with the first example of each edit besides.
const GOLDEN: &[(&str, &str)] = &[
    ("empty", "[]"),
    (
        "mixed_tones",
        r#"[{"crop":{"x":3,"y":5,"width":30,"height":20}},{"resize":{"width":20,"height":13}},
            {"contrast":{"permille":1300}},{"gamma":{"permille":900}},{"convolve":{"preset":"gaussian5"}}]"#,
    ),
    (
        "mixed_turns",
        r#"[{"rgb_to_ycbcr":{}},{"rotate90":{"turns":3}},{"flip":{"axis":"vertical"}},{"ycbcr_to_rgb":{}},
            {"redact":{"x":1,"y":2,"width":3,"height":4}}]"#,
    ),
    (
        "crop_hidden_then_resize",
        r#"[{"crop_hidden":{"width":30,"height":20}},{"resize":{"width":20,"height":13}}]"#,
    ),
    (
        "crop_hidden_then_contrast",
        r#"[{"flip":{"axis":"horizontal"}},{"crop_hidden":{"width":30,"height":20}},{"contrast":{"permille":1300}}]"#,
    ),
];

/// Where hidden crops are taken.
const PLACE: (u32, u32) = (7, 4);

/// Golden files of the circuits' larger shapes: how the original is made from the harbour (a rectangle,
/// then perhaps edits), and the recipe. The slots are those of the linear relation.
const SHAPES: &[(&str, Rect, &str, &str)] = &[
    (
        "columns_of_2_15",
        rect(100, 300, 60, 40),
        r#"[{"resize":{"width":5400,"height":3}}]"#,
        r#"[{"crop":{"x":900,"y":0,"width":40,"height":3}},{"contrast":{"permille":1300}},{"resize":{"width":30,"height":5}}]"#,
    ),
    (
        "columns_of_2_16",
        rect(100, 300, 60, 40),
        r#"[{"resize":{"width":10838,"height":2}}]"#,
        r#"[{"crop":{"x":1800,"y":0,"width":70,"height":2}},{"resize":{"width":30,"height":5}}]"#,
    ),
    ("slots_13", rect(300, 300, 500, 110), "[]", r#"[{"resize":{"width":40,"height":9}}]"#),
    ("slots_33", rect(300, 300, 400, 110), "[]", r#"[{"resize":{"width":40,"height":11}}]"#),
    ("slots_97_rows", rect(300, 0, 80, 600), "[]", r#"[{"resize":{"width":8,"height":60}}]"#),
    (
        "slots_97_columns",
        rect(300, 0, 50, 480),
        r#"[{"resize":{"width":50,"height":900}}]"#,
        r#"[{"resize":{"width":5,"height":90}}]"#,
    ),
];

const fn rect(x: u32, y: u32, width: u32, height: u32) -> Rect {
    Rect { x, y, width, height }
}

/// The recipe of the golden files that show what a file carries besides.
const CROP: &str = r#"[{"crop":{"x":3,"y":5,"width":30,"height":20}}]"#;

/// The text that one golden file is bound to.
const BOUND: &str = "the text that this file is bound to";

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let samples = root.join("samples");
    let tampered = samples.join("tampered");
    let appearance = samples.join("appearance");
    let golden = root.join("tests/golden");
    for folder in [&tampered, &appearance, &golden] {
        std::fs::create_dir_all(folder)?;
    }
    let anew = match &*std::env::args().skip(1).collect::<Vec<_>>() {
        [] => false,
        [word] if word == "--anew" => true,
        _ => return Err("the one argument is --anew".into()),
    };
    let is_missing = |path: &Path| anew || !path.exists();

    let trusted = camera("Demo camera", 1)?;
    let revoked = camera("Stolen camera", 2)?;
    let unknown = camera("Unknown camera", 3)?;
    let makers = [&trusted, &revoked].map(|camera| Maker {
        name: format!("Maker of the {}", camera.certificate().device_name.as_str()),
        key: camera.certificate().maker,
    });
    let trust = Trust::of_makers(makers.into()).revoking(Revocation {
        key: revoked.certificate().device,
        since: "2026-06-01".parse()?,
        reason: "stolen from a hotel room".into(),
    });
    write(&samples.join(Trust::FILE), trust.to_json().as_bytes())?;

    for (name, recipe) in PUBLISHED {
        let original_path = samples.join(format!("{name}.original.png"));
        let published_path = samples.join(format!("{name}.published.png"));
        if is_missing(&original_path) || is_missing(&published_path) {
            let original = trusted.sign(open(&samples, name)?, TIME, seed(name));
            write(&original_path, &original.to_png())?;
            write(&published_path, &publish(&original, recipe, None)?.to_file())?;
        }
        let jpeg_path = samples.join(format!("{name}.published.jpg"));
        if *name == AS_JPEG && is_missing(&jpeg_path) {
            let original = trusted.sign(open(&samples, name)?, TIME, seed(name));
            write(&jpeg_path, &publish_as(JPEG, &original, recipe, None)?.to_file())?;
        }
    }

    let card_path = samples.join("test-card.original.png");
    if is_missing(&card_path) {
        let card = test_card::test_card(Size::new(1280, 720).expect("a size"));
        write(&card_path, &trusted.sign(card, TIME, seed("test-card")).to_png())?;
    }

    // A small picture to tamper with: a face from the market.
    let face = open(&samples, "market")?.crop(rect(1140, 190, 120, 140));
    for (name, camera, photo) in [
        ("honest", &trusted, "face"),
        ("unknown-camera", &unknown, "unknown-camera.png"),
        ("revoked-camera", &revoked, "revoked-camera.png"),
    ] {
        let path = tampered.join(format!("{name}.png"));
        if is_missing(&path) {
            let original = camera.sign(face.clone(), TIME, seed(photo));
            write(&path, &publish(&original, FACE, None)?.to_file())?;
        }
    }
    let other = open(&samples, "market")?.crop(rect(20, 250, 120, 140));
    tamper(&tampered, &trusted.sign(other, TIME, seed("other")))?;
    let honest = tampered.join("honest.jpg");
    if is_missing(&honest) {
        let original = trusted.sign(face.clone(), TIME, seed("face"));
        write(&honest, &publish_as(JPEG, &original, FACE, None)?.to_file())?;
    }
    tamper_with_jpeg(&tampered)?;

    let harbour = open(&samples, "harbour")?;
    let small = harbour.crop(rect(900, 330, 48, 32));
    let original = trusted.sign(small, TIME, seed("golden"));
    let file = |name: &str| golden.join(format!("{name}.png"));
    let one = |kind: &EditKind| Ok((kind.word, serde_json::to_string(&kind.examples()[..1])?));
    let each = Edit::KINDS.iter().map(one).collect::<Result<Vec<_>>>()?;
    let chains = GOLDEN.iter().map(|&(name, recipe)| (name, recipe.to_owned()));
    for (name, recipe) in chains.chain(each) {
        if is_missing(&file(name)) {
            write(&file(name), &publish(&original, &recipe, None)?.to_file())?;
        }
    }
    if is_missing(&file("bound")) {
        let bound = publish(&original, CROP, Some(BOUND))?;
        write(&file("bound"), &bound.to_file())?;
    }
    if is_missing(&file("sidecar")) {
        let beside = publish(&original, CROP, None)?;
        write(&file("sidecar"), &beside.to_plain_file())?;
        write(&golden.join("sidecar.proof"), &beside.payload())?;
    }
    for (name, rect, edits, recipe) in SHAPES {
        if is_missing(&file(name)) {
            let mut photo = harbour.crop(*rect);
            for edit in Recipe::from_json(edits)?.edits() {
                photo = edit.apply(&photo)?;
            }
            let original = trusted.sign(photo, TIME, seed(name));
            write(&file(name), &publish(&original, recipe, None)?.to_file())?;
        }
    }
    for &(name, rect, recipe, quality, sampling) in JPEGS {
        let path = golden.join(format!("{name}.jpg"));
        if is_missing(&path) {
            let original = trusted.sign(harbour.crop(rect), TIME, seed(name));
            let quality = Quality::new(quality).ok_or("a quality")?;
            let format = OutputFormat::Jpeg(Options { quality, sampling });
            write(&path, &publish_as(format, &original, recipe, None)?.to_file())?;
        }
    }
    change_appearance(&files::read(&file("crop"), files::MAX_FILE_BYTES)?, &appearance)
}

/// The recipe of the picture that is tampered with.
const FACE: &str =
    r#"[{"crop":{"x":10,"y":10,"width":100,"height":120}},{"contrast":{"permille":1200}}]"#;

/// What somebody might make of `honest.png`; `other` is another original of the same camera.
fn tamper(folder: &Path, other: &Original) -> Result<()> {
    let file = |name: &str| folder.join(format!("{name}.png"));
    let bytes = files::read(&file("honest"), files::MAX_FILE_BYTES)?;
    let honest = Png::parse(&bytes)?;
    let image = honest.decode()?;
    let payload = png::find_chunk(&bytes, PROOF_CHUNK).ok_or("a proof")?;
    let proof: PublishedProof = envelope::open(payload)?;
    write(&file("stripped-proof"), &honest.without_chunks(PROOF_CHUNK))?;
    let brighter = before_pixels(&bytes, &[(*b"gAMA", vec![0, 0, 0x20, 0])]);
    write(&file("appearance"), &brighter)?;
    let mut pixels = image.pixels().to_vec();
    pixels[image.size().bytes() / 2] ^= 1;
    write(&file("pixel"), &sealed(&Image::new(image.size(), pixels), &proof)?)?;
    let forged = |change: &dyn Fn(&mut PublishedProof)| {
        let mut proof = proof.clone();
        change(&mut proof);
        sealed(&image, &proof)
    };
    let milder = Recipe::from_json(&FACE.replace("1200", "1100"))?;
    write(&file("parameter"), &forged(&|proof| proof.recipe = milder.clone())?)?;
    let wrong_original = forged(&|proof| {
        proof.attestation = other.attestation.clone();
        proof.commitments = other.hidden.commitments().to_vec();
    })?;
    write(&file("wrong-original"), &wrong_original)?;
    let backdated = forged(&|proof| proof.attestation.record.time -= 86_400)?;
    write(&file("capture-time"), &backdated)
}

/// What somebody, or some other program, might make of `honest.jpg`.
fn tamper_with_jpeg(folder: &Path) -> Result<()> {
    let file = |name: &str| folder.join(format!("{name}.jpg"));
    let bytes = files::read(&file("honest"), files::MAX_FILE_BYTES)?;
    let honest = PublishedJpeg::parse(&bytes)?.picture()?;
    let proof = picture::find_proof(&bytes).ok_or("a proof")?;
    write(&file("stripped-proof"), &published::encode(&honest))?;
    let (size, sampling, tables) = (honest.size(), honest.sampling(), *honest.tables());
    let of = |tables: Tables, components: [Coefficients; 3]| {
        let changed = Picture::new(size, sampling, tables, components).ok_or("a JPEG")?;
        Ok::<_, Box<dyn Error>>(published::with_proof(&published::encode(&changed), &proof))
    };
    // Opened and saved again, with the same settings.
    let shown = picture::shown(&bytes)?;
    write(&file("resaved"), &of(tables, coefficients(&shown, &tables, sampling))?)?;
    // One coefficient one higher, in the middle of Y.
    let mut components = honest.components().clone();
    let luma = &components[0];
    let mut values = luma.values().to_vec();
    let middle = values.len() / 2;
    values[middle] += 1;
    let changed = Coefficients::new(luma.columns(), luma.rows(), values);
    components[0] = changed.ok_or("coefficients")?;
    write(&file("coefficient"), &of(tables, components)?)?;
    // The coefficients as they were, to be multiplied by other numbers: the picture has more contrast.
    let entries = tables.luma.entries().map(|entry| entry.saturating_add(entry.div_ceil(4)));
    let luma = QuantisationTable::new(entries).ok_or("a table")?;
    let steeper = Tables { luma, ..tables };
    write(&file("table"), &of(steeper, honest.components().clone())?)?;
    // EXIF that asks viewers for a quarter turn, behind the header of JFIF.
    let turned = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let length = u16::try_from(turned.len() + 2)?.to_be_bytes();
    let segment = [b"\xff\xe1", &length[..], turned].concat();
    let behind = 2 + 18;
    write(&file("orientation"), &[&bytes[..behind], &segment, &bytes[behind..]].concat())
}

/// The published picture with each chunk that makes some viewer show another one.
fn change_appearance(published: &[u8], folder: &Path) -> Result<()> {
    write(&folder.join("honest.png"), published)?;
    let image = Png::parse(published)?.decode()?;
    let size = image.size();
    let (width, height) = (size.width(), size.height());
    let negative = Image::new(image.size(), image.pixels().iter().map(|byte| !byte).collect());
    let negative = png::encode(&negative);
    let negative = png::find_chunk(&negative, *b"IDAT").ok_or("pixels")?;
    // A frame: its number, size and place, shown for half a second in place of what was there.
    let frame = |number: u32| {
        let start = [number, width, height, 0, 0].map(u32::to_be_bytes);
        [start.as_flattened(), &[0, 1, 0, 2, 0, 0]].concat()
    };
    let frame_data = |number: u32| [&number.to_be_bytes()[..], negative].concat();
    let two_frames_for_ever = [2u32, 0].map(u32::to_be_bytes).concat();
    let animation =
        before_pixels(published, &[(*b"acTL", two_frames_for_ever), (*b"fcTL", frame(0))]);
    let animation = Png::parse(&animation)?.with_chunk(*b"fcTL", &frame(1));
    let animation = Png::parse(&animation)?.with_chunk(*b"fdAT", &frame_data(2));
    write(&folder.join("acTL.png"), &animation)?;
    let late = Png::parse(published)?.with_chunk(*b"fdAT", &frame_data(0));
    write(&folder.join("fdAT.png"), &late)?;

    let longs = |values: &[u32]| values.iter().flat_map(|v| v.to_be_bytes()).collect();
    let shorts = |values: &[u16]| values.iter().flat_map(|v| v.to_be_bytes()).collect();
    let first_pixel: Vec<u16> = image.pixels()[..3].iter().map(|&b| b.into()).collect();
    let turned = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let xmp = r#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="3"/></rdf:RDF></x:xmpmeta>"#;
    let chunks: &[(&[u8; 4], Vec<u8>)] = &[
        (b"fcTL", frame(0)),
        (b"iCCP", profile()),
        (b"gAMA", longs(&[8192])),
        // White, then red and green in each other's place, blue.
        (b"cHRM", longs(&[31_270, 32_900, 30_000, 60_000, 64_000, 33_000, 15_000, 6_000])),
        // The primaries of BT.2020 and the curve of HDR10.
        (b"cICP", vec![9, 16, 0, 1]),
        (
            b"mDCV",
            [
                shorts(&[35_400, 14_600, 8500, 39_850, 6550, 2300, 15_635, 16_450]),
                longs(&[10_000_000, 1]),
            ]
            .concat(),
        ),
        (b"cLLI", longs(&[40_000_000, 40_000_000])),
        (b"sBIT", vec![1, 1, 1]),
        (b"bKGD", shorts(&[255, 0, 0])),
        (b"tRNS", shorts(&first_pixel)),
        (b"eXIf", turned.to_vec()),
        (b"pHYs", [longs(&[1000, 3000]), vec![1]].concat()),
        (b"orNT", vec![6]),
        // Two halves, the second of which would begin at this place in the file.
        (b"iDOT", longs(&[2, 0, height / 2, 40, height / 2, height - height / 2, 100])),
        (b"gmAP", vec![0; 4]),
        (b"gdAT", negative.to_vec()),
        (b"caNv", longs(&[2 * width, 2 * height, width, height])),
        (b"vpAg", [longs(&[2 * width, 2 * height]), vec![0]].concat()),
        (b"oFFs", [longs(&[width / 2, height / 2]), vec![0]].concat()),
        (b"sTER", vec![0]),
        // One part across and one down that stretch, no colours.
        (b"npTc", [vec![1, 2, 2, 0], vec![0; 28], longs(&[0, 1, 0, 1])].concat()),
        (b"iTXt", [b"XML:com.adobe.xmp\0\0\0\0\0", xmp.as_bytes()].concat()),
    ];
    for (kind, data) in chunks {
        let name = format!("{}.png", kind.escape_ascii());
        let file = before_pixels(published, &[(**kind, data.clone())]);
        write(&folder.join(name), &file)?;
    }
    Ok(())
}

/// A colour profile under which red and green change places, as an iCCP chunk holds it.
fn profile() -> Vec<u8> {
    let long = |value: u32| value.to_be_bytes().to_vec();
    let fixed = |value: f64| long((value * 65_536.0).round() as u32);
    let xyz =
        |[x, y, z]: [f64; 3]| [b"XYZ \0\0\0\0".to_vec(), fixed(x), fixed(y), fixed(z)].concat();
    let text = |kind: &[u8; 4], text: &[u8]| [kind, &[0; 4], text].concat();
    // A curve that is the power 2.2.
    let curve = text(b"curv", &[0, 0, 0, 1, 2, 0x33, 0, 0]);
    let name = [&[0, 0, 0, 8], &b"swapped\0"[..], &[0; 78]].concat();
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", text(b"desc", &name)),
        (b"cprt", text(b"text", b"CC0\0")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        (b"rXYZ", xyz([0.3851, 0.7169, 0.0971])),
        (b"gXYZ", xyz([0.4361, 0.2225, 0.0139])),
        (b"bXYZ", xyz([0.1431, 0.0606, 0.7141])),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut table = long(tags.len() as u32);
    let mut data = Vec::new();
    for (name, content) in &tags {
        let place = 128 + 4 + 12 * tags.len() + data.len();
        table.extend([name.to_vec(), long(place as u32), long(content.len() as u32)].concat());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut header = vec![0; 128];
    header[..4].copy_from_slice(&((128 + table.len() + data.len()) as u32).to_be_bytes());
    header[8] = 2;
    header[12..24].copy_from_slice(b"mntrRGB XYZ ");
    header[36..40].copy_from_slice(b"acsp");
    header[68..80].copy_from_slice(&xyz([0.9642, 1.0, 0.8249])[8..]);
    let mut compressed =
        flate2::write::ZlibEncoder::new(b"swapped\0\0".to_vec(), flate2::Compression::default());
    std::io::Write::write_all(&mut compressed, &[header, table, data].concat())
        .and_then(|()| compressed.finish())
        .expect("writing to memory")
}

/// The file with more chunks before its pixels, where most of those that matter to a viewer belong.
fn before_pixels(file: &[u8], chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    // Signature, and the header's chunk.
    let (start, rest) = file.split_at(8 + 25);
    let mut bytes = start.to_vec();
    for (kind, data) in chunks {
        let body = [&kind[..], data].concat();
        bytes.extend((data.len() as u32).to_be_bytes());
        bytes.extend(&body);
        bytes.extend(crc32fast::hash(&body).to_be_bytes());
    }
    bytes.extend(rest);
    bytes
}

/// A simulated camera of a maker of its own. Its keys are known to everybody, as this is: it can vouch for
/// nothing.
fn camera(name: &str, number: u8) -> Result<Camera> {
    let maker = MakerKey::dangerously_from_bytes([number; 32]);
    Ok(maker.dangerous_camera(DeviceName::new(name)?, [number + 100; 32]))
}

fn seed(name: &str) -> Seed {
    let mut bytes = [0; 32];
    bytes.iter_mut().zip(name.bytes()).for_each(|(byte, letter)| *byte = letter);
    Seed::dangerously_from_bytes(bytes)
}

/// The pixels of a sample: those of its original or, before it is signed, of the photo.
fn open(samples: &Path, name: &str) -> Result<Image> {
    let read = |end| files::read(&samples.join(format!("{name}.{end}")), files::MAX_FILE_BYTES);
    if let Ok(original) = read("original.png") {
        return Ok(Png::parse(&original)?.decode()?);
    }
    let file = read("jpg").or_else(|_| read("png"))?;
    Ok(photo::open(&file, false)?.image)
}

fn publish(original: &Original, recipe: &str, bound: Option<&str>) -> Result<PublishedPicture> {
    publish_as(OutputFormat::Pixels, original, recipe, bound)
}

fn publish_as(
    format: OutputFormat,
    original: &Original,
    recipe: &str,
    bound: Option<&str>,
) -> Result<PublishedPicture> {
    let recipe = Recipe::from_json(recipe)?;
    let size = original.hidden.size();
    let (width, height) = (size.width(), size.height());
    println!("proving {} edits of a photo of {width} x {height}", recipe.edits().len());
    let hidden = recipe.edits().iter().filter(|edit| edit.hides_place());
    let places: Vec<_> = hidden.map(|_| HiddenPlace::new(PLACE.0, PLACE.1)).collect();
    let recipe = PlacedRecipe { recipe: &recipe, places: &places };
    Ok(PublishedPicture::make(original, recipe, format, bound, &Unwatched)?)
}

/// A PNG of these pixels with this proof, whether they belong together or not.
fn sealed(image: &Image, proof: &PublishedProof) -> Result<Vec<u8>> {
    Ok(Png::parse(&png::encode(image))?.with_chunk(PROOF_CHUNK, &envelope::seal(proof)))
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    println!("{}: {} bytes", path.file_name().unwrap_or_default().to_string_lossy(), bytes.len());
    Ok(files::replace(path, bytes, Access::Public)?)
}
