/* SPDX-License-Identifier: MIT
 *
 * The panic report: what one core was doing when it failed, for the person
 * who wrote the guest program. It only reads: the machine is PANICKED, no
 * core runs, and no register window is touched, so printing a report twice
 * prints the same. The order of its parts is fixed (docs/debugging.md). Code
 * addresses are followed by function and line where symbols know them.
 */
#include <vm/machine.h>

#include <format/symbols.h>
#include <lamp/isa.h>
#include <util/log.h>
#include <vm/debug.h>
#include <vm/isa.h>

enum { SLOTS_SHOWN = 16, REGISTERS_A_LINE = 4, INSN_BYTES_MAX = 16 };

static const char *const state_names[] = {[CORE_PARKED] = "parked",
                                          [CORE_RUNNING] = "running",
                                          [CORE_WAITING] = "waiting"};
static const char *const stack_names[STACK_COUNT] = {"call", "data", "ISR"};
static const char *const transfer_names[] = {
    [TRANSFER_JUMP] = "taken jump", [TRANSFER_CALL] = "call",
    [TRANSFER_RETURN] = "return",   [TRANSFER_IRQ] = "interrupt",
    [TRANSFER_IRET] = "IRET",
};

static const char *const advice[PANIC_CAUSE_COUNT] = {
    [PANIC_OPCODE] = "the core ran into data or past the end of the code; look "
                     "at the newest transfer for a wrong target, or for a "
                     "missing RET, JMP or HALT",
    [PANIC_REGISTER] = "registers are r0..r31: either data is being executed, "
                       "or a program built this instruction word itself",
    [PANIC_FETCH] = "code can only run from RAM outside every device window; "
                    "the newest transfer tells who went there",
    [PANIC_BOUNDS] = "probably an uninitialised or overrun pointer; compare "
                     "the registers of the instruction with the memory map in "
                     "docs/board.md",
    [PANIC_MISALIGNED] = "align the data with .align, or use narrower loads "
                         "and stores for packed fields",
    [PANIC_MISALIGNED_ATOMIC] = "atomic instructions need an address that is "
                                "a multiple of 4; align the variable with "
                                ".align 4",
    [PANIC_ATOMIC_DEVICE] = "atomic instructions work on RAM only; keep locks "
                            "and counters out of device and framebuffer "
                            "windows",
    [PANIC_PORT] = "ports are 0..255; the register between the brackets holds "
                   "the port, the other one the data",
    [PANIC_CONTEXT] = "the value does not fit the stack or its place in RAM; "
                      "when you enlarge a stack write its base first, then "
                      "its count",
    [PANIC_OVERFLOW] = "look for endless recursion, a PUSH without POP or a "
                       "handler without IRET, or enlarge the stack with ports "
                       "0xF8..0xFA",
    [PANIC_UNDERFLOW] = "a RET, POP or IRET has no matching CALL, PUSH or "
                        "interrupt entry; check paths that jump into the "
                        "middle of a function",
    [PANIC_CONDITION] = "SET and SEL know the conditions 0..9 only; assemble "
                        "them by name",
    [PANIC_OPERANDS] = "MOVS and FILL change all their registers, so give "
                       "them different ones",
    [PANIC_READ_ONLY] = "this register can only be read; look for a store "
                        "through a wrong pointer, or a wrong offset",
    [PANIC_DEVICE] = "use an aligned 32-bit access for device registers, at an "
                     "offset that docs/board.md lists",
};

/* The more exact sentence where the way into the panic tells more. */
static const char *advice_for(const struct core *c)
{
    if (c->panic.cause != PANIC_FETCH || c->trail_count == 0)
        return advice[c->panic.cause];
    const struct trail *t = &c->trail[(c->trail_count - 1) % TRAIL_LEN];
    if (t->to != c->panic.ip)
        return "the core ran off the end of its code; a RET, JMP or HALT is "
               "missing there";
    switch (t->kind & 0xFF) {
    case TRANSFER_RETURN:
        return "the return address on the call stack is no code address; look "
               "for stores that overwrite the stack, and for unequal CALL and "
               "RET";
    case TRANSFER_IRQ:
        return "the IVT entry of this vector names no code; store the address "
               "of a handler there, or all ones for none";
    case TRANSFER_IRET:
        return "the frame on the ISR stack holds no code address; the handler "
               "must leave it as it was";
    default:
        return "the target of the newest transfer is no code; check the "
               "register or the table it came from";
    }
}

static void instruction_text(const struct machine *m, const struct core *c,
                             char *out, size_t size)
{
    u8 code[INSN_BYTES_MAX] = {0};
    u32 n = c->isa->insn_bytes;
    if (c->panic.cause == PANIC_FETCH ||
        !ram_is_plain(&m->bus.ram, c->panic.ip, n)) {
        snprintf(out, size, "fetch");
        return;
    }
    ram_read(&m->bus.ram, c->panic.ip, code, n);
    if (c->isa->text(out, size, code, c->panic.ip) == 0)
        snprintf(out, size, "%016llX", (unsigned long long)get_le64(code));
}

