/* SPDX-License-Identifier: MIT
 *
 * The host together with a real machine that does not run: the test plays the
 * guest through the ports and the device loop through the host's class. Bytes
 * both ways, signals, lost output, screenshots, and a window on a display
 * that shows nothing.
 */
#include <vm/host_open.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <lamp/dev/fb.h>
#include <util/buf.h>

#include "rig.h"

enum { STDIO = 2, FIFO = 255 };

static u32 pixels[FB_WIDTH * FB_HEIGHT];
static char folder[] = "/tmp/test_host_XXXXXX";

struct pair {
    struct config config;
    struct rig rig;
    struct host *host;
};

static void pair_open(struct pair *p)
{
    struct err e = {0};
    p->host = host_open(&p->config, &e);
    if (!p->host)
        fail_msg("host_open: %s", e.text);
    p->rig.m = machine_new(&p->config, p->host, &e);
    assert_non_null(p->rig.m);
    machine_reset(p->rig.m, RIG_PC);
}

static void pair_close(struct pair *p)
{
    machine_free(p->rig.m);
    host_close(p->host);
}

static void service(struct pair *p)
{
    p->host->class->service(p->host, p->rig.m);
}

static void guest_says(struct pair *p, const char *text)
{
    for (; *text; text++)
        rig_out(&p->rig, 0, PORT_SERIAL_TX, (u8)*text);
}

static char *path_in(const char *name)
{
    static char path[128];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static void check_file(const char *name, const char *content)
{
    struct buf b = {0};
    struct err e = {0};
    assert_true(buf_read_file(&b, path_in(name), 1 << 20, &e));
    assert_int_equal(b.size, strlen(content));
    assert_memory_equal(b.data, content, b.size);
    buf_free(&b);
}

/* --- standard streams ------------------------------------------------------
 */

static int saved[STDIO];

static void stream_set(int fd, int to)
{
    assert_true(to >= 0);
    saved[fd] = dup(fd);
    dup2(to, fd);
    close(to);
}

static void stream_reset(int fd)
{
    dup2(saved[fd], fd);
    close(saved[fd]);
}

static void file_make(const char *name, const u8 *bytes, size_t n)
{
    struct err e = {0};
    assert_true(file_write(path_in(name), bytes, n, &e));
}

/* --- serial ----------------------------------------------------------------
 */

static void test_output(void **state)
{
    struct pair p = {.config = config_default};
    char serial[160];
    (void)state;
    snprintf(serial, sizeof(serial), "file:%s", path_in("serial"));
    p.config.serial = serial;
    p.config.headless = true;
    pair_open(&p);
    guest_says(&p, "one ");
    service(&p);
    check_file("serial", "one ");
    guest_says(&p, "two");
    p.host->class->drain(p.host, p.rig.m);
    check_file("serial", "one two");
    struct err e = {0};
    assert_true(host_finish(p.host, pixels, &e));
    pair_close(&p);
}

/* Of a long input exactly what the port has room for is taken. */
static void test_input_waits_for_room(void **state)
{
    struct pair p = {.config = config_default};
    u8 bytes[1000];
    (void)state;
    for (u32 i = 0; i < sizeof(bytes); i++)
        bytes[i] = (u8)(i * 7);
    file_make("in", bytes, sizeof(bytes));
    stream_set(0, open(path_in("in"), O_RDONLY));
    p.config.headless = true;
    pair_open(&p);
    struct pollfd fds[HOST_FDS_MAX];
    u32 before = p.host->class->fds(p.host, p.rig.m, fds, HOST_FDS_MAX);
    service(&p);
    assert_int_equal(lseek(0, 0, SEEK_CUR), FIFO);
    assert_int_equal(machine_serial_room(p.rig.m), 0);
    assert_true(p.host->class->fds(p.host, p.rig.m, fds, HOST_FDS_MAX) <
                before);
    for (u32 i = 0; i < sizeof(bytes); i++) {
        assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_RX), bytes[i]);
        if (i % 100 == 99)
            service(&p);
    }
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_CTRL) & 1, 0);
    pair_close(&p);
    stream_reset(0);
}

static void test_file_bytes(void **state)
{
    struct pair p = {.config = config_default};
    u8 bytes[10000];
    (void)state;
    for (u32 i = 0; i < sizeof(bytes); i++)
        bytes[i] = (u8)(i * 13 + i / 256);
    file_make("in", bytes, sizeof(bytes));
    stream_set(0, open(path_in("in"), O_RDONLY));
    p.config.headless = p.config.deterministic = true;
    pair_open(&p);
    service(&p); /* leaves such input alone */
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_CTRL) & 1, 0);
    for (u32 i = 0; i < sizeof(bytes); i++)
        assert_int_equal(p.host->class->file_byte(p.host), bytes[i]);
    assert_int_equal(p.host->class->file_byte(p.host), -1);
    assert_int_equal(p.host->class->file_byte(p.host), -1);
    pair_close(&p);
    stream_reset(0);
}

