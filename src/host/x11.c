/* SPDX-License-Identifier: MIT
 *
 * Keeps a failing X server from ending the process behind the machine's back.
 * Errors of single requests, such as drawing into a window that somebody else
 * has just destroyed, are noted and otherwise ignored; the loss of the
 * connection is remembered, and the machine then ends in order. Handlers
 * belong to the process in Xlib, hence the variable.
 *
 * Xlib is in memory already when SDL uses it; its functions are looked up by
 * name, so that neither its headers nor the library are needed otherwise.
 */
#include "x11.h"

#include <dlfcn.h>
#include <stddef.h>
#include <util/log.h>

typedef int error_handler(void *display, void *event);
typedef int lost_handler(void *display);
typedef void exit_handler(void *display, void *data);

static bool lost;

static int on_error(void *display, void *event)
{
    (void)display;
    (void)event;
    log_debug(LOG_host, "the X server refused a request");
    return 0;
}

static int on_lost(void *display)
{
    (void)display;
    if (!lost)
        log_error("the connection to the display is lost");
    lost = true;
    return 0;
}

/* In place of exit(1): Xlib goes on, with calls that do nothing. */
static void on_exit_wanted(void *display, void *data)
{
    (void)display;
    (void)data;
}

/* NULL when this Xlib has no such function. */
static void *xlib_find(void *lib, const char *name)
{
    return lib ? dlsym(lib, name) : NULL;
}

void x11_guard(void *display)
{
    void *lib = dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
    error_handler *(*set_error)(error_handler *);
    lost_handler *(*set_lost)(lost_handler *);
    void (*set_exit)(void *, exit_handler *, void *);
    *(void **)(void *)&set_error = xlib_find(lib, "XSetErrorHandler");
    *(void **)(void *)&set_lost = xlib_find(lib, "XSetIOErrorHandler");
    *(void **)(void *)&set_exit = xlib_find(lib, "XSetIOErrorExitHandler");
    if (set_error)
        set_error(on_error);
    if (set_lost && set_exit) {
        set_lost(on_lost);
        set_exit(display, on_exit_wanted, NULL);
    }
}

bool x11_lost(void)
{
    return lost;
}
