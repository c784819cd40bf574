//! How inputs are altered: as bytes, as text, and as the structures they are, sealed again with right
//! lengths, checksums and signatures, so that what lies behind those is reached.

use ed25519_dalek::{Signer, SigningKey};
use proofroom_provenance::circuits::{
    ColumnCommitment, Edit, ImageHash, Layout, Recipe, Size, StepProof,
};
use proofroom_provenance::format::attestation::{Attestation, PublicKey, Signature};
use proofroom_provenance::format::capture_record::DeviceName;
use proofroom_provenance::format::envelope::{self, Enveloped, HEADER_BYTES};
use proofroom_provenance::format::jpeg::{Jpeg, marker};
use proofroom_provenance::format::png::{ORIGINAL_CHUNK, PROOF_CHUNK};
use proofroom_provenance::format::published::PublishedProof;
use serde_json::Value;

use super::plain_png;
use super::random::Random;
use super::seeds;

/// Alters an input; `others` are further inputs, to take parts of.
pub type Mutation = fn(&mut Random, &[u8], others: &[Vec<u8>]) -> Vec<u8>;

/// The longest input that is made.
const MAX_BYTES: usize = 1 << 17;

/// Alters bytes wherever they stand.
pub fn bytes(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..1 + random.below(4) {
        let place = random.below(bytes.len() + 1);
        let length = random.below(bytes.len() - place + 1);
        let length = if random.once_in(2) { length.min(8) } else { length };
        match random.below(9) {
            0 if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
            1 if place < bytes.len() => bytes[place] = random.byte(),
            2 => {
                let number = random.number();
                let number =
                    if random.once_in(2) { number.to_be_bytes() } else { number.to_le_bytes() };
                let width = *random.choose(&[1, 2, 4]);
                if let Some(target) = bytes.get_mut(place..place + width) {
                    target.copy_from_slice(&number[4 - width..]);
                }
            }
            3 => bytes.truncate(place),
            4 => drop(bytes.drain(place..place + length)),
            5 => {
                let copy = bytes[place..place + length].to_vec();
                let target = random.below(bytes.len() + 1);
                bytes.splice(target..target, copy);
            }
            6 => bytes[place..place + length].fill(*random.choose(&[0, 255, b'0', b' '])),
            7 if !others.is_empty() => {
                let other = random.choose(others);
                let start = random.below(other.len() + 1);
                let part = &other[start..start + random.below(other.len() - start + 1)];
                bytes.splice(place..place + length, part.iter().copied());
            }
            _ => {
                let inserted: Vec<u8> = (0..random.below(16)).map(|_| random.byte()).collect();
                bytes.splice(place..place, inserted);
            }
        }
        bytes.truncate(MAX_BYTES);
    }
    bytes
}

/// Alters JSON: bytes, and words that such files hold.
pub fn json(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    const WORDS: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "-1",
        "0",
        "1e999",
        "65536",
        "1.5",
        "18446744073709551616",
        "\\u0000",
        "\\ud800",
        "\u{202e}",
        "é",
        "{}",
        "[]",
        "\"\"",
        "\"version\":1",
        "\"version\":2",
        "\"makers\":",
        "\"revoked\":",
        "\"name\":",
        "\"key\":",
        "\"since\":\"2025-09-05\"",
        "\"since\":\"9999-99-99\"",
        "\"reason\":\"\"",
        "\"permille\":",
        "\"kernel\":[[1]]",
        "\"divisor\":0",
        "\"preset\":\"box3\"",
        "\"x\":4294967295",
        "\"width\":",
        "\"offset\":-256",
        "\"any\"",
        "\"one_of\":",
        "\"times\":33",
        "\"kept_permille\":",
        "[7,3]",
    ];
    let mut altered = input.to_vec();
    for _ in 0..1 + random.below(3) {
        if random.once_in(3) {
            altered = bytes(random, &altered, others);
            continue;
        }
        let place = random.below(altered.len() + 1);
        let length = if random.once_in(2) { 0 } else { random.below(20) };
        let end = (place + length).min(altered.len());
        let edit: String;
        let word = if random.once_in(8) {
            edit = serde_json::to_string(&example(random)).expect("plain data");
            &edit
        } else {
            *random.choose(WORDS)
        };
        altered.splice(place..end, word.bytes());
        if random.once_in(50) {
            // Deep, or long.
            let part = random.choose(&["[", "{\"a\":", "{\"\":{}},", "[],"]);
            altered.splice(place..place, part.repeat(random.below(5000)).into_bytes());
        }
    }
    altered
}

