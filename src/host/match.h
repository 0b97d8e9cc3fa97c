/* SPDX-License-Identifier: MIT
 *
 * Looks for one text in a stream of bytes that comes in pieces of any size.
 * Memory does not depend on the stream, time is linear in it.
 */
#ifndef HOST_MATCH_H
#define HOST_MATCH_H

#include <util/bits.h>

struct match {
    const u8 *text; /* of the caller */
    u32 size, matched;
    u32 *border; /* [size] */
};

/* size is not 0. False: no memory. */
bool match_open(struct match *x, const u8 *text, u32 size);
void match_close(struct match *x);

/* The next byte of the stream. True: the text ends with it; the next one
 * starts behind it. */
bool match_byte(struct match *x, u8 byte);

#endif
