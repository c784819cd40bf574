//! In which format a picture is published, as flags: `--format`, `--quality`, `--sampling`, and `--rendition` for
//! several pictures of one original.

use std::path::Path;

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use proofroom_provenance::circuits::edits::text::whole;
use proofroom_provenance::circuits::jpeg::{Options, Quality, Sampling};
use proofroom_provenance::circuits::{OutputFormat, Size};
use proofroom_provenance::format::picture::PictureFormat;
use proofroom_provenance::publish::renditions::Rendition;
use proofroom_provenance::system::text;
use proofroom_provenance::verify::Reason;

use crate::outcome::Failure;
use crate::values::within;

/// The format of published pictures.
#[derive(clap::Args, Debug, Default)]
pub struct FormatArgs {
    /// The format where the name does not say it: for a folder of originals, and for standard output.
    #[arg(long, value_name = "FORMAT", value_enum)]
    format: Option<Format>,
    /// The quality of a JPEG, 50 to 98, as libjpeg counts it [default: 90]
    #[arg(long, value_name = "Q", value_parser = within(Quality::MIN..=Quality::MAX))]
    quality: Option<u8>,
    /// How a JPEG stores colours: 420 for a quarter of their samples, 444 for all [default: 420]
    #[arg(long, value_name = "420|444", value_parser = samplings())]
    sampling: Option<Sampling>,
}

/// A format, as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// PNG: every pixel as edited
    Png,
    /// JPEG: smaller files
    #[value(alias = "jpeg")]
    Jpg,
}

/// How colours are sampled, as people write it.
fn samplings() -> impl TypedValueParser<Value = Sampling> {
    let values = [("420", "4:2:0"), ("444", "4:4:4")];
    let values = values.map(|(value, alias)| PossibleValue::new(value).alias(alias));
    PossibleValuesParser::new(values).map(|value| match value.as_str() {
        "444" | "4:4:4" => Sampling::Full,
        _ => Sampling::Halved,
    })
}

/// One of the pictures that are made of an original: `NAME:SIDE:FORMAT`, or `NAME:SIDE:FORMAT:QUALITY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RenditionArg {
    name: String,
    long_edge: Option<u32>,
    format: PictureFormat,
    quality: Option<u8>,
}

/// Reads the value of `--rendition`.
pub fn rendition(value: &str) -> Result<RenditionArg, String> {
    const FORM: &str = "write NAME:SIDE:FORMAT, such as web:1600:jpg or print::png, and for a JPEG its quality if you \
                        like, such as web:1600:jpg:85";
    let parts: Vec<&str> = value.split(':').collect();
    let (name, side, format, quality) = match parts[..] {
        [name, side, format] => (name, side, format, None),
        [name, side, format, quality] => (name, side, format, Some(quality)),
        _ => return Err(FORM.into()),
    };
    Rendition::new(name, None, OutputFormat::Pixels).map_err(|error| error.to_string())?;
    let long_edge = match side {
        "" => None,
        side => {
            let side: u32 = whole(side).map_err(|error| format!("{error}; {FORM}"))?;
            if side == 0 || side > Size::MAX_SIDE {
                let most = Size::MAX_SIDE;
                return Err(format!("the longer side has 1 to {most} pixels, not {side}; {FORM}"));
            }
            Some(side)
        }
    };
    let format = PictureFormat::of_extension(format)
        .ok_or_else(|| format!("{} is no format; {FORM}", text::quoted(format)))?;
    let quality = match (quality, format) {
        (None, _) => None,
        (Some(quality), PictureFormat::Jpeg) => Some(within(Quality::MIN..=Quality::MAX)(quality)?),
        (Some(_), PictureFormat::Png) => return Err("a PNG has no quality; leave it out".into()),
    };
    Ok(RenditionArg { name: name.to_owned(), long_edge, format, quality })
}

impl FormatArgs {
    /// The format of a picture of this name.
    pub fn of_name(&self, name: &Path) -> Result<OutputFormat, Failure> {
        let promised = PictureFormat::of_name(name);
        if let (Some(promised), Some(named)) = (promised, self.named())
            && promised != named
        {
            return Err(usage(format!(
                "--format {} does not go with the name {}; leave --format out, or choose another name",
                named.extension(),
                text::path(name)
            )));
        }
        let format = promised.or(self.named()).unwrap_or(PictureFormat::Png);
        self.of(format, &format!("{} is a PNG; leave it out, or name a .jpg", text::path(name)))
    }

    /// The format of a picture whose name does not say it.
    pub fn without_name(&self) -> Result<OutputFormat, Failure> {
        let format = self.named().unwrap_or(PictureFormat::Png);
        self.of(format, "the format here is PNG; leave it out, or add --format jpg")
    }

