//! The functions that C calls. Every pointer is checked before it is used, and no panic gets out.
//!
//! `include/proofroom_camera.h` is made of this file; its comments are for readers of C.

// Pointers of C are read and written here, and nowhere else.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_char, c_void};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use ed25519_dalek::{Signer, SigningKey};
use proofroom_provenance::capture::unsigned::{CertificateError, UnsignedCertificate};
use proofroom_provenance::format::attestation::{PublicKey, Signature};
use proofroom_provenance::format::capture_record::DeviceName;
use zeroize::Zeroizing;

use crate::photo::{self, Photo};
use crate::status::ProofroomCameraStatus;
use crate::status::ProofroomCameraStatus as Status;

/// Bytes of a seed, a key, an image hash and a commitment.
pub const PROOFROOM_CAMERA_KEY_BYTES: usize = 32;
/// Bytes of a signature.
pub const PROOFROOM_CAMERA_SIGNATURE_BYTES: usize = 64;
/// The most bytes of a certificate, and of the message that its maker signs.
pub const PROOFROOM_CAMERA_CERTIFICATE_BYTES: usize = 197;
/// The most bytes of the message that a camera signs.
pub const PROOFROOM_CAMERA_MESSAGE_BYTES: usize = 139;
/// The most bytes of a name, without the zero at its end.
pub const PROOFROOM_CAMERA_NAME_BYTES: usize = 64;

/// What the library is told to do while it works: called on the thread that called the library, about once a column,
/// with the `context` given beside it and the part of the work that is done, 0 to 1000. If it returns false, the work
/// stops, and the photo can only be freed. It must not call the library for the same photo.
pub type ProofroomCameraProgress =
    Option<unsafe extern "C" fn(context: *mut c_void, permille: u32) -> bool>;

/// Receives a file piece by piece, with the `context` given beside it. It returns 0, or anything else to say that the
/// bytes could not be written.
pub type ProofroomCameraWrite =
    Option<unsafe extern "C" fn(context: *mut c_void, bytes: *const u8, count: usize) -> i32>;

/// A photo on its way. One thread at a time may use it; different photos are independent of each other.
pub struct ProofroomCameraPhoto {
    photo: Photo,
    progress: ProofroomCameraProgress,
    context: *mut c_void,
}

/// What a photo of some size needs.
#[repr(C)]
pub struct ProofroomCameraLayout {
    /// The binary logarithm of the rows of a column, 14 to 16.
    pub k: u32,
    /// Rows of the photo in a column. Stripes of `threads` times as many rows keep all threads busy.
    pub rows: u32,
    /// Columns, each with a commitment of 32 bytes.
    pub columns: u32,
    /// Bytes of a row of the photo.
    pub row_bytes: usize,
    /// Bytes of all commitments.
    pub commitments_bytes: usize,
    /// The most bytes of the chunk of the original.
    pub chunk_bytes: usize,
}

/// Runs `work`, and turns a panic into a status.
fn guarded(work: impl FnOnce() -> Result<(), Status>) -> Status {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => Status::Ok,
        Ok(Err(status)) => status,
        Err(panic) => {
            // What a panic carries could panic when it is dropped.
            std::mem::forget(panic);
            Status::Internal
        }
    }
}

/// `count` bytes of the caller's, `too_many` if no memory can hold them.
///
/// # Safety
/// If `from` is not null, as many bytes are there, and nobody writes to them meanwhile.
unsafe fn bytes<'a>(from: *const u8, count: usize, too_many: Status) -> Result<&'a [u8], Status> {
    if from.is_null() {
        return Err(Status::Null);
    }
    if isize::try_from(count).is_err() {
        return Err(too_many);
    }
    // SAFETY: the caller says so.
    Ok(unsafe { std::slice::from_raw_parts(from, count) })
}

