/* SPDX-License-Identifier: MIT
 *
 * What memory an instruction is about to touch: for watchpoints, traces and
 * checks, which look before it executes. The shapes of isa.def say how the
 * address is formed, their arguments how wide it is. Changes nothing.
 */
#include "lamp.h"

#include <lamp/board.h>
#include <vm/core.h>
#include <vm/machine.h>

enum kind {
    TOUCH_NOTHING,
    TOUCH_LOAD,
    TOUCH_STORE,
    TOUCH_LOADX,
    TOUCH_STOREX,
    TOUCH_ATOMIC,
    TOUCH_ACQUIRE,
    TOUCH_RELEASE,
    TOUCH_MEMSET,
    TOUCH_MEMCPY,
    TOUCH_PUSH,
    TOUCH_POP,
    TOUCH_CALL,
    TOUCH_CALLM,
    TOUCH_RET,
    TOUCH_INT,
    TOUCH_INTI,
    TOUCH_IRET,
    TOUCH_MOVS,
    TOUCH_FILL
};

/* Widths of the uops that load and store, in bytes. */
enum {
    WIDTH_LD8 = 1,
    WIDTH_LDS8 = 1,
    WIDTH_LDX8 = 1,
    WIDTH_LDXS8 = 1,
    WIDTH_ST8 = 1,
    WIDTH_STX8 = 1,
    WIDTH_LD16 = 2,
    WIDTH_LDS16 = 2,
    WIDTH_LDX16 = 2,
    WIDTH_LDXS16 = 2,
    WIDTH_ST16 = 2,
    WIDTH_STX16 = 2,
    WIDTH_LD32 = 4,
    WIDTH_LDX32 = 4,
    WIDTH_LDF32 = 4,
    WIDTH_ST32 = 4,
    WIDTH_STX32 = 4
};

#define NOTHING(argument) \
    {                     \
        TOUCH_NOTHING, 0  \
    }
#define SHAPE_load(argument)         \
    {                                \
        TOUCH_LOAD, WIDTH_##argument \
    }
#define SHAPE_loadx(argument)         \
    {                                 \
        TOUCH_LOADX, WIDTH_##argument \
    }
#define SHAPE_store(argument)         \
    {                                 \
        TOUCH_STORE, WIDTH_##argument \
    }
#define SHAPE_storex(argument)         \
    {                                  \
        TOUCH_STOREX, WIDTH_##argument \
    }
#define SHAPE_atomic(argument) \
    {                          \
        ATOMIC_##argument, 4   \
    }
#define ATOMIC_CAS TOUCH_ATOMIC
#define ATOMIC_XADD TOUCH_ATOMIC
#define ATOMIC_XCHG TOUCH_ATOMIC
#define ATOMIC_LDAR TOUCH_ACQUIRE
#define ATOMIC_STLR TOUCH_RELEASE
#define SHAPE_block(argument) \
    {                         \
        TOUCH_##argument, 0   \
    }
#define SHAPE_push(argument) \
    {                        \
        TOUCH_PUSH, 4        \
    }
#define SHAPE_pop(argument) \
    {                       \
        TOUCH_POP, 4        \
    }
#define SHAPE_call(argument) \
    {                        \
        TOUCH_CALL, 8        \
    }
#define SHAPE_callr(argument) \
    {                         \
        TOUCH_CALL, 8         \
    }
#define SHAPE_callm(argument) \
    {                         \
        TOUCH_CALLM, 8        \
    }
#define SHAPE_ret(argument) \
    {                       \
        TOUCH_RET, 8        \
    }
#define SHAPE_help(argument) \
    {                        \
        HELP_##argument, 0   \
    }
#define HELP_int TOUCH_INT
#define HELP_inti TOUCH_INTI
#define HELP_iret TOUCH_IRET
#define HELP_movs TOUCH_MOVS
#define HELP_fill TOUCH_FILL
#define HELP_halt TOUCH_NOTHING
#define HELP_pause TOUCH_NOTHING
#define HELP_startap TOUCH_NOTHING
#define HELP_ipi TOUCH_NOTHING
#define HELP_wait TOUCH_NOTHING
#define HELP_brk TOUCH_NOTHING
#define SHAPE_alu3 NOTHING
#define SHAPE_alu2 NOTHING
#define SHAPE_alui NOTHING
#define SHAPE_inc NOTHING
#define SHAPE_movi NOTHING
#define SHAPE_cmp NOTHING
#define SHAPE_cmpi NOTHING
#define SHAPE_fence NOTHING
#define SHAPE_port NOTHING
#define SHAPE_cpuid NOTHING
#define SHAPE_set NOTHING
#define SHAPE_sel NOTHING
#define SHAPE_jump NOTHING
#define SHAPE_rjump NOTHING
#define SHAPE_jmpr NOTHING

