/* SPDX-License-Identifier: MIT
 *
 * Which sections make the program and where they lie: garbage collection,
 * order, alignment, given places, the windows of devices, what cannot be.
 */
#include "rig_ld.h"

#include <format/elf.h>
#include <format/line.h>

static const char start[] = ".globl _start\n_start: halt\n";

static bool has_word(const struct link *k, u32 word)
{
    struct image_header h = image_header_get(k->r.output.data);
    const u8 *at = k->r.output.data + IMAGE_HEADER_BYTES;
    for (u32 i = 0; i + 4 <= h.text_size + h.data_size; i += 4) {
        if (get_le32(at + i) == word)
            return true;
    }
    return false;
}

static const char graph[] =
    ".globl _start, unused, list\n"
    "_start: call used\nhalt\n"
    ".section .text.used,\"ax\"\nused: movi r1, table\nret\n"
    ".section .text.unused,\"ax\"\nunused: movi r1, 0x1001\ncall circle\nret\n"
    ".section .text.circle,\"ax\"\ncircle: movi r1, 0x1002\nrjmp unused\n"
    ".section .data.table,\"aw\"\ntable: .long far, 0x2001\n"
    ".section .rodata.far,\"a\"\nfar: .long 0x2002\n"
    ".section .data.idle,\"aw\"\n.long 0x1003\n"
    ".section .data.keep,\"awR\"\n.long 0x2003, kept\n"
    ".section .rodata.kept,\"a\"\nkept: .long 0x2004\n"
    ".section .init_array,\"aw\"\n.long starter\n"
    ".section .text.starter,\"ax\"\nstarter: movi r1, 0x2005\n";

static void only_what_is_reached_stays(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    k.o.gc = k.o.print_gc = true;
    link_source(&k, "a.o", graph);
    link_good(&k);
    for (u32 word = 0x2001; word <= 0x2005; word++)
        assert_true(has_word(&k, word));
    for (u32 word = 0x1001; word <= 0x1003; word++)
        assert_false(has_word(&k, word));
    assert_string_equal(link_messages(&k),
                        "lamp-ld: dropped .text.unused of a.o\n"
                        "lamp-ld: dropped .text.circle of a.o\n"
                        "lamp-ld: dropped .data.idle of a.o\n");
    k.o.gc = k.o.print_gc = false;
    link_good(&k);
    for (u32 word = 0x1001; word <= 0x1003; word++)
        assert_true(has_word(&k, word));
    link_free(&k);
}

static void wanted_names_keep_their_sections(void **state)
{
    (void)state;
    static const char *const wanted[] = {"unused"};
    struct link k;
    link_init(&k);
    k.o.gc = true;
    k.o.undefined = wanted;
    k.o.undefined_count = 1;
    link_source(&k, "a.o", graph);
    link_good(&k);
    assert_true(has_word(&k, 0x1001));
    assert_true(has_word(&k, 0x1002));
    assert_false(has_word(&k, 0x1003));
    link_free(&k);
}

/* Names that only dropped sections use need no definition. */
static void dropped_sections_need_nothing(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    k.o.gc = true;
    link_source(&k, "a.o", start);
    link_source(&k, "b.o", ".section .text.b,\"ax\"\ncall nowhere\n");
    link_good(&k);
    k.o.gc = false;
    link_bad(&k, "lamp-ld: b.o(.text.b+0x0): undefined symbol 'nowhere'\n");
    link_free(&k);
}

/* A list between __start_ and __stop_ stays whole. */
static void lists_are_kept(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    k.o.gc = true;
    link_source(&k, "a.o",
                ".globl _start\n_start: movi r1, __start_list\n"
                ".section list,\"aw\"\n.long 0x1001\n"
                ".section other,\"aw\"\n.long 0x1003\n");
    link_source(&k, "b.o", ".section list,\"aw\"\n.long 0x1002\n");
    link_good(&k);
    assert_true(has_word(&k, 0x1001) && has_word(&k, 0x1002));
    assert_false(has_word(&k, 0x1003));
    link_free(&k);
}

static void read_lines(const struct link *k, struct line_table *t)
{
    struct elf f;
    struct err e = {0};
    assert_true(elf_read(&f, k->r.output.data, k->r.output.size, "p", &e));
    u32 s = elf_find(&f, ".debug_line");
    assert_int_not_equal(s, 0);
    struct line_sections in = {.line = elf_bytes(&f, s),
                               .line_size = f.section[s].size};
    assert_true(line_read(t, &in, &e));
    elf_free(&f);
}

