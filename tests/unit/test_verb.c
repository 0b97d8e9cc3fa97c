/* SPDX-License-Identifier: MIT
 *
 * Every verb on a machine of two cores, and what is refused.
 */
#include "script.h"

enum {
    COUNTER = 0x8000,
    LOOP = RIG_PC + 0x18,
    CALL = LOOP + 0x10,
    AFTER = CALL + 8,
    SUB = 0x3200,
    INNER = 0x3300
};

/* Core 0 starts the other one, which waits; then it counts, with a call that
 * calls in the loop. */
static void program_load(struct rig *r)
{
    const u64 code[] = {rig_word(ISA_MOVI, 1, 0, 0, 0x3100),
                        rig_word(ISA_MOVI, 2, 0, 0, 1),
                        rig_word(ISA_STARTAP, 2, 1, 0, 0),
                        rig_word(ISA_MOVI, 4, 0, 0, COUNTER), /* LOOP */
                        rig_word(ISA_INC, 5, 0, 0, 0),
                        rig_word(ISA_CALL, 0, 0, 0, SUB), /* CALL */
                        rig_word(ISA_STORE32, 5, 4, 0, 0),
                        rig_word(ISA_JMP, 0, 0, 0, LOOP)};
    const u64 other[] = {rig_word(ISA_WAIT, 0, 0, 0, 0),
                         rig_word(ISA_JMP, 0, 0, 0, 0x3100)};
    const u64 sub[] = {rig_word(ISA_CALL, 0, 0, 0, INNER),
                       rig_word(ISA_INC, 6, 0, 0, 0),
                       rig_word(ISA_RET, 0, 0, 0, 0)};
    const u64 inner[] = {rig_word(ISA_MOVI, 9, 0, 0, 7),
                         rig_word(ISA_RET, 0, 0, 0, 0)};
    rig_code(r, RIG_PC, code, ARRAY_LEN(code));
    rig_code(r, 0x3100, other, ARRAY_LEN(other));
    rig_code(r, SUB, sub, ARRAY_LEN(sub));
    rig_code(r, INNER, inner, ARRAY_LEN(inner));
}

static void run(const struct script_line *line, u32 lines)
{
    struct config c = config_default;
    struct rig r;
    c.cores = 2;
    rig_init(&r, &c);
    program_load(&r);
    script_run(&r, line, lines);
    rig_fini(&r);
}

#define RUN(...)                                      \
    do {                                              \
        const struct script_line l[] = {__VA_ARGS__}; \
        run(l, ARRAY_LEN(l));                         \
    } while (0)

static void test_steps(void **state)
{
    (void)state;
    RUN({"status", "reason: start"}, {"status", "ip: 0x00003000"},
        {"step", NULL}, {"status", "reason: stepped"},
        {"status", "ip: 0x00003008"}, {"s 2", NULL},
        {"status", "ip: 0x00003018"}, {"step 0", NULL},
        {"step x", "!'x' is no count"}, {"step 1 2", "!usage: step [COUNT]"},
        /* into the call, out again, over it */
        {"step 3", NULL}, {"status", "ip: 0x00003200"}, {"next", NULL},
        {"status", "ip: 0x00003208"}, {"finish", NULL},
        {"status", "ip: 0x00003030"}, {"finish", "!call stack is empty"},
        {"until 0x3028", NULL}, {"next", NULL}, {"status", "ip: 0x00003030"},
        {"next", NULL}, {"status", "ip: 0x00003038"});
}

static void test_points(void **state)
{
    (void)state;
    RUN({"points", ""}, {"break 0x3200", "point: 1"},
        {"break 0x3300 once", "point: 2"}, {"watch 0x8000", "point: 3"},
        {"watch 0x9000 8 rw", "point: 4"}, {"watch 0x9000 r", "point: 5"},
        {"watch 0x9000 x", "!is no number"},
        {"watch 0x9000 1 x", "!none of r, w, rw"},
        {"watch 0x9000 0", "!at least one byte"},
        {"watch 0xFFFFFFFF 2", "!leaves the address space"},
        {"break 0x3200 twice", "!only 'once'"}, {"break", "!usage: break"},
        {"points", "2      break   0x00003300  8      0     yes"},
        {"info breakpoints", "4      access  0x00009000  8      0     no"},
        {"points", "5      read    0x00009000  4"}, {"delete 4", NULL},
        {"delete 5", NULL}, {"delete 5", "!there is no point 5"},
        {"delete x", "!'x' is no point"}, {"continue", NULL},
        {"status", "reason: break"}, {"status", "point: 1"}, {"c", NULL},
        {"status", "point: 2"}, {"cont", NULL}, {"status", "reason: watch"},
        {"status", "address: 0x00008000"}, {"status", "access: write"},
        {"memory 0x8000 4", "0x00008000: 01 00 00 00"},
        {"points", "1      break  0x00003200  8      1     no"},
        {"delete all", NULL}, {"points", ""});
}

