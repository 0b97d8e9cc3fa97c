/* SPDX-License-Identifier: MIT
 *
 * The XML that JUnit's reports use and every build server reads: one suite,
 * one testcase for each case with its folder as class name. What XML cannot
 * hold is shown with escapes, so the file is well-formed whatever a guest
 * printed.
 */
#include "report.h"

#include "diff.h"

#include <inttypes.h>

static void put_xml(struct buf *out, const void *bytes, size_t n)
{
    const char *p = bytes;
    for (size_t i = 0; i < n; i++) {
        switch (p[i]) {
        case '&':
            buf_printf(out, "&amp;");
            break;
        case '<':
            buf_printf(out, "&lt;");
            break;
        case '>':
            buf_printf(out, "&gt;");
            break;
        case '"':
            buf_printf(out, "&quot;");
            break;
        default:
            buf_add(out, p + i, 1);
        }
    }
}

static void put_attribute(struct buf *out, const char *name, const char *text)
{
    struct buf shown = {0};
    diff_show(&shown, text, strlen(text));
    buf_printf(out, " %s=\"", name);
    put_xml(out, shown.data, shown.size);
    buf_printf(out, "\"");
    out->failed = out->failed || shown.failed;
    buf_free(&shown);
}

static void put_time(struct buf *out, u64 ms)
{
    buf_printf(out, " time=\"%" PRIu64 ".%03" PRIu64 "\"", ms / 1000,
               ms % 1000);
}

/* The first line is the message, all of them are the text. */
static void put_failure(struct buf *out, const struct buf *why)
{
    const char *end = why->size ? memchr(why->data, '\n', why->size) : NULL;
    size_t n = end ? (size_t)(end - (char *)why->data) : why->size;
    buf_printf(out, "    <failure message=\"");
    put_xml(out, why->data, n);
    buf_printf(out, "\">");
    put_xml(out, why->data, why->size);
    buf_printf(out, "</failure>\n");
}

static void put_case(struct buf *out, const struct test_case *c,
                     const struct result *r)
{
    buf_printf(out, "  <testcase");
    put_attribute(out, "classname", c->folder);
    put_attribute(out, "name", c->name);
    put_attribute(out, "file", c->path);
    put_time(out, r->ms);
    buf_printf(out,
               ">\n    <properties><property name=\"points\" value=\"%u\"/>"
               "</properties>\n",
               c->points);
    if (r->outcome == OUTCOME_FAIL)
        put_failure(out, &r->why);
    if (r->outcome == OUTCOME_SKIP || r->outcome == OUTCOME_NONE) {
        buf_printf(out, "    <skipped");
        put_attribute(out, "message", c->skip ? c->skip : "interrupted");
        buf_printf(out, "/>\n");
    }
    buf_printf(out, "  </testcase>\n");
}

void report_junit(struct buf *out, const struct test_case *cases,
                  const struct result *results, u32 n, u64 ms)
{
    u32 count[OUTCOME_SKIP + 1] = {0};
    for (u32 i = 0; i < n; i++)
        count[results[i].outcome]++;
    buf_printf(out,
               "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
               "<testsuites>\n<testsuite name=\"lamp-test\" tests=\"%u\" "
               "failures=\"%u\" errors=\"0\" skipped=\"%u\"",
               n, count[OUTCOME_FAIL],
               count[OUTCOME_SKIP] + count[OUTCOME_NONE]);
    put_time(out, ms);
    buf_printf(out, ">\n");
    for (u32 i = 0; i < n; i++)
        put_case(out, &cases[i], &results[i]);
    buf_printf(out, "</testsuite>\n</testsuites>\n");
}
