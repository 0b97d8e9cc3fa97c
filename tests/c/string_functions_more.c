/* SPDX-License-Identifier: MIT
 *
 * strdup, strndup, stpcpy, strsep, strcoll, strtok_r, memchr at edges.
 */
#include "c.h"

#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
int main(void)
{
    char b[40], *p = b, *q, *rest;
    q = stpcpy(b, "a,b,,c");
    printf("%d ", (int)(q - b));
    while ((q = strsep(&p, ",")))
        printf("[%s]", q);
    strcpy(b, "x y;z");
    for (q = strtok_r(b, " ;", &rest); q; q = strtok_r(NULL, " ;", &rest))
        printf("<%s>", q);
    p = strdup("copied"), q = strndup("only some", HIDE(4));
    printf("%s %s %d\n", p, q, strcoll("a", "b") < 0);
    free(p), free(q);
}
