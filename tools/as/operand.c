/* SPDX-License-Identifier: MIT
 *
 * Recognises registers and brackets; everything else stays text until the
 * format says whether it is a value or a condition.
 */
#include "operand.h"

static bool classify(struct as *a, struct operand *o)
{
    struct cursor rest = o->text;
    if (cursor_size(rest) == 0)
        return as_error(a, rest.p, "an operand is missing here");
    o->kind = OPERAND_TEXT;
    if (*rest.p == '[') {
        o->kind = OPERAND_MEMORY;
        return true;
    }
    int number = lex_register(lex_word(&rest));
    if (number == REGISTER_NONE || !lex_end(&rest))
        return true;
    if (number == REGISTER_BAD)
        return as_error(a, o->text.p, "registers are r0 to r31, sp and fp");
    o->kind = OPERAND_REGISTER;
    o->number = (u8)number;
    return true;
}

bool operands_split(struct as *a, struct cursor in,
                    struct operand list[OPERANDS_MAX], u32 *count)
{
    *count = 0;
    lex_trim(&in);
    struct cursor text;
    bool more = cursor_size(in) > 0;
    while (more) {
        lex_space(&in);
        if (*count == OPERANDS_MAX)
            return as_error(a, in.p, "too many operands");
        if (!lex_argument(&in, &text))
            text = (struct cursor){in.end, in.end};
        /* A comma at the end promises one more. */
        more = in.p < in.end || (in.p[-1] == ',' && text.end < in.p);
        list[*count].text = text;
        if (!classify(a, &list[(*count)++]))
            return false;
    }
    return true;
}

static bool memory_register(struct as *a, struct memory *m, struct cursor word,
                            int number, bool minus)
{
    if (number == REGISTER_BAD)
        return as_error(a, word.p, "registers are r0 to r31, sp and fp");
    if (minus)
        return as_error(a, word.p, "a register cannot be subtracted");
    if (m->count == MEMORY_REGISTERS_MAX)
        return as_error(a, word.p, "more than two registers in brackets");
    m->registers[m->count++] = (u8)number;
    return true;
}

static bool memory_part(struct as *a, struct cursor *in, struct memory *m,
                        bool minus)
{
    lex_space(in);
    struct cursor rest = *in;
    struct cursor word = lex_word(&rest);
    int number = lex_register(word);
    if (number != REGISTER_NONE) {
        *in = rest;
        return memory_register(a, m, word, number, minus);
    }
    const char *at = in->p;
    struct value v;
    m->has_offset = true;
    return expr_read_term(a, in, &v) && value_add(a, at, minus, &m->offset, &v);
}

bool operand_memory(struct as *a, const struct operand *o, struct memory *m)
{
    struct cursor in = {o->text.p + 1, o->text.end};
    *m = (struct memory){.offset = value_of_number(0)};
    if (in.p == in.end || in.end[-1] != ']')
        return as_error(a, o->text.p, "this '[' has no ']'");
    in.end--;
    bool minus = lex_take(&in, '-');
    do {
        if (!memory_part(a, &in, m, minus))
            return false;
        minus = lex_take(&in, '-');
    } while (minus || lex_take(&in, '+'));
    if (lex_end(&in))
        return true;
    return as_error(a, in.p,
                    "parts in brackets are joined by + or -; put other "
                    "expressions in parentheses");
}

bool operand_value(struct as *a, const struct operand *o, struct value *v)
{
    struct cursor in = o->text;
    return expr_read(a, &in, v) && as_expect_end(a, &in);
}

bool operand_condition(struct as *a, const struct operand *o, u32 *code)
{
    struct cursor rest = o->text;
    struct cursor word = lex_word(&rest);
    int named = isa_cond_named(word.p, cursor_size(word));
    if (named >= 0 && lex_end(&rest)) {
        *code = (u32)named;
        return true;
    }
    struct value v;
    if (o->kind == OPERAND_REGISTER)
        return as_error(a, o->text.p, "a condition is needed here");
    if (!operand_value(a, o, &v) || !value_check(a, o->text.p, &v, code))
        return false;
    if (*code >= ISA_CC_COUNT)
        as_warning(a, o->text.p,
                   "conditions are 0 to %d; this one stops the machine",
                   ISA_CC_COUNT - 1);
    return true;
}
