/* SPDX-License-Identifier: MIT
 *
 * Loads of 8 and 16 bits, signed and unsigned, with every addressing form.
 */
#include "c.h"

static signed char sc[64];
static unsigned char uc[64];
static short ss[64];
static unsigned short us[64];
static NOINLINE int indexed(const signed char *a, const unsigned char *b,
                            const short *c, const unsigned short *d, int i)
{
    return a[i] + b[i + 1] * 3 + c[i + 2] * 5 + d[i - 1] * 7;
}
static NOINLINE int global(int i)
{
    return sc[i] - uc[i + 3] + ss[i * 2 & 63] - us[63 - i];
}
static NOINLINE int fixed(void)
{
    return sc[5] + uc[63] * 2 + ss[1] * 3 + us[62] * 4;
}
static NOINLINE long long wide(int i)
{
    return (long long)ss[i] * us[i] + sc[i];
}
int main(void)
{
    for (int i = 0; i < 64; i++)
        sc[i] = (signed char)(i * 37), uc[i] = (unsigned char)(i * 91),
        ss[i] = (short)(i * 7919), us[i] = (unsigned short)(i * 7919);
    for (int i = 1; i < 60; i += 4)
        printf("%d %d %d %lld\n", indexed(sc, uc, ss, us, HIDE(i)),
               global(HIDE(i)), fixed(), wide(i));
}
