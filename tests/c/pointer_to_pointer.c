/* SPDX-License-Identifier: MIT
 *
 * Lists changed through pointers to pointers.
 */
#include "c.h"

struct n {
    int v;
    struct n *next;
};
static NOINLINE void insert(struct n **at, struct n *n)
{
    while (*at && (*at)->v < n->v)
        at = &(*at)->next;
    n->next = *at, *at = n;
}
static NOINLINE void drop_odd(struct n **at)
{
    while (*at)
        if ((*at)->v & 1)
            *at = (*at)->next;
        else
            at = &(*at)->next;
}
static NOINLINE struct n *reverse(struct n *l)
{
    struct n *r = 0;
    while (l) {
        struct n *next = l->next;
        l->next = r, r = l, l = next;
    }
    return r;
}
int main(void)
{
    struct n pool[20], *head = 0;
    unsigned seed = 4;
    for (int i = 0; i < 20; i++) {
        pool[i].v = next_random(&seed) % 50;
        insert(&head, &pool[i]);
    }
    for (struct n *n = head; n; n = n->next)
        printf("%d ", n->v);
    drop_odd(&head);
    for (struct n *n = head = reverse(head); n; n = n->next)
        printf("%d ", n->v);
    puts("");
}
