//! What the window shows while a photo is edited: pixels of a chain of edits, computed by the very
//! integer code whose results are proved.
//!
//! A full preview applies the chain to the original and is reduced only to be shown. A quick one, while a slider
//! moves, applies the chain, scaled, to a reduced original. Either way, images between edits are kept, so that only
//! what follows the edit that changed is computed again.
//!
//! Everything here shows the hidden original, so nothing is ever written, and images are wiped when they are
//! dropped.

use std::sync::{Mutex, MutexGuard, PoisonError};

use proofroom_circuits::edits::{Reduction, WhiteBalance};
use proofroom_circuits::{
    Channels, Edit, HiddenPlace, Image, PlacedEdit, PlacedRecipe, Recipe, RecipeError, Rect, Size,
};
use serde::Deserialize;
use thiserror::Error;

/// The most pixels that a quick preview begins with: those of an HD photo, and a few more.
const QUICK_PIXELS: f64 = 1.1e6;

/// Which pixels the window asks for.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct PreviewRequest {
    /// The edits to apply, in their order.
    pub edits: Vec<Edit>,
    /// Where the hidden crops among them are taken, in their order.
    #[serde(default)]
    pub places: Vec<HiddenPlace>,
    /// Pixels of the screen across; 0 sets no limit.
    pub max_width: u32,
    /// Pixels of the screen down; 0 sets no limit.
    pub max_height: u32,
    /// The part of the result to show, in its pixels at full resolution; without one, all of it.
    pub region: Option<Rect>,
    /// Whether an approximation is enough, as while a slider moves.
    pub quick: bool,
}

