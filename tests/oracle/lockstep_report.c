/* SPDX-License-Identifier: MIT
 *
 * See lockstep.h. What failed is run again with full comparison after every
 * slice; then the slice that fails is made as short as it goes while it still
 * fails, which names the first instruction that differs as well as an engine
 * lets anyone see it: the last instructions of a slice are not run in
 * generated code. A trace of what the oracle did last ends the report.
 */
#include "lockstep.h"

#include <format/isa_text.h>

static void report_trace(const struct lockstep *l, struct buf *why)
{
    u64 last = l->traced,
        from = last < LOCKSTEP_TRACE ? 0 : last - LOCKSTEP_TRACE;
    buf_printf(why, "last instructions of the oracle (core, index, address, "
                    "word):\n");
    for (u64 i = from; i < last; i++) {
        const struct lockstep_trace *t = &l->trace[i % LOCKSTEP_TRACE];
        char text[ISA_TEXT_BYTES];
        u8 code[8];
        put_le64(code, t->word);
        isa_text(text, sizeof text, code, t->pc);
        buf_printf(why, "  %u %6llu 0x%08X %016llX %s\n", t->core,
                   (unsigned long long)t->index, t->pc,
                   (unsigned long long)t->word, text);
    }
}

/* Whether the program differs when slice number `slice` is cut. */
static bool differs(struct lockstep *l, const struct lockstep_program *p,
                    u64 slice, u64 length, struct buf *why)
{
    why->size = 0;
    l->cut_slice = slice;
    l->cut_length = length;
    l->traced = 0;
    bool same = lockstep_once(l, p, why);
    l->cut_length = 0;
    return !same;
}

/* The shortest length of that slice that still differs, by halving. */
static u64 shortest(struct lockstep *l, const struct lockstep_program *p,
                    u64 slice, u64 length, struct buf *why)
{
    u64 same = 0;
    while (length - same > 1) {
        u64 middle = same + (length - same) / 2;
        if (differs(l, p, slice, middle, why))
            length = middle;
        else
            same = middle;
    }
    return length;
}

static void describe(struct lockstep *l, const struct lockstep_program *p,
                     struct buf *out)
{
    if (p->bytes != NULL)
        buf_printf(out, "program of %zu bytes", p->size);
    else
        buf_printf(out, "seed %llu", (unsigned long long)p->seed);
    buf_printf(out,
               ", RAM %u MiB%s, core %u, %llu instructions from number %llu "
               "on:\n",
               l->o->ram_size >> 20, l->o->strict ? ", strict" : "", l->o->id,
               (unsigned long long)l->slice_length,
               (unsigned long long)l->slice_from);
}

void lockstep_report_once(struct lockstep *l, const struct lockstep_program *p,
                          struct buf *why)
{
    struct buf details = *why;
    *why = (struct buf){0};
    buf_printf(why, "%s in a storm, ", l->side[l->from].engine);
    describe(l, p, why);
    buf_add(why, details.data, details.size);
    report_trace(l, why);
    buf_free(&details);
}

void lockstep_report(struct lockstep *l, const struct lockstep_program *p,
                     struct buf *why)
{
    struct buf details = {0};
    struct events *events = l->events;
    l->events = NULL;
    l->fine = true;
    bool again = differs(l, p, 0, 0, &details);
    u64 slice = l->slice;
    if (again) {
        u64 length = shortest(l, p, slice, l->slice_length, &details);
        again = differs(l, p, slice, length, &details);
    }
    l->fine = false;
    l->events = events;
    if (again) {
        why->size = 0;
        describe(l, p, why);
        buf_add(why, details.data, details.size);
    } else {
        describe(l, p, why);
        buf_printf(why, "  gone when run again\n");
    }
    report_trace(l, why);
    if (p->bytes == NULL)
        buf_printf(why, "again: lockstep --seed-from %llu --count 1\n",
                   (unsigned long long)p->seed);
    buf_free(&details);
}
