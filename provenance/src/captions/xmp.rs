//! The fields in XMP, where the IPTC Photo Metadata Standard keeps them: texts of `photoshop` and `Iptc4xmpExt`, names
//! as a sequence of `dc`, and sentences as alternatives for languages of `dc`.
//!
//! A packet that is there already is not written anew. What says the fields that change is cut out of it, and what they
//! say now is put in at its end, in a description of its own; every other byte stays.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use roxmltree::{Attribute, Document, Node};

use super::field::{Captions, Field, Reading};
use super::text::{NAMES, names};
use crate::format::metadata;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DC: (&str, &str) = ("dc", "http://purl.org/dc/elements/1.1/");
const PHOTOSHOP: (&str, &str) = ("photoshop", "http://ns.adobe.com/photoshop/1.0/");
const EXTENSION: (&str, &str) = ("Iptc4xmpExt", "http://iptc.org/std/Iptc4xmpExt/2008-02-29/");

/// The language of an alternative that counts for everybody.
const DEFAULT: &str = "x-default";

/// The most elements and texts of a packet. Those of photos have a history of thousands.
const MAX_NODES: u32 = 100_000;
/// The longest packet that is read.
const MAX_BYTES: usize = 1 << 18;

/// How a property says its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    /// One text for each of several languages.
    Languages,
    /// Several texts in their order.
    Sequence,
}

/// The property of a field: prefix and address of its namespace, its name there, and its form.
fn property(field: Field) -> ((&'static str, &'static str), &'static str, Form) {
    match field {
        Field::Headline => (PHOTOSHOP, "Headline", Form::Text),
        Field::Caption => (DC, "description", Form::Languages),
        Field::Byline => (DC, "creator", Form::Sequence),
        Field::Credit => (PHOTOSHOP, "Credit", Form::Text),
        Field::Copyright => (DC, "rights", Form::Languages),
        Field::Source => (PHOTOSHOP, "Source", Form::Text),
        Field::City => (PHOTOSHOP, "City", Form::Text),
        Field::Country => (PHOTOSHOP, "Country", Form::Text),
        Field::DateCreated => (PHOTOSHOP, "DateCreated", Form::Text),
        Field::SourceType => (EXTENSION, "DigitalSourceType", Form::Text),
        Field::Instructions => (PHOTOSHOP, "Instructions", Form::Text),
    }
}

/// The field whose property has this name.
fn field_of(namespace: Option<&str>, name: &str) -> Option<Field> {
    Field::ALL.into_iter().find(|field| {
        let ((_, address), known, _) = property(*field);
        namespace == Some(address) && name == known
    })
}

/// A property in a packet.
enum Found<'a, 'input> {
    /// In its short form.
    Attribute(Attribute<'a, 'input>),
    Element(Node<'a, 'input>),
}

impl Found<'_, '_> {
    fn range(&self) -> Range<usize> {
        match self {
            Found::Attribute(attribute) => attribute.range(),
            Found::Element(element) => element.range(),
        }
    }

    /// What it says, if that is not empty.
    fn text(&self, form: Form) -> Option<String> {
        let said = match self {
            Found::Attribute(attribute) => attribute.value().trim().to_owned(),
            Found::Element(element) => {
                let items: Vec<_> = items(*element).collect();
                match form {
                    _ if items.is_empty() => {
                        let address = element.attribute((RDF, "resource"));
                        address.map_or_else(|| text_in(*element), str::to_owned)
                    }
                    Form::Sequence => {
                        let items = items.iter().map(|item| text_in(*item));
                        items.filter(|item| !item.is_empty()).collect::<Vec<_>>().join(NAMES)
                    }
                    Form::Text | Form::Languages => {
                        let for_everybody =
                            |item: &&Node<'_, '_>| language(**item) == Some(DEFAULT);
                        text_in(*items.iter().find(for_everybody).unwrap_or(&items[0]))
                    }
                }
            }
        };
        (!said.is_empty()).then_some(said)
    }
}

/// The items of a property's alternatives or sequence.
fn items<'a, 'input>(property: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    let is_container = |node: &Node<'_, '_>| {
        ["Alt", "Seq", "Bag"].iter().any(|name| node.has_tag_name((RDF, *name)))
    };
    let container = property.children().find(is_container);
    let items = container.into_iter().flat_map(|container| container.children());
    items.filter(|node| node.has_tag_name((RDF, "li")))
}

fn language<'a>(item: Node<'a, '_>) -> Option<&'a str> {
    item.attribute((XML, "lang"))
}

fn text_in(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
    texts.collect::<String>().trim().to_owned()
}

fn parsed(packet: &str) -> Option<Document<'_>> {
    if packet.len() > MAX_BYTES {
        return None;
    }
    metadata::xmp::parsed(packet, MAX_NODES)
}

