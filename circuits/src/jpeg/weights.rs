//! The weights of the coefficients, as integers that every language computes alike.
//!
//! The basis of the discrete cosine transform is
//!
//! ```text
//! D[u][i] = C(u)/2 cos((2i+1) u pi/16)      C(0) = sqrt(1/2), otherwise 1
//! E = D for 8 × 8 pixels a block;   E[u][i] = D[u][floor(i/2)]/2 for 16 × 16, the mean of two pixels a sample
//! ```
//!
//! and M the colours of JFIF in millionths. With T = round(2^30 D), an entry is
//!
//! ```text
//! W[v][u][j][i][ch] = round(2^S E[v][j] E[u][i] M[ch] / q[v][u])
//!                   = round(2^S T[v][j'] T[u][i'] m[ch] / (2^60 10^6 f q[v][u]))
//! ```
//!
//! where j' = j, i' = i and f = 1 for 8 × 8 pixels, j' = floor(j/2), i' = floor(i/2) and f = 4 for 16 × 16; halves
//! are rounded away from zero, so that `round(-a) = -round(a)`.
//!
//! **DC.** All entries of a channel would be equal for v = u = 0, and their rounding errors would add up and shift
//! whole areas. There the entries of a channel sum to `t = round(2^(S+3) m[ch] / (10^6 q[0][0]))`, its sum before
//! rounding: each of the n × n is `floor(t / n^2)`, and the `t mod n^2` of the lowest rank are one more. The rank of
//! (j, i) is the number whose digits in base 4 are `2 (i_b xor j_b) + j_b` for the bits b of i and j, those of bit 0
//! first: a Bayer matrix, which spreads them evenly. For Cb the entries of blue, and for Cr those of red, are minus
//! the sum of the two other entries of the pixel instead.
//!
//! **Gray stays gray.** For Cb and Cr the three entries of a pixel sum to zero in DC. In AC they sum to -1, 0 or 1, and for
//! the qualities that are offered the sum over a gray block is less than 2^(S-1), so that all coefficients are zero.
//!
//! **Bounds.** The absolute values of a coefficient's entries sum to less than 2^(S+3) + 2^9 for any table, S at most 16,
//! so sums of bytes stay below 2^28. For the qualities that are offered AC coefficients stay within -1023..=1023, and
//! DC coefficients within 2047 of each other, as baseline JPEG needs.

use super::component::{BLOCK, Component, Sampling};
use super::quantisation::QuantisationTable;

/// `round(2^30 cos(k pi/16) / 2)` for k = 0..=8.
const HALF_COSINES: [i64; 9] = [
    536_870_912,
    526_555_088,
    496_004_047,
    446_391_849,
    379_625_062,
    298_269_498,
    205_451_603,
    104_738_319,
    0,
];

/// `T[u][i] = round(2^30 D[u][i])`.
fn basis(u: usize, i: usize) -> i64 {
    if u == 0 {
        return HALF_COSINES[4];
    }
    // In units of pi/16; the cosine is even and has the period 32.
    let angle = (2 * i + 1) * u % 32;
    let angle = angle.min(32 - angle);
    if angle <= 8 { HALF_COSINES[angle] } else { -HALF_COSINES[16 - angle] }
}

/// The colours of JFIF (section 7), in millionths of red, green and blue.
fn colours(component: Component) -> [i64; 3] {
    match component {
        Component::Y => [299_000, 587_000, 114_000],
        Component::Cb => [-168_736, -331_264, 500_000],
        Component::Cr => [500_000, -418_688, -81_312],
    }
}

/// The nearest integer to a quotient; halves are rounded away from zero.
fn rounded(dividend: i128, divisor: i128) -> i64 {
    let magnitude = (2 * dividend.abs() + divisor) / (2 * divisor);
    (dividend.signum() * magnitude) as i64
}

/// The weights of the 64 coefficients of a block.
pub struct Weights {
    component: Component,
    per_sample: usize,
    /// For coefficient `8 v + u`, except DC: the entries of each sample `8 j' + i'`, those of red, green and blue.
    ac: Vec<[[i16; 3]; 64]>,
    /// The entries of each pixel for DC, row by row.
    dc: Vec<[i16; 3]>,
    /// What is added to each sum before it is shifted.
    offsets: [i64; 64],
}

impl Weights {
    /// The weights of a component.
    pub fn new(component: Component, table: &QuantisationTable, sampling: Sampling) -> Self {
        let per_sample = sampling.pixels_per_sample(component);
        let mut weights = Weights {
            component,
            per_sample,
            ac: (0..64)
                .map(|at| ac(component, table, per_sample, at / BLOCK, at % BLOCK))
                .collect(),
            dc: dc(component, table, per_sample),
            offsets: [0; 64],
        };
        weights.offsets = std::array::from_fn(|at| weights.offset_of(at / BLOCK, at % BLOCK));
        weights
    }

