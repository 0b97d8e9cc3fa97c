/* SPDX-License-Identifier: MIT
 *
 * The panic report: its first line, the order of its parts, stacks, the list
 * of transfers, other cores, and that there is advice for every cause.
 */
#include "rig.h"

#include "capture.h"

#include <format/symbols.h>
#include <vm/isa.h>

static struct capture out;

/* Runs words from RIG_PC to their panic and returns the report. */
static const char *report(struct rig *r, const u64 *word, u32 n)
{
    rig_code(r, RIG_PC, word, n);
    assert_true(machine_run(r->m, &r->err));
    assert_int_equal(machine_result(r->m)->state, MACHINE_PANICKED);
    capture_begin(&out);
    machine_report_panic(r->m, "demo.bin", NULL);
    return capture_end(&out);
}

/* Each part stands in the text, in this order. */
static void in_order(const char *text, const char *const *part, u32 n)
{
    const char *at = text;
    for (u32 i = 0; i < n; i++) {
        at = strstr(at, part[i]);
        if (at == NULL)
            fail_msg("'%s' is missing or too early in:\n%s", part[i], text);
        at += strlen(part[i]);
    }
}

static void the_parts_stand_in_order(void **state)
{
    const u64 code[] = {
        rig_word(ISA_MOVI, 1, 0, 0, 0x50000000),
        rig_word(ISA_PUSH, 1, 0, 0, 0),
        rig_word(ISA_CALL, 0, 0, 0, RIG_PC + 32),
        rig_word(ISA_HALT, 0, 0, 0, 0),
        rig_word(ISA_CMPI, 1, 0, 0, 0x50000000),
        rig_word(ISA_LOAD32, 3, 1, 0, 8),
    };
    static const char *const parts[] = {
        "vm: panic: core 0 at 0x00003028: load32 r3, [r1+8]: out of bounds",
        "0x50000008",
        "demo.bin",
        "IP 0x00003028",
        "FLAGS 0x00000008 ZF",
        "IN_ISR 0",
        "IRQ_MASKED 0",
        "instructions 4",
        "r0  0x00000000",
        "r1  0x50000000",
        "r31 0x00000000",
        "core 1: parked at 0x00003000",
        "call stack: base 0x03FFD800, index 255, count 256",
        "slot 255 at 0x03FFDFF8: 0x00003018",
        "data stack",
        "slot 255 at 0x03FFE3FC: 0x50000000",
        "ISR stack",
        "<empty>",
        "0x00003010 -> 0x00003020 call",
        "vm: advice: ",
    };
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.cores = 2;
    rig_init(&r, &c);
    const char *text = report(&r, code, ARRAY_LEN(code));
    in_order(text, parts, ARRAY_LEN(parts));
    for (const char *line = text; *line; line = strchr(line, '\n') + 1)
        assert_memory_equal(line, "vm: ", 4);
    rig_fini(&r);
}

static void what_cannot_be_decoded_is_hex(void **state)
{
    const u64 code[] = {0x61000000DEADBEEF};
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    const char *text = report(&r, code, 1);
    assert_ptr_equal(
        strstr(text, "vm: panic: core 0 at 0x00003000: 61000000DEADBEEF: "
                     "unknown opcode"),
        text);
    rig_fini(&r);
}

static void what_cannot_be_read_is_fetch(void **state)
{
    static const struct {
        u32 target;
        const char *line;
    } rows[] = {
        {0x2014, "vm: panic: core 0 at 0x00002014: fetch: bad fetch"},
        {0x50000000, "vm: panic: core 0 at 0x50000000: fetch: bad fetch"},
        {0xFFFFFFFC, "vm: panic: core 0 at 0xFFFFFFFC: fetch: bad fetch"},
        {0x00620000, "vm: panic: core 0 at 0x00620000: fetch: bad fetch"},
    };
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(rows); i++) {
        const u64 code[] = {rig_word(ISA_JMP, 0, 0, 0, rows[i].target)};
        struct rig r;
        rig_init(&r, NULL);
        const char *text = report(&r, code, 1);
        assert_ptr_equal(strstr(text, rows[i].line), text);
        assert_non_null(strstr(text, "taken jump"));
        rig_fini(&r);
    }
}

