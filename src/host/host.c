/* SPDX-License-Identifier: MIT
 *
 * The host as main uses it: carries bytes between the machine and its serial
 * endpoint, the window and the terminal, turns signals into a stop, and takes
 * screenshots.
 *
 * Invariant: a byte taken from the endpoint is in `in` or in the machine, a
 * byte taken from the machine is in the endpoint; so nothing is read that the
 * machine has no room for, and nothing is lost on the way.
 */
#include <vm/host_open.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <lamp/dev/fb.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <util/log.h>

#include "channel.h"
#include "console.h"
#include "display.h"
#include "endpoint.h"
#include "escape.h"
#include "keymap.h"
#include "picture.h"
#include "script.h"
#include "shots.h"
#include "signals.h"
#include "terminal.h"
#include "window.h"

enum {
    STATUS_IO = 90,
    MOVE_BYTES = 4096,
    MOVE_ROUNDS = 16, /* a service must end even when input never does */
    DRAIN_MS = 1000,
    DRAIN_STEP_MS = 20
};

struct host_all {
    struct host base;
    const struct config *config;
    struct endpoint *endpoint;
    struct window *window;    /* NULL: none */
    struct ring in;           /* typed, or read and not yet taken */
    struct endpoint *console; /* of the terminal; the monitor's; or NULL */
    bool terminal, lost_told; /* stdin is one; the machine was stopped */
    struct escape escape;
    struct shots shots;
    struct script *script; /* NULL: none */
    bool file;             /* stdin is a file that file_byte reads */
    u32 file_at, file_size;
    u8 file_bytes[MOVE_BYTES];
    char unsent[96]; /* output that could not be written, for host_finish */
};

static struct host_all *all_of(struct host *h)
{
    return (struct host_all *)h;
}

/* --- serial input ----------------------------------------------------------
 */

static void escape_do(struct machine *m, u32 wishes)
{
    if (wishes & ESCAPE_HELP)
        escape_help();
    if (wishes & ESCAPE_HINT)
        escape_hint();
    if (wishes & ESCAPE_QUIT)
        machine_stop(m, STOPPED_ESCAPE, 0);
}

/* One read from the endpoint into `in`; false when nothing came. */
static bool input_read(struct host_all *a, struct machine *m, u32 room)
{
    u8 bytes[MOVE_BYTES];
    if (a->terminal)
        terminal_ensure();
    u32 max = room < sizeof(bytes) ? room : (u32)sizeof(bytes);
    u32 n = endpoint_read(a->endpoint, bytes, max), wishes = 0;
    if (n == 0)
        return false;
    if (a->terminal)
        n = console_filter(a->console, &a->escape, bytes, n, &wishes);
    ring_add(&a->in, bytes, n);
    escape_do(m, wishes);
    return true;
}

/* What --send-after types; file_byte does in deterministic mode. */
static bool script_read(struct host_all *a)
{
    u8 bytes[MOVE_BYTES];
    if (a->config->deterministic)
        return false;
    u32 n = script_take(a->script, bytes, sizeof(bytes));
    ring_add(&a->in, bytes, n);
    return n > 0;
}

static void input_enter(struct host_all *a, struct machine *m, const u8 *bytes,
                        u32 n)
{
    n = machine_serial_input(m, bytes, n);
    ring_drop(&a->in, n);
    script_entered(a->script, n);
}

static void input_move(struct host_all *a, struct machine *m)
{
    const u8 *bytes;
    u32 keys;
    while ((keys = console_room(a->console)) != 0)
        if (!input_read(a, m, keys))
            break;
    for (int i = 0; i < MOVE_ROUNDS; i++) {
        u32 room = machine_serial_room(m), n = ring_peek(&a->in, &bytes);
        if (room == 0)
            return;
        if (n > 0)
            input_enter(a, m, bytes, n < room ? n : room);
        else if (!script_read(a) && !input_read(a, m, room))
            return;
    }
}

/* --- serial output ---------------------------------------------------------
 */

/* Returns how many bytes left the machine. Ends only when that is empty, so
 * that its next byte wakes the device loop, or when the endpoint is full and
 * its descriptors will. */
