/* SPDX-License-Identifier: MIT
 *
 * The scheduler: one thread, a slot for each case that runs now, poll for
 * their output, for ends of children and for signals. A case is built first
 * when it has sources, then run.
 */
#include "suite.h"

#include "step.h"

#include <errno.h>
#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TREE_FDS = 16 };

struct job {
    bool busy, building;
    u32 index;
    u64 began;
    struct child child;
    struct buf folder; /* of its temporary files, with a 0 */
};

struct runner {
    struct suite *suite;
    struct job job[SUITE_JOBS_MAX];
    char *folder; /* for temporary files */
    u32 next, reported, busy;
    int signals;
};

static void job_end(struct runner *r, struct job *j)
{
    struct result *result = &r->suite->results[j->index];
    result->ms = time_ms() - j->began;
    child_free(&j->child);
    buf_free(&j->folder);
    j->busy = false;
    r->busy--;
}

/* Starts the build or the run; a failure is the result of the case. */
static void job_step(struct runner *r, struct job *j)
{
    struct suite *s = r->suite;
    struct err e = {0};
    struct step step = {
        .c = &s->cases[j->index], .suite = s, .folder = (char *)j->folder.data};
    child_free(&j->child);
    bool ok = j->building ? step_build(&step, &j->child, &e)
                          : step_run(&step, &j->child, &e);
    if (ok)
        return;
    judge_fail(&s->results[j->index], e.text);
    job_end(r, j);
}

static void job_start(struct runner *r, struct job *j, u32 index)
{
    const struct test_case *c = &r->suite->cases[index];
    *j = (struct job){.busy = true,
                      .index = index,
                      .began = time_ms(),
                      .building = c->source.count > 0,
                      .child = {.fd = {-1, -1}}};
    r->busy++;
    buf_printf(&j->folder, "%s/%u", r->folder, index);
    buf_add(&j->folder, "", 1);
    if (!j->folder.failed && mkdir((char *)j->folder.data, 0700) == 0) {
        job_step(r, j);
        return;
    }
    judge_fail(&r->suite->results[index], "cannot make a temporary folder");
    job_end(r, j);
}

static void job_service(struct runner *r, struct job *j)
{
    struct result *result = &r->suite->results[j->index];
    if (!child_service(&j->child))
        return;
    if (j->building && judge_build(result, &j->child)) {
        j->building = false;
        job_step(r, j);
        return;
    }
    if (!j->building)
        judge_run(result, &r->suite->cases[j->index], &j->child,
                  (char *)j->folder.data);
    job_end(r, j);
}

static void jobs_start(struct runner *r)
{
    struct suite *s = r->suite;
    for (u32 i = 0; i < s->jobs && r->next < s->count;) {
        struct job *j = &r->job[i];
        if (s->cases[r->next].skip)
            s->results[r->next++].outcome = OUTCOME_SKIP;
        else if (j->busy)
            i++;
        else
            job_start(r, j, r->next++);
    }
}

static void report_ready(struct runner *r)
{
    struct suite *s = r->suite;
    for (; r->reported < s->count; r->reported++) {
        const struct result *result = &s->results[r->reported];
        if (result->outcome == OUTCOME_NONE)
            return;
        report_case(s->report, r->reported, &s->cases[r->reported], result);
    }
}

static int poll_time(const struct runner *r)
{
    u64 now = time_ms(), next = now + 60000;
    for (u32 i = 0; i < r->suite->jobs; i++)
        if (r->job[i].busy && r->job[i].child.deadline < next)
            next = r->job[i].child.deadline;
    return next > now ? (int)(next - now) : 0;
}

static void wait_for_work(struct runner *r)
{
    struct pollfd fds[1 + CHILD_FDS * SUITE_JOBS_MAX] = {
        {.fd = r->signals, .events = POLLIN}};
    struct signalfd_siginfo info;
    u32 n = 1;
    for (u32 i = 0; i < r->suite->jobs; i++)
        if (r->job[i].busy)
            n += child_fds(&r->job[i].child, fds + n);
    if (poll(fds, n, poll_time(r)) < 0)
        return;
    while (read(r->signals, &info, sizeof(info)) == sizeof(info))
        if (info.ssi_signo != SIGCHLD)
            r->suite->signal = (int)info.ssi_signo;
}

static void run_all(struct runner *r)
{
    jobs_start(r);
    report_ready(r);
    while (r->busy > 0) {
        wait_for_work(r);
        if (r->suite->signal)
            break;
        for (u32 i = 0; i < r->suite->jobs; i++)
            if (r->job[i].busy)
                job_service(r, &r->job[i]);
        jobs_start(r);
        report_ready(r);
    }
    for (u32 i = 0; i < r->suite->jobs; i++)
        if (r->job[i].busy)
            job_end(r, &r->job[i]);
}

static int signals_open(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGCHLD);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN); /* an end in order, when nobody reads */
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static char *folder_make(void)
{
    const char *base = getenv("TMPDIR");
    struct buf path = {0};
    buf_printf(&path, "%s/lamp-test-XXXXXX", base && *base ? base : "/tmp");
    buf_add(&path, "", 1);
    if (!path.failed && mkdtemp((char *)path.data))
        return (char *)path.data;
    buf_free(&path);
    return NULL;
}

static int remove_one(const char *path, const struct stat *st, int kind,
                      struct FTW *where)
{
    (void)st;
    (void)kind;
    (void)where;
    remove(path);
    return 0;
}

bool suite_run(struct suite *s, struct err *e)
{
    struct runner *r = calloc(1, sizeof(*r));
    if (!r)
        return fail(e, "out of memory");
    r->suite = s;
    r->signals = signals_open();
    r->folder = folder_make();
    bool ok = r->signals >= 0 && r->folder;
    if (ok)
        run_all(r);
    else
        fail(e, "cannot make a folder for temporary files: %s",
             strerror(errno));
    if (r->folder)
        nftw(r->folder, remove_one, TREE_FDS, FTW_DEPTH | FTW_PHYS);
    if (r->signals >= 0)
        close(r->signals);
    free(r->folder);
    free(r);
    return ok;
}
