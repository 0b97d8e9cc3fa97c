/* SPDX-License-Identifier: MIT
 *
 * <string.h>. Moves and fills go word by word where both ends allow it.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORD_ALIGNED(p) (((uintptr_t)(p)&3) == 0)

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
    unsigned char *d = to;
    const unsigned char *s = from;
#ifdef __lamp_x1__
    unsigned char *dd = d;
    const unsigned char *ss = s;
    size_t nn = n;
    __asm__ volatile("movs %0, %1, %2"
                     : "+r"(dd), "+r"(ss), "+r"(nn)
                     :
                     : "memory");
#else
    if ((((uintptr_t)d ^ (uintptr_t)s) & 3) == 0) {
        for (; n > 0 && !WORD_ALIGNED(d); n--)
            *d++ = *s++;
        for (; n >= 16; n -= 16, d += 16, s += 16) {
            uint32_t a = ((const uint32_t *)s)[0], b = ((const uint32_t *)s)[1];
            uint32_t c = ((const uint32_t *)s)[2], e = ((const uint32_t *)s)[3];
            ((uint32_t *)d)[0] = a;
            ((uint32_t *)d)[1] = b;
            ((uint32_t *)d)[2] = c;
            ((uint32_t *)d)[3] = e;
        }
    }
    while (n-- > 0)
        *d++ = *s++;
#endif
    return to;
}

void *memmove(void *to, const void *from, size_t n)
{
    unsigned char *d = to;
    const unsigned char *s = from;
    if ((uintptr_t)d - (uintptr_t)s >= n)
        return memcpy(to, from, n);
    if ((((uintptr_t)d ^ (uintptr_t)s) & 3) == 0) {
        for (; n > 0 && !WORD_ALIGNED(d + n); n--)
            d[n - 1] = s[n - 1];
        for (; n >= 4; n -= 4)
            *(uint32_t *)(d + n - 4) = *(const uint32_t *)(s + n - 4);
    }
    while (n-- > 0)
        d[n] = s[n];
    return to;
}

void *memset(void *to, int byte, size_t n)
{
    unsigned char *d = to;
#ifdef __lamp_x1__
    unsigned char *dd = d;
    size_t nn = n;
    __asm__ volatile("fill %0, %2, %1"
                     : "+r"(dd), "+r"(nn)
                     : "r"(byte)
                     : "memory");
#else
    uint32_t word = (unsigned char)byte * 0x01010101u;
    for (; n > 0 && !WORD_ALIGNED(d); n--)
        *d++ = (unsigned char)byte;
    for (; n >= 16; n -= 16, d += 16) {
        ((uint32_t *)d)[0] = word;
        ((uint32_t *)d)[1] = word;
        ((uint32_t *)d)[2] = word;
        ((uint32_t *)d)[3] = word;
    }
    while (n-- > 0)
        *d++ = (unsigned char)byte;
#endif
    return to;
}

int memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *x = a, *y = b;
    for (; n > 0; n--, x++, y++) {
        if (*x != *y)
            return *x - *y;
    }
    return 0;
}

void *memchr(const void *a, int byte, size_t n)
{
    const unsigned char *x = a;
    for (; n > 0; n--, x++) {
        if (*x == (unsigned char)byte)
            return (void *)x;
    }
    return NULL;
}

size_t strlen(const char *s)
{
    const char *p = s;
    while (*p)
        p++;
    return (size_t)(p - s);
}

size_t strnlen(const char *s, size_t most)
{
    size_t n = 0;
    while (n < most && s[n])
        n++;
    return n;
}

char *stpcpy(char *restrict to, const char *restrict from)
{
    while ((*to = *from++))
        to++;
    return to;
}

char *strcpy(char *restrict to, const char *restrict from)
{
    stpcpy(to, from);
    return to;
}

char *strncpy(char *restrict to, const char *restrict from, size_t n)
{
    size_t k = 0;
    for (; k < n && from[k]; k++)
        to[k] = from[k];
    for (; k < n; k++)
        to[k] = 0;
    return to;
}

char *strcat(char *restrict to, const char *restrict from)
{
    strcpy(to + strlen(to), from);
    return to;
}

char *strncat(char *restrict to, const char *restrict from, size_t n)
{
    char *end = to + strlen(to);
    size_t k = strnlen(from, n);
    memcpy(end, from, k);
    end[k] = 0;
    return to;
}

int strcmp(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return (unsigned char)*a - (unsigned char)*b;
}

int strncmp(const char *a, const char *b, size_t n)
{
    for (; n > 0; n--, a++, b++) {
        if (*a != *b || !*a)
            return (unsigned char)*a - (unsigned char)*b;
    }
    return 0;
}

int strcoll(const char *a, const char *b)
{
    return strcmp(a, b);
}

size_t strxfrm(char *restrict to, const char *restrict from, size_t n)
{
    size_t length = strlen(from);
    if (n > 0)
        strncpy(to, from, n);
    return length;
}

char *strchr(const char *s, int c)
{
    for (; *s != (char)c; s++) {
        if (!*s)
            return NULL;
    }
    return (char *)s;
}

char *strrchr(const char *s, int c)
{
    const char *found = NULL;
    do {
        if (*s == (char)c)
            found = s;
    } while (*s++);
    return (char *)found;
}

size_t strspn(const char *s, const char *set)
{
    size_t n = 0;
    while (s[n] && strchr(set, s[n]))
        n++;
    return n;
}

size_t strcspn(const char *s, const char *set)
{
    size_t n = 0;
    while (s[n] && !strchr(set, s[n]))
        n++;
    return n;
}

char *strpbrk(const char *s, const char *set)
{
    s += strcspn(s, set);
    return *s ? (char *)s : NULL;
}

char *strstr(const char *s, const char *wanted)
{
    size_t n = strlen(wanted);
    for (; n > 0; s++) {
        s = strchr(s, *wanted);
        if (!s || strncmp(s, wanted, n) == 0)
            break;
    }
    return (char *)s;
}

char *strtok_r(char *restrict s, const char *restrict set, char **restrict rest)
{
    s = s ? s : *rest;
    s += strspn(s, set);
    if (!*s) {
        *rest = s;
        return NULL;
    }
    char *end = s + strcspn(s, set);
    *rest = *end ? end + 1 : end;
    *end = 0;
    return s;
}

char *strtok(char *restrict s, const char *restrict set)
{
    static char *rest;
    return strtok_r(s, set, &rest);
}

char *strsep(char **s, const char *set)
{
    char *start = *s;
    if (!start)
        return NULL;
    char *end = start + strcspn(start, set);
    *s = *end ? end + 1 : NULL;
    *end = 0;
    return start;
}

char *strndup(const char *s, size_t most)
{
    size_t n = strnlen(s, most);
    char *copy = malloc(n + 1);
    if (copy) {
        memcpy(copy, s, n);
        copy[n] = 0;
    }
    return copy;
}

char *strdup(const char *s)
{
    return strndup(s, (size_t)-1);
}

void *memccpy(void *restrict to, const void *restrict from, int byte, size_t n)
{
    unsigned char *d = to;
    const unsigned char *s = from;
    while (n-- > 0) {
        *d++ = *s;
        if (*s++ == (unsigned char)byte)
            return d;
    }
    return NULL;
}

void *mempcpy(void *restrict to, const void *restrict from, size_t n)
{
    return (char *)memcpy(to, from, n) + n;
}

void *memrchr(const void *a, int byte, size_t n)
{
    const unsigned char *x = a;
    while (n-- > 0) {
        if (x[n] == (unsigned char)byte)
            return (void *)(x + n);
    }
    return NULL;
}

void *memmem(const void *a, size_t n, const void *wanted, size_t m)
{
    const char *x = a;
    if (m == 0)
        return (void *)x;
    for (; n >= m; x++, n--) {
        const char *next = memchr(x, *(const char *)wanted, n - m + 1);
        if (!next)
            break;
        n -= (size_t)(next - x);
        x = next;
        if (memcmp(x, wanted, m) == 0)
            return (void *)x;
    }
    return NULL;
}

char *strchrnul(const char *s, int c)
{
    while (*s && *s != (char)c)
        s++;
    return (char *)s;
}

size_t strlcpy(char *restrict to, const char *restrict from, size_t room)
{
    size_t n = strlen(from);
    if (room > 0) {
        size_t k = n < room ? n : room - 1;
        memcpy(to, from, k);
        to[k] = 0;
    }
    return n;
}

size_t strlcat(char *restrict to, const char *restrict from, size_t room)
{
    size_t n = strnlen(to, room);
    return n + strlcpy(to + n, from, room - n);
}

int strncasecmp(const char *a, const char *b, size_t n)
{
    for (; n > 0; n--, a++, b++) {
        int x = tolower((unsigned char)*a), y = tolower((unsigned char)*b);
        if (x != y || x == 0)
            return x - y;
    }
    return 0;
}

char *strcasestr(const char *s, const char *wanted)
{
    size_t n = strlen(wanted);
    for (;; s++) {
        if (strncasecmp(s, wanted, n) == 0)
            return (char *)s;
        if (!*s)
            return NULL;
    }
}

int strcasecmp(const char *a, const char *b)
{
    return strncasecmp(a, b, (size_t)-1);
}
