/* SPDX-License-Identifier: MIT
 *
 * The locale "C", which is the only one: a character is a byte.
 */
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

char *setlocale(int category, const char *name)
{
    static char only[] = "C";
    if (category < LC_ALL || category > LC_TIME)
        return NULL;
    if (name && *name && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0)
        return NULL;
    return only;
}

struct lconv *localeconv(void)
{
    static char point[] = ".", none[] = "";
    static struct lconv c = {
        .decimal_point = point,
        .thousands_sep = none,
        .grouping = none,
        .mon_decimal_point = none,
        .mon_thousands_sep = none,
        .mon_grouping = none,
        .positive_sign = none,
        .negative_sign = none,
        .currency_symbol = none,
        .frac_digits = CHAR_MAX,
        .p_cs_precedes = CHAR_MAX,
        .n_cs_precedes = CHAR_MAX,
        .p_sep_by_space = CHAR_MAX,
        .n_sep_by_space = CHAR_MAX,
        .p_sign_posn = CHAR_MAX,
        .n_sign_posn = CHAR_MAX,
        .int_curr_symbol = none,
        .int_frac_digits = CHAR_MAX,
        .int_p_cs_precedes = CHAR_MAX,
        .int_n_cs_precedes = CHAR_MAX,
        .int_p_sep_by_space = CHAR_MAX,
        .int_n_sep_by_space = CHAR_MAX,
        .int_p_sign_posn = CHAR_MAX,
        .int_n_sign_posn = CHAR_MAX,
    };
    return &c;
}

int mbtowc(wchar_t *restrict to, const char *restrict from, size_t room)
{
    if (!from)
        return 0; /* no states of shift */
    if (room == 0)
        return -1;
    if (to)
        *to = (unsigned char)*from;
    return *from != 0;
}

int mblen(const char *from, size_t room)
{
    return mbtowc(NULL, from, room);
}

int wctomb(char *to, wchar_t c)
{
    if (!to)
        return 0;
    if (c < 0 || c > UCHAR_MAX) {
        errno = EILSEQ;
        return -1;
    }
    *to = (char)c;
    return 1;
}

size_t mbstowcs(wchar_t *restrict to, const char *restrict from, size_t room)
{
    size_t n = 0;
    if (!to)
        return strlen(from);
    for (; n < room; n++) {
        to[n] = (unsigned char)from[n];
        if (!from[n])
            break;
    }
    return n;
}

size_t wcstombs(char *restrict to, const wchar_t *restrict from, size_t room)
{
    char byte;
    for (size_t n = 0; !to || n < room; n++) {
        if (wctomb(&byte, from[n]) < 0)
            return (size_t)-1;
        if (to)
            to[n] = byte;
        if (!byte)
            return n;
    }
    return room;
}
