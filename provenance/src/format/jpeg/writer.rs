//! Writes a JPEG with given coefficients: baseline, one scan, Huffman codes that are made for it (ITU-T T.81, annex F).

use proofroom_circuits::Size;
use proofroom_circuits::jpeg::{self, Component, Sampling, Tables};

use super::bits::BitWriter;
use super::huffman::Class;
use super::optimised::OptimisedCode;
use super::scan::NATURAL;
use super::segments::marker;

/// Version 1.01, no unit, square pixels, no thumbnail (JFIF, section 3).
const JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// Writes a file with these coefficients, those of Y, Cb and Cr of a picture of this size.
///
/// The segments `further`, each a marker and its content, follow the header of JFIF.
///
/// # Panics
/// If the tensors do not have the blocks of a picture of this size, if coefficients exceed what baseline can hold (those
/// of tables of a [`Quality`](jpeg::Quality) do not), or if a segment has more than 65,533 bytes.
pub fn write(
    size: Size,
    tables: &Tables,
    sampling: Sampling,
    coefficients: &[jpeg::Coefficients; 3],
    further: &[(u8, &[u8])],
) -> Vec<u8> {
    for (component, tensor) in Component::ALL.into_iter().zip(coefficients) {
        let blocks = (tensor.columns(), tensor.rows());
        assert_eq!(blocks, sampling.blocks(component, size), "blocks of another size");
    }
    let scan = Scan { size, sampling, coefficients };
    let codes = scan.codes();

    let mut file = vec![0xff, marker::SOI];
    segment(&mut file, marker::APP0, JFIF);
    for (marker, content) in further {
        segment(&mut file, *marker, content);
    }
    let mut quantisation = Vec::new();
    for (number, table) in [&tables.luma, &tables.chroma].into_iter().enumerate() {
        quantisation.push(number as u8);
        quantisation.extend(NATURAL.map(|place| table.entries()[place]));
    }
    segment(&mut file, marker::DQT, &quantisation);

    let [y1, y0] = (size.height() as u16).to_be_bytes();
    let [x1, x0] = (size.width() as u16).to_be_bytes();
    let factors = sampling.pixels_per_sample(Component::Cb) as u8 * 0x11;
    // Precision, sides, and for each component its id, sampling factors and quantisation table.
    let frame = [8, y1, y0, x1, x0, 3, 1, factors, 0, 2, 0x11, 1, 3, 0x11, 1];
    segment(&mut file, marker::SOF0, &frame);

    let mut definitions = Vec::new();
    for (at, code) in codes.iter().enumerate() {
        // Class and number.
        definitions.push(((at as u8 / 2) << 4) | (at as u8 % 2));
        definitions.extend(code.definition());
    }
    segment(&mut file, marker::DHT, &definitions);

    // For each component its id and its codes; then the whole band in one scan.
    segment(&mut file, marker::SOS, &[3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
    let mut bits = BitWriter::new(&mut file);
    scan.symbols(|class, number, symbol, value| {
        let (code, length) = codes[place(class, number)].of(symbol);
        bits.write(code.into(), length);
        bits.write(value, u32::from(symbol & 15));
    });
    bits.finish();
    file.extend([0xff, marker::EOI]);
    file
}

/// Appends a segment.
fn segment(file: &mut Vec<u8>, marker: u8, content: &[u8]) {
    let length = u16::try_from(content.len() + 2).expect("a segment of at most 65,533 bytes");
    file.extend([0xff, marker]);
    file.extend(length.to_be_bytes());
    file.extend(content);
}

/// The place of a code among the four: DC of luma and chroma, then AC.
fn place(class: Class, number: usize) -> usize {
    match class {
        Class::Dc => number,
        Class::Ac => 2 + number,
    }
}

/// The scan of all components.
struct Scan<'a> {
    size: Size,
    sampling: Sampling,
    coefficients: &'a [jpeg::Coefficients; 3],
}

impl Scan<'_> {
    /// The codes for its symbols, see [`place`].
    fn codes(&self) -> [OptimisedCode; 4] {
        let mut frequencies = [[0; 256]; 4];
        self.symbols(|class, number, symbol, _| {
            frequencies[place(class, number)][usize::from(symbol)] += 1;
        });
        frequencies.map(|frequencies| OptimisedCode::new(&frequencies))
    }

    /// Calls `symbol` for each symbol in the order of the file, with the class and number of its code, and the bits that
    /// follow it, as many as the lower half of the symbol says.
    fn symbols(&self, mut symbol: impl FnMut(Class, usize, u8, u32)) {
        let factor = self.sampling.pixels_per_sample(Component::Cb);
        // A unit holds one block of chroma.
        let (columns, rows) = self.sampling.blocks(Component::Cb, self.size);
        let mut predictions = [0; 3];
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |x| (row, x))) {
            for (number, (tensor, prediction)) in
                self.coefficients.iter().zip(&mut predictions).enumerate()
            {
                let factor = if number == 0 { factor } else { 1 };
                for at in 0..factor * factor {
                    let (x, y) = (factor * column + at % factor, factor * row + at / factor);
                    // A block that only fills the unit repeats the DC of the one before.
                    let filling = std::array::from_fn(|at| if at == 0 { *prediction } else { 0 });
                    let is_inside = x < tensor.columns() && y < tensor.rows();
                    let block = if is_inside { tensor.block(x, y) } else { filling };
                    let code = number.min(1);
                    block_symbols(&block, *prediction, |class, s, bits| {
                        symbol(class, code, s, bits);
                    });
                    *prediction = block[0];
                }
            }
        }
    }
}

