/* SPDX-License-Identifier: MIT
 *
 * The symbol table of an assembly.
 */
#ifndef AS_SYMBOL_H
#define AS_SYMBOL_H

#include "state.h"

/* Finds a symbol, or makes one of kind SYMBOL_NONE; NULL: out of memory,
 * reported. */
struct symbol *symbol_get(struct as *a, struct cursor name);
struct symbol *symbol_find(const struct as *a, struct cursor name);
/* The name here: a word, or any text in quotes ("operator new"), which may
 * also be the name of a register. False: reported. */
bool symbol_word(struct as *a, struct cursor *in, struct cursor *name);
/* Of "7:": has a name that no source can write. */
bool symbol_is_numbered(const struct symbol *s);

/* Defines a label at the current place. */
void symbol_label(struct as *a, struct cursor name);
/* The same for a local label "1:". */
void symbol_local_label(struct as *a, u32 number);
/* .equ, .set and "name = value". */
void symbol_assign(struct as *a, struct cursor name, const struct value *v);

/* The value of a name that an expression uses; reports undefined ones. */
struct value symbol_value(struct as *a, struct cursor name);
/* "1b" and "1f". */
struct value symbol_local_value(struct as *a, const char *at, u32 number,
                                bool back);

/* True for names that are predefined or defined further up. */
bool symbol_is_known(const struct as *a, struct cursor name);

/* Predefined names and -D. */
void symbols_init(struct as *a);
/* Around each pass. symbols_settled: no symbol has moved since the last. */
void symbols_start_pass(struct as *a);
bool symbols_settled(const struct as *a);
void symbols_place_commons(struct as *a);

#endif
