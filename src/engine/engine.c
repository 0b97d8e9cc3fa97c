/* SPDX-License-Identifier: MIT
 *
 * The table of engines, in the order --help lists them; "auto" is the last
 * one that works on this host.
 */
#include <vm/engine.h>

static const struct engine *const engines[] = {
    &interp_engine,
#ifdef VM_JIT
    &jit_engine,
#endif
};

const struct engine *engine_find(const char *name)
{
    if (strcmp(name, "auto") == 0)
        return engines[0];
    for (u32 i = 0; i < ARRAY_LEN(engines); i++)
        if (strcmp(name, engines[i]->name) == 0)
            return engines[i];
    return NULL;
}

u32 engine_count(void)
{
    return ARRAY_LEN(engines);
}

const struct engine *engine_get(u32 i)
{
    return engines[i];
}
