/* SPDX-License-Identifier: MIT
 *
 * client.h over a socket of the unix family. Invariant: seen[size] is 0 and
 * `next` is where the text to be expected next may begin.
 */
#include "client.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { STEP_MS = 20, DEAF_MS = 500, SIP_MS = 20 };

struct client client;
static size_t next;

void client_die(const char *what)
{
    fprintf(stderr, "client: %s (%s)\n%.2000s\n", what, strerror(errno),
            client.seen + next);
    exit(1);
}

void client_connect(const char *path)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
    for (int i = 0; i < CLIENT_PATIENCE_MS / STEP_MS; i++) {
        client.fd = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(client.fd, (struct sockaddr *)&a, sizeof(a)) == 0)
            return;
        close(client.fd);
        poll(NULL, 0, STEP_MS);
    }
    client_die("nobody is there");
}

bool client_look(int milliseconds, size_t max)
{
    struct pollfd p = {.fd = client.fd, .events = POLLIN};
    size_t room = sizeof(client.seen) - 1 - client.size;
    if (poll(&p, 1, milliseconds) <= 0)
        return false;
    ssize_t n =
        read(client.fd, client.seen + client.size, max < room ? max : room);
    client.size += n > 0 ? (size_t)n : 0;
    client.seen[client.size] = '\0';
    return n > 0;
}

void client_expect(const char *text)
{
    const char *found;
    while (!(found = strstr(client.seen + next, text)))
        if (!client_look(CLIENT_PATIENCE_MS, SIZE_MAX))
            client_die(text);
    next = (size_t)(found - client.seen) + strlen(text);
}

void client_forget(void)
{
    next = client.size = 0;
    client.seen[0] = '\0';
}

bool client_send(const char *bytes, size_t n, bool reads)
{
    while (n > 0) {
        ssize_t done = send(client.fd, bytes, n, MSG_NOSIGNAL);
        if (done < 0 && errno != EAGAIN)
            return false;
        bytes += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
        struct pollfd p = {.fd = client.fd, .events = POLLOUT};
        if (n > 0 && poll(&p, 1, reads ? 1 : DEAF_MS) == 0 && !reads)
            return false;
        while (reads && client_look(0, SIZE_MAX))
            continue;
    }
    return true;
}

void client_must_send(const char *bytes, size_t n)
{
    if (!client_send(bytes, n, true))
        client_die("cannot send");
}

void client_noise(const char *bytes, size_t n)
{
    u32 state = 1;
    for (u32 i = 0; i < 256; i++) {
        char block[1024];
        for (u32 k = 0; k < sizeof(block); k++) {
            state = state * 1664525 + 1013904223;
            block[k] = bytes[(state >> 16) % n];
        }
        client_must_send(block, sizeof(block));
    }
}

void client_reset(void)
{
    struct linger now = {.l_onoff = 1};
    setsockopt(client.fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

void client_sip(void)
{
    for (u32 i = 0; i < 50; i++) {
        client_look(CLIENT_PATIENCE_MS, 1);
        poll(NULL, 0, SIP_MS);
    }
}

void client_deaf(const char *question, size_t n)
{
    struct pollfd p = {.fd = client.fd, .events = 0};
    while (client_send(question, n, false))
        continue;
    if (poll(&p, 1, CLIENT_PATIENCE_MS) <= 0)
        client_die("vm did not end");
}
