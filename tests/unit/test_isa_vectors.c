/* SPDX-License-Identifier: MIT
 *
 * The test vectors of docs/isa.md, section 13, on the oracle and on every
 * engine through the machine. A vector says the whole state: what it does not
 * name keeps its value, and that is checked too.
 */
#include "rig.h"

#include "../oracle/expect.h"
#include "../oracle/match.h"

/* State as in oracle/expect.h; panic: the cause, NULL when there is none. */
struct vector {
    u32 number;
    u64 word;
    const char *text, *before, *after, *panic;
};

/* clang-format off */
static const struct vector vector[] = {
    {1, 0x0101020300000000, "add r1, r2, r3", "r2=0x80000000 r3=0x80000000", "r1=0 flags=0x29", NULL},
    {2, 0x0201020300000000, "sub r1, r2, r3", "r2=0 r3=0x80000000", "r1=0x80000000 flags=0x31", NULL},
    {3, 0x0104040400000000, "add r4, r4, r4", "r4=5 flags=0xFFFFFFFF", "r4=0xA flags=0xFFFFFFC6", NULL},
    {4, 0x38010200FFFFFFFF, "addi r1, r2, -1", "r2=1", "r1=0 flags=0x09", NULL},
    {5, 0x1201020000000000, "cmp r1, r2", "r1=0x7FFFFFFF r2=0xFFFFFFFF", "flags=0x31", NULL},
    {6, 0x1301000000000001, "cmpi r1, 1", "r1=0x80000000", "flags=0x20", NULL},
    {7, 0x0301020300000000, "mul r1, r2, r3", "r2=0x00010001 r3=0x00010001 flags=0x21", "r1=0x00020001 flags=0x00", NULL},
    {8, 0x0401020300000000, "div r1, r2, r3", "r2=0xFFFFFFF9 r3=2", "r1=0x7FFFFFFC flags=0x00", NULL},
    {9, 0x0401020300000000, "div r1, r2, r3", "r1=9 r2=0x80000000 r3=0xFFFFFFFF", "r1=0 flags=0x08", NULL},
    {10, 0x1C01020300000000, "mod r1, r2, r3", "r1=9 r2=0x80000000 r3=0xFFFFFFFF", "r1=0x80000000 flags=0x10", NULL},
    {11, 0x0401020300000000, "div r1, r2, r3", "r1=9 r2=5 r3=0 irq_masked=1 flags=0x11", "r1=9 pending={1} flags=0x11", NULL},
    {12, 0x1401020000000000, "mov r1, r2", "r1=1 r2=0 flags=0x31", "r1=0 flags=0x08", NULL},
    {13, 0x2101020300000000, "shl r1, r2, r3", "r2=0x40000001 r3=0x21", "r1=0x80000002 flags=0x10", NULL},
    {14, 0x2301020300000000, "sar r1, r2, r3", "r2=0xF00FF00F r3=4", "r1=0xFF00FF00 flags=0x10", NULL},
    {15, 0x5101020000000028, "rori r1, r2, 40", "r2=0x12345678", "r1=0x78123456 flags=0x00", NULL},
    {16, 0x0C01020000000001, "load r1, [r2+1]", "r2=0x4000 mem8[0x4001]=0x80 flags=0x21", "r1=0x80 flags=0x00", NULL},
    {17, 0x5201020000000001, "load16 r1, [r2+1]", "r2=0x4000", "", "misaligned access"},
    {18, 0x0D01020000004004, "load32 r1, [r2+0x4004]", "r2=0xFFFFFFFC mem32[0x4000]=0x11223344", "r1=0x11223344 flags=0x00", NULL},
    {19, 0x0D01020000000001, "load32 r1, [r2+1]", "r2=0x4000 bytes[0x4000]=01 02 03 04 05", "r1=0x05040302 flags=0x00", NULL},
    {20, 0x6001020300000002, "storex16 [r2+r3+2], r1", "r1=0xAABBCCDD r2=0x3F00 r3=0x100 mem32[0x4000]=0x11111111", "mem32[0x4000]=0xCCDD1111 flags=0x00", NULL},
    {21, 0x1701020000000005, "memcpy r1, r2, 5", "r1=0x4001 r2=0x4000 bytes[0x4000]=01 02 03 04 05 06 07", "bytes[0x4000]=01 01 01 01 01 01 07 r1=0x4001 r2=0x4000 flags=0x00", NULL},
    {22, 0x0D01020000000000, "load32 r1, [r2]", "r2=0x50000000", "", "out of bounds"},
    {23, 0x2500000000004000, "jg 0x4000", "flags=0x30", "ip=0x4000 flags=0x30", NULL},
    {24, 0x2700000000004000, "jl 0x4000", "flags=0x30", "ip=0x3008 flags=0x30", NULL},
    {25, 0x4D000000FFFFFFF0, "rjnz -16", "", "ip=0x2FF0 flags=0x00", NULL},
    {26, 0x0705000000004000, "jz r5, 0x4000", "flags=0x08", "ip=0x4000 flags=0x08", NULL},
    {27, 0x4B00000000000100, "rcall 0x100", "", "ip=0x3100 csp=255 mem32[0xFF8]=0x3008 mem32[0xFFC]=0 flags=0x00", NULL},
    {28, 0x0801000000000000, "push r1", "r1=0x12345678", "dsp=255 mem32[0x13FC]=0x12345678 flags=0x00", NULL},
    {29, 0x0901000000000000, "pop r1", "", "", "stack underflow"},
    {30, 0x2B01020300000000, "fadd r1, r2, r3", "r2=0x4B800000 r3=0x3F800000", "r1=0x4B800000 flags=0x00", NULL},
    {31, 0x2B01020300000000, "fadd r1, r2, r3", "r2=0x7F800000 r3=0xFF800000", "r1=0x7FC00000 flags=0x00", NULL},
    {32, 0x2B01020300000000, "fadd r1, r2, r3", "r2=0xFFC12345 r3=0x3F800000", "r1=0x7FC00000 flags=0x00", NULL},
    {33, 0x2C01020300000000, "fsub r1, r2, r3", "r2=0x00800000 r3=1", "r1=0x007FFFFF flags=0x00", NULL},
    {34, 0x2D01020300000000, "fmul r1, r2, r3", "r2=0 r3=0xBF800000", "r1=0x80000000 flags=0x08", NULL},
    {35, 0x2E01020300000000, "fdiv r1, r2, r3", "r2=0xBF800000 r3=0", "r1=0xFF800000 flags=0x10", NULL},
    {36, 0x2F01020000000000, "fneg r1, r2", "r2=0x7F812345", "r1=0xFF812345 flags=0x00", NULL},
    {37, 0x3101020000000000, "fsqrt r1, r2", "r2=0x40000000", "r1=0x3FB504F3 flags=0x00", NULL},
    {38, 0x3201020000000000, "fcmp r1, r2", "r1=0 r2=0x80000000", "flags=0x08", NULL},
    {39, 0x3201020000000000, "fcmp r1, r2", "r1=0x7FC00000 r2=0x7FC00000", "flags=0x20", NULL},
    {40, 0x3301020000000000, "itof r1, r2", "r2=0x01000001", "r1=0x4B800000 flags=0x00", NULL},
    {41, 0x3401020000000000, "ftoi r1, r2", "r2=0xBFF33333", "r1=0xFFFFFFFF flags=0x10", NULL},
    {42, 0x3401020000000000, "ftoi r1, r2", "r2=0x4F000000", "r1=0 flags=0x20", NULL},
    {43, 0x3401020000000000, "ftoi r1, r2", "r2=0xCF000000", "r1=0x80000000 flags=0x10", NULL},
    {44, 0x3F01020300000004, "cas r1, r2, r3, 4", "r1=5 r2=0x4000 r3=9 mem32[0x4004]=5 flags=0x31", "r1=5 mem32[0x4004]=9 flags=0x08", NULL},
    {45, 0x3F01020300000004, "cas r1, r2, r3, 4", "r1=5 r2=0x4000 r3=9 mem32[0x4004]=6 flags=0x31", "r1=6 mem32[0x4004]=6 flags=0x00", NULL},
    {46, 0x4003020300000000, "xadd r3, r2, r3, 0", "r2=0x4000 r3=1 mem32[0x4000]=0x7FFFFFFF", "r3=0x7FFFFFFF mem32[0x4000]=0x80000000 flags=0x30", NULL},
    {47, 0x3F01020300000002, "cas r1, r2, r3, 2", "r2=0x4000", "", "misaligned atomic"},
    {48, 0x4201020000000000, "ldar r1, [r2]", "r2=0x00620000", "", "atomic on device memory"},
    {49, 0x5C00000000000021, "inti 0x21", "mem32[0x108]=0x5000 mem32[0x10C]=0 r31=0x4D flags=0x48", "ip=0x5000 r31=0x21 isp=222 mem32[0x1FF8]=0x3008 mem32[0x1FF0]=0x48 mem32[0x1EF0]=0x4D in_isr=1 flags=0x48", NULL},
    {50, 0x1B00000000000000, "iret", "in_isr=1 r31=0x21 isp=222 mem32[0x1EF0]=0x4D mem32[0x1FF0]=0x80000009 mem32[0x1FF8]=0x3100", "ip=0x3100 r31=0x4D isp=256 in_isr=0 flags=0x80000009", NULL},
    {51, 0x4701020000000000, "ipi r1, r2", "r1=0 r2=5 irq_masked=1", "pending={5} flags=0x00", NULL},
    {52, 0x1801020000000000, "in r1, [r2]", "r2=0x100", "", "port out of range"},
    {53, 0x0101022000000000, "add r1, r2, r32", "", "", "invalid register"},
    {54, 0x0B28FF4012345678, "ret", "csp=255 mem32[0xFF8]=0x3100", "ip=0x3100 csp=256 flags=0x00", NULL},
    {55, 0x6100000000000000, "", "", "", "unknown opcode"},
    {56, 0x8201020300000000, "sdiv r1, r2, r3", "r2=0xFFFFFFF9 r3=2", "r1=0xFFFFFFFD flags=0x10", NULL},
    {57, 0x8301020300000000, "smod r1, r2, r3", "r2=0xFFFFFFF9 r3=2", "r1=0xFFFFFFFF flags=0x10", NULL},
    {58, 0x8201020300000000, "sdiv r1, r2, r3", "r2=0x80000000 r3=0xFFFFFFFF", "r1=0x80000000 flags=0x10", NULL},
    {59, 0x8501020300000000, "mulhs r1, r2, r3", "r2=0x80000000 r3=2", "r1=0xFFFFFFFF flags=0x10", NULL},
    {60, 0x8701000000000005, "set r1, ge", "flags=0x30", "r1=1 flags=0x30", NULL},
    {61, 0x8801020300000009, "sel r1, r2, r3, be", "r2=2 r3=3 flags=0x01", "r1=2 flags=0x01", NULL},
    {62, 0x870100000000000A, "set r1, 10", "", "", "invalid condition"},
    {63, 0x8A00000000000040, "rjbe 0x40", "flags=0x08", "ip=0x3040 flags=0x08", NULL},
    {64, 0x8B01020300000000, "adc r1, r2, r3", "r2=0x7FFFFFFF r3=0xFFFFFFFF flags=0x01", "r1=0x7FFFFFFF flags=0x01", NULL},
    {65, 0x8C01020300000000, "sbb r1, r2, r3", "r2=0 r3=0xFFFFFFFF flags=0x01", "r1=0 flags=0x09", NULL},
    {66, 0x8C01020300000000, "sbb r1, r2, r3", "r2=0x80000000 r3=0 flags=0x01", "r1=0x7FFFFFFF flags=0x20", NULL},
    {67, 0x9001020000000000, "bswap r1, r2", "r2=0x11223384", "r1=0x84332211 flags=0x10", NULL},
    {68, 0x9401020300000002, "loadsx16 r1, [r2+r3+2]", "r2=0x3F00 r3=0x100 mem16[0x4002]=0xFFFE", "r1=0xFFFFFFFE flags=0x10", NULL},
    {69, 0x9501020300000000, "movs r1, r2, r3", "r1=0x4002 r2=0x4000 r3=5 bytes[0x4000]=01 02 00 00 00 00 00 flags=0x39", "bytes[0x4000]=01 02 01 02 01 02 01 r1=0x4007 r2=0x4005 r3=0 flags=0x39", NULL},
    {70, 0x9501020100000000, "movs r1, r2, r1", "", "", "invalid operands"},
    {71, 0x9701020300000000, "fma r1, r2, r3", "r1=0xBF801000 r2=0x3F800800 r3=0x3F800800", "r1=0x33800000 flags=0x00", NULL},
    {72, 0x9801020000000000, "ftou r1, r2", "r2=0xBF400000", "r1=0 flags=0x08", NULL},
    {73, 0x9801020000000000, "ftou r1, r2", "r2=0xBF800000", "r1=0 flags=0x20", NULL},
    {74, 0x9A00020000000008, "callm [r2+8]", "r2=0x4000 mem32[0x4008]=0x4444", "ip=0x4444 csp=255 mem32[0xFF8]=0x3008 flags=0x00", NULL},
};
/* clang-format on */

