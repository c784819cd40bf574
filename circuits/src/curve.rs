//! The curve Vesta and its scalar field: points as the prover adds them up, transforms, public parameters.

pub(crate) mod fft;
pub(crate) mod field;
#[cfg(target_arch = "x86_64")]
pub(crate) mod ifma;
#[cfg(not(target_arch = "x86_64"))]
#[path = "curve/no_ifma.rs"]
pub(crate) mod ifma;
pub(crate) mod msm;
pub(crate) mod params;
pub(crate) mod vectors;
pub(crate) mod vesta;
