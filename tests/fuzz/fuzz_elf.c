/* SPDX-License-Identifier: MIT
 *
 * Bytes as an object, executable, archive, map or flat image, for everybody
 * who reads such files: the readers, the table of symbols, and lamp-objdump
 * with all options. Promised: one line of error or a result that can be
 * looked through to its end, and output that is linear in the input.
 */
#include "fuzz.h"

#include <dump.h>
#include <format/ar.h>
#include <format/line.h>
#include <format/symbols.h>

enum { OUTPUT_FACTOR = 600, OUTPUT_MORE = 4096 }; /* long names everywhere */

static void check_error(bool ok, const struct err *e)
{
    FUZZ_CHECK(ok == (e->text[0] == '\0'));
    FUZZ_CHECK(strlen(e->text) < sizeof e->text);
    FUZZ_CHECK(strchr(e->text, '\n') == NULL);
}

static void check_name(const char *name, const u8 *bytes, size_t n)
{
    const u8 *at = (const u8 *)name;
    FUZZ_CHECK(at == (const u8 *)"" || *name == '\0' ||
               (at >= bytes && at + strlen(name) < bytes + n));
}

static void run_elf(const u8 *bytes, size_t n)
{
    struct elf f;
    struct err e = {0};
    bool ok = elf_read(&f, bytes, n, "input", &e);
    check_error(ok, &e);
    for (u32 k = 1; ok && k < f.section_count; k++) {
        const u8 *at = elf_bytes(&f, k);
        FUZZ_CHECK(!at || range_ok((u64)(at - bytes), f.section[k].size, n));
        check_name(f.section[k].name, bytes, n);
        u32 count =
            f.section[k].type == ELF_SHT_RELA ? elf_rela_count(&f, k) : 0;
        for (u32 i = 0; i < count; i++) {
            struct elf_rela r;
            if (elf_rela_get(&f, k, i, &r, &e))
                FUZZ_CHECK(r.symbol < f.symbol_count);
        }
    }
    for (u32 k = 0; ok && k < f.symbol_count; k++)
        check_name(f.symbol[k].name, bytes, n);
    elf_free(&f);
}

static void run_archive(const u8 *bytes, size_t n)
{
    struct ar ar;
    struct err e = {0};
    check_error(ar_read(&ar, bytes, n, "input", &e), &e);
    for (u32 k = 0; k < ar.count; k++) {
        const struct ar_member *m = &ar.member[k];
        FUZZ_CHECK(range_ok((u64)(m->bytes - bytes), m->size, n));
        run_elf(m->bytes, m->size);
    }
    ar_free(&ar);
}

/* All of it as a line table, whose strings are in its second half. */
static void run_lines(const u8 *bytes, size_t n)
{
    struct line_sections in = {.line = bytes,
                               .line_size = n,
                               .line_str = bytes + n / 2,
                               .line_str_size = n - n / 2,
                               .str = bytes + n / 2,
                               .str_size = n - n / 2};
    struct line_table t;
    struct err e = {0};
    check_error(line_read(&t, &in, &e), &e);
    for (u32 k = 0; k < t.count; k++) {
        const struct line_row *r = &t.row[k];
        char text[64];
        FUZZ_CHECK(k == 0 || r[-1].address < r->address);
        FUZZ_CHECK(r->file == LINE_END || r->file < t.file_count);
        FUZZ_CHECK(line_find(&t, r->address) ==
                   (r->file == LINE_END ? NULL : r));
        if (r->file != LINE_END)
            line_file_text(text, sizeof text, &t.file[r->file]);
    }
    line_free(&t);
}

static void run_symbols(const u8 *bytes, size_t n)
{
    struct err e = {0};
    struct symbols *s = symbols_read(bytes, n, "input", &e);
    check_error(s != NULL, &e);
    for (u32 k = 0; s && k < 64; k++) {
        char text[SYMBOLS_TEXT_BYTES];
        symbols_text(text, s, 0x1FF0 + 8 * k);
        FUZZ_CHECK(strlen(text) < sizeof text);
    }
    symbols_free(s);
}

/* Without DUMP_SOURCE: the input would choose which files are opened. */
static void run_dump(const u8 *bytes, size_t n)
{
    static const u32 shows[] = {DUMP_HEADERS | DUMP_CONTENTS | DUMP_TEXT,
                                DUMP_TEXT_ALL, DUMP_TEXT | DUMP_LINES,
                                DUMP_REASSEMBLE};
    for (u32 k = 0; k < ARRAY_LEN(shows); k++) {
        struct buf out = {0};
        struct err e = {0};
        check_error(dump_any(&out, "input", bytes, n, shows[k], &e), &e);
        FUZZ_CHECK(!out.failed && out.size <= OUTPUT_FACTOR * n + OUTPUT_MORE);
        buf_free(&out);
    }
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    run_elf(bytes, n);
    run_archive(bytes, n);
    run_lines(bytes, n);
    run_symbols(bytes, n);
    run_dump(bytes, n);
    return 0;
}