/// Alters the chunks of a PNG, and writes them with right lengths and checksums.
pub fn png(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    if random.once_in(8) {
        return bytes(random, input, others);
    }
    let owned = |file: &[u8]| -> Vec<Chunk> {
        let chunks = plain_png::chunks(file).into_iter();
        chunks.map(|(kind, data)| (kind, data.to_vec())).collect()
    };
    let mut chunks = owned(input);
    for _ in 0..1 + random.below(2) {
        let place = random.below(chunks.len());
        match random.below(8) {
            0 if !chunks.is_empty() => drop(chunks.remove(place)),
            1 if !chunks.is_empty() => {
                let copy = chunks[place].clone();
                chunks.insert(random.below(chunks.len() + 1), copy);
            }
            2 => {
                let new = ancillary(random);
                chunks.insert(random.below(chunks.len() + 1), new);
            }
            3 if !others.is_empty() => {
                let other = owned(random.choose::<Vec<u8>>(others));
                if !other.is_empty() {
                    let new = random.choose(&other).clone();
                    match chunks.get_mut(place) {
                        Some(chunk) if random.once_in(2) => *chunk = new,
                        _ => chunks.insert(place, new),
                    }
                }
            }
            _ if !chunks.is_empty() => alter_chunk(random, &mut chunks[place]),
            _ => (),
        }
    }
    let mut file = png_of(&chunks);
    if random.once_in(30) {
        file.extend(b"trailing");
    }
    file
}

/// Type and content.
pub type Chunk = ([u8; 4], Vec<u8>);

/// A PNG of these chunks.
pub fn png_of(chunks: &[Chunk]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in chunks {
        let mut checksum = crc32fast::Hasher::new();
        checksum.update(kind);
        checksum.update(data);
        file.extend((data.len() as u32).to_be_bytes());
        file.extend(kind);
        file.extend(data);
        file.extend(checksum.finalize().to_be_bytes());
    }
    file
}

fn alter_chunk(random: &mut Random, (kind, data): &mut Chunk) {
    match *kind {
        [b'I', b'H', b'D', b'R'] if data.len() == 13 && !random.once_in(10) => {
            match random.below(4) {
                0 => {
                    let side = 4 * random.below(2);
                    data[side..side + 4].copy_from_slice(&random.number().to_be_bytes());
                }
                // As large as an image may be.
                1 => data[..8].copy_from_slice(&[0, 0, 0x20, 0, 0, 0, 0x11, 0x2a]),
                2 => data[8] = *random.choose(&[1, 2, 4, 8, 16, 3]),
                _ => data[9 + random.below(4)] = random.byte() % 8,
            }
        }
        [b'I', b'D', b'A', b'T'] => match random.below(4) {
            0 => *data = bytes(random, data, &[]),
            _ => {
                let mut rows = Vec::new();
                let limit = 1 << 16;
                let decoder = flate2::read::ZlibDecoder::new(&**data);
                // What was there before the damage will do.
                let _ =
                    std::io::Read::read_to_end(&mut std::io::Read::take(decoder, limit), &mut rows);
                if !random.once_in(4) {
                    rows = bytes(random, &rows, &[]);
                }
                let level = flate2::Compression::new(random.below(10) as u32);
                let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), level);
                std::io::Write::write_all(&mut encoder, &rows).expect("writing to memory");
                *data = encoder.finish().expect("writing to memory");
            }
        },
        PROOF_CHUNK => *data = sidecar(random, data, &[]),
        ORIGINAL_CHUNK if !random.once_in(4) && data.len() > HEADER_BYTES => {
            let body = bytes(random, &data[HEADER_BYTES..], &[]);
            data.truncate(HEADER_BYTES);
            data.extend(body);
        }
        _ if random.once_in(4) => *kind = ancillary(random).0,
        _ => *data = bytes(random, data, &[]),
    }
}

