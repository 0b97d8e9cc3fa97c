/* SPDX-License-Identifier: MIT
 *
 * Shifts of long long by constants around the word.
 */
#include "c.h"

#define ROW(n)                                                          \
    printf("%d: %llx %llx %llx %x %x\n", n, x << n, x >> n,             \
           (unsigned long long)((long long)x >> n), (unsigned)(x >> n), \
           (unsigned)(x << n))
static NOINLINE void show(unsigned long long x)
{
    ROW(0);
    ROW(1);
    ROW(7);
    ROW(8);
    ROW(15);
    ROW(16);
    ROW(24);
    ROW(31);
    ROW(32);
    ROW(33);
    ROW(40);
    ROW(47);
    ROW(48);
    ROW(56);
    ROW(62);
    ROW(63);
}
int main(void)
{
    show(0x8123456789ABCDEFu);
    show(0x7EDCBA9876543210u);
    show(1);
}
