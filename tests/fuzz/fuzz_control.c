/* SPDX-License-Identifier: MIT
 *
 * Bytes as what people and programs ask of a machine: lines of verbs, JSON
 * requests, keys at the monitor's line. In between the cores run for a moment.
 * Promised: an answer or an error, each answer is JSON and text of bounded
 * size, the editor's line stays within its bounds, and the machine obeys its
 * invariants.
 */
#include "fuzz.h"

#include "../../src/debug/editor.h"
#include "../../src/debug/json_request.h"

#include <jansson.h>
#include <lamp/board.h>
#include <vm/control.h>
#include <vm/machine.h>

enum { CORES = 2, ANSWER_MAX = 1 << 20, LINES_MAX = 64, TURN = 50 };

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
static void run(struct machine *m)
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
}

static void check_machine(const struct machine *m)
{
    for (u32 i = 0; i < m->core_count; i++)
        for (u32 s = 0; s < STACK_COUNT; s++) {
            const struct stack *k = &m->core[i]->stack[s];
            FUZZ_CHECK(k->index <= k->count);
            FUZZ_CHECK(range_ok(k->base, (u64)k->count * k->slot,
                                m->config.ram_bytes));
        }
    FUZZ_CHECK(control_point_get(m, CONTROL_POINTS_MAX) == NULL);
}

static void check_answer(const struct out *o)
{
    struct buf b = {0};
    json_error_t why;
    FUZZ_CHECK(out_json(o, &b) && b.size < ANSWER_MAX);
    json_t *value = json_loadb((char *)b.data, b.size, 0, &why);
    FUZZ_CHECK(json_is_object(value));
    json_decref(value);
    b.size = 0;
    FUZZ_CHECK(out_print(o, &b) && b.size < ANSWER_MAX);
    for (size_t i = 0; i < b.size; i++)
        FUZZ_CHECK(b.data[i] >= 0x20 || b.data[i] == '\n');
    buf_free(&b);
}

static void ask(struct verb_caller *c, char *line, size_t n)
{
    char id[JSON_ID_BYTES];
    struct err e = {0};
    struct out *o = out_new();
    FUZZ_CHECK(o != NULL);
    bool ok;
    if (line[0] == '{' || line[0] == '[') {
        struct json_request *r = json_request_read(line, n, id, &e);
        FUZZ_CHECK(strlen(id) < sizeof(id));
        ok = r != NULL && json_request_run(r, c, o, &e);
        json_request_free(r);
    } else {
        ok = verb_run(c, line, o, &e);
    }
    if (ok)
        check_answer(o);
    else
        FUZZ_CHECK(e.text[0] != '\0');
    out_free(o);
}

static const char *complete(const void *context, const char *line, u32 i,
                            u32 *from)
{
    return verb_complete(context, line, i, from);
}

static void type(struct editor *d, const u8 *bytes, size_t n)
{
    struct buf terminal = {0};
    for (size_t i = 0; i < n; i++) {
        if (editor_byte(d, bytes[i], &terminal) == EDITOR_LINE)
            editor_next(d);
        FUZZ_CHECK(d->at <= d->size && d->size <= EDITOR_LINE_MAX);
        FUZZ_CHECK(strlen(d->line) == d->size);
    }
    buf_free(&terminal);
}

/* Verbs that touch the host. */
static bool harmless(const char *line)
{
    static const char *const words[] = {"lo", "tr", "prof", "cov", "\\u"};
    for (u32 i = 0; i < ARRAY_LEN(words); i++)
        if (strstr(line, words[i]) != NULL)
            return false;
    return true;
}

/* Up to the end of the line: "~" a moment, "@..." keys, else a question. */
static const u8 *step(struct verb_caller *c, struct editor *d, const u8 *at,
                      const u8 *end)
{
    static char line[4096];
    const u8 *stop = memchr(at, '\n', (size_t)(end - at));
    if (stop == NULL)
        stop = end;
    size_t n = (size_t)(stop - at);
    n = n < sizeof(line) ? n : sizeof(line) - 1;
    memcpy(line, at, n);
    line[n] = '\0';
    if (line[0] == '~')
        run(c->m);
    else if (line[0] == '@')
        type(d, at + 1, n - 1);
    else if (harmless(line))
        ask(c, line, n);
    check_machine(c->m);
    return stop == end ? end : stop + 1;
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct machine *m = machine_get();
    struct err e;
    struct verb_caller caller = {.m = m};
    struct editor editor = {
        .prompt = "> ", .complete = complete, .context = &caller};
    FUZZ_CHECK(control_attach(m, false, &e));
    program_load(m);
    control_pause(m);
    const u8 *at = bytes, *end = bytes + n;
    for (u32 i = 0; at != end && i < LINES_MAX && !machine_over(m); i++)
        at = step(&caller, &editor, at, end);
    editor_free(&editor);
    if (control_is_stopped(m))
        control_continue(m);
    control_detach(m);
    return 0;
}
