/* SPDX-License-Identifier: MIT
 *
 * Loads, stores and fences of every order; flags; is_lock_free.
 */
#include "c.h"

#include <stdatomic.h>

static atomic_flag flag = ATOMIC_FLAG_INIT;
static atomic_int x;
static atomic_schar y;
static _Atomic _Bool b;
static NOINLINE int max(atomic_int *p, int v)
{
    int old = atomic_load_explicit(p, memory_order_relaxed);
    while (old < v &&
           !atomic_compare_exchange_weak_explicit(
               p, &old, v, memory_order_acq_rel, memory_order_acquire))
        ;
    return old;
}
int main(void)
{
    atomic_store_explicit(&x, HIDE(7), memory_order_release);
    atomic_store_explicit(&y, -3, memory_order_relaxed);
    atomic_thread_fence(memory_order_seq_cst);
    atomic_signal_fence(memory_order_acquire);
    printf("%d %d\n", atomic_load_explicit(&x, memory_order_acquire),
           atomic_load_explicit(&y, memory_order_seq_cst));
    int first = atomic_flag_test_and_set(&flag),
        second = atomic_flag_test_and_set_explicit(&flag, memory_order_acquire);
    atomic_flag_clear(&flag);
    printf("%d %d ", first, second);
    printf("%d\n", atomic_flag_test_and_set(&flag));
    b = HIDE(4);
    int n1 = max(&x, 5);
    printf("%d %d %d %d\n", b, n1, max(&x, 50), HIDE(0));
    int z = HIDE(3);
    int n = __atomic_add_fetch(&z, 5, __ATOMIC_SEQ_CST),
        m = __sync_fetch_and_add(&z, 1);
    int k = __atomic_nand_fetch(&z, 12, __ATOMIC_RELAXED);
    printf("%d %d %d %d\n", n, m, k, z);
    __sync_synchronize();
}
