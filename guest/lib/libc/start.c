/* SPDX-License-Identifier: MIT
 *
 * From crt0 to main and from main to the end of the machine.
 */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"

#include <lamp/board.h>
#include <lamp/dev/sysinfo.h>

typedef void starter(void);

extern starter *__init_array_start[], *__init_array_end[];
extern starter *__fini_array_start[], *__fini_array_end[];

enum { ATEXIT_MAX = 64 };

static starter *handler[ATEXIT_MAX];
static unsigned handlers;

int main(int argc, char **argv);
void __crt_start(void);

int atexit(void (*function)(void))
{
    if (handlers == ATEXIT_MAX)
        return -1;
    handler[handlers++] = function;
    return 0;
}

_Noreturn void _Exit(int status)
{
    unsigned features = *(volatile unsigned *)(SYSINFO_BASE + SYSINFO_FEATURES);
    if (features & FEATURE_EXIT)
        __asm__ volatile("out [%0], %1" : : "r"(PORT_EXIT), "r"(status));
    for (;;)
        __asm__ volatile("halt");
}

_Noreturn void exit(int status)
{
    while (handlers > 0)
        handler[--handlers]();
    for (starter **f = __fini_array_end; f > __fini_array_start;)
        (*--f)();
    fflush(stdout);
    _Exit(status);
}

static starter *quick_handler[ATEXIT_MAX];
static unsigned quick_handlers;

int at_quick_exit(void (*function)(void))
{
    if (quick_handlers == ATEXIT_MAX)
        return -1;
    quick_handler[quick_handlers++] = function;
    return 0;
}

_Noreturn void quick_exit(int status)
{
    while (quick_handlers > 0)
        quick_handler[--quick_handlers]();
    _Exit(status);
}

char *getenv(const char *name)
{
    (void)name;
    return NULL;
}

int system(const char *command)
{
    (void)command;
    return 0; /* there is no command processor */
}

void __crt_start(void)
{
    static char name[] = "program";
    static char *arguments[] = {name, NULL};
    for (starter **f = __init_array_start; f < __init_array_end; f++)
        (*f)();
    exit(main(1, arguments));
}
