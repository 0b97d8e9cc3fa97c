/* SPDX-License-Identifier: MIT
 *
 * One machine of a selftest: memory only, and a host that plays the outside.
 * Guest programs leave the reason of a failure where check.inc says.
 */
#include "selftest.h"

#include <lamp/dev/ps2.h>

enum {
    REPORT = 0x8000, /* as in check.inc: number, got, wanted */
    LIMIT_NS = 2000000000,
    FIFO_TEST_BYTES = 256
};

static void answer(struct machine *m, u8 byte)
{
    static const u8 up[] = {0xE0, 0x48};
    u8 bytes[FIFO_TEST_BYTES];
    switch (byte) {
    case 'f':
        for (u32 i = 0; i < sizeof(bytes); i++)
            bytes[i] = (u8)i;
        machine_serial_input(m, bytes, sizeof(bytes));
        break;
    case 's':
        machine_serial_input(m, &byte, 1);
        break;
    case 'k':
        machine_keyboard(m, up, sizeof(up));
        break;
    case 'm':
        machine_mouse(m, 300, -2, PS2_MOUSE_LEFT);
        break;
    }
}

static void trial_service(struct host *h, struct machine *m)
{
    u8 bytes[64];
    (void)h;
    for (;;) {
        u32 n = machine_serial_output(m, bytes, sizeof(bytes));
        for (u32 i = 0; i < n; i++)
            answer(m, bytes[i]);
        if (n == 0)
            return;
    }
}

static const struct host_class trial_host = {.name = "selftest",
                                             .service = trial_service};

void trial_init(struct trial *t, const struct selftest *s, const char *engine)
{
    t->host.class = &trial_host;
    t->m = NULL;
    t->config = config_default;
    t->config.cores = s->cores;
    t->config.engine = engine;
    t->config.headless = true;
    t->config.timeout_ns = s->limit_ns ? s->limit_ns : LIMIT_NS;
}

static const struct selftest_image *image_of(const char *name)
{
    for (u32 i = 0; i < selftest_image_count; i++) {
        if (strcmp(selftest_images[i].name, name) == 0)
            return &selftest_images[i];
    }
    return NULL;
}

bool trial_begin(struct trial *t, const char *image, struct err *e)
{
    t->m = machine_new(&t->config, &t->host, e);
    if (t->m == NULL)
        return false;
    if (image == NULL)
        return true;
    const struct selftest_image *i = image_of(image);
    if (i == NULL)
        return fail(e, "there is no guest program %s", image);
    return machine_load_bytes(t->m, i->name, i->bytes, i->size, e);
}

void trial_end(struct trial *t)
{
    machine_free(t->m);
    t->m = NULL;
}

static bool fail_check(const struct trial *t, struct err *e)
{
    const struct ram *r = &t->m->bus.ram;
    return fail(e, "check %u got 0x%08X, wanted 0x%08X", ram_get32(r, REPORT),
                ram_get32(r, REPORT + 4), ram_get32(r, REPORT + 8));
}

bool trial_run(struct trial *t, int status, struct err *e)
{
    if (!machine_run(t->m, e))
        return false;
    const struct machine_result *r = machine_result(t->m);
    const struct core *c = t->m->core[r->core];
    if (r->state == MACHINE_PANICKED)
        return fail(e, "panic of core %u at 0x%08X: %s", c->id, c->panic.ip,
                    c->panic.text);
    if (r->state == MACHINE_STOPPED)
        return fail(e, "not finished in time, core 0 is at 0x%08X",
                    t->m->core[0]->ip);
    if (r->status == status)
        return true;
    if (r->status == 1)
        return fail_check(t, e);
    return fail(e, "exit status %d, wanted %d", r->status, status);
}

bool trial_word(const struct trial *t, u32 at, u32 wanted, struct err *e)
{
    u32 got = ram_get32(&t->m->bus.ram, at);
    return got == wanted ||
           fail(e, "word at 0x%08X is 0x%08X, wanted 0x%08X", at, got, wanted);
}
