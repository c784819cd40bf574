//! Pedersen commitments to columns, and the hash of an image that is made of them.

pub(crate) mod blinding;
pub(crate) mod generators;
pub(crate) mod randomness;

use borsh::{BorshDeserialize, BorshSerialize};
use ff::Field;
use group::GroupEncoding;
use halo2_proofs::pasta::{Eq, EqAffine, Fp};
use sha3::{Digest, Sha3_256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::commitment::blinding::{Blinding, Blinds};
use crate::commitment::generators::bases;
use crate::commitment::randomness::{Seed, SystemRandom};
use crate::curve::field::{self, powers};
use crate::curve::msm::{Point, multiexp, normalise, small_multiexp};
use crate::image::layout::Layout;
use crate::image::{Image, Size};
use crate::parallel::prelude::*;
use crate::progress::{Cancelled, Progress, Stage, Stop, Unwatched, Work};

/// A commitment to one column: a point of Vesta, compressed to 32 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct ColumnCommitment(pub [u8; 32]);

impl std::fmt::Debug for ColumnCommitment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ColumnCommitment(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

impl ColumnCommitment {
    /// Bytes of a commitment.
    pub(crate) const BYTES: usize = 32;

    /// The point, if the bytes are the encoding of one. The point at infinity is refused: halo2's
    /// transcript cannot hold it, and no honest column commits to it but with negligible probability.
    pub(crate) fn point(&self) -> Option<EqAffine> {
        if self.is_identity() {
            return None;
        }
        EqAffine::from_bytes(&self.0).into()
    }

    /// Whether this encodes the point at infinity; it has no other encoding.
    pub(crate) fn is_identity(&self) -> bool {
        self.0 == [0; 32]
    }

    pub(crate) fn of(point: &EqAffine) -> Self {
        ColumnCommitment(point.to_bytes())
    }
}

/// The points of many commitments, or `None` if one of them is not a point.
pub(crate) fn points(commitments: &[ColumnCommitment]) -> Option<Vec<EqAffine>> {
    commitments.par_iter().map(ColumnCommitment::point).collect()
}

/// The hash of an image: SHA3-256 over its dimensions, `k` and column commitments.
///
/// It binds the pixels under discrete log. That of a hidden image also hides them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, BorshSerialize, BorshDeserialize)]
pub struct ImageHash(pub [u8; 32]);

impl ImageHash {
    /// The hash of the image of `size` whose columns of `2^k` rows have these commitments.
    pub fn of(size: Size, k: u32, commitments: &[ColumnCommitment]) -> Self {
        let mut hash = Sha3_256::new();
        hash.update(b"proofroom image v1");
        hash.update(size.width.to_le_bytes());
        hash.update(size.height.to_le_bytes());
        hash.update(k.to_le_bytes());
        for commitment in commitments {
            hash.update(commitment.0);
        }
        ImageHash(hash.finalize().into())
    }
}

impl std::fmt::Display for ImageHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::fmt::Debug for ImageHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ImageHash({self})")
    }
}

/// One small number for each byte of an image, row-major: pixels, or the remainders and clamp inputs
/// that belong to them.
#[derive(Clone)]
pub(crate) enum Samples {
    /// Values below 2^8.
    Bytes(Vec<u8>),
    /// Values below 2^16.
    Words(Vec<u16>),
}

impl Zeroize for Samples {
    fn zeroize(&mut self) {
        match self {
            Samples::Bytes(values) => values.zeroize(),
            Samples::Words(values) => values.zeroize(),
        }
    }
}

impl Samples {
    /// The bytes of an image.
    pub fn of(image: &Image) -> Self {
        Samples::Bytes(image.pixels().to_vec())
    }

    fn get(&self, index: usize) -> u32 {
        match self {
            Samples::Bytes(values) => values[index].into(),
            Samples::Words(values) => values[index].into(),
        }
    }
}

