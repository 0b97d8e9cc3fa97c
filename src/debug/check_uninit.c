/* SPDX-License-Identifier: MIT
 *
 * Reads of memory that was never written. A load of such bytes is no finding
 * yet: copying a structure with gaps does it. Undefined bits are followed
 * through registers, flags and memory; a finding is what depends on them: an
 * address, a jump, what leaves the core.
 *
 * In registers single bits are followed, in memory bytes: one is undefined
 * while all its bits are. What is not followed (interrupt frames) counts as
 * written, so that whatever is reported is one.
 */
#include "checks.h"

#include <inttypes.h>
#include <stdio.h>

static const u32 ALL = 0xFFFFFFFF;

/* Bits of the value of at most 4 bytes that were never written. */
static u32 undefined_in(const struct check *k, u32 at, u32 n)
{
    u32 bits = 0;
    for (u32 i = 0; i < n; i++)
        if (!shadow_get(&k->shadow, (u64)at + i))
            bits |= (u32)0xFF << 8 * i;
    return bits;
}

/* --- reports -------------------------------------------------------------- */

/* Each value once, at its first use: what is computed of it is undefined for
 * the same reason. */
static void tell(struct check *k, const struct core *c, const char *use,
                 const struct origin *from)
{
    struct origin *told = &k->core[c->id].values.told;
    char place[CHECK_PLACE_BYTES];
    if (told->ip == from->ip && told->at == from->at)
        return;
    *told = *from;
    shadow_set(&k->shadow, from->at, 4);
    if (!check_found(k, CHECK_UNINIT, c->ip, from->ip))
        return;
    check_head(k, CHECK_UNINIT, c, c->ip);
    check_line("%s depends on memory that was never written", use);
    check_line("read at 0x%08" PRIX32 " by %s", from->at,
               check_place(place, k, from->ip));
    check_line("advice: give the variable or the allocated memory a value "
               "before it is used");
}

/* A register that must be right is not: once, then it counts as right. */
static void use_register(struct check *k, const struct core *c, u32 r,
                         const struct effect *e)
{
    struct check_values *v = &k->core[c->id].values;
    char use[64];
    if (v->undefined[r] == 0)
        return;
    v->undefined[r] = 0;
    snprintf(use, sizeof(use), "r%" PRIu32 ", %s,", r,
             e->stores || e->mix == MIX_LOAD || e->block ? "an address"
                                                         : "which is used");
    tell(k, c, use, &v->origin[r]);
}

static void use_flags(struct check *k, const struct core *c)
{
    struct check_values *v = &k->core[c->id].values;
    v->flags_undefined = false;
    tell(k, c, "the jump", &v->flags_origin);
}

/* Memory that says where to go, or is code. */
static void use_memory(struct check *k, const struct core *c, u32 at, u32 n,
                       const char *use)
{
    u32 run = (u32)shadow_run(&k->shadow, at, n);
    struct origin from = {c->ip, at + run};
    if (run == n)
        return;
    shadow_set(&k->shadow, at, n);
    tell(k, c, use, &from);
}

static void check_uses(struct check *k, const struct core *c,
                       const struct upcoming *u)
{
    const struct effect *e = &u->effect;
    use_memory(k, c, c->ip, c->isa->insn_bytes, "the instruction itself");
    for (u32 bits = e->where; bits != 0; bits &= bits - 1)
        use_register(k, c, (u32)__builtin_ctz(bits), e);
    if (e->decides && k->core[c->id].values.flags_undefined)
        use_flags(k, c);
    for (u32 i = 0; i < u->accesses; i++) {
        const struct access *a = &u->access[i];
        if (a->read && e->mix == MIX_NOTHING && !e->block && !a->atomic)
            use_memory(k, c, a->at, a->size, "the target");
    }
}

/* --- results -------------------------------------------------------------- */

static u32 rotate(u32 bits, u32 n)
{
    n &= 31;
    return n ? bits << n | bits >> (32 - n) : bits;
}

static u32 shifted(enum mix mix, u32 bits, u32 n)
{
    n &= 31;
    switch (mix) {
    case MIX_SHL:
        return bits << n;
    case MIX_SHR:
        return bits >> n;
    case MIX_SAR:
        return (u32)((i32)bits >> n);
    case MIX_ROL:
        return rotate(bits, n);
    default:
        return rotate(bits, 32 - n);
    }
}

