//! What the tests of whole chains share.

mod noise;

use proofroom_circuits::{
    ChainProof, Claim, Edit, HiddenImage, HiddenPlace, Image, Output, OutputFormat, Recipe,
    Rejection, Seed, Size, Unwatched, prove_with_places, verify,
};

pub use noise::noise;

/// What somebody says about the original.
pub const ATTESTATION: &[u8] = b"an attestation";

/// Where hidden crops are taken.
pub const PLACE: (u32, u32) = (3, 2);

/// A place for each hidden crop of a recipe.
pub fn places(recipe: &Recipe) -> Vec<HiddenPlace> {
    let hidden = recipe.edits().iter().filter(|edit| matches!(edit, Edit::CropHidden(_)));
    hidden.map(|_| HiddenPlace::new(PLACE.0, PLACE.1)).collect()
}

/// An original, a recipe, and what the prover made of them.
pub struct Story {
    pub original: HiddenImage,
    pub recipe: Recipe,
    pub bound: Option<String>,
    pub image: Image,
    pub proof: ChainProof,
}

impl Story {
    pub fn new(image: Image, json: &str, bound: Option<&str>) -> Self {
        let recipe = Recipe::from_json(json).expect("a recipe");
        let original = HiddenImage::original(image, &Seed::dangerously_from_bytes([3; 32]));
        let (places, format) = (places(&recipe), OutputFormat::Pixels);
        let published =
            prove_with_places(&original, &places, ATTESTATION, &recipe, bound, format, &Unwatched);
        let published = published.expect("proves");
        let image = published.output.into_pixels().expect("pixels");
        let bound = bound.map(str::to_owned);
        Story { original, recipe, bound, image, proof: published.proof }
    }

    pub fn claim(&self) -> Claim<'_> {
        Claim {
            size: self.original.size(),
            commitments: self.original.commitments(),
            attestation: ATTESTATION,
            recipe: &self.recipe,
            bound: self.bound.as_deref(),
        }
    }

    pub fn check(&self) -> Result<(), Rejection> {
        verify(&self.claim(), &self.proof, Output::Pixels(&self.image))
    }
}
