/* SPDX-License-Identifier: MIT
 *
 * Names for addresses: of ELF files and of maps, which of several symbols
 * counts, where names end, what is shown of hostile ones, damaged files, and
 * which file beside a program is taken.
 */
#include <format/elf.h>
#include <format/image.h>
#include <format/symbols.h>

#include "lines.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT = 0x3000, TEXT_BYTES = 0x100, DATA = 0x3100, DATA_BYTES = 0x40 };

/* An executable with .text, .data and, when l is not NULL, .debug_line. */
static struct elf_out *program_new(const struct lines *l)
{
    static const u8 zeros[TEXT_BYTES];
    static const struct elf_section text = {.name = ".text",
                                            .type = ELF_SHT_PROGBITS,
                                            .flags =
                                                ELF_SHF_ALLOC | ELF_SHF_EXEC,
                                            .address = TEXT,
                                            .size = TEXT_BYTES,
                                            .align = 8};
    static const struct elf_section data = {.name = ".data",
                                            .type = ELF_SHT_PROGBITS,
                                            .flags =
                                                ELF_SHF_ALLOC | ELF_SHF_WRITE,
                                            .address = DATA,
                                            .size = DATA_BYTES,
                                            .align = 4};
    struct elf_out *out = elf_out_new();
    assert_non_null(out);
    assert_int_equal(elf_out_section(out, &text, zeros), 1);
    assert_int_equal(elf_out_section(out, &data, zeros), 2);
    elf_out_segment(out, 1, TEXT, TEXT_BYTES, TEXT_BYTES, ELF_PF_R | ELF_PF_X);
    elf_out_segment(out, 2, DATA, DATA_BYTES, DATA_BYTES, ELF_PF_R | ELF_PF_W);
    if (l) {
        struct elf_section debug = {.name = ".debug_line",
                                    .type = ELF_SHT_PROGBITS,
                                    .size = (u32)l->out.size,
                                    .align = 1};
        elf_out_section(out, &debug, l->out.data);
    }
    return out;
}

static void symbol_put(struct elf_out *out, const char *name, u32 value,
                       u32 size, u8 type, u8 bind)
{
    struct elf_symbol s = {.name = name,
                           .value = value,
                           .size = size,
                           .type = type,
                           .bind = bind,
                           .section = value < DATA ? 1 : 2};
    elf_out_symbol(out, &s);
}

static void program_end(struct elf_out *out, struct buf *file)
{
    struct err e;
    if (!elf_write(out, ELF_TYPE_EXEC, TEXT, file, &e))
        fail_msg("elf_write: %s", e.text);
    elf_out_free(out);
}

static struct symbols *must_read(const void *bytes, size_t n)
{
    struct err e = {0};
    struct symbols *s = symbols_read(bytes, n, "x", &e);
    if (!s)
        fail_msg("refused: %s", e.text);
    return s;
}

static void expect(const struct symbols *s, u32 address, const char *want)
{
    char have[SYMBOLS_TEXT_BYTES];
    symbols_text(have, s, address);
    if (strcmp(have, want) != 0)
        fail_msg("0x%X is '%s', not '%s'", address, have, want);
}

