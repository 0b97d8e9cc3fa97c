/* SPDX-License-Identifier: MIT
 *
 * A client as nobody wants one.
 *
 * usage: hostile SOCKET monitor|control ACT
 *
 * Acts, all but the last on a machine that stands: noise (bytes that mean
 * nothing), endless (a line of a megabyte, which is refused), half (goes in
 * the middle of a line), reset (goes with answers under way), nested
 * (brackets), flood (20000 lines at once, each of which is answered), deaf
 * (lets the machine go on, asks and never reads; ends when vm does).
 */
#include <util/bits.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { PATIENCE_MS = 20000, STEP_MS = 20, FLOOD = 20000 };

static int peer;
static bool json;
static char seen[16 << 20];
static size_t size;

static void die(const char *what)
{
    fprintf(stderr, "hostile: %s (%s)\n%.2000s\n", what, strerror(errno), seen);
    exit(1);
}

static void connect_to(const char *path)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
    for (int i = 0; i < PATIENCE_MS / STEP_MS; i++) {
        peer = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
        if (connect(peer, (struct sockaddr *)&a, sizeof(a)) == 0)
            return;
        close(peer);
        poll(NULL, 0, STEP_MS);
    }
    die("nobody is there");
}

static bool look(int milliseconds)
{
    struct pollfd p = {.fd = peer, .events = POLLIN};
    if (poll(&p, 1, milliseconds) <= 0)
        return false;
    ssize_t n = read(peer, seen + size, sizeof(seen) - 1 - size);
    size += n > 0 ? (size_t)n : 0;
    seen[size] = '\0';
    return n > 0;
}

static void expect(const char *text)
{
    while (!strstr(seen, text))
        if (!look(PATIENCE_MS))
            die(text);
}

/* Reads answers when there is no more room to send, if it reads at all. */
static bool send_all(const char *bytes, size_t n, bool reads)
{
    while (n > 0) {
        ssize_t done = send(peer, bytes, n, MSG_NOSIGNAL);
        if (done < 0 && errno != EAGAIN)
            return false;
        bytes += done > 0 ? done : 0;
        n -= done > 0 ? (size_t)done : 0;
        struct pollfd p = {.fd = peer, .events = POLLOUT};
        if (n > 0 && poll(&p, 1, reads ? 1 : 500) == 0 && !reads)
            return false;
        while (reads && look(0))
            continue;
    }
    return true;
}

static void line(const char *verb)
{
    char text[256];
    int n = json ? snprintf(text, sizeof(text), "{\"line\":\"%s\"}\n", verb)
                 : snprintf(text, sizeof(text), "%s\n", verb);
    if (!send_all(text, (size_t)n, true))
        die("cannot send");
}

static void greeting(void)
{
    expect(json ? "\"hello\"" : "help lists the verbs");
}

/* --- acts ----------------------------------------------------------------- */

/* No letters: a verb must not come about by chance. */
static void act_noise(void)
{
    static const char bytes[] = "\x00\xFF\xC3\x80\n\r\"\\{}[]:,.\x1b\x01 \t";
    u32 state = 1;
    for (u32 i = 0; i < 256; i++) {
        char block[1024];
        for (u32 k = 0; k < sizeof(block); k++) {
            state = state * 1664525 + 1013904223;
            block[k] = bytes[(state >> 16) % (sizeof(bytes) - 1)];
        }
        if (!send_all(block, sizeof(block), true))
            die("cannot send");
    }
}

static void many(const char *byte, u32 n)
{
    for (u32 i = 0; i < n; i++)
        if (!send_all(byte, 1, true))
            die("cannot send");
}

static void act_endless(void)
{
    static char block[1 << 20];
    memset(block, 'x', sizeof(block));
    if (!send_all(block, sizeof(block), true))
        die("cannot send");
    many("\n", 1);
    expect("a line of more than 65535 bytes");
    line("core");
    expect(json ? "\"core\":0" : "core: 0");
}

static void act_half(void)
{
    const char *half = json ? "{\"id\":1,\"verb\":\"qu" : "qui";
    send_all(half, strlen(half), true);
}

static void act_reset(void)
{
    struct linger now = {.l_onoff = 1};
    for (u32 i = 0; i < 50; i++)
        line("help");
    setsockopt(peer, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

static void act_nested(void)
{
    many("[", 60000);
    many("\n", 1);
    expect(json ? "maximum parsing depth" : "unknown verb");
    line("core");
    expect(json ? "\"core\":0" : "core: 0");
}

static void act_flood(void)
{
    const char *answer = json ? "\"core\":0}" : "core: 0";
    u32 count = 0;
    greeting();
    for (u32 i = 0; i < FLOOD; i++)
        line("core");
    for (const char *at = seen; count < FLOOD;) {
        const char *found = strstr(at, answer);
        if (found) {
            count++;
            at = found + 1;
        } else if (!look(PATIENCE_MS)) {
            die("not all lines were answered");
        }
    }
}

static void act_deaf(void)
{
    struct pollfd p = {.fd = peer, .events = 0};
    const char *text =
        json ? "{\"line\":\"memory 0 65536\"}\n" : "memory 0 65536\n";
    greeting();
    line("subscribe serial");
    line("continue");
    while (send_all(text, strlen(text), false))
        continue;
    if (poll(&p, 1, PATIENCE_MS) <= 0)
        die("vm did not end");
}

static const struct {
    const char *name;
    void (*run)(void);
} acts[] = {{"noise", act_noise},   {"endless", act_endless},
            {"half", act_half},     {"reset", act_reset},
            {"nested", act_nested}, {"flood", act_flood},
            {"deaf", act_deaf}};

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    json = strcmp(argv[2], "control") == 0;
    connect_to(argv[1]);
    for (size_t i = 0; i < ARRAY_LEN(acts); i++)
        if (strcmp(acts[i].name, argv[3]) == 0) {
            acts[i].run();
            close(peer);
            return 0;
        }
    return 2;
}
