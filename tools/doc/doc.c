/* SPDX-License-Identifier: MIT
 *
 * lamp-doc: keeps the tables of the documents equal to the .def files. A
 * document names a table in a comment, and the lines from there to the next
 * end comment are made from the rows:
 *
 *     <!-- board:ports -->
 *     ...
 *     <!-- end -->
 *
 * usage: lamp-doc --check FILE...   status 1 and a line for each stale table
 *        lamp-doc --fix FILE...     rewrites what is stale
 *
 * It knows no text but the tables and leaves every other byte as it is.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <lamp/board.h>
#include <lamp/isa.h>
#include <util/bits.h>
#include <util/buf.h>
#include <util/err.h>

enum { DOCUMENT_BYTES_MAX = 1 << 20 };

/* A cell: bars would end it. */
static void add_text(struct buf *out, const char *text)
{
    for (; *text != '\0'; text++)
        buf_printf(out, *text == '|' ? "\\|" : "%c", *text);
}

/* Operand letters of isa.def as field names: "d, [s+i]". */
static void add_operands(struct buf *out, const char *letters)
{
    static const struct {
        char letter;
        const char *name;
    } names[] = {{'d', "rd"},  {'s', "rs1"}, {'t', "rs2"}, {'i', "imm"},
                 {'a', "imm"}, {'p', "imm"}, {'c', "cc"}};

    for (; *letters != '\0'; letters++) {
        const char *name = NULL;
        for (size_t i = 0; i < ARRAY_LEN(names); i++)
            if (names[i].letter == *letters)
                name = names[i].name;
        if (name != NULL)
            buf_printf(out, "%s", name);
        else
            buf_printf(out, "%c", *letters);
    }
}

static const char *const operands[] = {
#define ISA_FORMAT(name, operands) [ISA_FMT_##name] = operands,
#include <lamp/isa.def>
};

/* How the flags column reads; letters as in isa.def. */
enum { FLAGS_A, FLAGS_S, FLAGS_L, FLAGS_F, FLAGS_N, FLAGS_X, FLAGS_R };
static const char *const flags_text[] = {
    [FLAGS_A] = "A", [FLAGS_S] = "S",       [FLAGS_L] = "L",  [FLAGS_F] = "F",
    [FLAGS_N] = "-", [FLAGS_X] = "special", [FLAGS_R] = "all"};

static const struct opcode {
    u32 code;
    const char *name, *operands, *flags, *meaning;
} opcodes[] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning)      \
    {code, #name, operands[ISA_FMT_##format], flags_text[FLAGS_##flags], \
     meaning},
#include <lamp/isa.def>
};

static void print_opcodes(struct buf *out, bool x1)
{
    buf_printf(out, "| op | mnemonic | operands | effect | flags |\n"
                    "|---|---|---|---|---|\n");
    for (size_t i = 0; i < ARRAY_LEN(opcodes); i++) {
        const struct opcode *o = &opcodes[i];
        if ((o->code >= ISA_X1_FIRST) != x1)
            continue;
        buf_printf(out, "| %02X | %s | ", o->code, o->name);
        add_operands(out, o->operands);
        buf_printf(out, *o->operands != '\0' ? " | " : "| ");
        add_text(out, o->meaning);
        buf_printf(out, " | %s |\n", o->flags);
    }
}

static void print_base(struct buf *out)
{
    print_opcodes(out, false);
}

static void print_x1(struct buf *out)
{
    print_opcodes(out, true);
}