/* The vectors need no more; FB_ALIAS and the windows lie within. */
enum { RAM_BYTES = 8 * BOARD_RAM_UNIT };

struct bench {
    struct oracle ran, want; /* after the vector: as executed, as written */
    struct machine *m;
    const char *engine;
};

static void wrong(const struct vector *v, const char *who, const char *what)
{
    fail_msg("vector %u, %s, %s: %s", v->number, v->text, who, what);
}

static void set(struct oracle *o, const struct vector *v, const char *text)
{
    struct err e;
    if (!expect_set(o, text, RIG_PC, &e))
        wrong(v, "state", e.text);
}

static void prepare(struct oracle *o, const struct vector *v)
{
    u8 code[8];
    put_le64(code, v->word);
    oracle_reset(o, RIG_PC);
    assert_true(oracle_poke(o, RIG_PC, code, 8));
    set(o, v, v->before);
}

/* What the vector says the state is afterwards. */
static void want(struct oracle *o, const struct vector *v)
{
    prepare(o, v);
    if (v->panic != NULL) {
        o->state = ORACLE_PANICKED;
        o->cause = v->panic;
        o->panic_ip = RIG_PC;
        return;
    }
    o->ip = RIG_PC + 8;
    o->retired = 1;
    set(o, v, v->after);
}

