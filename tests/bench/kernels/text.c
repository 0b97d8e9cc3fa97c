/* SPDX-License-Identifier: MIT
 *
 * text: makes words, then splits, counts, compares, converts and searches
 * them with plain loops over bytes, and runs a scanner for numbers that is a
 * switch in a loop. Byte loads, short loops, dense switches.
 */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#define SIZE 8192u

static char text[SIZE + 1], copy[SIZE + 1];

static unsigned length(const char *s)
{
    const char *p = s;
    while (*p)
        p++;
    return (unsigned)(p - s);
}

static int compare(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return (unsigned char)*a - (unsigned char)*b;
}

static int is_letter(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void upper(char *to, const char *from)
{
    for (; *from; from++)
        *to++ = (char)(*from >= 'a' && *from <= 'z' ? *from - 32 : *from);
    *to = 0;
}

static unsigned words(const char *s)
{
    unsigned n = 0, inside = 0;
    for (; *s; s++) {
        unsigned letter = (unsigned)is_letter(*s);
        n += letter & !inside;
        inside = letter;
    }
    return n;
}

static const char *search(const char *s, const char *what)
{
    for (; *s; s++) {
        unsigned k = 0;
        while (what[k] && s[k] == what[k])
            k++;
        if (!what[k])
            return s;
    }
    return 0;
}

enum state { START, SIGN, DIGITS, POINT, FRACTION, EXPONENT, WORD };

static unsigned scan(const char *s)
{
    unsigned value = 0, sum = 0;
    enum state state = START;
    for (; *s; s++) {
        char c = *s;
        int digit = c >= '0' && c <= '9';
        switch (state) {
        case START:
            value = digit ? (unsigned)(c - '0') : 0;
            state = digit          ? DIGITS
                    : c == '-'     ? SIGN
                    : c == '.'     ? POINT
                    : is_letter(c) ? WORD
                                   : START;
            break;
        case SIGN:
            state = digit ? DIGITS : START;
            break;
        case DIGITS:
            if (digit)
                value = value * 10u + (unsigned)(c - '0');
            else
                state = c == '.' ? FRACTION : c == 'e' ? EXPONENT : START;
            break;
        case POINT:
        case FRACTION:
            state = digit ? FRACTION : c == 'e' ? EXPONENT : START;
            break;
        case EXPONENT:
            state = digit || c == '-' ? EXPONENT : START;
            break;
        case WORD:
            state = is_letter(c) ? WORD : START;
            break;
        }
        if (state == START)
            sum = sum * 31u + value;
    }
    return sum;
}

static void fill(unsigned seed)
{
    static const char letters[] = "etaoin shrdlu 0123.456-789e\nETA";
    for (unsigned i = 0; i < SIZE; i++) {
        seed = seed * 1664525u + 1013904223u;
        text[i] = letters[seed >> 27];
    }
    text[SIZE] = 0;
}

unsigned bench_main(void)
{
    unsigned sum = 0;
    for (unsigned pass = 0; pass < 120u * BENCH_SCALE; pass++) {
        fill(pass);
        upper(copy, text);
        const char *found = search(text, "tea");
        sum = (sum << 3 | sum >> 29) + length(text) + words(text);
        sum += found ? (unsigned)(found - text) : 0;
        sum ^= scan(text) + (unsigned)compare(copy, text);
        sum += words(copy) + scan(copy);
    }
    return sum;
}
