// What a photo costs on this processor: the processor time of each part, and the memory that the process has taken.
//
//     cc -O2 -std=c11 -I camera/include camera/examples/costs.c libproofroom_camera.a -lpthread -lm -ldl -o costs
//     ./costs 1280 720 1
//
// The arguments are width, height and threads. The photo is noise, whose bytes are spread as evenly as can be; one with
// large black areas is faster. Rows are made as they are needed, so that the photo is not in memory.

#define _XOPEN_SOURCE 700

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "proofroom_camera.h"

static void must(proofroom_camera_status status) {
    if (status != PROOFROOM_CAMERA_STATUS_OK) {
        fprintf(stderr, "%s\n", proofroom_camera_text(status));
        exit(1);
    }
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double started, started_processor;

static void begin(void) {
    started = seconds(CLOCK_MONOTONIC);
    started_processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
}

static void end(const char *what) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%-28s %8.3f s, %8.3f s of processor time, at most %6.1f MB so far\n", what,
           seconds(CLOCK_MONOTONIC) - started,
           seconds(CLOCK_PROCESS_CPUTIME_ID) - started_processor, (double)usage.ru_maxrss / 1024);
}

// The photo with the given rows, through to its hash.
static void commit(uint32_t width, uint32_t height, uint32_t threads, const char *rows_words,
                   const char *commit_words) {
    uint8_t seed[PROOFROOM_CAMERA_KEY_BYTES] = {1}, hash[PROOFROOM_CAMERA_KEY_BYTES];
    proofroom_camera_photo *photo = NULL;
    proofroom_camera_sizes sizes;
    must(proofroom_camera_layout(width, height, &sizes));
    size_t stripe = (size_t)sizes.rows * threads;
    uint8_t *rows = malloc(stripe * sizes.row_bytes);
    uint64_t noise = 1;
    if (rows == NULL) {
        fprintf(stderr, "no memory\n");
        exit(1);
    }
    for (size_t i = 0; i < stripe * sizes.row_bytes; i++) {
        noise = noise * 6364136223846793005u + 1442695040888963407u;
        rows[i] = (uint8_t)(noise >> 56);
    }
    begin();
    must(proofroom_camera_begin(width, height, seed, threads, NULL, NULL, &photo));
    for (size_t y = 0; y < height; y += stripe) {
        size_t count = height - y < stripe ? height - y : stripe;
        must(proofroom_camera_rows(photo, rows, count * sizes.row_bytes));
    }
    end(rows_words);
    begin();
    must(proofroom_camera_commit(photo, hash));
    end(commit_words);
    proofroom_camera_free(photo);
    free(rows);
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: costs WIDTH HEIGHT THREADS\n");
        return 1;
    }
    uint32_t width = (uint32_t)strtoul(arguments[1], NULL, 10);
    uint32_t height = (uint32_t)strtoul(arguments[2], NULL, 10);
    uint32_t threads = (uint32_t)strtoul(arguments[3], NULL, 10);
    // The constants are computed for the first column.
    commit(width, 1, 1, "constants and one column", "its blinding");
    commit(width, height, threads, "rows", "blinding, after the last row");
    return 0;
}
