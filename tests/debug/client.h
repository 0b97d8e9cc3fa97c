/* SPDX-License-Identifier: MIT
 *
 * The other end of a front: a socket, all that has come over it, and the ways
 * to be a bad client that do not depend on what the front understands. What
 * goes wrong ends the program with a message.
 */
#ifndef TESTS_DEBUG_CLIENT_H
#define TESTS_DEBUG_CLIENT_H

#include <util/bits.h>

enum { CLIENT_PATIENCE_MS = 100000, CLIENT_BYTES = 16 << 20 };

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
/* The same while answers are read; a peer that is gone is an error. */
void client_must_send(const char *bytes, size_t n);

/* What acts have in common: sends 256 KiB of these bytes, mixed. */
void client_noise(const char *bytes, size_t n);
/* To be gone with answers under way: the peer's next write fails. */
void client_reset(void);
/* Takes a byte now and then, of much. */
void client_sip(void);
/* Asks again and again, never reads, until vm has ended. */
void client_deaf(const char *question, size_t n);

enum { ACT_FLOOD = 20000, ACT_ROUND_MS = 2 };

/* A way to behave. */
struct act {
    const char *name;
    void (*run)(void);
};
/* hostile_gdb.c; ends with a name of NULL. */
extern const struct act gdb_acts[];

#endif
