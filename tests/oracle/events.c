/* SPDX-License-Identifier: MIT
 *
 * See events.h. Each instruction is looked at before and behind the oracle's
 * step, with the values of its registers from before. Invariant: nothing here
 * writes to the oracle.
 */
#include "events.h"

#include "fp32.h"

/* Of each byte of the program; BY is shifted by the number of a core. */
enum { EXECUTED = 1, BEGINS = 2, FALLEN_INTO = 4, BY = 16, BY_ANY = 0xF0 };

enum { GRANULE = 64, AHEAD = 8 * 8, DEEP = 8 };

/* How isa.def lifts an opcode. */
static const char *shape_of(u8 op)
{
    static const char *const shape[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = #shape,
#include <lamp/isa.def>
    };
    return shape[op] != NULL ? shape[op] : "";
}

static char flags_of(u8 op)
{
    static const char *const flags[256] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    [code] = #flags,
#include <lamp/isa.def>
    };
    return flags[op] != NULL ? flags[op][0] : 'N';
}

static bool is(const struct events *e, const char *shape)
{
    return strcmp(shape_of(e->word.op), shape) == 0;
}

void events_add(struct events *e, enum event event)
{
    e->slice[event]++;
}

static void add_if(struct events *e, bool so, enum event event)
{
    e->slice[event] += so;
}

void events_live(struct events *e, const struct gen *program)
{
    if (e->program != program || program->o->retired == 0)
        memset(e->code, 0, sizeof e->code);
    e->program = program;
    e->depth = 0;
    e->behind = 0;
    e->jumped = false;
}

/* The flags of a byte of the program; NULL: it is not one. */
static u8 *code_at(struct events *e, u32 at)
{
    u32 offset = at - e->program->base;
    return offset < sizeof e->code ? &e->code[offset] : NULL;
}

static bool executed(struct events *e, u32 at)
{
    const u8 *p = code_at(e, at);
    return p != NULL && (*p & EXECUTED) != 0;
}

static bool begins(struct events *e, u32 at)
{
    const u8 *p = code_at(e, at);
    return p != NULL && (*p & BEGINS) != 0;
}

/* --- addresses ---------------------------------------------------------- */

static bool within(u32 at, u32 base, u32 size)
{
    return at - base < size;
}

static bool is_pixel(const struct oracle *o, u32 at)
{
    return within(at, FB_ALIAS_BASE, FB_ALIAS_SIZE) ||
           within(at, o->ram_size, FB_SIZE);
}

/* Bytes that a plain access touches; 0: it is none. */
static u32 width_of(u8 op)
{
    switch (op) {
    case ISA_LOAD32:
    case ISA_LOADX32:
    case ISA_FLOAD32:
    case ISA_STORE32:
    case ISA_STOREX32:
    case ISA_FSTORE32:
        return 4;
    case ISA_LOAD16:
    case ISA_LOADX16:
    case ISA_LOADS16:
    case ISA_LOADSX16:
    case ISA_STORE16:
    case ISA_STOREX16:
        return 2;
    default:
        return 1;
    }
}

static void note_store(struct events *e, u32 at)
{
    bool same = at / GRANULE == e->pc / GRANULE;
    if (executed(e, at) || executed(e, at + 3)) {
        const u8 *p = code_at(e, at);
        add_if(e, p != NULL && (*p & BY_ANY & ~(u32)(BY << e->core)) != 0,
               EVENT_STORE_OTHER);
        if (at - e->pc < AHEAD)
            events_add(e, EVENT_STORE_AHEAD);
        events_add(e, same ? EVENT_STORE_GRANULE : EVENT_STORE_CODE);
        return;
    }
    for (u32 i = at & ~(u32)(GRANULE - 1), n = 0; n < GRANULE; n += 4)
        if (executed(e, i + n)) {
            events_add(e, EVENT_STORE_BESIDE);
            return;
        }
}

static void note_access(struct events *e, const struct oracle *o)
{
    bool store = is(e, "store") || is(e, "storex");
    bool sum = is(e, "loadx") || is(e, "storex");
    if (!store && !is(e, "load") && !sum)
        return;
    u32 at = e->rs1 + e->word.imm + (sum ? e->rs2 : 0);
    u32 width = width_of(e->word.op);
    if (oracle_in_registers(at))
        events_add(e, width == 4 ? EVENT_REGISTER : EVENT_BENEATH);
    add_if(e, width == 4 && at % 4 != 0, EVENT_MISALIGNED);
    add_if(e, is_pixel(o, at), EVENT_PIXEL);
    if (store)
        note_store(e, at);
}

