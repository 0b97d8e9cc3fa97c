/* SPDX-License-Identifier: MIT
 *
 * gdb's remote protocol: framing, and every packet that needs no running
 * machine. Running, stopping and ending are test_gdb_run.c, malformed and
 * hostile packets test_gdb_hostile.c.
 */
#include "gdb_program.h"

enum { REGISTERS = 32 + 6 + 12 + 2 };

/* --- session -------------------------------------------------------------- */

static void test_supported(void **state)
{
    struct gdb_rig *x = *state;
    const char *said = gdb_rig_ask(x, "qSupported:multiprocess+;swbreak+");
    assert_true(has(said, "PacketSize=4000;"));
    assert_true(has(said, "QStartNoAckMode+"));
    assert_true(has(said, "qXfer:features:read+"));
    assert_true(has(said, "qXfer:memory-map:read+"));
    assert_true(has(said, "qXfer:threads:read+"));
    assert_false(has(said, "multiprocess"));
    gdb_rig_expect(x, "vCont?", "vCont;c;C;s;S;t;r");
    gdb_rig_expect(x, "qAttached", "1");
    gdb_rig_expect(x, "qSymbol::", "OK");
    gdb_rig_expect(x, "!", "OK");
}

/* The first packet stops the machine, a connection alone does not. */
static void test_first_packet_stops(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_raw(x, "+++\3", 4);
    assert_false(control_is_stopped(x->r.m));
    assert_true(begins(gdb_rig_ask(x, "?"), "T02thread:1;core:0;"));
    assert_true(control_is_stopped(x->r.m));
}

static void test_unknown_is_empty(void **state)
{
    struct gdb_rig *x = *state;
    static const char *const packets[] = {"vMustReplyEmpty",
                                          "vFile:open:00,0,0",
                                          "qTStatus",
                                          "qCRC:0,1",
                                          "QNonStop:1",
                                          "QPassSignals:",
                                          "jThreadsInfo",
                                          "vContX",
                                          "b",
                                          "qXfer:auxv:read::0,100",
                                          "qXfer:features:write:target.xml:0:",
                                          ""};
    for (u32 i = 0; i < ARRAY_LEN(packets); i++)
        gdb_rig_expect(x, packets[i], "");
}

static void test_no_acks(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "QStartNoAckMode", "OK");
    x->acks = false;
    gdb_rig_expect(x, "qC", "QC1");
    gdb_rig_raw(x, "$qC#00", 6);
    assert_true(gdb_rig_get(x));
    assert_string_equal(x->reply, "E16");
}

static void test_acks(void **state)
{
    struct gdb_rig *x = *state;
    struct buf *out = gdb_out(x->g);
    gdb_rig_raw(x, "$qC#00", 6);
    assert_int_equal(out->size, 1);
    assert_int_equal(out->data[0], '-');
    out->size = 0;
    gdb_rig_raw(x, "$qC#b4", 6);
    assert_memory_equal(out->data, "+$QC1#c5", 8);
    out->size = 0;
    gdb_rig_raw(x, "-", 1);
    assert_int_equal(out->size, 7);
    assert_memory_equal(out->data, "$QC1#c5", 7);
    out->size = 0;
    gdb_rig_raw(x, "+junk$lost$qC#b4", 16);
    assert_memory_equal(out->data, "+$QC1#c5", 8);
}

static void test_threads(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "qfThreadInfo", "m1,2,3");
    gdb_rig_expect(x, "qsThreadInfo", "l");
    gdb_rig_expect(x, "T3", "OK");
    gdb_rig_expect(x, "T4", "E16");
    gdb_rig_expect(x, "T0", "E16");
    gdb_rig_expect(x, "Hg2", "OK");
    gdb_rig_expect(x, "qC", "QC2");
    gdb_rig_expect(x, "Hc-1", "OK");
    gdb_rig_expect(x, "Hx1", "E16");
    /* "core 1, parked" */
    gdb_rig_expect(x, "qThreadExtraInfo,2", "636f726520312c207061726b6564");
    gdb_rig_expect(x, "qThreadExtraInfo,9", "E16");
    const char *xml = gdb_rig_ask(x, "qXfer:threads:read::0,1000");
    assert_true(has(xml, "<thread id=\"3\" core=\"2\" name=\"core 2\">parked"));
}

