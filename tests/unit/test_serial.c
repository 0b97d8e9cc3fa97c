/* SPDX-License-Identifier: MIT
 *
 * The serial port: every port, every rule of the receive interrupt, the
 * FIFO's limit, and that no byte sent is lost or out of order.
 */
#include "devices.h"

#include <lamp/dev/serial.h>

enum { RING = 64 * 1024 };

static u32 input(struct rig *r, const char *bytes, u32 n)
{
    return machine_serial_input(r->m, (const u8 *)bytes, n);
}

static void fill(struct rig *r, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        u8 byte = (u8)(i + 1);
        assert_int_equal(machine_serial_input(r->m, &byte, 1), 1);
    }
}

static bool requested(struct rig *r)
{
    return rig_pending(r, 0, INT_SERIAL);
}

static void test_idle(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(rig_in(&r, 0, 0x01), 0);
    assert_int_equal(rig_in(&r, 0, 0x02), 2);
    assert_int_equal(rig_in(&r, 0, 0x03), 0);
    assert_int_equal(machine_serial_room(r.m), SERIAL_FIFO_BYTES);
    assert_false(requested(&r));
    rig_fini(&r);
}

/* The low byte goes out, the whole word can be read back, by any core. */
static void test_transmit(void **state)
{
    struct config c = config_default;
    struct rig r;
    u8 out[8];
    (void)state;
    c.cores = 2;
    rig_init(&r, &c);
    rig_out(&r, 0, PORT_SERIAL_TX, 0x12345641);
    assert_int_equal(rig_in(&r, 1, PORT_SERIAL_TX), 0x12345641);
    rig_out(&r, 1, PORT_SERIAL_TX, 0x000000FF);
    rig_out(&r, 0, PORT_SERIAL_TX, 0xABCDEF00);
    rig_out(&r, 0, PORT_SERIAL_TX, '\n');
    assert_int_equal(machine_serial_output(r.m, out, 3), 3);
    assert_memory_equal(out, "A\xFF\0", 3);
    assert_int_equal(machine_serial_output(r.m, out, sizeof out), 1);
    assert_int_equal(out[0], '\n');
    assert_int_equal(machine_serial_output(r.m, out, sizeof out), 0);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), SERIAL_TX_READY);
    rig_fini(&r);
}

static void test_receive(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(input(&r, "a\0\xFF", 3), 3);
    assert_int_equal(machine_serial_room(r.m), SERIAL_FIFO_BYTES - 3);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 3);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 'a');
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 3);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 0);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 3);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 0xFF);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 2);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 0);
    rig_fini(&r);
}

/* 255 bytes are kept; what comes after is lost, not what was there. */
static void test_full(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    fill(&r, 254);
    assert_int_equal(machine_serial_room(r.m), 1);
    assert_int_equal(input(&r, "\xFFxyz", 4), 1);
    assert_int_equal(machine_serial_room(r.m), 0);
    assert_int_equal(input(&r, "x", 1), 0);
    for (u32 i = 0; i < 255; i++)
        assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), i + 1);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 2);
    rig_fini(&r);
}

static void test_no_interrupt_unless_enabled(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    input(&r, "abc", 3);
    assert_false(requested(&r));
    rig_in(&r, 0, PORT_SERIAL_RX);
    assert_false(requested(&r));
    rig_out(&r, 0, PORT_SERIAL_CTRL, 0xFFFFFFFE); /* other bits: nothing */
    assert_false(requested(&r));
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 3);
    rig_fini(&r);
}

