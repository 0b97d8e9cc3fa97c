/* SPDX-License-Identifier: MIT
 *
 * The cases of one tests/isa/<op>.s (the format is at the top of run.c).
 */
#ifndef TESTS_ISA_CASES_H
#define TESTS_ISA_CASES_H

#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

enum { CASES_MAX = 64, NOTES_MAX = 512, CASE_BYTES = 1024 };

enum note_kind { NOTE_SET, NOTE_EXPECT, NOTE_PANIC, NOTE_WAITS };

/* One line of a case. */
struct note {
    enum note_kind kind;
    u32 line;
    const char *text; /* within the file's text */
};

struct test_case {
    const char *name;
    u32 line;
    u32 first, count; /* its notes */
};

struct case_file {
    struct buf text;   /* cut into strings at line ends */
    struct buf source; /* for the assembler: cases at multiples of CASE_BYTES */
    struct test_case one[CASES_MAX];
    u32 count;
    struct note note[NOTES_MAX];
    u32 note_count;
};

/* False: cannot be read, or a line that starts ";!" means nothing. */
bool cases_read(struct case_file *f, const char *path, struct err *e);
void cases_free(struct case_file *f);

#endif
