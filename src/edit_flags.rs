//! The edits as flags, in the order in which they stand on the line.

use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use proofroom_provenance::circuits::edits::flip::Axis;
use proofroom_provenance::circuits::edits::{
    Brightness, Contrast, Convolve, Crop, EditError, Flip, Gamma, Grayscale, Redact, Resize,
    RgbToYcbcr, Rotate90, WhiteBalance, YcbcrToRgb,
};
use proofroom_provenance::circuits::{Edit, Rect, Size};
use proofroom_provenance::editing::draft::DraftEdit;

use super::values::{exactly, list, thousandths, whole};

/// The group of everything that says what the edits are.
pub const GROUP: &str = "recipe";

/// The edits of a command line.
#[derive(Clone, Debug)]
pub struct EditFlags(pub Vec<DraftEdit>);

/// One edit as a flag.
struct Flag {
    /// The edit's word with dashes.
    name: &'static str,
    /// What follows it, if anything does.
    value: Option<&'static str>,
    help: &'static str,
    parse: fn(&str) -> Result<DraftEdit, String>,
}

const FLAGS: &[Flag] = &[
    Flag {
        name: "crop",
        value: Some("X,Y,W,H"),
        help: "Keep a rectangle: left, top, width and height in pixels",
        parse: |text| exact(Edit::Crop(Crop(rectangle(text)?))),
    },
    Flag {
        name: "resize",
        value: Some("W|xH|WxH"),
        help: "Scale to a width (1600), a height (x1067), or both (1600x1067), in pixels; a single side keeps the ratio",
        parse: resize,
    },
    Flag {
        name: "contrast",
        value: Some("FACTOR"),
        help: "Contrast around middle gray, 0.0 to 8.0; 1.3 raises it, 1300 is the same in thousandths",
        parse: |text| {
            let permille = thousandths(text)?;
            exact(Edit::Contrast(Contrast { permille }))
        },
    },
    Flag {
        name: "brightness",
        value: Some("OFFSET"),
        help: "Add to every value, -255 to 255",
        parse: |text| {
            let offset = whole(text)
                .map_err(|error| format!("{error}; write a whole number from -255 to 255"))?;
            exact(Edit::Brightness(Brightness { offset }))
        },
    },
    Flag {
        name: "gamma",
        value: Some("FACTOR"),
        help: "Gamma, 0.1 to 8.0; more than 1.0 brightens",
        parse: |text| {
            let permille = thousandths(text)?;
            exact(Edit::Gamma(Gamma { permille }))
        },
    },
    Flag {
        name: "white-balance",
        value: Some("R,G,B"),
        help: "Factors of the channels, each 0.0 to 8.0, such as 1.1,1.0,0.95",
        parse: |text| {
            let [red_permille, green_permille, blue_permille] =
                exactly(text, "red, green, blue", thousandths)?;
            exact(Edit::WhiteBalance(WhiteBalance { red_permille, green_permille, blue_permille }))
        },
    },
    Flag {
        name: "rgb-to-ycbcr",
        value: None,
        help: "Convert the channels from RGB to YCbCr",
        parse: |_| exact(Edit::RgbToYcbcr(RgbToYcbcr {})),
    },
    Flag {
        name: "ycbcr-to-rgb",
        value: None,
        help: "Convert the channels from YCbCr to RGB",
        parse: |_| exact(Edit::YcbcrToRgb(YcbcrToRgb {})),
    },
    Flag {
        name: "convolve",
        value: Some("PRESET|K1,..,Kn/D"),
        help: "Convolve with box3, box5, gaussian3, gaussian5, sharpen or edge, or with 9 or 25 integers over a divisor",
        parse: convolve,
    },
    Flag {
        name: "grayscale",
        value: None,
        help: "Replace each pixel's colour by its brightness",
        parse: |_| exact(Edit::Grayscale(Grayscale {})),
    },
    Flag {
        name: "flip",
        value: Some("AXIS"),
        help: "Mirror: horizontal exchanges left and right, vertical exchanges top and bottom",
        parse: |text| {
            let axis = match text {
                "horizontal" => Axis::Horizontal,
                "vertical" => Axis::Vertical,
                _ => {
                    return Err(
                        "write horizontal (left and right) or vertical (top and bottom)".into()
                    );
                }
            };
            exact(Edit::Flip(Flip { axis }))
        },
    },
    Flag {
        name: "rotate90",
        value: Some("TURNS"),
        help: "Turn clockwise by 1, 2 or 3 quarter turns",
        parse: |text| {
            let advice = "write 1, 2 or 3, the number of quarter turns clockwise";
            match whole(text).map_err(|error| format!("{error}; {advice}"))? {
                turns @ 1..=3 => exact(Edit::Rotate90(Rotate90 { turns })),
                turns => Err(format!("{turns} quarter turns are not offered; {advice}")),
            }
        },
    },
    Flag {
        name: "redact",
        value: Some("X,Y,W,H"),
        help: "Blacken a rectangle: left, top, width and height in pixels",
        parse: |text| exact(Edit::Redact(Redact(rectangle(text)?))),
    },
];