    /// S: sums are divided by 2 to this power.
    pub fn shift(&self) -> u32 {
        shift(self.component)
    }

    /// n: pixels along one side of a block, 8 or 16.
    pub fn side(&self) -> usize {
        BLOCK * self.per_sample
    }

    /// `W[v][u][j][i]` for red, green and blue: v and u below 8, j and i below [`Weights::side`].
    pub fn at(&self, v: usize, u: usize, j: usize, i: usize) -> [i16; 3] {
        if (v, u) == (0, 0) {
            self.dc[self.side() * j + i]
        } else {
            self.ac[BLOCK * v + u][BLOCK * (j / self.per_sample) + i / self.per_sample]
        }
    }

    /// What is added to the sum of coefficient (v, u) before it is shifted: half of the divisor, and for Y minus 128 times
    /// the sum of the weights.
    pub fn offset(&self, v: usize, u: usize) -> i64 {
        self.offsets[BLOCK * v + u]
    }

    /// The smallest and the largest value of coefficient (v, u), which some pixels reach.
    pub fn quotients(&self, v: usize, u: usize) -> (i64, i64) {
        let sum = |sign: i64| {
            let entries = self.entries(v, u).filter(|entry| entry * sign > 0);
            255 * entries.sum::<i64>() + self.offset(v, u)
        };
        (sum(-1) >> self.shift(), sum(1) >> self.shift())
    }

    /// The weights of all pixels for DC.
    pub(super) fn dc(&self) -> &[[i16; 3]] {
        &self.dc
    }

    /// All entries of coefficient (v, u).
    pub(super) fn entries(&self, v: usize, u: usize) -> impl Iterator<Item = i64> {
        let n = self.side();
        (0..n * n).flat_map(move |at| self.at(v, u, at / n, at % n)).map(i64::from)
    }

    fn offset_of(&self, v: usize, u: usize) -> i64 {
        let half = 1 << (self.shift() - 1);
        match self.component {
            // JFIF stores Y - 128, and Cb and Cr as they are.
            Component::Y => half - 128 * self.entries(v, u).sum::<i64>(),
            Component::Cb | Component::Cr => half,
        }
    }
}

fn shift(component: Component) -> u32 {
    match component {
        Component::Y => 13,
        Component::Cb | Component::Cr => 16,
    }
}

/// The entries of one coefficient for each sample. E E is below a quarter, so they are below 2^14.
fn ac(
    component: Component,
    table: &QuantisationTable,
    per_sample: usize,
    v: usize,
    u: usize,
) -> [[i16; 3]; 64] {
    let spread = (per_sample * per_sample) as i128;
    let divisor = (1_000_000 * i128::from(table.entry(v, u)) * spread) << (60 - shift(component));
    std::array::from_fn(|sample| {
        let product = i128::from(basis(v, sample / BLOCK)) * i128::from(basis(u, sample % BLOCK));
        colours(component).map(|colour| rounded(product * i128::from(colour), divisor) as i16)
    })
}

/// The entries of DC for each pixel.
fn dc(component: Component, table: &QuantisationTable, per_sample: usize) -> Vec<[i16; 3]> {
    let n = BLOCK * per_sample;
    let pixels = (n * n) as i64;
    let divisor = 1_000_000 * i128::from(table.entry(0, 0));
    let totals = colours(component)
        .map(|colour| rounded(i128::from(colour) << (shift(component) + 3), divisor));
    let entries = |at: usize| {
        let rank = rank(at / n, at % n, n);
        let [red, green, blue] = totals.map(|total| {
            let one_more = rank < total.rem_euclid(pixels);
            (total.div_euclid(pixels) + i64::from(one_more)) as i16
        });
        match component {
            Component::Y => [red, green, blue],
            Component::Cb => [red, green, -(red + green)],
            Component::Cr => [-(green + blue), green, blue],
        }
    };
    (0..n * n).map(entries).collect()
}

/// The place of pixel (j, i) in the order in which entries of DC are rounded up, for n × n pixels.
fn rank(j: usize, i: usize, n: usize) -> i64 {
    let bits = 0..n.trailing_zeros();
    bits.fold(0, |rank, bit| {
        let (j, i) = (j >> bit & 1, i >> bit & 1);
        4 * rank + (2 * (i ^ j) + j) as i64
    })
}