    /// The renditions that were asked for, if any were.
    pub fn renditions(&self, wanted: &[RenditionArg]) -> Result<Vec<Rendition>, Failure> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        if self.format.is_some() {
            return Err(usage("each --rendition names its format; leave --format out".into()));
        }
        if wanted.iter().all(|rendition| rendition.format == PictureFormat::Png) {
            self.of(PictureFormat::Png, "all renditions are PNG; leave it out")?;
        }
        let mut renditions: Vec<Rendition> = Vec::new();
        for RenditionArg { name, long_edge, format, quality } in wanted {
            let format = match format {
                PictureFormat::Png => OutputFormat::Pixels,
                PictureFormat::Jpeg => OutputFormat::Jpeg(self.options(*quality)),
            };
            // Some file systems treat names that differ only in case as the same.
            let is_same = |other: &Rendition| other.name().to_lowercase() == name.to_lowercase();
            if renditions.iter().any(is_same) {
                return Err(usage(format!(
                    "two renditions are called {}; give them different names",
                    text::quoted(name)
                )));
            }
            let rendition = Rendition::new(name.clone(), *long_edge, format);
            renditions.push(rendition.map_err(|error| usage(error.to_string()))?);
        }
        Ok(renditions)
    }

    fn named(&self) -> Option<PictureFormat> {
        self.format.map(|format| match format {
            Format::Png => PictureFormat::Png,
            Format::Jpg => PictureFormat::Jpeg,
        })
    }

    /// This format with the options that were given. `not_jpeg` says why they mean nothing for a PNG, and what to do.
    fn of(&self, format: PictureFormat, not_jpeg: &str) -> Result<OutputFormat, Failure> {
        let flags =
            [("--quality", self.quality.is_some()), ("--sampling", self.sampling.is_some())];
        match (format, flags.into_iter().find(|(_, given)| *given)) {
            (PictureFormat::Jpeg, _) => Ok(OutputFormat::Jpeg(self.options(None))),
            (PictureFormat::Png, None) => Ok(OutputFormat::Pixels),
            (PictureFormat::Png, Some((flag, _))) => {
                Err(usage(format!("{flag} is for a JPEG, and {not_jpeg}")))
            }
        }
    }

    /// How a JPEG is compressed, with a quality of its own or that of the flag.
    fn options(&self, quality: Option<u8>) -> Options {
        let default = Options::default();
        let quality = quality.or(self.quality).and_then(Quality::new);
        Options {
            quality: quality.unwrap_or(default.quality),
            sampling: self.sampling.unwrap_or(default.sampling),
        }
    }
}

fn usage(message: String) -> Failure {
    Failure::new(Reason::Usage, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rendition_has_a_name_a_side_and_a_format() {
        for (value, name, long_edge, format, quality) in [
            ("web:1600:jpg", "web", Some(1600), PictureFormat::Jpeg, None),
            ("web:1600:JPEG:85", "web", Some(1600), PictureFormat::Jpeg, Some(85)),
            ("print::png", "print", None, PictureFormat::Png, None),
            ("größe_2-b:1:png", "größe_2-b", Some(1), PictureFormat::Png, None),
        ] {
            let name = name.to_owned();
            assert_eq!(rendition(value), Ok(RenditionArg { name, long_edge, format, quality }));
        }
        for (value, words) in [
            ("web", "write NAME:SIDE:FORMAT"),
            ("web:1600", "write NAME:SIDE:FORMAT"),
            ("web:1600:jpg:85:444", "write NAME:SIDE:FORMAT"),
            (":1600:jpg", "a name of 1 to 32 letters"),
            ("a/b:1600:jpg", "a name of 1 to 32 letters"),
            ("..:1600:jpg", "a name of 1 to 32 letters"),
            ("original:1600:png", "other than “original”"),
            ("web:big:jpg", "“big” is not a number"),
            ("web:0:jpg", "1 to "),
            ("web:1600:webp", "“webp” is no format"),
            ("web:1600:jpg:20", "20 is out of range; write a number from 50 to 98"),
            ("web:1600:png:90", "a PNG has no quality"),
        ] {
            let error = rendition(value).expect_err(value);
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }

    #[test]
    fn the_name_says_the_format_and_the_flags_the_rest() {
        let jpeg = |quality, sampling| {
            let quality = Quality::new(quality).expect("offered");
            Ok(OutputFormat::Jpeg(Options { quality, sampling }))
        };
        let none = FormatArgs::default();
        let full = FormatArgs {
            format: Some(Format::Jpg),
            quality: Some(75),
            sampling: Some(Sampling::Full),
        };
        let of = |args: &FormatArgs, name: &str| {
            args.of_name(Path::new(name)).map_err(|failure| failure.message)
        };
        assert_eq!(of(&none, "a.png"), Ok(OutputFormat::Pixels));
        assert_eq!(of(&none, "a.JPG"), jpeg(90, Sampling::Halved));
        assert_eq!(of(&none, "a.webp"), Ok(OutputFormat::Pixels), "its name is refused later");
        assert_eq!(of(&full, "a.jpeg"), jpeg(75, Sampling::Full));
        assert!(of(&full, "a.png").is_err_and(|message| message.contains("does not go with")));
        let quality = FormatArgs { format: None, ..full };
        assert!(of(&quality, "a.png").is_err_and(|message| message.contains("name a .jpg")));
        assert!(quality.without_name().is_err_and(|it| it.message.contains("--format jpg")));
        let wanted = ["web:800:jpg", "print::jpg:95"].map(|value| rendition(value).expect(value));
        let made = quality.renditions(&wanted).map_err(|failure| failure.message);
        let formats: Vec<_> = made.expect("renditions").iter().map(|it| Ok(it.format)).collect();
        assert_eq!(formats, [jpeg(75, Sampling::Full), jpeg(95, Sampling::Full)]);
        assert!(full.renditions(&[]).is_ok_and(|none| none.is_empty()));
        let twice = ["web:800:jpg", "WEB::png"].map(|value| rendition(value).expect(value));
        assert!(none.renditions(&twice).is_err_and(|it| it.message.contains("are called")));
    }
}
