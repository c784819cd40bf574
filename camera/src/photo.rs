//! A photo from its pixels to the file of an original: rows, hash, message, signature, file.

use std::io::Write;
use std::num::NonZeroUsize;

use proofroom_provenance::capture::unsigned::{UnsignedCapture, read_certificate};
use proofroom_provenance::circuits::{
    ColumnCommitment, CommittedStripes, ImageHash, Layout, Seed, Size, Stripes, StripesError,
};
use proofroom_provenance::format::attestation::{Attestation, Signature};
use proofroom_provenance::format::capture_record::{CaptureRecord, Clock, Moment};
use proofroom_provenance::format::original;
use proofroom_provenance::format::png::{self, ORIGINAL_CHUNK};
use zeroize::Zeroizing;

use crate::status::ProofroomCameraStatus as Status;

/// The most bytes of the chunk of an original besides its commitments: length, type and checksum; magic and version; k,
/// seed, certificate and capture record with names of 64 bytes, signature, number of commitments.
pub const CHUNK_BYTES_BESIDE_COMMITMENTS: usize = 12 + 10 + 4 + 32 + 197 + 87 + 64 + 4;

/// The most threads that may work on one photo.
pub const MAX_THREADS: u32 = 256;

/// Asked at least once a column whether to go on; told which part of the work is done, 0 to 1.
pub type GoOn<'a> = &'a mut dyn FnMut(f64) -> bool;

/// A photo.
pub struct Photo {
    size: Size,
    state: State,
}

enum State {
    /// Rows arrive.
    Rows(Stripes),
    /// All rows have arrived, and the hash is known.
    Committed(Box<Committed>),
    /// It was stopped, or something went wrong inside.
    Lost,
}

struct Committed {
    stripes: CommittedStripes,
    unsigned: Option<UnsignedCapture>,
    attestation: Option<Attestation>,
}

/// A size that the format allows.
///
/// # Errors
/// Any other.
pub fn size(width: u32, height: u32) -> Result<Size, Status> {
    Size::new(width, height).map_err(|_| Status::Size)
}

impl Photo {
    /// A photo of this size whose rows are about to arrive.
    ///
    /// # Errors
    /// A seed that cannot be random, or a number of threads that is out of range.
    pub fn begin(size: Size, seed: &[u8; 32], threads: u32) -> Result<Self, Status> {
        if seed.iter().all(|byte| *byte == seed[0]) {
            return Err(Status::Seed);
        }
        let number = if threads > MAX_THREADS { 0 } else { threads as usize };
        let threads = NonZeroUsize::new(number).ok_or(Status::Threads)?;
        let seed = Seed::dangerously_from_bytes(*seed);
        Ok(Photo { size, state: State::Rows(Stripes::new(size, &seed, threads)) })
    }

    /// Takes the next rows.
    ///
    /// # Errors
    /// Rows that the photo does not have, of which none is taken, or a stop.
    pub fn rows(&mut self, pixels: &[u8], go_on: GoOn<'_>) -> Result<(), Status> {
        // Whatever is not put back, because of a panic too, is lost.
        match std::mem::replace(&mut self.state, State::Lost) {
            State::Rows(mut stripes) => {
                let added = stripes.add(pixels, go_on).map_err(of_stripes);
                if added != Err(Status::Stopped) {
                    self.state = State::Rows(stripes);
                }
                added
            }
            other => {
                self.state = other;
                Err(Status::Order)
            }
        }
    }

    /// Computes the hash after the last row.
    ///
    /// # Errors
    /// Missing rows, which may still come, or a stop.
    pub fn commit(&mut self, go_on: GoOn<'_>) -> Result<(), Status> {
        match std::mem::replace(&mut self.state, State::Lost) {
            State::Rows(stripes) if !stripes.is_complete() => {
                self.state = State::Rows(stripes);
                Err(Status::Missing)
            }
            State::Rows(stripes) => {
                let stripes = stripes.commit(go_on).map_err(of_stripes)?;
                let committed = Committed { stripes, unsigned: None, attestation: None };
                self.state = State::Committed(Box::new(committed));
                Ok(())
            }
            other => {
                self.state = other;
                Err(Status::Order)
            }
        }
    }

