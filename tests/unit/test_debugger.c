/* SPDX-License-Identifier: MIT
 *
 * The debugger of VM_DEBUG builds, driven as a user would: commands come
 * through a pipe, answers are looked for on stderr. The code is the same in
 * every build; only the environment variables need VM_DEBUG.
 */
#include <unistd.h>

#include "rig.h"

#include "capture.h"

#include <vm/debug.h>

static struct capture out;

/* r1 counts 3, 2, 1, 0; then the word 0x77 goes to 0x9000. */
enum { LOOP = RIG_PC + 8, AFTER = RIG_PC + 24, END = RIG_PC + 48, INSNS = 11 };

struct session {
    struct rig r;
    struct debug_options o;
    int fd[2];
};

static void session_begin(struct session *s, const struct config *config,
                          const char *commands)
{
    const u64 code[] = {
        rig_word(ISA_MOVI, 1, 0, 0, 3),    rig_word(ISA_SUBI, 1, 1, 0, 1),
        rig_word(ISA_JNZ, 0, 0, 0, LOOP),  rig_word(ISA_MOVI, 2, 0, 0, 0x9000),
        rig_word(ISA_MOVI, 3, 0, 0, 0x77), rig_word(ISA_STORE32, 3, 2, 0, 0),
        rig_word(ISA_HALT, 0, 0, 0, 0),
    };
    memset(s, 0, sizeof(*s));
    rig_init(&s->r, config);
    rig_code(&s->r, RIG_PC, code, ARRAY_LEN(code));
    assert_int_equal(pipe(s->fd), 0);
    ssize_t n = (ssize_t)strlen(commands);
    assert_int_equal(write(s->fd[1], commands, strlen(commands)), n);
    close(s->fd[1]);
    s->o.input = s->fd[0];
}

/* Runs it to its end and returns what was said. */
static const char *session_run(struct session *s)
{
    capture_begin(&out);
    bool ok = debug_attach(s->r.m, &s->o, &s->r.err) &&
              machine_run(s->r.m, &s->r.err);
    debug_detach(s->r.m);
    const char *text = capture_end(&out);
    assert_true(ok);
    return text;
}

static void session_end(struct session *s)
{
    close(s->fd[0]);
    rig_fini(&s->r);
}

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

static u32 count(const char *text, const char *part)
{
    u32 n = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        n++;
    return n;
}

static void steps_show_each_instruction(void **state)
{
    static const char *const parts[] = {
        "core 0 at 0x00003000: movi r1, 3",
        "(vm) ",
        "core 0 at 0x00003008: subi r1, r1, 1",
        "core 0 at 0x00003010: jnz 0x3008",
        "core 0 at 0x00003010: jnz 0x3008", /* two later */
        "core 0 at 0x00003018: movi r2, 0x9000",
    };
    struct session s;
    (void)state;
    session_begin(&s, NULL, "s\ns\ns 2\n  s\t3 \nc\n");
    s.o.stop_first = true;
    const char *text = session_run(&s);
    in_order(text, parts, ARRAY_LEN(parts));
    assert_int_equal(count(text, "debug: core 0 at"), 5);
    assert_int_equal(machine_result(s.r.m)->state, MACHINE_HALTED);
    assert_int_equal(rig_load32(&s.r, 0, 0x9000), 0x77);
    session_end(&s);
}

static void breakpoints_stop_before(void **state)
{
    static const char *const parts[] = {
        "core 0 at 0x00003010: jnz",
        "r1  0x00000002",
        "core 0 at 0x00003010: jnz",
        "r1  0x00000001",
        "1 breakpoints",
        "0x00003028",
        "core 0 at 0x00003028: store",
        "instructions 9",
    };
    struct session s;
    (void)state;
    session_begin(&s, NULL,
                  "r\nc\nr\nd 0x3010\nb 0x3028\nb 0x3028\nl\nc\nr\nq\n");
    s.o.breakpoint[0] = LOOP + 8;
    s.o.breakpoint_count = 1;
    const char *text = session_run(&s);
    in_order(text, parts, ARRAY_LEN(parts));
    assert_int_equal(machine_result(s.r.m)->state, MACHINE_STOPPED);
    assert_int_equal(machine_result(s.r.m)->status, 0);
    assert_int_equal(rig_load32(&s.r, 0, 0x9000), 0); /* stopped before it */
    session_end(&s);
}

