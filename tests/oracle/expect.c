/* SPDX-License-Identifier: MIT
 *
 * Reader of expect.h's language. One pass over the text; each name leads to a
 * place in the oracle's state, which is then either written or compared.
 * Invariant: an unknown name or a value that cannot be read is an error, so
 * that a misspelt expectation never passes.
 */
#include "expect.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

struct reader {
    const char *p;
    struct oracle *o;
    u32 base;
    bool check;
    struct err *e;
    char name[24];
    bool indexed;
    u32 index; /* the number in brackets */
};

static void skip(struct reader *r)
{
    while (isspace((unsigned char)*r->p) || *r->p == ',')
        r->p++;
}

static bool read_number(struct reader *r, u32 *value)
{
    bool place = *r->p == '@', minus = *r->p == '-';
    const char *from = r->p + (place || minus);
    char *end;
    unsigned long v = strtoul(from, &end, 0);
    if (!isdigit((unsigned char)*from) || v > 0xFFFFFFFF)
        return fail(r->e, "no number at '%s'", r->p);
    r->p = end;
    *value = place ? r->base + 8 * (u32)v : minus ? 0 - (u32)v : (u32)v;
    return true;
}

static bool read_name(struct reader *r)
{
    size_t n = strspn(r->p, "abcdefghijklmnopqrstuvwxyz_0123456789");
    if (n == 0 || n >= sizeof r->name)
        return fail(r->e, "no name at '%s'", r->p);
    memcpy(r->name, r->p, n);
    r->name[n] = 0;
    r->p += n;
    r->indexed = *r->p == '[';
    if (r->indexed) {
        r->p++;
        if (!read_number(r, &r->index))
            return false;
        if (*r->p++ != ']')
            return fail(r->e, "no ] after '%s['", r->name);
    }
    if (*r->p++ != '=')
        return fail(r->e, "no = after '%s'", r->name);
    return true;
}

/* The end of every assignment. */
static bool settle(struct reader *r, const char *what, u64 *place, u64 value)
{
    if (!r->check)
        *place = value;
    else if (*place != value)
        return fail(r->e, "%s is 0x%llX, expected 0x%llX", what,
                    (unsigned long long)*place, (unsigned long long)value);
    return true;
}

static bool settle32(struct reader *r, const char *what, u32 *place, u32 value)
{
    u64 wide = *place;
    bool ok = settle(r, what, &wide, value);
    *place = (u32)wide;
    return ok;
}

static u32 *word_place(struct oracle *o, const char *name)
{
    struct oracle_stack *k = o->stack;
    const struct {
        const char *name;
        u32 *place;
    } table[] = {{"ip", &o->ip},
                 {"in_isr", &o->in_isr},
                 {"irq_masked", &o->irq_masked},
                 {"serving", &o->serving},
                 {"exit", &o->exit_status},
                 {"csp", &k[ORACLE_CALL].index},
                 {"dsp", &k[ORACLE_DATA].index},
                 {"isp", &k[ORACLE_ISR].index},
                 {"call_base", &k[ORACLE_CALL].base},
                 {"data_base", &k[ORACLE_DATA].base},
                 {"isr_base", &k[ORACLE_ISR].base},
                 {"call_count", &k[ORACLE_CALL].count},
                 {"data_count", &k[ORACLE_DATA].count},
                 {"isr_count", &k[ORACLE_ISR].count}};
    for (u32 i = 0; i < ARRAY_LEN(table); i++)
        if (strcmp(name, table[i].name) == 0)
            return table[i].place;
    if (name[0] == 'r' && isdigit((unsigned char)name[1])) {
        char *end;
        unsigned long n = strtoul(name + 1, &end, 10);
        if (*end == 0 && n < 32)
            return &o->r[n];
    }
    return NULL;
}

static bool word_assign(struct reader *r, u32 *place)
{
    u32 v = ORACLE_NOBODY;
    if (strncmp(r->p, "none", 4) == 0)
        r->p += 4;
    else if (!read_number(r, &v))
        return false;
    return settle32(r, r->name, place, v);
}

/* Letters replace the four bits, a number the whole word. */
static bool flags_assign(struct reader *r)
{
    static const char letters[] = "CZSO";
    static const u32 bits[] = {ISA_CF, ISA_ZF, ISA_SF, ISA_OF};
    u32 v = r->o->flags & ~(u32)(ISA_CF | ISA_ZF | ISA_SF | ISA_OF);
    if (isdigit((unsigned char)*r->p)) {
        if (!read_number(r, &v))
            return false;
    } else if (*r->p == '-') {
        r->p++;
    } else {
        const char *at;
        for (; isalpha((unsigned char)*r->p); r->p++) {
            if ((at = strchr(letters, *r->p)) == NULL)
                return fail(r->e, "no flag is called '%c'", *r->p);
            v |= bits[at - letters];
        }
    }
    return settle32(r, "flags", &r->o->flags, v);
}

