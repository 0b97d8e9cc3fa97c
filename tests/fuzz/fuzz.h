/* SPDX-License-Identifier: MIT
 *
 * What fuzzers share: the entry that libFuzzer calls, reading the input piece
 * by piece, and how a broken promise is reported.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <util/bits.h>

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n);

/* Something that no input may bring about. */
#define FUZZ_CHECK(condition)                                          \
    do {                                                               \
        if (!(condition)) {                                            \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, \
                    #condition);                                       \
            abort();                                                   \
        }                                                              \
    } while (0)

/* The rest of the input; what lies behind its end reads as 0. */
struct fuzz {
    const u8 *at, *end;
};

static inline u8 fuzz8(struct fuzz *f)
{
    return (u8)(f->at < f->end ? *f->at++ : 0);
}

static inline u32 fuzz16(struct fuzz *f)
{
    u32 low = fuzz8(f);
    return low | (u32)fuzz8(f) << 8;
}

static inline u32 fuzz32(struct fuzz *f)
{
    u32 low = fuzz16(f);
    return low | fuzz16(f) << 16;
}

#endif
