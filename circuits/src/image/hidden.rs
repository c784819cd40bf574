//! Images that stay hidden, and what opens the commitments to them.

use crate::commitment::blinding::Blinding;
use crate::commitment::tensor::CommittedTensor;
use crate::commitment::{ColumnCommitment, encodings, points};
use crate::image::hash::ImageHash;
use crate::image::layout::Layout;
use crate::image::seed::Seed;
use crate::image::{Image, Size};
use crate::progress::{Cancelled, Progress, Stage, Stop, Unwatched, Work};

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
    image: Image,
    /// Its numbers are the pixels.
    pub(crate) tensor: CommittedTensor,
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
        let blinds = secret.all_blinds(layout.columns, &|| work.go_on())?;
        Self::commit(image, layout, Blinding::Given(blinds), &|| work.tick())
    }

    /// As [`HiddenImage::original`], but several times faster, given the commitments that the camera made. `None`
    /// if they are not those of `image` and `seed`.
    pub fn reopened(image: Image, seed: &Seed, commitments: Vec<ColumnCommitment>) -> Option<Self> {
        let layout = Layout::of_original(image.size());
        let secret = seed.of_image(&image);
        let blinds = secret.all_blinds(layout.columns, &|| Ok(())).expect("nobody stops it");
        let points = points(&commitments)?;
        let tensor = CommittedTensor::opened(*layout, image.values(), blinds, points);
        tensor.is_as_committed().then_some(HiddenImage { image, tensor, commitments })
    }

    pub(crate) fn commit(
        image: Image,
        layout: Layout,
        blinding: Blinding<'_>,
        stop: Stop<'_>,
    ) -> Result<Self, Cancelled> {
        let tensor = CommittedTensor::new(*layout, image.values(), blinding, stop)?;
        Ok(Self::of(image, tensor))
    }

    /// The image whose pixels are the tensor's numbers.
    pub(crate) fn of(image: Image, tensor: CommittedTensor) -> Self {
        HiddenImage { commitments: encodings(&tensor.points), image, tensor }
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        self.image.size()
    }

    /// log2 of the rows of its columns.
    pub fn k(&self) -> u32 {
        self.tensor.layout.k
    }

    /// The pixels.
    pub fn image(&self) -> &Image {
        &self.image
    }

    /// The pixels without the blinding.
    pub(crate) fn into_image(self) -> Image {
        self.image
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
    use crate::commitment::blinding::Blinds;
    use crate::commitment::column::SmallColumn;
    use crate::commitment::randomness::SystemRandom;
    use crate::commitment::tensor::{Elements, Values};
    use crate::curve::msm::normalise;
    use crate::image::seed::ImageSecret;
    use crate::tensor::BLINDING_ROWS;
    use ff::Field;
    use halo2_proofs::pasta::Fp;
    use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

    #[test]
    fn secrets_are_overwritten() {
        fn overwritten_when_dropped<T: ZeroizeOnDrop>() {}
        overwritten_when_dropped::<Seed>();
        overwritten_when_dropped::<ImageSecret>();
        overwritten_when_dropped::<Blinds>();
        overwritten_when_dropped::<SmallColumn>();
        overwritten_when_dropped::<Image>();
        overwritten_when_dropped::<Values>();
        // What values are made of.
        overwritten_when_dropped::<Zeroizing<Vec<u8>>>();
        overwritten_when_dropped::<Zeroizing<Vec<u16>>>();
        overwritten_when_dropped::<Elements>();
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
            let (blinds, expected) = (reopened.tensor.blinds(c), original.tensor.blinds(c));
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
