/* SPDX-License-Identifier: MIT
 *
 * Atomic operations on what is wider than a word, or of a size known only at
 * run time. A lock chosen by the address guards each object; interrupts of
 * the core are masked meanwhile, so that a handler cannot wait for its own
 * core. Objects of one word use the machine's instructions, as the compiler
 * does, and mix with these.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lamp/board.h>

enum { LOCKS = 16 };

static volatile int locks[LOCKS];

static volatile int *lock_of(const volatile void *p)
{
    return &locks[((uintptr_t)p >> 3) % LOCKS];
}

static uint32_t enter(const volatile void *p)
{
    uint32_t masked;
    __asm__ volatile("in %0, [%1]" : "=r"(masked) : "r"(PORT_IRQ_MASKED));
    __asm__ volatile("out [%0], %1"
                     :
                     : "r"(PORT_IRQ_MASKED), "r"(1)
                     : "memory");
    while (__atomic_exchange_n(lock_of(p), 1, __ATOMIC_ACQUIRE))
        __asm__ volatile("pause");
    return masked;
}

static void leave(const volatile void *p, uint32_t masked)
{
    __atomic_store_n(lock_of(p), 0, __ATOMIC_RELEASE);
    __asm__ volatile("out [%0], %1"
                     :
                     : "r"(PORT_IRQ_MASKED), "r"(masked)
                     : "memory");
}

/* The names are the compiler's own; C may not define them directly. */
uint64_t load_8(const volatile uint64_t *p,
                int order) __asm__("__atomic_load_8");
void store_8(volatile uint64_t *p, uint64_t v,
             int order) __asm__("__atomic_store_8");
uint64_t exchange_8(volatile uint64_t *p, uint64_t v,
                    int order) __asm__("__atomic_exchange_8");
bool compare_exchange_8(volatile uint64_t *p, uint64_t *expected, uint64_t v,
                        int success,
                        int failure) __asm__("__atomic_compare_exchange_8");
void load_any(size_t n, const volatile void *p, void *to,
              int order) __asm__("__atomic_load");
void store_any(size_t n, volatile void *p, const void *from,
               int order) __asm__("__atomic_store");
void exchange_any(size_t n, volatile void *p, const void *from, void *to,
                  int order) __asm__("__atomic_exchange");
bool compare_exchange_any(size_t n, volatile void *p, void *expected,
                          const void *from, int success,
                          int failure) __asm__("__atomic_compare_exchange");
bool is_lock_free(size_t n,
                  const volatile void *p) __asm__("__atomic_is_lock_free");

uint64_t load_8(const volatile uint64_t *p, int order)
{
    (void)order;
    uint32_t masked = enter(p);
    uint64_t v = *p;
    leave(p, masked);
    return v;
}

void store_8(volatile uint64_t *p, uint64_t v, int order)
{
    exchange_8(p, v, order);
}

uint64_t exchange_8(volatile uint64_t *p, uint64_t v, int order)
{
    (void)order;
    uint32_t masked = enter(p);
    uint64_t old = *p;
    *p = v;
    leave(p, masked);
    return old;
}

bool compare_exchange_8(volatile uint64_t *p, uint64_t *expected, uint64_t v,
                        int success, int failure)
{
    (void)success, (void)failure;
    uint32_t masked = enter(p);
    uint64_t old = *p;
    bool same = old == *expected;
    if (same)
        *p = v;
    leave(p, masked);
    *expected = old;
    return same;
}

#define FETCH(name, expression)                                             \
    uint64_t fetch_##name(volatile uint64_t *p, uint64_t v,                 \
                          int order) __asm__("__atomic_fetch_" #name "_8"); \
    uint64_t fetch_##name(volatile uint64_t *p, uint64_t v, int order)      \
    {                                                                       \
        (void)order;                                                        \
        uint32_t masked = enter(p);                                         \
        uint64_t old = *p;                                                  \
        *p = expression;                                                    \
        leave(p, masked);                                                   \
        return old;                                                         \
    }
FETCH(add, old + v)
FETCH(sub, old - v)
FETCH(and, old &v)
FETCH(or, old | v)
FETCH(xor, old ^ v)
FETCH(nand, ~(old &v))

static void copy(volatile void *to, const volatile void *from, size_t n)
{
    volatile unsigned char *d = to;
    const volatile unsigned char *s = from;
    while (n-- > 0)
        *d++ = *s++;
}

static bool is_word(size_t n, const volatile void *p)
{
    return n == 4 && ((uintptr_t)p & 3) == 0;
}

bool is_lock_free(size_t n, const volatile void *p)
{
    return n == 1 || (n == 2 && ((uintptr_t)p & 1) == 0) || is_word(n, p);
}

void load_any(size_t n, const volatile void *p, void *to, int order)
{
    (void)order;
    if (is_word(n, p)) {
        uint32_t v =
            __atomic_load_n((const volatile uint32_t *)p, __ATOMIC_SEQ_CST);
        copy(to, &v, 4);
        return;
    }
    uint32_t masked = enter(p);
    copy(to, p, n);
    leave(p, masked);
}

void store_any(size_t n, volatile void *p, const void *from, int order)
{
    (void)order;
    if (is_word(n, p)) {
        uint32_t v;
        copy(&v, from, 4);
        __atomic_store_n((volatile uint32_t *)p, v, __ATOMIC_SEQ_CST);
        return;
    }
    uint32_t masked = enter(p);
    copy(p, from, n);
    leave(p, masked);
}

void exchange_any(size_t n, volatile void *p, const void *from, void *to,
                  int order)
{
    (void)order;
    if (is_word(n, p)) {
        uint32_t v;
        copy(&v, from, 4);
        v = __atomic_exchange_n((volatile uint32_t *)p, v, __ATOMIC_SEQ_CST);
        copy(to, &v, 4);
        return;
    }
    uint32_t masked = enter(p);
    copy(to, p, n);
    copy(p, from, n);
    leave(p, masked);
}

static bool equal(const volatile unsigned char *a, const unsigned char *b,
                  size_t n)
{
    while (n > 0 && *a == *b)
        a++, b++, n--;
    return n == 0;
}

bool compare_exchange_any(size_t n, volatile void *p, void *expected,
                          const void *from, int success, int failure)
{
    (void)success, (void)failure;
    if (is_word(n, p)) {
        uint32_t old, v;
        copy(&old, expected, 4);
        copy(&v, from, 4);
        bool same =
            __atomic_compare_exchange_n((volatile uint32_t *)p, &old, v, false,
                                        __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
        copy(expected, &old, 4);
        return same;
    }
    uint32_t masked = enter(p);
    bool same = equal(p, expected, n);
    if (same)
        copy(p, from, n);
    else
        copy(expected, p, n);
    leave(p, masked);
    return same;
}
