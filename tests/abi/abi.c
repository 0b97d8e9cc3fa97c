/* SPDX-License-Identifier: MIT
 *
 * The calling convention of docs/abi.md against values worked out by hand:
 * what C puts where when it calls, what it takes from where when it is
 * called, what it keeps. Prints a line for each difference.
 */
#include <lamp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

extern uint32_t spy_words[16], spy_sp, drive_lost;
int spy(void);
uint64_t drive(void *function, const uint32_t *words);

struct s1 {
    char a;
};
struct s3 {
    char a[3];
};
struct s8 {
    int a;
    short b;
    char c;
};
struct s12 {
    int a, b, c;
};
struct mixed {
    float f;
    unsigned char byte;
};
union word {
    float f;
    int i;
};

static int wrong;

static void same(const char *what, uint32_t got, uint32_t want)
{
    if (got != want) {
        printf("%s: 0x%08X, not 0x%08X\n", what, (unsigned)got, (unsigned)want);
        wrong = 1;
    }
}

/* The first count words that spy saw, registers, then stack. */
static void saw(const char *what, unsigned count, const uint32_t *want)
{
    char text[80];
    for (unsigned k = 0; k < count; k++) {
        snprintf(text, sizeof(text), "%s, word %u", what, k);
        same(text, spy_words[k], want[k]);
    }
    snprintf(text, sizeof(text), "%s, sp %% 8", what);
    same(text, spy_sp % 8, 0);
}

#define SPY(result, ...) ((result(*)(__VA_ARGS__))spy)
#define SAW(what, ...) \
    saw(what, sizeof((uint32_t[]){__VA_ARGS__}) / 4, (uint32_t[]){__VA_ARGS__})