/* --- descriptions --------------------------------------------------------- */

static void test_description_in_parts(void **state)
{
    struct gdb_rig *x = *state;
    char whole[16384] = "", packet[64];
    for (u32 at = 0;; at += 100) {
        snprintf(packet, sizeof(packet), "qXfer:features:read:target.xml:%x,64",
                 at);
        assert_non_null(gdb_rig_ask(x, packet));
        strcat(whole, x->reply + 1);
        if (x->reply[0] == 'l')
            break;
        assert_int_equal(x->reply[0], 'm');
        assert_int_equal(strlen(x->reply), 101);
    }
    assert_string_equal(
        gdb_rig_ask(x, "qXfer:features:read:target.xml:0,4000") + 1, whole);
    assert_true(has(whole, "<architecture>powerpc:common</architecture>"));
    u32 registers = 0;
    for (const char *p = whole; (p = strstr(p, "<reg ")) != NULL; p++)
        registers++;
    assert_int_equal(registers, REGISTERS);
    gdb_rig_expect(x, "qXfer:features:read:target.xml:ffffff,10", "E16");
    gdb_rig_expect(x, "qXfer:features:read:other.xml:0,10", "");
}

static void test_memory_map(void **state)
{
    struct gdb_rig *x = *state;
    const char *map = gdb_rig_ask(x, "qXfer:memory-map:read::0,1000");
    assert_true(has(map, "start=\"0x0\" length=\"0x4000000\""));
    assert_true(has(map, "start=\"0x4000000\" length=\"0x12c000\""));
}

/* --- registers, memory ---------------------------------------------------- */

static void test_registers(void **state)
{
    struct gdb_rig *x = *state;
    struct core *c = x->r.m->core[0];
    gdb_rig_expect(x, "P5=78563412", "OK");
    assert_int_equal(c->r[5], 0x12345678);
    gdb_rig_expect(x, "p5", "78563412");
    gdb_rig_expect(x, "p20", "00300000"); /* pc */
    gdb_rig_expect(x, "P20=00400000", "OK");
    assert_int_equal(c->ip, 0x4000);
    gdb_rig_expect(x, "P1e=00800000", "OK");
    gdb_rig_expect(x, "p32", "00800000"); /* sp is r30 */
    gdb_rig_expect(x, "P32=00000000", "E01");
    gdb_rig_expect(x, "P26=09000000", "OK"); /* flags */
    assert_int_equal(core_flags(c), 9);
    gdb_rig_expect(x, "P2a=01000000", "E01"); /* in_isr */
    gdb_rig_expect(x, "P27=01010000", "E01"); /* csp above its count */
    gdb_rig_expect(x, "p34", "E16");
    gdb_rig_expect(x, "P5=123456", "E16");
    gdb_rig_expect(x, "P5:78563412", "E16");
}

/* The top of the call stack is lr. */
static void test_return_address(void **state)
{
    struct gdb_rig *x = *state;
    struct core *c = x->r.m->core[0];
    gdb_rig_expect(x, "p23", "00000000");
    struct stack *s = &c->stack[STACK_CALL];
    s->index = s->count - 1;
    rig_store32(&x->r, 0, s->base + 8 * s->index, 0x1234);
    gdb_rig_expect(x, "p23", "34120000");
}

static void test_all_registers(void **state)
{
    struct gdb_rig *x = *state;
    char packet[8 * REGISTERS + 2] = "G";
    strcpy(packet + 1, gdb_rig_ask(x, "g"));
    assert_int_equal(strlen(packet), 1 + 8 * REGISTERS);
    gdb_rig_expect(x, packet, "OK");
    memcpy(packet + 1 + 8 * 7, "01020304", 8);
    gdb_rig_expect(x, packet, "OK");
    assert_int_equal(x->r.m->core[0]->r[7], 0x04030201);
    gdb_rig_expect(x, "Hg3", "OK");
    gdb_rig_expect(x, "P7=ff000000", "OK");
    assert_int_equal(x->r.m->core[2]->r[7], 0xFF);
    packet[40] = 0;
    gdb_rig_expect(x, packet, "E16");
}

