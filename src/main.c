/* SPDX-License-Identifier: MIT
 *
 * vm: argv -> config -> machine -> exit status. Everything below returns an
 * error or a result; here it becomes lines on stderr and a status. The first
 * cause decides the status; only output that was asked for and could not be
 * written turns a 0 into 90.
 */
#include <lamp/board.h>
#include <stdlib.h>
#include <util/buf.h>
#include <util/log.h>
#include <vm/control.h>
#include <vm/debug.h>
#include <vm/front.h>
#include <vm/host_open.h>
#include <vm/machine.h>
#include <vm/panels.h>

#include "analysis.h"
#include "fronts.h"
#include "lookup.h"
#include "program_names.h"
#include "selftest/selftest.h"
#include "verdict.h"

enum { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_HOST = 90, PATH_BYTES = 4096 };

/* Each line of the message is a diagnostic. Returns the exit status. */
static int complain(const struct err *e)
{
    const char *line = e->text;
    for (;;) {
        size_t n = strcspn(line, "\n");
        log_error("%.*s", (int)n, line);
        if (line[n] == '\0')
            return e->status ? e->status : STATUS_FAILED;
        line += n + 1;
    }
}

/* What --help, --selftest and their likes printed has reached stdout. */
static int flush_stdout(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    log_error("cannot write to stdout");
    return status == STATUS_OK ? STATUS_HOST : status;
}

static const char *reason_text(enum stop_reason reason)
{
    switch (reason) {
    case STOPPED_WINDOW:
        return "the window was closed";
    case STOPPED_ESCAPE:
        return "ended by the user";
    case STOPPED_SIGNAL:
        return "ended by a signal";
    case STOPPED_TIMEOUT:
        return "--timeout reached";
    case STOPPED_INSNS:
        return "--max-insns reached";
    case STOPPED_HOST:
        return "host failure";
    case STOPPED_EXPECTED:
        return "all expected texts were seen";
    }
    return "stopped";
}

/* Symbols are looked for now, unless a debugger has asked for them before: a
 * program that runs well needs none. That they are damaged is no reason to say
 * less. */
static void report_panic(const struct machine *m)
{
    machine_report_panic(m, m->image_name, program_names_symbols(m->names));
}

/* A stop is worth a line when somebody waits for a result. */
static void report_why(const struct machine *m)
{
    const struct machine_result *r = machine_result(m);
    if (r->state == MACHINE_PANICKED)
        report_panic(m);
    else if (r->state == MACHINE_STOPPED && r->status != STATUS_OK)
        log_info("stopped: %s", reason_text(r->reason));
}

static void report_end(const struct machine *m, int status)
{
    const struct machine_result *r = machine_result(m);
    if (m->config.verbose)
        log_info("end: %s%s%s, %llu instructions, status %d",
                 machine_state_text(m), r->state == MACHINE_STOPPED ? ", " : "",
                 r->state == MACHINE_STOPPED ? reason_text(r->reason) : "",
                 (unsigned long long)r->retired, status);
}

static bool picture_wanted(const struct config *c)
{
    for (u32 i = 0; i < c->screenshot_count; i++)
        if (c->screenshot[i].at_end)
            return true;
    return false;
}

static int write_summary(struct verdict *v)
{
    struct err e = {0};
    if (!summary_write(v, &e) && complain(&e) && v->status == STATUS_OK)
        v->status = STATUS_HOST;
    return v->status;
}

/* Screenshots of the end, the hash, and the summary. */
static int write_output(struct machine *m, struct host *h, struct verdict *v)
{
    struct err e = {0};
    bool wanted = picture_wanted(&m->config);
    u32 *pixels = wanted ? malloc(FB_SIZE) : NULL;
    bool ok = !wanted || pixels || fail(&e, "no memory for a screenshot");
    if (pixels)
        machine_fb_copy(m, pixels);
    ok = ok && host_finish(h, pixels, &e);
    free(pixels);
    if (!ok)
        complain(&e);
    v->has_hash = m->config.print_hash;
    v->hash = v->has_hash ? machine_hash(m) : 0;
    if (v->has_hash)
        fprintf(stderr, "hash: %016llx\n", (unsigned long long)v->hash);
    if (!ok && v->status == STATUS_OK)
        v->status = STATUS_HOST;
    return write_summary(v);
}

