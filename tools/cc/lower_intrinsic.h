/* SPDX-License-Identifier: MIT
 *
 * Tables of intrinsics: a name, or the start of one up to a type suffix, and
 * how to lower it. One table a subject; lower_intrinsic.c looks through all.
 */
#ifndef CC_LOWER_INTRINSIC_H
#define CC_LOWER_INTRINSIC_H

#include "lower.h"

struct intrinsic {
    const char *name; /* without "llvm."; fits whole or before a '.' */
    void (*lower)(struct lower *l, LLVMValueRef call, u32 variant);
    u32 variant;
};

extern const struct intrinsic lower_intrinsics_int[];
extern const struct intrinsic lower_intrinsics_float[];
extern const struct intrinsic lower_intrinsics_memory[];
extern const struct intrinsic lower_intrinsics_other[];

/* Applies `one` to each lane of the call's operands. */
typedef struct words lane_function(struct lower *l, const struct words *in,
                                   LLVMTypeRef element, u32 variant);
void lower_lanewise(struct lower *l, LLVMValueRef call, u32 operands,
                    lane_function *one, u32 variant);

#endif
