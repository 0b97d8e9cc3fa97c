/* SPDX-License-Identifier: MIT
 *
 * Runs a step in a child process that is a copy of this one, and takes over
 * what it has made. LLVM trusts bitcode: on damaged files it may crash, which
 * then ends the child, and is an error with a name here. Memory that the step
 * changes stays the child's; only bytes and the text of an error come back.
 */
#include "driver.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum outcome { MADE, REPORTED, EXPLAINED, UNWRITTEN };

static bool write_all(int fd, const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        ssize_t n = write(fd, at, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        at += n;
        size -= (size_t)n;
    }
    return true;
}

static enum outcome child(apart_work *work, void *context, int fd)
{
    struct buf made = {0};
    struct err e = {0};
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    if (work(context, &made, &e))
        return write_all(fd, made.data, made.size) ? MADE : UNWRITTEN;
    if (e.text[0] == '\0')
        return REPORTED;
    return write_all(fd, e.text, strlen(e.text)) ? EXPLAINED : UNWRITTEN;
}

static void take_back(int fd, struct buf *out)
{
    char chunk[65536];
    ssize_t n;
    for (off_t at = 0;; at += n) {
        n = pread(fd, chunk, sizeof(chunk), at);
        if (n <= 0)
            return;
        buf_add(out, chunk, (size_t)n);
    }
}

static bool conclude(const char *name, int status, int fd, struct buf *out,
                     struct err *e)
{
    if (WIFSIGNALED(status))
        return fail(e, "%s: not LLVM IR, or damaged: LLVM stopped at it (%s)",
                    name, strsignal(WTERMSIG(status)));
    switch (WEXITSTATUS(status)) {
    case MADE:
        take_back(fd, out);
        return true;
    case REPORTED:
        return false;
    case EXPLAINED: {
        struct buf text = {0};
        take_back(fd, &text);
        fail(e, "%.*s", (int)text.size, (const char *)text.data);
        buf_free(&text);
        return false;
    }
    default:
        return fail_status(e, 90, "%s: no memory for what is made of it", name);
    }
}

bool apart_run(const char *name, apart_work *work, void *context,
               struct buf *out, struct err *e)
{
    int status = 0, fd = memfd_create("lamp-cc", MFD_CLOEXEC);
    fflush(stdout);
    pid_t pid = fd < 0 ? -1 : fork();
    if (pid == 0)
        _exit((int)child(work, context, fd));
    int error = errno;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    bool ok = pid > 0 ? conclude(name, status, fd, out, e)
                      : fail_status(e, 90, "cannot make a process: %s",
                                    strerror(error));
    if (fd >= 0)
        close(fd);
    return ok;
}