/// The descriptions of a packet: the elements in which properties stand.
fn descriptions<'a, 'input>(
    document: &'a Document<'input>,
) -> impl Iterator<Item = Node<'a, 'input>> {
    let rdf = document.descendants().filter(|node| node.has_tag_name((RDF, "RDF")));
    let inside = rdf.take(1).flat_map(|rdf| rdf.children());
    inside.filter(|node| node.has_tag_name((RDF, "Description")))
}

/// The properties in a description that are fields.
fn fields<'a, 'input>(
    description: Node<'a, 'input>,
) -> impl Iterator<Item = (Field, Found<'a, 'input>)> {
    let short = description.attributes().filter_map(|attribute| {
        let field = field_of(attribute.namespace(), attribute.name())?;
        Some((field, Found::Attribute(attribute)))
    });
    let long = description.children().filter(Node::is_element).filter_map(|element| {
        let name = element.tag_name();
        Some((field_of(name.namespace(), name.name())?, Found::Element(element)))
    });
    short.chain(long)
}

/// What a packet says; of a property that occurs twice, the first counts here, and in some programs the last.
pub(super) fn reading(packet: &str) -> Reading {
    let mut reading = Reading::default();
    let Some(document) = parsed(packet) else { return reading };
    for (field, found) in descriptions(&document).flat_map(fields) {
        let Some(said) = found.text(property(field).2) else { continue };
        match reading.captions.get(field) {
            None => reading.captions.set(field, Some(said)),
            Some(first) if first != said => reading.differing.push(field),
            Some(_) => (),
        }
    }
    reading
}

