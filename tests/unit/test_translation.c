/* SPDX-License-Identifier: MIT
 *
 * What engines tell of the code that they make: uops as text, instructions
 * and marks for observers, regions and how many were dropped.
 */
#include "rig.h"

#include <vm/isa.h>
#include <vm/observe.h>
#include <vm/translation.h>

enum { FORM_F = UOP_COUNT, ROUNDS = 3000, INSNS = 5 };

static void is_text(struct uop u, const char *want)
{
    char text[64];
    uop_text(text, sizeof(text), &u);
    assert_string_equal(text, want);
}

static void test_uop_text(void **state)
{
    (void)state;
    is_text((struct uop){UOP_ADDI, 1, 2, 0, 0, 0x30}, "ADDI r1, r2, 0x30");
    is_text((struct uop){UOP_ADDI + FORM_F, 1, 31, 0, 0, UINT32_MAX},
            "ADDI_F r1, r31, 0xFFFFFFFF");
    is_text((struct uop){UOP_RET, 1, 2, 3, 0, 4}, "RET");
    is_text((struct uop){UOP_JCC, 0, 0, 0, 0, UCC_GE}, "JCC GE");
    is_text((struct uop){UOP_BR, UCC_LE, 4, 5, 0, 0}, "BR r4, r5, LE");
    is_text((struct uop){UOP_BRI, UCC_Z, 4, 0, 0, 16}, "BRI r4, 0x10, Z");
    is_text((struct uop){UOP_SEL, 1, 2, 3, 0, UCC_A}, "SEL r1, r2, r3, A");
    is_text((struct uop){UOP_SET, 1, 0, 0, 0, UCC_C}, "SET r1, C");
    is_text((struct uop){UOP_STX8, 1, 2, 3, 0, 4}, "STX8 r1, r2, r3, 0x4");
}

/* What is too long is cut, whatever the room. */
static void test_uop_text_cut(void **state)
{
    const struct uop u = {UOP_SEL, 31, 30, 29, 0, UCC_NC};
    const char whole[] = "SEL r31, r30, r29, NC";
    char text[sizeof(whole) + 1];
    (void)state;
    for (size_t n = 1; n <= sizeof(whole); n++) {
        memset(text, '#', sizeof(text));
        uop_text(text, n, &u);
        assert_int_equal(strlen(text), n - 1);
        assert_memory_equal(text, whole, n - 1);
        assert_int_equal(text[n], '#');
    }
}

/* --- observers ------------------------------------------------------------ */

struct seen {
    struct observer observer;
    u32 blocks, regions;
    u32 block_insns, region_insns; /* of the last one */
    char last[64];                 /* uop of it */
    u32 target;                    /* of that; 0: none */
};

static void marks_are_right(const struct host_code *h)
{
    u32 at = h->at, sites = 0;
    u64 insns = 0; /* a bit each; there may be several copies */
    char text[256];
    assert_false(h->cut);
    assert_int_equal(h->mark[0].at, h->at);
    for (u32 i = 0; i < h->marks; i++) {
        const struct host_mark *k = &h->mark[i];
        assert_true(k->at >= at && k->at <= h->at + h->size);
        at = k->at;
        if (k->kind == HOST_INSN)
            insns |= (u64)1 << k->arg;
        if ((k->kind == HOST_SITE || k->kind == HOST_COLD) && k->arg != 0) {
            h->site(h, k->arg, text, sizeof(text));
            assert_non_null(strstr(text, " not done; "));
            sites++;
        }
    }
    assert_int_equal(insns, (1 << INSNS) - 1);
    assert_true(sites != 0);
}

static void translated(struct observer *o, struct core *c,
                       const struct translation *t)
{
    struct seen *s = (struct seen *)o;
    const struct translated_insn *last = &t->insn[t->insns - 1];
    (void)c;
    for (u32 i = 0; i < t->insns; i++)
        assert_int_equal(t->insn[i].pc, t->insn[0].pc + 8 * i);
    uop_text(s->last, sizeof(s->last), &t->uop[last->uop + last->uops - 1]);
    s->target = last->goes ? last->target : 0;
    if (t->host) {
        s->regions++;
        s->region_insns = t->insns;
        marks_are_right(t->host);
    } else {
        s->blocks++;
        s->block_insns = t->insns;
    }
}

