/* SPDX-License-Identifier: MIT
 *
 * A serial endpoint: where the bytes of the serial port come from and go to
 * (docs/window.md). It knows no machine: host.c carries the bytes. No call
 * blocks but endpoint_open and endpoint_wait. Device thread only.
 */
#ifndef HOST_ENDPOINT_H
#define HOST_ENDPOINT_H

#include <poll.h>
#include <util/bits.h>
#include <util/err.h>

#include "ring.h"

struct endpoint;

struct endpoint_class {
    const char *name;     /* "stdio" */
    const char *argument; /* "PATH", NULL: takes none */
    size_t size;          /* of the struct that begins with struct endpoint */
    bool keeps_all;       /* output that cannot be written is a failure */
    bool (*open)(struct endpoint *p, const char *argument, struct err *e);
    void (*close)(struct endpoint *p);
    /* The rest may be NULL. */
    void (*service)(struct endpoint *p); /* clients come and go */
    u32 (*fds)(struct endpoint *p, bool room, struct pollfd *fds, u32 max);
    u32 (*read)(struct endpoint *p, u8 *bytes, u32 max);
    /* Takes output over; returns how many bytes, 0 when it has to wait. */
    u32 (*push)(struct endpoint *p, const u8 *bytes, u32 n);
    /* Sends the client away. */
    void (*hangup)(struct endpoint *p);
    /* Bytes taken over that have not arrived yet. */
    u32 (*underway)(struct endpoint *p);
};

struct endpoint {
    const struct endpoint_class *class;
    const char *role; /* whose it is, for messages: "serial" */
    struct ring out;  /* output that push has not taken yet */
    bool client;      /* somebody takes the output */
    bool input;       /* input may still come */
    bool ended;       /* the client sends no more, and all it sent was read */
    bool terminal;    /* input is typed, without echo */
    int screen;       /* descriptor that knows its size; 0: none does */
    bool leaving;     /* hangup is called when all output has arrived */
    bool forgets;     /* output that a client did not take goes with it */
    bool lost;        /* output failed for good; the reason is in why */
    char why[160];
};

/* Kinds, in the order messages name them. */
extern const struct endpoint_class endpoint_stdio, endpoint_stderr,
    endpoint_null, endpoint_file, endpoint_pty, endpoint_unix, endpoint_tcp;

/* NULL: *e says why. The text is the value of --serial. */
struct endpoint *endpoint_open(const char *text, struct err *e);
/* The same for somebody else; messages of errors speak of --serial. */
struct endpoint *endpoint_open_for(const char *role, const char *text,
                                   struct err *e);
void endpoint_close(struct endpoint *p);

/* Descriptors to wait for; room: input would be taken. */
u32 endpoint_fds(struct endpoint *p, bool room, struct pollfd *fds, u32 max);
/* Lets clients come and go and sends what can be sent. */
void endpoint_service(struct endpoint *p);

/* Input that is there: 0 bytes when none is. */
u32 endpoint_read(struct endpoint *p, u8 *bytes, u32 max);
/* How many bytes endpoint_write takes. Without a client any number: the
 * oldest are dropped. */
u32 endpoint_space(const struct endpoint *p);
void endpoint_write(struct endpoint *p, const u8 *bytes, u32 n);
/* Output that has not arrived although somebody should take it. */
u32 endpoint_left(struct endpoint *p);
/* Waits until output can move or the time is over. */
void endpoint_wait(struct endpoint *p, int milliseconds);

/* For the kinds: the output failed, errno says why. */
void endpoint_lose(struct endpoint *p, const char *what);
/* Reads once from a descriptor that does not block: bytes read, 0 for none
 * now, -1 for end of input. */
int endpoint_read_fd(int fd, u8 *bytes, u32 max);
/* The same for writing: bytes written, 0 for none now, -1 for an error. */
int endpoint_write_fd(int fd, const u8 *bytes, u32 n);
/* A descriptor that becomes readable every so many milliseconds while
 * started; NULL-safe use: -1 is none. */
int ticker_open(void);
void ticker_set(int fd, bool on);
void ticker_clear(int fd);

#endif
