/* SPDX-License-Identifier: MIT
 *
 * Serial endpoints that listen: addresses, socket files that are in the way,
 * one client at a time, and that neither waiting output nor the input of a
 * client that left gets lost.
 */
#include "../../src/host/listen.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "endpoints.h"

static char path[64], text[80];

static struct endpoint *unix_open(void)
{
    path_make(path, "sock");
    snprintf(text, sizeof(text), "unix:%s", path);
    return must_open(text);
}

static int unix_connect(void)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    strcpy(a.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
    nonblocking(fd);
    return fd;
}

static struct endpoint *tcp_open(u16 *port)
{
    char name[64];
    struct endpoint *p = must_open_saying("tcp:0", name, sizeof(name));
    assert_memory_equal(name, "127.0.0.1:", 10);
    *port = (u16)atoi(name + 10);
    assert_int_not_equal(*port, 0);
    return p;
}

static int tcp_connect(u16 port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons(port),
                            .sin_addr = {htonl(INADDR_LOOPBACK)}};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&a, sizeof(a)), 0);
    nonblocking(fd);
    return fd;
}

/* --- addresses ------------------------------------------------------------ */

static void check_address(const char *from, const char *host, u32 port)
{
    char got[LISTEN_HOST_BYTES];
    u32 got_port;
    assert_true(listen_address(from, got, &got_port));
    assert_string_equal(got, host);
    assert_int_equal(got_port, port);
}

static void test_addresses(void **state)
{
    static const char *const bad[] = {
        "",      ":",    "x",    ":5",   "h:",  "h:x",    "h:65536", "h:-1",
        "a:b:5", "[]:5", "h: 5", "0x10", "1.5", "::1:80", "[::1]80", "+5"};
    char host[LISTEN_HOST_BYTES], longer[400];
    u32 port;
    (void)state;
    check_address("0", "127.0.0.1", 0);
    check_address("65535", "127.0.0.1", 65535);
    check_address("localhost:80", "localhost", 80);
    check_address("0.0.0.0:1", "0.0.0.0", 1);
    check_address("[::1]:5000", "::1", 5000);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(listen_address(bad[i], host, &port));
    memset(longer, 'a', sizeof(longer));
    strcpy(longer + 300, ":5");
    assert_false(listen_address(longer, host, &port));
}

static void test_tcp_refused(void **state)
{
    u16 port;
    struct err e = {0};
    (void)state;
    struct endpoint *p = tcp_open(&port);
    snprintf(text, sizeof(text), "tcp:%u", port);
    assert_null(endpoint_open(text, &e));
    assert_int_equal(e.status, 90);
    assert_non_null(strstr(e.text, "in use"));
    endpoint_close(p);
}

/* --- socket files --------------------------------------------------------- */

static void test_file_removed_at_end(void **state)
{
    struct stat st;
    (void)state;
    struct endpoint *p = unix_open();
    assert_int_equal(stat(path, &st), 0);
    endpoint_close(p);
    assert_int_not_equal(stat(path, &st), 0);
    /* A successor's file stays. */
    p = unix_open();
    unlink(path);
    FILE *f = fopen(path, "w");
    fclose(f);
    endpoint_close(p);
    assert_int_equal(stat(path, &st), 0);
    unlink(path);
}

static void test_file_in_the_way(void **state)
{
    struct err e = {0};
    struct stat st;
    (void)state;
    struct endpoint *p = unix_open();
    assert_null(endpoint_open(text, &e));
    assert_int_equal(e.status, 90);
    assert_non_null(strstr(e.text, "in use by another program"));
    int fd = unix_connect(); /* the first one still listens */
    close(fd);
    endpoint_close(p);
    FILE *f = fopen(path, "w");
    fclose(f);
    assert_null(endpoint_open(text, &e));
    assert_non_null(strstr(e.text, "not a socket"));
    assert_int_equal(stat(path, &st), 0);
    unlink(path);
}

static void test_dead_file_replaced(void **state)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    (void)state;
    path_make(path, "sock");
    strcpy(a.sun_path, path);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
    assert_int_equal(listen(fd, 1), 0);
    close(fd); /* as a program that was killed */
    snprintf(text, sizeof(text), "unix:%s", path);
    struct endpoint *p = must_open(text);
    fd = unix_connect();
    assert_true(wait_for(p, &p->client));
    close(fd);
    endpoint_close(p);
}

static void test_path_too_long(void **state)
{
    char longer[200] = "unix:/tmp/";
    struct err e = {0};
    (void)state;
    memset(longer + 10, 'x', 150);
    assert_null(endpoint_open(longer, &e));
    assert_non_null(strstr(e.text, "longer than 107 bytes"));
}

/* --- clients -------------------------------------------------------------- */

/* A client of either kind: output, input, and another one after it. */
static void check_client(struct endpoint *p, int fd)
{
    u8 bytes[8];
    assert_true(wait_for(p, &p->client));
    assert_quiet(p, true);
    assert_true(carry_out(p, fd, 400000));
    assert_int_equal(write(fd, "in\r\n", 4), 4);
    assert_int_equal(read_some(p, bytes, 4), 4);
    assert_memory_equal(bytes, "in\r\n", 4);
    assert_quiet(p, true);
    assert_int_equal(endpoint_left(p), 0);
}

