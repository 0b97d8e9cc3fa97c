/* SPDX-License-Identifier: MIT
 *
 * Deterministic mode (docs/debugging.md): this one thread runs all cores in
 * turns, in core order, and everything that depends on time between turns.
 * Nothing here looks at the host's clock, so the same image, disk, options,
 * seed and input give the same run.
 */
#include <vm/machine.h>

#include <lamp/dev/fb.h>
#include <vm/control.h>

enum { TURN = 1000, TURN_MAX = 2000, PS_PER_INSN = 10000 };

#define PS_PER_NS ((u64)1000)
#define PS_PER_S ((u64)1000000000000)
#define INPUT_PS ((u64)100 * 1000000) /* one serial byte */

static u64 turn_length(struct machine *m)
{
    if (m->config.seed == 0)
        return TURN;
    return 1 + splitmix64(&m->seed_state) % TURN_MAX;
}

static u64 frame_ps(u64 frame)
{
    return frame * (PS_PER_S / FB_HZ);
}

static u64 first_capture(const struct machine *m)
{
    u64 first = UINT64_MAX;
    for (u32 i = 0; i < m->capture_count; i++)
        if (m->capture[i] < first)
            first = m->capture[i];
    return first;
}

static bool input_possible(const struct machine *m)
{
    return !m->input_ended && m->host->class->file_byte != NULL;
}

void det_input_more(struct machine *m)
{
    if (!m->input_ended)
        return;
    m->input_ended = false;
    m->next_input_ps = m->virtual_ps + INPUT_PS;
}

/* Bytes of a regular file that are due. Lock held; released for reading. */
static void input_due(struct machine *m)
{
    while (input_possible(m) && m->virtual_ps >= m->next_input_ps) {
        m->next_input_ps += INPUT_PS;
        pthread_mutex_unlock(&m->lock);
        if (machine_serial_room(m) != 0) {
            int byte = m->host->class->file_byte(m->host);
            u8 b = (u8)byte;
            if (byte >= 0)
                machine_serial_input(m, &b, 1);
            m->input_ended = byte < 0;
        }
        pthread_mutex_lock(&m->lock);
    }
}

/* Everything that virtual time has made due; lock held. */
static void events_due(struct machine *m)
{
    clock_fire(m);
    input_due(m);
    if (m->capture_count != 0) {
        u64 frame = m->virtual_ps / (PS_PER_S / FB_HZ);
        pthread_mutex_unlock(&m->lock);
        loop_captures(m, frame);
        pthread_mutex_lock(&m->lock);
    }
}

static void turn_ended(struct core *c, enum stop why)
{
    struct machine *m = c->m;
    if (why == STOP_WAIT)
        c->state = CORE_WAITING;
    else if (why == STOP_BREAK)
        core_break(c);
    else if (why == STOP_PANIC && m->control && control_takes_panic(c))
        core_break(c);
    else if (why == STOP_HALT || why == STOP_PANIC)
        machine_core_ended(c, why);
    if (m->config.max_insns != 0 && m->insns_left == 0)
        machine_end(m, MACHINE_STOPPED, 124, c->id, STOPPED_INSNS);
}

static void turn_run(struct core *c)
{
    struct machine *m = c->m;
    u64 budget = m->turn_left != 0 ? m->turn_left : turn_length(m);
    if (m->config.max_insns != 0 && m->insns_left < budget)
        budget = m->insns_left;
    m->turn = c;
    m->turn_retired = c->retired;
    pthread_mutex_unlock(&m->lock);
    enum stop why = core_run(c, budget);
    pthread_mutex_lock(&m->lock);
    u64 done = c->retired - m->turn_retired;
    m->virtual_ps += done * m->ps_per_insn;
    m->turn = NULL;
    if (m->config.max_insns != 0)
        m->insns_left -= done;
    /* A debugger's stop cuts the turn, which goes on where it was. */
    bool cut = why == STOP_BREAK || why == STOP_PENDING;
    m->turn_left = cut ? budget - done : 0;
    turn_ended(c, why);
}

/* One turn of every core that can run; false: all of them wait. A pause in
 * the middle is taken up where it was. */
static bool round_run(struct machine *m)
{
    if (m->round_core == 0 && m->turn_left == 0) {
        m->ps_per_insn = PS_PER_INSN / atomic_load(&m->started);
        m->round_any = false;
    }
    while (m->round_core < m->core_count && !atomic_load(&m->ending)) {
        struct core *c = m->core[m->round_core];
        if (atomic_load(&c->pending) & CORE_PAUSE)
            return true;
        if (m->turn_left != 0 || core_has_work(c)) {
            m->round_any = true;
            turn_run(c);
            if (m->turn_left != 0)
                continue;
            events_due(m);
        }
        m->round_core++;
    }
    m->round_core = 0;
    return m->round_any;
}

/* Time of the next event, UINT64_MAX if there is none. */
static u64 next_event(struct machine *m)
{
    u64 next = UINT64_MAX;
    if (m->timers != NULL)
        next = m->timers->when * PS_PER_NS;
    if (m->capture_count != 0 && frame_ps(first_capture(m)) < next)
        next = frame_ps(first_capture(m));
    u32 queue = 0;
    if (input_possible(m) && m->next_input_ps < next &&
        device_ctl(device_find(m, "serial"), DEVICE_ROOM, &queue) > 0)
        next = m->next_input_ps;
    return next;
}

/* Every running core waits: time jumps, or the host must bring something. */
static void idle(struct machine *m)
{
    u64 next = next_event(m);
    if (next == UINT64_MAX) {
        pthread_cond_wait(&m->det_wake, &m->lock);
        return;
    }
    if (next > m->virtual_ps)
        m->virtual_ps = next;
    events_due(m);
}

static void hold(struct machine *m)
{
    m->paused_cores++;
    pthread_cond_broadcast(&m->progress);
    while ((atomic_load(&m->core[0]->pending) & CORE_PAUSE) &&
           !atomic_load(&m->ending))
        pthread_cond_wait(&m->det_wake, &m->lock);
    m->paused_cores--;
}

void *det_main(void *machine)
{
    struct machine *m = machine;
    pthread_mutex_lock(&m->lock);
    m->next_input_ps = INPUT_PS;
    events_due(m);
    while (!atomic_load(&m->ending)) {
        if (atomic_load(&m->core[0]->pending) & CORE_PAUSE)
            hold(m);
        else if (!round_run(m) && !atomic_load(&m->ending))
            idle(m);
    }
    pthread_mutex_unlock(&m->lock);
    return NULL;
}
