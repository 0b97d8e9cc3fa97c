/* SPDX-License-Identifier: MIT
 *
 * Assembling what the disassembler prints gives the same bytes: every opcode
 * with random operands, every byte pattern that is no instruction, and text
 * in the words of isa.def that assembles to what the table says.
 */
#include "rig_as.h"

#include <dump.h>
#include <format/isa_text.h>

enum { ROUNDS = 200 };

/* An interesting imm: near 0, near the ends, anything. */
static u32 random_imm(u64 *seed)
{
    u64 r = splitmix64(seed);
    switch (r % 4) {
    case 0:
        return (u32)(r >> 32) % 10000 - 5000;
    case 1:
        return 0x80000000u + (u32)(r >> 32) % 5 - 2;
    case 2:
        return 0;
    default:
        return (u32)(r >> 32);
    }
}

static u64 random_word(const struct isa_row *row, u64 *seed)
{
    u64 r = splitmix64(seed);
    struct isa_word w = {row->op, 0, 0, 0, 0};
    if (strchr(row->operands, 'd') || isa_row_spare_rd(row))
        w.rd = r % 32;
    if (strchr(row->operands, 's'))
        w.rs1 = (r >> 8) % 32;
    if (strchr(row->operands, 't'))
        w.rs2 = (r >> 16) % 32;
    if (strpbrk(row->operands, "iap"))
        w.imm = random_imm(seed);
    if (strchr(row->operands, 'c'))
        w.imm = (r >> 24) % ISA_CC_COUNT;
    return isa_encode(w);
}

static void add_word(struct buf *text, u64 word)
{
    buf_add_le32(text, (u32)word);
    buf_add_le32(text, (u32)(word >> 32));
}

/* Wraps text and data into an image, prints its source, assembles that. */
static void check_fixed_point(const struct buf *text, const struct buf *data,
                              u32 base, u32 bss)
{
    struct image_header h = {base,
                             (u32)text->size,
                             base + (u32)text->size,
                             (u32)data->size,
                             base + (u32)(text->size + data->size),
                             bss};
    struct buf file = {0}, source = {0};
    image_header_add(&file, &h);
    buf_add(&file, text->data, text->size);
    buf_add(&file, data->data, data->size);
    struct image image;
    struct err e;
    assert_true(image_parse(&image, file.data, file.size, "x.bin", &e));
    assert_true(dump_source(&source, &image, file.data, &e));
    struct as_options o = as_options_default;
    o.base = base;
    struct as_result r;
    if (!as_assemble(&r, &o, "x.s", source.data, source.size))
        fail_msg("%.2000s", (char *)r.messages.data);
    assert_int_equal(r.image.size, file.size);
    assert_memory_equal(r.image.data, file.data, file.size);
    as_result_free(&r);
    image_free(&image);
    buf_free(&source);
    buf_free(&file);
}

static void every_opcode_is_a_fixed_point(void **state)
{
    (void)state;
    u64 seed = 1;
    struct buf text = {0}, data = {0};
    const struct isa_row *row;
    for (size_t i = 0; (row = isa_row_at(i)) != NULL; i++) {
        for (u32 k = 0; k < ROUNDS; k++) {
            u64 word = random_word(row, &seed);
            u8 code[8];
            put_le64(code, word);
            assert_true(isa_text_exact(code));
            add_word(&text, word);
        }
    }
    buf_add(&data, "some data", 9);
    check_fixed_point(&text, &data, PROGRAM_BASE, 77);
    buf_free(&text);
    buf_free(&data);
}

/* Junk in unused fields, bad registers, unknown opcodes. */
static void any_bytes_are_a_fixed_point(void **state)
{
    (void)state;
    u64 seed = 2;
    struct buf text = {0}, data = {0};
    for (u32 op = 0; op < 256; op++) {
        for (u32 k = 0; k < 40; k++) {
            u64 r = splitmix64(&seed);
            u64 mask = k % 2 ? UINT64_MAX >> 8 : 0x1F1F1FFFFFFFFF;
            add_word(&text, (u64)op << 56 | (r & mask));
        }
    }
    for (u32 i = 0; i < 300; i++)
        buf_add(&data, &(u8){(u8)i}, 1);
    check_fixed_point(&text, &data, 0x10001, 0);
    buf_free(&text);
    buf_free(&data);
}

/* isa_text_exact says exactly which words come back. */
static void exact_means_exact(void **state)
{
    (void)state;
    u64 seed = 3;
    for (u32 k = 0; k < 30000; k++) {
        u64 r = splitmix64(&seed);
        const struct isa_row *row = isa_row_at(r % 160);
        u64 word = row ? random_word(row, &seed) : r;
        if (r >> 60 == 0) /* now and then a bit of junk */
            word ^= UINT64_C(1) << (r >> 8) % 56;
        u8 code[8];
        char text[ISA_TEXT_BYTES], source[128];
        put_le64(code, word);
        bool exact = isa_text_exact(code);
        if (isa_text(text, sizeof(text), code, 0x201C) == 0) {
            assert_false(exact);
            continue;
        }
        snprintf(source, sizeof(source), "%s\n", text);
        struct as_result res;
        if (!assemble(&res, source))
            fail_msg("%s: %.500s", text, (char *)res.messages.data);
        u64 again = get_le64(res.image.data + IMAGE_HEADER_BYTES);
        as_result_free(&res);
        if ((again == word) != exact)
            fail_msg("%016llX prints %s, which gives %016llX",
                     (unsigned long long)word, text, (unsigned long long)again);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_opcode_is_a_fixed_point),
        cmocka_unit_test(any_bytes_are_a_fixed_point),
        cmocka_unit_test(exact_means_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
