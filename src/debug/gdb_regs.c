/* SPDX-License-Identifier: MIT
 *
 * Registers for gdb. gdb knows no lamp, so a core is described as a little
 * endian powerpc:common, whose core feature has r0..r31 and six registers
 * more; pc is ip, lr the return address on top of the call stack, and the
 * other four are always 0. Our own feature adds all that the control core's
 * table has, and sp and fp, which gdb would take for r1: these are for reading,
 * since gdb would not notice that r30 and r31 change with them.
 *
 * The order of packets g and G is that of the description.
 */
#include "gdb.h"

#include <string.h>

enum {
    GENERAL = 32,
    PC = GENERAL, /* then what powerpc has, see extra[] */
    FIRST_OWN = PC + 6,
    CALL_SLOT_BYTES = 8
};

static const char *const extra[] = {"pc", "msr", "cr", "lr", "ctr", "xer"};

/* Names of registers that are there under another name. */
static const char *const alias[] = {"sp", "fp"};

static u32 own_count(void)
{
    return control_register_count() - GENERAL - 1;
}

/* Number of our i-th register: all but ip, which is pc already. */
static u32 own_number(u32 i)
{
    u32 ip = (u32)control_register_find("ip");
    return GENERAL + i < ip ? GENERAL + i : GENERAL + i + 1;
}

static u32 count(void)
{
    return FIRST_OWN + own_count() + (u32)ARRAY_LEN(alias);
}

/* The register of the control core; -1: it has none. */
static i32 number_of(u32 i)
{
    if (i < GENERAL)
        return (i32)i;
    if (i == PC)
        return control_register_find("ip");
    if (i < FIRST_OWN)
        return -1;
    u32 own = i - FIRST_OWN;
    if (own < own_count())
        return (i32)own_number(own);
    return control_register_find(alias[own - own_count()]);
}

/* Where the function returns to; 0: it was not called. */
static u32 return_address(const struct core *c)
{
    const struct stack *s = &c->stack[STACK_CALL];
    u8 slot[4] = {0};
    if (s->index < s->count)
        control_memory_read(c->m, s->base + s->index * CALL_SLOT_BYTES, slot,
                            sizeof(slot));
    return get_le32(slot);
}

static u32 get(const struct core *c, u32 i)
{
    i32 number = number_of(i);
    if (number >= 0)
        return control_register_get(c, (u32)number);
    return strcmp(extra[i - PC], "lr") == 0 ? return_address(c) : 0;
}

static bool set(struct core *c, u32 i, u32 value)
{
    i32 number = number_of(i);
    bool alias_of_other = i >= FIRST_OWN + own_count();
    return number >= 0 && !alias_of_other &&
           control_register_set(c, (u32)number, value);
}

static struct core *core_of(const struct gdb *g)
{
    return g->m->core[g->core];
}

void gdb_read_all(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    for (u32 i = 0; i < count(); i++)
        gdb_put_le32(&g->reply, get(core_of(g), i));
}

void gdb_read_one(struct gdb *g, struct gdb_text *t)
{
    u32 i;
    if (gdb_take_number(t, &i) && gdb_left(t) == 0 && i < count())
        gdb_put_le32(&g->reply, get(core_of(g), i));
    else
        gdb_refuse(g, GDB_EINVAL, "no such register");
}

void gdb_write_one(struct gdb *g, struct gdb_text *t)
{
    u32 i, value;
    if (!gdb_take_number(t, &i) || !gdb_take_char(t, '=') ||
        !gdb_take_le32(t, &value) || gdb_left(t) != 0 || i >= count())
        gdb_refuse(g, GDB_EINVAL, "no such register, or a bad value");
    else if (set(core_of(g), i, value))
        gdb_ok(g);
    else
        gdb_refuse(g, GDB_EPERM, "the register cannot have that value");
}

/* Registers that stay as they are may be read only. */
void gdb_write_all(struct gdb *g, struct gdb_text *t)
{
    u32 before[128], value;
    struct gdb_text look = *t;
    bool ok = count() <= ARRAY_LEN(before);
    for (u32 i = 0; ok && i < count(); i++) {
        ok = gdb_take_le32(&look, &value);
        before[i] = get(core_of(g), i);
    }
    if (!ok || gdb_left(&look) != 0) {
        gdb_refuse(g, GDB_EINVAL, "not the bytes of all registers");
        return;
    }
    for (u32 i = 0; i < count(); i++) {
        gdb_take_le32(t, &value);
        if (value != before[i])
            ok &= set(core_of(g), i, value);
    }
    if (ok)
        gdb_ok(g);
    else
        gdb_refuse(g, GDB_EPERM, "a register cannot have that value");
}

void gdb_put_expedited(struct gdb *g, struct buf *b, const struct core *c)
{
    (void)g;
    const u32 first[] = {PC, count() - 2};
    for (u32 i = 0; i < ARRAY_LEN(first); i++) {
        buf_printf(b, "%02x:", first[i]);
        gdb_put_le32(b, get(c, first[i]));
        buf_add(b, ";", 1);
    }
}

/* --- the description ------------------------------------------------------
 */

static const char *type_of(const char *name)
{
    size_t n = strlen(name);
    if (strcmp(name, "pc") == 0 || strcmp(name, "lr") == 0)
        return "code_ptr";
    if (strcmp(name, "flags") == 0)
        return "lamp_flags";
    bool address = strcmp(name, "sp") == 0 || strcmp(name, "fp") == 0 ||
                   (n > 5 && strcmp(name + n - 5, "_base") == 0);
    return address ? "data_ptr" : "uint32";
}

static void put_register(struct buf *b, const char *name)
{
    buf_printf(b, "<reg name=\"%s\" bitsize=\"32\" type=\"%s\"/>\n", name,
               type_of(name));
}

static void put_flags(struct buf *b)
{
    static const struct {
        const char *name;
        u32 mask;
    } flags[] = {
        {"CF", UFLAG_C}, {"ZF", UFLAG_Z}, {"SF", UFLAG_S}, {"OF", UFLAG_O}};
    buf_printf(b, "<flags id=\"lamp_flags\" size=\"4\">\n");
    for (u32 i = 0; i < ARRAY_LEN(flags); i++) {
        int bit = __builtin_ctz(flags[i].mask);
        buf_printf(b, "<field name=\"%s\" start=\"%d\" end=\"%d\"/>\n",
                   flags[i].name, bit, bit);
    }
    buf_printf(b, "</flags>\n");
}

void gdb_describe(const struct gdb *g, struct buf *b)
{
    (void)g;
    buf_printf(b, "<?xml version=\"1.0\"?>\n"
                  "<!DOCTYPE target SYSTEM \"gdb-target.dtd\">\n"
                  "<target version=\"1.0\">\n"
                  "<architecture>powerpc:common</architecture>\n"
                  "<osabi>none</osabi>\n"
                  "<feature name=\"org.gnu.gdb.power.core\">\n");
    for (u32 i = 0; i < GENERAL; i++)
        put_register(b, control_register_name(i));
    for (u32 i = 0; i < ARRAY_LEN(extra); i++)
        put_register(b, extra[i]);
    buf_printf(b, "</feature>\n<feature name=\"org.lamp.machine\">\n");
    put_flags(b);
    for (u32 i = 0; i < own_count(); i++)
        put_register(b, control_register_name(own_number(i)));
    for (u32 i = 0; i < ARRAY_LEN(alias); i++)
        put_register(b, alias[i]);
    buf_printf(b, "</feature>\n</target>\n");
}
