/* SPDX-License-Identifier: MIT
 *
 * The scanf family: every conversion of C11 but those of wide characters.
 * Reads one character ahead and no more, so that a stream keeps the rest. An
 * item of a number is at most ITEM_MAX characters long.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ITEM_MAX = 1023 };

struct source {
    FILE *file; /* NULL: text */
    const char *text;
    int count; /* characters taken */
    int next;  /* the one ahead, or -2: not read */
};

struct spec {
    bool discard;
    int width; /* 0: none */
    char length;
};

enum { UNREAD = -2 };

static int peek(struct source *s)
{
    if (s->next == UNREAD) {
        if (s->file)
            s->next = fgetc(s->file);
        else
            s->next = *s->text ? (unsigned char)*s->text++ : EOF;
    }
    return s->next;
}

static void take(struct source *s)
{
    if (s->next != EOF) {
        s->next = UNREAD;
        s->count++;
    }
}

static void skip_space(struct source *s)
{
    while (peek(s) != EOF && isspace(peek(s)))
        take(s);
}

/* Where an item is collected. */
struct item {
    char text[ITEM_MAX + 1];
    int n, room;
};

/* Takes the next character if it is one of `set`. */
static bool accept(struct source *s, struct item *t, const char *set)
{
    int c = peek(s);
    if (c == EOF || c == 0 || t->n >= t->room || !strchr(set, c))
        return false;
    t->text[t->n++] = (char)c;
    take(s);
    return true;
}

static int accept_all(struct source *s, struct item *t, const char *set)
{
    int n = 0;
    while (accept(s, t, set))
        n++;
    return n;
}

static struct item *item_start(struct item *t, const struct spec *f)
{
    t->n = 0;
    t->room = f->width && f->width < ITEM_MAX ? f->width : ITEM_MAX;
    return t;
}

static const char decimal[] = "0123456789", octal[] = "01234567",
                  hex[] = "0123456789abcdefABCDEF";

static void store(const struct spec *f, void *to, unsigned long long v)
{
    if (f->length == 'H')
        *(unsigned char *)to = (unsigned char)v;
    else if (f->length == 'h')
        *(unsigned short *)to = (unsigned short)v;
    else if (f->length == 'q')
        *(unsigned long long *)to = v;
    else
        *(unsigned *)to = (unsigned)v;
}

/* base 0: by the prefix. False: no number. */
static bool scan_integer(struct source *s, const struct spec *f, int base,
                         bool by_sign, unsigned long long *out)
{
    struct item item, *t = item_start(&item, f);
    int digits = 0;
    accept(s, t, "+-");
    if ((base == 0 || base == 16) && accept(s, t, "0")) {
        digits = 1;
        if (accept(s, t, "xX")) {
            digits = 0;
            base = 16;
        } else if (base == 0) {
            base = 8;
        }
    }
    base = base ? base : 10;
    digits += accept_all(s, t, base == 16 ? hex : base == 8 ? octal : decimal);
    t->text[t->n] = 0;
    if (digits == 0)
        return false;
    bool wide = f->length == 'q';
    if (by_sign)
        *out = (unsigned long long)(wide ? strtoll(t->text, NULL, base)
                                         : strtol(t->text, NULL, base));
    else
        *out =
            wide ? strtoull(t->text, NULL, base) : strtoul(t->text, NULL, base);
    return true;
}

/* A word letter by letter, in any case; false at the first other one. */
static bool accept_word(struct source *s, struct item *t, const char *word)
{
    for (; *word; word++) {
        char pair[3] = {*word, (char)toupper(*word), 0};
        if (!accept(s, t, pair))
            return false;
    }
    return true;
}

static bool accept_exponent(struct source *s, struct item *t, const char *set)
{
    if (!accept(s, t, set))
        return true;
    accept(s, t, "+-");
    return accept_all(s, t, decimal) > 0;
}

/* Collects a floating-point number; false when it is none. */
static bool scan_float(struct source *s, struct item *t)
{
    int digits = 0;
    const char *set = decimal, *letter = "eE";
    accept(s, t, "+-");
    if (accept(s, t, "iI")) {
        if (!accept_word(s, t, "nf"))
            return false;
        return !accept(s, t, "iI") || accept_word(s, t, "nity");
    }
    if (accept(s, t, "nN"))
        return accept_word(s, t, "an");
    if (accept(s, t, "0")) {
        digits = 1;
        if (accept(s, t, "xX")) {
            digits = 0;
            set = hex;
            letter = "pP";
        }
    }
    digits += accept_all(s, t, set);
    if (accept(s, t, "."))
        digits += accept_all(s, t, set);
    return digits > 0 && accept_exponent(s, t, letter);
}

static bool convert_float(struct source *s, const struct spec *f, void *to)
{
    struct item item, *t = item_start(&item, f);
    if (!scan_float(s, t))
        return false;
    t->text[t->n] = 0;
    if (to && (f->length == 'l' || f->length == 'L'))
        *(double *)to = strtod(t->text, NULL);
    else if (to)
        *(float *)to = strtof(t->text, NULL);
    return true;
}

/* A set of bytes, one bit each. */
struct set {
    uint32_t bits[8];
};

static void set_add(struct set *t, unsigned c)
{
    t->bits[c >> 5 & 7] |= 1u << (c & 31);
}

static bool set_has(const struct set *t, int c)
{
    return t->bits[c >> 5 & 7] >> (c & 31) & 1;
}

