//! What the targets start from: golden files, samples, and small files of every kind.

use std::path::Path;
use std::sync::OnceLock;

use proofroom_provenance::capture::camera::{Camera, MakerKey};
use proofroom_provenance::capture::notary::Notary;
use proofroom_provenance::circuits::edits::EditKind;
use proofroom_provenance::circuits::jpeg::{Options, Picture, Quality, Sampling};
use proofroom_provenance::circuits::{Edit, Image, Seed, Size};
use proofroom_provenance::format::capture_record::{Clock, DeviceName, Moment};
use proofroom_provenance::format::envelope::{self, HEADER_BYTES};
use proofroom_provenance::format::evidence::{
    CertificateName, Evidence, FieldText, Included, Root, SigningTime, Source, Tier, TimeSource,
};
use proofroom_provenance::format::jpeg::{Jpeg, published};
use proofroom_provenance::format::original::Original;
use proofroom_provenance::format::png::{PROOF_CHUNK, Png, find_chunk, with_xmp};
use proofroom_provenance::format::published::PublishedProof;
use proofroom_provenance::verify::trust::Trust;

use super::exif::exif;

/// Golden files, which are verified with [`trust`]: one without edits, one of each edit, those of several.
fn golden() -> &'static [Vec<u8>] {
    static GOLDEN: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    GOLDEN.get_or_init(|| {
        let words = Edit::KINDS.iter().map(|kind| kind.word);
        let several =
            ["mixed_tones", "mixed_turns", "crop_hidden_then_resize", "crop_hidden_then_contrast"];
        let names = ["empty"].into_iter().chain(words).chain(several);
        // The package is that of the tests or that of the fuzzers, a folder below.
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |name| {
            let places = ["tests/golden", "../tests/golden"].map(|folder| package.join(folder));
            let files = places.map(|folder| folder.join(format!("{name}.png")));
            files.iter().find_map(|file| std::fs::read(file).ok()).expect("a golden file")
        };
        names.map(read).collect()
    })
}

const TRUST: &str = include_str!("../../samples/trust.json");

/// The trust list of the golden files.
pub fn trust() -> &'static Trust {
    static LIST: OnceLock<Trust> = OnceLock::new();
    LIST.get_or_init(|| Trust::from_json(TRUST).expect("the samples' trust list"))
}

/// A published picture, taken apart.
pub struct Known {
    pub image: Image,
    pub proof: PublishedProof,
}

/// [`golden`] files, taken apart.
pub fn known() -> &'static [Known] {
    static KNOWN: OnceLock<Vec<Known>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let known = |file: &Vec<u8>| Known {
            image: Png::parse(file).expect("a PNG").decode().expect("pixels"),
            proof: envelope::open(payload(file)).expect("reads"),
        };
        golden().iter().map(known).collect()
    })
}

/// A camera of the fuzzer's own, which no trust list names.
pub fn camera() -> Camera {
    let name = DeviceName::new("Fuzzer").expect("a name");
    MakerKey::dangerously_from_bytes(MAKER_SECRET).dangerous_camera(name, DEVICE_SECRET)
}

/// The keys of [`camera`], with which altered claims are signed again.
pub const MAKER_SECRET: [u8; 32] = [0x6d; 32];
/// See [`MAKER_SECRET`].
pub const DEVICE_SECRET: [u8; 32] = [0x64; 32];

/// A picture with noise in it.
pub fn picture(width: u32, height: u32) -> Image {
    let size = Size::new(width, height).expect("a size");
    let pixels = (0..size.bytes()).map(|i| ((i * i) / 7 + 31 * i) as u8);
    Image::new(size, pixels.collect())
}

/// A notary of the fuzzer's own, which no trust list names.
pub fn notary() -> Notary {
    let name = DeviceName::new("Fuzzer").expect("a name");
    Notary::dangerously_from_bytes(name, MAKER_SECRET)
}

