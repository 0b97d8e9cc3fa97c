/* SPDX-License-Identifier: MIT
 *
 * Bytes as a case file of lamp-test: it is taken, with a program to run, or
 * refused in one line that names the file. Its texts are shown as reports
 * would show them, which never gives control characters.
 */
#include "fuzz.h"

#include <case.h>
#include <diff.h>

static void check_shown(const struct buf *want, const struct buf *got)
{
    struct buf shown = {0};
    diff_lines(&shown, want, got, "", 50);
    for (size_t i = 0; i < shown.size; i++)
        FUZZ_CHECK(shown.data[i] >= 0x20 || shown.data[i] == '\n' ||
                   shown.data[i] == '\t');
    buf_free(&shown);
}

int LLVMFuzzerTestOneInput(const u8 *bytes, size_t n)
{
    struct test_case c;
    struct err e = {0};
    if (!case_parse(&c, "f", (const char *)bytes, n, &e)) {
        FUZZ_CHECK(strncmp(e.text, "f:", 2) == 0 && !strchr(e.text, '\n'));
        return 0;
    }
    FUZZ_CHECK((c.image != NULL) != (c.source.count > 0));
    FUZZ_CHECK(c.name && c.folder && c.timeout_ms > 0 && c.status < 256);
    check_shown(&c.output, &c.input);
    case_free(&c);
    return 0;
}