static void stacks_show_sixteen_slots(void **state)
{
    const u64 code[] = {
        rig_word(ISA_INC, 1, 0, 0, 0),     rig_word(ISA_PUSH, 1, 0, 0, 0),
        rig_word(ISA_CMPI, 1, 0, 0, 40),   rig_word(ISA_JNZ, 0, 0, 0, RIG_PC),
        rig_word(ISA_LOAD32, 2, 0, 0, -4),
    };
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    const char *text = report(&r, code, ARRAY_LEN(code));
    const char *stack = strstr(text, "data stack: ");
    assert_non_null(stack);
    assert_non_null(strstr(stack, "slot 216 at 0x00001360: 0x00000028"));
    assert_non_null(strstr(stack, "slot 231 at 0x0000139C: 0x00000019"));
    assert_null(strstr(stack, "slot 232"));
    assert_non_null(strstr(stack, "24 more"));
    rig_fini(&r);
}

static void sixteen_transfers_newest_first(void **state)
{
    u64 code[24];
    char line[64];
    struct rig r;
    (void)state;
    for (u32 i = 0; i < 20; i++) /* a chain of jumps, then a bad load */
        code[i] = rig_word(ISA_JMP, 0, 0, 0, RIG_PC + 8 * (i + 1));
    code[20] = rig_word(ISA_LOAD32, 2, 0, 0, -4);
    rig_init(&r, NULL);
    const char *at = report(&r, code, 21);
    assert_non_null(strstr(at, "last 16 control transfers"));
    for (u32 i = 20; i > 4; i--) {
        snprintf(line, sizeof(line), "  0x%08X -> 0x%08X taken jump\n",
                 RIG_PC + 8 * (i - 1), RIG_PC + 8 * i);
        at = strstr(at, line);
        assert_non_null(at);
    }
    assert_null(strstr(out.text, "0x00003018 -> 0x00003020"));
    rig_fini(&r);
}

static void interrupts_name_their_vector(void **state)
{
    const u64 code[] = {
        rig_word(ISA_INTI, 0, 0, 0, 0x21),
        rig_word(ISA_HALT, 0, 0, 0, 0),
    };
    const u64 handler[] = {
        rig_word(ISA_CALL, 0, 0, 0, 0x4010),
        rig_word(ISA_HALT, 0, 0, 0, 0),
        rig_word(ISA_RET, 0, 0, 0, 0),
    };
    const u64 wrong = rig_word(ISA_STORE32, 0, 31, 0, 0xFFFFFF00);
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    rig_store32(&r, 0, 0x21 * 8, 0x4000);
    rig_store32(&r, 0, 0x21 * 8 + 4, 0);
    rig_code(&r, 0x4000, handler, ARRAY_LEN(handler));
    rig_code(&r, 0x4008, &wrong, 1);
    const char *text = report(&r, code, ARRAY_LEN(code));
    static const char *const parts[] = {
        "at 0x00004008",
        "IN_ISR 1",
        "r31 0x00000021",
        "ISR stack: base 0x00001800, index 222, count 256",
        "0x00004010 -> 0x00004008 return",
        "0x00004000 -> 0x00004010 call",
        "-> 0x00004000 interrupt 33",
    };
    in_order(text, parts, ARRAY_LEN(parts));
    rig_fini(&r);
}

static void strict_panics_have_their_status(void **state)
{
    const u64 code[] = {rig_word(ISA_LOAD32, 1, 2, 0, 0x4001)};
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.strict = true;
    rig_init(&r, &c);
    assert_non_null(strstr(report(&r, code, 1), "misaligned access"));
    assert_int_equal(machine_result(r.m)->status, 80);
    rig_fini(&r);

    c.strict = false; /* debug builds: an ordinary panic */
    c.check_alignment = true;
    rig_init(&r, &c);
    assert_non_null(strstr(report(&r, code, 1), "misaligned access"));
    assert_int_equal(machine_result(r.m)->status, 1);
    rig_fini(&r);
}

static void every_cause_has_advice(void **state)
{
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    for (u32 cause = 0; cause < PANIC_CAUSE_COUNT; cause++) {
        core_panic(r.m->core[0], (enum panic_cause)cause, "here");
        capture_begin(&out);
        machine_report_panic(r.m, "demo.bin", NULL);
        const char *text = capture_end(&out);
        const char *advice = strstr(text, "vm: advice: ");
        assert_non_null(advice);
        assert_true(strlen(advice) > 40);
        assert_null(strstr(advice, "(null)"));
        assert_non_null(strstr(text, panic_cause_text(cause)));
    }
    rig_fini(&r);
}

