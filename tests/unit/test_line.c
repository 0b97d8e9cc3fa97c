/* SPDX-License-Identifier: MIT
 *
 * The reader of line tables: every opcode and form, units and sequences in
 * any order, and damaged tables, cut at every byte and with every bit turned.
 * (tests/objdump compares it with another reader over what clang writes.)
 */
#include "lines.h"

static void opcodes_move_as_the_standard_says(void **state)
{
    (void)state;
    for (u32 version = 2; version <= 4; version++) {
        struct lines l = {0};
        lines_open(&l, version, 4);
        lines_plain_files(&l);
        lines_at(&l, 0x3000);
        lines_step(&l, 0, 4);               /* 3000 a.c:5 */
        lines_bytes(&l, 4, 2, 5, 9, -1);    /* file 2, column 9 */
        lines_bytes(&l, 3, 0x7E, 2, 8, -1); /* line -2, 8 bytes */
        lines_bytes(&l, 1, -1);             /* 3008 b.c:3 */
        lines_bytes(&l, 8, 1, -1);          /* 20 bytes, as opcode 255 */
        lines_bytes(&l, 9, 0x34, 0x12, 1, -1);
        lines_bytes(&l, 6, 7, 10, 11, 12, 0x80, 1, -1); /* no effect here */
        lines_bytes(&l, 3, 0x80, 0x01, 1, -1);          /* same address */
        lines_end(&l, 4);
        lines_close(&l);
        lines_expect(&l, "3000 a.c:5, 3008 sub/b.c:3, 301C sub/b.c:3, 4250 "
                         "sub/b.c:131, 4254 end");
    }
}

static void unknown_opcodes_are_skipped(void **state)
{
    struct lines l = {0};
    (void)state;
    lines_open(&l, 4, 4);
    l.out.data[l.out.size - 13] = 15; /* two more standard opcodes: */
    lines_bytes(&l, 3, 0, -1);        /* 13 with three operands, 14 with none */
    lines_plain_files(&l);
    lines_at(&l, 0x3000);
    lines_bytes(&l, 13, 1, 0x81, 2, 3, 14, -1);
    lines_bytes(&l, 0, 4, 0x80, 1, 2, 3, -1); /* an extended one of a vendor */
    lines_bytes(&l, 1, -1);
    lines_end(&l, 4);
    lines_close(&l);
    lines_expect(&l, "3000 a.c:1, 3004 end");
}

static void few_standard_opcodes(void **state)
{
    struct lines l = {0};
    (void)state;
    /* The first special opcode may be as low as 1: then all are special. */
    lines_open(&l, 3, 4);
    l.out.size -= 13;
    lines_bytes(&l, 10, 0, 1, 1, 1, 1, 0, 0, 0, 1, -1);
    lines_plain_files(&l);
    lines_at(&l, 0x3000);
    lines_bytes(&l, 10 + 3 + 12 * 2 + 1, -1); /* 2 bytes, 1 line */
    lines_end(&l, 4);
    lines_close(&l);
    lines_expect(&l, "3002 a.c:2, 3006 end");
}

static void programs_define_files(void **state)
{
    struct lines l = {0};
    (void)state;
    lines_open(&l, 2, 4);
    lines_plain_files(&l);
    lines_at(&l, 0x3000);
    lines_bytes(&l, 0, 8, 3, 'c', '.', 'c', 0, 1, 0, 0, 4, 3, 1, -1);
    lines_end(&l, 4);
    lines_close(&l);
    lines_expect(&l, "3000 sub/c.c:1, 3004 end");
}

/* Version 5 describes its lists; every form that can stand there. */
static void version_five_describes_its_lists(void **state)
{
    (void)state;
    static const char line_str[] = "where\0far.c";
    static const char str[] = "xx\0lib";
    for (u32 size = 4; size <= 8; size += 4) {
        struct lines l = {0};
        lines_open(&l, 5, size);
        lines_bytes(&l, 1, 1, 0x0E, 2, -1); /* folders: path strp */
        lines_offset(&l, 0);
        lines_offset(&l, 3);
        /* path line_strp, folder udata, MD5 data16, and five unknown fields */
        lines_bytes(&l, 8, 1, 0x1F, 2, 0x0F, 5, 0x1E, 9, 0x0B, 9, 0x05, -1);
        lines_bytes(&l, 9, 0x07, 9, 0x0A, 0x81, 0x40, 0x08, 2, -1);
        for (u32 k = 0; k < 2; k++) {
            lines_offset(&l, 6 * k);
            lines_bytes(&l, (int)k, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                        0, 1, 2, 2, 1, 2, 3, 4, 5, 6, 7, 8, 2, 0, 0, -1);
            lines_text(&l, "source");
        }
        lines_header_end(&l);
        lines_at(&l, 0x3000);
        lines_step(&l, 0, 0);
        lines_bytes(&l, 4, 0, -1);
        lines_step(&l, 1, 0);
        lines_end(&l, 2);
        lines_close(&l);
        struct line_sections in = lines_sections(&l);
        in.line_str = (const u8 *)line_str;
        in.line_str_size = sizeof(line_str);
        in.str = (const u8 *)str;
        in.str_size = sizeof(str);
        struct line_table t;
        struct err e;
        char have[128];
        if (!line_read(&t, &in, &e))
            fail_msg("refused: %s", e.text);
        lines_check(&t);
        lines_print(have, sizeof(have), &t);
        assert_string_equal(have, "3000 lib/far.c:1, 3001 where:1, 3003 end");
        line_free(&t);
        in.line_str_size--; /* no terminator: its strings cannot be believed */
        assert_false(line_read(&t, &in, &e));
        assert_non_null(strstr(e.text, "a file without a name"));
        line_free(&t);
        buf_free(&l.out);
    }
}

