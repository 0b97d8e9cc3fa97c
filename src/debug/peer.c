/* SPDX-License-Identifier: MIT
 *
 * Invariant: bytes are taken from the channel only while nothing waits to be
 * sent, so that a peer that does not read cannot make answers pile up.
 */
#include "peer.h"

static void forget_input(struct peer *p)
{
    p->in_at = p->in_size = p->line_size = 0;
    p->line_done = p->too_long = false;
}

static void forget_output(struct peer *p)
{
    buf_free(&p->out);
    p->out_at = 0;
}

u32 peer_fds(struct peer *p, struct pollfd *fds, u32 max)
{
    bool wants = p->out.size == 0 && p->in_at == p->in_size && !p->line_done;
    return channel_fds(p->channel, wants, fds, max);
}

void peer_flush(struct peer *p)
{
    while (p->out_at < p->out.size) {
        size_t left = p->out.size - p->out_at;
        u32 space = channel_space(p->channel);
        u32 n = left < space ? (u32)left : space;
        if (n == 0 || !channel_write(p->channel, p->out.data + p->out_at, n))
            return;
        p->out_at += n;
    }
    forget_output(p);
}

/* Who has said all may still listen: answers under way stay for him until
 * the next one comes. */
enum peer_change peer_service(struct peer *p)
{
    bool was = p->connected;
    p->budget = PEER_ROUND_BYTES;
    channel_service(p->channel);
    p->connected = channel_connected(p->channel);
    if (was && !p->connected)
        forget_input(p);
    if (p->connected && !was)
        forget_output(p);
    peer_flush(p);
    return p->connected == was ? PEER_SAME : was ? PEER_WENT : PEER_CAME;
}

bool peer_has_room(const struct peer *p)
{
    return p->connected && p->out.size - p->out_at < PEER_BACKLOG_MAX;
}

int peer_byte(struct peer *p)
{
    if (p->out.size != 0)
        peer_flush(p);
    if (p->out.size != 0 || !p->connected)
        return -1;
    if (p->in_at == p->in_size && p->budget >= sizeof(p->in)) {
        p->in_at = 0;
        p->in_size = channel_read(p->channel, p->in, sizeof(p->in));
        p->budget -= p->in_size;
    }
    return p->in_at < p->in_size ? p->in[p->in_at++] : -1;
}

const char *peer_line(struct peer *p, u32 *size, bool *too_long)
{
    int byte;
    while (!p->line_done && (byte = peer_byte(p)) >= 0) {
        if (byte == '\n')
            p->line_done = true;
        else if (p->line_size < PEER_LINE_MAX)
            p->line[p->line_size++] = (char)byte;
        else
            p->too_long = true;
    }
    if (!p->line_done)
        return NULL;
    if (p->line_size != 0 && p->line[p->line_size - 1] == '\r')
        p->line_size--;
    p->line[p->line_size] = '\0';
    *size = p->line_size;
    *too_long = p->too_long;
    return p->line;
}

void peer_next(struct peer *p)
{
    p->line_size = 0;
    p->line_done = p->too_long = false;
}

bool peer_busy(const struct peer *p)
{
    return p->connected && p->out.size == 0 &&
           (p->in_at < p->in_size || p->line_done);
}

void peer_free(struct peer *p)
{
    size_t before;
    do {
        before = p->out.size - p->out_at;
        peer_flush(p);
        channel_drain(p->channel);
    } while (p->out.size != 0 && p->out.size - p->out_at < before);
    channel_close(p->channel);
    forget_output(p);
}