/* Behind the bracket; gives the place behind the closing one. */
static const char *read_set(const char *p, struct set *t)
{
    bool inverse = *p == '^';
    p += inverse;
    memset(t, 0, sizeof(*t));
    for (bool first = true; *p && (*p != ']' || first); first = false, p++) {
        unsigned from = (unsigned char)*p, to = from;
        if (p[1] == '-' && p[2] && p[2] != ']') {
            to = (unsigned char)p[2];
            p += 2;
        }
        for (unsigned c = from; c <= to; c++)
            set_add(t, c);
    }
    for (int k = 0; inverse && k < 8; k++)
        t->bits[k] = ~t->bits[k];
    return *p ? p + 1 : p;
}

/* %c, %s, %[: `set` NULL takes anything. False when nothing came. */
static bool scan_text(struct source *s, const struct spec *f,
                      const struct set *set, char *to, bool end)
{
    int n = 0, most = f->width ? f->width : end ? __INT_MAX__ : 1;
    for (; n < most && peek(s) != EOF; n++) {
        if (set && !set_has(set, peek(s)))
            break;
        if (to)
            to[n] = (char)peek(s);
        take(s);
    }
    if (to && end && n > 0)
        to[n] = 0;
    return end ? n > 0 : n == most;
}

static const char *read_spec(const char *p, struct spec *f)
{
    *f = (struct spec){0};
    if (*p == '*') {
        f->discard = true;
        p++;
    }
    for (; isdigit((unsigned char)*p); p++)
        f->width = f->width < 100000 ? f->width * 10 + (*p - '0') : f->width;
    if (p[0] == 'h' || p[0] == 'l') {
        bool twice = p[1] == p[0];
        f->length = !twice ? *p : *p == 'h' ? 'H' : 'q';
        return p + 1 + twice;
    }
    if (*p == 'j')
        f->length = 'q';
    else if (*p == 'L')
        f->length = 'L';
    return *p == 'j' || *p == 'L' || *p == 'z' || *p == 't' ? p + 1 : p;
}

static bool convert_integer(struct source *s, const struct spec *f, char c,
                            void *to)
{
    unsigned long long v;
    int base = c == 'i' ? 0 : c == 'o' ? 8 : c == 'd' || c == 'u' ? 10 : 16;
    if (!scan_integer(s, f, base, c == 'd' || c == 'i', &v))
        return false;
    if (to)
        store(f, to, v);
    return true;
}

/* Everything that is not white space. */
static const struct set word = {
    {~0x00003E00u, ~1u, ~0u, ~0u, ~0u, ~0u, ~0u, ~0u}};

/* One conversion; false: it did not match. */
static bool convert(struct source *s, const struct spec *f, char c,
                    const struct set *set, void *to)
{
    switch (c) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'p':
        return convert_integer(s, f, c, to);
    case 'c':
        return scan_text(s, f, NULL, to, false);
    case 's':
        return scan_text(s, f, &word, to, true);
    case '[':
        return scan_text(s, f, set, to, true);
    default:
        return convert_float(s, f, to);
    }
}

/* A directive that is not a conversion: white space or the character. */
static bool match(struct source *s, char c)
{
    if (isspace((unsigned char)c)) {
        skip_space(s);
        return true;
    }
    if (peek(s) != (unsigned char)c)
        return false;
    take(s);
    return true;
}

static int scan(struct source *s, const char *p, va_list *args)
{
    int stored = 0;
    while (*p) {
        struct spec f;
        struct set set;
        if (*p != '%' || p[1] == '%') {
            bool percent = *p == '%';
            if (percent)
                skip_space(s);
            if (!match(s, *p))
                return stored == 0 && peek(s) == EOF ? EOF : stored;
            p += 1 + percent;
            continue;
        }
        p = read_spec(p + 1, &f);
        char c = *p;
        if (c == 0)
            break;
        p = c == '[' ? read_set(p + 1, &set) : p + 1;
        if (c == 'n') {
            if (!f.discard)
                store(&f, va_arg(*args, void *), (unsigned)s->count);
            continue;
        }
        if (!strchr("diouxXpcs[aAeEfFgG", c))
            break;
        if (c != 'c' && c != '[')
            skip_space(s);
        if (peek(s) == EOF)
            return stored ? stored : EOF;
        if (!convert(s, &f, c, &set, f.discard ? NULL : va_arg(*args, void *)))
            break;
        stored += !f.discard;
    }
    return stored;
}

int vsscanf(const char *restrict from, const char *restrict format,
            va_list args)
{
    struct source s = {NULL, from, 0, UNREAD};
    va_list copy;
    va_copy(copy, args);
    int n = scan(&s, format, &copy);
    va_end(copy);
    return n;
}

int vfscanf(FILE *restrict f, const char *restrict format, va_list args)
{
    struct source s = {f, NULL, 0, UNREAD};
    va_list copy;
    va_copy(copy, args);
    int n = scan(&s, format, &copy);
    va_end(copy);
    if (s.next >= 0)
        ungetc(s.next, f);
    return n;
}

int vscanf(const char *restrict format, va_list args)
{
    return vfscanf(stdin, format, args);
}

int sscanf(const char *restrict from, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsscanf(from, format, args);
    va_end(args);
    return n;
}

int fscanf(FILE *restrict f, const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vfscanf(f, format, args);
    va_end(args);
    return n;
}

int scanf(const char *restrict format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vfscanf(stdin, format, args);
    va_end(args);
    return n;
}
