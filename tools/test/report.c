/* SPDX-License-Identifier: MIT
 *
 * Reports for people and TAP (version 13), on standard output as the results
 * come. TAP's diagnostics are a YAML block with one literal text, which needs
 * no quoting. Nothing is coloured unless standard output is a terminal.
 */
#include "report.h"

#include "diff.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const words[] = {[OUTCOME_NONE] = "lost",
                                    [OUTCOME_PASS] = "ok",
                                    [OUTCOME_FAIL] = "FAIL",
                                    [OUTCOME_SKIP] = "skip"};
static const char *const colours[] = {[OUTCOME_NONE] = "\033[31m",
                                      [OUTCOME_PASS] = "\033[32m",
                                      [OUTCOME_FAIL] = "\033[31m",
                                      [OUTCOME_SKIP] = "\033[33m"};

static void print_shown(const char *text)
{
    struct buf b = {0};
    diff_show(&b, text, strlen(text));
    buf_print(&b, stdout);
    buf_free(&b);
}

/* Lines with an indent before each. */
static void print_indented(const struct buf *b, const char *indent)
{
    for (size_t at = 0; at < b->size;) {
        const u8 *p = b->data + at, *end = memchr(p, '\n', b->size - at);
        size_t n = end ? (size_t)(end - p) : b->size - at;
        printf("%s%.*s\n", indent, (int)n, (const char *)p);
        at += n + 1;
    }
}

void report_begin(struct report *p, u32 cases)
{
    p->cases = cases;
    if (p->tap)
        printf("TAP version 13\n1..%u\n", cases);
    fflush(stdout);
}

/* A '#' in a description begins a directive. */
static void print_tap_text(const char *text)
{
    for (; *text; text++) {
        if (*text == '#' || *text == '\\')
            putchar('\\');
        putchar(*text);
    }
}

static void tap_case(u32 i, const struct test_case *c, const struct result *r)
{
    struct buf name = {0};
    diff_show(&name, c->name, strlen(c->name));
    buf_add(&name, "", 1);
    printf("%s %u - ", r->outcome == OUTCOME_FAIL ? "not ok" : "ok", i + 1);
    print_tap_text(name.failed ? "" : (char *)name.data);
    buf_free(&name);
    if (r->outcome == OUTCOME_SKIP) {
        printf(" # SKIP ");
        print_shown(c->skip);
    }
    printf("\n");
    if (r->outcome != OUTCOME_FAIL)
        return;
    printf("  ---\n  duration_ms: %" PRIu64 "\n  message: |\n", r->ms);
    print_indented(&r->why, "    ");
    printf("  ...\n");
}

static void print_time(const char *before, u64 ms)
{
    printf("%s%" PRIu64 ".%02" PRIu64 " s", before, ms / 1000, ms % 1000 / 10);
}

static void people_case(const struct report *p, const struct test_case *c,
                        const struct result *r)
{
    if (r->outcome == OUTCOME_PASS && !p->verbose)
        return;
    printf("%s%-4s%s  ", p->colour ? colours[r->outcome] : "",
           words[r->outcome], p->colour ? "\033[0m" : "");
    print_shown(c->name);
    if (r->outcome == OUTCOME_SKIP) {
        printf(": ");
        print_shown(c->skip);
    } else {
        printf("  (");
        print_shown(c->path);
        if (p->verbose)
            print_time(", ", r->ms);
        printf(")");
    }
    printf("\n");
    print_indented(&r->why, "      ");
}

static void progress_show(const struct report *p, const char *name)
{
    if (p->progress)
        fprintf(stderr, "\r[%u/%u] %.50s\033[K", p->done, p->cases, name);
}

static void progress_clear(const struct report *p)
{
    if (p->progress)
        fprintf(stderr, "\r\033[K");
}

void report_case(struct report *p, u32 i, const struct test_case *c,
                 const struct result *r)
{
    p->done++;
    p->outcome[r->outcome]++;
    p->points_all += r->outcome == OUTCOME_SKIP ? 0 : c->points;
    p->points += r->outcome == OUTCOME_PASS ? c->points : 0;
    p->has_points = p->has_points || c->points != 1;
    progress_clear(p);
    if (p->tap)
        tap_case(i, c, r);
    else
        people_case(p, c, r);
    fflush(stdout);
    progress_show(p, c->name);
}

static void print_counts(const struct report *p)
{
    printf("%u passed, %u failed", p->outcome[OUTCOME_PASS],
           p->outcome[OUTCOME_FAIL]);
    if (p->outcome[OUTCOME_SKIP])
        printf(", %u skipped", p->outcome[OUTCOME_SKIP]);
    if (p->done < p->cases)
        printf(", %u not run", p->cases - p->done);
}

void report_end(struct report *p, u64 ms, int signal)
{
    progress_clear(p);
    if (p->tap && signal)
        printf("Bail out! interrupted by signal %d\n", signal);
    else if (p->tap)
        printf("# ");
    if (!p->tap || !signal) {
        print_counts(p);
        if (p->verbose)
            print_time(" in ", ms);
        printf("\n");
    }
    if (p->has_points)
        printf("%spoints: %" PRIu64 " of %" PRIu64 "\n", p->tap ? "# " : "",
               p->points, p->points_all);
    fflush(stdout);
}
