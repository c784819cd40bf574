//! What baseline and progressive files have in common: headers, scans with codes of their own, the order of blocks.

use proofroom_circuits::jpeg::{Component, Picture};

use crate::format::jpeg::bits::BitWriter;
use crate::format::jpeg::huffman::Class;
use crate::format::jpeg::optimised::OptimisedCode;
use crate::format::jpeg::profile;
use crate::format::jpeg::scan::NATURAL;
use crate::format::jpeg::segments::{marker, push_segment};

/// Version 1.01, no unit, square pixels, no thumbnail (JFIF, section 3).
const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// The beginning of a file, up to its frame header with this marker.
pub(super) fn headers(picture: &Picture, frame: u8) -> Vec<u8> {
    let mut file = vec![0xff, marker::SOI];
    push_segment(&mut file, marker::APP0, JFIF);
    push_segment(&mut file, marker::APP0 + 2, &profile::content());
    let mut quantisation = Vec::new();
    for (number, component) in [Component::Y, Component::Cb].into_iter().enumerate() {
        quantisation.push(number as u8);
        let table = picture.tables().of(component);
        quantisation.extend(NATURAL.map(|place| table.entries()[place]));
    }
    push_segment(&mut file, marker::DQT, &quantisation);

    let [y1, y0] = (picture.size().height() as u16).to_be_bytes();
    let [x1, x0] = (picture.size().width() as u16).to_be_bytes();
    let factors = picture.sampling().pixels_per_sample(Component::Cb) as u8 * 0x11;
    // Precision, sides, and for each component its id, sampling factors and quantisation table.
    let header = [8, y1, y0, x1, x0, 3, 1, factors, 0, 2, 0x11, 1, 3, 0x11, 1];
    push_segment(&mut file, frame, &header);
    file
}

/// A part of the data of a scan.
pub(super) enum Item {
    /// A symbol of the code of this class and number.
    Symbol(Class, usize, u8),
    /// The lowest bits of a number that has no others, at most 16.
    Bits(u32, u32),
}

/// Appends a scan with this header. `items` calls its argument for each part of the data, always in the same order.
pub(super) fn push_scan(file: &mut Vec<u8>, header: &[u8], items: impl Fn(&mut dyn FnMut(Item))) {
    let mut frequencies = [[0; 256]; 4];
    items(&mut |item| {
        if let Item::Symbol(class, number, symbol) = item {
            frequencies[place(class, number)][usize::from(symbol)] += 1;
        }
    });
    let codes = frequencies.map(|frequencies| OptimisedCode::new(&frequencies));

    let mut definitions = Vec::new();
    for (at, code) in codes.iter().enumerate().filter(|(_, code)| !code.is_empty()) {
        // Class and number.
        definitions.push(((at as u8 / 2) << 4) | (at as u8 % 2));
        definitions.extend(code.definition());
    }
    if !definitions.is_empty() {
        push_segment(file, marker::DHT, &definitions);
    }
    push_segment(file, marker::SOS, header);
    let mut bits = BitWriter::new(file);
    items(&mut |item| match item {
        Item::Symbol(class, number, symbol) => {
            let (code, length) = codes[place(class, number)].of(symbol);
            bits.write(code.into(), length);
        }
        Item::Bits(value, count) => bits.write(value, count),
    });
    bits.finish();
}

/// The place of a code among the four: DC of luma and chroma, then AC.
fn place(class: Class, number: usize) -> usize {
    match class {
        Class::Dc => number,
        Class::Ac => 2 + number,
    }
}

/// Calls `block` for each block of a scan of all components, in the order of the file: with the number of its component,
/// the block, and the DC of the block before.
pub(super) fn interleaved(picture: &Picture, mut block: impl FnMut(usize, &[i16; 64], i16)) {
    let (sampling, size) = (picture.sampling(), picture.size());
    let factor = sampling.pixels_per_sample(Component::Cb);
    // A unit holds one block of chroma.
    let (columns, rows) = sampling.blocks(Component::Cb, size);
    let mut predictions = [0; 3];
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |x| (row, x))) {
        let components = picture.components().iter().zip(&mut predictions).enumerate();
        for (number, (tensor, prediction)) in components {
            let factor = if number == 0 { factor } else { 1 };
            for at in 0..factor * factor {
                let (x, y) = (factor * column + at % factor, factor * row + at / factor);
                // A block that only fills the unit repeats the DC of the one before.
                let filling = std::array::from_fn(|at| if at == 0 { *prediction } else { 0 });
                let is_inside = x < tensor.columns() && y < tensor.rows();
                let values = if is_inside { tensor.block(x, y) } else { filling };
                block(number, &values, *prediction);
                *prediction = values[0];
            }
        }
    }
}

/// A symbol for a number that is not split further, its bits, and how many these are: negative numbers are one less (T.81,
/// F.1.2.1).
pub(super) fn magnitude(value: i32) -> (u8, u32) {
    let size = u32::BITS - value.unsigned_abs().leading_zeros();
    let bits = if value < 0 { value - 1 } else { value };
    (size as u8, bits as u32 & ((1 << size) - 1))
}
