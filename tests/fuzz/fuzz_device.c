/* SPDX-License-Identifier: MIT
 *
 * Bytes as a life of the devices: loads and stores of every width all over
 * the windows, ports, DMA through the disk, input from outside, time, resets,
 * and state saved and loaded in between. Promised: an access either works or
 * panics; saved state loads, and saves as the same bytes; queues stay within
 * their size.
 */
#include "fuzz.h"

#include <lamp/board.h>
#include <util/buf.h>
#include <vm/clock.h>
#include <vm/machine.h>
#include <vm/snap.h>

enum { CORES = 2, SECTORS = 16, INPUT_MAX = 16 };

static const struct {
    u32 base, size;
} ranges[] = {
#define BOARD_RANGE(name, kind, base, size, device, meaning) {base, size},
#include <lamp/board.def>
};

static struct machine *machine_get(void)
{
    static struct machine *m;
    static u8 disk[SECTORS * 512];
    struct config c = config_default;
    struct err e;

    if (m != NULL)
        return m;
    c.cores = CORES;
    c.ram_bytes = 8 << 20;
    c.deterministic = true;
    c.disk_memory = disk;
    c.disk_memory_bytes = sizeof disk;
    m = machine_new(&c, &host_null, &e);
    FUZZ_CHECK(m != NULL);
    return m;
}

/* Near a row of the board, or anywhere. */
static u32 take_address(struct fuzz *f, const struct machine *m)
{
    u8 choice = fuzz8(f);
    if (choice >= 0xF0)
        return fuzz32(f);
    if (choice >= 0xE0)
        return m->config.ram_bytes - 8 + fuzz8(f);
    u32 i = choice % ARRAY_LEN(ranges);
    return ranges[i].base + fuzz16(f) % (ranges[i].size + 8);
}

/* The promise of the bus: true and no panic, or false and one. */
static void check_access(struct core *c, bool ok)
{
    FUZZ_CHECK(ok != c->panic.set);
    FUZZ_CHECK(ok || c->panic.text[0] != '\0');
    memset(&c->panic, 0, sizeof c->panic);
}

static void do_memory(struct fuzz *f, struct machine *m, struct core *c)
{
    u8 how = fuzz8(f);
    u32 width = (u32)1 << how % 3, at = take_address(f, m), value;
    if (how & 0x80)
        check_access(c, bus_store(c, at, width, fuzz32(f)));
    else
        check_access(c, bus_load(c, at, width, &value));
}

static void do_port(struct fuzz *f, struct core *c)
{
    u32 port = fuzz16(f), value;
    if (port & 0x8000)
        check_access(c, bus_port_write(c, port & 0x1FF, fuzz32(f)));
    else
        check_access(c, bus_port_read(c, port & 0x1FF, &value));
}

static void do_disk(struct fuzz *f, struct machine *m, struct core *c)
{
    check_access(c, bus_port_write(c, PORT_DISK_LBA, fuzz8(f)));
    check_access(c, bus_port_write(c, PORT_DISK_ADDR, take_address(f, m)));
    check_access(c, bus_port_write(c, PORT_DISK_COUNT, fuzz8(f) % 32));
    check_access(c, bus_port_write(c, PORT_DISK_CMD, fuzz8(f) % 5));
}

static void do_block(struct fuzz *f, struct machine *m, struct core *c)
{
    u32 to = take_address(f, m), from = take_address(f, m), n = fuzz16(f), done;
    bool ok = n & 1 ? bus_copy(c, to, from, n, &done, "memcpy")
                    : bus_fill(c, to, (u8)from, n, &done, "memset");
    check_access(c, ok);
    FUZZ_CHECK(ok ? done == n : done < n);
}

static void do_stack(struct fuzz *f, struct core *c)
{
    u8 how = fuzz8(f);
    u32 stack = how % STACK_COUNT, value;
    const struct stack *s = &c->stack[stack];
    if (how & 0x80)
        check_access(c, bus_push(c, stack, fuzz32(f), "push"));
    else
        check_access(c, bus_pop(c, stack, &value, "pop"));
    FUZZ_CHECK(s->index <= s->count);
    FUZZ_CHECK(
        range_ok(s->base, (u64)s->count * s->slot, c->m->config.ram_bytes));
}

