/* SPDX-License-Identifier: MIT
 *
 * Verbs on a machine that really runs: a front works off a script, one line
 * whenever the machine stands, and compares what is answered.
 *
 *     static const struct script_line lines[] = {
 *         {"break 0x3200", "point: 1"},      // the answer contains this
 *         {"core 7", "!is no core"},         // an error that contains this
 *         {"continue", NULL}, ...
 *     };
 *     script_run(&rig, lines, n);            // ends the machine behind them
 */
#ifndef TESTS_SCRIPT_H
#define TESTS_SCRIPT_H

#include "rig.h"

#include <vm/control.h>
#include <vm/front.h>
#include <vm/verb.h>

struct script_line {
    const char *line, *answer;
};

struct script {
    struct front front;
    struct listener_of_control listener;
    struct verb_caller caller;
    const struct script_line *line;
    u32 lines, at;
};

static inline void script_step(struct script *s, const struct script_line *l)
{
    struct out *o = out_new();
    struct buf text = {0};
    struct err e = {0};
    bool wants_error = l->answer && l->answer[0] == '!';
    bool ok = verb_run(&s->caller, l->line, o, &e);
    assert_true(out_print(o, &text));
    buf_add(&text, "", 1);
    const char *got = ok ? (const char *)text.data : e.text;
    if (ok == wants_error)
        fail_msg("'%s': %s: %s", l->line, ok ? "no error" : "error", got);
    if (l->answer && !strstr(got, l->answer + wants_error))
        fail_msg("'%s': '%s' is not in:\n%s", l->line, l->answer, got);
    buf_free(&text);
    out_free(o);
}

static inline void script_service(struct front *f, struct machine *m)
{
    struct script *s = (struct script *)f;
    if (!control_is_stopped(m))
        return;
    if (s->at < s->lines)
        script_step(s, &s->line[s->at++]);
    else
        control_quit(m, 0);
    machine_kick(m);
}

static inline u32 script_fds(struct front *f, struct machine *m,
                             struct pollfd *fds, u32 max)
{
    (void)f, (void)m, (void)fds, (void)max;
    return 0;
}

static inline void script_close(struct front *f, struct machine *m)
{
    (void)f, (void)m;
}

static inline void script_told(struct listener_of_control *l, struct machine *m,
                               enum control_event event)
{
    struct script *s =
        (struct script *)(void *)((char *)l -
                                  offsetof(struct script, listener));
    if (event == EVENT_STOPPED)
        verb_stopped(&s->caller);
    machine_kick(m);
}

/* From before the first instruction to behind the last line. */
static inline void script_run(struct rig *r, const struct script_line *line,
                              u32 lines)
{
    static const struct front_class class = {.name = "script",
                                             .fds = script_fds,
                                             .service = script_service,
                                             .close = script_close};
    struct script s = {.front = {.class = &class},
                       .listener = {.told = script_told},
                       .caller = {.m = r->m},
                       .line = line,
                       .lines = lines};
    assert_true(control_attach(r->m, true, &r->err));
    front_add(r->m, &s.front);
    control_listen(r->m, &s.listener);
    assert_true(machine_run(r->m, &r->err));
    fronts_close(r->m);
    control_detach(r->m);
    if (s.at != lines)
        fail_msg("ended before '%s'", line[s.at].line);
}

#endif
