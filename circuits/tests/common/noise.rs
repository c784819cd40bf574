//! Pixels for tests inside and outside of the crate, whose names for images are those of the file above.

use super::{Image, Size};

/// Pseudo-random pixels, the same in every run.
pub fn noise(size: Size, seed: u64) -> Image {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let pixels = (0..size.bytes())
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect();
    Image::new(size, pixels)
}
