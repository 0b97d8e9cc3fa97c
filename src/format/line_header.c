/* SPDX-License-Identifier: MIT
 *
 * The header of a unit of .debug_line: numbers, folders and files, in the
 * plain form of versions 2 to 4 and in the described form of version 5. Every
 * entry takes at least one byte of the header, so lists end.
 */
#include "line_header.h"

#include <stdlib.h>

enum {
    FORM_BLOCK2 = 0x03,
    FORM_BLOCK4 = 0x04,
    FORM_DATA2 = 0x05,
    FORM_DATA4 = 0x06,
    FORM_DATA8 = 0x07,
    FORM_STRING = 0x08,
    FORM_BLOCK = 0x09,
    FORM_BLOCK1 = 0x0A,
    FORM_DATA1 = 0x0B,
    FORM_STRP = 0x0E,
    FORM_UDATA = 0x0F,
    FORM_DATA16 = 0x1E,
    FORM_LINE_STRP = 0x1F,

    CONTENT_PATH = 1,
    CONTENT_FOLDER = 2
};

const char line_no_memory[] = "out of memory";

u64 line_fixed(struct line_cursor *c, u32 width)
{
    u64 v = 0;
    if ((size_t)(c->end - c->at) < width) {
        c->over = true;
        c->at = c->end;
        return 0;
    }
    for (u32 k = 0; k < width; k++)
        v |= (u64)c->at[k] << 8 * k;
    c->at += width;
    return v;
}

u64 line_uleb(struct line_cursor *c)
{
    u64 v = 0;
    for (u32 shift = 0;; shift += 7) {
        u64 byte = line_fixed(c, 1);
        if (shift < 64)
            v |= (byte & 0x7F) << shift;
        if (!(byte & 0x80))
            return v;
    }
}

i64 line_sleb(struct line_cursor *c)
{
    u64 v = 0;
    for (u32 shift = 0;; shift += 7) {
        u64 byte = line_fixed(c, 1);
        if (shift < 64)
            v |= (byte & 0x7F) << shift;
        if (byte & 0x80)
            continue;
        if (byte & 0x40 && shift + 7 < 64)
            v |= ~(u64)0 << (shift + 7);
        return (i64)v;
    }
}

void line_skip(struct line_cursor *c, u64 n)
{
    if ((u64)(c->end - c->at) < n) {
        c->over = true;
        c->at = c->end;
    } else {
        c->at += n;
    }
}

const char *line_text(struct line_cursor *c)
{
    const u8 *start = c->at;
    const u8 *zero = memchr(start, 0, (size_t)(c->end - start));
    if (!zero) {
        c->over = true;
        c->at = c->end;
        return NULL;
    }
    c->at = zero + 1;
    return (const char *)start;
}

struct line_cursor line_part(struct line_cursor *c, u64 n)
{
    struct line_cursor part = {c->at, c->at, false};
    line_skip(c, n);
    part.end = c->at;
    return part;
}

void *line_grown(void *array, u32 count, u32 *room, size_t element)
{
    if (count < *room)
        return array;
    u32 more = *room ? *room * 2 : 16;
    void *wider = realloc(array, more * element);
    if (wider)
        *room = more;
    return wider;
}

bool line_file_add(struct line_reader *r, struct line_file file)
{
    struct line_table *t = r->t;
    void *grown =
        line_grown(t->file, t->file_count, &r->file_room, sizeof(file));
    if (!grown)
        return false;
    t->file = grown;
    t->file[t->file_count++] = file;
    return true;
}

static bool folder_add(struct line_reader *r, struct line_header *h,
                       const char *name)
{
    void *grown = line_grown(r->folder, h->folder_count, &r->folder_room,
                             sizeof(*r->folder));
    if (!grown)
        return false;
    r->folder = grown;
    r->folder[h->folder_count++] = name;
    return true;
}

/* Folder 0 is where the compiler ran: names are relative to it. */
static const char *folder_get(const struct line_reader *r,
                              const struct line_header *h, u64 index)
{
    return index > 0 && index < h->folder_count ? r->folder[index] : "";
}

/* Versions 2 to 4: lists of strings that an empty one ends. */
static const char *plain_lists(struct line_reader *r, struct line_header *h,
                               struct line_cursor *c)
{
    const char *name;
    if (!folder_add(r, h, ""))
        return line_no_memory;
    while ((name = line_text(c)) != NULL && name[0] != '\0') {
        if (!folder_add(r, h, name))
            return line_no_memory;
    }
    if (!line_file_add(r, (struct line_file){"", "?"})) /* 0: no file */
        return line_no_memory;
    while ((name = line_text(c)) != NULL && name[0] != '\0') {
        struct line_file file = {folder_get(r, h, line_uleb(c)), name};
        line_uleb(c); /* time */
        line_uleb(c); /* size */
        if (!line_file_add(r, file))
            return line_no_memory;
    }
    return c->over ? "the header ends inside its list of files" : NULL;
}

/* A string of a string section, which ends with a terminator (checked). */
static const char *text_at(const u8 *section, size_t size, u64 at)
{
    return at < size && section[size - 1] == 0 ? (const char *)section + at
                                               : NULL;
}

struct value {
    const char *text;
    u64 number;
};

