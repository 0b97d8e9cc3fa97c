/* SPDX-License-Identifier: MIT
 *
 * Which definition of a name wins, and what is said when none or two do:
 * globals, weak and common symbols, --defsym, -u, names the linker makes.
 */
#include "rig_ld.h"

/* A program that stores the address of `name` in its first instruction. */
static void link_user(struct link *k, const char *name)
{
    char source[200];
    snprintf(source, sizeof(source),
             ".globl _start\n_start: movi r1, %s\nhalt\n", name);
    link_source(k, "user.o", source);
}

static void check_value(struct link *k, u32 want)
{
    link_good(k);
    assert_int_equal(link_word(k, PROGRAM_BASE), want);
    link_free(k);
}

static void strong_wins_over_weak(void **state)
{
    (void)state;
    static const char weak[] = ".weak x\nx = 1\n", strong[] = ".globl x\nx = 2";
    for (u32 order = 0; order < 2; order++) {
        struct link k;
        link_init(&k);
        link_user(&k, "x");
        link_source(&k, "a.o", order ? strong : weak);
        link_source(&k, "b.o", order ? weak : strong);
        check_value(&k, 2);
    }
}

static void the_first_weak_wins(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_user(&k, "x");
    link_source(&k, "a.o", ".weak x\nx = 7\n");
    link_source(&k, "b.o", ".weak x\nx = 8\n");
    check_value(&k, 7);
}

static void an_undefined_weak_name_is_zero(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", ".globl _start\n.weak x\n_start: movi r1, x\n");
    check_value(&k, 0);
}

/* A weak reference alone does not fetch a member; a strong one does. */
static void weak_references_fetch_nothing(void **state)
{
    (void)state;
    for (u32 strong = 0; strong < 2; strong++) {
        struct link k;
        link_init(&k);
        link_source(&k, "a.o", ".globl _start\n.weak x\n_start: movi r1, x\n");
        struct buf *archive = link_input(&k, "l.a");
        archive_start(archive);
        archive_source(archive, "x.o/", ".globl x\nx = 5\n");
        if (strong)
            link_source(&k, "b.o", ".data\n.long x\n");
        check_value(&k, strong ? 5 : 0);
    }
}

static void commons_merge(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_user(&k, "x");
    link_source(&k, "a.o", ".comm x, 4, 4\n");
    link_source(&k, "b.o", ".comm x, 100, 64\n.comm y, 1, 1\n");
    link_good(&k);
    struct image_header h = image_header_get(k.r.output.data);
    u32 x = link_word(&k, PROGRAM_BASE);
    assert_int_equal(x % 64, 0);
    assert_in_range(x, h.bss_base, h.bss_base + h.bss_size - 100);
    link_free(&k);
}

static void a_definition_wins_over_common(void **state)
{
    (void)state;
    for (u32 order = 0; order < 2; order++) {
        struct link k;
        link_init(&k);
        link_user(&k, "x");
        if (order)
            link_source(&k, "c.o", ".comm x, 4\n");
        link_source(&k, "a.o", ".data\n.globl x\n.long 0\nx: .long 9\n");
        if (!order)
            link_source(&k, "c.o", ".comm x, 4\n");
        link_good(&k);
        assert_int_equal(link_word(&k, link_word(&k, PROGRAM_BASE)), 9);
        link_free(&k);
    }
}

/* Of weak names, and of names from elsewhere for this source alone. */
static void aliases_are_followed(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o",
                ".globl _start, y, z\n.weak w, f\nw = 5\n.set y, w\n"
                "f: halt\n.set g, f + 8\n.set z, g + 1\n"
                "far4 = far + 4\n_start: movi r1, far4\n");
    link_source(&k, "b.o", ".globl far\n.data\n.long y, z\nfar: .long 0\n");
    link_good(&k);
    u32 data = PROGRAM_BASE + 24; /* f, the jump before it, and _start */
    assert_int_equal(link_word(&k, data), 5);
    assert_int_equal(link_word(&k, data + 4), PROGRAM_BASE + 8 + 9);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 16), data + 8 + 4);
    link_free(&k);
}

