/* SPDX-License-Identifier: MIT
 *
 * Conditional assembly: .if and its relatives.
 */
#ifndef AS_COND_H
#define AS_COND_H

#include "state.h"

/* True when lines are assembled here. */
bool cond_active(const struct as *a);

enum cond_test {
    COND_TRUE, /* .if: the expression is not 0 */
    COND_FALSE,
    COND_DEFINED,
    COND_UNDEFINED,
    COND_BLANK,
    COND_NOT_BLANK,
    COND_SAME,
    COND_DIFFERENT
};

/* Directives; for the first two the argument is an enum cond_test. */
void cond_if(struct as *a, struct cursor *in, u32 test);
void cond_elseif(struct as *a, struct cursor *in, u32 test);
void cond_else(struct as *a, struct cursor *in, u32 argument);
void cond_endif(struct as *a, struct cursor *in, u32 argument);

#endif