static void print_conditions(struct buf *out)
{
    buf_printf(out, "| cc | name | holds when |\n|---|---|---|\n");
#define ISA_COND(code, name, holds) \
    buf_printf(out, "| %d | %s | %s |\n", code, #name, holds);
#include <lamp/isa.def>
}

static void print_ranges(struct buf *out)
{
    buf_printf(out, "| range | bytes | name | kind | content |\n"
                    "|---|---|---|---|---|\n");
#define BOARD_RANGE(name, kind, base, size, device, meaning)                  \
    buf_printf(out, "| 0x%08X-0x%08X | %u | %s | %s | ", (u32)(base),         \
               (u32)(base) + (u32)(size)-1, (u32)(size), #name, kind_##kind); \
    add_text(out, meaning);                                                   \
    buf_printf(out, " |\n");
    static const char kind_RAM[] = "RAM", kind_REGISTERS[] = "registers",
                      kind_STORAGE[] = "storage", kind_RESERVED[] = "reserved";
#include <lamp/board.def>
}

static void print_ports(struct buf *out)
{
    buf_printf(out, "| port | name | device | content |\n|---|---|---|---|\n");
#define BOARD_PORT(name, number, device, meaning)                            \
    buf_printf(out, "| 0x%02X | %s | %s | ", (u32)(number), #name, #device); \
    add_text(out, meaning);                                                  \
    buf_printf(out, " |\n");
#include <lamp/board.def>
}

static void print_vectors(struct buf *out)
{
    buf_printf(out, "| vector | name | requested when |\n|---|---|---|\n");
#define BOARD_VECTOR(name, number, meaning)                \
    buf_printf(out, "| %u | %s | ", (u32)(number), #name); \
    add_text(out, meaning);                                \
    buf_printf(out, " |\n");
#include <lamp/board.def>
}

static void print_option(struct buf *out, char letter, const char *name,
                         const char *argument, const char *preset,
                         const char *help)
{
    buf_printf(out, "| `");
    if (letter != 0)
        buf_printf(out, "-%c`, `", letter);
    buf_printf(out, "--%s", name);
    if (*argument != '\0' && *argument != '[')
        buf_printf(out, " ");
    add_text(out, argument);
    buf_printf(out, "` | ");
    add_text(out, help);
    buf_printf(out, *preset != '\0' ? " | `%s` |\n" : " | %s|\n", preset);
}

static void print_options(struct buf *out)
{
    buf_printf(out, "| option | meaning | default |\n|---|---|---|\n");
#define OPTION(name, id, letter, argument, kind, preset, allowed, help) \
    print_option(out, letter, name, argument, preset, help);
#include <option.def>
}

static void print_verb(struct buf *out, const char *name, const char *alias,
                       const char *form, const char *help)
{
    buf_printf(out, "| `%s%s", name, form[0] ? " " : "");
    add_text(out, form);
    buf_printf(out, "` | ");
    for (const char *p = alias; *p != '\0'; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        buf_printf(out, "%s`%.*s`", p == alias ? "" : " ", (int)n, p);
        p += n;
    }
    buf_printf(out, "%s| ", alias[0] ? " " : "");
    add_text(out, help);
    buf_printf(out, " |\n");
}

static void print_verbs(struct buf *out)
{
    buf_printf(out, "| verb | also | what |\n|---|---|---|\n");
#define VERB(name, alias, form, least, most, state, id, help) \
    print_verb(out, name, alias, form, help);
#include <debug/verb.def>
}

static const struct table {
    const char *name;
    void (*print)(struct buf *out);
} tables[] = {
    {"isa:opcodes", print_base},          {"isa:x1", print_x1},
    {"isa:conditions", print_conditions}, {"board:ranges", print_ranges},
    {"board:ports", print_ports},         {"board:vectors", print_vectors},
    {"vm:options", print_options},        {"vm:verbs", print_verbs},
};

/* The table that a line of `n` bytes opens; *known: it looks like one. */
static const struct table *table_find(const char *line, size_t n, bool *known)
{
    char text[64];

    *known = false;
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        snprintf(text, sizeof text, "<!-- %s -->", tables[i].name);
        if (n == strlen(text) && memcmp(line, text, n) == 0)
            return *known = true, &tables[i];
    }
    *known = n > 5 && memcmp(line, "<!-- ", 5) == 0 &&
             memchr(line, ':', n) != NULL && islower((u8)line[5]);
    return NULL;
}

static size_t line_length(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline != NULL ? (size_t)(newline - at) + 1 : (size_t)(end - at);
}

static const char *end_find(const char *at, const char *end)
{
    static const char mark[] = "<!-- end -->\n";

    for (; at < end; at += line_length(at, end))
        if ((size_t)(end - at) >= sizeof mark - 1 &&
            memcmp(at, mark, sizeof mark - 1) == 0)
            return at;
    return NULL;
}

/* Copies a document with all its tables made new. */
static bool document_make(struct buf *out, const struct buf *in,
                          const char *path, struct err *e)
{
    const char *at = (const char *)in->data, *end = at + in->size;

    while (at < end) {
        size_t n = line_length(at, end);
        bool known;
        const struct table *t = table_find(at, n - (at[n - 1] == '\n'), &known);
        buf_add(out, at, n);
        at += n;
        if (t == NULL && known)
            return fail(e, "%s: unknown table %.*s", path, (int)n - 1, at - n);
        if (t == NULL)
            continue;
        at = end_find(at, end);
        if (at == NULL)
            return fail(e, "%s: table %s has no end", path, t->name);
        t->print(out);
    }
    return !out->failed || fail(e, "%s: no memory", path);
}

/* False: an error, or stale and not to be mended. */
static bool document_visit(const char *path, bool fix, struct err *e)
{
    struct buf in = {0}, out = {0};
    bool ok = buf_read_file(&in, path, DOCUMENT_BYTES_MAX, e) &&
              document_make(&out, &in, path, e);

    if (ok && (in.size != out.size || memcmp(in.data, out.data, in.size) != 0))
        ok = fix ? file_write(path, out.data, out.size, e)
                 : fail(e, "%s: a table is stale; run ./dev check --fix", path);
    buf_free(&in);
    buf_free(&out);
    return ok;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    int status = EXIT_SUCCESS;
    bool fix = argc > 1 && strcmp(argv[1], "--fix") == 0;

    if (argc < 3 || (!fix && strcmp(argv[1], "--check") != 0)) {
        fprintf(stderr, "usage: lamp-doc --check|--fix FILE...\n");
        return EXIT_FAILURE;
    }
    for (int i = 2; i < argc; i++) {
        if (document_visit(argv[i], fix, &e))
            continue;
        fprintf(stderr, "lamp-doc: %s\n", e.text);
        status = EXIT_FAILURE;
    }
    return status;
}
