/* SPDX-License-Identifier: MIT
 *
 * Executions per opcode. The sum over all opcodes equals the instructions
 * retired: what is about to run is noted first and counted only when the
 * core's count has moved, so that a panic, an interrupted MOVS or a delivery
 * in between count nothing.
 */
#include "debug.h"

#include <stdlib.h>
#include <util/log.h>
#include <vm/isa.h>
#include <vm/machine.h>

enum { CODE_BYTES_MAX = 16 };

static void stats_commit(struct debug_stats *s, const struct core *c)
{
    if (s->started && c->retired != s->retired)
        s->count[s->op]++;
    s->started = false;
}

void stats_before(struct debug_stats *s, const struct core *c)
{
    const struct ram *r = &c->m->bus.ram;
    u8 code[CODE_BYTES_MAX];
    stats_commit(s, c);
    if (!ram_is_plain(r, c->ip, c->isa->insn_bytes))
        return; /* the fetch will panic */
    ram_read(r, c->ip, code, c->isa->insn_bytes);
    s->op = c->isa->op(code);
    s->retired = c->retired;
    s->started = true;
}

void stats_end(struct debug_stats *s, const struct core *c)
{
    stats_commit(s, c);
}

struct line {
    u64 count;
    u32 op;
};

static int compare_line(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return x->op < y->op ? -1 : 1;
}

static void print_line(const struct isa *isa, const struct line *l, u64 sum)
{
    const char *name = isa->op_name(l->op);
    log_info("  %-10s 0x%02X %14llu %5.1f %%", name ? name : "?", l->op,
             (unsigned long long)l->count,
             100.0 * (double)l->count / (double)sum);
}

void stats_print(const struct machine *m, const struct debug_stats *stats)
{
    struct line line[DEBUG_OPS];
    u64 sum = 0, retired = 0;
    for (u32 op = 0; op < DEBUG_OPS; op++) {
        line[op] = (struct line){0, op};
        for (u32 i = 0; i < m->core_count; i++)
            line[op].count += stats[i].count[op];
        sum += line[op].count;
    }
    for (u32 i = 0; i < m->core_count; i++)
        retired += m->core[i]->retired;
    qsort(line, DEBUG_OPS, sizeof(line[0]), compare_line);
    log_info("statistics: %llu instructions executed, %llu retired",
             (unsigned long long)sum, (unsigned long long)retired);
    for (u32 i = 0; i < DEBUG_OPS && line[i].count != 0; i++)
        print_line(m->core[0]->isa, &line[i], sum);
}
