/* SPDX-License-Identifier: MIT
 *
 * The line editor of the shell. Bytes come in by interrupt and wait in a
 * queue; while it is empty the core sleeps. The screen is brought up to date
 * with the escape sequences that every terminal knows.
 */
#include "line.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <lamp.h>
#include <lamp/dev/serial.h>

enum {
    INPUT = 256, /* bytes that wait, a power of two */
    ESCAPE = 0x1B,
    DELETE = 0x7F,
    KEY_UP = 256, /* what escape sequences become */
    KEY_DOWN,
    KEY_RIGHT,
    KEY_LEFT,
    KEY_HOME,
    KEY_END,
    KEY_DELETE,
    KEY_OTHER
};

#define CTRL(letter) ((letter) - 'A' + 1)

static volatile unsigned char input[INPUT];
static volatile unsigned input_in, input_out; /* bytes ever put and taken */

static char history[HISTORY][LINE_MAX + 1];
static unsigned history_count; /* lines ever kept */

static struct {
    const char *prompt;
    char text[LINE_MAX + 1];
    unsigned length, cursor;
    unsigned age; /* 0: a new line, n: the n-th last of the history */
} line;

/* A byte left behind, because the queue is full, stays in the device. */
static __attribute__((interrupt)) void on_serial(void)
{
    if (input_in - input_out < INPUT)
        input[input_in++ % INPUT] = (unsigned char)lamp_in(PORT_SERIAL_RX);
}

void line_start(void)
{
    lamp_handle(INT_SERIAL, on_serial);
    lamp_out(PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
}

static int byte_get(void)
{
    lamp_mask(true);
    while (input_in == input_out) {
        lamp_wait();
        lamp_mask(false);
        lamp_mask(true);
    }
    int byte = input[input_out++ % INPUT];
    lamp_mask(false);
    return byte;
}

/* ESC [ and a letter, or a digit and ~. */
static int key_get(void)
{
    static const int letters[] = {KEY_UP,    KEY_DOWN, KEY_RIGHT, KEY_LEFT,
                                  KEY_OTHER, KEY_END,  KEY_OTHER, KEY_HOME};
    int byte = byte_get();
    if (byte != ESCAPE || byte_get() != '[')
        return byte;
    byte = byte_get();
    if (byte >= 'A' && byte <= 'H')
        return letters[byte - 'A'];
    int key = byte == '1' ? KEY_HOME : byte == '3' ? KEY_DELETE : KEY_OTHER;
    if (byte == '4')
        key = KEY_END;
    while (byte >= '0' && byte <= '9')
        byte = byte_get();
    return key;
}

/* Writes the line again, with the cursor in its place. */
static void show(void)
{
    printf("\r%s%s\033[K", line.prompt, line.text);
    if (line.cursor < line.length)
        printf("\033[%uD", line.length - line.cursor);
}

static void insert(char sign)
{
    if (line.length == LINE_MAX)
        return;
    memmove(line.text + line.cursor + 1, line.text + line.cursor,
            line.length - line.cursor + 1);
    line.text[line.cursor++] = sign;
    line.length++;
    if (line.cursor == line.length)
        putchar(sign);
    else
        show();
}

/* Takes out `count` signs from `at` on, as far as they are there. */
static void erase(unsigned at, unsigned count)
{
    if (at >= line.length)
        return;
    if (count > line.length - at)
        count = line.length - at;
    memmove(line.text + at, line.text + at + count,
            line.length - at - count + 1);
    line.length -= count;
    line.cursor = at;
    show();
}

const char *line_history(unsigned age)
{
    if (age == 0 || age > HISTORY || age > history_count)
        return NULL;
    return history[(history_count - age) % HISTORY];
}

static void recall(unsigned age)
{
    const char *text = age == 0 ? "" : line_history(age);
    if (!text)
        return;
    line.age = age;
    strcpy(line.text, text);
    line.length = line.cursor = (unsigned)strlen(text);
    show();
}

/* Neither empty lines nor the same one twice. */
static void keep(void)
{
    const char *last = line_history(1);
    if (line.length > 0 && (!last || strcmp(last, line.text) != 0))
        strcpy(history[history_count++ % HISTORY], line.text);
}

static void move(unsigned cursor)
{
    if (cursor > line.length || cursor == line.cursor)
        return;
    line.cursor = cursor;
    show();
}

static void edit(int key)
{
    if (key >= ' ' && key < DELETE)
        insert((char)key);
    else if ((key == '\b' || key == DELETE) && line.cursor > 0)
        erase(line.cursor - 1, 1);
    else if (key == KEY_DELETE)
        erase(line.cursor, 1);
    else if (key == KEY_LEFT && line.cursor > 0)
        move(line.cursor - 1);
    else if (key == KEY_RIGHT)
        move(line.cursor + 1);
    else if (key == KEY_HOME || key == CTRL('A'))
        move(0);
    else if (key == KEY_END || key == CTRL('E'))
        move(line.length);
    else if (key == CTRL('U'))
        erase(0, line.length);
    else if (key == CTRL('K'))
        erase(line.cursor, line.length);
    else if (key == KEY_UP)
        recall(line.age + 1);
    else if (key == KEY_DOWN && line.age > 0)
        recall(line.age - 1);
}

char *line_read(const char *prompt)
{
    line.prompt = prompt;
    line.text[0] = '\0';
    line.length = line.cursor = line.age = 0;
    fputs(prompt, stdout);
    for (int key; (key = key_get()) != '\n' && key != '\r';)
        edit(key);
    putchar('\n');
    keep();
    return line.text;
}
