/* SPDX-License-Identifier: MIT
 *
 * A handler in C that uses everything a function can use, 64-bit and
 * floating-point arithmetic, the stack and the library, interrupts a
 * computation of the same kind. Nobody may notice: the computation is made
 * twice and must come out the same.
 */
#include <stdio.h>
#include <string.h>

#include <lamp.h>

enum { TICKS = 40, ROUNDS = 200 };

static volatile unsigned ticks, wrong_vectors;
static volatile double sum;
static volatile float ratio = 1;
static volatile long long product = 1;
static char line[40];

static __attribute__((interrupt)) void on_tick(void)
{
    if (lamp_vector() != INT_TIMER)
        wrong_vectors++;
    ticks++;
    sum += 0.5;
    ratio = ratio * 1.5f;
    product = product * 7 / 3 + ticks;
    snprintf(line, sizeof(line), "tick %u of %.1f", ticks, (double)sum);
}

struct result {
    unsigned long long integer;
    double real;
    float single;
};

static struct result compute(void)
{
    struct result r = {88172645463325252u, 1, 1};
    for (int i = 0; i < ROUNDS; i++) {
        r.integer ^= r.integer << 13;
        r.integer ^= r.integer >> 7;
        r.integer = r.integer * 3 + r.integer % 1000003;
        r.real = r.real * 1.0001 + 0.5;
        r.single = r.single / 1.01f + 0.25f;
    }
    return r;
}

int main(void)
{
    unsigned differences = 0;
    lamp_handle(INT_TIMER, on_tick);
    lamp_tick(1000);
    while (ticks < TICKS) {
        struct result a = compute(), b = compute();
        differences +=
            a.integer != b.integer || a.real != b.real || a.single != b.single;
    }
    lamp_tick(0);
    char wanted[40];
    snprintf(wanted, sizeof(wanted), "tick %u of %u.%u", ticks, ticks / 2,
             ticks % 2 * 5);
    printf("%u differences, %u wrong vectors, %s\n", differences, wrong_vectors,
           strcmp(line, wanted) ? line : "right text");
    return differences + wrong_vectors > 0;
}
