/* SPDX-License-Identifier: MIT
 *
 * Bytes as assembly source. The assembler gives a program file that the
 * loader's parser accepts, the same each time, or an error with a place and
 * no program. Whatever is included is the source itself, so that circles are
 * tried too.
 */
#include "fuzz.h"

#include <as.h>
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

static void check_result(const struct as_result *r, bool ok)
{
    struct image image;
    struct err e = {0};

    FUZZ_CHECK(ok == (r->errors == 0));
    FUZZ_CHECK(ok || (r->image.size == 0 && contains(&r->messages, "error")));
    FUZZ_CHECK(r->warnings == 0 || contains(&r->messages, "warning"));
    if (!ok)
        return;
    FUZZ_CHECK(image_parse(&image, r->image.data, r->image.size, "t", &e));
    image_free(&image);
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
    o.max_bytes = BYTES_MAX;
    o.max_lines = LINES_MAX;
    o.read = read_source;
    o.read_context = &source;

    bool ok = as_assemble(&first, &o, "t.s", source.bytes, source.size);
    check_result(&first, ok);
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
