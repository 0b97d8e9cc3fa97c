/* SPDX-License-Identifier: MIT
 *
 * Reads a JSON text (RFC 8259) or an XML document strictly, and says where it
 * is not one. Of JSON it also prints the members with their types, sorted as
 * they come, such as "cores[].ip number"; of XML each start tag.
 *
 * usage: wellformed json|xml <FILE
 */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 1 << 20, DEPTH_MAX = 64, PATH_MAX_BYTES = 4096 };

static char text[INPUT_MAX + 1];
static const char *at;

static void bad(const char *why)
{
    printf("byte %zu: %s\n", (size_t)(at - text), why);
    exit(1);
}

static void need(const char *word)
{
    if (strncmp(at, word, strlen(word)) != 0)
        bad(word);
    at += strlen(word);
}

static void blanks(void)
{
    at += strspn(at, " \t\r\n");
}

/* --- JSON ----------------------------------------------------------------- */

static char path[PATH_MAX_BYTES];

static void value(int depth);

static void json_string(char *out, size_t size)
{
    size_t n = 0;
    for (need("\""); *at != '"'; at++) {
        if ((unsigned char)*at < 0x20)
            bad("control character in a string");
        if (*at == '\\' && (at++, strchr("\"\\/bfnrtu", *at) == NULL))
            bad("unknown escape");
        if (*at == 'u' && at[-1] == '\\' &&
            strspn(at + 1, "0123456789abcdefABCDEF") < 4)
            bad("four digits");
        if (n + 1 < size)
            out[n++] = *at;
    }
    out[n] = '\0';
    at++;
}

static void number(void)
{
    at += *at == '-';
    size_t digits = strspn(at, "0123456789");
    if (digits == 0 || (digits > 1 && *at == '0'))
        bad("number");
    at += digits;
    if (*at == '.' && (at++, (digits = strspn(at, "0123456789")) == 0))
        bad("fraction");
    at += strspn(at, "0123456789");
}

static void object(int depth)
{
    char name[256];
    size_t end = strlen(path);
    need("{");
    blanks();
    for (int first = 1; *at != '}'; first = 0) {
        if (!first) {
            need(",");
            blanks();
        }
        json_string(name, sizeof(name));
        snprintf(path + end, sizeof(path) - end, "%s%.255s", end ? "." : "",
                 name);
        blanks();
        need(":");
        value(depth + 1);
        path[end] = '\0';
    }
    at++;
}

static void array(int depth)
{
    size_t end = strlen(path);
    snprintf(path + end, sizeof(path) - end, "[]");
    need("[");
    blanks();
    for (int first = 1; *at != ']'; first = 0) {
        if (!first)
            need(",");
        value(depth + 1);
    }
    path[end] = '\0';
    at++;
}

static void say(const char *type)
{
    if (path[0])
        printf("%s %s\n", path, type);
}

static void value(int depth)
{
    char ignored[2];
    if (depth > DEPTH_MAX)
        bad("too deep");
    blanks();
    if (*at == '{') {
        say("object");
        object(depth);
    } else if (*at == '[') {
        say("array");
        array(depth);
    } else if (*at == '"') {
        say("string");
        json_string(ignored, sizeof(ignored));
    } else if (*at == 't' || *at == 'f') {
        say("boolean");
        need(*at == 't' ? "true" : "false");
    } else if (*at == 'n') {
        say("null");
        need("null");
    } else {
        say("number");
        number();
    }
    blanks();
}

/* --- XML: elements, attributes, text, the five entities ------------------- */

static void reference(void)
{
    static const char *const names[] = {"&amp;", "&lt;", "&gt;", "&quot;",
                                        "&apos;"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strncmp(at, names[i], strlen(names[i])) == 0) {
            at += strlen(names[i]);
            return;
        }
    }
    bad("not a known entity");
}

/* Text up to one of the stops. */
static void characters(const char *stops)
{
    while (*at && !strchr(stops, *at)) {
        unsigned char c = (unsigned char)*at;
        if (c < 0x20 && !strchr("\t\n\r", c))
            bad("a character that XML cannot have");
        if (strncmp(at, "]]>", 3) == 0)
            bad("]]> in text");
        if (c == '&')
            reference();
        else
            at++;
    }
}

static size_t name(char *out, size_t size)
{
    size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
    if (n == 0 || n >= size)
        bad("name");
    memcpy(out, at, n);
    out[n] = '\0';
    at += n;
    return n;
}

static void attributes(void)
{
    char word[64];
    while (strspn(at, " \t\r\n") > 0) {
        blanks();
        if (*at == '>' || *at == '/')
            return;
        name(word, sizeof(word));
        need("=\"");
        characters("\"<");
        need("\"");
    }
}

/* A start tag or an empty element; returns the new depth. */
static int start_tag(char open[][64], int depth)
{
    const char *from = ++at;
    if (depth == DEPTH_MAX)
        bad("too deep");
    name(open[depth], sizeof(open[depth]));
    attributes();
    int empty = *at == '/';
    at += empty;
    need(">");
    printf("%.*s\n", (int)(at - from - 1 - empty), from);
    return depth + !empty;
}

static void document(void)
{
    static char open[DEPTH_MAX][64];
    int depth = 0;
    need("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    blanks();
    do {
        if (at[0] == '<' && at[1] == '/') {
            at += 2;
            need(open[--depth]);
            need(">");
        } else if (at[0] == '<') {
            depth = start_tag(open, depth);
        } else {
            bad("an element");
        }
        if (depth > 0)
            characters("<");
    } while (depth > 0);
    blanks();
}

int main(int argc, char **argv)
{
    size_t n = fread(text, 1, INPUT_MAX, stdin);
    at = text;
    if (argc == 2 && strcmp(argv[1], "json") == 0)
        value(0);
    else if (argc == 2 && strcmp(argv[1], "xml") == 0)
        document();
    else
        return fputs("usage: wellformed json|xml <FILE\n", stderr), 2;
    if (at != text + n)
        bad("more behind the end");
    return 0;
}
