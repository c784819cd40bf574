//! XMP by an allow-list of properties: who, what, where, when, and whose.
//!
//! Some programs know a property by the address of its namespace, others by its customary prefix, and some search
//! the bytes. So each prefix must stand for its customary address, no other may be declared, and comments and the
//! like, in which a search could find something, are refused.

use roxmltree::{Document, Node, NodeType, ParsingOptions};

use super::Refused;

/// The longest packet. Programs pad theirs to a few kilobytes.
const MAX_BYTES: usize = 1 << 16;
/// The most elements and texts.
const MAX_NODES: u32 = 8000;

/// The most attributes of an element, and the most declarations of namespaces in a packet. Raw converters write some
/// three hundred attributes into one element. A parser compares each with all others, and for each element that
/// declares a namespace it compares all that are known with each other: 64 KiB could keep it busy for ten seconds, a
/// megabyte for hours.
const MAX_ATTRIBUTES: usize = 1000;

/// A namespace: customary prefix, address, and the properties that are known to be harmless.
type Namespace = (&'static str, &'static str, &'static [&'static str]);

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

const NAMESPACES: [Namespace; 10] = [
    ("xml", XML, &["lang"]),
    ("x", "adobe:ns:meta/", &["xmpmeta", "xmptk"]),
    ("rdf", RDF, &["RDF", "Description", "Alt", "Bag", "Seq", "li", "about", "parseType"]),
    (
        "dc",
        "http://purl.org/dc/elements/1.1/",
        &[
            "contributor",
            "coverage",
            "creator",
            "date",
            "description",
            "format",
            "identifier",
            "language",
            "publisher",
            "relation",
            "rights",
            "source",
            "subject",
            "title",
            "type",
        ],
    ),
    (
        "xmpRights",
        "http://ns.adobe.com/xap/1.0/rights/",
        &["Certificate", "Marked", "Owner", "UsageTerms", "WebStatement"],
    ),
    (
        "xmp",
        "http://ns.adobe.com/xap/1.0/",
        &["CreateDate", "CreatorTool", "Label", "MetadataDate", "ModifyDate", "Rating"],
    ),
    (
        "photoshop",
        "http://ns.adobe.com/photoshop/1.0/",
        &[
            "AuthorsPosition",
            "CaptionWriter",
            "Category",
            "City",
            "Country",
            "Credit",
            "DateCreated",
            "Headline",
            "Instructions",
            "Source",
            "State",
            "SupplementalCategories",
            "TransmissionReference",
            "Urgency",
        ],
    ),
    (
        "Iptc4xmpCore",
        "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
        &[
            "AltTextAccessibility",
            "CiAdrCity",
            "CiAdrCtry",
            "CiAdrExtadr",
            "CiAdrPcode",
            "CiAdrRegion",
            "CiEmailWork",
            "CiTelWork",
            "CiUrlWork",
            "CountryCode",
            "CreatorContactInfo",
            "ExtDescrAccessibility",
            "IntellectualGenre",
            "Location",
            "Scene",
            "SubjectCode",
        ],
    ),
    (
        "Iptc4xmpExt",
        "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        &[
            "AddlModelInfo",
            "AISystemUsed",
            "AISystemVersionUsed",
            "AIPromptInformation",
            "AIPromptWriterName",
            "AOCopyrightNotice",
            "AOCreator",
            "AODateCreated",
            "AOSource",
            "AOSourceInvNo",
            "AOTitle",
            "ArtworkOrObject",
            "City",
            "Contributor",
            "CountryCode",
            "CountryName",
            "DigitalSourceType",
            "DigImageGUID",
            "Event",
            "EventId",
            "LocationCreated",
            "LocationId",
            "LocationName",
            "LocationShown",
            "ModelAge",
            "OrganisationInImageCode",
            "OrganisationInImageName",
            "PersonDescription",
            "PersonId",
            "PersonInImage",
            "PersonInImageWDetails",
            "PersonName",
            "ProvinceState",
            "Sublocation",
            "WorldRegion",
        ],
    ),
    ("tiff", TIFF, &["Orientation"]),
];

