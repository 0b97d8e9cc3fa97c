/* SPDX-License-Identifier: MIT
 *
 * Directives that put bytes into the current section. Numbers that do not fit
 * are cut with a warning up to 16 bits and are errors beyond.
 */
#include "directive.h"
#include "section.h"
#include "source.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

static void check_width(struct as *a, const char *at, const struct value *v,
                        u32 width)
{
    i64 n = value_absolute(v);
    i64 limit = INT64_C(1) << (width < 4 ? 8 * width : 32);
    u32 unused;
    if (width >= 8 || (a->options->elf && v->section))
        return;
    if (width >= 4)
        value_check(a, at, v, &unused);
    else if (v->resolved && (n < -limit / 2 || n >= limit))
        as_warning(a, at, "%" PRId64 " does not fit in %u bits and is cut", n,
                   8 * width);
}

bool data_string(struct as *a, struct cursor *in, struct buf *out)
{
    lex_space(in);
    size_t n = lex_quoted(*in);
    if (in->p == in->end || *in->p != '"')
        return as_error(a, in->p, "a text in quotes is needed here");
    if (n == 0)
        return as_error(a, in->p, "this quote is never closed");
    struct cursor text = {in->p + 1, in->p + n - 1};
    while (text.p < text.end) {
        const char *at = text.p;
        u8 byte = 0;
        if (!lex_escape(&text, &byte))
            return as_error(a, at, "unknown escape sequence");
        buf_add(out, &byte, 1);
    }
    in->p += n;
    return !out->failed || as_out_of_memory(a);
}

bool data_name_check(struct as *a, const char *at, struct cursor name)
{
    for (const char *p = name.p; p < name.end; p++) {
        u8 c = (u8)*p;
        if (c < ' ' || c == 0x7F)
            return as_error(a, at, "a name cannot hold the character 0x%02X",
                            c);
    }
    return cursor_size(name) > 0 || as_error(a, at, "this name is empty");
}

bool data_name(struct as *a, struct cursor *in, struct buf *out)
{
    lex_space(in);
    const char *at = in->p;
    return data_string(a, in, out) &&
           data_name_check(a, at, cursor_of_buf(out));
}

static bool emit_text(struct as *a, struct cursor *in, bool terminated)
{
    struct buf bytes = {0};
    bool ok = data_string(a, in, &bytes);
    if (ok && terminated)
        buf_add(&bytes, "", 1);
    ok = ok && emit(a, bytes.data, bytes.size);
    buf_free(&bytes);
    return ok;
}

static bool emit_number(struct as *a, struct cursor *in, u32 width)
{
    if (width == 1 && lex_peek(in) == '"')
        return emit_text(a, in, false);
    lex_space(in);
    const char *at = in->p;
    struct value v;
    bool ok = width == 8 ? expr_read_wide(a, in, &v) : expr_read(a, in, &v);
    if (!ok)
        return false;
    check_width(a, at, &v, width);
    return emit_value(a, &v, width);
}

void data_numbers(struct as *a, struct cursor *in, u32 width)
{
    if (lex_end(in))
        return;
    do {
        if (!emit_number(a, in, width))
            return;
    } while (lex_take(in, ','));
    as_expect_end(a, in);
}

/* The characters of a floating-point number: "-1.5e-3", "inf", "0x1p4". */
static struct cursor float_word(struct cursor *in)
{
    lex_space(in);
    struct cursor word = {in->p, in->p};
    bool hex = false;
    while (in->p < in->end) {
        char c = *in->p, last = in->p > word.p ? (char)(in->p[-1] | 32) : 0;
        hex = hex || last == 'x';
        bool sign = c == '+' || c == '-';
        bool exponent = last == 'p' || (last == 'e' && !hex);
        if (sign ? last != 0 && !exponent : !lex_is_ident(c))
            break;
        in->p++;
    }
    word.end = in->p;
    return word;
}

static bool emit_float(struct as *a, struct cursor *in, u32 width)
{
    struct cursor word = float_word(in);
    char text[128], *end = text;
    size_t n = cursor_size(word);
    double value = 0;
    float narrow = 0;
    if (n > 0 && n < sizeof(text)) {
        memcpy(text, word.p, n);
        text[n] = '\0';
        value = strtod(text, &end);
        narrow = strtof(text, NULL); /* rounded once */
    }
    if (end == text || *end != '\0')
        return as_error(a, word.p, "a floating-point number is needed here");
    bool infinite = width == 4 ? isinf(narrow) : isinf(value);
    if (infinite && !strpbrk(text, "iI"))
        return as_error(a, word.p, "the number is too large");
    u8 bytes[8];
    u32 single;
    u64 wide;
    memcpy(&single, &narrow, sizeof(single));
    memcpy(&wide, &value, sizeof(wide));
    put_le64(bytes, width == 4 ? (isnan(narrow) ? ISA_NAN : single) : wide);
    return emit(a, bytes, width);
}

void data_floats(struct as *a, struct cursor *in, u32 width)
{
    do {
        if (!emit_float(a, in, width))
            return;
    } while (lex_take(in, ','));
    as_expect_end(a, in);
}

void data_text(struct as *a, struct cursor *in, u32 terminated)
{
    do {
        if (!emit_text(a, in, terminated))
            return;
    } while (lex_take(in, ','));
    as_expect_end(a, in);
}

/* An optional ",byte" at the end. */
static bool read_fill(struct as *a, struct cursor *in, u8 *fill)
{
    *fill = 0;
    if (lex_take(in, ',')) {
        lex_space(in);
        const char *at = in->p;
        struct value v;
        if (!expr_read(a, in, &v))
            return false;
        check_width(a, at, &v, 1);
        *fill = (u8)(v.resolved ? value_absolute(&v) : 0);
    }
    return as_expect_end(a, in);
}

void data_space(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    u64 count;
    u8 fill;
    if (expr_read_count(a, in, a->options->max_bytes, &count) &&
        read_fill(a, in, &fill))
        emit_fill(a, count, fill);
}

/* .fill repeat[, size[, value]] */
void data_fill(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    u64 repeat, size = 1;
    struct value v = value_of_number(0);
    if (!expr_read_count(a, in, a->options->max_bytes, &repeat))
        return;
    if (lex_take(in, ',') && !expr_read_count(a, in, 8, &size))
        return;
    if (lex_take(in, ',') && !expr_read_wide(a, in, &v))
        return;
    if (!as_expect_end(a, in))
        return;
    for (u64 i = 0; size > 0 && i < repeat && !a->stop; i++) {
        if (!emit_value(a, &v, (u32)size))
            return;
    }
}

/* .incbin "file"[, skip[, count]] */
void data_file(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct buf name = {0};
    lex_space(in);
    const char *at = in->p;
    u64 skip = 0, count = AS_FILE_BYTES;
    bool ok = data_string(a, in, &name);
    if (ok && lex_take(in, ','))
        ok = expr_read_count(a, in, AS_FILE_BYTES, &skip);
    if (ok && lex_take(in, ','))
        ok = expr_read_count(a, in, AS_FILE_BYTES, &count);
    ok = ok && as_expect_end(a, in);
    const struct source *s =
        ok ? source_find(a, at, cursor_of_buf(&name)) : NULL;
    if (s && skip > s->original.size) {
        as_error(a, at, "the file has only %zu bytes", s->original.size);
    } else if (s) {
        struct cursor bytes = cursor_of_buf(&s->original);
        size_t left = s->original.size - skip;
        emit(a, bytes.p + skip, count < left ? count : left);
    }
    buf_free(&name);
}
