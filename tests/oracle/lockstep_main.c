/* SPDX-License-Identifier: MIT
 *
 * lockstep: random programs on the oracle and on every engine.
 *
 *     lockstep [--seed-from N] [--count M] [--jobs J] [--seconds S]
 *              [--verbose] [--quiet] [--storm]
 *              [--reach]
 *
 * Runs the programs of seeds N .. N+M-1 in J processes, at most S seconds.
 * With --seconds alone: new seeds every time, on every processor, no limit.
 * 0 when all agree; else a report of the first difference of each process on
 * stdout, and 1. Then the number of instructions that each pair was compared
 * for; --quiet leaves that out, --verbose adds what the programs did.
 * --storm: a thread interrupts cores while they run. Each engine is then
 * compared with the oracle alone, and the number is that of both together.
 * --reach: it is wrong, too, when some hard case (events.h) did not come up in
 * generated code.
 * Processes, not threads, so that a crash of one says which seed it was.
 * Interrupted, it says what was compared so far.
 */
#include "lockstep.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <vm/engine.h>

enum { JOBS_MAX = 64 };

struct order {
    u64 seed_from, count, jobs, seconds;
    bool verbose, silent, storm, reach;
};

/* Shared with the parent: what a job is at, and has done. */
struct progress {
    u64 seed;
    struct lockstep_counts counts;
    struct events events;
};

static volatile sig_atomic_t interrupted;

static void interrupt(int signal_number)
{
    (void)signal_number;
    interrupted = 1;
}

static bool number_option(int argc, char **argv, int *i, const char *name,
                          u64 *value)
{
    char *end;
    if (strcmp(argv[*i], name) != 0 || *i + 1 >= argc)
        return false;
    errno = 0;
    *value = strtoull(argv[++*i], &end, 0);
    if (errno != 0 || *end != 0) {
        fprintf(stderr, "lockstep: bad number '%s' for %s\n", argv[*i], name);
        exit(2);
    }
    return true;
}

static bool flag_option(const char *arg, const char *name, bool *value)
{
    bool is = strcmp(arg, name) == 0;
    *value |= is;
    return is;
}

/* What was not said. */
static void defaults(struct order *o)
{
    bool endless = o->seconds != 0 && o->count == 0;
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    if (endless && o->seed_from == 0)
        o->seed_from = (u64)time(NULL) << 32;
    if (o->count == 0)
        o->count = endless ? UINT64_MAX - o->seed_from : 10000;
    if (o->jobs == 0)
        o->jobs = endless && cpus > 0 ? (u64)cpus : 1;
    if (o->jobs > JOBS_MAX)
        o->jobs = JOBS_MAX;
}

static struct order parse(int argc, char **argv)
{
    struct order o = {0};
    for (int i = 1; i < argc; i++) {
        if (number_option(argc, argv, &i, "--seed-from", &o.seed_from) ||
            number_option(argc, argv, &i, "--count", &o.count) ||
            number_option(argc, argv, &i, "--jobs", &o.jobs) ||
            number_option(argc, argv, &i, "--seconds", &o.seconds))
            continue;
        if (flag_option(argv[i], "--verbose", &o.verbose) ||
            flag_option(argv[i], "--quiet", &o.silent) ||
            flag_option(argv[i], "--reach", &o.reach) ||
            flag_option(argv[i], "--storm", &o.storm))
            continue;
        fprintf(stderr, "usage: lockstep [--seed-from N] [--count M] "
                        "[--jobs J] [--seconds S] [--verbose] [--quiet] "
                        "[--storm] [--reach]\n");
        exit(2);
    }
    defaults(&o);
    return o;
}

/* Every jobs-th seed from the job's own on. */
static bool job_programs(const struct order *o, u64 job, struct lockstep *l,
                         struct progress *at, struct buf *why)
{
    time_t end = time(NULL) + (time_t)o->seconds;
    for (u64 i = job; i < o->count; i += o->jobs) {
        if (interrupted || (o->seconds != 0 && time(NULL) >= end))
            return true;
        struct lockstep_program p = {.seed = o->seed_from + i};
        at->seed = p.seed;
        bool same = lockstep_run(l, &p, why);
        at->counts = l->counts;
        if (!same)
            return false;
    }
    return true;
}

