/* SPDX-License-Identifier: MIT
 *
 * The device loop, on the thread that called machine_run: waits until the
 * host has something, a timer is due, a frame is to be shown or somebody
 * kicks it, and sleeps otherwise. In deterministic mode timers and captures
 * belong to the thread that runs the cores (det.c); what is left here is the
 * host's side.
 */
#include <vm/machine.h>

#include <errno.h>
#include <time.h>
#include <unistd.h>

#include <lamp/dev/fb.h>
#include <vm/control.h>
#include <vm/debug.h>
#include <vm/front.h>

enum { NS_PER_S = 1000000000 };

static u64 frame_time(const struct machine *m, u64 frame)
{
    return m->loop_start + frame * NS_PER_S / FB_HZ;
}

static bool frames_wanted(const struct machine *m)
{
    return m->host->class->frame != NULL ||
           (!m->config.deterministic && m->capture_count != 0);
}

/* Host time of the next thing to do. */
static u64 next_deadline(struct machine *m)
{
    u64 next = CLOCK_NEVER;
    if (!m->config.deterministic && !control_is_stopped(m)) {
        pthread_mutex_lock(&m->lock);
        next = clock_next(m);
        pthread_mutex_unlock(&m->lock);
    }
    if (frames_wanted(m) && frame_time(m, m->frame) < next)
        next = frame_time(m, m->frame);
    if (m->timeout_at != 0 && m->timeout_at < next)
        next = m->timeout_at;
    return next;
}

static u32 fronts_fds(struct machine *m, struct pollfd *fds, u32 max)
{
    u32 n = 0;
    for (struct front *f = m->fronts; f; f = f->next)
        n += f->class->fds(f, m, fds + n, max - n);
    return n;
}

static void wait_for_work(struct machine *m)
{
    struct pollfd fds[1 + HOST_FDS_MAX + FRONT_FDS_MAX] = {
        {m->wake_fd[0], POLLIN, 0}};
    u32 n = 1;
    if (m->host->class->fds != NULL)
        n += m->host->class->fds(m->host, m, fds + 1, HOST_FDS_MAX);
    n += fronts_fds(m, fds + n, FRONT_FDS_MAX);
    u64 next = next_deadline(m), now = clock_host();
    u64 ns = next > now ? next - now : 0;
    struct timespec t = {(time_t)(ns / NS_PER_S), (long)(ns % NS_PER_S)};
    ppoll(fds, n, next == CLOCK_NEVER ? NULL : &t, NULL);
    char bytes[64];
    if (fds[0].revents != 0)
        while (read(m->wake_fd[0], bytes, sizeof bytes) > 0)
            continue;
    /* From here on a kick means another round. */
    atomic_store(&m->kicked, false);
}

static void fronts_service(struct machine *m)
{
    for (struct front *f = m->fronts; f && !machine_over(m); f = f->next)
        f->class->service(f, m);
}

static void serve_devices(struct machine *m)
{
    pthread_mutex_lock(&m->lock);
    worker_reap(m);
    if (!m->config.deterministic)
        clock_fire(m);
    pthread_mutex_unlock(&m->lock);
}

void loop_captures(struct machine *m, u64 frame)
{
    for (u32 i = 0; i < m->capture_count;) {
        if (m->capture[i] > frame) {
            i++;
            continue;
        }
        u64 wanted = m->capture[i];
        m->capture[i] = m->capture[--m->capture_count];
        if (m->host->class->capture != NULL)
            m->host->class->capture(m->host, wanted, device_fb_pixels(m->fb));
    }
}

static void present(struct machine *m)
{
    u8 damaged[FB_HEIGHT];
    struct host_frame f = {.number = m->frame,
                           .pixels = device_fb_pixels(m->fb),
                           .damaged = damaged,
                           .width = FB_WIDTH,
                           .height = FB_HEIGHT,
                           .stride = FB_STRIDE};
    pthread_mutex_lock(&m->lock);
    f.any = device_ctl(m->fb, DEVICE_DAMAGE, damaged) != 0;
    pthread_mutex_unlock(&m->lock);
    m->host->class->frame(m->host, m, &f);
}

static void serve_frame(struct machine *m)
{
    u64 now = clock_host();
    if (!frames_wanted(m) || now < frame_time(m, m->frame))
        return;
    /* Frames the host was too late for are skipped. */
    m->frame = (now - m->loop_start) * FB_HZ / NS_PER_S;
    if (m->host->class->frame != NULL)
        present(m);
    if (!m->config.deterministic)
        loop_captures(m, m->frame);
    m->frame++;
}

static void serve_debugger(struct machine *m)
{
    if (m->control != NULL) {
        control_service(m);
        return;
    }
    pthread_mutex_lock(&m->lock);
    bool wanted = m->break_wanted;
    pthread_mutex_unlock(&m->lock);
    if (!wanted)
        return;
    machine_pause(m);
    if (!machine_over(m))
        debug_stop(m);
    machine_resume(m);
}

void loop_run(struct machine *m)
{
    m->loop_start = clock_host();
    m->frame = 0;
    m->timeout_at =
        m->config.timeout_ns ? m->loop_start + m->config.timeout_ns : 0;
    while (!machine_over(m)) {
        wait_for_work(m);
        if (m->timeout_at != 0 && clock_host() >= m->timeout_at)
            machine_stop(m, STOPPED_TIMEOUT, 0);
        if (!control_is_stopped(m))
            serve_devices(m);
        if (m->host->class->service != NULL)
            m->host->class->service(m->host, m);
        serve_frame(m);
        if (m->debug != NULL || m->control != NULL)
            serve_debugger(m);
        fronts_service(m);
    }
    if (m->control != NULL)
        control_ended(m);
}