/// Why there is no preview.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PreviewError {
    /// The edits do not fit the original.
    #[error(transparent)]
    Recipe(#[from] RecipeError),
    /// The part to show reaches outside the result.
    #[error("the part to show reaches outside the picture, which is {0}")]
    Region(Size),
    /// A newer request has overtaken this one.
    #[error("overtaken")]
    Overtaken,
    /// No tone curve.
    #[error("{0} is not a tone edit, so it has no curve")]
    NoTone(&'static str),
    /// A point that cannot be made neutral.
    #[error("this point is too dark to be made neutral; pick a lighter one that should be gray")]
    TooDark,
}

/// How many pixels have each value of red, green and blue: 3 times 256 counts.
pub type Histogram = [u32; 768];

/// What is shown.
#[derive(Clone, Debug)]
pub struct View {
    /// The size of the whole result at full resolution.
    pub size: Size,
    /// The pixels to show, in RGB.
    pub shown: Image,
    /// The histogram of the whole result, or of its approximation.
    pub histogram: Histogram,
}

impl View {
    /// A finished picture as it is shown, at most `max_width` x `max_height` pixels of it.
    pub fn of_picture(
        picture: &Image,
        channels: Channels,
        max_width: u32,
        max_height: u32,
    ) -> Self {
        let size = picture.size();
        View {
            size,
            shown: shown(picture, Rect::full(size), channels, fitting(size, max_width, max_height)),
            histogram: histogram(picture),
        }
    }

    /// The bytes that cross to the window, numbers little-endian: width and height of the result, width
    /// and height of what is shown, the histogram, each as `u32`; then four bytes a pixel: R, G, B, 255.
    pub fn to_bytes(&self) -> Vec<u8> {
        let shown = self.shown.size();
        let sizes = [self.size.width(), self.size.height(), shown.width(), shown.height()];
        let numbers = sizes.iter().chain(&self.histogram);
        let length = 4 * (sizes.len() + self.histogram.len()) + 4 * shown.bytes() / 3;
        let mut bytes = Vec::with_capacity(length);
        bytes.extend(numbers.flat_map(|number| number.to_le_bytes()));
        for &[r, g, b] in self.shown.pixels().as_chunks().0 {
            bytes.extend_from_slice(&[r, g, b, u8::MAX]);
        }
        bytes
    }
}

/// The previews of one original.
#[derive(Default)]
pub struct Preview {
    full: Mutex<Chain>,
    /// Locked separately, so that a slider need not wait for a full preview to finish.
    quick: Mutex<Quick>,
}

impl Preview {
    /// Computes what `request` asks for. `original` must be the same one every time. `stop` is asked
    /// between edits whether a newer request has overtaken this one.
    ///
    /// # Errors
    /// [`PreviewError`]; edits are refused by the same check that the prover makes.
    pub fn view(
        &self,
        original: &Image,
        request: &PreviewRequest,
        stop: &dyn Fn() -> bool,
    ) -> Result<View, PreviewError> {
        let recipe = Recipe::new(request.edits.clone());
        let recipe = PlacedRecipe { recipe: &recipe, places: &request.places };
        let (edits, size) = fitted(recipe, original)?;
        let region = request.region.unwrap_or(Rect::full(size));
        let region_size = region.within(size).ok_or(PreviewError::Region(size))?;
        let target = fitting(region_size, request.max_width, request.max_height);
        let channels = recipe.recipe.channels();
        if !request.quick {
            let mut chain = lock(&self.full);
            let (result, histogram) = chain.apply(original, &edits, stop)?;
            let shown = shown(result, region, channels, target);
            return Ok(View { size, shown, histogram });
        }
        let scale = f64::from(target.width()) / f64::from(region.width);
        let mut quick = lock(&self.quick);
        let (result, histogram) = quick.apply(original, &edits, scale, stop)?;
        let region = region.scaled(size, result.size());
        let target =
            Size::new(target.width().min(region.width), target.height().min(region.height))
                .expect("a size");
        let shown = shown(result, region, channels, target);
        Ok(View { size, shown, histogram })
    }

    /// The white balance that makes the neighbourhood of a pixel of the image after `edits` neutral: its
    /// mean over 5x5 pixels, as far as they exist, gets the same red and blue as it has green.
    ///
    /// # Errors
    /// If the edits do not fit, or if the pixel lies outside or is too dark.
    pub fn neutral_gains(
        &self,
        original: &Image,
        edits: PlacedRecipe<'_>,
        x: u32,
        y: u32,
    ) -> Result<WhiteBalance, PreviewError> {
        let (edits, size) = fitted(edits, original)?;
        if x >= size.width() || y >= size.height() {
            return Err(PreviewError::Region(size));
        }
        let mut chain = lock(&self.full);
        let (image, _) = chain.apply(original, &edits, &|| false)?;
        let around = |at: u32, length: u32| at.saturating_sub(2)..(at + 3).min(length);
        let mut sums = [0u32; 3];
        for y in around(y, size.height()) {
            for x in around(x, size.width()) {
                let pixel = &image.row(y)[3 * x as usize..][..3];
                sums.iter_mut().zip(pixel).for_each(|(sum, &byte)| *sum += u32::from(byte));
            }
        }
        WhiteBalance::neutral_for(sums).ok_or(PreviewError::TooDark)
    }
}

impl Preview {
    /// Looks at the whole result of edits. `stop` is asked between edits whether it is not wanted any more.
    ///
    /// # Errors
    /// If the edits do not fit, or it was stopped.
    pub fn look<T>(
        &self,
        original: &Image,
        edits: PlacedRecipe<'_>,
        stop: &dyn Fn() -> bool,
        look: impl FnOnce(&Image) -> T,
    ) -> Result<T, PreviewError> {
        let (edits, _) = fitted(edits, original)?;
        let mut chain = lock(&self.full);
        let (result, _) = chain.apply(original, &edits, stop)?;
        Ok(look(result))
    }
}

/// For each channel the output of each input byte of a tone edit.
///
/// # Errors
/// If the edit is no tone edit, or its parameters are out of range.
pub fn tone_curve(edit: &Edit) -> Result<[Vec<u8>; 3], PreviewError> {
    if !edit.is_tone() {
        return Err(PreviewError::NoTone(edit.word()));
    }
    let ramp_size = Size::new(256, 1).expect("a size");
    let ramp = Image::new(ramp_size, (0..=u8::MAX).flat_map(|byte| [byte; 3]).collect());
    let recipe = Recipe::new(vec![edit.clone()]);
    let (edits, _) = fitted((&recipe).into(), &ramp)?;
    let curve = apply(&edits[0], &ramp);
    Ok(std::array::from_fn(|channel| {
        curve.pixels().iter().skip(channel).step_by(3).copied().collect()
    }))
}

/// The chain that was requested last, with the images that will be needed again: the one before the edit that
/// changed last, and the result.
#[derive(Default)]
struct Chain {
    edits: Vec<PlacedEdit>,
    /// At most two, by the number of edits that were applied.
    kept: Vec<(usize, Image)>,
    /// Of the result.
    histogram: Option<Histogram>,
}

impl Chain {
    /// The image after `edits`, which fit, and its histogram. Begins at the last kept image before the
    /// first edit that differs from last time.
    fn apply<'a>(
        &'a mut self,
        original: &'a Image,
        edits: &[PlacedEdit],
        stop: &dyn Fn() -> bool,
    ) -> Result<(&'a Image, Histogram), PreviewError> {
        // The original is shown now and then for comparison, which must not drop what is kept.
        if edits.is_empty() {
            return Ok((original, histogram(original)));
        }
        let pairs = self.edits.iter().zip(edits);
        let unchanged = pairs.take_while(|(before, now)| before == now).count();
        if unchanged < edits.len().max(self.edits.len()) {
            self.kept.retain(|(applied, _)| *applied <= unchanged);
            self.histogram = None;
            self.edits = edits.to_vec();
        }
        let mut applied = self.kept.last().map_or(0, |(applied, _)| *applied);
        while let Some(edit) = edits.get(applied) {
            if stop() {
                return Err(PreviewError::Overtaken);
            }
            let input = self.kept.last().map_or(original, |(_, image)| image);
            let output = apply(edit, input);
            if applied != unchanged {
                self.kept.pop();
            }
            applied += 1;
            self.kept.push((applied, output));
        }
        let superfluous = self.kept.len().saturating_sub(2);
        self.kept.drain(..superfluous);
        let result = self.kept.last().map_or(original, |(_, image)| image);
        let histogram = *self.histogram.get_or_insert_with(|| histogram(result));
        Ok((result, histogram))
    }
}

