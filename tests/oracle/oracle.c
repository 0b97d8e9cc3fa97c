/* SPDX-License-Identifier: MIT
 *
 * A core of the oracle around its instructions: reset, fetch, the checks of
 * register fields, interrupt entry, and runs of many steps. Invariant:
 * `retired` counts completed instructions only, and a panic leaves ip at the
 * instruction that caused it.
 */
#include "oracle_step.h"

void oracle_reset_stacks(struct oracle *o)
{
    u32 cores = oracle_first(o)->cores, call = CALL_STACK_BASE,
        data = DATA_STACK_BASE, isr = ISR_STACK_BASE;
    if (cores > 1) {
        call = o->ram_size - STACK_POOL_STRIDE * (cores - o->id);
        data = call + STACK_POOL_DATA;
        isr = call + STACK_POOL_ISR;
    }
    o->stack[ORACLE_CALL] = (struct oracle_stack){call, 256, 256, 8};
    o->stack[ORACLE_DATA] = (struct oracle_stack){data, 256, 256, 4};
    o->stack[ORACLE_ISR] = (struct oracle_stack){isr, 256, 256, 8};
}

static void reset_core(struct oracle *o, u32 entry)
{
    struct oracle old = *o;
    *o = (struct oracle){.ram = old.ram,
                         .fb = old.fb,
                         .ram_size = old.ram_size,
                         .strict = old.strict,
                         .id = old.id,
                         .first = old.first,
                         .cores = old.cores,
                         .storm = old.storm,
                         .dirty = old.dirty,
                         .dirty_list = old.dirty_list,
                         .fresh_list = old.fresh_list,
                         .ip = entry,
                         .state = old.id == 0 ? ORACLE_RUNNING : ORACLE_PARKED,
                         .serving = ORACLE_NOBODY};
    memcpy(o->others, old.others, sizeof o->others);
    memcpy(o->seen, old.seen, sizeof o->seen);
    memset(o->enable, 1, sizeof o->enable);
    oracle_reset_stacks(o);
}

void oracle_reset(struct oracle *o, u32 entry)
{
    for (u32 i = 0; i < o->dirty_count; i++) {
        u32 page = o->dirty_list[i], ram_pages = o->ram_size / ORACLE_PAGE;
        u8 *p = page < ram_pages ? o->ram + (size_t)page * ORACLE_PAGE
                                 : o->fb + (page - ram_pages) * ORACLE_PAGE;
        memset(p, 0, ORACLE_PAGE);
        o->dirty[page] &= ORACLE_PLAIN;
    }
    for (u32 i = 0; i < o->cores; i++)
        reset_core(oracle_core(o, i), entry);
    for (u32 at = 0; at < IVT_SIZE; at += 4)
        oracle_ram32_set(o, at, 0xFFFFFFFF);
}

bool oracle_handler(const struct oracle *o, u32 v, u32 *handler)
{
    *handler = oracle_ram32(o, 8 * v);
    return *handler != 0xFFFFFFFF || oracle_ram32(o, 8 * v + 4) != 0xFFFFFFFF;
}

bool oracle_enter(struct oracle *o, u32 v, u32 handler)
{
    struct oracle_stack *k = &o->stack[ORACLE_ISR];
    u32 frame_flags = o->flags, frame_ip = o->ip;
    if (k->index < ISA_FRAME_SLOTS)
        return oracle_die(o, "stack overflow");
    oracle_push(o, ORACLE_ISR, frame_ip);
    oracle_push(o, ORACLE_ISR, frame_flags);
    for (u32 n = 0; n < 32; n++)
        oracle_push(o, ORACLE_ISR, o->r[n]);
    o->r[31] = v;
    o->ip = handler;
    o->in_isr = 1;
    return true;
}

/* Operand letters of every opcode, "" for those without definition. */
static const char *operands(u8 op)
{
    static const char *const format[ISA_FMT_COUNT] = {
#define ISA_FORMAT(name, text) [ISA_FMT_##name] = text,
#include <lamp/isa.def>
    };
    static const u8 of_op[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = 1 + ISA_FMT_##format,
#include <lamp/isa.def>
    };
    return of_op[op] == 0 ? NULL : format[of_op[op] - 1];
}

/* Reads the register fields that the opcode uses, rd first. */
static bool read_fields(struct step *i, const char *letters)
{
    static const char field[] = "dst";
    u8 number[3] = {i->d, i->s, i->t};
    u32 *value[3] = {&i->rd, &i->rs1, &i->rs2};
    for (u32 n = 0; n < 3; n++) {
        if (strchr(letters, field[n]) == NULL)
            continue;
        if (number[n] >= ISA_REGISTERS)
            return oracle_die(i->o, "invalid register");
        *value[n] = i->o->r[number[n]];
    }
    return true;
}

static bool decode(struct oracle *o, struct step *i)
{
    u64 word;
    if (!oracle_fetch(o, &word))
        return false;
    struct isa_word w = isa_decode(word);
    *i = (struct step){.o = o,
                       .op = w.op,
                       .d = w.rd,
                       .s = w.rs1,
                       .t = w.rs2,
                       .imm = w.imm,
                       .next = o->pc + 8};
    const char *letters = operands(w.op);
    if (letters == NULL)
        return oracle_die(o, "unknown opcode");
    return read_fields(i, letters);
}

void oracle_step(struct oracle *o)
{
    struct step i;
    o->pc = o->ip;
    o->must_deliver = false;
    if (!decode(o, &i))
        return;
    o->ip = i.next;
    o->seen[i.op]++;
    if (step_execute(&i))
        o->retired++;
}

void oracle_run(struct oracle *o, u64 n)
{
    o->must_deliver = true;
    while (n > 0 && o->state == ORACLE_RUNNING) {
        if (o->must_deliver)
            oracle_deliver(o);
        if (o->state != ORACLE_RUNNING)
            return;
        oracle_step(o);
        n--;
    }
    if (o->state == ORACLE_RUNNING && o->must_deliver)
        oracle_deliver(o);
}

bool oracle_move_some(struct oracle *o, u32 n)
{
    struct step i;
    o->pc = o->ip;
    if (!decode(o, &i) || (i.op != ISA_MOVS && i.op != ISA_FILL) || n > i.rs2)
        return false;
    for (; n > 0; n--)
        if (!step_move_byte(&i))
            return false;
    return true;
}