/// What [`notary`] found.
fn evidence() -> Evidence {
    let name = |name| CertificateName::shortened(name).expect("a name");
    Evidence {
        signer: name("Camera"),
        organisation: Some(name("Maker")),
        issuer: name("Issuer"),
        root: Some(Root { name: name("Root"), tier: Tier::Own }),
        signed: Some(SigningTime { seconds: 1_700_000_000, source: TimeSource::Signer }),
        source: Source::Capture,
        certificate: [1; 32],
        manifest: [2; 32],
        left_out: 3,
        attested: 1_700_000_001,
        included: Included {
            place: FieldText::new("52.51636, 13.37768"),
            file_name: FieldText::new("a.jpg"),
            ..Included::default()
        },
    }
}

/// Two attested originals of [`camera`], and one of [`notary`].
pub fn signed() -> &'static [Original; 3] {
    static SIGNED: OnceLock<[Original; 3]> = OnceLock::new();
    SIGNED.get_or_init(|| {
        let seed = |byte| Seed::dangerously_from_bytes([byte; 32]);
        let time = 1_700_000_000;
        let moment = Moment { time, clock: Clock::Exif };
        [
            camera().sign(picture(7, 5), time, seed(7)),
            camera().sign(picture(48, 32), time, seed(48)),
            notary().sign(picture(7, 5), moment, evidence(), seed(9)),
        ]
    })
}

/// The files of [`signed`].
pub fn originals() -> Vec<Vec<u8>> {
    signed().iter().map(|original| original.to_png().to_vec()).collect()
}

/// Those that are soon verified, hidden crops alone and with an edit after them, and one whose outputs stay hidden but
/// the last.
pub fn published() -> Vec<Vec<u8>> {
    const FEW: [usize; 8] = [1, 3, 11, 13, 14, 15, 17, 18];
    FEW.iter().map(|&number| golden()[number].clone()).collect()
}

fn payload(file: &[u8]) -> &[u8] {
    find_chunk(file, PROOF_CHUNK).expect("a proof")
}

/// The proofs of [`published`] as they stand in a sidecar.
pub fn sidecars() -> Vec<Vec<u8>> {
    published().iter().map(|file| payload(file).to_vec()).collect()
}

/// All proofs, without their header.
pub fn bodies() -> Vec<Vec<u8>> {
    golden().iter().map(|file| payload(file)[HEADER_BYTES..].to_vec()).collect()
}

pub fn trust_lists() -> Vec<Vec<u8>> {
    let empty = r#"{"version":1}"#;
    let notaries = Trust::of_notaries(vec![notary().entry()]).to_json();
    [TRUST, empty, &Trust::empty().to_json(), &notaries].map(|json| json.as_bytes().to_vec()).into()
}

