/* SPDX-License-Identifier: MIT
 *
 * lamp-test: runs test cases on vm and reports what differs. The command line,
 * and where the other programs are. Status 0: no case failed; 1: some did; 2:
 * the command line or a case file is wrong, or it was interrupted.
 */
#include "find.h"
#include "pixels.h"
#include "suite.h"
#include "value.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>
#include <util/log.h>
#include <util/nearest.h>

enum { STATUS_FAILED = 1, STATUS_WRONG = 2 };

struct options {
    u32 jobs;
    const char *junit, *vm, *in;
    bool tap, verbose, list, done;
    char **names; /* of cases and folders; argv, moved together */
    u32 count;
};

enum option_id {
    JOBS,
    TAP,
    JUNIT,
    VM,
    IN,
    LIST,
    KEYS,
    PIXELS,
    VERBOSE,
    VERSION,
    HELP
};

static const struct option {
    const char *letter, *name, *value, *help;
    enum option_id id;
} table[] = {
    {"-j", "--jobs", "N", "cases at the same time (number of processors)",
     JOBS},
    {"", "--tap", "", "report as TAP 13", TAP},
    {"", "--junit", "FILE", "write JUnit XML as well", JUNIT},
    {"", "--vm", "FILE", "the vm to use (beside lamp-test, or on the path)",
     VM},
    {"", "--in", "FOLDER", "images and sources are there, not beside the case",
     IN},
    {"-v", "--verbose", "", "a line for each case that passes, too", VERBOSE},
    {"", "--list", "", "print the names of the cases and stop", LIST},
    {"", "--keys", "", "print the keys of case files and stop", KEYS},
    {"", "--pixels", "FILE", "print the hash of a PNG file's pixels and stop",
     PIXELS},
    {"", "--version", "", "print the version and stop", VERSION},
    {"", "--help", "", "print this and stop", HELP},
};

static void help_print(void)
{
    printf(
        "usage: lamp-test [options] FOLDER|FILE.case...\n\n"
        "Runs test cases on vm: all *.case files of folders, and files.\n\n");
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        char left[40];
        snprintf(left, sizeof(left), "%s%s%s%s%s", table[i].letter,
                 table[i].letter[0] ? ", " : "", table[i].name,
                 table[i].value[0] ? " " : "", table[i].value);
        printf("  %-16s %s\n", left, table[i].help);
    }
    printf("\nStatus 0: no case failed; 1: some did; 2: wrong command line or "
           "case file,\nor interrupted. docs/grading.md has an example.\n");
}

static bool pixels_print(const char *path, struct err *e)
{
    u64 hash;
    if (!pixels_hash(path, &hash, e))
        return false;
    printf("%016" PRIx64 "\n", hash);
    return true;
}

static bool set_jobs(struct options *o, const char *value, struct err *e)
{
    u64 n;
    if (!value_number(value, &n) || n < 1 || n > SUITE_JOBS_MAX)
        return fail(e, "--jobs: bad value '%s'; allowed: 1..%d", value,
                    SUITE_JOBS_MAX);
    o->jobs = (u32)n;
    return true;
}

static bool option_apply(struct options *o, enum option_id id,
                         const char *value, struct err *e)
{
    switch (id) {
    case JOBS:
        return set_jobs(o, value, e);
    case TAP:
        return o->tap = true;
    case JUNIT:
        o->junit = value;
        return true;
    case VM:
        o->vm = value;
        return true;
    case IN:
        o->in = value;
        return true;
    case LIST:
        return o->list = true;
    case VERBOSE:
        return o->verbose = true;
    case PIXELS:
        o->done = true;
        return pixels_print(value, e);
    case KEYS:
        case_keys_print(stdout);
        break;
    case VERSION:
        printf("lamp-test %s\n", VM_VERSION);
        break;
    case HELP:
        help_print();
        break;
    }
    return o->done = true;
}

static const char *option_name(const void *list, size_t i)
{
    (void)list;
    return i < ARRAY_LEN(table) ? table[i].name : NULL;
}

/* The row of argv[*i], and its value, which may stand behind it. */
static const struct option *option_find(const char *word, const char **value)
{
    bool is_long = word[1] == '-';
    size_t n = is_long ? strcspn(word, "=") : 2;
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        const char *name = is_long ? table[i].name : table[i].letter;
        if (strlen(name) != n || memcmp(name, word, n) != 0)
            continue;
        *value = word[n] == '\0' ? NULL : word + n + is_long;
        return &table[i];
    }
    return NULL;
}

static bool option_word(struct options *o, char **argv, int *i, struct err *e)
{
    const char *word = argv[*i], *value = NULL;
    const struct option *t = option_find(word, &value);
    if (!t) {
        const char *near = nearest(word, strcspn(word, "="), option_name, NULL);
        return fail(e, "unknown option %s%s%s", word,
                    near ? "; did you mean " : "; --help lists them",
                    near ? near : "");
    }
    if (t->value[0] == '\0' && value)
        return fail(e, "%s takes no value", t->name);
    if (t->value[0] && !value && !(value = argv[++*i]))
        return fail(e, "%s needs a value", t->name);
    return option_apply(o, t->id, value, e);
}