/// A copy of N bytes of the caller's.
///
/// # Safety
/// If `from` is not null, as many bytes are there.
unsafe fn array<const N: usize>(from: *const u8) -> Result<Zeroizing<[u8; N]>, Status> {
    // SAFETY: the caller says so.
    let bytes = unsafe { bytes(from, N, Status::Null) }?;
    let mut array = Zeroizing::new([0; N]);
    array.copy_from_slice(bytes);
    Ok(array)
}

/// Copies a result of known length.
///
/// # Safety
/// If `to` is not null, there is room for it.
unsafe fn give(result: &[u8], to: *mut u8) -> Result<(), Status> {
    if to.is_null() {
        return Err(Status::Null);
    }
    // SAFETY: the caller says so, and the result is the library's own, so that they do not overlap.
    unsafe { std::ptr::copy_nonoverlapping(result.as_ptr(), to, result.len()) };
    Ok(())
}

/// Copies a result whose length the caller learns, into a buffer of `*length` bytes.
///
/// # Safety
/// If they are not null, `length` can be read and written, and so much room is in `to`.
unsafe fn give_with_length(result: &[u8], to: *mut u8, length: *mut usize) -> Result<(), Status> {
    if length.is_null() {
        return Err(Status::Null);
    }
    // SAFETY: the caller says so.
    let room = unsafe { length.read() };
    // SAFETY: as before.
    unsafe { length.write(result.len()) };
    if room < result.len() {
        return Err(Status::Buffer);
    }
    // SAFETY: there is room.
    unsafe { give(result, to) }
}

/// A name that ends with a zero.
///
/// # Safety
/// If `from` is not null, it has a zero within its first 65 bytes, or as many bytes.
unsafe fn name(from: *const c_char) -> Result<DeviceName, Status> {
    if from.is_null() {
        return Err(Status::Null);
    }
    let mut name = Vec::with_capacity(PROOFROOM_CAMERA_NAME_BYTES);
    for place in 0..=PROOFROOM_CAMERA_NAME_BYTES {
        // SAFETY: there was no zero before this byte.
        match unsafe { from.add(place).read() } as u8 {
            0 => break,
            byte => name.push(byte),
        }
    }
    let name = String::from_utf8(name).map_err(|_| Status::Name)?;
    DeviceName::new(name).map_err(|_| Status::Name)
}

impl ProofroomCameraPhoto {
    /// # Safety
    /// If it is not null, `proofroom_camera_begin` made it, nobody has freed it, and no other thread uses it.
    unsafe fn of<'a>(photo: *mut Self) -> Result<&'a mut Self, Status> {
        // SAFETY: the caller says so.
        unsafe { photo.as_mut() }.ok_or(Status::Null)
    }

    /// The photo, and what to ask whether to go on.
    fn watched(&mut self) -> (&mut Photo, impl FnMut(f64) -> bool + use<>) {
        let (progress, context) = (self.progress, self.context);
        let go_on = move |done: f64| match progress {
            // SAFETY: whoever gave the function says that it can be called with this context.
            Some(progress) => unsafe { progress(context, (1000.0 * done) as u32) },
            None => true,
        };
        (&mut self.photo, go_on)
    }
}

