/* SPDX-License-Identifier: MIT
 *
 * The gdb front in the device loop of a machine that runs, with a debugger at
 * a socket: connections that say nothing, that go in the middle, that come
 * again; the end of the machine. The debugger is a thread.
 */
#include "capture.h"
#include "rig.h"

#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vm/channel.h>
#include <vm/control.h>
#include <vm/front.h>
#include <vm/front_open.h>

enum { COUNTER = 0x8000, TEXT_BYTES = 4096, SECONDS = 30 };

static char path[64];

/* Counts COUNTER for ever; halts when somebody writes 1 to the word behind. */
static void program_load(struct rig *r)
{
    const u64 code[] = {rig_word(ISA_MOVI, 4, 0, 0, COUNTER),
                        rig_word(ISA_LOAD32, 5, 4, 0, 0),
                        rig_word(ISA_INC, 5, 0, 0, 0),
                        rig_word(ISA_STORE32, 5, 4, 0, 0),
                        rig_word(ISA_LOAD32, 6, 4, 0, 4),
                        rig_word(ISA_CMPI, 6, 0, 0, 1),
                        rig_word(ISA_JNZ, 0, 0, 0, RIG_PC + 8),
                        rig_word(ISA_HALT, 0, 0, 0, 0)};
    rig_code(r, RIG_PC, code, ARRAY_LEN(code));
}

/* --- the debugger's side ---------------------------------------------------
 */

static int come(void)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    struct timeval limit = {.tv_sec = SECONDS};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    strcpy(a.sun_path, path);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
        abort();
    return fd;
}

static void say(int fd, const char *packet)
{
    char text[TEXT_BYTES];
    u8 sum = 0;
    for (const char *p = packet; *p; p++)
        sum = (u8)(sum + (u8)*p);
    int n = snprintf(text, sizeof(text), "$%s#%02x", packet, sum);
    if (send(fd, text, (size_t)n, MSG_NOSIGNAL) != n)
        abort();
}

/* What the next packet says; "" at the end. */
static const char *hear(int fd)
{
    static char text[TEXT_BYTES];
    u32 n = 0;
    char c, sum[2];
    while (recv(fd, &c, 1, 0) == 1 && c != '$')
        continue;
    while (recv(fd, &c, 1, 0) == 1 && c != '#' && n < sizeof(text) - 1)
        text[n++] = c;
    text[n] = 0;
    return recv(fd, sum, 2, MSG_WAITALL) == 2 ? text : "";
}

