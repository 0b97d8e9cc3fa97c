/* SPDX-License-Identifier: MIT
 *
 * Strings and memory: C11, and behind it what is common beside it.
 */
#ifndef _STRING_H
#define _STRING_H

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n);
void *memmove(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *a, int byte, size_t n);
size_t strlen(const char *s);
char *strcpy(char *restrict to, const char *restrict from);
char *strncpy(char *restrict to, const char *restrict from, size_t n);
char *strcat(char *restrict to, const char *restrict from);
char *strncat(char *restrict to, const char *restrict from, size_t n);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
int strcoll(const char *a, const char *b);
size_t strxfrm(char *restrict to, const char *restrict from, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
size_t strspn(const char *s, const char *set);
size_t strcspn(const char *s, const char *set);
char *strpbrk(const char *s, const char *set);
char *strstr(const char *s, const char *wanted);
char *strtok(char *restrict s, const char *restrict set);
char *strerror(int number);

/* Extensions, from POSIX, BSD and GNU. */
size_t strnlen(const char *s, size_t most);
char *stpcpy(char *restrict to, const char *restrict from); /* gives its end */
char *strtok_r(char *restrict s, const char *restrict set,
               char **restrict rest);
char *strsep(char **s, const char *set);
char *strdup(const char *s); /* malloc */
char *strndup(const char *s, size_t most);
char *strchrnul(const char *s, int c); /* the end where there is none */
/* Always terminate; give the length that would have been. */
size_t strlcpy(char *restrict to, const char *restrict from, size_t room);
size_t strlcat(char *restrict to, const char *restrict from, size_t room);
char *strcasestr(const char *s, const char *wanted);
int strcasecmp(const char *a, const char *b);
int strncasecmp(const char *a, const char *b, size_t n);
void *memccpy(void *restrict to, const void *restrict from, int byte, size_t n);
void *mempcpy(void *restrict to, const void *restrict from, size_t n);
void *memrchr(const void *a, int byte, size_t n);
void *memmem(const void *a, size_t n, const void *wanted, size_t m);

#endif