/// A writer that calls a function of C.
struct Writer {
    write: unsafe extern "C" fn(*mut c_void, *const u8, usize) -> i32,
    context: *mut c_void,
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // SAFETY: whoever gave the function says that it can be called with this context.
        match unsafe { (self.write)(self.context, bytes.as_ptr(), bytes.len()) } {
            0 => Ok(bytes.len()),
            _ => Err(io::ErrorKind::Other.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The version of the library, such as "0.1.0". The text is constant.
#[unsafe(no_mangle)]
pub extern "C" fn proofroom_camera_version() -> *const c_char {
    const VERSION: &CStr =
        match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
            Ok(version) => version,
            Err(_) => panic!("a version has no zero in it"),
        };
    VERSION.as_ptr()
}

/// A status as one line of English, for logs. The text is constant. A number that is no status gives one, too.
#[unsafe(no_mangle)]
pub extern "C" fn proofroom_camera_text(status: i32) -> *const c_char {
    Status::numbered(status).map_or(c"this number is no status", Status::text).as_ptr()
}

/// What a photo of this size needs.
///
/// # Safety
/// `layout` is null or can be written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_layout(
    width: u32,
    height: u32,
    layout: *mut ProofroomCameraLayout,
) -> ProofroomCameraStatus {
    guarded(|| {
        let size = photo::size(width, height)?;
        let of_size = photo::layout(size);
        if layout.is_null() {
            return Err(Status::Null);
        }
        let commitments_bytes = PROOFROOM_CAMERA_KEY_BYTES * of_size.columns;
        let found = ProofroomCameraLayout {
            k: of_size.k,
            rows: of_size.rows_in_column as u32,
            columns: of_size.columns as u32,
            row_bytes: size.row_bytes(),
            commitments_bytes,
            chunk_bytes: commitments_bytes + photo::CHUNK_BYTES_BESIDE_COMMITMENTS,
        };
        // SAFETY: it is not null, so that it can be written.
        unsafe { layout.write(found) };
        Ok(())
    })
}

/// Begins a photo of this size, and writes it to `*photo`, which the caller frees with proofroom_camera_free.
///
/// `seed` is 32 secret bytes, new for each photo, from the camera's generator of random numbers. The library keeps a copy
/// until the photo is freed, and wipes it then; the caller wipes its own. `threads` is how many threads may work at
/// once, the calling one among them, 1 to 256. `progress` may be null; `context` is given to it.
///
/// # Safety
/// `seed` is null or 32 bytes long, `photo` is null or can be written, and `progress` can be called with `context`
/// until the photo is freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_begin(
    width: u32,
    height: u32,
    seed: *const u8,
    threads: u32,
    progress: ProofroomCameraProgress,
    context: *mut c_void,
    photo: *mut *mut ProofroomCameraPhoto,
) -> ProofroomCameraStatus {
    guarded(|| {
        if photo.is_null() {
            return Err(Status::Null);
        }
        // SAFETY: it is not null, so that it can be written.
        unsafe { photo.write(std::ptr::null_mut()) };
        let size = photo::size(width, height)?;
        // SAFETY: the caller says so.
        let seed = unsafe { array(seed) }?;
        let begun = Photo::begin(size, &seed, threads)?;
        let boxed = Box::new(ProofroomCameraPhoto { photo: begun, progress, context });
        // SAFETY: as before.
        unsafe { photo.write(Box::into_raw(boxed)) };
        Ok(())
    })
}

/// Takes the next rows of the photo: `count` bytes of `pixels`, three a pixel (red, green, blue, as they are in the
/// file), row by row from the top, whole rows only and without space between them. Any number of rows is right; the
/// fastest is a multiple of `threads` times the rows of a column. The bytes are not needed afterwards.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `pixels` is null or `count` bytes long.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_rows(
    photo: *mut ProofroomCameraPhoto,
    pixels: *const u8,
    count: usize,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        // SAFETY: as before.
        let pixels = unsafe { bytes(pixels, count, Status::Rows) }?;
        let (photo, mut go_on) = photo.watched();
        photo.rows(pixels, &mut go_on)
    })
}

/// Computes the image hash after the last row, and writes its 32 bytes to `hash`. It may be public.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `hash` is null or has room for 32 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_commit(
    photo: *mut ProofroomCameraPhoto,
    hash: *mut u8,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        if hash.is_null() {
            return Err(Status::Null);
        }
        let (photo, mut go_on) = photo.watched();
        photo.commit(&mut go_on)?;
        // SAFETY: as before.
        unsafe { give(&photo.hash()?.0, hash) }
    })
}

/// Copies the commitments, 32 bytes for each column, into a buffer of `*length` bytes, and writes their length to
/// `*length`. They may be public. The chunk of the original holds them, so that few cameras need this function.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `length` is null or can be read and written; `commitments` is null
/// or has room for `*length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_commitments(
    photo: *mut ProofroomCameraPhoto,
    commitments: *mut u8,
    length: *mut usize,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        let all: Vec<u8> =
            photo.photo.commitments()?.iter().flat_map(|commitment| commitment.0).collect();
        // SAFETY: as before.
        unsafe { give_with_length(&all, commitments, length) }
    })
}

