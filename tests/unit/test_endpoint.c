/* SPDX-License-Identifier: MIT
 *
 * Serial endpoints without a machine: no byte is lost on the way out or in,
 * output without a client waits, clients come and go, files that are in the
 * way are refused, and an endpoint that has nothing to do asks for nothing.
 */
#include "../../src/host/endpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <util/buf.h>

#include "endpoints.h"

/* --- names ---------------------------------------------------------------- */

static void test_names(void **state)
{
    static const char *const bad[] = {"",      "foo",       "stdio:", "null:x",
                                      "file",  "file:",     "pty:1",  "unix:",
                                      "tcp:",  "tcp",       "STDIO",  "stdi",
                                      "tcp:x", "tcp:70000", "tcp::5", ":"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct err e = {0};
        assert_null(endpoint_open(bad[i], &e));
        assert_int_equal(e.status, 0); /* usage: status 1 */
        assert_non_null(strstr(e.text, "--serial"));
    }
    struct err e = {0};
    assert_null(endpoint_open("foo", &e));
    assert_string_equal(
        e.text, "--serial: 'foo' is not one of stdio, stderr, null, file:PATH, "
                "pty, unix:PATH, tcp:[HOST:]PORT");
}

/* --- null, file ----------------------------------------------------------- */

static void test_null(void **state)
{
    struct endpoint *p = must_open("null");
    u8 bytes[1000] = {0};
    (void)state;
    for (int i = 0; i < 1000; i++) {
        assert_true(endpoint_space(p) >= sizeof(bytes));
        endpoint_write(p, bytes, sizeof(bytes));
    }
    assert_int_equal(endpoint_left(p), 0);
    assert_int_equal(endpoint_read(p, bytes, sizeof(bytes)), 0);
    assert_false(p->input);
    assert_quiet(p, true);
    endpoint_close(p);
}

static void test_file(void **state)
{
    char path[64], text[80];
    struct buf b = {0};
    struct err e = {0};
    (void)state;
    path_make(path, "out");
    FILE *f = fopen(path, "w");
    fputs("longer than what comes after", f);
    fclose(f);
    snprintf(text, sizeof(text), "file:%s", path);
    struct endpoint *p = must_open(text);
    endpoint_write(p, (const u8 *)"hello", 5);
    endpoint_service(p);
    assert_int_equal(endpoint_left(p), 0);
    assert_quiet(p, true);
    endpoint_close(p);
    assert_true(buf_read_file(&b, path, 100, &e));
    assert_int_equal(b.size, 5);
    assert_memory_equal(b.data, "hello", 5);
    buf_free(&b);
    unlink(path);
}

static void test_file_refused(void **state)
{
    char path[64], text[80];
    struct err e = {0};
    (void)state;
    assert_null(endpoint_open("file:/nonexistent/x", &e));
    assert_int_equal(e.status, 90);
    assert_non_null(strstr(e.text, "/nonexistent/x"));
    /* A FIFO without a reader must not be waited for. */
    path_make(path, "fifo");
    assert_int_equal(mkfifo(path, 0600), 0);
    snprintf(text, sizeof(text), "file:%s", path);
    assert_null(endpoint_open(text, &e));
    unlink(path);
}

static void test_file_full(void **state)
{
    struct endpoint *p = must_open("file:/dev/full");
    (void)state;
    endpoint_write(p, (const u8 *)"x", 1);
    assert_true(p->lost);
    assert_non_null(strstr(p->why, "No space"));
    assert_int_equal(endpoint_left(p), 0);
    endpoint_write(p, (const u8 *)"more", 4); /* discarded */
    assert_true(endpoint_space(p) > 0);
    assert_quiet(p, true);
    endpoint_close(p);
}

/* --- stdio ---------------------------------------------------------------- */

static int saved[2], far_in, far_out; /* far_in: writes to our stdin */

static void streams_replace(void)
{
    int in[2], out[2];
    fflush(stdout);
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    for (int i = 0; i < 2; i++)
        saved[i] = dup(i);
    dup2(in[0], 0);
    dup2(out[1], 1);
    close(in[0]);
    close(out[1]);
    far_in = in[1];
    far_out = out[0];
    nonblocking(far_out);
}

static void streams_restore(void)
{
    for (int i = 0; i < 2; i++) {
        dup2(saved[i], i);
        close(saved[i]);
    }
    close(far_in);
    close(far_out);
}

static void test_stdio_output(void **state)
{
    (void)state;
    streams_replace();
    struct endpoint *p = must_open("stdio");
    bool same = carry_out(p, far_out, 300000);
    bool blocking = !(fcntl(1, F_GETFL) & O_NONBLOCK);
    u32 left = endpoint_left(p);
    endpoint_close(p);
    streams_restore();
    assert_true(same);
    assert_true(blocking);
    assert_int_equal(left, 0);
}

