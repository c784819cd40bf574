//! Why a statement is not proved, or its proof not accepted.

use thiserror::Error;

use crate::statement::sum::TooLarge;
use crate::tensor::BadShape;

/// Why there is no proof, or a proof is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum KernelError {
    /// The public parameters have other columns.
    #[error("columns have 2^14 or 2^15 rows, not 2^{0}")]
    K(u32),
    /// A tensor that does not fit its columns.
    #[error(transparent)]
    Shape(#[from] BadShape),
    /// Numbers that are not those of their tensor, or tensors that are not those of the statement.
    #[error("{0} that the statement does not have")]
    Mismatch(&'static str),
    /// Tables that are empty or longer than columns.
    #[error("a table has at least one entry and at most as many as a column has rows")]
    Table,
    /// Numbers that their table lacks.
    #[error("{0} numbers or pairs are not in their table")]
    NotInTable(u32),
    /// Equations that take too many slots.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A proof whose counts or lengths are not those of the statement.
    #[error("the proof is malformed: {0}")]
    Malformed(&'static str),
    /// A commitment that is not a point, or is the point at infinity.
    #[error("a column commitment is not valid")]
    Commitment,
    /// A proof that is false.
    #[error("the proof is invalid")]
    False,
}
