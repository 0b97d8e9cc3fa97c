/* SPDX-License-Identifier: MIT
 *
 * The other side of a channel that speaks in lines: what it sent, line by
 * line, and what it has not taken yet. A peer that is slow gets no more read
 * from it, one that sends a line without end gets it refused, what one that
 * goes has said is forgotten; memory is bounded in each case. Device thread
 * only.
 */
#ifndef DEBUG_PEER_H
#define DEBUG_PEER_H

#include <vm/channel.h>
#include <vm/verb.h>

enum {
    PEER_LINE_MAX = VERB_LINE_MAX - 1,
    PEER_BACKLOG_MAX = 1 << 20, /* bytes not taken: what may be lost is lost */
    PEER_READ_BYTES = 4096,
    PEER_ROUND_BYTES = 65536 /* of input in a round */
};

struct peer {
    struct channel *channel;
    bool connected;
    struct buf out; /* not yet given to the channel, from out_at on */
    size_t out_at;
    u8 in[PEER_READ_BYTES]; /* read, not yet looked at */
    u32 in_at, in_size;
    u32 budget; /* bytes that may still be read in this round */
    char line[PEER_LINE_MAX + 1];
    u32 line_size;
    bool line_done; /* it is whole, and stays until peer_next */
    bool too_long;  /* the line under way; the rest of it is skipped */
};

enum peer_change { PEER_SAME, PEER_CAME, PEER_WENT };

u32 peer_fds(struct peer *p, struct pollfd *fds, u32 max);
/* Once a round: moves output, tells whether somebody came or went. */
enum peer_change peer_service(struct peer *p);

/* Output. It is sent as the channel takes it. */
void peer_flush(struct peer *p);
/* False: so much waits already that what may be lost should not be added. */
bool peer_has_room(const struct peer *p);

/* The next byte; -1: none now, or output has to go first. */
int peer_byte(struct peer *p);
/* The next line without its end, complete; it stays until peer_next. NULL:
 * none now. *too_long: it had more than PEER_LINE_MAX bytes, these are its
 * first ones; zero bytes in it are kept, *size counts them. */
const char *peer_line(struct peer *p, u32 *size, bool *too_long);
void peer_next(struct peer *p);
/* There may be more to do although nothing new comes. */
bool peer_busy(const struct peer *p);

void peer_free(struct peer *p);

#endif
