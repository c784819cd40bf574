//! What must stay hidden, in every form in which it could be written.

use proofroom_provenance::circuits::{Image, Size};

/// What must not be found, by name: every form of it that is searched for.
pub struct Secret {
    pub name: String,
    forms: Vec<Vec<u8>>,
}

impl Secret {
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        let hex = hex::encode(bytes);
        let decimal = |separator: &str| {
            let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
            numbers.join(separator).into_bytes()
        };
        let mut forms = vec![bytes.to_vec(), hex.to_uppercase().into(), hex.into()];
        forms.extend((0..3).map(|before| base64(bytes, before)));
        // As lists are printed.
        forms.extend([decimal(", "), decimal(","), decimal(" ")]);
        Secret { name: name.into(), forms }
    }

    pub fn is_in(&self, text: &[u8]) -> bool {
        self.forms.iter().any(|form| text.windows(form.len()).any(|window| window == form))
    }
}

/// The base64 digits that `bytes` give wherever they stand, `before` bytes after a multiple of three.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits = |i: usize| bytes[i / 8] >> (7 - i % 8) & 1;
    // The first digit that holds bits of these bytes alone.
    let first = (6 - 8 * before % 6) % 6;
    (first..=8 * bytes.len() - 6)
        .step_by(6)
        .map(|start| DIGITS[usize::from((start..start + 6).fold(0, |d, i| d << 1 | bits(i)))])
        .collect()
}

#[test]
fn digits_of_base64_are_found_wherever_they_stand() {
    // "xLight work" and neighbours, as any encoder writes them.
    for (before, text) in
        [(0, "bGlnaHQgd29yaw=="), (1, "eGxpZ2h0IHdvcms="), (2, "eHhsaWdodCB3b3Jr")]
    {
        let digits = String::from_utf8(base64(b"light work", before)).expect("digits");
        assert!(text.contains(&digits) && digits.len() >= 12, "{digits} in {text}");
    }
}

/// Noise: no run of bytes occurs twice.
pub fn noise(size: Size) -> Image {
    let byte = |i: usize| {
        let mixed = (i as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u8
    };
    Image::new(size, (0..size.bytes()).map(byte).collect())
}

/// Sixteen bytes of every row, once from its beginning and once from its middle.
pub fn rows(name: &str, image: &Image) -> Vec<Secret> {
    let size = image.size();
    let (width, height) = (size.width(), size.height());
    let starts = [0, 3 * width as usize / 2];
    let row = |y: u32| starts.map(|start| (y, image.row(y)[start..start + 16].to_vec()));
    (0..height)
        .flat_map(row)
        .map(|(y, bytes)| Secret::new(format!("row {y} of {name}"), &bytes))
        .collect()
}