/// Checks a packet of XMP.
///
/// # Errors
/// What it holds that is not on the list, or that it cannot be read.
pub fn check(packet: &[u8]) -> Result<(), Refused> {
    if packet.len() > MAX_BYTES {
        return Err(Refused::new(format!(
            "holds more than {MAX_BYTES} bytes of XMP, the most that are read"
        )));
    }
    let unreadable = || Refused::new("holds XMP that cannot be read");
    let text = std::str::from_utf8(packet).map_err(|_| unreadable())?;
    // A parser that honours a declared encoding could read other text in the same bytes.
    if !declares_utf8(text) {
        return Err(unreadable());
    }
    // A parser sees plain text in one of these, but a reader that searches sees what is inside.
    if text.contains("<![CDATA[") {
        return Err(unreadable());
    }
    let document = parsed(text, MAX_NODES).ok_or_else(unreadable)?;
    for node in document.descendants() {
        match node.node_type() {
            NodeType::Root => (),
            NodeType::Comment => return Err(unreadable()),
            NodeType::PI => {
                let pi = node.pi().filter(|pi| pi.target == "xpacket");
                let pi = pi.ok_or_else(unreadable)?;
                check_value(pi.value.unwrap_or_default())?;
            }
            NodeType::Text => check_value(node.text().unwrap_or_default())?,
            NodeType::Element => check_element(node)?,
        }
    }
    Ok(())
}

/// A packet as XML without a DTD, of at most so many elements and texts; none if it is not, or could keep a parser
/// busy.
pub(crate) fn parsed(packet: &str, nodes_limit: u32) -> Option<Document<'_>> {
    let has_many = |tag: &str| tag.matches('=').nth(MAX_ATTRIBUTES).is_some();
    let declares_many = packet.matches("xmlns").nth(MAX_ATTRIBUTES).is_some();
    if declares_many || packet.split('<').any(has_many) {
        return None;
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit, ..ParsingOptions::default() };
    Document::parse_with_options(packet, options).ok()
}

/// Whether a packet declares UTF-8 or no encoding.
fn declares_utf8(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let Some((declaration, _)) = text.strip_prefix("<?xml ").and_then(|rest| rest.split_once("?>"))
    else {
        return true;
    };
    let declaration = declaration.to_ascii_lowercase();
    !declaration.contains("encoding") || declaration.contains("utf-8")
}

fn check_element(element: Node<'_, '_>) -> Result<(), Refused> {
    for namespace in element.namespaces() {
        let customary =
            |known: &&Namespace| Some(known.0) == namespace.name() || (known.1 == namespace.uri());
        let known = NAMESPACES.iter().find(customary);
        if known.is_none_or(|&(prefix, uri, _)| {
            Some(prefix) != namespace.name() || uri != namespace.uri()
        }) {
            return Err(Refused::unknown("holds XMP of the namespace", namespace.uri()));
        }
    }
    let name = element.tag_name();
    check_name(name.namespace(), name.name())?;
    if (name.namespace(), name.name()) == (Some(TIFF), "Orientation") {
        let only_text = element.children().all(|child| child.is_text());
        if !only_text || element.attributes().len() > 0 {
            return Err(turns());
        }
        check_orientation(element.text().unwrap_or_default())?;
    }
    for attribute in element.attributes() {
        let name = (attribute.namespace(), attribute.name());
        check_name(name.0, name.1)?;
        match name {
            (Some(TIFF), _) => check_orientation(attribute.value())?,
            // Any other parse type turns XML into a value.
            (Some(RDF), "parseType") if attribute.value() != "Resource" => {
                return Err(Refused::new("holds XMP with other XML inside"));
            }
            _ => check_value(attribute.value())?,
        }
    }
    Ok(())
}

fn check_name(namespace: Option<&str>, name: &str) -> Result<(), Refused> {
    let known = |&(_, uri, names): &Namespace| Some(uri) == namespace && names.contains(&name);
    if NAMESPACES.iter().any(known) {
        Ok(())
    } else {
        Err(Refused::unknown("holds the XMP property", name))
    }
}

fn check_orientation(value: &str) -> Result<(), Refused> {
    if value == "1" { Ok(()) } else { Err(turns()) }
}

/// Refuses a text in which a reader that searches bytes would find an orientation.
fn check_value(value: &str) -> Result<(), Refused> {
    if value.contains("tiff:Orientation") { Err(turns()) } else { Ok(()) }
}

