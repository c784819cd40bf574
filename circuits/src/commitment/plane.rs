//! Planes of numbers whose columns are committed to, and images that stay hidden.

use ff::Field;
use halo2_proofs::pasta::{EqAffine, Fp};
use zeroize::{ZeroizeOnDrop, Zeroizing};

use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::column::{SmallColumn, column_values, commitment};
use crate::commitment::combination::weighted_sum_of_plane;
use crate::commitment::generators::coefficient_generators;
use crate::commitment::randomness::{Seed, SystemRandom};
use crate::commitment::{ColumnCommitment, ImageHash, encodings, points};
use crate::curve::fft::transforms;
use crate::curve::field::{self, powers};
use crate::curve::msm::{Point, multiexp, normalise};
use crate::curve::params::blinding_generator;
use crate::image::layout::Layout;
use crate::image::{Image, Size};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Progress, Stage, Stop, Unwatched, Work};

/// One small number for each byte of an image, row-major: pixels, or the remainders and quotients
/// that belong to them. They are overwritten when they are dropped.
#[derive(Clone)]
pub(crate) enum Samples {
    /// Values below 2^8.
    Pixels(Image),
    /// Values below 2^16.
    Words(Zeroizing<Vec<u16>>),
}

/// Its parts are wiped when they are dropped.
impl ZeroizeOnDrop for Samples {}

impl Samples {
    fn get(&self, index: usize) -> u32 {
        match self {
            Samples::Pixels(image) => image.pixels()[index].into(),
            Samples::Words(values) => values[index].into(),
        }
    }

    /// The data rows of column `c` of their plane, padding included.
    pub fn column(&self, layout: &Layout, c: usize) -> Zeroizing<Vec<u32>> {
        layout.column_data(c, |index| self.get(index))
    }
}

/// A plane of samples with the commitments to its columns and everything that opens them.
pub(crate) struct CommittedPlane {
    pub layout: Layout,
    samples: Samples,
    blinds: Vec<Blinds>,
    /// The commitments.
    pub points: Vec<EqAffine>,
}

impl CommittedPlane {
    /// Commits to every column of `samples`.
    ///
    /// # Errors
    /// If `stop` says so, which is asked for each column.
    pub fn new(
        layout: Layout,
        samples: Samples,
        blinding: Blinding<'_>,
        stop: Stop<'_>,
    ) -> Result<Self, Cancelled> {
        let count = layout.columns;
        let blinds: Vec<Blinds> = match blinding {
            Blinding::Published => vec![Blinds::published(); count],
            Blinding::Original(blinds) => blinds,
            Blinding::Fresh(random) => (0..count).map(|_| Blinds::fresh(random)).collect(),
        };
        let points: Vec<_> = blinds
            .par_iter()
            .enumerate()
            .map(|(c, blinds)| {
                stop()?;
                Ok(commitment(layout.k, &samples.column(&layout, c), blinds))
            })
            .collect::<Result<_, Cancelled>>()?;
        Ok(CommittedPlane { layout, samples, blinds, points: normalise(&points) })
    }

    /// Whether these are the commitments to its columns. All are checked at once: with powers of a weight that is
    /// drawn here, the weighted sum of the commitments must be the commitment to the weighted sum of the columns.
    /// Other commitments pass with a probability of columns / 2^254.
    fn is_as_committed(&self) -> bool {
        let layout = &self.layout;
        if self.points.len() != layout.columns {
            return false;
        }
        let weights = powers(Fp::random(&mut SystemRandom::new()), layout.columns);
        let mut data = weighted_sum_of_plane(layout, &weights, |c| self.data(c));
        let mut blinds = Blinds::zero();
        for (weight, of_column) in weights.iter().zip(&self.blinds) {
            blinds.add_scaled(*weight, of_column);
        }
        // By coefficients, whose generators a verifier has, and not by rows.
        let values = column_values(layout.k, data.iter().copied(), &blinds.rows);
        field::zeroize(&mut data);
        let mut coefficients = transforms(layout.k).coefficients(values);
        let of_sum = multiexp(&coefficients, coefficient_generators(layout.k))
            + blinding_generator() * blinds.factor;
        field::zeroize(&mut coefficients);
        let points: Vec<Point> = self.points.iter().map(Point::from).collect();
        of_sum == multiexp(&weights, &points)
    }

