//! Progressive: coefficients in bands, and bit by bit (ITU-T T.81, annex G).

use std::mem;

use proofroom_circuits::jpeg::{Coefficients, Picture};

use super::parts::{Item, headers, interleaved, magnitude, push_scan};
use crate::format::jpeg::huffman::Class;
use crate::format::jpeg::scan::NATURAL;
use crate::format::jpeg::segments::marker;

/// The most blocks that are counted as one run.
const MAX_RUN: u32 = 0x7fff;

/// What a scan sends.
struct Scan {
    /// One component, or all.
    component: Option<usize>,
    /// The first and the last coefficient in the order of [`NATURAL`].
    band: (usize, usize),
    /// The lowest bit that was sent before, or zero if nothing was.
    high: u8,
    /// The lowest bit that it sends.
    low: u8,
}

impl Scan {
    const fn of(component: Option<usize>, band: (usize, usize), high: u8, low: u8) -> Self {
        Scan { component, band, high, low }
    }
}

const ALL: Option<usize> = None;
const Y: Option<usize> = Some(0);
const CB: Option<usize> = Some(1);
const CR: Option<usize> = Some(2);

/// The scans of libjpeg (`jpeg_simple_progression`): together they send every coefficient down to its last bit.
const SCANS: [Scan; 10] = [
    Scan::of(ALL, (0, 0), 0, 1),
    Scan::of(Y, (1, 5), 0, 2),
    Scan::of(CR, (1, 63), 0, 1),
    Scan::of(CB, (1, 63), 0, 1),
    Scan::of(Y, (6, 63), 0, 2),
    Scan::of(Y, (1, 63), 2, 1),
    Scan::of(ALL, (0, 0), 1, 0),
    Scan::of(CR, (1, 63), 1, 0),
    Scan::of(CB, (1, 63), 1, 0),
    Scan::of(Y, (1, 63), 1, 0),
];

/// A progressive file.
pub(in crate::format::jpeg) fn encode(picture: &Picture) -> Vec<u8> {
    let mut file = headers(picture, marker::SOF0 + 2);
    for Scan { component, band: (first, last), high, low } in SCANS {
        let bits = high << 4 | low;
        match component {
            // Ids with their codes.
            None => {
                let header = [3, 1, 0x00, 2, 0x10, 3, 0x10, first as u8, last as u8, bits];
                push_scan(&mut file, &header, |item| dc(picture, high, low, item));
            }
            Some(component) => {
                let code = component.min(1);
                let header = [1, component as u8 + 1, code as u8, first as u8, last as u8, bits];
                push_scan(&mut file, &header, |item| {
                    let mut band =
                        Band { first, last, low, code, item, run: 0, passed: Vec::new() };
                    let tensor = &picture.components()[component];
                    for block in blocks(tensor) {
                        if high == 0 { band.upper(&block) } else { band.lower(&block) }
                    }
                    band.end_run();
                });
            }
        }
    }
    file.extend([0xff, marker::EOI]);
    file
}

/// The blocks of a component, row by row.
fn blocks(tensor: &Coefficients) -> impl Iterator<Item = [i16; 64]> {
    let places = (0..tensor.rows()).flat_map(|y| (0..tensor.columns()).map(move |x| (x, y)));
    places.map(|(x, y)| tensor.block(x, y))
}

/// The DC coefficients without their `low` lowest bits (T.81, G.1.2.1), or the lowest of those bits.
fn dc(picture: &Picture, high: u8, low: u8, item: &mut dyn FnMut(Item)) {
    interleaved(picture, |component, block, prediction| {
        let value = i32::from(block[0] >> low);
        if high == 0 {
            let (size, bits) = magnitude(value - i32::from(prediction >> low));
            item(Item::Symbol(Class::Dc, component.min(1), size));
            item(Item::Bits(bits, size.into()));
        } else {
            item(Item::Bits(value as u32 & 1, 1));
        }
    });
}