    fn committed(&self) -> Result<&Committed, Status> {
        match &self.state {
            State::Committed(committed) => Ok(committed),
            State::Rows(_) | State::Lost => Err(Status::Order),
        }
    }

    fn committed_mut(&mut self) -> Result<&mut Committed, Status> {
        match &mut self.state {
            State::Committed(committed) => Ok(committed),
            State::Rows(_) | State::Lost => Err(Status::Order),
        }
    }

    /// The image hash.
    ///
    /// # Errors
    /// If it is not known yet.
    pub fn hash(&self) -> Result<ImageHash, Status> {
        Ok(self.committed()?.stripes.hash())
    }

    /// The commitments to the columns.
    ///
    /// # Errors
    /// If they are not known yet.
    pub fn commitments(&self) -> Result<&[ColumnCommitment], Status> {
        Ok(self.committed()?.stripes.commitments())
    }

    /// The bytes that the camera signs: its statement that it took this photo at this time by its own clock, in seconds
    /// since 1970. An earlier signature is dropped.
    ///
    /// # Errors
    /// If the hash is not known yet, a certificate of nobody, an impossible time.
    pub fn message(&mut self, certificate: &[u8], time: u64) -> Result<Vec<u8>, Status> {
        let size = self.size;
        let committed = self.committed_mut()?;
        let certificate = read_certificate(certificate).map_err(|_| Status::Certificate)?;
        if time > CaptureRecord::MAX_TIME {
            return Err(Status::Time);
        }
        let moment = Moment { time, clock: Clock::Camera };
        let unsigned = UnsignedCapture::new(committed.stripes.hash(), size, moment, certificate);
        let message = unsigned.message();
        committed.unsigned = Some(unsigned);
        committed.attestation = None;
        Ok(message)
    }

    /// Takes the camera's signature over the message, and checks it as every reader will.
    ///
    /// # Errors
    /// If there is no message, or the signature is another.
    pub fn sign(&mut self, signature: [u8; 64]) -> Result<(), Status> {
        let committed = self.committed_mut()?;
        let unsigned = committed.unsigned.as_ref().ok_or(Status::Order)?;
        let signed = unsigned.signed(Signature(signature)).map_err(|_| Status::Signature)?;
        committed.attestation = Some(signed);
        Ok(())
    }

    /// The content of the chunk that makes a PNG of the photo an original. It holds the seed.
    fn record(&self) -> Result<Zeroizing<Vec<u8>>, Status> {
        let Committed { stripes, attestation, .. } = self.committed()?;
        let attestation = attestation.clone().ok_or(Status::Order)?;
        Ok(original::record(attestation, stripes.seed(), stripes.commitments()))
    }

    /// That chunk as it is in the file: length, type, content, checksum.
    ///
    /// # Errors
    /// If there is no signature.
    pub fn chunk(&self) -> Result<Zeroizing<Vec<u8>>, Status> {
        Ok(Zeroizing::new(png::framed(ORIGINAL_CHUNK, &self.record()?)))
    }

    /// Writes the file of the original.
    ///
    /// # Errors
    /// If there is no signature, other pixels than those that arrived, or an error of the writer.
    pub fn original(&self, pixels: &[u8], to: impl Write) -> Result<(), Status> {
        let record = self.record()?;
        if pixels.len() != self.size.bytes() || !self.committed()?.stripes.are_of(pixels) {
            return Err(Status::Pixels);
        }
        png::write(to, self.size, pixels, Some((ORIGINAL_CHUNK, &record)))
            .map_err(|_| Status::Write)
    }
}

/// How a photo of this size lies in columns.
pub fn layout(size: Size) -> Layout {
    Layout::of_original(size)
}

fn of_stripes(error: StripesError) -> Status {
    match error {
        StripesError::PartOfRow | StripesError::TooMany => Status::Rows,
        StripesError::Missing => Status::Missing,
        StripesError::Cancelled(_) => Status::Stopped,
        _ => Status::Internal,
    }
}
