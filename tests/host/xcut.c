/* SPDX-License-Identifier: MIT
 *
 * A line to an X server that breaks at a chosen place: runs a program whose
 * DISPLAY is a number of this one, carries bytes both ways, and closes all
 * connections for good once the server has sent so many bytes. So every wait
 * of a program for its server can be made the last one, which killing the
 * server cannot do. Prints "STATUS BYTES CUT": the program's exit status (128
 * plus a signal's number), what the server had sent, and whether it was cut.
 * A program that goes on for ten seconds behind the cut is killed.
 *
 * usage: xcut DISPLAY_NUMBER BYTES COMMAND...    (BYTES 0: never)
 */
#include <util/bits.h>
#include <util/err.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    LINES_MAX = 8,
    PART_BYTES = 65536,
    STEP_MS = 10,
    PATIENCE_S = 10,
    FIRST_NUMBER = 200
};

struct line {
    int client, server; /* -1: not connected */
};

struct cutter {
    int server, number; /* displays: the real one, this one */
    int listener;
    u64 limit, sent;
    bool cut;
    struct line line[LINES_MAX];
};

/* Abstract when it is listened to, so that no file is left behind. */
static struct sockaddr_un address_of(int number, bool abstract)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path + abstract, sizeof(a.sun_path) - 1,
             "/tmp/.X11-unix/X%d", number);
    return a;
}

static socklen_t abstract_size(const struct sockaddr_un *a)
{
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 +
                       strlen(a->sun_path + 1));
}

static void die(const char *what)
{
    perror(what);
    exit(2);
}

/* The first display that nobody has. */
static void listen_somewhere(struct cutter *c)
{
    c->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    for (c->number = FIRST_NUMBER;; c->number++) {
        struct sockaddr_un a = address_of(c->number, true);
        if (bind(c->listener, (struct sockaddr *)&a, abstract_size(&a)) == 0)
            break;
        if (errno != EADDRINUSE)
            die("bind");
    }
    if (listen(c->listener, LINES_MAX) != 0)
        die("listen");
}

static int connect_to(int number)
{
    struct sockaddr_un a = address_of(number, false);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0)
        die(a.sun_path);
    return fd;
}

static void line_close(struct line *l)
{
    if (l->client < 0)
        return;
    close(l->client);
    close(l->server);
    l->client = l->server = -1;
}

static void cut_all(struct cutter *c)
{
    c->cut = true;
    close(c->listener);
    c->listener = -1;
    for (int i = 0; i < LINES_MAX; i++)
        line_close(&c->line[i]);
}

static void accept_one(struct cutter *c)
{
    int fd = accept4(c->listener, NULL, NULL, SOCK_CLOEXEC);
    for (int i = 0; i < LINES_MAX && fd >= 0; i++)
        if (c->line[i].client < 0) {
            c->line[i] = (struct line){fd, connect_to(c->server)};
            return;
        }
    close(fd);
}

/* One part; false: that side has ended. */
static bool carry(int from, int to, u64 most, u64 *count)
{
    static u8 bytes[PART_BYTES];
    size_t room = most < sizeof(bytes) ? (size_t)most : sizeof(bytes);
    ssize_t n = recv(from, bytes, room, 0);
    for (ssize_t at = 0, part; at < n; at += part)
        if ((part = send(to, bytes + at, (size_t)(n - at), MSG_NOSIGNAL)) <= 0)
            return false;
    *count += n > 0 ? (u64)n : 0;
    return n > 0;
}

static void line_serve(struct cutter *c, struct line *l, short client,
                       short server)
{
    u64 asked = 0;
    bool ok = !client || carry(l->client, l->server, PART_BYTES, &asked);
    u64 left = c->limit ? c->limit - c->sent : PART_BYTES;
    ok = ok && (!server || carry(l->server, l->client, left, &c->sent));
    if (c->limit && c->sent >= c->limit)
        cut_all(c);
    else if (!ok)
        line_close(l);
}

static void serve(struct cutter *c)
{
    struct pollfd fds[2 * LINES_MAX + 1];
    for (int i = 0; i < LINES_MAX; i++) {
        fds[2 * i] = (struct pollfd){c->line[i].client, POLLIN, 0};
        fds[2 * i + 1] = (struct pollfd){c->line[i].server, POLLIN, 0};
    }
    fds[2 * LINES_MAX] = (struct pollfd){c->listener, POLLIN, 0};
    if (poll(fds, ARRAY_LEN(fds), STEP_MS) <= 0)
        return;
    for (int i = 0; i < LINES_MAX && !c->cut; i++)
        if (fds[2 * i].revents || fds[2 * i + 1].revents)
            line_serve(c, &c->line[i], fds[2 * i].revents,
                       fds[2 * i + 1].revents);
    if (!c->cut && fds[2 * LINES_MAX].revents)
        accept_one(c);
}

static pid_t start(int number, char **command)
{
    char display[16];
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    snprintf(display, sizeof(display), ":%d", number);
    setenv("DISPLAY", display, 1);
    execvp(command[0], command);
    die(command[0]);
    return -1;
}

static int wait_for(struct cutter *c, pid_t pid)
{
    int status;
    time_t since = 0;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        serve(c);
        if (c->cut && since == 0)
            since = time(NULL);
        if (c->cut && time(NULL) - since > PATIENCE_S)
            kill(pid, SIGKILL);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int main(int argc, char **argv)
{
    struct cutter c = {0};
    if (argc < 4) {
        fprintf(stderr, "usage: xcut DISPLAY_NUMBER BYTES COMMAND...\n");
        return 2;
    }
    for (int i = 0; i < LINES_MAX; i++)
        c.line[i] = (struct line){-1, -1};
    c.server = atoi(argv[1]);
    c.limit = strtoull(argv[2], NULL, 10);
    listen_somewhere(&c);
    int status = wait_for(&c, start(c.number, argv + 3));
    printf("%d %llu %s\n", status, (unsigned long long)c.sent,
           c.cut ? "cut" : "whole");
    return 0;
}