static void units_and_sequences_are_sorted(void **state)
{
    struct lines l = {0};
    (void)state;
    lines_unit(&l, 0x5000, 50);
    lines_unit(&l, 0x3000, 30);
    lines_open(&l, 4, 4);
    lines_plain_files(&l);
    for (u32 k = 0; k < 2; k++) {
        lines_at(&l, 0x4010 - k * 0x10);
        lines_step(&l, 0, 1);
        lines_end(&l, 0x10); /* the second ends where the first begins */
    }
    lines_close(&l);
    lines_expect(&l, "3000 a.c:30, 3008 a.c:31, 3010 end, 4000 a.c:2, 4010 "
                     "a.c:2, 4020 end, 5000 a.c:50, 5008 a.c:51, 5010 end");
}

/* Linkers leave the lines of dropped code at 0 or at the top. */
static void dropped_sequences_hide_nothing(void **state)
{
    static const u32 nowhere[] = {0, 0xFFFFFFFE, 0xFFFFFFFF};
    (void)state;
    for (u32 k = 0; k < ARRAY_LEN(nowhere); k++) {
        struct lines l = {0};
        lines_open(&l, 4, 4);
        lines_plain_files(&l);
        lines_at(&l, nowhere[k]);
        lines_step(&l, 0, 7);
        lines_bytes(&l, 2, 0xFF, 0xFF, 0x03, 1, -1); /* 64 KiB of it */
        lines_end(&l, 1);
        lines_close(&l);
        lines_unit(&l, 0x3000, 30);
        lines_expect(&l, "3000 a.c:30, 3008 a.c:31, 3010 end");
    }
}

static void of_overlapping_sequences_the_first_counts(void **state)
{
    struct lines l = {0};
    (void)state;
    lines_unit(&l, 0x3008, 70);
    lines_unit(&l, 0x3000, 30);
    lines_unit(&l, 0x300F, 80);
    lines_unit(&l, 0x3010, 90);
    lines_expect(&l, "3000 a.c:30, 3008 a.c:31, 3010 a.c:90, 3018 a.c:91, "
                     "3020 end");
}

static void find_knows_where_sequences_end(void **state)
{
    struct lines l = {0};
    struct line_table t;
    struct err e;
    (void)state;
    lines_unit(&l, 0x3000, 30);
    lines_unit(&l, 0xFFFFFFF0, 40);
    assert_false(lines_read(&t, l.out.data, l.out.size, &e));
    line_free(&t); /* 2^32 is no address */
    buf_free(&l.out);
    l = (struct lines){0};
    lines_unit(&l, 0x3000, 30);
    lines_unit(&l, 0xFFFFFFEF, 40);
    assert_true(lines_read(&t, l.out.data, l.out.size, &e));
    assert_null(line_find(&t, 0));
    assert_null(line_find(&t, 0x2FFF));
    assert_int_equal(line_find(&t, 0x3000)->line, 30);
    assert_int_equal(line_find(&t, 0x3007)->line, 30);
    assert_int_equal(line_find(&t, 0x300F)->line, 31);
    assert_null(line_find(&t, 0x3010));
    assert_int_equal(line_find(&t, 0xFFFFFFFE)->line, 41);
    assert_null(line_find(&t, 0xFFFFFFFF));
    line_free(&t);
    buf_free(&l.out);
}

struct site {
    u32 at[4];
};

static void note_site(void *context, u32 offset, u32 sequence)
{
    ((struct site *)context)->at[sequence] = offset;
}

