/* SPDX-License-Identifier: MIT
 *
 * Talks to a front of vm as a session says, and compares what comes back.
 *
 * usage: talk SOCKET [RECORD] <SESSION
 *
 * A session is what docs/debugging.md shows. Lines that begin "(vm) " or "> "
 * are sent; all others must come, in this order, "< " before them being left
 * out. "..." within a line stands for any text, a line "..." for any lines.
 * Prompts and empty lines in what comes do not count. RECORD gets all that was
 * sent and came, each line behind "> " or "< ".
 */
#include <util/bits.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_MS = 100000, STEP_MS = 20, BYTES = 1 << 20, LINE = 1 << 17 };

static int peer;
static char seen[BYTES]; /* came, and not yet compared */
static size_t size;
static FILE *record;

static void die(const char *what, const char *text)
{
    fprintf(stderr, "talk: %s: %s\ncame instead:\n%.*s\n", what, text,
            (int)size, seen);
    exit(1);
}

/* The socket appears when vm has started. */
static void connect_to(const char *path)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
    for (int i = 0; i < PATIENCE_MS / STEP_MS; i++) {
        peer = socket(AF_UNIX, SOCK_STREAM, 0);
        if (connect(peer, (struct sockaddr *)&a, sizeof(a)) == 0)
            return;
        close(peer);
        poll(NULL, 0, STEP_MS);
    }
    die("nobody is at", path);
}

static void send_line(const char *line)
{
    size_t n = strlen(line);
    if (record)
        fprintf(record, "> %s", line);
    while (n > 0) {
        ssize_t done = send(peer, line, n, MSG_NOSIGNAL);
        if (done <= 0)
            die("cannot send", line);
        line += done;
        n -= (size_t)done;
    }
}

/* More bytes; false: there will be none. */
static bool look(void)
{
    struct pollfd p = {.fd = peer, .events = POLLIN};
    if (poll(&p, 1, PATIENCE_MS) <= 0 || size == BYTES)
        return false;
    ssize_t n = read(peer, seen + size, BYTES - size);
    size += n > 0 ? (size_t)n : 0;
    return n > 0;
}

static void drop(size_t n)
{
    size -= n;
    memmove(seen, seen + n, size);
}

/* The next line that counts, without its end; false: there will be none. */
static bool next_line(char *line)
{
    for (;;) {
        while (size >= 5 && memcmp(seen, "(vm) ", 5) == 0)
            drop(5);
        char *end = memchr(seen, '\n', size);
        if (!end) {
            if (!look())
                return false;
            continue;
        }
        size_t n = (size_t)(end - seen);
        if (n >= LINE)
            die("a line is too long", "");
        memcpy(line, seen, n);
        line[n] = '\0';
        drop(n + 1);
        if (n > 0 && record)
            fprintf(record, "< %s\n", line);
        if (n > 0)
            return true;
    }
}

/* "..." in the pattern stands for anything. */
static bool fits(const char *pattern, const char *line)
{
    const char *dots;
    bool anchored = true;
    while ((dots = strstr(pattern, "...")) != NULL) {
        size_t n = (size_t)(dots - pattern);
        if (anchored && strncmp(line, pattern, n) != 0)
            return false;
        for (; !anchored && strncmp(line, pattern, n) != 0; line++)
            if (*line == '\0')
                return false;
        line += n;
        pattern = dots + 3;
        anchored = false;
    }
    size_t n = strlen(pattern), length = strlen(line);
    return length >= n && (!anchored || length == n) &&
           strcmp(line + length - n, pattern) == 0;
}

static void expect(const char *pattern, bool skips)
{
    static char line[LINE];
    do {
        if (!next_line(line))
            die("this did not come", pattern);
        if (fits(pattern, line))
            return;
    } while (skips);
    fprintf(stderr, "talk: expected: %s\n", pattern);
    die("another line came", line);
}

int main(int argc, char **argv)
{
    static char line[LINE];
    bool skips = false;
    if (argc < 2)
        return 2;
    record = argc > 2 ? fopen(argv[2], "a") : NULL;
    connect_to(argv[1]);
    while (fgets(line, sizeof(line), stdin)) {
        char *end = strchr(line, '\n');
        if (strncmp(line, "(vm) ", 5) == 0 || strncmp(line, "> ", 2) == 0) {
            send_line(strchr(line, ' ') + 1);
            continue;
        }
        if (end)
            *end = '\0';
        const char *pattern = strncmp(line, "< ", 2) ? line : line + 2;
        bool dots = strcmp(pattern, "...") == 0;
        if (!dots && *pattern != '\0')
            expect(pattern, skips);
        skips = dots || (skips && *pattern == '\0');
    }
    while (record && next_line(line))
        continue;
    return record && fclose(record) != 0;
}