/// A chain on a reduced original.
#[derive(Default)]
struct Quick {
    /// None while the original itself is small enough.
    reduced: Option<Image>,
    chain: Chain,
}

impl Quick {
    /// As [`Chain::apply`] for the edits scaled to an original that is reduced about to `scale`.
    fn apply<'a>(
        &'a mut self,
        original: &'a Image,
        edits: &[PlacedEdit],
        scale: f64,
        stop: &dyn Fn() -> bool,
    ) -> Result<(&'a Image, Histogram), PreviewError> {
        let size = quick_size(original.size(), scale);
        let current = self.reduced.as_ref().unwrap_or(original).size();
        if size != current {
            self.chain = Chain::default();
            self.reduced = (size != original.size()).then(|| reduced(original, size));
        }
        let edits = scaled(edits, original.size(), size);
        let original = self.reduced.as_ref().unwrap_or(original);
        self.chain.apply(original, &edits, stop)
    }
}

/// The size to which an original is reduced for a quick preview: at least `scale` of it, unless that is more than
/// [`QUICK_PIXELS`]. Each size has half the pixels of the next, so that one reduced original serves many requests.
fn quick_size(original: Size, scale: f64) -> Size {
    let halvings = |scale: f64| -2.0 * scale.min(1.0).log2();
    let limit = (QUICK_PIXELS / original.pixels() as f64).sqrt();
    let halvings = halvings(scale).floor().max(halvings(limit).ceil());
    let side = |length: u32| (f64::from(length) * 0.5f64.powf(halvings / 2.0)).ceil() as u32;
    Size::new(side(original.width()), side(original.height())).expect("a size")
}

/// Edits that fit an image of size `full`, for one of size `small` that shows the same.
fn scaled(edits: &[PlacedEdit], full: Size, small: Size) -> Vec<PlacedEdit> {
    let mut now = Reduction::new(full, small);
    let scaled = |edit: &PlacedEdit| {
        let reduced = edit.reduced(now);
        let [full, small] = now.input();
        let full = edit.output_size(full).expect(CHECKED);
        let small = reduced.output_size(small).expect(CHECKED);
        now = now.at(full, small);
        reduced
    };
    edits.iter().map(scaled).collect()
}

/// [`PlacedRecipe::edits`] has checked them.
const CHECKED: &str = "the edits were checked";

/// Edits that can be applied, and the size of their result.
fn fitted(
    recipe: PlacedRecipe<'_>,
    original: &Image,
) -> Result<(Vec<PlacedEdit>, Size), RecipeError> {
    let edits = recipe.edits(original.size())?;
    let sizes = recipe.recipe.sizes(original.size())?;
    Ok((edits, sizes.last().copied().unwrap_or(original.size())))
}

/// The largest size of the same proportions that is no larger than `size` and within the limits; a limit of 0 means
/// none.
fn fitting(size: Size, max_width: u32, max_height: u32) -> Size {
    let ratio = |limit: u32, length: u32| match limit {
        0 => 1.0,
        limit => f64::from(limit) / f64::from(length),
    };
    let scale = ratio(max_width, size.width()).min(ratio(max_height, size.height())).min(1.0);
    let side = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    Size::new(side(size.width()), side(size.height())).expect("a size")
}