/* What our writer writes, ours reads: random rows in two sections. */
static void the_writer_is_understood(void **state)
{
    static const char *const names[] = {NULL, "one.c", NULL, "d/three.c"};
    enum { ROWS = 500 };
    struct line_row row[2][ROWS];
    struct line_unit unit[2];
    struct site site;
    struct buf out = {0};
    struct line_table t;
    struct err e;
    u64 seed = 1;
    (void)state;
    for (u32 s = 0; s < 2; s++) {
        u32 address = 0;
        for (u32 k = 0; k < ROWS; k++) {
            u64 r = splitmix64(&seed);
            row[s][k] = (struct line_row){address, r & 1 ? 1 : 3,
                                          (u32)(r >> 8) % 5000, (u32)(r >> 40)};
            address += 8 * (1 + (u32)(r >> 32) % (k % 10 ? 3 : 3000));
        }
        unit[s] = (struct line_unit){names, 4, row[s], ROWS, address};
    }
    assert_true(line_write(&out, unit, 2, note_site, &site));
    put_le32(out.data + site.at[0], 0x900000);
    put_le32(out.data + site.at[1], 0x201C);
    if (!lines_read(&t, out.data, out.size, &e))
        fail_msg("refused: %s", e.text);
    for (u32 s = 0; s < 2; s++) {
        u32 base = s ? 0x201C : 0x900000;
        for (u32 k = 0; k < ROWS; k++) {
            u32 next = k + 1 < ROWS ? row[s][k + 1].address : unit[s].size;
            const struct line_row *first =
                line_find(&t, base + row[s][k].address);
            assert_non_null(first);
            assert_ptr_equal(line_find(&t, base + next - 1), first);
            assert_int_equal(first->line, row[s][k].line);
            assert_int_equal(first->column, row[s][k].column);
            assert_string_equal(t.file[first->file].name,
                                names[row[s][k].file]);
        }
        assert_null(line_find(&t, base + unit[s].size));
    }
    line_free(&t);
    buf_free(&out);
}

/* Damage */

static void errors_name_unit_and_reason(void **state)
{
    static const struct {
        const char *reason;
        u8 bytes[16]; /* of a program, behind SET_ADDRESS 0x3000 */
        u32 count;
    } rows[] = {
        {"it ends inside a sequence", {1}, 1},
        {"it ends inside an opcode", {1, 2, 0x80}, 3},
        {"it ends inside an opcode", {0, 9, 1, 0, 1, 1}, 6},
        {"it ends inside an opcode", {0, 0, 0, 1, 1}, 5},
        {"addresses go back", {1, 0, 5, 2, 0xFF, 0x2F, 0, 0, 1}, 9},
        {"neither 4 nor 8 bytes", {0, 3, 2, 0, 0, 0, 1, 1}, 8},
        {"more than 32 bits", {1, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 1}, 8},
        {"a file that is not in the list", {4, 3, 1, 0, 1, 1}, 6},
        {"a name has no end", {0, 3, 3, 'a', 'b', 0, 1, 1}, 8},
    };
    (void)state;
    for (u32 k = 0; k < ARRAY_LEN(rows); k++) {
        struct lines l = {0};
        struct line_table t;
        struct err e;
        lines_unit(&l, 0x8000, 9);
        size_t second = l.out.size;
        lines_open(&l, 4, 4);
        lines_plain_files(&l);
        lines_at(&l, 0x3000);
        buf_add(&l.out, rows[k].bytes, rows[k].count);
        lines_close(&l);
        assert_false(lines_read(&t, l.out.data, l.out.size, &e));
        char where[64];
        snprintf(where, sizeof(where), "unit at 0x%zx is damaged: ", second);
        if (!strstr(e.text, where) || !strstr(e.text, rows[k].reason))
            fail_msg("row %u: %s", k, e.text);
        char have[128]; /* what came before stays, nothing else */
        lines_print(have, sizeof(have), &t);
        assert_string_equal(have, "8000 a.c:9, 8008 a.c:10, 8010 end");
        line_free(&t);
        buf_free(&l.out);
    }
}

static void headers_are_checked(void **state)
{
    static const struct {
        const char *reason;
        u32 at;
        u8 value;
    } rows[] = {
        {"ends inside the unit", 3, 1},
        {"version is not 2 to 5", 4, 1},
        {"version is not 2 to 5", 4, 6},
        {"header is longer than the unit", 8, 1},
        {"header is too short", 6, 8},
        {"line range is 0", 14, 0},
        {"first special opcode is 0", 15, 0},
        {"ends inside its list of files", 6, 24},
    };
    (void)state;
    for (u32 k = 0; k < ARRAY_LEN(rows); k++) {
        struct lines l = {0};
        struct line_table t;
        struct err e;
        lines_unit(&l, 0x3000, 30);
        l.out.data[rows[k].at] = rows[k].value;
        assert_false(lines_read(&t, l.out.data, l.out.size, &e));
        if (!strstr(e.text, rows[k].reason))
            fail_msg("row %u: %s", k, e.text);
        assert_int_equal(t.count, 0);
        line_free(&t);
        buf_free(&l.out);
    }
}

