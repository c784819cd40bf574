// What a camera computes and signs for Proofroom. docs/cameras.md says what all of this is for.
//
// Link with the static library: cc firmware.c libproofroom_camera.a -lpthread -lm -ldl
//
// Functions return a status; proofroom_camera_text() gives it as a sentence. The library keeps nothing between calls but
// public constants, which it computes when they are first needed. It draws no random number, reads no clock and no file,
// and starts no thread that it was not asked for.
//
// Buffers belong to the caller, and are read or written during the call only. Where a function writes a result of unknown
// length, it is given a buffer and a pointer to its length; it writes the length of the result there, even if the buffer
// is too small (PROOFROOM_CAMERA_STATUS_BUFFER) or null with a length of 0.
//
// This file is made from the source of the library.

#ifndef PROOFROOM_CAMERA_H
#define PROOFROOM_CAMERA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Bytes of a seed, a key, an image hash and a commitment.
#define PROOFROOM_CAMERA_KEY_BYTES 32

// Bytes of a signature.
#define PROOFROOM_CAMERA_SIGNATURE_BYTES 64

// The most bytes of a certificate, and of the message that its maker signs.
#define PROOFROOM_CAMERA_CERTIFICATE_BYTES 197

// The most bytes of the message that a camera signs.
#define PROOFROOM_CAMERA_MESSAGE_BYTES 139

// The most bytes of a name, without the zero at its end.
#define PROOFROOM_CAMERA_NAME_BYTES 64

// Whether a function did what it was asked to do. On everything but PROOFROOM_CAMERA_STATUS_OK it did nothing, unless its own
// comment says what.
enum proofroom_camera_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
  // It did.
  PROOFROOM_CAMERA_STATUS_OK = 0,
  // A pointer is null that must not be.
  PROOFROOM_CAMERA_STATUS_NULL = 1,
  // Width or height is 0 or above 16384, or there are more than 120,000,000 pixels.
  PROOFROOM_CAMERA_STATUS_SIZE = 2,
  // All bytes of the seed are the same: the generator of random numbers does not work.
  PROOFROOM_CAMERA_STATUS_SEED = 3,
  // The number of threads is 0 or above 256.
  PROOFROOM_CAMERA_STATUS_THREADS = 4,
  // The bytes are not whole rows, or more than the photo has.
  PROOFROOM_CAMERA_STATUS_ROWS = 5,
  // Rows of the photo are missing.
  PROOFROOM_CAMERA_STATUS_MISSING = 6,
  // The function was called before another that must come first, or for a photo that was stopped.
  PROOFROOM_CAMERA_STATUS_ORDER = 7,
  // A buffer is too small for the result. What is written to its length is the length that it must have.
  PROOFROOM_CAMERA_STATUS_BUFFER = 8,
  // A key is not one under which signatures can be checked.
  PROOFROOM_CAMERA_STATUS_KEY = 9,
  // A name is empty, longer than 64 bytes, not UTF-8, or has characters that are not allowed.
  PROOFROOM_CAMERA_STATUS_NAME = 10,
  // The bytes are not the certificate of a device, or its maker did not sign it.
  PROOFROOM_CAMERA_STATUS_CERTIFICATE = 11,
  // The time is after the year 9999.
  PROOFROOM_CAMERA_STATUS_TIME = 12,
  // The signature is not that of this key over this message.
  PROOFROOM_CAMERA_STATUS_SIGNATURE = 13,
  // These are not the pixels that the hash was made of.
  PROOFROOM_CAMERA_STATUS_PIXELS = 14,
  // The progress function stopped it.
  PROOFROOM_CAMERA_STATUS_STOPPED = 15,
  // The write function reported an error.
  PROOFROOM_CAMERA_STATUS_WRITE = 16,
  // A defect of this library, or no memory or thread was to be had.
  PROOFROOM_CAMERA_STATUS_INTERNAL = 17,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum proofroom_camera_status proofroom_camera_status;
#else
typedef int32_t proofroom_camera_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A photo on its way. One thread at a time may use it; different photos are independent of each other.
typedef struct proofroom_camera_photo proofroom_camera_photo;

