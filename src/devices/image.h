/* SPDX-License-Identifier: MIT
 *
 * The host's side of the disk: an image file by sectors, perhaps read-only,
 * perhaps with an overlay that takes all writes. One thread at a time; the
 * disk device sees to that.
 */
#ifndef DEVICES_IMAGE_H
#define DEVICES_IMAGE_H

#include <util/bits.h>
#include <util/err.h>

struct snap;

struct image {
    bool open; /* false: no disk, all else is meaningless */
    bool read_only;
    bool dirty;   /* written since the last flush */
    bool overlay; /* the file is never written */
    int fd;
    int overlay_fd;   /* sectors as changed, at their places */
    u8 *changed;      /* bit per sector: it is in the overlay */
    u64 changed_room; /* sectors that fit there */
    u64 changed_count;
    u64 sectors;
    char *path; /* for messages */
};

/* Opens what a --disk argument names: FILE, FILE,ro, FILE,overlay or
 * new:FILE:SIZE. Nothing is open and nothing was created after a failure. */
bool image_open(struct image *i, const char *argument, struct err *e);
/* A disk in memory that starts with a copy of n bytes. */
bool image_open_memory(struct image *i, const u8 *bytes, u64 n, struct err *e);
/* Flushes; what fails is a warning. Nothing to do when nothing is open. */
void image_close(struct image *i);

/* Sectors [sector, sector + n) lie within the image. False: host error or
 * short transfer, of which a warning was given. */
bool image_read(struct image *i, u64 sector, u32 n, u8 *to);
bool image_write(struct image *i, u64 sector, u32 n, const u8 *from);
/* Until the data is safe on the host. */
bool image_flush(struct image *i);

/* Visits the overlay, the only part that belongs to the machine's state. */
void image_sync(struct image *i, struct snap *s);

#endif
