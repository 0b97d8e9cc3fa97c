/* SPDX-License-Identifier: MIT
 *
 * The debugger's commands, one row each. They only look at the machine, or
 * say how it goes on; answers are lines on stderr. Guest memory is read as
 * storage, so that looking has no side effect on a device.
 */
#include "debug.h"

#include <stdio.h>
#include <util/log.h>
#include <vm/isa.h>
#include <vm/machine.h>

enum {
    ARGS_MAX = 2,
    DUMP_LINE_BYTES = 16,
    DUMP_BYTES_MAX = 65536,
    CODE_BYTES_MAX = 16
};

/* Arguments of a command, numbers all. */
struct args {
    u64 value[ARGS_MAX];
    u32 count;
};

static bool do_step(struct machine *m, const struct args *a)
{
    u64 n = a->count ? a->value[0] : 1;
    if (n == 0)
        return true;
    m->debug->mode = DEBUG_STEP;
    m->debug->step_until = m->core[0]->retired + n;
    return false;
}

static bool do_continue(struct machine *m, const struct args *a)
{
    (void)a;
    m->debug->mode = DEBUG_FREE;
    return false;
}

static bool do_registers(struct machine *m, const struct args *a)
{
    static const char *const names[STACK_COUNT] = {"call", "data", "ISR"};
    const struct core *c = m->core[0];
    (void)a;
    core_report(c, c->ip);
    for (u32 i = 0; i < STACK_COUNT; i++)
        log_info("%s stack: base 0x%08X, index %u, count %u", names[i],
                 c->stack[i].base, c->stack[i].index, c->stack[i].count);
    return true;
}

/* One line of a dump; bytes without storage are shown as "--". */
static void dump_line(const struct ram *r, u32 at, u32 n)
{
    char hex[3 * DUMP_LINE_BYTES + 1] = "", text[DUMP_LINE_BYTES + 1] = "";
    for (u32 i = 0; i < n; i++) {
        bool is_there = ram_has(r, (u64)at + i, 1);
        u8 byte = is_there ? ram_get8(r, at + i) : 0;
        snprintf(hex + 3 * i, 4, is_there ? " %02X" : " --", byte);
        text[i] = byte >= 0x20 && byte < 0x7F ? (char)byte : '.';
        text[i + 1] = '\0';
    }
    log_info("0x%08X:%-*s  %s", at, 3 * DUMP_LINE_BYTES, hex, text);
}

static bool do_memory(struct machine *m, const struct args *a)
{
    u64 at = a->value[0], n = a->value[1];
    if (n > DUMP_BYTES_MAX) {
        log_info("debug: at most %d bytes at once", DUMP_BYTES_MAX);
        return true;
    }
    while (n != 0 && at <= UINT32_MAX) {
        u32 part = n < DUMP_LINE_BYTES ? (u32)n : DUMP_LINE_BYTES;
        dump_line(&m->bus.ram, (u32)at, part);
        at += part;
        n -= part;
    }
    return true;
}

static bool do_break(struct machine *m, const struct args *a)
{
    if (!breakpoint_add(m->debug, (u32)a->value[0]))
        log_info("debug: there are %d breakpoints already; delete one",
                 DEBUG_BREAKPOINTS_MAX);
    return true;
}

static bool do_delete(struct machine *m, const struct args *a)
{
    if (!breakpoint_delete(m->debug, (u32)a->value[0]))
        log_info("debug: no breakpoint at 0x%08X", (u32)a->value[0]);
    return true;
}

static bool do_list(struct machine *m, const struct args *a)
{
    const struct debug *d = m->debug;
    (void)a;
    log_info("debug: %u breakpoints", d->breakpoint_count);
    for (u32 i = 0; i < d->breakpoint_count; i++)
        log_info("  0x%08X", d->breakpoint[i]);
    return true;
}

static bool do_quit(struct machine *m, const struct args *a)
{
    (void)a;
    machine_stop(m, STOPPED_ESCAPE, 0);
    return false;
}

static const struct command {
    char letter;
    u8 least, most; /* arguments */
    bool (*run)(struct machine *m, const struct args *a);
    const char *form, *meaning;
} commands[] = {
    {'s', 0, 1, do_step, "s [N]", "execute one instruction, or N"},
    {'c', 0, 0, do_continue, "c", "continue"},
    {'r', 0, 0, do_registers, "r", "registers, flags, stacks"},
    {'m', 2, 2, do_memory, "m ADDR LEN", "memory"},
    {'b', 1, 1, do_break, "b ADDR", "set a breakpoint"},
    {'d', 1, 1, do_delete, "d ADDR", "delete a breakpoint"},
    {'l', 0, 0, do_list, "l", "list breakpoints"},
    {'q', 0, 0, do_quit, "q", "end the machine"},
};

static void print_commands(void)
{
    log_info("debug: the commands are");
    for (u32 i = 0; i < ARRAY_LEN(commands); i++)
        log_info("  %-10s  %s", commands[i].form, commands[i].meaning);
}

/* Addresses have 32 bits; counts may be larger. */
static bool take_args(const struct command *k, char *rest, struct args *a)
{
    char *save = NULL;
    u64 limit = k->run == do_step ? UINT64_MAX / 2 : UINT32_MAX;
    for (char *word = strtok_r(rest, " \t", &save); word;
         word = strtok_r(NULL, " \t", &save)) {
        if (a->count == k->most ||
            !debug_number(word, limit, &a->value[a->count]))
            return false;
        a->count++;
    }
    return a->count >= k->least;
}

bool debug_command(struct machine *m, char *line)
{
    line += strspn(line, " \t");
    if (*line == '\0')
        return true;
    for (u32 i = 0; i < ARRAY_LEN(commands); i++) {
        const struct command *k = &commands[i];
        struct args a = {.count = 0};
        if (line[0] != k->letter || (line[1] && !strchr(" \t", line[1])))
            continue;
        if (take_args(k, line + 1, &a))
            return k->run(m, &a);
        log_info("debug: usage: %s", k->form);
        return true;
    }
    print_commands();
    return true;
}

void debug_where(const struct machine *m)
{
    const struct core *c = m->core[0];
    u8 code[CODE_BYTES_MAX] = {0};
    char text[128] = "fetch";
    if (ram_is_plain(&m->bus.ram, c->ip, c->isa->insn_bytes)) {
        ram_read(&m->bus.ram, c->ip, code, c->isa->insn_bytes);
        if (c->isa->text(text, sizeof(text), code, c->ip) == 0)
            snprintf(text, sizeof(text), "%016llX",
                     (unsigned long long)get_le64(code));
    }
    log_info("debug: core 0 at 0x%08X: %s", c->ip, text);
}
