/* SPDX-License-Identifier: MIT
 *
 * The parser of the command line: rows of option.def, one set function each.
 * A config is either filled completely and correctly, or the parse failed
 * with one sentence in the struct err. It prints only what --help and its
 * likes ask for, opens nothing and looks nothing up.
 */
#include <vm/config.h>

#include "option.h"
#include "option_value.h"

#include <lamp/board.h>
#include <util/cescape.h>
#include <util/log.h>
#include <util/nearest.h>
#include <vm/check.h>
#include <vm/engine.h>
#include <vm/host_open.h>
#include <vm/panels.h>
#include <vm/trace.h>

struct option_parse {
    struct config *c;
    struct err *e;
    const struct option_row *row; /* the option whose value is being set */
    const char *value;
    bool has_image, has_disk, has_serial;
    const char *log;
};

enum { SCALE_MAX = 32 };

static bool refuse(struct option_parse *p, const char *why)
{
    return fail(p->e, "--%s: bad value '%s'%s%s; allowed: %s", p->row->name,
                p->value, why[0] ? ", " : "", why, p->row->allowed);
}

static bool set_number(struct option_parse *p, u64 low, u64 high, u64 *to)
{
    return value_u64(p->value, low, high, to) || refuse(p, "");
}

static bool set_image(struct option_parse *p, const char *name)
{
    if (p->has_image)
        return fail(p->e, "two program files, '%s' and '%s'; allowed: one",
                    p->c->image, name);
    if (name[0] == '\0')
        return fail(p->e, "--bin: bad value '', allowed: the name of a file");
    p->has_image = true;
    p->c->image = name;
    return true;
}

static bool set_bin(struct option_parse *p)
{
    return set_image(p, p->value);
}

static bool set_smp(struct option_parse *p)
{
    u64 n;
    if (!set_number(p, 1, BOARD_CORES_MAX, &n))
        return false;
    p->c->cores = (u32)n;
    return true;
}

static bool set_ram(struct option_parse *p)
{
    u64 bytes;
    if (!value_size(p->value, &bytes))
        return refuse(p, "not a size");
    if (config_ram_ok(bytes)) {
        p->c->ram_bytes = (u32)bytes;
        return true;
    }
    if (bytes % BOARD_RAM_UNIT != 0)
        return refuse(p, "not a whole number of MiB");
    u64 units = bytes / BOARD_RAM_UNIT;
    if (units > BOARD_RAM_MIN_UNITS && units <= BOARD_RAM_HOLE_UNITS)
        return refuse(p, "the framebuffer behind RAM would run into the "
                         "fixed windows");
    return refuse(p, units < BOARD_RAM_MIN_UNITS ? "too small" : "too large");
}

static bool set_disk(struct option_parse *p)
{
    if (p->has_disk)
        return refuse(p, "a second disk");
    if (p->value[0] == '\0')
        return refuse(p, "");
    p->has_disk = true;
    p->c->disk = p->value;
    return true;
}

static bool set_serial(struct option_parse *p)
{
    if (p->value[0] == '\0')
        return refuse(p, "");
    p->c->serial = p->value;
    p->has_serial = true;
    return true;
}

static bool set_engine(struct option_parse *p)
{
    char names[128] = "auto";
    size_t used = strlen(names);
    if (engine_find(p->value)) {
        p->c->engine = p->value;
        return true;
    }
    for (u32 i = 0; i < engine_count() && used < sizeof(names); i++)
        used += (size_t)snprintf(names + used, sizeof(names) - used, ", %s",
                                 engine_get(i)->name);
    return fail(p->e, "--engine: bad value '%s'; allowed: %s", p->value, names);
}

static bool set_headless(struct option_parse *p)
{
    return p->c->headless = true;
}

static bool set_scale(struct option_parse *p)
{
    u64 n = CONFIG_SCALE_FIT;
    if (strcmp(p->value, "fit") != 0 && !set_number(p, 1, SCALE_MAX, &n))
        return false;
    p->c->scale = (u32)n;
    return true;
}

static bool set_fullscreen(struct option_parse *p)
{
    return p->c->fullscreen = true;
}

static bool set_screenshot(struct option_parse *p)
{
    struct config_screenshot s = {.at_end = true};
    const char *at = strrchr(p->value, '@');
    if (at == NULL || at == p->value)
        return refuse(p, "");
    if (strcmp(at, "@halt") != 0) {
        s.at_end = false;
        if (!value_u64(at + 1, 0, UINT64_MAX, &s.frame))
            return refuse(p, "no such moment");
    }
    if (p->c->screenshot_count == CONFIG_SCREENSHOTS_MAX)
        return refuse(p, "too many");
    s.path = strndup(p->value, (size_t)(at - p->value));
    if (s.path == NULL)
        return fail_status(p->e, 90, "out of memory");
    p->c->screenshot[p->c->screenshot_count++] = s;
    return true;
}

