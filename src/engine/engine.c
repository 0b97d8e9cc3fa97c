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

static bool usable(const struct engine *engine)
{
    return engine->usable == NULL || engine->usable();
}

const struct engine *engine_find(const char *name)
{
    if (strcmp(name, "auto") == 0)
        return engine_get(engine_count() - 1);
    for (u32 i = 0; i < engine_count(); i++)
        if (strcmp(name, engine_get(i)->name) == 0)
            return engine_get(i);
    return NULL;
}

u32 engine_count(void)
{
    u32 n = 0;
    for (u32 i = 0; i < ARRAY_LEN(engines); i++)
        n += usable(engines[i]);
    return n;
}

const struct engine *engine_get(u32 n)
{
    u32 i = 0;
    while (!usable(engines[i]) || n-- != 0)
        i++;
    return engines[i];
}
