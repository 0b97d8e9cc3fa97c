/* SPDX-License-Identifier: MIT
 *
 * The context of the executing core as ports: stack indices, bases and
 * counts, the interrupt mask, whether it is in a handler. The state belongs
 * to the core (vm/context.h says what values are allowed); this file only
 * says which port means which part of it, and keeps nothing itself.
 */
#include <vm/context.h>

#include <lamp/board.h>
#include <vm/device.h>

#include "ports.h"

static u32 context_in(struct device *d, u32 cpu, u32 port)
{
    switch (port) {
    case PORT_CSP:
        return context_index(d->m, cpu, CONTEXT_CALL);
    case PORT_DSP:
        return context_index(d->m, cpu, CONTEXT_DATA);
    case PORT_ISP:
        return context_index(d->m, cpu, CONTEXT_ISR);
    case PORT_IRQ_MASKED:
        return context_irq_masked(d->m, cpu);
    case PORT_IN_ISR:
        return context_in_isr(d->m, cpu);
    case PORT_CALL_BASE:
        return context_base(d->m, cpu, CONTEXT_CALL);
    case PORT_DATA_BASE:
        return context_base(d->m, cpu, CONTEXT_DATA);
    case PORT_ISR_BASE:
        return context_base(d->m, cpu, CONTEXT_ISR);
    case PORT_CALL_COUNT:
        return context_count(d->m, cpu, CONTEXT_CALL);
    case PORT_DATA_COUNT:
        return context_count(d->m, cpu, CONTEXT_DATA);
    case PORT_ISR_COUNT:
        return context_count(d->m, cpu, CONTEXT_ISR);
    }
    return 0;
}

/* False: not a value for that port. */
static bool context_set(struct machine *m, u32 cpu, u32 port, u32 value)
{
    switch (port) {
    case PORT_CSP:
        return context_set_index(m, cpu, CONTEXT_CALL, value);
    case PORT_DSP:
        return context_set_index(m, cpu, CONTEXT_DATA, value);
    case PORT_ISP:
        return context_set_index(m, cpu, CONTEXT_ISR, value);
    case PORT_CALL_BASE:
        return context_set_base(m, cpu, CONTEXT_CALL, value);
    case PORT_DATA_BASE:
        return context_set_base(m, cpu, CONTEXT_DATA, value);
    case PORT_ISR_BASE:
        return context_set_base(m, cpu, CONTEXT_ISR, value);
    case PORT_CALL_COUNT:
        return context_set_count(m, cpu, CONTEXT_CALL, value);
    case PORT_DATA_COUNT:
        return context_set_count(m, cpu, CONTEXT_DATA, value);
    case PORT_ISR_COUNT:
        return context_set_count(m, cpu, CONTEXT_ISR, value);
    case PORT_IRQ_MASKED:
        context_set_irq_masked(m, cpu, value);
        return true;
    }
    return false;
}

static void context_out(struct device *d, u32 cpu, u32 port, u32 value)
{
    if (port == PORT_IN_ISR)
        device_panic(d, FAULT_READ_ONLY,
                     "port 0x%02X %s is read-only: core %u wrote 0x%08X", port,
                     port_name(port), cpu, value);
    else if (!context_set(d->m, cpu, port, value))
        device_panic(d, FAULT_CONTEXT, "port 0x%02X %s: core %u wrote 0x%08X",
                     port, port_name(port), cpu, value);
}

const struct device_class context_device = {
    .name = "context",
    .in = context_in,
    .out = context_out,
};
