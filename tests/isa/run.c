/* SPDX-License-Identifier: MIT
 *
 * Runs tests/isa/<op>.s on the oracle and on every engine.
 *
 *     isa_run LAMP-AS FOLDER [NAME...]
 *
 * A file holds cases. Lines that begin with ";!" are for this program:
 *
 *     ;! case NAME        a case begins; the instructions up to the next one
 *                         are it, at most 1 KiB, entered at the first
 *     ;! set  r2=5 ...    state before (tests/oracle/expect.h says what can
 *                         be set); the rest is as after a reset
 *     ;! r1=5 flags=CZ    state after, as many lines as one likes
 *     ;! panic CAUSE [@N] it ends with this panic, at instruction N
 *     ;! waits            it ends in WAIT; without these two, in HALT
 *
 * The notes are checked against the oracle; then the whole state of every
 * engine must equal that of the oracle, run both at once and in steps of one
 * instruction. Every row of isa.def must have a file, and the file must
 * execute the opcode. Prints what failed as FILE:LINE: text; 1 then.
 */
#include "cases.h"

#include <ctype.h>
#include <errno.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lamp/image.h>
#include <vm/engine.h>

#include "expect.h"
#include "match.h"

enum { ENGINES_MAX = 8, STEPS_MAX = 400000, IMAGE_BYTES_MAX = 1 << 20 };

extern char **environ;

struct runner {
    const char *as, *folder;
    char temporary[64];
    struct oracle before, after;
    struct machine *machine[ENGINES_MAX];
    u64 seen[256]; /* opcodes executed by the file at hand */
    u32 failures;
    char path[512];
    struct buf image;
    u32 text_base;
};

static void complain(struct runner *r, u32 line, const struct test_case *t,
                     const char *text)
{
    printf("%s:%u: %s%s%s\n", r->path, line, t ? t->name : "", t ? ": " : "",
           text);
    r->failures++;
}

/* --- assembling --------------------------------------------------------- */

static bool assemble(struct runner *r, const char *source, const char *image,
                     struct err *e)
{
    /* Away from the low addresses that cases use as data. */
    char *argv[] = {(char *)r->as, (char *)"--base", (char *)"0x100000",
                    (char *)"-o",  (char *)image,    (char *)source,
                    NULL};
    pid_t pid;
    int status;
    if (posix_spawn(&pid, r->as, NULL, NULL, argv, environ) != 0)
        return fail(e, "cannot run %s", r->as);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return fail(e, "lost %s", r->as);
    return status == 0 || fail(e, "%s failed", r->as);
}

static bool make_image(struct runner *r, const struct case_file *f,
                       struct err *e)
{
    char source[96], image[96];
    snprintf(source, sizeof source, "%s/case.s", r->temporary);
    snprintf(image, sizeof image, "%s/case.bin", r->temporary);
    FILE *out = fopen(source, "w");
    if (out == NULL)
        return fail(e, "cannot write %s", source);
    bool ok = fwrite(f->source.data, 1, f->source.size, out) == f->source.size;
    if (fclose(out) != 0 || !ok)
        return fail(e, "cannot write %s", source);
    buf_free(&r->image);
    r->image = (struct buf){0};
    return assemble(r, source, image, e) &&
           buf_read_file(&r->image, image, IMAGE_BYTES_MAX, e);
}

/* Where case i begins. */
static u32 case_base(const struct runner *r, u32 i)
{
    u32 first = (r->text_base + CASE_BYTES - 1) / CASE_BYTES * CASE_BYTES;
    return first + i * CASE_BYTES;
}

/* A case that is too long moves all that follow: then the last one does not
 * end where it must. */
