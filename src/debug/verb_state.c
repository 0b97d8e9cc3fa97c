/* SPDX-License-Identifier: MIT
 *
 * Verbs about cores: which there are, registers, callers, interrupts.
 */
#include "verbs.h"

#include "frames.h"

#include <inttypes.h>

enum { GENERAL = 32 }; /* registers r0..r31, the first of the list */

static const char *state_text(const struct core *c)
{
    static const char *const text[] = {[CORE_PARKED] = "parked",
                                       [CORE_RUNNING] = "running",
                                       [CORE_WAITING] = "waiting"};
    return text[c->state];
}

bool verb_cores(struct verb_call *v, struct err *e)
{
    const struct machine *m = verb_machine(v);
    (void)e;
    out_list(v->out, "cores");
    for (u32 i = 0; i < m->core_count; i++) {
        const struct core *c = m->core[i];
        out_object(v->out, NULL);
        out_number(v->out, "core", i);
        out_text(v->out, "state", "%s", state_text(c));
        out_hex(v->out, "ip", c->ip, 8);
        out_number(v->out, "instructions", c->retired);
        out_flag(v->out, "in_isr", c->in_isr);
        verb_place(v, c->ip, 0);
        out_end(v->out);
    }
    out_end(v->out);
    return true;
}

bool verb_core(struct verb_call *v, struct err *e)
{
    u32 core;
    if (!verb_core_word(v, 0, &core, e))
        return false;
    v->caller->core = core;
    out_number(v->out, "core", core);
    return true;
}

static void registers_out(struct verb_call *v, const struct core *c,
                          const char *key, u32 from, u32 to)
{
    out_object(v->out, key);
    for (u32 i = from; i < to; i++)
        out_hex(v->out, control_register_name(i), control_register_get(c, i),
                8);
    out_end(v->out);
}

bool verb_registers(struct verb_call *v, struct err *e)
{
    u32 core;
    if (!verb_core_word(v, 0, &core, e))
        return false;
    const struct core *c = verb_machine(v)->core[core];
    out_number(v->out, "core", core);
    registers_out(v, c, "registers", 0, GENERAL);
    registers_out(v, c, "special", GENERAL, control_register_count());
    return true;
}

bool verb_set(struct verb_call *v, struct err *e)
{
    const char *name = v->word[0] + (v->word[0][0] == '$');
    i32 i = control_register_find(name);
    u32 value;
    if (i < 0)
        return fail(e, "there is no register '%.40s'", name);
    if (!verb_address_word(v, 1, &value, e))
        return false;
    struct core *c = verb_own_core(v);
    if (!control_register_set(c, (u32)i, value))
        return fail(e, "%s cannot be 0x%08" PRIX32, name, value);
    out_hex(v->out, name, control_register_get(c, (u32)i), 8);
    return true;
}

static void frame(struct verb_call *v, u32 level, u32 ip, u32 call_bytes)
{
    out_object(v->out, NULL);
    out_number(v->out, "frame", level);
    out_hex(v->out, "ip", ip, 8);
    verb_place(v, ip, call_bytes);
    out_end(v->out);
}

bool verb_where(struct verb_call *v, struct err *e)
{
    enum { FRAMES_MAX = 64 };
    u32 core;
    if (!verb_core_word(v, 0, &core, e))
        return false;
    struct frame f = frame_innermost(verb_machine(v)->core[core]);
    bool more = true;
    out_number(v->out, "core", core);
    out_list(v->out, "frames");
    for (u32 i = 0; i <= FRAMES_MAX && more; i++) {
        frame(v, i, f.ip, f.call_bytes);
        more = frame_out(&f);
    }
    out_end(v->out);
    if (more)
        out_number(v->out, "more", f.depth + 1);
    return true;
}

static void vector_row(struct verb_call *v, struct core *c, u32 n)
{
    const struct irq_bank *b = &c->irq;
    u32 word = n / 32, bit = (u32)1 << n % 32, handler;
    bool has = c->isa->handler(c, n, &handler);
    if (!has && !((b->pending[word] | b->in_service[word]) & bit))
        return;
    out_object(v->out, NULL);
    out_hex(v->out, "vector", n, 2);
    out_flag(v->out, "pending", b->pending[word] & bit);
    out_flag(v->out, "in_service", b->in_service[word] & bit);
    out_flag(v->out, "enabled", b->enable[word] & bit);
    out_number(v->out, "priority", c->m->priority[n]);
    if (has) {
        out_hex(v->out, "handler", handler, 8);
        verb_place(v, handler, 0);
    }
    out_end(v->out);
}

bool verb_irq(struct verb_call *v, struct err *e)
{
    u32 core;
    if (!verb_core_word(v, 0, &core, e))
        return false;
    struct core *c = verb_machine(v)->core[core];
    out_number(v->out, "core", core);
    out_flag(v->out, "in_isr", c->in_isr);
    out_flag(v->out, "masked", c->irq_masked);
    out_list(v->out, "vectors");
    pthread_mutex_lock(&c->m->lock);
    for (u32 i = 0; i < IRQ_VECTORS; i++)
        vector_row(v, c, i);
    pthread_mutex_unlock(&c->m->lock);
    out_end(v->out);
    return true;
}