fn apply(edit: &PlacedEdit, input: &Image) -> Image {
    edit.apply(input).expect(CHECKED)
}

fn reduced(image: &Image, size: Size) -> Image {
    Edit::scaling_to(size).apply(image).expect("any size can be scaled to any other")
}

/// The part of an image inside `region`, reduced to `size` as a screen shows it.
fn shown(image: &Image, region: Rect, channels: Channels, size: Size) -> Image {
    let part;
    let image = if region == Rect::full(image.size()) {
        image
    } else {
        part = image.crop(region);
        &part
    };
    let image = if size == image.size() { image.clone() } else { reduced(image, size) };
    match channels.to_rgb() {
        None => image,
        Some(conversion) => conversion.apply(&image).expect("it converts any image"),
    }
}

fn histogram(image: &Image) -> Histogram {
    let mut counts = [0; 768];
    for &[r, g, b] in image.pixels().as_chunks().0 {
        counts[usize::from(r)] += 1;
        counts[256 + usize::from(g)] += 1;
        counts[512 + usize::from(b)] += 1;
    }
    counts
}

/// A panic leaves nothing half done in the caches.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn photo(width: u32, height: u32) -> Image {
        let size = Size::new(width, height).expect("a size");
        let mut state = 7u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        Image::new(size, (0..size.bytes()).map(|_| noise()).collect())
    }

    fn edits(json: &str) -> Vec<Edit> {
        Recipe::from_json(json).expect("a recipe").edits().to_vec()
    }

    fn request(json: &str) -> PreviewRequest {
        PreviewRequest {
            edits: edits(json),
            places: Vec::new(),
            max_width: 0,
            max_height: 0,
            region: None,
            quick: false,
        }
    }

    fn view(preview: &Preview, original: &Image, request: &PreviewRequest) -> View {
        preview.view(original, request, &|| false).expect("a view")
    }

    fn result(original: &Image, edits: &[Edit]) -> Image {
        edits.iter().fold(original.clone(), |image, edit| edit.apply(&image).expect("fits"))
    }

    const CHAIN: &str = r#"[{"crop":{"x":3,"y":5,"width":40,"height":30}},{"resize":{"width":31,"height":29}},
        {"contrast":{"permille":1300}},{"convolve":{"preset":"sharpen"}},{"rotate90":{"turns":1}},
        {"redact":{"x":1,"y":2,"width":9,"height":7}}]"#;

    #[test]
    fn a_full_preview_is_what_is_proved_whatever_was_asked_before() {
        let original = photo(64, 48);
        let preview = Preview::default();
        let chain = edits(CHAIN);
        let mut changed = chain.clone();
        changed[2] = edits(r#"[{"contrast":{"permille":900}}]"#).remove(0);
        let mut moved = chain.clone();
        moved.swap(2, 3);
        let asked = [
            &chain[..],
            &chain[..3],
            &[],
            &changed,
            &chain,
            &moved,
            &chain[..1],
            &chain[1..3],
            &chain,
        ];
        for edits in asked {
            let request = PreviewRequest { edits: edits.to_vec(), ..request("[]") };
            let view = view(&preview, &original, &request);
            let expected = result(&original, edits);
            assert_eq!(view.shown, expected, "{edits:?}");
            assert_eq!(view.size, expected.size());
            assert_eq!(view.histogram, histogram(&expected));
        }
    }

    /// Where a hidden crop is taken, the preview shows what will be published, and again when the place moves.
    #[test]
    fn hidden_crops_are_shown_at_their_place() {
        let original = photo(64, 48);
        let preview = Preview::default();
        let rest = r#"{"contrast":{"permille":1300}},{"resize":{"width":31,"height":29}}]"#;
        for (x, y) in [(0, 0), (24, 18), (5, 7), (6, 7)] {
            for quick in [false, true] {
                let hidden = PreviewRequest {
                    places: vec![HiddenPlace::new(x, y)],
                    quick,
                    ..request(&format!(r#"[{{"crop_hidden":{{"width":40,"height":30}}}},{rest}"#))
                };
                let shown = view(&preview, &original, &hidden).shown;
                let visible = format!(r#"{{"crop":{{"x":{x},"y":{y},"width":40,"height":30}}}}"#);
                assert_eq!(shown, result(&original, &edits(&format!("[{visible},{rest}"))));
                let small = PreviewRequest { max_width: 16, ..hidden };
                assert_eq!(view(&preview, &original, &small).shown.size().width(), 16);
            }
        }
        let placeless = request(r#"[{"crop_hidden":{"width":40,"height":30}}]"#);
        let outside = PreviewRequest { places: vec![HiddenPlace::new(25, 0)], ..placeless.clone() };
        for request in [placeless, outside] {
            let refused = preview.view(&original, &request, &|| false);
            assert!(matches!(refused, Err(PreviewError::Recipe(_))));
        }
    }

    #[test]
    fn only_what_follows_the_change_is_computed() {
        let original = photo(64, 48);
        let mut chain = Chain::default();
        // `stop` is asked once before each edit.
        let mut computed = |edits: &[Edit]| {
            let recipe = Recipe::new(edits.to_vec());
            let (edits, _) = fitted((&recipe).into(), &original).expect("fits");
            let asked = Cell::new(0);
            let count = || {
                asked.set(asked.get() + 1);
                false
            };
            chain.apply(&original, &edits, &count).expect("a result");
            assert!(chain.kept.len() <= 2);
            asked.get()
        };
        let mut edits = edits(CHAIN);
        assert_eq!(computed(&edits), 6);
        assert_eq!(computed(&edits), 0, "nothing changed");
        for (permille, expected) in [(1100, 6), (1200, 4), (1300, 4)] {
            edits[2] =
                self::edits(&format!(r#"[{{"contrast":{{"permille":{permille}}}}}]"#)).remove(0);
            assert_eq!(computed(&edits), expected, "the slider of the third moves");
        }
        assert_eq!(computed(&[]), 0);
        assert_eq!(computed(&edits), 0, "looking at the original costs nothing");
        edits.push(self::edits(r#"[{"grayscale":{}}]"#).remove(0));
        assert_eq!(computed(&edits), 1);
    }

    #[test]
    fn an_overtaken_request_leaves_nothing_wrong_behind() {
        let original = photo(64, 48);
        let preview = Preview::default();
        let request = request(CHAIN);
        for allowed in 0..3 {
            let left = Cell::new(allowed);
            let stop = || left.replace(left.get() - 1) == 0;
            assert_eq!(
                preview.view(&original, &request, &stop).map(|_| ()),
                Err(PreviewError::Overtaken)
            );
        }
        let view = view(&preview, &original, &request);
        assert_eq!(view.shown, result(&original, &request.edits));
    }

    #[test]
    fn regions_and_reductions() {
        let original = photo(64, 48);
        let preview = Preview::default();
        let region = Rect { x: 5, y: 6, width: 20, height: 10 };
        let zoomed = PreviewRequest { region: Some(region), ..request("[]") };
        let view_of = |request: &PreviewRequest| view(&preview, &original, request);
        assert_eq!(view_of(&zoomed).shown, original.crop(region));
        assert_eq!(view_of(&zoomed).size, original.size());
        assert_eq!(view_of(&zoomed).histogram, histogram(&original));
        for (max_width, max_height, expected) in [
            (32, 0, (32, 24)),
            (0, 12, (16, 12)),
            (1000, 1000, (64, 48)),
            (1, 1, (1, 1)),
            (33, 24, (32, 24)),
        ] {
            let request = PreviewRequest { max_width, max_height, ..request("[]") };
            let size = view_of(&request).shown.size();
            let (width, height) = (size.width(), size.height());
            assert_eq!((width, height), expected);
        }
        let outside = PreviewRequest { region: Some(Rect { x: 60, ..region }), ..request("[]") };
        let refused = preview.view(&original, &outside, &|| false).map(|_| ());
        assert_eq!(refused, Err(PreviewError::Region(original.size())));
        let refused = preview.view(&original, &request(r#"[{"gamma":{"permille":1}}]"#), &|| false);
        assert!(matches!(refused, Err(PreviewError::Recipe(RecipeError::Edit { index: 1, .. }))));
    }

    #[test]
    fn a_quick_preview_shows_the_same_smaller() {
        let original = photo(64, 48);
        let preview = Preview::default();
        for (max_width, exact) in [(0, true), (64, true), (20, false), (3, false)] {
            let quick = PreviewRequest { quick: true, max_width, ..request(CHAIN) };
            let full = PreviewRequest { quick: false, ..quick.clone() };
            let (quick, full) =
                (view(&preview, &original, &quick), view(&preview, &original, &full));
            assert_eq!(quick.size, full.size);
            let off_by = |quick: u32, full: u32| quick.abs_diff(full);
            let (quick_size, full_size) = (quick.shown.size(), full.shown.size());
            assert!(off_by(quick_size.width(), full_size.width()) <= 1, "{quick_size} {full_size}");
            assert!(
                off_by(quick_size.height(), full_size.height()) <= 1,
                "{quick_size} {full_size}"
            );
            if exact {
                assert_eq!(quick.shown, full.shown);
            }
        }
    }

    #[test]
    fn large_originals_are_reduced_to_few_sizes() {
        let large = Size::new(6000, 4000).expect("a size");
        let small = Size::new(1280, 720).expect("a size");
        assert_eq!(quick_size(small, 1.0), small);
        assert_eq!(quick_size(small, 0.8), small);
        assert_eq!(quick_size(small, 0.5), Size::new(640, 360).expect("a size"));
        assert_eq!(quick_size(large, 1.0), quick_size(large, 0.25));
        assert!(quick_size(large, 1.0).pixels() as f64 <= QUICK_PIXELS);
        assert!(quick_size(large, 0.01).width() >= 60);
    }

    #[test]
    fn ycbcr_is_shown_as_rgb() {
        let original = photo(16, 16);
        let request = request(r#"[{"rgb_to_ycbcr":{}}]"#);
        let view = view(&Preview::default(), &original, &request);
        let there_and_back = edits(r#"[{"rgb_to_ycbcr":{}},{"ycbcr_to_rgb":{}}]"#);
        assert_eq!(view.shown, result(&original, &there_and_back));
        assert_eq!(view.histogram, histogram(&result(&original, &there_and_back[..1])));
    }

    #[test]
    fn the_bytes_that_cross() {
        let size = Size::new(2, 1).expect("a size");
        let picture = Image::new(size, vec![1, 2, 3, 255, 2, 0]);
        let bytes = View::of_picture(&picture, Channels::Rgb, 0, 0).to_bytes();
        let number =
            |index: usize| u32::from_le_bytes(bytes[4 * index..][..4].try_into().expect("four"));
        assert_eq!([0, 1, 2, 3].map(number), [2, 1, 2, 1]);
        let counted: Vec<_> = (0..768).filter(|value| number(4 + value) > 0).collect();
        assert_eq!(counted, [1, 255, 256 + 2, 512, 512 + 3]);
        assert_eq!(number(4 + 256 + 2), 2);
        assert_eq!(bytes[4 * 772..], [1, 2, 3, 255, 255, 2, 0, 255]);
    }

    #[test]
    fn a_picked_point_becomes_neutral() {
        let size = Size::new(9, 9).expect("a size");
        let picture = Image::new(size, [120, 90, 60].repeat(81));
        let (preview, none) = (Preview::default(), Recipe::default());
        let gains = |x, y| preview.neutral_gains(&picture, (&none).into(), x, y);
        for (x, y) in [(0, 0), (4, 4), (8, 8)] {
            let gains = gains(x, y).expect("gains");
            assert_eq!(
                (gains.red_permille, gains.green_permille, gains.blue_permille),
                (750, 1000, 1500)
            );
            let neutral = Edit::WhiteBalance(gains).apply(&picture).expect("fits");
            assert_eq!(neutral.pixels()[..3], [90; 3]);
        }
        assert_eq!(gains(9, 0), Err(PreviewError::Region(size)));
        let dark = Image::new(size, [0, 9, 9].repeat(81));
        let gains = Preview::default().neutral_gains(&dark, (&none).into(), 4, 4);
        assert_eq!(gains, Err(PreviewError::TooDark));
    }

    #[test]
    fn curves_of_tones() {
        let curve = |json: &str| tone_curve(&edits(json)[0]);
        let [red, green, blue] = curve(
            r#"[{"white_balance":{"red_permille":2000,"green_permille":1000,"blue_permille":0}}]"#,
        )
        .expect("a curve");
        assert_eq!((red[60], green[60], blue[60]), (120, 60, 0));
        assert_eq!([red.len(), green.len(), blue.len()], [256; 3]);
        assert_eq!(curve(r#"[{"grayscale":{}}]"#), Err(PreviewError::NoTone("grayscale")));
        assert!(curve(r#"[{"gamma":{"permille":1}}]"#).is_err());
    }
}
