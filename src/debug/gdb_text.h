/* SPDX-License-Identifier: MIT
 *
 * The words of gdb packets: numbers in hexadecimal without sign, bytes as two
 * digits, thread ids. A reader takes what fits from the front of a text and
 * says whether there was some; a number that does not fit in 32 bits is none.
 */
#ifndef DEBUG_GDB_TEXT_H
#define DEBUG_GDB_TEXT_H

#include <util/bits.h>
#include <util/buf.h>

struct gdb_text {
    const u8 *at, *end;
};

enum { GDB_ALL = -1, GDB_ANY = 0 }; /* threads; others are core + 1 */

static inline size_t gdb_left(const struct gdb_text *t)
{
    return (size_t)(t->end - t->at);
}
bool gdb_take_char(struct gdb_text *t, char c);
bool gdb_take_word(struct gdb_text *t, const char *word);
bool gdb_take_number(struct gdb_text *t, u32 *value);
bool gdb_take_byte(struct gdb_text *t, u8 *value);
/* A word of 8 digits, bytes in the order of memory. */
bool gdb_take_le32(struct gdb_text *t, u32 *value);
/* GDB_ALL, GDB_ANY or the number of one of `cores` cores + 1. */
bool gdb_take_thread(struct gdb_text *t, u32 cores, i32 *thread);

void gdb_put_hex(struct buf *b, const void *bytes, size_t n);
void gdb_put_le32(struct buf *b, u32 value);

#endif
