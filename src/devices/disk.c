/* SPDX-License-Identifier: MIT
 *
 * The disk controller. A command is sampled and checked, then carried out on
 * the machine's worker thread, in chunks, and ends with a status and one
 * request. Invariant: between STATUS 1 and the end of a command exactly one
 * job is under way, and only the worker touches the image and the chunk. The
 * image itself, file or overlay, is image.c.
 */
#include <lamp/dev/disk.h>

#include <lamp/board.h>
#include <util/log.h>
#include <vm/config.h>
#include <vm/device.h>
#include <vm/irq.h>
#include <vm/snap.h>

#include "image.h"
#include "ports.h"

enum {
    CHUNK_SECTORS = 128,
    CHUNK_BYTES = CHUNK_SECTORS * DISK_SECTOR_BYTES,
    COMMAND_NS = 100000 /* from command to end in virtual time */
};

/* A command as it was when it was written. */
struct request {
    u32 command, lba, addr, count;
};

struct disk {
    struct request regs; /* what the ports show */
    u32 status;
    u32 failed;             /* result of the running command */
    struct request running; /* the rest: host state */
    struct device_job job;
    struct image image;
    u8 chunk[CHUNK_BYTES];
};

/* --- on the worker ------------------------------------------------------ */

/* Every range, before a byte moves. Without a sector ADDR still counts. */
static bool transfer_ok(struct device *d, const struct request *r)
{
    const struct disk *k = d->state;
    u64 bytes = (u64)r->count * DISK_SECTOR_BYTES;
    return k->image.open && range_ok(r->lba, r->count, k->image.sectors) &&
           range_ok(r->addr, bytes, device_config(d)->ram_bytes) &&
           (bytes == 0 || dma_range_ok(d, r->addr, bytes)) &&
           (r->command == DISK_READ || !k->image.read_only);
}

static bool chunk_transfer(struct device *d, u32 command, u64 sector, u64 addr,
                           u32 n)
{
    struct disk *k = d->state;
    u64 bytes = (u64)n * DISK_SECTOR_BYTES;
    if (command == DISK_READ)
        return image_read(&k->image, sector, n, k->chunk) &&
               dma_write(d, addr, k->chunk, bytes);
    return dma_read(d, addr, k->chunk, bytes) &&
           image_write(&k->image, sector, n, k->chunk);
}

static bool transfer(struct device *d, const struct request *r)
{
    u64 sector = r->lba, addr = r->addr;
    u32 left = r->count;
    while (left != 0) {
        u32 n = left < CHUNK_SECTORS ? left : CHUNK_SECTORS;
        if (!chunk_transfer(d, r->command, sector, addr, n))
            return false;
        sector += n;
        addr += (u64)n * DISK_SECTOR_BYTES;
        left -= n;
    }
    return true;
}

static bool request_run(struct device *d, const struct request *r)
{
    struct disk *k = d->state;
    switch (r->command) {
    case DISK_READ:
    case DISK_WRITE:
        return transfer_ok(d, r) && transfer(d, r);
    case DISK_FLUSH:
        return k->image.open && image_flush(&k->image);
    }
    return false;
}

static void command_work(struct device_job *j)
{
    struct disk *k = j->d->state;
    k->failed = !request_run(j->d, &k->running);
}

/* --- on the device thread ----------------------------------------------- */

static void command_done(struct device_job *j)
{
    struct disk *k = j->d->state;
    const struct request *r = &k->running;
    k->status = k->failed ? DISK_ERROR : DISK_IDLE;
    log_debug(LOG_disk, "command %u, sector %u, address 0x%08X, count %u: %s",
              r->command, r->lba, r->addr, r->count,
              k->failed ? "failed" : "done");
    irq_raise(j->d->m, 0, INT_DISK);
}

static void command_write(struct device *d, u32 command)
{
    struct disk *k = d->state;
    if (k->status == DISK_BUSY)
        return;
    k->regs.command = command;
    k->running = k->regs;
    k->status = DISK_BUSY;
    device_post(&k->job);
}

