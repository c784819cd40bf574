//! Renders the scenes of which `samples/` has signed originals: `cargo run --release -- FOLDER`.
//!
//! Each is a little world of triangles, lit by a sun and a sky and photographed by a camera that has a
//! lens, a depth of field and a noisy sensor. No third party has rights in them, and no real person
//! appears. Every run, on every platform, renders the same pixels: see [`arithmetic`].

mod air;
mod arithmetic;
mod buildings;
mod camera;
mod film;
mod forest;
mod harbour;
mod lettering;
mod light;
mod market;
mod noise;
mod people;
mod plants;
mod scene;
mod surface;
mod textures;
mod tree;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ImageError, RgbImage};

type Photograph = fn() -> RgbImage;

const SCENES: [(&str, Photograph); 3] = [
    ("harbour", harbour::photograph),
    ("market", market::photograph),
    ("forest", forest::photograph),
];

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1) else {
        eprintln!("name the folder for the photographs: render-samples FOLDER");
        return ExitCode::from(2);
    };
    for (name, photograph) in SCENES {
        let path = Path::new(&folder).join(name).with_extension("png");
        match save(&photograph(), &path) {
            Ok(()) => println!("{}", path.display()),
            Err(error) => {
                eprintln!("{} cannot be written: {error}", path.display());
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::SUCCESS
}

fn save(picture: &RgbImage, path: &Path) -> Result<(), ImageError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = io::BufWriter::new(fs::File::create(path)?);
    picture.write_with_encoder(PngEncoder::new_with_quality(
        file,
        CompressionType::Best,
        FilterType::Adaptive,
    ))
}
