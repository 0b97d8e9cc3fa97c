/* SPDX-License-Identifier: MIT
 *
 * The machine as a whole: made, reset, run, paused, ended, visited. It owns
 * cores, memory and devices and starts and joins the threads; what happens on
 * the device thread meanwhile is loop.c, on a core's thread core.c.
 *
 * Invariant: `ending` is set once, by whoever ends the machine first, and the
 * result does not change after that.
 */
#include <vm/machine.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <lamp/board.h>
#include <lamp/dev/fb.h>
#include <vm/codemap.h>
#include <vm/engine.h>
#include <vm/observe.h>
#include <vm/snap.h>

static bool cores_new(struct machine *m, struct err *e)
{
    for (u32 i = 0; i < m->config.cores; i++) {
        struct core *c = aligned_alloc(64, (sizeof *c + 63) & ~(size_t)63);
        if (c == NULL)
            return fail_status(e, 90, "no memory for core %u", i);
        memset(c, 0, sizeof *c);
        m->core[m->core_count++] = c;
        if (!core_init(c, m, i, e))
            return false;
    }
    return true;
}

static bool wake_open(struct machine *m, struct err *e)
{
    if (pipe2(m->wake_fd, O_CLOEXEC | O_NONBLOCK) == 0)
        return true;
    m->wake_fd[0] = m->wake_fd[1] = -1;
    return fail_status(e, 90, "cannot make a pipe: %s", strerror(errno));
}

static u32 processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n > 0 ? (u32)n : 1;
}

struct machine *machine_new(const struct config *config, struct host *host,
                            struct err *e)
{
    struct machine *m = calloc(1, sizeof *m);
    if (m == NULL) {
        fail_status(e, 90, "no memory for the machine");
        return NULL;
    }
    m->config = *config;
    m->host = host;
    m->listens = config_listens(config) && host->class->heard != NULL;
    m->wake_fd[0] = m->wake_fd[1] = -1;
    m->host_cpus = processors();
    pthread_mutex_init(&m->lock, NULL);
    pthread_mutex_init(&m->code_lock, NULL);
    pthread_cond_init(&m->progress, NULL);
    pthread_cond_init(&m->det_wake, NULL);
    clock_start(m);
    if (!wake_open(m, e) || !ram_init(&m->bus.ram, config->ram_bytes, e) ||
        !worker_init(m, e) || !board_build(m, e) || !cores_new(m, e)) {
        machine_free(m);
        return NULL;
    }
    return m;
}

void machine_free(struct machine *m)
{
    if (m == NULL)
        return;
    worker_fini(m);
    for (u32 i = 0; i < m->core_count; i++) {
        core_fini(m->core[i]);
        free(m->core[i]);
    }
    board_free(m);
    ram_fini(&m->bus.ram);
    for (u32 i = 0; i < 2; i++)
        if (m->wake_fd[i] >= 0)
            close(m->wake_fd[i]);
    pthread_mutex_destroy(&m->lock);
    pthread_mutex_destroy(&m->code_lock);
    pthread_cond_destroy(&m->progress);
    pthread_cond_destroy(&m->det_wake);
    free((char *)m->image_name);
    free(m);
}

/* Eight bytes a draw, in address order. */
static u64 ram_word(const struct machine *m, u32 at, u64 *seed)
{
    if (m->config.ram_init == RAM_RANDOM)
        return splitmix64(seed);
    return (at ^ 0xA5A5A5A5) | (u64)((at + 4) ^ 0xA5A5A5A5) << 32;
}

static void ram_fill_words(struct machine *m)
{
    enum { CHUNK = 4096 };
    u8 bytes[CHUNK];
    u64 seed = m->config.seed;
    struct ram *r = &m->bus.ram;
    for (u32 at = 0; at < r->size; at += CHUNK) {
        for (u32 i = 0; i < CHUNK; i += 8)
            put_le64(bytes + i, ram_word(m, at + i, &seed));
        /* The framebuffer starts all zero and hides the RAM under it. */
        if (ram_is_plain(r, at, CHUNK))
            ram_write(r, at, bytes, CHUNK);
    }
}

