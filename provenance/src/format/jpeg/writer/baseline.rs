//! Baseline: one scan with whole blocks (ITU-T T.81, annex F).

use proofroom_circuits::jpeg::Picture;

use super::parts::{Item, headers, interleaved, magnitude, push_scan};
use crate::format::jpeg::huffman::Class;
use crate::format::jpeg::scan::NATURAL;
use crate::format::jpeg::segments::marker;

/// A baseline file.
pub(in crate::format::jpeg) fn encode(picture: &Picture) -> Vec<u8> {
    let mut file = headers(picture, marker::SOF0);
    // For each component its id and its codes; then the whole band in one scan.
    let header = [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0];
    push_scan(&mut file, &header, |item| {
        interleaved(picture, |component, values, prediction| {
            block(component.min(1), values, prediction, item);
        });
    });
    file.extend([0xff, marker::EOI]);
    file
}

/// The symbols of a block with the codes of this number, each with its bits (T.81, F.1.2).
fn block(code: usize, values: &[i16; 64], prediction: i16, item: &mut dyn FnMut(Item)) {
    let (size, bits) = magnitude(i32::from(values[0]) - i32::from(prediction));
    item(Item::Symbol(Class::Dc, code, size));
    item(Item::Bits(bits, size.into()));
    let mut zeros = 0;
    for place in &NATURAL[1..] {
        if values[*place] == 0 {
            zeros += 1;
            continue;
        }
        while zeros > 15 {
            item(Item::Symbol(Class::Ac, code, 0xf0));
            zeros -= 16;
        }
        let (size, bits) = magnitude(values[*place].into());
        item(Item::Symbol(Class::Ac, code, zeros << 4 | size));
        item(Item::Bits(bits, size.into()));
        zeros = 0;
    }
    if zeros > 0 {
        item(Item::Symbol(Class::Ac, code, 0));
    }
}
