/* SPDX-License-Identifier: MIT
 *
 * Keys come from the host, which reads the terminal for the serial port, and
 * wait in a ring. Output is written when stderr would not block.
 */
#include "console.h"

#include <stdlib.h>
#include <unistd.h>

enum { STATUS_IO = 90 };

struct console {
    struct endpoint base; /* client: it is on */
    struct ring keys;
};

static bool open_nothing(struct endpoint *p, const char *argument,
                         struct err *e)
{
    (void)p;
    (void)argument;
    (void)e;
    return true;
}

static void close_nothing(struct endpoint *p)
{
    (void)p;
}

static u32 console_fds(struct endpoint *p, bool room, struct pollfd *fds,
                       u32 max)
{
    (void)room;
    if (p->out.size == 0 || max == 0)
        return 0;
    fds[0] = (struct pollfd){.fd = STDERR_FILENO, .events = POLLOUT};
    return 1;
}

static u32 console_read(struct endpoint *p, u8 *bytes, u32 max)
{
    struct ring *keys = &((struct console *)p)->keys;
    const u8 *at;
    u32 n = ring_peek(keys, &at);
    n = n < max ? n : max;
    memcpy(bytes, at, n);
    ring_drop(keys, n);
    return n;
}

/* A pipe or terminal takes this many bytes when poll says it takes any. */
static u32 console_push(struct endpoint *p, const u8 *bytes, u32 n)
{
    enum { PIECE = 512 };
    struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};
    (void)p;
    if (poll(&out, 1, 0) <= 0)
        return 0;
    int done = endpoint_write_fd(STDERR_FILENO, bytes, n < PIECE ? n : PIECE);
    return done < 0 ? n : (u32)done; /* nobody can be told */
}

static void console_hangup(struct endpoint *p)
{
    if (p->client)
        console_toggle(p);
}

static const struct endpoint_class endpoint_console = {
    .name = "console",
    .size = sizeof(struct console),
    .open = open_nothing,
    .close = close_nothing,
    .fds = console_fds,
    .read = console_read,
    .push = console_push,
    .hangup = console_hangup,
};

struct endpoint *console_open(struct err *e)
{
    struct console *k = calloc(1, sizeof(*k));
    if (!k) {
        fail_status(e, STATUS_IO, "out of memory for the monitor");
        return NULL;
    }
    k->base.class = &endpoint_console;
    k->base.input = k->base.terminal = k->base.forgets = true;
    k->base.screen = STDOUT_FILENO;
    return &k->base;
}

void console_toggle(struct endpoint *p)
{
    struct console *k = (struct console *)p;
    p->client = !p->client;
    k->keys.size = 0;
    if (!p->client)
        p->out.size = 0;
    ring_add_newest(&p->out, (const u8 *)"\r\n", p->client ? 2 : 0);
}

u32 console_room(const struct endpoint *p)
{
    return p && p->client ? ring_space(&((const struct console *)p)->keys) : 0;
}

u32 console_filter(struct endpoint *p, struct escape *x, u8 *bytes, u32 n,
                   u32 *wishes)
{
    u32 kept = 0;
    for (u32 i = 0; i < n; i++) {
        u8 byte = bytes[i];
        u32 wish = 0, left = escape_filter(x, &byte, 1, &wish);
        if (wish & ESCAPE_MONITOR && p)
            console_toggle(p);
        else if (wish & ESCAPE_MONITOR)
            wish = ESCAPE_HINT;
        *wishes |= wish;
        if (left != 0 && p && p->client)
            ring_add(&((struct console *)p)->keys, &byte, 1);
        else if (left != 0)
            bytes[kept++] = byte;
    }
    return kept;
}
