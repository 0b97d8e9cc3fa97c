/* SPDX-License-Identifier: MIT
 *
 * Bytes as what a debugger sends: lines of the input are made packets with a
 * good checksum, or go in as they are. In between the cores run for a moment.
 * Promised: every packet gets a bounded answer, the machine obeys its
 * invariants, and no register or byte is set that could not be.
 */
#include "fuzz_machine.h"

#include <vm/gdb.h>

enum { OUT_MAX = 1 << 20, PACKETS_MAX = 64 };

static void check(struct machine *m, struct gdb *g)
{
    FUZZ_CHECK(gdb_out(g)->size < OUT_MAX);
    gdb_out(g)->size = 0;
    fuzz_machine_check(m);
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
    if (n != 0 && *at == '~') {
        fuzz_machine_run(m);
        gdb_look(g);
    } else if (n != 0 && *at == '!') {
        send(g, at + 1, n - 1);
    } else {
        send_packet(g, at, n);
    }
    check(m, g);
    return stop == end ? end : stop + 1;
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    if (!harmless(bytes, (u32)n))
        return 0;
    struct machine *m = fuzz_machine_enter();
    struct gdb *g = gdb_new(m);
    FUZZ_CHECK(g != NULL);
    const u8 *at = bytes, *end = bytes + n;
    for (u32 i = 0; at != end && i < PACKETS_MAX && !machine_over(m); i++)
        at = step(m, g, at, end);
    gdb_end(g);
    check(m, g);
    gdb_free(g);
    fuzz_machine_leave(m);
    return 0;
}
