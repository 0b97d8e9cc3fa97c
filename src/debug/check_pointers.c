/* SPDX-License-Identifier: MIT
 *
 * Addresses that are hardly ever meant: words at odd places, and page 0.
 *
 * Page 0 is the vector table and, with one core, the call stack behind it
 * (docs/board.md, section 1). Words of the table are written and read by
 * every program with interrupts; its bytes and halves are not. Behind the
 * table only the stack's own slots are, or what a stack occupies now.
 */
#include "checks.h"

#include <inttypes.h>

static bool in_stack(const struct machine *m, u32 at, u32 n)
{
    for (u32 i = 0; i < m->core_count; i++)
        for (u32 s = 0; s < STACK_COUNT; s++) {
            const struct stack *stack = &m->core[i]->stack[s];
            if (range_overlaps(at, n, stack->base, stack->count * stack->slot))
                return true;
        }
    return false;
}

static bool is_null(const struct core *c, const struct access *a)
{
    if (a->stack || a->at >= CHECK_PAGE)
        return false;
    if (a->at + a->size <= c->isa->table_bytes)
        return a->size < 4;
    return !in_stack(c->m, a->at, a->size);
}

static void null_found(struct check *k, const struct core *c,
                       const struct access *a)
{
    if (!check_found(k, CHECK_NULL, c->ip, 0))
        return;
    check_head(k, CHECK_NULL, c, c->ip);
    check_line("%s %" PRIu32 " bytes at 0x%08" PRIX32 ", in page 0",
               a->write ? "writes" : "reads", a->size, a->at);
    check_line("advice: a null pointer plus a small offset; look where the "
               "pointer of this instruction comes from");
}

static void null_executed(struct check *k, const struct core *c)
{
    if (!check_found(k, CHECK_NULL, c->ip, 1))
        return;
    const struct trail *t = &c->trail[(c->trail_count - 1) % TRAIL_LEN];
    char from[CHECK_PLACE_BYTES];
    check_head(k, CHECK_NULL, c, c->ip);
    check_line("executes page 0, came from %s", check_place(from, k, t->from));
    check_line("advice: a call or jump through a null function pointer, or a "
               "return address that was overwritten");
}

static void misaligned(struct check *k, const struct core *c,
                       const struct access *a)
{
    if (!check_found(k, CHECK_ALIGN, c->ip, 0))
        return;
    check_head(k, CHECK_ALIGN, c, c->ip);
    check_line("%s %" PRIu32 " bytes at 0x%08" PRIX32
               ", not a multiple of %" PRIu32,
               a->write ? "writes" : "reads", a->size, a->at, a->size);
    check_line("advice: it works but may tear; align the object, or access it "
               "by bytes");
}

void check_pointers(struct check *k, struct core *c, const struct upcoming *u)
{
    if (check_wants(k, CHECK_NULL) && c->ip < CHECK_PAGE)
        null_executed(k, c);
    for (u32 i = 0; i < u->accesses; i++) {
        const struct access *a = &u->access[i];
        if (check_wants(k, CHECK_NULL) && is_null(c, a))
            null_found(k, c, a);
        if (check_wants(k, CHECK_ALIGN) && !a->stack && !u->effect.block &&
            a->size <= 4 && a->at % a->size != 0)
            misaligned(k, c, a);
    }
}
