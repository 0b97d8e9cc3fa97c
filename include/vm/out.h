/* SPDX-License-Identifier: MIT
 *
 * What a verb answers: a tree of named values. One tree serves the people at
 * the monitor and in gdb, as text, and programs, as JSON; so a verb is written
 * once. Running out of memory sets `failed`, the rest is then ignored.
 */
#ifndef VM_OUT_H
#define VM_OUT_H

#include <util/bits.h>
#include <util/buf.h>

struct out;

struct out *out_new(void); /* an open object without name; NULL: no memory */
void out_free(struct out *o);

/* Values of the open object; in a list the key is NULL. Keys are literals. */
void out_number(struct out *o, const char *key, u64 value);
/* A number that text shows as 0x and `digits` digits. */
void out_hex(struct out *o, const char *key, u64 value, u32 digits);
void out_flag(struct out *o, const char *key, bool value);
void out_text(struct out *o, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* An object or a list begins, and ends. Text shows a list of objects as a
 * table whose heads are the keys, a list of texts as lines. */
void out_object(struct out *o, const char *key);
void out_list(struct out *o, const char *key);
void out_end(struct out *o);

/* One line of JSON without its end; lines of text. False: no memory. */
bool out_json(const struct out *o, struct buf *b);
bool out_print(const struct out *o, struct buf *b);

#endif
