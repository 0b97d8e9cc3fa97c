/* SPDX-License-Identifier: MIT
 *
 * Archives: which members come, in whatever order and circles; names of
 * members; damaged, thin and nested archives.
 */
#include "rig_ld.h"

#include <format/ar.h>

static const char start[] = ".globl _start\n_start: call f\nhalt\n";

/* A function with a number to know it by, which calls another one. */
static void add_function(struct buf *archive, const char *member,
                         const char *name, u32 number, const char *calls)
{
    char source[300];
    snprintf(source, sizeof(source), ".globl %s\n%s: movi r1, %u\n%s %s\nret\n",
             name, name, number, calls ? "call" : "", calls ? calls : "");
    archive_source(archive, member, source);
}

/* Members with the word `number` in the text of the program. */
static bool is_linked(const struct link *k, u32 number)
{
    struct image_header h = image_header_get(k->r.output.data);
    for (u32 at = 0; at < h.text_size; at += 8) {
        if (link_word(k, h.text_base + at) == number)
            return true;
    }
    return false;
}

static void only_wanted_members_come(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", start);
    struct buf *a = link_input(&k, "l.a");
    archive_start(a);
    add_function(a, "unused.o/", "u", 1001, NULL);
    add_function(a, "g.o/", "g", 1002, NULL);
    add_function(a, "f.o/", "f", 1003, "g");
    link_good(&k);
    assert_false(is_linked(&k, 1001));
    assert_true(is_linked(&k, 1002));
    assert_true(is_linked(&k, 1003));
    k.in[1].whole = true;
    link_good(&k);
    assert_true(is_linked(&k, 1001));
    link_free(&k);
}

/* Two archives that need each other, before the object that needs both. */
static void order_and_circles_do_not_matter(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    struct buf *a = link_input(&k, "a.a");
    archive_start(a);
    add_function(a, "f.o/", "f", 1001, "g");
    add_function(a, "h.o/", "h", 1002, "f");
    struct buf *b = link_input(&k, "b.a");
    archive_start(b);
    add_function(b, "g.o/", "g", 1003, "h");
    link_source(&k, "s.o", start);
    link_good(&k);
    for (u32 number = 1001; number <= 1003; number++)
        assert_true(is_linked(&k, number));
    link_free(&k);
}

static void the_first_definition_comes(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", start);
    struct buf *a = link_input(&k, "a.a");
    archive_start(a);
    add_function(a, "f1.o/", "f", 1001, NULL);
    add_function(a, "f2.o/", "f", 1002, NULL);
    struct buf *b = link_input(&k, "b.a");
    archive_start(b);
    add_function(b, "f3.o/", "f", 1003, NULL);
    link_good(&k);
    assert_true(is_linked(&k, 1001));
    assert_false(is_linked(&k, 1002) || is_linked(&k, 1003));
    link_source(&k, "own.o", ".globl f\nf: movi r1, 1004\nret\n");
    link_good(&k);
    assert_true(is_linked(&k, 1004)); /* an object comes in any case */
    assert_false(is_linked(&k, 1001));
    link_free(&k);
}

static void the_map_says_why(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    k.o.map = true;
    link_source(&k, "s.o", start);
    struct buf *a = link_input(&k, "l.a");
    archive_start(a);
    add_function(a, "g.o/", "g", 1, NULL);
    add_function(a, "f.o/", "f", 2, "g");
    link_good(&k);
    assert_true(link_has(&k.r.map, "\nMembers of archives\n"
                                   "l.a(f.o) for f\nl.a(g.o) for g\n"));
    link_free(&k);
}

static void errors_name_the_member(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", start);
    struct buf *a = link_input(&k, "l.a");
    archive_start(a);
    add_function(a, "f.o/", "f", 1, "lost");
    link_bad(&k, "lamp-ld: l.a(f.o)(.text+0x8): undefined symbol 'lost'\n");
    link_free(&k);
}

