/* SPDX-License-Identifier: MIT
 *
 * Time, from the machine's clocks.
 */
#ifndef _TIME_H
#define _TIME_H

#include <stddef.h>

typedef long long time_t; /* seconds since 1970 */
typedef unsigned long clock_t;

#define CLOCKS_PER_SEC 1000000ul

time_t time(time_t *out);
clock_t clock(void); /* microseconds since the machine started */
double difftime(time_t a, time_t b);

#endif
