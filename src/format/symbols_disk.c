/* SPDX-License-Identifier: MIT
 *
 * Symbols of the kernel on a disk image, where boot images look for it. The
 * disk says nothing of the length of the file, so its headers do. Invariant:
 * no more is read than they claim, and never more than FILE_BYTES_MAX. What
 * an ELF file may be is the business of elf_read.c.
 */
#include <format/symbols.h>

#include <errno.h>
#include <fcntl.h>
#include <format/elf.h>
#include <format/image.h>
#include <lamp/bootinfo.h>
#include <lamp/dev/disk.h>
#include <stdlib.h>
#include <unistd.h>

enum { FILE_BYTES_MAX = 1 << 28, START = BOOT_KERNEL_LBA * DISK_SECTOR_BYTES };

/* Bytes [at, at + n) of the kernel's file to the end of `out`; fewer when the
 * disk ends before. */
static bool disk_read(struct buf *out, int fd, u64 at, u64 n)
{
    u8 block[1 << 16];
    while (n != 0) {
        size_t want = n < sizeof(block) ? (size_t)n : sizeof(block);
        ssize_t got = pread(fd, block, want, (off_t)(START + at));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            return true;
        buf_add(out, block, (size_t)got);
        at += (u64)got;
        n -= (u64)got;
    }
    return !out->failed;
}

static u64 end_of(u64 highest, u64 offset, u64 size)
{
    return offset + size > highest ? offset + size : highest;
}

/* Where the file ends by its headers: tables, segments and sections. */
static u64 file_end(int fd, const u8 *header)
{
    u64 segments = get_le32(header + 28), sections = get_le32(header + 32);
    u64 segment_bytes = (u64)get_le16(header + 44) * ELF_SEGMENT_BYTES;
    u64 section_bytes = (u64)get_le16(header + 48) * ELF_SECTION_BYTES;
    u64 end =
        end_of(end_of(0, segments, segment_bytes), sections, section_bytes);
    struct buf table = {0};
    if (disk_read(&table, fd, segments, segment_bytes))
        for (size_t k = 0; k + ELF_SEGMENT_BYTES <= table.size;
             k += ELF_SEGMENT_BYTES)
            end = end_of(end, get_le32(table.data + k + 4),
                         get_le32(table.data + k + 16));
    table.size = 0;
    if (disk_read(&table, fd, sections, section_bytes))
        for (size_t k = 0; k + ELF_SECTION_BYTES <= table.size;
             k += ELF_SECTION_BYTES)
            if (get_le32(table.data + k + 4) != ELF_SHT_NOBITS)
                end = end_of(end, get_le32(table.data + k + 16),
                             get_le32(table.data + k + 20));
    buf_free(&table);
    return end < FILE_BYTES_MAX ? end : FILE_BYTES_MAX;
}

static bool is_kernel(const struct buf *header)
{
    const u8 *h = header->data;
    return header->size == ELF_HEADER_BYTES && elf_is(h, header->size) &&
           get_le16(h + 16) == ELF_TYPE_EXEC && get_le16(h + 18) == ELF_MACHINE;
}

/* False without an error: there is no kernel. */
static bool kernel_read(struct buf *file, const char *disk, struct err *e)
{
    struct buf header = {0};
    bool found = false;
    int fd = open(disk, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (fd < 0)
        return fail(e, "%s: %s", disk, strerror(errno));
    if (!disk_read(&header, fd, 0, ELF_HEADER_BYTES))
        fail(e, "%s: cannot read sector %d", disk, BOOT_KERNEL_LBA);
    else if (is_kernel(&header))
        found = disk_read(file, fd, 0, file_end(fd, header.data)) ||
                fail(e, "%s: cannot read the kernel", disk);
    buf_free(&header);
    close(fd);
    return found;
}

static bool is_apart(const struct image_segment *a,
                     const struct image_segment *b)
{
    return a->size == 0 || b->size == 0 ||
           (u64)a->address + a->size <= b->address ||
           (u64)b->address + b->size <= a->address;
}

/* A kernel that is run as the program itself is also on its disk, perhaps. */
static bool images_apart(const struct image *a, const struct image *b)
{
    for (u32 i = 0; i < a->count; i++)
        for (u32 k = 0; k < b->count; k++)
            if (!is_apart(&a->segments[i], &b->segments[k]))
                return false;
    return true;
}

static bool is_loaded_beside(const struct buf *kernel, const char *disk,
                             const char *program, struct err *e)
{
    struct buf file = {0};
    struct image one = {0}, other = {0};
    bool ok = image_parse(&one, kernel->data, kernel->size, disk, e) &&
              buf_read_file(&file, program, FILE_BYTES_MAX, e) &&
              image_parse(&other, file.data, file.size, program, e) &&
              images_apart(&one, &other);
    image_free(&one);
    image_free(&other);
    buf_free(&file);
    return ok;
}

struct symbols *symbols_for_disk(const char *disk, const char *program,
                                 struct err *e)
{
    struct buf file = {0};
    struct symbols *s = NULL;
    e->text[0] = '\0';
    if (kernel_read(&file, disk, e) &&
        is_loaded_beside(&file, disk, program, e))
        s = symbols_read(file.data, file.size, disk, e);
    buf_free(&file);
    return s;
}
