/* SPDX-License-Identifier: MIT
 *
 * What values have in common: equality, hashes and names of types. Numbers
 * are equal when they are the same number, as integer or as double; the hash
 * agrees with that.
 */
#include "value.h"

#include "object.h"

static bool string_equal(const struct string *a, const struct string *b)
{
    if (a->interned && b->interned)
        return a == b;
    return a->length == b->length && a->hash == b->hash &&
           memcmp(a->chars, b->chars, a->length) == 0;
}

static bool big_equal(const struct big *a, const struct big *b)
{
    return a->negative == b->negative && a->count == b->count &&
           memcmp(a->limb, b->limb, a->count * sizeof *a->limb) == 0;
}

static bool range_equal(const struct range *a, const struct range *b)
{
    return a->from == b->from && a->to == b->to && a->step == b->step;
}

static bool obj_equal(struct value a, struct value b)
{
    if (as_obj(a)->kind != as_obj(b)->kind)
        return false;
    switch (as_obj(a)->kind) {
    case OBJ_STRING:
        return string_equal(as_string(a), as_string(b));
    case OBJ_BIG:
        return big_equal(as_big(a), as_big(b));
    case OBJ_RANGE:
        return range_equal(as_range(a), as_range(b));
    default:
        return false;
    }
}

bool value_equal(struct value a, struct value b)
{
    if (a.bits == b.bits)
        return a.bits != VALUE_NAN;
    if (is_double(a))
        return is_double(b) ? as_double(a) == as_double(b)
                            : is_int(b) && as_double(a) == (double)as_int(b);
    if (is_double(b))
        return is_int(a) && (double)as_int(a) == as_double(b);
    return is_obj(a) && is_obj(b) && obj_equal(a, b);
}

static u32 hash_bits(u64 bits)
{
    bits ^= bits >> 33;
    bits *= 0xFF51AFD7ED558CCDu;
    bits ^= bits >> 33;
    return (u32)bits;
}

static u32 hash_limbs(const struct big *b)
{
    u32 hash = b->negative;
    for (u32 i = 0; i < b->count; i++)
        hash = hash_bits((u64)hash << 32 | b->limb[i]);
    return hash;
}

static u32 hash_double(struct value v)
{
    double d = as_double(v);
    if (d > -1e14 && d < 1e14 && (double)(i64)d == d)
        return hash_bits(value_int((i64)d).bits);
    return hash_bits(v.bits);
}

u32 value_hash(struct value v)
{
    if (is_string(v))
        return as_string(v)->hash;
    if (is_big(v))
        return hash_limbs(as_big(v));
    if (is_double(v))
        return hash_double(v);
    if (is_kind(v, OBJ_RANGE))
        return hash_bits((u64)as_range(v)->from ^ (u64)as_range(v)->to << 20);
    return hash_bits(v.bits);
}

bool value_hashable(struct value v)
{
    return !is_list(v) && !is_map(v);
}

const char *value_type_name(struct value v)
{
    static const char *const names[OBJ_KINDS] = {
        "String",   "Int",      "List",     "Map",    "Function",
        "Function", "Function", "Function", "Class",  "Instance",
        "Function", "Range",    "Iterator", "Module", "Pattern",
    };
    if (is_obj(v))
        return names[as_obj(v)->kind];
    if (is_int(v))
        return "Int";
    if (is_double(v))
        return "Float";
    return is_bool(v) ? "Bool" : "Nil";
}
