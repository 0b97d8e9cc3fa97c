/* SPDX-License-Identifier: MIT
 *
 * gdb's remote protocol: every packet, and what running, stopping and ending
 * say. Malformed and hostile packets are test_gdb_hostile.c.
 */
#include "gdb_rig.h"

enum {
    COUNTER = 0x8000,
    LOOP = RIG_PC + 0x20,
    STORE = LOOP + 0x10,
    REGISTERS = 32 + 6 + 12 + 2
};

/* Core 0 starts core 1, counts COUNTER to 3 and halts; core 1 counts in a
 * register for ever. */
static void program_load(struct rig *r)
{
    const u64 code[] = {rig_word(ISA_MOVI, 1, 0, 0, 0x3100),
                        rig_word(ISA_MOVI, 2, 0, 0, 1),
                        rig_word(ISA_STARTAP, 2, 1, 0, 0),
                        rig_word(ISA_MOVI, 4, 0, 0, COUNTER),
                        rig_word(ISA_LOAD32, 5, 4, 0, 0), /* LOOP */
                        rig_word(ISA_INC, 5, 0, 0, 0),
                        rig_word(ISA_STORE32, 5, 4, 0, 0), /* STORE */
                        rig_word(ISA_CMPI, 5, 0, 0, 3),
                        rig_word(ISA_JNZ, 0, 0, 0, LOOP),
                        rig_word(ISA_HALT, 0, 0, 0, 0)};
    const u64 other[] = {rig_word(ISA_INC, 7, 0, 0, 0),
                         rig_word(ISA_JMP, 0, 0, 0, 0x3100)};
    rig_code(r, RIG_PC, code, ARRAY_LEN(code));
    rig_code(r, 0x3100, other, ARRAY_LEN(other));
}

static int setup(void **state)
{
    struct gdb_rig *x = calloc(1, sizeof(*x));
    gdb_rig_init(x);
    program_load(&x->r);
    *state = x;
    return 0;
}

static int teardown(void **state)
{
    gdb_rig_fini(*state);
    free(*state);
    return 0;
}

static bool begins(const char *text, const char *with)
{
    return text && strncmp(text, with, strlen(with)) == 0;
}

static bool has(const char *text, const char *part)
{
    return text && strstr(text, part) != NULL;
}

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

/* Code that was lifted already is written: "halt" over "cmpi". */
static void test_code_is_written(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z2,8000,4", "OK");
    gdb_rig_send(x, "vCont;c", 7);
    assert_non_null(gdb_rig_run(x));
    gdb_rig_expect(x, "M3038,8:0000000000000005", "OK");
    gdb_rig_expect(x, "z2,8000,4", "OK");
    gdb_rig_send(x, "vCont;c", 7);
    assert_string_equal(gdb_rig_run(x), "W00");
    assert_int_equal(rig_load32(&x->r, 0, COUNTER), 1);
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

/* --- running -------------------------------------------------------------- */

static void go(struct gdb_rig *x, const char *packet)
{
    gdb_rig_send(x, packet, (u32)strlen(packet));
}

static void test_breakpoint(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_ask(x, "qSupported:swbreak+;hwbreak+");
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    go(x, "vCont;c");
    const char *said = gdb_rig_run(x);
    assert_true(begins(said, "T05thread:1;core:0;swbreak:;"));
    assert_true(has(said, "20:20300000;"));
    gdb_rig_expect(x, "Z1,3028,4", "OK");
    go(x, "vCont;c");
    /* A point that is new is met although the core goes on from one. */
    assert_true(has(gdb_rig_run(x), "hwbreak:;20:28300000;"));
    gdb_rig_expect(x, "z1,3028,4", "OK");
    go(x, "c");
    assert_true(has(gdb_rig_run(x), "swbreak:;20:20300000;"));
}

/* Who never asked for them gets no reasons. */
static void test_plain_breakpoint(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    go(x, "vCont;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;core:0;20:20300000;"));
}

/* Before the access, with the address in the range that was asked for. */
static void test_watchpoints(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z2,8000,4", "OK");
    go(x, "vCont;c");
    const char *said = gdb_rig_run(x);
    assert_true(begins(said, "T05thread:1;core:0;watch:8000;20:30300000;"));
    assert_int_equal(rig_load32(&x->r, 0, COUNTER), 0);
    gdb_rig_expect(x, "z2,8000,4", "OK");
    go(x, "vCont;s:1");
    assert_true(has(gdb_rig_run(x), "20:38300000;"));
    assert_int_equal(rig_load32(&x->r, 0, COUNTER), 1);
    gdb_rig_expect(x, "Z3,8000,4", "OK");
    go(x, "vCont;c");
    assert_true(has(gdb_rig_run(x), "rwatch:8000;20:20300000;"));
    gdb_rig_expect(x, "z3,8000,4", "OK");
    gdb_rig_expect(x, "Z4,8002,2", "OK");
    go(x, "vCont;c");
    assert_true(has(gdb_rig_run(x), "awatch:8002;"));
}

