/* SPDX-License-Identifier: MIT
 *
 * A value of the language in 64 bits. A double is itself; everything else is
 * a NaN with a tag in the upper 16 bits: a 48-bit integer, a constant, or the
 * address of an object, which must fit in 48 bits.
 */
#ifndef WICK_VALUE_H
#define WICK_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int32_t i32;
typedef int64_t i64;

struct obj;
struct value {
    u64 bits;
};

#define VALUE_TAG_INT 0x7FFDu
#define VALUE_TAG_MISC 0x7FFEu
#define VALUE_TAG_OBJ 0x7FFFu
#define VALUE_NAN 0x7FF8000000000000u
#define VALUE_PAYLOAD 0x0000FFFFFFFFFFFFu
#define INT_MOST (((i64)1 << 47) - 1)
#define INT_LEAST (-INT_MOST)

enum value_misc { MISC_NIL, MISC_FALSE, MISC_TRUE, MISC_UNSET };

static inline struct value value_make(u32 tag, u64 payload)
{
    return (struct value){(u64)tag << 48 | (payload & VALUE_PAYLOAD)};
}

#define NIL value_make(VALUE_TAG_MISC, MISC_NIL)
#define UNSET value_make(VALUE_TAG_MISC, MISC_UNSET)

static inline struct value value_bool(bool b)
{
    return value_make(VALUE_TAG_MISC, b ? MISC_TRUE : MISC_FALSE);
}

/* n must be in INT_LEAST .. INT_MOST; see number_from_i64 for any n. */
static inline struct value value_int(i64 n)
{
    return value_make(VALUE_TAG_INT, (u64)n);
}

static inline struct value value_obj(const void *o)
{
    return value_make(VALUE_TAG_OBJ, (u64)(uintptr_t)o);
}

static inline struct value value_double(double d)
{
    u64 bits;
    memcpy(&bits, &d, sizeof bits);
    return (struct value){d != d ? VALUE_NAN : bits};
}

static inline u32 value_tag(struct value v)
{
    return (u32)(v.bits >> 48);
}

static inline bool is_int(struct value v)
{
    return value_tag(v) == VALUE_TAG_INT;
}

static inline bool is_obj(struct value v)
{
    return value_tag(v) == VALUE_TAG_OBJ;
}

static inline bool is_double(struct value v)
{
    u32 tag = value_tag(v);
    return tag < VALUE_TAG_INT || tag > VALUE_TAG_OBJ;
}

static inline bool is_nil(struct value v)
{
    return v.bits == NIL.bits;
}

static inline bool is_unset(struct value v)
{
    return v.bits == UNSET.bits;
}

static inline bool is_bool(struct value v)
{
    return v.bits == value_bool(true).bits || v.bits == value_bool(false).bits;
}

static inline bool is_truthy(struct value v)
{
    return v.bits != NIL.bits && v.bits != value_bool(false).bits;
}

static inline i64 as_int(struct value v)
{
    return (i64)(v.bits << 16) >> 16;
}

static inline double as_double(struct value v)
{
    double d;
    memcpy(&d, &v.bits, sizeof d);
    return d;
}

static inline struct obj *as_obj(struct value v)
{
    return (struct obj *)(uintptr_t)(v.bits & VALUE_PAYLOAD);
}

bool value_equal(struct value a, struct value b);
u32 value_hash(struct value v);
bool value_hashable(struct value v);
const char *value_type_name(struct value v);

#endif
