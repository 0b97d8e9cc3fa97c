/* SPDX-License-Identifier: MIT
 *
 * Appending to the code of a function, and showing it.
 */
#include "code.h"

#include <stdio.h>

#include "heap.h"
#include "show.h"
#include "vm.h"

enum form { FORM_NONE, FORM_NUMBER, FORM_CONSTANT, FORM_JUMP, FORM_BOTH };

#define X(name, form) {#name, FORM_##form},
static const struct {
    const char *name;
    enum form form;
} op_rows[] = {WICK_OPS(X)};
#undef X

bool op_jumps(enum op op)
{
    return op_rows[op].form == FORM_JUMP;
}

u32 code_emit(struct vm *vm, struct proto *p, u32 word, u32 line)
{
    if (p->code_count == p->code_room) {
        u32 room = p->code_room < 16 ? 16 : p->code_room * 2;
        p->code = heap_resize(vm, p->code, p->code_room * 4, room * 4);
        p->line = heap_resize(vm, p->line, p->code_room * 4, room * 4);
        p->code_room = room;
    }
    p->code[p->code_count] = word;
    p->line[p->code_count] = line;
    return p->code_count++;
}

u32 code_constant(struct vm *vm, struct proto *p, struct value v)
{
    for (u32 i = 0; i < p->constant_count; i++)
        if (p->constant[i].bits == v.bits)
            return i;
    if (p->constant_count == p->constant_room) {
        u32 room = p->constant_room < 8 ? 8 : p->constant_room * 2;
        p->constant = heap_resize(vm, p->constant, p->constant_room * sizeof v,
                                  room * sizeof v);
        p->constant_room = room;
    }
    p->constant[p->constant_count] = v;
    return p->constant_count++;
}

static void show_operand(struct vm *vm, const struct proto *p, u32 word)
{
    struct text t;
    u32 a = code_a(word);
    switch (op_rows[code_op(word)].form) {
    case FORM_NONE:
        break;
    case FORM_BOTH:
        printf(" %u", (unsigned)(a & 0xFF));
        a >>= 8;
        /* fall through */
    case FORM_CONSTANT:
        text_init(vm, &t);
        show_value(&t, p->constant[a], true);
        printf(" %.*s", (int)t.length, t.length > 0 ? t.chars : "");
        text_fini(&t);
        break;
    case FORM_NUMBER:
        printf(" %d", (int)code_signed(word));
        break;
    case FORM_JUMP:
        printf(" -> %u", (unsigned)a);
        break;
    }
}

void code_show(struct vm *vm, const struct proto *p)
{
    printf("-- %s: %u slots, %u constants\n", p->name->chars,
           (unsigned)p->slots, (unsigned)p->constant_count);
    for (u32 i = 0; i < p->code_count; i++) {
        printf("%4u %4u  %-13s", (unsigned)i, (unsigned)p->line[i],
               op_rows[code_op(p->code[i])].name);
        show_operand(vm, p, p->code[i]);
        putchar('\n');
    }
}