static void test_stdio_input(void **state)
{
    u8 bytes[8] = {0};
    (void)state;
    streams_replace();
    struct endpoint *p = must_open("stdio");
    assert_int_equal(endpoint_read(p, bytes, 8), 0);
    assert_int_equal(write(far_in, "abcdef", 6), 6);
    assert_int_equal(endpoint_read(p, bytes, 4), 4);
    assert_memory_equal(bytes, "abcd", 4);
    assert_int_equal(endpoint_read(p, bytes, 0), 0);
    assert_quiet(p, false); /* input waits, but there is no room */
    assert_true(wakes(p, true));
    close(far_in);
    assert_int_equal(endpoint_read(p, bytes, 8), 2);
    assert_true(p->input);
    assert_int_equal(endpoint_read(p, bytes, 8), 0);
    assert_false(p->input); /* the end, which is asked for no more */
    assert_quiet(p, true);
    assert_false(p->lost);
    endpoint_close(p);
    far_in = -1;
    streams_restore();
}

static void test_stdio_lost(void **state)
{
    (void)state;
    streams_replace();
    struct endpoint *p = must_open("stdio");
    close(far_out);
    far_out = -1;
    endpoint_write(p, (const u8 *)"x", 1);
    bool lost = wait_for(p, &p->lost);
    endpoint_close(p);
    streams_restore();
    assert_true(lost);
}

/* Nobody reads a full pipe: closing gives up instead of hanging. */
static void test_stdio_hangs(void **state)
{
    static const u8 bytes[4096];
    (void)state;
    streams_replace();
    struct endpoint *p = must_open("stdio");
    for (int i = 0; i < 200 && endpoint_space(p) >= sizeof(bytes); i++) {
        endpoint_write(p, bytes, sizeof(bytes));
        endpoint_wait(p, 5);
        endpoint_service(p);
    }
    u32 space = endpoint_space(p), left = endpoint_left(p);
    assert_quiet(p, true);
    endpoint_close(p);
    streams_restore();
    assert_true(space < sizeof(bytes));
    assert_true(left > 0);
}

/* --- pty ------------------------------------------------------------------ */

static void test_pty(void **state)
{
    char name[64];
    u8 bytes[64];
    (void)state;
    struct endpoint *p = must_open_saying("pty", name, sizeof(name));
    endpoint_service(p);
    assert_false(p->client);
    int slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK);
    assert_true(slave >= 0);
    assert_true(wait_for(p, &p->client));
    assert_true(carry_out(p, slave, 200000));
    assert_int_equal(write(slave, "\x03in\n", 4), 4);
    assert_int_equal(read_some(p, bytes, 4), 4);
    assert_memory_equal(bytes, "\x03in\n", 4);
    assert_int_equal(read(slave, bytes, sizeof(bytes)), -1); /* no echo */
    assert_quiet(p, true);
    close(slave);
    endpoint_service(p);
    assert_false(p->client);
    assert_true(seldom(p));
    endpoint_close(p);
}

static void test_pty_output_waits(void **state)
{
    char name[64];
    (void)state;
    struct endpoint *p = must_open_saying("pty", name, sizeof(name));
    endpoint_service(p);
    put_pattern(p, 0, 100000);
    int slave = open(name, O_RDWR | O_NOCTTY | O_NONBLOCK);
    assert_true(take_pattern(p, slave, 100000 - RING_BYTES, 100000));
    close(slave);
    endpoint_close(p);
}

/* What a client wrote before it left is read. */
static void test_pty_input_of_the_departed(void **state)
{
    char name[64];
    u8 bytes[64];
    (void)state;
    struct endpoint *p = must_open_saying("pty", name, sizeof(name));
    int slave = open(name, O_RDWR | O_NOCTTY);
    assert_int_equal(write(slave, "bye", 3), 3);
    close(slave);
    assert_int_equal(read_some(p, bytes, 3), 3);
    assert_memory_equal(bytes, "bye", 3);
    endpoint_close(p);
}

/* Until the client has read it, output has not arrived. */
static void test_pty_left(void **state)
{
    char name[64];
    u8 bytes[64];
    (void)state;
    struct endpoint *p = must_open_saying("pty", name, sizeof(name));
    int slave = open(name, O_RDWR | O_NOCTTY);
    assert_true(wait_for(p, &p->client));
    endpoint_write(p, (const u8 *)"last words", 10);
    for (int i = 0; i < 100 && endpoint_left(p) == 0; i++)
        usleep(1000);
    assert_int_equal(endpoint_left(p), 10);
    assert_int_equal(read(slave, bytes, sizeof(bytes)), 10);
    assert_int_equal(endpoint_left(p), 0);
    close(slave);
    endpoint_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_null),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_file_refused),
        cmocka_unit_test(test_file_full),
        cmocka_unit_test(test_stdio_output),
        cmocka_unit_test(test_stdio_input),
        cmocka_unit_test(test_stdio_lost),
        cmocka_unit_test(test_stdio_hangs),
        cmocka_unit_test(test_pty),
        cmocka_unit_test(test_pty_output_waits),
        cmocka_unit_test(test_pty_input_of_the_departed),
        cmocka_unit_test(test_pty_left),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
