/* SPDX-License-Identifier: MIT
 *
 * The verbs: what a user can ask of a machine, one table for the monitor, for
 * gdb's "monitor" command, for the JSON socket and for the window's debugger.
 * docs/debugging.md has the table; a test compares. Device thread only.
 */
#ifndef VM_VERB_H
#define VM_VERB_H

#include <util/bits.h>
#include <util/err.h>
#include <vm/out.h>

struct machine;

enum { VERB_WORDS_MAX = 16 };

/* Who asks, and what he has chosen; a front keeps one for each client. */
struct verb_caller {
    struct machine *m;
    u32 core;    /* that "registers", "step" and their likes mean */
    u32 at;      /* where "x" and "disassemble" go on */
    bool leaves; /* the caller asked to be disconnected */
};

struct verb_call {
    struct verb_caller *caller;
    const char *word[VERB_WORDS_MAX]; /* arguments, without the verb */
    u32 words;
    struct out *out;
};

struct verb {
    const char *name;  /* "breakpoint"; unique beginnings do too */
    const char *alias; /* "b", or NULL */
    const char *form;  /* arguments: "ADDRESS [once]", "" for none */
    const char *help;  /* a line of at most 60 characters */
    bool (*run)(struct verb_call *v, struct err *e);
};

u32 verb_count(void);
const struct verb *verb_get(u32 i);
/* By name, alias or unique beginning. NULL: *e names what is near, or what it
 * could mean. */
const struct verb *verb_find(const char *name, struct err *e);

/* Runs a line ("break main", words may stand in quotes). False: *e. Verbs that
 * let the machine go on return at once; its next stop is told to listeners. */
bool verb_run(struct verb_caller *c, const char *line, struct out *out,
              struct err *e);

/* A number (decimal, 0x), a register with $, a symbol with an optional +N, or
 * FILE:LINE as a guest address. */
bool verb_address(const struct verb_caller *c, const char *text, u32 *at,
                  struct err *e);

#endif
