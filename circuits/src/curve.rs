//! The curve Vesta and its scalar field: points as the prover adds them up, transforms, public parameters.

pub(crate) mod fft;
pub(crate) mod field;
pub(crate) mod msm;
pub(crate) mod params;
pub(crate) mod vesta;
