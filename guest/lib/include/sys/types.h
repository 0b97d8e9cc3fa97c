/* SPDX-License-Identifier: MIT
 *
 * Names of types that POSIX has here.
 */
#ifndef _SYS_TYPES_H
#define _SYS_TYPES_H

#include <stddef.h>

typedef int ssize_t;
typedef long off_t;
typedef long long time_t;
typedef int pid_t;
typedef unsigned mode_t;

#endif
