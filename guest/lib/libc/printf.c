/* SPDX-License-Identifier: MIT
 *
 * The printf family: every conversion of C11. Output goes through a sink that
 * counts what it would have written.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct sink {
    FILE *file; /* NULL: to memory */
    char *to;
    size_t room, count;
};

struct spec {
    bool left, plus, space, alternate, zero, upper;
    int width, precision; /* -1: none */
    int length;           /* bytes of an integer argument; 0: int */
    int after, tail;      /* zeros to insert before the last `tail` bytes */
};

static void put(struct sink *s, char c)
{
    if (s->file)
        fputc(c, s->file);
    else if (s->count + 1 < s->room)
        s->to[s->count] = c;
    s->count++;
}

static void put_many(struct sink *s, char c, int n)
{
    for (; n > 0; n--)
        put(s, c);
}

static void put_text(struct sink *s, const char *text, int n)
{
    for (; n > 0; n--)
        put(s, *text++);
}

/* prefix, zeros, text: in a field as wide as asked for. */
static void put_field(struct sink *s, const struct spec *f, const char *prefix,
                      int zeros, const char *text, int n)
{
    int p = (int)strlen(prefix);
    int fill = f->width - p - zeros - n - f->after;
    if (!f->left && !f->zero)
        put_many(s, ' ', fill);
    put_text(s, prefix, p);
    if (!f->left && f->zero)
        put_many(s, '0', fill);
    put_many(s, '0', zeros);
    put_text(s, text, n - f->tail);
    put_many(s, '0', f->after);
    put_text(s, text + n - f->tail, f->tail);
    if (f->left)
        put_many(s, ' ', fill);
}

static int number_text(char *end, unsigned long long v, unsigned base,
                       bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char *p = end;
    while (v > UINT32_MAX) {
        *--p = digits[v % base];
        v /= base;
    }
    for (uint32_t w = (uint32_t)v; w > 0; w /= base)
        *--p = digits[w % base];
    return (int)(end - p);
}

static void put_integer(struct sink *s, struct spec *f, unsigned long long v,
                        unsigned base, const char *prefix)
{
    char text[32];
    int n = number_text(text + sizeof(text), v, base, f->upper);
    int least = f->precision >= 0 ? f->precision : 1;
    int zeros = n < least ? least - n : 0;
    if (f->precision >= 0)
        f->zero = false;
    if (base == 8 && f->alternate && zeros == 0 &&
        (n == 0 || text[sizeof(text) - (size_t)n] != '0'))
        zeros = 1;
    put_field(s, f, prefix, zeros, text + sizeof(text) - n, n);
}

static const char *sign_of(const struct spec *f, bool negative)
{
    return negative ? "-" : f->plus ? "+" : f->space ? " " : "";
}

/* Floating point */

static void put_exponent(char *to, int *n, char letter, int e, int least)
{
    char digits[8];
    int k = 0;
    to[(*n)++] = letter;
    to[(*n)++] = e < 0 ? '-' : '+';
    for (unsigned v = (unsigned)(e < 0 ? -e : e); v > 0 || k < least; v /= 10)
        digits[k++] = (char)('0' + v % 10);
    while (k > 0)
        to[(*n)++] = digits[--k];
}

static int fixed_text(char *out, const char *digits, int length, int point,
                      int precision, bool dot)
{
    int n = 0;
    if (point < 0)
        out[n++] = '0';
    for (int k = 0; k <= point; k++)
        out[n++] = k < length ? digits[k] : '0';
    if (precision > 0 || dot)
        out[n++] = '.';
    for (int k = 1; k <= precision; k++) {
        int at = point + k;
        out[n++] = at >= 0 && at < length ? digits[at] : '0';
    }
    return n;
}

static int exponent_text(char *out, const char *digits, int length, int point,
                         int precision, bool dot, char letter)
{
    int n = 0;
    out[n++] = length > 0 ? digits[0] : '0';
    if (precision > 0 || dot)
        out[n++] = '.';
    for (int k = 1; k <= precision; k++)
        out[n++] = k < length ? digits[k] : '0';
    put_exponent(out, &n, letter, point, 2);
    return n;
}

static int trim_zeros(char *out, int n)
{
    char *dot = memchr(out, '.', (size_t)n);
    if (!dot)
        return n;
    char *e = memchr(out, 'e', (size_t)n);
    e = e ? e : memchr(out, 'E', (size_t)n);
    int tail = e ? (int)(out + n - e) : 0, end = n - tail;
    while (out[end - 1] == '0')
        end--;
    if (out[end - 1] == '.')
        end--;
    memmove(out + end, out + n - tail, (size_t)tail);
    return end + tail;
}

/* Behind so many digits all are 0. */
enum { PRECISION_MAX = DIGITS_MAX, TEXT_MAX = DIGITS_MAX + 400 };