static u32 disk_in(struct device *d, u32 cpu, u32 port)
{
    const struct disk *k = d->state;
    (void)cpu;
    switch (port) {
    case PORT_DISK_CMD:
        return k->regs.command;
    case PORT_DISK_LBA:
        return k->regs.lba;
    case PORT_DISK_ADDR:
        return k->regs.addr;
    case PORT_DISK_COUNT:
        return k->regs.count;
    case PORT_DISK_STATUS:
        return k->status;
    }
    return 0;
}

static void disk_out(struct device *d, u32 cpu, u32 port, u32 value)
{
    struct disk *k = d->state;
    switch (port) {
    case PORT_DISK_CMD:
        command_write(d, value);
        return;
    case PORT_DISK_LBA:
        k->regs.lba = value;
        return;
    case PORT_DISK_ADDR:
        k->regs.addr = value;
        return;
    case PORT_DISK_COUNT:
        k->regs.count = value;
        return;
    case PORT_DISK_STATUS:
        port_write_ignore(d, cpu, port, value);
        return;
    }
}

static int disk_ctl(struct device *d, enum device_verb verb, void *arg)
{
    const struct disk *k = d->state;
    u64 *bytes = arg;
    const char **file = arg;
    if (verb == DEVICE_FILE) {
        *file = device_config(d)->disk ? k->image.path : NULL;
        return *file != NULL;
    }
    if (verb != DEVICE_SIZE)
        return 0;
    *bytes = k->image.open ? k->image.sectors * DISK_SECTOR_BYTES : 0;
    return k->image.open;
}

static bool disk_init(struct device *d, struct err *e)
{
    struct disk *k = d->state;
    const struct config *c = device_config(d);
    k->job.d = d;
    k->job.work = command_work;
    k->job.done = command_done;
    k->job.delay_ns = COMMAND_NS;
    if (c->disk != NULL)
        return image_open(&k->image, c->disk, e);
    if (c->disk_memory == NULL)
        return true;
    if (!image_open_memory(&k->image, c->disk_memory, c->disk_memory_bytes, e))
        return false;
    k->image.read_only = c->disk_memory_read_only;
    return true;
}

/* The worker has ended before. */
static void disk_fini(struct device *d)
{
    struct disk *k = d->state;
    image_close(&k->image);
}

static void disk_reset(struct device *d)
{
    struct disk *k = d->state;
    k->regs = (struct request){0};
    k->status = DISK_IDLE;
}

static bool disk_quiet(struct device *d)
{
    const struct disk *k = d->state;
    return !k->job.busy;
}

static void disk_sync(struct device *d, struct snap *s)
{
    struct disk *k = d->state;
    SNAP_BEGIN(s, "disk", k);
    SNAP(s, k->regs.command);
    SNAP(s, k->regs.lba);
    SNAP(s, k->regs.addr);
    SNAP(s, k->regs.count);
    SNAP(s, k->status);
    SNAP_SKIP(s, k->failed);
    SNAP_SKIP(s, k->running);
    SNAP_SKIP(s, k->job);
    SNAP_SKIP(s, k->image);
    SNAP_SKIP(s, k->chunk);
    SNAP_END(s, k);
    image_sync(&k->image, s);
    if (s->mode == SNAP_LOAD && k->status != DISK_IDLE &&
        k->status != DISK_ERROR) {
        k->status = DISK_IDLE; /* no command runs that could end it */
        s->failed = true;
    }
}

const struct device_class disk_device = {
    .name = "disk",
    .size = sizeof(struct disk),
    .init = disk_init,
    .fini = disk_fini,
    .reset = disk_reset,
    .quiet = disk_quiet,
    .sync = disk_sync,
    .in = disk_in,
    .out = disk_out,
    .ctl = disk_ctl,
};
