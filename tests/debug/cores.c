/* SPDX-License-Identifier: MIT
 *
 * What gdb.sh debugs: the same function on two cores, and in an interrupt
 * handler. Prints "30 30 49" and ends with status 3.
 */
#include <lamp.h>
#include <stdio.h>

static volatile int turns[2], total, ready;

static int square(int n)
{
    int result = n * n;
    return result;
}

static void work(void *argument)
{
    int core = (int)(unsigned long)argument;
    for (int i = 1; i <= 4; i++)
        turns[core] += square(i);
    ready++;
}

static __attribute__((interrupt)) void on_call(void)
{
    total = square(7);
}

static char stack[4096];

int main(void)
{
    lamp_start(1, work, (void *)1, stack + sizeof(stack));
    while (ready == 0)
        ;
    work(0);
    lamp_handle(0x40, on_call);
    __asm__ volatile("inti 0x40");
    printf("%d %d %d\n", turns[0], turns[1], total);
    return 3;
}