static void test_steps(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "vCont;s:1;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;core:0;20:08300000;"));
    go(x, "s");
    assert_true(has(gdb_rig_run(x), "20:10300000;"));
    go(x, "S05");
    assert_true(has(gdb_rig_run(x), "20:18300000;"));
    go(x, "vCont;r3018,3030:1");
    assert_true(has(gdb_rig_run(x), "20:30300000;"));
    go(x, "vCont;S05:1");
    assert_true(has(gdb_rig_run(x), "20:38300000;"));
    go(x, "s3000");
    assert_true(has(gdb_rig_run(x), "20:08300000;"));
}

/* One core steps, the others stand or run, as was asked for. */
static void test_cores_step_alone(void **state)
{
    struct gdb_rig *x = *state;
    const u32 *counted = &x->r.m->core[1]->r[7];
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    go(x, "vCont;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;"));
    gdb_rig_expect(x, "z0,3020,4", "OK");
    u32 before = *counted;
    go(x, "vCont;s:1");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;"));
    assert_int_equal(*counted, before);
    go(x, "vCont;t:1;s:2");
    assert_true(begins(gdb_rig_run(x), "T05thread:2;core:1;"));
    go(x, "vCont;s:1;c:2");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;"));
    assert_true(*counted > before);
}

static void test_interrupt(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Hc2", "OK");
    x->r.m->core[1]->ip = 0x3100;
    x->r.m->core[1]->state = CORE_RUNNING;
    go(x, "c");
    assert_null(gdb_rig_run(x));
    gdb_rig_expect(x, "g", "E01"); /* it runs */
    gdb_rig_raw(x, "\3", 1);
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "T02thread:1;"));
    assert_true(x->r.m->core[1]->r[7] > 100);
    gdb_rig_raw(x, "\3", 1); /* too late */
    assert_false(gdb_rig_get(x));
}

/* BRK of the guest: behind it. */
static void test_guest_break(void **state)
{
    struct gdb_rig *x = *state;
    const u64 code[] = {rig_word(ISA_BRK, 0, 0, 0, 7)};
    rig_code(&x->r, RIG_PC, code, 1);
    go(x, "vCont;c");
    assert_true(begins(gdb_rig_run(x), "T05thread:1;core:0;20:08300000;"));
    go(x, "vCont;c");
    assert_string_equal(gdb_rig_run(x), "W00");
}

static void test_panic(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "P4=000000ff", "OK");
    gdb_rig_expect(x, "P20=20300000", "OK");
    go(x, "vCont;c");
    assert_true(
        begins(gdb_rig_run(x), "O70616e69633a20636f72652030")); /* text */
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "T0bthread:1;core:0;20:20300000;"));
    gdb_rig_expect(x, "qThreadExtraInfo,1", "636f726520302c2070616e69636b6564");
    go(x, "vCont;C0b:1;c");
    assert_string_equal(gdb_rig_run(x), "W01");
}

static void test_signals_of_panics(void **state)
{
    struct gdb_rig *x = *state;
    const u64 bad = 0;
    gdb_rig_expect(x, "?", gdb_rig_ask(x, "?"));
    rig_code(&x->r, RIG_PC, &bad, 1);
    go(x, "vCont;c");
    gdb_rig_run(x);
    assert_true(gdb_rig_get(x));
    assert_true(begins(x->reply, "T04thread:1;"));
}

static void test_end(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "vCont;c");
    assert_string_equal(gdb_rig_run(x), "W00");
}

static void test_end_by_signal(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z2,8000,4", "OK");
    go(x, "vCont;c");
    machine_stop(x->r.m, STOPPED_SIGNAL, 15);
    gdb_end(x->g);
    assert_true(gdb_rig_get(x));
    /* The machine's result says 128 + 15. */
    assert_string_equal(x->reply, "X0f");
}

/* --- leaving -------------------------------------------------------------- */

static void test_detach(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "Z0,3020,4", "OK");
    gdb_rig_expect(x, "D", "OK");
    assert_null(control_point_get(x->r.m, 0));
    assert_false(control_is_stopped(x->r.m));
    assert_null(gdb_rig_run(x));
    assert_int_equal(machine_result(x->r.m)->state, MACHINE_HALTED);
}

static void test_kill(void **state)
{
    struct gdb_rig *x = *state;
    assert_null(gdb_rig_ask(x, "k"));
    assert_int_equal(machine_result(x->r.m)->state, MACHINE_STOPPED);
    assert_int_equal(machine_result(x->r.m)->status, 0);
    gdb_end(x->g);
    assert_false(gdb_rig_get(x));
}

static void test_kill_process(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_expect(x, "vKill;1", "OK");
    assert_int_equal(machine_result(x->r.m)->status, 0);
}

/* A machine without a program file cannot be reset, and says so. */
static void test_reset_refused(void **state)
{
    struct gdb_rig *x = *state;
    go(x, "vRun;");
    assert_true(gdb_rig_get(x));
    assert_int_equal(x->reply[0], 'O');
    while (gdb_rig_get(x) && gdb_out(x->g)->size != 0)
        continue;
    assert_string_equal(x->reply, "E05");
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
        T(code_is_written),
        T(points),
        T(points_are_limited),
        T(breakpoint),
        T(plain_breakpoint),
        T(watchpoints),
        T(steps),
        T(cores_step_alone),
        T(interrupt),
        T(guest_break),
        T(panic),
        T(signals_of_panics),
        T(end),
        T(end_by_signal),
        T(detach),
        T(kill),
        T(kill_process),
        T(reset_refused),
        T(monitor),
        T(instruction_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
