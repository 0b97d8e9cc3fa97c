/* SPDX-License-Identifier: MIT
 *
 * What fronts cost that nobody uses: kernels without a debugger, with each
 * front listening, and behind a client that set and deleted a breakpoint
 * and left. All alternate in one run; the plain machine stands
 * there twice, so that the table shows what is noise. CPU times of whole
 * processes, medians, as ratios to the plain machine.
 */
#include "bench.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vm/engine.h>

enum { RUNS = 7, FAST = 20, SLOW = 4, CONNECT_TRIES = 2000 };

static const char *const kernels[] = {"bytecode", "recurse", "sha256", "sort"};

/* A way to run: the option of a front, and what its client says. */
static const struct way {
    const char *name, *option, *talk;
} ways[] = {
    {"off", NULL, NULL},
    {"off again", NULL, NULL},
    {"gdb", "--gdb", NULL},
    {"monitor", "--monitor", NULL},
    {"control", "--control", NULL},
    {"gdb left", "--gdb", "$Z0,201c,8#10$z0,201c,8#30$D#44"},
    {"monitor left", "--monitor",
     "step 100\nbreak 0x201C\ndelete all\ndetach\n"},
    {"control left", "--control",
     "{\"line\":\"step 100\"}\n{\"line\":\"break 0x201C\"}\n"
     "{\"line\":\"delete all\"}\n{\"line\":\"detach\"}\n"},
};

struct place {
    char vm[BENCH_PATH_BYTES], image[BENCH_PATH_BYTES];
    char socket[sizeof(((struct sockaddr_un *)0)->sun_path)];
};

/* In a process of its own: says everything at once and listens to the end. */
static void client(const char *path, const char *talk)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    char answer[4096];
    int fd = -1;
    snprintf(a.sun_path, sizeof a.sun_path, "%s", path);
    for (u32 i = 0; i < CONNECT_TRIES; i++) {
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
            break;
        close(fd);
        fd = -1;
        poll(NULL, 0, 1);
    }
    if (fd < 0 || send(fd, talk, strlen(talk), MSG_NOSIGNAL) < 0)
        _exit(1);
    while (read(fd, answer, sizeof answer) > 0)
        continue;
    _exit(0);
}

static bool run_with(const struct place *p, const char *engine,
                     const struct way *w, struct bench_end *end, struct err *e)
{
    const char *argv[12] = {p->vm, "--headless", "--engine", engine, p->image};
    u32 n = 5;
    char option[BENCH_PATH_BYTES];
    pid_t talker = -1;
    int status = 0;
    unlink(p->socket);
    if (w->option) {
        snprintf(option, sizeof option, "%s=unix:%s", w->option, p->socket);
        argv[n++] = option;
    }
    if (w->talk) {
        argv[n++] = "--wait";
        talker = fork();
        if (talker == 0)
            client(p->socket, w->talk);
    }
    bool ok = bench_spawn(argv, end, e);
    if (talker > 0)
        waitpid(talker, &status, 0);
    unlink(p->socket);
    return ok && (status == 0 || fail(e, "%s: no client came", w->name));
}

/* The same checksum each time. */
static bool measure(const struct place *p, const char *engine, double *seconds,
                    struct err *e)
{
    double cpu[ARRAY_LEN(ways)][RUNS];
    char want[9] = "";
    for (u32 i = 0; i < RUNS; i++)
        for (u32 k = 0; k < ARRAY_LEN(ways); k++) {
            struct bench_end end;
            if (!run_with(p, engine, &ways[k], &end, e))
                return false;
            if (want[0] == '\0')
                snprintf(want, sizeof want, "%.8s", end.text);
            if (end.status != 0 || strncmp(end.text, want, 8) != 0)
                return fail(e, "%s, %s: status %d, %.80s", p->image,
                            ways[k].name, end.status, end.text);
            cpu[k][i] = end.cpu;
        }
    for (u32 k = 0; k < ARRAY_LEN(ways); k++)
        seconds[k] = bench_median(cpu[k], RUNS);
    return true;
}

static bool row(const struct bench *b, const char *engine, const char *kernel,
                struct err *e)
{
    struct place p;
    char figure[96];
    double seconds[ARRAY_LEN(ways)];
    u32 scale = strcmp(engine, "interp") == 0 ? SLOW : FAST;
    snprintf(p.vm, sizeof p.vm, "%s/vm", b->build);
    snprintf(p.image, sizeof p.image, "%s/tests/bench/kernels/%s-%u.bin",
             b->build, kernel, scale);
    snprintf(p.socket, sizeof p.socket, "%s/bench.sock", b->build);
    if (!measure(&p, engine, seconds, e))
        return false;
    printf("%-8s %-10s %7.1f ms", engine, kernel, seconds[0] * 1e3);
    for (u32 k = 1; k < ARRAY_LEN(ways); k++) {
        printf(" %*.3f", (int)strlen(ways[k].name) + 3,
               seconds[k] / seconds[0]);
        snprintf(figure, sizeof figure, "%s, %s, %s", engine, kernel,
                 ways[k].name);
        bench_note("debug", figure, seconds[k] / seconds[0], "x off");
    }
    printf("\n");
    fflush(stdout);
    return true;
}

bool bench_debug(const struct bench *b, struct err *e)
{
    printf("%-8s %-10s %10s", "engine", "kernel", ways[0].name);
    for (u32 k = 1; k < ARRAY_LEN(ways); k++)
        printf(" %*s", (int)strlen(ways[k].name) + 3, ways[k].name);
    printf("\n");
    for (u32 i = 0; i < engine_count(); i++)
        for (u32 k = 0; k < ARRAY_LEN(kernels); k++)
            if (!row(b, engine_get(i)->name, kernels[k], e))
                return false;
    return true;
}
