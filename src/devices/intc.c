/* SPDX-License-Identifier: MIT
 *
 * INTC: the registers of the interrupt controller. The bits themselves belong
 * to the cores and to irq.c, which also delivers; this file only says which
 * offset means which of them. Invariant: every access acts on the bank of the
 * core that makes it, PRIORITY excepted, which all share.
 */
#include <lamp/dev/intc.h>

#include <lamp/board.h>
#include <util/log.h>
#include <vm/device.h>
#include <vm/irq.h>
#include <vm/snap.h>

enum intc_part {
    PART_NONE,
    PART_PENDING,
    PART_ENABLE,
    PART_PRIORITY,
    PART_EOI
};

struct intc {
    u32 warned; /* host state: one warning in a machine's life */
};

/* Which register an offset is; its index there. */
static enum intc_part part_of(u32 off, u32 *index)
{
    static const struct {
        enum intc_part part;
        u32 base, words;
    } table[] = {{PART_PENDING, INTC_PENDING, IRQ_WORDS},
                 {PART_ENABLE, INTC_ENABLE, IRQ_WORDS},
                 {PART_PRIORITY, INTC_PRIORITY, IRQ_VECTORS},
                 {PART_EOI, INTC_EOI, 1}};
    for (u32 i = 0; i < ARRAY_LEN(table); i++) {
        *index = (off - table[i].base) / 4;
        if (off >= table[i].base && *index < table[i].words)
            return table[i].part;
    }
    return PART_NONE;
}

static u32 intc_read(struct device *d, u32 cpu, u32 off)
{
    u32 index;
    switch (part_of(off, &index)) {
    case PART_PENDING:
        return irq_pending_word(d->m, cpu, index);
    case PART_ENABLE:
        return irq_enable_word(d->m, cpu, index);
    case PART_PRIORITY:
        return irq_priority(d->m, index);
    case PART_EOI:
    case PART_NONE:
        break;
    }
    return 0;
}

/* A write that means nothing: refused when strict, else told once. */
static void write_refuse(struct device *d, u32 cpu, u32 off, u32 value,
                         const char *why)
{
    struct intc *i = d->state;
    if (device_panic_strict(d, FAULT_ACCESS,
                            "INTC +0x%03X: %s: core %u stored 0x%08X", off, why,
                            cpu, value))
        return;
    if (i->warned)
        return;
    i->warned = 1;
    log_warn("INTC +0x%03X: %s: core %u stored 0x%08X; ignored, as others will "
             "be without a message",
             off, why, cpu, value);
}

static void intc_write(struct device *d, u32 cpu, u32 off, u32 value)
{
    u32 index;
    switch (part_of(off, &index)) {
    case PART_PENDING:
        irq_pending_or(d->m, cpu, index, value);
        return;
    case PART_ENABLE:
        irq_enable_set(d->m, cpu, index, value);
        return;
    case PART_PRIORITY:
        irq_priority_set(d->m, index, (u8)value);
        return;
    case PART_EOI:
        if (value < IRQ_VECTORS)
            irq_eoi(d->m, cpu, value);
        else
            write_refuse(d, cpu, off, value, "EOI of no vector");
        return;
    case PART_NONE:
        write_refuse(d, cpu, off, value, "no register");
        return;
    }
}

static const char *intc_register_name(u32 off)
{
    static const char *const name[] = {[PART_NONE] = NULL,
                                       [PART_PENDING] = "PENDING",
                                       [PART_ENABLE] = "ENABLE",
                                       [PART_PRIORITY] = "PRIORITY",
                                       [PART_EOI] = "EOI"};
    u32 index;
    return off % 4 != 0 ? NULL : name[part_of(off, &index)];
}

static void intc_sync(struct device *d, struct snap *s)
{
    struct intc *i = d->state;
    SNAP_BEGIN(s, "intc", i);
    SNAP_SKIP(s, i->warned);
    SNAP_END(s, i);
}

const struct device_class intc_device = {
    .name = "intc",
    .size = sizeof(struct intc),
    .widths = 4,
    .sync = intc_sync,
    .read = intc_read,
    .write = intc_write,
    .register_name = intc_register_name,
};