static bool set_max_insns(struct option_parse *p)
{
    return set_number(p, 1, UINT64_MAX, &p->c->max_insns);
}

static bool set_timeout(struct option_parse *p)
{
    return value_seconds(p->value, &p->c->timeout_ns) || refuse(p, "");
}

/* n characters with escapes, at least one byte unless empty is fine. */
static bool set_text(struct option_parse *p, const char *text, size_t n,
                     bool empty, struct config_text *to)
{
    struct buf b = {0};
    size_t bad;
    char why[48];
    if (n == 0 && !empty)
        return refuse(p, "no text");
    if (!cescape_decode(&b, text, n, &bad)) {
        buf_free(&b);
        snprintf(why, sizeof(why), "bad escape at character %zu", bad + 1);
        return refuse(p, why);
    }
    if (b.failed || !buf_reserve(&b, 1)) {
        buf_free(&b);
        return fail_status(p->e, 90, "out of memory");
    }
    *to = (struct config_text){b.data, (u32)b.size};
    return true;
}

static bool set_expect(struct option_parse *p)
{
    struct config *c = p->c;
    if (c->expect_count == CONFIG_TEXTS_MAX)
        return refuse(p, "too many");
    if (!set_text(p, p->value, strlen(p->value), false,
                  &c->expect[c->expect_count]))
        return false;
    c->expect_count++;
    return true;
}

static bool set_send_after(struct option_parse *p)
{
    struct config *c = p->c;
    struct config_send *s = &c->send[c->send_count];
    size_t n = strlen(p->value), equals = cescape_equals(p->value, n);
    if (c->send_count == CONFIG_TEXTS_MAX)
        return refuse(p, "too many");
    if (equals == n)
        return refuse(p, "no '=' in it");
    if (!set_text(p, p->value, equals, false, &s->after))
        return false;
    c->send_count++;
    return set_text(p, p->value + equals + 1, n - equals - 1, true, &s->input);
}

static bool set_summary(struct option_parse *p)
{
    if (strcmp(p->value, "json") != 0 &&
        (strncmp(p->value, "json:", 5) != 0 || p->value[5] == '\0'))
        return refuse(p, "");
    p->c->summary = true;
    p->c->summary_path = p->value[4] ? p->value + 5 : NULL;
    return true;
}

static bool set_deterministic(struct option_parse *p)
{
    return p->c->deterministic = true;
}

static bool set_seed(struct option_parse *p)
{
    return set_number(p, 0, UINT64_MAX, &p->c->seed);
}

static bool set_ram_init(struct option_parse *p)
{
    static const char *const words[] = {[RAM_ZERO] = "zero",
                                        [RAM_RANDOM] = "random",
                                        [RAM_PATTERN] = "pattern"};
    u32 i;
    if (!value_word(p->value, words, ARRAY_LEN(words), &i))
        return refuse(p, "");
    p->c->ram_init = (enum ram_init)i;
    return true;
}

static bool set_print_hash(struct option_parse *p)
{
    return p->c->print_hash = true;
}

static bool set_strict(struct option_parse *p)
{
    return p->c->strict = true;
}

static bool set_gdb(struct option_parse *p)
{
    if (p->value[0] == '\0')
        return refuse(p, "");
    p->c->gdb = p->value;
    return true;
}

static bool set_trace(struct option_parse *p)
{
    struct trace_options o;
    p->c->trace = p->value;
    return trace_parse(&o, p->value) || refuse(p, "");
}

static bool set_profile(struct option_parse *p)
{
    p->c->profile = p->value;
    return p->value[0] != '\0' || refuse(p, "");
}

static bool set_coverage(struct option_parse *p)
{
    p->c->coverage = p->value;
    return p->value[0] != '\0' || refuse(p, "");
}

static bool set_check(struct option_parse *p)
{
    return check_parse(p->value, &p->c->checks) || refuse(p, "");
}

static bool set_log(struct option_parse *p)
{
    p->log = p->value;
    if (strcmp(p->value, "help") == 0) {
        log_categories_print(stdout);
        p->c->action = ACTION_DONE;
    }
    return true;
}

static bool set_monitor(struct option_parse *p)
{
    p->c->monitor = p->value;
    return p->value[0] != '\0' || refuse(p, "");
}

static bool set_control(struct option_parse *p)
{
    p->c->control = p->value;
    return p->value[0] != '\0' || refuse(p, "");
}

static bool set_wait(struct option_parse *p)
{
    return p->c->wait = true;
}

static bool set_verbose(struct option_parse *p)
{
    return p->c->verbose = true;
}

static bool set_selftest(struct option_parse *p)
{
    p->c->action = ACTION_SELFTEST;
    return true;
}

