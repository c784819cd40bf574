//! What the numbers of a photo mean, and how they are converted to sRGB.
//!
//! A colour space is recognised by what it does, not by its name, which can be wrong: one that maps a sample of
//! colours as sRGB does, within [`TOLERANCE`], *is* sRGB, and its pixels stay as they are. All others are
//! converted: relative colorimetric, without black point compensation or dithering, and with colours outside of
//! sRGB clipped channel by channel. The arithmetic is `moxcms`'s without processor extensions, so that every
//! machine gets the same bytes.

use std::sync::Arc;

use moxcms::{
    Chromaticity, CicpColorPrimaries, CicpProfile, ColorPrimaries, ColorProfile, DataColorSpace,
    Layout, MatrixCoefficients, ProfileClass, ProfileText, RenderingIntent, ToneReprCurve,
    TransferCharacteristics, Transform8BitExecutor, TransformOptions,
};
use proofroom_circuits::Image;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::format::capture_record::ColourSpaceName;
use crate::system::text;

/// How far two colour spaces that count as the same may differ in a channel of 0 to 255. The profiles that are
/// called sRGB differ by 1; a pure gamma of 2.2 differs from sRGB by 9.
const TOLERANCE: u8 = 2;

/// The most bytes of an ICC profile. Those of cameras and editors have up to a few kilobytes, those of printers up
/// to 3 MB.
pub(crate) const MAX_PROFILE_BYTES: usize = 8 << 20;

/// The exponents that stand for sRGB in the `gAMA` of a PNG: 1 / 2.2 in 100,000ths, although sRGB's curve is a
/// different one. Some programs round down.
pub(crate) const SRGB_GAMMAS: [u32; 2] = [45_455, 45_454];

/// How many pixels are converted at once.
const BAND: usize = 1 << 16;

/// Why the colours of a photo are unknown.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ColourError {
    /// A profile that cannot be read.
    #[error("its colour profile is broken")]
    Broken,
    /// The numbers describe no colours.
    #[error("its gamma or primaries are impossible")]
    Impossible,
    /// A profile for something other than pictures in RGB or gray.
    #[error("its colour profile is for {0}")]
    OtherUse(&'static str),
    /// A gray profile in a picture with colours.
    #[error("its colour profile is for gray pictures, and it has colours")]
    GrayForColour,
    /// Brightness beyond white.
    #[error("its colours are those of high dynamic range (HDR)")]
    HighDynamicRange,
    /// A numbered colour space that is not converted.
    #[error("its colour space is not one that this program converts (cICP {0})")]
    Unknown(String),
}

/// The colour space of a photo.
pub(crate) struct ColourSpace {
    profile: ColorProfile,
    to_srgb: Arc<Transform8BitExecutor>,
}

impl ColourSpace {
    /// The colour space of an ICC profile.
    pub fn from_icc(bytes: &[u8]) -> Result<Self, ColourError> {
        if bytes.len() > MAX_PROFILE_BYTES {
            return Err(ColourError::Broken);
        }
        let profile = ColorProfile::new_from_slice(bytes).map_err(|_| ColourError::Broken)?;
        let other_use = match (profile.profile_class, profile.color_space) {
            (ProfileClass::DeviceLink | ProfileClass::Abstract | ProfileClass::Named, _) => {
                "changing colours, not for pictures"
            }
            (_, DataColorSpace::Cmyk | DataColorSpace::Cmy) => "CMYK pictures",
            (_, DataColorSpace::Lab) => "Lab pictures",
            (_, DataColorSpace::Rgb | DataColorSpace::Gray) => "",
            _ => "pictures that are neither RGB nor gray",
        };
        if !other_use.is_empty() {
            return Err(ColourError::OtherUse(other_use));
        }
        if profile.cicp.as_ref().is_some_and(is_high_dynamic_range) {
            return Err(ColourError::HighDynamicRange);
        }
        Self::new(profile)
    }

