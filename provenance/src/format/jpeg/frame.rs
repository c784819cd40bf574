//! The frame: what a JPEG's header promises.

use proofroom_circuits::Size;

use super::error::JpegError;
use super::segments::marker;

/// Samples along one side of a block.
pub(super) const SIDE: u32 = 8;

/// What the frame header says.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) size: Size,
    /// Whether its scans send the coefficients in bands and bit by bit.
    pub(super) progressive: bool,
    /// One, or three.
    pub(super) components: Vec<Component>,
    /// The largest sampling factors of the components: across and down.
    pub(super) largest: (u32, u32),
}

/// A component: lightness, or one of two colours.
#[derive(Clone, Debug)]
pub(super) struct Component {
    /// The id by which scans name it.
    pub(super) id: u8,
    /// Sampling factors, 1..=4: across and down.
    pub(super) factors: (u32, u32),
    /// The number of its quantisation table, 0..4.
    pub(super) table: usize,
    /// Its own samples: columns and rows.
    pub(super) samples: (u32, u32),
    /// The blocks that hold the samples: columns and rows.
    pub(super) blocks: (u32, u32),
}

impl Component {
    /// The number of its blocks.
    pub(super) fn block_count(&self) -> u64 {
        u64::from(self.blocks.0) * u64::from(self.blocks.1)
    }
}

impl Frame {
    /// Reads the frame header with this marker.
    pub(super) fn read(marker: u8, payload: &[u8]) -> Result<Self, JpegError> {
        match marker - marker::SOF0 {
            0..=2 => {}
            3 => return Err(JpegError::Lossless),
            5..=7 | 13..=15 => return Err(JpegError::Hierarchical),
            9..=12 => return Err(JpegError::Arithmetic),
            _ => return Err(JpegError::Damaged("one of its markers is unknown")),
        }
        let broken = JpegError::Damaged("its frame header is broken");
        let (&[precision, y1, y0, x1, x0, count], rest) =
            payload.split_first_chunk().ok_or(broken)?;
        let (entries, []) = rest.as_chunks::<3>() else {
            return Err(broken);
        };
        if entries.len() != usize::from(count) {
            return Err(broken);
        }
        if precision != 8 {
            return Err(JpegError::Precision(precision));
        }
        match count {
            1 | 3 => {}
            4 => return Err(JpegError::Cmyk),
            _ => return Err(JpegError::Components(count)),
        }
        let (width, height) = (u16::from_be_bytes([x1, x0]), u16::from_be_bytes([y1, y0]));
        if height == 0 {
            return Err(JpegError::OpenHeight);
        }
        let size = Size::new(width.into(), height.into())?;

        let factors = |entry: &[u8; 3]| (u32::from(entry[1] >> 4), u32::from(entry[1] & 15));
        let all = || entries.iter().map(factors);
        if !all().all(|(h, v)| (1..=4).contains(&h) && (1..=4).contains(&v)) {
            return Err(JpegError::Damaged("a sampling factor is not one of 1 to 4"));
        }
        let largest = all().fold((1, 1), |(h, v), factors| (h.max(factors.0), v.max(factors.1)));
        // libjpeg does not read such files, and other decoders disagree about the position of the samples.
        if !all().all(|(h, v)| largest.0 % h == 0 && largest.1 % v == 0) {
            return Err(JpegError::Fractions);
        }
        let component = |entry: &[u8; 3]| {
            let (h, v) = factors(entry);
            let samples =
                ((size.width() * h).div_ceil(largest.0), (size.height() * v).div_ceil(largest.1));
            Component {
                id: entry[0],
                factors: (h, v),
                table: entry[2].into(),
                samples,
                blocks: (samples.0.div_ceil(SIDE), samples.1.div_ceil(SIDE)),
            }
        };
        let components: Vec<_> = entries.iter().map(component).collect();
        let twice = |at: usize| components[..at].iter().any(|c| c.id == components[at].id);
        if components.iter().any(|c| c.table > 3) || (0..components.len()).any(twice) {
            return Err(broken);
        }
        Ok(Frame { size, progressive: marker == marker::SOF0 + 2, components, largest })
    }

    /// The units of a scan of several components: columns and rows.
    pub(super) fn units(&self) -> (u32, u32) {
        (
            self.size.width().div_ceil(SIDE * self.largest.0),
            self.size.height().div_ceil(SIDE * self.largest.1),
        )
    }

    /// The number of blocks of all components.
    pub(super) fn block_count(&self) -> u64 {
        self.components.iter().map(Component::block_count).sum()
    }
}