static void end_of_input_continues(void **state)
{
    struct session s;
    (void)state;
    session_begin(&s, NULL, "");
    s.o.stop_first = true;
    s.o.breakpoint[0] = LOOP;
    s.o.breakpoint_count = 1;
    const char *text = session_run(&s);
    assert_int_equal(count(text, "debug: core 0 at 0x00003000"), 1);
    assert_int_equal(count(text, "debug: core 0 at 0x00003008"), 3);
    assert_int_equal(machine_result(s.r.m)->state, MACHINE_HALTED);
    session_end(&s);
}

static void memory_is_dumped_without_side_effects(void **state)
{
    static const char *const parts[] = {
        "0x00003000: 03 00 00 00 00 00 01 15 01 00",
        "0x00003010: 08 30 00 00",
        "0x00002000: 00 00 00 00", /* not TIME, which would read 1 */
        "0x03FFFFFE: 00 00 00 00", /* RAM, then framebuffer */
        "0x0412BFFE: 00 00 -- --", /* its end */
        "at most 65536 bytes",
        "0xFFFFFFFF: --",
    };
    struct session s;
    (void)state;
    session_begin(&s, NULL,
                  "m 0x3000 20\nm 0x2000 4\nm 0x03FFFFFE 4\nm 0x412BFFE 4\n"
                  "m 0 65537\nm 0xFFFFFFFF 65536\nm 0 0\nc\n");
    s.o.stop_first = true;
    in_order(session_run(&s), parts, ARRAY_LEN(parts));
    session_end(&s);
}

static void nonsense_is_answered(void **state)
{
    struct session s;
    char commands[1024] = "x\n\nstep\ns x\ns 1 2\nm\nm 1\nm 0x 4\nb\nb "
                          "0x100000000\nb -1\nd 5\nd\nc 1\nl l\ns 0\n";
    (void)state;
    memset(commands + strlen(commands), 'm', 400); /* a long line */
    strcat(commands, "\nq\n");
    session_begin(&s, NULL, commands);
    s.o.stop_first = true;
    const char *text = session_run(&s);
    assert_int_equal(count(text, "the commands are"), 3);
    assert_int_equal(count(text, "debug: usage: s [N]"), 2);
    assert_int_equal(count(text, "debug: usage: m ADDR LEN"), 3);
    assert_int_equal(count(text, "debug: usage: b ADDR"), 3);
    assert_int_equal(count(text, "debug: usage: d ADDR"), 1);
    assert_int_equal(count(text, "no breakpoint at 0x00000005"), 1);
    assert_int_equal(count(text, "debug: usage: c"), 1);
    assert_int_equal(count(text, "debug: usage: l"), 1);
    assert_int_equal(machine_result(s.r.m)->retired, 0);
    session_end(&s);
}

static void breakpoints_are_limited(void **state)
{
    struct session s;
    char commands[4096] = "";
    (void)state;
    for (u32 i = 0; i <= DEBUG_BREAKPOINTS_MAX; i++)
        snprintf(commands + strlen(commands),
                 sizeof(commands) - strlen(commands), "b %u\n", i);
    strcat(commands, "l\nc\n");
    session_begin(&s, NULL, commands);
    s.o.stop_first = true;
    const char *text = session_run(&s);
    assert_int_equal(count(text, "there are 64 breakpoints already"), 1);
    assert_int_equal(count(text, "debug: 64 breakpoints"), 1);
    session_end(&s);
}

