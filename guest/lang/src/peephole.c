/* SPDX-License-Identifier: MIT
 *
 * Improves the code of one function: jumps to jumps, conditions that are
 * negated or constant, a value stored and dropped, sums with small constants,
 * calls in tail position, code that nothing reaches. An instruction that a
 * jump leads to is never merged into the one before. Then it takes the NOPs
 * out and moves the targets.
 */
#include "code.h"

#include "heap.h"
#include "vm.h"

struct peephole {
    struct proto *p;
    u8 *target; /* of a jump */
    bool changed;
};

static u32 skip_nops(const struct proto *p, u32 i)
{
    while (i + 1 < p->code_count && code_op(p->code[i]) == OP_NOP)
        i++;
    return i;
}

/* Where a jump to `at` ends up; a circle of jumps is left alone. */
static u32 final_target(const struct proto *p, u32 at)
{
    for (u32 hops = 0; hops < 8; hops++) {
        at = skip_nops(p, at);
        if (code_op(p->code[at]) != OP_JUMP)
            break;
        at = code_a(p->code[at]);
    }
    return at;
}

static void thread_jumps(struct peephole *h)
{
    struct proto *p = h->p;
    memset(h->target, 0, p->code_count);
    for (u32 i = 0; i < p->code_count; i++) {
        enum op op = code_op(p->code[i]);
        if (!op_jumps(op))
            continue;
        u32 to = final_target(p, code_a(p->code[i]));
        p->code[i] = code_word(op, to);
        h->target[to] = 1;
    }
}

static void replace(struct peephole *h, u32 i, u32 word)
{
    h->p->code[i] = word;
    h->changed = true;
}

static void merge_pair(struct peephole *h, u32 i, u32 j, u32 word)
{
    replace(h, i, word);
    h->p->code[j] = code_word(OP_NOP, 0);
}

static bool pushes_only(enum op op)
{
    return op == OP_CONSTANT || op == OP_INT || op == OP_NIL || op == OP_TRUE ||
           op == OP_FALSE || op == OP_DUP || op == OP_GET_LOCAL;
}

static enum op negated(enum op op)
{
    switch (op) {
    case OP_JUMP_FALSE:
        return OP_JUMP_TRUE;
    case OP_JUMP_TRUE:
        return OP_JUMP_FALSE;
    case OP_EQ:
        return OP_NE;
    case OP_NE:
        return OP_EQ;
    default:
        return OP_NOP;
    }
}

static void merge_jump(struct peephole *h, u32 i, u32 j)
{
    u32 first = h->p->code[i], second = h->p->code[j];
    enum op a = code_op(first), b = code_op(second);
    if (a == OP_NOT)
        merge_pair(h, i, j, code_word(negated(b), code_a(second)));
    else if (a == OP_TRUE || a == OP_FALSE || a == OP_NIL)
        merge_pair(h, i, j,
                   (a == OP_TRUE) == (b == OP_JUMP_TRUE)
                       ? code_word(OP_JUMP, code_a(second))
                       : code_word(OP_NOP, 0));
}

static bool small_operand(u32 word)
{
    return code_op(word) == OP_INT && code_signed(word) > -1000000;
}

static void merge(struct peephole *h, u32 i, u32 j)
{
    u32 first = h->p->code[i], second = h->p->code[j];
    enum op a = code_op(first), b = code_op(second);
    if (b == OP_JUMP_FALSE || b == OP_JUMP_TRUE)
        merge_jump(h, i, j);
    else if (b == OP_NOT && (a == OP_EQ || a == OP_NE))
        merge_pair(h, i, j, code_word(negated(a), 0));
    else if (b == OP_POP && a == OP_SET_LOCAL)
        merge_pair(h, i, j, code_word(OP_POP_LOCAL, code_a(first)));
    else if (b == OP_POP && pushes_only(a))
        merge_pair(h, i, j, code_word(OP_NOP, 0));
    else if (b == OP_ADD && small_operand(first))
        merge_pair(h, i, j, code_word(OP_ADD_INT, code_a(first)));
    else if (b == OP_SUB && small_operand(first))
        merge_pair(h, i, j,
                   code_word(OP_ADD_INT, (u32)-code_signed(first) & 0xFFFFFF));
    else if (b == OP_RETURN && a == OP_CALL)
        replace(h, i, code_word(OP_TAIL_CALL, code_a(first)));
}

static bool ends_flow(enum op op)
{
    return op == OP_JUMP || op == OP_RETURN || op == OP_THROW ||
           op == OP_NO_MATCH;
}

/* Up to the next target; the last word stays, it ends the function. */
static void remove_unreached(struct peephole *h)
{
    struct proto *p = h->p;
    bool reached = true;
    for (u32 i = 0; i + 1 < p->code_count; i++) {
        if (h->target[i])
            reached = true;
        if (!reached && code_op(p->code[i]) != OP_NOP)
            replace(h, i, code_word(OP_NOP, 0));
        if (ends_flow(code_op(p->code[i])))
            reached = false;
        if (code_op(p->code[i]) == OP_JUMP &&
            skip_nops(p, i + 1) == code_a(p->code[i]))
            replace(h, i, code_word(OP_NOP, 0)), reached = true;
    }
}

static void merge_all(struct peephole *h)
{
    struct proto *p = h->p;
    for (u32 i = 0; i + 1 < p->code_count; i++) {
        if (code_op(p->code[i]) == OP_NOP)
            continue;
        u32 j = i + 1;
        while (j + 1 < p->code_count && code_op(p->code[j]) == OP_NOP &&
               !h->target[j])
            j++;
        if (!h->target[j])
            merge(h, i, j);
    }
}

static void compact(struct vm *vm, struct proto *p)
{
    u32 *moved = heap_memory(vm, p->code_count * 4);
    u32 n = 0;
    for (u32 i = 0; i < p->code_count; i++) {
        moved[i] = n;
        n += code_op(p->code[i]) != OP_NOP;
    }
    n = 0;
    for (u32 i = 0; i < p->code_count; i++) {
        u32 word = p->code[i];
        if (code_op(word) == OP_NOP)
            continue;
        if (op_jumps(code_op(word)))
            word = code_word(code_op(word), moved[code_a(word)]);
        p->line[n] = p->line[i];
        p->code[n++] = word;
    }
    heap_free(vm, moved, p->code_count * 4);
    p->code_count = n;
}

void code_peephole(struct vm *vm, struct proto *p)
{
    u32 bytes = p->code_count;
    struct peephole h = {p, heap_memory(vm, bytes), true};
    for (u32 round = 0; round < 4 && h.changed; round++) {
        h.changed = false;
        thread_jumps(&h);
        remove_unreached(&h);
        thread_jumps(&h);
        merge_all(&h);
    }
    heap_free(vm, h.target, bytes);
    compact(vm, p);
}