fn ancillary(random: &mut Random) -> Chunk {
    const KINDS: [&[u8; 4]; 34] = [
        b"acTL", b"fcTL", b"fdAT", b"iCCP", b"gAMA", b"cHRM", b"cICP", b"mDCV", b"cLLI", b"sBIT",
        b"bKGD", b"tRNS", b"eXIf", b"eXIf", b"pHYs", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"sRGB",
        b"PLTE", b"IDAT", b"IHDR", b"IEND", b"hIST", b"sPLT", b"exIf", b"orNT", b"CgBI", b"prPf",
        b"prOR", b"msOG", b"caBX", b"pHYs",
    ];
    let kind = **random.choose(&KINDS);
    let data = match &kind {
        b"eXIf" => exif(random),
        b"PLTE" => (0..3 * random.below(300)).map(|i| i as u8).collect(),
        b"tRNS" => vec![255; random.below(300)],
        b"iTXt" => b"XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation='6'/>".to_vec(),
        _ => (0..random.below(40)).map(|_| random.byte() % 4).collect(),
    };
    (kind, data)
}

/// EXIF data of a few directories that point at one another.
fn exif(random: &mut Random) -> Vec<u8> {
    const TAGS: [u16; 8] = [0x112, 0x112, 0xa001, 0x8769, 0x8825, 0xa005, 0x100, 0x14a];
    let length = 8 + random.below(3000);
    let mut exif = b"MM\0*\0\0\0\x08".to_vec();
    while exif.len() < length {
        let count = if random.once_in(5) { random.below(250) } else { random.below(4) };
        exif.extend((count as u16).to_be_bytes());
        for _ in 0..count {
            exif.extend(random.choose(&TAGS).to_be_bytes());
            exif.extend((random.below(6) as u16).to_be_bytes());
            exif.extend(random.choose(&[1u32, 1, 1, 2, 0]).to_be_bytes());
            exif.extend((random.below(length) as u32).to_be_bytes());
        }
        let next = if random.once_in(2) { 0 } else { random.below(length) };
        exif.extend((next as u32).to_be_bytes());
    }
    exif
}

/// Alters a JPEG's bytes or its sizes, or a PNG.
pub fn photo(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    if input.starts_with(b"\x89PNG") {
        return png(random, input, others);
    }
    let mut bytes = bytes(random, input, others);
    if random.once_in(4) {
        let frame = |window: &[u8]| window[0] == 0xff && matches!(window[1], 0xc0..=0xc2);
        if let Some(place) = bytes.windows(10).position(frame) {
            let side = place + 5 + 2 * random.below(2);
            let length = random.number() as u16;
            bytes[side..side + 2].copy_from_slice(&length.to_be_bytes());
        }
    }
    bytes
}

/// Alters a JPEG as bytes, or as segments, each as long as it says.
pub fn jpeg(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    type Parts = Vec<(u8, Vec<u8>, Vec<u8>)>;
    let parts = |bytes: &[u8]| -> Parts {
        let jpeg = Jpeg::parse(bytes).ok();
        let segments = jpeg.iter().flat_map(|jpeg| jpeg.segments());
        segments.map(|s| (s.marker, s.payload.to_vec(), s.data.to_vec())).collect()
    };
    let mut altered = parts(input);
    if altered.is_empty() || random.once_in(3) {
        return photo(random, input, others);
    }
    for _ in 0..1 + random.below(3) {
        let place = random.below(altered.len());
        let target = random.below(altered.len());
        match random.below(8) {
            0 if altered.len() > 1 => drop(altered.remove(place)),
            1 => altered.insert(target, altered[place].clone()),
            2 => altered.swap(place, target),
            3 => altered[place].0 = random.byte(),
            4 | 5 => altered[place].1 = bytes(random, &altered[place].1, &[]),
            6 if !others.is_empty() => {
                let other = parts(random.choose::<Vec<u8>>(others));
                if !other.is_empty() {
                    altered.insert(target, random.choose(&other).clone());
                }
            }
            _ => {
                let scan = altered.iter().rposition(|part| !part.2.is_empty());
                let scan = scan.unwrap_or(place);
                altered[scan].2 = bytes(random, &altered[scan].2, &[]);
            }
        }
    }
    let mut file = vec![0xff, marker::SOI];
    for (marker, mut payload, data) in altered {
        payload.truncate(usize::from(u16::MAX) - 2);
        file.extend([0xff, marker]);
        file.extend((payload.len() as u16 + 2).to_be_bytes());
        file.extend(payload);
        file.extend(data);
    }
    file.extend([0xff, marker::EOI]);
    file
}

