/* SPDX-License-Identifier: MIT
 *
 * Errors, log lines, byte strings and files: what a caller may rely on.
 */
#include <util/buf.h>
#include <util/err.h>
#include <util/log.h>
#include <util/nearest.h>

#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <cmocka.h>

/* cmocka has a macro of this name. */
#define util_fail (fail)

static char folder[] = "/tmp/test_buf_XXXXXX";

static int folder_make(void **state)
{
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int folder_remove(void **state)
{
    (void)state;
    return chdir("/") == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void errors_hold_their_text(void **state)
{
    (void)state;
    struct err e;
    assert_false(util_fail(&e, "cannot open %s: %d", "x", 5));
    assert_string_equal(e.text, "cannot open x: 5");
    assert_int_equal(e.status, 0);
    assert_false(fail_status(&e, 2, "usage"));
    assert_string_equal(e.text, "usage");
    assert_int_equal(e.status, 2);
}

static void long_errors_are_cut(void **state)
{
    (void)state;
    struct err e;
    char text[2 * ERR_TEXT_BYTES];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    util_fail(&e, "%s", text);
    assert_int_equal(strlen(e.text), ERR_TEXT_BYTES - 1);
}

static void strings_grow(void **state)
{
    (void)state;
    struct buf b = {0};
    for (u32 i = 0; i < 1000; i++)
        buf_add_le32(&b, i);
    assert_int_equal(b.size, 4000);
    assert_int_equal(get_le32(b.data + 4 * 777), 777);
    buf_printf(&b, "%s-%d", "abc", 42);
    assert_memory_equal(b.data + 4000, "abc-42", 6);
    buf_add_zeros(&b, 300);
    assert_int_equal(b.size, 4306);
    assert_int_equal(b.data[4305], 0);
    assert_false(b.failed);
    buf_free(&b);
    assert_null(b.data);
}

static void impossible_growth_is_remembered(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add(&b, "x", 1);
    assert_false(buf_reserve(&b, SIZE_MAX - 1));
    assert_true(b.failed);
    buf_add(&b, "y", 1);
    assert_int_equal(b.size, 1);
    buf_free(&b);
    assert_false(b.failed);
}

static void check_file(const char *path, const char *want)
{
    struct buf b = {0};
    struct err e;
    assert_true(buf_read_file(&b, path, 1000, &e));
    assert_int_equal(b.size, strlen(want));
    assert_memory_equal(b.data, want, b.size);
    buf_free(&b);
}

static void files_are_replaced_whole(void **state)
{
    (void)state;
    struct err e;
    struct stat st;
    assert_true(file_write("f", "one", 3, &e));
    check_file("f", "one");
    assert_int_equal(chmod("f", 0640), 0);
    assert_int_equal(symlink("f", "link"), 0);
    assert_true(file_write("link", "second", 6, &e));
    check_file("f", "second");
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(stat("f", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    unlink("link");
    unlink("f");
}

static void file_errors_name_the_file(void **state)
{
    (void)state;
    struct err e;
    struct buf b = {0};
    assert_false(file_write("none/f", "x", 1, &e));
    assert_string_equal(e.text, "cannot write none/f: No such file or "
                                "directory");
    assert_false(buf_read_file(&b, "none", 10, &e));
    assert_string_equal(e.text, "cannot open none: No such file or directory");
    assert_false(buf_read_file(&b, "/", 10, &e));
    assert_string_equal(e.text, "/ is not a regular file");
    assert_true(file_write("f", "12345678901", 11, &e));
    assert_false(buf_read_file(&b, "f", 10, &e));
    assert_string_equal(e.text, "f is larger than 10 bytes");
    assert_true(buf_read_file(&b, "f", 11, &e));
    unlink("f");
    buf_free(&b);
}

/* Neither a FIFO nor a full device may hang or go unnoticed. */
static void special_files_are_handled(void **state)
{
    (void)state;
    struct err e;
    struct buf b = {0};
    assert_int_equal(mkfifo("fifo", 0600), 0);
    assert_false(buf_read_file(&b, "fifo", 10, &e));
    assert_string_equal(e.text, "fifo is not a regular file");
    unlink("fifo");
    assert_true(file_write("/dev/null", "x", 1, &e));
    assert_false(file_write("/dev/full", "x", 1, &e));
    assert_string_equal(e.text,
                        "cannot write /dev/full: No space left on device");
    buf_free(&b);
}

/* What `say` writes to stderr. */
static void captured(void (*say)(void), struct buf *out)
{
    struct err e;
    int saved = dup(2);
    FILE *file = fopen("log", "w");
    assert_non_null(file);
    dup2(fileno(file), 2);
    say();
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    fclose(file);
    assert_true(buf_read_file(out, "log", 1 << 20, &e));
    unlink("log");
    buf_add(out, "", 1);
}

static void say_each_level(void)
{
    log_error("bad %d", 1);
    log_warn("odd");
    log_info("fact");
    log_debug(LOG_irq, "not shown");
    assert_true(log_enable("irq,disk"));
    log_debug(LOG_irq, "vector %d", 4);
    log_debug(LOG_clock, "not shown");
}

static void levels_have_their_prefixes(void **state)
{
    (void)state;
    struct buf out = {0};
    captured(say_each_level, &out);
    assert_string_equal((char *)out.data, "vm: bad 1\n"
                                          "vm: warning: odd\n"
                                          "vm: fact\n"
                                          "vm: irq: vector 4\n");
    assert_true(log_on(LOG_disk));
    assert_false(log_enable("irq,nonsense"));
    assert_false(log_enable(""));
    log_close();
    assert_false(log_on(LOG_disk));
    buf_free(&out);
}

static void say_long(void)
{
    char text[5000];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    log_error("%s", text);
}

static void long_lines_are_one_line(void **state)
{
    (void)state;
    struct buf out = {0};
    captured(say_long, &out);
    char *newline = strchr((char *)out.data, '\n');
    assert_non_null(newline);
    assert_int_equal(newline[1], 0);
    assert_true(newline - (char *)out.data > 2000);
    buf_free(&out);
}

static struct log_kind odd_kind = {.name = "odd messages"};

static void say_often(void)
{
    for (int i = 0; i < 50; i++)
        log_guest(&odd_kind, "odd %d", i);
    log_close();
}

static void guest_messages_are_limited(void **state)
{
    (void)state;
    for (int round = 0; round < 2; round++) { /* log_close starts anew */
        struct buf out = {0};
        captured(say_often, &out);
        char *text = (char *)out.data;
        assert_non_null(strstr(text, "odd 19\n"));
        assert_null(strstr(text, "odd 20\n"));
        assert_non_null(strstr(text, "vm: 30 more odd messages not shown\n"));
        buf_free(&out);
    }
}

static void *say_from_thread(void *argument)
{
    static struct log_kind kinds[4] = {
        {.name = "a"}, {.name = "b"}, {.name = "c"}, {.name = "d"}};
    for (int i = 0; i < 40; i++)
        log_guest(&kinds[i % 4], "line of thread %s", (char *)argument);
    return NULL;
}

static void say_from_threads(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, say_from_thread, "t");
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    log_close();
}

static void threads_do_not_mix_lines(void **state)
{
    (void)state;
    struct buf out = {0};
    captured(say_from_threads, &out);
    u32 lines = 0, counts = 0;
    char *rest = (char *)out.data, *line;
    while ((line = strsep(&rest, "\n")) != NULL) {
        lines += strcmp(line, "vm: warning: line of thread t") == 0;
        counts += strstr(line, "vm: 20 more ") == line;
    }
    assert_int_equal(lines, 4 * LOG_GUEST_LIMIT);
    assert_int_equal(counts, 4);
    buf_free(&out);
}

static const char *near(const char *word)
{
    static const char *const names[] = {"--ram", "--smp", "--serial",
                                        "--strict", NULL};
    return nearest(word, strlen(word), nearest_array, names);
}

static void nearest_forgives_slips(void **state)
{
    (void)state;
    assert_string_equal(near("--rma"), "--ram");
    assert_string_equal(near("--SMP"), "--smp");
    assert_string_equal(near("--seral"), "--serial");
    assert_string_equal(near("--strictt"), "--strict");
    assert_null(near("--completely-different"));
    assert_null(near(""));
    assert_null(near("x"));
    char longest[500];
    memset(longest, 'x', sizeof(longest) - 1);
    longest[sizeof(longest) - 1] = '\0';
    assert_null(near(longest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_hold_their_text),
        cmocka_unit_test(long_errors_are_cut),
        cmocka_unit_test(strings_grow),
        cmocka_unit_test(impossible_growth_is_remembered),
        cmocka_unit_test(files_are_replaced_whole),
        cmocka_unit_test(file_errors_name_the_file),
        cmocka_unit_test(special_files_are_handled),
        cmocka_unit_test(levels_have_their_prefixes),
        cmocka_unit_test(long_lines_are_one_line),
        cmocka_unit_test(guest_messages_are_limited),
        cmocka_unit_test(threads_do_not_mix_lines),
        cmocka_unit_test(nearest_forgives_slips),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
