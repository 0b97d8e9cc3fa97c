/* SPDX-License-Identifier: MIT
 *
 * Unaligned loads and stores through memcpy and attributes.
 */
#include "c.h"

#include <string.h>

typedef int unaligned_int __attribute__((aligned(1), may_alias));
typedef struct {
    short s;
} __attribute__((packed)) unaligned_short;
static NOINLINE int load(const char *p)
{
    return *(const unaligned_int *)p;
}
static NOINLINE void store(char *p, int v)
{
    *(unaligned_int *)p = v;
}
static NOINLINE uint64_t load64(const void *p)
{
    uint64_t x;
    memcpy(&x, p, 8);
    return x;
}
static NOINLINE void store16(void *p, short v)
{
    ((unaligned_short *)p)->s = v;
}
int main(void)
{
    char b[64];
    for (int i = 0; i < 64; i++)
        b[i] = (char)(i * 37);
    for (int i = 0; i < 12; i++) {
        store(b + 20 + i, load(b + i) + i);
        store16(b + 41 + i, (short)(i * -1000));
        printf("%d %llx\n", load(b + i), (unsigned long long)load64(b + i * 3));
    }
    for (int i = 0; i < 64; i++)
        printf("%02x", b[i] & 0xFF);
    puts("");
}
