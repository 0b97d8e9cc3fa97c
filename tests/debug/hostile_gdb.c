/* SPDX-License-Identifier: MIT
 *
 * The acts of hostile.c in packets of gdb's protocol. They acknowledge
 * nothing, which a stub must bear. Invariant: a packet that is sent whole has
 * the right sum, unless the act is about damage.
 */
#include "client.h"

#include <poll.h>
#include <stdio.h>

static void packet(const char *body)
{
    char text[256];
    u8 sum = 0;
    for (const char *p = body; *p; p++)
        sum = (u8)(sum + (u8)*p);
    int n = snprintf(text, sizeof(text), "$%s#%02x", body, sum);
    client_must_send(text, (size_t)n);
}

/* The session still works. */
static void works(void)
{
    packet("qC");
    client_expect("$QC1#");
}

/* No letters behind a '$' and no good sum: a packet must not come about. */
static void act_noise(void)
{
    static const char bytes[] = "\x00\xFF\xC3\x80\n\r}+-*$#:,.\x1b\x01 \t";
    client_noise(bytes, sizeof(bytes) - 1);
    client_must_send("#00", 3);
    works();
}

static void act_endless(void)
{
    static char block[1 << 20];
    memset(block, 'm', sizeof(block));
    client_must_send("$", 1);
    client_must_send(block, sizeof(block));
    client_must_send("#00", 3); /* 2^20 times 'm' is 0 */
    client_expect("$E");
    works();
}

static void act_half(void)
{
    client_must_send("$m80", 4);
}

static void act_reset(void)
{
    for (u32 i = 0; i < 50; i++)
        packet("m8000,1000");
    client_reset();
}

static void act_nested(void)
{
    client_must_send("$m0,4}", 6);
    client_must_send("$m0,4}#00", 9);
    client_must_send("$m0,4#zz", 8);
    client_must_send("$m0,4#00", 8);
    client_expect("-");
    for (u32 i = 0; i < 10000; i++)
        client_must_send("$}", 2);
    works();
}

static void act_flood(void)
{
    for (u32 i = 0; i < ACT_FLOOD; i++)
        packet("m8000,4");
    for (u32 i = 0; i < ACT_FLOOD; i++)
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
    client_sip();
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
        poll(NULL, 0, ACT_ROUND_MS);
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
    static const char text[] = "$m0,1000#8e";
    packet("vCont;c");
    client_deaf(text, sizeof(text) - 1);
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