static const char *ask(int fd, const char *packet)
{
    say(fd, packet);
    return hear(fd);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

/* Failures of the thread: the first line that was wrong. */
static int wrong;
#define MUST(condition)                 \
    do {                                \
        if (!(condition) && wrong == 0) \
            wrong = __LINE__;           \
    } while (0)

/* --- both ----------------------------------------------------------------- */

static void *debugger(void *arg);

static void drive(void (*act)(void), enum machine_state state)
{
    struct config c = config_default;
    struct rig r;
    pthread_t thread;
    char endpoint[80];
    snprintf(path, sizeof(path), "gdb-front-%d.sock", (int)getpid());
    snprintf(endpoint, sizeof(endpoint), "unix:%s", path);
    c.timeout_ns = (u64)SECONDS * 1000000000;
    rig_init(&r, &c);
    program_load(&r);
    wrong = 0;
    assert_true(control_attach(r.m, false, &r.err));
    struct channel *channel = channel_open("gdb", endpoint, &r.err);
    assert_non_null(channel);
    assert_true(gdb_open(r.m, channel, &r.err));
    assert_int_equal(pthread_create(&thread, NULL, debugger, &act), 0);
    assert_true(machine_run(r.m, &r.err));
    fronts_close(r.m);
    pthread_join(thread, NULL);
    assert_int_equal(wrong, 0);
    assert_int_equal(machine_result(r.m)->state, state);
    control_detach(r.m);
    rig_fini(&r);
}

static void *debugger(void *arg)
{
    (*(void (**)(void))arg)();
    return NULL;
}

/* Comes, says nothing, goes; comes, says no packet, goes; then debugs. */
static void act_visits(void)
{
    close(come());
    int fd = come();
    MUST(send(fd, "\3\3GET / HTTP/1.0\r\n\r\n", 20, MSG_NOSIGNAL) == 20);
    close(fd);
    fd = come();
    MUST(begins(ask(fd, "?"), "T02thread:1;"));
    MUST(strcmp(ask(fd, "M8004,4:01000000"), "OK") == 0);
    MUST(strcmp(ask(fd, "vCont;c"), "W00") == 0);
    close(fd);
}

static void test_visits(void **state)
{
    (void)state;
    drive(act_visits, MACHINE_HALTED);
}

/* Vanishes with a breakpoint set; the next one finds the machine stopped and
 * the breakpoint gone. */
static void act_vanishes(void)
{
    int fd = come();
    MUST(strcmp(ask(fd, "Z0,3010,4"), "OK") == 0);
    MUST(begins(ask(fd, "vCont;c"), "T05thread:1;"));
    close(fd);
    fd = come();
    MUST(begins(ask(fd, "?"), "T05thread:1;"));
    char before[16], after[16];
    snprintf(before, sizeof(before), "%s", ask(fd, "m8000,4"));
    snprintf(after, sizeof(after), "%s", ask(fd, "m8000,4"));
    MUST(strcmp(before, after) == 0);
    say(fd, "vCont;c");
    MUST(send(fd, "\3", 1, MSG_NOSIGNAL) == 1);
    MUST(begins(hear(fd), "T02"));
    MUST(strcmp(ask(fd, "vKill;1"), "OK") == 0);
    MUST(strcmp(hear(fd), "") == 0);
    close(fd);
}

static void test_vanishes(void **state)
{
    (void)state;
    drive(act_vanishes, MACHINE_STOPPED);
}

/* Goes while the machine runs, with half a packet said. */
static void act_goes_running(void)
{
    int fd = come();
    say(fd, "vCont;c");
    MUST(send(fd, "$m80", 4, MSG_NOSIGNAL) == 4);
    close(fd);
    fd = come();
    MUST(strcmp(ask(fd, "M8004,4:01000000"), "OK") == 0);
    MUST(strcmp(ask(fd, "D"), "OK") == 0);
    close(fd);
}

static void test_goes_running(void **state)
{
    (void)state;
    drive(act_goes_running, MACHINE_HALTED);
}

/* Single steps through the device loop. */
static void act_steps(void)
{
    int fd = come();
    MUST(strcmp(ask(fd, "QStartNoAckMode"), "OK") == 0);
    for (u32 i = 0; i < 200; i++)
        MUST(begins(ask(fd, "vCont;s:1"), "T05thread:1;"));
    /* Out of the range only with the byte 3: the loop lies in it. */
    say(fd, "vCont;r3000,3040:1");
    MUST(send(fd, "\3", 1, MSG_NOSIGNAL) == 1);
    MUST(begins(hear(fd), "T02thread:1;"));
    MUST(strcmp(ask(fd, "k"), "") == 0);
    close(fd);
}

static void test_steps(void **state)
{
    (void)state;
    drive(act_steps, MACHINE_STOPPED);
}

/* The endpoint's messages do not speak of another option. */
static void test_bad_endpoints(void **state)
{
    static const char *const bad[][2] = {
        {"foo", "'foo' is not one of "},
        {"tcp:1.2.3.4:99999", "tcp: '1.2.3.4:99999' is not "},
        {"null", "null: nobody can talk through it"},
    };
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(bad); i++) {
        struct err e = {0};
        assert_null(channel_open("gdb", bad[i][0], &e));
        assert_memory_equal(e.text, bad[i][1], strlen(bad[i][1]));
    }
}

/* A port that was picked is printed, with the name of who listens. */
static void test_says_where(void **state)
{
    struct capture said;
    struct err e = {0};
    (void)state;
    capture_begin(&said);
    struct channel *c = channel_open("gdb", "tcp:0", &e);
    capture_end(&said);
    assert_non_null(c);
    assert_non_null(strstr(said.text, "gdb: 127.0.0.1:"));
    channel_close(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_endpoints), cmocka_unit_test(test_says_where),
        cmocka_unit_test(test_visits),        cmocka_unit_test(test_vanishes),
        cmocka_unit_test(test_goes_running),  cmocka_unit_test(test_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
