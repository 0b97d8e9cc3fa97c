/* SPDX-License-Identifier: MIT
 *
 * RV32IM, user level, one instruction after the other: the measure against
 * which ./dev bench cc holds lamp-cc. Memory is one flat array from address 0
 * with the stack at its end; an access outside it, an unknown instruction or
 * EBREAK ends the run with an error. No compressed instructions, no traps.
 */
#include "rv32.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <util/buf.h>

enum { MEMORY_BYTES = 1 << 24, REG_SP = 2, REG_A0 = 10 };

enum opcode {
    OP_LOAD = 0x03,
    OP_FENCE = 0x0F,
    OP_IMM = 0x13,
    OP_AUIPC = 0x17,
    OP_STORE = 0x23,
    OP_REG = 0x33,
    OP_LUI = 0x37,
    OP_BRANCH = 0x63,
    OP_JALR = 0x67,
    OP_JAL = 0x6F,
    OP_SYSTEM = 0x73
};

enum { FUNCT7_BASE = 0x00, FUNCT7_MULDIV = 0x01, FUNCT7_ALT = 0x20 };
enum { WORD_ECALL = 0x73 };

struct hart {
    u32 pc, next;
    u32 x[32];
    u8 *memory;
    const char *wrong; /* why it cannot go on */
    bool done;
};

static u32 field(u32 word, u32 low, u32 bits)
{
    return word >> low & ((1u << bits) - 1);
}

static u32 imm_i(u32 word)
{
    return (u32)((i32)word >> 20);
}

static u32 imm_s(u32 word)
{
    return (u32)((i32)word >> 25 << 5) | field(word, 7, 5);
}

static u32 imm_b(u32 word)
{
    return (u32)((i32)word >> 31 << 12) | field(word, 7, 1) << 11 |
           field(word, 25, 6) << 5 | field(word, 8, 4) << 1;
}

static u32 imm_j(u32 word)
{
    return (u32)((i32)word >> 31 << 20) | field(word, 12, 8) << 12 |
           field(word, 20, 1) << 11 | field(word, 21, 10) << 1;
}

static bool in_memory(struct hart *h, u32 address, u32 size)
{
    if (address <= MEMORY_BYTES - size)
        return true;
    h->wrong = "access outside of memory";
    return false;
}

static u32 load(struct hart *h, u32 address, u32 funct3)
{
    u32 size = 1u << (funct3 & 3), v = 0;
    if (size > 4 || funct3 > 5) {
        h->wrong = "unknown load";
        return 0;
    }
    if (!in_memory(h, address, size))
        return 0;
    memcpy(&v, h->memory + address, size); /* the host is little-endian */
    if (funct3 == 0)
        return (u32)(i32)(i8)v;
    return funct3 == 1 ? (u32)(i32)(i16)v : v;
}

static void store(struct hart *h, u32 address, u32 funct3, u32 value)
{
    if (funct3 > 2)
        h->wrong = "unknown store";
    else if (in_memory(h, address, 1u << funct3))
        memcpy(h->memory + address, &value, 1u << funct3);
}

static bool branches(struct hart *h, u32 funct3, u32 a, u32 b)
{
    switch (funct3) {
    case 0:
        return a == b;
    case 1:
        return a != b;
    case 4:
        return (i32)a < (i32)b;
    case 5:
        return (i32)a >= (i32)b;
    case 6:
        return a < b;
    case 7:
        return a >= b;
    default:
        h->wrong = "unknown branch";
        return false;
    }
}

/* ADD .. AND; `alternate` means SUB for ADD and SRA for SRL. */
static u32 basic(u32 funct3, bool alternate, u32 a, u32 b)
{
    switch (funct3) {
    case 0:
        return alternate ? a - b : a + b;
    case 1:
        return a << (b & 31);
    case 2:
        return (i32)a < (i32)b;
    case 3:
        return a < b;
    case 4:
        return a ^ b;
    case 5:
        return alternate ? (u32)((i32)a >> (b & 31)) : a >> (b & 31);
    case 6:
        return a | b;
    default:
        return a & b;
    }
}

static u32 divide(u32 funct3, u32 a, u32 b)
{
    bool by_sign = funct3 < 6 ? funct3 == 4 : funct3 == 6;
    bool quotient = funct3 < 6;
    if (b == 0)
        return quotient ? UINT32_MAX : a;
    if (!by_sign)
        return quotient ? a / b : a % b;
    if (a == 0x80000000u && b == UINT32_MAX)
        return quotient ? a : 0;
    return (u32)(quotient ? (i32)a / (i32)b : (i32)a % (i32)b);
}

static u32 multiply(u32 funct3, u32 a, u32 b)
{
    switch (funct3) {
    case 0:
        return a * b;
    case 1:
        return (u32)((u64)((i64)(i32)a * (i32)b) >> 32);
    case 2:
        return (u32)((u64)((i64)(i32)a * (i64)(u64)b) >> 32);
    case 3:
        return (u32)((u64)a * b >> 32);
    default:
        return divide(funct3, a, b);
    }
}

