/* SPDX-License-Identifier: MIT
 *
 * The other end of a front: a socket, and all that has come over it. What
 * goes wrong ends the program with a message.
 */
#ifndef TESTS_DEBUG_CLIENT_H
#define TESTS_DEBUG_CLIENT_H

#include <util/bits.h>

enum { CLIENT_PATIENCE_MS = 20000, CLIENT_BYTES = 16 << 20 };

struct client {
    int fd;
    size_t size;
    char seen[CLIENT_BYTES]; /* with a terminator */
};
extern struct client client;

void client_die(const char *what) __attribute__((noreturn));
/* The socket appears when vm has started. */
void client_connect(const char *path);
/* Waits for bytes and takes up to `max`; false: there are none. */
bool client_look(int milliseconds, size_t max);
/* Waits for a text that has not been expected before. */
void client_expect(const char *text);
/* Of all that has come. */
void client_forget(void);
/* Takes answers when there is no more room to send, if it `reads` at all;
 * false: the peer is gone, or takes nothing more. */
bool client_send(const char *bytes, size_t n, bool reads);

/* A way to behave. */
struct act {
    const char *name;
    void (*run)(void);
};
/* hostile_gdb.c; ends with a name of NULL. */
extern const struct act gdb_acts[];

#endif
