/* SPDX-License-Identifier: MIT
 *
 * Loads the kernel from the disk: the ELF file that starts at sector 1. All
 * headers are checked before a byte is placed; whatever is wrong ends the
 * machine with one line that says why (docs/bios.md). No interrupt is taken,
 * so that the kernel finds the machine as after reset.
 *
 * boot.s calls loader_run and enters the kernel with an empty call stack.
 */
#include "boot.h"

#include <lamp/board.h>
#include <lamp/bootinfo.h>
#include <lamp/dev/disk.h>
#include <lamp/dev/intc.h>
#include <lamp/dev/sysinfo.h>
#include <lamp/image.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;

/* Fields of an ELF32 file that are looked at. */
struct elf_header {
    u8 ident[16];
    u16 type, machine;
    u32 version, entry, program_offset, section_offset, flags;
    u16 header_size, program_entry_size, program_count;
    u16 section_entry_size, section_count, names;
};

struct elf_segment {
    u32 type, offset, virtual_address, physical_address;
    u32 file_size, memory_size, flags, align;
};

enum {
    ELF_CLASS_32 = 1,
    ELF_LITTLE = 1,
    ELF_EXECUTABLE = 2,
    ELF_LOAD = 1,
    HEADER_BYTES = BOOT_HEADER_SECTORS * DISK_SECTOR_BYTES
};

/* [start, end) that no segment may touch, beside RAM end and the pool. */
static const struct range {
    u32 start, end;
} taken[] = {
    {0, BOOT_KERNEL_BASE},
    {BOOT_INFO_BASE, BOOT_STAGING_END},
    {BOOT_STACK_TOP - BOOT_STACK_BYTES, BOOT_STACK_TOP},
    {FB_ALIAS_BASE, 0x00750000}, /* framebuffer, SYSINFO, INTC, reserved */
};

static u32 sysinfo(u32 offset)
{
    return *(volatile u32 *)(SYSINFO_BASE + offset);
}

static void out(u32 port, u32 value)
{
    __asm__ volatile("out [%0], %1" : : "r"(port), "r"(value) : "memory");
}

static u32 in(u32 port)
{
    u32 value;
    __asm__ volatile("in %0, [%1]" : "=r"(value) : "r"(port) : "memory");
    return value;
}

static bool disk_is_done(void)
{
    volatile u32 *pending = (volatile u32 *)(INTC_BASE + INTC_PENDING);
    return *pending & 1u << INT_DISK;
}

/* The request of the disk comes after its status. It is awaited, masked, and
 * taken back: the kernel finds INTC as after reset. */
static void disk_read(u32 lba, u32 address, u32 sectors)
{
    out(PORT_IRQ_MASKED, 1);
    out(PORT_DISK_LBA, lba);
    out(PORT_DISK_ADDR, address);
    out(PORT_DISK_COUNT, sectors);
    out(PORT_DISK_CMD, DISK_READ);
    while (!disk_is_done())
        __asm__ volatile("pause");
    *(volatile u32 *)(INTC_BASE + INTC_EOI) = INT_DISK;
    out(PORT_IRQ_MASKED, 0);
    if (in(PORT_DISK_STATUS) != DISK_IDLE)
        boot_fail("disk error");
}

static const struct elf_header *header(void)
{
    return (const struct elf_header *)BOOT_STAGING_BASE;
}

static const struct elf_segment *segment(u32 i)
{
    u32 table = BOOT_STAGING_BASE + header()->program_offset;
    return (const struct elf_segment *)table + i;
}

static bool is_loaded(const struct elf_segment *s)
{
    return s->type == ELF_LOAD;
}

static u32 address_of(const struct elf_segment *s)
{
    return s->physical_address ? s->physical_address : s->virtual_address;
}

