/* SPDX-License-Identifier: MIT
 *
 * Reads what panels show. The machine stands still meanwhile, stopped or for
 * a moment; reading has no effect on it: memory is read as storage, and names
 * come from the program's file. Nothing is drawn here.
 */
#include "panels.h"

#include <inttypes.h>
#include <vm/program_names.h>

#include "control.h"
#include "verbs.h"

static u32 smaller(u32 a, u32 b)
{
    return a < b ? a : b;
}

static void text_set(char *to, size_t size, const char *text)
{
    size_t n = strnlen(text, size - 1);
    memcpy(to, text, n);
    to[n] = '\0';
}

/* "main+0x18"; empty when nothing is known. */
static void name_of(const struct machine *m, u32 at, char out[LOOK_NAME])
{
    u32 offset;
    const char *name =
        m->names ? m->names->class->symbol(m->names, at, &offset) : NULL;
    out[0] = '\0';
    if (name && offset != 0)
        snprintf(out, LOOK_NAME, "%s+0x%" PRIX32, name, offset);
    else if (name)
        text_set(out, LOOK_NAME, name);
}

static bool begins(const struct machine *m, u32 at, char out[LOOK_NAME])
{
    u32 offset;
    const char *name =
        m->names ? m->names->class->symbol(m->names, at, &offset) : NULL;
    if (!name || offset != 0)
        return false;
    text_set(out, LOOK_NAME, name);
    return true;
}

/* --- the stop, cores, registers ------------------------------------------- */

static void look_why(struct panels *p)
{
    struct buf b = {0};
    struct look *k = &p->look;
    const char *begin = "stopped: ";
    k->stopped = control_is_stopped(p->m);
    k->why[0] = '\0';
    if (!k->stopped)
        return;
    verb_stop_text(p->m, &b);
    buf_add(&b, "", 1);
    if (!b.failed) {
        const char *text = (const char *)b.data;
        bool has = strncmp(text, begin, strlen(begin)) == 0;
        text_set(k->why, sizeof(k->why), has ? text + strlen(begin) : text);
    }
    buf_free(&b);
}

static void look_cores(struct panels *p)
{
    struct look *k = &p->look;
    k->core_count = smaller(p->m->core_count, LOOK_CORES);
    k->core = p->caller.core;
    for (u32 i = 0; i < k->core_count; i++) {
        const struct core *c = p->m->core[i];
        struct look_core *to = &k->cores[i];
        *to = (struct look_core){.state = c->state,
                                 .ip = c->ip,
                                 .retired = c->retired,
                                 .in_isr = c->in_isr};
        name_of(p->m, c->ip, to->place);
    }
}

static void look_registers(struct panels *p)
{
    struct look *k = &p->look;
    const struct core *c = p->m->core[k->core];
    k->ip = c->ip;
    k->flags = core_flags(c);
    k->register_count = smaller(control_register_count(), LOOK_REGISTERS);
    for (u32 i = 0; i < k->register_count; i++) {
        k->value[i] = control_register_get(c, i);
        k->changed[i] =
            p->before.known && p->before.value[k->core][i] != k->value[i];
    }
}

/* --- code ----------------------------------------------------------------- */

/* The address behind the last "0x" of an instruction's text. */
static bool operand(const char *text, u32 *at)
{
    const char *hex = strstr(text, "0x");
    unsigned value;
    char end;
    for (const char *next = hex; next; next = strstr(next + 1, "0x"))
        hex = next;
    if (!hex || sscanf(hex, "%x%c", &value, &end) != 1)
        return false;
    *at = value;
    return true;
}

/* Behind an instruction: the name of what it refers to, else where a relative
 * jump goes. */
static void line_refers(const struct machine *m, struct look_line *line)
{
    const struct isa *isa = m->core[0]->isa;
    u8 code[VERB_CODE_BYTES];
    u32 to;
    ram_read(&m->bus.ram, line->at, code, isa->insn_bytes);
    bool jumps = isa->target(code, line->at, &to), named;
    bool shown = operand(line->text, &to);
    named = (jumps || shown) && begins(m, to, line->name);
    if (jumps && !shown && !named)
        snprintf(line->name, LOOK_NAME, "%08" PRIX32, to);
}

/* "hello.c:12". */
static void line_source(struct panels *p, struct look_line *line)
{
    char text[NAMES_TEXT_BYTES];
    names_text(p->m->names, text, line->at, 0);
    char *source = strrchr(text, '('), *end = strrchr(text, ')');
    if (!source || !end || end < source)
        return;
    *end = '\0';
    text_set(line->source, sizeof(line->source), source + 1);
}

/* The name of a function is a line of its own. */
static bool line_take(struct panels *p, u32 at)
{
    struct look *k = &p->look;
    struct look_line *line = &k->line[k->line_count];
    char text[VERB_INSN_TEXT];
    u32 bytes;
    *line = (struct look_line){.at = at, .label = true};
    if (begins(p->m, at, line->name)) {
        if (++k->line_count == LOOK_LINES)
            return false;
        line++;
    }
    *line = (struct look_line){.at = at};
    bool code = verb_instruction(p->m, at, text, sizeof(text), &bytes);
    text_set(line->text, sizeof(line->text), code ? text : "--");
    if (code) {
        line_refers(p->m, line);
        line_source(p, line);
    }
    return ++k->line_count < LOOK_LINES;
}

static void look_lines(struct panels *p, u32 rows)
{
    struct look *k = &p->look;
    u32 step = p->m->core[0]->isa->insn_bytes, at = p->code_top;
    k->line_count = 0;
    while (k->line_count < rows && line_take(p, at)) {
        if (at > UINT32_MAX - step)
            break;
        at += step;
    }
}

