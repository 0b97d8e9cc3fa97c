/* SPDX-License-Identifier: MIT
 *
 * Line tables for tests, byte by byte: a unit is opened with its version,
 * gets its header, then opcodes, and is closed, which fills in the lengths.
 * What a well-formed table must be is checked in one place.
 */
#ifndef TESTS_LINES_H
#define TESTS_LINES_H

#include <format/line.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

struct lines {
    struct buf out;
    size_t unit, header; /* where their lengths stand */
    u32 offset_size;
};

/* Values below 256 as bytes; ends with -1. */
static inline void lines_bytes(struct lines *l, ...)
{
    va_list args;
    va_start(args, l);
    for (int v; (v = va_arg(args, int)) >= 0;)
        buf_add(&l->out, &(u8){(u8)v}, 1);
    va_end(args);
}

static inline void lines_text(struct lines *l, const char *text)
{
    buf_add(&l->out, text, strlen(text) + 1);
}

static inline void lines_offset(struct lines *l, u32 value)
{
    buf_add_le32(&l->out, value);
    if (l->offset_size == 8)
        buf_add_le32(&l->out, 0);
}

static inline void lines_open(struct lines *l, u32 version, u32 offset_size)
{
    l->offset_size = offset_size;
    if (offset_size == 8)
        buf_add_le32(&l->out, 0xFFFFFFFF);
    l->unit = l->out.size;
    lines_offset(l, 0);
    lines_bytes(l, (int)version, 0, -1);
    if (version == 5)
        lines_bytes(l, 4, 0, -1);
    l->header = l->out.size;
    lines_offset(l, 0);
    lines_bytes(l, 1, -1);
    if (version >= 4)
        lines_bytes(l, 1, -1);
    /* line base -3, range 12, first special opcode 13 */
    lines_bytes(l, 1, 0xFD, 12, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, -1);
}

static inline void lines_header_end(struct lines *l)
{
    put_le32(l->out.data + l->header,
             (u32)(l->out.size - l->header - l->offset_size));
}

/* The lists of versions 2 to 4: one folder, two files, the second in it. */
static inline void lines_plain_files(struct lines *l)
{
    lines_text(l, "sub");
    lines_bytes(l, 0, -1);
    lines_text(l, "a.c");
    lines_bytes(l, 0, 0, 0, -1);
    lines_text(l, "b.c");
    lines_bytes(l, 1, 0x81, 0x01, 5, -1);
    lines_bytes(l, 0, -1);
    lines_header_end(l);
}

static inline void lines_at(struct lines *l, u32 address)
{
    lines_bytes(l, 0, 5, 2, -1);
    buf_add_le32(&l->out, address);
}

/* A special opcode: so many bytes, so many lines (-3 to 8), a row. */
static inline void lines_step(struct lines *l, int bytes, int line)
{
    lines_bytes(l, 13 + line + 3 + 12 * bytes, -1);
}

/* The sequence ends so many bytes on. */
static inline void lines_end(struct lines *l, int bytes)
{
    lines_bytes(l, 2, bytes, 0, 1, 1, -1);
}

static inline void lines_close(struct lines *l)
{
    put_le32(l->out.data + l->unit,
             (u32)(l->out.size - l->unit - l->offset_size));
}

/* A unit of version 4 with one sequence: two lines, below 128, of 8 bytes
 * each. */
static inline void lines_unit(struct lines *l, u32 address, u32 line)
{
    lines_open(l, 4, 4);
    lines_plain_files(l);
    lines_at(l, address);
    lines_bytes(l, 3, 0x80 | ((int)line - 1), 0, -1);
    lines_step(l, 0, 0);
    lines_step(l, 8, 1);
    lines_end(l, 8);
    lines_close(l);
}

static inline struct line_sections lines_sections(const struct lines *l)
{
    return (struct line_sections){.line = l->out.data,
                                  .line_size = l->out.size};
}

/* What line.h promises of every table, whatever it was read from. */
static inline void lines_check(const struct line_table *t)
{
    for (u32 k = 0; k < t->count; k++) {
        const struct line_row *r = &t->row[k];
        assert_true(k == 0 || t->row[k - 1].address < r->address);
        assert_true(r->file == LINE_END || r->file < t->file_count);
    }
    assert_true(t->count == 0 || t->row[t->count - 1].file == LINE_END);
    for (u32 k = 0; k < t->file_count; k++) {
        char text[64];
        line_file_text(text, sizeof(text), &t->file[k]);
        assert_true(strlen(text) < sizeof(text));
    }
}

/* "3000 a.c:5, 3008 sub/b.c:7, 3010 end" */
static inline void lines_print(char *out, size_t size,
                               const struct line_table *t)
{
    size_t n = 0;
    out[0] = '\0';
    for (u32 k = 0; k < t->count && n < size; k++) {
        const struct line_row *r = &t->row[k];
        char file[64] = "end";
        n += (size_t)snprintf(out + n, size - n, "%s%X ", k ? ", " : "",
                              r->address);
        if (r->file != LINE_END)
            line_file_text(file, sizeof(file), &t->file[r->file]);
        if (n < size)
            n += (size_t)snprintf(out + n, size - n, "%s", file);
        if (r->file != LINE_END && n < size)
            n += (size_t)snprintf(out + n, size - n, ":%u", r->line);
    }
}

/* Reads a copy of exactly these bytes, so that sanitizers see a step beyond,
 * and checks the result. */
static inline bool lines_read(struct line_table *t, const u8 *bytes, size_t n,
                              struct err *e)
{
    u8 *copy = malloc(n ? n : 1);
    assert_non_null(copy);
    if (n > 0)
        memcpy(copy, bytes, n);
    struct line_sections in = {.line = copy, .line_size = n};
    e->text[0] = '\0';
    bool ok = line_read(t, &in, e);
    free(copy);
    lines_check(t);
    assert_true(ok == (e->text[0] == '\0'));
    return ok;
}

static inline void lines_expect(struct lines *l, const char *want)
{
    struct line_table t;
    struct err e;
    char have[1024];
    if (!lines_read(&t, l->out.data, l->out.size, &e))
        fail_msg("refused: %s", e.text);
    lines_print(have, sizeof(have), &t);
    assert_string_equal(have, want);
    line_free(&t);
    buf_free(&l->out);
}

#endif
