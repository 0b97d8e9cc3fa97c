/* SPDX-License-Identifier: MIT
 *
 * Guest memory for gdb. Storage only: looking at a register window shows the
 * RAM beneath it, so no device notices. A write happens whole or not at all.
 */
#include "gdb.h"

#include <vm/bus.h>

enum { PIECE = 512 };

static bool take_range(struct gdb_text *t, u32 *at, u32 *size)
{
    return gdb_take_number(t, at) && gdb_take_char(t, ',') &&
           gdb_take_number(t, size);
}

/* Answers with the bytes that are there, up to a packet full. */
void gdb_read_memory(struct gdb *g, struct gdb_text *t)
{
    u8 bytes[PIECE];
    u32 at, left;
    if (!take_range(t, &at, &left) || gdb_left(t) != 0) {
        gdb_refuse(g, GDB_EINVAL, "bad address or size");
        return;
    }
    if (left > GDB_PACKET_MAX / 2)
        left = GDB_PACKET_MAX / 2;
    bool any = left == 0;
    while (left != 0) {
        u32 want = left < PIECE ? left : PIECE;
        u32 got = control_memory_read(g->m, at, bytes, want);
        gdb_put_hex(&g->reply, bytes, got);
        any |= got != 0;
        if (got < want || at > UINT32_MAX - got)
            break;
        at += got;
        left -= got;
    }
    if (!any)
        gdb_refuse(g, GDB_EFAULT, "no memory there");
}

static bool writable(const struct gdb *g, u32 at, u32 size)
{
    return ram_has(&g->m->bus.ram, at, size);
}

static void write(struct gdb *g, u32 at, const u8 *bytes, u32 size)
{
    if (!writable(g, at, size)) {
        gdb_refuse(g, GDB_EFAULT, "no memory there");
        return;
    }
    if (size != 0)
        control_memory_write(g->m, at, bytes, size);
    gdb_ok(g);
}

void gdb_write_hex(struct gdb *g, struct gdb_text *t)
{
    u8 bytes[GDB_PACKET_MAX / 2];
    u32 at, size;
    bool ok = take_range(t, &at, &size) && gdb_take_char(t, ':') &&
              size <= sizeof(bytes) && gdb_left(t) == (size_t)size * 2;
    for (u32 i = 0; ok && i < size; i++)
        ok = gdb_take_byte(t, &bytes[i]);
    if (ok)
        write(g, at, bytes, size);
    else
        gdb_refuse(g, GDB_EINVAL, "bad address, size or bytes");
}

void gdb_write_binary(struct gdb *g, struct gdb_text *t)
{
    u32 at, size;
    if (take_range(t, &at, &size) && gdb_take_char(t, ':') &&
        gdb_left(t) == size)
        write(g, at, t->at, size);
    else
        gdb_refuse(g, GDB_EINVAL, "bad address, size or bytes");
}

void gdb_memory_map(const struct gdb *g, struct buf *b)
{
    const struct ram *r = &g->m->bus.ram;
    buf_printf(b,
               "<?xml version=\"1.0\"?>\n"
               "<!DOCTYPE memory-map PUBLIC "
               "\"+//IDN gnu.org//DTD GDB Memory Map V1.0//EN\" "
               "\"http://sourceware.org/gdb/gdb-memory-map.dtd\">\n"
               "<memory-map>\n"
               "<memory type=\"ram\" start=\"0x0\" length=\"0x%x\"/>\n"
               "<memory type=\"ram\" start=\"0x%x\" length=\"0x%x\"/>\n"
               "</memory-map>\n",
               r->size, r->fb_base, r->fb_bytes);
}