/// A plane in the columns of a layout.
pub(crate) struct Columns {
    pub layout: Layout,
    pub samples: Samples,
}

impl Drop for Columns {
    fn drop(&mut self) {
        self.samples.zeroize();
    }
}

impl ZeroizeOnDrop for Columns {}

impl Columns {
    /// The data rows of column `c`, padding included.
    pub fn column(&self, c: usize) -> Zeroizing<Vec<u32>> {
        column_data(&self.layout, c, |index| self.samples.get(index))
    }
}

/// The data rows of column `c` of a plane with these samples, padding included.
pub(crate) fn column_data(
    layout: &Layout,
    c: usize,
    sample: impl Fn(usize) -> u32,
) -> Zeroizing<Vec<u32>> {
    let row = layout.size.row_bytes();
    let mut values = Zeroizing::new(Vec::with_capacity(layout.data_rows));
    for y in c * layout.image_rows..(c + 1) * layout.image_rows {
        let start = layout.source_row(y) * row;
        values.extend((start..start + row).map(&sample));
    }
    values
}

/// Data rows of a weighted sum of columns, `rows` many. `term` gives the weight and the data of each.
///
/// # Errors
/// If `term` says so.
pub(crate) fn weighted_sum<T: Sync>(
    rows: usize,
    terms: &[T],
    term: impl Fn(&T) -> Result<(Fp, Zeroizing<Vec<u32>>), Cancelled> + Sync,
) -> Result<Vec<Fp>, Cancelled> {
    let zero = || vec![Fp::ZERO; rows];
    terms
        .par_iter()
        .try_fold(zero, |mut sums, this| {
            let (weight, data) = term(this)?;
            let multiples: Vec<Fp> = (0..256u64).map(|byte| weight * Fp::from(byte)).collect();
            for (sum, value) in sums.iter_mut().zip(&*data) {
                *sum += match multiples.get(*value as usize) {
                    Some(multiple) => *multiple,
                    None => weight * Fp::from(u64::from(*value)),
                };
            }
            Ok(sums)
        })
        .try_reduce(zero, |mut sums, mut others| {
            sums.iter_mut().zip(&others).for_each(|(sum, other)| *sum += other);
            field::zeroize(&mut others);
            Ok(sums)
        })
}

/// The same of all columns of a plane, each with a weight; `column` gives the data of each.
pub(crate) fn weighted_sum_of_plane(
    layout: &Layout,
    weights: &[Fp],
    column: impl Fn(usize) -> Zeroizing<Vec<u32>> + Sync,
) -> Vec<Fp> {
    let terms: Vec<(usize, Fp)> = weights.iter().copied().enumerate().collect();
    let term = |&(c, weight): &(usize, Fp)| Ok((weight, column(c)));
    weighted_sum(layout.data_rows, &terms, term).expect("no term has an error")
}

/// A plane of samples with the commitments to its columns and everything that opens them.
pub(crate) struct CommittedPlane {
    columns: Columns,
    blinds: Vec<Blinds>,
    pub commitments: Vec<ColumnCommitment>,
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
        let mut plane = CommittedPlane {
            columns: Columns { layout, samples },
            blinds,
            commitments: Vec::new(),
        };
        plane.commitments = normalise(
            &(0..count)
                .into_par_iter()
                .map(|c| {
                    stop()?;
                    Ok(commit(layout.k, &plane.column(c), &plane.blinds[c]))
                })
                .collect::<Result<Vec<_>, Cancelled>>()?,
        )
        .iter()
        .map(ColumnCommitment::of)
        .collect();
        Ok(plane)
    }

    /// Whether the commitments are those to its columns. All are checked at once: with powers of a weight that
    /// the operating system draws now, the weighted sum of the commitments must be the commitment to the
    /// weighted sum of the columns. Others pass with a probability of columns / 2^254.
    fn is_as_committed(&self) -> bool {
        let layout = self.layout();
        let points = match points(&self.commitments) {
            Some(points) if points.len() == layout.columns => points,
            _ => return false,
        };
        let weights = powers(Fp::random(&mut SystemRandom::new()), layout.columns);
        let mut data = weighted_sum_of_plane(layout, &weights, |c| self.column(c));
        let mut blinds = Blinds::zero();
        for (weight, of_column) in weights.iter().zip(&self.blinds) {
            blinds.add_scaled(*weight, of_column);
        }
        let bases = bases(layout.k);
        let of_sum =
            multiexp(&data, &bases.rows_and_blinding[..data.len()]) + bases.commit_tail(&blinds);
        field::zeroize(&mut data);
        let points: Vec<Point> = points.iter().map(Point::from).collect();
        of_sum == multiexp(&weights, &points)
    }

    /// The data rows of column `c`, padding included.
    pub fn column(&self, c: usize) -> Zeroizing<Vec<u32>> {
        self.columns.column(c)
    }

    pub fn layout(&self) -> &Layout {
        &self.columns.layout
    }

    pub fn blinds(&self, c: usize) -> &Blinds {
        &self.blinds[c]
    }
}

