/* SPDX-License-Identifier: MIT
 *
 * Lines typed on the serial port, with editing and a history.
 *
 * Left and right, Home and End move; Backspace and Delete erase; Ctrl+A,
 * Ctrl+E, Ctrl+U and Ctrl+K do what they do in other shells; up and down
 * bring back earlier lines.
 */
#ifndef SHELL_LINE_H
#define SHELL_LINE_H

enum {
    LINE_MAX = 100, /* signs of a line; more are not taken */
    HISTORY = 16    /* lines that are kept */
};

/* Before the first line_read. */
void line_start(void);
/* Prints the prompt; returns the line, which lasts until the next call. */
char *line_read(const char *prompt);
/* The line before the last `age` ones, or NULL. */
const char *line_history(unsigned age);

#endif
