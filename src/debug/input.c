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
#include <vm/machine.h>

enum {
    LOOK_MS = 100, /* how often to look for a signal */
    CTRL_C = 3
};

/* One byte, waiting for it; false at the end of input or of the machine. */
static bool read_byte(const struct machine *m, char *byte)
{
    const struct host_class *host = m->host->class;
    int fd = m->debug->options.input;
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        if (host->hurries && host->hurries(m->host))
            return false;
        if (poll(&p, 1, LOOK_MS) <= 0)
            continue;
        ssize_t n = read(fd, byte, 1);
        if (n == 1)
            return true;
        if (n == 0 || (errno != EINTR && errno != EAGAIN))
            return false;
    }
}

static bool read_line(const struct machine *m, char *line, size_t size)
{
    size_t n = 0;
    char byte;
    bool any = false;
    while (read_byte(m, &byte)) {
        any = true;
        if (byte == '\n' || byte == '\r')
            break;
        if (n < size - 1)
            line[n++] = byte;
    }
    line[n] = '\0';
    return any;
}

bool debug_read_line(const struct machine *m, char *line, size_t size)
{
    int fd = m->debug->options.input;
    struct termios raw;
    if (tcgetattr(fd, &raw) != 0)
        return read_line(m, line, size);
    struct termios cooked = raw;
    cooked.c_lflag |= ICANON | ECHO | ISIG;
    cooked.c_iflag |= ICRNL;
    cooked.c_oflag |= OPOST;
    cooked.c_cc[VINTR] = CTRL_C; /* while the guest runs it may belong there */
    tcsetattr(fd, TCSANOW, &cooked);
    bool ok = read_line(m, line, size);
    tcsetattr(fd, TCSANOW, &raw);
    return ok;
}
