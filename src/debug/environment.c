/* SPDX-License-Identifier: MIT
 *
 * The debugger's environment variables (docs/debugging.md). In a build
 * without VM_DEBUG they cause one warning and nothing else.
 */
#include <vm/debug.h>

#include "debug.h"

#include <stdlib.h>
#include <strings.h>
#include <unistd.h>
#include <util/log.h>

#ifdef VM_DEBUG
const bool debug_build = true;
#else
const bool debug_build = false;
#endif

static bool is_true(const char *name)
{
    const char *value = getenv(name);
    return value &&
           (strcmp(value, "1") == 0 || strcasecmp(value, "true") == 0 ||
            strcasecmp(value, "yes") == 0);
}

static void warn_ignored(void)
{
    static const char *const names[] = {"VM_DEBUG_STEP", "VM_STEP",
                                        "VM_DEBUG_PAUSE", "VM_BREAKPOINTS"};
    for (u32 i = 0; i < ARRAY_LEN(names); i++) {
        if (getenv(names[i]) == NULL)
            continue;
        log_warn("%s is ignored: this vm was built without VM_DEBUG", names[i]);
        return;
    }
}

bool debug_environment(struct debug_options *o, struct err *e)
{
    *o = (struct debug_options){.input = STDIN_FILENO};
    if (!debug_build) {
        warn_ignored();
        return true;
    }
    const char *list = getenv("VM_BREAKPOINTS");
    o->statistics = true;
    /* Stepping goes on by the command `s`, so all three begin alike. */
    o->stop_first = is_true("VM_DEBUG_STEP") || is_true("VM_STEP") ||
                    is_true("VM_DEBUG_PAUSE");
    if (list && list[0] != '\0' && !breakpoint_list(list, o))
        return fail(e,
                    "VM_BREAKPOINTS: bad value '%s'; allowed: up to %d "
                    "addresses such as 0x201C,0x2024",
                    list, DEBUG_BREAKPOINTS_MAX);
    return true;
}
