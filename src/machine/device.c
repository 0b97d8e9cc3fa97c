/* SPDX-License-Identifier: MIT
 *
 * What the machine offers its devices (vm/device.h): panics and exits of the
 * access in progress, waiting, DMA, and the framebuffer's damage. Devices
 * know nothing of cores; what they may do to one goes through here.
 */
#include <vm/device.h>

#include <stdarg.h>
#include <stdio.h>

#include <lamp/board.h>
#include <lamp/dev/fb.h>
#include <vm/codemap.h>
#include <vm/machine.h>
#include <vm/observe.h>

enum { MARKS_PER_ROW = FB_STRIDE / GRANULE_BYTES };
_Static_assert(FB_STRIDE % GRANULE_BYTES == 0, "rows are whole granules");

const struct config *device_config(const struct device *d)
{
    return &d->m->config;
}

static enum panic_cause cause_of(enum device_fault f)
{
    switch (f) {
    case FAULT_READ_ONLY:
        return PANIC_READ_ONLY;
    case FAULT_CONTEXT:
        return PANIC_CONTEXT;
    case FAULT_ACCESS:
        break;
    }
    return PANIC_DEVICE;
}

void device_panic(struct device *d, enum device_fault cause, const char *format,
                  ...)
{
    char text[160];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (d->m->access == NULL)
        return;
    core_panic(d->m->access, cause_of(cause), "%s", text);
    d->m->access_failed = true;
}

bool device_panic_strict(struct device *d, enum device_fault cause,
                         const char *format, ...)
{
    char text[160];
    va_list args;
    if (!d->m->config.strict || d->m->access == NULL)
        return false;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    core_panic_strict(d->m->access, cause_of(cause), "%s", text);
    d->m->access_failed = true;
    return true;
}

void device_exit(struct device *d, u32 status)
{
    u32 cpu = d->m->access != NULL ? d->m->access->id : 0;
    machine_end(d->m, MACHINE_HALTED, (int)status, cpu, 0);
}

bool device_wait(struct device *d)
{
    struct machine *m = d->m;
    if (atomic_load(&m->ending))
        return false;
    /* Another core's access may come in between. */
    struct core *access = m->access;
    bool failed = m->access_failed;
    pthread_cond_wait(&m->progress, &m->lock);
    m->access = access;
    m->access_failed = failed;
    return !atomic_load(&m->ending);
}

void device_progress(struct device *d)
{
    pthread_cond_broadcast(&d->m->progress);
}

void device_kick(struct device *d)
{
    machine_kick(d->m);
}

bool dma_range_ok(const struct device *d, u64 at, u64 n)
{
    return ram_is_plain(&d->m->bus.ram, at, n);
}

bool dma_read(struct device *d, u64 at, void *to, u64 n)
{
    if (!dma_range_ok(d, at, n))
        return false;
    ram_read(&d->m->bus.ram, (u32)at, to, n);
    return true;
}

bool dma_write(struct device *d, u64 at, const void *from, u64 n)
{
    if (!dma_range_ok(d, at, n))
        return false;
    ram_write(&d->m->bus.ram, (u32)at, from, n);
    /* Against a core that claims these bytes as code just now. */
    atomic_thread_fence(memory_order_seq_cst);
    codemap_written(d->m, &d->m->bus.ram, (u32)at, (u32)n);
    if (UNLIKELY(d->m->observers != NULL))
        observe_written(d->m, (u32)at, (u32)n);
    return true;
}

struct device *device_find(const struct machine *m, const char *name)
{
    for (u32 i = 0; i < m->device_count; i++)
        if (strcmp(m->device[i]->class->name, name) == 0)
            return m->device[i];
    return NULL;
}

int device_ctl(struct device *d, enum device_verb verb, void *arg)
{
    return d->class->ctl != NULL ? d->class->ctl(d, verb, arg) : 0;
}

const u8 *device_fb_pixels(const struct device *d)
{
    return d->m->bus.ram.base + d->m->bus.ram.fb_base;
}

/* The granules of a framebuffer row in one of its windows. */
static _Atomic u8 *row_marks(struct ram *r, u32 base, u32 row)
{
    return &r->map[(base + row * FB_STRIDE) >> GRANULE_SHIFT];
}

void device_fb_watch(struct device *d, u32 row)
{
    struct ram *r = &d->m->bus.ram;
    _Atomic u8 *low = row_marks(r, FB_ALIAS_BASE, row);
    _Atomic u8 *high = row_marks(r, r->fb_base, row);
    for (u32 i = 0; i < MARKS_PER_ROW; i++) {
        atomic_fetch_or_explicit(&low[i], MARK_CLEAN, memory_order_relaxed);
        atomic_fetch_or_explicit(&high[i], MARK_CLEAN, memory_order_relaxed);
    }
}

static void rows_stored(struct machine *m, u32 first, u32 last)
{
    struct ram *r = &m->bus.ram;
    u8 keep = (u8)~MARK_CLEAN;
    for (u32 row = first; row <= last; row++) {
        _Atomic u8 *low = row_marks(r, FB_ALIAS_BASE, row);
        _Atomic u8 *high = row_marks(r, r->fb_base, row);
        for (u32 i = 0; i < MARKS_PER_ROW; i++) {
            atomic_fetch_and_explicit(&low[i], keep, memory_order_relaxed);
            atomic_fetch_and_explicit(&high[i], keep, memory_order_relaxed);
        }
    }
    device_fb_damage(m->fb, first, last);
}

static void window_stored(struct machine *m, u32 at, u32 n, u32 base)
{
    if (!range_overlaps(at, n, base, FB_SIZE))
        return;
    u64 end = (u64)at + n;
    u32 from = at > base ? at - base : 0;
    u32 to = end < (u64)base + FB_SIZE ? (u32)(end - base) : FB_SIZE;
    rows_stored(m, from / FB_STRIDE, (to - 1) / FB_STRIDE);
}

void fb_stored(struct machine *m, u32 at, u32 n)
{
    window_stored(m, at, n, FB_ALIAS_BASE);
    window_stored(m, at, n, m->bus.ram.fb_base);
}
