/* SPDX-License-Identifier: MIT
 *
 * Writes /tmp/perf-PID.map as regions are compiled: address, size and name of
 * each, in hexadecimal. What perf sees at a place that was used anew is the
 * name it had first or last; the file does not tell when.
 *
 * Each line is in the file before its code runs, so that a process that is
 * killed has its names too.
 */
#include <vm/perf_map.h>

#include "sink.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vm/machine.h>
#include <vm/observe.h>
#include <vm/program_names.h>
#include <vm/translation.h>

struct perf_map {
    struct observer observer;
    struct machine *m;
    bool any; /* the common parts have their line */
    char path[32];
    struct sink sink;
};

bool perf_map_wanted(void)
{
    const char *value = getenv("VM_PERF_MAP");
    return value && strcmp(value, "1") == 0;
}

static void line(struct perf_map *p, const u8 *at, u32 size, const char *name)
{
    char text[192];
    int n = snprintf(text, sizeof(text), "%" PRIXPTR " %" PRIX32 " %s\n",
                     (uintptr_t)at, size, name);
    sink_text(&p->sink, text, (size_t)n);
}

/* Lock of the code cache held: one at a time. */
static void translated(struct observer *o, struct core *c,
                       const struct translation *t)
{
    struct perf_map *p = (struct perf_map *)o;
    const struct host_code *h = t->host;
    char text[128];
    u32 offset;
    (void)c;
    if (!h)
        return;
    if (!p->any)
        line(p, (const u8 *)h->address - h->at, h->common, "jit:common");
    p->any = true;
    const char *name = names_symbol(p->m->names, t->pc, &offset);
    if (name)
        snprintf(text, sizeof(text), "lamp:%.96s+0x%" PRIX32, name, offset);
    else
        snprintf(text, sizeof(text), "lamp:0x%08" PRIX32, t->pc);
    line(p, h->address, h->size, text);
}

/* /tmp is for everybody: the file is made here, or not at all. */
static bool file_open(struct perf_map *p, struct err *e)
{
    snprintf(p->path, sizeof(p->path), "/tmp/perf-%ld.map", (long)getpid());
    unlink(p->path);
    int fd = open(p->path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                  0644);
    return sink_take(&p->sink, p->path, fd, e);
}

struct perf_map *perf_map_open(struct machine *m, struct err *e)
{
    struct perf_map *p = calloc(1, sizeof(*p));
    if (!p) {
        fail_status(e, 90, "out of memory for VM_PERF_MAP");
        return NULL;
    }
    p->m = m;
    p->observer.translated = translated;
    if (!file_open(p, e)) {
        free(p);
        return NULL;
    }
    observe_add(m, &p->observer);
    return p;
}

bool perf_map_close(struct perf_map *p, struct err *e)
{
    if (!p)
        return true;
    observe_remove(p->m, &p->observer);
    bool ok = sink_close(&p->sink, e);
    free(p);
    return ok;
}
