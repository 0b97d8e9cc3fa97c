/* SPDX-License-Identifier: MIT
 *
 * Asks a window of a local X server to close, as a window manager does when
 * its close button is pressed: one WM_DELETE_WINDOW message. Speaks the X
 * protocol itself, since xdotool can only destroy windows, and no header of X
 * needs to be installed.
 *
 * usage: xclose DISPLAY_NUMBER WINDOW_ID
 */
#include <util/bits.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    X_SEND_EVENT = 25,
    X_INTERN_ATOM = 16,
    X_GET_INPUT_FOCUS = 43,
    X_CLIENT_MESSAGE = 33,
    REPLY_BYTES = 32
};

static int x_socket(const char *number)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path, sizeof(a.sun_path), "/tmp/.X11-unix/X%s", number);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    return connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0 ? fd : -1;
}

static bool get(int fd, u8 *bytes, size_t n)
{
    for (ssize_t done; n > 0; bytes += done, n -= (size_t)done)
        if ((done = read(fd, bytes, n)) <= 0)
            return false;
    return true;
}

static bool put(int fd, const u8 *bytes, size_t n)
{
    return write(fd, bytes, n) == (ssize_t)n;
}

/* Little endian, protocol 11.0, no authorization. */
static bool x_greet(int fd)
{
    static const u8 hello[12] = {'l', 0, 11};
    u8 head[8], byte;
    if (!put(fd, hello, sizeof(hello)) || !get(fd, head, sizeof(head)))
        return false;
    for (u32 rest = get_le16(head + 6) * 4u; rest > 0; rest--)
        if (!get(fd, &byte, 1))
            return false;
    return head[0] == 1;
}

static u32 x_atom(int fd, const char *name)
{
    u8 request[40] = {X_INTERN_ATOM}, reply[REPLY_BYTES];
    u16 n = (u16)strlen(name), words = (u16)(2 + (n + 3) / 4);
    put_le16(request + 2, words);
    put_le16(request + 4, n);
    memcpy(request + 8, name, n);
    if (!put(fd, request, 4u * words) || !get(fd, reply, sizeof(reply)))
        return 0;
    return reply[0] == 1 ? get_le32(reply + 8) : 0;
}

static bool x_close(int fd, u32 window)
{
    u8 request[44] = {X_SEND_EVENT}, *event = request + 12;
    u8 sync[4] = {X_GET_INPUT_FOCUS}, reply[REPLY_BYTES];
    put_le16(request + 2, sizeof(request) / 4);
    put_le32(request + 4, window);
    event[0] = X_CLIENT_MESSAGE;
    event[1] = 32; /* format: words */
    put_le32(event + 4, window);
    put_le32(event + 8, x_atom(fd, "WM_PROTOCOLS"));
    put_le32(event + 12, x_atom(fd, "WM_DELETE_WINDOW"));
    put_le16(sync + 2, sizeof(sync) / 4);
    return put(fd, request, sizeof(request)) && put(fd, sync, sizeof(sync)) &&
           get(fd, reply, sizeof(reply)) && reply[0] == 1;
}

int main(int argc, char **argv)
{
    int fd = argc == 3 ? x_socket(argv[1]) : -1;
    if (fd < 0 || !x_greet(fd) ||
        !x_close(fd, (u32)strtoul(argv[2], NULL, 0))) {
        fprintf(stderr, "xclose: no answer from the X server\n");
        return 1;
    }
    close(fd);
    return 0;
}
