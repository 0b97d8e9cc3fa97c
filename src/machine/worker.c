/* SPDX-License-Identifier: MIT
 *
 * Slow host work of devices. Real time: one worker thread, made at the first
 * job, runs `work` without any lock; the device loop then calls `done` under
 * the machine lock. Deterministic mode: no thread; a timer runs both at a
 * virtual time, so that the guest cannot see half a transfer.
 */
#include <vm/device.h>

#include <stdlib.h>

#include <vm/machine.h>

enum { JOBS_MAX = MACHINE_DEVICES_MAX };

struct worker {
    pthread_t thread;
    bool has_thread, stop;
    pthread_cond_t wake, idle;
    struct device_job *todo[JOBS_MAX], *ended[JOBS_MAX];
    u32 todo_count, ended_count, running; /* machine lock */
    struct timer timer[JOBS_MAX];         /* deterministic mode */
};

bool worker_init(struct machine *m, struct err *e)
{
    m->worker = calloc(1, sizeof *m->worker);
    if (m->worker == NULL)
        return fail_status(e, 90, "no memory for the worker");
    pthread_cond_init(&m->worker->wake, NULL);
    pthread_cond_init(&m->worker->idle, NULL);
    return true;
}

static struct device_job *take_first(struct device_job **list, u32 *count)
{
    struct device_job *j = list[0];
    (*count)--;
    memmove(list, list + 1, *count * sizeof *list);
    return j;
}

static void *worker_main(void *arg)
{
    struct machine *m = arg;
    struct worker *w = m->worker;
    pthread_mutex_lock(&m->lock);
    while (!w->stop || w->todo_count != 0) {
        if (w->todo_count == 0) {
            pthread_cond_wait(&w->wake, &m->lock);
            continue;
        }
        struct device_job *j = take_first(w->todo, &w->todo_count);
        w->running++;
        pthread_mutex_unlock(&m->lock);
        j->work(j);
        pthread_mutex_lock(&m->lock);
        w->running--;
        w->ended[w->ended_count++] = j;
        pthread_cond_signal(&w->idle);
        machine_kick(m);
    }
    pthread_mutex_unlock(&m->lock);
    return NULL;
}

static void job_done(struct device_job *j)
{
    j->busy = false;
    if (j->generation == j->d->generation)
        j->done(j);
}

void worker_reap(struct machine *m)
{
    struct worker *w = m->worker;
    while (w->ended_count != 0)
        job_done(take_first(w->ended, &w->ended_count));
}

static void run_unlocked(struct device_job *j)
{
    pthread_mutex_t *lock = &j->d->m->lock;
    pthread_mutex_unlock(lock);
    j->work(j);
    pthread_mutex_lock(lock);
    job_done(j);
}

static void run_at_time(void *job)
{
    run_unlocked(job);
}

static struct timer *timer_free(struct worker *w)
{
    u32 i = 0;
    while (w->timer[i].armed)
        i++;
    return &w->timer[i];
}

void device_post(struct device_job *j)
{
    struct machine *m = j->d->m;
    struct worker *w = m->worker;
    j->generation = j->d->generation;
    j->busy = true;
    if (m->config.deterministic) {
        struct timer *t = timer_free(w);
        t->fire = run_at_time;
        t->arg = j;
        timer_arm(m, t, clock_mono(m) + j->delay_ns);
        return;
    }
    if (!w->has_thread)
        w->has_thread = pthread_create(&w->thread, NULL, worker_main, m) == 0;
    if (!w->has_thread) { /* slower, but right */
        run_unlocked(j);
        return;
    }
    w->todo[w->todo_count++] = j;
    pthread_cond_signal(&w->wake);
}

void worker_finish(struct machine *m)
{
    struct worker *w = m->worker;
    pthread_mutex_lock(&m->lock);
    for (u32 i = 0; i < JOBS_MAX; i++)
        if (w->timer[i].armed) {
            timer_cancel(m, &w->timer[i]);
            run_unlocked(w->timer[i].arg);
        }
    while (w->todo_count + w->running != 0)
        pthread_cond_wait(&w->idle, &m->lock);
    worker_reap(m);
    pthread_mutex_unlock(&m->lock);
}

void worker_fini(struct machine *m)
{
    struct worker *w = m->worker;
    if (w == NULL)
        return;
    worker_finish(m);
    pthread_mutex_lock(&m->lock);
    w->stop = true;
    pthread_cond_signal(&w->wake);
    pthread_mutex_unlock(&m->lock);
    if (w->has_thread)
        pthread_join(w->thread, NULL);
    pthread_cond_destroy(&w->wake);
    pthread_cond_destroy(&w->idle);
    free(w);
    m->worker = NULL;
}
