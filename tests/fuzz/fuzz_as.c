/* SPDX-License-Identifier: MIT
 *
 * Bytes as assembly source. The assembler gives a program file that the
 * loader's parser accepts, or an object that can be read whole, the same each
 * time, or an error with a place and no output. Whatever is included is the
 * source itself, so that circles are tried too.
 */
#include "fuzz.h"

#include <as.h>
#include <format/elf.h>
#include <format/image.h>

/* Less than the defaults, so that growth by macros ends soon. */
enum { BYTES_MAX = 1 << 18, LINES_MAX = 3000 };

struct source {
    const u8 *bytes;
    size_t size;
};

static bool read_source(void *context, const char *path, struct buf *out,
                        struct err *e)
{
    const struct source *s = context;
    if (strlen(path) % 2 != 0)
        return fail(e, "cannot open %s", path);
    buf_add(out, s->bytes, s->size);
    return true;
}

static bool contains(const struct buf *b, const char *text)
{
    return b->size != 0 && memmem(b->data, b->size, text, strlen(text)) != NULL;
}

static void check_object(const struct buf *file)
{
    struct elf f;
    struct elf_rela r;
    struct err e = {0};
    FUZZ_CHECK(elf_read(&f, file->data, file->size, "t.o", &e));
    for (u32 s = 1; s < f.section_count; s++) {
        u32 count =
            f.section[s].type == ELF_SHT_RELA ? elf_rela_count(&f, s) : 0;
        for (u32 k = 0; k < count; k++) {
            FUZZ_CHECK(elf_rela_get(&f, s, k, &r, &e));
            FUZZ_CHECK(r.offset < f.section[f.section[s].info].size);
        }
    }
    elf_free(&f);
}

static void check_image(const struct buf *file)
{
    struct image image;
    struct err e = {0};
    FUZZ_CHECK(image_parse(&image, file->data, file->size, "t", &e));
    image_free(&image);
}

static void check_result(const struct as_result *r, bool elf, bool ok)
{

    FUZZ_CHECK(ok == (r->errors == 0));
    FUZZ_CHECK(ok || (r->image.size == 0 && contains(&r->messages, "error")));
    FUZZ_CHECK(r->warnings == 0 || contains(&r->messages, "warning"));
    if (!ok)
        return;
    if (elf)
        check_object(&r->image);
    else
        check_image(&r->image);
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct as_options o = as_options_default;
    struct as_result first, second;
    if (n == 0)
        return 0;
    struct source source = {bytes + 1, n - 1};
    o.x1 = bytes[0] & 1;
    o.listing = o.map = bytes[0] & 2;
    o.elf = bytes[0] & 4;
    o.debug = bytes[0] & 8;
    o.max_bytes = BYTES_MAX;
    o.max_lines = LINES_MAX;
    o.read = read_source;
    o.read_context = &source;

    bool ok = as_assemble(&first, &o, "t.s", source.bytes, source.size);
    check_result(&first, o.elf, ok);
    FUZZ_CHECK(as_assemble(&second, &o, "t.s", source.bytes, source.size) ==
               ok);
    FUZZ_CHECK(first.image.size == second.image.size);
    FUZZ_CHECK(first.image.size == 0 ||
               memcmp(first.image.data, second.image.data, first.image.size) ==
                   0);
    as_result_free(&first);
    as_result_free(&second);
    return 0;
}
