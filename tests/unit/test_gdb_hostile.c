/* SPDX-License-Identifier: MIT
 *
 * What no gdb sends: packets that are malformed, endless, cut, too long or
 * out of range. Each is refused, the machine keeps its state, and the session
 * goes on. And peers that never read.
 */
#include "gdb_rig.h"

enum { OUT_LIMIT = 600 * 1024 };

static int setup(void **state)
{
    struct gdb_rig *x = calloc(1, sizeof(*x));
    gdb_rig_init(x);
    *state = x;
    return 0;
}

static int teardown(void **state)
{
    gdb_rig_fini(*state);
    free(*state);
    return 0;
}

/* Numbers that are none, that wrap, that reach over the end. */
static void test_refused(void **state)
{
    static const char *const packets[] = {
        "m",
        "m,",
        "m8000",
        "m8000,",
        "m,4",
        "m-1,4",
        "m8000,-4",
        "mx,4",
        "m8000,4,",
        "m8000;4",
        "m100000000,4",
        "mffffffffffffffff8000,4",
        "m8000,100000000",
        "m 8000,4",
        "m0x8000,4",
        "m50000000,4",
        "M8000,4",
        "M8000,4:",
        "M8000,4:0102",
        "M8000,4:010203zz",
        "M8000,4:0102030405",
        "M8000,ffffffff:00",
        "M8000,100000004:01020304",
        "Mfffffffe,4:01020304",
        "X8000,4:abc",
        "X8000,ffffffff:a",
        "X8000",
        "Xfffffffe,4:abcd",
        "Xffffffff,1:a",
        "p",
        "p-1",
        "pffffffff",
        "p100000000",
        "p0,",
        "P",
        "P0",
        "P0=",
        "P0=0000",
        "P0=zzzzzzzz",
        "P0=0000000000",
        "Pffffffff=00000000",
        "G",
        "G00",
        "Gzz",
        "Z",
        "Z9,8000,4",
        "Z0",
        "Z0,8000",
        "Z0,8000,",
        "Z0,8000,4;X1,00",
        "Z0,8000,4x",
        "Z2,8000,0",
        "Z2,8000,10001",
        "Z2,ffffffff,2",
        "Z2,8000,ffffffff",
        "Z0,100008000,4",
        "z0",
        "z7,0,0",
        "z0,8000,4,",
        "vCont;",
        "vCont;x",
        "vCont;c:9",
        "vCont;c:",
        "vCont;c:p1.1",
        "vCont;s:-2",
        "vCont;C",
        "vCont;Czz",
        "vCont;r",
        "vCont;r10",
        "vCont;r10,",
        "vCont;r10,zz",
        "vCont;c;",
        "vCont;t",
        "vCont;cc",
        "vCont;c:1;s:100000001",
        "vCont",
        "H",
        "Hg",
        "Hg9",
        "Hgp1.1",
        "Hg1x",
        "Hc-2",
        "T",
        "T-1",
        "Tffffffff",
        "cz",
        "c100000000",
        "s-1",
        "C",
        "Czz",
        "C05;zz",
        "S5",
        "S05,",
        "qThreadExtraInfo",
        "qThreadExtraInfo,",
        "qThreadExtraInfo,-1",
        "qXfer:features:read:target.xml:",
        "qXfer:features:read:target.xml:0",
        "qXfer:features:read:target.xml:0,",
        "qXfer:threads:read::-1,10",
        "qXfer:threads:read::0,10x",
        "qXfer:memory-map:read::ffffffff,1",
        "qXfer:memory-map:read::0,100000000",
        "qRcmd,6",
        "qRcmd,zz",
        "qLampInsn:",
        "qLampInsn:0:",
        "qLampInsn:0:000000000000000z",
    };
    struct gdb_rig *x = *state;
    gdb_rig_ask(x, "?");
    u64 before = machine_hash(x->r.m);
    for (u32 i = 0; i < ARRAY_LEN(packets); i++) {
        const char *said = gdb_rig_ask(x, packets[i]);
        if (!said || said[0] != 'E')
            fail_msg("%s: %s", packets[i], said ? said : "no answer");
        assert_true(control_is_stopped(x->r.m));
        assert_null(control_point_get(x->r.m, 0));
    }
    assert_int_equal(machine_hash(x->r.m), before);
    gdb_rig_expect(x, "qC", "QC1");
}

