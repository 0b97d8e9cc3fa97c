/* SPDX-License-Identifier: MIT
 *
 * What the tests of serial endpoints share: opening them, a pattern of bytes
 * that shows any loss, and waiting.
 */
#ifndef TESTS_ENDPOINTS_H
#define TESTS_ENDPOINTS_H

#include "../../src/host/endpoint.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { PATIENCE_MS = 5000 };

static inline struct endpoint *must_open(const char *text)
{
    struct err e = {0};
    struct endpoint *p = endpoint_open(text, &e);
    if (!p)
        fail_msg("%s: %s", text, e.text);
    return p;
}

/* Opens one that prints where it is, "vm: serial: NAME". */
static inline struct endpoint *must_open_saying(const char *text, char *name,
                                                size_t size)
{
    int pipe_fd[2], error = dup(STDERR_FILENO);
    char line[64] = "";
    assert_int_equal(pipe(pipe_fd), 0);
    dup2(pipe_fd[1], STDERR_FILENO);
    struct endpoint *p = must_open(text);
    dup2(error, STDERR_FILENO);
    close(error);
    close(pipe_fd[1]);
    ssize_t n = read(pipe_fd[0], line, sizeof(line) - 1);
    close(pipe_fd[0]);
    const char prefix[] = "vm: serial: ";
    assert_true(n > (ssize_t)sizeof(prefix));
    assert_memory_equal(line, prefix, sizeof(prefix) - 1);
    line[strcspn(line, "\n")] = 0;
    snprintf(name, size, "%s", line + sizeof(prefix) - 1);
    return p;
}

/* A name in /tmp that nobody has; only for tests that clean up. */
static inline void path_make(char path[64], const char *what)
{
    snprintf(path, 64, "/tmp/test_endpoint_%s_%ld", what, (long)getpid());
    unlink(path);
}

static inline void nonblocking(int fd)
{
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static inline u8 pattern(u32 i)
{
    return (u8)(i * 31 + i / 253);
}

/* Bytes from .. end - 1 of the pattern go into the endpoint, as far as it
 * takes them in one go. */
static inline u32 put_pattern(struct endpoint *p, u32 from, u32 end)
{
    u8 bytes[2000];
    while (from < end) {
        u32 n = end - from, space = endpoint_space(p);
        n = n < space ? n : space;
        n = n < sizeof(bytes) ? n : (u32)sizeof(bytes);
        if (n == 0)
            break;
        for (u32 i = 0; i < n; i++)
            bytes[i] = pattern(from + i);
        endpoint_write(p, bytes, n);
        from += n;
    }
    return from;
}

/* Reads what has arrived at the far end; false: it is not the pattern. */
static inline bool check_arrived(int fd, u32 *at)
{
    u8 bytes[4096];
    ssize_t n;
    while ((n = read(fd, bytes, sizeof(bytes))) > 0)
        for (ssize_t i = 0; i < n; i++)
            if (bytes[i] != pattern((*at)++))
                return false;
    return true;
}

/* Takes bytes from .. end - 1 of the pattern at the far end. */
static inline bool take_pattern(struct endpoint *p, int fd, u32 from, u32 end)
{
    for (int i = 0; i < PATIENCE_MS && from < end; i++) {
        endpoint_service(p);
        if (!check_arrived(fd, &from))
            return false;
        endpoint_wait(p, 1);
    }
    return from == end;
}

/* `total` bytes of the pattern go through the endpoint to the far end. */
static inline bool carry_out(struct endpoint *p, int fd, u32 total)
{
    u32 in = 0, out = 0;
    for (int i = 0; i < PATIENCE_MS && out < total; i++) {
        in = put_pattern(p, in, total);
        endpoint_service(p);
        if (!check_arrived(fd, &out))
            return false;
        if (out < total)
            endpoint_wait(p, 1);
    }
    return out == total;
}

static inline bool wait_for(struct endpoint *p, const bool *what)
{
    for (int i = 0; i < PATIENCE_MS && !*what; i++) {
        endpoint_service(p);
        if (!*what)
            poll(NULL, 0, 1);
    }
    return *what;
}

/* Reads exactly n bytes, or what came in time. */
static inline u32 read_some(struct endpoint *p, u8 *bytes, u32 n)
{
    u32 at = 0;
    for (int i = 0; i < PATIENCE_MS && at < n; i++) {
        endpoint_service(p);
        at += endpoint_read(p, bytes + at, n - at);
        if (at < n)
            poll(NULL, 0, 1);
    }
    return at;
}

static inline bool wakes(struct endpoint *p, bool room)
{
    struct pollfd fds[8];
    u32 n = endpoint_fds(p, room, fds, ARRAY_LEN(fds));
    return poll(fds, n, 0) > 0;
}

/* Nothing to do: after what is left of earlier events, among them an end of
 * input that is noticed by reading, the device loop would sleep. */
static inline void assert_quiet(struct endpoint *p, bool room)
{
    u8 byte;
    for (int i = 0; i < 5; i++) {
        endpoint_service(p);
        if (room)
            assert_int_equal(endpoint_read(p, &byte, 1), 0);
    }
    assert_false(wakes(p, room));
}

/* It wakes up now and then, but does not spin. */
static inline bool seldom(struct endpoint *p)
{
    struct pollfd fds[8];
    int woken = 0, spent = 0;
    for (; spent < 200; spent += 10) {
        u32 n = endpoint_fds(p, true, fds, ARRAY_LEN(fds));
        if (poll(fds, n, 0) > 0)
            woken++;
        endpoint_service(p);
        poll(NULL, 0, 10);
    }
    return woken >= 1 && woken <= 15;
}

#endif