/// The example, and rules that say as much in few words.
pub fn rules() -> Vec<Vec<u8>> {
    const FEW: &str = r#"{"version":1,"name":"A","edits":{},
        "frame":{"kept_permille":1,"covered_permille":"any","enlarged_permille":1000,"stretched_permille":0,"longer_side":[1,9]},
        "combined":{"tone_shift":0,"colour_cast":"any","clipped_tones":0,"colour_gain":0,"colour_change":"any"},
        "file":{"unknown_makers":true,"simulated_cameras":true,"notaries":false,"ycbcr":true,"black_and_white":false,"formats":["png"]}}"#;
    const EXAMPLE: &str = include_str!("../../samples/rules/agency.json");
    let every: String = Edit::KINDS
        .iter()
        .map(|kind| {
            let json = serde_json::to_value(&kind.examples()[0]).expect("plain data");
            format!(r#""{}":{{"one_of":[{}],"times":3}}"#, kind.word, json[kind.word])
        })
        .collect::<Vec<_>>()
        .join(",");
    let every = FEW.replace(r#""edits":{}"#, &format!(r#""edits":{{{every}}}"#));
    [EXAMPLE, FEW, &every].map(|json| json.as_bytes().to_vec()).into()
}

pub fn recipes() -> Vec<Vec<u8>> {
    let json = |known: &Known| serde_json::to_vec(&known.proof.recipe).expect("plain data");
    let examples: Vec<Edit> = Edit::KINDS.iter().flat_map(EditKind::examples).collect();
    let all = serde_json::to_vec(&examples).expect("plain data");
    let preset = br#"[{"convolve":{"preset":"gaussian5"}}]"#;
    known().iter().map(json).chain([preset.to_vec(), all]).collect()
}

pub fn keys() -> Vec<Vec<u8>> {
    let maker = MakerKey::dangerously_from_bytes(MAKER_SECRET);
    vec![
        envelope::seal(&camera()).to_vec(),
        envelope::seal(&maker).to_vec(),
        envelope::seal(&notary()).to_vec(),
        camera().certificate().to_bytes(),
    ]
}

/// PNGs of every colour type, with and without metadata.
pub fn pngs() -> Vec<Vec<u8>> {
    use png::{BitDepth, ColorType};
    let encoded = |color, depth, samples: &[u8]| {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 8, 3);
        encoder.set_color(color);
        encoder.set_depth(depth);
        if color == ColorType::Indexed {
            encoder.set_palette(picture(4, 1).pixels().to_vec());
        }
        let mut writer = encoder.write_header().expect("writes");
        writer.write_image_data(samples).expect("writes");
        writer.finish().expect("writes");
        bytes
    };
    let opaque = |channels: usize| -> Vec<u8> {
        (0..24 * channels)
            .map(|i| if i % channels == channels - 1 { 255 } else { (i * 37) as u8 })
            .collect()
    };
    let samples: Vec<u8> = (0..144).map(|i| (i * 41) as u8).collect();
    let mut pngs = vec![
        encoded(ColorType::Rgb, BitDepth::Eight, &samples[..72]),
        encoded(ColorType::Rgba, BitDepth::Eight, &opaque(4)),
        encoded(ColorType::GrayscaleAlpha, BitDepth::Eight, &opaque(2)),
        encoded(ColorType::Grayscale, BitDepth::One, &samples[..3]),
        encoded(ColorType::Grayscale, BitDepth::Four, &samples[..12]),
        encoded(ColorType::Indexed, BitDepth::Two, &samples[..6]),
        encoded(ColorType::Indexed, BitDepth::Eight, &[1; 24]),
        encoded(ColorType::Rgb, BitDepth::Sixteen, &samples),
        interlaced(),
    ];
    let with = |kind: &[u8; 4], data: &[u8]| {
        Png::parse(&golden()[1]).expect("a PNG").with_chunk(*kind, data)
    };
    pngs.push(with(b"eXIf", &exif(0x0112, 6)));
    pngs.push(with(b"eXIf", &exif(0x0100, 6)));
    pngs.push(with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation='6'/>"));
    pngs.push(with(b"gAMA", &45_455u32.to_be_bytes()));
    pngs.push(with(b"eXIf", &exif(0x0112, 1)));
    pngs.push(with(b"tEXt", b"Title\0A boat"));
    pngs.push(with(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat()));
    pngs.push(with(
        b"tEXt",
        b"Raw profile type iptc\0\niptc\n      24\n3842494d0404000000000000000b1c02780006\n4120626f617400\n",
    ));
    pngs
}

const XMP: &str = "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?>\n\
    <x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Fuzzer'>\n\
    <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n\
    <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' \
    xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='1'>\n\
    <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>A boat</rdf:li></rdf:Alt></dc:title>\n\
    </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>";

/// Metadata of each kind: EXIF, captions, XMP, Content Credentials.
pub fn metadata() -> Vec<Vec<u8>> {
    vec![
        exif(0x0112, 1),
        exif(0x0112, 6),
        b"8BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x78\0\x06A boat\0".to_vec(),
        XMP.as_bytes().to_vec(),
        CREDENTIALS.to_vec(),
    ]
}

/// Pictures with captions, and photos that have some.
pub fn captioned() -> Vec<Vec<u8>> {
    let picture = &golden()[1];
    let with = |packet: &str| with_xmp(picture, Some(packet.as_bytes())).expect("a PNG");
    let description = "<dc:description xmlns:dc='http://purl.org/dc/elements/1.1/'><rdf:Alt>\
         <rdf:li xml:lang='x-default'>A boat</rdf:li><rdf:li xml:lang='de'>Ein Boot</rdf:li>\
         </rdf:Alt></dc:description><photoshop:City xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'>\
         Oslo</photoshop:City></rdf:Description>";
    let captioned = with(&XMP.replace("</rdf:Description>", description));
    let resource = b"8BIM\x04\x04\0\0\0\0\0\x0c\x1c\x02\x65\0\x07Norway ";
    let both = Png::parse(&captioned).expect("a PNG").with_iptc(Some(resource));
    vec![with(XMP), captioned, both, pngs().remove(0)]
}

/// Two pixels of each pass that a picture of 2 x 2 has.
fn interlaced() -> Vec<u8> {
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    let passes = [&[0, 10, 20, 30][..], &[0, 40, 50, 60], &[0, 70, 80, 90, 100, 110, 120]];
    std::io::Write::write_all(&mut zlib, &passes.concat()).expect("writing to memory");
    let header = [0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 1];
    let compressed = zlib.finish().expect("writing to memory");
    super::mutate::png_of(&[
        (*b"IHDR", header.to_vec()),
        (*b"IDAT", compressed),
        (*b"IEND", Vec::new()),
    ])
}

/// Photos for `camera sign`: [`jpegs`] and [`pngs`].
pub fn photos() -> Vec<Vec<u8>> {
    [jpegs(), pngs()].concat()
}

/// JPEGs of every kind.
pub fn jpegs() -> Vec<Vec<u8>> {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    let jpeg = |color, channels: usize, prepare: &dyn Fn(&mut Encoder<&mut Vec<u8>>)| {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 80);
        prepare(&mut encoder);
        let samples: Vec<u8> = (0..20 * 12 * channels).map(|i| (i / 3) as u8).collect();
        encoder.encode(&samples, 20, 12, color).expect("encodes");
        bytes
    };
    let exif = [b"Exif\0\0".to_vec(), exif(0x0112, 6)].concat();
    vec![
        jpeg(ColorType::Rgb, 3, &|_| ()),
        jpeg(ColorType::Luma, 1, &|_| ()),
        jpeg(ColorType::Cmyk, 4, &|_| ()),
        jpeg(ColorType::Rgb, 3, &|encoder| encoder.set_progressive(true)),
        jpeg(ColorType::Luma, 1, &|encoder| encoder.set_progressive(true)),
        jpeg(ColorType::Rgb, 3, &|encoder| encoder.set_restart_interval(2)),
        jpeg(ColorType::Rgb, 3, &|encoder| {
            encoder.set_sampling_factor(SamplingFactor::F_2_2);
            encoder.set_progressive(true);
        }),
        jpeg(ColorType::Rgb, 3, &|encoder| {
            encoder.add_app_segment(1, exif.clone()).expect("short");
        }),
        jpeg(ColorType::Rgb, 3, &|encoder| {
            encoder.add_icc_profile(&profile_of_curves()).expect("short");
        }),
        jpeg(ColorType::Rgb, 3, &|encoder| {
            encoder.add_icc_profile(&profile_of_table()).expect("short");
        }),
    ]
}

