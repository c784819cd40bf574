//! A published JPEG: what of it is public and proved, and how to make one.

use std::fmt;

use sha3::{Digest, Sha3_256};

use super::component::{BLOCK, Coefficients, Component, Sampling};
use super::evaluation::coefficients;
use super::quantisation::{Quality, Tables};
use crate::commitment::hash::HashedTensor;
use crate::image::hash::ImageHash;
use crate::image::{Image, Size};

/// How to publish a JPEG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which tables the coefficients are divided by.
    pub quality: Quality,
    /// How many pixels a sample of Cb and Cr stands for.
    pub sampling: Sampling,
}

impl Default for Options {
    /// Quality 90, 4:2:0.
    fn default() -> Self {
        const QUALITY: Quality = Quality::new(90).expect("it is offered");
        Options { quality: QUALITY, sampling: Sampling::Halved }
    }
}

impl Options {
    /// The compression that they ask for.
    pub(crate) fn compression(self) -> Compression {
        Compression { tables: self.quality.tables(), sampling: self.sampling }
    }
}

/// What the coefficients depend on besides the pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Compression {
    pub tables: Tables,
    pub sampling: Sampling,
}

/// The picture that a published JPEG shows, exactly: its size, and the quantised coefficients with their tables.
/// Everything else in the file only says how these are encoded.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    size: Size,
    compression: Compression,
    components: [Coefficients; 3],
}

impl Picture {
    /// The smallest and the largest coefficient. Only DC coefficients can be the smallest: in baseline JPEG, AC
    /// coefficients have at most ten bits beside their sign (T.81, F.1.2.2).
    pub const COEFFICIENTS: (i16, i16) = (-1024, 1023);

    /// A picture whose components are Y, Cb and Cr. `None` if one of them has other blocks than those that hold its
    /// samples, or a coefficient is not in -1024..=1023, or in -1023..=1023 for AC: baseline JPEG can hold every
    /// picture.
    pub fn new(
        size: Size,
        sampling: Sampling,
        tables: Tables,
        components: [Coefficients; 3],
    ) -> Option<Self> {
        let fits = |(component, coefficients): (Component, &Coefficients)| {
            let blocks = (coefficients.columns(), coefficients.rows());
            blocks == sampling.blocks(component, size) && fit_baseline(coefficients)
        };
        Component::ALL.into_iter().zip(&components).all(fits).then_some(Picture {
            size,
            compression: Compression { tables, sampling },
            components,
        })
    }

    /// The picture that is published of an image with these options.
    pub fn of(image: &Image, Options { quality, sampling }: Options) -> Self {
        let tables = quality.tables();
        let components = coefficients(image, &tables, sampling);
        Picture::new(image.size(), sampling, tables, components)
            .expect("coefficients by these tables fit baseline")
    }

    /// As [`Picture::new`].
    pub(crate) fn compressed(
        size: Size,
        Compression { tables, sampling }: Compression,
        components: [Coefficients; 3],
    ) -> Option<Self> {
        Picture::new(size, sampling, tables, components)
    }

    /// Width and height in pixels.
    pub fn size(&self) -> Size {
        self.size
    }

    /// How many pixels a sample of Cb and Cr stands for.
    pub fn sampling(&self) -> Sampling {
        self.compression.sampling
    }

    /// The quantisation tables.
    pub fn tables(&self) -> &Tables {
        &self.compression.tables
    }

    /// The coefficients of Y, Cb and Cr.
    pub fn components(&self) -> &[Coefficients; 3] {
        &self.components
    }

    pub(crate) fn compression(&self) -> Compression {
        self.compression
    }

    /// The hash by which the picture is recognised, that which challenges absorb.
    pub fn hash(&self) -> ImageHash {
        ImageHash(self.digest())
    }