/* Counts to ROUNDS in memory. */
static void program_start(struct rig *r, const char *engine)
{
    struct config c = config_default;
    const u64 code[] = {
        rig_word(ISA_ADDI, 1, 1, 0, 1), rig_word(ISA_STORE32, 1, 9, 0, 0x8000),
        rig_word(ISA_CMPI, 1, 0, 0, ROUNDS), rig_word(ISA_JNZ, 0, 0, 0, RIG_PC),
        rig_word(ISA_HALT, 0, 0, 0, 0)};
    c.engine = engine;
    rig_init(r, &c);
    rig_code(r, RIG_PC, code, ARRAY_LEN(code));
}

static void test_told(void **state)
{
    (void)state;
    for (u32 i = 0; i < engine_count(); i++) {
        const struct engine *engine = engine_get(i);
        struct seen s = {.observer.translated = translated};
        struct rig r;
        program_start(&r, engine->name);
        observe_add(r.m, &s.observer);
        machine_step(r.m, 0, 4);
        assert_int_equal(s.blocks, 1);
        assert_int_equal(s.block_insns, 4);
        assert_string_equal(s.last, "BRI r1, 0xBB8, NZ");
        assert_int_equal(s.target, RIG_PC);
        machine_step(r.m, 0, 4 * ROUNDS - 400);
        assert_int_equal(s.regions != 0, engine->regions != NULL);
        if (engine->regions)
            assert_int_equal(s.region_insns, INSNS);
        /* Who has gone hears nothing more. */
        observe_remove(r.m, &s.observer);
        u32 blocks = s.blocks;
        codemap_forget(r.m);
        machine_step(r.m, 0, 100);
        assert_int_equal(s.blocks, blocks);
        rig_fini(&r);
    }
}

/* --- regions -------------------------------------------------------------- */

struct found {
    u32 count;
    struct engine_region region;
};

static void see(void *to, const struct engine_region *r)
{
    struct found *f = to;
    f->count++;
    f->region = *r;
}

static void regions_are(struct rig *r, u32 count, struct found *f)
{
    const struct core *c = r->m->core[0];
    *f = (struct found){0};
    c->engine->regions(c, see, f);
    assert_int_equal(f->count, count);
}

static struct engine_stats stats_of(struct rig *r)
{
    struct engine_stats s = {0};
    r->m->core[0]->engine->stats(r->m->core[0], &s);
    return s;
}

static void test_regions(void **state)
{
    (void)state;
    for (u32 i = 0; i < engine_count(); i++) {
        const struct engine *engine = engine_get(i);
        const u64 same = rig_word(ISA_CMPI, 1, 0, 0, ROUNDS);
        struct rig r;
        struct found f;
        if (!engine->regions)
            continue;
        program_start(&r, engine->name);
        regions_are(&r, 0, &f);
        machine_step(r.m, 0, 2 * ROUNDS);
        regions_are(&r, 1, &f);
        assert_int_equal(f.region.pc, RIG_PC);
        assert_int_equal(f.region.first, RIG_PC);
        assert_int_equal(f.region.last, RIG_PC + INSNS * 8 - 1);
        assert_int_equal(f.region.insns, INSNS);
        assert_true(f.region.entries != 0 && f.region.host_bytes != 0);
        assert_int_equal(stats_of(&r).native_dropped, 0);
        rig_code(&r, RIG_PC + 16, &same, 1);
        machine_step(r.m, 0, 1);
        regions_are(&r, 0, &f);
        assert_int_equal(stats_of(&r).native_dropped, 1);
        assert_true(stats_of(&r).dropped != 0);
        machine_step(r.m, 0, ROUNDS);
        regions_are(&r, 1, &f);
        rig_fini(&r);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uop_text),
        cmocka_unit_test(test_uop_text_cut),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_regions),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
