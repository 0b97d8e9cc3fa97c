/* SPDX-License-Identifier: MIT
 *
 * Making listening sockets. A unix socket's file is removed at the end only
 * while it is still the one that was made here (device and inode are
 * compared), so that a successor's file survives. What connects is the
 * business of endpoint_socket.c.
 */
#include "listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <util/log.h>

enum { STATUS_IO = 90, BACKLOG = 4, PORT_MAX = 65535 };

static int stream_socket(int family)
{
    return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}

/* --- unix ---------------------------------------------------------------- */

static bool unix_address(const char *path, struct sockaddr_un *a, struct err *e)
{
    memset(a, 0, sizeof(*a));
    a->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof(a->sun_path))
        return fail(e, "--serial unix: path longer than %zu bytes: %s",
                    sizeof(a->sun_path) - 1, path);
    strcpy(a->sun_path, path);
    return true;
}

/* True when the socket file has no listener behind it any more. */
static bool socket_is_dead(const struct sockaddr_un *a)
{
    int fd = stream_socket(AF_UNIX);
    if (fd < 0)
        return false;
    int r = connect(fd, (const struct sockaddr *)a, sizeof(*a));
    bool dead = r != 0 && errno == ECONNREFUSED;
    close(fd);
    return dead;
}

static bool path_clear(const struct sockaddr_un *a, struct err *e)
{
    struct stat st;
    if (lstat(a->sun_path, &st) != 0)
        return true; /* bind will say what else is wrong */
    if (!S_ISSOCK(st.st_mode))
        return fail_status(e, STATUS_IO,
                           "--serial unix: %s exists and is not a socket",
                           a->sun_path);
    if (!socket_is_dead(a))
        return fail_status(e, STATUS_IO,
                           "--serial unix: %s is in use by another program",
                           a->sun_path);
    unlink(a->sun_path);
    return true;
}

static void path_remember(struct listener *l, const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return;
    strcpy(l->path, path);
    l->device = st.st_dev;
    l->inode = st.st_ino;
}

bool listener_open_unix(struct listener *l, const char *path, struct err *e)
{
    struct sockaddr_un a;
    l->fd = -1;
    l->path[0] = 0;
    if (!unix_address(path, &a, e) || !path_clear(&a, e))
        return false;
    int fd = stream_socket(AF_UNIX);
    if (fd >= 0 && bind(fd, (struct sockaddr *)&a, sizeof(a)) == 0) {
        path_remember(l, path);
        if (listen(fd, BACKLOG) == 0) {
            l->fd = fd;
            return true;
        }
    }
    fail_status(e, STATUS_IO, "--serial unix: cannot listen on %s: %s", path,
                strerror(errno));
    if (fd >= 0)
        close(fd);
    listener_close(l);
    return false;
}

static void path_remove(struct listener *l)
{
    struct stat st;
    if (l->path[0] && lstat(l->path, &st) == 0 && st.st_dev == l->device &&
        st.st_ino == l->inode)
        unlink(l->path);
    l->path[0] = 0;
}

void listener_close(struct listener *l)
{
    path_remove(l);
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
}

/* --- tcp ----------------------------------------------------------------- */

static bool port_parse(const char *text, u32 *port)
{
    u32 value = 0;
    if (*text == 0)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        value = value * 10 + (u32)(*text - '0');
        if (value > PORT_MAX)
            return false;
    }
    *port = value;
    return true;
}

bool listen_address(const char *text, char host[LISTEN_HOST_BYTES], u32 *port)
{
    const char *colon = strrchr(text, ':');
    strcpy(host, "127.0.0.1");
    if (!colon)
        return port_parse(text, port);
    const char *from = text, *to = colon;
    if (*from == '[' && to - from > 2 && to[-1] == ']')
        from++, to--;
    else if (memchr(from, ':', (size_t)(to - from)))
        return false;
    size_t n = (size_t)(to - from);
    if (n == 0 || n >= LISTEN_HOST_BYTES)
        return false;
    memcpy(host, from, n);
    host[n] = 0;
    return !strpbrk(host, "[]") && port_parse(colon + 1, port);
}

/* Tries one address; -1 with errno. */
static int tcp_listen(const struct addrinfo *a)
{
    int fd = stream_socket(a->ai_family), on = 1;
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(fd, a->ai_addr, a->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

/* Says where it listens when the port was picked. */
static void port_print(int fd, const char *role, const char *host)
{
    struct sockaddr_storage a;
    socklen_t size = sizeof(a);
    char port[16];
    if (getsockname(fd, (struct sockaddr *)&a, &size) != 0 ||
        getnameinfo((struct sockaddr *)&a, size, NULL, 0, port, sizeof(port),
                    NI_NUMERICSERV) != 0)
        return;
    bool brackets = strchr(host, ':') != NULL;
    log_info("%s: %s%s%s:%s", role, brackets ? "[" : "", host,
             brackets ? "]" : "", port);
}

static bool tcp_resolve(const char *host, u32 port, struct addrinfo **list,
                        struct err *e)
{
    char service[16];
    snprintf(service, sizeof(service), "%u", port);
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    int r = getaddrinfo(host, service, &hints, list);
    return r == 0 ? true
                  : fail_status(e, STATUS_IO, "--serial tcp: host %s: %s", host,
                                gai_strerror(r));
}

bool listener_open_tcp(struct listener *l, const char *where, struct err *e)
{
    char host[LISTEN_HOST_BYTES];
    u32 port;
    struct addrinfo *list;
    l->fd = -1;
    l->path[0] = 0;
    if (!listen_address(where, host, &port))
        return fail(e,
                    "--serial tcp: '%s' is not [HOST:]PORT with a port of "
                    "0..65535",
                    where);
    if (!tcp_resolve(host, port, &list, e))
        return false;
    int error = 0;
    for (struct addrinfo *a = list; a && l->fd < 0; a = a->ai_next) {
        l->fd = tcp_listen(a);
        error = errno;
    }
    freeaddrinfo(list);
    if (l->fd < 0)
        return fail_status(e, STATUS_IO,
                           "--serial tcp: cannot listen on %s: %s", where,
                           strerror(error));
    if (port == 0)
        port_print(l->fd, l->role, host);
    return true;
}
