/* SPDX-License-Identifier: MIT
 *
 * wick [-d] [-g] [FILE...]: runs the files one after the other in one
 * machine, or talks with the user when there are none. -d shows the code, -g
 * collects garbage at every object.
 */
#include <stdio.h>
#include <stdlib.h>

#include "repl.h"

static char *read_file(const char *name, size_t *length)
{
    FILE *f = fopen(name, "rb");
    size_t room = 0;
    char *text = NULL;
    *length = 0;
    if (f == NULL)
        return NULL;
    for (size_t got = 1; got > 0; *length += got) {
        if (*length + 4096 > room) {
            room = room * 2 + 8192;
            char *bigger = realloc(text, room);
            if (bigger == NULL)
                break;
            text = bigger;
        }
        got = fread(text + *length, 1, 4096, f);
    }
    fclose(f);
    return text;
}

static bool run_file(struct vm *vm, const char *name)
{
    size_t length;
    char *text = read_file(name, &length);
    if (text == NULL) {
        fprintf(stderr, "wick: cannot read %s\n", name);
        return false;
    }
    bool ok = repl_run_text(vm, name, text, length, false);
    free(text);
    return ok;
}

int main(int argc, char **argv)
{
    static struct vm vm;
    bool ok = true;
    int files = 0;
    vm_init(&vm);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-d") == 0) {
            vm.disassemble = true;
        } else if (strcmp(argv[i], "-g") == 0) {
            vm.heap.stress = true;
        } else {
            ok = run_file(&vm, argv[i]) && ok;
            files++;
        }
    }
    if (files == 0)
        repl_run(&vm);
    vm_fini(&vm);
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
