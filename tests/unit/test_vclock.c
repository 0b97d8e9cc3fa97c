/* SPDX-License-Identifier: MIT
 *
 * Vector clocks: what orders two accesses and what does not, bytes of a word,
 * and that running out of places never makes a race of none.
 */
#include "rig.h"

#include <debug/vclock.h>

enum { CORES = 3, WORD = 0x8000, LOCK = 0x9000 };

struct world {
    struct vclocks v;
    struct vclock_core core[CORES];
};

static void world_init(struct world *w)
{
    memset(w, 0, sizeof(*w));
    assert_true(vclocks_init(&w->v, CORES));
    for (u32 i = 0; i < CORES; i++)
        w->core[i].now.of[i] = 1;
}

static bool touch(struct world *w, u32 core, u32 at, u8 mask, bool write,
                  struct vclock_cell *other)
{
    return vclock_access(&w->v, &w->core[core], core, at, mask, write,
                         0x2000 + core, other);
}

static bool writes(struct world *w, u32 core)
{
    struct vclock_cell other;
    return touch(w, core, WORD, 15, true, &other);
}

static bool reads(struct world *w, u32 core)
{
    struct vclock_cell other;
    return touch(w, core, WORD, 15, false, &other);
}

static void release(struct world *w, u32 core, u32 at)
{
    vclock_release(&w->v, &w->core[core], core, vclock_of_word(&w->v, at));
}

static void acquire(struct world *w, u32 core, u32 at)
{
    vclock_join(&w->v, &w->core[core].now, vclock_of_word(&w->v, at));
}

static void unordered_accesses_race(void **state)
{
    struct world w;
    struct vclock_cell other;
    (void)state;
    world_init(&w);
    assert_false(writes(&w, 0));
    assert_false(writes(&w, 0));
    assert_true(touch(&w, 1, WORD, 15, false, &other));
    assert_int_equal(other.core, 0);
    assert_int_equal(other.ip, 0x2000);
    assert_true(other.write);
    vclocks_fini(&w.v);
}

static void reads_do_not_race(void **state)
{
    struct world w;
    (void)state;
    world_init(&w);
    assert_false(reads(&w, 0));
    assert_false(reads(&w, 1));
    assert_false(reads(&w, 2));
    assert_true(writes(&w, 0));
    vclocks_fini(&w.v);
}

static void release_and_acquire_order(void **state)
{
    struct world w;
    (void)state;
    world_init(&w);
    writes(&w, 0);
    release(&w, 0, LOCK);
    acquire(&w, 1, LOCK);
    assert_false(writes(&w, 1));
    /* It goes on through a third core. */
    release(&w, 1, LOCK + 4);
    acquire(&w, 2, LOCK + 4);
    assert_false(reads(&w, 2));
    vclocks_fini(&w.v);
}

static void what_follows_a_release_is_not_ordered(void **state)
{
    struct world w;
    (void)state;
    world_init(&w);
    release(&w, 0, LOCK);
    writes(&w, 0);
    acquire(&w, 1, LOCK);
    assert_true(writes(&w, 1));
    vclocks_fini(&w.v);
}

static void other_locks_do_not_order(void **state)
{
    struct world w;
    (void)state;
    world_init(&w);
    writes(&w, 0);
    release(&w, 0, LOCK);
    acquire(&w, 1, LOCK + 4);
    assert_true(reads(&w, 1));
    vclocks_fini(&w.v);
}

static void bytes_of_a_word_are_apart(void **state)
{
    struct world w;
    struct vclock_cell other;
    (void)state;
    world_init(&w);
    assert_false(touch(&w, 0, WORD, 1, true, &other));
    assert_false(touch(&w, 1, WORD, 2, true, &other));
    assert_false(touch(&w, 2, WORD, 12, true, &other));
    assert_true(touch(&w, 2, WORD, 6, true, &other));
    assert_int_equal(other.core, 1);
    vclocks_fini(&w.v);
}

/* Random programs that take a lock for each access never race. */
static void locked_accesses_never_race(void **state)
{
    struct world w;
    struct vclock_cell other;
    u64 seed = 3;
    (void)state;
    world_init(&w);
    for (u32 i = 0; i < 20000; i++) {
        u32 core = (u32)splitmix64(&seed) % CORES;
        u32 at = WORD + (u32)splitmix64(&seed) % 16 * 4;
        u8 mask = (u8)(1 + splitmix64(&seed) % 15);
        acquire(&w, core, LOCK);
        assert_false(touch(&w, core, at, mask, splitmix64(&seed) % 2, &other));
        release(&w, core, LOCK);
    }
    vclocks_fini(&w.v);
}

static void more_locks_than_places_order_too_much(void **state)
{
    struct world w;
    (void)state;
    world_init(&w);
    for (u32 i = 0; i < 2 * VCLOCK_WORDS; i++)
        release(&w, 2, LOCK + 4 * i);
    u32 last = LOCK + 8 * VCLOCK_WORDS;
    writes(&w, 0);
    release(&w, 0, last);
    acquire(&w, 1, last + 4);
    assert_false(reads(&w, 1));
    vclocks_fini(&w.v);
}

static void memory_is_bounded(void **state)
{
    struct world w;
    struct vclock_cell other;
    (void)state;
    world_init(&w);
    w.v.pages = VCLOCK_PAGES_MAX - 1;
    assert_false(touch(&w, 0, 0, 15, true, &other));
    assert_false(w.v.full);
    assert_false(touch(&w, 0, 4096, 15, true, &other));
    assert_true(w.v.full);
    assert_false(touch(&w, 1, 4096, 15, true, &other));
    assert_true(touch(&w, 1, 0, 15, true, &other));
    vclocks_fini(&w.v);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unordered_accesses_race),
        cmocka_unit_test(reads_do_not_race),
        cmocka_unit_test(release_and_acquire_order),
        cmocka_unit_test(what_follows_a_release_is_not_ordered),
        cmocka_unit_test(other_locks_do_not_order),
        cmocka_unit_test(bytes_of_a_word_are_apart),
        cmocka_unit_test(locked_accesses_never_race),
        cmocka_unit_test(more_locks_than_places_order_too_much),
        cmocka_unit_test(memory_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