/* Their rows must not cover addresses of what stays. */
static void lines_of_dropped_code_lie_apart(void **state)
{
    (void)state;
    struct buf source = {0};
    buf_printf(&source,
               "%s.section .text.gone,\"ax\"\n.rept 3000\nhalt\n"
               ".endr\n",
               start);
    buf_add(&source, "", 1);
    struct link k;
    link_init(&k);
    k.o.gc = true;
    k.o.flat = false;
    link_source(&k, "a.o", (const char *)source.data);
    link_good(&k);
    struct line_table t;
    read_lines(&k, &t);
    const struct line_row *row = line_find(&t, PROGRAM_BASE);
    assert_non_null(row);
    assert_int_equal(row->line, 2);
    assert_int_equal(t.count, 2); /* and the end */
    assert_null(line_find(&t, PROGRAM_BASE + 8));
    line_free(&t);
    link_free(&k);
    buf_free(&source);
}

static void segments_follow_each_other(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o",
                ".globl _start\n_start: halt\n.data\n.byte 4\n"
                ".rodata\n.byte 1, 2, 3\n.bss\n.space 3\n");
    link_source(&k, "b.o", "halt\n.bss\n.space 2\n.data\n.byte 5\n");
    link_good(&k);
    struct image_header h = image_header_get(k.r.output.data);
    const struct image_header want = {
        PROGRAM_BASE, 16, PROGRAM_BASE + 16, 5, PROGRAM_BASE + 21, 5};
    assert_memory_equal(&h, &want, sizeof(h));
    static const u8 bytes[] = {1, 2, 3, 4, 5};
    assert_memory_equal(k.r.output.data + IMAGE_HEADER_BYTES + 16, bytes, 5);
    link_free(&k);
}

/* Padding of code can be run through; data is aligned by address. */
static void alignment_is_kept(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", start);
    link_source(&k, "b.o",
                ".globl f\n.p2align 5\nf: movi r1, table\n"
                ".data\n.p2align 6\ntable: .long f\n");
    link_good(&k);
    u32 f = PROGRAM_BASE + 32, table = link_word(&k, f);
    assert_int_equal(table % 64, 0);
    assert_int_equal(link_word(&k, table), f);
    for (u32 at = 8; at < 32; at += 8) /* MOV r0, r0 */
        assert_int_equal(link_word(&k, PROGRAM_BASE + at + 4), 0x14000000);
    link_free(&k);
}

static void sections_go_where_they_are_told(void **state)
{
    (void)state;
    static const struct ld_place places[] = {{".data", 0x8000},
                                             {"none", 0x9000}};
    struct link k;
    link_init(&k);
    k.o.base = 0x4000;
    k.o.place = places;
    k.o.place_count = 2;
    link_source(&k, "a.o",
                ".globl _start\n_start: movi r1, x\n.data\nx: "
                ".long 7\n.bss\n.space 4\n");
    link_good(&k);
    assert_int_equal(link_word(&k, 0x4000), 0x8000);
    assert_int_equal(link_word(&k, 0x8000), 7);
    assert_string_equal(link_messages(&k),
                        "lamp-ld: warning: --section-start: there is no "
                        "section none\n");
    link_free(&k);
}

static void check_place(const char *section, u32 address, const char *message)
{
    struct ld_place place = {section, address};
    struct link k;
    link_init(&k);
    k.o.place = &place;
    k.o.place_count = 1;
    link_source(&k, "a.o", start);
    link_source(&k, "b.o",
                "halt\n.data\n.long 1, 2\n.bss\n.space 16\n"
                ".section more,\"aw\"\n.long 3\n");
    link_bad(&k, message);
    link_free(&k);
}

/* The text of a flat image is whole instructions in any case. */
static void code_may_lie_at_odd_places(void **state)
{
    (void)state;
    static const struct ld_place place = {".far", 0x8000};
    struct link k;
    link_init(&k);
    k.o.place = &place;
    k.o.place_count = 1;
    link_source(&k, "a.o", start);
    link_source(&k, "b.o", ".section .far,\"ax\"\nmovi r1, 5\nhalt\n");
    link_good(&k);
    struct image_header h = image_header_get(k.r.output.data);
    assert_int_equal(h.text_size % 8, 0);
    assert_int_equal(h.text_base + h.text_size, 0x8000 + 16 + 4);
    assert_int_equal(link_word(&k, 0x8000), 5);
    link_free(&k);
}

/* .bss follows .far, but not into .farbss. */
static void others_go_around_given_places(void **state)
{
    (void)state;
    static const struct ld_place places[] = {{".far", 0x8000},
                                             {".farbss", 0x8010}};
    struct link k;
    link_init(&k);
    k.o.flat = false;
    k.o.map = true;
    k.o.place = places;
    k.o.place_count = 2;
    link_source(&k, "a.o", start);
    link_source(&k, "b.o",
                ".section .far,\"aw\"\n.long 1\n"
                ".section .farbss,\"aw\",@nobits\n.space 100\n"
                ".bss\n.space 13\n.section .small,\"aw\"\n.space 4\n");
    link_good(&k);
    assert_true(link_has(&k.r.map, "0x00008004-0x00008007          4  .small"));
    assert_true(link_has(&k.r.map, "0x00008074-0x00008080         13  .bss"));
    link_free(&k);
}

