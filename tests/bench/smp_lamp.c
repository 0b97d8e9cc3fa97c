/* SPDX-License-Identifier: MIT
 *
 * smp.c on the cores of the machine. Prints the result of the check and the
 * microseconds from the common start until the last core is done.
 */
#include <lamp.h>
#include <stdatomic.h>
#include <stdio.h>

void bench_smp(unsigned id, unsigned n);
unsigned bench_smp_check(unsigned n);

enum { CORES_MAX = 8, STACK_BYTES = 4096 };

static atomic_uint ready, done, go;
static uint64_t stack[CORES_MAX][STACK_BYTES / 8];

static void work(void *unused)
{
    (void)unused;
    atomic_fetch_add(&ready, 1);
    while (!atomic_load(&go))
        lamp_pause();
    bench_smp(lamp_cpu(), lamp_cores());
    atomic_fetch_add(&done, 1);
}

int main(void)
{
    unsigned n = lamp_cores();
    if (n > CORES_MAX)
        return 2;
    for (unsigned id = 1; id < n; id++)
        lamp_start(id, work, NULL, stack[id] + STACK_BYTES / 8);
    while (atomic_load(&ready) != n - 1)
        lamp_pause();
    uint64_t start = lamp_nanos();
    atomic_store(&go, 1);
    work(NULL);
    while (atomic_load(&done) != n)
        lamp_pause();
    uint64_t time = lamp_nanos() - start;
    printf("%u %u\n", bench_smp_check(n), (unsigned)(time / 1000));
    return 0;
}
