/* SPDX-License-Identifier: MIT
 *
 * Memory as one core of the oracle sees it (docs/isa.md, sections 5, 7, 8):
 * one byte after the other, each looked up at its own address; pages of RAM
 * that no window and no reserved range touches need no look. Invariant: an
 * access that panics has changed nothing.
 */
#include "oracle.h"

#include <stdlib.h>

static u32 pages(const struct oracle *o)
{
    return (o->ram_size + ORACLE_FB_BYTES) / ORACLE_PAGE;
}

static bool is_plain(const struct oracle *o, u32 page);

bool oracle_init(struct oracle *o, u32 ram_size)
{
    memset(o, 0, sizeof *o);
    o->cores = 1;
    o->ram_size = ram_size;
    o->ram = calloc(ram_size, 1);
    o->fb = calloc(ORACLE_FB_BYTES, 1);
    o->dirty = calloc(pages(o), 1);
    o->dirty_list = calloc(pages(o), sizeof *o->dirty_list);
    o->fresh_list = calloc(pages(o), sizeof *o->fresh_list);
    if (o->ram == NULL || o->fb == NULL || o->dirty == NULL ||
        o->dirty_list == NULL || o->fresh_list == NULL) {
        oracle_fini(o);
        return false;
    }
    for (u32 i = 0; i < pages(o); i++)
        o->dirty[i] = is_plain(o, i) ? ORACLE_PLAIN : 0;
    return true;
}

void oracle_join(struct oracle *o, struct oracle *first)
{
    *o = (struct oracle){.ram = first->ram,
                         .fb = first->fb,
                         .ram_size = first->ram_size,
                         .strict = first->strict,
                         .id = first->cores,
                         .first = first,
                         .dirty = first->dirty,
                         .dirty_list = first->dirty_list,
                         .fresh_list = first->fresh_list};
    first->others[first->cores++ - 1] = o;
}

void oracle_fini(struct oracle *o)
{
    free(o->ram);
    free(o->fb);
    free(o->dirty);
    free(o->dirty_list);
    free(o->fresh_list);
    memset(o, 0, sizeof *o);
}

bool oracle_die(struct oracle *o, const char *cause)
{
    o->state = ORACLE_PANICKED;
    o->cause = cause;
    o->panic_ip = o->pc;
    o->ip = o->pc;
    return false;
}

/* The storage of one byte: framebuffer, else RAM, else NULL. */
static u8 *storage(const struct oracle *o, u32 at)
{
    if (at >= FB_ALIAS_BASE && at - FB_ALIAS_BASE < ORACLE_FB_BYTES)
        return o->fb + (at - FB_ALIAS_BASE);
    if (at >= o->ram_size && at - o->ram_size < ORACLE_FB_BYTES)
        return o->fb + (at - o->ram_size);
    return at < o->ram_size ? o->ram + at : NULL;
}

static bool in_framebuffer(const struct oracle *o, u32 at)
{
    const u8 *p = storage(o, at);
    return p != NULL && !(at < o->ram_size && p == o->ram + at);
}

static bool overlaps(u32 page, u32 base, u32 size)
{
    u32 at = page * ORACLE_PAGE;
    return at < base + size && base < at + ORACLE_PAGE;
}

/* Every byte of the page is RAM and nothing else, whoever asks how. */
static bool is_plain(const struct oracle *o, u32 page)
{
    return page < o->ram_size / ORACLE_PAGE &&
           !overlaps(page, FB_ALIAS_BASE, FB_ALIAS_SIZE) &&
           !overlaps(page, TIME_BASE, TIME_SIZE) &&
           !overlaps(page, SYSINFO_BASE, SYSINFO_SIZE) &&
           !overlaps(page, INTC_BASE, INTC_SIZE) &&
           !overlaps(page, IOMMU_BASE, IOMMU_SIZE) &&
           !overlaps(page, MMU_BASE, MMU_SIZE);
}

/* The storage of n bytes that lie in one plain page; NULL: they do not. */
static u8 *plain(const struct oracle *o, u32 at, u32 n)
{
    u32 page = at / ORACLE_PAGE;
    if (page >= pages(o) || !(o->dirty[page] & ORACLE_PLAIN) ||
        at % ORACLE_PAGE + n > ORACLE_PAGE)
        return NULL;
    return o->ram + at;
}

static void mark(struct oracle *o, u32 page)
{
    o = oracle_first(o);
    if ((o->dirty[page] & ORACLE_DIRTY) == 0)
        o->dirty_list[o->dirty_count++] = page;
    if ((o->dirty[page] & ORACLE_FRESH) == 0)
        o->fresh_list[o->fresh_count++] = page;
    o->dirty[page] |= ORACLE_DIRTY | ORACLE_FRESH;
}

void oracle_settle(struct oracle *o)
{
    o = oracle_first(o);
    for (u32 i = 0; i < o->fresh_count; i++)
        o->dirty[o->fresh_list[i]] &= (u8)~ORACLE_FRESH;
    o->fresh_count = 0;
}

static void put(struct oracle *o, u32 at, u8 value)
{
    u8 *p = storage(o, at);
    u32 page = in_framebuffer(o, at)
                   ? (u32)(p - o->fb + o->ram_size) / ORACLE_PAGE
                   : at / ORACLE_PAGE;
    mark(o, page);
    *p = value;
}