    /// The data rows of column `c`, padding included.
    pub fn data(&self, c: usize) -> Zeroizing<Vec<u32>> {
        self.samples.column(&self.layout, c)
    }

    /// Column `c` with what opens its commitment.
    pub fn column(&self, c: usize) -> SmallColumn {
        SmallColumn { data: self.data(c), blinds: self.blinds[c].clone() }
    }

    pub fn blinds(&self, c: usize) -> &Blinds {
        &self.blinds[c]
    }
}

/// A hidden image: its pixels, the commitments that make its hash, and what opens them.
///
/// ```
/// use proofroom_circuits::{HiddenImage, Image, Seed, Size};
///
/// let photo = Image::new(Size::new(2, 1)?, vec![10, 20, 30, 40, 50, 60]);
/// let [seed, other_seed] = [[1; 32], [2; 32]].map(Seed::dangerously_from_bytes);
/// let hidden = HiddenImage::original(photo.clone(), &seed);
/// // The hash follows from pixels and seed; without the seed, it does not reveal the pixels.
/// assert_eq!(hidden.hash(), HiddenImage::original(photo.clone(), &seed).hash());
/// assert_ne!(hidden.hash(), HiddenImage::original(photo, &other_seed).hash());
/// # Ok::<(), proofroom_circuits::SizeError>(())
/// ```
pub struct HiddenImage {
    /// Its samples are pixels.
    pub(crate) plane: CommittedPlane,
    commitments: Vec<ColumnCommitment>,
}

impl HiddenImage {
    /// Commits to an original as its camera does, with everything secret drawn from `seed`.
    ///
    /// `image` must be within the limits of [`Size`], and then always fits its columns.
    pub fn original(image: Image, seed: &Seed) -> Self {
        Self::original_watched(image, seed, &Unwatched).expect("nobody stops it")
    }

    /// As [`HiddenImage::original`], but reports progress and can be stopped.
    ///
    /// # Errors
    /// If the user stops it.
    pub fn original_watched(
        image: Image,
        seed: &Seed,
        progress: &dyn Progress,
    ) -> Result<Self, Cancelled> {
        let layout = Layout::of_original(image.size());
        let mut work = Work::new(progress, 1, 1);
        work.begin(Stage::Committing, 1, layout.columns)?;
        let secret = seed.of_image(&image);
        let blinds = Blinds::of_original(&secret, layout.columns, &|| work.go_on())?;
        Self::commit(image, layout, Blinding::Original(blinds), &|| work.tick())
    }

    /// As [`HiddenImage::original`], but several times faster, given the commitments that the camera made. `None`
    /// if they are not those of `image` and `seed`.
    pub fn reopened(image: Image, seed: &Seed, commitments: Vec<ColumnCommitment>) -> Option<Self> {
        let layout = Layout::of_original(image.size());
        let secret = seed.of_image(&image);
        let plane = CommittedPlane {
            layout,
            blinds: Blinds::of_original(&secret, layout.columns, &|| Ok(()))
                .expect("nobody stops it"),
            samples: Samples::Pixels(image),
            points: points(&commitments)?,
        };
        plane.is_as_committed().then_some(HiddenImage { plane, commitments })
    }

    pub(crate) fn commit(
        image: Image,
        layout: Layout,
        blinding: Blinding<'_>,
        stop: Stop<'_>,
    ) -> Result<Self, Cancelled> {
        Ok(Self::of(CommittedPlane::new(layout, Samples::Pixels(image), blinding, stop)?))
    }

    /// The image whose pixels are the plane's samples.
    pub(crate) fn of(plane: CommittedPlane) -> Self {
        HiddenImage { commitments: encodings(&plane.points), plane }
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.plane.layout.size
    }

    /// log2 of the rows of its columns.
    pub fn k(&self) -> u32 {
        self.plane.layout.k
    }