static bool line_shown(const struct panels *p, u32 at, u32 rows)
{
    for (u32 i = 0; i < p->look.line_count && i < rows; i++)
        if (!p->look.line[i].label && p->look.line[i].at == at)
            return true;
    return false;
}

/* A third above it; labels take rows too, so it may have to come nearer. */
static void look_code(struct panels *p)
{
    u32 rows = layout_inner(&p->layout, PANEL_CODE).height;
    u32 step = p->m->core[0]->isa->insn_bytes, at = p->code_cursor;
    rows = rows < LOOK_LINES ? rows : LOOK_LINES;
    look_lines(p, rows);
    if (rows == 0 || line_shown(p, at, rows))
        return;
    u32 above = at / step < rows / 3 ? at / step : rows / 3;
    bool is_next = at > p->code_top && at - p->code_top <= rows * step;
    bool near = is_next && (at - p->code_top) % step == 0 && !p->follow;
    p->code_top = near ? p->code_top : at - above * step;
    if (at < p->code_top || p->code_top + step == 0)
        p->code_top = at;
    for (look_lines(p, rows); p->code_top != at && !line_shown(p, at, rows);
         look_lines(p, rows))
        p->code_top += step;
}

/* --- memory --------------------------------------------------------------- */

static bool memory_changed(const struct look_before *b, u32 at, u8 byte)
{
    u32 i = at - b->memory_at;
    return i < b->memory_size && b->memory_state[i] != BYTE_NONE &&
           b->memory[i] != byte;
}

/* "$r1": where that register points to now. */
static void memory_follow(struct panels *p)
{
    struct err e;
    u32 at;
    if (p->memory_follows[0] != '\0' &&
        verb_address(&p->caller, p->memory_follows, &at, &e))
        p->memory_at = p->memory_cursor = at;
}

static void look_memory(struct panels *p)
{
    struct look *k = &p->look;
    u32 rows = layout_inner(&p->layout, PANEL_MEMORY).height;
    u32 bytes = rows * layout_memory_bytes(&p->layout);
    memory_follow(p);
    k->memory_at = p->memory_at;
    k->memory_size = smaller(bytes, LOOK_MEMORY);
    if (k->memory_size > UINT32_MAX - k->memory_at)
        k->memory_size = UINT32_MAX - k->memory_at + 1;
    memset(k->memory_state, BYTE_NONE, sizeof(k->memory_state));
    for (u32 i = 0; i < k->memory_size;) {
        u32 at = k->memory_at + i;
        u32 got =
            control_memory_read(p->m, at, &k->memory[i], k->memory_size - i);
        for (u32 j = i; j < i + got; j++)
            k->memory_state[j] =
                memory_changed(&p->before, k->memory_at + j, k->memory[j])
                    ? BYTE_CHANGED
                    : BYTE_SAME;
        i += got + 1; /* nothing is there */
    }
}

/* --- lists ---------------------------------------------------------------- */

static void look_points(struct panels *p)
{
    struct look *k = &p->look;
    const struct point *point;
    k->point_count = 0;
    for (u32 i = 0; (point = control_point_get(p->m, i)) != NULL; i++) {
        struct look_point *to = &k->point[k->point_count++];
        to->point = *point;
        name_of(p->m, point->at, to->place);
    }
}

static void look_devices(struct panels *p)
{
    struct look *k = &p->look;
    const struct bus *b = &p->m->bus;
    k->device_count = p->m->device_count;
    for (u32 i = 0; i < k->device_count; i++) {
        const struct device *d = p->m->device[i];
        struct look_device *to = &k->device[i];
        size_t n = 0;
        text_set(to->name, sizeof(to->name), d->class->name);
        to->where[0] = '\0';
        for (u32 w = 0; w < b->window_count && n < LOOK_NAME / 2; w++)
            if (b->window[w].device == d)
                n += (size_t)snprintf(to->where + n, LOOK_NAME - n,
                                      "%08" PRIX32 " ", b->window[w].base);
        if (d == p->m->fb)
            n += (size_t)snprintf(to->where, LOOK_NAME,
                                  "%08" PRIX32 " %08" PRIX32 " ",
                                  b->ram.fb_alias, b->ram.fb_base);
        for (u32 port = 0; port < BUS_PORTS && n < LOOK_NAME - 4; port++)
            if (b->port[port] == d)
                n += (size_t)snprintf(to->where + n, LOOK_NAME - n,
                                      "%02" PRIX32 " ", port);
    }
}

void look_take(struct panels *p)
{
    look_why(p);
    look_cores(p);
    look_registers(p);
    if (p->follow)
        p->code_cursor = p->look.ip;
    look_code(p);
    p->follow = false;
    look_memory(p);
    look_points(p);
    look_devices(p);
}

void look_keep(struct panels *p)
{
    struct look_before *b = &p->before;
    const struct look *k = &p->look;
    u32 registers = smaller(control_register_count(), LOOK_REGISTERS);
    for (u32 c = 0; c < smaller(p->m->core_count, LOOK_CORES); c++)
        for (u32 i = 0; i < registers; i++)
            b->value[c][i] = control_register_get(p->m->core[c], i);
    b->known = true;
    b->memory_at = k->memory_at;
    b->memory_size = k->memory_size;
    memcpy(b->memory, k->memory, k->memory_size);
    memcpy(b->memory_state, k->memory_state, k->memory_size);
}
