/* SPDX-License-Identifier: MIT
 *
 * The escapes in texts that a user types for a machine: what to wait for and
 * what to send. There are no octal escapes, and \xHH takes two digits, so that
 * the byte behind one never depends on what follows.
 */
#include <util/cescape.h>

#include <util/hex.h>

static const char letters[] = "nrte\\=";
static const char values[] = "\n\r\t\033\\=";

/* The escape at text[0] == '\\'; returns its length, 0: there is none. */
static size_t escape_value(const char *text, size_t n, u8 *value)
{
    const char *letter = n > 1 ? strchr(letters, text[1]) : NULL;
    if (letter && *letter != '\0') {
        *value = (u8)values[letter - letters];
        return 2;
    }
    if (n < 4 || text[1] != 'x')
        return 0;
    u32 high = hex_digit(text[2]), low = hex_digit(text[3]);
    *value = (u8)(high * 16 + low);
    return high == HEX_NONE || low == HEX_NONE ? 0 : 4;
}

bool cescape_decode(struct buf *out, const char *text, size_t n, size_t *bad)
{
    for (size_t i = 0; i < n;) {
        u8 byte = (u8)text[i];
        size_t used = byte == '\\' ? escape_value(text + i, n - i, &byte) : 1;
        if (used == 0) {
            *bad = i;
            return false;
        }
        buf_add(out, &byte, 1);
        i += used;
    }
    return true;
}

void cescape_encode(struct buf *out, const void *bytes, size_t n)
{
    const u8 *p = bytes;
    for (size_t i = 0; i < n; i++) {
        const char *value = p[i] ? strchr(values, p[i]) : NULL;
        if (value && p[i] != '=')
            buf_printf(out, "\\%c", letters[value - values]);
        else if (p[i] < 0x20 || p[i] >= 0x7F)
            buf_printf(out, "\\x%02X", p[i]);
        else
            buf_add(out, p + i, 1);
    }
}

size_t cescape_equals(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '=')
            return i;
        if (text[i] == '\\')
            i++;
    }
    return n;
}
