/* SPDX-License-Identifier: MIT
 *
 * Two lists of texts, each worked off in order: those that are expected, and
 * those behind which something is typed. Only the next one of each list is
 * looked for, from behind the one before; so the same prompt can stand in the
 * list several times.
 *
 * Invariant: sends below `typed` are typed wholly, of that one `typed_bytes`;
 * typed <= sent, and what lies between waits to be taken.
 */
#include "script.h"

#include <pthread.h>
#include <stdlib.h>
#include <vm/host.h>

#include "match.h"

enum { STATUS_IO = 90 };

struct script {
    const struct config *config;
    pthread_mutex_t lock;
    struct match expect[CONFIG_TEXTS_MAX], send[CONFIG_TEXTS_MAX];
    u32 typed, typed_bytes;
    struct host_script result; /* expected and sent are where it stands */
};

static bool texts_open(struct script *s, const struct config *c)
{
    for (u32 i = 0; i < c->expect_count; i++)
        if (!match_open(&s->expect[i], c->expect[i].bytes, c->expect[i].size))
            return false;
    for (u32 i = 0; i < c->send_count; i++)
        if (!match_open(&s->send[i], c->send[i].after.bytes,
                        c->send[i].after.size))
            return false;
    return true;
}

bool script_open(struct script **to, const struct config *c, struct err *e)
{
    if (!config_listens(c))
        return true;
    struct script *s = calloc(1, sizeof(*s));
    if (!s)
        return fail_status(e, STATUS_IO, "--expect: out of memory");
    s->config = c;
    pthread_mutex_init(&s->lock, NULL);
    *to = s;
    return texts_open(s, c) ||
           fail_status(e, STATUS_IO, "--expect: out of memory");
}

void script_close(struct script *s)
{
    if (!s)
        return;
    for (u32 i = 0; i < CONFIG_TEXTS_MAX; i++) {
        match_close(&s->expect[i]);
        match_close(&s->send[i]);
    }
    pthread_mutex_destroy(&s->lock);
    free(s);
}

u32 script_hear(struct script *s, u8 byte)
{
    struct host_script *r = &s->result;
    u32 heard = 0;
    pthread_mutex_lock(&s->lock);
    r->output_bytes++;
    if (r->sent < s->config->send_count &&
        match_byte(&s->send[r->sent], byte)) {
        r->sent++;
        heard |= HEARD_INPUT;
    }
    if (r->expected < s->config->expect_count &&
        match_byte(&s->expect[r->expected], byte)) {
        r->expected++;
        if (r->expected == s->config->expect_count)
            heard |= HEARD_ALL;
    }
    pthread_mutex_unlock(&s->lock);
    return heard;
}

/* At most max bytes of the send that is being typed. */
static u32 take_some(struct script *s, u8 *bytes, u32 max)
{
    const struct config_text *input = &s->config->send[s->typed].input;
    u32 left = input->size - s->typed_bytes, n = left < max ? left : max;
    memcpy(bytes, input->bytes + s->typed_bytes, n);
    s->typed_bytes += n;
    if (n == left) {
        s->typed++;
        s->typed_bytes = 0;
    }
    return n;
}

u32 script_take(struct script *s, u8 *bytes, u32 max)
{
    u32 n = 0;
    if (!s)
        return 0;
    pthread_mutex_lock(&s->lock);
    while (n < max && s->typed < s->result.sent)
        n += take_some(s, bytes + n, max - n);
    pthread_mutex_unlock(&s->lock);
    return n;
}

void script_entered(struct script *s, u32 n)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    s->result.input_bytes += n;
    pthread_mutex_unlock(&s->lock);
}

struct host_script script_result(struct script *s)
{
    struct host_script r = {0};
    if (!s)
        return r;
    pthread_mutex_lock(&s->lock);
    r = s->result;
    pthread_mutex_unlock(&s->lock);
    return r;
}
