/* SPDX-License-Identifier: MIT
 *
 * Registers and memory of a machine that stands still. The table below is the
 * only list of registers; values are checked as the machine's own ports check
 * them.
 */
#include "control.h"

#include <string.h>
#include <vm/codemap.h>
#include <vm/context.h>
#include <vm/observe.h>

enum { GENERAL = 32 };

static u32 get_ip(const struct core *c)
{
    return c->ip;
}

static bool set_ip(struct core *c, u32 value)
{
    c->ip = value;
    return true;
}

static bool set_flags(struct core *c, u32 value)
{
    core_flags_set(c, value);
    return true;
}

static u32 get_in_isr(const struct core *c)
{
    return c->in_isr;
}

static u32 get_masked(const struct core *c)
{
    return c->irq_masked;
}

static bool set_masked(struct core *c, u32 value)
{
    c->irq_masked = value != 0;
    if (!c->irq_masked)
        irq_recheck(c);
    return true;
}

#define STACK_REGISTERS(name, which, context)                  \
    static u32 get_##name##sp(const struct core *c)            \
    {                                                          \
        return c->stack[which].index;                          \
    }                                                          \
    static bool set_##name##sp(struct core *c, u32 value)      \
    {                                                          \
        return context_set_index(c->m, c->id, context, value); \
    }                                                          \
    static u32 get_##name##base(const struct core *c)          \
    {                                                          \
        return c->stack[which].base;                           \
    }                                                          \
    static bool set_##name##base(struct core *c, u32 value)    \
    {                                                          \
        return context_set_base(c->m, c->id, context, value);  \
    }                                                          \
    static u32 get_##name##count(const struct core *c)         \
    {                                                          \
        return c->stack[which].count;                          \
    }
STACK_REGISTERS(c, STACK_CALL, CONTEXT_CALL)
STACK_REGISTERS(d, STACK_DATA, CONTEXT_DATA)
STACK_REGISTERS(i, STACK_ISR, CONTEXT_ISR)

static const struct special {
    const char *name;
    u32 (*get)(const struct core *c);
    bool (*set)(struct core *c, u32 value); /* NULL: read only */
} specials[] = {{"ip", get_ip, set_ip},
                {"flags", core_flags, set_flags},
                {"csp", get_csp, set_csp},
                {"dsp", get_dsp, set_dsp},
                {"isp", get_isp, set_isp},
                {"in_isr", get_in_isr, NULL},
                {"irq_masked", get_masked, set_masked},
                {"call_base", get_cbase, set_cbase},
                {"data_base", get_dbase, set_dbase},
                {"isr_base", get_ibase, set_ibase},
                {"call_count", get_ccount, NULL},
                {"data_count", get_dcount, NULL},
                {"isr_count", get_icount, NULL}};

u32 control_register_count(void)
{
    return GENERAL + (u32)ARRAY_LEN(specials);
}

const char *control_register_name(u32 i)
{
    static const char *const general[GENERAL] = {
        "r0",  "r1",  "r2",  "r3",  "r4",  "r5",  "r6",  "r7",
        "r8",  "r9",  "r10", "r11", "r12", "r13", "r14", "r15",
        "r16", "r17", "r18", "r19", "r20", "r21", "r22", "r23",
        "r24", "r25", "r26", "r27", "r28", "r29", "r30", "r31"};
    return i < GENERAL ? general[i] : specials[i - GENERAL].name;
}

i32 control_register_find(const char *name)
{
    if (strcmp(name, "sp") == 0)
        return 30;
    if (strcmp(name, "fp") == 0)
        return 31;
    for (u32 i = 0; i < control_register_count(); i++)
        if (strcmp(name, control_register_name(i)) == 0)
            return (i32)i;
    return -1;
}

u32 control_register_get(const struct core *c, u32 i)
{
    return i < GENERAL ? c->r[i] : specials[i - GENERAL].get(c);
}

bool control_register_set(struct core *c, u32 i, u32 value)
{
    if (i < GENERAL) {
        c->r[i] = value;
        return true;
    }
    const struct special *s = &specials[i - GENERAL];
    return s->set && s->set(c, value);
}

static u32 there(const struct machine *m, u32 at, u32 n)
{
    const struct ram *r = &m->bus.ram;
    u64 end = (u64)at + n < (u64)1 << 32 ? (u64)at + n : (u64)1 << 32;
    if (ram_has(r, at, end - at))
        return (u32)(end - at);
    u32 got = 0;
    while (at + (u64)got < end && ram_has(r, (u64)at + got, 1))
        got++;
    return got;
}

u32 control_memory_read(const struct machine *m, u32 at, u8 *bytes, u32 n)
{
    u32 got = there(m, at, n);
    if (got != 0)
        ram_read(&m->bus.ram, at, bytes, got);
    return got;
}

u32 control_memory_write(struct machine *m, u32 at, const u8 *bytes, u32 n)
{
    struct ram *r = &m->bus.ram;
    u32 got = there(m, at, n);
    if (got == 0)
        return 0;
    ram_write(r, at, bytes, got);
    codemap_written_slow(m, at, got);
    fb_stored(m, at, got);
    observe_written(m, at, got);
    return got;
}
