/* SPDX-License-Identifier: MIT
 *
 * A child process with its output caught: at most CHILD_OUTPUT_MAX bytes of
 * each stream, and not longer than its time. It and what it starts are one
 * process group, and none of them outlives its end.
 */
#ifndef TEST_CHILD_H
#define TEST_CHILD_H

#include <poll.h>
#include <sys/types.h>
#include <util/buf.h>

enum { CHILD_OUTPUT_MAX = 1 << 20, CHILD_FDS = 2 };

struct child {
    pid_t pid;         /* 0: none runs */
    int fd[CHILD_FDS]; /* its standard output and error; -1: closed */
    struct buf text[CHILD_FDS];
    u64 deadline; /* in time_ms */
    bool flooded, late;
    int end; /* of waitpid, when it has ended */
};

u64 time_ms(void); /* of a clock that only goes forward */

/* folder: where it works; input: a file. Zero-initialised or freed child. */
bool child_start(struct child *c, char *const *argv, const char *folder,
                 const char *input, u64 timeout_ms, struct err *e);
/* Descriptors to wait for: at most CHILD_FDS. */
u32 child_fds(const struct child *c, struct pollfd *fds);
/* Reads what is there, ends it when it must end. True: it has ended. */
bool child_service(struct child *c);
void child_kill(struct child *c);
/* Kills it, waits, frees. */
void child_free(struct child *c);

#endif
