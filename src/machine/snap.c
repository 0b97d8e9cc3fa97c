/* SPDX-License-Identifier: MIT
 *
 * The visitor behind SNAP: one walk over a struct serves saving, loading,
 * hashing and printing. Knows widths, not meanings.
 */
#include <vm/snap.h>

#include <assert.h>
#include <stdio.h>

void snap_init(struct snap *s, enum snap_mode mode)
{
    *s = (struct snap){.mode = mode, .hash = 0x6C616D70};
}

void snap_begin(struct snap *s, const char *section)
{
    s->section = section;
    s->seen = 0;
    if (s->mode == SNAP_DUMP)
        buf_printf(s->out, "[%s]\n", section);
    for (const char *p = section; s->mode == SNAP_HASH && *p != '\0'; p++)
        s->hash = snap_mix(s->hash, (u8)*p);
}

void snap_end(struct snap *s, const char *section, size_t struct_bytes)
{
    (void)section;
    (void)struct_bytes;
    /* A field that the visitor forgot would be lost by a snapshot. */
    assert(s->seen == struct_bytes);
    s->seen = 0;
}

void snap_skip(struct snap *s, size_t bytes)
{
    s->seen += bytes;
}

static u64 field_get(const void *field, size_t width)
{
    u64 v = 0;
    switch (width) {
    case 1:
        return *(const u8 *)field;
    case 2:
        return *(const u16 *)field;
    case 4:
        return *(const u32 *)field;
    default:
        assert(width == 8);
        memcpy(&v, field, 8);
        return v;
    }
}

static void field_put(void *field, size_t width, u64 v)
{
    switch (width) {
    case 1:
        *(u8 *)field = (u8)v;
        break;
    case 2:
        *(u16 *)field = (u16)v;
        break;
    case 4:
        *(u32 *)field = (u32)v;
        break;
    default:
        memcpy(field, &v, 8);
    }
}

static void load(struct snap *s, void *field, size_t width)
{
    if (s->in_size - s->in_at < width) {
        s->failed = true;
        return;
    }
    u64 v = 0;
    for (size_t i = 0; i < width; i++)
        v |= (u64)s->in[s->in_at + i] << 8 * i;
    s->in_at += width;
    field_put(field, width, v);
}

static void visit(struct snap *s, void *field, size_t width)
{
    u8 bytes[8];
    switch (s->mode) {
    case SNAP_SAVE:
        put_le64(bytes, field_get(field, width));
        buf_add(s->out, bytes, width);
        break;
    case SNAP_LOAD:
        load(s, field, width);
        break;
    case SNAP_HASH:
        s->hash = snap_mix(s->hash, field_get(field, width));
        break;
    case SNAP_DUMP:
        buf_printf(s->out, " 0x%0*llX", (int)(2 * width),
                   (unsigned long long)field_get(field, width));
        break;
    }
}

void snap_array(struct snap *s, const char *name, void *first, size_t width,
                size_t count)
{
    if (s->mode == SNAP_DUMP)
        buf_printf(s->out, "%s =", name);
    for (size_t i = 0; i < count; i++)
        visit(s, (u8 *)first + i * width, width);
    if (s->mode == SNAP_DUMP)
        buf_printf(s->out, "\n");
    s->seen += width * count;
}

void snap_field(struct snap *s, const char *name, void *field, size_t width)
{
    snap_array(s, name, field, width, 1);
}

void snap_bytes(struct snap *s, const char *name, void *bytes, size_t n)
{
    size_t seen = s->seen;
    snap_array(s, name, bytes, 1, n);
    s->seen = seen;
}
