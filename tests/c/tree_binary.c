/* SPDX-License-Identifier: MIT
 *
 * A binary search tree with malloc: insert, remove, walk.
 */
#include "c.h"

#include <stdlib.h>

struct n {
    int key;
    struct n *side[2];
};
static NOINLINE struct n **find(struct n **at, int key)
{
    while (*at && (*at)->key != key)
        at = &(*at)->side[key > (*at)->key];
    return at;
}
static NOINLINE void drop(struct n **at)
{
    struct n *n = *at;
    if (!n)
        return;
    if (!n->side[0] || !n->side[1]) {
        *at = n->side[!n->side[0]];
    } else {
        struct n **next = &n->side[1];
        while ((*next)->side[0])
            next = &(*next)->side[0];
        struct n *m = *next;
        *next = m->side[1];
        m->side[0] = n->side[0], m->side[1] = n->side[1];
        *at = m;
    }
    free(n);
}
static NOINLINE int walk(const struct n *n, int depth, unsigned *sum)
{
    if (!n)
        return depth;
    int a = walk(n->side[0], depth + 1, sum);
    *sum = *sum * 31 + (unsigned)n->key;
    int b = walk(n->side[1], depth + 1, sum);
    return a > b ? a : b;
}
int main(void)
{
    struct n *root = NULL;
    unsigned seed = 31, sum = 0;
    for (int i = 0; i < 300; i++) {
        int key = (int)(next_random(&seed) % 200);
        struct n **at = find(&root, key);
        if (*at)
            drop(at);
        else
            *at = calloc(1, sizeof(**at)), (*at)->key = key;
        if (i % 50 == 0)
            sum = 0, printf("%d ", walk(root, 0, &sum)), printf("%u\n", sum);
    }
    while (root)
        drop(&root);
}
