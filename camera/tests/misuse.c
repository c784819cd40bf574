// Each way to call the library wrongly gives its status, and does nothing else.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proofroom_camera.h"

static int failures = 0;

#define EXPECT(wanted, call)                                                                     \
    do {                                                                                         \
        proofroom_camera_status found = (call);                                                  \
        if (found != PROOFROOM_CAMERA_STATUS_##wanted) {                                         \
            printf("line %d: %s is \"%s\"\n", __LINE__, #call, proofroom_camera_text(found));    \
            failures++;                                                                          \
        }                                                                                        \
    } while (0)

#define CHECK(condition)                                                                         \
    do {                                                                                         \
        if (!(condition)) {                                                                      \
            printf("line %d: not %s\n", __LINE__, #condition);                                   \
            failures++;                                                                          \
        }                                                                                        \
    } while (0)

enum { WIDTH = 1800, HEIGHT = 5, ROW = 3 * WIDTH };

static uint8_t pixels[ROW * HEIGHT];
static uint8_t seed[32], maker_secret[32], device_secret[32], maker[32], device[32];
static uint8_t certificate[PROOFROOM_CAMERA_CERTIFICATE_BYTES];
static size_t certificate_length = sizeof certificate;

static proofroom_camera_photo *begun(void) {
    proofroom_camera_photo *photo = NULL;
    EXPECT(OK, proofroom_camera_begin(WIDTH, HEIGHT, seed, 1, NULL, NULL, &photo));
    return photo;
}

static proofroom_camera_photo *committed(uint8_t *hash) {
    proofroom_camera_photo *photo = begun();
    EXPECT(OK, proofroom_camera_rows(photo, pixels, sizeof pixels));
    EXPECT(OK, proofroom_camera_commit(photo, hash));
    return photo;
}

static bool stops(void *context, uint32_t permille) {
    (void)permille;
    return *(bool *)context;
}

static int32_t counts(void *context, const uint8_t *bytes, size_t count) {
    (void)bytes;
    *(size_t *)context += count;
    return 0;
}

static int32_t fails(void *context, const uint8_t *bytes, size_t count) {
    (void)context, (void)bytes, (void)count;
    return 28;
}

static void certificates(void) {
    uint8_t message[PROOFROOM_CAMERA_CERTIFICATE_BYTES], signature[64], weak[32] = {0};
    char long_name[66];
    size_t length = sizeof message;
    memset(long_name, 'x', sizeof long_name); // Without a zero at its end.
    EXPECT(OK, proofroom_camera_certificate_message(maker, device, "Test", false, message, &length));
    size_t whole = length;
    EXPECT(OK, proofroom_camera_software_sign(maker_secret, message, length, signature));
    EXPECT(NULL, proofroom_camera_certificate_message(NULL, device, "Test", false, message, &length));
    EXPECT(NULL, proofroom_camera_certificate_message(maker, NULL, "Test", false, message, &length));
    EXPECT(NULL, proofroom_camera_certificate_message(maker, device, NULL, false, message, &length));
    EXPECT(NULL, proofroom_camera_certificate_message(maker, device, "Test", false, NULL, &length));
    EXPECT(NULL, proofroom_camera_certificate_message(maker, device, "Test", false, message, NULL));
    EXPECT(KEY, proofroom_camera_certificate_message(weak, device, "Test", false, message, &length));
    EXPECT(KEY, proofroom_camera_certificate_message(maker, weak, "Test", false, message, &length));
    EXPECT(KEY, proofroom_camera_certificate_message(maker, maker, "Test", false, message, &length));
    EXPECT(NAME, proofroom_camera_certificate_message(maker, device, "", false, message, &length));
    EXPECT(NAME, proofroom_camera_certificate_message(maker, device, "a\nb", false, message, &length));
    EXPECT(NAME, proofroom_camera_certificate_message(maker, device, "\xff", false, message, &length));
    EXPECT(NAME,
           proofroom_camera_certificate_message(maker, device, long_name, false, message, &length));
    long_name[64] = 0;
    length = sizeof message;
    EXPECT(OK,
           proofroom_camera_certificate_message(maker, device, long_name, false, message, &length));
    length = whole - 1;
    EXPECT(BUFFER, proofroom_camera_certificate_message(maker, device, "Test", false, message, &length));
    CHECK(length == whole);
    length = 0;
    EXPECT(BUFFER, proofroom_camera_certificate_message(maker, device, "Test", false, NULL, &length));
    CHECK(length == whole);

    // The maker signed that the device is no simulator, and nothing else.
    EXPECT(SIGNATURE, proofroom_camera_certificate(maker, device, "Test", true, signature, certificate,
                                                   &certificate_length));
    EXPECT(SIGNATURE, proofroom_camera_certificate(maker, device, "Tesu", false, signature, certificate,
                                                   &certificate_length));
    EXPECT(NULL, proofroom_camera_certificate(maker, device, "Test", false, NULL, certificate,
                                              &certificate_length));
    EXPECT(OK, proofroom_camera_certificate(maker, device, "Test", false, signature, certificate,
                                            &certificate_length));
}

static void beginnings(void) {
    proofroom_camera_photo *photo = (proofroom_camera_photo *)certificate;
    uint8_t constant[32];
    proofroom_camera_sizes sizes;
    memset(constant, 0xff, sizeof constant);
    EXPECT(SIZE, proofroom_camera_begin(0, 1, seed, 1, NULL, NULL, &photo));
    CHECK(photo == NULL);
    EXPECT(SIZE, proofroom_camera_begin(16385, 1, seed, 1, NULL, NULL, &photo));
    EXPECT(SIZE, proofroom_camera_begin(16384, 16384, seed, 1, NULL, NULL, &photo));
    EXPECT(SIZE, proofroom_camera_begin(UINT32_MAX, UINT32_MAX, seed, 1, NULL, NULL, &photo));
    EXPECT(NULL, proofroom_camera_begin(1, 1, NULL, 1, NULL, NULL, &photo));
    EXPECT(NULL, proofroom_camera_begin(1, 1, seed, 1, NULL, NULL, NULL));
    EXPECT(SEED, proofroom_camera_begin(1, 1, constant, 1, NULL, NULL, &photo));
    EXPECT(THREADS, proofroom_camera_begin(1, 1, seed, 0, NULL, NULL, &photo));
    EXPECT(THREADS, proofroom_camera_begin(1, 1, seed, 257, NULL, NULL, &photo));
    EXPECT(SIZE, proofroom_camera_layout(1, 0, &sizes));
    EXPECT(NULL, proofroom_camera_layout(1, 1, NULL));
    EXPECT(OK, proofroom_camera_layout(WIDTH, HEIGHT, &sizes));
    CHECK(sizes.k == 14 && sizes.rows == 2 && sizes.columns == 3);
    CHECK(sizes.row_bytes == ROW && sizes.commitments_bytes == 96);
    proofroom_camera_free(NULL);
}

static void rows(void) {
    proofroom_camera_photo *photo = begun();
    uint8_t hash[32], *none = NULL;
    EXPECT(NULL, proofroom_camera_rows(NULL, pixels, ROW));
    EXPECT(NULL, proofroom_camera_rows(photo, NULL, ROW));
    EXPECT(ROWS, proofroom_camera_rows(photo, pixels, ROW - 1));
    EXPECT(ROWS, proofroom_camera_rows(photo, pixels, SIZE_MAX));
    EXPECT(OK, proofroom_camera_rows(photo, pixels, 3 * ROW));
    EXPECT(ROWS, proofroom_camera_rows(photo, pixels, 3 * ROW));
    EXPECT(MISSING, proofroom_camera_commit(photo, hash));
    EXPECT(OK, proofroom_camera_rows(photo, pixels, 2 * ROW));
    EXPECT(NULL, proofroom_camera_commit(photo, none));
    EXPECT(NULL, proofroom_camera_commit(NULL, hash));
    EXPECT(OK, proofroom_camera_commit(photo, hash));
    EXPECT(ORDER, proofroom_camera_commit(photo, hash));
    EXPECT(ORDER, proofroom_camera_rows(photo, pixels, ROW));
    proofroom_camera_free(photo);

    bool go_on = false;
    EXPECT(OK, proofroom_camera_begin(WIDTH, HEIGHT, seed, 2, stops, &go_on, &photo));
    EXPECT(STOPPED, proofroom_camera_rows(photo, pixels, sizeof pixels));
    go_on = true;
    EXPECT(ORDER, proofroom_camera_rows(photo, pixels, ROW));
    EXPECT(ORDER, proofroom_camera_commit(photo, hash));
    proofroom_camera_free(photo);
}

static void signatures(void) {
    uint8_t hash[32], message[PROOFROOM_CAMERA_MESSAGE_BYTES], signature[64], chunk[1024];
    uint8_t commitments[96], lie[64], tampered[PROOFROOM_CAMERA_CERTIFICATE_BYTES];
    size_t length = sizeof message, written = 0;
    proofroom_camera_photo *photo = begun();
    EXPECT(ORDER, proofroom_camera_commitments(photo, commitments, &length));
    EXPECT(ORDER, proofroom_camera_message(photo, certificate, certificate_length, 0, message, &length));
    proofroom_camera_free(photo);

    photo = committed(hash);
    length = sizeof commitments - 1;
    EXPECT(BUFFER, proofroom_camera_commitments(photo, commitments, &length));
    CHECK(length == sizeof commitments);
    EXPECT(OK, proofroom_camera_commitments(photo, commitments, &length));
    EXPECT(ORDER, proofroom_camera_sign(photo, hash));
    length = sizeof message;
    EXPECT(NULL, proofroom_camera_message(photo, NULL, certificate_length, 0, message, &length));
    EXPECT(CERTIFICATE, proofroom_camera_message(photo, certificate, 0, 0, message, &length));
    EXPECT(CERTIFICATE,
           proofroom_camera_message(photo, certificate, certificate_length - 1, 0, message, &length));
    EXPECT(CERTIFICATE, proofroom_camera_message(photo, certificate, SIZE_MAX, 0, message, &length));
    memcpy(tampered, certificate, sizeof tampered);
    tampered[certificate_length - 65] ^= 1; // Whether the device is simulated.
    EXPECT(CERTIFICATE,
           proofroom_camera_message(photo, tampered, certificate_length, 0, message, &length));
    EXPECT(TIME, proofroom_camera_message(photo, certificate, certificate_length, 253402300800u,
                                          message, &length));
    length = 10;
    EXPECT(BUFFER, proofroom_camera_message(photo, certificate, certificate_length, 0, message, &length));
    EXPECT(OK, proofroom_camera_message(photo, certificate, certificate_length, 0, message, &length));

    // A key store that lies: nothing, another key's signature, one over another message.
    memset(lie, 0, sizeof lie);
    EXPECT(SIGNATURE, proofroom_camera_sign(photo, lie));
    EXPECT(OK, proofroom_camera_software_sign(maker_secret, message, length, lie));
    EXPECT(SIGNATURE, proofroom_camera_sign(photo, lie));
    EXPECT(OK, proofroom_camera_software_sign(device_secret, message, length - 1, lie));
    EXPECT(SIGNATURE, proofroom_camera_sign(photo, lie));
    size_t chunk_length = sizeof chunk;
    EXPECT(ORDER, proofroom_camera_chunk(photo, chunk, &chunk_length));
    EXPECT(ORDER, proofroom_camera_original(photo, pixels, sizeof pixels, counts, &written));
    EXPECT(NULL, proofroom_camera_sign(photo, NULL));
    EXPECT(OK, proofroom_camera_software_sign(device_secret, message, length, signature));
    EXPECT(OK, proofroom_camera_sign(photo, signature));

    proofroom_camera_sizes sizes;
    EXPECT(OK, proofroom_camera_layout(WIDTH, HEIGHT, &sizes));
    chunk_length = 0;
    EXPECT(BUFFER, proofroom_camera_chunk(photo, NULL, &chunk_length));
    CHECK(chunk_length <= sizes.chunk_bytes);
    EXPECT(OK, proofroom_camera_chunk(photo, chunk, &chunk_length));
    CHECK(memcmp(chunk + 4, "prORPRorigin", 12) == 0);

    EXPECT(NULL, proofroom_camera_original(photo, NULL, sizeof pixels, counts, &written));
    EXPECT(NULL, proofroom_camera_original(photo, pixels, sizeof pixels, NULL, NULL));
    EXPECT(PIXELS, proofroom_camera_original(photo, pixels, ROW, counts, &written));
    EXPECT(PIXELS, proofroom_camera_original(photo, pixels, SIZE_MAX, counts, &written));
    pixels[7] ^= 1;
    EXPECT(PIXELS, proofroom_camera_original(photo, pixels, sizeof pixels, counts, &written));
    pixels[7] ^= 1;
    CHECK(written == 0);
    EXPECT(WRITE, proofroom_camera_original(photo, pixels, sizeof pixels, fails, NULL));
    EXPECT(OK, proofroom_camera_original(photo, pixels, sizeof pixels, counts, &written));
    CHECK(written > chunk_length);

    // Another message makes the signature void.
    length = sizeof message;
    EXPECT(OK, proofroom_camera_message(photo, certificate, certificate_length, 1, message, &length));
    EXPECT(ORDER, proofroom_camera_chunk(photo, chunk, &chunk_length));
    EXPECT(SIGNATURE, proofroom_camera_sign(photo, signature));
    proofroom_camera_free(photo);
}

int main(void) {
    for (size_t i = 0; i < sizeof pixels; i++) {
        pixels[i] = (uint8_t)(i * i % 251);
    }
    for (uint8_t i = 0; i < 32; i++) {
        seed[i] = i;
        maker_secret[i] = (uint8_t)(i + 1);
        device_secret[i] = (uint8_t)(i + 2);
    }
    EXPECT(OK, proofroom_camera_software_key(maker_secret, maker));
    EXPECT(OK, proofroom_camera_software_key(device_secret, device));
    EXPECT(NULL, proofroom_camera_software_key(NULL, device));
    EXPECT(NULL, proofroom_camera_software_key(device_secret, NULL));
    EXPECT(NULL, proofroom_camera_software_sign(device_secret, NULL, 1, certificate));
    certificates();
    beginnings();
    rows();
    signatures();
    CHECK(strcmp(proofroom_camera_version(), "") != 0);
    CHECK(strcmp(proofroom_camera_text(99), "this number is no status") == 0);
    return failures == 0 ? 0 : 1;
}