    /// The colour space of four numbers of ITU-T H.273, as a PNG's `cICP` holds them.
    pub fn from_cicp(numbers: [u8; 4]) -> Result<Self, ColourError> {
        let [primaries, transfer, matrix, full_range] = numbers;
        let unknown = || ColourError::Unknown(numbers.map(|number| number.to_string()).join(", "));
        let cicp = CicpProfile {
            color_primaries: primaries.try_into().map_err(|_| unknown())?,
            transfer_characteristics: transfer.try_into().map_err(|_| unknown())?,
            matrix_coefficients: matrix.try_into().map_err(|_| unknown())?,
            full_range: full_range == 1,
        };
        if is_high_dynamic_range(&cicp) {
            return Err(ColourError::HighDynamicRange);
        }
        let is_known = matches!(
            cicp.color_primaries,
            CicpColorPrimaries::Bt709 | CicpColorPrimaries::Bt2020 | CicpColorPrimaries::Smpte432
        ) && matches!(
            cicp.transfer_characteristics,
            TransferCharacteristics::Srgb
                | TransferCharacteristics::Linear
                | TransferCharacteristics::Bt470M
                | TransferCharacteristics::Bt470Bg
        ) && matches!(cicp.matrix_coefficients, MatrixCoefficients::Identity)
            && cicp.full_range;
        if !is_known {
            return Err(unknown());
        }
        Self::new(ColorProfile::new_from_cicp(cicp))
    }

    /// The colour space of a PNG's `gAMA` and `cHRM`: the exponent of the file, 45455 for 1 / 2.2, and
    /// the chromaticities of white, red, green and blue, all in 100,000ths; where one is missing, sRGB's.
    pub fn from_gamma_and_primaries(
        gamma: Option<u32>,
        primaries: Option<[u32; 8]>,
    ) -> Result<Self, ColourError> {
        let mut profile = ColorProfile::new_srgb();
        profile.cicp = None;
        if let Some(gamma) = gamma
            && !SRGB_GAMMAS.contains(&gamma)
        {
            if !(10_000..=1_000_000).contains(&gamma) {
                return Err(ColourError::Impossible);
            }
            let curve = ToneReprCurve::Parametric(vec![100_000.0 / gamma as f32]);
            profile.red_trc = Some(curve.clone());
            profile.green_trc = Some(curve.clone());
            profile.blue_trc = Some(curve);
        }
        if let Some(primaries) = primaries {
            let [white, red, green, blue] = std::array::from_fn(|corner| {
                let part = |index: usize| primaries[2 * corner + index] as f32 / 100_000.0;
                Chromaticity::new(part(0), part(1))
            });
            let is_possible = |corner: &Chromaticity| corner.y > 0.0 && corner.x + corner.y <= 1.0;
            if ![white, red, green, blue].iter().all(is_possible) {
                return Err(ColourError::Impossible);
            }
            profile.update_rgb_colorimetry(white.to_xyyb(), ColorPrimaries { red, green, blue });
            let colorants =
                [&profile.red_colorant, &profile.green_colorant, &profile.blue_colorant];
            let is_finite = |value: f64| value.is_finite() && value.abs() < 100.0;
            if !colorants.iter().all(|xyz| [xyz.x, xyz.y, xyz.z].into_iter().all(is_finite)) {
                return Err(ColourError::Impossible);
            }
        }
        Self::new(profile)
    }

    /// Adobe RGB (1998).
    pub fn adobe_rgb() -> Self {
        Self::new(ColorProfile::new_adobe_rgb()).expect("a known colour space")
    }

    fn new(profile: ColorProfile) -> Result<Self, ColourError> {
        let layout = match profile.color_space {
            DataColorSpace::Gray => Layout::Gray,
            _ => Layout::Rgb,
        };
        let options = TransformOptions {
            rendering_intent: RenderingIntent::RelativeColorimetric,
            allow_use_cicp_transfer: false,
            prefer_fixed_point: false,
            ..TransformOptions::default()
        };
        let srgb = ColorProfile::new_srgb();
        let to_srgb = profile
            .create_transform_8bit(layout, &srgb, Layout::Rgb, options)
            .map_err(|_| ColourError::Broken)?;
        Ok(ColourSpace { profile, to_srgb })
    }

    /// Whether the pixels mean what they mean in sRGB.
    pub fn is_srgb(&self) -> bool {
        let sample = sample(self.is_gray());
        differ_little(&self.converted(&sample), &sample)
    }

    /// The image in sRGB.
    ///
    /// # Errors
    /// If the colour space is for gray pictures and the image has colours.
    pub fn convert(&self, image: &Image) -> Result<Image, ColourError> {
        let pixels = image.pixels();
        let has_colour = |pixel: &[u8]| pixel[0] != pixel[1] || pixel[0] != pixel[2];
        if self.is_gray() && pixels.chunks_exact(3).any(has_colour) {
            return Err(ColourError::GrayForColour);
        }
        Ok(Image::new(image.size(), self.converted(pixels)))
    }

