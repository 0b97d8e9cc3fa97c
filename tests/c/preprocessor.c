/* SPDX-License-Identifier: MIT
 *
 * Macros: paste, stringise, variadic, recursion, conditionals, line.
 */
#include "c.h"

#define PASTE(a, b) a##b
#define TEXT(x) #x
#define EXPAND(x) TEXT(x)
#define SHOW(format, ...) printf(format "\n", ##__VA_ARGS__)
#define SUM3(a, ...) ((a) + FIRST(__VA_ARGS__, 0))
#define FIRST(a, ...) (a)
#define REPEAT(m) m(1) m(2) m(3)
#define DEFINE(n) static int PASTE(value, n) = n * 11;
REPEAT(DEFINE)
#undef DEFINE
#if defined(SHOW) && (1 << 3) == 8 && -1 > 0u && 'a' == 97
#define RESULT 1
#elif 1
#define RESULT 2
#endif
int main(void)
{
    int PASTE(var, iable) = HIDE(3);
    SHOW("%d %s %s", variable, TEXT(a + "b\n"), EXPAND(RESULT));
    SHOW("plain");
    SHOW("%d %d %d %d", SUM3(1, 2, 3), value1, value2 + value3, RESULT);
#line 1000 "other.c"
    printf("%d %s\n", __LINE__, __FILE__);
    printf("%d\n", __STDC_VERSION__ >= 201112L);
}
