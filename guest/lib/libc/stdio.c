/* SPDX-License-Identifier: MIT
 *
 * Streams on the serial port. Nothing is buffered: a byte written is out.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lamp/board.h>
#include <lamp/dev/serial.h>

struct __file {
    int kept; /* by ungetc, or EOF */
};

static FILE files[3] = {{EOF}, {EOF}, {EOF}};
FILE *const stdin = &files[0], *const stdout = &files[1],
            *const stderr = &files[2];

int fputc(int c, FILE *f)
{
    (void)f;
    __asm__ volatile("out [%0], %1"
                     :
                     : "r"(PORT_SERIAL_TX), "r"((unsigned char)c));
    return (unsigned char)c;
}

int putc(int c, FILE *f)
{
    return fputc(c, f);
}

int putchar(int c)
{
    return fputc(c, stdout);
}

int fputs(const char *restrict s, FILE *restrict f)
{
    while (*s)
        fputc(*s++, f);
    return 0;
}

int puts(const char *s)
{
    fputs(s, stdout);
    return putchar('\n');
}

size_t fwrite(const void *restrict from, size_t size, size_t count,
              FILE *restrict f)
{
    const unsigned char *p = from;
    for (size_t n = size * count; n > 0; n--)
        fputc(*p++, f);
    return count;
}

static unsigned port_in(unsigned port)
{
    unsigned value;
    __asm__ volatile("in %0, [%1]" : "=r"(value) : "r"(port));
    return value;
}

int fgetc(FILE *f)
{
    int c = f->kept;
    f->kept = EOF;
    if (c != EOF)
        return c;
    while (!(port_in(PORT_SERIAL_CTRL) & SERIAL_RX_READY))
        __asm__ volatile("pause");
    return (int)port_in(PORT_SERIAL_RX);
}

int getc(FILE *f)
{
    return fgetc(f);
}

int getchar(void)
{
    return fgetc(stdin);
}

int ungetc(int c, FILE *f)
{
    if (c != EOF)
        f->kept = (unsigned char)c;
    return c;
}

char *fgets(char *restrict to, int room, FILE *restrict f)
{
    int n = 0;
    while (n + 1 < room) {
        int c = fgetc(f);
        to[n++] = (char)c;
        if (c == '\n')
            break;
    }
    if (room > 0)
        to[n] = 0;
    return to;
}

size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict f)
{
    unsigned char *p = to;
    for (size_t n = size * count; n > 0; n--)
        *p++ = (unsigned char)fgetc(f);
    return count;
}

int fflush(FILE *f)
{
    (void)f;
    return 0;
}

int feof(FILE *f)
{
    (void)f;
    return 0;
}

int ferror(FILE *f)
{
    (void)f;
    return 0;
}

void clearerr(FILE *f)
{
    (void)f;
}

int fclose(FILE *f)
{
    (void)f;
    return 0;
}

int setvbuf(FILE *restrict f, char *restrict buffer, int mode, size_t size)
{
    (void)f, (void)buffer, (void)mode, (void)size;
    return 0;
}

void setbuf(FILE *restrict f, char *restrict buffer)
{
    setvbuf(f, buffer, buffer ? _IOFBF : _IONBF, BUFSIZ);
}

/* The line with its end, and a zero; the buffer grows. */
ssize_t getdelim(char **restrict line, size_t *restrict room, int end,
                 FILE *restrict f)
{
    size_t n = 0;
    for (int c = EOF; c != (unsigned char)end;) {
        if (!*line || n + 2 > *room) {
            size_t more = *line && *room ? *room * 2 : 64;
            char *fresh = realloc(*line, more);
            if (!fresh)
                return -1;
            *line = fresh;
            *room = more;
        }
        c = fgetc(f);
        (*line)[n++] = (char)c;
    }
    (*line)[n] = 0;
    return (ssize_t)n;
}

ssize_t getline(char **restrict line, size_t *restrict room, FILE *restrict f)
{
    return getdelim(line, room, '\n', f);
}

/* C11 K.3.5.4.1: the end of the line is taken, not stored. */
char *gets_s(char *to, size_t room)
{
    size_t n = 0;
    int c;
    while ((c = getchar()) != '\n') {
        if (n + 1 < room)
            to[n] = (char)c;
        n++;
    }
    bool fits = n < room;
    if (room > 0)
        to[fits ? n : 0] = 0;
    return fits ? to : NULL;
}

_Noreturn void __assert_fail(const char *condition, const char *file, int line);

_Noreturn void __assert_fail(const char *condition, const char *file, int line)
{
    fprintf(stderr, "%s:%d: assertion failed: %s\n", file, line, condition);
    abort();
}