static void run_machine(struct bench *b, const struct vector *v)
{
    struct buf why = {0};
    machine_reset(b->m, RIG_PC);
    prepare(&b->ran, v);
    match_load(b->m, &b->ran);
    enum stop stop = machine_step(b->m, 0, 1);
    bool ok = match_core(&b->want, b->m, stop, &why) &
              match_storage(&b->want, b->m, &why);
    if (!ok)
        wrong(v, b->engine, (char *)why.data);
    buf_free(&why);
}

/* The oracle is compared with the vector through a machine's eyes too: it is
 * loaded into one, which then holds nothing but what the oracle computed. */
static void run_oracle(struct bench *b, const struct vector *v)
{
    struct buf why = {0};
    prepare(&b->ran, v);
    oracle_step(&b->ran);
    machine_reset(b->m, RIG_PC);
    match_load(b->m, &b->ran);
    b->m->core[0]->retired = b->ran.retired;
    if (b->ran.state != b->want.state)
        wrong(v, "oracle", b->ran.cause ? b->ran.cause : "no panic");
    if (v->panic != NULL && strcmp(b->ran.cause, v->panic) != 0)
        wrong(v, "oracle", b->ran.cause);
    b->want.state = ORACLE_RUNNING;
    bool ok = match_core(&b->want, b->m, STOP_BUDGET, &why) &
              match_storage(&b->want, b->m, &why);
    if (!ok)
        wrong(v, "oracle", (char *)why.data);
    buf_free(&why);
}

