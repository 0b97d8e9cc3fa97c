/* SPDX-License-Identifier: MIT
 *
 * INTC, the interrupt controller (docs/board.md). Register offsets from
 * INTC_BASE. PENDING, ENABLE and EOI are banked: each core sees its own.
 * Vector v is bit v % 32 of word v / 32.
 */
#ifndef LAMP_DEV_INTC_H
#define LAMP_DEV_INTC_H

enum intc_register {
    INTC_PENDING = 0x000,  /* 8 words; read PENDING | IN-SERVICE, write ORs */
    INTC_ENABLE = 0x040,   /* 8 words */
    INTC_PRIORITY = 0x100, /* one word a vector, low 8 bits, shared */
    INTC_EOI = 0x500       /* write a vector number */
};

#endif