static void header_check(void)
{
    const struct elf_header *h = header();
    if (h->ident[0] != 0x7F || h->ident[1] != 'E' || h->ident[2] != 'L' ||
        h->ident[3] != 'F')
        boot_fail("not ELF");
    if (h->ident[4] != ELF_CLASS_32 || h->ident[5] != ELF_LITTLE ||
        h->type != ELF_EXECUTABLE)
        boot_fail("bad ELF");
    if (h->machine != IMAGE_E_MACHINE && h->machine != 0)
        boot_fail("wrong machine");
    if (h->machine == 0)
        print_serial("BIOS: warning: the kernel names no machine\n");
    u32 bytes = h->program_count * (u32)sizeof(struct elf_segment);
    if (h->program_entry_size != sizeof(struct elf_segment) ||
        h->program_offset % 4 != 0 || h->program_offset > HEADER_BYTES ||
        bytes > HEADER_BYTES - h->program_offset)
        boot_fail("bad ELF");
}

/* Checks the sizes; returns the bytes of the file that matter. */
static u32 file_size(void)
{
    u32 loads = 0;
    u32 size = header()->program_offset +
               header()->program_count * (u32)sizeof(struct elf_segment);
    for (u32 i = 0; i < header()->program_count; i++) {
        const struct elf_segment *s = segment(i);
        if (!is_loaded(s))
            continue;
        loads++;
        if (s->file_size > s->memory_size)
            boot_fail("bad ELF");
        if (s->file_size == 0)
            continue;
        if (s->offset > BOOT_KERNEL_MAX ||
            s->file_size > BOOT_KERNEL_MAX - s->offset)
            boot_fail("too big");
        if (s->offset + s->file_size > size)
            size = s->offset + s->file_size;
    }
    if (loads == 0)
        boot_fail("bad ELF");
    return size;
}

/* Segments end below RAM, and below the stack pool where there is one. */
static u32 memory_end(void)
{
    u32 cores = sysinfo(SYSINFO_CORES), end = sysinfo(SYSINFO_RAM_LO);
    return cores > 1 ? end - cores * STACK_POOL_STRIDE : end;
}

static void place_check(const struct elf_segment *s)
{
    u32 start = address_of(s), last = start + (s->memory_size - 1);
    bool good = last >= start && last < memory_end();
    for (u32 i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        good = good && (last < taken[i].start || start >= taken[i].end);
    if (!good)
        boot_fail("bad segment");
}

static void segments_check(void)
{
    bool has_entry = false;
    for (u32 i = 0; i < header()->program_count; i++) {
        const struct elf_segment *s = segment(i);
        if (!is_loaded(s) || s->memory_size == 0)
            continue;
        place_check(s);
        has_entry |= header()->entry - address_of(s) < s->memory_size;
    }
    if (!has_entry)
        boot_fail("bad entry");
}

static void segments_place(void)
{
    for (u32 i = 0; i < header()->program_count; i++) {
        const struct elf_segment *s = segment(i);
        u8 *to = (u8 *)address_of(s);
        const u8 *from = (const u8 *)(BOOT_STAGING_BASE + s->offset);
        if (!is_loaded(s))
            continue;
        memcpy(to, from, s->file_size);
        memset(to + s->file_size, 0, s->memory_size - s->file_size);
    }
}

static void info_write(void)
{
    volatile u32 *word = (volatile u32 *)BOOT_INFO_BASE;
    word[0] = BOOT_INFO_MAGIC;
    word[1] = BOOT_INFO_VERSION;
    word[2] = BOOT_INFO_BYTES;
    for (u32 i = 3; i < BOOT_INFO_BYTES / 4; i++)
        word[i] = sysinfo(SYSINFO_VENDOR + (i - 3) * 4);
}

u32 loader_run(void)
{
    disk_read(BOOT_KERNEL_LBA, BOOT_STAGING_BASE, BOOT_HEADER_SECTORS);
    header_check();
    u32 size = file_size();
    u32 sectors = (size + DISK_SECTOR_BYTES - 1) / DISK_SECTOR_BYTES;
    if (sectors > BOOT_HEADER_SECTORS)
        disk_read(BOOT_KERNEL_LBA + BOOT_HEADER_SECTORS,
                  BOOT_STAGING_BASE + HEADER_BYTES,
                  sectors - BOOT_HEADER_SECTORS);
    segments_check();
    segments_place();
    info_write();
    return header()->entry;
}