void core_report(const struct core *c, u32 ip)
{
    u32 f = core_flags(c);
    log_error("IP 0x%08X  FLAGS 0x%08X%s%s%s%s%s  IN_ISR %u  IRQ_MASKED %u  "
              "instructions %llu",
              ip, f, f & ISA_CF ? " CF" : "", f & ISA_ZF ? " ZF" : "",
              f & ISA_SF ? " SF" : "", f & ISA_OF ? " OF" : "",
              f & (ISA_CF | ISA_ZF | ISA_SF | ISA_OF) ? "" : " none", c->in_isr,
              c->irq_masked, (unsigned long long)c->retired);
    for (u32 i = 0; i < ARRAY_LEN(c->r); i += REGISTERS_A_LINE)
        log_error("r%-2u 0x%08X  r%-2u 0x%08X  r%-2u 0x%08X  r%-2u 0x%08X", i,
                  c->r[i], i + 1, c->r[i + 1], i + 2, c->r[i + 2], i + 3,
                  c->r[i + 3]);
}

/* " main+0x18 (hello.c:12)", or nothing. */
struct place {
    char text[SYMBOLS_TEXT_BYTES + 1];
};

/* call_bytes: 0, or of the call that the address is behind. */
static struct place place_of(const struct symbols *names, u32 address,
                             u32 call_bytes)
{
    struct place p = {" "};
    symbols_return_text(p.text + 1, names, address, call_bytes);
    if (p.text[1] == '\0')
        p.text[0] = '\0';
    return p;
}

static void report_others(const struct machine *m, const struct core *c,
                          const struct symbols *names)
{
    for (u32 i = 0; i < m->core_count; i++) {
        const struct core *o = m->core[i];
        if (o != c)
            log_error("core %u: %s at 0x%08X%s", i, state_names[o->state],
                      o->ip, place_of(names, o->ip, 0).text);
    }
}

/* What the slots of the call stack hold are return addresses. */
static void report_stack(const struct core *c, enum stack_id id,
                         const struct symbols *names)
{
    const struct stack *s = &c->stack[id];
    log_error("%s stack: base 0x%08X, index %u, count %u%s", stack_names[id],
              s->base, s->index, s->count,
              s->index >= s->count ? ": <empty>" : "");
    for (u32 i = s->index; i < s->count && i - s->index < SLOTS_SHOWN; i++) {
        u32 at = s->base + i * s->slot;
        u32 value = ram_get32_any(&c->m->bus.ram, at);
        struct place p = {""};
        if (id == STACK_CALL)
            p = place_of(names, value, c->isa->insn_bytes);
        log_error("  slot %u at 0x%08X: 0x%08X%s", i, at, value, p.text);
    }
    if (s->index < s->count && s->count - s->index > SLOTS_SHOWN)
        log_error("  and %u more", s->count - s->index - SLOTS_SHOWN);
}

static void report_trail(const struct core *c, const struct symbols *names)
{
    u32 n = c->trail_count < TRAIL_LEN ? c->trail_count : TRAIL_LEN;
    log_error("last %u control transfers, newest first:%s", n,
              n == 0 ? " <none>" : "");
    for (u32 i = 1; i <= n; i++) {
        const struct trail *t = &c->trail[(c->trail_count - i) % TRAIL_LEN];
        char vector[16] = "";
        if ((t->kind & 0xFF) == TRANSFER_IRQ)
            snprintf(vector, sizeof(vector), " %u", t->kind >> 8);
        log_error("  0x%08X%s -> 0x%08X%s %s%s", t->from,
                  place_of(names, t->from, 0).text, t->to,
                  place_of(names, t->to, 0).text,
                  transfer_names[t->kind & 0xFF], vector);
    }
}

void machine_report_panic(const struct machine *m, const char *image,
                          const struct symbols *names)
{
    const struct core *c = m->core[m->result.core];
    struct place place = place_of(names, c->panic.ip, 0);
    char text[128];
    instruction_text(m, c, text, sizeof(text));
    log_error("panic: core %u at 0x%08X: %s: %s%s%s", c->id, c->panic.ip, text,
              c->panic.text, place.text[0] ? ", in" : "", place.text);
    log_error("program %s, core %u of %u:", image, c->id, m->core_count);
    core_report(c, c->panic.ip);
    report_others(m, c, names);
    for (u32 i = 0; i < STACK_COUNT; i++)
        report_stack(c, i, names);
    report_trail(c, names);
    log_error("advice: %s", advice_for(c));
}
