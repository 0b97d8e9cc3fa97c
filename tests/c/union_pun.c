/* SPDX-License-Identifier: MIT
 *
 * Reading a union through another member.
 */
#include "c.h"

union u {
    double d;
    uint64_t l;
    uint32_t w[2];
    uint16_t h[4];
    uint8_t b[8];
    float f[2];
};
static NOINLINE union u change(union u u)
{
    u.b[HIDE(3)] ^= 0x80, u.h[3] += 1;
    return u;
}
int main(void)
{
    static const double x[] = {0, 1, -2.5, 3.141592653589793, 1e300, 4.9e-324};
    for (unsigned i = 0; i < COUNT(x); i++) {
        union u u = {HIDE(x[i])};
        printf("%llx %x %x %x %02x %02x\n", (unsigned long long)u.l, u.w[0],
               u.w[1], u.h[2], u.b[7], u.b[0]);
        u = change(u);
        printf("%llx\n", (unsigned long long)u.l);
        u.f[1] = 2.5f, u.b[0] = 9;
        printf("%llx %08x\n", (unsigned long long)u.l, u.w[1]);
    }
}
