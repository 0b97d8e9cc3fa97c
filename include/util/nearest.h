/* SPDX-License-Identifier: MIT
 *
 * "Did you mean": the name of a list that is closest to a mistyped word.
 */
#ifndef UTIL_NEAREST_H
#define UTIL_NEAREST_H

#include <stddef.h>

/* Name number i of a list; NULL at its end. */
typedef const char *nearest_name(const void *list, size_t i);

/* The name with the fewest typing errors (a letter missing, added, wrong, or
 * two swapped; case does not count), the first one on a tie. NULL when none
 * is close enough to be a likely slip. */
const char *nearest(const char *word, size_t length, nearest_name *name,
                    const void *list);

/* For a NULL-terminated array of strings: nearest(w, n, nearest_array, a). */
nearest_name nearest_array;

#endif