/// An edit whose parameters are in their ranges. Whether it fits a photo is seen when there is one.
fn exact(edit: Edit) -> Result<DraftEdit, String> {
    const ANY: Size = Size { width: 1, height: 1 };
    match edit.output_size(ANY) {
        // What recipes call a factor is not what the flag calls it.
        Err(EditError::Parameter { name, value, range }) if name.ends_with("permille") => {
            Err(format!("{value} is out of range: it must be {range}"))
        }
        Err(
            error @ (EditError::Parameter { .. } | EditError::KernelShape | EditError::KernelRange),
        ) => Err(error.to_string()),
        _ => Ok(DraftEdit::Exact(edit)),
    }
}

fn rectangle(text: &str) -> Result<Rect, String> {
    let [x, y, width, height] = list(text, "left, top, width, height")?;
    if width == 0 || height == 0 {
        return Err("the rectangle is empty; width and height are at least 1".into());
    }
    Ok(Rect { x, y, width, height })
}

fn resize(text: &str) -> Result<DraftEdit, String> {
    let advice = "write a width (1600), a height (x1067), or both (1600x1067)";
    let side = |text: &str| match whole(text) {
        Ok(0) => Err(format!("a side of 0 pixels is too small; {advice}")),
        side => side.map_err(|error| format!("{error}; {advice}")),
    };
    match text.split_once(['x', 'X', '×', ',']) {
        None => side(text).map(DraftEdit::ToWidth),
        Some(("", height)) => side(height).map(DraftEdit::ToHeight),
        Some((width, "")) => side(width).map(DraftEdit::ToWidth),
        Some((width, height)) => {
            exact(Edit::Resize(Resize { width: side(width)?, height: side(height)? }))
        }
    }
}

fn convolve(text: &str) -> Result<DraftEdit, String> {
    if let Some(preset) = Convolve::named(text) {
        return exact(Edit::Convolve(preset));
    }
    let advice = format!(
        "write a preset ({}), or 9 or 25 whole numbers with commas between them, a slash and a divisor",
        Convolve::preset_names().join(", ")
    );
    let Some((kernel, divisor)) = text.split_once('/') else {
        return Err(format!("“{text}” is not a preset; {advice}"));
    };
    let number = |error| format!("{error}; {advice}");
    let weights: Vec<i16> =
        kernel.split(',').map(whole).collect::<Result<_, _>>().map_err(number)?;
    let side = match weights.len() {
        9 => 3,
        25 => 5,
        count => return Err(format!("a kernel has 9 or 25 numbers, not {count}")),
    };
    let kernel = weights.chunks(side).map(<[i16]>::to_vec).collect();
    let divisor = whole(divisor).map_err(number)?;
    exact(Edit::Convolve(Convolve { kernel, divisor }))
}

/// Reads a value, which may begin with a minus but is not the next flag.
fn parser(
    parse: fn(&str) -> Result<DraftEdit, String>,
) -> impl Fn(&str) -> Result<DraftEdit, String> + Clone {
    move |text| match text.strip_prefix("--") {
        Some(_) => Err(format!("this is another flag; write a value before {text}")),
        None => parse(text),
    }
}

