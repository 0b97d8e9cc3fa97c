/* SPDX-License-Identifier: MIT
 *
 * Reading and writing the words of gdb packets. Nothing here reads behind the
 * end of a text, and no value is guessed: what is malformed is refused.
 */
#include "gdb_text.h"

#include <string.h>
#include <util/hex.h>

bool gdb_take_char(struct gdb_text *t, char c)
{
    if (t->at == t->end || *t->at != (u8)c)
        return false;
    t->at++;
    return true;
}

bool gdb_take_word(struct gdb_text *t, const char *word)
{
    size_t n = strlen(word);
    if (gdb_left(t) < n || memcmp(t->at, word, n) != 0)
        return false;
    t->at += n;
    return true;
}

bool gdb_take_number(struct gdb_text *t, u32 *value)
{
    const u8 *p = t->at;
    u64 sum = 0;
    for (; p != t->end && hex_digit(*p) != HEX_NONE; p++) {
        sum = sum << 4 | hex_digit(*p);
        if (sum > UINT32_MAX)
            return false;
    }
    if (p == t->at)
        return false;
    t->at = p;
    *value = (u32)sum;
    return true;
}

bool gdb_take_byte(struct gdb_text *t, u8 *value)
{
    if (gdb_left(t) < 2)
        return false;
    u32 high = hex_digit(t->at[0]), low = hex_digit(t->at[1]);
    if (high == HEX_NONE || low == HEX_NONE)
        return false;
    *value = (u8)(high << 4 | low);
    t->at += 2;
    return true;
}

bool gdb_take_le32(struct gdb_text *t, u32 *value)
{
    u8 b[4];
    for (u32 i = 0; i < 4; i++)
        if (!gdb_take_byte(t, &b[i]))
            return false;
    *value = get_le32(b);
    return true;
}

bool gdb_take_thread(struct gdb_text *t, u32 cores, i32 *thread)
{
    u32 number;
    if (gdb_take_word(t, "-1")) {
        *thread = GDB_ALL;
        return true;
    }
    if (!gdb_take_number(t, &number) || number > cores)
        return false;
    *thread = (i32)number;
    return true;
}

void gdb_put_hex(struct buf *b, const void *bytes, size_t n)
{
    const u8 *p = bytes;
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%02x", p[i]);
}

void gdb_put_le32(struct buf *b, u32 value)
{
    u8 bytes[4];
    put_le32(bytes, value);
    gdb_put_hex(b, bytes, sizeof(bytes));
}
