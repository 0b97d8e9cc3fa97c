/* SPDX-License-Identifier: MIT
 *
 * The text of an asm statement: LLVM's template has $0 or ${0} for operands,
 * ${0:x} with a modifier (ignored: lamp has none), $$ for a dollar, ${:uid}
 * for a number of its own, and $( a $| b $) for dialects (the first counts).
 */
#include "emit.h"

#include <ctype.h>

static void put_operand(struct buf *out, const struct mir_asm *a, u32 n)
{
    if (n >= a->source->count)
        return;
    const struct lir_asm_operand *o = &a->source->operand[n];
    switch (o->kind) {
    case LIR_ASM_IMM:
        if (o->sym && o->number != 0)
            buf_printf(out, "%s%+d", o->sym, o->number);
        else if (o->sym)
            buf_printf(out, "%s", o->sym);
        else
            buf_printf(out, "%d", o->number);
        break;
    case LIR_ASM_MEM:
        buf_printf(out, "[r%u+%d]", a->reg[n], o->number);
        break;
    default:
        buf_printf(out, "r%u", a->reg[n]);
        break;
    }
}

/* Behind a '$'; returns where the text goes on. */
static const char *put_escape(struct buf *out, const struct mir_asm *a,
                              const char *at, u32 number)
{
    if (*at == '$') {
        buf_add(out, "$", 1);
        return at + 1;
    }
    if (*at == '(' || *at == ')')
        return at + 1;
    if (*at == '|') { /* another dialect: skipped up to its end */
        const char *end = strstr(at, "$)");
        return end ? end + 2 : at + strlen(at);
    }
    bool brace = *at == '{';
    at += brace;
    if (brace && strncmp(at, ":uid", 4) == 0) {
        buf_printf(out, "%u", number);
    } else if (isdigit((unsigned char)*at)) {
        u32 n = 0;
        while (isdigit((unsigned char)*at) && n < 1000)
            n = n * 10 + (u32)(*at++ - '0');
        put_operand(out, a, n);
    }
    if (brace) {
        const char *end = strchr(at, '}');
        return end ? end + 1 : at + strlen(at);
    }
    return at;
}

void emit_asm(struct buf *out, const struct mir_asm *a, u32 number)
{
    buf_add(out, "\t", 1);
    for (const char *at = a->source->text; *at;) {
        if (*at == '$') {
            at = put_escape(out, a, at + 1, number);
            continue;
        }
        buf_add(out, at, 1);
        at++;
    }
    buf_add(out, "\n", 1);
}
