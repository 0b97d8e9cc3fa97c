/* SPDX-License-Identifier: MIT
 *
 * What an assembly gives: the flat image, and texts about it.
 */
#ifndef AS_OUTPUT_H
#define AS_OUTPUT_H

#include "section.h"

/* After the last pass. */
void output_image(struct as *a, const struct layout *layout);
void output_map(struct as *a, const struct layout *layout);
void output_depends(struct as *a);

/* The place before a line is assembled, and its entry in the listing. */
struct listing_mark {
    const struct section *section;
    u64 at;
};
struct listing_mark listing_start(const struct as *a);
void listing_add(struct as *a, const struct listing_mark *mark,
                 const struct line *line, u32 depth);

#endif
