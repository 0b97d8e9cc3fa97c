/* SPDX-License-Identifier: MIT
 *
 * Finds the handler of an intrinsic by its name.
 */
#include "lower_intrinsic.h"

enum { OPERANDS_MAX = 4 };

static bool fits(const char *name, const char *row)
{
    size_t n = strlen(row);
    return strncmp(name, row, n) == 0 && (name[n] == '\0' || name[n] == '.');
}

static const struct intrinsic *find(const struct intrinsic *table,
                                    const char *name,
                                    const struct intrinsic *best)
{
    for (; table->name; table++) {
        if (fits(name, table->name) &&
            (!best || strlen(table->name) > strlen(best->name)))
            best = table;
    }
    return best;
}

bool lower_intrinsic(struct lower *l, LLVMValueRef call, const char *name)
{
    const struct intrinsic *found = NULL;
    name += 5; /* "llvm." */
    found = find(lower_intrinsics_int, name, found);
    found = find(lower_intrinsics_float, name, found);
    found = find(lower_intrinsics_memory, name, found);
    found = find(lower_intrinsics_other, name, found);
    if (!found)
        return false;
    found->lower(l, call, found->variant);
    return true;
}

void lower_lanewise(struct lower *l, LLVMValueRef call, u32 operands,
                    lane_function *one, u32 variant)
{
    LLVMTypeRef element;
    struct words in[OPERANDS_MAX], lane[OPERANDS_MAX];
    u32 lanes = lower_lanes(LLVMTypeOf(LLVMGetOperand(call, 0)), &element);
    for (u32 k = 0; k < operands; k++)
        in[k] = lower_value(l, LLVMGetOperand(call, k));
    struct words out =
        lower_words_new(l, lower_word_count(l, LLVMTypeOf(call)));
    u32 at = 0;
    for (u32 i = 0; i < lanes && !l->failed; i++) {
        for (u32 k = 0; k < operands; k++) {
            u32 each = in[k].count / lanes;
            /* Scalar operands (flags, exponents) serve all lanes. */
            lane[k] =
                each == 0 ? in[k] : (struct words){each, in[k].at + i * each};
        }
        struct words r = one(l, lane, element, variant);
        for (u32 k = 0; k < r.count && at < out.count; k++)
            out.at[at++] = r.at[k];
    }
    lower_define(l, call, out);
}