static void test_interrupt_when_a_byte_enters(void **state)
{
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.cores = 2;
    rig_init(&r, &c);
    rig_out(&r, 1, PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    assert_false(requested(&r)); /* nothing is waiting */
    input(&r, "a", 1);
    assert_true(requested(&r));
    assert_false(rig_pending(&r, 1, INT_SERIAL));
    rig_acknowledge(&r, 0, INT_SERIAL);
    input(&r, "b", 1);
    assert_true(requested(&r));
    rig_acknowledge(&r, 0, INT_SERIAL);
    input(&r, "", 0);
    assert_false(requested(&r));
    rig_fini(&r);
}

/* A byte that is dropped did not enter. */
static void test_no_interrupt_when_full(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    rig_out(&r, 0, PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    fill(&r, SERIAL_FIFO_BYTES);
    rig_acknowledge(&r, 0, INT_SERIAL);
    assert_int_equal(input(&r, "x", 1), 0);
    assert_false(requested(&r));
    rig_fini(&r);
}

static void test_interrupt_when_enabled(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    input(&r, "ab", 2);
    rig_out(&r, 0, PORT_SERIAL_CTRL, 0xFFFFFFFF);
    assert_true(requested(&r));
    rig_acknowledge(&r, 0, INT_SERIAL);
    rig_out(&r, 0, PORT_SERIAL_CTRL, SERIAL_RX_IRQ); /* 1 to 1: nothing */
    assert_false(requested(&r));
    rig_out(&r, 0, PORT_SERIAL_CTRL, 0);
    input(&r, "c", 1);
    assert_false(requested(&r));
    rig_out(&r, 0, PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    assert_true(requested(&r));
    rig_out(&r, 0, PORT_SERIAL_CTRL, 0);
    assert_true(requested(&r)); /* what was requested stays */
    rig_fini(&r);
}

static void test_interrupt_until_empty(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    rig_out(&r, 0, PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    input(&r, "abc", 3);
    for (u32 left = 2; left != 0; left--) {
        rig_acknowledge(&r, 0, INT_SERIAL);
        rig_in(&r, 0, PORT_SERIAL_RX);
        assert_true(requested(&r));
    }
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 'c');
    assert_false(requested(&r));
    rig_fini(&r);
}

/* A read that leaves the FIFO empty withdraws a request, enabled or not, and
 * never what is in service. */
static void test_withdrawn(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    r.m->core[0]->irq.pending[0] = 0xFF;
    r.m->core[0]->irq.in_service[0] = 0xFF;
    rig_in(&r, 0, PORT_SERIAL_RX);
    assert_int_equal(r.m->core[0]->irq.pending[0], 0xF7);
    assert_int_equal(r.m->core[0]->irq.in_service[0], 0xFF);
    rig_fini(&r);
}

static void test_receive_port_is_read_only(void **state)
{
    (void)state;
    assert_port_ignored(PORT_SERIAL_RX,
                        "port 0x03 SERIAL_RX is read-only: core 0 wrote "
                        "0x0000ABCD");
}

/* The ring is a ring: more than its size passes through in pieces. */
static void test_long_output(void **state)
{
    struct rig r;
    u8 out[1000];
    u32 sent = 0, got = 0;
    (void)state;
    rig_init(&r, NULL);
    while (got < 3 * RING) {
        for (u32 i = 0; i < 777; i++, sent++)
            rig_out(&r, 0, PORT_SERIAL_TX, sent % 251);
        u32 n = machine_serial_output(r.m, out, sizeof out);
        for (u32 i = 0; i < n; i++, got++)
            assert_int_equal(out[i], got % 251);
    }
    assert_int_equal(got, sent);
    rig_fini(&r);
}

struct sender {
    struct rig *r;
    pthread_t thread;
    u32 cpu;
};

enum { SENT = 2 * RING };

static void *send_bytes(void *arg)
{
    struct sender *s = arg;
    for (u32 i = 0; i < SENT; i++)
        if (!bus_port_write(s->r->m->core[s->cpu], PORT_SERIAL_TX,
                            s->cpu << 7 | i % 127))
            break;
    return NULL;
}

/* As much as the endpoint takes, counted for each core, in order. */
static u32 drain(struct rig *r, u32 max, u32 *got)
{
    u8 bytes[4096];
    struct device_bytes out = {bytes, max, 0};
    u32 n = (u32)rig_ctl(r, "serial", DEVICE_OUTPUT, &out);
    assert_int_equal(n, out.size);
    for (u32 i = 0; i < n; i++) {
        u32 cpu = bytes[i] >> 7;
        assert_int_equal(bytes[i] & 127, got[cpu]++ % 127);
    }
    return n;
}

/* Two cores, a full ring and a slow endpoint: all bytes, each core's in
 * order. Room for one byte wakes both. */
static void test_waits_for_room(void **state)
{
    struct config c = config_default;
    struct rig r;
    struct sender s[2] = {{.r = &r, .cpu = 0}, {.r = &r, .cpu = 1}};
    u32 got[2] = {0};
    (void)state;
    c.cores = 2;
    rig_init(&r, &c);
    for (u32 i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&s[i].thread, NULL, send_bytes, &s[i]),
                         0);
    usleep(50000); /* long enough for the ring to fill */
    for (u32 i = 0; i < 500; i++) {
        drain(&r, 1, got);
        usleep(20);
    }
    while (got[0] + got[1] < 2 * SENT)
        if (drain(&r, 4096, got) == 0)
            usleep(100);
    for (u32 i = 0; i < 2; i++)
        pthread_join(s[i].thread, NULL);
    assert_int_equal(drain(&r, 4096, got), 0);
    rig_fini(&r);
}

/* A core that waits for room goes on when the machine ends. */
static void test_waiting_ends(void **state)
{
    struct rig r;
    struct sender s = {.r = &r};
    (void)state;
    rig_init(&r, NULL);
    assert_int_equal(pthread_create(&s.thread, NULL, send_bytes, &s), 0);
    usleep(20000);
    machine_stop(r.m, STOPPED_WINDOW, 0);
    pthread_join(s.thread, NULL);
    rig_fini(&r);
}

/* A guest that makes room tells the host, which had stopped reading. */
static void test_room_kicks_the_host(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    fill(&r, SERIAL_FIFO_BYTES);
    atomic_store(&r.m->kicked, false);
    rig_in(&r, 0, PORT_SERIAL_RX);
    assert_true(atomic_load(&r.m->kicked));
    atomic_store(&r.m->kicked, false);
    rig_out(&r, 0, PORT_SERIAL_TX, 'x');
    assert_true(atomic_load(&r.m->kicked));
    rig_fini(&r);
}

static void test_reset(void **state)
{
    struct rig r;
    u8 out[4];
    (void)state;
    rig_init(&r, NULL);
    rig_out(&r, 0, PORT_SERIAL_TX, 'x');
    rig_out(&r, 0, PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    input(&r, "abc", 3);
    rig_acknowledge(&r, 0, INT_SERIAL);
    rig_reset_device(&r, "serial");
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_TX), 0);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 2);
    assert_int_equal(machine_serial_room(r.m), SERIAL_FIFO_BYTES);
    input(&r, "d", 1);
    assert_false(requested(&r)); /* disabled */
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 'd');
    assert_int_equal(machine_serial_output(r.m, out, sizeof out), 1);
    assert_int_equal(out[0], 'x'); /* had been sent */
    rig_fini(&r);
}

