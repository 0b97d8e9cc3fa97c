/* SPDX-License-Identifier: MIT
 *
 * The pairs of uops that have a body of their own in the interpreter. Chosen
 * by how often they follow each other in compiled programs; any two that run
 * to their end could be added. Jumps to a body are what the host predicts
 * worst, so every one that is saved counts, and so does every body that is
 * not shared by many places.
 */
#ifndef ENGINE_INTERP_PAIR_H
#define ENGINE_INTERP_PAIR_H

/* clang-format off */
/* P(first, second) for a first one and all that are common, */
#define PAIRS_COMMON(P, x)                                           \
    P(x, MOV) P(x, ADD) P(x, ADDI) P(x, MUL) P(x, AND) P(x, ANDI)    \
    P(x, OR) P(x, XOR) P(x, SHLI) P(x, SHRI) P(x, ROLI) P(x, LD32)   \
    P(x, LD8) P(x, LDX32) P(x, ST32) P(x, ST8) P(x, ADDI_F)
/* and for a uop with all conditions. */
#define PAIRS_UCC(P, x, y)                                           \
    P(x, y##_Z) P(x, y##_NZ) P(x, y##_C) P(x, y##_NC) P(x, y##_G)    \
    P(x, y##_GE) P(x, y##_L) P(x, y##_LE) P(x, y##_A) P(x, y##_BE)
#define PAIRS_BRANCH(P, x) PAIRS_UCC(P, x, BR) PAIRS_UCC(P, x, BRI)
#define PAIRS_ZERO(P, x) P(x, BRZ) P(x, BRNZ)
#define PAIRS_END(P, x) P(x, RET) P(x, CALL) P(x, CALLR) P(x, JUMP)
#define PAIRS_SELECT(P, x) PAIRS_UCC(P, x, SET) PAIRS_UCC(P, x, SEL)

#define PAIRS(P)                                                     \
    PAIRS_COMMON(P, MOV) PAIRS_COMMON(P, ADD) PAIRS_COMMON(P, ADDI)  \
    PAIRS_COMMON(P, MUL) PAIRS_COMMON(P, AND) PAIRS_COMMON(P, ANDI)  \
    PAIRS_COMMON(P, OR) PAIRS_COMMON(P, XOR) PAIRS_COMMON(P, SHLI)   \
    PAIRS_COMMON(P, SHRI) PAIRS_COMMON(P, ROLI)                      \
    PAIRS_COMMON(P, LD32) PAIRS_COMMON(P, LD8)                       \
    PAIRS_COMMON(P, LDX32) PAIRS_COMMON(P, ST32)                     \
    PAIRS_COMMON(P, ST8)                                             \
    PAIRS_BRANCH(P, ADD) PAIRS_BRANCH(P, ADDI)                       \
    PAIRS_BRANCH(P, LD32) PAIRS_BRANCH(P, LD8)                       \
    PAIRS_ZERO(P, ADD_F) PAIRS_ZERO(P, ADDI_F)                       \
    PAIRS_ZERO(P, SUB_F) PAIRS_ZERO(P, SUBI_F)                       \
    PAIRS_END(P, LD32_F) PAIRS_END(P, ST32) PAIRS_END(P, ADDI_F)     \
    PAIRS_END(P, MOV_F) PAIRS_END(P, MOVI_F)                         \
    PAIRS_SELECT(P, CMP_F) PAIRS_SELECT(P, CMPI_F)
/* clang-format on */

#endif