static void calls_of_scalars(void)
{
    SPY(void, int, int, int, int, int, int, int, int, int, int)
    (1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    SAW("ten int", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    SPY(void, signed char, unsigned char, short, unsigned short, _Bool, char)
    (-2, 254, -3, 65533, 1, (char)0x80);
    SAW("narrow", -2u, 254, -3u, 65533, 1, 0xFFFFFF80);
    SPY(void, int, long long, int, double)
    (1, 0x1122334455667788, 2, 1.0);
    SAW("wide at odd registers", 1, 0x55667788, 0x11223344, 2, 0, 0x3FF00000);
    SPY(void, int, int, int, int, int, int, int, long long, int)
    (1, 2, 3, 4, 5, 6, 7, 0x1122334455667788, 9);
    SAW("wide split at r7", 1, 2, 3, 4, 5, 6, 7, 0x55667788, 0x11223344, 9);
    SPY(void, float, double, float)(1.5f, -2.0, 0.25f);
    SAW("floating", 0x3FC00000, 0, 0xC0000000, 0x3E800000);
}

static void calls_of_aggregates(void)
{
    SPY(void, struct s1, struct s3, struct s8)
    ((struct s1){5}, (struct s3){{1, 2, 3}}, (struct s8){-1, 0x1234, 0x56});
    same("struct of 1", spy_words[0] & 0xFF, 5);
    same("struct of 3", spy_words[1] & 0xFFFFFF, 0x030201);
    same("struct of 8, low", spy_words[2], 0xFFFFFFFF);
    same("struct of 8, high", spy_words[3] & 0xFFFFFF, 0x561234);
    SPY(void, struct mixed, union word)
    ((struct mixed){1.0f, 7}, (union word){.i = 42});
    same("struct with float", spy_words[0], 0x3F800000);
    same("its byte", spy_words[1] & 0xFF, 7);
    same("union", spy_words[2], 42);
    struct s12 large = {1, 2, 3};
    SPY(void, int, struct s12, int)(9, large, 8);
    same("before a large struct", spy_words[0], 9);
    same("behind a large struct", spy_words[2], 8);
    const struct s12 *copy = (const struct s12 *)spy_words[1];
    same("large struct is a copy", copy != &large, 1);
}

static void calls_with_results(void)
{
    same("int", (uint32_t)SPY(int, void)(), 0x11111111);
    same("char", (uint32_t)SPY(char, void)(), 0x11);
    unsigned long long wide = SPY(unsigned long long, void)();
    same("wide, low", (uint32_t)wide, 0x11111111);
    same("wide, high", (uint32_t)(wide >> 32), 0x22222222);
    struct s8 s = SPY(struct s8, void)();
    same("struct of 8, a", (uint32_t)s.a, 0x11111111);
    same("struct of 8, b", (uint32_t)s.b, 0x2222);
    float f = SPY(float, void)();
    uint32_t bits;
    memcpy(&bits, &f, 4);
    same("float", bits, 0x11111111);
    struct s12 place = SPY(struct s12, int, int)(5, 6);
    (void)place;
    same("place of a large result is not 0", spy_words[0] != 0, 1);
    same("first argument behind it", spy_words[1], 5);
    same("second", spy_words[2], 6);
}

static void calls_of_variadic(void)
{
    SPY(int, const char *, ...)((const char *)7, 1, 2LL, 3, 4.0, 5);
    same("named argument", spy_words[0], 7);
    static const uint32_t want[8] = {1, 0, 2, 0, 3, 0, 0, 0x40100000};
    static const char padding[8] = {0, 1, 0, 0, 0, 1, 0, 0};
    char text[40];
    for (unsigned k = 0; k < 8; k++) {
        snprintf(text, sizeof(text), "variadic stack word %u", k);
        if (!padding[k])
            same(text, spy_words[8 + k], want[k]);
    }
}

static uint32_t heard[12];

static int take_scalars(signed char a, unsigned short b, long long c, double d,
                        float e, int f, long long g, int h)
{
    heard[0] = (uint32_t)a;
    heard[1] = b;
    heard[2] = (uint32_t)c;
    heard[3] = (uint32_t)(c >> 32);
    heard[4] = d == 1.0;
    heard[5] = e == 1.5f;
    heard[6] = (uint32_t)f;
    heard[7] = (uint32_t)g;
    heard[8] = (uint32_t)(g >> 32);
    heard[9] = (uint32_t)h;
    return -5;
}

static struct s12 take_structs(struct s8 a, struct s12 b, struct s1 c)
{
    heard[0] = (uint32_t)a.a;
    heard[1] = (uint32_t)a.b;
    heard[2] = (uint32_t)b.c;
    heard[3] = (uint32_t)c.a;
    return (struct s12){b.a + 1, b.b + 1, b.c + 1};
}

static unsigned long long take_variadic(int count, ...)
{
    va_list list;
    va_start(list, count);
    heard[0] = va_arg(list, unsigned);
    unsigned long long wide = va_arg(list, unsigned long long);
    heard[1] = va_arg(list, unsigned);
    va_end(list);
    return wide + (unsigned)count;
}

/* Uses more values at once than there are registers. */
static int take_many(int a, int b, int c, int d, int e, int f, int g, int h,
                     int i, int j)
{
    int v[24], sum = 0;
    for (int k = 0; k < 24; k++)
        v[k] = a * k + b + spy();
    for (int k = 0; k < 24; k++)
        sum += v[k] % (k + 1) + c + d + e + f + g + h + i + j;
    return sum;
}

static void called(void)
{
    const uint32_t words[16] = {0xFFFFFFF0, 0x0000FFEE, 0x55667788, 0x11223344,
                                0,          0x3FF00000, 0x3FC00000, 77,
                                0x99AABBCC, 0x0DDEEFF0, 88};
    static const uint32_t want[10] = {
        0xFFFFFFF0, 0x0000FFEE, 0x55667788, 0x11223344, 1,
        1,          77,         0x99AABBCC, 0x0DDEEFF0, 88};
    char text[40];
    same("result", (uint32_t)drive((void *)take_scalars, words), -5u);
    for (unsigned k = 0; k < 10; k++) {
        snprintf(text, sizeof(text), "scalar parameter %u", k);
        same(text, heard[k], want[k]);
    }
    struct s12 in = {10, 20, 30}, result = {0, 0, 0};
    drive((void *)take_structs,
          (uint32_t[16]){(uint32_t)&result, 0x01020304, 0x0009FFFE,
                         (uint32_t)&in, 0x65});
    same("struct parameter a", heard[0], 0x01020304);
    same("struct parameter b", heard[1], -2u);
    same("large struct parameter", heard[2], 30);
    same("small struct parameter", heard[3], 0x65);
    same("large result",
         (uint32_t)(result.a * 10000 + result.b * 100 + result.c), 112131);
    unsigned long long wide =
        drive((void *)take_variadic,
              (uint32_t[16]){1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0xFFFFFFFF, 1, 6});
    same("variadic word", heard[0], 5);
    same("variadic word behind a wide one", heard[1], 6);
    same("variadic wide, low", (uint32_t)wide, 0);
    same("variadic wide, high", (uint32_t)(wide >> 32), 2);
    drive((void *)take_many, words);
    same("registers that were not kept", drive_lost, 0);
}

int main(void)
{
    calls_of_scalars();
    calls_of_aggregates();
    calls_with_results();
    calls_of_variadic();
    called();
    puts(wrong ? "differs from docs/abi.md" : "as docs/abi.md says");
    return wrong;
}
