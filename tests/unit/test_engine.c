/* SPDX-License-Identifier: MIT
 *
 * Blocks: dead flags and their recovery, fusion, self-modifying code, exact
 * budgets, on every engine that the table has.
 */
#include "rig.h"

#include <vm/isa.h>

#include "../../src/engine/cache.h"

static struct core *core0(struct rig *r)
{
    return r->m->core[0];
}

static u64 op(u8 code, u8 d, u8 s, u8 t, u32 imm)
{
    return rig_word(code, d, s, t, imm);
}

/* The uops of a program, in the order they run. */
static void lifted(struct rig *r, const u64 *code, u32 n, struct lifter *l)
{
    struct lifted b = {.stores_end = false};
    rig_code(r, RIG_PC, code, n);
    block_lift(core0(r), RIG_PC, LIFT_INSNS_MAX, &b);
    *l = b.l;
}

static void test_dead_flags(void **state)
{
    struct rig r;
    struct lifter l;
    const u64 code[] = {op(ISA_ADD, 1, 2, 3, 0), op(ISA_SUB, 4, 5, 6, 0),
                        op(ISA_RJMP, 0, 0, 0, 0)};
    (void)state;
    rig_init(&r, NULL);
    lifted(&r, code, 3, &l);
    assert_int_equal(l.uop[0].code, UOP_ADD); /* overwritten by sub */
    assert_int_equal(l.uop[1].code, UOP_SUB + FORM_F);
    assert_int_equal(l.uop[2].code, UOP_JUMP);
    rig_fini(&r);
}

/* Before an access that may panic FLAGS need not be recorded, unless they
 * could not be recovered. */
