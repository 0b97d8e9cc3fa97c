/* SPDX-License-Identifier: MIT
 *
 * Keyboard and mouse: both queues through their ports, requests, sequences
 * that do not fit, and the packets of a mouse move.
 */
#include "devices.h"

#include <lamp/dev/ps2.h>

/* The two halves of the device behave alike: each test runs for both. */
static const struct {
    u32 status, data, vector;
} half[] = {{0x04, 0x05, 0}, {0x06, 0x07, 5}};

static u32 put(struct rig *r, u32 queue, const char *bytes, u32 n)
{
    struct device_bytes in = {(u8 *)(uintptr_t)bytes, n, queue};
    return (u32)rig_ctl(r, "ps2", DEVICE_INPUT, &in);
}

static u32 room(struct rig *r, u32 queue)
{
    return (u32)rig_ctl(r, "ps2", DEVICE_ROOM, &queue);
}

static void test_idle(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    for (u32 q = 0; q < 2; q++) {
        assert_int_equal(rig_in(&r, 0, half[q].status), 0);
        assert_int_equal(rig_in(&r, 0, half[q].data), 0);
        assert_int_equal(room(&r, q), PS2_QUEUE_BYTES);
        assert_false(rig_pending(&r, 0, half[q].vector));
    }
    rig_fini(&r);
}

static void test_take(void **state)
{
    (void)state;
    for (u32 q = 0; q < 2; q++) {
        struct config c = config_default;
        struct rig r;
        c.cores = 2;
        rig_init(&r, &c);
        assert_int_equal(put(&r, q, "\xE0\x00\x4B", 3), 3);
        assert_int_equal(room(&r, q), PS2_QUEUE_BYTES - 3);
        assert_int_equal(room(&r, !q), PS2_QUEUE_BYTES);
        assert_int_equal(rig_in(&r, 1, half[q].status), PS2_READY);
        assert_int_equal(rig_in(&r, 0, half[!q].status), 0);
        assert_int_equal(rig_in(&r, 0, half[!q].data), 0);
        assert_int_equal(rig_in(&r, 1, half[q].data), 0xE0);
        assert_int_equal(rig_in(&r, 0, half[q].data), 0x00);
        assert_int_equal(rig_in(&r, 0, half[q].status), PS2_READY);
        assert_int_equal(rig_in(&r, 0, half[q].data), 0x4B);
        assert_int_equal(rig_in(&r, 0, half[q].status), 0);
        assert_int_equal(rig_in(&r, 0, half[q].data), 0);
        rig_fini(&r);
    }
}

/* Requested when a sequence enters and when a read leaves bytes; withdrawn
 * when a read takes the last. Core 0 only. */
static void test_requests(void **state)
{
    (void)state;
    for (u32 q = 0; q < 2; q++) {
        struct config c = config_default;
        struct rig r;
        c.cores = 2;
        rig_init(&r, &c);
        put(&r, q, "ab", 2);
        assert_true(rig_pending(&r, 0, half[q].vector));
        assert_false(rig_pending(&r, 0, half[!q].vector));
        assert_false(rig_pending(&r, 1, half[q].vector));
        rig_acknowledge(&r, 0, half[q].vector);
        rig_in(&r, 0, half[q].status); /* looking changes nothing */
        assert_false(rig_pending(&r, 0, half[q].vector));
        put(&r, q, "c", 1);
        assert_true(rig_pending(&r, 0, half[q].vector));
        rig_acknowledge(&r, 0, half[q].vector);
        rig_in(&r, 0, half[q].data);
        assert_true(rig_pending(&r, 0, half[q].vector));
        rig_acknowledge(&r, 0, half[q].vector);
        rig_in(&r, 1, half[q].data);
        assert_true(rig_pending(&r, 0, half[q].vector));
        rig_in(&r, 0, half[q].data);
        assert_false(rig_pending(&r, 0, half[q].vector));
        rig_fini(&r);
    }
}