static void functions_come_before_labels(void **state)
{
    struct elf_out *out = program_new(NULL);
    struct buf file = {0};
    (void)state;
    symbol_put(out, "own", 0x3008, 0x30, ELF_STT_FUNC, ELF_STB_LOCAL);
    symbol_put(out, "again", 0x3018, 0, ELF_STT_NOTYPE, ELF_STB_LOCAL);
    symbol_put(out, ".L7", 0x3020, 0, ELF_STT_NOTYPE, ELF_STB_LOCAL);
    symbol_put(out, "asm_code", 0x3040, 0, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, ".L9", 0x3050, 0, ELF_STT_NOTYPE, ELF_STB_LOCAL);
    symbol_put(out, "table", 0x3110, 8, ELF_STT_OBJECT, ELF_STB_GLOBAL);
    program_end(out, &file);
    struct symbols *s = must_read(file.data, file.size);
    expect(s, 0x3000, "");
    expect(s, 0x3007, "");
    expect(s, 0x3008, "own+0x0");
    expect(s, 0x3028, "own+0x20");
    expect(s, 0x3037, "own+0x2F");
    expect(s, 0x3038, "again+0x20"); /* behind own, so the label counts */
    expect(s, 0x3058, "asm_code+0x18");
    expect(s, 0x30FF, "asm_code+0xBF"); /* up to the end of its section */
    expect(s, 0x3100, "");
    expect(s, 0x3117, "table+0x7");
    expect(s, 0x3118, "");
    expect(s, 0xFFFFFFFF, "");
    symbols_free(s);
    buf_free(&file);
}

static void of_several_the_strongest_counts(void **state)
{
    struct elf_out *out = program_new(NULL);
    struct buf file = {0};
    (void)state;
    symbol_put(out, "local", 0x3000, 0x20, ELF_STT_FUNC, ELF_STB_LOCAL);
    symbol_put(out, "weak", 0x3000, 0x20, ELF_STT_FUNC, ELF_STB_WEAK);
    symbol_put(out, "strong", 0x3000, 0x20, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, "strong2", 0x3000, 0x20, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, "data", 0x3000, 0x80, ELF_STT_OBJECT, ELF_STB_GLOBAL);
    symbol_put(out, "inside", 0x3010, 0xFFFFFFFF, ELF_STT_FUNC, ELF_STB_LOCAL);
    program_end(out, &file);
    struct symbols *s = must_read(file.data, file.size);
    expect(s, 0x300F, "strong+0xF");
    expect(s, 0x3010, "inside+0x0");
    expect(s, 0x30FF, "inside+0xEF"); /* its section ends it */
    expect(s, 0x3100, "");
    symbols_free(s);
    buf_free(&file);
}

static void lines_stand_behind_names(void **state)
{
    struct lines l = {0};
    struct buf file = {0};
    char text[SYMBOLS_TEXT_BYTES];
    (void)state;
    lines_unit(&l, 0x3000, 30);
    lines_unit(&l, 0x3020, 1); /* line 2 at 0x3028 */
    struct elf_out *out = program_new(&l);
    symbol_put(out, "main", 0x3000, 0x18, ELF_STT_FUNC, ELF_STB_GLOBAL);
    program_end(out, &file);
    struct symbols *s = must_read(file.data, file.size);
    expect(s, 0x3008, "main+0x8 (a.c:31)");
    expect(s, 0x3010, "main+0x10");
    expect(s, 0x3028, "(a.c:2)");
    expect(s, 0x3030, "");
    expect(NULL, 0x3000, "");
    u32 at = 0, line = 0;
    assert_true(symbols_find_line(s, "a.c", 31, &at, &line));
    assert_int_equal(at, 0x3008);
    assert_int_equal(line, 31);
    assert_true(symbols_find_line(s, "a.c", 3, &at, &line));
    assert_int_equal(at, 0x3000); /* the next line that has code */
    assert_int_equal(line, 30);
    assert_false(symbols_find_line(s, "a.c", 32, &at, &line));
    assert_false(symbols_find_line(s, "c", 1, &at, &line));
    assert_false(symbols_find_line(s, "b.c", 1, &at, &line));
    symbols_return_text(text, s, 0x3010, 8); /* the call is line 31 */
    assert_string_equal(text, "main+0x10 (a.c:31)");
    symbols_return_text(text, s, 0x3018, 8); /* a call at the very end */
    assert_string_equal(text, "main+0x18");
    symbols_return_text(text, s, 0, 8);
    assert_string_equal(text, "");
    symbols_free(s);
    buf_free(&file);
    buf_free(&l.out);
}

