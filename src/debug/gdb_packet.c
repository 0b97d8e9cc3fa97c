/* SPDX-License-Identifier: MIT
 *
 * What a packet asks for and who answers it: the tables of commands, and the
 * packets that are about the session itself. What nobody knows gets an empty
 * answer, as the protocol wants it.
 */
#include "gdb.h"

#include <string.h>

enum { SAY_BYTES = 1024 };

void gdb_ok(struct gdb *g)
{
    buf_add(&g->reply, "OK", 2);
}

void gdb_refuse(struct gdb *g, enum gdb_error error, const char *text)
{
    g->reply.size = 0;
    if (g->knows_messages)
        buf_printf(&g->reply, "E.%s", text);
    else
        buf_printf(&g->reply, "E%02x", error);
}

void gdb_say(struct gdb *g, const char *text, size_t n)
{
    struct buf b = {0};
    for (size_t done = 0; done < n; done += SAY_BYTES) {
        size_t part = n - done < SAY_BYTES ? n - done : SAY_BYTES;
        b.size = 0;
        buf_add(&b, "O", 1);
        gdb_put_hex(&b, text + done, part);
        gdb_link_send(&g->link, b.data, b.size);
    }
    buf_free(&b);
}

/* --- the session ----------------------------------------------------------
 */

static void extended(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    gdb_ok(g);
}

static void detach(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    gdb_points_clear(g);
    control_continue(g->m);
    g->ends = true;
    g->parent = false;
    gdb_ok(g);
}

static void kill_quietly(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    g->silent = true;
    g->ends = true;
    control_quit(g->m, 0);
}

static void kill_process(struct gdb *g, struct gdb_text *t)
{
    kill_quietly(g, t);
    g->silent = false;
    gdb_ok(g);
}

static bool reset(struct gdb *g)
{
    struct err e = {0};
    if (control_reset(g->m, &e))
        return true;
    gdb_refuse(g, GDB_EIO, "the program cannot be loaded again");
    gdb_say(g, e.text, strlen(e.text));
    gdb_say(g, "\n", 1);
    return false;
}

static void restart(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    reset(g);
    g->reply.size = 0;
    g->silent = true;
}

static void run(struct gdb *g, struct gdb_text *t)
{
    if (reset(g))
        gdb_why(g, t);
}

static void thread_choose(struct gdb *g, struct gdb_text *t)
{
    bool runs = gdb_take_char(t, 'c');
    i32 thread;
    if ((!runs && !gdb_take_char(t, 'g')) ||
        !gdb_take_thread(t, g->m->core_count, &thread) || gdb_left(t) != 0) {
        gdb_refuse(g, GDB_EINVAL, "no such thread");
        return;
    }
    if (runs)
        g->run_thread = thread;
    else if (thread > 0)
        g->core = (u32)thread - 1;
    gdb_ok(g);
}

static void thread_alive(struct gdb *g, struct gdb_text *t)
{
    i32 thread;
    if (gdb_take_thread(t, g->m->core_count, &thread) && thread > 0 &&
        gdb_left(t) == 0)
        gdb_ok(g);
    else
        gdb_refuse(g, GDB_EINVAL, "no such thread");
}

/* --- tables ---------------------------------------------------------------
 */

struct command {
    const char *word; /* what the packet begins with */
    bool alone;       /* and nothing may follow, but after ; or : */
    void (*run)(struct gdb *g, struct gdb_text *t);
};

static void can_resume(struct gdb *g, struct gdb_text *t)
{
    (void)t;
    buf_printf(&g->reply, "vCont;c;C;s;S;t;r");
}

static const struct command commands[] = {
    {"vCont?", true, can_resume},
    {"vCont", true, gdb_resume},
    {"vKill", true, kill_process},
    {"vRun", true, run},
    {"!", true, extended},
    {"?", true, gdb_why},
    {"D", true, detach},
    {"k", true, kill_quietly},
    {"r", true, restart},
    {"R", false, restart},
    {"H", false, thread_choose},
    {"T", false, thread_alive},
    {"g", true, gdb_read_all},
    {"G", false, gdb_write_all},
    {"p", false, gdb_read_one},
    {"P", false, gdb_write_one},
    {"m", false, gdb_read_memory},
    {"M", false, gdb_write_hex},
    {"X", false, gdb_write_binary},
    {"Z", false, gdb_insert},
    {"z", false, gdb_remove},
    {"c", false, gdb_continue},
    {"C", false, gdb_continue_signal},
    {"s", false, gdb_step},
    {"S", false, gdb_step_signal},
    {"q", false, gdb_query},
    {"Q", false, gdb_set},
};

static const struct command *command_find(struct gdb_text *t)
{
    for (u32 i = 0; i < ARRAY_LEN(commands); i++) {
        const struct command *c = &commands[i];
        struct gdb_text rest = *t;
        if (!gdb_take_word(&rest, c->word))
            continue;
        if (c->alone && gdb_left(&rest) != 0 && *rest.at != ';' &&
            *rest.at != ':')
            continue;
        *t = rest;
        return c;
    }
    return NULL;
}

/* An answer to what came before it is what a debugger expects while the
 * machine runs; it sends nothing then but the byte 3. */
static void answer(struct gdb *g)
{
    struct gdb_text t = {g->link.packet, g->link.packet + g->link.size};
    const struct command *c = command_find(&t);
    if (g->waits)
        gdb_refuse(g, GDB_EPERM, "the machine runs");
    else if (!c)
        return;
    else if (gdb_hold(g))
        c->run(g, &t);
    else
        gdb_refuse(g, GDB_EPERM, "the machine has ended");
}

static void session_end(struct gdb *g)
{
    g->ends = false;
    g->session = false;
}

void gdb_packet(struct gdb *g)
{
    g->session = true;
    g->reply.size = 0;
    g->silent = false;
    answer(g);
    if (!g->silent)
        gdb_link_send(&g->link, g->reply.data, g->reply.size);
    if (g->no_acks)
        g->link.acks = false;
    if (g->ends)
        session_end(g);
}
