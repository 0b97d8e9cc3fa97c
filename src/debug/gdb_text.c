/* SPDX-License-Identifier: MIT
 *
 * Reading and writing the words of gdb packets. Nothing here reads behind the
 * end of a text, and no value is guessed: what is malformed is refused.
 */
#include "gdb_text.h"

#include <string.h>

int gdb_digit(u8 c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

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
    for (; p != t->end && gdb_digit(*p) >= 0; p++) {
        sum = sum << 4 | (u64)gdb_digit(*p);
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
    if (gdb_left(t) < 2 || gdb_digit(t->at[0]) < 0 || gdb_digit(t->at[1]) < 0)
        return false;
    *value = (u8)(gdb_digit(t->at[0]) << 4 | gdb_digit(t->at[1]));
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