bool oracle_poke(struct oracle *o, u32 at, const u8 *bytes, u32 n)
{
    u8 *p = plain(o, at, n);
    if (p != NULL) {
        mark(o, at / ORACLE_PAGE);
        memcpy(p, bytes, n);
        return true;
    }
    for (u32 i = 0; i < n; i++) {
        if (storage(o, at + i) == NULL)
            return false;
        put(o, at + i, bytes[i]);
    }
    return true;
}

bool oracle_peek(const struct oracle *o, u32 at, u8 *bytes, u32 n)
{
    const u8 *p = plain(o, at, n);
    if (p != NULL) {
        memcpy(bytes, p, n);
        return true;
    }
    for (u32 i = 0; i < n; i++) {
        p = storage(o, at + i);
        if (p == NULL)
            return false;
        bytes[i] = *p;
    }
    return true;
}

bool oracle_fetch(struct oracle *o, u64 *word)
{
    u64 w = 0;
    const u8 *p = plain(o, o->pc, 8);
    if (p != NULL) {
        *word = get_le64(p);
        return true;
    }
    for (u32 i = 0; i < 8; i++) {
        u32 at = o->pc + i;
        if (at >= o->ram_size || in_framebuffer(o, at) ||
            oracle_in_registers(at))
            return oracle_die(o, "bad fetch");
        w |= (u64)o->ram[at] << 8 * i;
    }
    *word = w;
    return true;
}

static bool in_reserved(u32 at)
{
    return (at >= IOMMU_BASE && at - IOMMU_BASE < IOMMU_SIZE) ||
           (at >= MMU_BASE && at - MMU_BASE < MMU_SIZE);
}

/* The rules before any byte moves; *device: it is a register access. */
static bool check(struct oracle *o, u32 at, u32 width, bool *device)
{
    *device = false;
    if (width == 2 && at % 2 != 0)
        return oracle_die(o, "misaligned access");
    if (o->strict && width == 4 && at % 4 != 0)
        return oracle_die(o, "misaligned access");
    if (plain(o, at, width) != NULL)
        return true;
    if (width == 4 && oracle_in_registers(at)) {
        *device = true;
        return at % 4 == 0 || oracle_die(o, "misaligned access");
    }
    for (u32 i = 0; i < width; i++) {
        if (storage(o, at + i) == NULL)
            return oracle_die(o, "out of bounds");
        if (o->strict &&
            (in_reserved(at + i) || (width < 4 && oracle_in_registers(at + i))))
            return oracle_die(o, "bad device access");
    }
    return true;
}

bool oracle_load(struct oracle *o, u32 at, u32 width, u32 *value)
{
    bool device;
    u8 b[4] = {0};
    if (!check(o, at, width, &device))
        return false;
    if (device)
        return oracle_reg_load(o, at, value);
    oracle_peek(o, at, b, width);
    *value = get_le32(b);
    return true;
}

bool oracle_store(struct oracle *o, u32 at, u32 width, u32 value)
{
    bool device;
    u8 b[4];
    if (!check(o, at, width, &device))
        return false;
    if (device)
        return oracle_reg_store(o, at, value);
    put_le32(b, value);
    oracle_poke(o, at, b, width);
    return true;
}

u8 *oracle_plain(struct oracle *o, u32 at, u32 *n, bool write)
{
    u32 room = ORACLE_PAGE - at % ORACLE_PAGE;
    u8 *p = plain(o, at, 1);
    if (p == NULL)
        return NULL;
    *n = *n < room ? *n : room;
    if (write)
        mark(o, at / ORACLE_PAGE);
    return p;
}

/* The rules of section 7; the word is then plain RAM. */
bool oracle_atomic(struct oracle *o, u32 at)
{
    if (at % 4 != 0)
        return oracle_die(o, "misaligned atomic");
    if (oracle_in_registers(at) || in_framebuffer(o, at))
        return oracle_die(o, "atomic on device memory");
    if (at >= o->ram_size)
        return oracle_die(o, "out of bounds");
    if (o->strict && in_reserved(at))
        return oracle_die(o, "bad device access");
    return true;
}

/* A word of RAM, whatever window lies over it; it is there. */
u32 oracle_ram32(const struct oracle *o, u32 at)
{
    return get_le32(o->ram + at);
}

void oracle_ram32_set(struct oracle *o, u32 at, u32 value)
{
    u8 b[4];
    put_le32(b, value);
    for (u32 i = 0; i < 4; i++)
        put(o, at + i, b[i]);
}

bool oracle_push(struct oracle *o, enum oracle_stack_id s, u32 value)
{
    struct oracle_stack *k = &o->stack[s];
    if (k->index == 0)
        return oracle_die(o, "stack overflow");
    k->index--;
    u32 at = k->base + k->index * k->slot;
    oracle_ram32_set(o, at, value);
    if (k->slot == 8)
        oracle_ram32_set(o, at + 4, 0);
    return true;
}

bool oracle_pop(struct oracle *o, enum oracle_stack_id s, u32 *value)
{
    struct oracle_stack *k = &o->stack[s];
    if (k->index == k->count)
        return oracle_die(o, "stack underflow");
    *value = oracle_ram32(o, k->base + k->index * k->slot);
    k->index++;
    return true;
}