static u32 op_imm(struct hart *h, u32 word, u32 a)
{
    u32 funct3 = field(word, 12, 3), funct7 = field(word, 25, 7);
    bool shift = funct3 == 1 || funct3 == 5;
    if (!shift)
        return basic(funct3, false, a, imm_i(word));
    if (funct7 != FUNCT7_BASE && !(funct7 == FUNCT7_ALT && funct3 == 5))
        h->wrong = "unknown shift";
    return basic(funct3, funct7 == FUNCT7_ALT, a, field(word, 20, 5));
}

static u32 op_reg(struct hart *h, u32 word, u32 a, u32 b)
{
    u32 funct3 = field(word, 12, 3), funct7 = field(word, 25, 7);
    if (funct7 == FUNCT7_MULDIV)
        return multiply(funct3, a, b);
    bool alternate = funct7 == FUNCT7_ALT && (funct3 == 0 || funct3 == 5);
    if (funct7 != FUNCT7_BASE && !alternate)
        h->wrong = "unknown instruction";
    return basic(funct3, alternate, a, b);
}

/* What goes to rd; jumps set h->next. False: there is no rd. */
static bool execute(struct hart *h, u32 word, u32 *rd)
{
    u32 a = h->x[field(word, 15, 5)], b = h->x[field(word, 20, 5)];
    u32 funct3 = field(word, 12, 3);
    switch (field(word, 0, 7)) {
    case OP_LOAD:
        *rd = load(h, a + imm_i(word), funct3);
        return true;
    case OP_IMM:
        *rd = op_imm(h, word, a);
        return true;
    case OP_REG:
        *rd = op_reg(h, word, a, b);
        return true;
    case OP_LUI:
        *rd = word & 0xFFFFF000u;
        return true;
    case OP_AUIPC:
        *rd = h->pc + (word & 0xFFFFF000u);
        return true;
    case OP_JAL:
        *rd = h->next;
        h->next = h->pc + imm_j(word);
        return true;
    case OP_JALR:
        *rd = h->next;
        h->next = (a + imm_i(word)) & ~1u;
        return true;
    case OP_BRANCH:
        if (branches(h, funct3, a, b))
            h->next = h->pc + imm_b(word);
        return false;
    case OP_STORE:
        store(h, a + imm_s(word), funct3, b);
        return false;
    case OP_FENCE:
        return false;
    default:
        h->done = word == WORD_ECALL;
        h->wrong = h->done ? NULL : "unknown instruction";
        return false;
    }
}

static void step(struct hart *h)
{
    u32 word = 0, rd = 0;
    if (h->pc % 4 != 0)
        h->wrong = "misaligned jump";
    if (!in_memory(h, h->pc, 4) || h->wrong)
        return;
    memcpy(&word, h->memory + h->pc, 4);
    h->next = h->pc + 4;
    if (execute(h, word, &rd))
        h->x[field(word, 7, 5)] = rd;
    h->x[0] = 0;
    if (!h->wrong)
        h->pc = h->next;
}

static bool load_segment(struct hart *h, const struct buf *file,
                         const Elf32_Phdr *p)
{
    if (p->p_type != PT_LOAD)
        return true;
    if (p->p_filesz > p->p_memsz || p->p_memsz > MEMORY_BYTES ||
        p->p_vaddr > MEMORY_BYTES - p->p_memsz || p->p_offset > file->size ||
        p->p_filesz > file->size - p->p_offset)
        return false;
    if (p->p_filesz != 0)
        memcpy(h->memory + p->p_vaddr, file->data + p->p_offset, p->p_filesz);
    return true;
}

static bool load_program(struct hart *h, const struct buf *file)
{
    Elf32_Ehdr header;
    if (file->size < sizeof header)
        return false;
    memcpy(&header, file->data, sizeof header);
    if (memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS32 ||
        header.e_machine != EM_RISCV || header.e_type != ET_EXEC ||
        header.e_phentsize != sizeof(Elf32_Phdr) ||
        header.e_phoff > file->size ||
        header.e_phnum > (file->size - header.e_phoff) / sizeof(Elf32_Phdr))
        return false;
    h->pc = header.e_entry;
    for (u32 k = 0; k < header.e_phnum; k++) {
        Elf32_Phdr p;
        memcpy(&p, file->data + header.e_phoff + k * sizeof p, sizeof p);
        if (!load_segment(h, file, &p))
            return false;
    }
    return true;
}

static bool run(struct hart *h, const char *path, u64 limit,
                struct rv32_result *result, struct err *e)
{
    h->x[REG_SP] = MEMORY_BYTES;
    for (result->retired = 0; !h->done; result->retired++) {
        if (h->wrong)
            return fail(e, "%s: %s at 0x%08X", path, h->wrong, h->pc);
        if (result->retired == limit)
            return fail(e, "%s: does not end", path);
        step(h);
    }
    result->a0 = h->x[REG_A0];
    return true;
}

bool rv32_run(const char *path, u64 limit, struct rv32_result *result,
              struct err *e)
{
    struct hart h = {.memory = calloc(1, MEMORY_BYTES)};
    struct buf file = {0};
    bool ok = h.memory || fail(e, "no memory");
    ok = ok && buf_read_file(&file, path, MEMORY_BYTES, e);
    if (ok && !load_program(&h, &file))
        ok = fail(e, "%s: no static RV32 executable", path);
    ok = ok && run(&h, path, limit, result, e);
    buf_free(&file);
    free(h.memory);
    return ok;
}