/// Alters a sealed proof.
pub fn sidecar(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    match envelope::open::<PublishedProof>(input) {
        Ok(mut proof) if !random.once_in(4) => {
            for _ in 0..1 + random.below(2) {
                alter_proof(random, &mut proof);
            }
            if random.once_in(2) {
                sign_again(&mut proof);
            }
            envelope::seal(&proof).to_vec()
        }
        _ => bytes(random, input, others),
    }
}

/// Alters the body of a proof.
pub fn body(random: &mut Random, input: &[u8], others: &[Vec<u8>]) -> Vec<u8> {
    if random.once_in(2) {
        return bytes(random, input, others);
    }
    let header = [&PublishedProof::MAGIC[..], &envelope::VERSION.to_le_bytes()].concat();
    let sealed = sidecar(random, &[&header[..], input].concat(), &[]);
    sealed.get(HEADER_BYTES..).unwrap_or_default().to_vec()
}

fn alter_proof(random: &mut Random, proof: &mut PublishedProof) {
    let Attestation { certificate, record, signature } = &mut proof.attestation;
    match random.below(16) {
        0 => record.time = random.next() >> random.below(64),
        1 => record.size = Size::dangerously_unchecked(random.number(), record.size.height()),
        2 => record.size = Size::dangerously_unchecked(record.size.width(), random.number()),
        3 => record.simulated = !record.simulated,
        4 => {
            let name = DeviceName::new("x".repeat(1 + random.below(64))).expect("a name");
            if random.once_in(2) {
                record.device_name = name.clone();
            }
            certificate.device_name = name;
        }
        5 => {
            let keys = [&mut certificate.maker.0[..], &mut certificate.device.0];
            let signatures = [&mut certificate.signature.0[..], &mut signature.0];
            let mut parts: Vec<&mut [u8]> = keys.into_iter().chain(signatures).collect();
            let part = random.below(parts.len());
            let byte = random.below(parts[part].len());
            parts[part][byte] ^= 1 << random.below(8);
        }
        6 => points(random, &mut proof.commitments),
        7 => proof.bound = text(random),
        8 | 9 => proof.recipe = recipe(random, &proof.recipe),
        10 => proof.chain.grouping = bytes(random, &proof.chain.grouping, &[]),
        11 => {
            // A part of another file.
            let other = &random.choose(seeds::known()).proof;
            match random.below(4) {
                0 => proof.commitments = other.commitments.clone(),
                1 => proof.recipe = other.recipe.clone(),
                2 => proof.chain = other.chain.clone(),
                _ => proof.chain.steps.extend(other.chain.steps.iter().cloned()),
            }
        }
        12 => list(random, &mut proof.chain.steps),
        _ => {
            let step = random.below(proof.chain.steps.len());
            if let Some(step) = proof.chain.steps.get_mut(step) {
                alter_step(random, step);
            }
        }
    }
}

fn alter_step(random: &mut Random, step: &mut StepProof) {
    match random.below(7) {
        0 => points(random, &mut step.output),
        1 => points(random, &mut step.auxiliary),
        2 => points(random, &mut step.multiplicities),
        3 => points(random, &mut step.later),
        4 => list(random, &mut step.proofs),
        _ => {
            let proof = random.below(step.proofs.len());
            if let Some(proof) = step.proofs.get_mut(proof) {
                if random.once_in(4) || proof.is_empty() {
                    *proof = bytes(random, proof, &[]);
                } else {
                    let byte = random.below(proof.len());
                    proof[byte] ^= 1 << random.below(8);
                }
            }
        }
    }
}

fn points(random: &mut Random, points: &mut Vec<ColumnCommitment>) {
    let point = random.below(points.len());
    match points.get_mut(point) {
        Some(point) if !random.once_in(3) => match random.below(4) {
            0 => point.0 = [0; 32],
            1 => point.0 = [0xff; 32],
            2 => point.0[31] ^= 0x80,
            _ => point.0[random.below(32)] ^= 1 << random.below(8),
        },
        _ => list(random, points),
    }
}

