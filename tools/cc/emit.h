/* SPDX-License-Identifier: MIT
 *
 * Between the files that print.
 */
#ifndef CC_EMIT_H
#define CC_EMIT_H

#include "mir.h"

/* emit_asm.c: an asm statement with its operands filled in. `number` is
 * unique in the module with the function's serial, for ${:uid}. */
void emit_asm(struct buf *out, const struct mir_asm *a, u32 number);

#endif
