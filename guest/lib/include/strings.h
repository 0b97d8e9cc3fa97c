/* SPDX-License-Identifier: MIT
 *
 * What older programs look for here.
 */
#ifndef _STRINGS_H
#define _STRINGS_H

#include <string.h>

#define bcmp(a, b, n) memcmp(a, b, n)
#define bcopy(from, to, n) ((void)memmove(to, from, n))
#define bzero(to, n) ((void)memset(to, 0, n))
#define index(s, c) strchr(s, c)
#define rindex(s, c) strrchr(s, c)
#define ffs(n) __builtin_ffs(n)

#endif
