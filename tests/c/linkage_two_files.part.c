/* SPDX-License-Identifier: MIT
 *
 * The second file of linkage_two_files.
 */
#include "c.h"

#include <stdarg.h>

extern int shared, common_word;
const char text[] = "part";
int table[10] = {[7] = 70};
struct pair {
    short a;
    long long b;
};
static int hidden = 2;
static NOINLINE int helper(void)
{
    return hidden * 10;
}
int other_helper(void);
int other_helper(void)
{
    return helper() + common_word;
}
int (*get(void))(void);
int (*get(void))(void)
{
    return other_helper;
}
struct pair swap(struct pair p, int x);
struct pair swap(struct pair p, int x)
{
    shared += x;
    return (struct pair){(short)p.b, p.a};
}
double mean(int n, ...);
double mean(int n, ...)
{
    va_list a;
    double s = 0;
    va_start(a, n);
    for (int i = 0; i < n; i++)
        s += va_arg(a, double);
    va_end(a);
    return s / n;
}
