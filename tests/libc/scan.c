/* SPDX-License-Identifier: MIT
 *
 * The scanf family: generated numbers in generated formats, every conversion,
 * what does not match, and the stream (scan.in).
 */
#define _GNU_SOURCE
#include <stdlib.h>

#include "test.h"

enum { CASES = 3000, ROOM = 100 };

static char text[ROOM];

static void scan_numbers(void)
{
    static const char *const written[] = {"%d", "%o", "0x%x", "%u", "0%o"};
    static const char *const read[] = {"%d", "%i", "%x", "%u", "%o"};
    int a = -7, b = -7, n = -7, stored;
    long long c = -7;
    short d = -7;
    signed char e = -7;
    char format[60];
    unsigned v = (unsigned)test_random(), width = 1 + test_below(25);
    v >>= 8 + test_below(24); /* fits, read in whatever base */
    int k = sprintf(text, written[test_below(5)], v);
    k += sprintf(text + k, "%*s", (int)test_below(4), "");
    k += sprintf(text + k, test_below(2) ? "+" : "-");
    long long w = (long long)(test_random() >> 1);
    k += sprintf(text + k, "%lld", w >> test_below(63));
    k += sprintf(text + k, ",%d", (int)test_below(40000));
    sprintf(text + k, ";%d", (int)test_below(200));
    sprintf(format, "%s%%%ulld,%%hd;%%hhd%%n", read[test_below(5)], width);
    stored = sscanf(text, format, &a, &c, &d, &e, &n);
    mix32((uint32_t)stored);
    mix32((uint32_t)a);
    mix64((uint64_t)c);
    mix32((uint32_t)d + (uint32_t)e * 7 + (uint32_t)n * 9 + (uint32_t)b);
}

static void scan_floats(void)
{
    float f = -7;
    double d = -7, g = -7;
    int n = -7;
    double x = test_double(), y = test_double(), z = test_double();
    int k = sprintf(text, "%.*g ", (int)test_below(20), x);
    sprintf(text + k, "%.*ex%a", (int)test_below(20), y, z);
    mix32((uint32_t)sscanf(text, "%f%lfx%la%n", &f, &d, &g, &n));
    mix_float(f);
    mix_double(d);
    mix_double(g);
    mix32((uint32_t)n);
    f = d = -7; /* no exponents: where a width cuts one, libraries differ */
    z = (double)(int32_t)test_random() * 0x1p-12;
    sprintf(text, "%.*f", (int)test_below(12), z);
    mix32((uint32_t)sscanf(text, "%5f%3lf", &f, &d));
    mix_float(f);
    mix_double(d);
}

static void scan_words(void)
{
    static const struct {
        const char *text, *format;
    } table[] = {{"hello world", "%s %s"},
                 {"hello", "%3s%s"},
                 {"abcxyz", "%[a-c]%[^a-c]"},
                 {"a]b-c", "%[]a]%[b-]"},
                 {"  x y", "%c%2c"},
                 {"12 apples", "%*d %s"},
                 {"one,two", "%[^,],%s"},
                 {"", "%s"},
                 {"   ", "%s"},
                 {"abc", "x%s"},
                 {"50% off", "%*d%% %s"},
                 {"a b", "a%s"},
                 {"k=v", "%1[a-z]=%1[a-z]"},
                 {"zz", "%[a-c]"}};
    for (unsigned k = 0; k < sizeof(table) / sizeof(*table); k++) {
        char a[40], b[40];
        memset(a, '.', sizeof(a));
        memset(b, '.', sizeof(b));
        a[39] = b[39] = 0;
        mix32((uint32_t)sscanf(table[k].text, table[k].format, a, b));
        mix_text(a);
        mix_text(b);
    }
}

static void scan_failures(void)
{
    static const char *const table[] = {"",    " ",  "-",   "x", "1",    "1 y",
                                        "1 2", "08", "+-1", ".", "1.5 e"};
    for (unsigned k = 0; k < sizeof(table) / sizeof(*table); k++) {
        int a = -1, b = -1, n = -1;
        float f = -1;
        mix32((uint32_t)sscanf(table[k], "%d%n %d", &a, &n, &b));
        mix32((uint32_t)sscanf(table[k], "%f", &f));
        mix32((uint32_t)a * 3 + (uint32_t)b * 5 + (uint32_t)n);
        mix_float(f);
    }
}

/* What scanf leaves must be there for the next one. */
static void scan_stream(void)
{
    int a, b;
    double d;
    char s[20], line[40];
    char *heap = NULL;
    size_t room = 0;
    fputs(fgets(line, sizeof(line), stdin), stdout); /* the licence */
    printf("%d", scanf("%d %d", &a, &b));
    printf(" %d %d\n", a, b);
    printf("%d", scanf("%lf%19s", &d, s));
    printf(" %g %s\n", d, s);
    printf("%d\n", scanf("%d", &a));
    a = getchar();
    printf("%c", ungetc(a, stdin));
    printf("%c%c\n", getchar(), a);
    fputs(fgets(line, sizeof(line), stdin), stdout);
    fputs(fgets(line, 5, stdin), stdout);
    fputs(fgets(line, sizeof(line), stdin), stdout);
    int n = (int)getline(&heap, &room, stdin);
    printf("%d %s", n, heap);
    free(heap);
    printf("%d\n", (int)fread(line, 2, 3, stdin));
    printf("%.6s\n", line);
}

int main(void)
{
    for (int k = 0; k < CASES; k++)
        scan_numbers();
    report("numbers");
    for (int k = 0; k < CASES; k++)
        scan_floats();
    report("floats");
    scan_words();
    report("words");
    scan_failures();
    report("failures");
    scan_stream();
    return 0;
}
