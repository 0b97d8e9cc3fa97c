/* SPDX-License-Identifier: MIT
 *
 * Input and output on the serial port: stdin reads it, stdout and stderr
 * write it. There are no files: fopen gives NULL, and streams have no position.
 */
#ifndef _STDIO_H
#define _STDIO_H

#include <stdarg.h>
#include <stddef.h>

typedef struct __file FILE;
typedef int ssize_t;
extern FILE *const stdin, *const stdout, *const stderr;

#define EOF (-1)
#define BUFSIZ 256
#define _IOFBF 0
#define _IOLBF 1
#define _IONBF 2
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define FILENAME_MAX 256
#define FOPEN_MAX 3
#define L_tmpnam 16
#define TMP_MAX 1

typedef long fpos_t;

int printf(const char *restrict format, ...)
    __attribute__((format(printf, 1, 2)));
int fprintf(FILE *restrict f, const char *restrict format, ...)
    __attribute__((format(printf, 2, 3)));
int sprintf(char *restrict to, const char *restrict format, ...)
    __attribute__((format(printf, 2, 3)));
int snprintf(char *restrict to, size_t room, const char *restrict format, ...)
    __attribute__((format(printf, 3, 4)));
int vprintf(const char *restrict format, va_list args);
int vfprintf(FILE *restrict f, const char *restrict format, va_list args);
int vsprintf(char *restrict to, const char *restrict format, va_list args);
int vsnprintf(char *restrict to, size_t room, const char *restrict format,
              va_list args);
/* GNU: the text is malloc's. */
int asprintf(char **to, const char *restrict format, ...)
    __attribute__((format(printf, 2, 3)));
int vasprintf(char **to, const char *restrict format, va_list args);
int sscanf(const char *restrict from, const char *restrict format, ...)
    __attribute__((format(scanf, 2, 3)));
int scanf(const char *restrict format, ...)
    __attribute__((format(scanf, 1, 2)));
int fscanf(FILE *restrict f, const char *restrict format, ...)
    __attribute__((format(scanf, 2, 3)));
int vsscanf(const char *restrict from, const char *restrict format,
            va_list args);
int vscanf(const char *restrict format, va_list args);
int vfscanf(FILE *restrict f, const char *restrict format, va_list args);

int putchar(int c);
int putc(int c, FILE *f);
int fputc(int c, FILE *f);
int puts(const char *s);
int fputs(const char *restrict s, FILE *restrict f);
size_t fwrite(const void *restrict from, size_t size, size_t count,
              FILE *restrict f);
/* Wait for a byte; there is no end of input on a serial port. */
int getchar(void);
int getc(FILE *f);
int fgetc(FILE *f);
int ungetc(int c, FILE *f); /* one character */
char *fgets(char *restrict to, int room, FILE *restrict f);
char *gets_s(char *to, size_t room);
/* POSIX: the buffer is malloc's and grows. */
ssize_t getline(char **restrict line, size_t *restrict room, FILE *restrict f);
ssize_t getdelim(char **restrict line, size_t *restrict room, int end,
                 FILE *restrict f);
size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict f);
int fflush(FILE *f);
int feof(FILE *f);
int ferror(FILE *f);
void clearerr(FILE *f);
int fclose(FILE *f);
void perror(const char *text);
int setvbuf(FILE *restrict f, char *restrict buffer, int mode, size_t size);
void setbuf(FILE *restrict f, char *restrict buffer);

/* These fail, and errno says why: ENOENT, ESPIPE, ENOSYS. */
FILE *fopen(const char *restrict name, const char *restrict mode);
FILE *freopen(const char *restrict name, const char *restrict mode,
              FILE *restrict f);
FILE *tmpfile(void);
char *tmpnam(char *name);
int remove(const char *name);
int rename(const char *from, const char *to);
int fseek(FILE *f, long distance, int from);
long ftell(FILE *f);
int fgetpos(FILE *restrict f, fpos_t *restrict position);
int fsetpos(FILE *f, const fpos_t *position);
void rewind(FILE *f); /* does nothing */
/* POSIX: 0, 1 and 2 are the streams. */
int fileno(FILE *f);
FILE *fdopen(int number, const char *mode);

#endif
