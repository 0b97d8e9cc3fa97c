/* SPDX-License-Identifier: MIT
 *
 * Running a regular expression. The states to come back to are on a stack in
 * memory, not on the C stack; both it and the steps are bounded, so that no
 * pattern can hang or overflow.
 */
#include "regex.h"

#include <ctype.h>
#include <stdlib.h>

#include "regex_code.h"

enum { STEPS_MOST = 2000000, STATES_MOST = 4000 };

/* Either a place to try next, or an old value of a group to put back. */
struct state {
    u32 pc; /* UINT32_MAX: restore */
    i32 at;
    i32 slot, old;
};

struct run {
    const struct regex *r;
    const char *text;
    i32 length;
    struct state *state;
    u32 states;
    u32 steps;
    i32 slot[REGEX_GROUPS_MOST * 2];
};

static bool is_word(int c)
{
    return c == '_' || isalnum(c);
}

static bool at_boundary(const struct run *r, i32 at)
{
    bool before = at > 0 && is_word((u8)r->text[at - 1]);
    bool behind = at < r->length && is_word((u8)r->text[at]);
    return before != behind;
}

static bool push(struct run *r, struct state s)
{
    if (r->states == STATES_MOST)
        return false;
    r->state[r->states++] = s;
    return true;
}

/* Takes back groups until there is a place to go on; false at the end. */
static bool back(struct run *r, u32 *pc, i32 *at)
{
    while (r->states > 0) {
        const struct state *s = &r->state[--r->states];
        if (s->pc != UINT32_MAX) {
            *pc = s->pc;
            *at = s->at;
            return true;
        }
        r->slot[s->slot] = s->old;
    }
    return false;
}

static bool accepts(const struct run *r, const struct regex_ins *i, i32 at)
{
    int c = at < r->length ? (u8)r->text[at] : -1;
    switch (i->op) {
    case REGEX_CHAR:
        return c == (int)i->a;
    case REGEX_ANY:
        return c != -1 && c != '\n';
    case REGEX_SET:
        return c != -1 && (r->r->set[i->a].bits[c / 8] >> c % 8 & 1);
    case REGEX_START:
        return at == 0;
    case REGEX_END:
        return at == r->length;
    default:
        return at_boundary(r, at) == (i->a == 0);
    }
}

static bool consumes(u8 op)
{
    return op == REGEX_CHAR || op == REGEX_ANY || op == REGEX_SET;
}

/* One instruction that is no test. False when there is no room. */
static bool control(struct run *r, const struct regex_ins *i, u32 *pc, i32 at)
{
    if (i->op == REGEX_SPLIT) {
        *pc = i->a;
        return push(r, (struct state){i->b, at, 0, 0});
    }
    if (i->op == REGEX_SAVE) {
        struct state s = {UINT32_MAX, 0, (i32)i->a, r->slot[i->a]};
        r->slot[i->a] = at;
        ++*pc;
        return push(r, s);
    }
    *pc = i->a;
    return true;
}

static enum regex_result run_at(struct run *r, i32 at)
{
    u32 pc = 0;
    r->states = 0;
    while (r->steps++ < STEPS_MOST) {
        const struct regex_ins *i = &r->r->ins[pc];
        if (i->op == REGEX_MATCH)
            return REGEX_FOUND;
        if (i->op == REGEX_SPLIT || i->op == REGEX_SAVE ||
            i->op == REGEX_JUMP) {
            if (!control(r, i, &pc, at))
                return REGEX_GAVE_UP;
        } else if (accepts(r, i, at)) {
            at += consumes(i->op);
            pc++;
        } else if (!back(r, &pc, &at)) {
            return REGEX_NONE;
        }
    }
    return REGEX_GAVE_UP;
}

static void take_groups(const struct run *r, struct regex_match *m)
{
    for (u32 i = 0; i < REGEX_GROUPS_MOST; i++) {
        m->start[i] = r->slot[i * 2];
        m->end[i] = r->slot[i * 2 + 1];
    }
}

enum regex_result regex_search(const struct regex *regex, const char *text,
                               size_t length, size_t from,
                               struct regex_match *m)
{
    struct run r = {.r = regex, .text = text, .length = (i32)length};
    enum regex_result result = REGEX_NONE;
    r.state = malloc(STATES_MOST * sizeof *r.state);
    if (r.state == NULL)
        return REGEX_GAVE_UP;
    for (size_t at = from; at <= length && result == REGEX_NONE; at++) {
        for (u32 i = 0; i < REGEX_GROUPS_MOST * 2; i++)
            r.slot[i] = -1;
        result = run_at(&r, (i32)at);
    }
    free(r.state);
    take_groups(&r, m);
    return result;
}
