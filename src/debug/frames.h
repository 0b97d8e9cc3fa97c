/* SPDX-License-Identifier: MIT
 *
 * The callers of what a core executes, from the inside out. Frames are only
 * read; the core stands.
 */
#ifndef DEBUG_FRAMES_H
#define DEBUG_FRAMES_H

#include <util/bits.h>

struct core;

struct frame {
    const struct core *c;
    u32 ip;
    u32 depth;       /* of the call stack there */
    u32 call_bytes;  /* ip is behind a call of so many bytes; 0: it is not */
    bool in_handler; /* it, or one of those that called it */
};

struct frame frame_innermost(const struct core *c);
/* Goes to the caller, or to what a handler interrupted; false: there is none.
 * The frame of a handler is known by its name: the function of an address in
 * the vector table. Without names only its first instruction is. */
bool frame_out(struct frame *f);

#endif