// What a photo of some size needs.
typedef struct {
  // The binary logarithm of the rows of a column, 14 to 16.
  uint32_t k;
  // Rows of the photo in a column. Stripes of `threads` times as many rows keep all threads busy.
  uint32_t rows;
  // Columns, each with a commitment of 32 bytes.
  uint32_t columns;
  // Bytes of a row of the photo.
  size_t row_bytes;
  // Bytes of all commitments.
  size_t commitments_bytes;
  // The most bytes of the chunk of the original.
  size_t chunk_bytes;
} proofroom_camera_sizes;

// What the library is told to do while it works: called on the thread that called the library, about once a column,
// with the `context` given beside it and the part of the work that is done, 0 to 1000. If it returns false, the work
// stops, and the photo can only be freed. It must not call the library for the same photo.
typedef bool (*proofroom_camera_progress)(void *context, uint32_t permille);

// Receives a file piece by piece, with the `context` given beside it. It returns 0, or anything else to say that the
// bytes could not be written.
typedef int32_t (*proofroom_camera_write)(void *context, const uint8_t *bytes, size_t count);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The version of the library, such as "0.1.0". The text is constant.
const char *proofroom_camera_version(void);

// A status as one line of English, for logs. The text is constant. A number that is no status gives one, too.
const char *proofroom_camera_text(int32_t status);

// What a photo of this size needs.
//
// Pointers:
// `layout` is null or can be written.
proofroom_camera_status proofroom_camera_layout(uint32_t width,
                                                uint32_t height,
                                                proofroom_camera_sizes *layout);

// Begins a photo of this size, and writes it to `*photo`, which the caller frees with proofroom_camera_free.
//
// `seed` is 32 secret bytes, new for each photo, from the camera's generator of random numbers. The library keeps a copy
// until the photo is freed, and wipes it then; the caller wipes its own. `threads` is how many threads may work at
// once, the calling one among them, 1 to 256. `progress` may be null; `context` is given to it.
//
// Pointers:
// `seed` is null or 32 bytes long, `photo` is null or can be written, and `progress` can be called with `context`
// until the photo is freed.
proofroom_camera_status proofroom_camera_begin(uint32_t width,
                                               uint32_t height,
                                               const uint8_t *seed,
                                               uint32_t threads,
                                               proofroom_camera_progress progress,
                                               void *context,
                                               proofroom_camera_photo **photo);

// Takes the next rows of the photo: `count` bytes of `pixels`, three a pixel (red, green, blue, as they are in the
// file), row by row from the top, whole rows only and without space between them. Any number of rows is right; the
// fastest is a multiple of `threads` times the rows of a column. The bytes are not needed afterwards.
//
// Pointers:
// `photo` is null or a photo that was not freed; `pixels` is null or `count` bytes long.
proofroom_camera_status proofroom_camera_rows(proofroom_camera_photo *photo,
                                              const uint8_t *pixels,
                                              size_t count);

// Computes the image hash after the last row, and writes its 32 bytes to `hash`. It may be public.
//
// Pointers:
// `photo` is null or a photo that was not freed; `hash` is null or has room for 32 bytes.
proofroom_camera_status proofroom_camera_commit(proofroom_camera_photo *photo, uint8_t *hash);

// Copies the commitments, 32 bytes for each column, into a buffer of `*length` bytes, and writes their length to
// `*length`. They may be public. The chunk of the original holds them, so that few cameras need this function.
//
// Pointers:
// `photo` is null or a photo that was not freed; `length` is null or can be read and written; `commitments` is null
// or has room for `*length` bytes.
proofroom_camera_status proofroom_camera_commitments(proofroom_camera_photo *photo,
                                                     uint8_t *commitments,
                                                     size_t *length);

// Copies the bytes that the camera signs with its key (ed25519 as in RFC 8032, over the message itself and not over a
// hash of it) into a buffer of `*length` bytes, and writes their length to `*length`: at most
// PROOFROOM_CAMERA_MESSAGE_BYTES.
//
// The message says that the device of `certificate` took the photo of this hash and size at `time`, in seconds since
// 1970-01-01 00:00 UTC by its own clock. Whether the device is simulated is as its certificate says. Another message may
// be asked for; an earlier signature is then dropped, even if the buffer is too small.
//
// Pointers:
// `photo` is null or a photo that was not freed; `certificate` is null or `certificate_length` bytes long; `length` is
// null or can be read and written; `message` is null or has room for `*length` bytes.
proofroom_camera_status proofroom_camera_message(proofroom_camera_photo *photo,
                                                 const uint8_t *certificate,
                                                 size_t certificate_length,
                                                 uint64_t time,
                                                 uint8_t *message,
                                                 size_t *length);

