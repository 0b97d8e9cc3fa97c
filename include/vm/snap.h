/* SPDX-License-Identifier: MIT
 *
 * The one visitor that saves, loads, hashes and prints state. A sync function
 * names every field of its struct once:
 *
 *     static void tick_sync(struct tick *t, struct snap *s)
 *     {
 *         SNAP_BEGIN(s, "tick", t);
 *         SNAP(s, t->period);
 *         SNAP_ARRAY(s, t->latch);
 *         SNAP_SKIP(s, t->timer);      // host state, rebuilt after a load
 *         SNAP_END(s, t);
 *     }
 *
 * SNAP_END checks that the visited and skipped bytes plus the padding given
 * make up the struct, so that a forgotten field fails the first test. Fields
 * are 1, 2, 4 or 8 bytes wide and stored little endian.
 */
#ifndef VM_SNAP_H
#define VM_SNAP_H

#include <util/bits.h>
#include <util/buf.h>

enum snap_mode { SNAP_SAVE, SNAP_LOAD, SNAP_HASH, SNAP_DUMP };

struct snap {
    enum snap_mode mode;
    u64 hash;        /* HASH */
    struct buf *out; /* SAVE: bytes; DUMP: text "name = value" */
    const u8 *in;    /* LOAD */
    size_t in_size, in_at;
    bool failed; /* LOAD: input too short, or values refused */
    const char *section;
    size_t seen; /* bytes visited in the current struct */
};

void snap_init(struct snap *s, enum snap_mode mode);
void snap_begin(struct snap *s, const char *section);
void snap_end(struct snap *s, const char *section, size_t struct_bytes);
void snap_field(struct snap *s, const char *name, void *field, size_t width);
void snap_array(struct snap *s, const char *name, void *first, size_t width,
                size_t count);
/* Uninterpreted bytes that are not part of the struct (heap, RAM). */
void snap_bytes(struct snap *s, const char *name, void *bytes, size_t n);
void snap_skip(struct snap *s, size_t bytes);

#define SNAP_BEGIN(s, name, p) snap_begin((s), (name))
#define SNAP(s, field) snap_field((s), #field, &(field), sizeof(field))
#define SNAP_ARRAY(s, field)                             \
    snap_array((s), #field, (field), sizeof((field)[0]), \
               sizeof(field) / sizeof((field)[0]))
#define SNAP_SKIP(s, field) snap_skip((s), sizeof(field))
#define SNAP_PADDING(s, n) snap_skip((s), (n))
#define SNAP_END(s, p) snap_end((s), (s)->section, sizeof(*(p)))

/* One step of the hash, also for RAM. */
static inline u64 snap_mix(u64 hash, u64 word)
{
    hash = (hash ^ word) * 0x9FB21C651E98DF25u;
    return hash ^ (hash >> 32);
}

#endif