static void put_decimal(struct sink *s, struct spec *f, double v, char c,
                        const char *sign)
{
    char digits[DIGITS_MAX + 8], text[TEXT_MAX];
    int precision = f->precision < 0 ? 6 : f->precision, length, n;
    char kind = (char)(c | 32);
    if (precision > PRECISION_MAX) {
        f->after = kind == 'g' && !f->alternate ? 0 : precision - PRECISION_MAX;
        precision = PRECISION_MAX;
    }
    if (kind == 'f') {
        int point = __digits(v, precision, 1, digits, &length);
        n = fixed_text(text, digits, length, point, precision, f->alternate);
    } else if (kind == 'e') {
        int point = __digits(v, precision + 1, 0, digits, &length);
        n = exponent_text(text, digits, length, point, precision, f->alternate,
                          f->upper ? 'E' : 'e');
    } else {
        precision = precision == 0 ? 1 : precision;
        int point = __digits(v, precision, 0, digits, &length);
        if (point >= -4 && point < precision)
            n = fixed_text(text, digits, length, point, precision - 1 - point,
                           f->alternate);
        else
            n = exponent_text(text, digits, length, point, precision - 1,
                              f->alternate, f->upper ? 'E' : 'e');
        if (!f->alternate)
            n = trim_zeros(text, n);
    }
    char *e = memchr(text, f->upper ? 'E' : 'e', (size_t)n);
    f->tail = e ? (int)(text + n - e) : 0;
    put_field(s, f, sign, 0, text, n);
}

static void put_hex(struct sink *s, struct spec *f, double v, bool negative)
{
    union {
        double d;
        uint64_t u;
    } bits = {v};
    uint64_t fraction = bits.u & 0xFFFFFFFFFFFFFull;
    int e = (int)(bits.u >> 52 & 0x7FF), n = 0, count = 13;
    unsigned lead = e != 0;
    e = e != 0 ? e - 1023 : fraction ? -1022 : 0;
    if (f->precision >= 0 && f->precision < 13) { /* to nearest, even */
        int drop = (13 - f->precision) * 4;
        uint64_t all = (uint64_t)lead << 52 | fraction;
        uint64_t half = 1ull << (drop - 1), rest = all & (half * 2 - 1);
        all >>= drop;
        all += rest > half || (rest == half && (all & 1));
        all <<= drop;
        lead = (unsigned)(all >> 52);
        fraction = all & 0xFFFFFFFFFFFFFull;
        count = f->precision;
    }
    const char *hex = f->upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char text[64];
    text[n++] = (char)('0' + lead);
    while (f->precision < 0 && count > 0 &&
           !(fraction >> (13 - count) * 4 & 15))
        count--;
    if (count > 0 || f->alternate || f->precision > 0)
        text[n++] = '.';
    for (int k = 0; k < count; k++)
        text[n++] = hex[fraction >> (12 - k) * 4 & 15];
    f->after = f->precision > 13 ? f->precision - 13 : 0;
    f->tail = n;
    put_exponent(text, &n, f->upper ? 'P' : 'p', e, 1);
    f->tail = n - f->tail;
    char prefix[4];
    strcpy(prefix, sign_of(f, negative));
    strcat(prefix, f->upper ? "0X" : "0x");
    put_field(s, f, prefix, 0, text, n);
}

static void put_float(struct sink *s, struct spec *f, double v, char c)
{
    union {
        double d;
        uint64_t u;
    } bits = {v};
    bool negative = bits.u >> 63;
    uint64_t magnitude = bits.u & ~(1ull << 63);
    const char *sign = sign_of(f, negative);
    if (magnitude >= 0x7FF0000000000000ull) {
        bool nan = magnitude > 0x7FF0000000000000ull;
        f->zero = false;
        put_field(s, f, sign, 0,
                  f->upper ? nan ? "NAN" : "INF"
                  : nan    ? "nan"
                           : "inf",
                  3);
        return;
    }
    bits.u = magnitude;
    if ((c | 32) == 'a')
        put_hex(s, f, bits.d, negative);
    else
        put_decimal(s, f, bits.d, c, sign);
}

/* Conversions */

static const char *read_flags(const char *p, struct spec *f)
{
    for (;; p++) {
        if (*p == '-')
            f->left = true;
        else if (*p == '+')
            f->plus = true;
        else if (*p == ' ')
            f->space = true;
        else if (*p == '#')
            f->alternate = true;
        else if (*p == '0')
            f->zero = true;
        else
            return p;
    }
}

enum { WIDTH_MAX = 100000000 }; /* more digits of a width are ignored */

static const char *read_number(const char *p, int *out, va_list *args)
{
    if (*p == '*') {
        *out = va_arg(*args, int);
        return p + 1;
    }
    *out = 0;
    for (; *p >= '0' && *p <= '9'; p++)
        *out = *out < WIDTH_MAX ? *out * 10 + (*p - '0') : *out;
    return p;
}

static const char *read_length(const char *p, struct spec *f)
{
    f->length = 4;
    if (p[0] == 'h') {
        f->length = p[1] == 'h' ? 1 : 2;
        return p + (p[1] == 'h' ? 2 : 1);
    }
    if (p[0] == 'l' && p[1] == 'l') {
        f->length = 8;
        return p + 2;
    }
    if (*p == 'j') {
        f->length = 8;
        return p + 1;
    }
    return *p == 'l' || *p == 'z' || *p == 't' || *p == 'L' ? p + 1 : p;
}

