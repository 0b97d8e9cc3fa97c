/* SPDX-License-Identifier: MIT
 *
 * Calls to the display, which may never return: libraries wait for a server
 * that is gone, or that does not answer.
 */
#ifndef HOST_DISPLAY_H
#define HOST_DISPLAY_H

#include <stdbool.h>

/* Calls call(argument) on the display's thread and waits until it returns.
 * False: it never will, or was not made; then no call is made any more. Once
 * a signal asks for the end, or behind display_limit, a call that waits for
 * the server is cut off after two seconds. alone: it uses only what argument
 * points to, which is then not to be freed, and may be left behind without. */
bool display_call(void (*call)(void *argument), void *argument, bool alone);
void display_limit(void);

/* The connection is gone. On the display's thread it does not return. */
void display_end(void);
bool display_lost(void);

#endif