static bool check_image(struct runner *r, u32 cases, struct err *e)
{
    const u8 *p = r->image.data;
    if (r->image.size < IMAGE_HEADER_BYTES)
        return fail(e, "the image has no header");
    r->text_base = get_le32(p);
    u32 size = get_le32(p + 4) + get_le32(p + 12);
    u32 end = r->text_base + size, last = case_base(r, cases - 1);
    if (r->image.size - IMAGE_HEADER_BYTES < size)
        return fail(e, "the image is cut");
    if (end <= last || end > last + CASE_BYTES)
        return fail(e, "a case has more than %d bytes", CASE_BYTES);
    return true;
}

/* --- one case ----------------------------------------------------------- */

static bool load_case(struct runner *r, struct oracle *o,
                      const struct case_file *f, u32 i)
{
    const struct test_case *t = &f->one[i];
    u32 base = case_base(r, i);
    struct err e;
    oracle_reset(o, base);
    oracle_poke(o, r->text_base, r->image.data + IMAGE_HEADER_BYTES,
                (u32)r->image.size - IMAGE_HEADER_BYTES);
    for (u32 n = t->first; n < t->first + t->count; n++)
        if (f->note[n].kind == NOTE_SET &&
            !expect_set(o, f->note[n].text, base, &e)) {
            complain(r, f->note[n].line, t, e.text);
            return false;
        }
    return true;
}

static bool check_panic(struct oracle *o, const char *text, u32 base,
                        struct err *e)
{
    size_t n = strcspn(text, "@");
    u32 at = text[n] == '@' ? base + 8 * (u32)strtoul(text + n + 1, NULL, 10)
                            : o->panic_ip;
    while (n > 0 && text[n - 1] == ' ')
        n--;
    if (o->state != ORACLE_PANICKED)
        return fail(e, "no panic");
    if (strlen(o->cause) != n || strncmp(o->cause, text, n) != 0)
        return fail(e, "panic: %s", o->cause);
    return at == o->panic_ip ||
           fail(e, "panic at 0x%X, expected 0x%X", o->panic_ip, at);
}

static bool check_note(struct oracle *o, const struct note *n, u32 base,
                       struct err *e)
{
    switch (n->kind) {
    case NOTE_EXPECT:
        return expect_holds(o, n->text, base, e);
    case NOTE_PANIC:
        return check_panic(o, n->text, base, e);
    case NOTE_WAITS:
        return o->state == ORACLE_WAITING || fail(e, "does not wait");
    case NOTE_SET:
        break;
    }
    return true;
}

static bool ends_in_halt(const struct case_file *f, const struct test_case *t)
{
    for (u32 n = t->first; n < t->first + t->count; n++)
        if (f->note[n].kind == NOTE_PANIC || f->note[n].kind == NOTE_WAITS)
            return false;
    return true;
}

static void check_oracle(struct runner *r, const struct case_file *f, u32 i)
{
    const struct test_case *t = &f->one[i];
    struct oracle *o = &r->after;
    struct err e;
    oracle_run(o, STEPS_MAX);
    if (ends_in_halt(f, t) && o->state != ORACLE_HALTED)
        complain(r, t->line, t,
                 o->state == ORACLE_PANICKED ? o->cause : "does not halt");
    for (u32 n = t->first; n < t->first + t->count; n++)
        if (!check_note(o, &f->note[n], case_base(r, i), &e))
            complain(r, f->note[n].line, t, e.text);
    for (u32 op = 0; op < 256; op++)
        r->seen[op] += o->seen[op];
    memset(o->seen, 0, sizeof o->seen);
}

static void check_engine(struct runner *r, const struct case_file *f, u32 i,
                         u32 engine, u64 slice)
{
    struct machine *m = r->machine[engine];
    struct buf why = {0};
    enum stop stop = STOP_BUDGET;
    machine_reset(m, case_base(r, i));
    match_load(m, &r->before);
    buf_printf(&why, "engine %s differs, slices of %llu:\n",
               engine_get(engine)->name, (unsigned long long)slice);
    while ((stop == STOP_BUDGET || stop == STOP_PENDING) && !machine_over(m) &&
           m->core[0]->retired < STEPS_MAX)
        stop = machine_step(m, 0, slice);
    if (!(match_core(&r->after, m, stop, &why) &
          match_storage(&r->after, m, &why)))
        complain(r, f->one[i].line, &f->one[i], (char *)why.data);
    buf_free(&why);
}