/* Also names that are not shown, since another one is at their address. */
static void addresses_are_found_by_name(void **state)
{
    struct elf_out *out = program_new(NULL);
    struct buf file = {0};
    u32 at = 0;
    (void)state;
    symbol_put(out, "run", TEXT + 8, 16, ELF_STT_FUNC, ELF_STB_LOCAL);
    symbol_put(out, "alias", TEXT + 0x20, 16, ELF_STT_FUNC, ELF_STB_WEAK);
    symbol_put(out, "main", TEXT + 0x20, 16, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, "run", TEXT + 0x40, 16, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, "table", DATA, 0, ELF_STT_NOTYPE, ELF_STB_LOCAL);
    program_end(out, &file);
    struct symbols *s = must_read(file.data, file.size);
    assert_true(symbols_find(s, "alias", &at));
    assert_int_equal(at, TEXT + 0x20);
    assert_true(symbols_find(s, "run", &at));
    assert_int_equal(at, TEXT + 0x40); /* the global one */
    assert_true(symbols_find(s, "table", &at));
    assert_int_equal(at, DATA);
    assert_false(symbols_find(s, "ru", &at));
    assert_false(symbols_find(s, "zz", &at));
    assert_false(symbols_find(s, "", &at));
    static const char *const order[] = {"alias", "main", "run", "run", "table"};
    for (u32 i = 0; i < ARRAY_LEN(order); i++)
        assert_string_equal(symbols_get(s, i, &at), order[i]);
    assert_null(symbols_get(s, ARRAY_LEN(order), &at));
    symbols_free(s);
    buf_free(&file);
}

static void a_damaged_line_table_costs_only_lines(void **state)
{
    struct lines l = {0};
    struct buf file = {0};
    (void)state;
    lines_unit(&l, 0x3000, 30);
    lines_bytes(&l, 1, 2, 3, -1);
    struct elf_out *out = program_new(&l);
    symbol_put(out, "main", 0x3000, 0x18, ELF_STT_FUNC, ELF_STB_GLOBAL);
    program_end(out, &file);
    struct symbols *s = must_read(file.data, file.size);
    expect(s, 0x3008, "main+0x8 (a.c:31)");
    symbols_free(s);
    buf_free(&file);
    buf_free(&l.out);
}

static void hostile_names_are_tamed(void **state)
{
    struct lines l = {0};
    struct buf file = {0};
    char name[5000], text[SYMBOLS_TEXT_BYTES];
    (void)state;
    memset(name, 'n', sizeof(name));
    name[sizeof(name) - 1] = '\0';
    lines_open(&l, 2, 4);
    lines_bytes(&l, 0, -1);
    for (u32 k = 0; k < 1000; k++)
        buf_add(&l.out, "/path", 5);
    lines_text(&l, "/\033end.c");
    lines_bytes(&l, 0, 0, 0, 0, -1);
    lines_header_end(&l);
    lines_at(&l, 0x3000);
    lines_step(&l, 0, 0);
    lines_end(&l, 8);
    lines_close(&l);
    struct elf_out *out = program_new(&l);
    symbol_put(out, name, 0x3000, 8, ELF_STT_FUNC, ELF_STB_GLOBAL);
    program_end(out, &file);
    struct symbols *s = must_read(file.data, file.size);
    symbols_text(text, s, 0x3004);
    assert_int_equal(strncmp(text, "nnnn", 4), 0);
    assert_non_null(strstr(text, "nnn+0x4 (..."));
    assert_non_null(strstr(text, "/path/?end.c:1)"));
    symbols_free(s);
    buf_free(&file);
    buf_free(&l.out);
}

static void names_do_not_steer_a_terminal(void **state)
{
    struct elf_out *out = program_new(NULL);
    struct buf file = {0};
    struct err e = {0};
    (void)state;
    symbol_put(out, "a\033[2Jb", 0x3000, 8, ELF_STT_FUNC, ELF_STB_GLOBAL);
    program_end(out, &file);
    assert_null(symbols_read(file.data, file.size, "x", &e));
    assert_non_null(strstr(e.text, "has a name with byte 0x1B"));
    buf_free(&file);
}

