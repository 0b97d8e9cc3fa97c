/* SPDX-License-Identifier: MIT
 *
 * Objects and archives cut at every byte and with bits changed: the linker
 * says something or links, and nothing else happens. And much of everything,
 * which must not take time that grows with the square.
 */
#include "rig_ld.h"

static const char source[] =
    ".globl _start, f\n.weak w\n_start: movi r1, table\ncall f\nrjmp x\n"
    ".section .text.f,\"ax\"\nf: movi r1, w\nret\n.size f, .-f\n"
    ".data\ntable: .long f, 1\n.half w\n.byte w\n.comm c, 8\n.long c\n"
    ".bss\n.space 20\n.section .init_array,\"aw\"\n.long f\n";
static const char other[] = ".globl x\nx: ret\n";

struct hostile {
    struct buf object, archive;
};

static void hostile_init(struct hostile *h)
{
    *h = (struct hostile){0};
    object_make(&h->object, source);
    archive_start(&h->archive);
    archive_bytes(&h->archive, "//", "a_long_name_of_a_member.o/\n", 27);
    archive_source(&h->archive, "/0", source);
    archive_source(&h->archive, "x.o/", other);
}

static void hostile_free(struct hostile *h)
{
    buf_free(&h->object);
    buf_free(&h->archive);
}

/* Copies have their exact size, for sanitizers to see a step beyond. */
static bool link_copy(const struct buf *bytes, size_t n, bool flat)
{
    static const struct ld_define define = {"x", 8};
    u8 *copy = malloc(n ? n : 1);
    struct link k;
    link_init(&k);
    memcpy(copy, bytes->data, n);
    k.in[0] = (struct ld_input){"a.o", copy, n, false};
    k.o.flat = flat;
    k.o.gc = k.o.map = true;
    k.o.entry = "_start";
    k.o.max_bytes = 1 << 20;
    k.o.define = &define;
    k.o.define_count = n > 0 && copy[0] == 0x7F;
    bool ok = ld_link(&k.r, &k.o, k.in, 1);
    assert_int_equal(ok, k.r.errors == 0);
    assert_int_equal(ok, k.r.output.size != 0);
    assert_true(ok || k.r.messages.size != 0);
    ld_result_free(&k.r);
    free(copy);
    return ok;
}

static void check_cuts(const struct buf *b)
{
    for (size_t n = 0; n < b->size; n++) {
        if (link_copy(b, n, n % 2 == 0))
            fail_msg("linked, cut to %zu of %zu bytes", n, b->size);
    }
    assert_true(link_copy(b, b->size, true));
    assert_true(link_copy(b, b->size, false));
}

static void cut_files_are_refused(void **state)
{
    (void)state;
    struct hostile h;
    hostile_init(&h);
    check_cuts(&h.object);
    hostile_free(&h);
}

/* Padding behind the last member may be cut off, nothing else. */
static void cut_archives_are_no_harm(void **state)
{
    (void)state;
    struct hostile h;
    hostile_init(&h);
    for (size_t n = 0; n < h.archive.size; n++)
        link_copy(&h.archive, n, n % 2 == 0);
    assert_true(link_copy(&h.archive, h.archive.size, true));
    hostile_free(&h);
}

static void changed_bits_are_no_harm(void **state)
{
    (void)state;
    struct hostile h;
    hostile_init(&h);
    struct buf *files[] = {&h.object, &h.archive};
    u64 seed = 1;
    for (u32 i = 0; i < 6000; i++) {
        struct buf *b = files[i % 2];
        u64 draw = splitmix64(&seed);
        u32 count = 1 + (draw & 3);
        u8 *saved = malloc(b->size);
        memcpy(saved, b->data, b->size);
        for (u32 k = 0; k < count; k++) {
            draw = splitmix64(&seed);
            b->data[(draw >> 8) % b->size] ^= (u8)(1u << (draw & 7));
        }
        link_copy(b, b->size, i % 3 == 0);
        memcpy(b->data, saved, b->size);
        free(saved);
    }
    hostile_free(&h);
}

/* Each field of the header set to values that break sums. */
static void changed_headers_are_no_harm(void **state)
{
    (void)state;
    static const u32 values[] = {0,          1,          0x7FFFFFFF,
                                 0x80000000, 0xFFFFFFFF, 0xFFFFFFF0};
    struct hostile h;
    hostile_init(&h);
    u32 headers = get_le32(h.object.data + 32);
    for (u32 at = 0; at + 4 <= h.object.size; at += 4) {
        if (at >= 52 && at < headers)
            continue;
        u32 saved = get_le32(h.object.data + at);
        for (u32 v = 0; v < ARRAY_LEN(values); v++) {
            put_le32(h.object.data + at, values[v]);
            link_copy(&h.object, h.object.size, v % 2 == 0);
        }
        put_le32(h.object.data + at, saved);
    }
    hostile_free(&h);
}

/* No assembler writes it, and it has no section to take an address from. */
static void a_local_common_is_refused(void **state)
{
    (void)state;
    struct link k;
    link_init(&k);
    link_source(&k, "a.o", ".comm c, 4\n.data\n.long c\n");
    u8 *b = k.bytes[0].data;
    for (u32 s = 0; s < get_le16(b + 48); s++) {
        const u8 *h = b + get_le32(b + 32) + s * 40;
        u8 *last = b + get_le32(h + 16) + get_le32(h + 20) - 16;
        if (get_le32(h + 4) == 2)
            last[12] &= 15; /* binding: local */
    }
    link_bad(&k, "lamp-ld: a.o: symbol 'c' is local and common\n");
    link_free(&k);
}

/* Two objects, 20,000 symbols and 2,000 sections each, and an archive with
 * a chain through 2,000 members, last first. */
static void much_is_linked(void **state)
{
    (void)state;
    struct buf text = {0};
    struct link k;
    link_init(&k);
    k.o.gc = k.o.map = true;
    k.o.flat = false;
    for (u32 o = 0; o < 2; o++) {
        text.size = 0;
        buf_printf(&text, ".globl _start%s\n_start%s: halt\n", o ? "_" : "",
                   o ? "_" : "");
        for (u32 i = 0; i < 20000; i++) {
            if (i % 10 == 0)
                buf_printf(&text, ".section .data.s%u_%u,\"awR\"\n", o, i);
            buf_printf(&text, ".globl n%u_%u\nn%u_%u: .long n%u_%u\n", o, i, o,
                       i, 1 - o, i);
        }
        buf_printf(&text, ".long m0\n");
        buf_add(&text, "", 1);
        link_source(&k, o ? "b.o" : "a.o", (const char *)text.data);
    }
    struct buf *archive = link_input(&k, "l.a");
    archive_start(archive);
    for (u32 i = 2000; i-- > 0;) {
        char member[100];
        snprintf(member, sizeof(member), ".globl m%u\n.data\nm%u: .long m%u\n",
                 i, i, i < 1999 ? i + 1 : 0);
        archive_source(archive, "m.o/", member);
    }
    link_good(&k);
    assert_true(link_has(&k.r.map, " n1_19999 (global)\n"));
    assert_true(link_has(&k.r.map, "l.a(m.o) for m1999\n"));
    link_free(&k);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_files_are_refused),
        cmocka_unit_test(cut_archives_are_no_harm),
        cmocka_unit_test(changed_bits_are_no_harm),
        cmocka_unit_test(changed_headers_are_no_harm),
        cmocka_unit_test(a_local_common_is_refused),
        cmocka_unit_test(much_is_linked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