static void statistics_add_up(void **state)
{
    struct session s;
    char line[96];
    (void)state;
    session_begin(&s, NULL, "");
    s.o.statistics = true;
    const char *text = session_run(&s);
    snprintf(line, sizeof(line), "%d instructions executed, %d retired", INSNS,
             INSNS);
    assert_non_null(strstr(text, line));
    assert_int_equal(machine_result(s.r.m)->retired, INSNS);
    assert_non_null(strstr(text, "MOVI       0x15              3"));
    assert_non_null(strstr(text, "JNZ        0x24              3"));
    assert_non_null(strstr(text, "HALT       0x05              1"));
    session_end(&s);
}

/* Panics, deliveries, waiting and other cores count what they retire. */
static void statistics_add_up_with_interrupts(void **state)
{
    static const u64 code[] = {
        0x15010000000000C8, /* movi r1, 200 */
        0x1E00000000000000, /* or r0, r0, r0 */
        0x3901010000000001, /* subi r1, r1, 1 */
        0x2400000000003008, /* jnz 0x3008 */
        0x8000000000000000, /* wait: for a tick */
        0x15020000FFFFFFFC, /* movi r2, -4 */
        0x0D03020000000000, /* load32 r3, [r2]: panics */
    };
    static const u64 iret = 0x1B00000000000000;
    struct config c = config_default;
    struct session s;
    unsigned long long executed, retired;
    (void)state;
    c.deterministic = true;
    c.cores = 2;
    session_begin(&s, &c, "");
    rig_code(&s.r, RIG_PC, code, ARRAY_LEN(code));
    rig_code(&s.r, 0x4000, &iret, 1);
    rig_store32(&s.r, 0, INT_TIMER * 8, 0x4000);
    rig_store32(&s.r, 0, INT_TIMER * 8 + 4, 0);
    rig_store32(&s.r, 0, TIME_BASE, 1000);
    s.o.statistics = true;
    const char *text = strstr(session_run(&s), "statistics: ");
    assert_int_equal(machine_result(s.r.m)->state, MACHINE_PANICKED);
    assert_int_equal(
        sscanf(text, "statistics: %llu instructions executed, %llu retired",
               &executed, &retired),
        2);
    assert_true(executed == retired);
    assert_true(retired == machine_result(s.r.m)->retired);
    assert_int_equal(retired, 1 + 3 * 200 + 1 + 1 + 1); /* one handler */
    assert_null(strstr(text, "LOAD32"));
    assert_non_null(strstr(text, "IRET"));
    session_end(&s);
}

static void other_cores_stand_still(void **state)
{
    /* Core 1 counts at 0x9000; core 0 starts it and then spins. */
    static const u64 code[] = {
        0x1501000000000001, /* movi r1, 1 */
        0x1502000000003100, /* movi r2, 0x3100 */
        0x4601020000000000, /* startap r1, r2, 0 */
        0x15020000000009C4, /* movi r2, 2500 */
        0x3902020000000001, /* subi r2, r2, 1 */
        0x2400000000003020, /* jnz 0x3020 */
        0x0500000000000000, /* halt */
    };
    static const u64 second[] = {
        0x1503000000009000, /* movi r3, 0x9000 */
        0x3704000000000000, /* inc r4 */
        0x1004030000000000, /* store32 [r3], r4 */
        0x0600000000003108, /* jmp 0x3108 */
    };
    struct config c = config_default;
    struct session s;
    (void)state;
    c.cores = 2;
    session_begin(&s, &c,
                  "m 0x9000 4\nm 0x9000 4\nm 0x9000 4\nm 0x9000 4\nc\n");
    rig_code(&s.r, RIG_PC, code, ARRAY_LEN(code));
    rig_code(&s.r, 0x3100, second, ARRAY_LEN(second));
    s.o.breakpoint[0] = 0x3030;
    s.o.breakpoint_count = 1;
    const char *text = session_run(&s);
    const char *first = strstr(text, "0x00009000:");
    assert_non_null(first);
    char line[128];
    size_t n = strcspn(first, "\n");
    assert_true(n < sizeof(line));
    memcpy(line, first, n);
    line[n] = '\0';
    assert_int_equal(count(text, line), 4);
    assert_int_equal(machine_result(s.r.m)->state, MACHINE_HALTED);
    session_end(&s);
}