/// The symbols of a block (T.81, F.1.2).
fn block_symbols(block: &[i16; 64], prediction: i16, mut symbol: impl FnMut(Class, u8, u32)) {
    let (size, bits) = magnitude(i32::from(block[0]) - i32::from(prediction));
    assert!(size <= 11, "a difference of DC coefficients is too large for baseline");
    symbol(Class::Dc, size, bits);
    let mut zeros = 0;
    for place in &NATURAL[1..] {
        if block[*place] == 0 {
            zeros += 1;
            continue;
        }
        while zeros > 15 {
            symbol(Class::Ac, 0xf0, 0);
            zeros -= 16;
        }
        let (size, bits) = magnitude(block[*place].into());
        assert!(size <= 10, "an AC coefficient is too large for baseline");
        symbol(Class::Ac, zeros << 4 | size, bits);
        zeros = 0;
    }
    if zeros > 0 {
        symbol(Class::Ac, 0, 0);
    }
}

/// How many bits a number has, and those bits; negative numbers are one less (T.81, F.1.2.1).
fn magnitude(value: i32) -> (u8, u32) {
    let size = u32::BITS - value.unsigned_abs().leading_zeros();
    let bits = if value < 0 { value - 1 } else { value };
    (size as u8, bits as u32 & ((1 << size) - 1))
}

#[cfg(test)]
mod tests {
    use proofroom_circuits::Image;
    use proofroom_circuits::jpeg::{Quality, coefficients};

    use super::super::{Coefficients, Colors, Jpeg};
    use super::*;

    /// Rough pixels, and smooth ones between them.
    fn picture(width: u32, height: u32) -> Image {
        let size = Size::new(width, height).expect("a small size");
        let mut state = 1u32;
        let bytes = (0..size.bytes()).map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if at / 100 % 2 == 0 { (state >> 24) as u8 } else { (at / 7) as u8 }
        });
        Image::new(size, bytes.collect())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let sizes = (1..=34).map(|side| (side, 35 - side)).chain([(40, 56), (100, 3)]);
        for (width, height) in sizes {
            let image = picture(width, height);
            for sampling in [Sampling::Full, Sampling::Halved] {
                for quality in [50, 90, 98] {
                    let tables = Quality::new(quality).expect("offered").tables();
                    let written = coefficients(&image, &tables, sampling);
                    let note = [(marker::COM, &b"a note"[..])];
                    let file = write(image.size(), &tables, sampling, &written, &note);
                    let jpeg = Jpeg::parse(&file).expect("a JPEG");
                    assert_eq!(jpeg.trailing(), b"");
                    assert_eq!(jpeg.segments()[1].payload, b"a note");
                    let read = Coefficients::read(&jpeg).expect("a complete JPEG");
                    assert_eq!((read.size(), read.colors()), (image.size(), Colors::YCbCr));
                    for (number, component) in Component::ALL.into_iter().enumerate() {
                        let table = tables.of(component).entries().map(u16::from);
                        assert_eq!(read.tables[number], table);
                        let tensor = &written[number];
                        let blocks = (0..tensor.rows())
                            .flat_map(|y| (0..tensor.columns()).map(move |x| (x, y)));
                        let blocks: Vec<_> = blocks.map(|(x, y)| tensor.block(x, y)).collect();
                        assert!(*read.blocks[number].values == blocks, "{width} × {height}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_picture_is_shown_as_it_was() {
        let size = Size::new(50, 37).expect("a small size");
        let bytes = (0..size.bytes()).map(|at| {
            let (y, x, channel) = (at / 150, at % 150 / 3, at % 3);
            [4 * x + y, 200 - 3 * y, 60 + 2 * x][channel] as u8
        });
        let image = Image::new(size, bytes.collect());
        let tables = Quality::new(95).expect("offered").tables();
        let written = coefficients(&image, &tables, Sampling::Full);
        let file = write(size, &tables, Sampling::Full, &written, &[]);
        let jpeg = Jpeg::parse(&file).expect("a JPEG");
        let shown = Coefficients::read(&jpeg).expect("complete").into_image().expect("pixels");
        let differences = image.pixels().iter().zip(shown.pixels()).map(|(a, b)| a.abs_diff(*b));
        assert!(differences.clone().all(|difference| difference < 16));
        let squares: u32 = differences.map(|difference| u32::from(difference).pow(2)).sum();
        assert!(squares < 4 * image.pixels().len() as u32, "a root mean square above two levels");
    }
}
