/* SPDX-License-Identifier: MIT
 *
 * The verb that traces a machine which already runs. The cores stand while it
 * begins or ends; going on gives them the engine that the trace needs, and
 * behind the trace the one they had.
 */
#include "verbs.h"

#include <vm/codemap.h>
#include <vm/trace.h>

static bool trace_on(struct verb_call *v, struct err *e)
{
    struct machine *m = verb_machine(v);
    struct trace_options o;
    u32 address;
    if (v->words < 2)
        return fail(e, "usage: trace on KINDS [FILE]");
    if (!trace_parse_kinds(&o, v->word[1]))
        return fail(e,
                    "'%.40s' cannot be traced; KINDS is a comma list of "
                    "exec, mmio, irq, block, uops, asm, core=N, range=A-B",
                    v->word[1]);
    o.path = v->words > 2 ? v->word[2] : NULL;
    names_get(m->names, 0, &address); /* cores cannot load them */
    if (!trace_open(m, &o, e))
        return false;
    if (o.kinds & TRACE_OF_CODE)
        codemap_forget(m); /* what is translated already is so once more */
    return true;
}

static bool trace_status(struct verb_call *v)
{
    static const char *const word[] = {
#define TRACE_WORD(name, word, meaning) word,
        TRACE_KINDS(TRACE_WORD)
#undef TRACE_WORD
    };
    const struct trace_options *o = trace_get(verb_machine(v));
    char kinds[64] = "";
    out_flag(v->out, "on", o != NULL);
    if (!o)
        return true;
    for (u32 i = 0, n = 0; i < TRACE_KIND_COUNT; i++)
        if (o->kinds >> i & 1)
            n += (u32)snprintf(kinds + n, sizeof(kinds) - n, "%s%s",
                               n ? "," : "", word[i]);
    out_text(v->out, "kinds", "%s", kinds);
    if (o->one_core)
        out_number(v->out, "core", o->core);
    if (o->first != 0 || o->last != UINT32_MAX) {
        out_hex(v->out, "from", o->first, 8);
        out_hex(v->out, "to", o->last, 8);
    }
    out_text(v->out, "file", "%s", o->path ? o->path : "standard error");
    return true;
}

bool verb_trace(struct verb_call *v, struct err *e)
{
    if (v->words == 0)
        return trace_status(v);
    if (strcmp(v->word[0], "on") == 0)
        return trace_on(v, e);
    if (strcmp(v->word[0], "off") != 0)
        return fail(e, "'%.40s' is neither on nor off", v->word[0]);
    if (!trace_get(verb_machine(v)))
        return fail(e, "there is no trace");
    return trace_close(verb_machine(v), e);
}
