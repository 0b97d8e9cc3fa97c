/* SPDX-License-Identifier: MIT
 *
 * The first program in C: it greets on the serial port and says what machine
 * it runs on. printf writes to the serial port, which is the standard output
 * of vm; what main returns is the exit status of vm.
 *
 *     ./dev run greet
 *
 *     ./build/lamp-cc -O2 -o greet.bin guest/demos/greet.c
 *     ./build/vm --headless greet.bin
 */
#include <stdio.h>

#include <lamp.h>

int main(void)
{
    unsigned megabytes = lamp_read(SYSINFO_BASE + SYSINFO_RAM_LO) >> 20;
    unsigned cores = lamp_cores();
    puts("Hello from C!");
    printf("I run on %u core%s with %u MiB of memory.\n", cores,
           cores == 1 ? "" : "s", megabytes);
    return 0;
}
