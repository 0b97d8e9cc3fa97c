/* SPDX-License-Identifier: MIT
 *
 * A uop as text, from the columns of uop.def: there is no second list of
 * operands. Which operand is a condition the column "meaning" says.
 */
#include "cache.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name, *operands, *meaning;
} rows[UOP_COUNT] = {
#define UOP(name, operands, flags, traits, meaning) {#name, operands, meaning},
#include <vm/uop.def>
};

static const char *const conditions[UCC_COUNT] = {
#define UCC(name, compare, flags) #name,
    UOP_CONDITIONS(UCC)
#undef UCC
};

struct text {
    char *out;
    size_t size, n;
};

static void add(struct text *t, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What is too long is cut. */
static void add(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(t->out + t->n, t->size - t->n, format, args);
    va_end(args);
    if (n > 0)
        t->n = t->n + (size_t)n < t->size ? t->n + (size_t)n : t->size - 1;
}

static bool is_condition(u32 code, char letter)
{
    char words[] = "condition ?";
    words[sizeof(words) - 2] = letter;
    return strstr(rows[code].meaning, words) != NULL;
}

static void add_operand(struct text *t, u32 code, char letter,
                        const struct uop *u)
{
    u32 value = letter == 'd'   ? u->d
                : letter == 'a' ? u->a
                : letter == 'b' ? u->b
                                : u->imm;
    if (is_condition(code, letter) && value < UCC_COUNT)
        add(t, "%s", conditions[value]);
    else if (letter == 'i')
        add(t, "0x%X", value);
    else
        add(t, "r%u", value);
}

void uop_text(char *out, size_t size, const struct uop *u)
{
    struct text t = {out, size, 0};
    bool records = u->code >= FORM_F;
    u32 code = records ? u->code - FORM_F : u->code;
    add(&t, "%s%s", rows[code].name, records ? "_F" : "");
    const char *comma = " ";
    for (const char *p = rows[code].operands; *p; p++) {
        if (*p == ' ')
            continue;
        add(&t, "%s", comma);
        add_operand(&t, code, *p, u);
        comma = ", ";
    }
}
