//! Edits in words, and what they leave in the channels.

use proofroom_circuits::edits::flip::Axis;
use proofroom_circuits::{Edit, Recipe, Rect};
use serde::Serialize;

/// The word for an edit and its parameters, as `show` and `verify` print them.
pub fn describe(edit: &Edit) -> String {
    match edit {
        Edit::Crop(crop) => {
            let Rect { x, y, width, height } = crop.0;
            format!("crop to {width} × {height} pixels at {x}, {y}")
        }
        Edit::Resize(resize) => format!("resize to {} × {} pixels", resize.width, resize.height),
        Edit::Contrast(contrast) => format!("contrast × {}", thousandths(contrast.permille)),
        Edit::Brightness(brightness) => format!("brightness {:+}", brightness.offset),
        Edit::Gamma(gamma) => format!("gamma {}", thousandths(gamma.permille)),
        Edit::WhiteBalance(balance) => format!(
            "white balance red × {}, green × {}, blue × {}",
            thousandths(balance.red_permille),
            thousandths(balance.green_permille),
            thousandths(balance.blue_permille)
        ),
        Edit::RgbToYcbcr(_) => "conversion from RGB to YCbCr".into(),
        Edit::YcbcrToRgb(_) => "conversion from YCbCr to RGB".into(),
        Edit::Grayscale(_) => "grayscale".into(),
        Edit::Flip(flip) => match flip.axis {
            Axis::Horizontal => "horizontal flip".into(),
            Axis::Vertical => "vertical flip".into(),
        },
        Edit::Rotate90(rotate) => {
            format!("rotation by {} degrees clockwise", 90 * u32::from(rotate.turns))
        }
        Edit::Redact(redact) => {
            let Rect { x, y, width, height } = redact.0;
            format!("black rectangle of {width} × {height} pixels at {x}, {y}")
        }
        Edit::Convolve(convolve) => match convolve.preset() {
            Some(preset) => format!("convolution with the preset {preset}"),
            None => {
                let rows = convolve
                    .kernel
                    .iter()
                    .map(|row| row.iter().map(i16::to_string).collect::<Vec<_>>().join(" "));
                format!(
                    "convolution with the kernel {} over {}",
                    rows.collect::<Vec<_>>().join(" / "),
                    convolve.divisor
                )
            }
        },
    }
}

fn thousandths(permille: impl Into<i64>) -> String {
    let permille = permille.into();
    format!("{}.{:03}", permille / 1000, permille % 1000)
}

/// What the three channels of a picture hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Channels {
    /// Red, green, blue.
    Rgb,
    /// Luma and two differences of colour, in the places of red, green and blue.
    Ycbcr,
}

impl Channels {
    /// What the recipe leaves in the channels of a picture that began as RGB: the last edit that
    /// converts decides.
    pub fn after(recipe: &Recipe) -> Self {
        let conversion = |edit: &Edit| match edit {
            Edit::RgbToYcbcr(_) => Some(Channels::Ycbcr),
            Edit::YcbcrToRgb(_) | Edit::Grayscale(_) => Some(Channels::Rgb),
            Edit::Crop(_)
            | Edit::Resize(_)
            | Edit::Contrast(_)
            | Edit::Brightness(_)
            | Edit::Gamma(_)
            | Edit::WhiteBalance(_)
            | Edit::Convolve(_)
            | Edit::Flip(_)
            | Edit::Rotate90(_)
            | Edit::Redact(_) => None,
        };
        recipe.edits().iter().rev().find_map(conversion).unwrap_or(Channels::Rgb)
    }
}

/// What `show` and `verify` say where the channels are not red, green and blue.
pub const YCBCR_NOTE: &str = "The picture is in YCbCr: its red, green and blue channels hold Y, Cb and Cr, so ordinary viewers \
     show other colours than the scene had.";

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(json: &str) -> Recipe {
        Recipe::from_json(json).expect("a recipe")
    }

    #[test]
    fn edits_in_words() {
        for (json, words) in [
            (r#"{"crop":{"x":3,"y":4,"width":5,"height":6}}"#, "crop to 5 × 6 pixels at 3, 4"),
            (r#"{"resize":{"width":5,"height":6}}"#, "resize to 5 × 6 pixels"),
            (r#"{"contrast":{"permille":1300}}"#, "contrast × 1.300"),
            (r#"{"brightness":{"offset":-20}}"#, "brightness -20"),
            (r#"{"gamma":{"permille":955}}"#, "gamma 0.955"),
            (
                r#"{"white_balance":{"red_permille":1100,"green_permille":1000,"blue_permille":90}}"#,
                "white balance red × 1.100, green × 1.000, blue × 0.090",
            ),
            (r#"{"rgb_to_ycbcr":{}}"#, "conversion from RGB to YCbCr"),
            (r#"{"ycbcr_to_rgb":{}}"#, "conversion from YCbCr to RGB"),
            (r#"{"convolve":{"preset":"sharpen"}}"#, "convolution with the preset sharpen"),
            (
                r#"{"convolve":{"kernel":[[0,1,0],[1,2,1],[0,1,0]],"divisor":6}}"#,
                "convolution with the kernel 0 1 0 / 1 2 1 / 0 1 0 over 6",
            ),
            (r#"{"grayscale":{}}"#, "grayscale"),
            (r#"{"flip":{"axis":"horizontal"}}"#, "horizontal flip"),
            (r#"{"flip":{"axis":"vertical"}}"#, "vertical flip"),
            (r#"{"rotate90":{"turns":3}}"#, "rotation by 270 degrees clockwise"),
            (
                r#"{"redact":{"x":3,"y":4,"width":5,"height":6}}"#,
                "black rectangle of 5 × 6 pixels at 3, 4",
            ),
        ] {
            let recipe = recipe(&format!("[{json}]"));
            assert_eq!(describe(&recipe.edits()[0]), words);
        }
    }

    #[test]
    fn the_last_conversion_decides() {
        let (to, from, tone, gray) = (
            r#"{"rgb_to_ycbcr":{}}"#,
            r#"{"ycbcr_to_rgb":{}}"#,
            r#"{"brightness":{"offset":1}}"#,
            r#"{"grayscale":{}}"#,
        );
        for (edits, channels) in [
            (vec![], Channels::Rgb),
            (vec![tone], Channels::Rgb),
            (vec![to, tone], Channels::Ycbcr),
            (vec![to, tone, from], Channels::Rgb),
            (vec![from, to], Channels::Ycbcr),
            (vec![to, gray], Channels::Rgb),
        ] {
            assert_eq!(
                Channels::after(&recipe(&format!("[{}]", edits.join(",")))),
                channels,
                "{edits:?}"
            );
        }
    }
}
