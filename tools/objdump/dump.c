/* SPDX-License-Identifier: MIT
 *
 * Finds out what a file is. The members of an archive are shown one after the
 * other, as archive(member); an archive within an archive is not opened.
 */
#include "dump.h"

#include <format/ar.h>

static bool elf_any(struct buf *out, const char *file, const u8 *bytes,
                    size_t size, u32 show, struct err *e)
{
    struct elf f;
    bool ok = elf_read(&f, bytes, size, file, e) && dump_elf(out, &f, show, e);
    elf_free(&f);
    return ok;
}

static bool member_add(struct buf *out, const char *file,
                       const struct ar_member *m, u32 show, struct err *e)
{
    struct buf name = {0};
    buf_printf(&name, "%s(%.255s)", file, m->name);
    bool ok = name.failed ? fail_status(e, 90, "%s: out of memory", file)
                          : elf_any(out, (const char *)name.data, m->bytes,
                                    m->size, show, e);
    buf_free(&name);
    buf_printf(out, "\n");
    return ok;
}

static bool archive_any(struct buf *out, const char *file, const u8 *bytes,
                        size_t size, u32 show, struct err *e)
{
    struct ar ar;
    bool ok = ar_read(&ar, bytes, size, file, e);
    for (u32 k = 0; ok && k < ar.count; k++)
        ok = member_add(out, file, &ar.member[k], show, e);
    ar_free(&ar);
    return ok;
}

bool dump_any(struct buf *out, const char *file, const u8 *bytes, size_t size,
              u32 show, struct err *e)
{
    struct image image;
    if (ar_is(bytes, size))
        return archive_any(out, file, bytes, size, show, e);
    if (elf_is(bytes, size))
        return elf_any(out, file, bytes, size, show, e);
    if (!image_parse(&image, bytes, size, file, e))
        return false;
    bool ok = dump_flat(out, &image, bytes, show, e);
    image_free(&image);
    return ok;
}
