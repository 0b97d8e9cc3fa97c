/* SPDX-License-Identifier: MIT
 *
 * The command line: every option with good and bad values, the rules about
 * order and repetition, and that --help fits. Texts that --help and its
 * likes print go to a file.
 */
#include "rig.h"

#include <option.h>
#include <option_value.h>
#include <util/log.h>

enum { ARGS_MAX = 80 };

/* Parses a command line of words separated by one blank. */
static bool parse(struct config *c, const char *line, struct err *e)
{
    static char text[8192];
    char *argv[ARGS_MAX] = {(char *)"vm"};
    int argc = 1;
    snprintf(text, sizeof(text), "%s", line);
    for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
        argv[argc++] = strcmp(word, "''") == 0 ? (char *)"" : word;
    argv[argc] = NULL;
    memset(e, 0, sizeof(*e));
    return config_parse(c, argc, argv, e);
}

static struct config good(const char *line)
{
    struct config c;
    struct err e;
    if (!parse(&c, line, &e))
        fail_msg("'%s' was refused: %s", line, e.text);
    return c;
}

static void bad(const char *line, const char *part, const char *other)
{
    struct config c;
    struct err e;
    if (parse(&c, line, &e)) {
        config_free(&c);
        fail_msg("'%s' was accepted", line);
    }
    assert_int_equal(e.status, 0);
    assert_non_null(strstr(e.text, part));
    if (!strstr(e.text, other))
        fail_msg("'%s' is not in '%s'", other, e.text);
}

static void defaults(void **state)
{
    struct config c = good("");
    (void)state;
    assert_int_equal(c.cores, 1);
    assert_int_equal(c.ram_bytes, 0x04000000);
    assert_string_equal(c.engine, "auto");
    assert_string_equal(c.image, "boot.bin");
    assert_string_equal(c.serial, "stdio");
    assert_null(c.disk);
    assert_int_equal(c.max_insns, 0);
    assert_int_equal(c.timeout_ns, 0);
    assert_int_equal(c.ram_init, RAM_ZERO);
    assert_int_equal(c.action, ACTION_RUN);
    assert_false(c.deterministic || c.strict || c.headless || c.fullscreen ||
                 c.print_hash || c.verbose);
}

static void every_option_is_taken(void **state)
{
    struct config c =
        good("--bin a.bin --smp 4 --ram=8M --disk d.img,ro --serial null "
             "--engine interp --headless --scale 2 --fullscreen "
             "--screenshot s.png@halt --screenshot=t@u.png@0x10 "
             "--max-insns 0x10 --timeout 1.5 --deterministic --seed 7 "
             "--ram-init pattern --print-hash --strict --log irq,disk -v");
    (void)state;
    assert_string_equal(c.image, "a.bin");
    assert_int_equal(c.cores, 4);
    assert_int_equal(c.ram_bytes, 8 << 20);
    assert_string_equal(c.disk, "d.img,ro");
    assert_string_equal(c.serial, "null");
    assert_string_equal(c.engine, "interp");
    assert_int_equal(c.scale, 2);
    assert_int_equal(c.screenshot_count, 2);
    assert_string_equal(c.screenshot[0].path, "s.png");
    assert_true(c.screenshot[0].at_end);
    assert_string_equal(c.screenshot[1].path, "t@u.png");
    assert_false(c.screenshot[1].at_end);
    assert_int_equal(c.screenshot[1].frame, 16);
    assert_int_equal(c.max_insns, 16);
    assert_int_equal(c.timeout_ns, 1500000000);
    assert_int_equal(c.seed, 7);
    assert_int_equal(c.ram_init, RAM_PATTERN);
    assert_true(c.headless && c.fullscreen && c.deterministic && c.print_hash &&
                c.strict && c.verbose);
    assert_true(log_on(LOG_irq) && log_on(LOG_disk) && !log_on(LOG_host));
    config_free(&c);
    log_close();
}

static void edges_are_taken(void **state)
{
    (void)state;
    assert_int_equal(good("--smp 64").cores, 64);
    assert_int_equal(good("--smp 0x40").cores, 64);
    assert_int_equal(good("--ram 4M").ram_bytes, 4 << 20);
    assert_int_equal(good("--ram 4096k").ram_bytes, 4 << 20);
    assert_int_equal(good("--ram 4194304").ram_bytes, 4 << 20);
    assert_true(good("--ram 2G").ram_bytes == 0x80000000);
    assert_true(good("--ram 0x80000000").ram_bytes == 0x80000000);
    assert_int_equal(good("--scale fit").scale, CONFIG_SCALE_FIT);
    assert_int_equal(good("--scale 1").scale, 1);
    assert_true(good("--seed 18446744073709551615").seed == UINT64_MAX);
    assert_true(good("--max-insns 0xFFFFFFFFFFFFFFFF").max_insns == UINT64_MAX);
    assert_int_equal(good("--timeout .25").timeout_ns, 250000000);
    assert_int_equal(good("--timeout 0.0000000001").timeout_ns, 1);
    assert_int_equal(good("--timeout 3").timeout_ns, 3000000000);
    assert_int_equal(good("--verbose").verbose, true);
    assert_int_equal(good("--selftest").action, ACTION_SELFTEST);
}

