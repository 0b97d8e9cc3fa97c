/* SPDX-License-Identifier: MIT
 *
 * Whether a machine can hold the segments of an image: checks 5 to 10 of
 * docs/board.md, each over all segments before the next begins. All sums are
 * in 64 bits, and empty segments occupy nothing.
 */
#include <format/image.h>

#include <lamp/board.h>

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct place {
    const char *name;
    u64 base, size;
};

void image_segment_text(char out[IMAGE_SEGMENT_TEXT_BYTES],
                        const struct image_segment *segment)
{
    u64 last = (u64)segment->address + segment->size - 1;
    if (segment->name)
        snprintf(out, IMAGE_SEGMENT_TEXT_BYTES,
                 "%s segment 0x%08" PRIX32 "-0x%08" PRIX64, segment->name,
                 segment->address, last);
    else
        snprintf(out, IMAGE_SEGMENT_TEXT_BYTES,
                 "segment %" PRIu32 " 0x%08" PRIX32 "-0x%08" PRIX64,
                 segment->number, segment->address, last);
}

/* Check 5. */
static bool check_ram(const struct image *image, u64 ram_bytes, struct err *e)
{
    for (u32 i = 0; i < image->count; i++) {
        const struct image_segment *s = &image->segments[i];
        if (s->size == 0 || range_ok(s->address, s->size, ram_bytes))
            continue;
        char text[IMAGE_SEGMENT_TEXT_BYTES];
        image_segment_text(text, s);
        return fail(e, "%s: %s is not wholly below RAM end 0x%08" PRIX64,
                    image->file, text, ram_bytes);
    }
    return true;
}

static int compare_place(const void *a, const void *b)
{
    const struct image_segment *x = *(const struct image_segment *const *)a;
    const struct image_segment *y = *(const struct image_segment *const *)b;
    if (x->address != y->address)
        return x->address < y->address ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

static bool fail_overlap(const struct image *image,
                         const struct image_segment *a,
                         const struct image_segment *b, struct err *e)
{
    char first[IMAGE_SEGMENT_TEXT_BYTES], second[IMAGE_SEGMENT_TEXT_BYTES];
    image_segment_text(first, a->number > b->number ? a : b);
    image_segment_text(second, a->number > b->number ? b : a);
    return fail(e, "%s: %s collides with the %s", image->file, first, second);
}

/* Check 6 by sorting: a hostile ELF file may have 65535 segments. */
static bool check_overlap(const struct image *image, struct err *e)
{
    const struct image_segment **sorted =
        malloc((image->count + 1) * sizeof(*sorted));
    if (!sorted)
        return fail(e, "%s: out of memory", image->file);
    u32 n = 0;
    for (u32 i = 0; i < image->count; i++) {
        if (image->segments[i].size > 0)
            sorted[n++] = &image->segments[i];
    }
    qsort(sorted, n, sizeof(*sorted), compare_place);
    bool ok = true;
    for (u32 i = 1; ok && i < n; i++) {
        const struct image_segment *a = sorted[i - 1], *b = sorted[i];
        if (b->address < (u64)a->address + a->size)
            ok = fail_overlap(image, a, b, e);
    }
    free(sorted);
    return ok;
}

/* Checks 7 to 9. */
static bool check_place(const struct image *image, const struct place *place,
                        struct err *e)
{
    for (u32 i = 0; i < image->count; i++) {
        const struct image_segment *s = &image->segments[i];
        if (!range_overlaps(s->address, s->size, place->base, place->size))
            continue;
        char text[IMAGE_SEGMENT_TEXT_BYTES];
        image_segment_text(text, s);
        return fail(e,
                    "%s: %s collides with the %s 0x%08" PRIX64 "-0x%08" PRIX64,
                    image->file, text, place->name, place->base,
                    place->base + place->size - 1);
    }
    return true;
}

/* Check 8 for all windows, segment by segment. */
static bool check_windows(const struct image *image, struct err *e)
{
    static const struct place windows[] = {
        {"framebuffer alias", FB_ALIAS_BASE, FB_ALIAS_SIZE},
        {"SYSINFO registers", SYSINFO_BASE, SYSINFO_SIZE},
        {"INTC registers", INTC_BASE, INTC_SIZE},
    };
    for (u32 i = 0; i < image->count; i++) {
        struct image one = *image;
        one.segments += i;
        one.count = 1;
        for (size_t w = 0; w < ARRAY_LEN(windows); w++) {
            if (!check_place(&one, &windows[w], e))
                return false;
        }
    }
    return true;
}

/* Check 10. */
static bool check_entry(const struct image *image, struct err *e)
{
    if (!image->is_elf)
        return true;
    for (u32 i = 0; i < image->count; i++) {
        const struct image_segment *s = &image->segments[i];
        if (image->entry >= s->address && image->entry - s->address < s->size)
            return true;
    }
    return fail(e, "%s: entry 0x%08" PRIX32 " is in no segment", image->file,
                image->entry);
}

bool image_check_layout(const struct image *image, u64 ram_bytes, u32 cores,
                        struct err *e)
{
    static const struct place low = {"vectors, fixed stacks and TIME", 0,
                                     PROGRAM_BASE};
    u64 pool_bytes = (u64)STACK_POOL_STRIDE * cores;
    struct place pool = {"stack pool", ram_bytes - pool_bytes, pool_bytes};
    return check_ram(image, ram_bytes, e) && check_overlap(image, e) &&
           check_place(image, &low, e) && check_windows(image, e) &&
           (cores < 2 || check_place(image, &pool, e)) && check_entry(image, e);
}
