/* SPDX-License-Identifier: MIT
 *
 * Keeps a failing X server from ending the process behind the machine's back.
 * Errors of single requests, such as drawing into a window that somebody else
 * has just destroyed, are noted and otherwise ignored; the loss of the
 * connection ends all calls to the display. Handlers belong to the process in
 * Xlib, hence the variable.
 *
 * Xlib is in memory anyway when SDL uses it; its functions are looked up by
 * name, so that neither its headers nor the library are needed to build.
 */
#include "x11.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/socket.h>
#include <util/log.h>

#include "display.h"

typedef int error_handler(void *display, void *event);
typedef int lost_handler(void *display);
typedef void exit_handler(void *display, void *data);

static void *connection_display;
static atomic_int connection = -1; /* its descriptor */

static int on_error(void *display, void *event)
{
    (void)display;
    (void)event;
    log_debug(LOG_host, "the X server refused a request");
    return 0;
}

/* Returns on threads of drivers only. */
static int on_lost(void *display)
{
    (void)display;
    display_end();
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

/* Loading it is what SDL will do next. */
static void *xlib_open(void)
{
    return dlopen("libX11.so.6", RTLD_LAZY | RTLD_LOCAL);
}

void x11_guard(void)
{
    void *lib = xlib_open();
    error_handler *(*set_error)(error_handler *);
    lost_handler *(*set_lost)(lost_handler *);
    *(void **)(void *)&set_error = xlib_find(lib, "XSetErrorHandler");
    *(void **)(void *)&set_lost = xlib_find(lib, "XSetIOErrorHandler");
    if (set_error)
        set_error(on_error);
    if (set_lost)
        set_lost(on_lost);
}

void x11_connected(void *display)
{
    void *lib = xlib_open();
    void (*set_exit)(void *, exit_handler *, void *);
    int (*number)(void *);
    *(void **)(void *)&set_exit = xlib_find(lib, "XSetIOErrorExitHandler");
    *(void **)(void *)&number = xlib_find(lib, "XConnectionNumber");
    connection_display = display;
    if (set_exit)
        set_exit(display, on_exit_wanted, NULL);
    if (number)
        atomic_store(&connection, number(display));
    x11_guard(); /* SDL has set handlers of its own */
}

static bool has_size(void *lib, unsigned long window, u32 width, u32 height)
{
    unsigned long root;
    int x, y;
    unsigned is_width = 0, is_height = 0, border, depth;
    int (*geometry)(void *, unsigned long, unsigned long *, int *, int *,
                    unsigned *, unsigned *, unsigned *, unsigned *);
    *(void **)(void *)&geometry = xlib_find(lib, "XGetGeometry");
    return !geometry ||
           geometry(connection_display, window, &root, &x, &y, &is_width,
                    &is_height, &border, &depth) == 0 ||
           (is_width == width && is_height == height);
}

void x11_fill(unsigned long window, int x, int y, u32 width, u32 height)
{
    void *lib = xlib_open();
    int (*move)(void *, unsigned long, int, int, unsigned, unsigned);
    *(void **)(void *)&move = xlib_find(lib, "XMoveResizeWindow");
    if (move && !has_size(lib, window, width, height))
        move(connection_display, window, x, y, width, height);
}

bool x11_cut(void)
{
    int fd = atomic_load(&connection);
    return fd >= 0 && shutdown(fd, SHUT_RDWR) == 0;
}
