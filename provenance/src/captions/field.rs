//! The fields, and what they say.

use serde::{Deserialize, Serialize};

/// One of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[cfg_attr(feature = "typescript", ts(rename = "CaptionField"))]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// What the picture shows, in a line.
    Headline,
    /// What the picture shows, in sentences.
    Caption,
    /// Who took it. Several names have a semicolon between them.
    Byline,
    /// What must stand beside the picture when it is printed.
    Credit,
    /// Whose it is.
    Copyright,
    /// Who supplies it.
    Source,
    /// Where it was taken.
    City,
    /// In which country.
    Country,
    /// When it was taken, such as `2026-05-14` or `2026-05-14T10:20:33+02:00`.
    DateCreated,
    /// How it came about: a term of the IPTC's list of digital source types, as an address.
    SourceType,
    /// What whoever uses it must know.
    Instructions,
}

impl Field {
    /// All fields, in the order in which they are shown.
    pub const ALL: [Field; 11] = [
        Field::Headline,
        Field::Caption,
        Field::Byline,
        Field::Credit,
        Field::Copyright,
        Field::Source,
        Field::City,
        Field::Country,
        Field::DateCreated,
        Field::SourceType,
        Field::Instructions,
    ];

    /// Its name as people write it, such as `date-created`.
    pub fn word(self) -> &'static str {
        match self {
            Field::Headline => "headline",
            Field::Caption => "caption",
            Field::Byline => "byline",
            Field::Credit => "credit",
            Field::Copyright => "copyright",
            Field::Source => "source",
            Field::City => "city",
            Field::Country => "country",
            Field::DateCreated => "date-created",
            Field::SourceType => "source-type",
            Field::Instructions => "instructions",
        }
    }

    /// Its name in a sentence, in English.
    pub fn name(self) -> &'static str {
        match self {
            Field::Headline => "headline",
            Field::Caption => "caption",
            Field::Byline => "byline",
            Field::Credit => "credit line",
            Field::Copyright => "copyright notice",
            Field::Source => "source",
            Field::City => "city",
            Field::Country => "country",
            Field::DateCreated => "date created",
            Field::SourceType => "digital source type",
            Field::Instructions => "instructions",
        }
    }
}

/// What the fields of a picture say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS))]
#[serde(default, deny_unknown_fields)]
pub struct Captions {
    /// [`Field::Headline`].
    pub headline: Option<String>,
    /// [`Field::Caption`].
    pub caption: Option<String>,
    /// [`Field::Byline`].
    pub byline: Option<String>,
    /// [`Field::Credit`].
    pub credit: Option<String>,
    /// [`Field::Copyright`].
    pub copyright: Option<String>,
    /// [`Field::Source`].
    pub source: Option<String>,
    /// [`Field::City`].
    pub city: Option<String>,
    /// [`Field::Country`].
    pub country: Option<String>,
    /// [`Field::DateCreated`].
    pub date_created: Option<String>,
    /// [`Field::SourceType`].
    pub source_type: Option<String>,
    /// [`Field::Instructions`].
    pub instructions: Option<String>,
}

impl Captions {
    /// What a field says.
    pub fn get(&self, field: Field) -> Option<&str> {
        match field {
            Field::Headline => &self.headline,
            Field::Caption => &self.caption,
            Field::Byline => &self.byline,
            Field::Credit => &self.credit,
            Field::Copyright => &self.copyright,
            Field::Source => &self.source,
            Field::City => &self.city,
            Field::Country => &self.country,
            Field::DateCreated => &self.date_created,
            Field::SourceType => &self.source_type,
            Field::Instructions => &self.instructions,
        }
        .as_deref()
    }

    /// Lets a field say something else, or nothing.
    pub fn set(&mut self, field: Field, text: Option<String>) {
        *match field {
            Field::Headline => &mut self.headline,
            Field::Caption => &mut self.caption,
            Field::Byline => &mut self.byline,
            Field::Credit => &mut self.credit,
            Field::Copyright => &mut self.copyright,
            Field::Source => &mut self.source,
            Field::City => &mut self.city,
            Field::Country => &mut self.country,
            Field::DateCreated => &mut self.date_created,
            Field::SourceType => &mut self.source_type,
            Field::Instructions => &mut self.instructions,
        } = text;
    }

    /// The fields that say something, in the order in which they are shown.
    pub fn said(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.get(field)?)))
    }

    /// Whether no field says anything.
    pub fn is_empty(&self) -> bool {
        self.said().next().is_none()
    }
}

/// What a file says, and where it contradicts itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// What it says.
    pub captions: Captions,
    /// The fields that say one thing in one place and another in another: in XMP, which counts here, and in the older
    /// form (IIM), or twice in one of them. Some programs show the other.
    pub differing: Vec<Field>,
}
