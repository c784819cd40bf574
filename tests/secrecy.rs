//! Everything that the program writes or prints, searched for what must stay hidden: the original's
//! pixels, its compressed bytes, the seed, secret keys, and whatever the photo's file said besides.
#![cfg(unix)]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use common::process::{names, sign_a_photo};
use proofroom_provenance::circuits::{Image, Recipe, Size};
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK, Png, find_chunk};

/// What must not be found, by name: every form of it that is searched for.
struct Secret {
    name: String,
    forms: Vec<Vec<u8>>,
}

impl Secret {
    fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let hex = hex::encode(bytes);
        let decimal = |separator: &str| {
            let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
            numbers.join(separator).into_bytes()
        };
        let mut forms = vec![bytes.to_vec(), hex.to_uppercase().into(), hex.into()];
        forms.extend((0..3).map(|before| base64(bytes, before)));
        // As lists are printed.
        forms.extend([decimal(", "), decimal(","), decimal(" ")]);
        Secret { name: name.into(), forms }
    }

    fn is_in(&self, text: &[u8]) -> bool {
        self.forms.iter().any(|form| text.windows(form.len()).any(|window| window == form))
    }
}

/// The base64 digits that `bytes` give wherever they stand, `before` bytes after a multiple of three.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = |i: usize| bytes[i / 8] >> (7 - i % 8) & 1;
    // The first digit that holds bits of these bytes alone.
    let first = (6 - 8 * before % 6) % 6;
    (first..=8 * bytes.len() - 6)
        .step_by(6)
        .map(|start| DIGITS[usize::from((start..start + 6).fold(0, |d, i| d << 1 | bits(i)))])
        .collect()
}

#[test]
fn digits_of_base64_are_found_wherever_they_stand() {
    // "xLight work" and neighbours, as any encoder writes them.
    for (before, text) in
        [(0, "bGlnaHQgd29yaw=="), (1, "eGxpZ2h0IHdvcms="), (2, "eHhsaWdodCB3b3Jr")]
    {
        let digits = String::from_utf8(base64(b"light work", before)).expect("digits");
        assert!(text.contains(&digits) && digits.len() >= 12, "{digits} in {text}");
    }
}

/// Noise: no run of bytes occurs twice.
fn noise(size: Size) -> Image {
    let byte = |i: usize| {
        let mixed = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u8
    };
    Image::new(size, (0..size.bytes()).map(byte).collect())
}

/// Sixteen bytes of every row, once from its beginning and once from its middle.
fn rows(name: &str, image: &Image) -> Vec<Secret> {
    let Size { width, height } = image.size();
    let starts = [0, 3 * width as usize / 2];
    let row = |y: u32| starts.map(|start| (y, image.row(y)[start..start + 16].to_vec()));
    (0..height)
        .flat_map(row)
        .map(|(y, bytes)| Secret::new(format!("row {y} of {name}"), &bytes))
        .collect()
}

/// The user's whole world: home, temporary files, the folder of the pictures.
struct World {
    root: PathBuf,
    printed: Vec<u8>,
}

