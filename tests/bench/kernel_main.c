/* SPDX-License-Identifier: MIT
 *
 * Makes a program of a kernel, for the host and for lamp alike: prints the
 * checksum, which is all that shows whether it ran right.
 */
#include <stdio.h>

unsigned bench_main(void);

int main(void)
{
    printf("%08x\n", bench_main());
    return 0;
}
