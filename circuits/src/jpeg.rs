//! The coefficients of a published JPEG, to the last bit.
//!
//! Compression in a JPEG is a linear map of the pixels with rounding: every coefficient of a block is a weighted sum
//! of the block's pixels, divided and rounded. Encoders differ in that arithmetic; this is the one that is proved. A
//! file with these coefficients is an ordinary JPEG that every decoder shows.
//!
//! For component c, quantisation table q, scale S (13 for Y, 16 for Cb and Cr) and weights W, see `weights.rs`:
//!
//! ```text
//! coefficient[v][u] = (sum over j, i, ch of W[v][u][j][i][ch] x[j][i][ch]  -  [c = Y] 128 sum of W[v][u]  +  2^(S-1)) >> S
//! ```
//!
//! x are the pixels below a block: 8 × 8 of them, or 16 × 16 for Cb and Cr in 4:2:0. Coordinates past the right or
//! bottom edge are clamped: the last column and row repeat.
//!
//! A component has the blocks that hold its samples, and no blocks that only fill up a unit of an interleaved scan:
//! decoders do not show those, and progressive scans do not have them.

mod adjoint;
mod component;
mod evaluation;
mod picture;
mod quantisation;
#[cfg(test)]
mod tests;
mod weights;

pub(crate) use adjoint::CoefficientWeights;
pub use component::{BLOCK, Coefficients, Component, Sampling};
pub use evaluation::coefficients;
pub(crate) use evaluation::{Limbs, Planes, Source, Unrounded, coefficients_of, quantised};
pub(crate) use picture::Compression;
pub use picture::{Options, Picture};
pub use quantisation::{Quality, QuantisationTable, Tables};
pub use weights::Weights;