    /// The pixels.
    pub fn image(&self) -> &Image {
        let Samples::Pixels(image) = &self.plane.samples else {
            unreachable!("samples are pixels")
        };
        image
    }

    /// The pixels without the blinding.
    pub(crate) fn into_image(self) -> Image {
        let Samples::Pixels(image) = self.plane.samples else { unreachable!("samples are pixels") };
        image
    }

    /// The commitments to its columns; they may be published.
    pub fn commitments(&self) -> &[ColumnCommitment] {
        &self.commitments
    }

    /// The image hash; it may be published.
    pub fn hash(&self) -> ImageHash {
        ImageHash::of(self.size(), self.k(), self.commitments())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commitment::randomness::ImageSecret;
    use crate::image::layout::BLINDING_ROWS;
    use zeroize::Zeroize;

    #[test]
    fn secrets_are_overwritten() {
        fn overwritten_when_dropped<T: ZeroizeOnDrop>() {}
        overwritten_when_dropped::<Seed>();
        overwritten_when_dropped::<ImageSecret>();
        overwritten_when_dropped::<Blinds>();
        overwritten_when_dropped::<SmallColumn>();
        overwritten_when_dropped::<Samples>();
        // What samples are made of.
        overwritten_when_dropped::<Image>();
        overwritten_when_dropped::<Zeroizing<Vec<u16>>>();
        let mut blinds = Blinds::fresh(&mut SystemRandom::new());
        assert!(!blinds.rows.contains(&Fp::ZERO) && blinds.factor != Fp::ZERO);
        blinds.zeroize();
        assert_eq!((&blinds.rows, blinds.factor), (&vec![Fp::ZERO; BLINDING_ROWS], Fp::ZERO));
    }

    #[test]
    fn an_original_reopens_with_its_own_commitments_only() {
        let size = Size { width: 300, height: 100 };
        let pixels: Vec<u8> = (0..size.bytes()).map(|i| (i * i % 251) as u8).collect();
        let image = Image::new(size, pixels.clone());
        let seed = Seed::random();
        let original = HiddenImage::original(image.clone(), &seed);
        let commitments = original.commitments().to_vec();
        assert!(commitments.len() > 2);
        let reopened = HiddenImage::reopened(image.clone(), &seed, commitments.clone());
        let reopened = reopened.expect("the camera's own");
        assert_eq!(reopened.hash(), original.hash());
        for c in 0..commitments.len() {
            let (blinds, expected) = (reopened.plane.blinds(c), original.plane.blinds(c));
            assert_eq!((&blinds.rows, blinds.factor), (&expected.rows, expected.factor));
        }

        let refused = |image: &Image, seed: &Seed, commitments: &[ColumnCommitment]| {
            assert!(HiddenImage::reopened(image.clone(), seed, commitments.to_vec()).is_none());
        };
        for at in [0, size.bytes() / 2, size.bytes() - 1] {
            let mut pixels = pixels.clone();
            pixels[at] ^= 1;
            refused(&Image::new(size, pixels), &seed, &commitments);
        }
        refused(&image, &Seed::random(), &commitments);
        refused(&image, &seed, &commitments[1..]);
        refused(&image, &seed, &[]);
        let with = |c: usize, commitment| {
            let mut commitments = commitments.clone();
            commitments[c] = commitment;
            commitments
        };
        refused(&image, &seed, &with(1, commitments[0]));
        refused(&image, &seed, &with(1, ColumnCommitment([0; 32])));
        refused(&image, &seed, &with(1, ColumnCommitment([0xff; 32])));
        let mut swapped = commitments.clone();
        swapped.swap(0, 1);
        refused(&image, &seed, &swapped);
        // Two commitments whose sum, without weights, would be right.
        let [first, second] = [0, 1].map(|c| commitments[c].point().expect("a point"));
        let more = ColumnCommitment::of(&normalise(&[first + first])[0]);
        let less = ColumnCommitment::of(&normalise(&[second - first])[0]);
        let mut cancelling = with(0, more);
        cancelling[1] = less;
        refused(&image, &seed, &cancelling);
    }
}
