/* SPDX-License-Identifier: MIT
 *
 * Tells observers what the JIT has made: the uops of a region, its host code
 * with the marks that the emitters left, and in words what C must know at a
 * site. Nothing here is used unless there is an observer. Lock of the cache
 * held.
 */
#include "jit_emit.h"

#include <stdio.h>

#include <vm/observe.h>

struct told {
    struct host_code host;
    const struct jit_build *b;
};

static const char *const register_name[X86_REGS] = {
    "eax", "ecx", "edx",  "ebx",  "esp",  "ebp",  "esi",  "edi",
    "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"};

static const char *const site_kind[] = {[SITE_LEAVE] = "leave",
                                        [SITE_UOP] = "do",
                                        [SITE_STORED] = "stored",
                                        [SITE_COND] = "condition of",
                                        [SITE_RESOLVE] = "make FLAGS",
                                        [SITE_MARKED] = "marks in front of",
                                        [SITE_DIVZERO] = "zero divisor of",
                                        [SITE_CLAIMED] = "stored to code,"};

static const char *holds(const struct host_code *h, u32 i, u32 *guest)
{
    const struct jit_build *b = ((const struct told *)h)->b;
    for (u32 g = 0; g < ARRAY_LEN(b->host); g++) {
        if (b->host[g] == X86_NONE || i-- != 0)
            continue;
        *guest = g;
        return register_name[b->host[g]];
    }
    return NULL;
}

/* From what FLAGS follow. */
static void recipe_text(const struct jit_recipe *r, char *out, size_t size)
{
    char y[16];
    snprintf(y, sizeof(y), r->has_imm ? "0x%X" : "r%u",
             r->has_imm ? r->imm : r->b);
    char result[16] = "";
    if (r->writes)
        snprintf(result, sizeof(result), "r%u = ", r->d);
    if (r->flags == FLAGS_A || r->flags == FLAGS_S)
        snprintf(out, size, "%sr%u %c %s", result, r->a,
                 r->flags == FLAGS_A ? '+' : '-', y);
    else if (r->flags == FLAGS_X)
        snprintf(out, size, "comparing floats r%u, r%u", r->a, r->b);
    else
        snprintf(out, size, "%sr%u", r->flags == FLAGS_F ? "float " : "", r->d);
}

static void site_text(const struct host_code *h, u32 site, char *out,
                      size_t size)
{
    const struct jit_build *b = ((const struct told *)h)->b;
    const struct jit_site *s = jit_at(b->j, site);
    const u8 *guest = jit_at(b->j, s->alloc);
    char uop[64] = "", recipe[64] = "", dirty[64] = "";
    struct uop named = s->uop;
    size_t n = 0;
    if (s->kind == SITE_COND)
        named.code = UOP_JCC; /* which is no more than a condition */
    if (s->kind != SITE_LEAVE && s->kind != SITE_RESOLVE)
        uop_text(uop, sizeof(uop), &named);
    if (s->recipe > FLAGS_DEAD)
        recipe_text(jit_at(b->j, s->recipe), recipe, sizeof(recipe));
    for (u32 bits = s->dirty; bits != 0; bits &= bits - 1)
        n += (size_t)snprintf(dirty + n, sizeof(dirty) - n, " r%u",
                              guest[__builtin_ctz(bits)]);
    snprintf(out, size, "%s%s%s; %u not done; not in the core:%s; FLAGS %s%s",
             site_kind[s->kind], uop[0] ? " " : "", uop, s->adj,
             n != 0 ? dirty : " none", recipe[0] ? "of " : "in the core",
             recipe);
}

static void insns_told(const struct jit_build *b, struct translated_insn *out)
{
    for (u32 i = 0; i < b->insns; i++) {
        const struct jit_insn *n = &b->insn[i];
        i32 way = uop_way(b->uop[n->first + n->count - 1u].code);
        out[i] =
            (struct translated_insn){.pc = n->pc,
                                     .uop = n->first,
                                     .uops = n->count,
                                     .goes = way >= 0,
                                     .target = way > 0 ? n->target : n->next};
    }
}

void jit_tell(const struct jit_build *b)
{
    const struct emit *e = b->emit;
    const struct jit *j = b->j;
    struct translated_insn insn[JIT_INSNS];
    struct told told = {.b = b};
    told.host = (struct host_code){.bytes = j->rw + b->region->at,
                                   .at = b->region->at,
                                   .size = b->region->size,
                                   .common = j->code_start,
                                   .address = j->rx + b->region->at,
                                   .mark = e->mark,
                                   .marks = e->marks,
                                   .cut = e->marks == EMIT_MARKS,
                                   .holds = holds,
                                   .site = site_text};
    insns_told(b, insn);
    observe_translated(b->c, &(struct translation){.pc = b->pc,
                                                   .insn = insn,
                                                   .insns = b->insns,
                                                   .uop = b->uop,
                                                   .host = &told.host});
}
