/* SPDX-License-Identifier: MIT
 *
 * Puts a program file into the memory of a machine. Every check is done
 * before the first byte of the machine changes: a refused file leaves it as
 * it was. What files look like is the business of src/format.
 */
#include <vm/machine.h>

#include <format/image.h>
#include <lamp/board.h>
#include <stdlib.h>
#include <util/buf.h>
#include <util/log.h>
#include <vm/codemap.h>
#include <vm/observe.h>

/* More than the largest RAM holds; what may follow the data is ignored. */
#define LOADER_FILE_MAX \
    ((size_t)BOARD_RAM_MAX_UNITS * BOARD_RAM_UNIT + (64 << 20))

static void place_segment(struct machine *m, const struct image_segment *s,
                          const u8 *bytes)
{
    struct ram *r = &m->bus.ram;
    ram_write(r, s->address, bytes + s->offset, s->file_size);
    ram_fill(r, s->address + s->file_size, 0, s->size - s->file_size);
    codemap_written(m, r, s->address, s->size);
    observe_written(m, s->address, s->size);
}

static void report_layout(const struct machine *m, const struct image *image)
{
    u64 end = m->config.ram_bytes;
    log_info("program %s: %s, entry 0x%08X", image->file,
             image->is_elf ? "ELF" : "flat", image->entry);
    for (u32 i = 0; i < image->count; i++) {
        char text[IMAGE_SEGMENT_TEXT_BYTES];
        if (image->segments[i].size == 0)
            continue;
        image_segment_text(text, &image->segments[i]);
        log_info("  %s, %u bytes", text, image->segments[i].size);
    }
    log_info("RAM 0x00000000-0x%08llX, %llu MiB; framebuffer 0x%08llX-0x%08llX",
             (unsigned long long)end - 1,
             (unsigned long long)end / BOARD_RAM_UNIT, (unsigned long long)end,
             (unsigned long long)end + FB_SIZE - 1);
    if (m->core_count > 1)
        log_info("stack pool 0x%08llX-0x%08llX, %u cores",
                 (unsigned long long)end -
                     (u64)STACK_POOL_STRIDE * m->core_count,
                 (unsigned long long)end - 1, m->core_count);
}

static bool load_image(struct machine *m, const struct image *image,
                       const u8 *bytes, struct err *e)
{
    if (!image_check_layout(image, m->config.ram_bytes, m->core_count, e))
        return false;
    char *name = strdup(image->file);
    if (name == NULL)
        return fail_status(e, 90, "%s: out of memory", image->file);
    free((void *)(uintptr_t)m->image_name);
    m->image_name = name;
    machine_reset(m, image->entry);
    for (u32 i = 0; i < image->count; i++) {
        if (image->segments[i].size != 0)
            place_segment(m, &image->segments[i], bytes);
    }
    if (m->config.verbose)
        report_layout(m, image);
    return true;
}

bool machine_load_bytes(struct machine *m, const char *name, const u8 *bytes,
                        size_t n, struct err *e)
{
    struct image image;
    if (!image_parse(&image, bytes, n, name, e))
        return false;
    bool ok = load_image(m, &image, bytes, e);
    image_free(&image);
    return ok;
}

bool machine_load(struct machine *m, const char *path, struct err *e)
{
    struct buf file = {0};
    bool ok = buf_read_file(&file, path, LOADER_FILE_MAX, e) &&
              machine_load_bytes(m, path, file.data, file.size, e);
    buf_free(&file);
    return ok;
}