/* Names of members as different programs write them. */
static void names_are_read(void **state)
{
    (void)state;
    static const char names[] = "a_rather_long_name_of_a_file.o/\nx y.o/\n";
    struct buf b = {0};
    archive_start(&b);
    archive_bytes(&b, "/", "index", 5);
    archive_bytes(&b, "/SYM64/", "index", 5);
    archive_bytes(&b, "//", names, sizeof(names) - 1);
    archive_bytes(&b, "/0", "1", 1);
    archive_bytes(&b, "/32", "22", 2);
    archive_bytes(&b, "short.o/", "333", 3);
    archive_bytes(&b, "plain.o", "", 0);
    archive_bytes(&b, "sixteen_letters_", "5", 1);
    static const char *const want[] = {"a_rather_long_name_of_a_file.o",
                                       "x y.o", "short.o", "plain.o",
                                       "sixteen_letters_"};
    struct ar ar;
    struct err e = {0};
    if (!ar_read(&ar, b.data, b.size, "l.a", &e))
        fail_msg("%s", e.text);
    assert_int_equal(ar.count, ARRAY_LEN(want));
    for (u32 i = 0; i < ar.count; i++)
        assert_string_equal(ar.member[i].name, want[i]);
    assert_int_equal(ar.member[2].size, 3);
    assert_memory_equal(ar.member[2].bytes, "333", 3);
    ar_free(&ar);
    buf_free(&b);
}

static void check_refused(const void *bytes, size_t n, const char *message)
{
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", ".globl _start\n_start: halt\n");
    buf_add(link_input(&k, "l.a"), bytes, n);
    link_bad(&k, message);
    link_free(&k);
}

static void bad_archives_are_refused(void **state)
{
    (void)state;
    struct buf b = {0};
    check_refused("!<thin>\n", 8,
                  "lamp-ld: l.a: a thin archive holds no objects, only their "
                  "names; make it without 'T' or --thin\n");
    archive_start(&b);
    archive_bytes(&b, "a.o/", "xyz", 3);
    check_refused(b.data, b.size, "lamp-ld: l.a(a.o): not an ELF file\n");
    check_refused(b.data, 30,
                  "lamp-ld: l.a: ends inside the header of a "
                  "member at byte 8\n");
    check_refused(b.data, 70,
                  "lamp-ld: l.a: ends inside the member at byte "
                  "8\n");
    b.data[8 + 58] = 'x';
    check_refused(b.data, b.size,
                  "lamp-ld: l.a: damaged header of a member at byte 8\n");
    b.data[8 + 58] = '`';
    b.data[8 + 48] = 'x';
    check_refused(b.data, b.size,
                  "lamp-ld: l.a: damaged header of a member at byte 8\n");
    b.size = 8;
    archive_bytes(&b, "/7", "xyz", 3);
    check_refused(b.data, b.size,
                  "lamp-ld: l.a: bad name of the member at byte 8\n");
    b.size = 8;
    archive_bytes(&b, "in.a/", "!<arch>\n", 8);
    check_refused(b.data, b.size, "lamp-ld: l.a(in.a): not an ELF file\n");
    buf_free(&b);
}

static void an_empty_archive_is_no_harm(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", ".globl _start\n_start: halt\n");
    archive_start(link_input(&k, "l.a"));
    link_good(&k);
    link_free(&k);
}

/* --gc-libraries leaves what objects bring. */
static void only_libraries_are_collected(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    k.o.gc_libraries = true;
    link_source(&k, "s.o",
                ".globl _start\n_start: call f\nhalt\n"
                ".section .text.idle,\"ax\"\nmovi r1, 1001\nret\n");
    struct buf *a = link_input(&k, "l.a");
    archive_start(a);
    archive_source(a, "f.o/",
                   ".section .text.f,\"ax\"\n.globl f\nf: movi r1, 1002\n"
                   "ret\n.section .text.g,\"ax\"\nmovi r1, 1003\nret\n");
    link_good(&k);
    assert_true(is_linked(&k, 1001));
    assert_true(is_linked(&k, 1002));
    assert_false(is_linked(&k, 1003));
    k.o.gc_libraries = false;
    link_good(&k);
    assert_true(is_linked(&k, 1003));
    link_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_wanted_members_come),
        cmocka_unit_test(order_and_circles_do_not_matter),
        cmocka_unit_test(the_first_definition_comes),
        cmocka_unit_test(the_map_says_why),
        cmocka_unit_test(errors_name_the_member),
        cmocka_unit_test(names_are_read),
        cmocka_unit_test(bad_archives_are_refused),
        cmocka_unit_test(an_empty_archive_is_no_harm),
        cmocka_unit_test(only_libraries_are_collected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
