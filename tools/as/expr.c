/* SPDX-License-Identifier: MIT
 *
 * A precedence climber over 64-bit values; the 32-bit limits are checked when
 * a value is used. Its recursion is bounded by AS_NESTING_MAX.
 *
 * A label stays (section, offset) through + and - with numbers, and two of
 * the same section subtract to a number. Every other operation on addresses
 * uses the addresses assumed in this pass and gives an address that no
 * relocation could express, which a flat image does not need.
 */
#include "expr.h"

#include "section.h"
#include "symbol.h"

#include <inttypes.h>

struct parser {
    struct as *a;
    struct cursor *in;
    u32 depth;
    bool wide;
};

enum operation {
    OP_OR_ELSE,
    OP_AND_ALSO,
    OP_OR,
    OP_XOR,
    OP_AND,
    OP_EQ,
    OP_NE,
    OP_LE,
    OP_GE,
    OP_LT,
    OP_GT,
    OP_SHL,
    OP_SHR,
    OP_ADD,
    OP_SUB,
    OP_MUL,
    OP_DIV,
    OP_MOD,
};

/* Longer spellings before their prefixes. */
static const struct binary {
    const char *text;
    u8 op, level;
} binaries[] = {
    {"||", OP_OR_ELSE, 1}, {"&&", OP_AND_ALSO, 2}, {"|", OP_OR, 3},
    {"^", OP_XOR, 4},      {"&", OP_AND, 5},       {"==", OP_EQ, 6},
    {"!=", OP_NE, 6},      {"<>", OP_NE, 6},       {"<<", OP_SHL, 8},
    {">>", OP_SHR, 8},     {"<=", OP_LE, 7},       {">=", OP_GE, 7},
    {"<", OP_LT, 7},       {">", OP_GT, 7},        {"+", OP_ADD, 9},
    {"-", OP_SUB, 9},      {"*", OP_MUL, 10},      {"/", OP_DIV, 10},
    {"%", OP_MOD, 10},
};

enum { LEVEL_LOWEST = 1, LEVEL_TERM = 10 };

struct value value_of_number(i64 number)
{
    return (struct value){.number = number, .resolved = true};
}

i64 value_absolute(const struct value *v)
{
    return v->section ? v->number + v->section->base : v->number;
}

static const struct binary *binary_at(struct cursor in)
{
    for (size_t i = 0; i < ARRAY_LEN(binaries); i++) {
        size_t n = strlen(binaries[i].text);
        if (cursor_size(in) >= n && memcmp(in.p, binaries[i].text, n) == 0)
            return &binaries[i];
    }
    return NULL;
}

static bool overflow(struct parser *p, const char *at)
{
    return p->wide || as_error(p->a, at, "the result overflows 64 bits");
}

static bool shift_left(struct parser *p, const char *at, i64 x, i64 by,
                       i64 *out)
{
    if (by < 0 || by > 63)
        return as_error(p->a, at, "shift by %" PRId64 " is not in 0..63", by);
    *out = (i64)((u64)x << by);
    if (*out >> by != x)
        return overflow(p, at);
    return true;
}

static bool shift_right(struct parser *p, const char *at, i64 x, i64 by,
                        i64 *out)
{
    if (by < 0 || by > 63)
        return as_error(p->a, at, "shift by %" PRId64 " is not in 0..63", by);
    *out = x >> by;
    return true;
}

static bool divide(struct parser *p, const char *at, bool modulo, i64 x, i64 y,
                   i64 *out)
{
    if (y == 0)
        return as_error(p->a, at, "division by zero");
    if (y == -1) { /* the lowest number has no positive twin */
        *out = modulo ? 0 : (i64)(0 - (u64)x);
        return true;
    }
    *out = modulo ? x % y : x / y;
    return true;
}

