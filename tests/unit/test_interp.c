/* SPDX-License-Identifier: MIT
 *
 * Blocks of the interpreter: bodies for two uops, jumps out of the middle.
 * The reference is the interpreter itself, one instruction at a time, where
 * a block has one instruction and there is nothing to pair. After any number
 * of instructions both must stand alike: registers, FLAGS, memory, panics.
 */
#include "rig.h"

#include <vm/isa.h>

#include "../../src/engine/cache.h"

enum { DATA = 0x5000, DATA_BYTES = 64, WORDS_MAX = 12, PAIRS_MAX = 1024 };

/* Some instructions that belong together. */
struct piece {
    u64 word[2];
    u32 words;
};

#define OP(...)                    \
    {                              \
        {rig_word(__VA_ARGS__)}, 1 \
    }
#define OP2(op, d, s, t, imm, next)                                  \
    {                                                                \
        {rig_word(op, d, s, t, imm), rig_word(next, 0, 0, 0, 16)}, 2 \
    }

/* r1 data, r2 a window of registers, r3 nothing, r4 code, r5 .. r7 numbers */
#define MEMORY(load, store)                                                  \
    OP(load, 5, 1, 0, 4), OP(load, 1, 1, 0, 8), OP(load, 5, 3, 0, 0),        \
        OP(load, 6, 2, 0, 0), OP(load, 6, 1, 0, 5), OP(load, 7, 4, 0, 0),    \
        OP(store, 5, 1, 0, 4), OP(store, 6, 3, 0, 0), OP(store, 6, 1, 0, 7), \
        OP(store, 5, 4, 0, 20), OP(store, 5, 4, 0, 28),                      \
        OP(store, 7, 4, 0, 0x200)