void machine_reset(struct machine *m, u32 entry)
{
    worker_finish(m); /* no job may outlive the device's reset */
    clock_start(m);
    m->virtual_ps = 0;
    m->seed_state = m->config.seed;
    m->turn_left = 0;
    m->round_core = 0;
    m->next_input_ps = 0;
    m->input_ended = false;
    m->insns_left = m->config.max_insns;
    ram_clear(&m->bus.ram);
    if (m->config.ram_init != RAM_ZERO)
        ram_fill_words(m);
    ram_fill(&m->bus.ram, IVT_BASE, 0xFF, IVT_SIZE);
    observe_reset(m);
    observe_written(m, IVT_BASE, IVT_SIZE);
    memset(m->bus.scratch, 0, sizeof m->bus.scratch);
    memset(m->priority, 0, sizeof m->priority);
    pthread_mutex_lock(&m->lock);
    for (u32 i = 0; i < m->core_count; i++)
        core_reset(m->core[i], entry);
    codemap_forget(m);
    for (u32 i = 0; i < m->device_count; i++) {
        struct device *d = m->device[i];
        d->generation++;
        if (d->class->reset != NULL)
            d->class->reset(d);
    }
    atomic_store(&m->started, 1);
    m->result = (struct machine_result){.state = MACHINE_CREATED};
    atomic_store(&m->ending, false);
    atomic_store(&m->state, MACHINE_CREATED);
    pthread_mutex_unlock(&m->lock);
}

void machine_kick(struct machine *m)
{
    if (atomic_exchange(&m->kicked, true))
        return;
    ssize_t n = write(m->wake_fd[1], "", 1);
    (void)n; /* full: the loop is awake already */
}

void machine_poke_all(struct machine *m, u32 bits)
{
    for (u32 i = 0; i < m->core_count; i++) {
        core_poke(m->core[i], bits);
        pthread_cond_signal(&m->core[i]->wake);
    }
    pthread_cond_broadcast(&m->progress);
    pthread_cond_signal(&m->det_wake);
}

void machine_end(struct machine *m, enum machine_state state, int status,
                 u32 core, enum stop_reason reason)
{
    if (atomic_exchange(&m->ending, true))
        return;
    m->result = (struct machine_result){state, status, core, reason, 0};
    machine_poke_all(m, CORE_STOP);
    machine_kick(m);
}

void machine_core_ended(struct core *c, enum stop why)
{
    if (why == STOP_HALT)
        machine_end(c->m, MACHINE_HALTED, 0, c->id, 0);
    else
        machine_end(c->m, MACHINE_PANICKED, c->panic.strict ? 80 : 1, c->id, 0);
}

static int stop_status(enum stop_reason reason, int detail)
{
    switch (reason) {
    case STOPPED_WINDOW:
    case STOPPED_ESCAPE:
    case STOPPED_EXPECTED:
        return 0;
    case STOPPED_SIGNAL:
        return 128 + detail;
    case STOPPED_TIMEOUT:
    case STOPPED_INSNS:
        return 124;
    case STOPPED_HOST:
        return 90;
    }
    return 90;
}

void machine_stop(struct machine *m, enum stop_reason reason, int detail)
{
    pthread_mutex_lock(&m->lock);
    machine_end(m, MACHINE_STOPPED, stop_status(reason, detail), 0, reason);
    pthread_mutex_unlock(&m->lock);
}

bool machine_over(const struct machine *m)
{
    return atomic_load(&m->ending);
}

const char *machine_state_text(const struct machine *m)
{
    static const char *const text[] = {"created", "running", "paused",
                                       "halted",  "stopped", "panicked"};
    return text[atomic_load(&m->state)];
}

const struct machine_result *machine_result(const struct machine *m)
{
    return &m->result;
}

void machine_capture_at(struct machine *m, u64 frame)
{
    if (m->capture_count < ARRAY_LEN(m->capture))
        m->capture[m->capture_count++] = frame;
}

static bool devices_start(struct machine *m, struct err *e)
{
    for (u32 i = 0; i < m->device_count; i++) {
        struct device *d = m->device[i];
        if (d->class->start == NULL || d->class->start(d, e))
            continue;
        while (i-- != 0)
            if (m->device[i]->class->stop != NULL)
                m->device[i]->class->stop(m->device[i]);
        return false;
    }
    return true;
}

static void devices_stop(struct machine *m)
{
    worker_finish(m);
    pthread_mutex_lock(&m->lock);
    for (u32 i = m->device_count; i-- != 0;)
        if (m->device[i]->class->stop != NULL)
            m->device[i]->class->stop(m->device[i]);
    pthread_mutex_unlock(&m->lock);
}

/* A thread that runs cores. Generated code puts guest calls on its stack, up
 * to 65536 of 8 bytes each; the limit of the user's shell may be lower. */
static int core_thread(pthread_t *thread, void *(*entry)(void *), void *arg)
{
    enum { STACK_BYTES = 4 << 20 };
    pthread_attr_t attr;
    int reason = pthread_attr_init(&attr);
    if (reason != 0)
        return reason;
    reason = pthread_attr_setstacksize(&attr, STACK_BYTES);
    if (reason == 0)
        reason = pthread_create(thread, &attr, entry, arg);
    pthread_attr_destroy(&attr);
    return reason;
}

