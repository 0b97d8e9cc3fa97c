/* SPDX-License-Identifier: MIT
 *
 * A listening stream socket, non-blocking, made from the argument of
 * --serial unix:PATH or tcp:[HOST:]PORT.
 */
#ifndef HOST_LISTEN_H
#define HOST_LISTEN_H

#include <util/bits.h>
#include <util/err.h>

struct listener {
    int fd;           /* -1: not open */
    const char *role; /* for messages */
    /* unix: what to remove at the end, and only that */
    char path[108];
    u64 device, inode;
};

/* A socket file that nobody listens on is replaced; anything else that is in
 * the way is an error. On failure l->fd is -1. */
bool listener_open_unix(struct listener *l, const char *path, struct err *e);
/* Port 0 picks a free one and prints it. */
bool listener_open_tcp(struct listener *l, const char *where, struct err *e);
void listener_close(struct listener *l);

/* Splits [HOST:]PORT; the host is 127.0.0.1 when not given and may stand in
 * brackets. False: malformed. */
enum { LISTEN_HOST_BYTES = 256 };
bool listen_address(const char *text, char host[LISTEN_HOST_BYTES], u32 *port);

#endif