static const struct touch {
    u8 kind; /* enum kind */
    u8 width;
} touches[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = SHAPE_##shape(argument),
#include <lamp/isa.def>
};

struct fields {
    u32 imm, d, s, t; /* values of the registers; those out of range are 0 */
};

static u32 value_of(const struct core *c, u8 number)
{
    return number < ISA_REGISTERS ? c->r[number] : 0;
}

static u32 one(struct access *out, u32 at, u32 size, bool read, bool write)
{
    *out =
        (struct access){.at = at, .size = size, .read = read, .write = write};
    return size != 0;
}

static u32 atomic(struct access *out, u32 at, bool read, bool write)
{
    one(out, at, 4, read, write);
    out->atomic = true;
    return 1;
}

/* A slot below the index, to be pushed. */
static u32 push(const struct core *c, enum stack_id id, u32 slots,
                struct access *out)
{
    const struct stack *s = &c->stack[id];
    if (s->index < slots)
        return 0; /* it will panic */
    one(out, s->base + (s->index - slots) * s->slot, slots * s->slot, false,
        true);
    out->stack = true;
    return 1;
}

static u32 pop(const struct core *c, enum stack_id id, u32 slots,
               struct access *out)
{
    const struct stack *s = &c->stack[id];
    if (s->count - s->index < slots)
        return 0;
    one(out, s->base + s->index * s->slot, slots * s->slot, true, false);
    out->stack = true;
    return 1;
}

static u32 interrupt(const struct core *c, u32 vector, struct access *out)
{
    if (vector >= ISA_VECTORS || c->in_isr)
        return 0;
    const struct ram *r = &c->m->bus.ram;
    u32 low = ram_get32(r, IVT_BASE + 8 * vector);
    u32 high = ram_get32(r, IVT_BASE + 8 * vector + 4);
    if ((low & high) == 0xFFFFFFFF)
        return 0;
    return push(c, STACK_ISR, ISA_FRAME_SLOTS, out);
}

static u32 copy(struct access *out, u32 to, u32 from, u32 n)
{
    u32 count = one(&out[0], from, n, true, false);
    return count + one(&out[count], to, n, false, true);
}

static u32 stacks_touched(const struct core *c, enum kind kind,
                          const struct fields *f, struct access *out)
{
    switch (kind) {
    case TOUCH_PUSH:
        return push(c, STACK_DATA, 1, out);
    case TOUCH_POP:
        return pop(c, STACK_DATA, 1, out);
    case TOUCH_CALLM:
        one(&out[0], f->s + f->imm, 4, true, false);
        return 1 + push(c, STACK_CALL, 1, &out[1]);
    case TOUCH_CALL:
        return push(c, STACK_CALL, 1, out);
    case TOUCH_RET:
        return pop(c, STACK_CALL, 1, out);
    case TOUCH_INT:
        return interrupt(c, f->d, out);
    case TOUCH_INTI:
        return interrupt(c, f->imm, out);
    case TOUCH_IRET:
        return c->in_isr ? pop(c, STACK_ISR, ISA_FRAME_SLOTS, out) : 0;
    default:
        return 0;
    }
}

static u32 memory_touched(enum kind kind, u32 width, const struct fields *f,
                          struct access *out)
{
    switch (kind) {
    case TOUCH_LOAD:
        return one(out, f->s + f->imm, width, true, false);
    case TOUCH_STORE:
        return one(out, f->s + f->imm, width, false, true);
    case TOUCH_LOADX:
        return one(out, f->s + f->t + f->imm, width, true, false);
    case TOUCH_STOREX:
        return one(out, f->s + f->t + f->imm, width, false, true);
    case TOUCH_ATOMIC:
        return atomic(out, f->s + f->imm, true, true);
    case TOUCH_ACQUIRE:
        return atomic(out, f->s + f->imm, true, false);
    case TOUCH_RELEASE:
        return atomic(out, f->s + f->imm, false, true);
    case TOUCH_MEMSET:
        return one(out, f->d, f->imm, false, true);
    case TOUCH_MEMCPY:
        return copy(out, f->d, f->s, f->imm);
    case TOUCH_MOVS:
        return copy(out, f->d, f->s, f->t);
    case TOUCH_FILL:
        return one(out, f->d, f->t, false, true);
    default:
        return 0;
    }
}

u32 lamp_accesses(const struct core *c, const u8 *code,
                  struct access out[ISA_ACCESSES_MAX])
{
    const struct touch *t = &touches[code[7]];
    if (t->kind == TOUCH_NOTHING)
        return 0;
    struct fields f = {get_le32(code), value_of(c, code[6]),
                       value_of(c, code[5]), value_of(c, code[4])};
    if (t->kind >= TOUCH_PUSH && t->kind <= TOUCH_IRET)
        return stacks_touched(c, (enum kind)t->kind, &f, out);
    return memory_touched((enum kind)t->kind, t->width, &f, out);
}
