/* SPDX-License-Identifier: MIT
 *
 * Disk images. A file is opened for one machine alone to write, or for any
 * number to read. An overlay is a nameless file in memory that holds changed
 * sectors at the places they have in the image, with a bitmap of which those
 * are; a disk in memory is such a nameless file too, with an overlay so that
 * its changes are part of the machine's state. Invariant: a bit of the bitmap
 * is set only after its sector was written whole. Ranges are the caller's.
 */
#include "image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <lamp/dev/disk.h>
#include <util/log.h>
#include <vm/snap.h>

/* Words for LBA and COUNT reach no sector behind these. */
static const u64 sectors_reachable = (u64)1 << 33;

/* --- opening ------------------------------------------------------------ */

/* "4096", "0x1000", "64K", "1M", "2G"; false when it is nothing like that. */
static bool size_parse(const char *text, u64 *bytes)
{
    bool hex = text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    char *end;
    u32 shift = 0;
    if (!(text[0] >= '0' && text[0] <= '9'))
        return false; /* strtoull takes signs and blanks */
    errno = 0;
    u64 value = strtoull(text, &end, hex ? 16 : 10);
    if (*end == 'K')
        shift = 10;
    else if (*end == 'M')
        shift = 20;
    else if (*end == 'G')
        shift = 30;
    if (shift != 0)
        end++;
    *bytes = value << shift;
    return errno == 0 && *end == '\0' && *bytes >> shift == value;
}

static bool suffix_strip(char *text, const char *suffix)
{
    size_t n = strlen(text), k = strlen(suffix);
    if (n < k || strcmp(text + n - k, suffix) != 0)
        return false;
    text[n - k] = '\0';
    return true;
}

