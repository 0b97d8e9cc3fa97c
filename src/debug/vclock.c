/* SPDX-License-Identifier: MIT
 *
 * Vector clocks and the last accesses to words. Invariant: what is reported
 * is a race; an access that had to make place for another may hide one, never
 * invent one. Memory is bounded: words beyond that are not watched, and
 * atomic words without a place of their own share a clock, which orders more.
 */
#include "vclock.h"

#include <stdlib.h>

enum { PAGE_BYTES = 4 * VCLOCK_PAGE_WORDS, PAGES = 1 << 20 };

bool vclocks_init(struct vclocks *v, u32 cores)
{
    *v = (struct vclocks){.cores = cores};
    v->page = calloc(PAGES, sizeof(*v->page));
    v->word = calloc(VCLOCK_WORDS, sizeof(*v->word));
    return v->page && v->word;
}

void vclocks_fini(struct vclocks *v)
{
    for (u32 i = 0; v->page && i < PAGES && v->pages != 0; i++) {
        v->pages -= v->page[i] != NULL;
        free(v->page[i]);
    }
    free(v->page);
    free(v->word);
    v->page = NULL;
    v->word = NULL;
}

void vclock_join(const struct vclocks *v, struct vclock *to,
                 const struct vclock *from)
{
    for (u32 i = 0; i < v->cores; i++)
        if (from->of[i] > to->of[i])
            to->of[i] = from->of[i];
}

void vclock_release(const struct vclocks *v, struct vclock_core *c, u32 core,
                    struct vclock *to)
{
    vclock_join(v, to, &c->now);
    c->now.of[core]++;
}

struct vclock *vclock_of_word(struct vclocks *v, u32 at)
{
    for (u32 i = (at / 4 * 0x9E3779B1u) >> 11;; i++) {
        struct vclock_word *w = &v->word[i % VCLOCK_WORDS];
        if (w->at == at + 1)
            return &w->clock;
        if (w->at != 0)
            continue;
        if (v->words >= VCLOCK_WORDS / 2)
            return &v->rest;
        v->words++;
        w->at = at + 1;
        return &w->clock;
    }
}

/* The cells of a word; NULL: it is not watched. */
static struct vclock_cell *cells_of(struct vclocks *v, u32 at)
{
    struct vclock_page **p = &v->page[at / PAGE_BYTES];
    if (!*p && v->pages < VCLOCK_PAGES_MAX && (*p = calloc(1, sizeof(**p))))
        v->pages++;
    if (!*p) {
        v->full = true;
        return NULL;
    }
    return (*p)->cell[at % PAGE_BYTES / 4];
}

static bool is_before(const struct vclock_cell *cell,
                      const struct vclock_core *c)
{
    return cell->clock <= c->now.of[cell->core];
}

/* The old access says nothing that the new one does not. */
static bool covers(const struct vclock_cell *new, const struct vclock_cell *old,
                   const struct vclock_core *c)
{
    return old->clock == 0 ||
           ((old->mask & ~new->mask) == 0 && (new->write || !old->write) &&
            is_before(old, c));
}

bool vclock_access(struct vclocks *v, const struct vclock_core *c, u32 core,
                   u32 at, u8 mask, bool write, u32 ip,
                   struct vclock_cell *other)
{
    struct vclock_cell *cell = cells_of(v, at), *place = NULL;
    struct vclock_cell new = {c->now.of[core], ip, (u8)core, mask, write};
    bool races = false;
    for (u32 i = 0; cell && i < VCLOCK_CELLS; i++) {
        bool meets = cell[i].clock != 0 && cell[i].core != core &&
                     (cell[i].mask & mask) && (cell[i].write || write);
        if (meets && !races && !is_before(&cell[i], c)) {
            *other = cell[i];
            races = true;
        }
        if (covers(&new, &cell[i], c))
            place = place ? place : &cell[i];
    }
    if (cell)
        *(place ? place : &cell[v->turn++ % VCLOCK_CELLS]) = new;
    return races;
}