static void do_input(struct fuzz *f, struct machine *m)
{
    u8 bytes[INPUT_MAX], how = fuzz8(f);
    u32 n = how % (INPUT_MAX + 1), room = machine_serial_room(m);
    for (u32 i = 0; i < n; i++)
        bytes[i] = fuzz8(f);
    if (how >= 0xC0)
        machine_mouse(m, (i16)fuzz16(f), (i16)fuzz16(f), fuzz8(f));
    else if (how >= 0x80)
        machine_keyboard(m, bytes, n);
    else
        FUZZ_CHECK(machine_serial_input(m, bytes, n) <= room);
}

static void do_time(struct fuzz *f, struct machine *m)
{
    u64 ns = (u64)fuzz16(f) << fuzz8(f) % 24;
    pthread_mutex_lock(&m->lock);
    m->virtual_ps += ns * 1000;
    clock_fire(m);
    pthread_mutex_unlock(&m->lock);
}

/* Of one device, or of the whole machine when d is NULL. */
static void save(struct machine *m, struct device *d, struct buf *out)
{
    struct snap s;
    snap_init(&s, SNAP_SAVE);
    s.out = out;
    if (d != NULL)
        d->class->sync(d, &s);
    else
        machine_sync(m, &s);
    FUZZ_CHECK(!out->failed);
}

static bool load(struct machine *m, struct device *d, const struct buf *in)
{
    struct snap s;
    snap_init(&s, SNAP_LOAD);
    s.in = in->data;
    s.in_size = in->size;
    if (d != NULL)
        d->class->sync(d, &s);
    else
        machine_sync(m, &s);
    return !s.failed;
}

static bool quiet(struct machine *m)
{
    for (u32 i = 0; i < m->device_count; i++) {
        struct device *d = m->device[i];
        if (d->class->quiet != NULL && !d->class->quiet(d))
            return false;
    }
    return true;
}

/* The machine's own state comes back the same. */
static void do_snapshot(struct machine *m)
{
    struct buf first = {0}, second = {0};
    if (!quiet(m))
        return;
    save(m, NULL, &first);
    FUZZ_CHECK(load(m, NULL, &first));
    save(m, NULL, &second);
    FUZZ_CHECK(first.size == second.size &&
               memcmp(first.data, second.data, first.size) == 0);
    buf_free(&first);
    buf_free(&second);
}

/* A device refuses damaged state, or can live with it. */
static void do_damage(struct fuzz *f, struct machine *m)
{
    struct device *d = m->device[fuzz8(f) % m->device_count];
    struct buf good = {0}, bad = {0};
    u32 where = fuzz16(f);
    if (!quiet(m) || d->class->sync == NULL)
        return;
    save(m, d, &good);
    save(m, d, &bad);
    if (bad.size != 0)
        bad.data[where % bad.size] ^= fuzz8(f);
    if (!load(m, d, &bad))
        FUZZ_CHECK(load(m, d, &good));
    buf_free(&good);
    buf_free(&bad);
}

static void drain(struct machine *m)
{
    u8 bytes[256];
    while (machine_serial_output(m, bytes, sizeof bytes) != 0)
        ;
}

static void step(struct fuzz *f, struct machine *m)
{
    u8 what = fuzz8(f);
    struct core *c = m->core[what >> 7];
    switch (what % 10) {
    case 0:
    case 1:
        do_memory(f, m, c);
        break;
    case 2:
        do_port(f, c);
        break;
    case 3:
        do_disk(f, m, c);
        break;
    case 4:
        do_block(f, m, c);
        break;
    case 5:
        do_stack(f, c);
        break;
    case 6:
        do_input(f, m);
        break;
    case 7:
        do_time(f, m);
        break;
    case 8:
        do_snapshot(m);
        break;
    case 9:
        do_damage(f, m);
        break;
    }
    drain(m);
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct machine *m = machine_get();
    struct fuzz f = {bytes, bytes + n};

    worker_finish(m); /* devices are reset when they are quiet */
    machine_reset(m, PROGRAM_BASE);
    while (f.at < f.end)
        step(&f, m);
    return 0;
}
