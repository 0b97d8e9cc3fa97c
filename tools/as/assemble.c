/* SPDX-License-Identifier: MIT
 *
 * Statements, and passes over them. A pass never looks at what an earlier one
 * emitted, only at its symbol values and section bases; when these do not
 * change any more, the bytes and messages of the last pass are the result.
 */
#include "cond.h"
#include "directive.h"
#include "elf.h"
#include "insn.h"
#include "macro.h"
#include "output.h"
#include "source.h"
#include "symbol.h"

#include <lamp/board.h>

#include <ctype.h>
#include <stdlib.h>

const struct as_options as_options_default = {
    .base = PROGRAM_BASE,
    .max_bytes = 64 * 1024 * 1024,
    .max_lines = 16 * 1024 * 1024,
};

static bool words_add(struct as *a, const char *name, const struct isa_row *row,
                      const struct directive *directive)
{
    struct word *word = pool_take(&a->memory, sizeof(*word));
    if (!word)
        return as_out_of_memory(a);
    word->row = row;
    word->directive = directive;
    return names_add(&a->words, name, strlen(name), word) ||
           as_out_of_memory(a);
}

static void words_init(struct as *a)
{
    a->words.fold = a->macros.fold = true;
    const struct isa_row *row;
    for (size_t i = 0; (row = isa_row_at(i)) != NULL; i++)
        words_add(a, row->name, row, NULL);
    const struct directive *d;
    for (size_t i = 0; (d = directive_at(i)) != NULL; i++)
        words_add(a, d->name, NULL, d);
}

/* "12:" at the start of a statement. */
static bool take_local_label(struct as *a, struct cursor *in)
{
    struct cursor rest = *in;
    lex_space(&rest);
    const char *at = rest.p;
    u64 number = 0;
    while (rest.p < rest.end && isdigit((u8)*rest.p)) {
        number = number * 10 + (u64)(*rest.p++ - '0');
        if (number > UINT32_MAX)
            return false;
    }
    if (rest.p == at || !lex_take(&rest, ':'))
        return false;
    *in = rest;
    if (cond_active(a))
        symbol_local_label(a, (u32)number);
    return true;
}

static bool take_label(struct as *a, struct cursor *in)
{
    struct cursor rest = *in, name;
    lex_space(&rest);
    struct cursor at = rest;
    if (lex_peek(&rest) == '"')
        rest.p += lex_quoted(rest);
    else
        lex_word(&rest);
    if (rest.p == at.p || !lex_take(&rest, ':'))
        return false;
    *in = rest;
    if (cond_active(a) && symbol_word(a, &at, &name))
        symbol_label(a, name);
    return true;
}

static bool take_assignment(struct as *a, struct cursor name, struct cursor *in)
{
    struct cursor rest = *in;
    if (!lex_take(&rest, '=') || (rest.p < rest.end && *rest.p == '='))
        return false;
    struct value v;
    if (symbol_word(a, &name, &name) && expr_read(a, &rest, &v) &&
        as_expect_end(a, &rest))
        symbol_assign(a, name, &v);
    return true;
}

static void unknown_word(struct as *a, struct cursor word)
{
    bool dot = *word.p == '.';
    char near[ISA_NAME_BYTES] = "";
    const char *name = NULL;
    if (a->errors >= AS_ERRORS_MAX) {
        a->errors++; /* nobody sees it: no search for a name */
        return;
    }
    if (dot) {
        name = directive_nearest(word);
    } else if ((name = isa_name_nearest(word.p, cursor_size(word))) != NULL) {
        for (size_t i = 0; name[i] && i + 1 < sizeof(near); i++)
            near[i] = (char)tolower((u8)name[i]);
        name = near;
    }
    int n = as_word_size(word);
    const char *kind = dot ? "directive" : "instruction";
    if (name)
        as_error(a, word.p, "unknown %s '%.*s'; did you mean '%s'?", kind, n,
                 word.p, name);
    else
        as_error(a, word.p, "unknown %s '%.*s'", kind, n, word.p);
}

static const struct word *find_word(const struct as *a, struct cursor word)
{
    static const size_t cfi = sizeof(".cfi_") - 1;
    size_t n = cursor_size(word);
    if (n > cfi && *word.p == '.') {
        struct cursor head = {word.p, word.p + cfi};
        if (lex_equals(head, ".cfi_"))
            n = cfi;
    }
    return names_find(&a->words, word.p, n);
}

static void run_word(struct as *a, struct cursor word, struct cursor in)
{
    const struct macro *macro = macro_find(a, word);
    if (macro) {
        macro_call(a, macro, in);
        return;
    }
    const struct word *w = find_word(a, word);
    if (w && w->row) {
        if (a->options->debug)
            line_of_source(a);
        insn_assemble(a, w->row, word, in);
    } else if (w)
        w->directive->run(a, &in, w->directive->argument);
    else if (!take_assignment(a, word, &in))
        unknown_word(a, word);
}