static void test_cores(void **state)
{
    (void)state;
    RUN({"step 4", NULL}, {"cores", "0     running  0x00003020  4"},
        {"core", "core: 0"}, {"core 1", "core: 1"}, {"core", "core: 1"},
        {"core 2", "!'2' is no core: a number up to 1"},
        {"registers", "ip         0x00003100"},
        {"registers 0", "r4  0x00008000"}, {"registers 9", "!is no core"},
        {"where", "0x00003100"}, {"where 0", "0      0x00003020"},
        {"core 0", NULL}, {"set r7 0x1234", "r7: 0x00001234"},
        {"set $r7 $r4", "r7: 0x00008000"}, {"set ip 0x3200", "ip: 0x00003200"},
        {"set in_isr 1", "!in_isr cannot be 0x00000001"},
        {"set rx 1", "!no register 'rx'"}, {"set r1", "!usage: set"},
        {"step 1", NULL}, {"where", "1      0x00003208"}, {"irq", "masked: no"},
        {"irq 1", "core: 1"}, {"irq 2", "!is no core"});
}

static void test_memory(void **state)
{
    (void)state;
    RUN({"write 0x9000 41 42 0 ff4344", "written: 6"},
        {"x 0x9000 6", "0x00009000: 41 42 00 FF 43 44"},
        {"x 0x9000 6", "AB..CD"}, {"x", "0x00009006: 00"},
        {"memory 0x4000000 4", "0x04000000: 00 00 00 00"},
        {"x 0xFFFFFFF0 4", "!nothing is at 0xFFFFFFF0"},
        {"x 0x412BFFC 8", "end: nothing is at 0x0412C000"},
        {"x 0x9000 65537", "!up to 65536"}, {"x 0x9000 0", ""},
        {"write 0x9000 123", "!pairs of hexadecimal"},
        {"write 0x9000 gg", "!pairs of hexadecimal"},
        {"write 0x412BFFF 1 2", "!nothing was written"},
        {"x 0x412BFFF 1", "0x0412BFFF: 00"}, {"write 0x9000", "!usage: write"},
        {"find 0x8F00 0x1000 4142", "0x00009000"},
        {"find 0x8F00 0x1000 =CD", "0x00009004"},
        {"find 0x8F00 0x1000 4199", "all: yes"},
        {"find 0x8F00 0x1000 =", "!1 to 64 bytes"},
        {"disassemble 0x3000 2", "=>  0x00003000  movi r1, 0x3100"},
        {"break 0x3008", NULL}, {"u 0x3000", "  * 0x00003008  movi r2, 1"},
        {"u $ip+8 1", "0x00003008"}, {"x 0x9000 4", "0x00009000: "},
        {"u", "0x00003010"}, {"u 0x4000000", "!no code can be"},
        {"symbol 0x3000", "address: 0x00003000"},
        {"symbol main", "!the program has no symbols"},
        {"symbol x.c:3", "!no line information"},
        {"symbol $ip", "address: 0x00003000"},
        {"symbol $x", "!no register 'x'"},
        {"symbol 0x100000000", "!is no address"},
        {"symbol 12z", "!is no address"},
        {"symbol 0xFFFFFFFF+1", "!behind the address space"},
        {"symbol \"0x10\"", "address: 0x00000010"},
        {"symbol \"0x10", "!quote is not closed"});
}

/* What was written runs. */
static void test_code_is_written(void **state)
{
    (void)state;
    RUN({"step 5", NULL}, {"next", NULL}, {"step 2", NULL},
        {"status", "ip: 0x00003018"},
        /* movi r9, 8 */
        {"write 0x3300 08", "written: 1"}, {"step 2", NULL}, {"next", NULL},
        {"registers", "r9  0x00000008"});
}

static void test_board(void **state)
{
    (void)state;
    RUN({"devices", "serial"}, {"devices", "0x01, 0x02, 0x03"},
        {"device time", "device: time"}, {"device x", "!no device 'x'"},
        {"map", "0x00000000  0x03FFFFFF  RAM"},
        {"map", "0x0074D000  0x0074D503  registers    intc"}, {"step 4", NULL},
        {"blocks", "interp"},
        {"screenshot x.png", "!nobody who writes pictures"},
        {"log device", NULL}, {"log nothing", "!none of a log"},
        {"log off", NULL});
}

static void test_names(void **state)
{
    (void)state;
    RUN({"help", "backtrace bt"}, {"help br", "stops before"},
        {"help x", "dumps memory"}, {"help xyzzy", "!unknown verb"},
        {"brek 0", "!did you mean break?"}, {"zzzzzz", "!help lists them"},
        {"d", "!usage: delete ID|all"}, {"de all", "!'de' could be"},
        {"disas 0x3000 1", "0x00003000"}, {"", ""}, {"   ", ""},
        {"info registers", "r0"}, {"info", "!unknown verb"},
        {"a 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 "
         "26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 "
         "49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64",
         "!more than 64 words"});
}

static void test_reset(void **state)
{
    (void)state;
    RUN({"reset", "!no program file"});
}

static void test_quit(void **state)
{
    const struct script_line l[] = {{"quit 80", "!number up to 79"},
                                    {"quit 7", NULL}};
    struct rig r;
    (void)state;
    rig_init(&r, NULL);
    program_load(&r);
    script_run(&r, l, ARRAY_LEN(l));
    assert_int_equal(machine_result(r.m)->status, 7);
    rig_fini(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_points),
        cmocka_unit_test(test_cores),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_code_is_written),
        cmocka_unit_test(test_board),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_reset),
        cmocka_unit_test(test_quit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
