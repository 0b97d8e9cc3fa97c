/* SPDX-License-Identifier: MIT
 *
 * The state of the gdb front, inside src/debug, and what its files offer each
 * other. A packet is answered by adding to g->reply; one without an answer
 * sets g->silent. Machine stopped, but for what says otherwise.
 */
#ifndef DEBUG_GDB_H
#define DEBUG_GDB_H

#include <vm/channel.h>
#include <vm/control.h>
#include <vm/front.h>
#include <vm/gdb.h>
#include <vm/machine.h>
#include <vm/verb.h>

#include "gdb_link.h"
#include "gdb_text.h"

enum { GDB_INPUT_BYTES = 4096, GDB_CORES_MAX = 64 };

/* Numbers of errors, those of the host's errno that gdb users know. */
enum gdb_error { GDB_EPERM = 1, GDB_EIO = 5, GDB_EFAULT = 14, GDB_EINVAL = 22 };

/* A point that the debugger has set: Z type,at,size. */
struct gdb_point {
    u32 type, at, size;
    u32 id; /* of the control core */
};

/* The debugger wants steps until a core has left from..to. */
struct gdb_range {
    bool active;
    u32 core, from, to;
};

struct gdb {
    struct front front;
    struct listener_of_control listener;
    struct machine *m;
    struct channel *channel; /* NULL: bytes are carried by hand */
    bool parent;             /* the debugger started vm */
    u8 input[GDB_INPUT_BYTES];
    u32 input_at, input_end;

    struct gdb_link link;
    struct buf reply;
    bool silent;

    /* of the debugger that is there */
    bool connected;
    bool session;     /* it has sent a packet */
    bool waits;       /* for a stop; the machine runs */
    bool interrupted; /* by the byte 3 */
    bool no_acks;     /* from the next packet on */
    bool ends; /* detached or killed: the session ends behind the reply */
    bool knows_swbreak, knows_hwbreak, knows_messages;
    u32 core; /* that g, m and their likes mean */
    struct verb_caller caller;
    i32 run_thread; /* that c and s mean */
    u8 how[GDB_CORES_MAX];
    struct gdb_range range;
    struct gdb_point point[CONTROL_POINTS_MAX];
    u32 point_count;
};

/* gdb_packet.c */
void gdb_packet(struct gdb *g);
void gdb_ok(struct gdb *g);
/* text is for debuggers that know such messages. */
void gdb_refuse(struct gdb *g, enum gdb_error error, const char *text);
/* Text on the debugger's terminal. */
void gdb_say(struct gdb *g, const char *text, size_t n);

/* gdb_query.c: packets that begin with q or Q. */
void gdb_query(struct gdb *g, struct gdb_text *t);
void gdb_set(struct gdb *g, struct gdb_text *t);

/* gdb_regs.c */
void gdb_read_all(struct gdb *g, struct gdb_text *t);
void gdb_write_all(struct gdb *g, struct gdb_text *t);
void gdb_read_one(struct gdb *g, struct gdb_text *t);
void gdb_write_one(struct gdb *g, struct gdb_text *t);
void gdb_describe(const struct gdb *g, struct buf *b); /* target.xml */
/* "NN:value;" of what a debugger asks for first at every stop. */
void gdb_put_expedited(struct gdb *g, struct buf *b, const struct core *c);

/* gdb_memory.c */
void gdb_read_memory(struct gdb *g, struct gdb_text *t);
void gdb_write_hex(struct gdb *g, struct gdb_text *t);
void gdb_write_binary(struct gdb *g, struct gdb_text *t);
void gdb_memory_map(const struct gdb *g, struct buf *b);

/* gdb_points.c */
void gdb_insert(struct gdb *g, struct gdb_text *t);
void gdb_remove(struct gdb *g, struct gdb_text *t);
/* NULL: not one of the debugger's. */
const struct gdb_point *gdb_point_find(const struct gdb *g, u32 id);
/* Takes away all; running or stopped. */
void gdb_points_clear(struct gdb *g);

/* gdb_run.c */
void gdb_resume(struct gdb *g, struct gdb_text *t); /* vCont */
void gdb_continue(struct gdb *g, struct gdb_text *t);
void gdb_continue_signal(struct gdb *g, struct gdb_text *t);
void gdb_step(struct gdb *g, struct gdb_text *t);
void gdb_step_signal(struct gdb *g, struct gdb_text *t);
void gdb_why(struct gdb *g, struct gdb_text *t); /* ? */
/* Stops it; false: it has ended. */
bool gdb_hold(struct gdb *g);
/* The byte 3. */
void gdb_interrupt(struct gdb *g);
/* Reports a stop that is waited for, or goes on in a range; and the end. */
void gdb_report(struct gdb *g);
void gdb_report_end(struct gdb *g);

#endif
