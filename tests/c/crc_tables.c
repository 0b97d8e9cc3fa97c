/* SPDX-License-Identifier: MIT
 *
 * CRC-8, CRC-16 and CRC-32 with tables made at run time.
 */
#include "c.h"

static uint32_t t32[256];
static uint16_t t16[256];
static uint8_t t8[256];
int main(void)
{
    for (unsigned i = 0; i < 256; i++) {
        uint32_t a = i;
        uint16_t b = (uint16_t)(i << 8);
        uint8_t c = (uint8_t)i;
        for (int k = 0; k < 8; k++)
            a = a >> 1 ^ (0xEDB88320u & -(a & 1)),
            b = (uint16_t)(b << 1 ^ (b >> 15 ? 0x1021 : 0)),
            c = (uint8_t)(c << 1 ^ (c & 0x80 ? 7 : 0));
        t32[i] = a, t16[i] = b, t8[i] = c;
    }
    uint32_t a = ~0u;
    uint16_t b = 0xFFFF;
    uint8_t c = 0;
    for (const char *p = HIDE((const char *)"123456789"); *p; p++)
        a = a >> 8 ^ t32[(a ^ (unsigned char)*p) & 255],
        b = (uint16_t)(b << 8 ^ t16[b >> 8 ^ (unsigned char)*p]),
        c = t8[c ^ (unsigned char)*p];
    printf("%08x %04x %02x\n", ~a, b, c);
}
