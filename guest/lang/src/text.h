/* SPDX-License-Identifier: MIT
 *
 * Bytes that grow. The machine knows every text between text_init and
 * text_fini, so that an error that jumps over text_fini frees it.
 */
#ifndef WICK_TEXT_H
#define WICK_TEXT_H

#include <stdarg.h>

#include "value.h"

struct vm;
struct string;

struct text {
    struct vm *vm;
    struct text *outer;
    char *chars;
    size_t length, room;
};

void text_init(struct vm *vm, struct text *t);
void text_fini(struct text *t);
/* Frees those above `until`. */
void text_unwind(struct vm *vm, struct text *until);
void text_char(struct text *t, int c);
void text_bytes(struct text *t, const char *chars, size_t length);
void text_chars(struct text *t, const char *chars);
void text_format(struct text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_vformat(struct text *t, const char *format, va_list args);
/* The string of it; frees the text. */
struct string *text_string(struct text *t);

#endif