static bool compute(struct parser *p, const char *at, u8 op, i64 x, i64 y,
                    i64 *out)
{
    switch (op) {
    case OP_ADD:
        return !__builtin_add_overflow(x, y, out) || overflow(p, at);
    case OP_SUB:
        return !__builtin_sub_overflow(x, y, out) || overflow(p, at);
    case OP_MUL:
        return !__builtin_mul_overflow(x, y, out) || overflow(p, at);
    case OP_DIV:
    case OP_MOD:
        return divide(p, at, op == OP_MOD, x, y, out);
    case OP_SHL:
        return shift_left(p, at, x, y, out);
    case OP_SHR:
        return shift_right(p, at, x, y, out);
    case OP_OR:
        *out = x | y;
        return true;
    case OP_XOR:
        *out = x ^ y;
        return true;
    default:
        *out = x & y;
        return true;
    }
}

/* Operators whose result is a truth value. */
static bool compare(u8 op, i64 x, i64 y, i64 *out)
{
    switch (op) {
    case OP_OR_ELSE:
        *out = x || y;
        return true;
    case OP_AND_ALSO:
        *out = x && y;
        return true;
    case OP_EQ:
        *out = x == y;
        return true;
    case OP_NE:
        *out = x != y;
        return true;
    case OP_LE:
        *out = x <= y;
        return true;
    case OP_GE:
        *out = x >= y;
        return true;
    case OP_LT:
        *out = x < y;
        return true;
    case OP_GT:
        *out = x > y;
        return true;
    default:
        return false;
    }
}

/* The section that the result of + or - stays in: label + number, number +
 * label, label - number. */
static struct section *kept_section(u8 op, const struct value *x,
                                    const struct value *y)
{
    if (op == OP_ADD && !(x->section && y->section))
        return x->section ? x->section : y->section;
    if (op == OP_SUB && !y->section)
        return x->section;
    return NULL;
}

/* For distances, a weak label is where this file has it. */
static struct value placed_here(const struct value *v)
{
    const struct symbol *s = v->section ? v->section->symbol : NULL;
    if (!s || s->kind != SYMBOL_LABEL)
        return *v;
    struct value here = s->value;
    here.number += v->number;
    here.forward = v->forward;
    return here;
}

static bool combine(struct parser *p, const char *at, u8 op, struct value *x,
                    const struct value *y)
{
    struct value here;
    if (op == OP_SUB && x->section && y->section) {
        here = placed_here(y);
        *x = placed_here(x);
        y = &here;
    }
    struct value r = {
        .address = x->address || y->address,
        .resolved = x->resolved && y->resolved,
        .forward = x->forward || y->forward,
    };
    i64 xn = value_absolute(x), yn = value_absolute(y);
    bool same = op == OP_SUB && x->section && x->section == y->section;
    r.section = kept_section(op, x, y);
    if (same || r.section) {
        xn = x->number;
        yn = y->number;
    }
    bool placed = x->section || y->section; /* wherever the linker says */
    if (p->a->options->elf && placed && !same && !r.section)
        return as_error(p->a, at,
                        "an address is not known before linking; an object "
                        "can hold label + number and the distance of two "
                        "labels of one section");
    if (op == OP_SUB && x->address && y->address)
        r.address = false; /* a distance */
    if (compare(op, xn, yn, &r.number))
        r.address = false;
    else if (r.resolved && !compute(p, at, op, xn, yn, &r.number))
        return false;
    *x = r;
    return true;
}

static bool read_level(struct parser *p, u32 level, struct value *out);

static bool too_deep(struct parser *p)
{
    return as_error(p->a, p->in->p,
                    "the expression is nested more than %d deep",
                    AS_NESTING_MAX);
}

static bool read_parentheses(struct parser *p, struct value *out)
{
    const char *open = p->in->p - 1;
    if (!read_level(p, LEVEL_LOWEST, out))
        return false;
    if (lex_take(p->in, ')'))
        return true;
    if (lex_end(p->in))
        return as_error(p->a, open, "this '(' has no ')'");
    return as_expect_end(p->a, p->in);
}

