/* SPDX-License-Identifier: MIT
 *
 * Local arrays and structures: partial, computed, large, from strings.
 */
#include "c.h"

struct s {
    int a;
    char b[7];
    struct {
        short x, y;
    } p[3];
};
static NOINLINE unsigned sum(const void *p, int n)
{
    const unsigned char *b = p;
    unsigned s = 0;
    while (n-- > 0)
        s = s * 31 + *b++;
    return s;
}
static NOINLINE unsigned f(int x)
{
    int few[20] = {1, x, 3}, all[] = {x, x + 1, x + 2}, none[6] = {0};
    char text[12] = "hello", exact[5] = {"hello"},
         letters[] = {'a', (char)('a' + x), 0};
    struct s s = {x, "ab", {{1, (short)x}, {.y = 7}}}, t = s;
    long long wide[3] = {x, -1, (long long)x << 40};
    t.p[2].x = (short)(x + s.p[1].y);
    return sum(few, sizeof(few)) + sum(all, sizeof(all)) * 3 +
           sum(none, sizeof(none)) + sum(text, 12) * 5 + sum(exact, 5) * 7 +
           sum(letters, 3) * 11 + sum(s.b, 7) * 13 +
           sum(t.p, sizeof(t.p)) * 17 + sum(wide, sizeof(wide)) * 19;
}
int main(void)
{
    for (int i = 0; i < 5; i++)
        printf("%u\n", f(HIDE(i)));
}
