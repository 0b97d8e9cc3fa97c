/* SPDX-License-Identifier: MIT
 *
 * Steps of loop variables: x = phi + constant. While both the phi and x are
 * needed they need two registers and a copy each time round. So a step that
 * only later code needs moves behind the last use of its phi; equality of the
 * phi with a constant becomes one of x; and addresses behind x are made from
 * x, when nothing else keeps the phi. Run after lir_count_uses, whose
 * counts are kept right.
 */
#include "lir.h"

static bool args_have(const struct lir_args *args, lref r)
{
    for (u32 k = 0; k < args->count; k++) {
        if (args->at[k] == r)
            return true;
    }
    return false;
}

/* x = phi + constant, and the phi takes x. */
static bool is_step(const struct lir_function *f, lref r)
{
    const struct lir_insn *i = &f->insn[r];
    u32 c;
    return i->op == LIR_ADD && f->insn[i->a].op == LIR_PHI &&
           lir_is_const(f, i->b, &c) && args_have(&f->insn[i->a].args, r);
}

static bool uses(const struct lir_insn *i, lref r)
{
    if (i->a == r || i->b == r || i->c == r)
        return true;
    if (i->op == LIR_CALL)
        return args_have(&i->call.args, r);
    if (i->op == LIR_RETURN)
        return args_have(&i->args, r);
    for (u32 k = 0; i->op == LIR_ASM && k < i->asm_->count; k++) {
        if (i->asm_->operand[k].value == r)
            return true;
    }
    return false;
}

/* A comparison is made where its condition is asked for: maybe at the end. */
static bool compares(const struct lir_insn *i, lref r)
{
    return (i->op == LIR_ICMP || i->op == LIR_FCMP) && (i->a == r || i->b == r);
}

static void insert(struct lir_block *b, u32 at, lref r)
{
    u32 last = b->count - 1; /* r has been appended */
    memmove(&b->insn[at + 1], &b->insn[at], (last - at) * sizeof(r));
    b->insn[at] = r;
}

/* phi == n becomes x == n + c for comparisons behind x. */
static void compare_step(struct lir_function *f, struct lir_block *b, u32 at)
{
    lref x = b->insn[at], phi = lir_at(f, x)->a;
    u32 c = (u32)lir_at(f, lir_at(f, x)->b)->imm, n;
    for (u32 k = at + 1; k < b->count; k++) {
        const struct lir_insn i = *lir_at(f, b->insn[k]);
        if (i.op != LIR_ICMP || i.cc > LIR_NE || i.a != phi ||
            !lir_is_const(f, i.b, &n))
            continue;
        f->block = b;
        lref sum = lir_add_raw(f, LIR_CONST, 0, 0, 0, (i32)(n + c));
        insert(b, k, sum);
        struct lir_insn *compare = lir_at(f, b->insn[++k]);
        compare->a = x;
        compare->b = sum;
        lir_at(f, phi)->uses--;
        lir_at(f, i.b)->uses--;
        lir_at(f, x)->uses++;
        lir_at(f, sum)->uses++;
    }
}

/* Where the step at `at` may go: behind the last use of its phi. */
static u32 place_of(const struct lir_function *f, const struct lir_block *b,
                    u32 at)
{
    lref x = b->insn[at], phi = f->insn[x].a;
    u32 last = at;
    bool wanted = false;
    for (u32 k = at + 1; k + 1 < b->count; k++) {
        const struct lir_insn *i = &f->insn[b->insn[k]];
        wanted |= uses(i, x);
        if (compares(i, phi) || (uses(i, phi) && wanted))
            return at; /* both are needed at one time anyway */
        if (uses(i, phi))
            last = k;
    }
    return last;
}

/* A sum or an access that can as well start from x. */
static bool is_shiftable(const struct lir_function *f, const struct lir_insn *i,
                         lref phi)
{
    if (i->op == LIR_LOAD)
        return true;
    if (i->op == LIR_STORE)
        return i->b != phi;
    if (i->op != LIR_ADD || i->a == i->b)
        return false;
    u32 other = f->insn[i->a == phi ? i->b : i->a].op;
    return other == LIR_CONST || other == LIR_SYMBOL;
}

/* All uses of the phi are in b, and those behind x can start from x. */
static bool can_shift(const struct lir_function *f, const struct lir_block *b,
                      u32 at)
{
    lref phi = f->insn[b->insn[at]].a;
    u32 found = 0, behind = 0;
    for (u32 k = 0; k < b->count; k++) {
        const struct lir_insn *i = &f->insn[b->insn[k]];
        if (!uses(i, phi))
            continue;
        if (k > at && !is_shiftable(f, i, phi))
            return false;
        found += (i->a == phi) + (i->b == phi) + (i->c == phi);
        behind += k > at;
    }
    return behind != 0 && found == f->insn[phi].uses;
}

/* insn[k] computes from phi + c, which is x: gives its new position. */
static u32 shift(struct lir_function *f, struct lir_block *b, u32 k, lref x)
{
    lref phi = lir_at(f, x)->a, r = b->insn[k];
    i32 c = lir_at(f, lir_at(f, x)->b)->imm;
    struct lir_insn i = *lir_at(f, r);
    lir_at(f, phi)->uses--;
    lir_at(f, x)->uses++;
    if (i.op != LIR_ADD) {
        lir_at(f, r)->a = x;
        lir_at(f, r)->imm = (i32)((u32)i.imm - (u32)c);
        return k;
    }
    lref old = i.a == phi ? i.b : i.a;
    struct lir_insn base = *lir_at(f, old);
    f->block = b;
    lref sum = lir_add_raw(f, (enum lir_op)base.op, 0, 0, 0,
                           (i32)((u32)base.imm - (u32)c));
    if (base.op == LIR_SYMBOL)
        lir_at(f, sum)->sym = base.sym;
    insert(b, k, sum);
    lir_at(f, old)->uses--;
    lir_at(f, sum)->uses++;
    lir_at(f, r)->a = x;
    lir_at(f, r)->b = sum;
    lir_at(f, r)->flags = 0; /* the new sum may overflow on its way */
    return k + 1;
}

static void shift_uses(struct lir_function *f, struct lir_block *b, u32 at)
{
    lref x = b->insn[at], phi = lir_at(f, x)->a;
    if (!can_shift(f, b, at))
        return;
    for (u32 k = at + 1; k < b->count; k++) {
        if (uses(lir_at(f, b->insn[k]), phi))
            k = shift(f, b, k, x);
    }
}

static void steps_of(struct lir_function *f, struct lir_block *b)
{
    for (u32 k = b->count; k > 0; k--) {
        if (!is_step(f, b->insn[k - 1]))
            continue;
        compare_step(f, b, k - 1);
        lref x = b->insn[k - 1];
        shift_uses(f, b, k - 1);
        u32 to = place_of(f, b, k - 1);
        memmove(&b->insn[k - 1], &b->insn[k], (to - (k - 1)) * sizeof(x));
        b->insn[to] = x;
    }
}

void lir_move_steps(struct lir_function *f)
{
    for (struct lir_block *b = f->entry; b; b = b->next)
        steps_of(f, b);
}
