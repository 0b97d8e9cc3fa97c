/* SPDX-License-Identifier: MIT
 *
 * Pointers to functions: tables, arguments, results, members.
 */
#include "c.h"

typedef int op(int, int);
static int add(int a, int b)
{
    return a + b;
}
static int sub(int a, int b)
{
    return a - b;
}
static int mul(int a, int b)
{
    return a * b;
}
static int and (int a, int b)
{
    return a & b;
}
static op *const table[] = {add, sub, mul, and};
struct object {
    int value;
    op *apply;
    const char *(*name)(const struct object *);
};
static const char *positive(const struct object *o)
{
    return o->value >= 0 ? "positive" : "negative";
}
static NOINLINE op *choose(int i)
{
    return i < 0 ? mul : table[i & 3];
}
static NOINLINE int fold(op *f, const int *v, int n)
{
    int s = *v++;
    while (--n > 0)
        s = f(s, *v++);
    return s;
}
static NOINLINE op *(*get(void))(int)
{
    return choose;
}
int main(void)
{
    static const int v[] = {100, 7, 3, 2};
    for (int i = -1; i < 4; i++) {
        struct object o = {fold(choose(HIDE(i)), v, 4), table[i & 3], positive};
        printf("%d %d %s %d\n", o.value, o.apply(o.value, i), o.name(&o),
               get()(i)(6, 3));
    }
    printf("%d %d\n", choose(0) == add, choose(1) == choose(2));
}
