/* SPDX-License-Identifier: MIT
 *
 * Bytes as instructions, on the oracle and on every engine. Promised: both do
 * the same, whatever the bytes are. Corpus: instruction words, little endian.
 */
#include "fuzz.h"

#include "../oracle/lockstep.h"

static struct lockstep *lockstep_get(void)
{
    static struct lockstep l;
    static bool open;
    struct err e;
    if (!open)
        FUZZ_CHECK(lockstep_open(&l, &e));
    open = true;
    return &l;
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    /* An empty input has no program, but its bytes must not be NULL. */
    struct lockstep_program p = {
        .seed = n, .bytes = n ? bytes : (u8 *)"", .size = n};
    struct buf why = {0};
    bool same = lockstep_run(lockstep_get(), &p, &why);
    if (!same)
        fwrite(why.data, 1, why.size, stderr);
    buf_free(&why);
    FUZZ_CHECK(same);
    return 0;
}
