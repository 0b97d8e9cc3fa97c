/* SPDX-License-Identifier: MIT
 *
 * Program files: every check of docs/board.md with its message, the order of
 * the checks, their edges, and headers cut at every byte.
 */
#include <format/image.h>

#include <lamp/board.h>

#include <stdarg.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

enum { RAM = BOARD_RAM_DEFAULT };

/* A flat file with these segments and as many bytes as it asks for. */
static struct buf flat(struct image_header h)
{
    struct buf b = {0};
    image_header_add(&b, &h);
    buf_add_zeros(&b, (size_t)h.text_size + h.data_size);
    return b;
}

/* Parses and checks; returns the message, "" when all is well. The bytes are
 * copied to the heap, so that a sanitizer sees a read behind them. */
static const char *verdict(const struct buf *file, size_t size, u64 ram,
                           u32 cores)
{
    static struct err e;
    struct image image;
    u8 *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, file->data, size);
    e.text[0] = '\0';
    if (image_parse(&image, copy, size, "x.bin", &e)) {
        image_check_layout(&image, ram, cores, &e);
        image_free(&image);
    }
    free(copy);
    return e.text;
}

struct flat_case {
    struct image_header header;
    u32 cores;
    const char *message;
};

static const struct flat_case flat_cases[] = {
    /* good: as small as it gets, at the edges of everything */
    {{0x201C, 0, 0x201C, 0, 0x201C, 0}, 1, ""},
    {{0x201C, 16, 0x202C, 4, 0x2030, 8}, 1, ""},
    {{0x201C, 8, 0x61FFF0, 16, 0x3FFFFF0, 16}, 1, ""},
    {{0x74C05C, 8, 0x74D504, 8, 0x74E000, 0x2000}, 1, ""},
    {{0x201C, 8, 0x3FFAFF0, 16, 0x3000, 0}, 4, ""},
    {{0x201D, 8, 0x202D, 3, 0x2031, 1}, 1, ""}, /* any alignment */
    /* empty segments may have any address */
    {{0x201C, 8, 0, 0, 0xFFFFFFFF, 0}, 64, ""},

    {{0x201C, 12, 0x2030, 0, 0x2030, 0},
     1,
     "x.bin: the text size 12 in the header is not a multiple of 8"},

    /* 5: RAM */
    {{0x201C, 8, 0x3FFFFFC, 8, 0x3000, 0},
     1,
     "x.bin: data segment 0x03FFFFFC-0x04000003 is not wholly below RAM end "
     "0x04000000"},
    {{0x201C, 8, 0x2024, 0, 0xFFFFFFF0, 0x20},
     1,
     "x.bin: bss segment 0xFFFFFFF0-0x10000000F is not wholly below RAM end "
     "0x04000000"},
    {{0x201C, 8, 0x2024, 0, 0x3000, 0xFFFFFFFF},
     1,
     "x.bin: bss segment 0x00003000-0x100002FFE is not wholly below RAM end "
     "0x04000000"},
    /* 6: each other, before 7 */
    {{0x201C, 16, 0x202B, 4, 0x3000, 0},
     1,
     "x.bin: data segment 0x0000202B-0x0000202E collides with the text "
     "segment 0x0000201C-0x0000202B"},
    {{0x1000, 16, 0x3000, 4, 0x100F, 1},
     1,
     "x.bin: bss segment 0x0000100F-0x0000100F collides with the text "
     "segment 0x00001000-0x0000100F"},
    /* 7: the low part, of any segment before 8 */
    {{0x201B, 8, 0x620000, 4, 0x3000, 0},
     1,
     "x.bin: text segment 0x0000201B-0x00002022 collides with the vectors, "
     "fixed stacks and TIME 0x00000000-0x0000201B"},
    {{0x620000, 8, 0, 1, 0x3000, 0},
     1,
     "x.bin: data segment 0x00000000-0x00000000 collides with the vectors, "
     "fixed stacks and TIME 0x00000000-0x0000201B"},
    /* 8: windows */
    {{0x201C, 8, 0x61FF00, 0x200, 0x3000, 0},
     1,
     "x.bin: data segment 0x0061FF00-0x006200FF collides with the framebuffer "
     "alias 0x00620000-0x0074BFFF"},
    {{0x201C, 8, 0x3000, 0, 0x74C05B, 1},
     1,
     "x.bin: bss segment 0x0074C05B-0x0074C05B collides with the SYSINFO "
     "registers 0x0074C000-0x0074C05B"},
    {{0x74D500, 8, 0x3000, 0, 0x3000, 0},
     1,
     "x.bin: text segment 0x0074D500-0x0074D507 collides with the INTC "
     "registers 0x0074D000-0x0074D503"},
    /* 9: the pool, with more than one core */
    {{0x201C, 8, 0x3FFAFF0, 17, 0x3000, 0},
     4,
     "x.bin: data segment 0x03FFAFF0-0x03FFB000 collides with the stack pool "
     "0x03FFB000-0x03FFFFFF"},
};

