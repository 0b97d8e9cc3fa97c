/* SPDX-License-Identifier: MIT
 *
 * Runs a fuzzer without libFuzzer: over every file of the folders named, over
 * the same files with some bytes changed, and over random bytes, always the
 * same ones. So each test run sees the corpus, whatever the compiler.
 */
#include "fuzz.h"

#include <dirent.h>
#include <util/buf.h>

enum {
    FILE_BYTES_MAX = 1 << 20,
    CHANGED = 16,
    RANDOM = 256,
    RANDOM_BYTES = 512
};

static unsigned files;

/* Own allocation of the exact size, so that sanitizers see a step beyond. */
static void run(const u8 *bytes, size_t n)
{
    u8 *copy = malloc(n != 0 ? n : 1);
    FUZZ_CHECK(copy != NULL);
    memcpy(copy, bytes, n);
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static void run_changed(struct buf *b, u64 *seed)
{
    for (u32 i = 0; i < CHANGED && b->size != 0; i++) {
        u64 draw = splitmix64(seed);
        b->data[(draw >> 8) % b->size] = (u8)draw;
        run(b->data, b->size);
    }
}

static bool run_file(const char *path, struct err *e)
{
    struct buf b = {0};
    u64 seed = files++;
    bool ok = buf_read_file(&b, path, FILE_BYTES_MAX, e);
    if (ok) {
        run(b.data, b.size);
        run_changed(&b, &seed);
    }
    buf_free(&b);
    return ok;
}

static bool run_folder(const char *path, struct err *e)
{
    struct dirent *entry;
    DIR *dir = opendir(path);
    bool ok = dir != NULL || fail(e, "cannot open folder %s", path);

    while (ok && (entry = readdir(dir)) != NULL) {
        char name[4096];
        if (entry->d_name[0] == '.')
            continue;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        ok = run_file(name, e);
    }
    if (dir != NULL)
        closedir(dir);
    return ok;
}

static void run_random(void)
{
    u8 bytes[RANDOM_BYTES];
    for (u64 seed = 1; seed <= RANDOM; seed++) {
        u64 state = seed;
        size_t n = splitmix64(&state) % sizeof bytes;
        for (size_t i = 0; i < n; i++)
            bytes[i] = (u8)splitmix64(&state);
        run(bytes, n);
    }
}

int main(int argc, char **argv)
{
    struct err e = {0};

    for (int i = 1; i < argc; i++) {
        if (run_folder(argv[i], &e))
            continue;
        fprintf(stderr, "%s\n", e.text);
        return EXIT_FAILURE;
    }
    run_random();
    if (files == 0)
        fprintf(stderr, "no file in the corpus\n");
    return files == 0;
}
