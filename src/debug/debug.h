/* SPDX-License-Identifier: MIT
 *
 * The debugger's state, inside src/debug. The device thread writes it while
 * the machine does not run; core 0 reads it while it runs, and the counts of
 * a core are written by that core only.
 */
#ifndef DEBUG_DEBUG_H
#define DEBUG_DEBUG_H

#include <stdatomic.h>
#include <util/buf.h>
#include <vm/core.h>
#include <vm/debug.h>

enum { DEBUG_OPS = 256, DEBUG_CORES_MAX = 64 };

/* Executions per opcode of one core. An instruction counts once it has
 * retired, which is seen before the next one or at the end. */
struct debug_stats {
    u64 count[DEBUG_OPS];
    u64 retired; /* of the core, when `op` was about to run */
    u32 op;
    bool started;
};

enum debug_mode {
    DEBUG_FREE, /* run to a breakpoint */
    DEBUG_STEP  /* stop when retired has reached step_until */
};

struct debug {
    struct debug_options options;
    enum debug_mode mode;
    u64 step_until;
    u32 breakpoint[DEBUG_BREAKPOINTS_MAX];
    u32 breakpoint_count;

    /* Where it stopped last, so that it goes on from there. */
    bool stopped;
    u64 stopped_retired;
    u32 stopped_ip;

    bool input_ended;
    _Atomic bool holds_input;
    struct debug_stats *stats; /* [core]; NULL: not wanted */
};

/* stats.c */
void stats_before(struct debug_stats *s, const struct core *c);
void stats_end(struct debug_stats *s, const struct core *c);
void stats_print(const struct machine *m, const struct debug_stats *stats);

/* command.c: one line; false: the guest goes on, or the machine ends. Changes
 * the line. */
bool debug_command(struct machine *m, char *line);
/* "debug: core 0 at 0x0000201C: movi r1, 5" to stderr. */
void debug_where(const struct machine *m);

/* breakpoint.c */
bool breakpoint_hit(const struct debug *d, u32 ip);
bool breakpoint_add(struct debug *d, u32 at);
bool breakpoint_delete(struct debug *d, u32 at);
/* "0x201C,0x2024"; false: malformed or too many. */
bool breakpoint_list(const char *text, struct debug_options *o);
/* Decimal or 0x hexadecimal, at most limit. */
bool debug_number(const char *text, u64 limit, u64 *value);

/* input.c: one line without its end, cut at size; false: end of input, or the
 * machine shall end. */
bool debug_read_line(const struct machine *m, char *line, size_t size);

#endif