static bool options_parse(struct options *o, int argc, char **argv,
                          struct err *e)
{
    bool words = true;
    o->names = argv;
    for (int i = 1; i < argc && !o->done; i++) {
        if (words && strcmp(argv[i], "--") == 0)
            words = false;
        else if (words && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!option_word(o, argv, &i, e))
                return false;
        } else
            o->names[o->count++] = argv[i];
    }
    o->names[o->count] = NULL;
    return o->done || o->count > 0 ||
           fail(e, "a folder or a case file is needed; --help shows how");
}

/* The program beside this one, else by its name on the path. */
static char *program_find(const char *name)
{
    char *path = NULL, own[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", own, sizeof(own) - 1);
    while (n > 0 && own[n - 1] != '/')
        n--;
    if (n > 0 && asprintf(&path, "%.*s%s", (int)n, own, name) >= 0) {
        if (access(path, X_OK) == 0)
            return path;
        free(path);
    }
    return strdup(name);
}

static bool junit_write(const char *path, const struct suite *s, u64 ms,
                        struct err *e)
{
    struct buf out = {0};
    report_junit(&out, s->cases, s->results, s->count, ms);
    bool ok = out.failed ? fail(e, "--junit: out of memory")
                         : file_write(path, out.data, out.size, e);
    buf_free(&out);
    return ok;
}

static int complain(const struct err *e)
{
    log_error("%s", e->text);
    return STATUS_WRONG;
}

static struct report report_make(const struct options *o)
{
    const char *plain = getenv("NO_COLOR");
    return (struct report){
        .tap = o->tap,
        .verbose = o->verbose,
        .colour = !o->tap && isatty(STDOUT_FILENO) && !(plain && *plain),
        .progress = isatty(STDERR_FILENO) != 0,
    };
}

static int suite_report(const struct options *o, struct suite *s)
{
    struct report report = report_make(o);
    struct err e = {0};
    u64 began = time_ms();
    s->report = &report;
    report_begin(&report, s->count);
    if (!suite_run(s, &e))
        return complain(&e);
    u64 ms = time_ms() - began;
    report_end(&report, ms, s->signal);
    int status = report.outcome[OUTCOME_FAIL] ? STATUS_FAILED : 0;
    if (o->junit && !junit_write(o->junit, s, ms, &e))
        status = complain(&e);
    if (s->signal) {
        log_error("interrupted by signal %d", s->signal);
        status = STATUS_WRONG;
    }
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    log_error("cannot write to standard output");
    return STATUS_WRONG;
}

static int suite_start(const struct options *o, struct suite_cases *f)
{
    char *vm = o->vm ? realpath(o->vm, NULL) : program_find("vm");
    char *cc = program_find("lamp-cc"), *as = program_find("lamp-as");
    char *in = o->in ? realpath(o->in, NULL) : NULL;
    struct result *results = calloc(f->count, sizeof(*results));
    struct suite s = {.cases = f->cases,
                      .results = results,
                      .count = f->count,
                      .jobs = o->jobs,
                      .vm = vm,
                      .cc = cc,
                      .as = as,
                      .in = in};
    struct err e = {0};
    int status;
    if (!vm || (o->in && !in))
        status = (fail(&e, "cannot find %s", vm ? o->in : o->vm), complain(&e));
    else if (!cc || !as || !results)
        status = (fail(&e, "out of memory"), complain(&e));
    else
        status = suite_report(o, &s);
    for (u32 i = 0; results && i < f->count; i++)
        buf_free(&results[i].why);
    free(results);
    free(vm);
    free(cc);
    free(as);
    free(in);
    return status;
}

static int list_print(const struct suite_cases *f)
{
    for (u32 i = 0; i < f->count; i++)
        printf("%s\t%s\n", f->cases[i].path, f->cases[i].name);
    return fflush(stdout) == 0 ? 0 : STATUS_WRONG;
}

int main(int argc, char **argv)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    struct options o = {.jobs = processors < 1 ? 1
                                : processors > SUITE_JOBS_MAX
                                    ? SUITE_JOBS_MAX
                                    : (u32)processors};
    struct suite_cases f = {0};
    struct err e = {0};
    int status = 0;
    log_init("lamp-test");
    if (!options_parse(&o, argc, argv, &e))
        return complain(&e);
    if (o.done)
        return fflush(stdout) == 0 ? 0 : STATUS_WRONG;
    if ((o.junit && !file_write_check(o.junit, "--junit", &e)) ||
        !find_cases(&f, o.names, &e))
        status = complain(&e);
    else if (f.bad > 0)
        status = STATUS_WRONG;
    else
        status = o.list ? list_print(&f) : suite_start(&o, &f);
    find_free(&f);
    return status;
}
