//! What a viewer could do with each application segment and comment besides showing the picture.
//!
//! This is an allow-list, and each kind of metadata may stand there once, so that no two programs read different ones.

use super::PublishedJpeg;
use super::captions::{APP1, APP13, PHOTOSHOP, XMP};
use super::credentials::{self, APP11};
use super::proof::{self, APP10};
use crate::format::jpeg::profile;
use crate::format::jpeg::segments::{Segment, marker};
use crate::format::metadata::{self, Extra, Holds, Meaning, MetadataKind, Refused};

/// How APP1 with EXIF begins.
const EXIF: &[u8] = b"Exif\0";
/// How APP1 with the rest of long XMP begins (XMP, part 3, 1.1.3.1).
const MORE_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";

/// How comments begin that ffmpeg and the players that use it obey (`mjpeg_decode_com`): they turn the picture upside
/// down, stretch it, give its colours another range, or take it for half of an interlaced one.
const OBEYED_COMMENTS: [&[u8]; 5] =
    [b"AVID", b"CS=ITU601", b"Intel(R) JPEG Library", b"Metasoft MJPEG Codec", b"MULTISCOPE II"];

const APP2: u8 = marker::APP0 + 2;
const APP14: u8 = marker::APP0 + 14;

impl PublishedJpeg<'_> {
    /// The first thing in the file that could make a viewer show something other than the picture of its coefficients.
    pub fn appearance(&self) -> Option<String> {
        self.judged().err()
    }

    /// What kinds of text and other metadata the file carries, if nothing in it changes the picture.
    pub fn metadata(&self) -> Vec<MetadataKind> {
        self.judged().unwrap_or_default()
    }

    /// The application segments and comments, in the order of the file, but for the header of JFIF and those of the
    /// proof.
    pub fn extras(&self) -> Vec<Extra> {
        let segments = self.segments().iter().enumerate();
        let extra = |(at, segment): (usize, &Segment<'_>)| {
            let of_this_format = at == 0 || segment.marker == APP10;
            if segment.marker < marker::APP0 || of_this_format {
                return None;
            }
            let holds = match (meaning(segment, at), segment.marker) {
                (Meaning::Tells(kind), _) => Some(Holds::Metadata(kind)),
                (Meaning::None, APP2) => Some(Holds::ColourProfile),
                (Meaning::None, APP11) => Some(Holds::Credentials),
                _ => None,
            };
            Some(Extra { name: name(segment.marker), holds })
        };
        segments.filter_map(extra).collect()
    }

    /// The kinds of metadata, or what could change the picture, as a part of a sentence.
    fn judged(&self) -> Result<Vec<MetadataKind>, String> {
        if !self.segments().first().is_some_and(is_jfif) {
            return Err(
                "it does not begin with a header of JFIF for square pixels and without a thumbnail"
                    .into(),
            );
        }
        // They are told apart from the verdict and its warnings: `verify::credentials`.
        let boxes = credentials::joined(self.segments());
        let checked = boxes.and_then(|boxes| match boxes {
            Some(boxes) => metadata::c2pa::check(&boxes),
            None => Ok(()),
        });
        checked.map_err(|Refused(why)| format!("its {} segment {why}", name(APP11)))?;

        let mut kinds = Vec::new();
        for (at, segment) in self.segments().iter().enumerate() {
            let why = match meaning(segment, at) {
                Meaning::None => continue,
                Meaning::Tells(kind) if !kinds.contains(&kind) => {
                    kinds.push(kind);
                    continue;
                }
                // Comments.
                Meaning::Tells(MetadataKind::Text) => continue,
                Meaning::Tells(_) => {
                    "is the second of its kind, and programs could read either".into()
                }
                Meaning::Changes(why) => why,
            };
            return Err(format!("its {} segment {why}", name(segment.marker)));
        }
        Ok(kinds)
    }
}

/// The meaning of the segment at this place in the file, if the first one is the header of JFIF and if the Content
/// Credentials are harmless.
fn meaning(segment: &Segment<'_>, at: usize) -> Meaning {
    let payload = segment.payload;
    let why = match segment.marker {
        // The headers and tables that were read already.
        ..marker::APP0 => return Meaning::None,
        marker::COM if OBEYED_COMMENTS.iter().any(|start| payload.starts_with(start)) => {
            "is one by which some programs turn, stretch or recolour the picture"
        }
        marker::COM => return Meaning::Tells(MetadataKind::Text),
        marker::APP0 if at == 0 => return Meaning::None,
        marker::APP0 if payload.starts_with(b"JFXX\0") => "holds a thumbnail",
        marker::APP0 => "is a second header",
        APP1 if payload.starts_with(EXIF) => {
            let checked = metadata::exif::check_with_header(payload);
            return Meaning::told(MetadataKind::Exif, checked);
        }
        APP1 if payload.starts_with(XMP) => {
            let checked = metadata::xmp::check(&payload[XMP.len()..]);
            return Meaning::told(MetadataKind::Xmp, checked);
        }
        APP1 if payload.starts_with(MORE_XMP) => "holds more XMP than one packet",
        // Two of them would be the same twice.
        APP2 if *payload == profile::content() => return Meaning::None,
        APP2 if payload.starts_with(b"ICC_PROFILE\0") => "gives the colours another meaning",
        APP2 if payload.starts_with(b"MPF\0") => "holds another picture",
        // `PublishedJpeg::proof` says what is wrong with these, if anything is.
        APP10 if payload.starts_with(proof::NAME) => return Meaning::None,
        APP11 => return Meaning::None,
        APP13 => {
            let unreadable = || Refused::new("holds captions that cannot be read");
            let resource = payload.strip_prefix(PHOTOSHOP).ok_or_else(unreadable);
            return Meaning::told(MetadataKind::Iptc, resource.and_then(metadata::iptc::check));
        }
        // libjpeg passes it over beside a header of JFIF, others obey it.
        APP14 => "is Adobe's, which can give the colours another meaning",
        _ => "is not known to be harmless",
    };
    Meaning::Changes(why.into())
}

/// Whether a segment is the header of JFIF (version 1) with square pixels and without a thumbnail.
fn is_jfif(segment: &Segment<'_>) -> bool {
    let &[b'J', b'F', b'I', b'F', 0, 1, _, 0..=2, x1, x0, y1, y0, 0, 0] = segment.payload else {
        return false;
    };
    segment.marker == marker::APP0 && (x1, x0) == (y1, y0) && (x1, x0) != (0, 0)
}

/// What a segment that is neither header nor table is called.
fn name(marker: u8) -> String {
    match marker {
        marker::COM => "COM".into(),
        app => format!("APP{}", app - marker::APP0),
    }
}