static u64 block_length(struct line_cursor *c, u64 form)
{
    switch (form) {
    case FORM_BLOCK1:
        return line_fixed(c, 1);
    case FORM_BLOCK2:
        return line_fixed(c, 2);
    case FORM_BLOCK4:
        return line_fixed(c, 4);
    default:
        return line_uleb(c);
    }
}

static u32 fixed_width(u64 form)
{
    switch (form) {
    case FORM_DATA1:
        return 1;
    case FORM_DATA2:
        return 2;
    case FORM_DATA4:
        return 4;
    case FORM_DATA8:
        return 8;
    default:
        return 0;
    }
}

/* One field of an entry. False: a form that has no place here. */
static bool value_read(const struct line_reader *r, const struct line_header *h,
                       struct line_cursor *c, u64 form, struct value *v)
{
    *v = (struct value){0};
    switch (form) {
    case FORM_STRING:
        v->text = line_text(c);
        return true;
    case FORM_LINE_STRP:
        v->text = text_at(r->in->line_str, r->in->line_str_size,
                          line_fixed(c, h->offset_size));
        return true;
    case FORM_STRP:
        v->text =
            text_at(r->in->str, r->in->str_size, line_fixed(c, h->offset_size));
        return true;
    case FORM_UDATA:
        v->number = line_uleb(c);
        return true;
    case FORM_DATA16: /* a checksum */
        line_skip(c, 16);
        return true;
    case FORM_BLOCK:
    case FORM_BLOCK1:
    case FORM_BLOCK2:
    case FORM_BLOCK4:
        line_skip(c, block_length(c, form));
        return true;
    }
    v->number = line_fixed(c, fixed_width(form));
    return fixed_width(form) != 0;
}

enum { FIELDS_MAX = 255 };

struct fields {
    u32 count;
    u64 content[FIELDS_MAX], form[FIELDS_MAX];
};

static void fields_read(struct line_cursor *c, struct fields *f)
{
    f->count = (u32)line_fixed(c, 1);
    for (u32 k = 0; k < f->count; k++) {
        f->content[k] = line_uleb(c);
        f->form[k] = line_uleb(c);
    }
}

static const char *entry_read(struct line_reader *r, struct line_header *h,
                              struct line_cursor *c, const struct fields *f,
                              struct line_file *out)
{
    u64 folder = 0;
    *out = (struct line_file){"", NULL};
    for (u32 k = 0; k < f->count; k++) {
        struct value v;
        if (!value_read(r, h, c, f->form[k], &v))
            return "the header has a field of an unknown form";
        if (f->content[k] == CONTENT_PATH)
            out->name = v.text;
        else if (f->content[k] == CONTENT_FOLDER)
            folder = v.number;
    }
    if (c->over)
        return "the header ends inside its list of files";
    if (!out->name)
        return "the header has a file without a name";
    out->folder = folder_get(r, h, folder);
    return NULL;
}

/* Version 5: a description of the fields, then the entries; first folders,
 * then files. */
static const char *described_list(struct line_reader *r, struct line_header *h,
                                  struct line_cursor *c, bool folders)
{
    struct fields f;
    fields_read(c, &f);
    u64 n = line_uleb(c);
    /* A path takes a byte or more, so n is no larger than what is left. */
    if (n > (u64)(c->end - c->at))
        return "the header ends inside its list of files";
    for (u64 k = 0; k < n; k++) {
        struct line_file file;
        const char *wrong = entry_read(r, h, c, &f, &file);
        if (wrong)
            return wrong;
        if (folders ? !folder_add(r, h, file.name) : !line_file_add(r, file))
            return line_no_memory;
    }
    return NULL;
}

static void opcodes_read(struct line_cursor *c, struct line_header *h)
{
    h->opcode_base = (u32)line_fixed(c, 1);
    for (u32 k = 1; k < h->opcode_base; k++)
        h->operands[k] = (u8)line_fixed(c, 1);
}

static void numbers_read(struct line_cursor *c, struct line_header *h)
{
    h->insn_length = (u32)line_fixed(c, 1);
    if (h->version >= 4)
        line_fixed(c, 1); /* operations of an instruction: for VLIW */
    line_fixed(c, 1);     /* is_stmt at first: every row counts here */
    h->line_base = (i8)line_fixed(c, 1);
    h->line_range = (u32)line_fixed(c, 1);
    opcodes_read(c, h);
}

const char *line_header_read(struct line_reader *r, struct line_cursor *unit,
                             struct line_header *h)
{
    h->version = (u32)line_fixed(unit, 2);
    if (unit->over || h->version < 2 || h->version > 5)
        return "its version is not 2 to 5";
    if (h->version == 5) {
        h->address_size = (u32)line_fixed(unit, 1);
        line_fixed(unit, 1); /* size of segment selectors */
    }
    u64 length = line_fixed(unit, h->offset_size);
    struct line_cursor c = line_part(unit, length);
    if (unit->over)
        return "its header is longer than the unit";
    numbers_read(&c, h);
    if (c.over)
        return "its header is too short";
    h->first_file = r->t->file_count;
    h->folder_count = 0;
    if (h->version < 5)
        return plain_lists(r, h, &c);
    const char *wrong = described_list(r, h, &c, true);
    return wrong ? wrong : described_list(r, h, &c, false);
}
