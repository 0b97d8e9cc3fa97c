/* SPDX-License-Identifier: MIT
 *
 * Runs cases, several at a time, and reports them in order. Everything it
 * writes is in a folder of its own for temporary files, which is removed.
 */
#ifndef TEST_SUITE_H
#define TEST_SUITE_H

#include "report.h"

enum { SUITE_JOBS_MAX = 256 };

struct suite {
    struct test_case *cases;
    struct result *results; /* one for each case */
    u32 count, jobs;
    const char *vm, *cc, *as; /* programs */
    const char *in; /* absolute: where images and sources are; NULL: beside
                       the case */
    struct report *report;
    int signal; /* that interrupted it, or 0 */
};

/* False: it could not work at all, *e says why. */
bool suite_run(struct suite *s, struct err *e);

#endif