static void flat_files_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(flat_cases); i++) {
        const struct flat_case *c = &flat_cases[i];
        struct buf file = flat(c->header);
        assert_string_equal(verdict(&file, file.size, RAM, c->cores),
                            c->message);
        buf_free(&file);
    }
}

static void short_files_are_refused(void **state)
{
    (void)state;
    struct buf file = flat((struct image_header){.text_base = 0x201C,
                                                 .text_size = 512,
                                                 .data_base = 0x3000,
                                                 .data_size = 64});
    assert_string_equal(verdict(&file, 412, RAM, 1),
                        "x.bin: file ends after 412 bytes; the header asks "
                        "for 24 + 512 text + 64 data = 600");
    for (size_t n = 0; n < 600; n++)
        assert_non_null(strstr(verdict(&file, n, RAM, 1), "file ends after"));
    assert_string_equal(verdict(&file, 600, RAM, 1), "");
    buf_add(&file, "more", 4); /* ignored */
    assert_string_equal(verdict(&file, 604, RAM, 1), "");
    put_le32(file.data + 4, 0xFFFFFFF8);
    put_le32(file.data + 12, 0xFFFFFFFF);
    assert_string_equal(verdict(&file, 604, RAM, 1),
                        "x.bin: file ends after 604 bytes; the header asks "
                        "for 24 + 4294967288 text + 4294967295 data = "
                        "8589934607");
    buf_free(&file);
}

static void segments_say_where_bytes_are(void **state)
{
    (void)state;
    struct buf file =
        flat((struct image_header){0x201C, 16, 0x202C, 5, 0x2031, 7});
    struct image image;
    struct err e;
    assert_true(image_parse(&image, file.data, file.size, "x.bin", &e));
    assert_false(image.is_elf);
    assert_int_equal(image.entry, 0x201C);
    assert_int_equal(image.count, 3);
    const struct image_segment *s = image.segments;
    assert_int_equal(s[0].offset, 24);
    assert_int_equal(s[0].file_size, 16);
    assert_int_equal(s[1].offset, 40);
    assert_int_equal(s[1].file_size, 5);
    assert_int_equal(s[1].address, 0x202C);
    assert_int_equal(s[2].file_size, 0);
    assert_int_equal(s[2].size, 7);
    image_free(&image);
    buf_free(&file);
}

struct program_header {
    u32 type, offset, vaddr, paddr, filesz, memsz;
};

/* An ELF file of 4096 bytes; program headers from offset 52. */
static struct buf elf(u32 entry, const struct program_header *p, u32 n)
{
    struct buf b = {0};
    buf_add(&b, "\177ELF\1\1\1", 7);
    buf_add_zeros(&b, 4096 - 7);
    put_le16(b.data + 16, 2);
    put_le16(b.data + 18, IMAGE_E_MACHINE);
    put_le32(b.data + 20, 1);
    put_le32(b.data + 24, entry);
    put_le32(b.data + 28, 52);
    put_le16(b.data + 42, 32);
    put_le16(b.data + 44, (u16)n);
    for (u32 i = 0; i < n; i++) {
        u8 *at = b.data + 52 + (size_t)32 * i;
        const u32 words[] = {p[i].type,  p[i].offset, p[i].vaddr,
                             p[i].paddr, p[i].filesz, p[i].memsz};
        for (u32 k = 0; k < ARRAY_LEN(words); k++)
            put_le32(at + (size_t)4 * k, words[k]);
    }
    return b;
}

struct elf_case {
    u32 entry;
    struct program_header headers[3];
    u32 count;
    const char *message;
};

