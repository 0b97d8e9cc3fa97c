/* SPDX-License-Identifier: MIT
 *
 * The printf family on generated conversions, and strtod and strtof on what it
 * printed and on points between numbers.
 */
#include <stddef.h>
#include <stdlib.h>

#include "test.h"

enum { CASES = 3000, ROOM = 2000 };

static char out[ROOM];

/* Flags, width, precision: ends before the length. */
static char *format_start(char *p, unsigned widest, unsigned precisest)
{
    unsigned r = (unsigned)test_random();
    *p++ = '%';
    for (int k = 0; k < 5; k++) {
        if (r >> k & r >> (k + 5) & 1)
            *p++ = "-+ #0"[k];
    }
    if (r >> 11 & 1)
        p += sprintf(p, "%d", (int)test_below(widest));
    if (r >> 12 & 1)
        p += sprintf(p, ".%d", (int)test_below(precisest));
    return p;
}

static void print_float(void)
{
    unsigned precisest = test_below(20) ? 25 : 1300;
    char format[40], *p = format_start(format, 40, precisest);
    *p++ = "feEgGaAF"[test_below(8)];
    *p = 0;
    double d = test_double();
    if (test_below(2)) { /* short ones */
        d = (double)(int)test_random();
        d /= 1 << test_below(20);
    }
    mix32((uint32_t)snprintf(out, ROOM, format, d));
    mix_text(out);
    mix32((uint32_t)snprintf(out, test_below(20), format, d));
}

static void print_integer(void)
{
    static const char *const lengths[] = {"hh", "h", "", "ll", "j"};
    unsigned length = test_below(5);
    char format[40], *p = format_start(format, 40, 30);
    sprintf(p, "%s%c", lengths[length], "diuoxX"[test_below(6)]);
    uint64_t v = test_random();
    v >>= test_below(64); /* the order of operands is not specified */
    if (length >= 3)
        mix32((uint32_t)snprintf(out, ROOM, format, v));
    else
        mix32((uint32_t)snprintf(out, ROOM, format, (int)v));
    mix_text(out);
}

static void print_text(void)
{
    char format[60], text[] = "a text of some words";
    int count = 0;
    const char *minus = test_below(2) ? "-" : "";
    unsigned width = 1 + test_below(19), precision = test_below(12);
    sprintf(format, "%%%s%u.%us|%%%%|%%-*.*s|%%c|%%5c|%%zu|%%td%%n", minus,
            width, precision);
    const char *part = text + test_below(20);
    int w = (int)test_below(20) - 9, p = (int)test_below(9) - 1;
    snprintf(out, ROOM, format, part, w, p, text, 'x', 'y', sizeof(text),
             (ptrdiff_t)-5, &count);
    mix_text(out);
    mix32((uint32_t)count);
}

static void read_back(void)
{
    double d = test_double();
    char *end;
    unsigned most = test_below(10) ? 20 : 800;
    snprintf(out, ROOM, "%.*e", (int)test_below(most), d);
    mix_double(strtod(out, &end));
    mix32((uint32_t)(end - out));
    mix_float(strtof(out, NULL));
    snprintf(out, ROOM, "%a", d);
    mix_double(strtod(out, &end));
    mix_float(strtof(out, &end));
    mix32((uint32_t)(end - out));
}

/* Halfway between two floats, or a last digit beside it. */
static void read_halfway(void)
{
    uint32_t u = (uint32_t)test_random() & 0x7FFFFFFF;
    u = u >= 0x7F7FFFFF ? 0x7F000001 : u;
    double middle = ((double)float_of(u) + (double)float_of(u + 1)) / 2;
    int n = snprintf(out, ROOM, "%.*e", 130, middle);
    char *e = strchr(out, 'e');
    mix_float(strtof(out, NULL));
    e[-1] = '1';
    mix_float(strtof(out, NULL));
    mix32((uint32_t)n);
}

static void read_odd(void)
{
    static const char *const odd[] = {
        "",           "-",        ".",
        "1.",         ".5e",      "1e+",
        "1e-5x",      "0x",       "0x.8p1",
        "0x1p",       "inf",      "-Infinity",
        "infinit",    "nan(12)x", "NAN(",
        "1e400",      "-1e-400",  "1e99999999",
        "0e99999999", "  +7e0 ",  "0x1.8p-1074",
        "4.9e-324",   "2.4e-324", "00000.00001e5"};
    for (unsigned k = 0; k < sizeof(odd) / sizeof(*odd); k++) {
        char *end;
        mix_double(strtod(odd[k], &end));
        mix32((uint32_t)(end - odd[k]));
    }
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
        int cases;
    } groups[] = {
        {"float", print_float, CASES},    {"integer", print_integer, CASES},
        {"text", print_text, CASES},      {"read", read_back, CASES},
        {"halfway", read_halfway, CASES}, {"odd", read_odd, 1}};
    for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++) {
        for (int k = 0; k < groups[g].cases; k++)
            groups[g].run();
        report(groups[g].name);
    }
    return 0;
}