static const char map[] = "Segments and sections\n"
                          "0x00003000-0x000030FF        256  text\n"
                          "  0x00003000-0x000030FF        256  .text\n"
                          "0x00003100-0x0000310F         16  data\n"
                          "\n"
                          "Symbols\n"
                          "0x00000040 number   COUNT\n"
                          "0x00003000 .text    start (global)\n"
                          "0x00003010 .text    loop\n"
                          "0x00003020 .text    .L3\n"
                          "0x00003020 .text.longer_name named (global)\n"
                          "0x00003100 .data    table\n"
                          "0x00009000 .data    outside\n";

static void maps_have_labels(void **state)
{
    struct symbols *s = must_read(map, sizeof(map) - 1);
    (void)state;
    expect(s, 0x40, "");
    expect(s, 0x2FFF, "");
    expect(s, 0x3008, "start+0x8");
    expect(s, 0x3018, "loop+0x8");
    expect(s, 0x30FF, "named+0xDF");
    expect(s, 0x310F, "table+0xF");
    expect(s, 0x3110, "");
    expect(s, 0x9000, "");
    symbols_free(s);
}

/* A kernel with lines joins a boot image; where both say something, the
 * kernel counts. Neither is needed. */
static void two_tables_are_joined(void **state)
{
    struct lines l = {0}, m = {0};
    struct buf one = {0}, two = {0};
    u32 at;
    (void)state;
    lines_unit(&l, 0x3000, 30);
    lines_unit(&l, 0x3040, 50);
    struct elf_out *out = program_new(&l);
    symbol_put(out, "boot", 0x3000, 0x20, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, "main", 0x3020, 0x20, ELF_STT_FUNC, ELF_STB_GLOBAL);
    program_end(out, &one);
    lines_unit(&m, 0x3040, 70);
    out = program_new(&m);
    symbol_put(out, "main", 0x3040, 0x40, ELF_STT_FUNC, ELF_STB_LOCAL);
    program_end(out, &two);
    assert_null(symbols_join(NULL, NULL));
    struct symbols *s = symbols_join(NULL, must_read(one.data, one.size));
    s = symbols_join(s, must_read(two.data, two.size));
    s = symbols_join(s, must_read(map, sizeof(map) - 1));
    s = symbols_join(s, NULL);
    expect(s, 0x3008, "boot+0x8 (a.c:31)");
    expect(s, 0x3028, "main+0x8");
    expect(s, 0x3048, "main+0x8 (a.c:71)");
    expect(s, 0x3088, "named+0x68"); /* of the map */
    assert_true(symbols_find(s, "main", &at));
    assert_int_equal(at, 0x3040);
    assert_true(symbols_find(s, "boot", &at));
    assert_true(symbols_find(s, "named", &at));
    assert_false(symbols_find(s, "nothing", &at));
    symbols_free(s);
    buf_free(&one);
    buf_free(&two);
    buf_free(&l.out);
    buf_free(&m.out);
}

static void damaged_maps_name_the_line(void **state)
{
    static const struct {
        const char *text, *error;
    } rows[] = {
        {"0x1-0x2 3 a\n", "m:2: a range of addresses is missing"},
        {"0x00003000-0x00002000 1 a\n", "m:2: a range of addresses"},
        {"0x00003000-0x00003001 1 a\n", "m:2: the list of symbols is missing"},
        {"\nSymbol\n", "m:3: the list of symbols is missing"},
        {"\nSymbols\n0x0000300 .text a\n", "m:4: an address is missing"},
        {"\nSymbols\n0x00003000 .text\n", "m:4: a name is missing"},
        {"\nSymbols\n0x00003000\n", "m:4: an address is missing"},
    };
    (void)state;
    for (u32 k = 0; k < ARRAY_LEN(rows); k++) {
        struct err e = {0};
        char text[256];
        snprintf(text, sizeof(text), "Segments and sections\n%s", rows[k].text);
        assert_null(symbols_read((u8 *)text, strlen(text), "m", &e));
        if (!strstr(e.text, rows[k].error))
            fail_msg("row %u: %s", k, e.text);
    }
}