/// A band of a component's AC coefficients while it is written.
struct Band<'a> {
    first: usize,
    last: usize,
    low: u8,
    /// The number of its code.
    code: usize,
    item: &'a mut dyn FnMut(Item),
    /// How many blocks, up to the one before, end without a symbol for them.
    run: u32,
    /// The next bits of coefficients in those blocks, which follow the symbol of the run.
    passed: Vec<Passed>,
}

/// Bits of coefficients of a block that were sent before: the lowest `count`, at most 63.
#[derive(Default)]
struct Passed {
    bits: u64,
    count: u32,
}

impl Passed {
    fn push(&mut self, bit: u16) {
        self.bits = self.bits << 1 | u64::from(bit);
        self.count += 1;
    }
}

impl Band<'_> {
    /// The absolute values of the band's coefficients without their `low` lowest bits, and whether they are negative.
    fn values(&self, block: &[i16; 64]) -> impl DoubleEndedIterator<Item = (u16, bool)> + use<> {
        let (block, low) = (*block, self.low);
        let places = &NATURAL[self.first..=self.last];
        places.iter().map(move |place| (block[*place].unsigned_abs() >> low, block[*place] < 0))
    }

    fn symbol(&mut self, symbol: u8) {
        (self.item)(Item::Symbol(Class::Ac, self.code, symbol));
    }

    /// The upper bits (T.81, G.1.2.2).
    fn upper(&mut self, block: &[i16; 64]) {
        let mut zeros = 0;
        for (value, is_negative) in self.values(block) {
            if value == 0 {
                zeros += 1;
                continue;
            }
            self.end_run();
            while zeros > 15 {
                self.symbol(0xf0);
                zeros -= 16;
            }
            let value = i32::from(value);
            let (size, bits) = magnitude(if is_negative { -value } else { value });
            self.symbol(zeros << 4 | size);
            (self.item)(Item::Bits(bits, size.into()));
            zeros = 0;
        }
        if zeros > 0 {
            self.continue_run();
        }
    }

    /// The next bit (T.81, G.1.2.3): that of coefficients sent before as they are passed, and a symbol with a sign for each
    /// that becomes 1 or -1.
    fn lower(&mut self, block: &[i16; 64]) {
        // After the last new coefficient, the end of the block stands for all zeros.
        let mut new = self.values(block).filter(|(value, _)| *value == 1).count();
        let mut zeros = 0;
        let mut passed = Passed::default();
        for (value, is_negative) in self.values(block) {
            if value == 0 {
                zeros += 1;
                continue;
            }
            while zeros > 15 && new > 0 {
                self.end_run();
                self.symbol(0xf0);
                self.pass(mem::take(&mut passed));
                zeros -= 16;
            }
            if value > 1 {
                passed.push(value & 1);
                continue;
            }
            self.end_run();
            self.symbol(zeros << 4 | 1);
            (self.item)(Item::Bits((!is_negative).into(), 1));
            self.pass(mem::take(&mut passed));
            (zeros, new) = (0, new - 1);
        }
        if zeros > 0 || passed.count > 0 {
            self.passed.push(passed);
            self.continue_run();
        }
    }

    /// The bits of the coefficients that a symbol passed.
    fn pass(&mut self, Passed { bits, mut count }: Passed) {
        while count > 0 {
            let most = count.min(16);
            count -= most;
            (self.item)(Item::Bits((bits >> count) as u32 & ((1 << most) - 1), most));
        }
    }

    /// Counts a block that ends without a symbol for it.
    fn continue_run(&mut self) {
        self.run += 1;
        if self.run == MAX_RUN {
            self.end_run();
        }
    }

    /// The symbol of a run of blocks: the number of bits of its length, of which the highest is left out.
    fn end_run(&mut self) {
        if self.run == 0 {
            return;
        }
        let size = self.run.ilog2();
        self.symbol((size as u8) << 4);
        (self.item)(Item::Bits(self.run & !(1 << size), size));
        self.run = 0;
        for passed in mem::take(&mut self.passed) {
            self.pass(passed);
        }
    }
}
