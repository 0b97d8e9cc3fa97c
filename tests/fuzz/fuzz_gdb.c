/* SPDX-License-Identifier: MIT
 *
 * Bytes as what a debugger sends: lines of the input are made packets with a
 * good checksum, or go in as they are. In between the cores run for a moment.
 * Promised: every packet gets a bounded answer, the machine obeys its
 * invariants, and no register or byte is set that could not be.
 */
#include "fuzz.h"

#include <lamp/board.h>
#include <vm/control.h>
#include <vm/gdb.h>
#include <vm/machine.h>

enum { CORES = 2, OUT_MAX = 1 << 20, PACKETS_MAX = 64, TURN = 50 };

/* Counts in a loop with a call, stores, and loads from nowhere now and then. */
static const u64 program[] = {0x1504000000008000,
                              0x0D05040000000000,
                              0x3705000000000000,
                              0x1005040000000000,
                              0x0A00000000000000 | (PROGRAM_BASE + 0x38),
                              0x0D06050000000000,
                              0x0600000000000000 | (PROGRAM_BASE + 8),
                              0x0B00000000000000};

static struct machine *machine_get(void)
{
    static struct machine *m;
    struct config c = config_default;
    struct err e;
    if (m != NULL)
        return m;
    c.cores = CORES;
    c.ram_bytes = 8 << 20;
    c.deterministic = true;
    m = machine_new(&c, &host_null, &e);
    FUZZ_CHECK(m != NULL);
    return m;
}

static void program_load(struct machine *m)
{
    machine_reset(m, PROGRAM_BASE);
    for (u32 i = 0; i < ARRAY_LEN(program); i++) {
        u8 b[8];
        put_le64(b, program[i]);
        control_memory_write(m, PROGRAM_BASE + 8 * i, b, 8);
    }
}

/* Each core for a few instructions, as the threads of a machine would. */
static void run(struct machine *m, struct gdb *g)
{
    for (u32 i = 0; i < m->core_count; i++) {
        struct core *c = m->core[i];
        bool held = atomic_load(&c->pending) & CORE_PAUSE;
        if (held || c->state != CORE_RUNNING || machine_over(m))
            continue;
        enum stop why = machine_step(m, i, TURN);
        pthread_mutex_lock(&m->lock);
        if (why == STOP_BREAK || (why == STOP_PANIC && control_takes_panic(c)))
            core_break(c);
        else if (why == STOP_HALT || why == STOP_PANIC)
            machine_core_ended(c, why);
        else if (why == STOP_WAIT)
            c->state = CORE_WAITING;
        pthread_mutex_unlock(&m->lock);
    }
    control_service(m);
    gdb_look(g);
}

static void check(struct machine *m, struct gdb *g)
{
    FUZZ_CHECK(gdb_out(g)->size < OUT_MAX);
    gdb_out(g)->size = 0;
    for (u32 i = 0; i < m->core_count; i++)
        for (u32 s = 0; s < STACK_COUNT; s++) {
            const struct stack *k = &m->core[i]->stack[s];
            FUZZ_CHECK(k->index <= k->count);
            FUZZ_CHECK(range_ok(k->base, (u64)k->count * k->slot,
                                m->config.ram_bytes));
        }
    FUZZ_CHECK(control_point_get(m, CONTROL_POINTS_MAX) == NULL);
}

static void send(struct gdb *g, const u8 *bytes, u32 n)
{
    u32 taken = gdb_take(g, bytes, n);
    FUZZ_CHECK(taken <= n);
    FUZZ_CHECK(taken == n || gdb_out(g)->size != 0);
}

static void send_packet(struct gdb *g, const u8 *bytes, u32 n)
{
    char end[4];
    u8 sum = 0;
    for (u32 i = 0; i < n; i++)
        sum = (u8)(sum + bytes[i]);
    snprintf(end, sizeof(end), "#%02x", sum);
    send(g, (const u8 *)"$", 1);
    send(g, bytes, n);
    send(g, (const u8 *)end, 3);
}

/* Monitor commands name files of the host; they are the verbs' business. */
static bool harmless(const u8 *bytes, u32 n)
{
    for (u32 i = 0; i + 4 <= n; i++)
        if (memcmp(bytes + i, "Rcmd", 4) == 0)
            return false;
    return true;
}

/* Up to the end of the line: "!..." raw, "~" a moment, else a packet. */
static const u8 *step(struct machine *m, struct gdb *g, const u8 *at,
                      const u8 *end)
{
    const u8 *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL)
        stop = end;
    u32 n = (u32)(stop - at);
    if (n != 0 && *at == '~')
        run(m, g);
    else if (n != 0 && *at == '!')
        send(g, at + 1, n - 1);
    else
        send_packet(g, at, n);
    check(m, g);
    return stop == end ? end : stop + 1;
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct machine *m = machine_get();
    struct err e;
    if (!harmless(bytes, (u32)n))
        return 0;
    FUZZ_CHECK(control_attach(m, false, &e));
    program_load(m);
    struct gdb *g = gdb_new(m);
    FUZZ_CHECK(g != NULL);
    const u8 *at = bytes, *end = bytes + n;
    for (u32 i = 0; at != end && i < PACKETS_MAX && !machine_over(m); i++)
        at = step(m, g, at, end);
    gdb_end(g);
    check(m, g);
    gdb_free(g);
    if (control_is_stopped(m))
        control_continue(m);
    control_detach(m);
    return 0;
}
