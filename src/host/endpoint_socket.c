/* SPDX-License-Identifier: MIT
 *
 * The serial endpoints that listen on a socket: unix and tcp. One client at a
 * time; a second one is told so and closed, unless the first has ended its
 * side already, which may mean that it is gone.
 *
 * A tcp client that closed looks like one that only ended its input until
 * something is sent to it. So what is sent after the end of its input stays
 * in the queue (`unsure` bytes at its head) until it is acknowledged, and
 * waits for the next client if it never is.
 */
#include "endpoint.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <util/log.h>

#include "listen.h"

enum { STATUS_IO = 90 };

struct socket_end {
    struct endpoint base; /* client: somebody takes output */
    struct listener listener;
    int peer; /* -1: none */
    int ticker;
    bool closing; /* the peer sends no more; it may be gone */
    bool gone;    /* it takes no output; input may be left to read */
    bool vacated; /* a client went since the last service */
    u32 unsure;
};

static bool socket_open(struct endpoint *p, struct err *e)
{
    struct socket_end *s = (struct socket_end *)p;
    s->peer = s->listener.fd = -1;
    p->input = true;
    s->ticker = ticker_open();
    s->listener.role = p->role;
    return s->ticker >= 0 ? true
                          : fail_status(e, STATUS_IO, "--serial %s: %s",
                                        p->class->name, strerror(errno));
}

static bool unix_open(struct endpoint *p, const char *argument, struct err *e)
{
    struct socket_end *s = (struct socket_end *)p;
    return socket_open(p, e) && listener_open_unix(&s->listener, argument, e);
}

static bool tcp_open(struct endpoint *p, const char *argument, struct err *e)
{
    struct socket_end *s = (struct socket_end *)p;
    return socket_open(p, e) && listener_open_tcp(&s->listener, argument, e);
}

static void peer_lose(struct socket_end *s)
{
    s->gone = true;
    s->base.client = false;
    s->unsure = 0;
    if (s->base.forgets)
        s->base.out.size = 0;
    ticker_set(s->ticker, false);
}

static void peer_close(struct socket_end *s)
{
    if (s->peer < 0)
        return;
    log_debug(LOG_host, "%s: client went", s->base.role);
    peer_lose(s);
    close(s->peer);
    s->peer = -1;
    s->vacated = true;
}

/* Input that nobody will read would make close() discard output that is on
 * its way. */
static void socket_hangup(struct endpoint *p)
{
    struct socket_end *s = (struct socket_end *)p;
    u8 bytes[512];
    if (s->peer >= 0) {
        shutdown(s->peer, SHUT_WR);
        for (int i = 0; i < RING_BYTES; i++)
            if (endpoint_read_fd(s->peer, bytes, sizeof(bytes)) <= 0)
                break;
    }
    peer_close(s);
}

static void socket_close(struct endpoint *p)
{
    struct socket_end *s = (struct socket_end *)p;
    socket_hangup(p);
    listener_close(&s->listener);
    if (s->ticker >= 0)
        close(s->ticker);
}

