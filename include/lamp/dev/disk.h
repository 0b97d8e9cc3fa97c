/* SPDX-License-Identifier: MIT
 *
 * The disk: ports DISK_CMD, DISK_LBA, DISK_ADDR, DISK_COUNT, DISK_STATUS;
 * vector INT_DISK when a command ends (docs/board.md).
 */
#ifndef LAMP_DEV_DISK_H
#define LAMP_DEV_DISK_H

enum disk_command {
    DISK_READ = 1,  /* COUNT sectors from LBA to RAM at ADDR */
    DISK_WRITE = 2, /* COUNT sectors from RAM at ADDR to LBA */
    DISK_FLUSH = 3  /* until the data is safe on the host */
};

enum disk_status { DISK_IDLE = 0, DISK_BUSY = 1, DISK_ERROR = 2 };

enum { DISK_SECTOR_BYTES = 512 };

#endif
