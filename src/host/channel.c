/* SPDX-License-Identifier: MIT
 *
 * A channel is an endpoint that is not the serial port's: same names, same
 * kinds, but nothing is kept for a client that is not there.
 */
#include "channel.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "endpoint.h"
#include "terminal.h"

enum {
    LEFTOVER_BYTES = 4096,
    LEFTOVER_ROUNDS = 64,
    DRAIN_STEPS = 50,
    DRAIN_STEP_MS = 20
};

struct channel {
    struct endpoint *endpoint;
};

/* Endpoints speak of --serial, which is not the option of this one. */
static void own_words(struct err *e)
{
    static const char other[] = "--serial";
    size_t n = sizeof(other) - 1;
    if (strncmp(e->text, other, n) != 0)
        return;
    n += strspn(e->text + n, ": ");
    memmove(e->text, e->text + n, strlen(e->text + n) + 1);
}

/* People edit lines at the monitor, and Ctrl-C is theirs; programs that talk
 * to other fronts find the terminal as it is. */
static void stdio_prepare(struct endpoint *p)
{
    if (strcmp(p->role, "monitor") == 0)
        p->terminal = terminal_open(STDIN_FILENO, true);
    p->screen = STDOUT_FILENO;
}

struct channel *channel_open(const char *role, const char *text, struct err *e)
{
    struct channel *c = calloc(1, sizeof(*c));
    if (!c) {
        fail_status(e, 90, "%s: out of memory", text);
        return NULL;
    }
    c->endpoint = endpoint_open_for(role, text, e);
    if (c->endpoint && c->endpoint->class->read) {
        c->endpoint->forgets = true;
        if (c->endpoint->class == &endpoint_stdio)
            stdio_prepare(c->endpoint);
        return c;
    }
    if (c->endpoint)
        fail(e,
             "%s: nobody can talk through it; use stdio, pty, unix:P or "
             "tcp:[H:]PORT",
             text);
    else
        own_words(e);
    channel_close(c);
    return NULL;
}

struct channel *channel_of(struct endpoint *p)
{
    struct channel *c = calloc(1, sizeof(*c));
    if (c)
        c->endpoint = p;
    else
        endpoint_close(p);
    return c;
}

void channel_close(struct channel *c)
{
    if (!c)
        return;
    if (c->endpoint && c->endpoint->class == &endpoint_stdio)
        terminal_close();
    if (c->endpoint)
        endpoint_close(c->endpoint);
    free(c);
}

u32 channel_fds(struct channel *c, bool want, struct pollfd *fds, u32 max)
{
    return endpoint_fds(c->endpoint, want, fds, max);
}

/* Somebody who takes no answers any more is not listened to; what he said
 * must be read for the next one to have his turn. */
static void leftover_drop(struct endpoint *p)
{
    u8 bytes[LEFTOVER_BYTES];
    for (u32 i = 0; !p->client && i < LEFTOVER_ROUNDS; i++)
        if (endpoint_read(p, bytes, sizeof(bytes)) == 0)
            return;
}

void channel_service(struct channel *c)
{
    struct endpoint *p = c->endpoint;
    leftover_drop(p);
    endpoint_service(p);
    leftover_drop(p);
    if (p->leaving && endpoint_left(p) == 0) {
        p->leaving = false;
        if (p->class->hangup)
            p->class->hangup(p);
    }
}

bool channel_is_terminal(const struct channel *c)
{
    return c->endpoint->terminal;
}

u32 channel_columns(const struct channel *c)
{
    struct winsize size = {0};
    int fd = c->endpoint->screen;
    return fd > 0 && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void channel_leave(struct channel *c)
{
    c->endpoint->leaving = true;
}

bool channel_connected(const struct channel *c)
{
    return c->endpoint->client && !c->endpoint->ended;
}

u32 channel_read(struct channel *c, u8 *bytes, u32 max)
{
    return endpoint_read(c->endpoint, bytes, max);
}

u32 channel_space(const struct channel *c)
{
    return c->endpoint->client ? endpoint_space(c->endpoint) : 0;
}

bool channel_write(struct channel *c, const void *bytes, u32 n)
{
    if (n > channel_space(c))
        return false;
    endpoint_write(c->endpoint, bytes, n);
    return true;
}

void channel_drain(struct channel *c)
{
    for (u32 i = 0; i < DRAIN_STEPS && endpoint_left(c->endpoint) != 0; i++) {
        endpoint_wait(c->endpoint, DRAIN_STEP_MS);
        endpoint_service(c->endpoint);
    }
}
