/* SPDX-License-Identifier: MIT
 *
 * The program of a regular expression, made by regex_compile.c.
 */
#ifndef WICK_REGEX_CODE_H
#define WICK_REGEX_CODE_H

#include "regex.h"

enum regex_op {
    REGEX_CHAR, /* a */
    REGEX_ANY,  /* but a newline */
    REGEX_SET,  /* a: number of the set */
    REGEX_START,
    REGEX_END,
    REGEX_BOUNDARY, /* a: 1 for none */
    REGEX_JUMP,     /* a */
    REGEX_SPLIT,    /* a first, then b */
    REGEX_SAVE,     /* a: slot */
    REGEX_MATCH
};

struct regex_ins {
    u8 op;
    u32 a, b;
};

struct regex_set {
    u8 bits[32];
};

struct regex {
    struct regex_ins *ins;
    u32 count, room;
    struct regex_set *set;
    u32 sets, set_room;
    u32 groups;
};

#endif
