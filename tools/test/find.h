/* SPDX-License-Identifier: MIT
 *
 * Case files: those named, and all *.case in folders that are named.
 */
#ifndef TEST_FIND_H
#define TEST_FIND_H

#include "case.h"

struct suite_cases {
    struct test_case *cases;
    u32 count, bad;
};

/* Reads them in the order of the names, folders sorted. Files that are wrong
 * are told on standard error and counted in `bad`. False: a name is no file,
 * or there is no case at all. */
bool find_cases(struct suite_cases *f, char *const *names, struct err *e);
void find_free(struct suite_cases *f);

#endif
