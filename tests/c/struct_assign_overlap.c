/* SPDX-License-Identifier: MIT
 *
 * Assignment of structures through pointers and in arrays.
 */
#include "c.h"

struct s {
    int a;
    char text[11];
    short b;
};
static NOINLINE void move(struct s *to, const struct s *from)
{
    *to = *from;
}
int main(void)
{
    struct s v[5] = {{1, "one", 10},
                     {2, "two", 20},
                     {3, "three", 30},
                     {4, "four", 40},
                     {5, "five", 50}};
    for (int i = 0; i < 4; i++)
        v[i] = v[HIDE(i) + 1];
    move(&v[HIDE(2)], &v[HIDE(2)]);
    move(&v[4], &v[0]);
    struct s t = v[1];
    v[1] = v[3], v[3] = t;
    for (int i = 0; i < 5; i++)
        printf("%d %s %d\n", v[i].a, v[i].text, v[i].b);
}
