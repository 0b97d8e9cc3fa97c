/* SPDX-License-Identifier: MIT
 *
 * smp: four multi-core loads, chosen with BENCH_MODE.  Every core calls
 * bench_smp(id, n) with its number and the number of cores; the port starts the
 * cores together, waits for all, then calls bench_smp_check(n) on one of them.
 *   0  plain RAM: each core updates its own 64 KiB block (no sharing)
 *   1  shared counter: every core adds to one word atomically
 *   2  spin lock: test-and-set lock around a two-word update
 *   3  private atomic: each core adds atomically to a word in its own line
 * Work per core is constant, so perfect scaling keeps the time constant in
 * mode 0 and 3.  Define BENCH_ADD, BENCH_SWAP, BENCH_RELEASE for a target whose
 * compiler lacks the __atomic builtins. */
#ifndef BENCH_SCALE
#define BENCH_SCALE 1
#endif
#ifndef BENCH_MODE
#define BENCH_MODE 0
#endif
#ifndef BENCH_MAX_CORES
#define BENCH_MAX_CORES 8
#endif
#ifndef BENCH_ADD
#define BENCH_ADD(p, v) __atomic_fetch_add(p, v, __ATOMIC_SEQ_CST)
#define BENCH_SWAP(p, v) __atomic_exchange_n(p, v, __ATOMIC_ACQUIRE)
#define BENCH_RELEASE(p) __atomic_store_n(p, 0u, __ATOMIC_RELEASE)
#endif
#define WORDS 16384u
#if BENCH_MODE == 0
static unsigned block[BENCH_MAX_CORES][WORDS];
#elif BENCH_MODE == 1
static unsigned counter[16];
#elif BENCH_MODE == 2
static volatile unsigned a_word, b_word;
static unsigned lock_word[16];
#else
static unsigned own[BENCH_MAX_CORES][16];
#endif

#define OPS (1000000u * BENCH_SCALE)
#define LOCKS (200000u * BENCH_SCALE)

void bench_smp(unsigned id, unsigned n)
{
    unsigned i;
    (void)n;
#if BENCH_MODE == 0
    unsigned *p = block[id], pass, x = id;
    for (pass = 0; pass < 200u * BENCH_SCALE; pass++)
        for (i = 0; i < WORDS; i++) {
            x = x * 1664525u + p[i];
            p[i] = x ^ pass;
        }
#elif BENCH_MODE == 1
    for (i = 0; i < OPS; i++)
        BENCH_ADD(&counter[0], 1u);
    (void)id;
#elif BENCH_MODE == 2
    for (i = 0; i < LOCKS; i++) {
        while (BENCH_SWAP(&lock_word[0], 1u))
            while (*(volatile unsigned *)&lock_word[0])
                ;
        a_word = a_word + 1u;
        b_word = b_word + a_word;
        BENCH_RELEASE(&lock_word[0]);
    }
    (void)id;
#else
    for (i = 0; i < OPS; i++)
        BENCH_ADD(&own[id][0], 1u);
#endif
}

/* 1 when the result is what n cores must leave behind */
unsigned bench_smp_check(unsigned n)
{
#if BENCH_MODE == 0
    unsigned i, k;
    for (k = 1; k < n; k++)
        for (i = 0; i < WORDS; i++)
            if (block[k][i] != 0)
                return 1;
    return n == 1;
#elif BENCH_MODE == 1
    return counter[0] == n * OPS;
#elif BENCH_MODE == 2
    return a_word == n * LOCKS;
#else
    unsigned k;
    for (k = 0; k < n; k++)
        if (own[k][0] != OPS)
            return 0;
    return 1;
#endif
}
