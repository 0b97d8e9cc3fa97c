/* SPDX-License-Identifier: MIT
 *
 * What programs that were written for a desktop ask for: signals, the locale,
 * characters of several bytes, files that are not there.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "test.h"

static volatile sig_atomic_t seen;

static void note(int number)
{
    seen = seen * 100 + number;
}

static void signals(void)
{
    printf("first: %d\n", signal(SIGTERM, note) == SIG_DFL);
    raise(SIGTERM);
    raise(SIGTERM);
    printf("before: %d\n", signal(SIGTERM, SIG_IGN) == note);
    printf("ignored: %d\n", raise(SIGTERM));
    errno = 0;
    printf("none: %d", signal(4000, note) == SIG_ERR);
    printf(" %d, seen %d\n", errno == EINVAL, (int)seen);
}

static void locale(void)
{
    printf("locale: %s %s %d\n", setlocale(LC_ALL, NULL),
           setlocale(LC_ALL, "C"), setlocale(LC_NUMERIC, "xx_YY") == NULL);
    printf("point: %s, digits %d\n", localeconv()->decimal_point,
           localeconv()->frac_digits);
}

static void characters(void)
{
    wchar_t wide[8] = {9, 9, 9, 9, 9, 9, 9, 9}, one = 7;
    char narrow[8] = "zzzzzzz";
    printf("mblen: %d %d %d\n", mblen("a", 1), mblen("", 1), mblen(NULL, 0));
    int n = mbtowc(&one, "a", 1);
    printf("mbtowc: %d %d\n", n, (int)one);
    n = wctomb(narrow, L'q');
    printf("wctomb: %d %c\n", n, narrow[0]);
    printf("wctomb: %d\n", wctomb(narrow, 0x12345));
    printf("mbstowcs: %zu", mbstowcs(wide, "abc", 8));
    printf(" %d %d %d\n", (int)wide[2], (int)wide[3], (int)wide[4]);
    printf("mbstowcs: %zu %zu\n", mbstowcs(wide, "abc", 2),
           mbstowcs(NULL, "abcde", 0));
    printf("wcstombs: %zu", wcstombs(narrow, L"hello", 8));
    printf(" %s %zu\n", narrow, wcstombs(NULL, L"hello", 0));
}

static void files(void)
{
    errno = 0;
    printf("open: %d", fopen("no-such-folder/x", "r") == NULL);
    printf(" %d\n", errno == ENOENT);
    errno = 0;
    printf("remove: %d", remove("no-such-folder/x"));
    printf(" %d %s\n", errno == ENOENT, strerror(errno));
    printf("number: %d %d %d\n", fileno(stdin), fileno(stdout), fileno(stderr));
    printf("text: %s\n", strerror(ESPIPE));
}

static void texts(void)
{
    char *text;
    int n = asprintf(&text, "%s %d", "a longer line than the first", 12345);
    printf("asprintf: %d %s\n", n, text);
    free(text);
    static const char *const wanted[] = {"WORLD", "", "o w", "x",
                                         "Hello World!"};
    for (int k = 0; k < 5; k++) {
        char *at = strcasestr("Hello, world; hello World", wanted[k]);
        printf("strcasestr %s: %d\n", wanted[k], at ? (int)strlen(at) : -1);
    }
}

int main(void)
{
    off_t position = 3;
    ssize_t size = -1;
    printf("types: %d %d\n", (int)position, (int)size);
    signals();
    locale();
    characters();
    files();
    texts();
    return 0;
}