/// Published JPEGs of both samplings, with and without a proof, captions, a comment and Content Credentials; then
/// [`jpegs`].
pub fn published_jpegs() -> Vec<Vec<u8>> {
    let encode = |width, height, quality, sampling| {
        let image = picture(width, height);
        let quality = Quality::new(quality).expect("offered");
        published::encode(&Picture::of(&image, Options { quality, sampling }))
    };
    let one_scan = encode(20, 12, 50, Sampling::Full);
    let halved = encode(20, 12, 90, Sampling::Halved);
    // Large enough to be smaller in several scans.
    let several = encode(130, 90, 50, Sampling::Full);
    let segments = |file: &[u8]| Jpeg::parse(file).expect("a JPEG").segments().len();
    assert!(segments(&several) > segments(&one_scan));
    let with = |file: &[u8], marker: u8, content: &[u8]| {
        let length = (content.len() as u16 + 2).to_be_bytes();
        // Behind the header of JFIF.
        [&file[..20], &[0xff, marker], &length, content, &file[20..]].concat()
    };
    let exif = |tag| [b"Exif\0\0".to_vec(), exif(tag, 1)].concat();
    let iptc = b"\x1c\x02\x78\0\x06A boat";
    let captions = published::with_metadata(&one_scan, Some(XMP.as_bytes()), Some(iptc));
    let credentials = [b"JP\0\x01\0\0\0\x01", &CREDENTIALS[..]].concat();
    let mut files = vec![
        published::with_proof(&one_scan, b"proof"),
        published::with_proof(&several, &[7; 66_000]),
        captions.expect("short"),
        with(&one_scan, 0xe1, &exif(0x0112)),
        with(&one_scan, 0xe1, &exif(0x0100)),
        with(&one_scan, 0xeb, &credentials),
        with(&one_scan, 0xfe, b"a comment"),
        one_scan,
        halved,
        several,
    ];
    files.extend(jpegs());
    files
}