static void test_withdrawal_spares_others(void **state)
{
    (void)state;
    for (u32 q = 0; q < 2; q++) {
        struct rig r;
        rig_init(&r, NULL);
        put(&r, q, "a", 1);
        r.m->core[0]->irq.pending[0] = 0xFF;
        r.m->core[0]->irq.in_service[0] = 0xFF;
        rig_in(&r, 0, half[q].data);
        assert_int_equal(r.m->core[0]->irq.pending[0],
                         0xFF & ~(1u << half[q].vector));
        assert_int_equal(r.m->core[0]->irq.in_service[0], 0xFF);
        /* Reading an empty queue empties nothing. */
        r.m->core[0]->irq.pending[0] = 0xFF;
        rig_in(&r, 0, half[q].data);
        assert_int_equal(r.m->core[0]->irq.pending[0], 0xFF);
        rig_fini(&r);
    }
}

/* 255 bytes fit; what does not is dropped whole and requests nothing. */
static void test_full(void **state)
{
    (void)state;
    for (u32 q = 0; q < 2; q++) {
        struct rig r;
        rig_init(&r, NULL);
        for (u32 i = 0; i < 126; i++)
            assert_int_equal(put(&r, q, "\xE0K", 2), 2);
        assert_int_equal(room(&r, q), 3);
        rig_acknowledge(&r, 0, half[q].vector);
        assert_int_equal(put(&r, q, "wxyz", 4), 0);
        assert_int_equal(room(&r, q), 3);
        assert_false(rig_pending(&r, 0, half[q].vector));
        assert_int_equal(put(&r, q, "xyz", 3), 3);
        assert_int_equal(room(&r, q), 0);
        rig_acknowledge(&r, 0, half[q].vector);
        assert_int_equal(put(&r, q, "1", 1), 0);
        assert_int_equal(put(&r, q, "", 0), 0);
        assert_false(rig_pending(&r, 0, half[q].vector));
        for (u32 i = 0; i < 252; i++)
            assert_int_equal(rig_in(&r, 0, half[q].data), i % 2 ? 'K' : 0xE0);
        assert_int_equal(rig_in(&r, 0, half[q].data), 'x');
        assert_int_equal(rig_in(&r, 0, half[q].data), 'y');
        assert_int_equal(rig_in(&r, 0, half[q].data), 'z');
        assert_int_equal(rig_in(&r, 0, half[q].status), 0);
        rig_fini(&r);
    }
}

static void test_no_such_queue(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(put(&r, 2, "a", 1), 0);
    assert_int_equal(room(&r, 2), 0);
    rig_fini(&r);
}

static void test_read_only(void **state)
{
    (void)state;
    assert_port_ignored(PORT_KBD_STATUS, "port 0x04 KBD_STATUS is read-only");
    assert_port_ignored(PORT_KBD_DATA, "port 0x05 KBD_DATA is read-only");
    assert_port_ignored(PORT_MOUSE_STATUS,
                        "port 0x06 MOUSE_STATUS is read-only");
    assert_port_ignored(PORT_MOUSE_DATA, "port 0x07 MOUSE_DATA is read-only");
}

static void test_reset(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    u64 fresh = rig_hash(&r, "ps2");
    put(&r, 0, "abc", 3);
    put(&r, 1, "def", 3);
    assert_true(rig_hash(&r, "ps2") != fresh);
    rig_reset_device(&r, "ps2");
    assert_true(rig_hash(&r, "ps2") == fresh);
    assert_int_equal(room(&r, 0), PS2_QUEUE_BYTES);
    assert_int_equal(room(&r, 1), PS2_QUEUE_BYTES);
    rig_fini(&r);
}

/* Queues with the same bytes are the same state, however they came to be. */
static void test_state(void **state)
{
    struct rig r;
    struct buf saved;
    (void)state;
    rig_init(&r, NULL);
    put(&r, 0, "ab", 2);
    put(&r, 1, "xyz", 3);
    u64 hash = rig_hash(&r, "ps2");
    rig_save(&r, "ps2", &saved);
    rig_reset_device(&r, "ps2");
    put(&r, 0, "1ab", 3);
    rig_in(&r, 0, PORT_KBD_DATA);
    put(&r, 1, "xyz", 3);
    assert_true(rig_hash(&r, "ps2") == hash);
    rig_reset_device(&r, "ps2");
    assert_true(rig_restore(&r, "ps2", &saved));
    assert_true(rig_hash(&r, "ps2") == hash);
    assert_int_equal(rig_in(&r, 0, PORT_KBD_DATA), 'a');
    assert_int_equal(rig_in(&r, 0, PORT_MOUSE_DATA), 'x');
    rig_fini(&r);
}

