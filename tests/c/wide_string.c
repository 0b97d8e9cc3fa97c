/* SPDX-License-Identifier: MIT
 *
 * Wide, UTF-8, UTF-16 and UTF-32 strings and characters.
 */
#include "c.h"

#include <stddef.h>

int main(void)
{
    static const wchar_t w[] = L"a\u00e9\u20ac\U0001F600";
    static const uint16_t h[] = u"a\u00e9\u20ac\U0001F600";
    static const uint32_t d[] = U"x\U0010FFFF";
    static const char b[] = u8"\u00e9\u20ac";
    for (unsigned i = 0; i < COUNT(w); i++)
        printf("%lx ", (unsigned long)w[i]);
    for (unsigned i = 0; i < COUNT(h); i++)
        printf("%x ", h[i]);
    for (unsigned i = 0; i < COUNT(d); i++)
        printf("%lx ", (unsigned long)d[i]);
    for (unsigned i = 0; i < COUNT(b); i++)
        printf("%x ", b[i] & 0xFF);
    printf("%d %d %ld\n", (int)sizeof(L'x'), (int)sizeof(w), (long)L'\u20ac');
}