static void test_flags_before_fault(void **state)
{
    struct rig r;
    struct lifter l;
    const u64 code[] = {op(ISA_ADDI, 1, 1, 0, 4), op(ISA_STORE32, 2, 1, 0, 0),
                        op(ISA_ADD, 1, 1, 1, 0),  op(ISA_STORE32, 2, 1, 0, 0),
                        op(ISA_MOVI, 3, 0, 0, 1), op(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    rig_init(&r, NULL);
    lifted(&r, code, 6, &l);
    assert_int_equal(l.uop[0].code, UOP_ADDI);
    assert_int_equal(l.uop[2].code, UOP_ADD + FORM_F);
    assert_int_equal(l.uop[4].code, UOP_MOVI + FORM_F);
    rig_fini(&r);
}

static void assert_fused(struct rig *r, u64 first, u8 jump, u16 code, u8 cond)
{
    struct lifter l;
    const u64 program[] = {first, op(jump, 0, 0, 0, 0x4000)};
    lifted(r, program, 2, &l);
    const struct uop *last = &l.uop[l.count - 2];
    assert_int_equal(last[1].code, UOP_NEXT); /* where it does not jump */
    assert_int_equal(last->code, code);
    assert_int_equal(last->insn, 1);
    if (code == UOP_BR || code == UOP_BRI)
        assert_int_equal(last->d, cond);
}

static void test_fusion(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    assert_fused(&r, op(ISA_CMP, 1, 2, 0, 0), ISA_JL, UOP_BR, UCC_L);
    assert_fused(&r, op(ISA_CMPI, 1, 0, 0, 9), ISA_JNC, UOP_BRI, UCC_NC);
    assert_fused(&r, op(ISA_AND, 1, 2, 3, 0), ISA_JZ, UOP_BRI, UCC_Z);
    assert_fused(&r, op(ISA_LOAD, 1, 2, 0, 0), ISA_JG, UOP_BRI, UCC_G);
    assert_fused(&r, op(ISA_SUBI, 1, 1, 0, 1), ISA_JNZ, UOP_BRNZ, 0);
    assert_fused(&r, op(ISA_INC, 1, 0, 0, 0), ISA_JZ, UOP_BRZ, 0);
    assert_fused(&r, op(ISA_SUBI, 1, 1, 0, 1), ISA_JC, UOP_JCC, 0);
    assert_fused(&r, op(ISA_FADD, 1, 2, 3, 0), ISA_JZ, UOP_JCC, 0);
    rig_fini(&r);
}

/* For each flag class: a panic of the next instruction finds its FLAGS. */
static void test_flags_at_panic(void **state)
{
    static const struct {
        u8 code, d, s, t;
        u32 imm, r1, r2, flags;
    } row[] = {
        {ISA_ADD, 3, 1, 2, 0, 0x80000000, 0x80000000, 0x29},
        {ISA_ADD, 1, 1, 2, 0, 0x7FFFFFFF, 1, 0x30},
        {ISA_ADD, 2, 1, 2, 0, 0xFFFFFFFF, 1, 0x09},
        {ISA_ADD, 1, 1, 1, 0, 0x80000000, 0, 0x29},
        {ISA_SUB, 3, 1, 2, 0, 0, 0x80000000, 0x31},
        {ISA_SUB, 1, 1, 2, 0, 0x80000000, 1, 0x20},
        {ISA_SUB, 2, 1, 2, 0, 0, 1, 0x11},
        {ISA_SUB, 1, 1, 1, 0, 5, 0, 0x08},
        {ISA_INC, 1, 0, 0, 0, 0xFFFFFFFF, 0, 0x09},
        {ISA_SUBI, 1, 1, 0, 1, 0, 0, 0x11},
        {ISA_CMP, 1, 2, 0, 0, 1, 2, 0x11},
        {ISA_CMPI, 1, 0, 0, 1, 0x80000000, 0, 0x20},
        {ISA_AND, 1, 1, 2, 0, 0xF0000000, 0x80000000, 0x10},
        {ISA_FNEG, 1, 2, 0, 0, 0, 0x80000000, 0x08},
        {ISA_FNEG, 1, 2, 0, 0, 0, 0x7FC00000, 0x00},
        {ISA_FCMP, 1, 2, 0, 0, 0x7FC00000, 0, 0x20},
    };
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        struct rig r;
        rig_init(&r, NULL);
        /* The movi behind it makes the FLAGS dead but for the panic. */
        const u64 code[] = {
            op(row[i].code, row[i].d, row[i].s, row[i].t, row[i].imm),
            op(ISA_STORE32, 0, 9, 0, 0), op(ISA_MOVI, 8, 0, 0, 1),
            op(ISA_HALT, 0, 0, 0, 0)};
        rig_code(&r, RIG_PC, code, 4);
        struct core *c = core0(&r);
        c->r[1] = row[i].r1;
        c->r[2] = row[i].r2;
        c->r[9] = 0x50000000;
        assert_int_equal(machine_step(r.m, 0, 10), STOP_PANIC);
        assert_int_equal(c->ip, RIG_PC + 8);
        assert_int_equal(c->retired, 1);
        if (core_flags(c) != row[i].flags)
            fail_msg("row %u: FLAGS 0x%02X, not 0x%02X", i, core_flags(c),
                     row[i].flags);
        rig_fini(&r);
    }
}

/* Budgets are exact wherever they cut a block. */
static void test_budget(void **state)
{
    const u64 code[] = {op(ISA_ADDI, 1, 1, 0, 1), op(ISA_ADDI, 2, 2, 0, 1),
                        op(ISA_ADDI, 3, 3, 0, 1), op(ISA_ADDI, 4, 4, 0, 1),
                        op(ISA_RJMP, 0, 0, 0, (u32)-32)};
    (void)state;
    for (u32 step = 1; step < 12; step++) {
        struct rig r;
        rig_init(&r, NULL);
        rig_code(&r, RIG_PC, code, 5);
        for (u32 i = 1; i <= 30; i++) {
            assert_int_equal(machine_step(r.m, 0, step), STOP_BUDGET);
            u32 n = i * step;
            assert_int_equal(core0(&r)->retired, n);
            assert_int_equal(core0(&r)->ip, RIG_PC + n % 5 * 8);
            assert_int_equal(core0(&r)->r[4], (n + 1) / 5);
        }
        rig_fini(&r);
    }
}

/* A loop whose body rewrites an instruction ahead of itself, in its own block
 * and in the next one. */
static void test_self_modifying(void **state)
{
    (void)state;
    for (u32 target = 4; target < 7; target++) {
        struct rig r;
        rig_init(&r, NULL);
        u32 at = RIG_PC + target * 8;
        const u64 code[] = {
            op(ISA_MOVI, 1, 0, 0, at),   op(ISA_ADDI, 2, 2, 0, 1),
            op(ISA_STORE32, 2, 1, 0, 0), /* imm of target */
            op(ISA_FENCE, 0, 0, 0, 0),   op(ISA_ADDI, 3, 3, 0, 0),
            op(ISA_ADDI, 3, 3, 0, 0),    op(ISA_ADDI, 3, 3, 0, 0),
            op(ISA_CMPI, 2, 0, 0, 100),  op(ISA_JNZ, 0, 0, 0, RIG_PC + 8),
            op(ISA_HALT, 0, 0, 0, 0)};
        u64 straight[10];
        memcpy(straight, code, sizeof code);
        rig_code(&r, RIG_PC, code, 10);
        assert_int_equal(machine_step(r.m, 0, 10000), STOP_HALT);
        assert_int_equal(core0(&r)->r[3], 5050);
        /* Without the fence: the same block. */
        straight[3] = op(ISA_MOV, 0, 0, 0, 0);
        machine_reset(r.m, RIG_PC);
        rig_code(&r, RIG_PC, straight, 10);
        assert_int_equal(machine_step(r.m, 0, 10000), STOP_HALT);
        assert_int_equal(core0(&r)->r[3], 5050);
        assert_int_equal(core0(&r)->retired, 1 + 8 * 100 + 1);
        rig_fini(&r);
    }
}

/* Data in the granule of code: stores work and code stays. */
static void test_data_beside_code(void **state)
{
    struct rig r;
    const u64 code[] = {op(ISA_STORE32, 2, 1, 0, 0), op(ISA_ADDI, 2, 2, 0, 1),
                        op(ISA_CMPI, 2, 0, 0, 1000),
                        op(ISA_JNZ, 0, 0, 0, RIG_PC), op(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    rig_init(&r, NULL);
    rig_code(&r, RIG_PC, code, 5);
    core0(&r)->r[1] = RIG_PC + 40;
    assert_int_equal(machine_step(r.m, 0, 10000), STOP_HALT);
    assert_int_equal(ram_get32(&r.m->bus.ram, RIG_PC + 40), 999);
    assert_true(codemap_hit(&r.m->bus.ram, RIG_PC, 1));
    assert_false(codemap_hit(&r.m->bus.ram, RIG_PC + 40, 8));
    rig_fini(&r);
}

/* More code than the cache holds: it is emptied and the run stays right. */
static void test_cache_overflow(void **state)
{
    enum { BLOCKS = 40000 };
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    for (u32 i = 0; i < BLOCKS; i++) {
        u32 at = 0x10000 + i * 16;
        const u64 code[] = {op(ISA_INC, 1, 0, 0, 0), op(ISA_RJMP, 0, 0, 0, 8)};
        if (at == FB_ALIAS_BASE)
            break;
        rig_code(&r, at, code, 2);
    }
    const u64 halt = op(ISA_HALT, 0, 0, 0, 0);
    rig_code(&r, 0x10000 + BLOCKS * 16, &halt, 1);
    core0(&r)->ip = 0x10000;
    assert_int_equal(machine_step(r.m, 0, 10 * BLOCKS), STOP_HALT);
    assert_int_equal(core0(&r)->r[1], BLOCKS);
    assert_true(core0(&r)->cache->flushes > 0);
    rig_fini(&r);
}

static void test_panics_only_when_reached(void **state)
{
    struct rig r;
    const u64 code[] = {op(ISA_RJMP, 0, 0, 0, 16), op(0x61, 0, 0, 0, 0),
                        op(ISA_HALT, 0, 0, 0, 0)};
    const u64 bad[] = {op(ISA_INC, 1, 0, 0, 0), op(ISA_ADD, 1, 40, 41, 0)};
    (void)state;
    rig_init(&r, NULL);
    rig_code(&r, RIG_PC, code, 3);
    assert_int_equal(machine_step(r.m, 0, 10), STOP_HALT);
    rig_code(&r, 0x4000, bad, 2);
    core0(&r)->ip = 0x4000;
    assert_int_equal(machine_step(r.m, 0, 10), STOP_PANIC);
    assert_int_equal(core0(&r)->panic.cause, PANIC_REGISTER);
    assert_non_null(strstr(core0(&r)->panic.text, "rs1 is 40"));
    assert_int_equal(core0(&r)->ip, 0x4008);
    assert_int_equal(core0(&r)->r[1], 1);
    rig_fini(&r);
}

static void test_fetch(void **state)
{
    static const struct {
        u32 at;
        bool ok;
    } row[] = {{TIME_BASE - 8, true},
               {TIME_BASE - 7, false},
               {TIME_BASE + TIME_SIZE - 8, false},
               {PROGRAM_BASE, true},
               {FB_ALIAS_BASE - 8, true},
               {FB_ALIAS_BASE - 7, false},
               {FB_ALIAS_BASE + FB_SIZE - 1, false},
               {SYSINFO_BASE + SYSINFO_SIZE, true},
               {BOARD_RAM_DEFAULT - 8, true},
               {BOARD_RAM_DEFAULT - 7, false},
               {0xFFFFFFF9, false}};
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        struct rig r;
        rig_init(&r, NULL);
        const u64 halt = op(ISA_HALT, 0, 0, 0, 0);
        if (row[i].ok)
            rig_code(&r, row[i].at, &halt, 1);
        core0(&r)->ip = row[i].at;
        enum stop why = machine_step(r.m, 0, 1);
        if (why != (row[i].ok ? STOP_HALT : STOP_PANIC))
            fail_msg("fetch at 0x%08X", row[i].at);
        if (!row[i].ok)
            assert_int_equal(core0(&r)->panic.cause, PANIC_FETCH);
        rig_fini(&r);
    }
}

static void test_trail(void **state)
{
    struct rig r;
    const u64 code[] = {op(ISA_RCALL, 0, 0, 0, 16), op(ISA_HALT, 0, 0, 0, 0),
                        op(ISA_CMPI, 1, 0, 0, 1), op(ISA_JZ, 0, 0, 0, 0x9000),
                        op(ISA_RET, 0, 0, 0, 0)};
    (void)state;
    rig_init(&r, NULL);
    rig_code(&r, RIG_PC, code, 5);
    assert_int_equal(machine_step(r.m, 0, 10), STOP_HALT);
    const struct core *c = core0(&r);
    assert_int_equal(c->trail_count, 2); /* the jump was not taken */
    assert_int_equal(c->trail[0].from, RIG_PC);
    assert_int_equal(c->trail[0].to, RIG_PC + 16);
    assert_int_equal(c->trail[0].kind, TRANSFER_CALL);
    assert_int_equal(c->trail[1].from, RIG_PC + 32);
    assert_int_equal(c->trail[1].to, RIG_PC + 8);
    assert_int_equal(c->trail[1].kind, TRANSFER_RETURN);
    rig_fini(&r);
}

static void test_table(void **state)
{
    (void)state;
    assert_ptr_equal(engine_find("interp"), &interp_engine);
    assert_non_null(engine_find("auto"));
    assert_null(engine_find("warp"));
    for (u32 i = 0; i < engine_count(); i++)
        assert_ptr_equal(engine_find(engine_get(i)->name), engine_get(i));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dead_flags),
        cmocka_unit_test(test_flags_before_fault),
        cmocka_unit_test(test_fusion),
        cmocka_unit_test(test_flags_at_panic),
        cmocka_unit_test(test_budget),
        cmocka_unit_test(test_self_modifying),
        cmocka_unit_test(test_data_beside_code),
        cmocka_unit_test(test_cache_overflow),
        cmocka_unit_test(test_panics_only_when_reached),
        cmocka_unit_test(test_fetch),
        cmocka_unit_test(test_trail),
        cmocka_unit_test(test_table),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
