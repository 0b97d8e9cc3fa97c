/* SPDX-License-Identifier: MIT
 *
 * Encoding of lamp instructions, from the rows of isa.def. An instruction is
 * one 64-bit little-endian word: opcode 63..56, rd 55..48, rs1 47..40,
 * rs2 39..32, imm 31..0 (docs/isa.md, section 2). No state, callable anywhere.
 */
#ifndef LAMP_ISA_H
#define LAMP_ISA_H

#include <stdint.h>

enum isa_op {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    ISA_##name = code,
#include <lamp/isa.def>
};

enum isa_format {
#define ISA_FORMAT(name, operands) ISA_FMT_##name,
#include <lamp/isa.def>
    ISA_FMT_COUNT
};

enum isa_cond {
#define ISA_COND(code, name, holds) ISA_CC_##name = code,
#include <lamp/isa.def>
    ISA_CC_COUNT
};

enum {
    ISA_WORD_BYTES = 8,
    ISA_REGISTERS = 32,
    ISA_X1_FIRST = 0x80, /* opcodes from here to ISA_X1_LAST are X1 */
    ISA_X1_LAST = 0x9F,

    ISA_CF = 0x01, /* FLAGS bits (docs/isa.md, section 3) */
    ISA_ZF = 0x08,
    ISA_SF = 0x10,
    ISA_OF = 0x20,

    ISA_VECTORS = 256,
    ISA_FRAME_SLOTS = 34,            /* slots of an interrupt frame */
    ISA_NAN = 0x7FC00000,            /* the only NaN arithmetic produces */
    ISA_BLOCK_POLL_BYTES = 65536,    /* MOVS, FILL: delivery point at most */
    ISA_DELIVERY_INSTRUCTIONS = 1024 /* at most between delivery points */
};

/* A decoded instruction word. Register fields are raw: 0..255. */
struct isa_word {
    uint8_t op, rd, rs1, rs2;
    uint32_t imm;
};

static inline struct isa_word isa_decode(uint64_t word)
{
    struct isa_word w = {(uint8_t)(word >> 56), (uint8_t)(word >> 48),
                         (uint8_t)(word >> 40), (uint8_t)(word >> 32),
                         (uint32_t)word};
    return w;
}

static inline uint64_t isa_encode(struct isa_word w)
{
    return (uint64_t)w.op << 56 | (uint64_t)w.rd << 48 | (uint64_t)w.rs1 << 40 |
           (uint64_t)w.rs2 << 32 | w.imm;
}

#endif
