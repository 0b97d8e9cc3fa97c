/* SPDX-License-Identifier: MIT
 *
 * Compares what a run left with what its case wants.
 */
#ifndef TEST_JUDGE_H
#define TEST_JUDGE_H

#include "case.h"
#include "child.h"

enum outcome { OUTCOME_NONE, OUTCOME_PASS, OUTCOME_FAIL, OUTCOME_SKIP };

struct result {
    enum outcome outcome;
    struct buf why; /* lines; empty when it passed */
    u64 ms;
};

/* The run of vm has ended; the pictures are the files N.png in `folder`.
 * Appends a line or more for each difference to r->why and sets outcome. */
void judge_run(struct result *r, const struct test_case *c, struct child *run,
               const char *folder);

/* The build has ended: true when it may go on. */
bool judge_build(struct result *r, const struct child *build);

/* It could not even be tried. */
void judge_fail(struct result *r, const char *text);

/* FILE as the case names it, from its folder or `base` (NULL: none). */
bool judge_path(struct buf *path, const struct test_case *c, const char *base,
                const char *file);

#endif
