/* SPDX-License-Identifier: MIT
 *
 * The two commands of a case: what builds its program and what runs it.
 */
#ifndef TEST_STEP_H
#define TEST_STEP_H

#include "suite.h"

struct step {
    const struct test_case *c;
    const struct suite *suite;
    const char *folder; /* for its temporary files */
};

/* False: it cannot be started, *e says why. */
bool step_build(const struct step *s, struct child *child, struct err *e);
bool step_run(const struct step *s, struct child *child, struct err *e);

#endif
