//! Quantisation tables: those of libjpeg, scaled from the examples of the standard.

use super::component::{BLOCK, Component};

/// A quality as libjpeg counts it, of those that are offered. Below, pictures are visibly damaged; above, files grow
/// without a visible gain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quality(u8);

impl Quality {
    /// The lowest quality that is offered.
    pub const MIN: u8 = 50;
    /// The highest quality that is offered.
    pub const MAX: u8 = 98;

    /// A quality within [`Quality::MIN`] and [`Quality::MAX`].
    pub const fn new(quality: u8) -> Option<Self> {
        if Self::MIN <= quality && quality <= Self::MAX { Some(Quality(quality)) } else { None }
    }

    /// The number.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// All qualities that are offered.
    pub fn all() -> impl Iterator<Item = Quality> {
        (Self::MIN..=Self::MAX).map(Quality)
    }

    /// The tables of libjpeg (`jpeg_set_quality`, baseline): the examples in percent, rounded, at least 1.
    pub fn tables(self) -> Tables {
        // For qualities of at least 50.
        let percent = 200 - 2 * u32::from(self.0);
        let scaled = |example: &[u8; 64]| {
            QuantisationTable(
                example.map(|entry| ((u32::from(entry) * percent + 50) / 100).clamp(1, 255) as u8),
            )
        };
        Tables { luma: scaled(&LUMA), chroma: scaled(&CHROMA) }
    }
}

/// What the coefficients of a block are divided by: 64 numbers from 1 to 255 in natural order, place `8 v + u`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantisationTable([u8; 64]);

impl QuantisationTable {
    /// A table without a zero.
    pub fn new(entries: [u8; 64]) -> Option<Self> {
        (!entries.contains(&0)).then_some(QuantisationTable(entries))
    }

    /// The entries in natural order.
    pub const fn entries(&self) -> &[u8; 64] {
        &self.0
    }

    /// The entry of vertical frequency `v` and horizontal frequency `u`.
    pub(super) fn entry(&self, v: usize, u: usize) -> u8 {
        self.0[BLOCK * v + u]
    }
}

/// The tables of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tables {
    /// That of Y.
    pub luma: QuantisationTable,
    /// That of Cb and Cr.
    pub chroma: QuantisationTable,
}

impl Tables {
    /// The table of a component.
    pub fn of(&self, component: Component) -> &QuantisationTable {
        match component {
            Component::Y => &self.luma,
            Component::Cb | Component::Cr => &self.chroma,
        }
    }
}

/// ITU-T T.81, table K.1.
#[rustfmt::skip]
const LUMA: [u8; 64] = [
    16, 11, 10, 16,  24,  40,  51,  61,
    12, 12, 14, 19,  26,  58,  60,  55,
    14, 13, 16, 24,  40,  57,  69,  56,
    14, 17, 22, 29,  51,  87,  80,  62,
    18, 22, 37, 56,  68, 109, 103,  77,
    24, 35, 55, 64,  81, 104, 113,  92,
    49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103,  99,
];

/// ITU-T T.81, table K.2.
#[rustfmt::skip]
const CHROMA: [u8; 64] = [
    17, 18, 24, 47, 99, 99, 99, 99,
    18, 21, 26, 66, 99, 99, 99, 99,
    24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99,
];