static long long signed_argument(const struct spec *f, va_list *args)
{
    if (f->length == 8)
        return va_arg(*args, long long);
    int v = va_arg(*args, int);
    return f->length == 1 ? (signed char)v : f->length == 2 ? (short)v : v;
}

static unsigned long long unsigned_argument(const struct spec *f, va_list *args)
{
    if (f->length == 8)
        return va_arg(*args, unsigned long long);
    unsigned v = va_arg(*args, unsigned);
    return f->length == 1   ? (unsigned char)v
           : f->length == 2 ? (unsigned short)v
                            : v;
}

static void put_string(struct sink *s, struct spec *f, const char *t)
{
    t = t ? t : "(null)";
    f->zero = false;
    size_t most = f->precision < 0 ? (size_t)-1 : (size_t)f->precision;
    put_field(s, f, "", 0, t, (int)strnlen(t, most));
}

static void store_count(const struct spec *f, long long count, va_list *args)
{
    void *to = va_arg(*args, void *);
    if (f->length == 8)
        *(long long *)to = count;
    else if (f->length == 1)
        *(signed char *)to = (signed char)count;
    else if (f->length == 2)
        *(short *)to = (short)count;
    else
        *(int *)to = (int)count;
}

static void convert(struct sink *s, struct spec *f, char c, va_list *args)
{
    char one;
    f->upper = c >= 'A' && c <= 'Z';
    switch (c) {
    case 'd':
    case 'i': {
        long long v = signed_argument(f, args);
        unsigned long long u = (unsigned long long)v;
        put_integer(s, f, v < 0 ? -u : u, 10, sign_of(f, v < 0));
        break;
    }
    case 'u':
        put_integer(s, f, unsigned_argument(f, args), 10, "");
        break;
    case 'o':
        put_integer(s, f, unsigned_argument(f, args), 8, "");
        break;
    case 'x':
    case 'X': {
        unsigned long long v = unsigned_argument(f, args);
        put_integer(s, f, v, 16,
                    f->alternate && v ? f->upper ? "0X" : "0x" : "");
        break;
    }
    case 'p':
        f->upper = false;
        put_integer(s, f, (uintptr_t)va_arg(*args, void *), 16, "0x");
        break;
    case 'c':
        one = (char)va_arg(*args, int);
        f->zero = false;
        put_field(s, f, "", 0, &one, 1);
        break;
    case 's':
        put_string(s, f, va_arg(*args, const char *));
        break;
    case 'n':
        store_count(f, (long long)s->count, args);
        break;
    case '%':
        put(s, '%');
        break;
    default:
        put_float(s, f, va_arg(*args, double), c);
        break;
    }
}

static bool is_conversion(char c)
{
    return c != 0 && strchr("diuoxXpcsn%fFeEgGaA", c) != NULL;
}

static void format_all(struct sink *s, const char *p, va_list *args)
{
    while (*p) {
        if (*p != '%') {
            put(s, *p++);
            continue;
        }
        struct spec f = {.precision = -1};
        const char *start = p;
        p = read_flags(p + 1, &f);
        p = read_number(p, &f.width, args);
        if (f.width < 0) {
            f.left = true;
            f.width = -f.width;
        }
        if (*p == '.')
            p = read_number(p + 1, &f.precision, args);
        p = read_length(p, &f);
        if (!is_conversion(*p)) { /* not a conversion: as it stands */
            put(s, *start);
            p = start + 1;
            continue;
        }
        convert(s, &f, *p++, args);
    }
}

int vsnprintf(char *restrict to, size_t room, const char *restrict format,
              va_list args)
{
    struct sink s = {NULL, to, room, 0};
    va_list copy;
    va_copy(copy, args);
    format_all(&s, format, &copy);
    va_end(copy);
    if (room > 0)
        to[s.count < room ? s.count : room - 1] = 0;
    return (int)s.count;
}

int vfprintf(FILE *restrict f, const char *restrict format, va_list args)
{
    struct sink s = {f, NULL, 0, 0};
    va_list copy;
    va_copy(copy, args);
    format_all(&s, format, &copy);
    va_end(copy);
    return (int)s.count;
}

int vprintf(const char *restrict format, va_list args)
{
    return vfprintf(stdout, format, args);
}

int vsprintf(char *restrict to, const char *restrict format, va_list args)
{
    return vsnprintf(to, (size_t)-1, format, args);
}

int printf(const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vfprintf(stdout, format, args);
    va_end(args);
    return n;
}

int fprintf(FILE *restrict f, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vfprintf(f, format, args);
    va_end(args);
    return n;
}

int sprintf(char *restrict to, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsprintf(to, format, args);
    va_end(args);
    return n;
}

int snprintf(char *restrict to, size_t room, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(to, room, format, args);
    va_end(args);
    return n;
}

int vasprintf(char **to, const char *restrict format, va_list args)
{
    int length = vsnprintf(NULL, 0, format, args);
    *to = malloc((size_t)length + 1);
    if (!*to)
        return -1;
    return vsprintf(*to, format, args);
}

int asprintf(char **to, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vasprintf(to, format, args);
    va_end(args);
    return n;
}
