/* SPDX-License-Identifier: MIT
 *
 * errno, which all cores share, and its texts.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

int errno;

char *strerror(int number)
{
    static const struct {
        int number;
        const char *text;
    } table[] = {{0, "Success"},
                 {EPERM, "Operation not permitted"},
                 {ENOENT, "No such file or directory"},
                 {EINTR, "Interrupted system call"},
                 {EIO, "Input/output error"},
                 {EBADF, "Bad file descriptor"},
                 {EAGAIN, "Resource temporarily unavailable"},
                 {ENOMEM, "Cannot allocate memory"},
                 {EACCES, "Permission denied"},
                 {EBUSY, "Device or resource busy"},
                 {EEXIST, "File exists"},
                 {EINVAL, "Invalid argument"},
                 {ENOSPC, "No space left on device"},
                 {ESPIPE, "Illegal seek"},
                 {EDOM, "Numerical argument out of domain"},
                 {ERANGE, "Numerical result out of range"},
                 {ENOSYS, "Function not implemented"},
                 {EOVERFLOW, "Value too large for defined data type"},
                 {EILSEQ, "Invalid or incomplete multibyte or wide character"},
                 {ETIMEDOUT, "Connection timed out"}};
    for (size_t k = 0; k < sizeof(table) / sizeof(*table); k++) {
        if (table[k].number == number)
            return (char *)table[k].text;
    }
    return (char *)"Unknown error";
}

void perror(const char *text)
{
    int number = errno;
    if (text && *text)
        fprintf(stderr, "%s: ", text);
    fprintf(stderr, "%s\n", strerror(number));
}
