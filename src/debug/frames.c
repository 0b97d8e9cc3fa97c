/* SPDX-License-Identifier: MIT
 *
 * Return addresses are on the call stack, the interrupted address on the
 * interrupt stack, and nothing says which came first: that a frame is the
 * handler's decides. Invariant: depth only falls and in_handler only ends, so
 * that any memory gives a walk that ends.
 */
#include "frames.h"

#include <vm/irq.h>
#include <vm/isa.h>
#include <vm/machine.h>
#include <vm/program_names.h>

#include "control.h"

struct frame frame_innermost(const struct core *c)
{
    const struct stack *s = &c->stack[STACK_CALL];
    u32 depth = s->index < s->count ? control_depth(c) : 0;
    return (struct frame){
        .c = c, .ip = c->ip, .depth = depth, .in_handler = c->in_isr};
}

static bool is_handler(const struct core *c, u32 start)
{
    u32 handler;
    for (u32 vector = 0; vector < IRQ_VECTORS; vector++)
        if (c->isa->handler(c, vector, &handler) && handler == start)
            return true;
    return false;
}

static bool is_handlers_frame(const struct frame *f)
{
    u32 offset = 0, inside = f->ip - f->call_bytes;
    const char *name = names_symbol(f->c->m->names, inside, &offset);
    return is_handler(f->c, name ? inside - offset : inside);
}

bool frame_out(struct frame *f)
{
    const struct core *c = f->c;
    const struct stack *s = &c->stack[STACK_CALL];
    u32 ip;
    if (f->in_handler && is_handlers_frame(f) && c->isa->interrupted(c, &ip)) {
        f->ip = ip;
        f->call_bytes = 0;
        f->in_handler = false;
        return true;
    }
    if (f->depth == 0)
        return false;
    u32 index = s->count - f->depth--;
    f->ip = ram_get32_any(&c->m->bus.ram, s->base + index * s->slot);
    f->call_bytes = c->isa->insn_bytes;
    return true;
}