static bool set_assign(struct reader *r, u8 *bit)
{
    u8 want[256] = {0};
    u32 v;
    if (*r->p++ != '{')
        return fail(r->e, "%s takes a set in braces", r->name);
    for (skip(r); *r->p != '}'; skip(r)) {
        if (!read_number(r, &v))
            return false;
        if (v > 255)
            return fail(r->e, "no vector %u", v);
        want[v] = 1;
    }
    r->p++;
    for (v = 0; r->check && v < 256; v++)
        if (bit[v] != want[v])
            return fail(r->e, "%s: vector %u is %s", r->name, v,
                        bit[v] ? "in it" : "not in it");
    if (!r->check)
        memcpy(bit, want, sizeof want);
    r->o->pending_count = 0;
    for (v = 0; v < 256; v++)
        r->o->pending_count += r->o->pending[v];
    return true;
}

/* One memory unit of n bytes at `at`. */
static bool memory_settle(struct reader *r, u32 at, u32 n, u32 value)
{
    u8 b[4] = {0};
    char what[32];
    if (!oracle_peek(r->o, at, b, n))
        return fail(r->e, "no memory at 0x%08X", at);
    u32 now = get_le32(b);
    snprintf(what, sizeof what, "mem%u[0x%X]", 8 * n, at);
    if (!settle32(r, what, &now, value))
        return false;
    put_le32(b, now);
    return r->check || oracle_poke(r->o, at, b, n);
}

static bool bytes_assign(struct reader *r)
{
    u32 at = r->index;
    for (;;) {
        while (*r->p == ' ')
            r->p++;
        if (!isxdigit((unsigned char)r->p[0]) ||
            !isxdigit((unsigned char)r->p[1]) ||
            isalnum((unsigned char)r->p[2]))
            return at != r->index || fail(r->e, "no byte at '%s'", r->p);
        char digits[3] = {r->p[0], r->p[1], 0};
        r->p += 2;
        if (!memory_settle(r, at++, 1, (u32)strtoul(digits, NULL, 16)))
            return false;
    }
}

static bool indexed_assign(struct reader *r)
{
    u32 v;
    if (strcmp(r->name, "bytes") == 0)
        return bytes_assign(r);
    if (!read_number(r, &v))
        return false;
    if (strcmp(r->name, "mem8") == 0)
        return memory_settle(r, r->index, 1, v);
    if (strcmp(r->name, "mem16") == 0)
        return memory_settle(r, r->index, 2, v);
    if (strcmp(r->name, "mem32") == 0)
        return memory_settle(r, r->index, 4, v);
    if (r->index < 256 && strcmp(r->name, "port") == 0)
        return settle32(r, "port", &r->o->port[r->index], v);
    if (r->index < 256 && strcmp(r->name, "priority") == 0) {
        u64 wide = r->o->priority[r->index];
        bool ok = settle(r, "priority", &wide, v);
        r->o->priority[r->index] = (u8)wide;
        return ok;
    }
    return fail(r->e, "nothing is called '%s[]'", r->name);
}

static bool assignment(struct reader *r)
{
    if (!read_name(r))
        return false;
    if (r->indexed)
        return indexed_assign(r);
    if (strcmp(r->name, "flags") == 0)
        return flags_assign(r);
    if (strcmp(r->name, "pending") == 0)
        return set_assign(r, r->o->pending);
    if (strcmp(r->name, "in_service") == 0)
        return set_assign(r, r->o->in_service);
    if (strcmp(r->name, "enable") == 0)
        return set_assign(r, r->o->enable);
    if (strcmp(r->name, "breaks") == 0) {
        u32 v;
        return read_number(r, &v) && settle(r, "breaks", &r->o->breaks, v);
    }
    u32 *place = word_place(r->o, r->name);
    if (place == NULL)
        return fail(r->e, "nothing is called '%s'", r->name);
    return word_assign(r, place);
}

static bool all(struct reader *r)
{
    for (skip(r); *r->p != 0; skip(r))
        if (!assignment(r))
            return false;
    return true;
}

bool expect_set(struct oracle *o, const char *text, u32 base, struct err *e)
{
    struct reader r = {.p = text, .o = o, .base = base, .e = e};
    return all(&r);
}

bool expect_holds(struct oracle *o, const char *text, u32 base, struct err *e)
{
    struct reader r = {.p = text, .o = o, .base = base, .check = true, .e = e};
    return all(&r);
}
