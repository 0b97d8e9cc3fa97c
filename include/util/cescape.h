/* SPDX-License-Identifier: MIT
 *
 * Bytes as printable text with the escapes of C: \n \r \t \e \\ \= and \xHH
 * with exactly two digits. What cescape_encode writes cescape_decode reads.
 */
#ifndef UTIL_CESCAPE_H
#define UTIL_CESCAPE_H

#include <util/buf.h>

/* Appends the bytes that text[0..n) stands for. False: the text has a bad
 * escape, whose place is in *bad; a lack of memory is in out->failed. */
bool cescape_decode(struct buf *out, const char *text, size_t n, size_t *bad);

/* Appends the bytes as text; a quote or an '=' needs no escape. */
void cescape_encode(struct buf *out, const void *bytes, size_t n);

/* Where the first '=' without a backslash before it is; n: nowhere. */
size_t cescape_equals(const char *text, size_t n);

#endif
