//! Random choices that follow from a number, so that a run can be repeated.

/// SplitMix64 (Steele, Lea and Flood, 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`, or 0 if there is none.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// Yes in one of `of` cases.
    pub fn once_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub fn byte(&mut self) -> u8 {
        self.next() as u8
    }

    pub fn choose<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A number of 32 bits, more often one at which something changes.
    pub fn number(&mut self) -> u32 {
        const EDGES: [u32; 29] = [
            0,
            1,
            2,
            3,
            7,
            8,
            15,
            16,
            255,
            256,
            1000,
            4095,
            4096,
            5376,
            5377,
            8000,
            8192,
            8193,
            10_837,
            10_838,
            16_384,
            16_385,
            32_767,
            32_768,
            65_535,
            65_536,
            0x7fff_ffff,
            0x8000_0000,
            0xffff_ffff,
        ];
        match self.below(3) {
            0 => self.next() as u32,
            1 => self.next() as u32 % 64,
            _ => *self.choose(&EDGES),
        }
    }
}
