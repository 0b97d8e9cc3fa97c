/* SPDX-License-Identifier: MIT
 *
 * Runs every script that the build has put into scripts[], each in a machine
 * of its own, and writes what it prints under a line with its name. For
 * machines without files; it gives the same on all of them.
 */
#include <stdio.h>

#include "../src/repl.h"

struct script {
    const char *name;
    const char *text;
    size_t length;
};

extern const struct script scripts[];

int main(void)
{
    static struct vm vm;
    bool ok = true;
    for (const struct script *s = scripts; s->name != NULL; s++) {
        printf("=== %s\n", s->name);
        vm_init(&vm);
        ok = repl_run_text(&vm, s->name, s->text, s->length, false) && ok;
        vm_fini(&vm);
    }
    puts("=== end");
    return !ok;
}
