/* SPDX-License-Identifier: MIT
 *
 * Sections, and the bytes that go into the current one.
 */
#ifndef AS_SECTION_H
#define AS_SECTION_H

#include "expr.h"

/* The section of a name with the flags that the name implies; made when
 * missing. NULL: out of memory, reported. */
struct section *section_get(struct as *a, struct cursor name);
void section_switch(struct as *a, struct section *section);

u32 section_here(const struct as *a); /* address of the next byte */

/* Append to the current section; each reports what does not fit. */
bool emit(struct as *a, const void *bytes, size_t n);
bool emit_fill(struct as *a, u64 count, u8 byte);
bool emit_pad(struct as *a, u64 count); /* MOV r0, r0 in code, else zeros */
/* The low `width` bytes of a value: the place where an object writer records
 * a relocation when the value is an address. */
bool emit_value(struct as *a, const struct value *v, u32 width);
/* Pads to a multiple of align: code counts from the start of the section, data
 * by address. Bytes to add. */
u64 align_gap(const struct as *a, u32 align);
void align_to(struct as *a, u32 align);

/* Segments of the flat image in file order. */
enum segment { SEGMENT_TEXT, SEGMENT_DATA, SEGMENT_BSS, SEGMENT_COUNT };

struct layout {
    u32 base[SEGMENT_COUNT], size[SEGMENT_COUNT];
};

void sections_init(struct as *a);
void sections_start_pass(struct as *a);
/* Calls visit for the sections of a segment in the order of the image. */
void sections_visit(const struct as *a, enum segment segment,
                    void (*visit)(struct section *, void *), void *context);
/* Pads code, and places all sections one after the other. False when a base
 * differs from what this pass assumed. Reports an image that does not fit. */
bool sections_place(struct as *a, struct layout *layout);
void sections_free(struct as *a);

#endif