/* Those that announce it get the reason in words. */
static void test_reasons(void **state)
{
    struct gdb_rig *x = *state;
    gdb_rig_ask(x, "qSupported:error-message+");
    gdb_rig_expect(x, "m50000000,4", "E.no memory there");
    gdb_rig_expect(x, "P2a=01000000", "E.the register cannot have that value");
}

static void test_too_long(void **state)
{
    struct gdb_rig *x = *state;
    static char packet[0x4000 + 2];
    memset(packet, 'a', sizeof(packet));
    packet[0x4000] = 0; /* fits */
    gdb_rig_expect(x, packet, "");
    packet[0x4000] = 'a';
    packet[0x4001] = 0;
    gdb_rig_expect(x, packet, "E16");
    gdb_rig_expect(x, "qC", "QC1");
}

/* Megabytes without an end are followed and forgotten. */
static void test_endless(void **state)
{
    struct gdb_rig *x = *state;
    static u8 bytes[65536];
    memset(bytes, '}', sizeof(bytes));
    gdb_rig_raw(x, "$", 1);
    for (u32 i = 0; i < 64; i++)
        gdb_rig_raw(x, bytes, sizeof(bytes));
    assert_int_equal(gdb_out(x->g)->size, 0);
    assert_false(control_is_stopped(x->r.m));
    gdb_rig_expect(x, "qC", "QC1");
}

static void test_cut(void **state)
{
    struct gdb_rig *x = *state;
    static const char *const cut[] = {"$", "$qC", "$qC}", "$qC#", "$qC#b"};
    for (u32 i = 0; i < ARRAY_LEN(cut); i++) {
        /* The next packet begins where the rest of this one should be. */
        gdb_rig_raw(x, cut[i], (u32)strlen(cut[i]));
        gdb_rig_raw(x, "$qC#b4$qC#b4", 12);
        struct buf *out = gdb_out(x->g);
        assert_true(out->size >= 8);
        assert_memory_equal(out->data + out->size - 8, "+$QC1#c5", 8);
        out->size = 0;
    }
}

/* A peer that asks and does not read gets no more than a bounded heap of
 * answers; the rest of its questions wait. */
static void test_never_reads(void **state)
{
    struct gdb_rig *x = *state;
    const char ask[] = "$m0,2000#ff";
    u8 bytes[4096];
    u32 taken = 0, given = 0;
    gdb_rig_ask(x, "m0,2000");
    memset(bytes, '-', sizeof(bytes)); /* each wants that again */
    do {
        taken = gdb_take(x->g, bytes, sizeof(bytes));
        given += taken;
        assert_true(gdb_out(x->g)->size < OUT_LIMIT);
    } while (taken == sizeof(bytes) && given < 100 * sizeof(bytes));
    assert_true(taken < sizeof(bytes));
    gdb_out(x->g)->size = 0;
    gdb_rig_raw(x, ask, 1);
    gdb_rig_expect(x, "qC", "QC1");
}

/* A packet while the machine runs is refused, the byte 3 still stops it. */
static void test_impatient(void **state)
{
    struct gdb_rig *x = *state;
    static const char *const packets[] = {"?", "vCont;c", "k", "D", "M0,0:"};
    gdb_rig_send(x, "vCont;c", 7);
    for (u32 i = 0; i < ARRAY_LEN(packets); i++)
        gdb_rig_expect(x, packets[i], "E01");
    assert_false(control_is_stopped(x->r.m));
    gdb_rig_raw(x, "\3", 1);
    assert_true(gdb_rig_get(x));
    assert_memory_equal(x->reply, "T02", 3);
}

#define T(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(refused), T(reasons),     T(too_long),  T(endless),
        T(cut),     T(never_reads), T(impatient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