/// Copies the bytes that the camera signs with its key (ed25519 as in RFC 8032, over the message itself and not over a
/// hash of it) into a buffer of `*length` bytes, and writes their length to `*length`: at most
/// PROOFROOM_CAMERA_MESSAGE_BYTES.
///
/// The message says that the device of `certificate` took the photo of this hash and size at `time`, in seconds since
/// 1970-01-01 00:00 UTC by its own clock. Whether the device is simulated is as its certificate says. Another message may
/// be asked for; an earlier signature is then dropped, even if the buffer is too small.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `certificate` is null or `certificate_length` bytes long; `length` is
/// null or can be read and written; `message` is null or has room for `*length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_message(
    photo: *mut ProofroomCameraPhoto,
    certificate: *const u8,
    certificate_length: usize,
    time: u64,
    message: *mut u8,
    length: *mut usize,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        // SAFETY: as before.
        let certificate = unsafe { bytes(certificate, certificate_length, Status::Certificate) }?;
        let signed = photo.photo.message(certificate, time)?;
        // SAFETY: as before.
        unsafe { give_with_length(&signed, message, length) }
    })
}

/// Takes the camera's signature over the message, 64 bytes, and checks it as every reader will.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `signature` is null or 64 bytes long.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_sign(
    photo: *mut ProofroomCameraPhoto,
    signature: *const u8,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        // SAFETY: as before.
        let signature = unsafe { array(signature) }?;
        photo.photo.sign(*signature)
    })
}

/// Copies the chunk of the original into a buffer of `*length` bytes, and writes its length to `*length`. A PNG of the
/// photo (8 bits, RGB, without any other ancillary chunk) in which these bytes stand right before its IEND chunk is the
/// original. The chunk holds the seed, so that it is as secret as the photo; the caller wipes it.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `length` is null or can be read and written; `chunk` is null or has
/// room for `*length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_chunk(
    photo: *mut ProofroomCameraPhoto,
    chunk: *mut u8,
    length: *mut usize,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        // SAFETY: as before.
        unsafe { give_with_length(&photo.photo.chunk()?, chunk, length) }
    })
}

/// Writes the whole file of the original, a PNG, piece by piece: `count` bytes of `pixels`, all rows of the photo once
/// more, and the chunk. The compressed pixels are in memory at once. The file is as secret as the photo. On a failure,
/// what was written is no original, and the caller removes it.
///
/// # Safety
/// `photo` is null or a photo that was not freed; `pixels` is null or `count` bytes long; `write` can be called with
/// `context`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_original(
    photo: *mut ProofroomCameraPhoto,
    pixels: *const u8,
    count: usize,
    write: ProofroomCameraWrite,
    context: *mut c_void,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let photo = unsafe { ProofroomCameraPhoto::of(photo) }?;
        // SAFETY: as before.
        let pixels = unsafe { bytes(pixels, count, Status::Pixels) }?;
        let write = write.ok_or(Status::Null)?;
        photo.photo.original(pixels, Writer { write, context })
    })
}

/// Frees a photo, and wipes its seed and what is kept of its pixels. Null is ignored.
///
/// # Safety
/// `photo` is null or a photo that was not freed, and no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_free(photo: *mut ProofroomCameraPhoto) {
    guarded(|| {
        if !photo.is_null() {
            // SAFETY: the caller says so.
            drop(unsafe { Box::from_raw(photo) });
        }
        Ok(())
    });
}

