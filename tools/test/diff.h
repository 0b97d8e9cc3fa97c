/* SPDX-License-Identifier: MIT
 *
 * The difference between two texts, line by line.
 */
#ifndef TEST_DIFF_H
#define TEST_DIFF_H

#include <util/buf.h>

/* Bytes as a reader can see them: what is neither printable nor UTF-8 as
 * \xHH and its likes. */
void diff_show(struct buf *out, const void *bytes, size_t n);

/* Appends "-LINE" for what is missing, "+LINE" for what is too much, and
 * " LINE" around them, each with `indent` before it; at most max lines. */
void diff_lines(struct buf *out, const struct buf *want, const struct buf *got,
                const char *indent, u32 max);

#endif
