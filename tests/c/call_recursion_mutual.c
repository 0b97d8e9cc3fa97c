/* SPDX-License-Identifier: MIT
 *
 * Mutual recursion: a parser of expressions.
 */
#include "c.h"

static const char *p;
static int expression(void);
static NOINLINE int primary(void)
{
    int n = 0;
    if (*p == '-') {
        p++;
        return -primary();
    }
    if (*p == '(') {
        p++;
        n = expression();
        p++;
        return n;
    }
    while (*p >= '0' && *p <= '9')
        n = n * 10 + *p++ - '0';
    return n;
}
static NOINLINE int term(void)
{
    int n = primary();
    while (*p == '*' || *p == '/' || *p == '%') {
        char op = *p++;
        int r = primary();
        n = op == '*' ? n * r : r == 0 ? 0 : op == '/' ? n / r : n % r;
    }
    return n;
}
static NOINLINE int expression(void)
{
    int n = term();
    while (*p == '+' || *p == '-')
        n = *p++ == '+' ? n + term() : n - term();
    return n;
}
static NOINLINE int even(unsigned n);
static NOINLINE int odd(unsigned n)
{
    return n == 0 ? 0 : even(n - 1);
}
static NOINLINE int even(unsigned n)
{
    return n == 0 ? 1 : odd(n - 1);
}
int main(void)
{
    static const char *const text[] = {
        "1+2*3", "(1+2)*3", "-4*-(5-7)", "100/7%5-3", "((((2))))*(3+(4*(5-1)))",
        "7/0+1"};
    for (unsigned i = 0; i < COUNT(text); i++) {
        p = text[i];
        printf("%s = %d\n", text[i], expression());
    }
    printf("%d %d\n", even(HIDE(100)), odd(HIDE(77)));
}