/// Manifests of which only the description is there.
const CREDENTIALS: &[u8; 46] =
    b"\0\0\0\x2ejumb\0\0\0\x1ejumdc2pa\0\x11\0\x10\x80\0\0\xaa\0\x38\x9b\x71\
    \x03c2pa\0\0\0\0\x08cbor";

/// A colour profile (ICC.1:2022) for RGB, of these tags.
fn profile(connection_space: &[u8; 4], tags: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut header = [0; 128];
    header[8..12].copy_from_slice(&[4, 0x30, 0, 0]);
    header[12..24].copy_from_slice(b"mntrRGB XYZ ");
    header[20..24].copy_from_slice(connection_space);
    header[36..40].copy_from_slice(b"acsp");
    // White: D50, in 65536ths.
    header[68..80].copy_from_slice(&xyz([0xf6d6, 0x1_0000, 0xd32d]));
    let number = |count: usize| u32::try_from(count).expect("short").to_be_bytes();
    let (mut table, mut data) = (number(tags.len()).to_vec(), Vec::new());
    let start = header.len() + 4 + 12 * tags.len();
    for (name, tag) in tags {
        table.extend_from_slice(*name);
        table.extend(number(start + data.len()));
        table.extend(number(tag.len()));
        data.extend_from_slice(tag);
    }
    header[..4].copy_from_slice(&number(start + data.len()));
    [&header[..], &table, &data].concat()
}

fn xyz(numbers: [u32; 3]) -> Vec<u8> {
    numbers.into_iter().flat_map(u32::to_be_bytes).collect()
}

/// Primaries near those of Display P3, and a gamma of 2.2.
fn profile_of_curves() -> Vec<u8> {
    let corner = |numbers| [&b"XYZ \0\0\0\0"[..], &xyz(numbers)].concat();
    let curve = || b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0".to_vec();
    let tags = [
        (b"wtpt", corner([0xf6d6, 0x1_0000, 0xd32d])),
        (b"rXYZ", corner([0x83df, 0x3dbf, 0xffff_ffbb])),
        (b"gXYZ", corner([0x4abf, 0xb137, 0x0ab9])),
        (b"bXYZ", corner([0x2838, 0x110b, 0xc8b9])),
        (b"rTRC", curve()),
        (b"gTRC", curve()),
        (b"bTRC", curve()),
    ];
    profile(b"XYZ ", &tags)
}

/// A table of Lab values in the corners of the cube, without curves.
fn profile_of_table() -> Vec<u8> {
    let mut table = b"mft2\0\0\0\0\x03\x03\x02\0".to_vec();
    for place in 0..9 {
        let identity = if place % 4 == 0 { 0x1_0000u32 } else { 0 };
        table.extend(identity.to_be_bytes());
    }
    table.extend([0, 2, 0, 2]);
    let line = || [0, 0, 0xff, 0xff].repeat(3);
    table.extend(line());
    table.extend((0..48).map(|byte: u8| byte.wrapping_mul(37)));
    table.extend(line());
    profile(b"Lab ", &[(b"A2B0", table)])
}
