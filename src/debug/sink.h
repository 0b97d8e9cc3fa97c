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
    size_t used;
    char bytes[SINK_BYTES];
};

bool sink_open(struct sink *s, const char *path, struct err *e);
/* One line of at most SINK_LINE_BYTES, with its end. Any thread. */
void sink_line(struct sink *s, const char *line, size_t n);
/* False: not everything is in the file. */
bool sink_close(struct sink *s, struct err *e);

#endif
