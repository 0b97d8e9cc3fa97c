/* SPDX-License-Identifier: MIT
 *
 * What people and other programs read: lines with a summary, TAP, JUnit XML.
 */
#ifndef TEST_REPORT_H
#define TEST_REPORT_H

#include "judge.h"

struct report {
    bool tap, verbose, colour;
    bool progress; /* on standard error */
    u32 cases, done, outcome[OUTCOME_SKIP + 1];
    u64 points, points_all;
    bool has_points; /* some case is not worth 1 */
};

void report_begin(struct report *p, u32 cases);
/* Cases come in order, i from 0. */
void report_case(struct report *p, u32 i, const struct test_case *c,
                 const struct result *r);
/* signal: that ended it early; 0: none did. */
void report_end(struct report *p, u64 ms, int signal);

/* JUnit's XML; cases without an outcome count as skipped. */
void report_junit(struct buf *out, const struct test_case *cases,
                  const struct result *results, u32 n, u64 ms);

#endif
