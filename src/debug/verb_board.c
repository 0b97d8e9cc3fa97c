/* SPDX-License-Identifier: MIT
 *
 * Verbs about what stands around the cores: devices, the address space, the
 * engine's cache, the screen, logs. The state of a device comes from its
 * visitor, which has no effect on it.
 */
#include "verbs.h"

#include <inttypes.h>
#include <stdlib.h>
#include <util/log.h>
#include <vm/snap.h>

enum {
    VALUES_SHOWN = 16, /* of an array; the whole would hide the rest */
    REGIONS_SHOWN = 64 /* the youngest */
};

static void device_ports(struct verb_call *v, const struct device *d)
{
    const struct bus *b = &verb_machine(v)->bus;
    out_list(v->out, "ports");
    for (u32 i = 0; i < BUS_PORTS; i++)
        if (b->port[i] == d)
            out_hex(v->out, NULL, i, 2);
    out_end(v->out);
}

bool verb_devices(struct verb_call *v, struct err *e)
{
    const struct machine *m = verb_machine(v);
    (void)e;
    out_list(v->out, "devices");
    for (u32 i = 0; i < m->device_count; i++) {
        const struct device *d = m->device[i];
        out_object(v->out, NULL);
        out_text(v->out, "device", "%s", d->class->name);
        out_list(v->out, "windows");
        for (u32 k = 0; k < m->bus.window_count; k++)
            if (m->bus.window[k].device == d)
                out_hex(v->out, NULL, m->bus.window[k].base, 8);
        out_end(v->out);
        device_ports(v, d);
        out_end(v->out);
    }
    out_end(v->out);
    return true;
}

/* "name = 0x01 0x02": one value, or a list of at most VALUES_SHOWN. */
static void field_values(struct verb_call *v, char *name, char *values)
{
    char *save = NULL, *word = strtok_r(values, " ", &save);
    bool several = save && *save != '\0';
    u32 shown = 0;
    if (!word)
        return;
    if (!several) {
        out_hex(v->out, name, strtoull(word, NULL, 16), (u32)strlen(word) - 2);
        return;
    }
    out_list(v->out, name);
    for (; word && shown < VALUES_SHOWN; shown++) {
        out_hex(v->out, NULL, strtoull(word, NULL, 16), (u32)strlen(word) - 2);
        word = strtok_r(NULL, " ", &save);
    }
    out_end(v->out);
}

/* A line of the visitor's dump. */
static void field_line(struct verb_call *v, char *line)
{
    char *equals = strstr(line, " =");
    char *arrow = equals ? strstr(line, "->") : NULL;
    if (!equals)
        return; /* the name of a section */
    *equals = '\0';
    field_values(v, arrow && arrow < equals ? arrow + 2 : line, equals + 2);
}

bool verb_device(struct verb_call *v, struct err *e)
{
    struct machine *m = verb_machine(v);
    struct device *d = device_find(m, v->word[0]);
    struct buf dump = {0};
    struct snap s;
    if (!d)
        return fail(e, "there is no device '%.40s'; devices lists them",
                    v->word[0]);
    snap_init(&s, SNAP_DUMP);
    s.out = &dump;
    pthread_mutex_lock(&m->lock);
    if (d->class->sync)
        d->class->sync(d, &s);
    pthread_mutex_unlock(&m->lock);
    out_text(v->out, "device", "%s", d->class->name);
    out_object(v->out, "state");
    buf_add(&dump, "", 1);
    char *save = NULL;
    for (char *line = dump.failed ? NULL
                                  : strtok_r((char *)dump.data, "\n", &save);
         line; line = strtok_r(NULL, "\n", &save))
        field_line(v, line);
    out_end(v->out);
    bool ok = !dump.failed || fail_status(e, 90, "out of memory");
    buf_free(&dump);
    return ok;
}

/* --- the address space ---------------------------------------------------- */

static void range(struct verb_call *v, u32 base, u32 size, const char *kind,
                  const char *device)
{
    out_object(v->out, NULL);
    out_hex(v->out, "from", base, 8);
    out_hex(v->out, "to", base + (size - 1), 8);
    out_text(v->out, "kind", "%s", kind);
    out_text(v->out, "device", "%s", device);
    out_end(v->out);
}

