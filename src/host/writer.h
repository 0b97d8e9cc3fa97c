/* SPDX-License-Identifier: MIT
 *
 * A thread that writes to a descriptor which may block and must not be made
 * non-blocking because others share it: standard output. Calls are for one
 * thread.
 */
#ifndef HOST_WRITER_H
#define HOST_WRITER_H

#include <util/bits.h>
#include <util/err.h>

struct writer;

struct writer *writer_open(int fd, struct err *e);
/* Gives up a write that hangs; what is left then is lost. */
void writer_close(struct writer *w);

/* Takes bytes over when idle; returns how many, 0 while it is busy. */
u32 writer_give(struct writer *w, const u8 *bytes, u32 n);
/* Bytes taken over and not yet written. */
u32 writer_left(struct writer *w);
/* errno of the write that failed, 0: none did. It writes no more then. */
int writer_error(struct writer *w);
/* Readable when it became idle or failed since writer_clear. */
int writer_fd(const struct writer *w);
void writer_clear(struct writer *w);

#endif
