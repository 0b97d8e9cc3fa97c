/* SPDX-License-Identifier: MIT
 *
 * Read, run, print. Input that ends in the middle of a statement is kept and
 * continued with the next line; an empty line gives up on it. Nothing is
 * echoed: the terminal does that.
 */
#include "repl.h"

#include <stdio.h>

#include "compile.h"
#include "show.h"

enum { CONTROL_D = 4, INPUT_MOST = 16384 };

/* A str() method of the user may itself fail: that is caught here. */
static bool show_safely(struct vm *vm, struct value v, bool quoted)
{
    struct guard g = {.outer = vm->guard,
                      .texts = vm->texts,
                      .frames = vm->frames,
                      .handlers = vm->handlers,
                      .top = vm->top,
                      .native_depth = vm->native_depth};
    vm->guard = &g;
    bool ok = setjmp(g.jump) == 0;
    if (ok) {
        vm_push(vm, v);
        puts(show_string(vm, v, quoted)->chars);
        vm_pop(vm);
    }
    vm->guard = g.outer;
    return ok;
}

void repl_report(struct vm *vm)
{
    struct value thrown = vm->thrown, trace;
    fputs("error: ", stdout);
    if (!show_safely(vm, thrown, false))
        puts("(and its str() failed)");
    if (is_kind(thrown, OBJ_INSTANCE) &&
        table_find(&as_instance(thrown)->fields, value_obj(vm->name_trace),
                   &trace) &&
        is_string(trace))
        fputs(as_string(trace)->chars, stdout);
}

bool repl_run_text(struct vm *vm, const char *file, const char *text,
                   size_t length, bool show_result)
{
    struct value result;
    if (!vm_run_source(vm, file, text, length, &result)) {
        repl_report(vm);
        return false;
    }
    if (show_result && !is_nil(result) && !show_safely(vm, result, true))
        repl_report(vm);
    return true;
}

/* A line with its newline behind what is there; false at the end of input. */
static bool read_line(char *input, size_t *length)
{
    size_t start = *length;
    for (;;) {
        int c = getchar();
        if (c == EOF || c == CONTROL_D)
            return false;
        if (c == '\r')
            c = '\n';
        if ((c == 8 || c == 127) && *length > start)
            --*length;
        else if (c != 8 && c != 127 && *length < INPUT_MOST)
            input[(*length)++] = (char)c;
        if (c == '\n')
            return true;
    }
}

static bool is_unfinished(const char *text, size_t length)
{
    struct arena arena = {0};
    struct syntax_error e = {.more = false};
    parse_program(&arena, text, length, &e);
    arena_fini(&arena);
    return e.more;
}

static void prompt(const char *text)
{
    fputs(text, stdout);
    fflush(stdout);
}

void repl_run(struct vm *vm)
{
    static char input[INPUT_MOST];
    size_t length = 0, start = 0;
    puts("wick: an expression or a statement; control D ends");
    prompt("> ");
    while (read_line(input, &length)) {
        bool empty = length - start == 1;
        if (!empty && length < INPUT_MOST && is_unfinished(input, length)) {
            start = length;
            prompt(". ");
            continue;
        }
        repl_run_text(vm, "input", input, length, true);
        length = start = 0;
        prompt("> ");
    }
    putchar('\n');
}
