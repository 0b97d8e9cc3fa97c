/* SPDX-License-Identifier: MIT
 *
 * What C and POSIX say of files, for programs that are brought over: there
 * are none, and the three streams have no position. Each function fails with
 * the errno a desktop would give, so that callers take their way of failure.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int refuse(int reason)
{
    errno = reason;
    return -1;
}

FILE *fopen(const char *restrict name, const char *restrict mode)
{
    (void)name, (void)mode;
    errno = ENOENT;
    return NULL;
}

FILE *freopen(const char *restrict name, const char *restrict mode,
              FILE *restrict f)
{
    (void)f;
    return fopen(name, mode);
}

FILE *tmpfile(void)
{
    errno = ENOSYS;
    return NULL;
}

char *tmpnam(char *name)
{
    (void)name;
    return NULL;
}

int remove(const char *name)
{
    (void)name;
    return refuse(ENOENT);
}

int rename(const char *from, const char *to)
{
    (void)from, (void)to;
    return refuse(ENOENT);
}

int fseek(FILE *f, long distance, int from)
{
    (void)f, (void)distance, (void)from;
    return refuse(ESPIPE);
}

long ftell(FILE *f)
{
    (void)f;
    return refuse(ESPIPE);
}

void rewind(FILE *f)
{
    clearerr(f);
}

int fgetpos(FILE *restrict f, fpos_t *restrict position)
{
    (void)f, (void)position;
    return refuse(ESPIPE);
}

int fsetpos(FILE *f, const fpos_t *position)
{
    (void)f, (void)position;
    return refuse(ESPIPE);
}

/* POSIX numbers the streams. */
int fileno(FILE *f)
{
    return f == stdin ? 0 : f == stdout ? 1 : f == stderr ? 2 : refuse(EBADF);
}

FILE *fdopen(int number, const char *mode)
{
    (void)mode;
    FILE *const streams[] = {stdin, stdout, stderr};
    if (number >= 0 && number < 3)
        return streams[number];
    errno = EBADF;
    return NULL;
}