/* The exit status. */
static int job_run(const struct order *o, u64 job, struct progress *at)
{
    static struct lockstep l;
    struct buf why = {0};
    struct err e;
    bool ok = lockstep_open(&l, &e);
    if (!ok)
        fprintf(stderr, "lockstep: %s\n", e.text);
    if (ok && o->storm && !lockstep_storm(&l)) {
        fprintf(stderr, "lockstep: no thread for the storm\n");
        ok = false;
    }
    l.events = o->verbose || o->reach ? &at->events : NULL;
    ok = ok && job_programs(o, job, &l, at, &why);
    if (why.size != 0)
        fwrite(why.data, 1, why.size, stdout);
    fflush(stdout);
    buf_free(&why);
    lockstep_close(&l);
    return ok ? 0 : 1;
}

static bool job_ended(pid_t pid, const struct progress *at)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    if (WIFSIGNALED(status))
        printf("seed %llu: killed by signal %d\n", (unsigned long long)at->seed,
               WTERMSIG(status));
    else if (WEXITSTATUS(status) > 1)
        printf("seed %llu: exit status %d\n", (unsigned long long)at->seed,
               WEXITSTATUS(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* How many jobs found a difference, or ended in another bad way. */
static u64 jobs_run(const struct order *o, struct progress *at)
{
    pid_t pid[JOBS_MAX];
    u64 bad = 0;
    fflush(stdout);
    for (u64 j = 0; j < o->jobs; j++) {
        pid[j] = fork();
        if (pid[j] == 0)
            exit(job_run(o, j, &at[j]));
    }
    for (u64 j = 0; j < o->jobs; j++)
        bad += pid[j] < 0 || !job_ended(pid[j], &at[j]);
    return bad;
}

/* "oracle-interp: N instructions, ..." for every two. */
static void print_pairs(u64 instructions, u64 different)
{
    for (u32 a = 0; a <= engine_count(); a++)
        for (u32 b = a + 1; b <= engine_count(); b++)
            printf("%s-%s: %llu instructions, %llu differences\n",
                   a == 0 ? "oracle" : engine_get(a - 1)->name,
                   engine_get(b - 1)->name, (unsigned long long)instructions,
                   (unsigned long long)different);
}

static void print_sum(const struct order *o, const struct progress *at,
                      const struct events *events, u64 different)
{
    struct lockstep_counts n = {0};
    for (u64 j = 0; j < o->jobs; j++) {
        n.programs += at[j].counts.programs;
        n.lives += at[j].counts.lives;
        n.slices += at[j].counts.slices;
        n.instructions += at[j].counts.instructions;
        n.native += at[j].counts.native;
    }
    if (o->storm)
        printf("oracle-engines, one by one: %llu instructions, %llu "
               "differences\n",
               (unsigned long long)n.instructions,
               (unsigned long long)different);
    else
        print_pairs(n.instructions, different);
    if (!o->verbose)
        return;
    printf("%llu programs, started %llu times, %llu slices, %llu instructions "
           "in generated code\n",
           (unsigned long long)n.programs, (unsigned long long)n.lives,
           (unsigned long long)n.slices, (unsigned long long)n.native);
    events_print(events, stdout);
}

int main(int argc, char **argv)
{
    struct order o = parse(argc, argv);
    struct progress *at =
        mmap(NULL, JOBS_MAX * sizeof *at, PROT_READ | PROT_WRITE,
             MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (at == MAP_FAILED) {
        perror("lockstep: mmap");
        return 2;
    }
    signal(SIGINT, interrupt);
    signal(SIGTERM, interrupt);
    static struct events events;
    u64 different = jobs_run(&o, at);
    for (u64 j = 0; j < o.jobs; j++)
        events_sum(&events, &at[j].events);
    if (!o.silent)
        print_sum(&o, at, &events, different);
    bool reached =
        !o.reach || engine_count() == 1 || events_reached(&events, stdout);
    return different == 0 && reached ? 0 : 1;
}