static void make_three(struct lines *l, size_t *ends)
{
    lines_unit(l, 0x3000, 30);
    ends[0] = l->out.size;
    lines_open(l, 5, 4);
    lines_bytes(l, 1, 1, 0x08, 1, -1);
    lines_text(l, "here");
    lines_bytes(l, 2, 1, 0x08, 2, 0x0F, 1, -1);
    lines_text(l, "v5.c");
    lines_bytes(l, 0, -1);
    lines_header_end(l);
    lines_at(l, 0x4000);
    lines_bytes(l, 4, 0, -1);
    lines_step(l, 0, 2);
    lines_end(l, 8);
    lines_close(l);
    ends[1] = l->out.size;
    lines_unit(l, 0x5000, 50);
    ends[2] = l->out.size;
}

static void a_cut_table_keeps_whole_units(void **state)
{
    struct lines l = {0};
    size_t ends[3];
    (void)state;
    make_three(&l, ends);
    for (size_t n = 0; n <= l.out.size; n++) {
        struct line_table t;
        struct err e;
        bool whole = n == 0 || n == ends[0] || n == ends[1] || n == ends[2];
        if (lines_read(&t, l.out.data, n, &e) != whole)
            fail_msg("cut at %zu: %s", n, e.text);
        assert_int_equal(line_find(&t, 0x3000) != NULL, n >= ends[0]);
        assert_int_equal(line_find(&t, 0x4000) != NULL, n >= ends[1]);
        assert_int_equal(line_find(&t, 0x5000) != NULL, n >= ends[2]);
        line_free(&t);
    }
    buf_free(&l.out);
}

/* lines_read checks what comes out; here it is enough to come back. */
static void any_bit_may_be_wrong(void **state)
{
    struct lines l = {0};
    size_t ends[3];
    u32 refused = 0;
    (void)state;
    make_three(&l, ends);
    for (size_t bit = 0; bit < 8 * l.out.size; bit++) {
        struct line_table t;
        struct err e;
        u8 mask = (u8)(1 << bit % 8);
        l.out.data[bit / 8] ^= mask;
        refused += !lines_read(&t, l.out.data, l.out.size, &e);
        line_free(&t);
        l.out.data[bit / 8] ^= mask;
    }
    assert_true(refused > l.out.size); /* most of it matters */
    buf_free(&l.out);
}

static void long_numbers_are_cut_not_obeyed(void **state)
{
    struct lines l = {0};
    struct line_table t;
    struct err e;
    (void)state;
    lines_open(&l, 4, 4);
    lines_plain_files(&l);
    lines_at(&l, 0x3000);
    lines_bytes(&l, 1, 3, -1); /* line - 2^70, of which 64 bits are 0 */
    for (u32 k = 0; k < 10; k++)
        lines_bytes(&l, 0x80, -1);
    lines_bytes(&l, 0x7F, 8, 1, -1);
    lines_end(&l, 4);
    lines_close(&l);
    lines_expect(&l, "3000 a.c:1, 3014 a.c:1, 3018 end");

    lines_open(&l, 5, 4); /* 2^32 folders in a few bytes */
    lines_bytes(&l, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, -1);
    lines_header_end(&l);
    lines_close(&l);
    assert_false(lines_read(&t, l.out.data, l.out.size, &e));
    assert_non_null(strstr(e.text, "ends inside its list of files"));
    line_free(&t);
    buf_free(&l.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opcodes_move_as_the_standard_says),
        cmocka_unit_test(unknown_opcodes_are_skipped),
        cmocka_unit_test(few_standard_opcodes),
        cmocka_unit_test(programs_define_files),
        cmocka_unit_test(version_five_describes_its_lists),
        cmocka_unit_test(units_and_sequences_are_sorted),
        cmocka_unit_test(dropped_sequences_hide_nothing),
        cmocka_unit_test(of_overlapping_sequences_the_first_counts),
        cmocka_unit_test(find_knows_where_sequences_end),
        cmocka_unit_test(the_writer_is_understood),
        cmocka_unit_test(errors_name_unit_and_reason),
        cmocka_unit_test(headers_are_checked),
        cmocka_unit_test(a_cut_table_keeps_whole_units),
        cmocka_unit_test(any_bit_may_be_wrong),
        cmocka_unit_test(long_numbers_are_cut_not_obeyed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
