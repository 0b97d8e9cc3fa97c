/* SPDX-License-Identifier: MIT
 *
 * Comparison of the oracle with a core of a machine, field by field. It never
 * judges; it only says what differs. When both have panicked, requests and
 * the framebuffer's damage are not compared, only what section 11 of
 * docs/isa.md promises: registers, stacks, memory, cause and place.
 */
#include "match.h"

#include <stdio.h>

#include <sys/mman.h>

#include <vm/codemap.h>
#include <vm/engine.h>

/* Of the largest machine compared here. */
enum { PAGES_MAX = (MATCH_RAM_MAX + ORACLE_FB_BYTES) / ORACLE_PAGE };

struct machine *match_machine(const char *engine, u32 ram_size, u32 cores,
                              bool strict, struct err *e)
{
    struct config config = config_default;
    config.engine = engine;
    config.ram_bytes = ram_size;
    config.cores = cores;
    config.strict = strict;
    struct machine *m = machine_new(&config, &host_null, e);
    for (u32 i = 0; m != NULL && i < cores; i++)
        m->core[i]->strict =
            strict; /* debug builds check without being asked */
    return m;
}

static const struct oracle *first_of(const struct oracle *o)
{
    return o->first != NULL ? o->first : o;
}

/* --- into the machine --------------------------------------------------- */

static u32 word_of(const u8 *bit, u32 word)
{
    u32 bits = 0;
    for (u32 i = 0; i < 32; i++)
        bits |= (u32)(bit[32 * word + i] != 0) << i;
    return bits;
}

static void load_interrupts(struct machine *m, const struct oracle *o)
{
    struct core *c = m->core[o->id];
    c->in_isr = o->in_isr;
    c->irq_masked = o->irq_masked;
    c->serving = o->serving;
    for (u32 i = 0; i < IRQ_WORDS; i++) {
        c->irq.pending[i] = word_of(o->pending, i);
        c->irq.in_service[i] = word_of(o->in_service, i);
        c->irq.enable[i] = word_of(o->enable, i);
    }
    core_poke(c, CORE_IRQ);
}

/* Where page number n of the oracle lies in guest space. */
static u32 page_address(u32 n)
{
    return n * ORACLE_PAGE; /* framebuffer pages follow RAM, as FB does */
}

static const u8 *page_bytes(const struct oracle *o, u32 n)
{
    u32 at = page_address(n);
    return at < o->ram_size ? o->ram + at : o->fb + (at - o->ram_size);
}

static void load_core(struct core *c, const struct oracle *o)
{
    memcpy(c->r, o->r, sizeof c->r);
    c->ip = o->ip;
    c->panic.set = false;
    core_flags_set(c, o->flags);
    for (u32 i = 0; i < STACK_COUNT; i++) {
        const struct oracle_stack *k = &o->stack[i];
        c->stack[i] = (struct stack){k->base, k->index, k->count, k->slot};
    }
}

/* Only granules that differ: code made from the others stays. */
static void load_page(struct machine *m, const struct oracle *o, u32 page)
{
    struct ram *r = &m->bus.ram;
    const u8 *from = page_bytes(o, page);
    u32 to = page_address(page);
    for (u32 i = 0; i < ORACLE_PAGE; i += GRANULE_BYTES) {
        if (memcmp(r->base + to + i, from + i, GRANULE_BYTES) == 0)
            continue;
        ram_write(r, to + i, from + i, GRANULE_BYTES);
        codemap_written(m, r, to + i, GRANULE_BYTES);
    }
}

void match_load_pages(struct machine *m, const struct oracle *o)
{
    o = first_of(o);
    for (u32 i = 0; i < o->fresh_count; i++)
        load_page(m, o, o->fresh_list[i]);
}

void match_load(struct machine *m, const struct oracle *o)
{
    const struct oracle *first = first_of(o);
    load_core(m->core[o->id], o);
    load_interrupts(m, o);
    memcpy(m->priority, first->priority, sizeof m->priority);
    memcpy(m->bus.scratch, first->port, sizeof m->bus.scratch);
    match_load_pages(m, o);
}

/* --- differences -------------------------------------------------------- */

static bool same(struct buf *why, const char *name, u64 oracle, u64 machine)
{
    if (LIKELY(oracle == machine))
        return true;
    buf_printf(why, "  %-12s oracle 0x%08llX, machine 0x%08llX\n", name,
               (unsigned long long)oracle, (unsigned long long)machine);
    return false;
}

/* The same for element i of something. */
static bool same_at(struct buf *why, const char *name, u32 i, u64 oracle,
                    u64 machine)
{
    char full[32];
    if (LIKELY(oracle == machine))
        return true;
    snprintf(full, sizeof full, "%s[%u]", name, i);
    return same(why, full, oracle, machine);
}