static void peer_accept(struct socket_end *s, int fd)
{
    static const char busy[] = "vm: another client is connected\r\n";
    int on = 1;
    if (s->peer >= 0 && !s->base.ended) {
        send(fd, busy, sizeof(busy) - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        close(fd);
        return;
    }
    peer_close(s);
    log_debug(LOG_host, "%s: client came", s->base.role);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    s->peer = fd;
    s->closing = s->base.ended = s->gone = false;
    s->base.client = true;
}

/* A peer that may be gone keeps its place until its input has been read, but
 * on a channel, where nobody would get the answers. */
static bool may_accept(const struct socket_end *s)
{
    return s->peer < 0 || s->base.ended || !(s->gone || s->closing);
}

/* What the peer has acknowledged leaves the queue. */
static void unsure_settle(struct socket_end *s)
{
    int open = 0;
    if (s->unsure == 0 || ioctl(s->peer, SIOCOUTQ, &open) != 0)
        return;
    if (open < 0 || (u32)open >= s->unsure)
        return;
    ring_drop(&s->base.out, s->unsure - (u32)open);
    s->unsure = (u32)open;
    if (open == 0)
        ticker_set(s->ticker, false);
}

static void peer_look(struct socket_end *s)
{
    struct pollfd peer = {.fd = s->peer, .events = POLLRDHUP};
    if (s->peer < 0)
        return;
    if (!s->gone) {
        poll(&peer, 1, 0);
        s->closing |= peer.revents != 0;
        if (peer.revents & (POLLERR | POLLHUP))
            peer_lose(s);
        else
            unsure_settle(s);
    }
    if (s->gone && (s->base.ended || s->base.forgets))
        peer_close(s);
}

static bool somebody_waits(const struct socket_end *s)
{
    struct pollfd listener = {.fd = s->listener.fd, .events = POLLIN};
    return poll(&listener, 1, 0) > 0;
}

/* Whoever speaks through a channel has to see that one client went before the
 * next one comes, which is then in the next service. */
static bool keeps_vacant(struct socket_end *s)
{
    if (s->peer >= 0 && s->base.ended && somebody_waits(s))
        peer_close(s);
    bool vacated = s->vacated;
    s->vacated = false;
    return vacated;
}

static void socket_service(struct endpoint *p)
{
    struct socket_end *s = (struct socket_end *)p;
    if (s->unsure)
        ticker_clear(s->ticker);
    peer_look(s);
    if (p->forgets && keeps_vacant(s))
        return;
    while (may_accept(s)) {
        int fd =
            accept4(s->listener.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        peer_accept(s, fd);
        peer_look(s); /* it may have come, written and gone */
    }
}

static short peer_events(const struct socket_end *s, bool room)
{
    bool in = room && !s->base.ended;
    bool out = !s->gone && s->base.out.size > 0 && s->unsure == 0;
    return (short)((in ? POLLIN : 0) | (out ? POLLOUT : 0));
}

static u32 socket_fds(struct endpoint *p, bool room, struct pollfd *fds,
                      u32 max)
{
    struct socket_end *s = (struct socket_end *)p;
    short events = peer_events(s, room);
    u32 n = 0;
    if (may_accept(s) && n < max)
        fds[n++] = (struct pollfd){.fd = s->listener.fd, .events = POLLIN};
    /* A hang-up is reported for no events too, but only until it is known. */
    if (s->peer >= 0 && (events || !s->gone) && n < max)
        fds[n++] = (struct pollfd){.fd = s->peer, .events = events};
    if (s->unsure && n < max)
        fds[n++] = (struct pollfd){.fd = s->ticker, .events = POLLIN};
    return n;
}

static u32 socket_read(struct endpoint *p, u8 *bytes, u32 max)
{
    struct socket_end *s = (struct socket_end *)p;
    if (s->peer < 0 || s->base.ended)
        return 0;
    int n = endpoint_read_fd(s->peer, bytes, max);
    if (n >= 0)
        return (u32)n;
    s->closing = s->base.ended = true;
    if (s->gone)
        peer_close(s);
    return 0;
}

static u32 socket_push(struct endpoint *p, const u8 *bytes, u32 n)
{
    struct socket_end *s = (struct socket_end *)p;
    if (s->unsure)
        return 0;
    ssize_t done = send(s->peer, bytes, n, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (done < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
        peer_lose(s);
    if (s->gone && s->base.forgets)
        peer_close(s); /* or nobody would look at the next client */
    if (done <= 0)
        return 0;
    if (!s->closing || p->class == &endpoint_unix)
        return (u32)done;
    s->unsure = (u32)done;
    ticker_set(s->ticker, true);
    peer_look(s);
    return 0;
}

const struct endpoint_class endpoint_unix = {
    .name = "unix",
    .argument = "PATH",
    .size = sizeof(struct socket_end),
    .open = unix_open,
    .close = socket_close,
    .service = socket_service,
    .fds = socket_fds,
    .read = socket_read,
    .push = socket_push,
    .hangup = socket_hangup,
};

const struct endpoint_class endpoint_tcp = {
    .name = "tcp",
    .argument = "[HOST:]PORT",
    .size = sizeof(struct socket_end),
    .open = tcp_open,
    .close = socket_close,
    .service = socket_service,
    .fds = socket_fds,
    .read = socket_read,
    .push = socket_push,
    .hangup = socket_hangup,
};
