//! Captions: what people write about a picture after it was taken, such as who took it, what it shows and whom to pay.
//! They are not proved. They can be written and changed after the proof was made, because the proof is about pixels or
//! coefficients and not about the bytes of a file.
//!
//! Eleven fields of the IPTC Photo Metadata Standard (2023.2) are read and written. They stand in XMP, which every
//! program of the field reads, and in a JPEG in the older form (IIM) as well, as far as that has room for them: a text
//! that is longer than a data set of IIM may be stands in XMP alone, because a credit line that was cut would be worse
//! than none. Reading, XMP comes first, and IIM counts where XMP says nothing.
//!
//! Everything else in a file stays byte for byte: pixels, proof, and metadata that are not these fields.

mod error;
mod field;
mod iim;
pub mod photo;
pub mod template;
mod text;
mod xmp;

use std::borrow::Cow;

use crate::format::jpeg::published::{self, PHOTOSHOP, XMP};
use crate::format::jpeg::{Segment, marker};
use crate::format::metadata::{self, iptc};
use crate::format::picture::{PictureError, PictureFile};
use crate::format::png::{self, Png};

pub use error::CaptionError;
pub use field::{Captions, Field, Reading};
pub use text::{SOURCE_TYPE_TERMS, SOURCE_TYPES};

impl Captions {
    /// What a published picture says; nothing if its captions cannot be read. Nothing of it is proved.
    pub fn read(file: &[u8]) -> Self {
        Reading::of(file).captions
    }

    /// The same captions as they are written: without white space at the ends, and with an empty text as none.
    ///
    /// # Errors
    /// The first field that says what cannot be written, or that they are too long together.
    pub fn checked(&self) -> Result<Self, CaptionError> {
        let mut checked = Captions::default();
        for (field, text) in self.said() {
            checked.set(field, text::checked(field, text)?);
        }
        Carried::default().xmp_with(&checked)?;
        Ok(checked)
    }

    /// The fields that are longer than the older form (IIM) of a JPEG allows. They stand in XMP alone.
    pub fn beyond_iim(&self) -> Vec<Field> {
        self.said().map(|(field, _)| field).filter(|field| !iim::has_room(self, *field)).collect()
    }
}

impl Reading {
    /// Reads the captions of a published picture.
    pub fn of(file: &[u8]) -> Self {
        PictureFile::parse(file).map(|picture| Self::of_picture(&picture)).unwrap_or_default()
    }

    pub(crate) fn of_picture(picture: &PictureFile<'_>) -> Self {
        Carried::of(picture).reading()
    }

    pub(crate) fn of_png(png: &Png<'_>) -> Self {
        Carried::of_png(png).reading()
    }
}

/// Where a file keeps its captions.
#[derive(Default)]
struct Carried<'a> {
    /// The packet of XMP.
    xmp: Option<Cow<'a, [u8]>>,
    /// The data sets of IIM.
    iim: Option<Cow<'a, [u8]>>,
}

impl<'a> Carried<'a> {
    fn of(picture: &PictureFile<'a>) -> Self {
        match picture {
            PictureFile::Png(png) => Self::of_png(png),
            PictureFile::Jpeg(jpeg) => Self::of_segments(jpeg.segments()),
        }
    }

    /// Those of a JPEG, of whose segments these are some.
    fn of_segments(segments: &[Segment<'a>]) -> Self {
        let contents = |number: u8, start: &'static [u8]| {
            let kind = marker::APP0 + number;
            let of_kind = segments.iter().filter(move |segment| segment.marker == kind);
            of_kind.filter_map(move |segment| segment.payload.strip_prefix(start))
        };
        // Resources that do not fit into one segment go on in the next.
        let resources = contents(13, PHOTOSHOP).collect::<Vec<_>>().concat();
        let iim = iim::in_resources(&resources).map(|sets| Cow::Owned(sets.to_vec()));
        Carried { xmp: contents(1, XMP).next().map(Cow::Borrowed), iim }
    }

    fn of_png(png: &Png<'a>) -> Self {
        let iim = png.iptc().and_then(|resource| Some(iim::in_resources(&resource)?.to_vec()));
        Carried { xmp: png.xmp(), iim: iim.map(Cow::Owned) }
    }

    fn packet(&self) -> Option<&str> {
        std::str::from_utf8(self.xmp.as_deref()?).ok()
    }

    fn reading(&self) -> Reading {
        let Reading { mut captions, mut differing } =
            self.packet().map(xmp::reading).unwrap_or_default();
        let older = self.iim.as_deref().map(iim::reading).unwrap_or_default();
        differing.extend(older.differing);
        for (field, text) in older.captions.said() {
            match captions.get(field) {
                None => captions.set(field, Some(text.to_owned())),
                Some(newer) if !iim::agrees(field, newer, text) => differing.push(field),
                Some(_) => (),
            }
        }
        differing.sort();
        differing.dedup();
        Reading { captions, differing }
    }

    /// The packet with other captions, as it is written; none if nothing is left in it.
    fn xmp_with(&self, captions: &Captions) -> Result<Option<String>, CaptionError> {
        let packet = xmp::write(self.packet(), captions);
        if let Some(packet) = &packet {
            metadata::xmp::check(packet.as_bytes()).map_err(CaptionError::Written)?;
        }
        Ok(packet)
    }
}

