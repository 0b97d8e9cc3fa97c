/* SPDX-License-Identifier: MIT
 *
 * A stack of open conditions. In lines that are not assembled only these
 * directives are looked at, and their operands are not evaluated.
 */
#include "cond.h"

#include "expr.h"
#include "symbol.h"

bool cond_active(const struct as *a)
{
    return a->conditions == 0 || a->condition[a->conditions - 1].active;
}

static bool test_defined(struct as *a, struct cursor *in, bool *holds)
{
    struct cursor name;
    if (!symbol_word(a, in, &name))
        return false;
    *holds = symbol_is_known(a, name);
    return as_expect_end(a, in);
}

static bool test_same(struct as *a, struct cursor *in, bool *holds)
{
    struct cursor first = {in->p, in->p}, second;
    bool comma = lex_argument(in, &first) && in->p[-1] == ',';
    second = *in;
    lex_trim(&second);
    if (!comma)
        return as_error(a, in->p, "two texts with a comma are needed");
    *holds = cursor_size(first) == cursor_size(second) &&
             memcmp(first.p, second.p, cursor_size(first)) == 0;
    return true;
}

/* False: reported. */
static bool evaluate(struct as *a, struct cursor *in, u32 test, bool *holds)
{
    i64 number = 0;
    bool ok = true;
    switch (test) {
    case COND_TRUE:
    case COND_FALSE:
        ok = expr_read_known(a, in, &number) && as_expect_end(a, in);
        *holds = (number != 0) == (test == COND_TRUE);
        return ok;
    case COND_DEFINED:
    case COND_UNDEFINED:
        ok = test_defined(a, in, holds);
        *holds = *holds == (test == COND_DEFINED);
        return ok;
    case COND_BLANK:
    case COND_NOT_BLANK:
        *holds = lex_end(in) == (test == COND_BLANK);
        return true;
    default:
        ok = test_same(a, in, holds);
        *holds = *holds == (test == COND_SAME);
        return ok;
    }
}

/* After an error no branch is assembled: it would cause errors of its own. */
static void choose(struct as *a, struct condition *c, struct cursor *in,
                   u32 test)
{
    bool holds = false;
    bool ok = evaluate(a, in, test, &holds);
    c->active = ok && holds;
    c->taken = !ok || holds;
}

void cond_if(struct as *a, struct cursor *in, u32 test)
{
    bool outer = cond_active(a);
    if (a->conditions == AS_CONDITIONS_MAX) {
        as_fatal(a, in->p, "conditions are nested more than %d deep",
                 AS_CONDITIONS_MAX);
        return;
    }
    struct condition *c = &a->condition[a->conditions];
    *c = (struct condition){
        .taken = true, .file = a->line.file, .line = a->line.number};
    if (outer)
        choose(a, c, in, test);
    a->conditions++;
}

/* The innermost condition of this file or expansion. */
static struct condition *current(struct as *a, const struct cursor *in)
{
    if (a->conditions == 0 || a->conditions == a->frame->conditions) {
        as_error(a, in->p, "there is no .if for this");
        return NULL;
    }
    return &a->condition[a->conditions - 1];
}

void cond_elseif(struct as *a, struct cursor *in, u32 test)
{
    struct condition *c = current(a, in);
    if (!c)
        return;
    if (c->final)
        as_error(a, in->p, ".elseif stands behind .else");
    c->active = false;
    if (!c->taken)
        choose(a, c, in, test);
}

void cond_else(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    struct condition *c = current(a, in);
    if (!c)
        return;
    if (c->final)
        as_error(a, in->p, "this .if has an .else already");
    c->active = !c->taken;
    c->taken = c->final = true;
    as_expect_end(a, in);
}

void cond_endif(struct as *a, struct cursor *in, u32 argument)
{
    (void)argument;
    if (!current(a, in))
        return;
    a->conditions--;
    as_expect_end(a, in);
}