static void locals_stay_apart(void **state)
{
    (void)state;
    static const char object[] = ".data\nx: .long x\n.lcomm c, 4\n.long c\n";
    struct link k;
    link_init(&k);
    link_source(&k, "s.o", ".globl _start\n_start: halt\n");
    link_source(&k, "a.o", object);
    link_source(&k, "b.o", object);
    link_good(&k);
    u32 data = PROGRAM_BASE + 8;
    assert_int_equal(link_word(&k, data), data);
    assert_int_equal(link_word(&k, data + 8), data + 8);
    assert_int_not_equal(link_word(&k, data + 4), link_word(&k, data + 12));
    link_free(&k);
}

static void duplicates_name_both_places(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_user(&k, "0");
    link_source(&k, "a.o", ".globl x, y\nhalt\nx: halt\ny = 3\n");
    link_source(&k, "b.o", ".globl x, y\n.data\nx: y: .long 0\n");
    link_bad(&k, "lamp-ld: b.o(.data+0x0): 'x' is defined already in "
                 "a.o(.text+0x8)\n"
                 "lamp-ld: b.o(.data+0x0): 'y' is defined already in a.o\n");
    link_free(&k);
}

static void other_errors_are_limited(void **state)
{
    (void)state;
    struct buf source = {0};
    for (u32 i = 0; i < 60; i++)
        buf_printf(&source, ".globl n%u\nn%u = %u\n", i, i, i);
    buf_add(&source, "", 1);
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", (const char *)source.data);
    link_source(&k, "b.o", (const char *)source.data);
    assert_false(link_run(&k));
    assert_int_equal(k.r.errors, 60);
    assert_true(link_has(&k.r.messages, "'n49' is defined already in a.o\n"
                                        "lamp-ld: and 10 errors more\n"));
    link_free(&k);
    buf_free(&source);
}

static void undefined_names_are_all_listed(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o",
                ".globl _start, counter\n_start: movi r1, cuonter\n"
                "call nowhere\ncall nowhere\n.data\n.long 0, gone - 4\n"
                "counter: .long 1\n");
    link_source(&k, "b.o", ".data\n.byte 0, last\n");
    link_bad(&k, "lamp-ld: a.o(.text+0x0): undefined symbol 'cuonter'; did "
                 "you mean 'counter'?\n"
                 "lamp-ld: a.o(.text+0x8): undefined symbol 'nowhere'\n"
                 "lamp-ld: a.o(.data+0x4): undefined symbol 'gone'\n"
                 "lamp-ld: b.o(.data+0x1): undefined symbol 'last'\n");
    link_free(&k);
}

/* The list is complete even when it is long. */
static void long_lists_are_complete(void **state)
{
    (void)state;
    struct buf source = {0};
    buf_printf(&source, ".globl _start\n_start: halt\n.data\n");
    for (int i = 0; i < 200; i++)
        buf_printf(&source, ".long missing_%d\n", i);
    buf_add(&source, "", 1);
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", (const char *)source.data);
    assert_false(link_run(&k));
    assert_int_equal(k.r.errors, 200);
    assert_true(link_has(&k.r.messages, "'missing_0'"));
    assert_true(link_has(&k.r.messages, "(.data+0x31C): undefined symbol "
                                        "'missing_199'\n"));
    link_free(&k);
    buf_free(&source);
}

static void defsym_defines(void **state)
{
    (void)state;
    static const struct ld_define define[] = {{"x", 0x1234}, {"w", 6}};
    struct link k;
    link_init(&k);
    k.o.define = define;
    k.o.define_count = 2;
    link_user(&k, "x");
    link_source(&k, "w.o", ".weak w\nw = 1\n.data\n.long w\n");
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE), 0x1234);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 16), 6);
    link_source(&k, "x.o", ".globl x\nx: halt\n");
    link_bad(&k, "lamp-ld: x.o(.text+0x0): 'x' is defined already by "
                 "--defsym\n");
    link_free(&k);
}

static void wanted_names_must_exist(void **state)
{
    (void)state;
    static const char *const wanted[] = {"absent"};
    struct link k;
    link_init(&k);
    k.o.undefined = wanted;
    k.o.undefined_count = 1;
    link_user(&k, "0");
    link_bad(&k, "lamp-ld: -u: undefined symbol 'absent'\n");
    struct buf *archive = link_input(&k, "l.a");
    archive_start(archive);
    archive_source(archive, "x.o/", ".globl absent\n.data\nabsent: .long 77\n");
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 16), 77);
    link_free(&k);
}

