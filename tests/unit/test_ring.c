/* SPDX-License-Identifier: MIT
 *
 * The byte queue between the serial port and its endpoint, against a plain
 * model: a long random run of additions and removals, and the two ways of
 * being full.
 */
#include "../../src/host/ring.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct ring ring;

static u8 byte_at(u64 i)
{
    return (u8)(i * 7 + i / 251);
}

static void fill(u8 *bytes, u64 from, u32 n)
{
    for (u32 i = 0; i < n; i++)
        bytes[i] = byte_at(from + i);
}

static void check_front(u64 from)
{
    const u8 *bytes;
    u32 n = ring_peek(&ring, &bytes);
    for (u32 i = 0; i < n; i++)
        assert_int_equal(bytes[i], byte_at(from + i));
    assert_true((n == 0) == (ring.size == 0));
}

static void test_order(void **state)
{
    u8 bytes[5000];
    u64 in = 0, out = 0, seed = 1;
    (void)state;
    memset(&ring, 0, sizeof(ring));
    for (int i = 0; i < 3000; i++) {
        u32 n = (u32)(splitmix64(&seed) % sizeof(bytes));
        fill(bytes, in, n);
        u32 space = ring_space(&ring), taken = ring_add(&ring, bytes, n);
        assert_int_equal(taken, n < space ? n : space);
        in += taken;
        check_front(out);
        u32 drop = (u32)(splitmix64(&seed) % sizeof(bytes));
        drop = drop < ring.size ? drop : ring.size;
        ring_drop(&ring, drop);
        out += drop;
        assert_int_equal(ring.size, in - out);
    }
}

static void test_newest_stay(void **state)
{
    static u8 bytes[3 * RING_BYTES];
    (void)state;
    fill(bytes, 0, sizeof(bytes));
    memset(&ring, 0, sizeof(ring));
    for (u32 at = 0; at < 2 * RING_BYTES; at += 1000)
        ring_add_newest(&ring, bytes + at, 1000);
    u64 end = (2 * RING_BYTES + 999) / 1000 * 1000;
    assert_int_equal(ring.size, RING_BYTES);
    check_front(end - RING_BYTES);
    ring_add_newest(&ring, bytes, sizeof(bytes));
    assert_int_equal(ring.size, RING_BYTES);
    check_front(2 * RING_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_newest_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
