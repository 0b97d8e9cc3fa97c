/* SPDX-License-Identifier: MIT
 *
 * A growing byte string, and whole files in and out of it. Growth doubles the
 * capacity; a size computation never wraps. Writing a file goes through a
 * temporary file beside it, so that readers see the old or the new content.
 */
#include <util/buf.h>

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    BUF_FIRST_BYTES = 256,
    READ_CHUNK_BYTES = 64 * 1024,
    TEMPORARY_TRIES = 100
};

void buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}

bool buf_reserve(struct buf *b, size_t more)
{
    if (b->failed || more > SIZE_MAX / 2 - b->size) {
        b->failed = true;
        return false;
    }
    size_t need = b->size + more;
    if (need <= b->capacity)
        return true;
    size_t capacity = b->capacity ? b->capacity : BUF_FIRST_BYTES;
    while (capacity < need)
        capacity *= 2;
    u8 *data = realloc(b->data, capacity);
    if (!data) {
        b->failed = true;
        return false;
    }
    b->data = data;
    b->capacity = capacity;
    return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    if (n == 0 || !buf_reserve(b, n))
        return;
    memcpy(b->data + b->size, bytes, n);
    b->size += n;
}

void buf_add_le32(struct buf *b, u32 value)
{
    u8 bytes[4];
    put_le32(bytes, value);
    buf_add(b, bytes, sizeof(bytes));
}

void buf_add_zeros(struct buf *b, size_t n)
{
    if (n == 0 || !buf_reserve(b, n))
        return;
    memset(b->data + b->size, 0, n);
    b->size += n;
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) {
        b->failed = true;
        return;
    }
    /* vsnprintf writes a terminator, which is not part of the string. */
    if (!buf_reserve(b, (size_t)n + 1))
        return;
    va_start(args, format);
    vsnprintf((char *)b->data + b->size, (size_t)n + 1, format, args);
    va_end(args);
    b->size += (size_t)n;
}

bool buf_print(const struct buf *b, FILE *to)
{
    return b->size == 0 || fwrite(b->data, 1, b->size, to) == b->size;
}

static bool read_all(struct buf *b, int fd, const char *path, size_t limit,
                     struct err *e)
{
    size_t start = b->size;
    for (;;) {
        if (!buf_reserve(b, READ_CHUNK_BYTES))
            return fail(e, "cannot read %s: out of memory", path);
        ssize_t n = read(fd, b->data + b->size, READ_CHUNK_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(e, "cannot read %s: %s", path, strerror(errno));
        if (n == 0)
            return true;
        b->size += (size_t)n;
        if (b->size - start > limit)
            return fail(e, "%s is larger than %zu bytes", path, limit);
    }
}

/* O_NONBLOCK: opening a FIFO without a writer must not hang. */
bool buf_read_file(struct buf *b, const char *path, size_t limit, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fail(e, "cannot open %s: %s", path, strerror(errno));
    struct stat st;
    bool ok = true;
    if (fstat(fd, &st) != 0)
        ok = fail(e, "cannot open %s: %s", path, strerror(errno));
    else if (!S_ISREG(st.st_mode))
        ok = fail(e, "%s is not a regular file", path);
    else if (st.st_size > 0 && (u64)st.st_size > limit)
        ok = fail(e, "%s is larger than %zu bytes", path, limit);
    else
        ok = read_all(b, fd, path, limit, e);
    close(fd);
    return ok;
}

static bool write_all(int fd, const u8 *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, bytes, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        bytes += done;
        n -= (size_t)done;
    }
    return true;
}

static bool write_direct(const char *path, const void *bytes, size_t n,
                         struct err *e)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail(e, "cannot open %s: %s", path, strerror(errno));
    bool ok = write_all(fd, bytes, n);
    int reason = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        reason = errno;
    }
    return ok || fail(e, "cannot write %s: %s", path, strerror(reason));
}

/* A new file beside `path`, made with the mode that open would give (or the
 * mode of the file to be replaced); its name is appended to `name`. */
static int temporary_open(struct buf *name, const char *path,
                          const struct stat *old)
{
    int fd = -1;
    for (unsigned i = 0; fd < 0 && i < TEMPORARY_TRIES; i++) {
        name->size = 0;
        buf_printf(name, "%s.%ld-%u.tmp", path, (long)getpid(), i);
        if (name->failed) {
            errno = ENOMEM;
            return -1;
        }
        fd = open((char *)name->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                  0666);
        if (fd < 0 && errno != EEXIST)
            return -1;
    }
    if (fd >= 0 && old && fchmod(fd, old->st_mode & 07777) != 0) {
        unlink((char *)name->data);
        close(fd);
        return -1;
    }
    return fd;
}

static bool write_replacing(const char *path, const struct stat *old,
                            const void *bytes, size_t n, struct err *e)
{
    struct buf name = {0};
    int fd = temporary_open(&name, path, old);
    bool ok = fd >= 0;
    if (ok) {
        ok = write_all(fd, bytes, n) && fsync(fd) == 0;
        int reason = errno;
        if (close(fd) != 0 && ok) {
            ok = false;
            reason = errno;
        }
        if (ok && rename((char *)name.data, path) != 0) {
            ok = false;
            reason = errno;
        }
        if (!ok)
            unlink((char *)name.data);
        errno = reason;
    }
    if (!ok)
        fail(e, "cannot write %s: %s", path, strerror(errno));
    buf_free(&name);
    return ok;
}

bool file_write(const char *path, const void *bytes, size_t n, struct err *e)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return write_replacing(path, NULL, bytes, n, e);
    if (!S_ISREG(st.st_mode))
        return write_direct(path, bytes, n, e);
    /* A symbolic link stays one: the file it names is replaced. */
    char *target = realpath(path, NULL);
    if (!target)
        return fail(e, "cannot write %s: %s", path, strerror(errno));
    bool ok = write_replacing(target, &st, bytes, n, e);
    free(target);
    return ok;
}

/* The folder that a new file would be made in; false: name too long. */
static bool folder_of(const char *path, char *folder, size_t size)
{
    const char *slash = strrchr(path, '/');
    size_t n = slash ? (size_t)(slash - path) : 0;
    if (n >= size)
        return false;
    memcpy(folder, path, n);
    folder[n] = 0;
    if (n == 0)
        strcpy(folder, slash ? "/" : ".");
    return true;
}

/* A regular file is replaced through its folder, others are written to. */
bool file_write_check(const char *path, const char *option, struct err *e)
{
    char folder[4096];
    struct stat st;
    int error = 0;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        error = EISDIR;
    else if (stat(path, &st) == 0 && access(path, W_OK) != 0)
        error = errno;
    else if (!folder_of(path, folder, sizeof(folder)))
        error = ENAMETOOLONG;
    else if ((stat(path, &st) != 0 || S_ISREG(st.st_mode)) &&
             access(folder, W_OK | X_OK) != 0)
        error = errno;
    return error == 0 || fail_status(e, 90, "%s: cannot write %s: %s", option,
                                     path, strerror(error));
}