fn turns() -> Refused {
    Refused::new("can turn or mirror the picture")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(inside: &str) -> String {
        format!(
            "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?>\n\
             <x:xmpmeta xmlns:x='adobe:ns:meta/' x:xmptk='Image::ExifTool 12.57'>\n\
             <rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n{inside}\n</rdf:RDF>\n\
             </x:xmpmeta>\n   \n<?xpacket end='w'?>"
        )
    }

    fn description(namespaces: &str, inside: &str) -> String {
        packet(&format!("<rdf:Description rdf:about='' {namespaces}>{inside}</rdf:Description>"))
    }

    const DC: &str = "xmlns:dc='http://purl.org/dc/elements/1.1/'";
    const TIFF_PREFIX: &str = "xmlns:tiff='http://ns.adobe.com/tiff/1.0/'";

    fn why(packet: &str) -> String {
        check(packet.as_bytes()).expect_err("refused").0
    }

    #[test]
    fn who_what_when_and_whose_are_harmless() {
        // As exiftool and Exiv2 write them.
        let creator = "<dc:creator><rdf:Seq><rdf:li>Jane &amp; Bob</rdf:li></rdf:Seq></dc:creator>\
             <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Orientation in a harbour</rdf:li></rdf:Alt></dc:title>";
        assert_eq!(check(description(DC, creator).as_bytes()), Ok(()));
        let contact = "<Iptc4xmpCore:CreatorContactInfo rdf:parseType='Resource'>\
             <Iptc4xmpCore:CiEmailWork>a@b.c</Iptc4xmpCore:CiEmailWork></Iptc4xmpCore:CreatorContactInfo>";
        let core = "xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/'";
        assert_eq!(check(description(core, contact).as_bytes()), Ok(()));
        let short = "xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:City='Oslo'";
        assert_eq!(check(description(short, "").as_bytes()), Ok(()));
        let tool =
            "xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmp:CreateDate='2026-01-02' xmp:Rating='5'";
        assert_eq!(check(description(tool, "").as_bytes()), Ok(()));
        for upright in [
            description(TIFF_PREFIX, "<tiff:Orientation>1</tiff:Orientation>"),
            description(&format!("{TIFF_PREFIX} tiff:Orientation='1'"), ""),
        ] {
            assert_eq!(check(upright.as_bytes()), Ok(()));
        }
    }

    #[test]
    fn orientations_are_found_however_they_are_written() {
        for inside in [
            "<tiff:Orientation>6</tiff:Orientation>",
            "<tiff:Orientation> 1</tiff:Orientation>",
            "<tiff:Orientation/>",
            "<tiff:Orientation>1<rdf:li>6</rdf:li></tiff:Orientation>",
            "<tiff:Orientation rdf:parseType='Resource'>1</tiff:Orientation>",
        ] {
            assert!(why(&description(TIFF_PREFIX, inside)).contains("turn"), "{inside}");
        }
        let attribute = format!("{TIFF_PREFIX} tiff:Orientation='6'");
        assert!(why(&description(&attribute, "")).contains("turn"));
        let number = format!("{TIFF_PREFIX} tiff:Orientation='&#x36;'");
        assert!(why(&description(&number, "")).contains("turn"));
        let searched = "<?xpacket tiff:Orientation=\"6\"?>";
        assert!(why(&description(TIFF_PREFIX, searched)).contains("turn"));
        let searched = "<dc:title>tiff:Orientation=\"6\"</dc:title>";
        assert!(why(&description(DC, searched)).contains("turn"));
    }

    #[test]
    fn prefixes_stand_for_their_customary_namespaces() {
        for (namespaces, inside) in [
            // Somebody who goes by prefixes sees an orientation; then somebody who goes by addresses.
            ("xmlns:tiff='http://purl.org/dc/elements/1.1/'", "<tiff:title>6</tiff:title>"),
            ("xmlns:dc='http://ns.adobe.com/tiff/1.0/'", "<dc:Orientation>1</dc:Orientation>"),
            ("xmlns='http://purl.org/dc/elements/1.1/'", "<title>x</title>"),
            ("xmlns:crs='http://ns.adobe.com/camera-raw-settings/1.0/'", ""),
            ("xmlns:hdrgm='http://ns.adobe.com/hdr-gain-map/1.0/'", ""),
            ("xmlns:GCamera='http://ns.google.com/photos/1.0/camera/'", ""),
            ("xmlns:xmpGImg='http://ns.adobe.com/xap/1.0/g/img/'", ""),
        ] {
            assert!(why(&description(namespaces, inside)).contains("namespace"), "{namespaces}");
        }
    }

    #[test]
    fn other_properties_are_refused() {
        let photoshop = "xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'";
        let profile = "<photoshop:ICCProfile>Adobe RGB (1998)</photoshop:ICCProfile>";
        assert!(why(&description(photoshop, profile)).contains("ICCProfile"));
        let xmp = "xmlns:xmp='http://ns.adobe.com/xap/1.0/'";
        let thumbnails = "<xmp:Thumbnails/>";
        assert!(why(&description(xmp, thumbnails)).contains("Thumbnails"));
        let width = "<tiff:ImageWidth>10</tiff:ImageWidth>";
        assert!(why(&description(TIFF_PREFIX, width)).contains("ImageWidth"));
        assert!(
            why(&description(DC, "<dc:Orientation>6</dc:Orientation>")).contains("Orientation")
        );
        assert!(why(&packet("<rdf:Description about=''/>")).contains("about"));
        let literal = "<dc:title rdf:parseType='Literal'><dc:title/></dc:title>";
        assert!(why(&description(DC, literal)).contains("XML inside"));
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        let good = description(DC, "<dc:title>x</dc:title>");
        assert_eq!(check(good.as_bytes()), Ok(()));
        let declared = |encoding: &str| format!("<?xml version='1.0'{encoding}?>{good}");
        for known in ["", " encoding='UTF-8'", " encoding=\"utf-8\""] {
            assert_eq!(check(declared(known).as_bytes()), Ok(()));
        }
        for broken in [
            String::new(),
            good.replace("</dc:title>", ""),
            good.replace("<dc:title>x", "<dc:title><!-- x -->"),
            good.replace("<dc:title>x", "<dc:title><![CDATA[x]]>"),
            good.replace("<dc:title>x", "<dc:title><?xml-stylesheet x?>"),
            format!("{good}{good}"),
            format!("<!DOCTYPE x>{good}"),
            format!("<!DOCTYPE x [<!ENTITY y 'z'>]>{good}"),
            good.replace("<dc:title>x", "<dc:title>&unknown;"),
            good.replace("rdf:about=''", "rdf:about='' rdf:about='again'"),
            declared(" encoding='UTF-7'"),
            declared(" encoding=\"utf-16\""),
            declared("\tencoding='EBCDIC-CP-US'"),
        ] {
            assert!(why(&broken).contains("cannot be read"), "{broken}");
        }
        assert!(check(&[good.as_bytes(), b"\xff"].concat()).is_err());
        assert!(
            check(good.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>().as_slice())
                .is_err()
        );
    }

    #[test]
    fn large_and_deep_packets_end() {
        let long = description(DC, &format!("<dc:title>{}</dc:title>", " ".repeat(MAX_BYTES)));
        assert!(why(&long).contains("more than"));
        let many = description(DC, &"<dc:a/>".repeat(MAX_NODES as usize));
        assert!(why(&many).contains("cannot be read"));
        let attributes =
            |count: u32| -> String { (0..count).map(|i| format!(" a{i:x}=''")).collect() };
        assert!(why(&description(&attributes(900), "")).contains("property"));
        assert!(why(&description(&attributes(5000), "")).contains("cannot be read"));
        // For each of the second ones, a parser would compare the first with each other.
        let declared =
            |from: u32, to: u32| (from..to).map(|number| format!("xmlns:n{number}='u' "));
        let first: String = declared(0, 900).collect();
        let second = |count: u32| -> String {
            declared(900, 900 + count).map(|declared| format!("<rdf:li {declared}/>")).collect()
        };
        assert!(why(&description(&first, &second(50))).contains("namespace"));
        assert!(why(&description(&first, &second(1500))).contains("cannot be read"));
        let depth = MAX_NODES as usize / 3;
        let deep =
            description(DC, &format!("{}{}", "<rdf:li>".repeat(depth), "</rdf:li>".repeat(depth)));
        assert_eq!(check(deep.as_bytes()), Ok(()));
    }
}