    fn converted(&self, pixels: &[u8]) -> Vec<u8> {
        let mut converted = vec![0; pixels.len()];
        let bands = pixels.chunks(3 * BAND).zip(converted.chunks_mut(3 * BAND));
        for (from, to) in bands {
            let done = if self.is_gray() {
                let gray: Vec<u8> = from.iter().step_by(3).copied().collect();
                self.to_srgb.transform(&Zeroizing::new(gray), to)
            } else {
                self.to_srgb.transform(from, to)
            };
            done.expect("as many pixels come out as go in");
        }
        converted
    }

    fn is_gray(&self) -> bool {
        self.profile.color_space == DataColorSpace::Gray
    }

    /// The name of a well-known colour space that does what this one does. Others get a general name, because a
    /// profile's description is written by people and devices and can say who and where they are.
    pub fn public_name(&self) -> ColourSpaceName {
        let name = if self.is_gray() { self.known_gray() } else { self.known_rgb() };
        ColourSpaceName::new(name).expect("a short and plain name")
    }

    fn known_rgb(&self) -> &'static str {
        let known = [
            ("Display P3", ColorProfile::new_display_p3()),
            ("Adobe RGB (1998)", ColorProfile::new_adobe_rgb()),
            ("ProPhoto RGB", ColorProfile::new_pro_photo_rgb()),
            ("Rec. 2020", ColorProfile::new_bt2020()),
        ];
        let sample = sample(false);
        let converted = self.converted(&sample);
        known
            .into_iter()
            .find(|(_, profile)| {
                Self::new(profile.clone())
                    .is_ok_and(|space| differ_little(&space.converted(&sample), &converted))
            })
            .map_or("a custom RGB profile", |(name, _)| name)
    }

    fn known_gray(&self) -> &'static str {
        let sample = sample(true);
        let converted = self.converted(&sample);
        [("gray with gamma 2.2", 2.2), ("gray with gamma 1.8", 1.8)]
            .into_iter()
            .find(|(_, gamma)| {
                Self::new(ColorProfile::new_gray_with_gamma(*gamma))
                    .is_ok_and(|space| differ_little(&space.converted(&sample), &converted))
            })
            .map_or("a custom gray profile", |(name, _)| name)
    }

    /// What the profile calls itself. This is shown only to the owner of the photo.
    pub fn own_name(&self) -> Option<String> {
        let name = match self.profile.description.as_ref()? {
            ProfileText::PlainString(text) => text,
            ProfileText::Localizable(texts) => &texts.first()?.value,
            ProfileText::Description(text) if text.ascii_string.is_empty() => &text.unicode_string,
            ProfileText::Description(text) => &text.ascii_string,
        };
        let name =
            name.trim_matches(|character: char| character == '\0' || character.is_whitespace());
        (!name.is_empty()).then(|| text::message(name))
    }
}

/// PQ and HLG encode brightness beyond white.
fn is_high_dynamic_range(cicp: &CicpProfile) -> bool {
    matches!(
        cicp.transfer_characteristics,
        TransferCharacteristics::Smpte2084 | TransferCharacteristics::Hlg
    )
}

/// Colours that distinguish colour spaces: all grays, and a grid of colours.
fn sample(gray: bool) -> Vec<u8> {
    let grays = (0..=255).flat_map(|gray| [gray; 3]);
    let grid = || (0..=255u8).step_by(17);
    let colours = grid().flat_map(|red| {
        grid().flat_map(move |green| grid().flat_map(move |blue| [red, green, blue]))
    });
    if gray { grays.collect() } else { grays.chain(colours).collect() }
}