/* Reads a copy without anything behind it, and asks everywhere. */
static void try_bytes(const u8 *bytes, size_t n)
{
    struct err e = {0};
    u8 *copy = malloc(n ? n : 1);
    assert_non_null(copy);
    if (n > 0)
        memcpy(copy, bytes, n);
    struct symbols *s = symbols_read(copy, n, "x", &e);
    free(copy);
    assert_true((s != NULL) == (e.text[0] == '\0'));
    for (u32 address = 0x2FF0; s && address < 0x3120; address++) {
        char text[SYMBOLS_TEXT_BYTES];
        symbols_text(text, s, address);
        assert_true(strlen(text) < sizeof(text));
    }
    symbols_free(s);
}

static void cut_and_bent_files_are_survived(void **state)
{
    struct lines l = {0};
    struct buf file = {0};
    (void)state;
    lines_unit(&l, 0x3000, 30);
    struct elf_out *out = program_new(&l);
    symbol_put(out, "main", 0x3000, 0x18, ELF_STT_FUNC, ELF_STB_GLOBAL);
    symbol_put(out, "loop", 0x3040, 0, ELF_STT_NOTYPE, ELF_STB_LOCAL);
    program_end(out, &file);
    buf_free(&l.out);
    struct buf text = {0};
    buf_add(&text, map, sizeof(map) - 1);
    struct buf *const files[] = {&file, &text};
    for (u32 f = 0; f < ARRAY_LEN(files); f++) {
        for (size_t n = 0; n < files[f]->size; n++)
            try_bytes(files[f]->data, n);
        for (size_t bit = 0; bit < 8 * files[f]->size; bit++) {
            files[f]->data[bit / 8] ^= (u8)(1 << bit % 8);
            try_bytes(files[f]->data, files[f]->size);
            files[f]->data[bit / 8] ^= (u8)(1 << bit % 8);
        }
        buf_free(files[f]);
    }
}

static void objects_have_no_addresses(void **state)
{
    struct elf_out *out = elf_out_new();
    struct buf file = {0};
    struct err e = {0};
    (void)state;
    assert_true(elf_write(out, ELF_TYPE_REL, 0, &file, &e));
    elf_out_free(out);
    assert_null(symbols_read(file.data, file.size, "x.o", &e));
    assert_string_equal(e.text,
                        "x.o: an object has no addresses before it is linked");
    buf_free(&file);
}

/* Files beside a program */

static char folder[64];

static void file_put(const char *name, const void *bytes, size_t n)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), n);
    close(fd);
}

static void file_remove(const char *name)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    assert_int_equal(unlink(path), 0);
}