static void note_block(struct events *e, const struct oracle *o)
{
    bool move = e->word.op == ISA_MOVS || e->word.op == ISA_FILL;
    u32 to = e->rd, n = move ? e->rs2 : e->word.imm;
    if ((!is(e, "block") && !move) || n == 0)
        return;
    u32 last = to + n - 1;
    bool copies = e->word.op == ISA_MEMCPY || e->word.op == ISA_MOVS;
    events_add(e, EVENT_BLOCK);
    add_if(e, executed(e, to) || executed(e, last), EVENT_BLOCK_CODE);
    add_if(e,
           is_pixel(o, to) != is_pixel(o, last) ||
               oracle_in_registers(to) != oracle_in_registers(last),
           EVENT_BLOCK_WINDOW);
    add_if(e, copies && to != e->rs1 && to - e->rs1 + n - 1 < 2 * n - 1,
           EVENT_BLOCK_OVERLAP);
}

/* --- before ------------------------------------------------------------- */

static void note_place(struct events *e)
{
    u8 *p = code_at(e, e->pc);
    bool fallen = e->pc == e->behind;
    if (p == NULL)
        return;
    add_if(e, (e->pc & 3) != 0, EVENT_ODD);
    add_if(e, begins(e, e->pc - 4) || begins(e, e->pc + 4), EVENT_HALF);
    add_if(e, e->pc / GRANULE != (e->pc + 7) / GRANULE, EVENT_ACROSS);
    add_if(e, !fallen && (*p & FALLEN_INTO) != 0, EVENT_MIDDLE);
    *p |= BEGINS | (fallen ? FALLEN_INTO : 0);
    for (u32 i = 0; i < 8 && code_at(e, e->pc + i) != NULL; i++)
        p[i] |= (u8)(EXECUTED | BY << e->core);
}

static bool reads_flags(u8 op)
{
    switch (op) {
    case ISA_SET:
    case ISA_SEL:
    case ISA_ADC:
    case ISA_SBB:
        return true;
    default:
        return flags_of(op) == 'N' && op != ISA_JMP && op != ISA_RJMP &&
               (strcmp(shape_of(op), "jump") == 0 ||
                strcmp(shape_of(op), "rjump") == 0);
    }
}

static void note_float(struct events *e)
{
    bool is_float = flags_of(e->word.op) == 'F' && !is(e, "load");
    if (!is_float && e->word.op != ISA_FCMP && e->word.op != ISA_FTOI)
        return;
    add_if(e, fp32_is_nan(e->rs1) || fp32_is_nan(e->rs2), EVENT_NAN);
    add_if(e, (e->rs1 & 0x7F800000) == 0 && (e->rs1 & 0x007FFFFF) != 0,
           EVENT_SUBNORMAL);
}

void events_before(struct events *e, const struct oracle *o)
{
    u8 b[8];
    e->pc = o->ip;
    e->in_isr = o->in_isr;
    e->core = o->id;
    add_if(e, o->id != 0, EVENT_OTHER_CORE);
    e->known = oracle_peek(o, o->ip, b, 8);
    if (!e->known)
        return;
    e->word = isa_decode(get_le64(b));
    e->rd = o->r[e->word.rd % 32];
    e->rs1 = o->r[e->word.rs1 % 32];
    e->rs2 = o->r[e->word.rs2 % 32];
    note_place(e);
    note_access(e, o);
    note_block(e, o);
    note_float(e);
    add_if(e, e->jumped && reads_flags(e->word.op), EVENT_FLAGS_ACROSS);
    if (flags_of(e->word.op) != 'N')
        e->jumped = false;
}

/* --- behind ------------------------------------------------------------- */

static void note_panic(struct events *e, const struct oracle *o)
{
    static const struct {
        const char *start;
        enum event event;
    } row[] = {
        {"unknown", EVENT_PANIC_OPCODE},   {"invalid", EVENT_PANIC_OPCODE},
        {"bad fetch", EVENT_PANIC_FETCH},  {"out of", EVENT_PANIC_BOUNDS},
        {"misaligned", EVENT_PANIC_ALIGN}, {"stack", EVENT_PANIC_STACK},
        {"", EVENT_PANIC_DEVICE}};
    u32 i = 0;
    while (strncmp(o->cause, row[i].start, strlen(row[i].start)) != 0)
        i++;
    events_add(e, row[i].event);
}