static const struct elf_case elf_cases[] = {
    {0x3000, {{1, 0x100, 0x3000, 0, 8, 8}}, 1, ""},
    {0x3007, {{1, 0x100, 0x9000, 0x3000, 8, 8}}, 1, ""},
    {0x3000, {{6, 0, 0, 0, 9, 0}, {1, 0xFF8, 0x3000, 0, 8, 99}}, 2, ""},
    /* a header without memory is no segment, whatever else it says */
    {0x3000,
     {{1, 0xFFFFFFFF, 0, 0, 0xFFFFFFFF, 0}, {1, 0, 0x3000, 0, 8, 8}},
     2,
     ""},
    {0, {{0}}, 0, "x.bin: ELF file without a segment to load (PT_LOAD)"},
    {0,
     {{2, 0, 0, 0, 0, 0}},
     1,
     "x.bin: ELF file without a segment to load (PT_LOAD)"},
    {0x3000,
     {{1, 0, 0x3000, 0, 9, 8}},
     1,
     "x.bin: segment 0 has 9 bytes in the file but only 8 in memory"},
    {0x3000,
     {{0}, {1, 0xFF9, 0x3000, 0, 8, 8}},
     2,
     "x.bin: file ends after 4096 bytes; segment 1 asks for 4089 + 8 = 4097"},
    {0x3000,
     {{1, 0xFFFFFFFF, 0x3000, 0, 8, 8}},
     1,
     "x.bin: file ends after 4096 bytes; segment 0 asks for 4294967295 + 8 = "
     "4294967303"},
    {0x2FFF,
     {{1, 0, 0x3000, 0, 8, 8}},
     1,
     "x.bin: entry 0x00002FFF is in no segment"},
    {0x3008,
     {{1, 0, 0x3000, 0, 8, 8}},
     1,
     "x.bin: entry 0x00003008 is in no segment"},
    /* the entry is looked at last */
    {0,
     {{1, 0, 0x620000, 0, 8, 8}},
     1,
     "x.bin: segment 0 0x00620000-0x00620007 collides with the framebuffer "
     "alias 0x00620000-0x0074BFFF"},
    {0x3000,
     {{1, 0, 0x3000, 0, 8, 8}, {1, 0, 0x3000, 0, 8, 8}},
     2,
     "x.bin: segment 1 0x00003000-0x00003007 collides with the segment 0 "
     "0x00003000-0x00003007"},
    /* a long segment is found under several short ones */
    {0x3000,
     {{1, 0, 0x3000, 0, 8, 0x1000},
      {1, 0, 0x5000, 0, 8, 8},
      {1, 0, 0x3800, 0, 8, 8}},
     3,
     "x.bin: segment 2 0x00003800-0x00003807 collides with the segment 0 "
     "0x00003000-0x00003FFF"},
    {0x3000,
     {{1, 0, 0xFFFFFFF0, 0, 8, 0xFFFFFFFF}},
     1,
     "x.bin: segment 0 0xFFFFFFF0-0x1FFFFFFEE is not wholly below RAM end "
     "0x04000000"},
};

static void elf_files_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(elf_cases); i++) {
        const struct elf_case *c = &elf_cases[i];
        struct buf file = elf(c->entry, c->headers, c->count);
        assert_string_equal(verdict(&file, file.size, RAM, 1), c->message);
        buf_free(&file);
    }
}

static void elf_headers_are_not_believed(void **state)
{
    (void)state;
    static const struct {
        u32 offset;
        u8 value;
        const char *message;
    } cases[] = {
        {4, 2, "class (32 bits) is 2, must be 1"},
        {5, 2, "byte order (little endian) is 2, must be 1"},
        {6, 0, "identification version is 0, must be 1"},
        {16, 1, "type (executable) is 1, must be 2"},
        {18, 3, "e_machine is 3, must be 245"},
        {20, 2, "version is 2, must be 1"},
        {42, 31, "e_phentsize is 31, must be 32"},
        {31, 1, "1 program headers at offset 16777268 are not inside"},
        {45, 1, "257 program headers at offset 52 are not inside"},
    };
    static const struct program_header load = {1, 0x100, 0x3000, 0, 8, 8};
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf file = elf(0x3000, &load, 1);
        file.data[cases[i].offset] = cases[i].value;
        const char *have = verdict(&file, file.size, RAM, 1);
        assert_non_null(strstr(have, cases[i].message));
        buf_free(&file);
    }
    struct buf file = elf(0x3000, &load, 1);
    for (size_t n = 4; n < 52 + 32; n++)
        assert_true(verdict(&file, n, RAM, 1)[0] != '\0');
    buf_free(&file);
}

/* As many segments as the format allows, in the worst order. */
static void many_segments_take_no_time(void **state)
{
    (void)state;
    enum { COUNT = 65535 };
    struct buf file = elf(0x100000, NULL, 0);
    put_le16(file.data + 44, COUNT);
    put_le32(file.data + 28, 4096);
    for (u32 i = 0; i < COUNT; i++) {
        u32 at = 0x100000 + (COUNT - 1 - i) * 16;
        const u32 words[8] = {1, 0, at, at, 0, 16, 0, 0};
        for (u32 k = 0; k < ARRAY_LEN(words); k++)
            buf_add_le32(&file, words[k]);
    }
    assert_string_equal(verdict(&file, file.size, RAM, 1), "");
    put_le32(file.data + 4096 + 32 * 700 + 20, 17);
    assert_non_null(
        strstr(verdict(&file, file.size, RAM, 1), "segment 700 0x"));
    buf_free(&file);
}

static void random_bytes_do_no_harm(void **state)
{
    (void)state;
    u64 seed = 7;
    static const struct program_header load = {1, 0x100, 0x3000, 0, 8, 8};
    for (u32 round = 0; round < 20000; round++) {
        struct buf file = elf(0x3000, &load, 1);
        for (u32 k = 0; k < 3; k++) {
            u64 r = splitmix64(&seed);
            file.data[r % 84] = (u8)(r >> 32);
        }
        verdict(&file, file.size, RAM, 1 + round % 64);
        buf_free(&file);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(flat_files_are_checked),
        cmocka_unit_test(short_files_are_refused),
        cmocka_unit_test(segments_say_where_bytes_are),
        cmocka_unit_test(elf_files_are_checked),
        cmocka_unit_test(elf_headers_are_not_believed),
        cmocka_unit_test(many_segments_take_no_time),
        cmocka_unit_test(random_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