/// The commitment to a column with these data rows, zeros, and these blinds.
pub(crate) fn commit(k: u32, data: &[u32], blinds: &Blinds) -> Eq {
    let bases = bases(k);
    small_multiexp(data, &bases.rows_and_blinding) + bases.commit_tail(blinds)
}

/// All `2^k` values of a column: data, zeros, tail.
pub(crate) fn column_values(k: u32, data: impl Iterator<Item = Fp>, tail: &[Fp]) -> Vec<Fp> {
    let rows = 1usize << k;
    let mut values = Vec::with_capacity(rows);
    values.extend(data);
    values.resize(rows - tail.len(), Fp::ZERO);
    values.extend_from_slice(tail);
    values
}

/// The same by the crate, from all values of the column.
#[cfg(test)]
pub(crate) fn commit_values(k: u32, values: Vec<Fp>, factor: Fp) -> Eq {
    use halo2_proofs::poly::commitment::Blind;

    let values = crate::curve::params::domain(k).lagrange_from_vec(values);
    let point = crate::curve::params::params(k).commit_lagrange(&values, Blind(factor));
    point.0
}

/// A hidden image: its pixels, the commitments that make its hash, and what opens them.
///
/// ```
/// use proofroom_circuits::{HiddenImage, Image, Seed, Size};
///
/// let photo = Image::new(Size::new(2, 1)?, vec![10, 20, 30, 40, 50, 60]);
/// let [seed, other_seed] = [[1; 32], [2; 32]].map(Seed::dangerously_from_bytes);
/// let hidden = HiddenImage::original(photo.clone(), &seed);
/// // The hash follows from pixels and seed, and without the seed nobody can tell of which pixels it is.
/// assert_eq!(hidden.hash(), HiddenImage::original(photo.clone(), &seed).hash());
/// assert_ne!(hidden.hash(), HiddenImage::original(photo, &other_seed).hash());
/// # Ok::<(), proofroom_circuits::SizeError>(())
/// ```
pub struct HiddenImage {
    pub(crate) image: Image,
    pub(crate) plane: CommittedPlane,
}

impl HiddenImage {
    /// Commits to an original as its camera does, with everything secret drawn from `seed`.
    ///
    /// `image` must be within the limits of [`Size`], and then always fits its columns.
    pub fn original(image: Image, seed: &Seed) -> Self {
        Self::original_watched(image, seed, &Unwatched).expect("nobody stops it")
    }

    /// As [`HiddenImage::original`], telling its progress.
    ///
    /// # Errors
    /// The user's wish to stop.
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

