/* SPDX-License-Identifier: MIT
 *
 * panic_cases: one machine per row of machine-level panics. A program of a
 * few instructions loads two registers and does the access; the machine must
 * be PANICKED, at that instruction, and the text must name cause and place.
 */
#include "selftest.h"

#include <inttypes.h>
#include <lamp/board.h>
#include <lamp/image.h>
#include <lamp/isa.h>

enum { AT = PROGRAM_BASE, FB_AT = BOARD_RAM_DEFAULT, NOWHERE = 0x50000000 };

struct panic_case {
    u8 op;
    u32 r1, r2, imm;
    bool strict; /* run with --strict: status 80 */
    enum panic_cause cause;
    const char *names; /* must also be in the text; "" nothing */
};

/* r1 is a stored value or the port's word, r2 an address or the port. */
static const struct panic_case cases[] = {
    /* access rules: register windows */
    {ISA_LOAD32, 0, TIME_BASE, 2, false, PANIC_MISALIGNED, ""},
    {ISA_LOAD32, 0, SYSINFO_BASE, 1, false, PANIC_MISALIGNED, ""},
    {ISA_STORE32, 0, INTC_BASE, 6, false, PANIC_MISALIGNED, ""},
    {ISA_LDAR, 0, SYSINFO_BASE, 0, false, PANIC_ATOMIC_DEVICE, "74C000"},
    {ISA_XADD, 0, TIME_BASE, 4, false, PANIC_ATOMIC_DEVICE, "2004"},
    {ISA_STLR, 0, INTC_BASE, 0, false, PANIC_ATOMIC_DEVICE, "74D000"},
    {ISA_JMP, 0, 0, TIME_BASE + 0x14, false, PANIC_FETCH, "2014"},
    {ISA_JMP, 0, 0, SYSINFO_BASE, false, PANIC_FETCH, "74C000"},
    {ISA_JMP, 0, 0, INTC_BASE - 4, false, PANIC_FETCH, "74D000"},
    /* framebuffer windows */
    {ISA_CAS, 0, FB_ALIAS_BASE, 0, false, PANIC_ATOMIC_DEVICE, "620000"},
    {ISA_XCHG, 0, FB_AT, 0, false, PANIC_ATOMIC_DEVICE, "4000000"},
    {ISA_JMP, 0, 0, FB_ALIAS_BASE + 64, false, PANIC_FETCH, "620040"},
    {ISA_JMP, 0, 0, FB_AT, false, PANIC_FETCH, "4000000"},
    {ISA_JMP, 0, 0, FB_AT - 4, false, PANIC_FETCH, "4000000"},
    /* nothing there */
    {ISA_LOAD, 0, NOWHERE, 0, false, PANIC_BOUNDS, "50000000"},
    {ISA_LOAD16, 0, NOWHERE, 2, false, PANIC_BOUNDS, "50000002"},
    {ISA_LOAD32, 0, NOWHERE, 0, false, PANIC_BOUNDS, "50000000"},
    {ISA_STORE, 0, NOWHERE, 0, false, PANIC_BOUNDS, "50000000"},
    {ISA_STORE32, 0, FB_AT + FB_SIZE, 0, false, PANIC_BOUNDS, "412C000"},
    {ISA_LOAD32, 0, FB_AT + FB_SIZE, 0xFFFFFFFE, false, PANIC_BOUNDS, ""},
    {ISA_LDAR, 0, NOWHERE, 0, false, PANIC_BOUNDS, "50000000"},
    {ISA_MEMSET, FB_AT + FB_SIZE - 2, 0, 4, false, PANIC_BOUNDS, "412C000"},
    {ISA_MEMCPY, 0x10000, 0xFFFFFFF0, 1, false, PANIC_BOUNDS, "FFFFFFF0"},
    {ISA_JMP, 0, 0, NOWHERE, false, PANIC_FETCH, "50000000"},
    {ISA_LOAD16, 0, 0x3001, 0, false, PANIC_MISALIGNED, "3001"},
    {ISA_LDAR, 0, 0x3002, 0, false, PANIC_MISALIGNED_ATOMIC, "3002"},
    /* read-only registers */
    {ISA_STORE32, 0, TIME_BASE, 0x04, false, PANIC_READ_ONLY, "REAL_LO"},
    {ISA_STORE32, 0, TIME_BASE, 0x08, false, PANIC_READ_ONLY, "REAL_HI"},
    {ISA_STORE32, 0, TIME_BASE, 0x0C, false, PANIC_READ_ONLY, "MONO_LO"},
    {ISA_STORE32, 0, TIME_BASE, 0x10, false, PANIC_READ_ONLY, "MONO_HI"},
    {ISA_STORE32, 0, TIME_BASE, 0x14, false, PANIC_READ_ONLY, "BOOT_LO"},
    {ISA_STORE32, 0, TIME_BASE, 0x18, false, PANIC_READ_ONLY, "BOOT_HI"},
    {ISA_STORE32, 0, SYSINFO_BASE, 0, false, PANIC_READ_ONLY, "MAGIC"},
    {ISA_STORE32, 0, SYSINFO_BASE, 0x40, false, PANIC_READ_ONLY, "FEATURES"},
    {ISA_STORE32, 0, SYSINFO_BASE, 0x58, false, PANIC_READ_ONLY, "BOOT_HI"},
    /* ports */
    {ISA_IN, 0, 256, 0, false, PANIC_PORT, "100"},
    {ISA_OUT, 0, 0xFFFFFFFF, 0, false, PANIC_PORT, "FFFFFFFF"},
    {ISA_OUT, 257, PORT_CSP, 0, false, PANIC_CONTEXT, "101"},
    {ISA_OUT, 257, PORT_DSP, 0, false, PANIC_CONTEXT, "101"},
    {ISA_OUT, 257, PORT_ISP, 0, false, PANIC_CONTEXT, "101"},
    {ISA_OUT, FB_AT - 2047, PORT_CALL_BASE, 0, false, PANIC_CONTEXT, ""},
    {ISA_OUT, FB_AT - 1023, PORT_DATA_BASE, 0, false, PANIC_CONTEXT, ""},
    {ISA_OUT, FB_ALIAS_BASE - 8, PORT_ISR_BASE, 0, false, PANIC_CONTEXT, ""},
    {ISA_OUT, 0xFFFFFFF8, PORT_ISR_BASE, 0, false, PANIC_CONTEXT, ""},
    {ISA_OUT, 0, PORT_IN_ISR, 0, false, PANIC_READ_ONLY, "0xF7"},
    {ISA_OUT, 0, PORT_CALL_COUNT, 0, false, PANIC_CONTEXT, ""},
    {ISA_OUT, 65537, PORT_DATA_COUNT, 0, false, PANIC_CONTEXT, "10001"},
    {ISA_OUT, 0x80000000, PORT_ISR_COUNT, 0, false, PANIC_CONTEXT, ""},
    /* strict mode */
    {ISA_LOAD32, 0, 0x3001, 0, true, PANIC_MISALIGNED, "3001"},
    {ISA_STORE32, 0, 0x3002, 0, true, PANIC_MISALIGNED, "3002"},
    {ISA_LOAD, 0, SYSINFO_BASE, 0, true, PANIC_CAUSE_COUNT, ""},
    {ISA_STORE16, 0, INTC_BASE, 0, true, PANIC_CAUSE_COUNT, ""},
    {ISA_MEMSET, TIME_BASE, 0, 1, true, PANIC_CAUSE_COUNT, ""},
    {ISA_STORE32, 0, INTC_BASE, 0x20, true, PANIC_CAUSE_COUNT, ""},
    {ISA_STORE32, 256, INTC_BASE, 0x500, true, PANIC_CAUSE_COUNT, ""},
    {ISA_OUT, 0, PORT_SERIAL_RX, 0, true, PANIC_CAUSE_COUNT, ""},
    {ISA_OUT, 0, PORT_KBD_STATUS, 0, true, PANIC_CAUSE_COUNT, ""},
    {ISA_OUT, 0, PORT_DISK_STATUS, 0, true, PANIC_CAUSE_COUNT, ""},
    {ISA_LOAD32, 0, IOMMU_BASE, 0, true, PANIC_CAUSE_COUNT, ""},
    {ISA_STORE, 0, MMU_BASE, 255, true, PANIC_CAUSE_COUNT, ""},
};