/* A packet as a guest reads it. */
static void assert_packet(const u8 *p, u32 buttons, int dx, int dy)
{
    assert_int_equal(p[0] & 0xC0, 0);
    assert_true(p[0] & PS2_MOUSE_ALWAYS);
    assert_int_equal(p[0] & 7, buttons);
    assert_int_equal(p[1] - (p[0] & PS2_MOUSE_X_SIGN ? 256 : 0), dx);
    assert_int_equal(p[2] - (p[0] & PS2_MOUSE_Y_SIGN ? 256 : 0), dy);
}

static void test_packets(void **state)
{
    static const struct {
        int dx, dy;
        u32 buttons, packets;
    } row[] = {{0, 0, 0, 1},      {0, 0, PS2_MOUSE_LEFT, 1},
               {1, -1, 7, 1},     {-1, 1, PS2_MOUSE_RIGHT, 1},
               {255, -255, 4, 1}, {-255, 255, 0, 1},
               {256, 0, 1, 2},    {0, -256, 2, 2},
               {511, 10, 0, 3},   {-10, 600, 0, 3},
               {-1000, 3, 5, 4},  {128, -128, 0, 1}};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        u8 out[30];
        int x = 0, y = 0;
        u32 n = ps2_mouse_packets(row[i].dx, row[i].dy, row[i].buttons, out,
                                  sizeof out);
        assert_int_equal(n, 3 * row[i].packets);
        for (u32 k = 0; k < n; k += 3) {
            int dx = out[k + 1] - (out[k] & PS2_MOUSE_X_SIGN ? 256 : 0);
            int dy = out[k + 2] - (out[k] & PS2_MOUSE_Y_SIGN ? 256 : 0);
            assert_packet(out + k, row[i].buttons, dx, dy);
            assert_in_range(dx + 255, 0, 510);
            assert_in_range(dy + 255, 0, 510);
            x += dx;
            y += dy;
        }
        assert_int_equal(x, row[i].dx);
        assert_int_equal(y, row[i].dy);
    }
}

/* Buttons beyond the three, and a buffer that ends in the middle. */
static void test_packet_limits(void **state)
{
    u8 out[10];
    (void)state;
    assert_int_equal(ps2_mouse_packets(0, 0, 0xFFFFFFF8, out, sizeof out), 3);
    assert_packet(out, 0, 0, 0);
    memset(out, 0xEE, sizeof out);
    assert_int_equal(ps2_mouse_packets(INT32_MAX, INT32_MIN, 0, out, 8), 6);
    assert_packet(out, 0, 255, -255);
    assert_packet(out + 3, 0, 255, -255);
    assert_int_equal(out[6], 0xEE);
    assert_int_equal(ps2_mouse_packets(1, 1, 0, out, 2), 0);
}

/* The way from the host: a move beyond a packet, and a scan code. */
static void test_from_the_host(void **state)
{
    static const u8 scan[] = {PS2_EXTENDED, 0x48};
    struct rig r;
    u8 p[6];
    (void)state;
    rig_init(&r, NULL);
    machine_keyboard(r.m, scan, sizeof scan);
    assert_int_equal(rig_in(&r, 0, PORT_KBD_DATA), 0xE0);
    assert_int_equal(rig_in(&r, 0, PORT_KBD_DATA), 0x48);
    machine_mouse(r.m, -300, 20, PS2_MOUSE_MIDDLE);
    for (u32 i = 0; i < 6; i++)
        p[i] = (u8)rig_in(&r, 0, PORT_MOUSE_DATA);
    assert_packet(p, PS2_MOUSE_MIDDLE, -255, 20);
    assert_packet(p + 3, PS2_MOUSE_MIDDLE, -45, 0);
    assert_int_equal(rig_in(&r, 0, PORT_MOUSE_STATUS), 0);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_take),
        cmocka_unit_test(test_requests),
        cmocka_unit_test(test_withdrawal_spares_others),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_no_such_queue),
        cmocka_unit_test(test_read_only),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_state),
        cmocka_unit_test(test_packets),
        cmocka_unit_test(test_packet_limits),
        cmocka_unit_test(test_from_the_host),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