static u32 output_move(struct host_all *a, struct machine *m)
{
    u8 bytes[MOVE_BYTES];
    u32 moved = 0, n, max;
    endpoint_service(a->endpoint);
    do {
        u32 space = endpoint_space(a->endpoint);
        max = space < sizeof(bytes) ? space : (u32)sizeof(bytes);
        n = max > 0 ? machine_serial_output(m, bytes, max) : 0;
        endpoint_write(a->endpoint, bytes, n);
        moved += n;
    } while (n > 0 && n == max);
    return moved;
}

static void lost_tell(struct host_all *a, struct machine *m)
{
    bool display = a->window && window_lost(a->window);
    if (a->lost_told || (!display && !a->endpoint->lost))
        return;
    a->lost_told = true;
    if (display)
        log_error("the connection to the display is lost");
    machine_stop(m, STOPPED_HOST, 0);
}

static u64 now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (u64)t.tv_sec * 1000 + (u64)t.tv_nsec / 1000000;
}

static void drain_give_up(struct host_all *a, u32 left)
{
    log_warn("serial %s: nobody takes the last %u bytes of output",
             a->endpoint->class->name, left);
    if (a->endpoint->class->keeps_all)
        snprintf(a->unsent, sizeof(a->unsent), "%u bytes were not taken", left);
}

static void host_drain(struct host *h, struct machine *m)
{
    struct host_all *a = all_of(h);
    u64 since = now_ms();
    u32 before = 0;
    for (;;) {
        u32 moved = output_move(a, m), left = endpoint_left(a->endpoint);
        if (left == 0 && moved == 0)
            break;
        if (moved > 0 || left != before)
            since = now_ms();
        before = left;
        if (now_ms() - since >= DRAIN_MS) {
            drain_give_up(a, left);
            break;
        }
        if (left > 0)
            endpoint_wait(a->endpoint, DRAIN_STEP_MS);
    }
    endpoint_service(a->endpoint); /* the last write may have failed */
}

/* --- the machine's calls ---------------------------------------------------
 */

static u32 host_fds(struct host *h, struct machine *m, struct pollfd *fds,
                    u32 max)
{
    struct host_all *a = all_of(h);
    u32 n = 0;
    if (n < max)
        fds[n++] = (struct pollfd){.fd = signals_fd(), .events = POLLIN};
    bool room = console_room(a->console) > 0 ||
                (a->in.size == 0 && machine_serial_room(m) > 0);
    return n + endpoint_fds(a->endpoint, room, fds + n, max - n);
}

static void host_service(struct host *h, struct machine *m)
{
    struct host_all *a = all_of(h);
    if (a->window)
        window_service(a->window, m, &a->in);
    /* Behind it: what cut the display off comes before its loss. */
    int number = signals_take();
    if (number != 0)
        machine_stop(m, STOPPED_SIGNAL, number);
    output_move(a, m);
    input_move(a, m);
    lost_tell(a, m);
}

static bool host_hurries(struct host *h)
{
    (void)h;
    return signals_waiting();
}

static void host_frame(struct host *h, struct machine *m,
                       const struct host_frame *f)
{
    window_frame(all_of(h)->window, m, f);
}

static int stdin_byte(struct host_all *a)
{
    if (!a->file)
        return -1;
    if (a->file_at == a->file_size) {
        int n = endpoint_read_fd(STDIN_FILENO, a->file_bytes,
                                 sizeof(a->file_bytes));
        a->file_at = 0;
        a->file_size = n > 0 ? (u32)n : 0;
        a->file = n > 0;
    }
    return a->file ? a->file_bytes[a->file_at++] : -1;
}

static int host_file_byte(struct host *h)
{
    struct host_all *a = all_of(h);
    u8 typed;
    int byte = script_take(a->script, &typed, 1) ? typed : stdin_byte(a);
    script_entered(a->script, byte >= 0);
    return byte;
}

static u32 host_heard(struct host *h, u8 byte)
{
    return script_hear(all_of(h)->script, byte);
}

static void host_capture(struct host *h, u64 frame, const u8 *pixels)
{
    shots_frame(&all_of(h)->shots, frame, pixels);
}

static bool host_picture(struct host *h, const char *path, const u32 *pixels,
                         struct err *e)
{
    (void)h;
    return picture_write(path, pixels, FB_WIDTH, FB_HEIGHT, e);
}

