/* SPDX-License-Identifier: MIT
 *
 * A lexer as a switch in a loop: jump threading.
 */
#include "c.h"

enum state { START, WORD, NUMBER, SPACE, ERROR };
static NOINLINE int scan(const char *s, int *counts)
{
    enum state state = START;
    int changes = 0;
    for (;; s++) {
        enum state next;
        switch (state) {
        case START:
        case SPACE:
            next = *s >= '0' && *s <= '9' ? NUMBER : *s > ' ' ? WORD : SPACE;
            break;
        case WORD:
            next = *s == ' ' ? SPACE : *s < ' ' ? START : WORD;
            break;
        case NUMBER:
            next = *s >= '0' && *s <= '9' ? NUMBER : *s == ' ' ? SPACE : ERROR;
            break;
        default:
            next = *s == ' ' ? SPACE : ERROR;
        }
        changes += next != state;
        counts[state = next]++;
        if (!*s)
            return changes;
    }
}
int main(void)
{
    static const char *const text[] = {"abc 123 4x5 d", "", "  12 34  ",
                                       "9a b8"};
    for (unsigned i = 0; i < COUNT(text); i++) {
        int counts[5] = {0};
        printf("%d:", scan(text[i], counts));
        for (int k = 0; k < 5; k++)
            printf(" %d", counts[k]);
        puts("");
    }
}