    /// SHA3-256 of everything that the picture is, in one form: size, sampling, tables, and the coefficients component
    /// by component, block by block, 64 in natural order.
    fn digest(&self) -> [u8; 32] {
        let mut hash = Sha3_256::new();
        hash.update(b"proofroom jpeg v1");
        hash.update(self.size.width.to_le_bytes());
        hash.update(self.size.height.to_le_bytes());
        hash.update([self.sampling().pixels_per_sample(Component::Cb) as u8]);
        hash.update(self.tables().luma.entries());
        hash.update(self.tables().chroma.entries());
        for coefficients in &self.components {
            // A row of blocks at a time.
            let width = BLOCK * coefficients.columns();
            let mut bytes = Vec::with_capacity(2 * BLOCK * width);
            for rows in coefficients.values().chunks_exact(BLOCK * width) {
                bytes.clear();
                for column in 0..coefficients.columns() {
                    for row in rows.chunks_exact(width) {
                        let values = &row[BLOCK * column..][..BLOCK];
                        bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
                    }
                }
                hash.update(&bytes);
            }
        }
        hash.finalize().into()
    }

    /// The picture as challenges absorb it: as the output of a step whose columns have 2^k rows.
    ///
    /// Nothing commits to the coefficients: they enter the value of a relation, which is one number. So they must be
    /// known before the weights of that relation are drawn.
    pub(crate) fn hashed(&self, k: u32) -> HashedTensor {
        const JPEG: u64 = 2;
        HashedTensor { kind: JPEG, shape: self.size.shape(), k, hash: self.digest() }
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}, {:?})", self.size, self.sampling())
    }
}

/// Whether all coefficients of a component are in the range of their kind.
fn fit_baseline(coefficients: &Coefficients) -> bool {
    let (least, greatest) = Picture::COEFFICIENTS;
    let mut rows = coefficients.values().chunks_exact(BLOCK * coefficients.columns()).enumerate();
    rows.all(|(row, values)| {
        let is_dc = |at| row % BLOCK == 0 && at % BLOCK == 0;
        let mut places = values.iter().enumerate();
        places
            .all(|(at, value)| (least..=greatest).contains(value) && (*value > least || is_dc(at)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jpeg::Quality;

    /// A gray picture of 9 × 1 pixels in which one coefficient of a component is another one.
    fn with(component: usize, place: usize, value: i16) -> Option<Picture> {
        let size = Size { width: 9, height: 1 };
        let mut components = Component::ALL.map(|component| {
            let (columns, rows) = Sampling::Halved.blocks(component, size);
            Coefficients::new(columns, rows, vec![0; 64 * columns * rows]).expect("the blocks")
        });
        components[component].values[place] = value;
        let tables = Quality::new(90).expect("offered").tables();
        Picture::new(size, Sampling::Halved, tables, components)
    }

    #[test]
    fn a_picture_has_coefficients_that_baseline_holds() {
        for (component, place) in [(0, 0), (0, 8), (1, 0), (2, 0)] {
            assert!(with(component, place, -1024).is_some());
            assert!(with(component, place, 1023).is_some());
            assert_eq!(with(component, place, -1025), None);
            assert_eq!(with(component, place, 1024), None);
        }
        for (component, place) in [(0, 1), (0, 16), (0, 24), (0, 127), (1, 63), (2, 8)] {
            assert!(with(component, place, -1023).is_some());
            assert_eq!(with(component, place, -1024), None);
            assert_eq!(with(component, place, 1024), None);
        }
    }

    #[test]
    fn a_picture_has_the_blocks_of_its_size() {
        let picture = with(0, 0, 1).expect("a picture");
        let size = picture.size();
        let of = |size, sampling| {
            Picture::new(size, sampling, *picture.tables(), picture.components().clone())
        };
        assert!(of(size, Sampling::Halved).is_some());
        assert_eq!(of(size, Sampling::Full), None);
        assert_eq!(of(Size { width: 8, height: 1 }, Sampling::Halved), None);
        assert_eq!(of(Size { width: 9, height: 9 }, Sampling::Halved), None);
        assert_eq!(Coefficients::new(2, 1, vec![0; 64]), None);
        assert_eq!(Coefficients::new(0, 1, Vec::new()), None);
    }
}
