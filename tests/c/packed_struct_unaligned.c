/* SPDX-License-Identifier: MIT
 *
 * Packed structures: members of all sizes at odd addresses.
 */
#include "c.h"

struct __attribute__((packed)) p {
    char c;
    int i;
    char d;
    long long l;
    short s;
    double f;
    float g;
    char e;
    unsigned short u;
};
static NOINLINE void fill(struct p *p, int x)
{
    p->c = (char)x, p->i = x * 65537, p->d = (char)-x,
    p->l = (long long)x << 33 | 5, p->s = (short)(x * 300);
    p->f = x / 4.0, p->g = x / 8.0f, p->e = (char)(x + 1),
    p->u = (unsigned short)(x * 999);
}
static NOINLINE void show(const struct p *p)
{
    printf("%d %d %d %lld %d %g %g %d %u\n", p->c, p->i, p->d, (long long)p->l,
           p->s, p->f, p->g, p->e, p->u);
}
int main(void)
{
    struct p v[4];
    printf("%d\n", (int)sizeof(struct p));
    for (int i = 0; i < 4; i++)
        fill(&v[i], HIDE(i) * 7 - 9);
    for (int i = 0; i < 4; i++)
        show(&v[i]);
    v[1] = v[2], v[1].i++, v[1].l *= -3, v[1].f += 1, v[1].u--;
    show(&v[1]);
    show(&v[0]);
}