/* x, y: undefined bits of the operands; a, b: their values. */
static u32 mixed(enum mix mix, u32 x, u32 y, u32 a, u32 b)
{
    switch (mix) {
    case MIX_MOVE:
        return x;
    case MIX_AND:
        return (x & y) | (x & b) | (y & a);
    case MIX_OR:
        return (x & y) | (x & ~b) | (y & ~a);
    case MIX_XOR:
        return x | y;
    case MIX_ADD: /* from the lowest upwards */
        return (x | y) | (0 - (x | y));
    case MIX_SHL:
    case MIX_SHR:
    case MIX_SAR:
    case MIX_ROL:
    case MIX_ROR:
        return y ? ALL : shifted(mix, x, b);
    case MIX_WHOLE:
    case MIX_COMPARE:
        return x | y ? ALL : 0;
    default:
        return 0;
    }
}

static u32 extended(u32 bits, u8 sign)
{
    if (sign == 0)
        return bits;
    u32 low = ((u32)1 << sign) - 1;
    return (bits & low) | (bits >> (sign - 1) & 1 ? ~low : 0);
}

u32 check_result(const struct effect *e, const struct core *c,
                 const u32 undefined[CHECK_REGISTERS])
{
    u32 x = undefined[e->a], y = e->has_b ? undefined[e->b] : 0;
    u32 z = e->has_d ? undefined[e->d] : 0;
    u32 b = e->has_b ? c->r[e->b] : e->imm;
    return extended(mixed(e->mix, x, y | z, c->r[e->a], b), e->sign);
}

/* The first of the operands that is undefined. */
static struct origin origin_of(const struct check_values *v,
                               const struct effect *e)
{
    if (v->undefined[e->a])
        return v->origin[e->a];
    bool is_b = e->has_b && v->undefined[e->b];
    return v->origin[is_b ? e->b : e->d];
}

/* Undefined bits of the result, and where they are from. */
static u32 result_of(const struct check *k, const struct core *c,
                     const struct upcoming *u, struct origin *from)
{
    const struct check_values *v = &k->core[c->id].values;
    const struct effect *e = &u->effect;
    const struct access *a = &u->access[0];
    if (e->flags_in && v->flags_undefined) {
        *from = v->flags_origin;
        return e->mix == MIX_FLAG ? 1 : ALL;
    }
    if (e->mix == MIX_LOAD && u->accesses != 0) {
        *from = (struct origin){c->ip, a->at};
        return extended(undefined_in(k, a->at, a->size), e->sign);
    }
    *from = origin_of(v, e);
    return check_result(e, c, v->undefined);
}

static void set_result(struct check *k, const struct core *c,
                       const struct effect *e, u32 bits, struct origin from)
{
    struct check_values *v = &k->core[c->id].values;
    if (e->mix == MIX_NOTHING)
        return;
    if (e->flags_out) {
        v->flags_undefined = bits != 0;
        v->flags_origin = from;
    }
    if (e->mix == MIX_COMPARE)
        return;
    v->undefined[e->d] = bits;
    v->origin[e->d] = from;
}

/* --- memory --------------------------------------------------------------- */

static void store(struct check *k, const struct core *c, const struct access *a,
                  const struct effect *e)
{
    u32 bits = e->stores ? k->core[c->id].values.undefined[e->data] : 0;
    if (e->block && (bits & 0xFF) == 0xFF) {
        shadow_clear(&k->shadow, a->at, a->size);
        return;
    }
    shadow_set(&k->shadow, a->at, a->size);
    for (u32 i = 0; !e->block && bits != 0 && i < a->size && i < 4; i++)
        if ((bits >> 8 * i & 0xFF) == 0xFF)
            shadow_clear(&k->shadow, a->at + i, 1);
}

static void stores_of(struct check *k, const struct core *c,
                      const struct upcoming *u)
{
    if (u->effect.copies && u->accesses == 2) {
        shadow_copy(&k->shadow, u->access[1].at, u->access[0].at,
                    u->access[1].size);
        return;
    }
    for (u32 i = 0; i < u->accesses; i++)
        if (u->access[i].write)
            store(k, c, &u->access[i], &u->effect);
}

void check_uninit(struct check *k, struct core *c, const struct upcoming *u)
{
    struct origin from;
    check_uses(k, c, u);
    u32 bits = result_of(k, c, u, &from);
    stores_of(k, c, u);
    set_result(k, c, &u->effect, bits, from);
}

/* The frame is written, and read again by IRET: all of it is taken for
 * defined then. */
void check_uninit_irq(struct check *k, struct core *c, enum irq_event event)
{
    struct check_values *v = &k->core[c->id].values;
    const struct stack *s = &c->stack[STACK_ISR];
    if (event == IRQ_DELIVERED)
        shadow_set(&k->shadow, s->base + s->index * s->slot,
                   (u64)(s->count - s->index) * s->slot);
    if (event == IRQ_DELIVERED || event == IRQ_SOFTWARE)
        v->undefined[CHECK_REGISTERS - 1] = 0; /* holds the vector */
    if (event == IRQ_RETURNED)
        *v = (struct check_values){.told = v->told};
}
