/* SPDX-License-Identifier: MIT
 *
 * The parts of the board that a core of the oracle can ask (docs/board.md):
 * the interrupt controller and the context ports in full, SYSINFO of a
 * machine without a disk, scratch ports, and serial and PS/2 ports
 * on which nothing ever arrives. Clocks and the disk make it opaque.
 */
#include "oracle.h"

#include <lamp/dev/exit.h>
#include <lamp/dev/fb.h>
#include <lamp/dev/intc.h>
#include <lamp/dev/sysinfo.h>
#include <lamp/dev/time.h>

static const char READ_ONLY[] = "read-only register";
static const char BAD_CONTEXT[] = "bad context value";

static bool within(u32 at, u32 base, u32 size)
{
    return at >= base && at - base < size;
}

bool oracle_in_registers(u32 at)
{
    return within(at, TIME_BASE, TIME_SIZE) ||
           within(at, SYSINFO_BASE, SYSINFO_SIZE) ||
           within(at, INTC_BASE, INTC_SIZE);
}

void oracle_request(struct oracle *o, u32 v)
{
    o->pending_count += !o->pending[v];
    o->pending[v] = 1;
}

static void withdraw(struct oracle *o, u32 v)
{
    o->pending_count -= o->pending[v];
    o->pending[v] = 0;
}

bool oracle_wanted(const struct oracle *o)
{
    if (o->pending_count == 0)
        return false;
    for (u32 v = 0; v < 256; v++)
        if (o->pending[v] && o->enable[v])
            return true;
    return false;
}

u32 oracle_deliverable(const struct oracle *o)
{
    const u8 *priority = o->first != NULL ? o->first->priority : o->priority;
    u32 best = ORACLE_NOBODY;
    if (o->pending_count == 0 || o->in_isr || o->irq_masked)
        return best;
    for (u32 v = 0; v < 256; v++)
        if (o->pending[v] && o->enable[v] &&
            (best == ORACLE_NOBODY || priority[v] > priority[best]))
            best = v;
    return best;
}

bool oracle_deliver_one(struct oracle *o, u32 v)
{
    u32 handler;
    o->pc = o->ip;
    withdraw(o, v);
    if (!oracle_handler(o, v, &handler))
        return false;
    o->in_service[v] = 1;
    o->serving = v;
    oracle_enter(o, v, handler);
    return true;
}

void oracle_deliver(struct oracle *o)
{
    u32 v = oracle_deliverable(o);
    while (v != ORACLE_NOBODY && !oracle_deliver_one(o, v))
        v = oracle_deliverable(o);
}

static u32 bits_of(const u8 *a, const u8 *b, u32 word)
{
    u32 bits = 0;
    for (u32 i = 0; i < 32; i++)
        if (a[32 * word + i] || b[32 * word + i])
            bits |= (u32)1 << i;
    return bits;
}

static u32 intc_load(struct oracle *o, u32 off)
{
    o->opaque |= o->storm && off == INTC_PENDING + 28;
    if (off < INTC_PENDING + 32)
        return bits_of(o->pending, o->in_service, off / 4);
    if (within(off, INTC_ENABLE, 32))
        return bits_of(o->enable, o->enable, (off - INTC_ENABLE) / 4);
    if (within(off, INTC_PRIORITY, 1024))
        return oracle_first(o)->priority[(off - INTC_PRIORITY) / 4];
    return 0;
}

static void eoi(struct oracle *o, u32 v)
{
    if (v > 255)
        return;
    if (o->in_service[v])
        o->in_service[v] = 0;
    else
        withdraw(o, v);
}

static bool intc_store(struct oracle *o, u32 off, u32 value)
{
    if (off < INTC_PENDING + 32) {
        for (u32 i = 0; i < 32; i++)
            if (value >> i & 1)
                oracle_request(o, off / 4 * 32 + i);
    } else if (within(off, INTC_ENABLE, 32)) {
        for (u32 i = 0; i < 32; i++)
            o->enable[(off - INTC_ENABLE) / 4 * 32 + i] = value >> i & 1;
    } else if (within(off, INTC_PRIORITY, 1024)) {
        oracle_first(o)->priority[(off - INTC_PRIORITY) / 4] = (u8)value;
    } else if (off == INTC_EOI && (value <= 255 || !o->strict)) {
        eoi(o, value);
    } else if (o->strict) {
        return oracle_die(o, "bad device access");
    }
    return true;
}

static u32 sysinfo_load(struct oracle *o, u32 off)
{
    static const u8 vendor[16] = "LampVM";
    switch (off) {
    case SYSINFO_MAGIC:
        return 0x31494D56;
    case SYSINFO_RAM_LO:
        return o->ram_size;
    case SYSINFO_CORES:
        return oracle_first(o)->cores;
    case SYSINFO_ARCH:
    case SYSINFO_ENDIAN:
        return 1;
    case SYSINFO_VERSION:
        return 2;
    case SYSINFO_PHYS_BITS:
        return 32;
    case SYSINFO_PAGE_SIZE:
        return 4096;
    case SYSINFO_TIMER_HZ:
        return 1000000000;
    case SYSINFO_FEATURES:
        return oracle_first(o)->cores > 1 ? 0x0007003B : 0x00070033;
    case SYSINFO_FB_WIDTH:
        return 640;
    case SYSINFO_FB_HEIGHT:
        return 480;
    case SYSINFO_FB_BPP:
        return 4;
    case SYSINFO_FB_STRIDE:
        return 2560;
    case SYSINFO_BOOT_LO:
    case SYSINFO_BOOT_HI:
        o->opaque = true;
        return 0;
    }
    if (within(off, SYSINFO_VENDOR, 16))
        return get_le32(vendor + (off - SYSINFO_VENDOR));
    return 0; /* RAM_HI, DISK_LO, DISK_HI */
}

