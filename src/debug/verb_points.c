/* SPDX-License-Identifier: MIT
 *
 * Verbs about breakpoints and watchpoints.
 */
#include "verbs.h"

#include <inttypes.h>

static const char *const kinds[] = {[POINT_BREAK] = "break",
                                    [POINT_WRITE] = "write",
                                    [POINT_READ] = "read",
                                    [POINT_ACCESS] = "access"};

static bool point_make(struct verb_call *v, enum point_kind kind, u32 at,
                       u32 size, bool once, struct err *e)
{
    u32 id = control_point_add(verb_machine(v), kind, at, size, once);
    if (id == 0)
        return fail(e,
                    "there are %d points already, or the range leaves the "
                    "address space",
                    CONTROL_POINTS_MAX);
    out_number(v->out, "point", id);
    out_hex(v->out, "address", at, 8);
    verb_place(v, at, 0);
    return true;
}

bool verb_break(struct verb_call *v, struct err *e)
{
    u32 at;
    if (!verb_address_word(v, 0, &at, e))
        return false;
    if (v->words > 1 && strcmp(v->word[1], "once") != 0)
        return fail(e, "'%.40s': only 'once' may follow the address",
                    v->word[1]);
    return point_make(v, POINT_BREAK, at, 0, v->words > 1, e);
}

static bool kind_read(const char *word, enum point_kind *kind)
{
    static const struct {
        const char *word;
        enum point_kind kind;
    } words[] = {{"r", POINT_READ}, {"w", POINT_WRITE}, {"rw", POINT_ACCESS}};
    for (u32 i = 0; i < ARRAY_LEN(words); i++)
        if (strcmp(word, words[i].word) == 0) {
            *kind = words[i].kind;
            return true;
        }
    return false;
}

bool verb_watch(struct verb_call *v, struct err *e)
{
    enum { WATCH_BYTES = 4, WATCH_BYTES_MAX = 65536 };
    enum point_kind kind = POINT_WRITE;
    u64 size = WATCH_BYTES;
    u32 at, last = v->words - 1;
    if (!verb_address_word(v, 0, &at, e))
        return false;
    bool has_kind = last > 0 && kind_read(v->word[last], &kind);
    if (last - has_kind > 1)
        return fail(e, "'%.40s' is none of r, w, rw", v->word[last]);
    if (last - has_kind == 1 &&
        !verb_number(v->word[1], "number of bytes", WATCH_BYTES_MAX, &size, e))
        return false;
    if (size == 0)
        return fail(e, "a watchpoint has at least one byte");
    return point_make(v, kind, at, (u32)size, false, e);
}

bool verb_delete(struct verb_call *v, struct err *e)
{
    struct machine *m = verb_machine(v);
    u64 id;
    if (strcmp(v->word[0], "all") == 0) {
        control_points_clear(m);
        return true;
    }
    if (!verb_number(v->word[0], "point", UINT32_MAX, &id, e))
        return false;
    return control_point_delete(m, (u32)id) ||
           (machine_over(m) ? fail(e, "the machine has ended")
                            : fail(e, "there is no point %s", v->word[0]));
}

bool verb_points(struct verb_call *v, struct err *e)
{
    const struct point *p;
    (void)e;
    out_list(v->out, "points");
    for (u32 i = 0; (p = control_point_get(verb_machine(v), i)) != NULL; i++) {
        out_object(v->out, NULL);
        out_number(v->out, "point", p->id);
        out_text(v->out, "kind", "%s", kinds[p->kind]);
        out_hex(v->out, "address", p->at, 8);
        out_number(v->out, "bytes", p->size);
        out_number(v->out, "hits", p->hits);
        out_flag(v->out, "once", p->once);
        verb_place(v, p->at, 0);
        out_end(v->out);
    }
    out_end(v->out);
    return true;
}