fn list<T: Clone>(random: &mut Random, items: &mut Vec<T>) {
    let (a, b) = (random.below(items.len()), random.below(items.len()));
    match random.below(5) {
        0 => items.clear(),
        1 if !items.is_empty() => drop(items.remove(a)),
        2 if !items.is_empty() => items.swap(a, b),
        3 if !items.is_empty() => items.resize(random.below(100), items[a].clone()),
        _ if !items.is_empty() => items.insert(b, items[a].clone()),
        _ => (),
    }
}

fn text(random: &mut Random) -> Option<String> {
    match random.below(4) {
        0 => None,
        1 => Some(String::new()),
        2 => Some("\u{1b}[2J\u{202e}".repeat(1 + random.below(5))),
        _ => Some("x".repeat(random.number() as usize % 5000)),
    }
}

fn example(random: &mut Random) -> Edit {
    let examples = random.choose(Edit::KINDS).examples();
    random.choose(&examples).clone()
}

/// An example of an edit with other numbers in it, as far as its types allow.
fn edit(random: &mut Random) -> Edit {
    let edit = example(random);
    let mut json = serde_json::to_value(&edit).expect("plain data");
    alter_numbers(random, &mut json);
    serde_json::from_value(json).unwrap_or(edit)
}

fn alter_numbers(random: &mut Random, json: &mut Value) {
    match json {
        Value::Number(_) if random.once_in(2) => {
            let number = random.number();
            // Parameters are of one to four bytes, with a sign or without.
            *json = match random.below(4) {
                0 => (number as i16).into(),
                1 => (number as u16).into(),
                2 => (number as u8 % 64).into(),
                _ => number.into(),
            };
        }
        Value::Array(items) => {
            if random.once_in(16) {
                items.truncate(random.below(items.len() + 1));
            }
            items.iter_mut().for_each(|item| alter_numbers(random, item));
        }
        Value::Object(members) => {
            members.values_mut().for_each(|member| alter_numbers(random, member));
        }
        _ => {}
    }
}

/// Another recipe: an edit more, less or other.
fn recipe(random: &mut Random, recipe: &Recipe) -> Recipe {
    let new = edit(random);
    let mut edits = recipe.edits().to_vec();
    let place = random.below(edits.len() + 1);
    match random.below(4) {
        0 if place < edits.len() => drop(edits.remove(place)),
        1 if place < edits.len() => edits[place] = new,
        2 => edits.resize(random.below(40), new),
        _ => edits.insert(place, new),
    }
    Recipe::new(edits)
}

/// Signs the claim again, as somebody with a camera and a maker of his own can. What is signed is
/// written down here once more, after `docs/format.md`.
pub fn sign_again(proof: &mut PublishedProof) {
    let maker = SigningKey::from_bytes(&seeds::MAKER_SECRET);
    let device = SigningKey::from_bytes(&seeds::DEVICE_SECRET);
    let size = proof.attestation.record.size;
    let hash = ImageHash::of(size, Layout::k_for_original(size), &proof.commitments);
    let Attestation { certificate, record, signature } = &mut proof.attestation;
    certificate.maker = PublicKey(maker.verifying_key().to_bytes());
    certificate.device = PublicKey(device.verifying_key().to_bytes());
    let name = certificate.device_name.as_str();
    let certified = [
        &b"proofroom device certificate v1"[..],
        &certificate.maker.0,
        &certificate.device.0,
        &(name.len() as u32).to_le_bytes(),
        name.as_bytes(),
        &[u8::from(certificate.simulated)],
    ];
    certificate.signature = Signature(maker.sign(&certified.concat()).to_bytes());
    let name = record.device_name.as_str();
    let mut said_by_version_2 = Vec::new();
    if record.version > 1 {
        said_by_version_2.push(record.clock as u8);
        said_by_version_2.push(u8::from(record.converted_from.is_some()));
        if let Some(space) = &record.converted_from {
            said_by_version_2.extend((space.as_str().len() as u32).to_le_bytes());
            said_by_version_2.extend(space.as_str().as_bytes());
        }
    }
    let captured = [
        &b"proofroom capture v1"[..],
        &hash.0,
        &record.version.to_le_bytes(),
        &record.size.width().to_le_bytes(),
        &record.size.height().to_le_bytes(),
        &record.time.to_le_bytes(),
        &(name.len() as u32).to_le_bytes(),
        name.as_bytes(),
        &[u8::from(record.simulated)],
        &said_by_version_2,
    ];
    *signature = Signature(device.sign(&captured.concat()).to_bytes());
}