/* The debugger of the window, unless that of the environment is asked for. */
static void open_panels(struct machine *m, struct host *h,
                        const struct debug_options *debug)
{
    struct err e = {0};
    if (!h->class->frame || debug->stop_first || debug->breakpoint_count != 0)
        return;
    struct overlay *panels = panels_open(m, &e);
    if (!panels)
        complain(&e);
    host_overlay(h, panels);
}

static int run_machine(struct machine *m, struct host *h,
                       const struct debug_options *debug, struct analysis *a)
{
    struct err e = {0};
    struct verdict v = {.config = &m->config, .machine = m};
    for (u32 i = 0; i < m->config.screenshot_count; i++) {
        if (!m->config.screenshot[i].at_end)
            machine_capture_at(m, m->config.screenshot[i].frame);
    }
    analysis_start(a, m);
    host_show(h);
    open_panels(m, h, debug);
    fronts_console(m, h);
    u64 began = clock_host();
    if (!machine_run(m, &e))
        complain(&e);
    v.host_ns = clock_host() - began;
    report_why(m);
    debug_detach(m);
    v.script = host_script_result(h);
    v.status = verdict_status(v.config, &v.script, machine_result(m)->status);
    v.status = analysis_finish(a, v.config, v.status);
    report_end(m, v.status);
    return write_output(m, h, &v);
}

static int refuse_run(const struct config *c, const struct err *e)
{
    struct verdict v = {.config = c, .error = e->text, .status = complain(e)};
    return write_summary(&v);
}

/* All files are opened and checked before a window opens or a core runs. */
static int run_program(const struct config *c, const char *path,
                       const struct debug_options *debug)
{
    struct err e = {0};
    struct config checked = *c;
    struct analysis a = {0};
    checked.check_alignment = debug_build;
    struct host *h = host_open(c, &e);
    struct machine *m = h ? machine_new(&checked, h, &e) : NULL;
    int status;
    struct names *names = m ? program_names_new(m, &e) : NULL;
    if (names)
        m->names = names;
    if (names && analysis_open(&a, m, c, &e) && machine_load(m, path, &e) &&
        fronts_open(m, &e) && (!debug_build || debug_attach(m, debug, &e)))
        status = run_machine(m, h, debug, &a);
    else
        status = refuse_run(c, &e);
    analysis_close(&a);
    if (m) {
        fronts_close(m);
        control_detach(m);
    }
    machine_free(m);
    program_names_free(names);
    host_close(h);
    return status;
}

static int run(const struct config *c)
{
    struct err e = {0};
    struct buf path = {0};
    struct debug_options debug;
    char exe_dir[PATH_BYTES];
    int status;
    if (!summary_check(c, &e))
        return complain(&e);
    lookup_exe_dir(exe_dir, sizeof(exe_dir));
    if (debug_environment(&debug, &e) &&
        lookup_program(c->image, exe_dir, &path, &e))
        status = run_program(c, (const char *)path.data, &debug);
    else
        status = refuse_run(c, &e);
    buf_free(&path);
    return status;
}

int main(int argc, char **argv)
{
    struct config c;
    struct err e = {0};
    int status = STATUS_OK;
    log_init("vm");
    if (!config_parse(&c, argc, argv, &e))
        return complain(&e);
    if (c.action == ACTION_RUN)
        status = run(&c);
    else if (c.action == ACTION_SELFTEST)
        status = selftest_run(c.engine, stdout) ? STATUS_OK : STATUS_FAILED;
    if (c.action != ACTION_RUN)
        status = flush_stdout(status);
    config_free(&c);
    log_close();
    return status;
}
