/* SPDX-License-Identifier: MIT
 *
 * The rows of board.def become devices, windows, ports and marks. After
 * board_build the map of the bus is frozen, which is why cores look things up
 * in it without a lock.
 */
#include <vm/machine.h>

#include <stdlib.h>

#include <lamp/board.h>

#define BOARD_DEVICE(name) extern const struct device_class name##_device;
#include <lamp/board.def>

static const struct device_class *const classes[] = {
#define BOARD_DEVICE(name) &name##_device,
#include <lamp/board.def>
};

static struct device *
device_new(struct machine *m, const struct device_class *class, struct err *e)
{
    struct device *d = calloc(1, sizeof *d);
    void *state = calloc(1, class->size ? class->size : 1);
    if (d == NULL || state == NULL) {
        free(d);
        free(state);
        fail_status(e, 90, "no memory for device %s", class->name);
        return NULL;
    }
    d->class = class;
    d->m = m;
    d->state = state;
    if (class->init != NULL && !class->init(d, e)) {
        free(state);
        free(d);
        return NULL;
    }
    return d;
}

static void window_add(struct machine *m, u32 base, u32 size, const char *name)
{
    struct bus *b = &m->bus;
    b->window[b->window_count++] =
        (struct bus_window){base, size, device_find(m, name)};
    ram_mark(&b->ram, base, size, MARK_WINDOW);
}

static void ranges_build(struct machine *m)
{
#define RANGE_RAM(base, size, device)
#define RANGE_STORAGE(base, size, device)
#define RANGE_REGISTERS(base, size, device) window_add(m, base, size, #device);
    /* --strict looks at every access to the reserved ranges. */
#define RANGE_RESERVED(base, size, device) \
    if (m->config.strict)                  \
        ram_mark(&m->bus.ram, base, size, MARK_WINDOW);
#define BOARD_RANGE(name, kind, base, size, device, meaning) \
    RANGE_##kind(base, size, device)
#include <lamp/board.def>
}

static void ports_build(struct machine *m)
{
#define BOARD_PORT(name, number, device, meaning) \
    m->bus.port[number] = device_find(m, #device);
#include <lamp/board.def>
}

bool board_build(struct machine *m, struct err *e)
{
    for (u32 i = 0; i < ARRAY_LEN(classes); i++) {
        struct device *d = device_new(m, classes[i], e);
        if (d == NULL)
            return false;
        m->device[m->device_count++] = d;
    }
    m->fb = device_find(m, "fb");
    ranges_build(m);
    ports_build(m);
    return true;
}

void board_free(struct machine *m)
{
    while (m->device_count != 0) {
        struct device *d = m->device[--m->device_count];
        if (d->class->fini != NULL)
            d->class->fini(d);
        free(d->state);
        free(d);
    }
}
