/* SPDX-License-Identifier: MIT
 *
 * The serial port, ports SERIAL_TX, SERIAL_CTRL, SERIAL_RX (docs/board.md).
 */
#ifndef LAMP_DEV_SERIAL_H
#define LAMP_DEV_SERIAL_H

enum serial_bit {
    SERIAL_RX_READY = 1 << 0, /* SERIAL_CTRL read: byte waiting */
    SERIAL_TX_READY = 1 << 1, /* always set */
    SERIAL_RX_IRQ = 1 << 0    /* SERIAL_CTRL write: receive interrupt */
};

enum { SERIAL_FIFO_BYTES = 255 };

#endif
