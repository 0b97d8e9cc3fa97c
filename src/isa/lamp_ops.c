/* SPDX-License-Identifier: MIT
 *
 * lamp instructions with C semantics: rare ones that uops need not express,
 * interrupt entry and return, and the panics of instructions that cannot be
 * executed. Each returns what its engine does next (vm/uop.h).
 */
#include "lamp.h"

#include <lamp/board.h>
#include <vm/bus.h>
#include <vm/core.h>
#include <vm/machine.h>
#include <vm/smp.h>

enum help lamp_trap(struct core *c, const struct uop_help *h)
{
    static const char *const field[] = {"rd", "rs1", "rs2"};
    switch ((enum lamp_trap)h->d) {
    case TRAP_FETCH:
        core_panic(c, PANIC_FETCH, "8 bytes at 0x%08X, not code at 0x%08X",
                   c->ip, h->imm);
        break;
    case TRAP_OPCODE:
        core_panic(c, PANIC_OPCODE, "0x%02X", h->a);
        break;
    case TRAP_REGISTER:
        core_panic(c, PANIC_REGISTER, "opcode 0x%02X %s, field %s is %u", h->a,
                   lamp_name(h->a), field[h->b], h->imm);
        break;
    case TRAP_CONDITION:
        core_panic(c, PANIC_CONDITION, "opcode 0x%02X %s, condition 0x%X", h->a,
                   lamp_name(h->a), h->imm);
        break;
    case TRAP_OPERANDS:
        core_panic(c, PANIC_OPERANDS, "%s with r%u twice", lamp_name(h->a),
                   h->b);
        break;
    }
    return HELP_PANIC;
}

enum help lamp_halt(struct core *c, const struct uop_help *h)
{
    c->ip = h->next;
    return HELP_HALT;
}

bool lamp_handler(const struct core *c, u32 vector, u32 *handler)
{
    const struct ram *r = &c->m->bus.ram;
    u32 low = ram_get32(r, IVT_BASE + 8 * vector);
    u32 high = ram_get32(r, IVT_BASE + 8 * vector + 4);
    *handler = low;
    return (low & high) != 0xFFFFFFFF;
}

bool lamp_interrupted(const struct core *c, u32 *ip)
{
    const struct stack *s = &c->stack[STACK_ISR];
    if (!c->in_isr || s->index > s->count ||
        s->count - s->index < ISA_FRAME_SLOTS)
        return false;
    u32 slot = s->index + ISA_FRAME_SLOTS - 1;
    *ip = ram_get32_any(&c->m->bus.ram, s->base + slot * s->slot);
    return true;
}

/* Pushes the frame and enters the handler; ip: what IRET returns to. */
static bool enter(struct core *c, u32 vector, u32 handler, u32 ip)
{
    struct stack *s = &c->stack[STACK_ISR];
    if (s->index < ISA_FRAME_SLOTS) {
        core_panic(c, PANIC_OVERFLOW, "interrupt stack, entry of vector 0x%02X",
                   vector);
        return false;
    }
    u32 frame[ISA_FRAME_SLOTS];
    frame[33] = ip;
    frame[32] = core_flags(c);
    for (u32 n = 0; n < ISA_REGISTERS; n++)
        frame[31 - n] = c->r[n];
    s->index -= ISA_FRAME_SLOTS;
    bus_slots_store(c, STACK_ISR, s->index, frame, ISA_FRAME_SLOTS);
    core_trail(c, c->ip, handler, TRANSFER_IRQ | vector << 8);
    c->r[31] = vector;
    c->ip = handler;
    c->in_isr = 1;
    return true;
}

enum irq_entry lamp_irq(struct core *c, u32 vector)
{
    u32 handler;
    if (!lamp_handler(c, vector, &handler))
        return IRQ_EMPTY;
    return enter(c, vector, handler, c->ip) ? IRQ_ENTERED : IRQ_PANIC;
}

static enum help interrupt(struct core *c, u32 vector, u32 next)
{
    u32 handler;
    if (vector >= ISA_VECTORS || c->in_isr ||
        !lamp_handler(c, vector, &handler))
        return HELP_NEXT;
    irq_software(c, vector);
    return enter(c, vector, handler, next) ? HELP_JUMP : HELP_PANIC;
}

enum help lamp_int(struct core *c, const struct uop_help *h)
{
    return interrupt(c, c->r[h->d], h->next);
}

