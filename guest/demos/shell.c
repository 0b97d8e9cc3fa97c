/* SPDX-License-Identifier: MIT
 *
 * A shell on the serial port: it looks into the machine, changes memory and
 * ports, and measures how fast the cores are. The line editor with its
 * history is in shell/line.c. A command is a row of the table at the end.
 *
 *     ./dev run shell --headless
 *
 * An address outside of the memory would end the machine with a panic, so
 * the commands check what they are given.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <lamp.h>
#include <lamp/dev/fb.h>

#include "shell/line.h"
#include "team.h"

enum { WORDS = 16, ROW = 16 };

struct command {
    const char *name, *arguments, *help;
    unsigned least, most; /* number of arguments */
    void (*run)(unsigned count, char **words);
};

static uint32_t sysinfo(uint32_t offset)
{
    return lamp_read(SYSINFO_BASE + offset);
}

/* Decimal, or hexadecimal with 0x. */
static bool number_read(const char *word, uint32_t *value)
{
    char *end;
    *value = (uint32_t)strtoul(word, &end, 0);
    if (*word && !*end)
        return true;
    printf("%s is not a number\n", word);
    return false;
}

/* Memory ends with the framebuffer, which lies behind RAM. */
static bool range_check(uint32_t address, uint32_t bytes)
{
    uint32_t end = sysinfo(SYSINFO_RAM_LO) + FB_STRIDE * FB_HEIGHT;
    if (address < end && bytes <= end - address)
        return true;
    printf("memory ends at 0x%08X\n", (unsigned)end);
    return false;
}

/* Registers of devices are words; so is everything that is peeked at. */
static bool word_check(uint32_t address)
{
    if (address % 4 == 0)
        return range_check(address, 4);
    puts("the address of a word is a multiple of 4");
    return false;
}

static bool port_check(uint32_t port)
{
    if (port < PORT_COUNT)
        return true;
    printf("ports are 0 to %d\n", PORT_COUNT - 1);
    return false;
}

static void row_print(const uint8_t *bytes, uint32_t count)
{
    printf("%08X ", (unsigned)(uintptr_t)bytes);
    for (uint32_t i = 0; i < ROW; i++) {
        if (i < count)
            printf(" %02X", bytes[i]);
        else
            fputs("   ", stdout);
    }
    fputs("  ", stdout);
    for (uint32_t i = 0; i < count; i++)
        putchar(bytes[i] >= ' ' && bytes[i] < 0x7F ? bytes[i] : '.');
    putchar('\n');
}

static void run_mem(unsigned count, char **words)
{
    uint32_t address, bytes = 4 * ROW;
    if (!number_read(words[1], &address) ||
        (count > 2 && !number_read(words[2], &bytes)) ||
        !range_check(address, bytes))
        return;
    for (uint32_t at = 0; at < bytes; at += ROW)
        row_print((const uint8_t *)address + at,
                  bytes - at < ROW ? bytes - at : ROW);
}

static void run_peek(unsigned count, char **words)
{
    (void)count;
    uint32_t address;
    if (number_read(words[1], &address) && word_check(address))
        printf("0x%08X\n", (unsigned)lamp_read(address));
}

static void run_poke(unsigned count, char **words)
{
    (void)count;
    uint32_t address, value;
    if (number_read(words[1], &address) && number_read(words[2], &value) &&
        word_check(address))
        lamp_write(address, value);
}

static void run_in(unsigned count, char **words)
{
    (void)count;
    uint32_t port;
    if (number_read(words[1], &port) && port_check(port))
        printf("0x%08X\n", (unsigned)lamp_in(port));
}

static void run_out(unsigned count, char **words)
{
    (void)count;
    uint32_t port, value;
    if (number_read(words[1], &port) && number_read(words[2], &value) &&
        port_check(port))
        lamp_out(port, value);
}

static void run_devices(unsigned count, char **words)
{
    static const struct {
        uint32_t bit;
        const char *name;
    } features[] = {
        {FEATURE_TIME, "clocks"},
        {FEATURE_FB, "framebuffer"},
        {FEATURE_DISK, "disk"},
        {FEATURE_SMP, "several cores"},
        {FEATURE_TIMER, "timer interrupt"},
        {FEATURE_INTC, "interrupt controller"},
        {FEATURE_X1, "instructions X1"},
        {FEATURE_EXIT, "exit port"},
        {FEATURE_STACK_SIZE, "stacks of any size"},
    };
    (void)count, (void)words;
    printf("memory  %u MiB\n", (unsigned)(sysinfo(SYSINFO_RAM_LO) >> 20));
    printf("screen  %u x %u\n", (unsigned)sysinfo(SYSINFO_FB_WIDTH),
           (unsigned)sysinfo(SYSINFO_FB_HEIGHT));
    for (unsigned i = 0; i < sizeof(features) / sizeof(*features); i++)
        printf("%-7s %s\n",
               sysinfo(SYSINFO_FEATURES) & features[i].bit ? "has" : "lacks",
               features[i].name);
}

