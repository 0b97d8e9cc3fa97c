/* SPDX-License-Identifier: MIT
 *
 * A machine in three lines for unit tests:
 *
 *     struct rig r;
 *     rig_init(&r, NULL);            // or a config that was changed
 *     rig_code(&r, 0, 0x3000, words, n);
 *     ... rig_step(&r, 0, 1) ...
 *     rig_fini(&r);
 *
 * The machine has a null host and no program; core 0 stands at 0x3000.
 */
#ifndef TESTS_RIG_H
#define TESTS_RIG_H

#include <lamp/board.h>
#include <lamp/isa.h>
#include <vm/codemap.h>
#include <vm/device.h>
#include <vm/engine.h>
#include <vm/machine.h>

/* Last, since cmocka has a macro named fail, which util/err.h declares: call
 * that one (fail)(...) in tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

enum { RIG_PC = 0x3000 };

struct rig {
    struct machine *m;
    struct err err;
};

static inline void rig_init(struct rig *r, const struct config *config)
{
    struct config c = config ? *config : config_default;
    r->m = machine_new(&c, &host_null, &r->err);
    if (r->m == NULL)
        fail_msg("machine_new: %s", r->err.text);
    machine_reset(r->m, RIG_PC);
}

static inline void rig_fini(struct rig *r)
{
    machine_free(r->m);
}

/* Writes instruction words to guest memory at `at`. */
static inline void rig_code(struct rig *r, u32 at, const u64 *word, u32 n)
{
    for (u32 i = 0; i < n; i++) {
        u8 b[8];
        put_le64(b, word[i]);
        ram_write(&r->m->bus.ram, at + 8 * i, b, 8);
        codemap_written(r->m, &r->m->bus.ram, at + 8 * i, 8);
    }
}

static inline u64 rig_word(u8 op, u8 rd, u8 rs1, u8 rs2, u32 imm)
{
    struct isa_word w = {op, rd, rs1, rs2, imm};
    return isa_encode(w);
}

/* Port and register access as core `cpu` makes it; the state machinery of a
 * running program is not needed. */
static inline u32 rig_in(struct rig *r, u32 cpu, u32 port)
{
    u32 v = 0xDEADBEEF;
    assert_true(bus_port_read(r->m->core[cpu], port, &v));
    return v;
}

static inline void rig_out(struct rig *r, u32 cpu, u32 port, u32 value)
{
    assert_true(bus_port_write(r->m->core[cpu], port, value));
}

static inline u32 rig_load32(struct rig *r, u32 cpu, u32 at)
{
    u32 v = 0xDEADBEEF;
    assert_true(bus_load(r->m->core[cpu], at, 4, &v));
    return v;
}

static inline void rig_store32(struct rig *r, u32 cpu, u32 at, u32 value)
{
    assert_true(bus_store(r->m->core[cpu], at, 4, value));
}

#endif
