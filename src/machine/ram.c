/* SPDX-License-Identifier: MIT
 *
 * Guest storage as one flat host mapping, and the granule map. 4 GiB are
 * reserved, with a guard on both sides; RAM and the two framebuffer windows
 * are mapped into them, everything else stays inaccessible. The map behind
 * the last storage is one small page set of MARK_OUT bytes mapped again and
 * again, so that it costs neither memory nor time.
 *
 * Invariant: a byte whose granule is not marked MARK_OUT is mapped. What an
 * access means is bus.c's business; here are only bytes.
 */
#include <vm/ram.h>

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include <lamp/board.h>
#include <vm/snap.h>

#define GUEST_SPACE ((size_t)1 << 32)
#define GUARD ((size_t)1 << 16)
#define MAP_BYTES (GUEST_SPACE >> GRANULE_SHIFT)
#define CODE_BYTES (MAP_BYTES * sizeof(u64))
#define TABLE_BYTES (CODE_BYTES + MAP_BYTES)
/* code, map, guard, guest space, guard: both tables are in reach of a
 * displacement. */
#define SPACE_BYTES (TABLE_BYTES + GUEST_SPACE + 2 * GUARD)

enum { OUT_BYTES = 1 << 19, HOST_PAGE = 4096 };

_Static_assert(RAM_MAP_DISTANCE == MAP_BYTES + GUARD, "the map is in reach");
_Static_assert(RAM_CODE_DISTANCE == TABLE_BYTES + GUARD, "and so is code");

