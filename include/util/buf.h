/* SPDX-License-Identifier: MIT
 *
 * A growing byte string. Zero-initialise it; buf_free when done. Growth
 * failure is remembered in `failed` and later appends do nothing, so that a
 * writer checks once at the end. Not thread safe.
 */
#ifndef UTIL_BUF_H
#define UTIL_BUF_H

#include <util/bits.h>
#include <util/err.h>

#include <stdio.h>

struct buf {
    u8 *data;
    size_t size, capacity;
    bool failed;
};

void buf_free(struct buf *b);
bool buf_reserve(struct buf *b, size_t more); /* room for `more` bytes */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_add_le32(struct buf *b, u32 value);
void buf_add_zeros(struct buf *b, size_t n);
void buf_printf(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Writes the bytes to a stream. False: not all of them. */
bool buf_print(const struct buf *b, FILE *to);

/* Reads a whole regular file of at most `limit` bytes. */
bool buf_read_file(struct buf *b, const char *path, size_t limit,
                   struct err *e);

/* Writes a file whole or not at all: temporary file beside it, fsync, rename.
 * An existing file is replaced; on failure it is untouched. A path that is
 * not a regular file (/dev/stdout, a pipe) is written directly. */
bool file_write(const char *path, const void *bytes, size_t n, struct err *e);

/* Whether file_write could make or replace this file, before there is anything
 * to write. False: "OPTION: cannot write ...", status 90. */
bool file_write_check(const char *path, const char *option, struct err *e);

#endif
