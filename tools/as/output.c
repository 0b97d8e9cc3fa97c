/* SPDX-License-Identifier: MIT
 *
 * The flat image is the header and the bytes of all sections in the order of
 * sections_visit, nothing between them. The map lists segments, sections and
 * symbols by address.
 */
#include "output.h"

#include "symbol.h"

#include <lamp/image.h>
#include <format/image.h>

#include <inttypes.h>
#include <stdlib.h>

static void add_bytes(struct section *s, void *context)
{
    struct buf *out = context;
    buf_add(out, s->bytes.data, s->bytes.size);
}

void output_image(struct as *a, const struct layout *layout)
{
    struct buf *out = &a->result->image;
    struct image_header header = {
        layout->base[SEGMENT_TEXT], layout->size[SEGMENT_TEXT],
        layout->base[SEGMENT_DATA], layout->size[SEGMENT_DATA],
        layout->base[SEGMENT_BSS],  layout->size[SEGMENT_BSS],
    };
    image_header_add(out, &header);
    sections_visit(a, SEGMENT_TEXT, add_bytes, out);
    sections_visit(a, SEGMENT_DATA, add_bytes, out);
    if (out->failed)
        as_out_of_memory(a);
}

static void map_range(struct buf *out, const char *indent, const char *name,
                      u32 base, u64 size)
{
    if (size > 0)
        buf_printf(out, "%s0x%08" PRIX32 "-0x%08" PRIX64 " %10" PRIu64 "  %s\n",
                   indent, base, base + size - 1, size, name);
}

static void map_section(struct section *s, void *context)
{
    map_range(context, "  ", s->name, s->base, s->size);
}

static int compare_symbols(const void *a, const void *b)
{
    const struct symbol *x = *(const struct symbol *const *)a;
    const struct symbol *y = *(const struct symbol *const *)b;
    i64 xn = value_absolute(&x->value), yn = value_absolute(&y->value);
    if (xn != yn)
        return xn < yn ? -1 : 1;
    return strcmp(x->name, y->name);
}

static bool is_shown(const struct symbol *s)
{
    return s->kind != SYMBOL_NONE && s->kind != SYMBOL_GIVEN &&
           !symbol_is_numbered(s);
}

static void map_symbols(struct as *a, struct buf *out)
{
    size_t n = 0;
    for (const struct symbol *s = a->symbols; s; s = s->next)
        n += is_shown(s);
    const struct symbol **sorted = calloc(n + 1, sizeof(*sorted));
    if (!sorted) {
        as_out_of_memory(a);
        return;
    }
    n = 0;
    for (const struct symbol *s = a->symbols; s; s = s->next) {
        if (is_shown(s))
            sorted[n++] = s;
    }
    qsort(sorted, n, sizeof(*sorted), compare_symbols);
    for (size_t i = 0; i < n; i++) {
        const struct symbol *s = sorted[i];
        buf_printf(out, "0x%08" PRIX32 " %-8s %s%s\n",
                   (u32)value_absolute(&s->value),
                   s->value.section ? s->value.section->name : "number",
                   s->name, s->global ? " (global)" : "");
    }
    free(sorted);
}

void output_map(struct as *a, const struct layout *layout)
{
    static const char *const names[SEGMENT_COUNT] = {"text", "data", "bss"};
    struct buf *out = &a->result->map;
    buf_printf(out, "Segments and sections\n");
    for (int i = 0; i < SEGMENT_COUNT; i++) {
        map_range(out, "", names[i], layout->base[i], layout->size[i]);
        sections_visit(a, (enum segment)i, map_section, out);
    }
    buf_printf(out, "\nSymbols\n");
    map_symbols(a, out);
    if (out->failed)
        as_out_of_memory(a);
}

void output_depends(struct as *a)
{
    for (const struct source *s = a->sources; s; s = s->next)
        buf_printf(&a->result->depends, "%s\n", s->path);
    if (a->result->depends.failed)
        as_out_of_memory(a);
}