static void texts_have_escapes(void **state)
{
    (void)state;
    struct config c = good("--expect a\\n --expect b --send-after x\\==y=\\x00 "
                           "--send-after z= --summary json:f");
    assert_int_equal(c.expect_count, 2);
    assert_int_equal(c.expect[0].size, 2);
    assert_memory_equal(c.expect[0].bytes, "a\n", 2);
    assert_int_equal(c.send_count, 2);
    assert_int_equal(c.send[0].after.size, 2);
    assert_memory_equal(c.send[0].after.bytes, "x=", 2);
    assert_int_equal(c.send[0].input.size, 3);
    assert_memory_equal(c.send[0].input.bytes, "y=\0", 3);
    assert_int_equal(c.send[1].input.size, 0);
    assert_true(c.summary && config_listens(&c));
    assert_string_equal(c.summary_path, "f");
    config_free(&c);
    assert_int_equal(c.expect_count + c.send_count, 0);
    c = good("--summary json");
    assert_true(c.summary && c.summary_path == NULL);
    assert_false(config_listens(&config_default));
}

static void the_last_value_wins(void **state)
{
    (void)state;
    assert_int_equal(good("--smp 2 --smp 3").cores, 3);
    assert_int_equal(good("--ram-init random --ram-init zero").ram_init,
                     RAM_ZERO);
    good("--log disk --log irq");
    assert_true(log_on(LOG_irq) && !log_on(LOG_disk));
    log_close();
    bad("--disk a --disk b", "--disk", "second");
}

static void debuggers(void **state)
{
    (void)state;
    assert_null(good("").gdb);
    assert_string_equal(good("--gdb").gdb, "tcp:127.0.0.1:1234");
    assert_string_equal(good("-s a.bin").image, "a.bin");
    assert_string_equal(good("--gdb=unix:x").gdb, "unix:x");
    assert_false(good("--gdb --gdb").wait);
    assert_true(good("-s -S").wait);
    /* vm is the debugger's child, and stdout is not the guest's. */
    assert_true(good("--gdb=stdio").wait);
    assert_string_equal(good("--gdb=stdio").serial, "stderr");
    assert_string_equal(good("--serial null --gdb=stdio").serial, "null");
    assert_string_equal(good("--gdb=unix:x").serial, "stdio");
    bad("--gdb=", "--gdb", "allowed");
}

static void files_stand_once(void **state)
{
    (void)state;
    assert_string_equal(good("x.bin").image, "x.bin");
    assert_string_equal(good("--smp 2 x.bin --headless").image, "x.bin");
    assert_string_equal(good("-- --smp").image, "--smp");
    assert_string_equal(good("-").image, "-");
    assert_string_equal(good("--bin=-x").image, "-x");
    bad("a b", "'a'", "'b'");
    bad("--bin a b", "'a'", "'b'");
    bad("a --bin b", "'a'", "'b'");
    bad("--bin a --bin b", "'a'", "'b'");
    bad("--bin ''", "--bin", "allowed");
}

static void bad_values_name_option_value_and_choice(void **state)
{
    static const struct {
        const char *line, *allowed;
    } rows[] = {
        {"--smp 0", "1..64"},
        {"--smp 65", "1..64"},
        {"--smp -1", "1..64"},
        {"--smp 4x", "1..64"},
        {"--smp 18446744073709551617", "1..64"},
        {"--smp=", "1..64"},
        {"--ram 3M", "too small"},
        {"--ram 0", "too small"},
        {"--ram 5M", "framebuffer"},
        {"--ram 6M", "framebuffer"},
        {"--ram 7M", "framebuffer"},
        {"--ram 2049M", "too large"},
        {"--ram 17179869184G", "not a size"},
        {"--ram 99999999999999999999", "not a size"},
        {"--ram 8388609", "whole number of MiB"},
        {"--ram 8MB", "not a size"},
        {"--ram M", "not a size"},
        {"--engine warp", "interp"},
        {"--scale 0", "1..32"},
        {"--scale big", "fit"},
        {"--screenshot s.png", "@halt"},
        {"--screenshot @halt", "@halt"},
        {"--screenshot s.png@soon", "@halt"},
        {"--screenshot s.png@-1", "@FRAME"},
        {"--max-insns 0", "1.."},
        {"--max-insns 18446744073709551616", "1.."},
        {"--timeout 0", "decimals"},
        {"--timeout 1,5", "decimals"},
        {"--timeout .", "decimals"},
        {"--timeout 1e3", "decimals"},
        {"--timeout 1000000001", "decimals"},
        {"--expect=", "no text"},
        {"--expect ab\\q", "character 3"},
        {"--send-after ab", "no '='"},
        {"--send-after =b", "no text"},
        {"--send-after a=\\x0", "character 1"},
        {"--summary=", "json:FILE"},
        {"--summary xml", "json:FILE"},
        {"--summary json:", "json:FILE"},
        {"--seed x", "0.."},
        {"--seed 0x", "0.."},
        {"--ram-init noise", "zero|random|pattern"},
        {"--log noise", "--log help"},
        {"--log irq,,disk", "--log help"},
        {"--disk=", "FILE"},
        {"--serial=", "stdio"},
        {"--headless=1", "no value"},
        {"--help=x", "no value"},
    };
    (void)state;
    for (u32 i = 0; i < ARRAY_LEN(rows); i++) {
        char option[32];
        size_t n = strcspn(rows[i].line, " =");
        snprintf(option, sizeof(option), "%.*s:", (int)n, rows[i].line);
        bad(rows[i].line, option, rows[i].allowed);
        bad(rows[i].line, "allowed", rows[i].line + n + 1);
    }
    log_close();
}

