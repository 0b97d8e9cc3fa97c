/* SPDX-License-Identifier: MIT
 *
 * smp.c on threads of the host; as smp_lamp.c, the number of threads is the
 * argument.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

void bench_smp(unsigned id, unsigned n);
unsigned bench_smp_check(unsigned n);

enum { THREADS_MAX = 8 };

static atomic_uint ready, done, go;
static unsigned count;

static unsigned long long micros(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (unsigned long long)t.tv_sec * 1000000 +
           (unsigned long long)t.tv_nsec / 1000;
}

static void *work(void *id)
{
    atomic_fetch_add(&ready, 1);
    while (!atomic_load(&go))
        sched_yield();
    bench_smp(*(unsigned *)id, count);
    atomic_fetch_add(&done, 1);
    return NULL;
}

int main(int argc, char **argv)
{
    unsigned id[THREADS_MAX];
    pthread_t thread[THREADS_MAX];
    count = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
    if (count < 1 || count > THREADS_MAX)
        return 2;
    for (unsigned k = 0; k < count; k++)
        id[k] = k;
    for (unsigned k = 1; k < count; k++)
        if (pthread_create(&thread[k], NULL, work, &id[k]) != 0)
            return 1;
    while (atomic_load(&ready) != count - 1)
        sched_yield();
    unsigned long long start = micros();
    atomic_store(&go, 1);
    work(&id[0]);
    while (atomic_load(&done) != count)
        sched_yield();
    unsigned long long time = micros() - start;
    for (unsigned k = 1; k < count; k++)
        pthread_join(thread[k], NULL);
    printf("%u %llu\n", bench_smp_check(count), time);
    return 0;
}
