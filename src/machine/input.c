/* SPDX-License-Identifier: MIT
 *
 * Where outside input and output pass: the host calls these on the device
 * thread, they take the machine lock and hand over to the device. Nothing
 * else brings input into the machine, so that a recording can be made here.
 */
#include <vm/host.h>

#include <lamp/dev/fb.h>
#include <vm/debug.h>
#include <vm/machine.h>
#include <vm/tap.h>

static int locked_ctl(struct machine *m, const char *name,
                      enum device_verb verb, void *arg)
{
    pthread_mutex_lock(&m->lock);
    int n = device_ctl(device_find(m, name), verb, arg);
    pthread_mutex_unlock(&m->lock);
    return n;
}

u32 machine_serial_room(struct machine *m)
{
    u32 queue = 0;
    if (m->debug != NULL && debug_holds_input(m))
        return 0;
    return (u32)locked_ctl(m, "serial", DEVICE_ROOM, &queue);
}

u32 machine_serial_input(struct machine *m, const u8 *bytes, u32 n)
{
    struct device_bytes b = {(u8 *)bytes, n, 0};
    return (u32)locked_ctl(m, "serial", DEVICE_INPUT, &b);
}

u32 machine_serial_output(struct machine *m, u8 *bytes, u32 max)
{
    struct device_bytes b = {bytes, max, 0};
    u32 n = (u32)locked_ctl(m, "serial", DEVICE_OUTPUT, &b);
    for (struct tap *t = n ? m->taps : NULL; t; t = t->next)
        t->sent(t, bytes, n);
    return n;
}

void machine_tap(struct machine *m, struct tap *t)
{
    t->next = m->taps;
    m->taps = t;
}

void machine_untap(struct machine *m, struct tap *t)
{
    struct tap **at = &m->taps;
    while (*at && *at != t)
        at = &(*at)->next;
    if (*at)
        *at = t->next;
}

/* In deterministic mode typed input enters like that of a file (det.c): when
 * none was left the next byte may, 100 us behind the start of this turn. */
static void input_more(struct machine *m)
{
    if (m->config.deterministic)
        det_input_more(m);
    else
        machine_kick(m);
}

void device_sent(struct device *d, u8 byte)
{
    struct machine *m = d->m;
    if (LIKELY(!m->listens))
        return;
    u32 heard = m->host->class->heard(m->host, byte);
    if (heard & HEARD_INPUT)
        input_more(m);
    if (heard & HEARD_ALL)
        machine_end(m, MACHINE_STOPPED, 0, m->access ? m->access->id : 0,
                    STOPPED_EXPECTED);
}

void machine_keyboard(struct machine *m, const u8 *scan, u32 n)
{
    struct device_bytes b = {(u8 *)scan, n, 0};
    locked_ctl(m, "ps2", DEVICE_INPUT, &b);
}

void machine_mouse(struct machine *m, int dx, int dy, u32 buttons)
{
    u8 packet[255];
    u32 n = ps2_mouse_packets(dx, dy, buttons, packet, sizeof packet);
    for (u32 i = 0; i + 3 <= n; i += 3) {
        struct device_bytes b = {packet + i, 3, 1};
        locked_ctl(m, "ps2", DEVICE_INPUT, &b);
    }
}