static void statement(struct as *a)
{
    struct cursor in = {a->line.text, a->line.end};
    while (take_local_label(a, &in) || take_label(a, &in))
        ;
    if (lex_end(&in))
        return;
    struct cursor word = lex_word(&in);
    if (cond_active(a)) {
        if (cursor_size(word) == 0)
            as_expect_end(a, &in);
        else
            run_word(a, word, in);
        return;
    }
    const struct word *w = find_word(a, word);
    if (w && w->directive && w->directive->always)
        w->directive->run(a, &in, w->directive->argument);
}

static void statement_listed(struct as *a)
{
    struct listing_mark mark = listing_start(a);
    struct line line = a->line;
    u32 depth = 0;
    for (const struct frame *f = a->frame; f; f = f->below)
        depth += f->kind != FRAME_FILE;
    statement(a);
    listing_add(a, &mark, &line, depth);
}

static void pass_start(struct as *a)
{
    a->pass++;
    a->errors = a->warnings = 0;
    a->stop = a->ended = false;
    a->x1 = a->options->x1;
    a->lines = 0;
    a->expansions = 0;
    a->conditions = 0;
    a->result->messages.size = 0;
    a->result->listing.size = 0;
    names_free(&a->macros);
    pool_free(&a->pass_memory);
    symbols_start_pass(a);
    sections_start_pass(a);
}

/* Reads everything once. False: another pass would not help. */
static bool pass_run(struct as *a, const struct source *input,
                     struct layout *layout)
{
    pass_start(a);
    a->line = (struct line){.file = a->input};
    frame_push_file(a, input);
    while (!a->stop && !a->ended && source_next_line(a)) {
        if (a->options->listing)
            statement_listed(a);
        else
            statement(a);
    }
    while (a->frame)
        frame_pop(a);
    a->line = (struct line){.file = a->input};
    if (a->stop)
        return false;
    symbols_place_commons(a);
    bool settled = sections_place(a, layout);
    settled &= symbols_settled(a);
    a->settled = settled && a->pass > 1;
    return !a->stop;
}

static void passes_run(struct as *a, const struct source *input,
                       struct layout *layout)
{
    while (pass_run(a, input, layout) && !a->settled) {
        if (a->pass == AS_PASSES_MAX) {
            as_fatal(a, NULL,
                     "the addresses do not settle: a size or .org depends on "
                     "itself");
            return;
        }
    }
}

static void add_count(struct buf *out, u32 n, const char *what)
{
    if (n > 0)
        buf_printf(out, "%u %s%s\n", n, what, n == 1 ? "" : "s");
}

static void summary(struct as *a)
{
    struct buf *out = &a->result->messages;
    if (a->errors > AS_ERRORS_MAX) {
        buf_printf(out, "too many errors, stopped after %d\n", AS_ERRORS_MAX);
        a->errors = AS_ERRORS_MAX;
    }
    add_count(out, a->errors, "error");
    add_count(out, a->warnings, "warning");
    a->result->errors = a->errors;
    a->result->warnings = a->warnings;
}

static void assemble(struct as *a, const void *bytes, size_t size)
{
    struct layout layout = {{0}, {0}};
    words_init(a);
    sections_init(a);
    a->section = a->sections;
    symbols_init(a);
    if (a->stop || a->errors > 0)
        return;
    const struct source *input = source_add(a, a->input, bytes, size);
    if (!input)
        return;
    passes_run(a, input, &layout);
    output_depends(a);
    if (a->errors > 0)
        return;
    if (a->options->elf)
        elf_output(a);
    else
        output_image(a, &layout);
    if (a->options->map)
        output_map(a, &layout);
}

bool as_assemble(struct as_result *result, const struct as_options *options,
                 const char *name, const void *bytes, size_t size)
{
    *result = (struct as_result){.errors = 1};
    struct as *a = calloc(1, sizeof(*a));
    if (!a)
        return false;
    a->options = options;
    a->result = result;
    a->input = name;
    a->line.file = name;
    assemble(a, bytes, size);
    summary(a);
    sections_free(a);
    sources_free(a);
    names_free(&a->words);
    names_free(&a->macros);
    names_free(&a->symbol_names);
    names_free(&a->section_names);
    pool_free(&a->pass_memory);
    pool_free(&a->memory);
    free(a);
    return result->errors == 0;
}

void as_result_free(struct as_result *result)
{
    buf_free(&result->image);
    buf_free(&result->listing);
    buf_free(&result->map);
    buf_free(&result->depends);
    buf_free(&result->messages);
}