#define TEXT(bytes) ((struct config_text){(u8 *)(bytes), sizeof(bytes) - 1})

/* "> " is answered twice, and with "!" all is said. */
static void pair_script(struct pair *p)
{
    p->config.send[0] = (struct config_send){TEXT("> "), TEXT("ab")};
    p->config.send[1] = (struct config_send){TEXT("> "), TEXT("c")};
    p->config.send_count = 2;
    p->config.expect[0] = TEXT("> ");
    p->config.expect[1] = TEXT("!");
    p->config.expect_count = 2;
    p->config.serial = "null";
    p->config.headless = true;
    pair_open(p);
}

static void test_script(void **state)
{
    struct pair p = {.config = config_default};
    (void)state;
    pair_script(&p);
    guest_says(&p, "!>");
    service(&p);
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_CTRL) & 1, 0);
    guest_says(&p, " ");
    service(&p);
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_RX), 'a');
    guest_says(&p, "> ");
    service(&p);
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_RX), 'b');
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_RX), 'c');
    assert_false(machine_over(p.rig.m));
    guest_says(&p, "!");
    assert_true(machine_over(p.rig.m));
    assert_int_equal(machine_result(p.rig.m)->reason, STOPPED_EXPECTED);
    assert_int_equal(machine_result(p.rig.m)->status, 0);
    struct host_script r = host_script_result(p.host);
    assert_int_equal(r.expected, 2);
    assert_int_equal(r.sent, 2);
    assert_int_equal(r.output_bytes, 6);
    assert_int_equal(r.input_bytes, 3);
    pair_close(&p);
}

/* In deterministic mode the thread of the cores takes what is typed. */
static void test_script_in_virtual_time(void **state)
{
    struct pair p = {.config = config_default};
    (void)state;
    p.config.deterministic = true;
    pair_script(&p);
    assert_int_equal(p.host->class->file_byte(p.host), -1);
    guest_says(&p, "> ");
    service(&p);
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_CTRL) & 1, 0);
    assert_int_equal(p.host->class->file_byte(p.host), 'a');
    guest_says(&p, "> ");
    assert_int_equal(p.host->class->file_byte(p.host), 'b');
    assert_int_equal(p.host->class->file_byte(p.host), 'c');
    assert_int_equal(p.host->class->file_byte(p.host), -1);
    pair_close(&p);
}

/* A pipe is not a file: its bytes come as they come. */
static void test_no_file_bytes_from_a_pipe(void **state)
{
    struct pair p = {.config = config_default};
    int fds[2];
    (void)state;
    assert_int_equal(pipe(fds), 0);
    stream_set(0, fds[0]);
    p.config.headless = p.config.deterministic = true;
    pair_open(&p);
    assert_int_equal(write(fds[1], "x", 1), 1);
    assert_int_equal(p.host->class->file_byte(p.host), -1);
    service(&p);
    assert_int_equal(rig_in(&p.rig, 0, PORT_SERIAL_RX), 'x');
    pair_close(&p);
    stream_reset(0);
    close(fds[1]);
}

static void test_lost_output(void **state)
{
    struct pair p = {.config = config_default};
    struct err e = {0};
    (void)state;
    p.config.serial = "file:/dev/full";
    p.config.headless = true;
    pair_open(&p);
    guest_says(&p, "x");
    service(&p);
    assert_true(machine_over(p.rig.m));
    assert_int_equal(machine_result(p.rig.m)->status, 90);
    assert_false(host_finish(p.host, pixels, &e));
    assert_int_equal(e.status, 90);
    assert_non_null(strstr(e.text, "serial endpoint lost"));
    pair_close(&p);
}

/* Output that nobody takes is given up after a second, and is a failure. */
static void test_drain_gives_up(void **state)
{
    static char text[55000];
    struct pair p = {.config = config_default};
    struct err e = {0};
    int fds[2], error = dup(STDERR_FILENO);
    (void)state;
    memset(text, 'x', sizeof(text) - 1);
    assert_int_equal(pipe(fds), 0);
    fflush(stdout);
    stream_set(1, fds[1]);
    p.config.headless = true;
    pair_open(&p);
    for (int i = 0; i < 2; i++) { /* more than a pipe holds */
        guest_says(&p, text);
        service(&p);
    }
    dup2(open("/dev/null", O_WRONLY), STDERR_FILENO); /* its warning */
    p.host->class->drain(p.host, p.rig.m);
    dup2(error, STDERR_FILENO);
    close(error);
    bool finished = host_finish(p.host, pixels, &e);
    pair_close(&p);
    stream_reset(1);
    close(fds[0]);
    assert_false(finished);
    assert_int_equal(e.status, 90);
}