static bool read_character(struct parser *p, struct value *out)
{
    const char *at = p->in->p;
    size_t n = lex_quoted(*p->in);
    struct cursor text = {at + 1, at + n - 1};
    u8 value = 0;
    if (n < 3)
        return as_error(p->a, at, "a character constant looks like 'a'");
    if (!lex_escape(&text, &value))
        return as_error(p->a, at, "unknown escape sequence");
    if (text.p != text.end)
        return as_error(p->a, at,
                        "a character constant holds one character (byte)");
    p->in->p += n;
    *out = value_of_number(value);
    return true;
}

/* "1b" or "1f" behind the digits; anything else is a bad number. */
static bool read_local(struct parser *p, const char *at, u64 number,
                       struct value *out)
{
    struct cursor *in = p->in;
    struct cursor suffix = {in->p, in->p};
    while (suffix.end < in->end && lex_is_ident(*suffix.end))
        suffix.end++;
    bool back = lex_equals(suffix, "b"), ahead = lex_equals(suffix, "f");
    if ((!back && !ahead) || number > UINT32_MAX)
        return as_error(p->a, at, "'%.*s%.*s' is not a number",
                        (int)(suffix.p - at > 40 ? 40 : suffix.p - at), at,
                        as_word_size(suffix), suffix.p);
    in->p = suffix.end;
    *out = symbol_local_value(p->a, at, (u32)number, back);
    return true;
}

static bool read_number(struct parser *p, struct value *out)
{
    const char *at = p->in->p;
    u64 number = 0;
    bool fits = true, clean = true;
    lex_number(p->in, &number, &fits, &clean);
    if (!clean)
        return read_local(p, at, number, out);
    if (!fits)
        return as_error(p->a, at, "the number does not fit in 64 bits");
    if (number > UINT32_MAX && !p->wide)
        return as_error(p->a, at, "the number does not fit in 32 bits");
    *out = value_of_number((i64)number);
    return true;
}

static bool read_name(struct parser *p, struct value *out)
{
    struct cursor word;
    if (lex_peek(p->in) == '"') {
        if (!symbol_word(p->a, p->in, &word))
            return false;
        *out = symbol_value(p->a, word);
        return true;
    }
    word = lex_word(p->in);
    if (lex_equals(word, ".")) {
        *out = (struct value){
            .number = (i64)p->a->section->size,
            .section = p->a->section,
            .address = true,
            .resolved = true,
        };
        return true;
    }
    if (lex_register(word) != REGISTER_NONE)
        return as_error(p->a, word.p,
                        "'%.*s' is a register; a number is needed here",
                        as_word_size(word), word.p);
    *out = symbol_value(p->a, word);
    return true;
}

static bool read_primary(struct parser *p, struct value *out)
{
    char c = lex_peek(p->in);
    if (c == '(') {
        p->in->p++;
        return read_parentheses(p, out);
    }
    if (c == '\'')
        return read_character(p, out);
    if (c >= '0' && c <= '9')
        return read_number(p, out);
    if (c == '"' || (c != '\0' && lex_is_ident(c)))
        return read_name(p, out);
    if (lex_end(p->in))
        return as_error(p->a, p->in->p, "a value is missing here");
    return as_expect_end(p->a, p->in);
}

/* ~ and - of a 32-bit number are 32-bit numbers where they can be. */
static bool apply_sign(struct parser *p, const char *at, char sign,
                       struct value *v)
{
    if (sign == '+')
        return true;
    if (p->a->options->elf && v->section)
        return as_error(p->a, at, "an address is not known before linking");
    i64 n = value_absolute(v);
    v->section = NULL;
    if (sign == '!') {
        v->number = !n;
        v->address = false;
        return true;
    }
    if (sign == '-' && n == INT64_MIN)
        return overflow(p, at);
    v->number = sign == '-' ? -n : ~n;
    if (sign == '~' && !p->wide && v->number < INT32_MIN &&
        v->number >= -(INT64_C(1) << 32))
        v->number += INT64_C(1) << 32;
    return true;
}

