/* SPDX-License-Identifier: MIT
 *
 * The acts of hostile.c in packets of gdb's protocol. They acknowledge
 * nothing, which a stub must bear. Invariant: a packet that is sent whole has
 * the right sum, unless the act is about damage.
 */
#include "client.h"

#include <poll.h>
#include <stdio.h>
#include <sys/socket.h>

enum { FLOOD = 20000, SLOW_MS = 20, ROUND_MS = 2 };

static void packet(const char *body)
{
    char text[256];
    u8 sum = 0;
    for (const char *p = body; *p; p++)
        sum = (u8)(sum + (u8)*p);
    int n = snprintf(text, sizeof(text), "$%s#%02x", body, sum);
    if (!client_send(text, (size_t)n, true))
        client_die("cannot send");
}

/* The session still works. */
static void works(void)
{
    packet("qC");
    client_expect("$QC1#");
}

static void raw(const char *bytes, size_t n)
{
    if (!client_send(bytes, n, true))
        client_die("cannot send");
}

/* No letters behind a '$' and no good sum: a packet must not come about. */
static void act_noise(void)
{
    static const char bytes[] = "\x00\xFF\xC3\x80\n\r}+-*$#:,.\x1b\x01 \t";
    u32 state = 1;
    for (u32 i = 0; i < 256; i++) {
        char block[1024];
        for (u32 k = 0; k < sizeof(block); k++) {
            state = state * 1664525 + 1013904223;
            block[k] = bytes[(state >> 16) % (sizeof(bytes) - 1)];
        }
        raw(block, sizeof(block));
    }
    raw("#00", 3);
    works();
}

static void act_endless(void)
{
    static char block[1 << 20];
    memset(block, 'm', sizeof(block));
    raw("$", 1);
    raw(block, sizeof(block));
    raw("#00", 3); /* 2^20 times 'm' is 0 */
    client_expect("$E");
    works();
}

static void act_half(void)
{
    raw("$m80", 4);
}

static void act_reset(void)
{
    struct linger now = {.l_onoff = 1};
    for (u32 i = 0; i < 50; i++)
        packet("m8000,1000");
    setsockopt(client.fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

static void act_nested(void)
{
    raw("$m0,4}", 6);
    raw("$m0,4}#00", 9);
    raw("$m0,4#zz", 8);
    raw("$m0,4#00", 8);
    client_expect("-");
    for (u32 i = 0; i < 10000; i++)
        raw("$}", 2);
    works();
}

static void act_flood(void)
{
    for (u32 i = 0; i < FLOOD; i++)
        packet("m8000,4");
    for (u32 i = 0; i < FLOOD; i++)
        client_expect("$00000000#80");
    works();
}

static void act_gone(void)
{
    packet("Z2,8000,4");
    client_expect("$OK#");
    packet("vCont;s:1");
    act_half();
}

static void act_slow(void)
{
    for (u32 i = 0; i < 100; i++)
        packet("m8000,1000");
    for (u32 i = 0; i < 50; i++) {
        client_look(CLIENT_PATIENCE_MS, 1);
        poll(NULL, 0, SLOW_MS);
    }
    for (u32 i = 0; i < 100; i++)
        client_expect("$0000");
    works();
}

static void act_poke(void)
{
    u32 stops = 0;
    packet("?");
    client_expect("$T");
    for (;;) {
        packet("Z0,8000,8");
        packet("Z2,8000,4");
        packet("g");
        packet("z0,8000,8");
        packet("z2,8000,4");
        client_forget();
        packet("vCont;c");
        poll(NULL, 0, ROUND_MS);
        if (!client_send("\3", 1, true))
            break;
        while (!strstr(client.seen, "$T02") && !strstr(client.seen, "$W"))
            if (!client_look(CLIENT_PATIENCE_MS, SIZE_MAX))
                client_die("the machine does not stop");
        if (strstr(client.seen, "$W"))
            break;
        stops++;
    }
    if (stops == 0)
        client_die("the machine was never stopped");
}

static void act_deaf(void)
{
    struct pollfd p = {.fd = client.fd, .events = 0};
    static const char text[] = "$m0,1000#8e";
    packet("vCont;c");
    while (client_send(text, sizeof(text) - 1, false))
        continue;
    if (poll(&p, 1, CLIENT_PATIENCE_MS) <= 0)
        client_die("vm did not end");
}

const struct act gdb_acts[] = {{"noise", act_noise},
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
