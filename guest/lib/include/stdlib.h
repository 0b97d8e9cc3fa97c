/* SPDX-License-Identifier: MIT
 *
 * Memory, numbers, sorting, the end of the program. malloc takes from the RAM
 * between the program and its stack; any core may call it.
 */
#ifndef _STDLIB_H
#define _STDLIB_H

#include <stddef.h>

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7FFFFFFF
#define MB_CUR_MAX 1

typedef struct {
    int quot, rem;
} div_t;
typedef struct {
    long quot, rem;
} ldiv_t;
typedef struct {
    long long quot, rem;
} lldiv_t;

void *malloc(size_t bytes);
void *calloc(size_t count, size_t bytes);
void *realloc(void *old, size_t bytes);
void *aligned_alloc(size_t align, size_t bytes);
void free(void *p);
int posix_memalign(void **out, size_t align, size_t bytes);
void *reallocarray(void *old, size_t count, size_t bytes);

/* The machine ends with this status, 0..79; more gives 79. */
_Noreturn void exit(int status);
_Noreturn void _Exit(int status);
_Noreturn void abort(void);         /* status 79 */
int atexit(void (*function)(void)); /* up to 64 */
_Noreturn void quick_exit(int status);
int at_quick_exit(void (*function)(void));
int system(const char *command); /* 0: there is none */
char *getenv(const char *name);  /* there is none: NULL */

int abs(int n);
long labs(long n);
long long llabs(long long n);
div_t div(int a, int b);
ldiv_t ldiv(long a, long b);
lldiv_t lldiv(long long a, long long b);

int atoi(const char *s);
long atol(const char *s);
long long atoll(const char *s);
double atof(const char *s);
long strtol(const char *restrict s, char **restrict end, int base);
unsigned long strtoul(const char *restrict s, char **restrict end, int base);
long long strtoll(const char *restrict s, char **restrict end, int base);
unsigned long long strtoull(const char *restrict s, char **restrict end,
                            int base);
double strtod(const char *restrict s, char **restrict end);
float strtof(const char *restrict s, char **restrict end);
long double strtold(const char *restrict s, char **restrict end);

int rand(void);
void srand(unsigned seed);
int rand_r(unsigned *seed); /* POSIX */
long random(void);          /* POSIX: rand's numbers */
void srandom(unsigned seed);

/* A character is a byte: 0..255. */
int mblen(const char *from, size_t room);
int mbtowc(wchar_t *restrict to, const char *restrict from, size_t room);
int wctomb(char *to, wchar_t c);
size_t mbstowcs(wchar_t *restrict to, const char *restrict from, size_t room);
size_t wcstombs(char *restrict to, const wchar_t *restrict from, size_t room);

void qsort(void *base, size_t count, size_t size,
           int (*compare)(const void *, const void *));
void *bsearch(const void *key, const void *base, size_t count, size_t size,
              int (*compare)(const void *, const void *));

#endif