/* Where the way into a bad fetch tells more than the fetch. */
static void bad_fetches_are_explained(void **state)
{
    static const struct {
        u32 kind;
        const char *part;
    } rows[] = {
        {TRANSFER_RETURN, "return address"},
        {TRANSFER_IRQ, "IVT entry"},
        {TRANSFER_IRET, "frame"},
        {TRANSFER_JUMP, "target"},
    };
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    struct core *c = r.m->core[0];
    c->ip = 0x60000000;
    core_panic(c, PANIC_FETCH, "here");
    for (u32 i = 0; i < ARRAY_LEN(rows); i++) {
        core_trail(c, 0x3000, c->ip, rows[i].kind);
        capture_begin(&out);
        machine_report_panic(r.m, "demo.bin", NULL);
        const char *advice = strstr(capture_end(&out), "vm: advice: ");
        assert_non_null(advice);
        assert_non_null(strstr(advice, rows[i].part));
    }
    core_trail(c, 0x3000, 0x4000, TRANSFER_JUMP);
    capture_begin(&out);
    machine_report_panic(r.m, "demo.bin", NULL);
    assert_non_null(strstr(capture_end(&out), "ran off the end"));
    rig_fini(&r);
}

/* Functions behind the addresses of code, and behind nothing else. */
static void code_addresses_have_names(void **state)
{
    static const char map[] = "Segments and sections\n"
                              "0x00003000-0x00003037         56  text\n"
                              "\n"
                              "Symbols\n"
                              "0x00003000 .text    start\n"
                              "0x00003020 .text    deep\n"
                              "0x00003030 .text    other\n";
    const u64 code[] = {
        rig_word(ISA_MOVI, 1, 0, 0, 0x3028),
        rig_word(ISA_PUSH, 1, 0, 0, 0),
        rig_word(ISA_CALL, 0, 0, 0, RIG_PC + 0x20),
        rig_word(ISA_HALT, 0, 0, 0, 0),
        rig_word(ISA_CALL, 0, 0, 0, RIG_PC + 0x30), /* the last of deep */
        rig_word(ISA_HALT, 0, 0, 0, 0),
        rig_word(ISA_LOAD32, 3, 0, 0, 0x50000000),
    };
    static const char *const parts[] = {
        "vm: panic: core 0 at 0x00003030: load32 r3, [r0+",
        "0x50000000, in other+0x0\n",
        "core 1: parked at 0x00003000 start+0x0\n",
        "slot 254 at 0x03FFDFF0: 0x00003028 deep+0x8\n",
        "slot 255 at 0x03FFDFF8: 0x00003018 start+0x18\n",
        ": 0x00003028\n", /* data is no code */
        "0x00003020 deep+0x0 -> 0x00003030 other+0x0 call\n",
        "0x00003010 start+0x10 -> 0x00003020 deep+0x0 call\n",
    };
    struct config c = config_default;
    struct rig r;
    (void)state;
    c.cores = 2;
    rig_init(&r, &c);
    struct symbols *names =
        symbols_read((const u8 *)map, sizeof(map) - 1, "map", &r.err);
    assert_non_null(names);
    report(&r, code, ARRAY_LEN(code));
    capture_begin(&out);
    machine_report_panic(r.m, "demo.bin", names);
    in_order(capture_end(&out), parts, ARRAY_LEN(parts));
    symbols_free(names);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parts_stand_in_order),
        cmocka_unit_test(what_cannot_be_decoded_is_hex),
        cmocka_unit_test(what_cannot_be_read_is_fetch),
        cmocka_unit_test(stacks_show_sixteen_slots),
        cmocka_unit_test(sixteen_transfers_newest_first),
        cmocka_unit_test(interrupts_name_their_vector),
        cmocka_unit_test(strict_panics_have_their_status),
        cmocka_unit_test(code_addresses_have_names),
        cmocka_unit_test(every_cause_has_advice),
        cmocka_unit_test(bad_fetches_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
