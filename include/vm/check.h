/* SPDX-License-Identifier: MIT
 *
 * Guest checks (docs/tracing.md): mistakes that the machine itself lets pass.
 * They look at every instruction before it executes and change nothing. A
 * finding is a block of lines on stderr, each place once.
 */
#ifndef VM_CHECK_H
#define VM_CHECK_H

#include <util/bits.h>
#include <util/err.h>

struct machine;
struct check;

#define CHECK_KINDS(X)                                   \
    X(UNINIT, "uninit", "memory that was never written") \
    X(STACK, "stack", "bounds of the stacks")            \
    X(ALIGN, "align", "misaligned words")                \
    X(NULL, "null", "accesses through null pointers")    \
    X(RACE, "race", "data races between cores")

enum check_kind {
#define CHECK_ENUM(name, word, meaning) CHECK_##name,
    CHECK_KINDS(CHECK_ENUM)
#undef CHECK_ENUM
        CHECK_KIND_COUNT
};

enum {
    CHECK_STATUS = 86,      /* exit status of a run with findings */
    CHECK_REPORTS_MAX = 100 /* findings that are shown */
};

/* "uninit,race": bits 1 << enum check_kind. False: it is none. */
bool check_parse(const char *text, u32 *kinds);

/* Before machine_load, with a control core and the interpreter. NULL: no
 * memory. */
struct check *check_open(struct machine *m, u32 kinds, struct err *e);
/* Before machine_run: m->names are there. */
void check_start(struct check *k);
/* Prints the summary. How many findings there were. */
u64 check_close(struct check *k);

#endif