static void test_state(void **state)
{
    struct rig r;
    struct buf saved;
    u8 out[4];
    (void)state;
    rig_init(&r, NULL);
    u64 fresh = rig_hash(&r, "serial");
    rig_out(&r, 0, PORT_SERIAL_TX, 0x1234);
    rig_out(&r, 0, PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    input(&r, "abc", 3);
    rig_in(&r, 0, PORT_SERIAL_RX);
    u64 hash = rig_hash(&r, "serial");
    machine_serial_output(r.m, out, sizeof out);
    assert_true(rig_hash(&r, "serial") == hash); /* what is out is not state */
    rig_save(&r, "serial", &saved);
    rig_reset_device(&r, "serial");
    assert_true(rig_hash(&r, "serial") == fresh);
    assert_true(rig_restore(&r, "serial", &saved));
    assert_true(rig_hash(&r, "serial") == hash);
    rig_acknowledge(&r, 0, INT_SERIAL);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_TX), 0x1234);
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 'b');
    assert_true(requested(&r));
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_RX), 'c');
    assert_int_equal(rig_in(&r, 0, PORT_SERIAL_CTRL), 2);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_idle),
        cmocka_unit_test(test_transmit),
        cmocka_unit_test(test_receive),
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_no_interrupt_unless_enabled),
        cmocka_unit_test(test_interrupt_when_a_byte_enters),
        cmocka_unit_test(test_no_interrupt_when_full),
        cmocka_unit_test(test_interrupt_when_enabled),
        cmocka_unit_test(test_interrupt_until_empty),
        cmocka_unit_test(test_withdrawn),
        cmocka_unit_test(test_receive_port_is_read_only),
        cmocka_unit_test(test_long_output),
        cmocka_unit_test(test_waits_for_room),
        cmocka_unit_test(test_waiting_ends),
        cmocka_unit_test(test_room_kicks_the_host),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