static void add_word(struct buf *image, u8 op, u8 rd, u8 rs1, u8 rs2, u32 imm)
{
    u8 bytes[ISA_WORD_BYTES];
    struct isa_word w = {op, rd, rs1, rs2, imm};
    put_le64(bytes, isa_encode(w));
    buf_add(image, bytes, sizeof(bytes));
}

/* movi r1; movi r2; the instruction with the fields its format wants; halt,
 * which must not be reached. r3 is 0. */
static void make_image(const struct panic_case *c, struct buf *image)
{
    buf_add_le32(image, AT);
    buf_add_le32(image, 4 * ISA_WORD_BYTES);
    buf_add_zeros(image, IMAGE_HEADER_BYTES - 8);
    add_word(image, ISA_MOVI, 1, 0, 0, c->r1);
    add_word(image, ISA_MOVI, 2, 0, 0, c->r2);
    add_word(image, c->op, 1, 2, 3, c->imm);
    add_word(image, ISA_HALT, 0, 0, 0, 0);
}

static bool judge(const struct trial *t, const struct panic_case *c,
                  struct err *e)
{
    const struct machine_result *r = machine_result(t->m);
    const struct panic *p = &t->m->core[0]->panic;
    if (r->state != MACHINE_PANICKED)
        return fail(e, "no panic");
    if (r->status != (c->strict ? 80 : 1))
        return fail(e, "exit status %d", r->status);
    u32 ip = c->op == ISA_JMP ? c->imm : AT + 2 * ISA_WORD_BYTES;
    if (p->ip != ip)
        return fail(e, "panic at 0x%08" PRIX32 ", not 0x%08" PRIX32 ": %s",
                    p->ip, ip, p->text);
    if (c->cause != PANIC_CAUSE_COUNT &&
        (p->cause != c->cause || !strstr(p->text, panic_cause_text(c->cause))))
        return fail(e, "cause is not '%s': %s", panic_cause_text(c->cause),
                    p->text);
    if (!strstr(p->text, c->names))
        return fail(e, "'%s' is not named: %s", c->names, p->text);
    return true;
}

static bool run_case(const struct selftest *s, const char *engine,
                     const struct panic_case *c, struct err *e)
{
    struct trial t;
    struct buf image = {0};
    make_image(c, &image);
    trial_init(&t, s, engine);
    t.config.strict = c->strict;
    bool ok = trial_begin(&t, NULL, e) &&
              machine_load_bytes(t.m, s->name, image.data, image.size, e) &&
              machine_run(t.m, e) && judge(&t, c, e);
    trial_end(&t);
    buf_free(&image);
    return ok;
}

bool selftest_panics(const struct selftest *s, const char *engine,
                     struct err *e)
{
    for (u32 i = 0; i < ARRAY_LEN(cases); i++) {
        struct err why = {0};
        if (!run_case(s, engine, &cases[i], &why))
            return fail(e, "case %u: %s", i, why.text);
    }
    return true;
}