const char *match_flags(u32 flags, char out[8])
{
    static const struct {
        u32 bit;
        char letter;
    } name[] = {{ISA_CF, 'C'}, {ISA_ZF, 'Z'}, {ISA_SF, 'S'}, {ISA_OF, 'O'}};
    u32 n = 0;
    for (u32 i = 0; i < ARRAY_LEN(name); i++)
        if (flags & name[i].bit)
            out[n++] = name[i].letter;
    if (n == 0)
        out[n++] = '-';
    out[n] = 0;
    return out;
}

static bool same_stacks(const struct oracle *o, const struct core *c,
                        struct buf *why)
{
    static const char *const name[] = {"call", "data", "interrupt"};
    bool ok = true;
    for (u32 i = 0; i < STACK_COUNT; i++) {
        const struct oracle_stack *a = &o->stack[i];
        const struct stack *b = &c->stack[i];
        if (a->base == b->base && a->index == b->index &&
            a->count == b->count && a->slot == b->slot)
            continue;
        buf_printf(why,
                   "  %s stack: oracle base 0x%08X index %u of %u, "
                   "machine base 0x%08X index %u of %u\n",
                   name[i], a->base, a->index, a->count, b->base, b->index,
                   b->count);
        ok = false;
    }
    return ok;
}

static bool same_requests(const struct oracle *o, struct machine *m,
                          struct buf *why)
{
    const struct oracle *first = first_of(o);
    const struct core *c = m->core[o->id];
    bool ok = same(why, "serving", o->serving, c->serving);
    for (u32 i = 0; i < IRQ_WORDS; i++) {
        if (!o->storm || i != IRQ_WORDS - 1)
            ok &= same_at(why, "pending", i, word_of(o->pending, i),
                          c->irq.pending[i]);
        ok &= same_at(why, "in_service", i, word_of(o->in_service, i),
                      c->irq.in_service[i]);
        ok &=
            same_at(why, "enable", i, word_of(o->enable, i), c->irq.enable[i]);
    }
    for (u32 v = 0; v < IRQ_VECTORS; v++)
        ok &= same_at(why, "priority", v, first->priority[v], m->priority[v]);
    for (u32 p = 0; p < BUS_PORTS; p++)
        if (m->bus.port[p] == NULL)
            ok &= same_at(why, "port", p, first->port[p], m->bus.scratch[p]);
    return ok;
}

static bool same_end(const struct oracle *o, struct machine *m, enum stop stop,
                     struct buf *why)
{
    static const char *const state[] = {"running", "parked", "waiting",
                                        "halted", "panicked"};
    const struct core *c = m->core[o->id];
    /* By its write to the exit port; it ends the others, too. */
    bool exited = m->ending && m->result.state == MACHINE_HALTED &&
                  m->result.core == o->id;
    bool halted = stop == STOP_HALT || exited;
    enum oracle_state other = c->state == CORE_PARKED ? ORACLE_PARKED
                              : stop == STOP_PANIC    ? ORACLE_PANICKED
                              : stop == STOP_WAIT     ? ORACLE_WAITING
                              : halted                ? ORACLE_HALTED
                                                      : ORACLE_RUNNING;
    if (other != o->state) {
        buf_printf(why, "  state        oracle %s, machine %s\n",
                   state[o->state], state[other]);
        if (other == ORACLE_PANICKED)
            buf_printf(why, "  machine says: %s\n", c->panic.text);
        if (o->state == ORACLE_PANICKED)
            buf_printf(why, "  oracle says: %s at 0x%08X\n", o->cause,
                       o->panic_ip);
        return false;
    }
    if (other != ORACLE_PANICKED)
        return !exited ||
               same(why, "exit status", o->exit_status, (u32)m->result.status);
    bool ok = same(why, "panic ip", o->panic_ip, c->panic.ip);
    const char *cause = panic_cause_text((enum panic_cause)c->panic.cause);
    if (!c->panic.set || strcmp(cause, o->cause) != 0) {
        buf_printf(why, "  cause        oracle %s, machine %s\n", o->cause,
                   c->panic.text);
        ok = false;
    }
    return ok;
}

bool match_core(const struct oracle *o, struct machine *m, enum stop stop,
                struct buf *why)
{
    const struct core *c = m->core[o->id];
    char a[8], b[8];
    bool ok = same_end(o, m, stop, why);
    for (u32 i = 0; i < 32; i++)
        ok &= same_at(why, "r", i, o->r[i], c->r[i]);
    ok &= same(why, "ip", o->ip, c->ip);
    u32 flags = core_flags(c);
    if (!same(why, "FLAGS", o->flags, flags)) {
        buf_printf(why, "    that is    oracle %s, machine %s\n",
                   match_flags(o->flags, a), match_flags(flags, b));
        ok = false;
    }
    ok &= same(why, "retired", o->retired, c->retired);
    ok &= same(why, "breaks", o->breaks, c->breaks);
    ok &= same(why, "IN_ISR", o->in_isr, c->in_isr);
    ok &= same(why, "IRQ_MASKED", o->irq_masked, c->irq_masked);
    ok &= same_stacks(o, c, why);
    return (o->state == ORACLE_PANICKED || same_requests(o, m, why)) && ok;
}

