/* SPDX-License-Identifier: MIT
 *
 * Macros and repeated blocks.
 */
#ifndef AS_MACRO_H
#define AS_MACRO_H

#include "state.h"

struct macro;

struct macro *macro_find(const struct as *a, struct cursor name);
void macro_call(struct as *a, const struct macro *macro, struct cursor in);

/* body with \parameter replaced by value, appended to out. False: reported. */
bool macro_expand_one(struct as *a, struct cursor body, struct cursor parameter,
                      struct cursor value, struct buf *out);

/* Directives */
void macro_define(struct as *a, struct cursor *in, u32 argument);
void macro_purge(struct as *a, struct cursor *in, u32 argument);
void macro_exit(struct as *a, struct cursor *in, u32 argument);
void macro_stray_end(struct as *a, struct cursor *in, u32 argument);
void macro_repeat(struct as *a, struct cursor *in, u32 argument);
void macro_each(struct as *a, struct cursor *in, u32 argument);

#endif