static void deterministic_runs_can_be_stepped(void **state)
{
    struct config c = config_default;
    struct session s;
    (void)state;
    c.deterministic = true;
    session_begin(&s, &c, "s\ns\nb 0x3030\nc\nr\nc\n");
    s.o.stop_first = true;
    const char *text = session_run(&s);
    assert_int_equal(count(text, "debug: core 0 at"), 4);
    assert_non_null(strstr(text, "instructions 10"));
    assert_int_equal(machine_result(s.r.m)->state, MACHINE_HALTED);
    session_end(&s);
}

static void input_is_held_until_asked_for(void **state)
{
    struct session s;
    u32 value;
    (void)state;
    session_begin(&s, NULL, "");
    s.o.breakpoint_count = 1;
    assert_true(machine_serial_room(s.r.m) > 0);
    assert_true(debug_attach(s.r.m, &s.o, &s.r.err));
    assert_int_equal(machine_serial_room(s.r.m), 0);
    assert_true(bus_port_read(s.r.m->core[0], PORT_DISK_STATUS, &value));
    assert_int_equal(machine_serial_room(s.r.m), 0);
    assert_true(bus_port_read(s.r.m->core[0], PORT_SERIAL_CTRL, &value));
    assert_true(machine_serial_room(s.r.m) > 0);
    capture_begin(&out);
    debug_detach(s.r.m);
    capture_end(&out);
    session_end(&s);
}

static void environment(void **state)
{
    struct debug_options o;
    struct err e = {0};
    (void)state;
    setenv("VM_BREAKPOINTS", "0x201C,8228", 1);
    setenv("VM_STEP", "YES", 1);
    capture_begin(&out);
    bool ok = debug_environment(&o, &e);
    const char *text = capture_end(&out);
    assert_true(ok);
    if (!debug_build) {
        assert_int_equal(count(text, "vm: warning:"), 1);
        assert_int_equal(o.breakpoint_count, 0);
        assert_false(o.stop_first || o.statistics);
        return;
    }
    assert_string_equal(text, "");
    assert_int_equal(o.breakpoint_count, 2);
    assert_int_equal(o.breakpoint[1], 0x2024);
    assert_true(o.stop_first && o.statistics);
    setenv("VM_STEP", "0", 1);
    assert_true(debug_environment(&o, &e));
    assert_false(o.stop_first);
    static const char *const wrong[] = {",",   "1,",          "x", "0x",
                                        "1 2", "0x100000000", "-1"};
    for (u32 i = 0; i < ARRAY_LEN(wrong); i++) {
        setenv("VM_BREAKPOINTS", wrong[i], 1);
        assert_false(debug_environment(&o, &e));
        assert_non_null(strstr(e.text, wrong[i]));
        assert_int_equal(e.status, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_show_each_instruction),
        cmocka_unit_test(breakpoints_stop_before),
        cmocka_unit_test(end_of_input_continues),
        cmocka_unit_test(memory_is_dumped_without_side_effects),
        cmocka_unit_test(nonsense_is_answered),
        cmocka_unit_test(breakpoints_are_limited),
        cmocka_unit_test(statistics_add_up),
        cmocka_unit_test(statistics_add_up_with_interrupts),
        cmocka_unit_test(other_cores_stand_still),
        cmocka_unit_test(deterministic_runs_can_be_stepped),
        cmocka_unit_test(input_is_held_until_asked_for),
        cmocka_unit_test(environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
