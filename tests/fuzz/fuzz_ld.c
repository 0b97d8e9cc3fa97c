/* SPDX-License-Identifier: MIT
 *
 * Bytes as an object or archive to be linked. The linker gives a program that
 * the loader's parser accepts, the same each time, or an error and no program.
 * The first byte chooses options; an archive may be taken whole, so that one
 * input holds many objects.
 */
#include "fuzz.h"

#include <format/image.h>
#include <ld.h>

/* Contents are copied: bounds keep the fuzzer fast, not the linker right. */
enum { CONTENT_BYTES = 1 << 20 };

static void check_result(const struct ld_result *r, const struct ld_options *o,
                         bool ok)
{
    struct image image;
    struct err e = {0};

    FUZZ_CHECK(ok == (r->errors == 0));
    FUZZ_CHECK(ok || (r->output.size == 0 && r->messages.size != 0));
    if (!ok)
        return;
    FUZZ_CHECK(o->map == (r->map.size != 0));
    bool parsed = image_parse(&image, r->output.data, r->output.size, "p", &e);
    /* The parser wants a segment; the linker takes an empty program. */
    FUZZ_CHECK(parsed || !o->flat);
    image_free(&image);
}

static bool same(const struct buf *a, const struct buf *b)
{
    return a->size == b->size &&
           (a->size == 0 || memcmp(a->data, b->data, a->size) == 0);
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    static const struct ld_place place = {".data", 0x8000};
    static const struct ld_define define = {"given", 0x1234};
    static const char *const undefined[] = {"f"};
    struct ld_result first, second;
    if (n == 0)
        return 0;
    struct ld_input in[] = {{"a.o", bytes + 1, n - 1, bytes[0] & 1},
                            {"b.o", bytes + 1, n - 1, false}};
    struct ld_options o = ld_options_default;
    o.max_bytes = CONTENT_BYTES;
    o.flat = bytes[0] & 2;
    o.gc = o.print_gc = bytes[0] & 4;
    o.map = bytes[0] & 8;
    o.strip = bytes[0] & 16;
    o.place = &place;
    o.place_count = (bytes[0] & 32) != 0;
    o.define = &define;
    o.define_count = 1;
    o.undefined = undefined;
    o.undefined_count = (bytes[0] & 64) != 0;
    u32 count = bytes[0] & 128 ? 2 : 1;

    bool ok = ld_link(&first, &o, in, count);
    check_result(&first, &o, ok);
    FUZZ_CHECK(ld_link(&second, &o, in, count) == ok);
    FUZZ_CHECK(same(&first.output, &second.output));
    FUZZ_CHECK(same(&first.map, &second.map));
    FUZZ_CHECK(same(&first.messages, &second.messages));
    ld_result_free(&first);
    ld_result_free(&second);
    return 0;
}
