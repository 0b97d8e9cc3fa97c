/* SPDX-License-Identifier: MIT
 *
 * What the files of verbs share: the run functions that the table of verb.c
 * names, and helpers for arguments. A run function is called with a number of
 * words that its row allows, and with the machine in the state that it wants.
 */
#ifndef DEBUG_VERBS_H
#define DEBUG_VERBS_H

#include <vm/control.h>
#include <vm/core.h>
#include <vm/machine.h>
#include <vm/program_names.h>
#include <vm/verb.h>

typedef bool verb_function(struct verb_call *v, struct err *e);

#define VERB(name, alias, form, least, most, state, id, help) \
    verb_function verb_##id;
#include "verb.def"

/* --- for verbs ------------------------------------------------------------ */

static inline struct machine *verb_machine(const struct verb_call *v)
{
    return v->caller->m;
}

/* The core the caller has chosen. */
static inline struct core *verb_own_core(const struct verb_call *v)
{
    return v->caller->m->core[v->caller->core];
}

/* Decimal, or hexadecimal after 0x. False: *e names what and the limit. */
bool verb_number(const char *text, const char *what, u64 limit, u64 *value,
                 struct err *e);
/* Word i as the number of a core; the caller's when there is no such word. */
bool verb_core_word(const struct verb_call *v, u32 i, u32 *core, struct err *e);
/* Word i as an address. */
bool verb_address_word(const struct verb_call *v, u32 i, u32 *at,
                       struct err *e);

/* "place": "main+0x18 (hello.c:12)", when something is known. */
void verb_place(const struct verb_call *v, u32 address, u32 call_bytes);
/* The instruction at an address; false: there is no code. */
enum { VERB_CODE_BYTES = 16, VERB_INSN_TEXT = 128 };
bool verb_instruction(const struct machine *m, u32 at, char *text, size_t size,
                      u32 *bytes);

#endif