static void run_uptime(unsigned count, char **words)
{
    (void)count, (void)words;
    unsigned tenths = (unsigned)(lamp_nanos() / 100000000);
    printf("%u.%u s since the machine started\n", tenths / 10, tenths % 10);
}

static void run_echo(unsigned count, char **words)
{
    for (unsigned i = 1; i < count; i++)
        printf("%s%s", words[i], i + 1 < count ? " " : "");
    putchar('\n');
}

static void run_history(unsigned count, char **words)
{
    (void)count, (void)words;
    for (unsigned age = HISTORY; age > 0; age--) {
        const char *line = line_history(age);
        if (line)
            printf("  %s\n", line);
    }
}

enum { ROUNDS = 1000000 };
static volatile uint32_t core_rounds[BOARD_CORES_MAX];

/* Random numbers: a chain of operations that no core can shorten. */
static uint32_t load(void)
{
    uint32_t x = 1;
    for (int i = 0; i < ROUNDS; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
    }
    return x;
}

static void load_job(void)
{
    core_rounds[lamp_cpu()] = load() ? ROUNDS : 0;
}

static void run_cores(unsigned count, char **words)
{
    (void)count, (void)words;
    memset((void *)core_rounds, 0, sizeof(core_rounds));
    team_run(load_job);
    for (unsigned cpu = 0; cpu < lamp_cores(); cpu++)
        printf("core %u: %s\n", cpu,
               core_rounds[cpu] == ROUNDS ? "works" : "does not work");
}

static unsigned rounds_per_milli(uint64_t nanos, unsigned cores)
{
    return (unsigned)((uint64_t)ROUNDS * cores * 1000000 / (nanos + 1));
}

static void run_bench(unsigned count, char **words)
{
    (void)count, (void)words;
    unsigned cores = lamp_cores();
    uint64_t start = lamp_nanos();
    load_job();
    uint64_t alone = lamp_nanos() - start;
    start = lamp_nanos();
    team_run(load_job);
    uint64_t together = lamp_nanos() - start;
    printf("one core: %u rounds per millisecond\n", rounds_per_milli(alone, 1));
    printf("all %u:    %u rounds per millisecond\n", cores,
           rounds_per_milli(together, cores));
}

static void run_help(unsigned count, char **words);

static void run_quit(unsigned count, char **words)
{
    uint32_t status = 0;
    if (count == 1 || number_read(words[1], &status))
        exit((int)status);
}

static const struct command commands[] = {
    {"help", "", "this list", 0, 0, run_help},
    {"mem", "ADDRESS [BYTES]", "show memory", 1, 2, run_mem},
    {"peek", "ADDRESS", "read a word of memory or a register", 1, 1, run_peek},
    {"poke", "ADDRESS VALUE", "write one", 2, 2, run_poke},
    {"in", "PORT", "read a port", 1, 1, run_in},
    {"out", "PORT VALUE", "write one", 2, 2, run_out},
    {"devices", "", "what the machine has", 0, 0, run_devices},
    {"cores", "", "let every core work and say so", 0, 0, run_cores},
    {"bench", "", "how fast one core is, and all together", 0, 0, run_bench},
    {"uptime", "", "how long the machine runs", 0, 0, run_uptime},
    {"echo", "[WORD...]", "print words", 0, WORDS - 1, run_echo},
    {"history", "", "the lines that were typed", 0, 0, run_history},
    {"quit", "[STATUS]", "end the machine", 0, 1, run_quit},
};

enum { COMMANDS = sizeof(commands) / sizeof(*commands) };

static void run_help(unsigned count, char **words)
{
    (void)count, (void)words;
    for (unsigned i = 0; i < COMMANDS; i++)
        printf("  %-8s%-17s%s\n", commands[i].name, commands[i].arguments,
               commands[i].help);
}

static unsigned words_split(char *line, char **words)
{
    unsigned count = 0;
    char *rest = line, *word;
    while (count < WORDS && (word = strtok_r(rest, " ", &rest)))
        words[count++] = word;
    return count;
}

static void line_run(char *line)
{
    char *words[WORDS];
    unsigned count = words_split(line, words);
    if (count == 0)
        return;
    for (unsigned i = 0; i < COMMANDS; i++) {
        const struct command *c = &commands[i];
        if (strcmp(words[0], c->name) != 0)
            continue;
        if (count - 1 >= c->least && count - 1 <= c->most)
            c->run(count, words);
        else
            printf("usage: %s %s\n", c->name, c->arguments);
        return;
    }
    printf("no command %s; try help\n", words[0]);
}

int main(void)
{
    puts("shell: commands on the serial port; help lists them");
    team_start();
    line_start();
    for (;;)
        line_run(line_read("> "));
}
