/* SPDX-License-Identifier: MIT
 *
 * A gdb rig with a small program, for the tests of packets and of running.
 */
#ifndef TESTS_GDB_PROGRAM_H
#define TESTS_GDB_PROGRAM_H

#include "gdb_rig.h"

enum { COUNTER = 0x8000, LOOP = RIG_PC + 0x20 };

/* Core 0 starts core 1, counts COUNTER to 3 and halts; core 1 counts in a
 * register for ever. */
static inline void program_load(struct rig *r)
{
    const u64 code[] = {rig_word(ISA_MOVI, 1, 0, 0, 0x3100),
                        rig_word(ISA_MOVI, 2, 0, 0, 1),
                        rig_word(ISA_STARTAP, 2, 1, 0, 0),
                        rig_word(ISA_MOVI, 4, 0, 0, COUNTER),
                        rig_word(ISA_LOAD32, 5, 4, 0, 0), /* LOOP */
                        rig_word(ISA_INC, 5, 0, 0, 0),
                        rig_word(ISA_STORE32, 5, 4, 0, 0),
                        rig_word(ISA_CMPI, 5, 0, 0, 3),
                        rig_word(ISA_JNZ, 0, 0, 0, LOOP),
                        rig_word(ISA_HALT, 0, 0, 0, 0)};
    const u64 other[] = {rig_word(ISA_INC, 7, 0, 0, 0),
                         rig_word(ISA_JMP, 0, 0, 0, 0x3100)};
    rig_code(r, RIG_PC, code, ARRAY_LEN(code));
    rig_code(r, 0x3100, other, ARRAY_LEN(other));
}

static inline int setup(void **state)
{
    struct gdb_rig *x = calloc(1, sizeof(*x));
    gdb_rig_init(x);
    program_load(&x->r);
    *state = x;
    return 0;
}

static inline int teardown(void **state)
{
    gdb_rig_fini(*state);
    free(*state);
    return 0;
}

static inline bool begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

static inline bool has(const char *text, const char *part)
{
    return text && strstr(text, part) != NULL;
}

static inline void go(struct gdb_rig *x, const char *packet)
{
    gdb_rig_send(x, packet, (u32)strlen(packet));
}

#endif
