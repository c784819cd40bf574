//! The edits as flags, in the order in which they stand on the line.

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use proofroom::circuits::edits::flip::Axis;
use proofroom::circuits::edits::{
    Brightness, Contrast, Convolve, Crop, Flip, Gamma, Grayscale, Redact, Resize, RgbToYcbcr,
    Rotate90, WhiteBalance, YcbcrToRgb,
};
use proofroom::circuits::{Edit, Rect};

/// The group of everything that says what the edits are.
pub const GROUP: &str = "recipe";

/// The edits of a command line.
#[derive(Clone, Debug)]
pub struct EditFlags(pub Vec<Edit>);

/// One edit as a flag.
struct Flag {
    /// The edit's word with dashes.
    name: &'static str,
    /// What follows it, if anything does.
    value: Option<&'static str>,
    help: &'static str,
    parse: fn(&str) -> Result<Edit, String>,
}

const FLAGS: &[Flag] = &[
    Flag {
        name: "crop",
        value: Some("X,Y,W,H"),
        help: "Keep a rectangle: left, top, width, height in pixels",
        parse: |text| Ok(Edit::Crop(Crop(rectangle(text)?))),
    },
    Flag {
        name: "resize",
        value: Some("W,H"),
        help: "Scale to a width and height in pixels",
        parse: |text| {
            let [width, height] = numbers(text)?;
            Ok(Edit::Resize(Resize { width, height }))
        },
    },
    Flag {
        name: "contrast",
        value: Some("PERMILLE"),
        help: "Contrast around middle gray, 0 to 8000; 1000 changes nothing",
        parse: |text| {
            Ok(Edit::Contrast(Contrast {
                permille: number(text)?,
            }))
        },
    },
    Flag {
        name: "brightness",
        value: Some("OFFSET"),
        help: "Add to every value, -255 to 255",
        parse: |text| {
            Ok(Edit::Brightness(Brightness {
                offset: number(text)?,
            }))
        },
    },
    Flag {
        name: "gamma",
        value: Some("PERMILLE"),
        help: "Gamma, 100 to 8000; more than 1000 brightens",
        parse: |text| {
            Ok(Edit::Gamma(Gamma {
                permille: number(text)?,
            }))
        },
    },
    Flag {
        name: "white-balance",
        value: Some("R,G,B"),
        help: "Gains of the channels in thousandths, each 0 to 8000",
        parse: |text| {
            let [red_permille, green_permille, blue_permille] = numbers(text)?;
            Ok(Edit::WhiteBalance(WhiteBalance {
                red_permille,
                green_permille,
                blue_permille,
            }))
        },
    },
    Flag {
        name: "rgb-to-ycbcr",
        value: None,
        help: "Convert the channels from RGB to YCbCr",
        parse: |_| Ok(Edit::RgbToYcbcr(RgbToYcbcr {})),
    },
    Flag {
        name: "ycbcr-to-rgb",
        value: None,
        help: "Convert the channels from YCbCr to RGB",
        parse: |_| Ok(Edit::YcbcrToRgb(YcbcrToRgb {})),
    },
    Flag {
        name: "convolve",
        value: Some("PRESET|K1,..,Kn/D"),
        help: "Convolve with box3, box5, gaussian3, gaussian5, sharpen, edge, or with 9 or 25 integers over a divisor",
        parse: convolve,
    },
    Flag {
        name: "grayscale",
        value: None,
        help: "Replace every pixel by its brightness",
        parse: |_| Ok(Edit::Grayscale(Grayscale {})),
    },
    Flag {
        name: "flip",
        value: Some("AXIS"),
        help: "Mirror: horizontal changes left and right, vertical top and bottom",
        parse: |text| match text {
            "horizontal" => Ok(Edit::Flip(Flip {
                axis: Axis::Horizontal,
            })),
            "vertical" => Ok(Edit::Flip(Flip {
                axis: Axis::Vertical,
            })),
            _ => Err("the axis is horizontal or vertical".into()),
        },
    },
    Flag {
        name: "rotate90",
        value: Some("TURNS"),
        help: "Turn clockwise by quarter turns, 1 to 3",
        parse: |text| {
            Ok(Edit::Rotate90(Rotate90 {
                turns: number(text)?,
            }))
        },
    },
    Flag {
        name: "redact",
        value: Some("X,Y,W,H"),
        help: "Blacken a rectangle: left, top, width, height in pixels",
        parse: |text| Ok(Edit::Redact(Redact(rectangle(text)?))),
    },
];

fn number<N: std::str::FromStr<Err = std::num::ParseIntError>>(text: &str) -> Result<N, String> {
    text.trim()
        .parse()
        .map_err(|error| format!("{:?}: {error}", text.trim()))
}

fn numbers<N, const COUNT: usize>(text: &str) -> Result<[N; COUNT], String>
where
    N: std::str::FromStr<Err = std::num::ParseIntError>,
{
    let numbers: Vec<N> = text.split(',').map(number).collect::<Result<_, _>>()?;
    let given = numbers.len();
    numbers
        .try_into()
        .map_err(|_| format!("{COUNT} numbers with commas between them are needed, not {given}"))
}

fn rectangle(text: &str) -> Result<Rect, String> {
    let [x, y, width, height] = numbers(text)?;
    Ok(Rect {
        x,
        y,
        width,
        height,
    })
}