/* All threads exist before the first instruction runs. */
static bool threads_start(struct machine *m, struct err *e)
{
    int reason = 0;
    m->threads = 0;
    if (m->config.deterministic) {
        reason = core_thread(&m->det_thread, det_main, m);
        m->threads = reason == 0;
    }
    for (u32 i = 0; !m->config.deterministic && i < m->core_count; i++) {
        struct core *c = m->core[i];
        reason = core_thread(&c->thread, core_main, c);
        if (reason != 0)
            break;
        c->has_thread = true;
        m->threads++;
    }
    if (reason == 0)
        return true;
    return fail_status(e, 90, "cannot start a thread: %s", strerror(reason));
}

static void threads_join(struct machine *m)
{
    if (m->config.deterministic && m->threads != 0)
        pthread_join(m->det_thread, NULL);
    for (u32 i = 0; i < m->core_count; i++)
        if (m->core[i]->has_thread) {
            pthread_join(m->core[i]->thread, NULL);
            m->core[i]->has_thread = false;
        }
    m->threads = 0;
}

bool machine_run(struct machine *m, struct err *e)
{
    pthread_mutex_lock(&m->lock); /* no core runs before all is ready */
    clock_start(m);
    atomic_store(&m->state, MACHINE_RUNNING);
    bool ok = devices_start(m, e);
    bool started = ok && threads_start(m, e);
    if (!started)
        machine_end(m, MACHINE_STOPPED, 90, 0, STOPPED_HOST);
    pthread_mutex_unlock(&m->lock);
    if (started)
        loop_run(m);
    threads_join(m);
    if (ok)
        devices_stop(m);
    if (m->host->class->drain != NULL)
        m->host->class->drain(m->host, m);
    for (u32 i = 0; i < m->core_count; i++)
        m->result.retired += m->core[i]->retired;
    atomic_store(&m->state, m->result.state);
    return started;
}

enum stop machine_step(struct machine *m, u32 cpu, u64 budget)
{
    return core_run(m->core[cpu], budget);
}

void machine_pause(struct machine *m)
{
    pthread_mutex_lock(&m->lock);
    machine_poke_all(m, CORE_PAUSE);
    while (m->paused_cores < m->threads && !atomic_load(&m->ending))
        pthread_cond_wait(&m->progress, &m->lock);
    for (u32 i = 0; i < m->device_count; i++)
        if (m->device[i]->class->pause != NULL)
            m->device[i]->class->pause(m->device[i]);
    atomic_store(&m->state, MACHINE_PAUSED);
    pthread_mutex_unlock(&m->lock);
    worker_finish(m); /* devices are quiet */
}

void machine_resume_cores(struct machine *m, u64 cores)
{
    pthread_mutex_lock(&m->lock);
    for (u32 i = 0; i < m->device_count; i++)
        if (m->device[i]->class->resume != NULL)
            m->device[i]->class->resume(m->device[i]);
    atomic_store(&m->state, MACHINE_RUNNING);
    m->break_wanted = false;
    for (u32 i = 0; i < m->core_count; i++)
        if (cores >> i & 1)
            atomic_fetch_and(&m->core[i]->pending, ~(u32)CORE_PAUSE);
    machine_poke_all(m, 0);
    pthread_mutex_unlock(&m->lock);
}

void machine_resume(struct machine *m)
{
    machine_resume_cores(m, ~(u64)0);
}

void machine_sync(struct machine *m, struct snap *s)
{
    for (u32 i = 0; i < m->core_count; i++)
        core_sync(m->core[i], s);
    bus_sync(&m->bus, s);
    snap_bytes(s, "priority", m->priority, sizeof m->priority);
    for (u32 i = 0; i < m->device_count; i++)
        if (m->device[i]->class->sync != NULL)
            m->device[i]->class->sync(m->device[i], s);
}

u64 machine_hash(struct machine *m)
{
    struct snap s;
    snap_init(&s, SNAP_HASH);
    machine_sync(m, &s);
    return snap_mix(s.hash, ram_hash(&m->bus.ram));
}

void machine_fb_row(struct machine *m, u32 y, u32 *row)
{
    ram_read(&m->bus.ram, m->bus.ram.fb_base + y * FB_STRIDE, row, FB_STRIDE);
}

void machine_fb_copy(const struct machine *m, u32 *pixels)
{
    ram_read(&m->bus.ram, m->bus.ram.fb_base, pixels, FB_SIZE);
}

bool machine_screenshot(const struct machine *m, const char *path,
                        struct err *e)
{
    if (m->host->class->picture == NULL)
        return fail(e, "this machine has nobody who writes pictures");
    u32 *pixels = malloc(FB_SIZE);
    if (pixels == NULL)
        return fail_status(e, 90, "no memory for a screenshot");
    machine_fb_copy(m, pixels);
    bool ok = m->host->class->picture(m->host, path, pixels, e);
    free(pixels);
    return ok;
}
