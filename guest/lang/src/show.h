/* SPDX-License-Identifier: MIT
 *
 * Values as text, and what strings need in several places.
 */
#ifndef WICK_SHOW_H
#define WICK_SHOW_H

#include "object.h"
#include "text.h"

/* quoted: a string is shown as a literal. */
void show_value(struct text *t, struct value v, bool quoted);
struct string *show_string(struct vm *vm, struct value v, bool quoted);
void show_quoted(struct text *t, const struct string *s);
/* Position from `from` on, or -1. */
i64 show_find(const struct string *s, const struct string *wanted, u32 from);
int show_compare(const struct string *a, const struct string *b);
/* "{} {:>8} {:.2}" with values. */
struct value format_values(struct vm *vm, const struct string *format,
                           u32 count, const struct value *arg);

#endif
