/* SPDX-License-Identifier: MIT
 *
 * A flexible array member and arrays of length one.
 */
#include "c.h"

#include <stdlib.h>
#include <string.h>

struct packet {
    unsigned short length;
    char kind;
    unsigned char data[];
};
static NOINLINE struct packet *make(int n)
{
    struct packet *p = malloc(sizeof(*p) + n);
    p->length = (unsigned short)n, p->kind = (char)('a' + n % 26);
    for (int i = 0; i < n; i++)
        p->data[i] = (unsigned char)(i * n);
    return p;
}
int main(void)
{
    printf("%d\n", (int)sizeof(struct packet));
    for (int n = 0; n < 50; n += 7) {
        struct packet *p = make(HIDE(n));
        int s = 0;
        for (int i = 0; i < p->length; i++)
            s += p->data[i];
        printf("%d %c %d\n", p->length, p->kind, s);
        free(p);
    }
}