static void bench_init(struct bench *b, const char *engine)
{
    struct err e;
    assert_true(oracle_init(&b->ran, RAM_BYTES));
    assert_true(oracle_init(&b->want, RAM_BYTES));
    b->engine = engine;
    b->m = match_machine(engine, RAM_BYTES, 1, false, &e);
    if (b->m == NULL)
        fail_msg("%s", e.text);
}

static void bench_fini(struct bench *b)
{
    oracle_fini(&b->ran);
    oracle_fini(&b->want);
    machine_free(b->m);
}

static void test_oracle_vectors(void **state)
{
    (void)state;
    struct bench b;
    bench_init(&b, "interp");
    for (u32 i = 0; i < ARRAY_LEN(vector); i++) {
        want(&b.want, &vector[i]);
        run_oracle(&b, &vector[i]);
    }
    bench_fini(&b);
}

static void test_engine_vectors(void **state)
{
    (void)state;
    for (u32 n = 0; n < engine_count(); n++) {
        struct bench b;
        bench_init(&b, engine_get(n)->name);
        for (u32 i = 0; i < ARRAY_LEN(vector); i++) {
            want(&b.want, &vector[i]);
            run_machine(&b, &vector[i]);
        }
        bench_fini(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_oracle_vectors),
        cmocka_unit_test(test_engine_vectors),
    };
    return cmocka_run_group_tests_name("isa_vectors", tests, NULL, NULL);
}