/// A packet that says these captions, and besides them what the given one says; none if that is nothing.
pub(super) fn write(packet: Option<&str>, captions: &Captions) -> Option<String> {
    let whole = packet.and_then(|packet| Some((packet, parsed(packet)?)));
    let place = whole.as_ref().and_then(|(packet, document)| {
        let rdf = document.descendants().find(|node| node.has_tag_name((RDF, "RDF")))?;
        let elements = rdf.children().filter(Node::is_element);
        let more = elements.filter(|node| !node.has_tag_name((RDF, "Description"))).count() > 0;
        // An element that is closed at once has no end tag, and no place for anything.
        let range = rdf.range();
        Some((range.start + packet[range].rfind("</")?, more))
    });
    let (Some((packet, document)), Some((place, mut stays))) = (&whole, place) else {
        return (!captions.is_empty()).then(|| new_packet(captions));
    };
    let Reading { captions: before, differing } = reading(packet);
    let changes =
        |field: Field| differing.contains(&field) || before.get(field) != captions.get(field);
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut others: BTreeMap<Field, String> = BTreeMap::new();
    let mut about = "";
    for (index, description) in descriptions(document).enumerate() {
        if index == 0 {
            about = description.attribute((RDF, "about")).unwrap_or_default();
        }
        let cut: Vec<_> = fields(description).filter(|(field, _)| changes(*field)).collect();
        for (field, found) in &cut {
            if let (Found::Element(element), Form::Languages) = (found, property(*field).2)
                && captions.get(*field).is_some()
            {
                others.insert(*field, other_languages(packet, *element, before.get(*field)));
            }
        }
        let properties = description.children().filter(Node::is_element).count()
            + description
                .attributes()
                .filter(|attribute| attribute.namespace() != Some(RDF))
                .count();
        if properties == cut.len() {
            cuts.push(description.range());
        } else {
            stays = true;
            cuts.extend(cut.iter().map(|(_, found)| found.range()));
        }
    }
    let said: Vec<_> = captions.said().filter(|(field, _)| changes(*field)).collect();
    if said.is_empty() && !stays {
        return None;
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut written = String::new();
    let mut end = 0;
    for cut in cuts {
        // The white space before it goes, too.
        written.push_str(packet[end..cut.start].trim_end());
        end = cut.end;
    }
    written.push_str(&packet[end..place]);
    if !said.is_empty() {
        describe(&mut written, about, &said, &others);
    }
    written.push_str(&packet[place..]);
    Some(written)
}

/// The alternatives for other languages, as they stand in the packet. Some programs repeat the text for everybody under
/// its own language; that copy would be out of date.
fn other_languages(packet: &str, property: Node<'_, '_>, before: Option<&str>) -> String {
    let others = items(property).filter(|item| {
        language(*item).is_some_and(|language| language != DEFAULT)
            && Some(text_in(*item).as_str()) != before
    });
    others.map(|item| &packet[item.range()]).collect()
}

fn new_packet(captions: &Captions) -> String {
    let mut packet = format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n<rdf:RDF xmlns:rdf=\"{RDF}\">\n"
    );
    describe(&mut packet, "", &captions.said().collect::<Vec<_>>(), &BTreeMap::new());
    packet.push_str("</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
    packet
}

/// Writes a description with these fields. `others`: their items for other languages, as they stand in a packet.
fn describe(
    to: &mut String,
    about: &str,
    said: &[(Field, &str)],
    others: &BTreeMap<Field, String>,
) {
    let used = |(_, address): &(&str, &str)| {
        said.iter().any(|(field, _)| property(*field).0.1 == *address)
    };
    let namespaces: String = [DC, PHOTOSHOP, EXTENSION]
        .iter()
        .filter(|namespace| used(namespace))
        .map(|(prefix, address)| format!(" xmlns:{prefix}=\"{address}\""))
        .collect();
    // Writing to a string does not fail.
    let _ = writeln!(to, "<rdf:Description rdf:about=\"{}\"{namespaces}>", escaped(about));
    for (field, text) in said {
        let ((prefix, _), name, form) = property(*field);
        let value = match form {
            Form::Text => escaped(text),
            Form::Languages => format!(
                "<rdf:Alt><rdf:li xml:lang=\"{DEFAULT}\">{}</rdf:li>{}</rdf:Alt>",
                escaped(text),
                others.get(field).map_or("", String::as_str)
            ),
            Form::Sequence => {
                let items = names(text).map(|name| format!("<rdf:li>{}</rdf:li>", escaped(name)));
                format!("<rdf:Seq>{}</rdf:Seq>", items.collect::<String>())
            }
        };
        let _ = writeln!(to, "<{prefix}:{name}>{value}</{prefix}:{name}>");
    }
    to.push_str("</rdf:Description>\n");
}

/// A text as it stands in an element or an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::metadata::xmp::check;

    fn read(packet: &str) -> Captions {
        reading(packet).captions
    }

    fn captions(said: &[(Field, &str)]) -> Captions {
        let mut captions = Captions::default();
        for (field, text) in said {
            captions.set(*field, Some((*text).to_owned()));
        }
        captions
    }

    /// Every field with a text that XML, sequences and alternatives could spoil.
    fn all() -> Captions {
        let mut captions = Captions::default();
        for field in Field::ALL {
            captions.set(field, Some(format!("{} <&\"'> ]]> é\nb", field.word())));
        }
        captions.byline = Some("Jane Doe; Bob <b@example.org>".into());
        captions
    }

    /// What this program shows first, others could show last.
    #[test]
    fn a_property_that_says_two_things_is_told_and_written_once() {
        let packet = |second: &str| {
            let (prefix, address) = PHOTOSHOP;
            format!(
                "<rdf:RDF xmlns:rdf='{RDF}' xmlns:{prefix}='{address}'>\
                 <rdf:Description photoshop:City='Oslo' photoshop:Credit='Gazette'/>\
                 <rdf:Description photoshop:City='{second}'/></rdf:RDF>"
            )
        };
        for (second, differing) in [("Oslo", vec![]), ("", vec![]), ("Bergen", vec![Field::City])] {
            let found = reading(&packet(second));
            let said = captions(&[(Field::City, "Oslo"), (Field::Credit, "Gazette")]);
            assert_eq!(found, Reading { captions: said.clone(), differing }, "{second}");
            let again = write(Some(&packet(second)), &said).expect("a packet");
            assert_eq!(reading(&again), Reading { captions: said, differing: Vec::new() });
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let packet = write(None, &all()).expect("a packet");
        assert_eq!(check(packet.as_bytes()), Ok(()));
        assert_eq!(read(&packet), all());
        assert_eq!(write(Some(&packet), &all()), Some(packet.clone()));
        assert_eq!(write(Some(&packet), &Captions::default()), None);
        assert_eq!(write(None, &Captions::default()), None);
        for field in Field::ALL {
            let mut fewer = all();
            fewer.set(field, None);
            let without = write(Some(&packet), &fewer).expect("others");
            assert_eq!(read(&without), fewer);
            let again = write(Some(&without), &all()).expect("all");
            assert_eq!(check(again.as_bytes()), Ok(()));
            assert_eq!(read(&again), all());
        }
    }

    /// As Lightroom writes it: short forms, a language besides the default, and properties that are not ours.
    const OTHERS: &str = r#"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="uuid:1&amp;2"
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
   photoshop:City="Oslo"
   photoshop:Category="S">
   <dc:description><rdf:Alt>
     <rdf:li xml:lang="x-default">Boats</rdf:li>
     <rdf:li xml:lang="en">Boats</rdf:li>
     <rdf:li xml:lang="no">B&#xE5;ter</rdf:li>
   </rdf:Alt></dc:description>
   <dc:subject><rdf:Bag><rdf:li>harbour</rdf:li></rdf:Bag></dc:subject>
   <dc:creator><rdf:Seq><rdf:li>Jane</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>
  </rdf:Description>
  <rdf:Description rdf:about="uuid:1&amp;2" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">
   <photoshop:Credit>Gazette</photoshop:Credit>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
                                        
<?xpacket end="w"?>"#;

    #[test]
    fn what_others_wrote_stays() {
        assert_eq!(check(OTHERS.as_bytes()), Ok(()));
        let read_of_others = captions(&[
            (Field::City, "Oslo"),
            (Field::Caption, "Boats"),
            (Field::Byline, "Jane; Bob"),
            (Field::Credit, "Gazette"),
        ]);
        assert_eq!(read(OTHERS), read_of_others);
        assert_eq!(write(Some(OTHERS), &read_of_others), Some(OTHERS.to_owned()));

        let mut changed = read_of_others.clone();
        changed.set(Field::City, Some("Bergen".into()));
        changed.set(Field::Caption, Some("Two boats".into()));
        changed.set(Field::Credit, None);
        let written = write(Some(OTHERS), &changed).expect("a packet");
        assert_eq!(check(written.as_bytes()), Ok(()));
        assert_eq!(read(&written), changed);
        for kept in [
            "<rdf:li xml:lang=\"no\">B&#xE5;ter</rdf:li>",
            "photoshop:Category=\"S\"",
            "<dc:subject><rdf:Bag><rdf:li>harbour</rdf:li></rdf:Bag></dc:subject>",
            "<rdf:Seq><rdf:li>Jane</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq>",
            "<rdf:Description rdf:about=\"uuid:1&amp;2\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:photoshop=",
            "x:xmptk=\"Adobe XMP Core\"",
        ] {
            assert_eq!(written.matches(kept).count(), 1, "{kept} in {written}");
        }
        // The copy under another language, the old texts, and the description that held nothing else are gone.
        for gone in ["xml:lang=\"en\"", "Oslo", "Gazette", "Credit"] {
            assert!(!written.contains(gone), "{gone} in {written}");
        }
        assert_eq!(written.matches("<rdf:Description").count(), 2);

        let nothing = write(Some(OTHERS), &Captions::default()).expect("a category");
        assert_eq!(check(nothing.as_bytes()), Ok(()));
        assert!(read(&nothing).is_empty());
        assert!(nothing.contains("photoshop:Category=\"S\"") && nothing.contains("harbour"));
    }

    #[test]
    fn packets_of_every_form_are_read_as_far_as_they_go() {
        let packet = |inside: &str| {
            format!(
                "<rdf:RDF xmlns:rdf='{RDF}' xmlns:dc='{}' xmlns:ps='{}' xmlns:e='{}'>{inside}</rdf:RDF>",
                DC.1, PHOTOSHOP.1, EXTENSION.1
            )
        };
        for (inside, expected) in [
            ("<rdf:Description ps:City=' Oslo '/>", captions(&[(Field::City, "Oslo")])),
            ("<rdf:Description ps:City=' '/>", Captions::default()),
            (
                "<rdf:Description><ps:City/><ps:City>A</ps:City><ps:City>B</ps:City></rdf:Description>",
                captions(&[(Field::City, "A")]),
            ),
            (
                "<rdf:Description><dc:rights>Plain</dc:rights></rdf:Description>",
                captions(&[(Field::Copyright, "Plain")]),
            ),
            (
                "<rdf:Description><dc:rights><rdf:Alt><rdf:li xml:lang='de'>D</rdf:li></rdf:Alt></dc:rights></rdf:Description>",
                captions(&[(Field::Copyright, "D")]),
            ),
            (
                "<rdf:Description><e:DigitalSourceType rdf:resource='http://x'/></rdf:Description>",
                captions(&[(Field::SourceType, "http://x")]),
            ),
            (
                "<rdf:Description><dc:creator><rdf:Seq/></dc:creator></rdf:Description>",
                Captions::default(),
            ),
            // The city of something else.
            (
                "<rdf:Description><e:LocationShown><rdf:Description ps:City='A'/></e:LocationShown></rdf:Description>",
                Captions::default(),
            ),
        ] {
            assert_eq!(read(&packet(inside)), expected, "{inside}");
        }
        let attributes: String = (0..100_000).map(|number| format!(" a{number:x}=''")).collect();
        let long = packet(&format!("<rdf:Description ps:City='A' {attributes}/>"));
        // What is short enough and would keep a parser busy for minutes.
        let declared: String =
            (0..5000).map(|number| format!("<rdf:li xmlns:n{number}='u'>")).collect();
        let deep = packet(&format!("{declared}{}", "</rdf:li>".repeat(5000)));
        assert!(deep.len() < MAX_BYTES);
        for broken in
            ["", "text", "<a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "<a/>", &long, &deep]
        {
            assert_eq!(read(broken), Captions::default());
            let written = write(Some(broken), &all()).expect("a packet");
            assert_eq!(read(&written), all());
        }
        assert_eq!(read(&write(Some(&packet("")), &all()).expect("a packet")), all());
    }
}