/* --- two machines ------------------------------------------------------- */

static bool differ(struct buf *why, const char *what)
{
    buf_printf(why, "  %s differ\n", what);
    return false;
}

static bool same_trails(const struct core *a, const struct core *b,
                        struct buf *why)
{
    u32 n = a->trail_count < TRAIL_LEN ? a->trail_count : TRAIL_LEN;
    if (b->trail_count < n)
        return differ(why, "numbers of transfers");
    for (u32 i = 1; i <= n; i++) {
        const struct trail *x = &a->trail[(a->trail_count - i) % TRAIL_LEN];
        const struct trail *y = &b->trail[(b->trail_count - i) % TRAIL_LEN];
        if (x->from == y->from && x->to == y->to && x->kind == y->kind)
            continue;
        buf_printf(why,
                   "  transfer -%u: 0x%08X to 0x%08X kind 0x%X, and 0x%08X "
                   "to 0x%08X kind 0x%X\n",
                   i, x->from, x->to, x->kind, y->from, y->to, y->kind);
        return false;
    }
    return true;
}

static bool same_panics(const struct core *a, const struct core *b,
                        struct buf *why)
{
    if (a->panic.set == b->panic.set &&
        (!a->panic.set || strcmp(a->panic.text, b->panic.text) == 0))
        return true;
    buf_printf(why, "  panic: %s\n    and: %s\n",
               a->panic.set ? a->panic.text : "none",
               b->panic.set ? b->panic.text : "none");
    return false;
}

bool match_cores(const struct core *a, const struct core *b, struct buf *why)
{
    bool ok = true;
    for (u32 i = 0; i < 32; i++)
        if (a->r[i] != b->r[i]) {
            buf_printf(why, "  r%-2u 0x%08X and 0x%08X\n", i, a->r[i], b->r[i]);
            ok = false;
        }
    if (a->ip != b->ip || a->retired != b->retired)
        ok = differ(why, "addresses or counts of instructions");
    if (core_flags(a) != core_flags(b))
        ok = differ(why, "FLAGS");
    if (memcmp(a->stack, b->stack, sizeof a->stack) != 0)
        ok = differ(why, "stacks");
    if (a->in_isr != b->in_isr || a->irq_masked != b->irq_masked ||
        a->serving != b->serving ||
        memcmp(&a->irq, &b->irq, sizeof a->irq) != 0)
        ok = differ(why, "interrupts");
    return same_trails(a, b, why) && same_panics(a, b, why) && ok;
}

/* --- memory ------------------------------------------------------------- */

static bool same_page(const struct oracle *o, struct machine *m, u32 page,
                      struct buf *why)
{
    const u8 *a = page_bytes(o, page);
    u32 at = page_address(page);
    const u8 *b = m->bus.ram.base + at;
    if (memcmp(a, b, ORACLE_PAGE) == 0)
        return true;
    u32 first = 0, count = 0;
    for (u32 i = 0; i < ORACLE_PAGE; i++)
        if (a[i] != b[i] && count++ == 0)
            first = i;
    buf_printf(why,
               "  memory       %u bytes differ from 0x%08X on: "
               "oracle 0x%02X, machine 0x%02X\n",
               count, at + first, a[first], b[first]);
    return false;
}

bool match_pages(const struct oracle *o, struct machine *m, struct buf *why)
{
    bool ok = true;
    o = first_of(o);
    for (u32 i = 0; i < o->fresh_count; i++)
        ok &= same_page(o, m, o->fresh_list[i], why);
    return ok;
}

/* Only pages that the machine has touched can differ from those that the
 * oracle has not. */
static bool resident_pages(struct machine *m, u8 *resident, u32 pages)
{
    return mincore(m->bus.ram.base, (size_t)pages * ORACLE_PAGE, resident) == 0;
}

bool match_storage(const struct oracle *o, struct machine *m, struct buf *why)
{
    u8 resident[PAGES_MAX];
    u32 pages = (o->ram_size + ORACLE_FB_BYTES) / ORACLE_PAGE;
    bool ok = true, known = resident_pages(m, resident, pages);
    for (u32 n = 0; n < pages; n++) {
        u32 at = page_address(n);
        bool hidden = at < o->ram_size && at >= FB_ALIAS_BASE &&
                      at - FB_ALIAS_BASE < FB_ALIAS_SIZE;
        if (!hidden &&
            (!known || (resident[n] & 1) || (o->dirty[n] & ORACLE_DIRTY) != 0))
            ok &= same_page(o, m, n, why);
    }
    if (memcmp(m->bus.ram.base + FB_ALIAS_BASE, m->bus.ram.base + o->ram_size,
               64) != 0) {
        buf_printf(why, "  the framebuffer windows differ\n");
        ok = false;
    }
    return ok;
}