fn convolve(text: &str) -> Result<Edit, String> {
    if let Some(preset) = Convolve::named(text) {
        return Ok(Edit::Convolve(preset));
    }
    let Some((kernel, divisor)) = text.split_once('/') else {
        let presets = Convolve::preset_names().join(", ");
        return Err(format!(
            "neither a preset ({presets}) nor numbers over a divisor"
        ));
    };
    let weights: Vec<i16> = kernel.split(',').map(number).collect::<Result<_, _>>()?;
    let side = match weights.len() {
        9 => 3,
        25 => 5,
        count => return Err(format!("a kernel has 9 or 25 numbers, not {count}")),
    };
    let kernel = weights.chunks(side).map(<[i16]>::to_vec).collect();
    Ok(Edit::Convolve(Convolve {
        kernel,
        divisor: number(divisor)?,
    }))
}

impl clap::Args for EditFlags {
    fn augment_args(command: Command) -> Command {
        let flag = |flag: &Flag| {
            let arg = Arg::new(flag.name)
                .long(flag.name)
                .help(flag.help)
                .help_heading("Edits, in the order given")
                .action(ArgAction::Append)
                .value_parser(flag.parse)
                .conflicts_with("edits");
            match flag.value {
                Some(name) => arg.value_name(name).allow_hyphen_values(true),
                None => arg.num_args(0).default_missing_value(""),
            }
        };
        let names = FLAGS.iter().map(|flag| flag.name).chain(["edits"]);
        let group = ArgGroup::new(GROUP)
            .args(names)
            .multiple(true)
            .required(true);
        command.args(FLAGS.iter().map(flag)).group(group)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for EditFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut edits: Vec<(usize, Edit)> = Vec::new();
        for flag in FLAGS {
            let values = matches
                .get_many::<Edit>(flag.name)
                .into_iter()
                .flatten()
                .cloned();
            let places = matches.indices_of(flag.name).into_iter().flatten();
            edits.extend(places.zip(values));
        }
        edits.sort_by_key(|(place, _)| *place);
        Ok(EditFlags(edits.into_iter().map(|(_, edit)| edit).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args, FromArgMatches};

    fn parse(line: &str) -> Result<String, clap::Error> {
        let command =
            EditFlags::augment_args(Command::new("edit").arg(Arg::new("edits").long("edits")));
        let matches =
            command.try_get_matches_from(std::iter::once("edit").chain(line.split(' ')))?;
        let EditFlags(edits) = EditFlags::from_arg_matches(&matches)?;
        Ok(serde_json::to_string(&edits).expect("plain data"))
    }

    #[test]
    fn every_edit_has_a_flag() {
        let names: Vec<String> = FLAGS
            .iter()
            .map(|flag| flag.name.replace('-', "_"))
            .collect();
        assert_eq!(names, Edit::WORDS);
    }

    #[test]
    fn flags_become_edits_in_their_order() {
        for (line, json) in [
            (
                "--crop 1,2,3,4",
                r#"[{"crop":{"x":1,"y":2,"width":3,"height":4}}]"#,
            ),
            (
                "--contrast 1300 --brightness -20 --contrast 900",
                r#"[{"contrast":{"permille":1300}},{"brightness":{"offset":-20}},{"contrast":{"permille":900}}]"#,
            ),
            (
                "--ycbcr-to-rgb --gamma=800 --rgb-to-ycbcr --ycbcr-to-rgb",
                r#"[{"ycbcr_to_rgb":{}},{"gamma":{"permille":800}},{"rgb_to_ycbcr":{}},{"ycbcr_to_rgb":{}}]"#,
            ),
            (
                "--white-balance 1,2,3 --resize 4,5",
                r#"[{"white_balance":{"red_permille":1,"green_permille":2,"blue_permille":3}},{"resize":{"width":4,"height":5}}]"#,
            ),
            (
                "--flip vertical --rotate90 3 --grayscale --flip horizontal --redact 1,2,3,4",
                r#"[{"flip":{"axis":"vertical"}},{"rotate90":{"turns":3}},{"grayscale":{}},{"flip":{"axis":"horizontal"}},{"redact":{"x":1,"y":2,"width":3,"height":4}}]"#,
            ),
            (
                "--convolve sharpen",
                r#"[{"convolve":{"kernel":[[0,-1,0],[-1,5,-1],[0,-1,0]],"divisor":1}}]"#,
            ),
            (
                "--convolve -1,0,0,0,2,0,0,0,0/3",
                r#"[{"convolve":{"kernel":[[-1,0,0],[0,2,0],[0,0,0]],"divisor":3}}]"#,
            ),
        ] {
            assert_eq!(parse(line).expect(line), json);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, words) in [
            ("--crop 1,2,3", "4 numbers"),
            ("--crop 1,2,3,-4", "invalid digit"),
            ("--contrast much", "invalid digit"),
            ("--contrast 70000", "too large"),
            ("--convolve blur", "preset (box3"),
            ("--convolve 1,2,3/4", "9 or 25 numbers"),
            ("--convolve 1,1,1,1,1,1,1,1,1/x", "invalid digit"),
            ("--flip diagonal", "horizontal or vertical"),
            ("--rgb-to-ycbcr=1", "unexpected value"),
            ("--contrast 1 --edits file", "cannot be used with"),
        ] {
            let error = parse(line).expect_err(line).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        }
    }
}
