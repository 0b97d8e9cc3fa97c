/* SPDX-License-Identifier: MIT
 *
 * Where bit-fields lie: zero width, mixed types, bytes seen through a union.
 */
#include "c.h"

#include <string.h>

struct a {
    char c;
    int x : 5;
    short y : 9;
    int : 0;
    unsigned z : 3;
};
struct b {
    unsigned a : 30, b : 4, c : 30;
};
struct c {
    _Bool f : 1;
    unsigned char g : 7;
    unsigned short h : 12, i : 4;
};
#define BYTES(value)                                \
    do {                                            \
        unsigned char byte[sizeof(value)];          \
        memcpy(byte, &(value), sizeof(byte));       \
        for (unsigned k = 0; k < sizeof(byte); k++) \
            printf("%02x", byte[k]);                \
        puts("");                                   \
    } while (0)
int main(void)
{
    struct a a;
    struct b b;
    struct c c;
    memset(&a, 0, sizeof(a));
    memset(&b, 0, sizeof(b));
    memset(&c, 0, sizeof(c));
    a.c = HIDE(1), a.x = HIDE(-3), a.y = HIDE(0x155), a.z = HIDE(5);
    b.a = HIDE(0x2AAAAAAAu), b.b = HIDE(9), b.c = HIDE(0x15555555);
    c.f = HIDE(4), c.g = HIDE(0x55), c.h = HIDE(0xABC), c.i = HIDE(13);
    BYTES(a);
    BYTES(b);
    BYTES(c);
    printf("%d %d %d %u\n", a.c, a.x, a.y, a.z);
    printf("%u %u %u %u\n", (unsigned)sizeof(a), (unsigned)sizeof(b),
           (unsigned)sizeof(c), (unsigned)_Alignof(struct c));
}
