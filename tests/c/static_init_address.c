/* SPDX-License-Identifier: MIT
 *
 * Addresses, sums and differences in static initialisers.
 */
#include "c.h"

struct node {
    const char *name;
    const struct node *next;
    int (*f)(int);
    int *p;
};
static int data[10] = {1, 2, 3};
static int twice(int x)
{
    return 2 * x;
}
static int square(int x)
{
    return x * x;
}
extern const struct node last;
static const struct node list[] = {
    {"a", &list[1], twice, data},
    {"b" + 0, &list[2], square, &data[2]},
    {"xc" + 1, &last, twice, (int *)((char *)data + 4)}};
const struct node last = {"end", 0, square, data + 9 - 9};
static int *const *indirect[] = {&list[0].p, &list[1].p};
static const int difference = &data[7] - &data[2];
static char text[] = "abc", *pointer = text + 1;
int main(void)
{
    for (const struct node *n = list; n; n = n->next)
        printf("%s %d %d\n", n->name, n->f(HIDE(7)), *n->p);
    printf("%d %d %d %s\n", **indirect[0], **indirect[1], difference, pointer);
}