bool verb_map(struct verb_call *v, struct err *e)
{
    const struct bus *b = &verb_machine(v)->bus;
    const struct ram *r = &b->ram;
    (void)e;
    out_list(v->out, "ranges");
    range(v, 0, r->size, "RAM", "");
    range(v, r->fb_alias, r->fb_bytes, "framebuffer", "fb");
    for (u32 i = 0; i < b->window_count; i++)
        range(v, b->window[i].base, b->window[i].size, "registers",
              b->window[i].device->class->name);
    range(v, r->fb_base, r->fb_bytes, "framebuffer", "fb");
    out_end(v->out);
    return true;
}

/* --- engines -------------------------------------------------------------- */

static void engine_row(struct verb_call *v, const struct core *c)
{
    struct engine_stats s = {0};
    if (c->engine->stats)
        c->engine->stats(c, &s);
    out_object(v->out, NULL);
    out_number(v->out, "core", c->id);
    out_text(v->out, "engine", "%s", c->engine->name);
    out_number(v->out, "blocks", s.blocks);
    out_number(v->out, "bytes", s.bytes);
    out_number(v->out, "of", s.capacity);
    out_number(v->out, "flushes", s.flushes);
    out_number(v->out, "dropped", s.dropped);
    out_number(v->out, "native_bytes", s.native_bytes);
    out_number(v->out, "native_of", s.native_capacity);
    out_number(v->out, "native_dropped", s.native_dropped);
    out_end(v->out);
}

struct region_rows {
    struct verb_call *v;
    u32 rows;
};

static void region_row(void *to, const struct engine_region *r)
{
    struct region_rows *rows = to;
    struct verb_call *v = rows->v;
    if (rows->rows++ >= REGIONS_SHOWN)
        return;
    out_object(v->out, NULL);
    out_hex(v->out, "region", r->pc, 8);
    out_hex(v->out, "from", r->first, 8);
    out_hex(v->out, "to", r->last, 8);
    out_number(v->out, "instructions", r->insns);
    out_number(v->out, "entries", r->entries);
    out_hex(v->out, "host", r->at, 6);
    out_number(v->out, "bytes", r->host_bytes);
    verb_place(v, r->pc, 0);
    out_end(v->out);
}

/* Cores share their regions. */
bool verb_blocks(struct verb_call *v, struct err *e)
{
    const struct machine *m = verb_machine(v);
    struct region_rows rows = {v, 0};
    const struct core *compiles = NULL;
    (void)e;
    out_list(v->out, "cores");
    for (u32 i = 0; i < m->core_count; i++) {
        engine_row(v, m->core[i]);
        if (m->core[i]->engine->regions)
            compiles = m->core[i];
    }
    out_end(v->out);
    if (!compiles)
        return true;
    out_list(v->out, "regions");
    compiles->engine->regions(compiles, region_row, &rows);
    out_end(v->out);
    if (rows.rows > REGIONS_SHOWN)
        out_number(v->out, "more", rows.rows - REGIONS_SHOWN);
    return true;
}

/* --- screen, logs --------------------------------------------------------- */

bool verb_screenshot(struct verb_call *v, struct err *e)
{
    if (!machine_screenshot(verb_machine(v), v->word[0], e))
        return false;
    out_text(v->out, "file", "%s", v->word[0]);
    return true;
}

bool verb_log(struct verb_call *v, struct err *e)
{
    if (strcmp(v->word[0], "off") == 0) {
        log_disable();
        return true;
    }
    return log_enable(v->word[0]) ||
           fail(e,
                "'%.40s' has a name that is none of a log; --log help "
                "lists them",
                v->word[0]);
}

bool verb_subscribe(struct verb_call *v, struct err *e)
{
    bool serial = strcmp(v->word[0], "serial") == 0;
    if (!serial && strcmp(v->word[0], "off") != 0)
        return fail(e, "'%.40s' is neither serial nor off", v->word[0]);
    v->caller->serial = serial;
    return true;
}