static void note_flow(struct events *e, const struct oracle *o)
{
    bool call = is(e, "call") || is(e, "callr") || is(e, "callm");
    u32 next = e->pc + 8;
    if (o->ip == next)
        return;
    e->jumped = true;
    add_if(e, o->ip <= e->pc, EVENT_BACK);
    add_if(e, is(e, "jmpr"), EVENT_INDIRECT);
    add_if(e, call, EVENT_CALL);
    add_if(e, call && !is(e, "call"), EVENT_CALL_INDIRECT);
    if (call)
        e->returns[e->depth++ % ARRAY_LEN(e->returns)] = next;
    add_if(e, call && e->depth >= DEEP, EVENT_DEEP);
    if (!is(e, "ret"))
        return;
    bool right =
        e->depth > 0 && e->returns[--e->depth % ARRAY_LEN(e->returns)] == o->ip;
    events_add(e, right ? EVENT_RETURN : EVENT_RETURN_ELSEWHERE);
}

static void note_others(struct events *e, const struct oracle *o)
{
    u8 op = e->word.op;
    u32 at = e->rs1 + e->word.imm;
    if (is(e, "atomic")) {
        events_add(e, EVENT_ATOMIC);
        add_if(e, op != ISA_LDAR && executed(e, at), EVENT_ATOMIC_CODE);
        add_if(e, op == ISA_CAS && o->r[e->word.rd % 32] != e->rd,
               EVENT_CAS_FAILED);
    }
    add_if(e, is(e, "port"), EVENT_PORT);
    add_if(e, op == ISA_OUT && within(e->rs1, PORT_CSP, 11), EVENT_CONTEXT);
    add_if(e,
           e->rs2 == 0 && (op == ISA_DIV || op == ISA_MOD || op == ISA_SDIV ||
                           op == ISA_SMOD),
           EVENT_DIVZERO);
    add_if(e, (op == ISA_INT || op == ISA_INTI) && o->in_isr != e->in_isr,
           EVENT_SOFTWARE);
    add_if(e, op == ISA_IRET && e->in_isr != 0, EVENT_IRET);
}

void events_behind(struct events *e, const struct oracle *o)
{
    e->behind = e->pc + 8;
    if (o->state == ORACLE_PANICKED) {
        note_panic(e, o);
        return;
    }
    add_if(e, o->state != ORACLE_RUNNING, EVENT_END);
    if (!e->known)
        return;
    note_flow(e, o);
    note_others(e, o);
}

/* --- sums --------------------------------------------------------------- */

void events_slice(struct events *e, bool native)
{
    for (u32 i = 0; i < EVENT_COUNT; i++) {
        e->all[i] += e->slice[i];
        if (native)
            e->native[i] += e->slice[i];
    }
    memset(e->slice, 0, sizeof e->slice);
    e->behind = 0; /* another core may be next */
}

void events_sum(struct events *to, const struct events *from)
{
    for (u32 i = 0; i < EVENT_COUNT; i++) {
        to->all[i] += from->all[i];
        to->native[i] += from->native[i];
    }
}

static const char *const text[EVENT_COUNT] = {
#define EVENT_TEXT(name, text) [EVENT_##name] = text,
    EVENTS(EVENT_TEXT)
#undef EVENT_TEXT
};

void events_print(const struct events *e, FILE *to)
{
    fprintf(to, "%-52s %12s %12s\n", "event", "times", "native");
    for (u32 i = 0; i < EVENT_COUNT; i++)
        fprintf(to, "%-52s %12llu %12llu\n", text[i],
                (unsigned long long)e->all[i],
                (unsigned long long)e->native[i]);
}

bool events_reached(const struct events *e, FILE *to)
{
    bool all = true;
    for (u32 i = 0; i < EVENT_COUNT; i++) {
        /* only a storm brings the first, no engine compiles the second */
        if (i == EVENT_MOVE_INTERRUPTED || i == EVENT_ODD || e->native[i] != 0)
            continue;
        fprintf(to, "never in generated code: %s\n", text[i]);
        all = false;
    }
    return all;
}