fn differ_little(some: &[u8], others: &[u8]) -> bool {
    some.iter().zip(others).all(|(one, other)| one.abs_diff(*other) <= TOLERANCE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use moxcms::Xyzd;
    use proofroom_circuits::Size;

    fn convert(space: &ColourSpace, pixel: [u8; 3]) -> Vec<u8> {
        let size = Size::new(1, 1).expect("a size");
        let image = Image::new(size, pixel.to_vec());
        space.convert(&image).expect("converts").pixels().to_vec()
    }

    fn read(profile: &ColorProfile) -> ColourSpace {
        ColourSpace::from_icc(&profile.encode().expect("encodes")).expect("reads")
    }

    fn named(mut profile: ColorProfile, name: &str) -> ColorProfile {
        profile.description = Some(ProfileText::PlainString(name.into()));
        profile
    }

    /// sRGB's curve as a table of `entries` entries.
    fn table(entries: usize) -> ToneReprCurve {
        let curve = |index: usize| {
            let x = index as f64 / (entries - 1) as f64;
            let linear = if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) };
            (65535.0 * linear).round() as u16
        };
        ToneReprCurve::Lut((0..entries).map(curve).collect())
    }

    /// A profile with one curve and these colorants, each given as X, Y and Z.
    fn matrix(colorants: [[f64; 3]; 3], curve: &ToneReprCurve) -> ColorProfile {
        let mut profile = ColorProfile::new_srgb();
        profile.cicp = None;
        let [red, green, blue] = colorants.map(|[x, y, z]| Xyzd { x, y, z });
        (profile.red_colorant, profile.green_colorant, profile.blue_colorant) = (red, green, blue);
        for trc in [&mut profile.red_trc, &mut profile.green_trc, &mut profile.blue_trc] {
            *trc = Some(curve.clone());
        }
        profile
    }

    const HEWLETT_PACKARD: [[f64; 3]; 3] =
        [[0.43607, 0.22249, 0.01392], [0.38515, 0.71687, 0.09708], [0.14307, 0.06061, 0.71410]];

    #[test]
    fn every_profile_of_srgb_is_one() {
        let parametric = ColorProfile::new_srgb().red_trc.expect("a curve");
        let little_cms_1 =
            [[0.43585, 0.22238, 0.01392], [0.38533, 0.71704, 0.09714], [0.14302, 0.06058, 0.71393]];
        let little_cms_2 =
            [[0.43604, 0.22249, 0.01392], [0.38512, 0.71690, 0.09706], [0.14305, 0.06061, 0.71393]];
        let argyll = [
            [0.436035, 0.222488, 0.013916],
            [0.385101, 0.716934, 0.097046],
            [0.143066, 0.060577, 0.713913],
        ];
        for (colorants, curve) in [
            (HEWLETT_PACKARD, &table(1024)),
            (HEWLETT_PACKARD, &table(26)),
            (little_cms_1, &parametric),
            (little_cms_2, &parametric),
            (argyll, &table(1024)),
        ] {
            let space = read(&named(matrix(colorants, curve), "Display P3"));
            assert!(space.is_srgb(), "{colorants:?}");
        }
        assert!(read(&ColorProfile::new_srgb()).is_srgb());
    }

    #[test]
    fn a_name_does_not_make_srgb() {
        let gamma = ToneReprCurve::Parametric(vec![2.2]);
        let swapped = {
            let [red, green, blue] = HEWLETT_PACKARD;
            [green, red, blue]
        };
        for profile in [
            ColorProfile::new_display_p3(),
            ColorProfile::new_adobe_rgb(),
            matrix(HEWLETT_PACKARD, &gamma),
            matrix(swapped, &table(1024)),
        ] {
            let space = read(&named(profile, "sRGB IEC61966-2.1"));
            assert!(!space.is_srgb());
            assert_eq!(space.own_name().as_deref(), Some("sRGB IEC61966-2.1"));
        }
    }

    #[test]
    fn colours_are_converted_as_little_cms_does() {
        let gray = ColorProfile::new_gray_with_gamma;
        for (profile, name, pixels) in [
            (
                ColorProfile::new_display_p3(),
                "Display P3",
                [([200, 30, 60], [218, 0, 54]), ([40, 60, 180], [34, 61, 187])],
            ),
            (
                ColorProfile::new_adobe_rgb(),
                "Adobe RGB (1998)",
                [([20, 160, 90], [0, 161, 85]), ([128; 3], [129; 3])],
            ),
            (
                ColorProfile::new_pro_photo_rgb(),
                "ProPhoto RGB",
                [([200, 30, 60], [255, 0, 78]), ([40, 60, 180], [0, 81, 205])],
            ),
            (gray(2.2), "gray with gamma 2.2", [([20; 3], [12; 3]), ([200; 3], [201; 3])]),
            (gray(1.0), "a custom gray profile", [([0; 3], [0; 3]), ([30; 3], [96; 3])]),
            (
                matrix(HEWLETT_PACKARD, &ToneReprCurve::Parametric(vec![2.2])),
                "a custom RGB profile",
                [([200, 30, 60], [201, 24, 57]), ([255, 0, 0], [255, 0, 0])],
            ),
        ] {
            let space = read(&named(profile, "Jane's camera"));
            assert!(!space.is_srgb(), "{name}");
            assert_eq!(space.public_name().as_str(), name);
            for (pixel, expected) in pixels {
                let converted = convert(&space, pixel);
                let near = converted.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 1);
                assert!(near, "{name}: {pixel:?} became {converted:?}, not {expected:?}");
            }
        }
    }

    /// Display P3 as a table of Lab values (ICC.1:2022, 10.10), as printers' and some cameras' profiles are.
    fn display_p3_as_table() -> ColorProfile {
        const GRID: u8 = 17;
        let curve = |step: u8| {
            let x = f64::from(step) / f64::from(GRID - 1);
            if x <= 0.04045 { x / 12.92 } else { ((x + 0.055) / 1.055).powf(2.4) }
        };
        let matrix = ColorProfile::new_display_p3().colorant_matrix();
        // D50, the white of all profiles.
        let white = [0.9642, 1.0, 0.8249];
        let lab = |rgb: [f64; 3]| {
            let [x, y, z] = std::array::from_fn(|row| {
                let sum: f64 = (0..3).map(|column| matrix.v[row][column] * rgb[column]).sum();
                let t = sum / white[row];
                if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 }
            });
            let lightness = (116.0 * y - 16.0) * 652.8;
            let sides = [500.0 * (x - y), 200.0 * (y - z)].map(|side| (side + 128.0) * 256.0);
            [lightness, sides[0], sides[1]].map(|value| value.round().clamp(0.0, 65535.0) as u16)
        };
        let steps = || (0..GRID).map(curve);
        let clut = steps().flat_map(|red| {
            steps().flat_map(move |green| steps().flat_map(move |blue| lab([red, green, blue])))
        });
        let identity = || moxcms::LutStore::Store16([0, 65535].repeat(3));
        let table = moxcms::LutWarehouse::Lut(moxcms::LutDataType {
            num_input_channels: 3,
            num_output_channels: 3,
            num_clut_grid_points: GRID,
            matrix: moxcms::Matrix3d::IDENTITY,
            num_input_table_entries: 2,
            num_output_table_entries: 2,
            input_table: identity(),
            clut_table: moxcms::LutStore::Store16(clut.collect()),
            output_table: identity(),
            lut_type: moxcms::LutType::Lut16,
        });
        let mut profile = ColorProfile::new_srgb();
        profile.cicp = None;
        profile.pcs = DataColorSpace::Lab;
        (profile.red_trc, profile.green_trc, profile.blue_trc) = (None, None, None);
        profile.lut_a_to_b_perceptual = Some(table.clone());
        profile.lut_a_to_b_colorimetric = Some(table);
        profile
    }

    #[test]
    fn profiles_of_tables_are_converted() {
        let space = read(&display_p3_as_table());
        assert!(!space.is_srgb());
        for (pixel, expected) in [
            ([200, 30, 60], [218, 0, 54]),
            ([40, 60, 180], [34, 61, 187]),
            ([128; 3], [128; 3]),
            ([255; 3], [255; 3]),
            ([0; 3], [0; 3]),
        ] {
            let converted = convert(&space, pixel);
            let near = converted.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 3);
            assert!(near, "{pixel:?} became {converted:?}, not {expected:?}");
        }
    }

    #[test]
    fn an_image_of_several_bands_is_converted_whole() {
        let size = Size::new(400, 400).expect("a size");
        assert!(size.pixels() > 2 * BAND as u64);
        let image = Image::new(size, [200, 30, 60].repeat(160_000));
        let space = ColourSpace::adobe_rgb();
        let converted = space.convert(&image).expect("converts");
        let pixel = convert(&space, [200, 30, 60]);
        assert!(converted.pixels().chunks_exact(3).all(|found| found == pixel));
    }

    #[test]
    fn damaged_profiles_do_no_harm() {
        let profile = ColorProfile::new_display_p3().encode().expect("encodes");
        for place in (0..profile.len()).step_by(3) {
            let mut damaged = profile.clone();
            damaged[place] ^= 0xff;
            if let Ok(space) = ColourSpace::from_icc(&damaged) {
                convert(&space, [200; 3]);
            }
            assert!(ColourSpace::from_icc(&profile[..place]).is_err(), "{place}");
        }
    }
}
