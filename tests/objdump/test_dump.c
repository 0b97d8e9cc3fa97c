/* SPDX-License-Identifier: MIT
 *
 * lamp-objdump's texts of files that lie: cut at every byte, with every bit
 * turned, with sections that share bytes, with damaged line tables. Each ends
 * in an error of one line, or in output whose size the file's bounds.
 */
#include <dump.h>
#include <format/line.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

enum { OUTPUT_FACTOR = 300 };

static const u32 shows[] = {DUMP_HEADERS | DUMP_CONTENTS,
                            DUMP_TEXT_ALL | DUMP_LINES, DUMP_REASSEMBLE};

static void note(void *context, u32 offset, u32 sequence)
{
    (void)sequence;
    *(u32 *)context = offset;
}

static struct elf_section section(const char *name, u32 flags, u32 size)
{
    return (struct elf_section){.name = name,
                                .type = ELF_SHT_PROGBITS,
                                .flags = flags,
                                .size = size,
                                .align = 1};
}

/* Code with labels, a relocation and lines; data. */
static void object_make(struct buf *file)
{
    static const char *const files[] = {NULL, "a.c"};
    static const u8 code[20] = {[7] = 0x0A, [15] = 0x0B};
    const struct line_row rows[] = {{0, 1, 5, 1}, {8, 1, 6, 1}};
    const struct line_unit unit = {files, 2, rows, 2, 16};
    struct elf_section text =
        section(".text", ELF_SHF_ALLOC | ELF_SHF_EXEC, sizeof(code));
    struct elf_section data = section(".data", ELF_SHF_ALLOC, sizeof(code));
    const struct elf_symbol symbols[] = {
        {.name = "", .type = ELF_STT_SECTION, .section = 1},
        {.name = ".L1", .value = 8, .section = 1},
        {.name = "main",
         .size = 16,
         .type = ELF_STT_FUNC,
         .bind = 1,
         .section = 1},
        {.name = "outside", .bind = 1}};
    struct elf_out *out = elf_out_new();
    struct buf lines = {0};
    struct err e;
    u32 place;
    assert_non_null(out);
    assert_true(line_write(&lines, &unit, 1, note, &place));
    elf_out_section(out, &text, code);
    elf_out_section(out, &data, code);
    struct elf_section debug = section(".debug_line", 0, (u32)lines.size);
    elf_out_section(out, &debug, lines.data);
    for (u32 k = 0; k < ARRAY_LEN(symbols); k++)
        elf_out_symbol(out, &symbols[k]);
    elf_out_rela(out, 1, &(struct elf_rela){0, 4, ELF_R_ABS32, 16});
    elf_out_rela(out, 2, &(struct elf_rela){3, 1, ELF_R_ABS8, -1});
    elf_out_rela(out, 3, &(struct elf_rela){place, 1, ELF_R_ABS32, 0});
    if (!elf_write(out, ELF_TYPE_REL, 0, file, &e))
        fail_msg("elf_write: %s", e.text);
    elf_out_free(out);
    buf_free(&lines);
}

/* An archive with the object, and one of odd size behind it. */
static void archive_make(struct buf *file)
{
    struct buf object = {0};
    object_make(&object);
    buf_printf(file, "!<arch>\n");
    for (u32 k = 0; k < 2; k++) {
        buf_printf(file, "%-16s%-32s%-10zu`\n", k ? "b.o/" : "a.o/", "0",
                   object.size + k);
        buf_add(file, object.data, object.size);
        buf_add(file, "\n", object.size % 2 != k ? 1 : k);
    }
    buf_free(&object);
}

static void flat_make(struct buf *file)
{
    struct image_header h = {0x3000, 16, 0x3010, 5, 0x3015, 3};
    image_header_add(file, &h);
    buf_add_zeros(file, 21);
}

/* Shows a copy of exactly these bytes; how many of the ways succeed. */
static u32 try_bytes(const u8 *bytes, size_t n)
{
    u32 good = 0;
    u8 *copy = malloc(n ? n : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, n);
    for (u32 k = 0; k < ARRAY_LEN(shows); k++) {
        struct buf out = {0};
        struct err e = {0};
        bool ok = dump_any(&out, "x", copy, n, shows[k], &e);
        assert_true(ok == (e.text[0] == '\0'));
        assert_null(strchr(e.text, '\n'));
        assert_false(out.failed);
        if (out.size > OUTPUT_FACTOR * (n + 64))
            fail_msg("%zu bytes of text for %zu", out.size, n);
        buf_free(&out);
        good += ok;
    }
    free(copy);
    return good;
}

static void lies_are_survived(void **state)
{
    static void (*const make[])(struct buf *) = {object_make, archive_make,
                                                 flat_make};
    static const u32 good[] = {2, 2, 3}; /* reassembled: flat images only */
    (void)state;
    for (u32 k = 0; k < ARRAY_LEN(make); k++) {
        struct buf file = {0};
        make[k](&file);
        assert_int_equal(try_bytes(file.data, file.size), good[k]);
        for (size_t n = 0; n < file.size; n++)
            try_bytes(file.data, n);
        for (size_t bit = 0; bit < 8 * file.size; bit++) {
            file.data[bit / 8] ^= (u8)(1 << bit % 8);
            try_bytes(file.data, file.size);
            file.data[bit / 8] ^= (u8)(1 << bit % 8);
        }
        buf_free(&file);
    }
}

static u8 *section_header(struct buf *file, u32 k)
{
    return file->data + get_le32(file->data + 32) +
           (size_t)k * ELF_SECTION_BYTES;
}

static void expect_refusal(struct buf *file, u32 show, const char *want)
{
    struct buf out = {0};
    struct err e = {0};
    assert_false(dump_any(&out, "x.o", file->data, file->size, show, &e));
    assert_string_equal(e.text, want);
    buf_free(&out);
    buf_free(file);
}

static void sections_share_no_bytes(void **state)
{
    struct buf file = {0};
    (void)state;
    object_make(&file);
    put_le32(section_header(&file, 1) + 16, 0);              /* offset */
    put_le32(section_header(&file, 1) + 20, (u32)file.size); /* size */
    expect_refusal(&file, DUMP_FILE, "x.o: sections overlap in the file");
}

static void damage_is_named(void **state)
{
    struct buf file = {0};
    (void)state;
    object_make(&file);
    u32 lines = get_le32(section_header(&file, 3) + 16);
    file.data[lines + 4] = 9;
    expect_refusal(&file, DUMP_TEXT | DUMP_LINES,
                   "x.o: the line table's unit at 0x0 is damaged: its version "
                   "is not 2 to 5");
    object_make(&file);
    u32 rela = get_le32(section_header(&file, 4) + 16);
    file.data[rela + 5] = 77; /* the symbol's number */
    expect_refusal(&file, DUMP_RELOCATIONS,
                   "x.o: .rela.text: relocation 0 is against symbol 77, which "
                   "does not exist");
    object_make(&file);
    put_le16(file.data + 44, 3); /* program headers there are none of */
    expect_refusal(&file, DUMP_SEGMENTS,
                   "x.o: the program headers lie outside of the file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lies_are_survived),
        cmocka_unit_test(sections_share_no_bytes),
        cmocka_unit_test(damage_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
