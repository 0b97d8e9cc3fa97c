/* SPDX-License-Identifier: MIT
 *
 * Values of case files and options: numbers, times, words. The whole text
 * must be used, nothing wraps. Pure functions but for the text they cut.
 */
#ifndef TEST_VALUE_H
#define TEST_VALUE_H

#include <util/bits.h>

/* Cuts blanks off the end. */
void value_trim(char *text);

/* Decimal digits. */
bool value_number(const char *text, u64 *value);

/* Seconds, with up to three decimals; 0.001 up to max_ms. */
bool value_milliseconds(const char *text, u64 max_ms, u64 *ms);

/* The next word of *rest, which moves behind it; NULL: none is left, or
 * (*good false) a quote is not closed. */
char *value_word(char **rest, bool *good);

/* NULL, or why this extended regular expression is not taken: a match of it
 * might need too much time or memory. */
const char *value_regex_refused(const char *text);

#endif
