/* SPDX-License-Identifier: MIT
 *
 * The built-in tests of --selftest (docs/debugging.md): small machines in
 * memory that run built-in guest code. No file, no window, no network.
 */
#ifndef SELFTEST_SELFTEST_H
#define SELFTEST_SELFTEST_H

#include <stdio.h>
#include <util/buf.h>
#include <vm/machine.h>

struct selftest {
    const char *name;
    u32 cores;
    u64 limit_ns; /* of each machine; 0: two seconds */
    /* False: *e says why it failed. engine: as --engine. */
    bool (*run)(const struct selftest *t, const char *engine, struct err *e);
};

extern const struct selftest selftests[];
extern const u32 selftest_count;

/* Runs them all, a line each on out, reasons to stderr. True: all passed. */
bool selftest_run(const char *engine, FILE *out);

/* Guest programs, made from src/selftest/<name>.s when vm is built. */
struct selftest_image {
    const char *name;
    const u8 *bytes;
    size_t size;
};
extern const struct selftest_image selftest_images[];
extern const u32 selftest_image_count;

/* A machine of a test. Change config, then begin; true until here means that
 * the machine can be looked at and run; end in any case. */
struct trial {
    struct host host; /* answers bytes the guest sends, see trial.c */
    struct config config;
    struct machine *m;
};

void trial_init(struct trial *t, const struct selftest *s, const char *engine);
bool trial_begin(struct trial *t, const char *image, struct err *e);
/* Runs it; true when it halted with this status. */
bool trial_run(struct trial *t, int status, struct err *e);
void trial_end(struct trial *t);

/* The word at `at` is what it should be. */
bool trial_word(const struct trial *t, u32 at, u32 wanted, struct err *e);

/* Tests that need more than a guest program. */
bool selftest_panics(const struct selftest *t, const char *engine,
                     struct err *e);
bool selftest_loader(const struct selftest *t, const char *engine,
                     struct err *e);

#endif
