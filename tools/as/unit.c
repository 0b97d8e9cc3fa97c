/* SPDX-License-Identifier: MIT
 *
 * The debug information of an object: the line table, and the one unit of
 * .debug_info that debuggers find it by: DWARF 4, with the name of the source
 * and the addresses of its code. It describes no functions, variables or
 * types; debuggers take functions from the symbols. A source that brings its
 * own .debug_info gets no second one.
 */
#include "elf.h"

#include "section.h"

#include <format/elf.h>

#include <stdlib.h>

enum {
    TAG_COMPILE_UNIT = 0x11,
    AT_NAME = 0x03,
    AT_STMT_LIST = 0x10,
    AT_LOW_PC = 0x11,
    AT_HIGH_PC = 0x12,
    AT_LANGUAGE = 0x13,
    AT_PRODUCER = 0x25,
    AT_RANGES = 0x55,
    FORM_ADDRESS = 0x01,
    FORM_DATA2 = 0x05,
    FORM_DATA4 = 0x06,
    FORM_STRING = 0x08,
    FORM_OFFSET = 0x17,
    LANGUAGE_ASSEMBLER = 0x8001
};

static const char *const names[DEBUG_SECTIONS] = {
    ".debug_line", ".debug_info", ".debug_abbrev", ".debug_ranges"};

static void put_bytes(struct section *s, const void *bytes, size_t n)
{
    buf_add(&s->bytes, bytes, n);
    s->size = s->bytes.size;
}

static void put_number(struct section *s, u32 value, u32 width)
{
    u8 bytes[4];
    put_le32(bytes, value);
    put_bytes(s, bytes, width);
}

static void put_text(struct section *s, const char *text)
{
    put_bytes(s, text, strlen(text) + 1);
}

/* The address of a place in a section, for the linker to fill in. */
static bool put_address(struct as *a, struct section *s, struct section *to,
                        u64 offset)
{
    struct reloc r = {(u32)s->bytes.size, ELF_R_ABS32, to, (i64)offset};
    put_number(s, 0, 4);
    return reloc_append(a, s, r);
}

/* One declaration: a unit without children and these attributes. */
static void put_abbrev(struct section *s, bool ranges)
{
    const u8 pairs[] = {1,
                        TAG_COMPILE_UNIT,
                        0,
                        AT_PRODUCER,
                        FORM_STRING,
                        AT_LANGUAGE,
                        FORM_DATA2,
                        AT_NAME,
                        FORM_STRING,
                        AT_STMT_LIST,
                        FORM_OFFSET,
                        AT_LOW_PC,
                        FORM_ADDRESS,
                        ranges ? AT_RANGES : AT_HIGH_PC,
                        ranges ? FORM_OFFSET : FORM_DATA4,
                        0,
                        0,
                        0};
    put_bytes(s, pairs, sizeof(pairs));
}

static const char *unit_name(const struct as *a)
{
    if (a->unit)
        return a->unit;
    for (u32 k = 1; k < a->file_count; k++) {
        if (a->files[k])
            return a->files[k];
    }
    return a->input;
}

static bool put_ranges(struct as *a, struct section *s)
{
    bool ok = true;
    for (struct section *code = a->sections; code; code = code->next) {
        if (code->row_count > 0)
            ok = ok && put_address(a, s, code, 0) &&
                 put_address(a, s, code, code->size);
    }
    put_number(s, 0, 4);
    put_number(s, 0, 4);
    return ok;
}

static bool put_info(struct as *a, struct section *debug, struct section *only)
{
    struct section *s = &debug[DEBUG_INFO];
    put_number(s, 0, 4); /* length, below */
    put_number(s, 4, 2); /* version */
    bool ok = put_address(a, s, &debug[DEBUG_ABBREV], 0);
    put_number(s, 4, 1); /* bytes of an address */
    put_number(s, 1, 1); /* the declaration */
    put_text(s, "lamp-as " VM_VERSION);
    put_number(s, LANGUAGE_ASSEMBLER, 2);
    put_text(s, unit_name(a));
    ok = ok && put_address(a, s, &debug[DEBUG_LINE], 0);
    if (only) {
        ok = ok && put_address(a, s, only, 0);
        put_number(s, (u32)only->size, 4);
    } else {
        put_number(s, 0, 4);
        ok = ok && put_address(a, s, &debug[DEBUG_RANGES], 0) &&
             put_ranges(a, &debug[DEBUG_RANGES]);
    }
    if (!s->bytes.failed)
        put_le32(s->bytes.data, (u32)s->size - 4);
    return ok;
}

static bool has_own(const struct as *a)
{
    return names_find(&a->section_names, names[DEBUG_INFO],
                      strlen(names[DEBUG_INFO])) != NULL;
}

static bool make_unit(struct as *a, struct section *debug)
{
    u32 count = 0;
    struct section *only = NULL;
    for (struct section *s = a->sections; s; s = s->next) {
        if (s->row_count > 0 && count++ == 0)
            only = s;
    }
    if (count == 0 || has_own(a))
        return true;
    put_abbrev(&debug[DEBUG_ABBREV], count > 1);
    return put_info(a, debug, count > 1 ? NULL : only);
}

bool debug_make(struct as *a, struct section debug[DEBUG_SECTIONS])
{
    for (u32 k = 0; k < DEBUG_SECTIONS; k++)
        debug[k] = (struct section){.name = names[k], .align = 1};
    bool ok = line_section(a, &debug[DEBUG_LINE]) && make_unit(a, debug);
    struct section **tail = a->sections_tail;
    for (u32 k = 0; k < DEBUG_SECTIONS; k++) {
        ok = ok && (!debug[k].bytes.failed || as_out_of_memory(a));
        debug[k].size = debug[k].bytes.size;
        if (debug[k].size == 0)
            continue;
        *tail = &debug[k];
        tail = &debug[k].next;
    }
    return ok;
}

void debug_free(struct as *a, struct section debug[DEBUG_SECTIONS])
{
    *a->sections_tail = NULL;
    for (u32 k = 0; k < DEBUG_SECTIONS; k++) {
        buf_free(&debug[k].bytes);
        free(debug[k].reloc);
    }
}
