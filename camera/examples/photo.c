// The whole way of a photo in a camera: seed, rows, hash, signature, the file of the original. Beside it, what the maker
// does once for each device: the certificate.
//
//     cc -std=c11 -I camera/include camera/examples/photo.c target/release/libproofroom_camera.a -lpthread -lm -ldl -o photo
//     ./photo original.png
//
// It prints the maker's public key, which readers put on their trust lists. "--simulated" makes a device that says of
// itself that it is a program; everything else about it is the same.
//
// Keys and the seed come from /dev/urandom here and live in memory. A camera makes its key in its key store, where it
// stays, and takes the seed from its hardware generator of random numbers.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "proofroom_camera.h"

enum { WIDTH = 600, HEIGHT = 400, STRIPE = 32, THREADS = 2 };

// The key store of the camera. It gives out its public key and signatures, and nothing else.
typedef struct {
    uint8_t secret[PROOFROOM_CAMERA_KEY_BYTES];
} key_store;

static void stop_if(int failed, const char *what) {
    if (failed) {
        fprintf(stderr, "%s\n", what);
        exit(1);
    }
}

static void must(proofroom_camera_status status) {
    stop_if(status != PROOFROOM_CAMERA_STATUS_OK, proofroom_camera_text(status));
}

static void random_bytes(uint8_t *bytes, size_t count) {
    FILE *source = fopen("/dev/urandom", "rb");
    stop_if(source == NULL || fread(bytes, 1, count, source) != count, "no random numbers");
    fclose(source);
}

static void store_public(const key_store *store, uint8_t *key) {
    must(proofroom_camera_software_key(store->secret, key));
}

static void store_sign(const key_store *store, const uint8_t *message, size_t count,
                       uint8_t *signature) {
    must(proofroom_camera_software_sign(store->secret, message, count, signature));
}

// What the sensor and its pipeline give: rows of red, green and blue.
static void expose(uint8_t *pixels) {
    for (uint32_t y = 0; y < HEIGHT; y++) {
        for (uint32_t x = 0; x < WIDTH; x++) {
            uint8_t *pixel = pixels + 3 * (y * WIDTH + x);
            pixel[0] = (uint8_t)(x * 255 / WIDTH);
            pixel[1] = (uint8_t)(y * 255 / HEIGHT);
            pixel[2] = (uint8_t)((x ^ y) & 255);
        }
    }
}

static bool show(void *context, uint32_t permille) {
    *(uint32_t *)context = permille;
    return true;
}

static int32_t to_file(void *context, const uint8_t *bytes, size_t count) {
    return fwrite(bytes, 1, count, (FILE *)context) == count ? 0 : 1;
}

// Done by the maker, once for each device, where its own key is.
static size_t certify(const key_store *maker, const uint8_t *device, bool simulated,
                      uint8_t *certificate) {
    const char *name = simulated ? "Simulator of the example" : "Camera of the example";
    uint8_t key[PROOFROOM_CAMERA_KEY_BYTES];
    uint8_t message[PROOFROOM_CAMERA_CERTIFICATE_BYTES];
    uint8_t signature[PROOFROOM_CAMERA_SIGNATURE_BYTES];
    size_t message_length = sizeof message;
    size_t length = PROOFROOM_CAMERA_CERTIFICATE_BYTES;
    store_public(maker, key);
    must(proofroom_camera_certificate_message(key, device, name, simulated, message,
                                              &message_length));
    store_sign(maker, message, message_length, signature);
    must(proofroom_camera_certificate(key, device, name, simulated, signature, certificate,
                                      &length));
    for (size_t i = 0; i < sizeof key; i++) {
        printf("%02x", key[i]);
    }
    printf("\n");
    return length;
}

int main(int count, char **arguments) {
    bool simulated = count == 3 && strcmp(arguments[2], "--simulated") == 0;
    stop_if(count < 2 || arguments[1][0] == '-' || count > (simulated ? 3 : 2),
            "usage: photo ORIGINAL.png [--simulated]");

    // In the factory.
    key_store maker, camera;
    uint8_t device[PROOFROOM_CAMERA_KEY_BYTES];
    uint8_t certificate[PROOFROOM_CAMERA_CERTIFICATE_BYTES];
    random_bytes(maker.secret, sizeof maker.secret);
    random_bytes(camera.secret, sizeof camera.secret);
    store_public(&camera, device);
    size_t certificate_length = certify(&maker, device, simulated, certificate);

    // At capture: rows go in as they come, and only the hash comes out.
    static uint8_t pixels[3 * WIDTH * HEIGHT];
    uint8_t seed[PROOFROOM_CAMERA_KEY_BYTES], hash[PROOFROOM_CAMERA_KEY_BYTES];
    uint32_t progress = 0;
    proofroom_camera_photo *photo = NULL;
    expose(pixels);
    random_bytes(seed, sizeof seed);
    must(proofroom_camera_begin(WIDTH, HEIGHT, seed, THREADS, show, &progress, &photo));
    memset(seed, 0, sizeof seed);
    for (uint32_t y = 0; y < HEIGHT; y += STRIPE) {
        uint32_t rows = HEIGHT - y < STRIPE ? HEIGHT - y : STRIPE;
        must(proofroom_camera_rows(photo, pixels + 3 * WIDTH * y, 3 * WIDTH * rows));
    }
    must(proofroom_camera_commit(photo, hash));
    stop_if(progress != 1000, "the progress did not reach its end");

    // The key store signs; the library checks the signature.
    uint8_t message[PROOFROOM_CAMERA_MESSAGE_BYTES], signature[PROOFROOM_CAMERA_SIGNATURE_BYTES];
    size_t message_length = sizeof message;
    const uint64_t time = 1767225600; // By the camera's clock: 2026-01-01 00:00 UTC.
    must(proofroom_camera_message(photo, certificate, certificate_length, time, message,
                                  &message_length));
    store_sign(&camera, message, message_length, signature);
    must(proofroom_camera_sign(photo, signature));

    // The original, which is as secret as the photo: nobody else may read it.
    umask(077);
    FILE *file = fopen(arguments[1], "wb");
    stop_if(file == NULL, "the file cannot be written");
    must(proofroom_camera_original(photo, pixels, sizeof pixels, to_file, file));
    stop_if(fclose(file) != 0, "the file cannot be written");
    proofroom_camera_free(photo);
    return 0;
}
