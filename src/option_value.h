/* SPDX-License-Identifier: MIT
 *
 * Values of command-line options as text: numbers are decimal or 0x
 * hexadecimal, the whole text must be used, nothing wraps. Pure functions;
 * false means: not such a value, the result is then untouched.
 */
#ifndef OPTION_VALUE_H
#define OPTION_VALUE_H

#include <util/bits.h>

bool value_u64(const char *text, u64 low, u64 high, u64 *value);

/* A number with an optional suffix K, M or G, in either case. */
bool value_size(const char *text, u64 *bytes);

/* Seconds, decimals allowed; 1 ns .. 1e9 s. Parts of a nanosecond round up. */
bool value_seconds(const char *text, u64 *ns);

/* Index of text among count words. */
bool value_word(const char *text, const char *const *words, u32 count,
                u32 *index);

#endif
