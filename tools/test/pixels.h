/* SPDX-License-Identifier: MIT
 *
 * A number for what is on a picture: equal pixels, equal number, however the
 * PNG file packs them.
 */
#ifndef TEST_PIXELS_H
#define TEST_PIXELS_H

#include <util/bits.h>
#include <util/err.h>

/* FNV-1a of 64 bits over width and height (32 bits each, little endian) and
 * the pixels as bytes R, G, B from the top left. False: no such PNG file. */
bool pixels_hash(const char *path, u64 *hash, struct err *e);

#endif
