//! Damage as disks, networks, programs and liars do it.

use crate::make;
use crate::random::Random;

const END: [u8; 2] = [0xff, 0xd9];

/// A damaged copy, and what was done to it.
pub fn damage(random: &mut Random, good: &[u8]) -> (&'static str, Vec<u8>) {
    let mut bytes = good.to_vec();
    let places = make::segments(good);
    let scan = places.last().map_or(0, |place| place + 14).min(good.len() - 1);
    // Mostly in the scans.
    let start = if random.once_in(4) { 0 } else { scan };
    let place = start + random.below(good.len() - start);
    let length = 1 + random.below((good.len() - place).min(200));
    let frame = make::frame(good);
    let what = match random.below(13) {
        0 => {
            bytes.truncate(place);
            bytes.extend(END);
            "cut, with an end marker put after it"
        }
        1 => {
            bytes.truncate(place);
            "cut"
        }
        2 => {
            bytes[place..place + length].fill(*random.choose(&[0, 0xff]));
            "a part overwritten"
        }
        3 => {
            bytes.drain(place..place + length);
            "a part missing"
        }
        4 | 5 => {
            bytes[place] ^= 1 << random.below(8);
            "a flipped bit"
        }
        6 => {
            let side = frame + 5 + 2 * random.below(2);
            let size = u16::from_be_bytes([bytes[side], bytes[side + 1]]);
            let size = match random.below(3) {
                0 => size + 1 + random.below(16) as u16,
                1 => size * 4,
                _ => 1 + random.below(usize::from(size)) as u16,
            };
            bytes[side..side + 2].copy_from_slice(&size.to_be_bytes());
            "another size"
        }
        7 => {
            let component = frame + 11 + 3 * random.below(bytes[frame + 9].into());
            bytes[component] = random.byte() & 0x33 | 0x11;
            "another sampling"
        }
        8 => {
            let part = bytes[place..place + length].to_vec();
            bytes.splice(place..place, part);
            "a part twice"
        }
        9 => {
            let other = scan + random.below(good.len() - scan);
            bytes.swap(place, other);
            "two bytes changed over"
        }
        10 => {
            // From the scan header up to the end, once more.
            let scan = *places.last().expect("a scan");
            let end = bytes.len() - 2;
            let again = bytes[scan..end].to_vec();
            bytes.splice(end..end, again);
            "its scans twice"
        }
        11 => {
            let other = *random.choose(&places);
            bytes[other + 1] =
                *random.choose(&[0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc9, 0xda, 0xdb, 0xdc, 0xdd, 0xe0]);
            "another marker"
        }
        _ => {
            let scan = *places.last().expect("a scan");
            let low = scan + 4 + 2 * usize::from(bytes[scan + 4]) + random.below(4);
            if let Some(byte) = bytes.get_mut(low) {
                *byte = random.byte() & 0x3f;
            }
            "another band or bit in a scan header"
        }
    };
    (what, bytes)
}