enum help lamp_inti(struct core *c, const struct uop_help *h)
{
    return interrupt(c, h->imm, h->next);
}

enum help lamp_iret(struct core *c, const struct uop_help *h)
{
    struct stack *s = &c->stack[STACK_ISR];
    (void)h;
    if (!c->in_isr)
        return HELP_NEXT;
    if (s->count - s->index < ISA_FRAME_SLOTS) {
        core_panic(c, PANIC_UNDERFLOW, "interrupt stack, iret");
        return HELP_PANIC;
    }
    u32 from = c->ip;
    u32 frame[ISA_FRAME_SLOTS];
    bus_slots_load(c, STACK_ISR, s->index, frame, ISA_FRAME_SLOTS);
    for (u32 n = 0; n < ISA_REGISTERS; n++)
        c->r[n] = frame[31 - n];
    core_flags_set(c, frame[32]);
    c->ip = frame[33];
    s->index += ISA_FRAME_SLOTS;
    core_trail(c, from, c->ip, TRANSFER_IRET);
    irq_served(c);
    c->in_isr = 0;
    irq_recheck(c);
    return HELP_JUMP;
}

void lamp_divzero(struct core *c)
{
    irq_send(c, c->id, INT_DIVZERO);
}

enum help lamp_pause(struct core *c, const struct uop_help *h)
{
    (void)h;
    if (c->det)
        return HELP_YIELD;
    smp_pause(c);
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#endif
    return HELP_NEXT;
}

enum help lamp_startap(struct core *c, const struct uop_help *h)
{
    smp_start(c, c->r[h->d], c->r[h->a] + h->imm);
    return HELP_NEXT;
}

enum help lamp_ipi(struct core *c, const struct uop_help *h)
{
    smp_ipi(c, c->r[h->d], c->r[h->a]);
    return HELP_NEXT;
}

enum help lamp_wait(struct core *c, const struct uop_help *h)
{
    (void)h;
    return irq_wanted(c) ? HELP_NEXT : HELP_WAIT;
}

enum help lamp_brk(struct core *c, const struct uop_help *h)
{
    (void)h;
    c->breaks++;
    return c->m->control ? HELP_BREAK : HELP_NEXT;
}

/* Between pieces of MOVS and FILL: something that cannot wait. */
static bool interrupted(struct core *c)
{
    u32 pending = atomic_load_explicit(&c->pending, memory_order_relaxed);
    if ((pending & CORE_IRQ) && !c->in_isr && !c->irq_masked)
        return true;
    return (pending & (CORE_STOP | CORE_PAUSE | CORE_DEBUG)) != 0;
}

static bool operands_differ(struct core *c, const struct uop_help *h, u8 op)
{
    if (h->d != h->a && h->d != h->b && h->a != h->b)
        return true;
    u8 twice = h->d == h->a || h->d == h->b ? h->d : h->a;
    struct uop_help trap = {.d = TRAP_OPERANDS, .a = op, .b = twice};
    lamp_trap(c, &trap);
    return false;
}

static u32 piece(const struct core *c, const struct uop_help *h)
{
    u32 rest = c->r[h->b];
    return rest < ISA_BLOCK_POLL_BYTES ? rest : ISA_BLOCK_POLL_BYTES;
}

enum help lamp_movs(struct core *c, const struct uop_help *h)
{
    if (!operands_differ(c, h, ISA_MOVS))
        return HELP_PANIC;
    while (c->r[h->b] != 0) {
        u32 done;
        bool ok =
            bus_copy(c, c->r[h->d], c->r[h->a], piece(c, h), &done, "movs");
        c->r[h->d] += done;
        c->r[h->a] += done;
        c->r[h->b] -= done;
        if (!ok)
            return HELP_PANIC;
        if (c->r[h->b] != 0 && interrupted(c))
            return HELP_AGAIN;
    }
    return HELP_NEXT;
}

enum help lamp_fill(struct core *c, const struct uop_help *h)
{
    if (!operands_differ(c, h, ISA_FILL))
        return HELP_PANIC;
    while (c->r[h->b] != 0) {
        u32 done;
        bool ok =
            bus_fill(c, c->r[h->d], (u8)c->r[h->a], piece(c, h), &done, "fill");
        c->r[h->d] += done;
        c->r[h->b] -= done;
        if (!ok)
            return HELP_PANIC;
        if (c->r[h->b] != 0 && interrupted(c))
            return HELP_AGAIN;
    }
    return HELP_NEXT;
}
