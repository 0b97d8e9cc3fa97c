/* SPDX-License-Identifier: MIT
 *
 * What a verb answers: a tree of named values. One tree serves the people at
 * the monitor and in gdb, as text, and programs, as JSON; so a verb is written
 * once. Running out of memory is remembered, the rest is then ignored.
 *
 * As text the values of the outermost object are lines "key: value". A list
 * of objects is a table whose heads are the keys, a list of texts is lines, an
 * object within an object is its values side by side.
 */
#ifndef VM_OUT_H
#define VM_OUT_H

#include <util/bits.h>
#include <util/buf.h>

struct out;

struct out *out_new(void); /* an open object without name; NULL: no memory */
void out_free(struct out *o);
/* True when nothing was added. */
bool out_empty(const struct out *o);
/* There was no memory for something. */
bool out_failed(const struct out *o);

/* Values of the open object; in a list the key is NULL. Keys are copied. */
void out_number(struct out *o, const char *key, u64 value);
/* A number that text shows as 0x and `digits` digits. */
void out_hex(struct out *o, const char *key, u64 value, u32 digits);
void out_flag(struct out *o, const char *key, bool value);
void out_text(struct out *o, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Text of n bytes that may hold anything; at a zero byte it ends for people. */
void out_bytes(struct out *o, const char *key, const char *text, size_t n);

/* An object or a list begins, and ends. At most OUT_DEPTH_MAX within each
 * other. */
enum { OUT_DEPTH_MAX = 8 };
void out_object(struct out *o, const char *key);
void out_list(struct out *o, const char *key);
void out_end(struct out *o);

/* Values that follow are for programs, or for people, or (at first) for
 * both: a dump of memory is a string of digits to the ones, lines to the
 * others. Begins and ends at the same depth. */
enum out_reader { OUT_BOTH, OUT_PROGRAM, OUT_PERSON };
void out_for(struct out *o, enum out_reader reader);

/* One line of JSON without its end; lines of text. False: no memory. */
bool out_json(const struct out *o, struct buf *b);
bool out_print(const struct out *o, struct buf *b);

/* Text of n bytes as a JSON string with its quotes. What is not UTF-8 becomes
 * U+FFFD. */
void json_quote(struct buf *b, const char *text, size_t n);

#endif
