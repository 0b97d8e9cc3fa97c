/* SPDX-License-Identifier: MIT
 *
 * The list of selftests and what each wants of its machine besides that the
 * guest program halts in time. The guest programs say what they check.
 */
#include "selftest.h"

#include <util/log.h>

enum { SCRATCH = 0x9000, DISK_SECTORS = 8, SECTOR_BYTES = 512 };

/* Most tests: the program of the same name halts. */
static bool run_plain(const struct selftest *s, const char *engine,
                      struct err *e)
{
    struct trial t;
    trial_init(&t, s, engine);
    bool ok = trial_begin(&t, s->name, e) && trial_run(&t, 0, e);
    trial_end(&t);
    return ok;
}

/* And words are then what they should be. */
static bool run_words(const struct selftest *s, const char *engine,
                      const u32 (*word)[2], u32 count, struct err *e)
{
    struct trial t;
    trial_init(&t, s, engine);
    bool ok = trial_begin(&t, s->name, e) && trial_run(&t, 0, e);
    for (u32 i = 0; ok && i < count; i++)
        ok = trial_word(&t, word[i][0], word[i][1], e);
    trial_end(&t);
    return ok;
}

static bool run_startap(const struct selftest *s, const char *engine,
                        struct err *e)
{
    static const u32 word[][2] = {{0x3000, 1}};
    return run_words(s, engine, word, ARRAY_LEN(word), e);
}

static bool run_ipi(const struct selftest *s, const char *engine, struct err *e)
{
    static const u32 word[][2] = {
        {0x3010, 1}, {0x3014, 1}, {0x3018, 5}, {0x301C, 1}};
    return run_words(s, engine, word, ARRAY_LEN(word), e);
}

static bool run_with_disk(const struct selftest *s, const char *engine,
                          const char *image, bool deterministic, bool read_only,
                          struct err *e)
{
    u8 disk[DISK_SECTORS * SECTOR_BYTES];
    struct trial t;
    for (u32 i = 0; i < sizeof(disk); i++)
        disk[i] = (u8)(i % SECTOR_BYTES + i / SECTOR_BYTES);
    trial_init(&t, s, engine);
    t.config.deterministic = deterministic;
    t.config.disk_memory = disk;
    t.config.disk_memory_bytes = sizeof(disk);
    t.config.disk_memory_read_only = read_only;
    bool ok = trial_begin(&t, image, e) && trial_run(&t, 0, e);
    trial_end(&t);
    return ok;
}

static bool run_windows(const struct selftest *s, const char *engine,
                        struct err *e)
{
    return run_with_disk(s, engine, s->name, false, false, e);
}

static bool run_disk_none(const struct selftest *s, const char *engine,
                          struct err *e)
{
    struct trial t;
    trial_init(&t, s, engine);
    bool ok = trial_begin(&t, "disk_none", e) && trial_run(&t, 0, e);
    trial_end(&t);
    return ok;
}

static bool run_disk(const struct selftest *s, const char *engine,
                     struct err *e)
{
    return run_with_disk(s, engine, "disk", true, false, e) &&
           run_with_disk(s, engine, "disk_readonly", false, true, e) &&
           run_disk_none(s, engine, e);
}

static bool run_exit_value(const struct selftest *s, const char *engine,
                           u32 value, int status, struct err *e)
{
    struct trial t;
    trial_init(&t, s, engine);
    bool ok = trial_begin(&t, s->name, e);
    if (ok) {
        ram_put32(&t.m->bus.ram, SCRATCH, value);
        ok = trial_run(&t, status, e);
    }
    if (ok && t.m->result.core != 1)
        ok = fail(e, "core %u ended the machine, not core 1", t.m->result.core);
    trial_end(&t);
    return ok;
}

static bool run_exit(const struct selftest *s, const char *engine,
                     struct err *e)
{
    return run_exit_value(s, engine, 42, 42, e) &&
           run_exit_value(s, engine, 1000, 79, e);
}

const struct selftest selftests[] = {
    {"startap_cpuid", 2, 0, run_startap},
    {"ipi", 2, 2500000000, run_ipi},
    {"relctrl", 1, 0, run_plain},
    {"relcond_extended_conformance", 1, 0, run_plain},
    {"zero_branch_flags", 1, 0, run_plain},
    {"callr_unused_fields", 1, 0, run_plain},
    {"integer_flag_edges", 1, 0, run_plain},
    {"atomic_conformance", 1, 0, run_plain},
    {"div0_interrupt_conformance", 1, 0, run_plain},
    {"load16_signext_conformance", 1, 0, run_plain},
    {"indexed_rw_width_conformance", 1, 0, run_plain},
    {"inti_imm_conformance", 1, 0, run_plain},
    {"memory_windows", 1, 0, run_windows},
    {"panic_cases", 1, 0, selftest_panics},
    {"sysinfo_time", 2, 0, run_plain},
    {"intc", 2, 0, run_plain},
    {"serial_fifo", 1, 0, run_plain},
    {"ps2_ports", 1, 0, run_plain},
    {"disk", 1, 0, run_disk},
    {"stack_ports", 2, 0, run_plain},
    {"exit_port", 2, 0, run_exit},
    {"loader_checks", 1, 0, selftest_loader},
};
const u32 selftest_count = ARRAY_LEN(selftests);

bool selftest_run(const char *engine, FILE *out)
{
    bool all = true;
    for (u32 i = 0; i < selftest_count; i++) {
        struct err e = {0};
        bool ok = selftests[i].run(&selftests[i], engine, &e);
        if (!ok)
            log_error("selftest %s: %s", selftests[i].name, e.text);
        fprintf(out, "[selftest] %s: %s\n", selftests[i].name,
                ok ? "PASS" : "FAIL");
        fflush(out);
        all = all && ok;
    }
    return all;
}
