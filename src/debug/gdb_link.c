/* SPDX-License-Identifier: MIT
 *
 * The framing of gdb packets as a state machine, one byte a call. Invariant:
 * size <= GDB_PACKET_MAX, whatever comes; a packet that does not fit is
 * followed to its end without being kept.
 */
#include "gdb_link.h"

#include <util/hex.h>

enum { INTERRUPT = 3, ESCAPED = 0x20 };

void gdb_link_reset(struct gdb_link *l)
{
    l->state = LINK_IDLE;
    l->acks = true;
    l->out.size = l->last.size = 0;
}

void gdb_link_free(struct gdb_link *l)
{
    buf_free(&l->out);
    buf_free(&l->last);
}

static enum gdb_got idle(struct gdb_link *l, u8 byte)
{
    if (byte == INTERRUPT)
        return GOT_INTERRUPT;
    if (byte == '-' && l->acks)
        buf_add(&l->out, l->last.data, l->last.size);
    if (byte != '$')
        return GOT_NOTHING;
    l->state = LINK_BODY;
    l->too_long = false;
    l->size = 0;
    l->sum = 0;
    return GOT_NOTHING;
}

static void keep(struct gdb_link *l, u8 byte)
{
    if (l->size < GDB_PACKET_MAX)
        l->packet[l->size++] = byte;
    else
        l->too_long = true;
}

/* A $ begins anew: the end of the packet before it was lost. */
static void body(struct gdb_link *l, u8 byte)
{
    if (byte == '$') {
        l->state = LINK_IDLE;
        idle(l, byte);
    } else if (byte == '#') {
        l->state = LINK_SUM;
    } else {
        l->sum = (u8)(l->sum + byte);
        if (l->state == LINK_ESCAPE)
            keep(l, byte ^ ESCAPED);
        else if (byte != '}')
            keep(l, byte);
        bool escape = byte == '}' && l->state == LINK_BODY;
        l->state = escape ? LINK_ESCAPE : LINK_BODY;
    }
}

static enum gdb_got packet_end(struct gdb_link *l, u8 byte)
{
    u32 high = hex_digit(l->given), low = hex_digit(byte);
    l->state = LINK_IDLE;
    if (high == HEX_NONE || low == HEX_NONE || high * 16 + low != l->sum) {
        if (l->acks)
            buf_add(&l->out, "-", 1);
        return l->acks ? GOT_NOTHING : GOT_DAMAGED;
    }
    if (l->acks)
        buf_add(&l->out, "+", 1);
    l->packet[l->size] = 0;
    return l->too_long ? GOT_TOO_LONG : GOT_PACKET;
}

enum gdb_got gdb_link_take(struct gdb_link *l, u8 byte)
{
    switch (l->state) {
    case LINK_IDLE:
        return idle(l, byte);
    case LINK_BODY:
    case LINK_ESCAPE:
        body(l, byte);
        return GOT_NOTHING;
    case LINK_SUM:
        l->given = byte;
        l->state = LINK_SUM2;
        return GOT_NOTHING;
    case LINK_SUM2:
        return packet_end(l, byte);
    }
    return GOT_NOTHING;
}

static bool must_escape(u8 byte)
{
    return byte == '$' || byte == '#' || byte == '}' || byte == '*';
}

void gdb_link_send(struct gdb_link *l, const void *bytes, size_t n)
{
    const u8 *from = bytes;
    u8 sum = 0;
    l->last.size = 0;
    buf_add(&l->last, "$", 1);
    for (size_t i = 0; i < n; i++) {
        u8 raw[2] = {'}', from[i] ^ ESCAPED};
        bool escape = must_escape(from[i]);
        buf_add(&l->last, escape ? raw : &from[i], escape ? 2 : 1);
        sum = (u8)(sum + (escape ? raw[0] + raw[1] : from[i]));
    }
    buf_printf(&l->last, "#%02x", sum);
    buf_add(&l->out, l->last.data, l->last.size);
}