impl World {
    fn new(name: &str) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("secrecy").join(name);
        let _ = std::fs::remove_dir_all(&root);
        for folder in ["work", "home", "tmp", "run"] {
            std::fs::create_dir_all(root.join(folder)).expect("makes the folder");
        }
        World { root, printed: Vec::new() }
    }

    fn work(&self) -> PathBuf {
        self.root.join("work")
    }

    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_proofroom"));
        command
            .args(line)
            .current_dir(self.work())
            .env("HOME", self.root.join("home"))
            .env("TMPDIR", self.root.join("tmp"))
            .env("XDG_RUNTIME_DIR", self.root.join("run"))
            .env("RUST_BACKTRACE", "full")
            .env("RUST_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        for variable in [
            "PROOFROOM_STATE_DIR",
            "PROOFROOM_CONFIG_DIR",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "XDG_DATA_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(variable);
        }
        command
    }

    /// Keeps what a process printed.
    fn heard(&mut self, output: &Output) {
        self.printed.extend(&output.stdout);
        self.printed.extend(&output.stderr);
    }

    #[track_caller]
    fn run(&mut self, code: i32, line: &[&str]) {
        let output = self.command(line).output().expect("runs");
        self.heard(&output);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{line:?}: {}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// Starts an edit and stops it by a signal after a while.
    fn stop(&mut self, signal: &str, after: Duration, line: &[&str]) {
        let child = self.command(line).spawn().expect("starts");
        std::thread::sleep(after);
        // It may have ended by itself.
        let _ = Command::new("kill").args([signal, &child.id().to_string()]).output();
        let output = child.wait_with_output().expect("ends");
        self.heard(&output);
    }

    /// Every file there is, with what is inside it: the pixels of PNGs as well.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
            for entry in folder.read_dir().expect("lists") {
                let path = entry.expect("lists").path();
                if path.is_dir() {
                    collect(&path, files);
                } else {
                    let mut bytes = std::fs::read(&path).expect("reads");
                    if let Some(image) = Png::parse(&bytes).ok().and_then(|png| png.decode().ok()) {
                        bytes.extend(image.pixels());
                    }
                    files.push((path, bytes));
                }
            }
        }
        let mut files = Vec::new();
        collect(&self.root, &mut files);
        files
    }

    /// Where each secret was found, but for the files where it belongs.
    fn found(&self, secrets: &[Secret], belongs: &[&str]) -> Vec<String> {
        let printed = [(PathBuf::from("what was printed"), self.printed.clone())];
        let elsewhere = |path: &Path| !belongs.iter().any(|name| path == self.work().join(name));
        let mut found = Vec::new();
        for (path, bytes) in self.files().iter().chain(&printed) {
            for secret in secrets.iter().filter(|_| elsewhere(path)) {
                if secret.is_in(bytes) {
                    found.push(format!("{} in {}", secret.name, path.display()));
                }
            }
        }
        found
    }
}

const RECIPE: &str = r#"[{"crop":{"x":4,"y":3,"width":40,"height":24}},{"gamma":{"permille":1400}},{"convolve":{"preset":"gaussian3"}}]"#;

const SIZE: Size = Size { width: 48, height: 32 };

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
    // The limit of openings.
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

/// How often `bytes` stand in the memory that a process may write to; none if it has ended.
#[cfg(target_os = "linux")]
fn in_memory(process: u32, bytes: &[u8]) -> Option<usize> {
    use std::os::unix::fs::FileExt;

    let folder = PathBuf::from(format!("/proc/{process}"));
    let maps = std::fs::read_to_string(folder.join("maps")).ok()?;
    let memory = std::fs::File::open(folder.join("mem")).ok()?;
    let mut count = 0;
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (range, _) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        let [start, end] = [start, end].map(|number| u64::from_str_radix(number, 16));
        let (start, end) = (start.ok()?, end.ok()?);
        let mut part = vec![0; (end - start) as usize];
        // What was given back meanwhile cannot be read.
        if memory.read_exact_at(&mut part, start).is_ok() {
            let windows = part.windows(bytes.len());
            count += windows.filter(|window| *window == bytes).count();
        }
    }
    Some(count)
}

/// While a proof is made, the seed stands in one place, from which it is wiped: nothing that was opened,
/// read or moved on the way left another copy.
#[test]
#[cfg(target_os = "linux")]
fn the_seed_stands_in_one_place_of_memory() {
    let mut world = World::new("memory");
    let work = world.work();
    let size = Size { width: 1000, height: 300 };
    sign_a_photo(&work, size);
    let original = std::fs::read(work.join("original.png")).expect("reads");
    let payload = find_chunk(&original, ORIGINAL_CHUNK).expect("the private chunk");
    let seed = &payload[SEED];
    let line = ["edit", "original.png", "--contrast", "1300", "--out", "out.png"];
    let mut edit = world.command(&line).spawn().expect("starts");
    let mut counts = Vec::new();
    while edit.try_wait().expect("a process").is_none() {
        counts.extend(in_memory(edit.id(), seed));
    }
    let output = edit.wait_with_output().expect("ends");
    world.heard(&output);
    assert!(output.status.success());
    let least = counts.iter().filter(|count| **count > 0).min();
    assert_eq!(least, Some(&1), "{counts:?}");
}