impl clap::Args for EditFlags {
    fn augment_args(command: Command) -> Command {
        let flag = |flag: &Flag| {
            let arg = Arg::new(flag.name)
                .long(flag.name)
                .help(flag.help)
                .help_heading("Edits, in the order given")
                .action(ArgAction::Append)
                .value_parser(parser(flag.parse))
                .conflicts_with("edits");
            match flag.value {
                // A kernel may begin with a minus, which does not make it a flag.
                Some(name) if flag.name == "convolve" => {
                    arg.value_name(name).allow_hyphen_values(true)
                }
                Some(name) => arg.value_name(name).allow_negative_numbers(true),
                None => arg.num_args(0).default_missing_value(""),
            }
        };
        let names = FLAGS.iter().map(|flag| flag.name).chain(["edits"]);
        let group = ArgGroup::new(GROUP).args(names).multiple(true);
        command.args(FLAGS.iter().map(flag)).group(group)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for EditFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut edits: Vec<(usize, DraftEdit)> = Vec::new();
        for flag in FLAGS {
            let values = matches.get_many::<DraftEdit>(flag.name).into_iter().flatten().cloned();
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
        let size = Size { width: 600, height: 400 };
        let edits: Vec<Edit> = edits.iter().map(|edit| edit.for_size(size)).collect();
        Ok(serde_json::to_string(&edits).expect("plain data"))
    }

    #[test]
    fn every_edit_has_a_flag() {
        let names: Vec<String> = FLAGS.iter().map(|flag| flag.name.replace('-', "_")).collect();
        assert_eq!(names, Edit::WORDS);
    }

    #[test]
    fn flags_become_edits_in_their_order() {
        for (line, json) in [
            ("--crop 1,2,3,4", r#"[{"crop":{"x":1,"y":2,"width":3,"height":4}}]"#),
            (
                "--contrast 1300 --brightness -20 --contrast 900",
                r#"[{"contrast":{"permille":1300}},{"brightness":{"offset":-20}},{"contrast":{"permille":900}}]"#,
            ),
            (
                "--ycbcr-to-rgb --gamma=800 --rgb-to-ycbcr --ycbcr-to-rgb",
                r#"[{"ycbcr_to_rgb":{}},{"gamma":{"permille":800}},{"rgb_to_ycbcr":{}},{"ycbcr_to_rgb":{}}]"#,
            ),
            (
                "--white-balance 10,20,30 --resize 4,5",
                r#"[{"white_balance":{"red_permille":10,"green_permille":20,"blue_permille":30}},{"resize":{"width":4,"height":5}}]"#,
            ),
            (
                "--flip vertical --rotate90 3 --grayscale --flip horizontal --redact 1,2,3,4",
                r#"[{"flip":{"axis":"vertical"}},{"rotate90":{"turns":3}},{"grayscale":{}},{"flip":{"axis":"horizontal"}},{"redact":{"x":1,"y":2,"width":3,"height":4}}]"#,
            ),
            (
                "--contrast 1.3 --white-balance 1.1,1.0,950 --gamma .8",
                r#"[{"contrast":{"permille":1300}},{"white_balance":{"red_permille":1100,"green_permille":1000,"blue_permille":950}},{"gamma":{"permille":800}}]"#,
            ),
            (
                "--resize 300 --resize x300 --resize 3x4 --resize 5,6 --resize 60x",
                r#"[{"resize":{"width":300,"height":200}},{"resize":{"width":450,"height":300}},{"resize":{"width":3,"height":4}},{"resize":{"width":5,"height":6}},{"resize":{"width":60,"height":40}}]"#,
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
            (
                "--crop 1,2,3",
                "4 numbers with commas between them are needed (left, top, width, height), but there are 3",
            ),
            ("--crop 1,2,3,-4", "-4 is out of range; write left, top"),
            ("--crop 1,2,3,0", "the rectangle is empty"),
            ("--resize 0", "too small"),
            ("--resize x", "“” is not a number; write a width (1600)"),
            ("--resize 50%", "“50%” is not a number"),
            ("--resize 1600x1067x2", "“1067x2” is not a number"),
            ("--resize 1.5", "1.5 should be a whole number; write a width"),
            ("--contrast much", "“much” is not a number; write a factor such as 1.3"),
            ("--contrast 2", "write 2.0"),
            ("--contrast 70000", "too large"),
            ("--contrast 9.0", "9000 is out of range: it must be 0 to 8000 (thousandths)"),
            ("--gamma 0.05", "50 is out of range: it must be 100 to 8000"),
            (
                "--white-balance 1.1,1",
                "3 numbers with commas between them are needed (red, green, blue)",
            ),
            ("--white-balance 1.1,1.0,x", "“x” is not a number"),
            (
                "--brightness 0.5",
                "0.5 should be a whole number; write a whole number from -255 to 255",
            ),
            ("--brightness 256", "256, but must be"),
            ("--rotate90 90", "90 quarter turns are not offered; write 1, 2 or 3"),
            ("--flip --grayscale", "a value is required for '--flip <AXIS>'"),
            ("--contrast -1.5", "-1.5 is negative"),
            ("--convolve --grayscale", "write a value before --grayscale"),
            ("--rotate90 90deg", "write 1, 2 or 3"),
            ("--convolve blur", "“blur” is not a preset; write a preset (box3"),
            ("--convolve 1,2,3/4", "9 or 25 numbers"),
            ("--convolve 1,1,1,1,1,1,1,1,1/x", "“x” is not a number; write a preset"),
            ("--convolve 1,1,1,1,1,1,1,1,1/0", "divisor"),
            ("--flip diagonal", "horizontal (left and right) or vertical"),
            ("--rgb-to-ycbcr=1", "unexpected value"),
            ("--contrast 10 --edits file", "cannot be used with"),
        ] {
            let error = parse(line).expect_err(line).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
            assert!(!error.contains("digit"), "{error:?} is a library's sentence");
        }
    }
}
