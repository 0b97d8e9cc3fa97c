/* SPDX-License-Identifier: MIT
 *
 * Static names of two files, shared objects, common symbols.
 */
#include "c.h"

int shared = 5, common_word;
extern const char text[];
extern int table[10];
struct pair {
    short a;
    long long b;
};
struct pair swap(struct pair p, int x);
double mean(int n, ...);
static int hidden = 1;
static NOINLINE int helper(void)
{
    return hidden;
}
int other_helper(void);
int (*get(void))(void);
int main(void)
{
    common_word = HIDE(9);
    struct pair p = swap((struct pair){3, 0x123456789ll}, 4);
    printf("%d %d %d %d\n", helper(), other_helper(), get()(),
           get() == other_helper);
    printf("%s %d %d %lld %d\n", text, table[HIDE(7)], p.a, p.b, shared);
    printf("%g\n", mean(3, 1.0, 2.5, HIDE(4.0)));
}
