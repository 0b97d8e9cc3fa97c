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

enum { VERB_WORDS_MAX = 64, VERB_LINE_MAX = 65536 };

/* Who asks, and what he has chosen; a front keeps one for each client. */
struct verb_caller {
    struct machine *m;
    u32 core; /* that "registers", "step" and their likes mean */
    u32 at;   /* where "memory" goes on */
    u32 code; /* where "disassemble" does, as long as ip is code_ip */
    u32 code_ip;
    bool leaves; /* the caller asked to be disconnected */
    bool serial; /* wants the lines that the guest's serial port sends */
    bool waits;  /* what he asked for ends at the next stop: his further lines
                    wait for it, but for pause and its likes, which end it */
};

struct verb_call {
    struct verb_caller *caller;
    const char *word[VERB_WORDS_MAX]; /* arguments, without the verb */
    u32 words;
    struct out *out;
};

/* What a verb wants of the machine. */
enum verb_state {
    VERB_ANY,
    VERB_HELD,   /* a running one stands still meanwhile */
    VERB_STOPPED /* refused while it runs */
};

struct verb {
    const char *name;  /* "break"; unique beginnings do too */
    const char *alias; /* other names, with spaces between: "b" */
    const char *form;  /* arguments: "ADDRESS [once]", "" for none */
    u8 least, most;    /* how many words those are */
    u8 state;          /* enum verb_state */
    const char *help;  /* a line of at most 60 characters */
    bool (*run)(struct verb_call *v, struct err *e);
};

u32 verb_count(void);
const struct verb *verb_get(u32 i);
/* By name, alias or unique beginning. NULL: *e names what is near, or what it
 * could mean. */
const struct verb *verb_find(const char *name, struct err *e);

/* Runs a line ("break main", words may stand in quotes); an empty one does
 * nothing. "info X" is "X". False: *e. Verbs that let the machine go on return
 * at once; its next stop is told to listeners. */
bool verb_run(struct verb_caller *c, const char *line, struct out *out,
              struct err *e);
/* The same for words that somebody has split, the verb first. */
bool verb_run_words(struct verb_caller *c, const char *const *word, u32 words,
                    struct out *out, struct err *e);

/* The line can run now: the caller waits for nothing, or it ends the waiting.
 * Lines that are wrong can. */
bool verb_can_run(const struct verb_caller *c, const char *line);

/* A number (decimal, 0x), a register with $, a symbol, each with an optional
 * +N, or FILE:LINE as a guest address. */
bool verb_address(const struct verb_caller *c, const char *text, u32 *at,
                  struct err *e);

/* The machine has stopped: the caller looks at the core that did it, and waits
 * no more. Values of the stop into out; text: one line for people. */
void verb_stopped(struct verb_caller *c);
void verb_stop_values(struct machine *m, struct out *out);
void verb_stop_text(struct machine *m, struct buf *text);

/* The i-th word that could stand at the end of the line, for completion;
 * *from: where in the line it begins. NULL: there is no i-th. */
const char *verb_complete(const struct verb_caller *c, const char *line, u32 i,
                          u32 *from);

#endif