/// The certificate, unsigned.
///
/// # Safety
/// Keys are null or 32 bytes long; the name is null or ends with a zero.
unsafe fn unsigned(
    maker: *const u8,
    device: *const u8,
    device_name: *const c_char,
    simulated: bool,
) -> Result<UnsignedCertificate, Status> {
    // SAFETY: the caller says so.
    let [maker, device] = unsafe { [array(maker)?, array(device)?] }.map(|key| PublicKey(*key));
    // SAFETY: as before.
    let name = unsafe { name(device_name) }?;
    UnsignedCertificate::new(maker, device, name, simulated).map_err(|error| match error {
        CertificateError::Key | CertificateError::Notary => Status::Key,
        _ => Status::Certificate,
    })
}

/// For makers: copies the bytes that the maker signs with its key, to certify a device, into a buffer of `*length`
/// bytes, and writes their length to `*length`: at most PROOFROOM_CAMERA_CERTIFICATE_BYTES. `maker` and `device` are
/// public keys, 32 bytes each and not the same; `name` is the device's, 1 to 64 bytes of UTF-8 and a zero. `simulated` is
/// false only for a device that signs nothing but what its own sensor took.
///
/// # Safety
/// `maker` and `device` are null or 32 bytes long; `name` is null or ends with a zero; `length` is null or can be read
/// and written; `message` is null or has room for `*length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_certificate_message(
    maker: *const u8,
    device: *const u8,
    name: *const c_char,
    simulated: bool,
    message: *mut u8,
    length: *mut usize,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let unsigned = unsafe { unsigned(maker, device, name, simulated) }?;
        // SAFETY: as before.
        unsafe { give_with_length(&unsigned.message(), message, length) }
    })
}

/// For makers: checks the maker's signature over that message, 64 bytes, and copies the certificate into a buffer of
/// `*length` bytes; its length is written to `*length`: at most PROOFROOM_CAMERA_CERTIFICATE_BYTES. The camera keeps the
/// certificate. It is public.
///
/// # Safety
/// As for proofroom_camera_certificate_message; `signature` is null or 64 bytes long, `certificate` is null or has room
/// for `*length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_certificate(
    maker: *const u8,
    device: *const u8,
    name: *const c_char,
    simulated: bool,
    signature: *const u8,
    certificate: *mut u8,
    length: *mut usize,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let unsigned = unsafe { unsigned(maker, device, name, simulated) }?;
        // SAFETY: as before.
        let signature = unsafe { array(signature) }?;
        let signed = unsigned.signed(Signature(*signature)).map_err(|_| Status::Signature)?;
        // SAFETY: as before.
        unsafe { give_with_length(&signed.to_bytes(), certificate, length) }
    })
}

/// For tests and simulators: the public key, 32 bytes, of a secret key of 32 bytes (the seed of RFC 8032). A camera's own
/// key is made in its key store and never leaves it.
///
/// # Safety
/// `secret` is null or 32 bytes long; `key` is null or has room for 32 bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_software_key(
    secret: *const u8,
    key: *mut u8,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let secret = unsafe { array(secret) }?;
        let public = SigningKey::from_bytes(&secret).verifying_key();
        // SAFETY: as before.
        unsafe { give(public.as_bytes(), key) }
    })
}

/// For tests and simulators: signs a message of `count` bytes with a secret key of 32 bytes, and writes the 64 bytes of
/// the signature.
///
/// # Safety
/// `secret` is null or 32 bytes long; `message` is null or `count` bytes long; `signature` is null or has room for 64
/// bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn proofroom_camera_software_sign(
    secret: *const u8,
    message: *const u8,
    count: usize,
    signature: *mut u8,
) -> ProofroomCameraStatus {
    guarded(|| {
        // SAFETY: the caller says so.
        let secret = unsafe { array(secret) }?;
        // SAFETY: as before.
        let message = unsafe { bytes(message, count, Status::Buffer) }?;
        let signed = SigningKey::from_bytes(&secret).sign(message);
        // SAFETY: as before.
        unsafe { give(&signed.to_bytes(), signature) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_status() {
        assert_eq!(guarded(|| panic!("a defect")), Status::Internal);
        assert_eq!(guarded(|| Err(Status::Rows)), Status::Rows);
        assert_eq!(guarded(|| Ok(())), Status::Ok);
    }
}
