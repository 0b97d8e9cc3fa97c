/* SPDX-License-Identifier: MIT
 *
 * <string.h> and <ctype.h>: every alignment and overlap of the block
 * functions, with guard bytes; searches and comparisons on short texts of few
 * letters, where every case comes up.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "test.h"

enum { ROOM = 160, TEXTS = 3000 };

static unsigned char a[ROOM], b[ROOM];

static void fill(void)
{
    for (int k = 0; k < ROOM; k++) {
        a[k] = (unsigned char)(k * 7 + 1);
        b[k] = (unsigned char)(k * 5 + 3);
    }
}

static void mix_blocks(void)
{
    for (int k = 0; k < ROOM; k++)
        mix32(a[k] + 256u * b[k]);
}

/* Lengths around the sizes of the loops inside */
static const unsigned char lengths[] = {0,  1,  2,  3,  4,  5,  7, 8,
                                        15, 16, 17, 31, 33, 64, 70};

static void blocks(void)
{
    for (unsigned to = 0; to < 4; to++) {
        for (unsigned from = 0; from < 4; from++) {
            for (unsigned k = 0; k < sizeof(lengths); k++) {
                fill();
                memcpy(a + 40 + to, b + 40 + from, lengths[k]);
                memset(b + 20 + from, (int)(300 + k), lengths[k]);
                mix_blocks();
            }
        }
    }
}

static void overlaps(void)
{
    for (int apart = -20; apart <= 20; apart++) {
        for (unsigned from = 0; from < 4; from++) {
            fill();
            memmove(a + 40 + (int)from + apart, a + 40 + from,
                    lengths[(unsigned)(apart + 20) % sizeof(lengths)]);
            memmove(b + 40 + (int)from + apart, b + 40 + from, 67);
            mix_blocks();
        }
    }
}

static void letters(char *s, unsigned most)
{
    unsigned n = test_below(most);
    for (unsigned k = 0; k < n; k++)
        s[k] = "abAB\xE4 "[test_below(6)];
    s[n] = 0;
}

static void mix_sign(int v)
{
    mix32(v < 0 ? 1 : v > 0 ? 2 : 3);
}

/* Where in s, or nowhere */
static void mix_place(const void *p, const void *s)
{
    mix32(p ? (uint32_t)((const char *)p - (const char *)s) : 999);
}

static void searches(void)
{
    char s[64], t[16];
    memset(s, 0, sizeof(s));
    letters(s, 40);
    letters(t, test_below(4) ? 4 : 10);
    int c = "abAB\xE4 z"[test_below(8)];
    size_t n = test_below(20);
    mix_place(strchr(s, c), s);
    mix_place(strrchr(s, c), s);
    mix_place(strchrnul(s, c), s);
    mix_place(strstr(s, t), s);
    mix_place(strpbrk(s, t), s);
    mix_place(memchr(s, c, n), s);
    mix_place(memrchr(s, c, n), s);
    mix_place(memmem(s, n, t, strlen(t)), s);
    mix32((uint32_t)(strspn(s, t) + 100 * strcspn(s, t)));
    mix32((uint32_t)(strlen(s) + 100 * strnlen(s, n)));
}

static void comparisons(void)
{
    char s[16] = "", t[16] = "";
    size_t n = test_below(9);
    letters(s, 6);
    letters(t, 6);
    if (test_below(2))
        memcpy(t, s, n);
    t[15] = 0;
    mix_sign(strcmp(s, t));
    mix_sign(strncmp(s, t, n));
    mix_sign(strcoll(s, t));
    mix_sign(strcasecmp(s, t));
    mix_sign(strncasecmp(s, t, n));
    mix_sign(memcmp(s, t, n < 6 ? n : 6));
}

static void copies(void)
{
    char s[64], t[64], *end;
    memset(t, '.', sizeof(t));
    letters(s, 20);
    size_t n = test_below(25);
    end = stpcpy(t, s);
    mix_place(end, t);
    strncpy(t + 30, s, n);
    strcat(t, "<");
    strncat(t, s, n);
    mix_place(memccpy(t + 50, "abcdefgh", "abcdz"[test_below(5)], 8), t);
    for (unsigned k = 0; k < sizeof(t); k++)
        mix32((unsigned char)t[k]);
    char *copy = strdup(s), *part = strndup(s, n);
    mix_text(copy);
    mix_text(part);
    free(copy);
    free(part);
}

static void tokens(void)
{
    char s[64], *rest, *next = s;
    letters(s, 40);
    for (char *t = strtok_r(s, "aB", &rest); t; t = strtok_r(NULL, "aB", &rest))
        mix_text(t);
    letters(s, 40);
    for (char *t = strtok(s, " "); t; t = strtok(NULL, "b "))
        mix_text(t);
    letters(s, 40);
    for (char *t; (t = strsep(&next, "A "));)
        mix_text(t);
}

static void classes(void)
{
    for (int c = -1; c < 128; c++) {
        mix32((uint32_t)(!!isalnum(c) | !!isalpha(c) << 1 | !!isblank(c) << 2 |
                         !!iscntrl(c) << 3 | !!isdigit(c) << 4 |
                         !!isgraph(c) << 5 | !!islower(c) << 6 |
                         !!isprint(c) << 7 | !!ispunct(c) << 8 |
                         !!isspace(c) << 9 | !!isupper(c) << 10 |
                         !!isxdigit(c) << 11));
        mix32((uint32_t)(tolower(c) + 256 * toupper(c)));
    }
}

int main(void)
{
    static const struct {
        const char *name;
        void (*run)(void);
        int cases;
    } groups[] = {
        {"blocks", blocks, 1},         {"overlaps", overlaps, 1},
        {"searches", searches, TEXTS}, {"comparisons", comparisons, TEXTS},
        {"copies", copies, TEXTS},     {"tokens", tokens, TEXTS},
        {"classes", classes, 1}};
    for (unsigned g = 0; g < sizeof(groups) / sizeof(*groups); g++) {
        for (int k = 0; k < groups[g].cases; k++)
            groups[g].run();
        report(groups[g].name);
    }
    return 0;
}