static int folder_make(void **state)
{
    (void)state;
    strcpy(folder, "symbols-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int folder_remove(void **state)
{
    (void)state;
    return rmdir(folder);
}

/* The first name in the symbols of the program, or the error. */
static const char *look(const char *name, u32 address)
{
    static char text[SYMBOLS_TEXT_BYTES + ERR_TEXT_BYTES];
    struct err e = {0};
    char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    struct symbols *s = symbols_for_image(path, &e);
    symbols_text(text, s, address);
    if (e.text[0])
        snprintf(text, sizeof(text), "error: %s", e.text);
    symbols_free(s);
    return text;
}

static void flat_put(const char *name, u8 first)
{
    struct buf file = {0};
    struct image_header h = {TEXT,       TEXT_BYTES,        DATA,
                             DATA_BYTES, DATA + DATA_BYTES, 0};
    image_header_add(&file, &h);
    buf_add_zeros(&file, TEXT_BYTES + DATA_BYTES);
    file.data[IMAGE_HEADER_BYTES] = first;
    file_put(name, file.data, file.size);
    buf_free(&file);
}

static void elf_put(const char *name, const char *symbol)
{
    struct elf_out *out = program_new(NULL);
    struct buf file = {0};
    symbol_put(out, symbol, TEXT, 8, ELF_STT_FUNC, ELF_STB_GLOBAL);
    program_end(out, &file);
    file_put(name, file.data, file.size);
    buf_free(&file);
}

static void map_put(const char *name, const char *symbol, u32 end)
{
    char text[256];
    snprintf(text, sizeof(text),
             "Segments and sections\n0x%08X-0x%08X 1 .text\n\nSymbols\n"
             "0x%08X .text %s\n",
             TEXT, end - 1, TEXT, symbol);
    file_put(name, text, strlen(text));
}

static void the_first_file_beside_is_taken(void **state)
{
    static const char *const order[] = {"a.elf", "a.bin.elf", "a.map",
                                        "a.bin.map"};
    (void)state;
    flat_put("a.bin", 0);
    elf_put("a.elf", "one");
    elf_put("a.bin.elf", "two");
    map_put("a.map", "three", DATA + DATA_BYTES);
    map_put("a.bin.map", "four", DATA + DATA_BYTES);
    static const char *const want[] = {"one+0x4", "two+0x4", "three+0x4",
                                       "four+0x4", ""};
    for (u32 k = 0; k < ARRAY_LEN(want); k++) {
        assert_string_equal(look("a.bin", TEXT + 4), want[k]);
        if (k < ARRAY_LEN(order))
            file_remove(order[k]);
    }
    file_remove("a.bin");
    elf_put("b", "itself"); /* an ELF program has its own */
    assert_string_equal(look("b", TEXT), "itself+0x0");
    file_remove("b");
    assert_non_null(strstr(look("b", TEXT), "error: cannot open"));
}

static void files_of_other_builds_are_refused(void **state)
{
    (void)state;
    flat_put("a.bin", 1); /* another first byte than the ELF file's */
    elf_put("a.elf", "one");
    assert_non_null(strstr(look("a.bin", TEXT), "does not fit"));
    file_remove("a.elf");
    map_put("a.map", "three", DATA + DATA_BYTES - 4);
    assert_non_null(strstr(look("a.bin", TEXT), "does not fit"));
    map_put("a.map", "three four\nfive", DATA + DATA_BYTES);
    assert_non_null(strstr(look("a.bin", TEXT), "a.map:6: an address is"));
    file_put("a.map", "ELF", 3);
    assert_non_null(strstr(look("a.bin", TEXT), "a.map: not an ELF file"));
    file_remove("a.map");
    flat_put("a.elf", 1); /* a flat program may have any name */
    assert_string_equal(look("a.elf", TEXT), "");
    file_remove("a.elf");
    file_remove("a.bin");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(functions_come_before_labels),
        cmocka_unit_test(of_several_the_strongest_counts),
        cmocka_unit_test(addresses_are_found_by_name),
        cmocka_unit_test(lines_stand_behind_names),
        cmocka_unit_test(a_damaged_line_table_costs_only_lines),
        cmocka_unit_test(hostile_names_are_tamed),
        cmocka_unit_test(names_do_not_steer_a_terminal),
        cmocka_unit_test(maps_have_labels),
        cmocka_unit_test(two_tables_are_joined),
        cmocka_unit_test(damaged_maps_name_the_line),
        cmocka_unit_test(cut_and_bent_files_are_survived),
        cmocka_unit_test(objects_have_no_addresses),
        cmocka_unit_test(the_first_file_beside_is_taken),
        cmocka_unit_test(files_of_other_builds_are_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
