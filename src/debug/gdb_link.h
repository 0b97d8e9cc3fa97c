/* SPDX-License-Identifier: MIT
 *
 * Packets of gdb's remote protocol on a stream of bytes: "$text#checksum",
 * acknowledged by + or - until both sides agree to leave that out, with }
 * before bytes that would end a packet. What the peer sends is bounded here;
 * what a packet says is not looked at.
 */
#ifndef DEBUG_GDB_LINK_H
#define DEBUG_GDB_LINK_H

#include <util/bits.h>
#include <util/buf.h>

enum { GDB_PACKET_MAX = 0x4000 }; /* bytes between $ and #, unescaped */

enum gdb_link_state { LINK_IDLE, LINK_BODY, LINK_ESCAPE, LINK_SUM, LINK_SUM2 };

struct gdb_link {
    enum gdb_link_state state;
    bool acks;
    bool too_long;
    u8 sum, given; /* computed so far, and the first digit */
    u32 size;
    u8 packet[GDB_PACKET_MAX + 1]; /* ends in a 0 that does not count */
    struct buf out;                /* for the peer */
    struct buf last;               /* the last packet, for a peer that wants it
                                      again */
};

enum gdb_got {
    GOT_NOTHING,
    GOT_PACKET,   /* packet and size */
    GOT_TOO_LONG, /* its bytes were dropped */
    GOT_DAMAGED,  /* and nobody will send it again */
    GOT_INTERRUPT
};

/* A new peer: acknowledgements, nothing underway. */
void gdb_link_reset(struct gdb_link *l);
void gdb_link_free(struct gdb_link *l);
enum gdb_got gdb_link_take(struct gdb_link *l, u8 byte);
void gdb_link_send(struct gdb_link *l, const void *bytes, size_t n);

#endif