static void impossible_places_are_refused(void **state)
{
    (void)state;
    check_place(".data", PROGRAM_BASE + 4,
                "lamp-ld: section .text, 0x0000201C-0x0000202B, overlaps "
                "section .data, 0x00002020-0x00002027\n");
    check_place(".data", 0xFFFFFFFC,
                "lamp-ld: section .data goes beyond 4 GiB\n");
    check_place("more", 0x1000,
                "lamp-ld: a flat image has one run of code, one of data and "
                "one of zeros, but here they are mixed; use ELF for such "
                "places of sections\n");
    check_place("more", 0x20000000,
                "lamp-ld: a flat image would hold 536862680 bytes from "
                "0x0000202C to 0x20000004; use ELF for sections so far "
                "apart\n");
}

/* Zeros jump over the windows, together; contents may not lie there. */
static void windows_are_avoided(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", start);
    link_source(&k, "b.o",
                ".bss\n.space 0x300000\n"
                ".section zeros,\"aw\",@nobits\n.space 0x400000\n");
    link_good(&k);
    struct image_header h = image_header_get(k.r.output.data);
    assert_int_equal(h.bss_base, 0x750000);
    assert_int_equal(h.bss_size, 0x700000);
    link_source(&k, "c.o", ".data\n.space 0x700000\n");
    link_bad(&k, "lamp-ld: section .data, 0x00002024-0x00702023, collides with "
                 "the framebuffer and device windows at 0x00620000-0x0074FFFF; "
                 "place it elsewhere with --section-start=.data=0x00750000 or "
                 "everything with --base\n");
    link_free(&k);
}

static void unlike_sections_do_not_mix(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", start);
    link_source(&k, "b.o", ".section mixed,\"ax\"\nhalt\n");
    link_source(&k, "c.o", ".section mixed,\"aw\"\n.long 1\n");
    link_bad(&k, "lamp-ld: c.o: section mixed is data here and code "
                 "elsewhere\n");
    link_free(&k);
}

/* Bytes behind zeros of the same name: the zeros are stored. */
static void zeros_and_bytes_mix(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", start);
    link_source(&k, "b.o", ".section x,\"aw\",@nobits\n.space 4\n");
    link_source(&k, "c.o", ".section x,\"a\"\n.long 0x1234\n");
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 8), 0);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 12), 0x1234);
    link_free(&k);
}

/* Sections of any name, each a section of the program in order. */
static void many_names_are_kept_apart(void **state)
{
    (void)state;
    struct buf source = {0};
    for (u32 i = 0; i < 3000; i++)
        buf_printf(&source, ".section own%u,\"aw\"\n.long %u\n", i, i);
    buf_add(&source, "", 1);
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", start);
    link_source(&k, "a.o", (const char *)source.data);
    link_source(&k, "b.o", (const char *)source.data);
    link_good(&k);
    for (u32 i = 0; i < 3000; i++) {
        assert_int_equal(link_word(&k, PROGRAM_BASE + 8 + 8 * i), i);
        assert_int_equal(link_word(&k, PROGRAM_BASE + 12 + 8 * i), i);
    }
    link_free(&k);
    buf_free(&source);
}

static void contents_are_bounded(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    k.o.max_bytes = 100;
    link_source(&k, "a.o", start);
    link_source(&k, "b.o", ".data\n.space 93\n");
    link_bad(&k, "lamp-ld: the contents of the program are 101 bytes, more "
                 "than 100\n");
    link_free(&k);
}

static void a_flat_program_needs_code(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", ".data\n.globl _start\n_start: .long 1\n");
    link_bad(&k, "lamp-ld: the program has no code\n");
    link_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_reached_stays),
        cmocka_unit_test(wanted_names_keep_their_sections),
        cmocka_unit_test(dropped_sections_need_nothing),
        cmocka_unit_test(lists_are_kept),
        cmocka_unit_test(lines_of_dropped_code_lie_apart),
        cmocka_unit_test(segments_follow_each_other),
        cmocka_unit_test(alignment_is_kept),
        cmocka_unit_test(sections_go_where_they_are_told),
        cmocka_unit_test(code_may_lie_at_odd_places),
        cmocka_unit_test(others_go_around_given_places),
        cmocka_unit_test(impossible_places_are_refused),
        cmocka_unit_test(windows_are_avoided),
        cmocka_unit_test(unlike_sections_do_not_mix),
        cmocka_unit_test(zeros_and_bytes_mix),
        cmocka_unit_test(many_names_are_kept_apart),
        cmocka_unit_test(contents_are_bounded),
        cmocka_unit_test(a_flat_program_needs_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
