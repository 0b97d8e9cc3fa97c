/* SPDX-License-Identifier: MIT
 *
 * Hexadecimal digits, whatever the locale, in either case. For smaller radixes
 * too: a digit is one of theirs when its value is below the radix.
 */
#ifndef UTIL_HEX_H
#define UTIL_HEX_H

#include <util/bits.h>

enum { HEX_NONE = 16 };

/* The value of a digit; HEX_NONE: c is none. */
static inline u32 hex_digit(int c)
{
    if (c >= '0' && c <= '9')
        return (u32)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (u32)(c - 'a') + 10;
    if (c >= 'A' && c <= 'F')
        return (u32)(c - 'A') + 10;
    return HEX_NONE;
}

#endif