/// The picture with these captions instead of those that it has, in each place where it has some. Everything else stays
/// as it is, byte for byte.
///
/// # Errors
/// [`CaptionError`].
pub fn write(file: &[u8], captions: &Captions) -> Result<Vec<u8>, CaptionError> {
    let captions = captions.checked()?;
    let picture = PictureFile::parse(file)?;
    if let Some(what) = picture.appearance() {
        return Err(CaptionError::Appearance(what));
    }
    let carried = Carried::of(&picture);
    let packet = carried.xmp_with(&captions)?;
    let packet = packet.as_deref().map(str::as_bytes);
    let iim = iim::write(carried.iim.as_deref(), &captions);
    Ok(match &picture {
        PictureFile::Jpeg(_) => {
            published::with_metadata(file, packet, iim.as_deref()).map_err(PictureError::from)?
        }
        // A PNG without data sets gets none: few programs look for them there.
        PictureFile::Png(_) => {
            let iim = iim.filter(|_| carried.iim.is_some());
            let resource = iim.map(|sets| iptc::resource(&sets));
            let written = png::with_xmp(file, packet).map_err(PictureError::from)?;
            Png::parse(&written).map_err(PictureError::from)?.with_iptc(resource.as_deref())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::png::tests::image;
    use proofroom_circuits::jpeg::{Options, Picture};

    fn jpeg() -> Vec<u8> {
        published::encode(&Picture::of(&image(), Options::default()))
    }

    fn all() -> Captions {
        let mut captions = Captions::default();
        for field in Field::ALL {
            captions.set(field, Some(format!("{} of the <picture>", field.word())));
        }
        captions.date_created = Some("2026-05-14".into());
        captions.source_type = Some("digitalCapture".into());
        captions.checked().expect("can be written")
    }

    /// In every kind of file they are read as they were written, and gone without a trace when they are removed.
    #[test]
    fn captions_go_there_and_back() {
        for plain in [png::encode(&image()), published::with_proof(&jpeg(), b"proof")] {
            let written = write(&plain, &all()).expect("writes");
            assert_eq!(Reading::of(&written), Reading { captions: all(), differing: Vec::new() });
            assert_eq!(photo::read(&written), all());
            let fewer = Captions { city: None, credit: Some("c".repeat(33)), ..all() };
            let changed = write(&written, &fewer).expect("writes");
            assert_eq!(Captions::read(&changed), fewer);
            assert_eq!(write(&changed, &Captions::default()).expect("writes"), plain);
        }
        let long = Captions { credit: Some("c".repeat(33)), ..all() };
        assert_eq!(long.beyond_iim(), [Field::Credit]);
        assert_eq!(all().beyond_iim(), []);
    }

    /// The older form counts where XMP says nothing, and must not come back when a field is removed.
    #[test]
    fn both_forms_are_kept_the_same() {
        let sets = iim::write(None, &Captions { city: Some("Oslo".into()), ..all() });
        let resource = iptc::resource(&sets.expect("data sets"));
        let picture = png::encode(&image());
        let older = Png::parse(&picture).expect("a PNG").with_iptc(Some(&resource));
        let said = Captions { city: Some("Oslo".into()), source_type: None, ..all() };
        assert_eq!(Captions::read(&older), said);
        let packet =
            xmp::write(None, &Captions { city: Some("Bergen".into()), ..Captions::default() });
        let both = png::with_xmp(&older, packet.as_deref().map(str::as_bytes)).expect("a PNG");
        let captions = Captions { city: Some("Bergen".into()), ..said };
        let reading = Reading { captions: captions.clone(), differing: vec![Field::City] };
        assert_eq!(Reading::of(&both), reading);
        let without = write(&both, &Captions { city: None, ..captions.clone() }).expect("writes");
        assert_eq!(Captions::read(&without), Captions { city: None, ..captions });
        assert_eq!(write(&both, &Captions::default()).expect("writes"), picture);
    }

    #[test]
    fn what_every_check_rejects_is_not_written() {
        let refused = |file: &[u8], captions: &Captions, words: &str| {
            let error = write(file, captions).expect_err(words).to_string();
            assert!(error.contains(words), "{error:?} does not say {words:?}");
        };
        let picture = png::encode(&image());
        let searched = Captions { city: Some("tiff:Orientation".into()), ..all() };
        refused(&picture, &searched, "it can turn or mirror the picture");
        let many = Captions {
            caption: Some("&".repeat(8000)),
            instructions: Some("<".repeat(2000)),
            ..all()
        };
        assert_eq!(Captions::read(&write(&picture, &many).expect("fits")), many);
        let mut full = many;
        for field in [Field::Headline, Field::Byline, Field::Credit, Field::Source, Field::City] {
            full.set(field, Some("&".repeat(2000)));
        }
        refused(&picture, &full, "holds more than 65536 bytes of XMP");
        let hidden = Png::parse(&picture).expect("a PNG").with_chunk(*b"teST", b"");
        refused(&hidden, &all(), "its teST chunk is not known to be harmless");
        refused(b"text", &all(), "neither a PNG nor a JPEG");
        refused(b"\xff\xd8\xff\xd9", &all(), "");
        assert!(Reading::of(b"text").captions.is_empty());
    }
}
