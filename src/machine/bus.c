/* SPDX-License-Identifier: MIT
 *
 * Every access of a core that is not the plain fast path: what an address
 * means, byte ranges that straddle regions, register windows, ports. The
 * rules are those of docs/isa.md, section 5, in the order given there:
 * alignment, then region, and nothing is written before all is known.
 *
 * Only here (and in irq.c, smp.c, clock.c, machine.c) is the machine lock
 * taken; devices are called with it held.
 */
#include <vm/bus.h>

#include <lamp/board.h>
#include <util/log.h>
#include <vm/codemap.h>
#include <vm/debug.h>
#include <vm/machine.h>
#include <vm/observe.h>
#include <vm/snap.h>

static const struct bus_window *window_find(const struct bus *b, u32 at)
{
    for (u32 i = 0; i < b->window_count; i++)
        if (at - b->window[i].base < b->window[i].size)
            return &b->window[i];
    return NULL;
}

static bool window_touched(const struct bus *b, u32 at, u32 n)
{
    for (u32 i = 0; i < b->window_count; i++)
        if (range_overlaps(at, n, b->window[i].base, b->window[i].size))
            return true;
    return false;
}

/* The reserved ranges of board.def: ordinary RAM unless --strict. */
static const char *reserved_name(u32 at, u32 n)
{
    static const struct {
        const char *name;
        u32 base, size;
        bool reserved;
    } range[] = {
#define RANGE_RAM false
#define RANGE_REGISTERS false
#define RANGE_STORAGE false
#define RANGE_RESERVED true
#define BOARD_RANGE(name, kind, base, size, device, meaning) \
    {#name, base, size, RANGE_##kind},
#include <lamp/board.def>
    };
    for (u32 i = 0; i < ARRAY_LEN(range); i++)
        if (range[i].reserved &&
            range_overlaps(at, n, range[i].base, range[i].size))
            return range[i].name;
    return NULL;
}

static const char *access_text(bool write)
{
    return write ? "write" : "read";
}

static void window_observed(struct core *c, const struct device *d, u32 off,
                            bool write, u32 value)
{
    const struct device_class *class = d->class;
    const char *name = class->register_name ? class->register_name(off) : NULL;
    struct device_access a = {.device = class->name,
                              .name = name ? name : "unassigned",
                              .number = off,
                              .value = value,
                              .write = write};
    observe_accessed(c, &a);
}

/* Calls the device behind a window, under the lock. */
static bool window_access(struct core *c, const struct bus_window *w, u32 at,
                          bool write, u32 *value)
{
    struct machine *m = c->m;
    struct device *d = w->device;
    u32 off = at - w->base;
    pthread_mutex_lock(&m->lock);
    m->access = c;
    m->access_failed = false;
    if (write)
        d->class->write(d, c->id, off, *value);
    else
        *value = d->class->read(d, c->id, off);
    bool ok = !m->access_failed;
    m->access = NULL;
    if (UNLIKELY(m->observers != NULL) && ok)
        window_observed(c, d, off, write, *value);
    pthread_mutex_unlock(&m->lock);
    log_debug(LOG_device, "core %u %s %s +0x%02X: 0x%08X", c->id,
              access_text(write), d->class->name, off, *value);
    return ok;
}

/* The checks that precede every data access. *w: the window that answers. */
static bool access_check(struct core *c, u32 at, u32 width, bool write,
                         const struct bus_window **w)
{
    const struct bus *b = &c->m->bus;
    *w = width == 4 ? window_find(b, at) : NULL;
    if (at % width != 0 && (width == 2 || *w != NULL)) {
        core_panic(c, PANIC_MISALIGNED, "%u-bit %s at 0x%08X%s", width * 8,
                   access_text(write), at, *w ? " in a register window" : "");
        return false;
    }
    if (at % width != 0 && c->strict) {
        core_panic_strict(c, PANIC_MISALIGNED, "%u-bit %s at 0x%08X", width * 8,
                          access_text(write), at);
        return false;
    }
    if (*w == NULL && !ram_has(&b->ram, at, width)) {
        core_panic(c, PANIC_BOUNDS, "%u-bit %s at 0x%08X", width * 8,
                   access_text(write), at);
        return false;
    }
    if (!c->m->config.strict || *w != NULL)
        return true;
    const char *name = reserved_name(at, width);
    if (name != NULL || window_touched(b, at, width)) {
        core_panic_strict(c, PANIC_DEVICE, "%u-bit %s at 0x%08X in %s range",
                          width * 8, access_text(write), at,
                          name ? "a reserved" : "a register window's");
        return false;
    }
    return true;
}

bool bus_load(struct core *c, u32 at, u32 width, u32 *value)
{
    const struct bus_window *w;
    if (!access_check(c, at, width, false, &w))
        return false;
    if (w != NULL)
        return window_access(c, w, at, false, value);
    const struct ram *r = &c->m->bus.ram;
    *value = width == 1   ? ram_get8(r, at)
             : width == 2 ? ram_get16(r, at)
                          : ram_get32_any(r, at);
    return true;
}

/* After bytes were stored: damage of the framebuffer, lifted code. */
static void stored(struct machine *m, u32 at, u32 n)
{
    struct ram *r = &m->bus.ram;
    u64 last = ((u64)at + n - 1) >> GRANULE_SHIFT;
    u32 marks = 0;
    for (u64 g = at >> GRANULE_SHIFT; g <= last; g++)
        marks |= atomic_load_explicit(&r->map[g], memory_order_relaxed);
    if (marks & MARK_CLEAN)
        fb_stored(m, at, n);
    if (marks & MARK_CODE)
        codemap_written(m, r, at, n);
}

void bus_stored(struct core *c, u32 at, u32 n)
{
    stored(c->m, at, n);
}

bool bus_store(struct core *c, u32 at, u32 width, u32 value)
{
    const struct bus_window *w;
    if (!access_check(c, at, width, true, &w))
        return false;
    if (w != NULL)
        return window_access(c, w, at, true, &value);
    struct ram *r = &c->m->bus.ram;
    if (width == 1)
        ram_put8(r, at, (u8)value);
    else if (width == 2)
        ram_put16(r, at, (u16)value);
    else
        ram_put32_any(r, at, value);
    stored(c->m, at, width);
    return true;
}

_Atomic u32 *bus_atomic(struct core *c, u32 at, const char *name)
{
    const struct bus *b = &c->m->bus;
    if (at % 4 != 0) {
        core_panic(c, PANIC_MISALIGNED_ATOMIC, "%s at 0x%08X", name, at);
        return NULL;
    }
    if (window_touched(b, at, 4) ||
        range_overlaps(at, 4, FB_ALIAS_BASE, FB_ALIAS_SIZE) ||
        range_overlaps(at, 4, b->ram.fb_base, FB_SIZE)) {
        core_panic(c, PANIC_ATOMIC_DEVICE, "%s at 0x%08X", name, at);
        return NULL;
    }
    if (!ram_is_plain(&b->ram, at, 4)) {
        core_panic(c, PANIC_BOUNDS, "32-bit atomic read and write at 0x%08X",
                   at);
        return NULL;
    }
    const char *reserved = c->m->config.strict ? reserved_name(at, 4) : NULL;
    if (reserved != NULL) {
        core_panic_strict(c, PANIC_DEVICE, "%s at 0x%08X in a reserved range",
                          name, at);
        return NULL;
    }
    return (_Atomic u32 *)(void *)(b->ram.base + at);
}

void bus_atomic_begin(struct core *c, u32 at)
{
    c->revoking = codemap_revoke(c->m, at, 4);
}

void bus_atomic_done(struct core *c, u32 at)
{
    if (c->revoking)
        codemap_release(c->m);
    c->revoking = false;
    if (ram_marks(&c->m->bus.ram, at) & MARK_CODE)
        codemap_written(c->m, &c->m->bus.ram, at, 4);
}

/* How many bytes from `at` on a block instruction may touch, at most n. */
static u32 block_run(const struct core *c, u32 at, u32 n)
{
    const struct bus *b = &c->m->bus;
    u64 end = (u64)b->ram.fb_base + FB_SIZE;
    if (at >= end)
        end = at >= FB_ALIAS_BASE ? (u64)FB_ALIAS_BASE + FB_SIZE : 0;
    u64 run = at < end ? end - at : 0;
    if (!c->m->config.strict)
        return run < n ? (u32)run : n;
    for (u32 i = 0; i < b->window_count; i++) {
        const struct bus_window *w = &b->window[i];
        if (range_overlaps(at, run, w->base, w->size))
            run = w->base > at ? w->base - at : 0;
    }
    u32 fit = run < n ? (u32)run : n;
    while (fit != 0 && reserved_name(at, fit) != NULL)
        fit /= 2; /* exact enough: the next call comes closer */
    return fit;
}

static void block_panic(struct core *c, u32 at, bool write, const char *name)
{
    if (ram_has(&c->m->bus.ram, at, 1))
        core_panic_strict(c, PANIC_DEVICE,
                          "%s: 8-bit %s at 0x%08X in a register window", name,
                          access_text(write), at);
    else
        core_panic(c, PANIC_BOUNDS, "%s: 8-bit %s at 0x%08X", name,
                   access_text(write), at);
}

bool bus_fill(struct core *c, u32 to, u8 value, u32 n, u32 *done,
              const char *name)
{
    *done = 0;
    while (*done < n) {
        u32 at = to + *done;
        u32 run = block_run(c, at, n - *done);
        if (run == 0) {
            block_panic(c, at, true, name);
            return false;
        }
        ram_fill(&c->m->bus.ram, at, value, run);
        stored(c->m, at, run);
        *done += run;
    }
    return true;
}

/* An ascending copy within storage whose destination may overlap the source
 * from above: bytes written are read again `gap` bytes later. */
static void copy_ascending(struct ram *r, u32 to, u32 from, u32 n)
{
    u32 gap = to - from;
    if (gap >= n) { /* no overlap that matters, or from below */
        ram_copy(r, to, from, n);
        return;
    }
    if (gap < 16) {
        for (u32 i = 0; i < n; i++)
            ram_put8(r, to + i, ram_get8(r, from + i));
        return;
    }
    for (u32 i = 0; i < n; i += gap)
        ram_copy(r, to + i, from + i, n - i < gap ? n - i : gap);
}

/* The two framebuffer windows are one storage: ranges in different windows
 * may be the same bytes. Then only a byte-wise copy is right. */
static bool storage_aliases(const struct ram *r, u32 to, u32 from, u32 n)
{
    bool low = range_overlaps(to, n, FB_ALIAS_BASE, FB_ALIAS_SIZE) ||
               range_overlaps(from, n, FB_ALIAS_BASE, FB_ALIAS_SIZE);
    bool high = range_overlaps(to, n, r->fb_base, FB_SIZE) ||
                range_overlaps(from, n, r->fb_base, FB_SIZE);
    return low && high;
}

bool bus_copy(struct core *c, u32 to, u32 from, u32 n, u32 *done,
              const char *name)
{
    struct ram *r = &c->m->bus.ram;
    *done = 0;
    while (*done < n) {
        u32 source = from + *done, target = to + *done;
        u32 run = block_run(c, source, n - *done);
        if (run == 0) {
            block_panic(c, source, false, name);
            return false;
        }
        run = block_run(c, target, run);
        if (run == 0) {
            block_panic(c, target, true, name);
            return false;
        }
        if (storage_aliases(r, target, source, run))
            for (u32 i = 0; i < run; i++)
                ram_put8(r, target + i, ram_get8(r, source + i));
        else
            copy_ascending(r, target, source, run);
        stored(c->m, target, run);
        *done += run;
    }
    return true;
}

static u32 slot_at(const struct core *c, u32 stack, u32 index)
{
    const struct stack *s = &c->stack[stack];
    return s->base + index * s->slot;
}

u32 bus_slot_load(struct core *c, u32 stack, u32 index)
{
    return ram_get32_any(&c->m->bus.ram, slot_at(c, stack, index));
}

void bus_slot_store(struct core *c, u32 stack, u32 index, u32 value)
{
    struct ram *r = &c->m->bus.ram;
    u32 at = slot_at(c, stack, index), slot = c->stack[stack].slot;
    ram_put32_any(r, at, value);
    if (slot == 8)
        ram_put32_any(r, at + 4, 0);
    if ((ram_marks(r, at) | ram_marks(r, at + slot - 1)) & MARK_CODE)
        codemap_written(c->m, r, at, slot);
}

void bus_slots_load(struct core *c, u32 stack, u32 index, u32 *values, u32 n)
{
    const struct ram *r = &c->m->bus.ram;
    u32 at = slot_at(c, stack, index);
    for (u32 i = 0; i < n; i++)
        values[i] = at % 8 == 0 ? (u32)ram_get64(r, at + 8 * i)
                                : ram_get32_any(r, at + 8 * i);
}

void bus_slots_store(struct core *c, u32 stack, u32 index, const u32 *values,
                     u32 n)
{
    struct ram *r = &c->m->bus.ram;
    u32 at = slot_at(c, stack, index);
    if (at % 8 != 0) {
        for (u32 i = 0; i < n; i++)
            bus_slot_store(c, stack, index + i, values[i]);
        return;
    }
    for (u32 i = 0; i < n; i++)
        ram_put64(r, at + 8 * i, values[i]);
    u32 marks = 0;
    for (u32 b = at & -(u32)GRANULE_BYTES; b < at + 8 * n; b += GRANULE_BYTES)
        marks |= ram_marks(r, b);
    if (marks & MARK_CODE)
        codemap_written(c->m, r, at, 8 * n);
}

static const char *const stack_name[STACK_COUNT] = {
    [STACK_CALL] = "call", [STACK_DATA] = "data", [STACK_ISR] = "interrupt"};

bool bus_push(struct core *c, u32 stack, u32 value, const char *what)
{
    struct stack *s = &c->stack[stack];
    if (s->index == 0) {
        core_panic(c, PANIC_OVERFLOW, "%s stack, %s", stack_name[stack], what);
        return false;
    }
    s->index--;
    bus_slot_store(c, stack, s->index, value);
    return true;
}

bool bus_pop(struct core *c, u32 stack, u32 *value, const char *what)
{
    struct stack *s = &c->stack[stack];
    if (s->index >= s->count) {
        core_panic(c, PANIC_UNDERFLOW, "%s stack, %s", stack_name[stack], what);
        return false;
    }
    *value = bus_slot_load(c, stack, s->index);
    s->index++;
    return true;
}

const char *bus_port_name(u32 port)
{
    switch (port) {
#define BOARD_PORT(name, number, device, meaning) \
    case number:                                  \
        return #name;
#include <lamp/board.def>
    default:
        return "scratch";
    }
}

static void port_observed(struct core *c, const struct device *d, u32 port,
                          bool write, u32 value)
{
    struct device_access a = {.device = d ? d->class->name : "none",
                              .name = bus_port_name(port),
                              .number = port,
                              .value = value,
                              .port = true,
                              .write = write};
    observe_accessed(c, &a);
}

/* Reads or writes a port; false: panic. */
static bool port_access(struct core *c, u32 port, bool write, u32 *value)
{
    struct machine *m = c->m;
    if (port >= BUS_PORTS) {
        core_panic(c, PANIC_PORT, "%s port 0x%X", write ? "out to" : "in from",
                   port);
        return false;
    }
    pthread_mutex_lock(&m->lock);
    struct device *d = m->bus.port[port];
    m->access = c;
    m->access_failed = false;
    if (d == NULL && write)
        m->bus.scratch[port] = *value;
    else if (d == NULL)
        *value = m->bus.scratch[port];
    else if (write)
        d->class->out(d, c->id, port, *value);
    else
        *value = d->class->in(d, c->id, port);
    bool ok = !m->access_failed;
    m->access = NULL;
    if (UNLIKELY(m->observers != NULL) && ok)
        port_observed(c, d, port, write, *value);
    pthread_mutex_unlock(&m->lock);
    log_debug(LOG_device, "core %u %s port 0x%02X %s: 0x%08X", c->id,
              write ? "out" : "in", port, bus_port_name(port), *value);
    return ok;
}

/* A guest that looks for input gets what a debugger holds back. */
static void note_input(struct core *c, u32 port)
{
    if (UNLIKELY(c->m->debug != NULL) &&
        (port == PORT_SERIAL_CTRL || port == PORT_SERIAL_RX))
        debug_input_asked(c->m);
}

bool bus_port_read(struct core *c, u32 port, u32 *value)
{
    note_input(c, port);
    return port_access(c, port, false, value);
}

bool bus_port_write(struct core *c, u32 port, u32 value)
{
    note_input(c, port);
    return port_access(c, port, true, &value);
}

void bus_sync(struct bus *b, struct snap *s)
{
    /* RAM is visited by the machine; the map is rebuilt. */
    snap_begin(s, "bus");
    SNAP_ARRAY(s, b->scratch);
    snap_end(s, "bus", sizeof b->scratch);
}