static void test_memory(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "M8000,4:01020304", "OK");
    gdb_rig_expect(x, "m8000,4", "01020304");
    gdb_rig_expect(x, "m8001,0", "");
    gdb_rig_expect(x, "X8000,0:", "OK");
    gdb_rig_send(x, "X8000,3:}\x03}]z", 13);
    assert_true(gdb_rig_get(x));
    assert_string_equal(x->reply, "OK");
    gdb_rig_expect(x, "m8000,4", "237d7a04");
    gdb_rig_expect(x, "M3fffffc,4:01020304", "OK");
    gdb_rig_expect(x, "m3fffffc,4", "01020304");
    /* Behind the framebuffer is nothing. */
    gdb_rig_expect(x, "m412bffc,10", "00000000");
    gdb_rig_expect(x, "m412c000,1", "E0e");
    gdb_rig_expect(x, "M412bffe,4:01020304", "E0e");
    gdb_rig_expect(x, "m412bffe,2", "0000");
}

/* --- points --------------------------------------------------------------- */

static void test_points(void **state)
{
    struct gdb_rig *x = *state;
    static const struct {
        const char *packet;
        enum point_kind kind;
    } kinds[] = {{"Z0,3020,4", POINT_BREAK},
                 {"Z1,3028,4", POINT_BREAK},
                 {"Z2,8000,4", POINT_WRITE},
                 {"Z3,8010,1", POINT_READ},
                 {"Z4,8020,10", POINT_ACCESS}};
    char packet[32];
    for (u32 i = 0; i < ARRAY_LEN(kinds); i++) {
        gdb_rig_expect(x, kinds[i].packet, "OK");
        gdb_rig_expect(x, kinds[i].packet, "OK"); /* once is enough */
        const struct point *p = control_point_get(x->r.m, i);
        assert_non_null(p);
        assert_int_equal(p->kind, kinds[i].kind);
    }
    assert_null(control_point_get(x->r.m, ARRAY_LEN(kinds)));
    for (u32 i = 0; i < ARRAY_LEN(kinds); i++) {
        strcpy(packet, kinds[i].packet);
        packet[0] = 'z';
        gdb_rig_expect(x, packet, "OK");
        gdb_rig_expect(x, packet, "OK"); /* nothing to do */
    }
    assert_null(control_point_get(x->r.m, 0));
}

static void test_points_are_limited(void **state)
{
    struct gdb_rig *x = *state;
    char packet[32];
    for (u32 i = 0; i < CONTROL_POINTS_MAX; i++) {
        snprintf(packet, sizeof(packet), "Z0,%x,4", 0x4000 + 8 * i);
        gdb_rig_expect(x, packet, "OK");
    }
    gdb_rig_expect(x, "Z0,5000,4", "E16");
    gdb_rig_expect(x, "z0,4000,4", "OK");
    gdb_rig_expect(x, "Z0,5000,4", "OK");
}

/* "status", and a verb that does not exist. */
static void test_monitor(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "qRcmd,737461747573");
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "O7374617465")); /* "state" */
    while (gdb_rig_get(x) && gdb_out(x->g)->size != 0)
        continue;
    assert_string_equal(x->reply, "OK");
    go(x, "qRcmd,78797a");
    assert_true(gdb_rig_get(x));
    assert_int_equal(x->reply[0], 'O');
    while (gdb_out(x->g)->size != 0)
        assert_true(gdb_rig_get(x));
    assert_string_equal(x->reply, "OK");
    gdb_rig_expect(x, "qRcmd,7", "E16");
    gdb_rig_expect(x, "qRcmd,00", "E16");
}

/* "add r1, r2, r3", and no instruction. */
static void test_instruction_text(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "qLampInsn:3000:0000000003020101",
                   "6164642072312c2072322c207233");
    gdb_rig_expect(x, "qLampInsn:3000:0000000000000000", "E16");
    gdb_rig_expect(x, "qLampInsn:3000:00000000", "E16");
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(supported),
        T(first_packet_stops),
        T(unknown_is_empty),
        T(no_acks),
        T(acks),
        T(threads),
        T(description_in_parts),
        T(memory_map),
        T(registers),
        T(return_address),
        T(all_registers),
        T(memory),
        T(points),
        T(points_are_limited),
        T(monitor),
        T(instruction_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