static void values_are_not_forgotten(void **state)
{
    (void)state;
    for (u32 i = 0; i < option_count; i++) {
        char line[64];
        char first = option_rows[i].argument[0];
        if (first == '\0' || first == '[')
            continue;
        snprintf(line, sizeof(line), "--%s", option_rows[i].name);
        bad(line, "missing value", option_rows[i].allowed);
        snprintf(line, sizeof(line), "--%s --headless", option_rows[i].name);
        bad(line, "missing value", option_rows[i].argument);
    }
}

static void unknown_options_name_the_nearest(void **state)
{
    (void)state;
    bad("--smpp 4", "unknown option --smpp\n", "--smp");
    bad("--hedless", "\n", "--headless");
    bad("--timeuot=3", "unknown option --timeuot\n", "--timeout");
    bad("--RAM 64M", "\n", "--ram");
    bad("--zzzzzzzzzzzz", "\n", "--");
    bad("--deter", "\n", "--deterministic");
    bad("-x", "unknown option -x\n", "--");
    bad("-vv", "unknown option -vv\n", "--");
    bad("--=3", "unknown option --\n", "--");
}

static void screenshots_are_limited(void **state)
{
    char line[4096] = "";
    (void)state;
    for (u32 i = 0; i < CONFIG_SCREENSHOTS_MAX; i++)
        snprintf(line + strlen(line), sizeof(line) - strlen(line),
                 "--screenshot=s%u@%u ", i, i);
    struct config c = good(line);
    assert_int_equal(c.screenshot_count, CONFIG_SCREENSHOTS_MAX);
    config_free(&c);
    strcat(line, "--screenshot=t@halt");
    bad(line, "--screenshot", "too many");
}

static void ram_sizes(void **state)
{
    (void)state;
    for (u64 units = 0; units < 2100; units++) {
        bool ok = units == 4 || (units >= 8 && units <= 2048);
        assert_int_equal(config_ram_ok(units << 20), ok);
        assert_false(config_ram_ok((units << 20) + 512));
    }
    assert_false(config_ram_ok(UINT64_MAX));
    assert_false(config_ram_ok((u64)1 << 52));
}

static void help_fits_one_screen(void **state)
{
    char line[256];
    u32 lines = 0;
    FILE *f = tmpfile();
    (void)state;
    assert_non_null(f);
    option_print_help(f);
    rewind(f);
    while (fgets(line, sizeof(line), f)) {
        if (strcspn(line, "\n") > 80)
            fail_msg("too long: %s", line);
        lines++;
    }
    fclose(f);
    assert_in_range(lines, option_count, 40);
}

static void version_begins_with_the_version(void **state)
{
    char line[256];
    FILE *f = tmpfile();
    (void)state;
    assert_non_null(f);
    option_print_version(f);
    rewind(f);
    assert_non_null(fgets(line, sizeof(line), f));
    assert_string_equal(line, "vm " VM_VERSION "\n");
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(every_option_is_taken),
        cmocka_unit_test(edges_are_taken),
        cmocka_unit_test(texts_have_escapes),
        cmocka_unit_test(the_last_value_wins),
        cmocka_unit_test(debuggers),
        cmocka_unit_test(files_stand_once),
        cmocka_unit_test(bad_values_name_option_value_and_choice),
        cmocka_unit_test(values_are_not_forgotten),
        cmocka_unit_test(unknown_options_name_the_nearest),
        cmocka_unit_test(screenshots_are_limited),
        cmocka_unit_test(ram_sizes),
        cmocka_unit_test(help_fits_one_screen),
        cmocka_unit_test(version_begins_with_the_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