bool oracle_reg_load(struct oracle *o, u32 at, u32 *value)
{
    if (within(at, INTC_BASE, INTC_SIZE)) {
        *value = intc_load(o, at - INTC_BASE);
    } else if (within(at, SYSINFO_BASE, SYSINFO_SIZE)) {
        *value = sysinfo_load(o, at - SYSINFO_BASE);
    } else {
        *value = 1;
        o->opaque |= at - TIME_BASE != TIME_CTRL;
    }
    return true;
}

bool oracle_reg_store(struct oracle *o, u32 at, u32 value)
{
    if (within(at, INTC_BASE, INTC_SIZE))
        return intc_store(o, at - INTC_BASE, value);
    if (at - TIME_BASE != TIME_CTRL)
        return oracle_die(o, READ_ONLY);
    o->opaque |= value != 0; /* a tick may come */
    return true;
}

/* The stack that a context port of kind first..last names. */
static struct oracle_stack *stack_of(struct oracle *o, u32 port)
{
    switch (port) {
    case PORT_CSP:
    case PORT_CALL_BASE:
    case PORT_CALL_COUNT:
        return &o->stack[ORACLE_CALL];
    case PORT_DSP:
    case PORT_DATA_BASE:
    case PORT_DATA_COUNT:
        return &o->stack[ORACLE_DATA];
    default:
        return &o->stack[ORACLE_ISR];
    }
}

bool oracle_port_in(struct oracle *o, u32 port, u32 *value)
{
    *value = 0;
    if (port > 255)
        return oracle_die(o, "port out of range");
    if (port == PORT_CSP || port == PORT_DSP || port == PORT_ISP)
        *value = stack_of(o, port)->index;
    else if (port >= PORT_CALL_BASE && port <= PORT_ISR_BASE)
        *value = stack_of(o, port)->base;
    else if (port >= PORT_CALL_COUNT && port <= PORT_ISR_COUNT)
        *value = stack_of(o, port)->count;
    else if (port == PORT_IRQ_MASKED)
        *value = o->irq_masked;
    else if (port == PORT_IN_ISR)
        *value = o->in_isr;
    else if (port == PORT_SERIAL_CTRL)
        *value = 2;
    else if (port == PORT_SERIAL_RX)
        withdraw(oracle_first(o), INT_SERIAL); /* the FIFO is left empty */
    else if (port == PORT_EXIT ||
             (port >= PORT_KBD_STATUS && port <= PORT_MOUSE_DATA))
        *value = 0;
    else if (port == PORT_DISK_STATUS)
        *value = 0;
    else
        *value = oracle_first(o)->port[port];
    return true;
}

/* The stack would lie in RAM and touch no framebuffer window. */
static bool stack_fits(const struct oracle *o, u32 base, u64 count, u32 slot)
{
    u64 end = base + count * slot;
    return end <= o->ram_size &&
           !(base < FB_ALIAS_BASE + (u64)FB_ALIAS_SIZE && end > FB_ALIAS_BASE);
}

static bool set_index(struct oracle *o, u32 port, u32 value)
{
    if (value > stack_of(o, port)->count)
        return oracle_die(o, BAD_CONTEXT);
    stack_of(o, port)->index = value;
    return true;
}

static bool set_base(struct oracle *o, u32 port, u32 value)
{
    struct oracle_stack *k = stack_of(o, port);
    if (!stack_fits(o, value, k->count, k->slot))
        return oracle_die(o, BAD_CONTEXT);
    k->base = value;
    return true;
}

static bool set_count(struct oracle *o, u32 port, u32 value)
{
    struct oracle_stack *k = stack_of(o, port);
    if (value < 1 || value > 65536 || !stack_fits(o, k->base, value, k->slot))
        return oracle_die(o, BAD_CONTEXT);
    k->count = k->index = value;
    return true;
}

/* Ports whose OUT does nothing; --strict refuses it. */
static bool read_only(u32 port)
{
    return port == PORT_SERIAL_RX || port == PORT_DISK_STATUS ||
           (port >= PORT_KBD_STATUS && port <= PORT_MOUSE_DATA);
}

static bool context_out(struct oracle *o, u32 port, u32 value)
{
    switch (port) {
    case PORT_IN_ISR:
        return oracle_die(o, READ_ONLY);
    case PORT_IRQ_MASKED:
        o->irq_masked = value != 0;
        o->must_deliver = true;
        return true;
    case PORT_CSP:
    case PORT_DSP:
    case PORT_ISP:
        return set_index(o, port, value);
    case PORT_CALL_BASE:
    case PORT_DATA_BASE:
    case PORT_ISR_BASE:
        return set_base(o, port, value);
    default:
        return set_count(o, port, value);
    }
}

bool oracle_port_out(struct oracle *o, u32 port, u32 value)
{
    if (port > 255)
        return oracle_die(o, "port out of range");
    if (port >= PORT_CSP && port <= PORT_ISR_COUNT)
        return context_out(o, port, value);
    if (read_only(port))
        return !o->strict || oracle_die(o, READ_ONLY);
    if (port == PORT_EXIT) {
        o->state = ORACLE_HALTED;
        o->exit_status = value > EXIT_STATUS_MAX ? EXIT_STATUS_MAX : value;
        return true;
    }
    if (port == PORT_DISK_CMD)
        o->opaque = true;
    oracle_first(o)->port[port] = value;
    return true;
}
