/* SPDX-License-Identifier: MIT
 *
 * Stacks: those of the hardware, which have bounds, when they are nearly
 * full; and the C stack of sp, of programs that are linked with the C
 * start-up code and have symbols. There a function's new frame has undefined
 * content, sp has to stay in its stack, and nothing below it is used.
 *
 * Which stack sp is in is learned: what is added to sp stays in one, what
 * sets it may change to another (start-up, switches of threads).
 */
#include "checks.h"

#include <inttypes.h>
#include <vm/program_names.h>

enum {
    NEAR_PARTS = 16,           /* nearly full: less than 1/16 is free */
    FRAME_MAX = 1 << 20,       /* larger steps are no frames */
    BELOW_BYTES = 4096,        /* so near below sp nothing else is */
    MAIN_STACK_BYTES = 1 << 20 /* below its top there is no heap */
};

static void nearly_full(struct check *k, const struct core *c, u32 id)
{
    static const char *const name[] = {[STACK_CALL] = "call",
                                       [STACK_DATA] = "data",
                                       [STACK_ISR] = "interrupt"};
    const struct stack *s = &c->stack[id];
    if (!check_found(k, CHECK_STACK, c->ip, id + 1))
        return;
    check_head(k, CHECK_STACK, c, c->ip);
    check_line("the %s stack at 0x%08" PRIX32 " is nearly full: %" PRIu32
               " of %" PRIu32 " entries are free",
               name[id], s->base, s->index, s->count);
    check_line("advice: too deep a recursion, or a stack that is too small; "
               "ports CALL_COUNT and its likes enlarge one");
}

static void check_hardware(struct check *k, struct core *c)
{
    bool *near = k->core[c->id].stack.near;
    for (u32 id = 0; id < STACK_COUNT; id++) {
        const struct stack *s = &c->stack[id];
        bool full = s->index < s->count / NEAR_PARTS;
        if (full && !near[id])
            nearly_full(k, c, id);
        near[id] = full;
    }
}

/* --- sp ------------------------------------------------------------------- */

/* The highest end of a segment below the address. */
static u32 image_below(const struct check *k, u32 at)
{
    u32 end = 0;
    for (u32 i = 0; i < k->image_ends; i++)
        if (k->image_end[i] < at && k->image_end[i] > end)
            end = k->image_end[i];
    return end;
}

static bool in_image(const struct check *k, u32 at)
{
    for (u32 i = 0; i < k->image_ends; i++)
        if (at < k->image_end[i])
            return true;
    return false;
}

/* sp was set: to the top of a stack, or somewhere in another one. */
static void enter_stack(const struct check *k, struct check_stack *s, u32 sp,
                        bool first)
{
    u32 offset;
    s->known = sp != 0 && sp % 4 == 0 && sp <= k->shadow.size;
    s->main = first && s->known;
    s->top = s->main ? sp : UINT32_MAX;
    s->low = image_below(k, sp);
    s->exact = s->known && in_image(k, sp - 1) &&
               names_symbol(k->m->names, sp - 1, &offset) != NULL;
    if (s->exact)
        s->low = sp - 1 - offset;
}

static bool in_hardware_stack(const struct core *c, u32 sp)
{
    for (u32 id = 0; id < STACK_COUNT; id++) {
        const struct stack *s = &c->stack[id];
        if (sp > s->base && sp - s->base <= s->count * s->slot)
            return true;
    }
    return false;
}

static void left(struct check *k, const struct core *c,
                 const struct check_stack *s, u32 sp)
{
    char place[CHECK_PLACE_BYTES];
    if (!check_found(k, CHECK_STACK, s->ip, 0))
        return;
    check_head(k, CHECK_STACK, c, c->ip);
    check_line("sp is 0x%08" PRIX32 ", outside of its stack from 0x%08" PRIX32
               "; changed by %s",
               sp, s->low, check_place(place, k, s->ip));
    check_line("advice: %s", sp < s->low ? "the stack is too small for these "
                                           "calls and their variables"
                                         : "more was taken from the stack than "
                                           "was put there");
}

/* What the last instruction did to sp. */
static void follow(struct check *k, const struct core *c, u32 sp)
{
    struct check_stack *s = &k->core[c->id].stack;
    u32 old = s->sp;
    if (sp == old)
        return;
    if (!s->moved && !(s->known && sp >= s->low && sp <= s->top && !s->exact))
        enter_stack(k, s, sp, c->id == 0 && !s->entered);
    s->entered |= s->known;
    if (!s->known)
        return;
    if (s->moved && check_wants(k, CHECK_STACK) &&
        (sp < s->low || sp > s->top || in_hardware_stack(c, sp)))
        left(k, c, s, sp);
    if (sp < old && old - sp <= FRAME_MAX && sp >= s->low)
        shadow_clear(&k->shadow, sp, old - sp);
}

static void below(struct check *k, const struct core *c, const struct access *a,
                  u32 sp)
{
    if (!check_found(k, CHECK_STACK, c->ip, 4))
        return;
    check_head(k, CHECK_STACK, c, c->ip);
    check_line("%s %" PRIu32 " bytes at 0x%08" PRIX32 ", %" PRIu32
               " below sp, 0x%08" PRIX32,
               a->write ? "writes" : "reads", a->size, a->at, sp - a->at, sp);
    check_line("advice: a pointer to a variable of a function that has "
               "returned; interrupt handlers use that memory");
}

static void check_below(struct check *k, const struct core *c,
                        const struct upcoming *u, u32 sp)
{
    const struct check_stack *s = &k->core[c->id].stack;
    bool near_top = s->main && s->top - sp < MAIN_STACK_BYTES;
    if (!s->known || !(s->exact || near_top))
        return;
    for (u32 i = 0; i < u->accesses; i++) {
        const struct access *a = &u->access[i];
        if (!a->stack && !a->atomic && a->at < sp && a->at >= s->low &&
            sp - a->at <= BELOW_BYTES)
            below(k, c, a, sp);
    }
}

void check_stacks(struct check *k, struct core *c, const struct upcoming *u)
{
    struct check_stack *s = &k->core[c->id].stack;
    const struct effect *e = &u->effect;
    u32 sp = c->r[k->sp];
    if (check_wants(k, CHECK_STACK))
        check_hardware(k, c);
    if (!k->has_c_stack)
        return;
    follow(k, c, sp);
    if (check_wants(k, CHECK_STACK))
        check_below(k, c, u, sp);
    s->sp = sp;
    s->ip = c->ip;
    s->moved = e->mix == MIX_ADD && e->d == k->sp && e->a == k->sp;
}