/* --- signals ---------------------------------------------------------------
 */

static void test_signal(void **state)
{
    struct pair p = {.config = config_default};
    (void)state;
    p.config.serial = "null";
    p.config.headless = true;
    pair_open(&p);
    service(&p);
    assert_false(machine_over(p.rig.m));
    raise(SIGTERM);
    assert_true(p.host->class->hurries(p.host));
    service(&p);
    assert_true(machine_over(p.rig.m));
    assert_int_equal(machine_result(p.rig.m)->status, 128 + SIGTERM);
    pair_close(&p);
}

/* --- screenshots -----------------------------------------------------------
 */

static void shot_add(struct config *c, char *store, size_t size,
                     const char *name, bool at_end, u64 frame)
{
    snprintf(store, size, "%s", path_in(name));
    c->screenshot[c->screenshot_count++] =
        (struct config_screenshot){store, at_end, frame};
}

static bool exists(const char *name)
{
    struct stat st;
    return stat(path_in(name), &st) == 0 && st.st_size > 0;
}

static void test_screenshots(void **state)
{
    struct pair p = {.config = config_default};
    char store[3][128];
    struct err e = {0};
    (void)state;
    p.config.serial = "null";
    p.config.headless = true;
    shot_add(&p.config, store[0], 128, "end.png", true, 0);
    shot_add(&p.config, store[1], 128, "five.png", false, 5);
    shot_add(&p.config, store[2], 128, "never.png", false, 1000);
    pair_open(&p);
    p.host->class->capture(p.host, 5, (const u8 *)pixels);
    assert_true(exists("five.png"));
    assert_false(exists("end.png"));
    assert_false(host_finish(p.host, pixels, &e));
    assert_true(exists("end.png"));
    assert_int_equal(e.status, 90);
    assert_non_null(strstr(e.text, "frame 1000 was never reached"));
    assert_non_null(strstr(e.text, "never.png"));
    pair_close(&p);
}

/* A place that cannot be written to is found before anything runs. */
static void test_screenshot_refused(void **state)
{
    static const char *const bad[] = {"/nonexistent/a.png", "/tmp",
                                      "/dev/null/a.png"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct config c = config_default;
        struct err e = {0};
        c.serial = "null";
        c.screenshot_count = 1;
        c.screenshot[0] = (struct config_screenshot){bad[i], true, 0};
        assert_null(host_open(&c, &e));
        assert_int_equal(e.status, 90);
        assert_non_null(strstr(e.text, bad[i]));
    }
}

/* --- window ----------------------------------------------------------------
 */

/* The framebuffer is presented without trouble on a display that shows
 * nothing; what is seen is for the tests in tests/host. */
static void test_window_without_display(void **state)
{
    struct pair p = {.config = config_default};
    u8 damaged[FB_HEIGHT] = {0};
    (void)state;
    setenv("SDL_VIDEODRIVER", "dummy", 1);
    p.config.serial = "null";
    p.config.scale = 2;
    pair_open(&p);
    host_show(p.host);
    if (!p.host->class->frame) { /* built without SDL, which was warned of */
        pair_close(&p);
        skip();
    }
    memset(damaged + 10, 1, 100);
    damaged[FB_HEIGHT - 1] = 1;
    struct host_frame f = {.damaged = damaged,
                           .any = true,
                           .width = FB_WIDTH,
                           .height = FB_HEIGHT,
                           .stride = FB_STRIDE};
    for (; f.number < 10; f.number++) {
        service(&p);
        p.host->class->frame(p.host, p.rig.m, &f);
        f.any = f.number % 2;
    }
    assert_false(machine_over(p.rig.m));
    pair_close(&p);
}

static void test_keys_printed(void **state)
{
    char text[1024] = "";
    (void)state;
    FILE *out = fmemopen(text, sizeof(text), "w");
    host_keys_print(out);
    fclose(out);
    assert_non_null(strstr(text, "F11"));
}

static int group_setup(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int group_teardown(void **state)
{
    static const char *const names[] = {"serial", "in", "end.png", "five.png"};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        unlink(path_in(names[i]));
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output),
        cmocka_unit_test(test_input_waits_for_room),
        cmocka_unit_test(test_file_bytes),
        cmocka_unit_test(test_no_file_bytes_from_a_pipe),
        cmocka_unit_test(test_script),
        cmocka_unit_test(test_script_in_virtual_time),
        cmocka_unit_test(test_lost_output),
        cmocka_unit_test(test_drain_gives_up),
        cmocka_unit_test(test_signal),
        cmocka_unit_test(test_screenshots),
        cmocka_unit_test(test_screenshot_refused),
        cmocka_unit_test(test_window_without_display),
        cmocka_unit_test(test_keys_printed),
    };
    return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
