/* SPDX-License-Identifier: MIT
 *
 * See text.h. The chain of texts is a stack: the one begun last ends first.
 */
#include "text.h"

#include <stdio.h>

#include "heap.h"
#include "vm.h"

void text_init(struct vm *vm, struct text *t)
{
    *t = (struct text){.vm = vm, .outer = vm->texts};
    vm->texts = t;
}

void text_fini(struct text *t)
{
    heap_free(t->vm, t->chars, t->room);
    t->vm->texts = t->outer;
    t->chars = NULL;
}

void text_unwind(struct vm *vm, struct text *until)
{
    while (vm->texts != until)
        text_fini(vm->texts);
}

static void make_room(struct text *t, size_t more)
{
    if (t->length + more <= t->room)
        return;
    size_t room = t->room == 0 ? 64 : t->room;
    while (room < t->length + more)
        room *= 2;
    t->chars = heap_resize(t->vm, t->chars, t->room, room);
    t->room = room;
}

void text_char(struct text *t, int c)
{
    make_room(t, 1);
    t->chars[t->length++] = (char)c;
}

void text_bytes(struct text *t, const char *chars, size_t length)
{
    if (length == 0)
        return;
    make_room(t, length);
    memcpy(t->chars + t->length, chars, length);
    t->length += length;
}

void text_chars(struct text *t, const char *chars)
{
    text_bytes(t, chars, strlen(chars));
}

void text_vformat(struct text *t, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    char none[1];
    int length = vsnprintf(none, sizeof none, format, args);
    if (length > 0) {
        make_room(t, (size_t)length + 1);
        vsnprintf(t->chars + t->length, (size_t)length + 1, format, again);
        t->length += (size_t)length;
    }
    va_end(again);
}

void text_format(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vformat(t, format, args);
    va_end(args);
}

struct string *text_string(struct text *t)
{
    struct string *s =
        string_new(t->vm, t->chars == NULL ? "" : t->chars, t->length);
    text_fini(t);
    return s;
}