static const struct host_class headless_class = {
    .name = "headless",
    .fds = host_fds,
    .service = host_service,
    .file_byte = host_file_byte,
    .drain = host_drain,
    .hurries = host_hurries,
    .capture = host_capture,
    .picture = host_picture,
    .heard = host_heard,
};

static const struct host_class window_class = {
    .name = "window",
    .fds = host_fds,
    .service = host_service,
    .frame = host_frame,
    .file_byte = host_file_byte,
    .drain = host_drain,
    .hurries = host_hurries,
    .capture = host_capture,
    .picture = host_picture,
    .heard = host_heard,
};

/* --- main's calls ----------------------------------------------------------
 */

/* A file opened later must not become somebody's standard stream. Output to
 * a stream that was closed fails, as it would have. */
static void standard_streams_reserve(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
            return;
}

static bool stdin_is_file(void)
{
    struct stat st;
    return fstat(STDIN_FILENO, &st) == 0 && S_ISREG(st.st_mode);
}

static bool serial_open(struct host_all *a, struct err *e)
{
    a->endpoint = endpoint_open(a->config->serial, e);
    if (!a->endpoint)
        return false;
    bool stdio = a->endpoint->class == &endpoint_stdio;
    a->file = stdio && a->config->deterministic && stdin_is_file();
    if (a->file)
        a->endpoint->input = false; /* file_byte reads it */
    return true;
}

struct host *host_open(const struct config *c, struct err *e)
{
    struct host_all *a = calloc(1, sizeof(*a));
    if (!a) {
        fail_status(e, STATUS_IO, "host: out of memory");
        return NULL;
    }
    a->base.class = &headless_class;
    a->config = c;
    standard_streams_reserve();
    if (signals_open(e) && shots_open(&a->shots, c, e) &&
        script_open(&a->script, c, e) && serial_open(a, e))
        return &a->base;
    host_close(&a->base);
    return NULL;
}

static void window_show(struct host_all *a)
{
    struct err e = {0};
    a->window = window_open(a->config, &e);
    if (!a->window) {
        log_warn("no display: %s; running as with --headless", e.text);
        return;
    }
    a->base.class = &window_class;
}

void host_overlay(struct host *h, struct overlay *o)
{
    if (all_of(h)->window)
        window_overlay(all_of(h)->window, o);
}

void host_show(struct host *h)
{
    struct host_all *a = all_of(h);
    if (!a->config->headless)
        window_show(a);
    if (a->endpoint->class != &endpoint_stdio)
        return;
    a->terminal = terminal_open(STDIN_FILENO, a->window == NULL);
    if (a->terminal && !a->window)
        escape_hint();
}

struct channel *host_console(struct host *h)
{
    struct host_all *a = all_of(h);
    struct err e = {0};
    if (!a->terminal || a->console)
        return NULL;
    a->console = console_open(&e);
    if (!a->console)
        log_warn("%s", e.text);
    struct channel *channel = a->console ? channel_of(a->console) : NULL;
    if (!channel)
        a->console = NULL;
    return channel;
}

static bool serial_finish(const struct host_all *a, struct err *e)
{
    const char *why = a->endpoint->lost ? a->endpoint->why : a->unsent;
    return *why ? fail_status(e, STATUS_IO, "serial endpoint lost: %s", why)
                : true;
}

bool host_finish(struct host *h, const u32 *pixels, struct err *e)
{
    struct host_all *a = all_of(h);
    bool ok = shots_finish(&a->shots, pixels, e);
    struct err serial = {0};
    if (serial_finish(a, &serial))
        return ok;
    if (ok)
        *e = serial;
    else
        log_error("%s", serial.text);
    return false;
}

struct host_script host_script_result(const struct host *h)
{
    return script_result(((const struct host_all *)h)->script);
}

void host_close(struct host *h)
{
    struct host_all *a = (struct host_all *)h;
    if (!a)
        return;
    if (a->window) {
        display_limit();
        window_close(a->window);
    }
    endpoint_close(a->endpoint);
    terminal_close();
    signals_close();
    script_close(a->script);
    free(a);
}

void host_keys_print(FILE *out)
{
    keymap_print(out);
}
