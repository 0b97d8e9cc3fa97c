/* SPDX-License-Identifier: MIT
 *
 * What the tests of devices share on top of rig.h: refused accesses, vectors,
 * ctl under the lock, state saved and loaded, stderr of a piece of code.
 */
#ifndef TESTS_DEVICES_H
#define TESTS_DEVICES_H

#include <unistd.h>

#include "rig.h"

#include <lamp/dev/intc.h>
#include <vm/snap.h>

static inline struct device *rig_device(struct rig *r, const char *name)
{
    struct device *d = device_find(r->m, name);
    assert_non_null(d);
    return d;
}

/* As the rest of the machine calls a device: lock held. */
static inline int rig_ctl(struct rig *r, const char *name,
                          enum device_verb verb, void *arg)
{
    struct device *d = rig_device(r, name);
    pthread_mutex_lock(&r->m->lock);
    int result = device_ctl(d, verb, arg);
    pthread_mutex_unlock(&r->m->lock);
    return result;
}

static inline void rig_reset_device(struct rig *r, const char *name)
{
    struct device *d = rig_device(r, name);
    pthread_mutex_lock(&r->m->lock);
    d->class->reset(d);
    pthread_mutex_unlock(&r->m->lock);
}

/* The panic an access made, with its cause and a part of its text. */
static inline void assert_panic(struct rig *r, u32 cpu, u32 cause, bool strict,
                                const char *text)
{
    struct panic *p = &r->m->core[cpu]->panic;
    assert_true(p->set);
    assert_int_equal(p->cause, cause);
    assert_int_equal(p->strict, strict);
    if (strstr(p->text, text) == NULL)
        fail_msg("\"%s\" does not say \"%s\"", p->text, text);
    memset(p, 0, sizeof *p);
}

static inline void assert_port_refused(struct rig *r, u32 cpu, u32 port,
                                       u32 value, u32 cause, const char *text)
{
    assert_false(bus_port_write(r->m->core[cpu], port, value));
    assert_panic(r, cpu, cause, false, text);
}

/* A write that is ignored, and refused by a strict machine. */
static inline void assert_port_ignored(u32 port, const char *text)
{
    struct config c = config_default;
    struct rig r;
    rig_init(&r, NULL);
    u32 before = rig_in(&r, 0, port);
    rig_out(&r, 0, port, 0xFFFFFFFF);
    assert_int_equal(rig_in(&r, 0, port), before);
    rig_fini(&r);
    c.strict = true;
    rig_init(&r, &c);
    assert_false(bus_port_write(r.m->core[0], port, 0xABCD));
    assert_panic(&r, 0, PANIC_READ_ONLY, true, text);
    rig_fini(&r);
}

static inline void assert_store_refused(struct rig *r, u32 cpu, u32 at,
                                        u32 value, u32 cause, const char *text)
{
    assert_false(bus_store(r->m->core[cpu], at, 4, value));
    assert_panic(r, cpu, cause, false, text);
}

static inline bool rig_pending(struct rig *r, u32 cpu, u32 v)
{
    u32 word = rig_load32(r, cpu, INTC_BASE + INTC_PENDING + v / 32 * 4);
    return (word >> v % 32 & 1) != 0;
}

static inline void rig_acknowledge(struct rig *r, u32 cpu, u32 v)
{
    rig_store32(r, cpu, INTC_BASE + INTC_EOI, v);
}

/* Virtual time of a deterministic machine; due events happen. */
static inline void rig_time(struct rig *r, u64 ns)
{
    pthread_mutex_lock(&r->m->lock);
    r->m->virtual_ps = ns * 1000;
    clock_fire(r->m);
    pthread_mutex_unlock(&r->m->lock);
}

static inline void rig_save(struct rig *r, const char *name, struct buf *out)
{
    struct device *d = rig_device(r, name);
    struct snap s;
    *out = (struct buf){0};
    snap_init(&s, SNAP_SAVE);
    s.out = out;
    pthread_mutex_lock(&r->m->lock);
    d->class->sync(d, &s);
    pthread_mutex_unlock(&r->m->lock);
    assert_false(s.failed);
    assert_false(out->failed);
}

/* Frees the bytes; false when the device refused them. */
static inline bool rig_restore(struct rig *r, const char *name, struct buf *in)
{
    struct device *d = rig_device(r, name);
    struct snap s;
    snap_init(&s, SNAP_LOAD);
    s.in = in->data;
    s.in_size = in->size;
    pthread_mutex_lock(&r->m->lock);
    d->class->sync(d, &s);
    pthread_mutex_unlock(&r->m->lock);
    if (!s.failed)
        assert_int_equal(s.in_at, in->size);
    buf_free(in);
    return !s.failed;
}

static inline u64 rig_hash(struct rig *r, const char *name)
{
    struct device *d = rig_device(r, name);
    struct snap s;
    snap_init(&s, SNAP_HASH);
    pthread_mutex_lock(&r->m->lock);
    d->class->sync(d, &s);
    pthread_mutex_unlock(&r->m->lock);
    return s.hash;
}

/* stderr from here on goes to a file without a name. */
struct capture {
    FILE *file;
    int saved;
};

static inline void capture_start(struct capture *c)
{
    fflush(stderr);
    c->file = tmpfile();
    c->saved = dup(STDERR_FILENO);
    assert_non_null(c->file);
    assert_true(c->saved >= 0);
    assert_true(dup2(fileno(c->file), STDERR_FILENO) >= 0);
}

/* What was written, and how many lines that is. */
static inline u32 capture_end(struct capture *c, char *text, size_t size)
{
    u32 lines = 0;
    fflush(stderr);
    dup2(c->saved, STDERR_FILENO);
    close(c->saved);
    rewind(c->file);
    size_t n = fread(text, 1, size - 1, c->file);
    fclose(c->file);
    text[n] = '\0';
    for (size_t i = 0; i < n; i++)
        lines += text[i] == '\n';
    return lines;
}

#endif
