/* SPDX-License-Identifier: MIT
 *
 * A client as nobody wants one.
 *
 * usage: hostile SOCKET monitor|control|gdb ACT
 *
 * Acts, all but the last two on a machine that stands: noise (bytes that mean
 * nothing), endless (a line of a megabyte, which is refused), half (goes in
 * the middle of a line), reset (goes with answers under way), nested
 * (brackets; of gdb: escapes and damaged packets), flood (20000 lines at once,
 * each of which is answered), gone (goes while the machine runs, its points
 * set), slow (takes a byte now and then), poke (stops the machine again and
 * again), deaf (lets the machine go on, asks and never reads); the last two
 * end when vm does.
 */
#include "client.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

static bool json;

static bool say(const char *verb)
{
    char text[256];
    int n = json ? snprintf(text, sizeof(text), "{\"line\":\"%s\"}\n", verb)
                 : snprintf(text, sizeof(text), "%s\n", verb);
    return client_send(text, (size_t)n, true);
}

static void line(const char *verb)
{
    if (!say(verb))
        client_die("cannot send");
}

static void greeting(void)
{
    client_expect(json ? "\"hello\"" : "help lists the verbs");
}

/* --- acts ----------------------------------------------------------------- */

/* No letters: a verb must not come about by chance. */
static void act_noise(void)
{
    static const char bytes[] = "\x00\xFF\xC3\x80\n\r\"\\{}[]:,.\x1b\x01 \t";
    client_noise(bytes, sizeof(bytes) - 1);
}

static void many(const char *byte, u32 n)
{
    for (u32 i = 0; i < n; i++)
        client_must_send(byte, 1);
}

static void act_endless(void)
{
    static char block[1 << 20];
    memset(block, 'x', sizeof(block));
    client_must_send(block, sizeof(block));
    many("\n", 1);
    client_expect("a line of more than 65535 bytes");
    line("core");
    client_expect(json ? "\"core\":0" : "core: 0");
}

static void act_half(void)
{
    const char *half = json ? "{\"id\":1,\"verb\":\"qu" : "qui";
    client_send(half, strlen(half), true);
}

static void act_reset(void)
{
    for (u32 i = 0; i < 50; i++)
        line("help");
    client_reset();
}

static void act_nested(void)
{
    many("[", 60000);
    many("\n", 1);
    client_expect(json ? "maximum parsing depth" : "unknown verb");
    line("core");
    client_expect(json ? "\"core\":0" : "core: 0");
}

static void act_flood(void)
{
    greeting();
    for (u32 i = 0; i < ACT_FLOOD; i++)
        line("core");
    for (u32 i = 0; i < ACT_FLOOD; i++)
        client_expect(json ? "\"core\":0}" : "core: 0");
}

/* Goes while the machine runs, with a point set and half a line said. */
static void act_gone(void)
{
    greeting();
    line("watch COUNT 4 w");
    line("step 200");
    act_half();
}

static void act_slow(void)
{
    greeting();
    for (u32 i = 0; i < 8; i++)
        line("memory 0 65536");
    client_sip();
    for (u32 i = 0; i < 8; i++)
        client_expect(json ? "\"bytes\":" : "0x0000FFF0: ");
    line("delete all");
    line("core");
    client_expect(json ? "\"core\":0" : "core: 0");
}

/* Stops the machine, changes nothing, lets it go on, until it has ended. No
 * point is ever hit: COUNT is no code, and nobody writes `text`. */
static void act_poke(void)
{
    const char *asked = json ? "\"reason\":\"asked\"" : "stopped: asked";
    u32 stops = 0;
    greeting();
    while (say("break COUNT") && say("watch text 4") && say("continue")) {
        poll(NULL, 0, ACT_ROUND_MS);
        if (!say("pause") || !say("registers") || !say("delete all"))
            break;
        client_look(ACT_ROUND_MS, SIZE_MAX);
        stops += strstr(client.seen, asked) != NULL;
        if (strstr(client.seen, "error") && !strstr(client.seen, "has ended"))
            client_die("a line is refused");
        client_forget();
    }
    if (stops == 0)
        client_die("the machine was never stopped");
}

static void act_deaf(void)
{
    const char *text =
        json ? "{\"line\":\"memory 0 65536\"}\n" : "memory 0 65536\n";
    greeting();
    line("subscribe serial");
    line("continue");
    client_deaf(text, strlen(text));
}

static const struct act line_acts[] = {{"noise", act_noise},
                                       {"endless", act_endless},
                                       {"half", act_half},
                                       {"reset", act_reset},
                                       {"nested", act_nested},
                                       {"flood", act_flood},
                                       {"gone", act_gone},
                                       {"slow", act_slow},
                                       {"poke", act_poke},
                                       {"deaf", act_deaf},
                                       {NULL, NULL}};

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    const struct act *act = strcmp(argv[2], "gdb") == 0 ? gdb_acts : line_acts;
    json = strcmp(argv[2], "control") == 0;
    while (act->name && strcmp(act->name, argv[3]) != 0)
        act++;
    if (!act->name)
        return 2;
    client_connect(argv[1]);
    act->run();
    close(client.fd);
    return 0;
}
