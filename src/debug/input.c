/* SPDX-License-Identifier: MIT
 *
 * One line of commands from a descriptor that the serial endpoint uses too:
 * read byte by byte, so that nothing behind the line is taken from the guest.
 * A terminal in raw mode becomes an ordinary one meanwhile and then gets its
 * mode back.
 */
#include "debug.h"

#include <errno.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

/* One byte, waiting for it; false at the end of input. */
static bool read_byte(int fd, char *byte)
{
    for (;;) {
        ssize_t n = read(fd, byte, 1);
        if (n == 1)
            return true;
        if (n == 0 || (errno != EINTR && errno != EAGAIN))
            return false;
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (errno == EAGAIN)
            (void)poll(&p, 1, -1);
    }
}

static bool read_line(int fd, char *line, size_t size)
{
    size_t n = 0;
    char byte;
    bool any = false;
    while (read_byte(fd, &byte)) {
        any = true;
        if (byte == '\n' || byte == '\r')
            break;
        if (n < size - 1)
            line[n++] = byte;
    }
    line[n] = '\0';
    return any;
}

bool debug_read_line(int fd, char *line, size_t size)
{
    struct termios raw;
    if (tcgetattr(fd, &raw) != 0)
        return read_line(fd, line, size);
    struct termios cooked = raw;
    cooked.c_lflag |= ICANON | ECHO | ISIG;
    cooked.c_iflag |= ICRNL;
    cooked.c_oflag |= OPOST;
    tcsetattr(fd, TCSANOW, &cooked);
    bool ok = read_line(fd, line, size);
    tcsetattr(fd, TCSANOW, &raw);
    return ok;
}
