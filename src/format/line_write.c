/* SPDX-License-Identifier: MIT
 *
 * Writes .debug_line in DWARF 4: one unit with a list of files, and one
 * sequence for each section. Only the plain opcodes are used; the table stays
 * small because a row is written only where the line changes.
 */
#include <format/line.h>

enum {
    LNS_COPY = 1,
    LNS_ADVANCE_PC = 2,
    LNS_ADVANCE_LINE = 3,
    LNS_SET_FILE = 4,
    LNS_SET_COLUMN = 5,
    LNE_END_SEQUENCE = 1,
    LNE_SET_ADDRESS = 2,
    OPCODE_BASE = 13
};

static void put_u8(struct buf *out, u32 v)
{
    u8 byte = (u8)v;
    buf_add(out, &byte, 1);
}

static void put_uleb(struct buf *out, u32 v)
{
    do {
        put_u8(out, (v & 0x7F) | (v > 0x7F ? 0x80 : 0));
        v >>= 7;
    } while (v != 0);
}

static void put_sleb(struct buf *out, i64 v)
{
    for (bool more = true; more;) {
        u32 byte = (u32)(v & 0x7F);
        v >>= 7;
        more = !((v == 0 && !(byte & 0x40)) || (v == -1 && (byte & 0x40)));
        put_u8(out, byte | (more ? 0x80 : 0));
    }
}

static void put_header(struct buf *out, const struct line_unit *u)
{
    static const u8 lengths[] = {0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    put_u8(out, 1);    /* minimum instruction length */
    put_u8(out, 1);    /* operations of an instruction */
    put_u8(out, 1);    /* is_stmt at first */
    put_u8(out, 0xFB); /* line base -5, range 14: not used */
    put_u8(out, 14);
    put_u8(out, OPCODE_BASE);
    buf_add(out, lengths, sizeof(lengths));
    put_u8(out, 0); /* no folders: names are whole */
    for (u32 k = 1; k < u->file_count; k++) {
        const char *name = u->file[k] ? u->file[k] : "?";
        buf_add(out, name, strlen(name) + 1);
        put_u8(out, 0);
        put_u8(out, 0);
        put_u8(out, 0);
    }
    put_u8(out, 0);
}

static void put_sequence(struct buf *out, const struct line_unit *u, u32 number,
                         line_relocate *relocate, void *context)
{
    u32 address = 0, file = 1, line = 1, column = 0;
    put_u8(out, 0);
    put_uleb(out, 5);
    put_u8(out, LNE_SET_ADDRESS);
    relocate(context, (u32)out->size, number);
    buf_add_le32(out, 0);
    for (u32 k = 0; k < u->count; k++) {
        const struct line_row *r = &u->row[k];
        if (r->file != file) {
            put_u8(out, LNS_SET_FILE);
            put_uleb(out, r->file);
        }
        if (r->column != column) {
            put_u8(out, LNS_SET_COLUMN);
            put_uleb(out, r->column);
        }
        if (r->line != line) {
            put_u8(out, LNS_ADVANCE_LINE);
            put_sleb(out, (i64)r->line - line);
        }
        if (r->address != address) {
            put_u8(out, LNS_ADVANCE_PC);
            put_uleb(out, r->address - address);
        }
        put_u8(out, LNS_COPY);
        address = r->address;
        file = r->file;
        line = r->line;
        column = r->column;
    }
    put_u8(out, LNS_ADVANCE_PC);
    put_uleb(out, u->size - address);
    put_u8(out, 0);
    put_uleb(out, 1);
    put_u8(out, LNE_END_SEQUENCE);
}

bool line_write(struct buf *out, const struct line_unit *sequences,
                u32 sequence_count, line_relocate *relocate, void *context)
{
    if (sequence_count == 0)
        return !out->failed;
    size_t unit = out->size;
    buf_add_le32(out, 0); /* length, below */
    put_u8(out, 4);
    put_u8(out, 0);
    size_t header = out->size;
    buf_add_le32(out, 0);
    put_header(out, &sequences[0]);
    if (!out->failed)
        put_le32(out->data + header, (u32)(out->size - header - 4));
    for (u32 k = 0; k < sequence_count; k++)
        put_sequence(out, &sequences[k], k, relocate, context);
    if (!out->failed)
        put_le32(out->data + unit, (u32)(out->size - unit - 4));
    return !out->failed;
}