static void test_unix_clients(void **state)
{
    (void)state;
    struct endpoint *p = unix_open();
    for (int i = 0; i < 3; i++) {
        int fd = unix_connect();
        check_client(p, fd);
        close(fd);
        for (int k = 0; k < 1000 && p->client; k++)
            endpoint_service(p);
        assert_false(p->client);
        assert_true(p->input); /* the next one may bring more */
        assert_quiet(p, true);
    }
    endpoint_close(p);
}

static void test_tcp_clients(void **state)
{
    u16 port;
    (void)state;
    struct endpoint *p = tcp_open(&port);
    for (int i = 0; i < 3; i++) {
        int fd = tcp_connect(port);
        check_client(p, fd);
        close(fd);
    }
    endpoint_close(p);
}

static void test_second_client_refused(void **state)
{
    char bytes[64] = "";
    (void)state;
    struct endpoint *p = unix_open();
    int one = unix_connect();
    assert_true(wait_for(p, &p->client));
    int two = unix_connect();
    endpoint_service(p);
    assert_true(read(two, bytes, sizeof(bytes) - 1) > 0);
    assert_non_null(strstr(bytes, "another client"));
    assert_int_equal(read(two, bytes, sizeof(bytes)), 0);
    endpoint_write(p, (const u8 *)"one", 3);
    assert_int_equal(read(one, bytes, sizeof(bytes)), 3);
    close(one);
    close(two);
    endpoint_close(p);
}

static void test_output_waits(void **state)
{
    u16 port;
    (void)state;
    struct endpoint *p = tcp_open(&port);
    put_pattern(p, 0, 150000);
    int fd = tcp_connect(port);
    assert_true(take_pattern(p, fd, 150000 - RING_BYTES, 150000));
    close(fd);
    endpoint_close(p);
}

/* A client that ended only its input still gets its output. */
static void check_half_closed(struct endpoint *p, int fd)
{
    u8 bytes[8];
    assert_int_equal(write(fd, "q", 1), 1);
    shutdown(fd, SHUT_WR);
    assert_int_equal(read_some(p, bytes, 1), 1);
    assert_int_equal(read_some(p, bytes, 0), 0);
    endpoint_read(p, bytes, 8); /* the end */
    assert_quiet(p, true);
    assert_true(carry_out(p, fd, 150000));
    for (int i = 0; i < PATIENCE_MS && endpoint_left(p) > 0; i++) {
        endpoint_service(p);
        poll(NULL, 0, 1);
    }
    assert_int_equal(endpoint_left(p), 0);
    assert_quiet(p, true);
    close(fd);
    endpoint_close(p);
}

static void test_half_closed(void **state)
{
    u16 port;
    (void)state;
    struct endpoint *p = unix_open();
    check_half_closed(p, unix_connect());
    p = tcp_open(&port);
    check_half_closed(p, tcp_connect(port));
}

/* A tcp client that is gone looks half closed: what was meant for it goes to
 * the next one. */
static void test_tcp_output_after_departure(void **state)
{
    u16 port;
    u8 bytes[8];
    (void)state;
    struct endpoint *p = tcp_open(&port);
    int fd = tcp_connect(port);
    assert_true(wait_for(p, &p->client));
    close(fd);
    for (int i = 0; i < 20; i++) {
        endpoint_read(p, bytes, sizeof(bytes));
        poll(NULL, 0, 1);
    }
    put_pattern(p, 0, 10000);
    for (int i = 0; i < 50; i++) {
        endpoint_service(p);
        poll(NULL, 0, 1);
    }
    assert_false(p->client);
    assert_quiet(p, true);
    fd = tcp_connect(port);
    assert_true(take_pattern(p, fd, 0, 10000));
    close(fd);
    endpoint_close(p);
}

/* The next client waits until what the last one sent has been read. */
static void test_input_of_the_departed(void **state)
{
    u8 bytes[10000];
    (void)state;
    struct endpoint *p = unix_open();
    int fd = unix_connect();
    memset(bytes, 'x', sizeof(bytes));
    assert_int_equal(write(fd, bytes, sizeof(bytes)), sizeof(bytes));
    close(fd);
    fd = unix_connect();
    assert_int_equal(write(fd, "y", 1), 1);
    assert_quiet(p, false); /* no room: nothing to wait for, no spinning */
    u32 got = 0;
    while (got < sizeof(bytes)) {
        assert_true(wakes(p, true));
        got += endpoint_read(p, bytes, 255);
        endpoint_service(p);
        assert_int_equal(bytes[0], 'x');
    }
    endpoint_read(p, bytes, 255);
    assert_int_equal(read_some(p, bytes, 1), 1);
    assert_int_equal(bytes[0], 'y');
    close(fd);
    endpoint_close(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_tcp_refused),
        cmocka_unit_test(test_file_removed_at_end),
        cmocka_unit_test(test_file_in_the_way),
        cmocka_unit_test(test_dead_file_replaced),
        cmocka_unit_test(test_path_too_long),
        cmocka_unit_test(test_unix_clients),
        cmocka_unit_test(test_tcp_clients),
        cmocka_unit_test(test_second_client_refused),
        cmocka_unit_test(test_output_waits),
        cmocka_unit_test(test_half_closed),
        cmocka_unit_test(test_tcp_output_after_departure),
        cmocka_unit_test(test_input_of_the_departed),
    };
    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
