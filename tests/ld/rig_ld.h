/* SPDX-License-Identifier: MIT
 *
 * What the linker tests share: objects assembled from a text, archives put
 * together from objects, links in memory, and looks at the result. Include
 * last, it pulls in cmocka.
 */
#ifndef RIG_LD_H
#define RIG_LD_H

#include <as.h>
#include <format/image.h>
#include <lamp/board.h>
#include <ld.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <setjmp.h>
#include <cmocka.h>

enum { INPUTS_MAX = 16 };

struct link {
    struct ld_options o;
    struct ld_input in[INPUTS_MAX];
    struct buf bytes[INPUTS_MAX];
    u32 count;
    struct ld_result r;
    bool ok;
};

static inline void link_init(struct link *k)
{
    *k = (struct link){.o = ld_options_default};
    k->o.flat = true;
}

static inline void link_free(struct link *k)
{
    for (u32 i = 0; i < k->count; i++)
        buf_free(&k->bytes[i]);
    ld_result_free(&k->r);
}

/* The object of a source, appended to out. */
static inline void object_make(struct buf *out, const char *source)
{
    struct as_options o = as_options_default;
    struct as_result r;
    o.elf = o.debug = true;
    bool ok = as_assemble(&r, &o, "t.s", source, strlen(source));
    if (!ok)
        print_message("%s\n%.*s", source, (int)r.messages.size,
                      (const char *)r.messages.data);
    buf_add(out, r.image.data, r.image.size);
    as_result_free(&r);
    assert_true(ok);
}

/* An input whose bytes the caller fills in. */
static inline struct buf *link_input(struct link *k, const char *name)
{
    assert_true(k->count < INPUTS_MAX);
    k->in[k->count].name = name;
    return &k->bytes[k->count++];
}

static inline void link_source(struct link *k, const char *name,
                               const char *source)
{
    object_make(link_input(k, name), source);
}

static inline void archive_start(struct buf *out)
{
    buf_add(out, "!<arch>\n", 8);
}

/* A member of an archive; its name is put as it is, "x.o/" mostly. */
static inline void archive_bytes(struct buf *out, const char *name,
                                 const void *bytes, size_t n)
{
    buf_printf(out, "%-16s%-12d%-6d%-6d%-8d%-10zu`\n", name, 0, 0, 0, 644, n);
    buf_add(out, bytes, n);
    if (n % 2 != 0)
        buf_add(out, "\n", 1);
}

static inline void archive_source(struct buf *out, const char *name,
                                  const char *source)
{
    struct buf object = {0};
    object_make(&object, source);
    archive_bytes(out, name, object.data, object.size);
    buf_free(&object);
}

static inline bool link_run(struct link *k)
{
    for (u32 i = 0; i < k->count; i++) {
        k->in[i].bytes = k->bytes[i].data;
        k->in[i].size = k->bytes[i].size;
    }
    ld_result_free(&k->r);
    k->ok = ld_link(&k->r, &k->o, k->in, k->count);
    buf_add(&k->r.messages, "", 1);
    assert_int_equal(k->ok, k->r.errors == 0);
    assert_true(k->ok || k->r.output.size == 0);
    return k->ok;
}

static inline const char *link_messages(const struct link *k)
{
    return (const char *)k->r.messages.data;
}

static inline void link_good(struct link *k)
{
    if (!link_run(k))
        fail_msg("%s", link_messages(k));
}

/* The link fails with exactly these messages. */
static inline void link_bad(struct link *k, const char *want)
{
    assert_false(link_run(k));
    assert_string_equal(link_messages(k), want);
}

/* The word at an address of a flat image. */
static inline u32 link_word(const struct link *k, u32 address)
{
    struct image_header h = image_header_get(k->r.output.data);
    const u8 *at = k->r.output.data + IMAGE_HEADER_BYTES;
    if (address - h.text_base < h.text_size)
        return get_le32(at + (address - h.text_base));
    assert_true(address - h.data_base + 4 <= h.data_size);
    return get_le32(at + h.text_size + (address - h.data_base));
}

static inline bool link_has(const struct buf *b, const char *text)
{
    return b->size != 0 && memmem(b->data, b->size, text, strlen(text)) != NULL;
}

#endif
