//! Chunks that could make the same pixels look otherwise are refused; harmless metadata are not.

use proofroom_provenance::verify::{MetadataKind, Reason, Verdict, Warning, verify_file};

use crate::common::{SIZE, published, published_file, signed, trust, with_chunk};
use crate::exif::exif;
use crate::{check_words, verdict};

#[test]
fn what_could_change_the_appearance_is_rejected() {
    let file = published_file();
    for kind in [
        b"acTL", b"fcTL", b"fdAT", b"iCCP", b"gAMA", b"cHRM", b"cICP", b"mDCV", b"cLLI", b"mDCv",
        b"cLLi", b"sBIT", b"bKGD", b"tRNS", b"iDOT", b"gmAP", b"gdAT", b"caNv", b"vpAg", b"oFFs",
        b"sTER", b"npTc", b"msOG", b"prVW", b"mkBF", b"mkTS", b"mkBS", b"mkBT", b"teSt",
    ] {
        check_words(
            &with_chunk(&file, *kind, b""),
            Reason::Appearance,
            &format!("its {} chunk ", kind.escape_ascii()),
        );
    }
    let turned = "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
        xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description \
        xmlns:tiff='http://ns.adobe.com/tiff/1.0/' tiff:Orientation='6'/></rdf:RDF></x:xmpmeta>";
    let xmp = |keyword: &str| [keyword.as_bytes(), &[0; 5], turned.as_bytes()].concat();
    for (kind, data, words) in [
        (b"eXIf", exif(0x0112, 6), "turn"),
        (b"eXIf", exif(0x011a, 6), "0x011a"),
        (b"eXIf", exif(0xa001, 2), "0xa001"),
        (b"eXIf", b"unreadable".to_vec(), "cannot be read"),
        (b"pHYs", b"\0\0\0\x01\0\0\0\x02\0".to_vec(), "stretches"),
        (b"tEXt", b"Colorspace\0CMYK".to_vec(), "Colorspace"),
        (b"tEXt", b"page\x0010x10+5+5".to_vec(), "page"),
        (b"iTXt", xmp("XML:com.adobe.xmp"), "turn"),
        (b"iTXt", xmp("XML:com.adobe.xmp2"), "XML:com.adobe.xmp2"),
        (b"tEXt", b"Raw profile type icc\0".to_vec(), "Raw profile type icc"),
        (b"caBX", b"not a manifest".to_vec(), "Content Credentials"),
    ] {
        check_words(&with_chunk(&file, *kind, &data), Reason::Appearance, words);
    }
}

/// A profile as Exiv2 and ImageMagick write it into a text chunk.
fn raw_profile(kind: &str, bytes: &[u8]) -> Vec<u8> {
    let digits = hex::encode(bytes).into_bytes();
    let lines: Vec<&[u8]> = digits.chunks(72).collect();
    let start = format!("Raw profile type {kind}\0\n{kind}\n{:8}\n", bytes.len());
    [start.as_bytes(), &lines.join(&b'\n'), b"\n"].concat()
}

#[test]
fn harmless_metadata_are_told_and_change_no_verdict() {
    // A caption, an orientation of 1 with the resolution that exiftool writes, a title, a time.
    let captions = b"8BIM\x04\x04\0\0\0\0\0\x0b\x1c\x02\x78\0\x06A boat\0";
    let mut exif = b"MM\0*\0\0\0\x08\0\x04".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\x01\x1a\0\x05\0\0\0\x01\0\0\0\x3e");
    exif.extend(b"\x01\x1b\0\x05\0\0\0\x01\0\0\0\x46\x01\x28\0\x03\0\0\0\x01\0\x02\0\0");
    exif.extend(b"\0\0\0\0\0\0\0\x48\0\0\0\x01\0\0\0\x48\0\0\0\x01");
    let title = "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta \
        xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
        <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title><rdf:Alt>\
        <rdf:li xml:lang='x-default'>A boat</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>\
        </x:xmpmeta><?xpacket end='w'?>";
    for (kind, data, told) in [
        (b"sRGB", b"\0".to_vec(), None),
        (b"tIME", b"\x07\xe9\x01\x01\0\0\0".to_vec(), None),
        (b"pHYs", b"\0\0\x0b\x12\0\0\x0b\x12\x01".to_vec(), None),
        (b"tEXt", b"Author\0me".to_vec(), Some(MetadataKind::Text)),
        (b"eXIf", exif.clone(), Some(MetadataKind::Exif)),
        (
            b"iTXt",
            [b"XML:com.adobe.xmp\0\0\0\0\0", title.as_bytes()].concat(),
            Some(MetadataKind::Xmp),
        ),
        (b"tEXt", raw_profile("iptc", captions), Some(MetadataKind::Iptc)),
        (
            b"tEXt",
            raw_profile("exif", &[b"Exif\0\0", &exif[..]].concat()),
            Some(MetadataKind::Exif),
        ),
    ] {
        for file in [published_file(), signed(1, SIZE).to_png().to_vec()] {
            let report = verdict(&with_chunk(&file, *kind, &data));
            assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
            let warned = |warning: &Warning| match warning {
                Warning::Metadata { kinds } => Some(kinds.clone()),
                _ => None,
            };
            let warned = report.warnings.iter().find_map(warned);
            assert_eq!(warned, told.map(|kind| vec![kind]));
        }
        // What is not verified is told for what it is, and for nothing else.
        let unproved = with_chunk(&with_chunk(&published_file(), *kind, &data), *b"msOG", b"");
        let warnings = verdict(&unproved).warnings;
        assert!(warnings.is_empty(), "{warnings:?}");
    }
}

#[test]
fn a_picture_that_imagemagick_saved_again_verifies_with_its_sidecar() {
    let mut file = published().to_plain_file();
    let primaries = [31_270u32, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6_000];
    for (kind, data) in [
        (b"gAMA", 45_455u32.to_be_bytes().to_vec()),
        (b"cHRM", primaries.map(u32::to_be_bytes).concat()),
        (b"bKGD", vec![0, 255, 0, 255, 0, 255]),
        (b"tIME", b"\x07\xea\x0b\x1b\x10\x19&".to_vec()),
        (b"tEXt", b"date:create\x002026-11-27T16:25:35+00:00".to_vec()),
        (b"tEXt", b"date:modify\x002026-11-27T16:25:35+00:00".to_vec()),
    ] {
        file = with_chunk(&file, *kind, &data);
    }
    let report = verify_file(&file, Some(&published().payload()), &trust(1), None);
    assert_eq!(report.verdict, Verdict::Verified, "{}", report.message);
}
