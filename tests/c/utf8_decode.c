/* SPDX-License-Identifier: MIT
 *
 * A decoder of UTF-8 with tables and state.
 */
#include "c.h"

static NOINLINE int decode(const unsigned char **s)
{
    const unsigned char *p = *s;
    int n = *p < 0x80   ? 0
            : *p < 0xC0 ? -1
            : *p < 0xE0 ? 1
            : *p < 0xF0 ? 2
            : *p < 0xF8 ? 3
                        : -1;
    if (n < 0) {
        *s += 1;
        return -1;
    }
    int c = n ? *p & (0x3F >> n) : *p;
    for (p++; n-- > 0; p++) {
        if ((*p & 0xC0) != 0x80) {
            *s = p;
            return -2;
        }
        c = c << 6 | (*p & 0x3F);
    }
    *s = p;
    return c;
}
int main(void)
{
    static const unsigned char text[] =
        "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80 \x80\xC3(\xE2\x82x\xFFz";
    for (const unsigned char *p = text; *p;)
        printf("%x ", (unsigned)decode(&p));
    puts("");
}
