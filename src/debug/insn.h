/* SPDX-License-Identifier: MIT
 *
 * The instruction that a core is about to execute, as probes see it.
 */
#ifndef DEBUG_INSN_H
#define DEBUG_INSN_H

#include <vm/core.h>
#include <vm/isa.h>
#include <vm/machine.h>

enum { INSN_BYTES_MAX = 16, INSN_OPS = 256 };

struct insn {
    u32 ip, op;
    u8 code[INSN_BYTES_MAX];
};

/* False: it cannot be fetched. Own thread of the core. */
static inline bool insn_fetch(struct insn *i, const struct core *c)
{
    const struct ram *r = &c->m->bus.ram;
    if (!ram_is_plain(r, c->ip, c->isa->insn_bytes))
        return false;
    i->ip = c->ip;
    ram_read(r, c->ip, i->code, c->isa->insn_bytes);
    i->op = c->isa->op(i->code);
    return true;
}

#endif
