/* SPDX-License-Identifier: MIT
 *
 * Where things lie on a boot disk, and the checks that the boot image makes
 * on the kernel, in the same order and words (docs/bios.md).
 */
#include "mkdisk.h"

#include <lamp/board.h>
#include <lamp/bootinfo.h>
#include <lamp/dev/disk.h>
#include <lamp/image.h>

#include <inttypes.h>
#include <stdio.h>

enum {
    HEADER_BYTES = BOOT_HEADER_SECTORS * DISK_SECTOR_BYTES,
    SEGMENT_BYTES = 32,
    ELF_HEADER = 52,
    PT_LOAD = 1,
    WINDOWS_END = 0x00750000 /* framebuffer alias, SYSINFO, INTC, reserved */
};

static bool refuse(struct err *e, const char *name, const char *reason,
                   const char *detail)
{
    return fail(e, "%s: %s: %s (--force writes it all the same)", name, reason,
                detail);
}

static bool header_check(const u8 *k, size_t size, const char *name,
                         struct err *e)
{
    if (size < ELF_HEADER || memcmp(k, "\177ELF", 4) != 0)
        return refuse(e, name, "not ELF",
                      "a kernel is an ELF executable, as lamp-ld writes it");
    if (k[4] != 1 || k[5] != 1 || get_le16(k + 16) != 2)
        return refuse(e, name, "bad ELF",
                      "not a 32-bit little-endian executable");
    u32 machine = get_le16(k + 18);
    if (machine != IMAGE_E_MACHINE && machine != 0)
        return refuse(e, name, "wrong machine", "e_machine is not 245");
    u32 table = get_le32(k + 28), count = get_le16(k + 44);
    if (get_le16(k + 42) != SEGMENT_BYTES || table % 4 != 0 ||
        !range_ok(table, (u64)count * SEGMENT_BYTES, HEADER_BYTES))
        return refuse(e, name, "bad ELF",
                      "program headers are not in the first 4096 bytes");
    return range_ok(table, (u64)count * SEGMENT_BYTES, size) ||
           refuse(e, name, "bad ELF", "the file ends in its headers");
}

static bool place_ok(u64 start, u64 size)
{
    static const struct {
        u64 start, end;
    } taken[] = {{0, BOOT_KERNEL_BASE},
                 {BOOT_INFO_BASE, BOOT_STAGING_END},
                 {BOOT_STACK_TOP - BOOT_STACK_BYTES, BOOT_STACK_TOP},
                 {FB_ALIAS_BASE, WINDOWS_END}};
    for (size_t i = 0; i < ARRAY_LEN(taken); i++) {
        if (range_overlaps(start, size, taken[i].start,
                           taken[i].end - taken[i].start))
            return false;
    }
    return start + size <= (u64)BOARD_RAM_MAX_UNITS * BOARD_RAM_UNIT;
}

static bool segment_check(const u8 *s, size_t size, const char *name,
                          struct err *e)
{
    char place[64];
    u32 offset = get_le32(s + 4), physical = get_le32(s + 12);
    u32 file = get_le32(s + 16), memory = get_le32(s + 20);
    u32 address = physical ? physical : get_le32(s + 8);
    if (file > memory)
        return refuse(e, name, "bad ELF", "a segment's p_filesz > p_memsz");
    if (file > 0 && (u64)offset + file > BOOT_KERNEL_MAX)
        return refuse(e, name, "too big", "more than 512 KiB to load");
    if (file > 0 && !range_ok(offset, file, size))
        return refuse(e, name, "bad ELF", "the file ends in a segment");
    snprintf(place, sizeof(place), "0x%08" PRIX32 "-0x%08" PRIX64, address,
             (u64)address + memory - 1);
    return memory == 0 || place_ok(address, memory) ||
           refuse(e, name, "bad segment", place);
}

bool mkdisk_check(const u8 *k, size_t size, const char *name, struct err *e)
{
    if (!header_check(k, size, name, e))
        return false;
    u32 loads = 0, entry = get_le32(k + 24);
    bool has_entry = false;
    const u8 *table = k + get_le32(k + 28);
    for (u32 i = 0; i < get_le16(k + 44); i++) {
        const u8 *s = table + (size_t)i * SEGMENT_BYTES;
        if (get_le32(s) != PT_LOAD)
            continue;
        loads++;
        if (!segment_check(s, size, name, e))
            return false;
        u32 address = get_le32(s + 12) ? get_le32(s + 12) : get_le32(s + 8);
        has_entry |= entry - address < get_le32(s + 20);
    }
    if (loads == 0)
        return refuse(e, name, "bad ELF", "nothing to load");
    return has_entry ||
           refuse(e, name, "bad entry", "e_entry is in no segment");
}

static u64 round_up(u64 n, u64 unit)
{
    return (n + unit - 1) / unit * unit;
}

bool mkdisk_build(struct buf *disk, const struct buf *kernel,
                  const struct buf *files, u64 size, u64 *start, struct err *e)
{
    u64 lead = (u64)BOOT_KERNEL_LBA * DISK_SECTOR_BYTES;
    u64 need = lead + kernel->size;
    if (need < lead + HEADER_BYTES)
        need = lead + HEADER_BYTES; /* the boot image reads that much */
    need = round_up(need, DISK_SECTOR_BYTES);
    u64 files_at = round_up(need, MKDISK_ALIGN);
    if (files)
        need = files_at + round_up(files->size, DISK_SECTOR_BYTES);
    if (size != 0 && size < need)
        return fail(e, "--size is too small: %" PRIu64 " bytes are needed",
                    need);
    if (need > MKDISK_MAX_BYTES)
        return fail(e, "the disk would be larger than 1 GiB");
    buf_add_zeros(disk, (size_t)lead);
    buf_add(disk, kernel->data, kernel->size);
    if (files) {
        buf_add_zeros(disk, (size_t)(files_at - disk->size));
        buf_add(disk, files->data, files->size);
    }
    buf_add_zeros(disk, (size_t)((size > need ? size : need) - disk->size));
    *start = files_at / DISK_SECTOR_BYTES;
    return !disk->failed || fail_status(e, 90, "out of memory");
}
