/* SPDX-License-Identifier: MIT
 *
 * Structures assigned from calls and conditionals that read them.
 */
#include "c.h"

struct p {
    int x, y, z;
};
static NOINLINE struct p turn(struct p a)
{
    return (struct p){a.y, a.z, a.x};
}
static NOINLINE struct p larger(const struct p *a, const struct p *b)
{
    return a->x > b->x ? *a : *b;
}
int main(void)
{
    struct p v[3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, HIDE(9)}}, *w = &v[HIDE(1)];
    for (int i = 0; i < 5; i++) {
        v[0] = turn(v[0]), *w = turn(larger(w, &v[2])),
        v[2] = i & 1 ? v[0] : turn(*w);
        v[i % 3] = larger(&v[i % 3], &v[(i + 1) % 3]);
        w->z += i;
        printf("%d%d%d %d%d%d %d%d%d\n", v[0].x, v[0].y, v[0].z, v[1].x, v[1].y,
               v[1].z, v[2].x, v[2].y, v[2].z);
    }
}