static bool read_signed(struct parser *p, struct value *out)
{
    char c = lex_peek(p->in);
    if (c == '\0' || !strchr("+-~!", c))
        return read_primary(p, out);
    if (p->depth == AS_NESTING_MAX)
        return too_deep(p);
    const char *at = p->in->p++;
    p->depth++;
    bool ok = read_signed(p, out) && apply_sign(p, at, c, out);
    p->depth--;
    return ok;
}

/* Operators of `level` and those that bind tighter. */
static bool read_operators(struct parser *p, u32 level, struct value *out)
{
    if (!read_signed(p, out))
        return false;
    for (;;) {
        lex_space(p->in);
        const struct binary *b = binary_at(*p->in);
        if (!b || b->level < level)
            return true;
        const char *at = p->in->p;
        p->in->p += strlen(b->text);
        struct value right;
        if (!read_level(p, b->level + 1u, &right) ||
            !combine(p, at, b->op, out, &right))
            return false;
    }
}

static bool read_level(struct parser *p, u32 level, struct value *out)
{
    if (p->depth == AS_NESTING_MAX)
        return too_deep(p);
    p->depth++;
    bool ok = read_operators(p, level, out);
    p->depth--;
    return ok;
}

bool expr_read(struct as *a, struct cursor *in, struct value *out)
{
    struct parser p = {a, in, 0, false};
    return read_level(&p, LEVEL_LOWEST, out);
}

bool expr_read_wide(struct as *a, struct cursor *in, struct value *out)
{
    struct parser p = {a, in, 0, true};
    return read_level(&p, LEVEL_LOWEST, out);
}

bool expr_read_term(struct as *a, struct cursor *in, struct value *out)
{
    struct parser p = {a, in, 0, false};
    return read_level(&p, LEVEL_TERM, out);
}

bool value_add(struct as *a, const char *at, bool minus, struct value *sum,
               const struct value *v)
{
    struct parser p = {a, NULL, 0, false};
    return combine(&p, at, minus ? OP_SUB : OP_ADD, sum, v);
}

/* What is needed now, and only the linker knows. */
static bool check_placed(struct as *a, const char *at, const struct value *v)
{
    return !a->options->elf || !v->section ||
           as_error(a, at,
                    "a number is needed here; an address is not known before "
                    "linking");
}

bool value_check(struct as *a, const char *at, const struct value *v, u32 *out)
{
    if (!check_placed(a, at, v))
        return false;
    i64 n = v->resolved ? value_absolute(v) : 0;
    *out = (u32)n;
    if (n >= INT32_MIN && n <= UINT32_MAX)
        return true;
    return as_error(a, at, "%" PRId64 " does not fit in 32 bits", n);
}

bool expr_read_known(struct as *a, struct cursor *in, i64 *out)
{
    lex_space(in);
    const char *at = in->p;
    struct value v;
    if (!expr_read(a, in, &v))
        return false;
    *out = v.resolved ? value_absolute(&v) : 0;
    if (v.forward)
        return as_error(a, at,
                        "the value must be known here; define its symbols "
                        "further up");
    return v.resolved && check_placed(a, at, &v);
}

bool expr_read_count(struct as *a, struct cursor *in, u64 limit, u64 *out)
{
    lex_space(in);
    const char *at = in->p;
    struct value v;
    if (!expr_read(a, in, &v))
        return false;
    if (!check_placed(a, at, &v))
        return false;
    i64 n = v.resolved ? value_absolute(&v) : 0;
    *out = (u64)n;
    if (n < 0)
        return as_error(a, at, "%" PRId64 " is negative", n);
    if ((u64)n > limit)
        return as_error(a, at, "%" PRId64 " is more than %" PRIu64, n, limit);
    return true;
}