#define CONDITION(jump, cc)                                \
    OP(jump, 0, 0, 0, 16), OP2(ISA_CMP, 5, 6, 0, 0, jump), \
        OP2(ISA_CMPI, 6, 0, 0, 0x80000000, jump),          \
        OP(ISA_SET, 6, 0, 0, UCC_##cc), OP(ISA_SEL, 5, 6, 7, UCC_##cc)

static u32 make_pieces(struct piece *out, u32 max)
{
    const struct piece piece[] = {
        OP(ISA_MOVI, 6, 0, 0, 0x80000000),
        OP(ISA_RJMP, 0, 0, 0, 16),
        OP(ISA_RCALL, 0, 0, 0, 16),
        OP(ISA_CALLR, 4, 0, 0, 0),
        OP(ISA_RET, 0, 0, 0, 0),
        OP(ISA_MOV, 6, 5, 0, 0),
        OP(ISA_ADD, 5, 6, 7, 0),
        OP(ISA_ADD, 5, 5, 5, 0),
        OP(ISA_ADDI, 5, 5, 0, 0xFFFFFFFF),
        OP(ISA_SUB, 6, 5, 6, 0),
        OP(ISA_SUBI, 7, 7, 0, 1),
        OP(ISA_MUL, 5, 6, 7, 0),
        OP(ISA_AND, 5, 6, 7, 0),
        OP(ISA_ANDI, 6, 5, 0, 0xF0F0),
        OP(ISA_OR, 7, 6, 5, 0),
        OP(ISA_XOR, 5, 6, 5, 0),
        OP(ISA_SHLI, 5, 5, 0, 7),
        OP(ISA_SHRI, 6, 5, 0, 3),
        OP(ISA_ROLI, 7, 7, 0, 13),
        OP(ISA_CMP, 5, 6, 0, 0),
        OP(ISA_CMPI, 6, 0, 0, 9),
        OP(ISA_LOADX32, 5, 1, 8, 4),
        OP(ISA_LOADX32, 5, 3, 8, 4),
        MEMORY(ISA_LOAD, ISA_STORE),
        MEMORY(ISA_LOAD32, ISA_STORE32),
        CONDITION(ISA_RJZ, Z),
        CONDITION(ISA_RJNZ, NZ),
        CONDITION(ISA_RJC, C),
        CONDITION(ISA_RJNC, NC),
        CONDITION(ISA_RJG, G),
        CONDITION(ISA_RJGE, GE),
        CONDITION(ISA_RJL, L),
        CONDITION(ISA_RJLE, LE),
        CONDITION(ISA_RJA, A),
        CONDITION(ISA_RJBE, BE),
    };
    assert_in_range(ARRAY_LEN(piece), 1, max);
    memcpy(out, piece, sizeof piece);
    return ARRAY_LEN(piece);
}

struct program {
    u64 word[WORDS_MAX];
    u32 words;
};

static void append(struct program *p, const struct piece *piece)
{
    for (u32 i = 0; i < piece->words; i++)
        p->word[p->words++] = piece->word[i];
}

/* What runs a program, and what the same does one by one. */
struct both {
    struct rig whole, single;
    bool seen[PAIRS_MAX];
};

static void both_init(struct both *b)
{
    struct config config = config_default;
    config.engine = "interp";
    memset(b->seen, 0, sizeof b->seen);
    rig_init(&b->whole, &config);
    rig_init(&b->single, &config);
}

static void both_fini(struct both *b)
{
    rig_fini(&b->whole);
    rig_fini(&b->single);
}

static struct core *start(struct rig *r, const struct program *p)
{
    static const u32 number[] = {0,          DATA,       SYSINFO_BASE,
                                 0x70000000, RIG_PC,     0x7FFFFFFF,
                                 0x80000001, 0x12345678, 8};
    machine_reset(r->m, RIG_PC);
    rig_code(r, RIG_PC, p->word, p->words);
    struct core *c = r->m->core[0];
    for (u32 i = 0; i < DATA_BYTES; i += 4)
        ram_put32(&r->m->bus.ram, DATA + i, 0x01020304 * (i + 1));
    memcpy(c->r, number, sizeof number);
    return c;
}

static enum stop one_by_one(struct rig *r, u32 n)
{
    enum stop why = STOP_BUDGET;
    for (u32 i = 0; i < n && why == STOP_BUDGET; i++)
        why = machine_step(r->m, 0, 1);
    return why;
}

static void assert_alike(const struct both *b, u32 n, const char *what)
{
    const struct core *x = b->whole.m->core[0], *y = b->single.m->core[0];
    bool same = memcmp(x->r, y->r, sizeof x->r) == 0 && x->ip == y->ip &&
                x->retired == y->retired && core_flags(x) == core_flags(y) &&
                x->trail_count == y->trail_count &&
                memcmp(x->trail, y->trail, sizeof x->trail) == 0 &&
                x->panic.cause == y->panic.cause &&
                strcmp(x->panic.text, y->panic.text) == 0;
    for (u32 i = 0; i < DATA_BYTES; i += 4)
        same = same && ram_get32(&b->whole.m->bus.ram, DATA + i) ==
                           ram_get32(&b->single.m->bus.ram, DATA + i);
    if (!same)
        fail_msg("%s, %u instructions: ip 0x%X 0x%X, retired %llu %llu, FLAGS "
                 "0x%X 0x%X",
                 what, n, x->ip, y->ip, (unsigned long long)x->retired,
                 (unsigned long long)y->retired, core_flags(x), core_flags(y));
}

/* Which pairs the block at RIG_PC has. */
static void look_at_pairs(struct both *both)
{
    struct core *c = both->whole.m->core[0];
    const struct block *b = cache_block(c, RIG_PC);
    const struct bodies *k = &c->cache->bodies;
    for (u32 n = 0; n < b->count; n++)
        for (u32 i = 0; i < k->pairs; i++)
            both->seen[i] |= b->slot[n].go == k->pair[i].go;
}

static void check(struct both *b, const struct program *p, u32 n,
                  const char *what)
{
    start(&b->whole, p);
    start(&b->single, p);
    enum stop why = machine_step(b->whole.m, 0, n);
    assert_int_equal(why, one_by_one(&b->single, n));
    assert_alike(b, n, what);
}

/* Every pair, with every way its halves may go on, in front of instructions
 * that look at FLAGS and of such that do not. */
static void test_pairs(void **state)
{
    static struct both b;
    static struct piece piece[128];
    const struct piece tail[] = {OP(ISA_MOVI, 9, 0, 0, 1),
                                 OP(ISA_RJNZ, 0, 0, 0, 16),
                                 OP(ISA_ADC, 9, 5, 6, 0)};
    const struct piece end = {
        {rig_word(ISA_INC, 10, 0, 0, 0), rig_word(ISA_HALT, 0, 0, 0, 0)}, 2};
    (void)state;
    both_init(&b);
    u32 count = make_pieces(piece, ARRAY_LEN(piece));
    for (u32 i = 0; i < count * count * ARRAY_LEN(tail); i++) {
        struct program p = {.words = 0};
        char what[64];
        snprintf(what, sizeof what, "pieces %u, %u, tail %u", i / count % count,
                 i % count, i / count / count);
        append(&p, &piece[i / count % count]);
        append(&p, &piece[i % count]);
        append(&p, &tail[i / count / count]);
        append(&p, &end);
        append(&p, &end);
        for (u32 n = 2; n < 7; n += 2)
            check(&b, &p, n, what);
        look_at_pairs(&b);
    }
    const struct bodies *k = &b.whole.m->core[0]->cache->bodies;
    for (u32 i = 0; i < k->pairs; i++)
        if (!b.seen[i])
            fail_msg("pair %u of codes %u, %u was not run", i, k->pair[i].first,
                     k->pair[i].second);
    both_fini(&b);
}

static void check_long(const u64 *word, u32 words, u32 longest)
{
    static struct both b;
    struct program p = {.words = words};
    memcpy(p.word, word, words * sizeof *word);
    both_init(&b);
    for (u32 n = 1; n <= longest; n++)
        check(&b, &p, n, "loop");
    both_fini(&b);
}

/* The loop begins with what is the second half of a pair at first. */
static void test_jump_into_pair(void **state)
{
    const u64 code[] = {
        rig_word(ISA_MOVI, 9, 0, 0, 3), rig_word(ISA_ADDI, 5, 5, 0, 1),
        rig_word(ISA_ADDI, 6, 6, 0, 1), rig_word(ISA_ADDI, 7, 7, 0, 1),
        rig_word(ISA_SUBI, 9, 9, 0, 1), rig_word(ISA_RJNZ, 0, 0, 0, -16u),
        rig_word(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    check_long(code, ARRAY_LEN(code), 16);
}

/* Jumps ahead, taken in some rounds and not in others: the instructions
 * behind them are not counted when they are. */
static void test_jump_out_of_middle(void **state)
{
    const u64 code[] = {
        rig_word(ISA_ADDI, 9, 9, 0, 1),    rig_word(ISA_CMPI, 9, 0, 0, 3),
        rig_word(ISA_RJC, 0, 0, 0, 40),    rig_word(ISA_RJZ, 0, 0, 0, 16),
        rig_word(ISA_INC, 10, 0, 0, 0),    rig_word(ISA_SHRI, 5, 5, 0, 1),
        rig_word(ISA_RJNZ, 0, 0, 0, 8),    rig_word(ISA_CMPI, 9, 0, 0, 6),
        rig_word(ISA_RJNZ, 0, 0, 0, -64u), rig_word(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    check_long(code, ARRAY_LEN(code), 50);
}

/* A store as the first half of a pair changes its second half; the one before
 * it, as a second half, changes what follows. */
static void test_store_into_pair(void **state)
{
    const u64 code[] = {
        rig_word(ISA_ADDI, 9, 9, 0, 1), rig_word(ISA_STORE32, 9, 4, 0, 20),
        rig_word(ISA_ADDI, 5, 5, 0, 7), rig_word(ISA_MOV, 6, 9, 0, 0),
        rig_word(ISA_ADD, 6, 6, 9, 0),  rig_word(ISA_STORE32, 6, 4, 0, 60),
        rig_word(ISA_MOV, 11, 6, 0, 0), rig_word(ISA_ADDI, 7, 7, 0, 0),
        rig_word(ISA_CMPI, 9, 0, 0, 4), rig_word(ISA_RJNZ, 0, 0, 0, -72u),
        rig_word(ISA_HALT, 0, 0, 0, 0)};
    (void)state;
    check_long(code, ARRAY_LEN(code), 45);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_jump_into_pair),
        cmocka_unit_test(test_jump_out_of_middle),
        cmocka_unit_test(test_store_into_pair),
    };
    cmocka_set_message_output(CM_OUTPUT_STDOUT);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