    /// As [`HiddenImage::original`], several times faster, if the commitments that the camera made are at hand.
    /// `None` if they are not those of `image` and `seed`.
    pub fn reopened(image: Image, seed: &Seed, commitments: Vec<ColumnCommitment>) -> Option<Self> {
        let layout = Layout::of_original(image.size());
        let plane = CommittedPlane {
            blinds: Blinds::of_original(&seed.of_image(&image), layout.columns, &|| Ok(()))
                .expect("nobody stops it"),
            columns: Columns { layout, samples: Samples::of(&image) },
            commitments,
        };
        plane.is_as_committed().then_some(HiddenImage { image, plane })
    }

    pub(crate) fn commit(
        image: Image,
        layout: Layout,
        blinding: Blinding<'_>,
        stop: Stop<'_>,
    ) -> Result<Self, Cancelled> {
        Ok(HiddenImage {
            plane: CommittedPlane::new(layout, Samples::of(&image), blinding, stop)?,
            image,
        })
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.image.size()
    }

    /// log2 of the rows of its columns.
    pub fn k(&self) -> u32 {
        self.plane.layout().k
    }

    /// The pixels.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// The commitments to its columns; they may be published.
    pub fn commitments(&self) -> &[ColumnCommitment] {
        &self.plane.commitments
    }

    /// The image hash; it may be published.
    pub fn hash(&self) -> ImageHash {
        ImageHash::of(self.size(), self.k(), self.commitments())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::argument::lookup::prover::SmallColumn;
    use crate::commitment::randomness::ImageSecret;
    use crate::image::layout::TAIL;

    #[test]
    fn secrets_are_overwritten() {
        fn overwritten_when_dropped<T: ZeroizeOnDrop>() {}
        overwritten_when_dropped::<Seed>();
        overwritten_when_dropped::<ImageSecret>();
        overwritten_when_dropped::<Blinds>();
        overwritten_when_dropped::<Columns>();
        overwritten_when_dropped::<SmallColumn>();
        overwritten_when_dropped::<Image>();
        let mut blinds = Blinds::fresh(&mut SystemRandom::new());
        assert!(!blinds.tail.contains(&Fp::ZERO) && blinds.factor != Fp::ZERO);
        blinds.zeroize();
        assert_eq!((&blinds.tail, blinds.factor), (&vec![Fp::ZERO; TAIL], Fp::ZERO));
        for mut samples in [Samples::Bytes(vec![1; 9]), Samples::Words(vec![1; 9])] {
            samples.zeroize();
            assert!(
                matches!(&samples, Samples::Bytes(values) if values.is_empty())
                    || matches!(&samples, Samples::Words(values) if values.is_empty())
            );
        }
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
            let (ours, theirs) = (reopened.plane.blinds(c), original.plane.blinds(c));
            assert_eq!((&ours.tail, ours.factor), (&theirs.tail, theirs.factor));
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
        // Two whose sum, without weights, would be right.
        let [first, second] = [0, 1].map(|c| commitments[c].point().expect("a point"));
        let more = ColumnCommitment::of(&normalise(&[first + first])[0]);
        let less = ColumnCommitment::of(&normalise(&[second - first])[0]);
        let mut cancelling = with(0, more);
        cancelling[1] = less;
        refused(&image, &seed, &cancelling);
    }

    #[test]
    fn commitments_of_small_numbers_are_the_crates_own() {
        let blinds = [Blinds::published(), Blinds::fresh(&mut SystemRandom::new())];
        for k in [14, 15] {
            for (rows, largest) in
                [(0, 1), (1, 1), (300, 255), (16_128, 255), (5_000, 8191), (768, 483_840)]
            {
                let data: Vec<u32> = (0..rows)
                    .map(|row: u32| row.wrapping_mul(2_654_435_761) % (largest + 1))
                    .collect();
                for blinds in &blinds {
                    let values = data.iter().map(|&value| Fp::from(u64::from(value)));
                    let expected =
                        commit_values(k, column_values(k, values, &blinds.tail), blinds.factor);
                    assert_eq!(
                        commit(k, &data, blinds),
                        expected,
                        "{rows} rows up to {largest}, k = {k}"
                    );
                }
            }
        }
    }
}