static bool set_list_keys(struct option_parse *p)
{
    host_keys_print(stdout);
    panels_keys_print(stdout);
    p->c->action = ACTION_DONE;
    return true;
}

static bool set_help(struct option_parse *p)
{
    option_print_help(stdout);
    p->c->action = ACTION_DONE;
    return true;
}

static bool set_version(struct option_parse *p)
{
    option_print_version(stdout);
    p->c->action = ACTION_DONE;
    return true;
}

const struct option_row option_rows[] = {
#define OPTION(name, id, letter, argument, kind, preset, allowed, help) \
    {name, set_##id, letter, argument, preset, allowed, help},
#include "option.def"
};
const u32 option_count = ARRAY_LEN(option_rows);

static const struct option_row *row_find(const char *name, size_t length)
{
    for (u32 i = 0; i < option_count; i++) {
        const struct option_row *o = &option_rows[i];
        if (strncmp(o->name, name, length) == 0 && o->name[length] == '\0')
            return o;
    }
    return NULL;
}

static const struct option_row *row_find_letter(const char *arg)
{
    for (u32 i = 0; i < option_count; i++) {
        if (option_rows[i].letter == arg[1] && arg[2] == '\0')
            return &option_rows[i];
    }
    return NULL;
}

static const char *row_name(const void *list, size_t i)
{
    (void)list;
    return i < option_count ? option_rows[i].name : NULL;
}

/* The option that starts most like the word, where nothing is a likely slip:
 * some option is always named. */
static const char *row_like(const char *word, size_t length)
{
    const char *best = "help";
    size_t best_same = 0;
    for (u32 i = 0; i < option_count; i++) {
        const char *name = option_rows[i].name;
        size_t same = 0;
        while (same < length && name[same] == word[same])
            same++;
        if (same > best_same) {
            best = name;
            best_same = same;
        }
    }
    return best;
}

/* Two lines: main starts each with the program's name. */
static bool unknown_option(struct err *e, const char *arg)
{
    const char *word = arg + strspn(arg, "-");
    size_t length = strcspn(word, "=");
    const char *name = nearest(word, length, row_name, NULL);
    if (name == NULL)
        name = row_like(word, length);
    return fail(e, "unknown option %.*s\nthe nearest option is --%s",
                (int)(word - arg + (ptrdiff_t)length), arg, name);
}

/* One option at argv[*i] and its value, which may be argv[*i + 1]. */
static bool parse_option(struct option_parse *p, char **argv, int *i)
{
    const char *arg = argv[*i];
    bool is_long = arg[1] == '-';
    size_t length = is_long ? strcspn(arg + 2, "=") : 0;
    p->row = is_long ? row_find(arg + 2, length) : row_find_letter(arg);
    if (p->row == NULL)
        return unknown_option(p->e, arg);
    p->value = is_long && arg[2 + length] == '=' ? arg + 3 + length : NULL;
    if (p->row->argument[0] == '\0') {
        if (p->value)
            return refuse(p, "");
        return p->row->set(p);
    }
    if (p->value == NULL && p->row->argument[0] == '[') {
        p->value = p->row->preset;
    } else if (p->value == NULL) {
        const char *next = argv[*i + 1];
        if (next == NULL || (next[0] == '-' && next[1] == '-'))
            return fail(p->e, "--%s: missing value %s; allowed: %s",
                        p->row->name, p->row->argument, p->row->allowed);
        p->value = next;
        ++*i;
    }
    return p->row->set(p);
}

static bool parse_all(struct option_parse *p, int argc, char **argv)
{
    bool options = true;
    for (int i = 1; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && argv[i][0] == '-' && argv[i][1] != '\0') {
            if (!parse_option(p, argv, &i))
                return false;
            if (p->c->action == ACTION_DONE)
                return true;
        } else if (!set_image(p, argv[i])) {
            return false;
        }
    }
    if (p->log && !log_enable(p->log))
        return fail(p->e,
                    "--log: bad value '%s'; allowed: a comma list of "
                    "names that --log help prints",
                    p->log);
    return true;
}

/* A debugger at the other end of a pipe has started vm and wants to begin
 * first; stdout is not the guest's then. */
static void settle_pipe(struct option_parse *p)
{
    struct config *c = p->c;
    if (!c->gdb || strcmp(c->gdb, "stdio") != 0)
        return;
    c->wait = true;
    if (!p->has_serial)
        c->serial = "stderr";
}

bool config_parse(struct config *c, int argc, char **argv, struct err *e)
{
    *c = config_default;
    struct option_parse p = {.c = c, .e = e};
    if (parse_all(&p, argc, argv)) {
        settle_pipe(&p);
        return true;
    }
    config_free(c);
    return false;
}