static void run_case(struct runner *r, const struct case_file *f, u32 i)
{
    if (!load_case(r, &r->before, f, i) || !load_case(r, &r->after, f, i))
        return;
    check_oracle(r, f, i);
    for (u32 n = 0; n < engine_count(); n++) {
        check_engine(r, f, i, n, STEPS_MAX);
        check_engine(r, f, i, n, 1);
    }
}

/* --- files -------------------------------------------------------------- */

static void run_file(struct runner *r, const char *name, u8 op)
{
    static struct case_file f;
    struct err e;
    u32 failures = r->failures;
    snprintf(r->path, sizeof r->path, "%s/%s.s", r->folder, name);
    memset(r->seen, 0, sizeof r->seen);
    if (!cases_read(&f, r->path, &e) || !make_image(r, &f, &e) ||
        !check_image(r, f.count, &e))
        complain(r, 1, NULL, e.text);
    else
        for (u32 i = 0; i < f.count; i++)
            run_case(r, &f, i);
    cases_free(&f);
    if (r->seen[op] == 0 && r->failures == failures)
        complain(r, 1, NULL, "never executes its opcode");
}

static bool wanted(const char *name, int count, char **names)
{
    for (int i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return count == 0;
}

static void run_rows(struct runner *r, int count, char **names)
{
    static const struct {
        const char *name;
        u8 code;
    } row[] = {
#define ISA_OP(code, name, format, flags, shape, argument, meaning) \
    {#name, code},
#include <lamp/isa.def>
    };
    for (u32 i = 0; i < ARRAY_LEN(row); i++) {
        char lower[24] = {0};
        for (u32 n = 0; row[i].name[n] != 0; n++)
            lower[n] = (char)tolower((unsigned char)row[i].name[n]);
        if (wanted(lower, count, names))
            run_file(r, lower, row[i].code);
    }
}

static bool runner_open(struct runner *r, struct err *e)
{
    snprintf(r->temporary, sizeof r->temporary, "/tmp/isa_run.XXXXXX");
    if (mkdtemp(r->temporary) == NULL)
        return fail(e, "cannot make a folder in /tmp: %s", strerror(errno));
    if (!oracle_init(&r->before, BOARD_RAM_DEFAULT) ||
        !oracle_init(&r->after, BOARD_RAM_DEFAULT))
        return fail(e, "no memory");
    for (u32 i = 0; i < engine_count() && i < ENGINES_MAX; i++) {
        const char *name = engine_get(i)->name;
        r->machine[i] = match_machine(name, BOARD_RAM_DEFAULT, 1, false, e);
        if (r->machine[i] == NULL)
            return false;
    }
    return true;
}

static void runner_close(struct runner *r)
{
    char path[96];
    snprintf(path, sizeof path, "%s/case.s", r->temporary);
    unlink(path);
    snprintf(path, sizeof path, "%s/case.bin", r->temporary);
    unlink(path);
    rmdir(r->temporary);
    oracle_fini(&r->before);
    oracle_fini(&r->after);
    for (u32 i = 0; i < ENGINES_MAX; i++)
        if (r->machine[i] != NULL)
            machine_free(r->machine[i]);
    buf_free(&r->image);
}

int main(int argc, char **argv)
{
    static struct runner r;
    struct err e;
    if (argc < 3) {
        fprintf(stderr, "usage: isa_run LAMP-AS FOLDER [NAME...]\n");
        return 2;
    }
    r.as = argv[1];
    r.folder = argv[2];
    if (!runner_open(&r, &e)) {
        fprintf(stderr, "isa_run: %s\n", e.text);
        r.failures++;
    } else {
        run_rows(&r, argc - 3, argv + 3);
    }
    runner_close(&r);
    return r.failures == 0 ? 0 : 1;
}