/* A flat image begins with its entry, wherever that was written. */
static void the_entry_comes_first(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", ".globl f\nf: movi r1, 1\nret\n");
    link_source(&k, "b.o",
                "halt\n.section .text.go,\"ax\"\n.globl go\ngo: call f\n");
    k.o.entry = "go";
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE), PROGRAM_BASE + 8);
    k.o.entry = "f";
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE), 1);
    k.o.entry = "none";
    link_bad(&k, "lamp-ld: the entry 'none' is not defined\n");
    k.o.entry = NULL;
    link_good(&k);
    assert_string_equal(link_messages(&k),
                        "lamp-ld: warning: there is no _start; the program "
                        "starts with its first instruction\n");
    link_free(&k);
}

/* In the middle of a section, it is reached by a jump. */
static void an_entry_in_the_middle_gets_a_jump(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", ".globl _start\nhalt\nhalt\n_start: movi r1, 5\n");
    link_good(&k);
    assert_int_equal(link_word(&k, PROGRAM_BASE), PROGRAM_BASE + 24);
    assert_int_equal(link_word(&k, PROGRAM_BASE + 24), 5);
    k.o.flat = false;
    link_good(&k);
    assert_int_equal(get_le32(k.r.output.data + 24), PROGRAM_BASE + 16);
    link_free(&k);
}

/* The limits of sections, of the program, and of lists of one section. */
static void the_linker_makes_names(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o",
                ".globl _start\n_start: movi r1, __data_start\n"
                "movi r2, _edata\nmovi r3, __bss_start\nmovi r4, __bss_end\n"
                "movi r5, _end\nmovi r6, __start_list\nmovi r7, __stop_list\n"
                "movi r8, _etext\n.data\n.long 1, 2, 3\n.bss\n.space 10\n"
                ".section list,\"aw\"\n.long 8\n");
    link_source(&k, "b.o", ".section list,\"aw\"\n.long 9\n");
    link_good(&k);
    u32 data = PROGRAM_BASE + 64, list = data + 12, bss = list + 8;
    const u32 want[] = {data,     list, bss,      bss + 10,
                        bss + 10, list, list + 8, data};
    for (u32 i = 0; i < ARRAY_LEN(want); i++)
        assert_int_equal(link_word(&k, PROGRAM_BASE + 8 * i), want[i]);
    link_free(&k);
}

static void starters_run_by_priority(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o",
                ".globl _start\n_start: movi r1, __init_array_start\n"
                ".section .init_array,\"aw\"\n.long 5\n"
                ".section .init_array.1000,\"aw\"\n.long 3\n");
    link_source(&k, "b.o",
                ".section .init_array,\"aw\"\n.long 6\n"
                ".section .init_array.65535,\"aw\"\n.long 4\n"
                ".section .init_array.00101,\"aw\"\n.long 1\n"
                ".section .init_array.101,\"aw\"\n.long 2\n");
    link_good(&k);
    u32 at = link_word(&k, PROGRAM_BASE);
    for (u32 i = 0; i < 6; i++)
        assert_int_equal(link_word(&k, at + 4 * i), i + 1);
    link_free(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strong_wins_over_weak),
        cmocka_unit_test(the_first_weak_wins),
        cmocka_unit_test(an_undefined_weak_name_is_zero),
        cmocka_unit_test(weak_references_fetch_nothing),
        cmocka_unit_test(commons_merge),
        cmocka_unit_test(a_definition_wins_over_common),
        cmocka_unit_test(aliases_are_followed),
        cmocka_unit_test(locals_stay_apart),
        cmocka_unit_test(duplicates_name_both_places),
        cmocka_unit_test(other_errors_are_limited),
        cmocka_unit_test(undefined_names_are_all_listed),
        cmocka_unit_test(long_lists_are_complete),
        cmocka_unit_test(defsym_defines),
        cmocka_unit_test(wanted_names_must_exist),
        cmocka_unit_test(the_entry_comes_first),
        cmocka_unit_test(an_entry_in_the_middle_gets_a_jump),
        cmocka_unit_test(the_linker_makes_names),
        cmocka_unit_test(starters_run_by_priority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
