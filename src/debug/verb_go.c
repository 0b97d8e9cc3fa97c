/* SPDX-License-Identifier: MIT
 *
 * Verbs that let the machine go on, stop it or end it, and how a stop is
 * told. They return at once; the stop comes as an event.
 */
#include "verbs.h"

#include <inttypes.h>

/* It goes on, and what follows is about where it stops. */
static void waits(struct verb_call *v)
{
    v->caller->waits = !control_is_stopped(verb_machine(v));
}

bool verb_wait(struct verb_call *v, struct err *e)
{
    (void)e;
    waits(v);
    return true;
}

bool verb_step(struct verb_call *v, struct err *e)
{
    u64 n = 1;
    if (v->words && !verb_number(v->word[0], "count", (u64)1 << 62, &n, e))
        return false;
    control_step(verb_machine(v), v->caller->core, n);
    waits(v);
    return true;
}

/* Calls and their likes write to a hardware stack. What only pushes ends at
 * the next instruction as well. */
static bool is_call(const struct core *c)
{
    struct access access[ISA_ACCESSES_MAX];
    u8 code[VERB_CODE_BYTES];
    if (!ram_is_plain(&c->m->bus.ram, c->ip, c->isa->insn_bytes))
        return false;
    ram_read(&c->m->bus.ram, c->ip, code, c->isa->insn_bytes);
    u32 n = c->isa->accesses(c, code, access);
    for (u32 i = 0; i < n; i++)
        if (access[i].stack && access[i].write)
            return true;
    return false;
}

bool verb_next(struct verb_call *v, struct err *e)
{
    const struct core *c = verb_own_core(v);
    (void)e;
    if (is_call(c))
        control_until(c->m, c->id, c->ip + c->isa->insn_bytes);
    else
        control_step(c->m, c->id, 1);
    waits(v);
    return true;
}

bool verb_finish(struct verb_call *v, struct err *e)
{
    if (!control_finish(verb_machine(v), v->caller->core))
        return fail(e, "the call stack is empty: there is nowhere to return "
                       "to");
    waits(v);
    return true;
}

bool verb_until(struct verb_call *v, struct err *e)
{
    u32 at;
    if (!verb_address_word(v, 0, &at, e))
        return false;
    control_until(verb_machine(v), v->caller->core, at);
    waits(v);
    return true;
}

bool verb_continue(struct verb_call *v, struct err *e)
{
    (void)e;
    control_continue(verb_machine(v));
    return true;
}

bool verb_pause(struct verb_call *v, struct err *e)
{
    (void)e;
    control_pause(verb_machine(v));
    return true;
}

bool verb_reset(struct verb_call *v, struct err *e)
{
    return control_reset(verb_machine(v), e);
}

bool verb_quit(struct verb_call *v, struct err *e)
{
    enum { STATUS_MAX = 79 };
    u64 status = 0;
    if (v->words && !verb_number(v->word[0], "status", STATUS_MAX, &status, e))
        return false;
    v->caller->leaves = true;
    control_quit(verb_machine(v), (int)status);
    return true;
}

bool verb_detach(struct verb_call *v, struct err *e)
{
    struct machine *m = verb_machine(v);
    (void)e;
    control_points_clear(m);
    control_continue(m);
    v->caller->leaves = true;
    return true;
}

/* --- stops ---------------------------------------------------------------- */

void verb_stopped(struct verb_caller *c)
{
    c->core = control_stop(c->m)->core;
    c->at = control_stop(c->m)->ip;
    c->waits = false;
}

static void panic_values(const struct core *c, struct out *out)
{
    if (c->panic.set)
        out_text(out, "panic", "%s", c->panic.text);
}

void verb_stop_values(struct machine *m, struct out *out)
{
    const struct control_stop *s = control_stop(m);
    char text[VERB_INSN_TEXT], place[NAMES_TEXT_BYTES];
    u32 bytes;
    out_text(out, "reason", "%s", control_why_text(s->why));
    out_number(out, "core", s->core);
    out_hex(out, "ip", s->ip, 8);
    if (s->point != 0)
        out_number(out, "point", s->point);
    if (s->why == CONTROL_WATCH) {
        out_hex(out, "address", s->address, 8);
        out_text(out, "access", s->write ? "write" : "read");
    }
    if (s->why == CONTROL_PANIC)
        panic_values(m->core[s->core], out);
    names_text(m->names, place, s->ip, 0);
    if (place[0] != '\0')
        out_text(out, "place", "%s", place);
    if (verb_instruction(m, s->ip, text, sizeof(text), &bytes))
        out_text(out, "instruction", "%s", text);
}

static void why_text(const struct machine *m, const struct control_stop *s,
                     struct buf *b)
{
    switch (s->why) {
    case CONTROL_BREAK:
        buf_printf(b, "breakpoint %u", s->point);
        break;
    case CONTROL_WATCH:
        buf_printf(b, "watchpoint %u, %s at 0x%08" PRIX32, s->point,
                   s->write ? "write" : "read", s->address);
        break;
    case CONTROL_PANIC:
        buf_printf(b, "panic: %s", m->core[s->core]->panic.text);
        break;
    default:
        buf_printf(b, "%s", control_why_text(s->why));
    }
}

void verb_stop_text(struct machine *m, struct buf *b)
{
    const struct control_stop *s = control_stop(m);
    char text[VERB_INSN_TEXT], place[NAMES_TEXT_BYTES];
    u32 bytes;
    buf_printf(b, "stopped: ");
    why_text(m, s, b);
    names_text(m->names, place, s->ip, 0);
    buf_printf(b, "; core %u at 0x%08" PRIX32 "%s%s", s->core, s->ip,
               place[0] ? " " : "", place);
    if (verb_instruction(m, s->ip, text, sizeof(text), &bytes))
        buf_printf(b, ": %s", text);
}

bool verb_status(struct verb_call *v, struct err *e)
{
    struct machine *m = verb_machine(v);
    (void)e;
    bool stopped = control_is_stopped(m);
    out_text(v->out, "state", "%s",
             stopped ? "stopped" : machine_state_text(m));
    if (stopped)
        verb_stop_values(m, v->out);
    return true;
}