static void *reserve(size_t bytes)
{
    void *p = mmap(NULL, bytes, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? NULL : p;
}

static bool map_at(void *at, size_t bytes, int flags, int fd)
{
    return mmap(at, bytes, PROT_READ | PROT_WRITE,
                MAP_FIXED | MAP_NORESERVE | flags, fd, 0) != MAP_FAILED;
}

static bool map_storage(struct ram *r)
{
    if (!map_at(r->base, r->size, MAP_PRIVATE | MAP_ANONYMOUS, -1))
        return false;
    int fd = memfd_create("framebuffer", MFD_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = ftruncate(fd, FB_SIZE) == 0 &&
              map_at(r->base + r->fb_base, FB_SIZE, MAP_SHARED, fd) &&
              map_at(r->base + FB_ALIAS_BASE, FB_SIZE, MAP_SHARED, fd);
    close(fd);
    return ok;
}

/* Marks [from, to) of the map MARK_OUT: whole pages from fd, the ragged ends
 * by hand. */
static bool map_out(struct ram *r, size_t from, size_t to, int fd)
{
    u8 *map = (u8 *)r->map;
    size_t first = (from + HOST_PAGE - 1) & ~(size_t)(HOST_PAGE - 1);
    size_t last = to & ~(size_t)(HOST_PAGE - 1);
    if (first >= last) {
        memset(map + from, MARK_OUT, to - from);
        return true;
    }
    memset(map + from, MARK_OUT, first - from);
    memset(map + last, MARK_OUT, to - last);
    while (first < last) {
        size_t n = last - first < OUT_BYTES ? last - first : OUT_BYTES;
        if (!map_at(map + first, n, MAP_PRIVATE, fd))
            return false;
        first += n;
    }
    return true;
}

static int out_pages(void)
{
    int fd = memfd_create("outside", MFD_CLOEXEC);
    if (fd < 0)
        return -1;
    void *p =
        ftruncate(fd, OUT_BYTES) == 0
            ? mmap(NULL, OUT_BYTES, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0)
            : MAP_FAILED;
    if (p == MAP_FAILED) {
        close(fd);
        return -1;
    }
    memset(p, MARK_OUT, OUT_BYTES);
    munmap(p, OUT_BYTES);
    return fd;
}

static bool map_marks(struct ram *r)
{
    int fd = out_pages();
    if (fd < 0)
        return false;
    size_t end = ((size_t)r->fb_base + FB_SIZE) >> GRANULE_SHIFT;
    size_t alias = FB_ALIAS_BASE >> GRANULE_SHIFT;
    size_t alias_end = alias + (FB_SIZE >> GRANULE_SHIFT);
    bool ok = end > alias ? map_out(r, end, MAP_BYTES, fd)
                          : map_out(r, end, alias, fd) &&
                                map_out(r, alias_end, MAP_BYTES, fd);
    close(fd);
    return ok;
}

static void mark_fb(struct ram *r)
{
    const u32 window[] = {r->fb_base, r->fb_alias};
    for (u32 i = 0; i < ARRAY_LEN(window); i++)
        ram_mark(r, window[i], r->fb_bytes, MARK_FB);
}

bool ram_init(struct ram *r, u32 size, struct err *e)
{
    *r = (struct ram){.size = size,
                      .fb_base = size,
                      .fb_alias = FB_ALIAS_BASE,
                      .fb_bytes = FB_SIZE};
    u8 *space = reserve(SPACE_BYTES);
    if (space != NULL) {
        r->code = (_Atomic u64 *)(void *)space;
        r->map = (_Atomic u8 *)(space + CODE_BYTES);
        r->base = space + CODE_BYTES + RAM_MAP_DISTANCE;
    }
    r->lifted = reserve(GUEST_SPACE);
    if (space == NULL || r->lifted == NULL ||
        mprotect(space, TABLE_BYTES, PROT_READ | PROT_WRITE) != 0 ||
        mprotect(r->lifted, GUEST_SPACE, PROT_READ | PROT_WRITE) != 0 ||
        !map_storage(r) || !map_marks(r)) {
        int reason = errno;
        ram_fini(r);
        return fail_status(e, 90, "cannot map %u MiB of guest memory: %s",
                           size >> 20, strerror(reason));
    }
    mark_fb(r);
    return true;
}

void ram_fini(struct ram *r)
{
    if (r->base != NULL)
        munmap((void *)r->code, SPACE_BYTES);
    if (r->lifted != NULL)
        munmap(r->lifted, GUEST_SPACE);
    *r = (struct ram){0};
}

void ram_clear(struct ram *r)
{
    /* Dropping the pages gives zeros and memory back; the framebuffer is
     * shared, so its zeros are written. */
    u32 alias_end = FB_ALIAS_BASE + FB_SIZE;
    if (r->size < alias_end) {
        madvise(r->base, r->size, MADV_DONTNEED);
    } else {
        madvise(r->base, FB_ALIAS_BASE, MADV_DONTNEED);
        madvise(r->base + alias_end, r->size - alias_end, MADV_DONTNEED);
    }
    madvise(r->base + r->fb_base, FB_SIZE, MADV_REMOVE);
}

void ram_mark(struct ram *r, u32 at, u32 size, enum ram_mark mark)
{
    for (u64 g = at >> GRANULE_SHIFT;
         g <= (at + (u64)size - 1) >> GRANULE_SHIFT; g++)
        atomic_fetch_or_explicit(&r->map[g], (u8)mark, memory_order_relaxed);
}

bool ram_has(const struct ram *r, u64 at, u64 n)
{
    return range_ok(at, n, (u64)r->fb_base + FB_SIZE) ||
           (at >= FB_ALIAS_BASE && range_ok(at - FB_ALIAS_BASE, n, FB_SIZE));
}

bool ram_is_plain(const struct ram *r, u64 at, u64 n)
{
    return range_ok(at, n, r->size) &&
           !range_overlaps(at, n, FB_ALIAS_BASE, FB_SIZE);
}

u32 ram_get32_any(const struct ram *r, u32 at)
{
    if (at % 4 == 0)
        return ram_get32(r, at);
    u32 v = 0;
    for (u32 i = 0; i < 4; i++)
        v |= (u32)ram_get8(r, at + i) << 8 * i;
    return v;
}

void ram_put32_any(struct ram *r, u32 at, u32 v)
{
    if (at % 4 == 0) {
        ram_put32(r, at, v);
        return;
    }
    for (u32 i = 0; i < 4; i++)
        ram_put8(r, at + i, (u8)(v >> 8 * i));
}

static _Atomic u64 *word64(const struct ram *r, u32 at)
{
    return (_Atomic u64 *)(void *)(r->base + at);
}

void ram_read(const struct ram *r, u32 at, void *to, size_t n)
{
    u8 *p = to;
    for (; n != 0 && at % 4 != 0; n--)
        *p++ = ram_get8(r, at++);
    /* Instructions often stand at 4 mod 8. */
    for (; n >= 4 && (at % 8 != 0 || n < 8); n -= 4, p += 4, at += 4) {
        u32 v = ram_get32(r, at);
        memcpy(p, &v, 4);
    }
    for (; n >= 8; n -= 8, p += 8, at += 8) {
        u64 v = atomic_load_explicit(word64(r, at), memory_order_relaxed);
        memcpy(p, &v, 8);
    }
    for (; n != 0; n--)
        *p++ = ram_get8(r, at++);
}

void ram_write(struct ram *r, u32 at, const void *from, size_t n)
{
    const u8 *p = from;
    for (; n != 0 && at % 8 != 0; n--)
        ram_put8(r, at++, *p++);
    for (; n >= 8; n -= 8, p += 8, at += 8) {
        u64 v;
        memcpy(&v, p, 8);
        atomic_store_explicit(word64(r, at), v, memory_order_relaxed);
    }
    for (; n != 0; n--)
        ram_put8(r, at++, *p++);
}

void ram_fill(struct ram *r, u32 at, u8 value, size_t n)
{
    u64 v = value * (u64)0x0101010101010101;
    for (; n != 0 && at % 8 != 0; n--)
        ram_put8(r, at++, value);
    for (; n >= 8; n -= 8, at += 8)
        atomic_store_explicit(word64(r, at), v, memory_order_relaxed);
    for (; n != 0; n--)
        ram_put8(r, at++, value);
}

void ram_copy(struct ram *r, u32 to, u32 from, size_t n)
{
    u64 chunk[64];
    while (n != 0) {
        size_t part = n < sizeof chunk ? n : sizeof chunk;
        ram_read(r, from, chunk, part);
        ram_write(r, to, chunk, part);
        from += (u32)part;
        to += (u32)part;
        n -= part;
    }
}

static bool page_is_zero(const u64 *page)
{
    u64 any = 0;
    for (u32 i = 0; i < HOST_PAGE / 8; i += 8)
        any |= page[i] | page[i + 1] | page[i + 2] | page[i + 3] | page[i + 4] |
               page[i + 5] | page[i + 6] | page[i + 7];
    return any == 0;
}

static u64 hash_range(const struct ram *r, u64 hash, u64 from, u64 to)
{
    for (u64 at = from; at < to; at += HOST_PAGE) {
        const u64 *page = (const u64 *)(const void *)(r->base + at);
        if (page_is_zero(page))
            continue;
        hash = snap_mix(hash, at);
        for (u32 i = 0; i < HOST_PAGE / 8; i++)
            hash = snap_mix(hash, page[i]);
    }
    return hash;
}

u64 ram_hash(const struct ram *r)
{
    u64 alias_end = FB_ALIAS_BASE + FB_SIZE;
    u64 hash = r->size;
    if (r->size < FB_ALIAS_BASE) {
        hash = hash_range(r, hash, 0, r->size);
    } else {
        hash = hash_range(r, hash, 0, FB_ALIAS_BASE);
        hash = hash_range(r, hash, alias_end, r->size);
    }
    /* The framebuffer's place follows from the RAM size. */
    return hash_range(r, hash, r->fb_base, (u64)r->fb_base + FB_SIZE);
}