/* Alone to write, together to read; a file system without locks has none. */
static bool file_lock(const struct image *i, struct err *e)
{
    int how = i->read_only || i->overlay ? LOCK_SH : LOCK_EX;
    if (flock(i->fd, how | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return true;
    return fail(e, "disk image %s is in use by another machine", i->path);
}

static bool file_check(struct image *i, struct err *e)
{
    struct stat st;
    if (fstat(i->fd, &st) != 0)
        return fail(e, "cannot open disk image %s: %s", i->path,
                    strerror(errno));
    if (S_ISDIR(st.st_mode))
        return fail(e, "disk image %s is a directory", i->path);
    if (!S_ISREG(st.st_mode))
        return fail(e, "disk image %s is not a regular file", i->path);
    if (st.st_size == 0)
        return fail(e, "disk image %s is empty", i->path);
    if (st.st_size % DISK_SECTOR_BYTES != 0)
        return fail(e, "disk image %s has %lld bytes, not a multiple of %d",
                    i->path, (long long)st.st_size, DISK_SECTOR_BYTES);
    i->sectors = (u64)st.st_size / DISK_SECTOR_BYTES;
    return true;
}

/* An existing image. O_NONBLOCK keeps a pipe of that name from waiting. */
static bool file_open(struct image *i, struct err *e)
{
    int how = i->read_only || i->overlay ? O_RDONLY : O_RDWR;
    i->fd = open(i->path, how | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (i->fd < 0)
        return fail(e, "cannot open disk image %s: %s", i->path,
                    strerror(errno));
    return file_check(i, e) && file_lock(i, e);
}

static bool file_create(struct image *i, u64 bytes, struct err *e)
{
    i->fd = open(i->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (i->fd < 0)
        return fail(e, "cannot create disk image %s: %s", i->path,
                    strerror(errno));
    if (ftruncate(i->fd, (off_t)bytes) != 0) {
        fail(e, "cannot create disk image %s of %llu bytes: %s", i->path,
             (unsigned long long)bytes, strerror(errno));
        unlink(i->path);
        return false;
    }
    i->sectors = bytes / DISK_SECTOR_BYTES;
    return file_lock(i, e);
}

/* The part behind "new:", in i->path: FILE:SIZE. */
static bool new_open(struct image *i, struct err *e)
{
    char *colon = strrchr(i->path, ':');
    u64 bytes = 0;
    if (colon == NULL || colon == i->path)
        return fail(e, "--disk new:%s: must be new:FILE:SIZE", i->path);
    if (!size_parse(colon + 1, &bytes) || bytes == 0 ||
        bytes % DISK_SECTOR_BYTES != 0 || bytes > INT64_MAX)
        return fail(e,
                    "--disk new:%s: SIZE must be a number of bytes, or one "
                    "with suffix K, M or G, and a multiple of %d",
                    i->path, DISK_SECTOR_BYTES);
    *colon = '\0';
    return file_create(i, bytes, e);
}

static bool overlay_open(struct image *i, struct err *e)
{
    i->changed_room =
        i->sectors < sectors_reachable ? i->sectors : sectors_reachable;
    i->changed = calloc(i->changed_room / 8 + 1, 1);
    i->overlay_fd = memfd_create("overlay", MFD_CLOEXEC);
    if (i->changed == NULL || i->overlay_fd < 0)
        return fail_status(e, 90, "no memory for the overlay of disk image %s",
                           i->path);
    return true;
}

static void image_free(struct image *i)
{
    if (i->overlay_fd >= 0)
        close(i->overlay_fd);
    free(i->changed);
    free(i->path);
    memset(i, 0, sizeof *i);
}

/* Ends an open that may have failed half way. */
static bool open_end(struct image *i, bool ok)
{
    i->open = ok;
    if (ok)
        return true;
    if (i->fd >= 0)
        close(i->fd);
    image_free(i);
    return false;
}

static bool named_open(struct image *i, bool is_new, struct err *e)
{
    if (is_new)
        return new_open(i, e);
    i->read_only = suffix_strip(i->path, ",ro");
    i->overlay = !i->read_only && suffix_strip(i->path, ",overlay");
    if (i->path[0] == '\0')
        return fail(e, "--disk: no file is named");
    return file_open(i, e) && (!i->overlay || overlay_open(i, e));
}

bool image_open(struct image *i, const char *argument, struct err *e)
{
    bool is_new = strncmp(argument, "new:", 4) == 0;
    *i = (struct image){.fd = -1, .overlay_fd = -1};
    i->path = strdup(is_new ? argument + 4 : argument);
    if (i->path == NULL)
        return open_end(i, fail_status(e, 90, "no memory for the disk"));
    return open_end(i, named_open(i, is_new, e));
}

/* --- transfers ---------------------------------------------------------- */

/* The end of the file before n bytes are read is EIO. */
static bool fd_read(int fd, u8 *to, size_t n, u64 at)
{
    while (n != 0) {
        ssize_t k = pread(fd, to, n, (off_t)at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k == 0)
            errno = EIO;
        if (k <= 0)
            return false;
        to += k;
        at += (u64)k;
        n -= (size_t)k;
    }
    return true;
}

static bool fd_write(int fd, const u8 *from, size_t n, u64 at)
{
    while (n != 0) {
        ssize_t k = pwrite(fd, from, n, (off_t)at);
        if (k < 0 && errno == EINTR)
            continue;
        if (k == 0)
            errno = EIO;
        if (k <= 0)
            return false;
        from += k;
        at += (u64)k;
        n -= (size_t)k;
    }
    return true;
}

static struct log_kind disk_failures = {.name = "disk errors"};

static bool failed_warn(const struct image *i, const char *what, u64 sector)
{
    log_guest(&disk_failures, "disk image %s: cannot %s sector %llu: %s",
              i->path, what, (unsigned long long)sector, strerror(errno));
    return false;
}

static bool is_changed(const struct image *i, u64 sector)
{
    return i->overlay && (i->changed[sector / 8] >> sector % 8 & 1) != 0;
}

static void mark_changed(struct image *i, u64 sector)
{
    if (is_changed(i, sector))
        return;
    i->changed[sector / 8] |= (u8)(1u << sector % 8);
    i->changed_count++;
}

bool image_read(struct image *i, u64 sector, u32 n, u8 *to)
{
    while (n != 0) {
        bool changed = is_changed(i, sector);
        u32 run = 1;
        while (run < n && is_changed(i, sector + run) == changed)
            run++;
        if (!fd_read(changed ? i->overlay_fd : i->fd, to,
                     (size_t)run * DISK_SECTOR_BYTES,
                     sector * DISK_SECTOR_BYTES))
            return failed_warn(i, "read", sector);
        to += (size_t)run * DISK_SECTOR_BYTES;
        sector += run;
        n -= run;
    }
    return true;
}

bool image_write(struct image *i, u64 sector, u32 n, const u8 *from)
{
    i->dirty = !i->overlay;
    if (!fd_write(i->overlay ? i->overlay_fd : i->fd, from,
                  (size_t)n * DISK_SECTOR_BYTES, sector * DISK_SECTOR_BYTES))
        return failed_warn(i, "write", sector);
    for (u32 k = 0; i->overlay && k < n; k++)
        mark_changed(i, sector + k);
    return true;
}

bool image_flush(struct image *i)
{
    int result = 0;
    if (!i->dirty)
        return true;
    do
        result = fdatasync(i->fd);
    while (result != 0 && errno == EINTR);
    i->dirty = result != 0;
    return result == 0;
}

void image_close(struct image *i)
{
    if (!i->open)
        return;
    if (!image_flush(i))
        log_warn("disk image %s: cannot flush: %s", i->path, strerror(errno));
    if (close(i->fd) != 0)
        log_warn("disk image %s: cannot close: %s", i->path, strerror(errno));
    image_free(i);
}

bool image_open_memory(struct image *i, const u8 *bytes, u64 n, struct err *e)
{
    *i = (struct image){.fd = -1, .overlay_fd = -1, .overlay = true};
    if (n == 0 || n % DISK_SECTOR_BYTES != 0)
        return open_end(i, fail(e,
                                "a disk in memory of %llu bytes, not a "
                                "multiple of %d",
                                (unsigned long long)n, DISK_SECTOR_BYTES));
    i->sectors = n / DISK_SECTOR_BYTES;
    i->path = strdup("in memory");
    i->fd = memfd_create("disk", MFD_CLOEXEC);
    if (i->path == NULL || i->fd < 0 || !fd_write(i->fd, bytes, n, 0))
        return open_end(i, fail_status(e, 90, "no memory for the disk"));
    return open_end(i, overlay_open(i, e));
}

/* --- state -------------------------------------------------------------- */

/* One changed sector: its number, then its bytes. */
static void sector_sync(struct image *i, struct snap *s, u64 sector)
{
    u8 bytes[DISK_SECTOR_BYTES], number[8];
    put_le64(number, sector);
    snap_bytes(s, "sector", number, sizeof number);
    if (!fd_read(i->overlay_fd, bytes, sizeof bytes,
                 sector * DISK_SECTOR_BYTES))
        s->failed = true;
    else
        snap_bytes(s, "bytes", bytes, sizeof bytes);
}

static void overlay_save(struct image *i, struct snap *s)
{
    u8 count[8];
    put_le64(count, i->changed_count);
    snap_bytes(s, "changed sectors", count, sizeof count);
    for (u64 at = 0; at < i->changed_room; at += 8) {
        for (u32 bit = 0; i->changed[at / 8] != 0 && bit < 8; bit++) {
            if (is_changed(i, at + bit))
                sector_sync(i, s, at + bit);
        }
    }
}

static bool sector_load(struct image *i, struct snap *s)
{
    u8 bytes[DISK_SECTOR_BYTES] = {0}, number[8] = {0};
    snap_bytes(s, "sector", number, sizeof number);
    snap_bytes(s, "bytes", bytes, sizeof bytes);
    u64 sector = get_le64(number);
    return !s->failed && sector < i->changed_room &&
           image_write(i, sector, 1, bytes);
}

static void overlay_load(struct image *i, struct snap *s)
{
    u8 count[8] = {0};
    snap_bytes(s, "changed sectors", count, sizeof count);
    memset(i->changed, 0, i->changed_room / 8 + 1);
    i->changed_count = 0;
    for (u64 left = get_le64(count); left != 0; left--) {
        if (!sector_load(i, s)) {
            s->failed = true;
            return;
        }
    }
}

void image_sync(struct image *i, struct snap *s)
{
    if (!i->open || !i->overlay)
        return;
    if (s->mode == SNAP_LOAD)
        overlay_load(i, s);
    else
        overlay_save(i, s);
}
