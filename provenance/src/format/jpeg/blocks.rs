//! The blocks of 8 × 8 coefficients that a component consists of.

use std::mem;

use proofroom_circuits::jpeg::{BLOCK, Coefficients};
use zeroize::{Zeroize, Zeroizing};

use super::error::JpegError;

/// The 64 coefficients of a block, row by row, as they were quantised.
pub type Block = [i16; 64];

/// The blocks of a component, row by row.
#[derive(Default)]
pub(super) struct Blocks {
    columns: u32,
    rows: u32,
    pub(super) values: Zeroizing<Vec<Block>>,
    /// For each block of a progressive picture a bit for each coefficient in the order of scans: whether one of its
    /// bands made it other than zero. A scan that goes over many blocks and changes nothing then reads little memory.
    nonzero: Zeroizing<Vec<u64>>,
}

/// A block while scans are read.
pub(super) struct Place<'a> {
    pub(super) block: &'a mut Block,
    /// None in a picture that is not progressive.
    pub(super) nonzero: Option<&'a mut u64>,
}

impl Blocks {
    /// Blocks of zeros.
    ///
    /// # Errors
    /// If there is not enough memory.
    pub(super) fn new((columns, rows): (u32, u32), progressive: bool) -> Result<Self, JpegError> {
        let count = columns as usize * rows as usize;
        let values = zeros(count, [0; 64])?;
        let nonzero = zeros(if progressive { count } else { 0 }, 0)?;
        Ok(Blocks { columns, rows, values, nonzero })
    }

    /// Their coefficients in the order of a tensor: rows of 8 coefficients of each block of a row.
    pub(super) fn into_tensor(mut self) -> Coefficients {
        let (columns, rows) = (self.columns as usize, self.rows as usize);
        let mut values = mem::take(&mut *self.values).into_flattened();
        // Row of blocks by row of blocks in the same memory: large pictures have hundreds of megabytes.
        let width = BLOCK * columns;
        let mut blocks = vec![0; BLOCK * width];
        for values in values.chunks_exact_mut(BLOCK * width) {
            blocks.copy_from_slice(values);
            for (column, block) in blocks.chunks_exact(BLOCK * BLOCK).enumerate() {
                for (v, row) in block.chunks_exact(BLOCK).enumerate() {
                    values[width * v + BLOCK * column..][..BLOCK].copy_from_slice(row);
                }
            }
        }
        Coefficients::new(columns, rows, values).expect("64 coefficients a block")
    }

    /// The block in this column and row, if the component has it.
    pub(super) fn at(&mut self, x: u32, y: u32) -> Option<Place<'_>> {
        let place = y as usize * self.columns as usize + x as usize;
        (x < self.columns && y < self.rows)
            .then(|| Place { block: &mut self.values[place], nonzero: self.nonzero.get_mut(place) })
    }
}

/// So many times the same, which is zero.
fn zeros<T: Clone>(count: usize, zero: T) -> Result<Zeroizing<Vec<T>>, JpegError>
where
    Vec<T>: Zeroize,
{
    let mut values = Vec::new();
    values.try_reserve_exact(count).map_err(|_| JpegError::Memory)?;
    values.resize(count, zero);
    Ok(Zeroizing::new(values))
}
