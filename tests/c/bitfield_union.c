/* SPDX-License-Identifier: MIT
 *
 * A union of bit-fields and words.
 */
#include "c.h"

union u {
    uint32_t word;
    struct {
        uint32_t mantissa : 23, exponent : 8, sign : 1;
    } f;
    struct {
        uint8_t low : 4, high : 4;
    } n[4];
};
int main(void)
{
    static const float values[] = {0, 1, -1.5f, 3.14159f, 1e30f, -1e-30f};
    for (unsigned i = 0; i < COUNT(values); i++) {
        union u u = {float_bits(HIDE(values[i]))};
        printf("%08x %u %u %x", u.word, u.f.sign, u.f.exponent, u.f.mantissa);
        for (int k = 0; k < 4; k++)
            printf(" %x:%x", u.n[k].high, u.n[k].low);
        u.f.sign ^= 1, u.n[0].low = 7;
        printf(" %08x\n", u.word);
    }
}
