//! A second decoder of PNG pixels, as plain as can be: what the readers accept must be the same pixels
//! here, or viewers might show others.

/// The RGB bytes of a PNG whose checksums are taken as right, or `None` if this decoder does not know
/// its kind (16 bits, interlaced) or finds it broken. Alpha is dropped.
pub fn rgb(file: &[u8]) -> Option<Vec<u8>> {
    let chunks = chunks(file);
    let of_kind = |kind: [u8; 4]| chunks.iter().filter(move |chunk| chunk.0 == kind);
    let header = of_kind(*b"IHDR").next()?.1;
    let number = |at: usize| u32::from_be_bytes(header[at..at + 4].try_into().expect("4 bytes"));
    let (width, height) = (number(0) as usize, number(4) as usize);
    let [depth, color, 0, 0, 0] = *header.get(8..)? else {
        return None;
    };
    let channels = match color {
        0 | 3 => 1,
        2 => 3,
        4 => 2,
        6 => 4,
        _ => return None,
    };
    if depth == 16 {
        return None;
    }
    let depth = usize::from(depth);
    let row_bytes = (width * channels * depth).div_ceil(8);
    let compressed: Vec<u8> = of_kind(*b"IDAT").flat_map(|chunk| chunk.1).copied().collect();
    // After two bytes of header. What follows the last row is not looked at, as in most viewers.
    let length = height * (1 + row_bytes);
    let mut rows = inflate(compressed.get(2..)?, length)?;

    let palette = of_kind(*b"PLTE").next().map_or(&[][..], |chunk| chunk.1);
    let distance = (channels * depth).div_ceil(8);
    let mut before = vec![0; row_bytes];
    let mut pixels = Vec::with_capacity(3 * width * height);
    for row in rows.chunks_exact_mut(1 + row_bytes) {
        let (filter, row) = row.split_first_mut().expect("a filter byte");
        unfilter(*filter, row, &before, distance)?;
        let sample = |i: usize| {
            let bit = i * depth;
            usize::from(row[bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
        };
        for x in 0..width {
            let gray = |i| (sample(i) * 255 / ((1 << depth) - 1)) as u8;
            match color {
                0 => pixels.extend([gray(x); 3]),
                4 => pixels.extend([gray(2 * x); 3]),
                3 => pixels.extend(palette.get(3 * sample(x)..3 * sample(x) + 3)?),
                _ => pixels.extend(&row[channels * x..channels * x + 3]),
            }
        }
        before.copy_from_slice(row);
    }
    Some(pixels)
}

/// Type and content of each chunk, up to the first that is not there as a whole.
pub fn chunks(file: &[u8]) -> Vec<([u8; 4], &[u8])> {
    let mut chunks = Vec::new();
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((start, after)) = rest.split_first_chunk::<8>() {
        let [a, b, c, d, kind @ ..] = *start;
        let length = u32::from_be_bytes([a, b, c, d]) as usize;
        if after.len() < length + 4 {
            break;
        }
        chunks.push((kind, &after[..length]));
        rest = &after[length + 4..];
    }
    chunks
}

/// PNG specification, chapter 9.
fn unfilter(filter: u8, row: &mut [u8], above: &[u8], distance: usize) -> Option<()> {
    for i in 0..row.len() {
        let left = if i < distance { 0 } else { row[i - distance] };
        let up = above[i];
        let corner = if i < distance { 0 } else { above[i - distance] };
        let predicted = match filter {
            0 => 0,
            1 => left,
            2 => up,
            3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
            4 => {
                let [a, b, c] = [left, up, corner].map(i16::from);
                let estimate = a + b - c;
                let by_distance = [(left, a), (up, b), (corner, c)]
                    .into_iter()
                    .min_by_key(|(_, value)| (estimate - value).abs());
                by_distance.expect("three").0
            }
            _ => return None,
        };
        row[i] = row[i].wrapping_add(predicted);
    }
    Some(())
}

/// The first `length` bytes that a deflate stream stands for (RFC 1951), read bit by bit.
fn inflate(data: &[u8], length: usize) -> Option<Vec<u8>> {
    const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    let mut bits = Bits { data, place: 0 };
    let mut out = Vec::new();
    while out.len() < length {
        let last = bits.take(1)?;
        let (literals, distances) = match bits.take(2)? {
            0 => {
                bits.place = bits.place.next_multiple_of(8);
                let [count, complement] = [bits.take(16)?, bits.take(16)?];
                if count != !complement & 0xffff {
                    return None;
                }
                for _ in 0..count.min(length - out.len()) {
                    out.push(bits.take(8)? as u8);
                }
                if last == 1 {
                    break;
                }
                continue;
            }
            1 => {
                let lengths = (0..288).map(|symbol| match symbol {
                    0..144 => 8,
                    144..256 => 9,
                    256..280 => 7,
                    _ => 8,
                });
                (Code::new(lengths.collect()), Code::new(vec![5; 30]))
            }
            2 => {
                let [literals, distances] = [bits.take(5)? + 257, bits.take(5)? + 1];
                let mut lengths = vec![0; 19];
                for place in ORDER.into_iter().take(bits.take(4)? + 4) {
                    lengths[place] = bits.take(3)?;
                }
                let code = Code::new(lengths);
                let mut lengths = Vec::new();
                while lengths.len() < literals + distances {
                    let (value, times) = match code.symbol(&mut bits)? {
                        16 => (*lengths.last()?, 3 + bits.take(2)?),
                        17 => (0, 3 + bits.take(3)?),
                        18 => (0, 11 + bits.take(7)?),
                        length => (length, 1),
                    };
                    lengths.extend(std::iter::repeat_n(value, times));
                }
                let after = lengths.split_off(literals);
                (Code::new(lengths), Code::new(after))
            }
            _ => return None,
        };
        while out.len() < length {
            let symbol = literals.symbol(&mut bits)?;
            if symbol < 256 {
                out.push(symbol as u8);
                continue;
            }
            // Lengths and distances grow by steps that double: four of each for lengths, two for distances.
            let count = match symbol - 256 {
                0 => break,
                symbol @ 1..9 => symbol + 2,
                29 => 258,
                symbol @ 9..29 => {
                    let extra = (symbol - 5) / 4;
                    ((4 + (symbol - 1) % 4) << extra) + 3 + bits.take(extra)?
                }
                _ => return None,
            };
            let distance = match distances.symbol(&mut bits)? {
                symbol @ 0..4 => symbol + 1,
                symbol @ 4..30 => {
                    let extra = symbol / 2 - 1;
                    ((2 + symbol % 2) << extra) + 1 + bits.take(extra)?
                }
                _ => return None,
            };
            for _ in 0..count {
                out.push(*out.get(out.len().checked_sub(distance)?)?);
            }
        }
        if last == 1 {
            break;
        }
    }
    out.truncate(length);
    (out.len() == length).then_some(out)
}

/// Bits from the lowest of each byte on.
struct Bits<'a> {
    data: &'a [u8],
    place: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> Option<usize> {
        let mut value = 0;
        for bit in 0..count {
            let byte = self.data.get(self.place / 8)?;
            value |= usize::from(byte >> (self.place % 8) & 1) << bit;
            self.place += 1;
        }
        Some(value)
    }
}

/// A Huffman code: the length of each symbol's word, 0 for none.
struct Code(Vec<usize>);

impl Code {
    fn new(lengths: Vec<usize>) -> Self {
        Code(lengths)
    }

    /// Reads one word. Words of one length follow one another, in the order of their symbols; those of the
    /// next length go on where they end, one bit longer.
    fn symbol(&self, bits: &mut Bits<'_>) -> Option<usize> {
        let (mut word, mut first) = (0, 0);
        for length in 1..16 {
            word = word << 1 | bits.take(1)?;
            first <<= 1;
            let mut symbols = (0..self.0.len()).filter(|&symbol| self.0[symbol] == length);
            let count = symbols.clone().count();
            if word < first + count {
                return symbols.nth(word.checked_sub(first)?);
            }
            first += count;
        }
        None
    }
}
