/* SPDX-License-Identifier: MIT
 *
 * The argument of --check: a comma list of words.
 */
#include <vm/check.h>

#include <string.h>

static bool parse_word(const char *text, size_t n, u32 *kinds)
{
    static const char *const word[] = {
#define CHECK_WORD(name, word, meaning) word,
        CHECK_KINDS(CHECK_WORD)
#undef CHECK_WORD
    };
    for (u32 i = 0; i < CHECK_KIND_COUNT; i++)
        if (strlen(word[i]) == n && memcmp(word[i], text, n) == 0) {
            *kinds |= (u32)1 << i;
            return true;
        }
    return false;
}

bool check_parse(const char *text, u32 *kinds)
{
    *kinds = 0;
    for (;;) {
        size_t n = strcspn(text, ",");
        if (!parse_word(text, n, kinds))
            return false;
        if (text[n] == '\0')
            return true;
        text += n + 1;
    }
}
