/* SPDX-License-Identifier: MIT
 *
 * Guest memory: a flat 4 GiB host mapping with guards, where host address =
 * base + guest address, RAM from 0, the framebuffer mapped at both of its
 * windows; and the granule map, one byte for each 64 bytes of guest space
 * that says what is special about an access there. Zero means: RAM or
 * framebuffer, nothing to do. No lock: every access is a C11 relaxed atomic
 * of its natural size (docs/isa.md, section 7), bulk copies go by bytes and
 * words in the same way.
 */
#ifndef VM_RAM_H
#define VM_RAM_H

#include <stdatomic.h>
#include <util/bits.h>
#include <util/err.h>

/* Bits of the granule map. */
enum ram_mark {
    MARK_CODE = 1 << 0,   /* stores: bytes here have been lifted */
    MARK_CLEAN = 1 << 1,  /* stores: framebuffer row not yet damaged */
    MARK_WINDOW = 1 << 2, /* a register window touches this granule */
    MARK_OUT = 1 << 3,    /* no storage here */
    MARK_FB = 1 << 4      /* atomics: framebuffer, where there are none */
};
enum {
    MARK_LOAD = MARK_WINDOW | MARK_OUT, /* what loads must look at */
    GRANULE_SHIFT = 6,
    GRANULE_BYTES = 1 << GRANULE_SHIFT
};

/* Both tables and the guest space are reserved as one: they are always this
 * far below address 0. */
#define RAM_MAP_DISTANCE \
    (((size_t)1 << (32 - GRANULE_SHIFT)) + ((size_t)1 << 16))
#define RAM_CODE_DISTANCE \
    (RAM_MAP_DISTANCE + ((size_t)1 << (32 - GRANULE_SHIFT)) * sizeof(u64))

struct ram {
    u8 *base;          /* guest address 0 */
    _Atomic u8 *map;   /* [guest address >> GRANULE_SHIFT] */
    _Atomic u64 *code; /* [granule]: bit i = byte i has been lifted */
    u8 *lifted;        /* [guest address]: as it was then; code lock */
    u32 size;          /* bytes of RAM, from 0 */
    u32 fb_base;       /* = size: the framebuffer's upper window */
    u32 fb_alias;      /* its lower window */
    u32 fb_bytes;
};

bool ram_init(struct ram *r, u32 size, struct err *e);
void ram_fini(struct ram *r);

/* All storage zero again. No core may be running. */
void ram_clear(struct ram *r);

/* Marks the granules of a range; not thread safe, before cores run. */
void ram_mark(struct ram *r, u32 at, u32 size, enum ram_mark mark);

/* True when every byte of [at, at + n) has storage: RAM or framebuffer. */
bool ram_has(const struct ram *r, u64 at, u64 n);
/* True when [at, at + n) is RAM and no byte is in a framebuffer window. */
bool ram_is_plain(const struct ram *r, u64 at, u64 n);

static inline u8 ram_marks(const struct ram *r, u32 at)
{
    return atomic_load_explicit(&r->map[at >> GRANULE_SHIFT],
                                memory_order_relaxed);
}

/* True when a granule of [at, at + n), n != 0, has one of the marks. */
static inline bool ram_has_marks(const struct ram *r, u32 at, u32 n, u8 marks)
{
    u32 g = at >> GRANULE_SHIFT, end = ((at + n - 1) >> GRANULE_SHIFT) + 1;
    u64 all = 0, eight;
    for (; g + sizeof eight <= end; g += (u32)sizeof eight) {
        memcpy(&eight, (const u8 *)r->map + g, sizeof eight);
        all |= eight;
    }
    for (; g < end; g++)
        all |= atomic_load_explicit(&r->map[g], memory_order_relaxed);
    return (all & marks * 0x0101010101010101u) != 0;
}

/* Raw access to storage; the caller has made sure that it is there and that
 * addresses are multiples of the width. */
static inline u8 ram_get8(const struct ram *r, u32 at)
{
    return atomic_load_explicit((_Atomic u8 *)(r->base + at),
                                memory_order_relaxed);
}
static inline u16 ram_get16(const struct ram *r, u32 at)
{
    return atomic_load_explicit((_Atomic u16 *)(void *)(r->base + at),
                                memory_order_relaxed);
}
static inline u32 ram_get32(const struct ram *r, u32 at)
{
    return atomic_load_explicit((_Atomic u32 *)(void *)(r->base + at),
                                memory_order_relaxed);
}
static inline void ram_put8(struct ram *r, u32 at, u8 v)
{
    atomic_store_explicit((_Atomic u8 *)(r->base + at), v,
                          memory_order_relaxed);
}
static inline void ram_put16(struct ram *r, u32 at, u16 v)
{
    atomic_store_explicit((_Atomic u16 *)(void *)(r->base + at), v,
                          memory_order_relaxed);
}
static inline void ram_put32(struct ram *r, u32 at, u32 v)
{
    atomic_store_explicit((_Atomic u32 *)(void *)(r->base + at), v,
                          memory_order_relaxed);
}

/* Two words at once, for slots of a stack; at is a multiple of 8. */
static inline u64 ram_get64(const struct ram *r, u32 at)
{
    return atomic_load_explicit((_Atomic u64 *)(void *)(r->base + at),
                                memory_order_relaxed);
}
static inline void ram_put64(struct ram *r, u32 at, u64 v)
{
    atomic_store_explicit((_Atomic u64 *)(void *)(r->base + at), v,
                          memory_order_relaxed);
}

/* True for an aligned word that is RAM and in no framebuffer window. */
static inline bool ram_word_plain(const struct ram *r, u32 at)
{
    return at % 4 == 0 && at < r->size && at - r->fb_alias >= r->fb_bytes;
}

/* A word at any alignment: byte by byte when misaligned. */
u32 ram_get32_any(const struct ram *r, u32 at);
void ram_put32_any(struct ram *r, u32 at, u32 v);

/* Bulk, between storage and host memory, byte order kept. Raw as above: no
 * marks are looked at (see codemap.h for code, device.h for DMA). */
void ram_read(const struct ram *r, u32 at, void *to, size_t n);
void ram_write(struct ram *r, u32 at, const void *from, size_t n);
void ram_fill(struct ram *r, u32 at, u8 value, size_t n);
/* Within storage; the ranges must not overlap unless `to` is below `from`. */
void ram_copy(struct ram *r, u32 to, u32 from, size_t n);

/* Hash of all storage that is not zero, position included. */
u64 ram_hash(const struct ram *r);

#endif
