/* SPDX-License-Identifier: MIT
 *
 * The list of directives, and those that fit nowhere else.
 */
#ifndef AS_DIRECTIVE_H
#define AS_DIRECTIVE_H

#include "state.h"

/* Directive number i; NULL behind the last. */
const struct directive *directive_at(size_t i);
const char *directive_nearest(struct cursor word);

/* data.c: bytes, numbers, texts, files. */
void data_numbers(struct as *a, struct cursor *in, u32 width);
void data_floats(struct as *a, struct cursor *in, u32 width);
void data_text(struct as *a, struct cursor *in, u32 terminated);
void data_space(struct as *a, struct cursor *in, u32 argument);
void data_fill(struct as *a, struct cursor *in, u32 argument);
void data_file(struct as *a, struct cursor *in, u32 argument);
/* A quoted text, decoded and appended to out. False: reported. */
bool data_string(struct as *a, struct cursor *in, struct buf *out);
/* The same for a name: not empty, no control characters. */
bool data_name(struct as *a, struct cursor *in, struct buf *out);
bool data_name_check(struct as *a, const char *at, struct cursor name);

/* place.c: where things go. */
void place_named(struct as *a, struct cursor *in, u32 which);
void place_section(struct as *a, struct cursor *in, u32 argument);
void place_previous(struct as *a, struct cursor *in, u32 argument);
void place_push(struct as *a, struct cursor *in, u32 argument);
void place_pop(struct as *a, struct cursor *in, u32 argument);
void place_org(struct as *a, struct cursor *in, u32 argument);
void place_align(struct as *a, struct cursor *in, u32 power);
void place_common(struct as *a, struct cursor *in, u32 local);

#endif
