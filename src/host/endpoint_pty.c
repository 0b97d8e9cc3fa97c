/* SPDX-License-Identifier: MIT
 *
 * The serial endpoint that is a new pseudo-terminal. Its client is whoever
 * has the slave open. The kernel reports a missing client as a hang-up, which
 * poll would repeat for ever: while there is none the master is looked at by
 * a ticker instead.
 */
#include "endpoint.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <util/log.h>

struct pty {
    struct endpoint base;
    int master, ticker;
    char name[64];
};

enum { STATUS_IO = 90, HANDOVER_MS = 3 };

/* No echo and no line editing, also for clients that do not ask for it; and
 * the hang-up that says there is no client yet. */
static bool slave_prepare(const char *name)
{
    int slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (slave < 0)
        return false;
    struct termios t;
    bool ok = tcgetattr(slave, &t) == 0;
    if (ok) {
        cfmakeraw(&t);
        ok = tcsetattr(slave, TCSANOW, &t) == 0;
    }
    close(slave);
    return ok;
}

static bool pty_open(struct endpoint *p, const char *argument, struct err *e)
{
    struct pty *t = (struct pty *)p;
    (void)argument;
    t->ticker = ticker_open();
    t->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (t->ticker < 0 || t->master < 0 || grantpt(t->master) != 0 ||
        unlockpt(t->master) != 0 ||
        ptsname_r(t->master, t->name, sizeof(t->name)) != 0 ||
        !slave_prepare(t->name))
        return fail_status(e, STATUS_IO,
                           "--serial pty: cannot make a pseudo-terminal: %s",
                           strerror(errno));
    p->input = p->terminal = true;
    p->screen = t->master;
    ticker_set(t->ticker, true);
    log_info("%s: %s", p->role, t->name);
    return true;
}

static void pty_close(struct endpoint *p)
{
    struct pty *t = (struct pty *)p;
    if (t->master >= 0)
        close(t->master);
    if (t->ticker >= 0)
        close(t->ticker);
}

static bool slave_open(const struct pty *t)
{
    struct pollfd master = {.fd = t->master, .events = POLLOUT};
    return poll(&master, 1, 0) >= 0 && !(master.revents & POLLHUP);
}

static void pty_service(struct endpoint *p)
{
    struct pty *t = (struct pty *)p;
    ticker_clear(t->ticker);
    bool client = slave_open(t);
    if (client == p->client)
        return;
    p->client = client;
    if (!client && p->forgets)
        p->out.size = 0;
    ticker_set(t->ticker, !client);
    log_debug(LOG_host, "%s: client of %s %s", p->role, t->name,
              client ? "came" : "went");
}

static u32 pty_fds(struct endpoint *p, bool room, struct pollfd *fds, u32 max)
{
    struct pty *t = (struct pty *)p;
    if (max == 0)
        return 0;
    short events = (short)((room ? POLLIN : 0) | (p->out.size ? POLLOUT : 0));
    if (!p->client)
        fds[0] = (struct pollfd){.fd = t->ticker, .events = POLLIN};
    else if (events)
        fds[0] = (struct pollfd){.fd = t->master, .events = events};
    else
        return 0;
    return 1;
}

/* Also without a client: it may have come, written and gone. */
static u32 pty_read(struct endpoint *p, u8 *bytes, u32 max)
{
    int n = endpoint_read_fd(((struct pty *)p)->master, bytes, max);
    return n < 0 ? 0 : (u32)n; /* hung up: service will see it */
}

/* EIO is a client that has just gone. */
static u32 pty_push(struct endpoint *p, const u8 *bytes, u32 n)
{
    struct pty *t = (struct pty *)p;
    int done = endpoint_write_fd(t->master, bytes, n);
    return done < 0 ? 0 : (u32)done;
}

static int slave_unread(int slave)
{
    int n = 0;
    return ioctl(slave, FIONREAD, &n) == 0 && n > 0 ? n : 0;
}

/* What the client has not read: closing the master would discard it. Called
 * only at the end. The kernel hands bytes over with a short delay. */
static u32 pty_underway(struct endpoint *p)
{
    struct pty *t = (struct pty *)p;
    int slave = open(t->name, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (slave < 0)
        return 0;
    int unread = slave_unread(slave);
    if (unread == 0) {
        poll(NULL, 0, HANDOVER_MS);
        unread = slave_unread(slave);
    }
    close(slave);
    return (u32)unread;
}

const struct endpoint_class endpoint_pty = {
    .name = "pty",
    .size = sizeof(struct pty),
    .open = pty_open,
    .close = pty_close,
    .service = pty_service,
    .fds = pty_fds,
    .read = pty_read,
    .push = pty_push,
    .underway = pty_underway,
};
