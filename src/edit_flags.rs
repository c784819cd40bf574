//! The edits as flags, in the order of the command line.

use std::ffi::OsStr;

use clap::builder::TypedValueParser;
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command};
use proofroom_provenance::circuits::Edit;
use proofroom_provenance::circuits::edits::{DraftEdit, EditKind};

/// The group of everything that says what the edits are.
pub const GROUP: &str = "recipe";

/// The edits of a command line.
#[derive(Clone, Debug)]
pub struct EditFlags(pub Vec<DraftEdit>);

/// Reads the value of an edit's flag.
#[derive(Clone)]
struct Parser(&'static EditKind);

impl TypedValueParser for Parser {
    type Value = DraftEdit;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<DraftEdit, clap::Error> {
        let Parser(kind) = *self;
        // It may begin with a minus but is not the next flag.
        let parse = move |text: &str| match text.strip_prefix("--") {
            Some(_) => Err(format!("this is another flag; write a value before {text}")),
            None => kind.parse(text),
        };
        parse.parse_ref(command, arg, value).map_err(|mut error| {
            if kind.flag.secret {
                error.insert(ContextKind::InvalidValue, ContextValue::String("...".into()));
            }
            error
        })
    }
}

fn arg(kind: &'static EditKind) -> Arg {
    let flag = kind.flag;
    let arg = Arg::new(flag.name)
        .long(flag.name)
        .help(flag.help)
        .help_heading("Edits, in the order given")
        .action(ArgAction::Append)
        .value_parser(Parser(kind))
        .conflicts_with("edits");
    match flag.value {
        // A rectangle that begins with a minus is refused by the edit, which says what it needs.
        Some(name) if flag.minus_first || name.contains(',') => {
            arg.value_name(name).allow_hyphen_values(true)
        }
        Some(name) => arg.value_name(name).allow_negative_numbers(true),
        None => arg.num_args(0).default_missing_value(""),
    }
}

impl clap::Args for EditFlags {
    fn augment_args(command: Command) -> Command {
        let names = Edit::KINDS.iter().map(|kind| kind.flag.name).chain(["edits"]);
        let group = ArgGroup::new(GROUP).args(names).multiple(true);
        command.args(Edit::KINDS.iter().map(arg)).group(group)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for EditFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let mut edits: Vec<(usize, DraftEdit)> = Vec::new();
        for kind in Edit::KINDS {
            let name = kind.flag.name;
            let values = matches.get_many::<DraftEdit>(name).into_iter().flatten().cloned();
            let places = matches.indices_of(name).into_iter().flatten();
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
    use proofroom_provenance::circuits::Size;

    fn parse(line: &str) -> Result<String, clap::Error> {
        let command =
            EditFlags::augment_args(Command::new("edit").arg(Arg::new("edits").long("edits")));
        let matches =
            command.try_get_matches_from(std::iter::once("edit").chain(line.split(' ')))?;
        let EditFlags(edits) = EditFlags::from_arg_matches(&matches)?;
        let size = Size::new(600, 400).expect("a size");
        let edits: Vec<Edit> = edits.iter().map(|edit| edit.for_size(size)).collect();
        Ok(serde_json::to_string(&edits).expect("plain data"))
    }

    #[test]
    fn flags_become_edits_in_their_order() {
        for (line, json) in [
            ("--crop 1,2,3,4", r#"[{"crop":{"x":1,"y":2,"width":3,"height":4}}]"#),
            (
                "--crop-hidden 1,2,3,4 --crop-hidden 0,0,2,2",
                r#"[{"crop_hidden":{"width":3,"height":4}},{"crop_hidden":{"width":2,"height":2}}]"#,
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
                "--white-balance 0.01,0.02,0.03 --resize 4,5",
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
                "--levels 16,235,1.2 --curve 0:10,255:240 --exposure -0.7 --saturation 1.3 --pixelate 1,2,30,40,5",
                r#"[{"levels":{"black":16,"white":235,"gamma_permille":1200}},{"curve":{"points":[[0,10],[255,240]]}},{"exposure":{"permille":-700}},{"saturation":{"permille":1300}},{"pixelate":{"x":1,"y":2,"width":30,"height":40,"block":5}}]"#,
            ),
            (
                "--straighten -0.8 --straighten=1.5 --crop 1,2,30,40",
                r#"[{"straighten":{"millidegrees":-800}},{"straighten":{"millidegrees":1500}},{"crop":{"x":1,"y":2,"width":30,"height":40}}]"#,
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
            ("--crop -1,2,3,4", "-1 is out of range; write left, top"),
            (
                "--crop-hidden -1,2,3,4",
                "invalid value '...' for '--crop-hidden <X,Y,W,H>': these must",
            ),
            ("--crop --grayscale", "this is another flag"),
            ("--crop-hidden 1,2,3", "invalid value '...' for '--crop-hidden <X,Y,W,H>': 4 numbers"),
            (
                "--crop-hidden 1,2,3,0",
                "invalid value '...' for '--crop-hidden <X,Y,W,H>': the rectangle is empty",
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
            ("--straighten 90", "90 is out of range: it must be -15 to 15 degrees"),
            ("--straighten 1,5", "“1,5” is not a number; write degrees such as 1.5 or -0.8"),
            ("--exposure 6", "6 is out of range: it must be -5 to 5 stops"),
            ("--levels 9,9,1.0", "black"),
            ("--curve 9:9", "points"),
            ("--pixelate 0,0,100,50,4", "at least a twentieth of the rectangle's longer side"),
            ("--convolve blur", "“blur” is not a preset; write a preset (box3"),
            ("--convolve 1,2,3/4", "9 or 25 numbers"),
            ("--convolve 1,1,1,1,1,1,1,1,1/x", "“x” is not a number; write a preset"),
            ("--convolve 1,1,1,1,1,1,1,1,1/0", "divisor"),
            ("--flip diagonal", "horizontal (left and right) or vertical"),
            ("--rgb-to-ycbcr=1", "unexpected value"),
            ("--contrast 1.1 --edits file", "cannot be used with"),
        ] {
            let error = parse(line).expect_err(line).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
            assert!(!error.contains("digit"), "{error:?} is a library's sentence");
        }
    }
}