// Takes the camera's signature over the message, 64 bytes, and checks it as every reader will.
//
// Pointers:
// `photo` is null or a photo that was not freed; `signature` is null or 64 bytes long.
proofroom_camera_status proofroom_camera_sign(proofroom_camera_photo *photo,
                                              const uint8_t *signature);

// Copies the chunk of the original into a buffer of `*length` bytes, and writes its length to `*length`. A PNG of the
// photo (8 bits, RGB, without any other ancillary chunk) in which these bytes stand right before its IEND chunk is the
// original. The chunk holds the seed, so that it is as secret as the photo; the caller wipes it.
//
// Pointers:
// `photo` is null or a photo that was not freed; `length` is null or can be read and written; `chunk` is null or has
// room for `*length` bytes.
proofroom_camera_status proofroom_camera_chunk(proofroom_camera_photo *photo,
                                               uint8_t *chunk,
                                               size_t *length);

// Writes the whole file of the original, a PNG, piece by piece: `count` bytes of `pixels`, all rows of the photo once
// more, and the chunk. The compressed pixels are in memory at once. The file is as secret as the photo. On a failure,
// what was written is no original, and the caller removes it.
//
// Pointers:
// `photo` is null or a photo that was not freed; `pixels` is null or `count` bytes long; `write` can be called with
// `context`.
proofroom_camera_status proofroom_camera_original(proofroom_camera_photo *photo,
                                                  const uint8_t *pixels,
                                                  size_t count,
                                                  proofroom_camera_write write,
                                                  void *context);

// Frees a photo, and wipes its seed and what is kept of its pixels. Null is ignored.
//
// Pointers:
// `photo` is null or a photo that was not freed, and no other thread uses it.
void proofroom_camera_free(proofroom_camera_photo *photo);

// For makers: copies the bytes that the maker signs with its key, to certify a device, into a buffer of `*length`
// bytes, and writes their length to `*length`: at most PROOFROOM_CAMERA_CERTIFICATE_BYTES. `maker` and `device` are
// public keys, 32 bytes each and not the same; `name` is the device's, 1 to 64 bytes of UTF-8 and a zero. `simulated` is
// false only for a device that signs nothing but what its own sensor took.
//
// Pointers:
// `maker` and `device` are null or 32 bytes long; `name` is null or ends with a zero; `length` is null or can be read
// and written; `message` is null or has room for `*length` bytes.
proofroom_camera_status proofroom_camera_certificate_message(const uint8_t *maker,
                                                             const uint8_t *device,
                                                             const char *name,
                                                             bool simulated,
                                                             uint8_t *message,
                                                             size_t *length);

// For makers: checks the maker's signature over that message, 64 bytes, and copies the certificate into a buffer of
// `*length` bytes; its length is written to `*length`: at most PROOFROOM_CAMERA_CERTIFICATE_BYTES. The camera keeps the
// certificate. It is public.
//
// Pointers:
// As for proofroom_camera_certificate_message; `signature` is null or 64 bytes long, `certificate` is null or has room
// for `*length` bytes.
proofroom_camera_status proofroom_camera_certificate(const uint8_t *maker,
                                                     const uint8_t *device,
                                                     const char *name,
                                                     bool simulated,
                                                     const uint8_t *signature,
                                                     uint8_t *certificate,
                                                     size_t *length);

// For tests and simulators: the public key, 32 bytes, of a secret key of 32 bytes (the seed of RFC 8032). A camera's own
// key is made in its key store and never leaves it.
//
// Pointers:
// `secret` is null or 32 bytes long; `key` is null or has room for 32 bytes.
proofroom_camera_status proofroom_camera_software_key(const uint8_t *secret,
                                                      uint8_t *key);

// For tests and simulators: signs a message of `count` bytes with a secret key of 32 bytes, and writes the 64 bytes of
// the signature.
//
// Pointers:
// `secret` is null or 32 bytes long; `message` is null or `count` bytes long; `signature` is null or has room for 64
// bytes.
proofroom_camera_status proofroom_camera_software_sign(const uint8_t *secret,
                                                       const uint8_t *message,
                                                       size_t count,
                                                       uint8_t *signature);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* PROOFROOM_CAMERA_H */
