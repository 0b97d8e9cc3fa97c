/* SPDX-License-Identifier: MIT
 *
 * A machine with a disk and what a guest does with it, for the tests of the
 * controller and of its images.
 */
#ifndef TESTS_DISKS_H
#define TESTS_DISKS_H

#include "devices.h"

#include <lamp/dev/disk.h>

enum {
    SECTORS = 300, /* more than two chunks */
    BYTES = SECTORS * DISK_SECTOR_BYTES,
    AT = 0x00100000,
    RAM = BOARD_RAM_DEFAULT
};

/* Every sector differs from every other. */
static inline u8 pattern(u64 at)
{
    return (u8)(at * 7 + at / DISK_SECTOR_BYTES * 13 + 1);
}

static inline void pattern_fill(u8 *bytes, u32 n)
{
    for (u32 i = 0; i < n; i++)
        bytes[i] = pattern(i);
}

static inline void setup_memory(struct rig *r)
{
    static u8 bytes[BYTES];
    struct config c = config_default;
    pattern_fill(bytes, BYTES);
    c.disk_memory = bytes;
    c.disk_memory_bytes = BYTES;
    rig_init(r, &c);
    memset(bytes, 0, BYTES); /* the disk has its own copy */
}

static inline void command(struct rig *r, u32 what, u32 lba, u32 addr,
                           u32 count)
{
    rig_out(r, 0, PORT_DISK_LBA, lba);
    rig_out(r, 0, PORT_DISK_ADDR, addr);
    rig_out(r, 0, PORT_DISK_COUNT, count);
    rig_out(r, 0, PORT_DISK_CMD, what);
}

/* As the device loop does when the worker tells it. */
static inline void reap(struct rig *r)
{
    pthread_mutex_lock(&r->m->lock);
    worker_reap(r->m);
    pthread_mutex_unlock(&r->m->lock);
}

static inline u32 status(struct rig *r)
{
    return rig_in(r, 0, PORT_DISK_STATUS);
}

/* Lets the command end; its status. One request was made, none is left. */
static inline u32 finish(struct rig *r)
{
    worker_finish(r->m);
    assert_true(rig_pending(r, 0, INT_DISK));
    rig_acknowledge(r, 0, INT_DISK);
    reap(r);
    assert_false(rig_pending(r, 0, INT_DISK));
    return status(r);
}

static inline u32 run(struct rig *r, u32 what, u32 lba, u32 addr, u32 count)
{
    command(r, what, lba, addr, count);
    return finish(r);
}

static inline u8 byte_at(struct rig *r, u32 at)
{
    return ram_get8(&r->m->bus.ram, at);
}

static inline void assert_sectors(struct rig *r, u32 at, u32 lba, u32 count)
{
    for (u32 i = 0; i < count * DISK_SECTOR_BYTES; i++)
        if (byte_at(r, at + i) != pattern((u64)lba * DISK_SECTOR_BYTES + i))
            fail_msg("byte %u of sector %u", i % 512, lba + i / 512);
}

static inline void put_sectors(struct rig *r, u32 at, u32 count, u8 value)
{
    ram_fill(&r->m->bus.ram, at, value, count * DISK_SECTOR_BYTES);
}

#endif
