/* SPDX-License-Identifier: MIT
 *
 * A file that is written while the machine runs: lines of several threads,
 * whole, in the order of the calls. Memory is one buffer. The first failure
 * is kept, what comes after it is dropped, sink_close tells.
 */
#ifndef DEBUG_SINK_H
#define DEBUG_SINK_H

#include <pthread.h>
#include <util/bits.h>
#include <util/err.h>

enum { SINK_BYTES = 65536, SINK_LINE_BYTES = 1024 };

struct sink {
    pthread_mutex_t lock;
    const char *path; /* the caller's */
    int fd, failed;   /* errno, or 0 */
    bool live;        /* nothing stays in the buffer */
    size_t used;
    char bytes[SINK_BYTES];
};

bool sink_open(struct sink *s, const char *path, struct err *e);
/* The same for standard error, and for a descriptor that the caller has
 * opened, -1: could not (errno); then each text is in the file at once. */
bool sink_stderr(struct sink *s, struct err *e);
bool sink_take(struct sink *s, const char *path, int fd, struct err *e);
/* One line or several, with their ends; nothing gets between. Any thread. */
void sink_text(struct sink *s, const char *text, size_t n);
/* For who could not make a text: errno. */
void sink_fail(struct sink *s, int why);
/* False: not everything is in the file. */
bool sink_close(struct sink *s, struct err *e);

#endif
