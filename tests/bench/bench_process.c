/* SPDX-License-Identifier: MIT
 *
 * What the program vm costs as a process: time from its start until the guest
 * has said something and until it has ended, memory, and processor time of
 * guests that idle.
 */
#include "bench.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { START_RUNS = 41, ARGUMENTS_MAX = 12, IDLE_SECONDS = 5 };

extern char **environ;

/* vm --headless and the arguments, without input; output to a descriptor. */
static bool spawn_vm(const struct bench *b, const char *image,
                     const char *const *more, int out, pid_t *pid,
                     struct err *e)
{
    char vm[BENCH_PATH_BYTES], path[BENCH_PATH_BYTES];
    const char *argv[ARGUMENTS_MAX] = {vm, "--headless", path};
    posix_spawn_file_actions_t files;
    u32 n = 3;

    snprintf(vm, sizeof vm, "%s/vm", b->build);
    snprintf(path, sizeof path, "%s/%s", b->build, image);
    while (*more != NULL && n < ARGUMENTS_MAX - 1)
        argv[n++] = *more++;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    int reason = posix_spawn(pid, vm, &files, NULL, (char **)argv, environ);
    posix_spawn_file_actions_destroy(&files);
    return reason == 0 || fail(e, "cannot run %s: %s", vm, strerror(reason));
}

static bool wait_vm(pid_t pid, int expected, struct rusage *use, struct err *e)
{
    int status;
    if (wait4(pid, &status, 0, use) != pid)
        return fail(e, "wait: %s", strerror(errno));
    if (WIFEXITED(status) && WEXITSTATUS(status) == expected)
        return true;
    return fail(e, "vm ended with status 0x%X", status);
}

/* Seconds until the first byte came, and until the process was gone. */
static bool first_run(const struct bench *b, double *byte, double *gone,
                      struct err *e)
{
    static const char *const none[] = {NULL};
    struct rusage use;
    int fd[2];
    char c;
    pid_t pid;

    if (pipe2(fd, O_CLOEXEC) != 0)
        return fail(e, "pipe: %s", strerror(errno));
    double start = bench_seconds();
    bool ok = spawn_vm(b, "tests/bench/first.bin", none, fd[1], &pid, e);
    close(fd[1]);
    if (ok && read(fd[0], &c, 1) != 1)
        ok = fail(e, "the first program said nothing");
    *byte = bench_seconds() - start;
    ok = ok && wait_vm(pid, 0, &use, e);
    *gone = bench_seconds() - start;
    close(fd[0]);
    return ok;
}

bool bench_start(const struct bench *b, struct err *e)
{
    double byte[START_RUNS], gone[START_RUNS];
    for (u32 i = 0; i < START_RUNS; i++)
        if (!first_run(b, &byte[i], &gone[i], e))
            return false;
    double median = bench_median(byte, START_RUNS);
    bench_figure("start", "to the first byte, best", byte[0] * 1e3, "ms");
    bench_figure("start", "to the first byte, median", median * 1e3, "ms");
    median = bench_median(gone, START_RUNS);
    bench_figure("start", "to the end, best", gone[0] * 1e3, "ms");
    bench_figure("start", "to the end, median", median * 1e3, "ms");
    return true;
}

/* A run of which only the process is of interest. */
static bool spawn_silent(const struct bench *b, const char *image,
                         const char *const *more, pid_t *pid, struct err *e)
{
    int out = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (out < 0)
        return fail(e, "cannot open /dev/null: %s", strerror(errno));
    bool ok = spawn_vm(b, image, more, out, pid, e);
    close(out);
    return ok;
}

static bool status_field(pid_t pid, const char *field, double *mib,
                         struct err *e)
{
    char path[64], line[256];
    bool found = false;
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    if (f == NULL)
        return fail(e, "cannot open %s: %s", path, strerror(errno));
    while (!found && fgets(line, sizeof line, f) != NULL)
        if (strncmp(line, field, strlen(field)) == 0) {
            *mib = strtod(line + strlen(field), NULL) / 1024;
            found = true;
        }
    fclose(f);
    return found || fail(e, "%s has no %s", path, field);
}

/* While a guest waits that has touched next to no memory. */
bool bench_memory(const struct bench *b, struct err *e)
{
    static const char *const limit[] = {"--timeout", "1", NULL};
    static const char *const fields[][2] = {
        {"VmHWM:", "resident, at most"},
        {"RssAnon:", "of it private"},
        {"RssFile:", "of it program and libraries"},
        {"RssShmem:", "of it shared (framebuffer)"}};
    const struct timespec half = {0, 500000000};
    struct rusage use;
    bool ok = true;
    pid_t pid;

    if (!spawn_silent(b, "tests/bench/idle.bin", limit, &pid, e))
        return false;
    nanosleep(&half, NULL);
    for (size_t i = 0; ok && i < ARRAY_LEN(fields); i++) {
        double mib = 0;
        ok = status_field(pid, fields[i][0], &mib, e);
        if (ok)
            bench_figure("memory", fields[i][1], mib, "MiB");
    }
    struct err ignored;
    return wait_vm(pid, 124, &use, ok ? e : &ignored) && ok;
}

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static bool idle_measure(const struct bench *b, const char *name,
                         const char *image, struct err *e)
{
    char limit[16];
    const char *options[] = {"--smp", "4", "--timeout", limit, NULL};
    struct rusage use;
    pid_t pid;

    snprintf(limit, sizeof limit, "%d", IDLE_SECONDS);
    if (!spawn_silent(b, image, options, &pid, e) ||
        !wait_vm(pid, 124, &use, e))
        return false;
    double busy = seconds_of(use.ru_utime) + seconds_of(use.ru_stime);
    bench_figure("idle", name, busy / IDLE_SECONDS * 100, "% of a host core");
    return true;
}

bool bench_idle(const struct bench *b, struct err *e)
{
    return idle_measure(b, "four cores, one in WAIT, three parked",
                        "tests/bench/idle.bin", e) &&
           idle_measure(b, "boot image on four cores", "bios/boot.bin", e);
}
