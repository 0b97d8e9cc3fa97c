/* SPDX-License-Identifier: MIT
 *
 * TIME: three clocks of 64 bits read as two words, and the periodic tick.
 * Reading a low word samples the clock and keeps the high word for the core
 * that asked, so that a pair of reads belongs together whatever other cores
 * do. Invariant: the timer is armed exactly while period_ns is not 0. What
 * time it is, virtual or not, is vm/clock.h's affair.
 */
#include <lamp/dev/time.h>

#include <lamp/board.h>
#include <util/log.h>
#include <vm/clock.h>
#include <vm/device.h>
#include <vm/irq.h>
#include <vm/snap.h>

enum { CLOCK_REAL, CLOCK_MONO, CLOCK_BOOT, CLOCKS };

struct tick {
    u64 period_ns; /* 0: off */
    u64 deadline;  /* of the next tick, clock_mono */
    u32 latch[BOARD_CORES_MAX * CLOCKS];
    struct timer timer;
};

/* The first deadline of the series behind `now`, which is not before the
 * present one; what lies between is lost. */
static u64 deadline_after(const struct tick *t, u64 now)
{
    return t->deadline +
           ((now - t->deadline) / t->period_ns + 1) * t->period_ns;
}

static void tick_fire(void *arg)
{
    struct device *d = arg;
    struct tick *t = d->state;
    irq_raise(d->m, 0, INT_TIMER);
    t->deadline = deadline_after(t, clock_mono(d->m));
    timer_arm(d->m, &t->timer, t->deadline);
}

static void tick_set(struct device *d, u32 period_us)
{
    struct tick *t = d->state;
    timer_cancel(d->m, &t->timer);
    if (period_us != 0 && period_us < TIME_PERIOD_MIN)
        period_us = TIME_PERIOD_MIN;
    t->period_ns = (u64)period_us * 1000;
    t->deadline = 0;
    log_debug(LOG_clock, "tick every %u us", period_us);
    if (period_us == 0)
        return;
    t->deadline = clock_mono(d->m) + t->period_ns;
    timer_arm(d->m, &t->timer, t->deadline);
}

static u32 clock_low(struct device *d, u32 cpu, u32 clock, u64 now)
{
    struct tick *t = d->state;
    t->latch[cpu * CLOCKS + clock] = (u32)(now >> 32);
    return (u32)now;
}

static u32 clock_high(const struct device *d, u32 cpu, u32 clock)
{
    const struct tick *t = d->state;
    return t->latch[cpu * CLOCKS + clock];
}

static u32 time_read(struct device *d, u32 cpu, u32 off)
{
    switch (off) {
    case TIME_CTRL:
        return 1;
    case TIME_REAL_LO:
        return clock_low(d, cpu, CLOCK_REAL, clock_unix(d->m));
    case TIME_REAL_HI:
        return clock_high(d, cpu, CLOCK_REAL);
    case TIME_MONO_LO:
        return clock_low(d, cpu, CLOCK_MONO, clock_mono(d->m));
    case TIME_MONO_HI:
        return clock_high(d, cpu, CLOCK_MONO);
    case TIME_BOOT_LO:
        return clock_low(d, cpu, CLOCK_BOOT, clock_boot(d->m));
    case TIME_BOOT_HI:
        return clock_high(d, cpu, CLOCK_BOOT);
    }
    return 0;
}

static const char *time_register_name(u32 off)
{
    static const char *const name[] = {"CTRL",    "REAL_LO", "REAL_HI",
                                       "MONO_LO", "MONO_HI", "BOOT_LO",
                                       "BOOT_HI"};
    if (off % 4 != 0 || off / 4 >= ARRAY_LEN(name))
        return NULL;
    return name[off / 4];
}

static void time_write(struct device *d, u32 cpu, u32 off, u32 value)
{
    if (off == TIME_CTRL)
        tick_set(d, value);
    else
        device_panic(d, FAULT_READ_ONLY,
                     "TIME +0x%02X %s is read-only: core %u stored 0x%08X", off,
                     time_register_name(off), cpu, value);
}

static bool time_init(struct device *d, struct err *e)
{
    struct tick *t = d->state;
    (void)e;
    t->timer.fire = tick_fire;
    t->timer.arg = d;
    return true;
}

static void time_fini(struct device *d)
{
    struct tick *t = d->state;
    timer_cancel(d->m, &t->timer);
}

static void time_reset(struct device *d)
{
    struct tick *t = d->state;
    tick_set(d, 0);
    memset(t->latch, 0, sizeof t->latch);
}

/* After a load: a period that no write can make could fire without end. */
static void tick_restore(struct device *d, struct snap *s)
{
    struct tick *t = d->state;
    timer_cancel(d->m, &t->timer);
    if (t->period_ns == 0)
        return;
    if (t->period_ns < (u64)TIME_PERIOD_MIN * 1000 ||
        t->period_ns > (u64)UINT32_MAX * 1000 || t->deadline >= CLOCK_NEVER) {
        t->period_ns = 0;
        s->failed = true;
        return;
    }
    timer_arm(d->m, &t->timer, t->deadline);
}

static void time_sync(struct device *d, struct snap *s)
{
    struct tick *t = d->state;
    SNAP_BEGIN(s, "time", t);
    SNAP(s, t->period_ns);
    SNAP(s, t->deadline);
    SNAP_ARRAY(s, t->latch);
    SNAP_SKIP(s, t->timer);
    SNAP_END(s, t);
    if (s->mode == SNAP_LOAD)
        tick_restore(d, s);
}

const struct device_class time_device = {
    .name = "time",
    .size = sizeof(struct tick),
    .widths = 4,
    .init = time_init,
    .fini = time_fini,
    .reset = time_reset,
    .sync = time_sync,
    .read = time_read,
    .write = time_write,
    .register_name = time_register_name,
};
