/* SPDX-License-Identifier: MIT
 *
 * Bytes from the serial port, the keyboard and the mouse. Each has one queue;
 * the cores that read it share what comes.
 */
#include <lamp.h>

#include <lamp/dev/serial.h>

static int take(uint32_t status, uint32_t ready, uint32_t data)
{
    return lamp_in(status) & ready ? (int)lamp_in(data) : -1;
}

int lamp_serial(void)
{
    return take(PORT_SERIAL_CTRL, SERIAL_RX_READY, PORT_SERIAL_RX);
}

int lamp_key(void)
{
    return take(PORT_KBD_STATUS, PS2_READY, PORT_KBD_DATA);
}

/* A packet enters the queue as a whole. */
bool lamp_mouse(struct lamp_mouse *report)
{
    int flags = take(PORT_MOUSE_STATUS, PS2_READY, PORT_MOUSE_DATA);
    if (flags < 0)
        return false;
    int dx = (int)lamp_in(PORT_MOUSE_DATA), dy = (int)lamp_in(PORT_MOUSE_DATA);
    report->dx = flags & PS2_MOUSE_X_SIGN ? dx - 256 : dx;
    report->dy = flags & PS2_MOUSE_Y_SIGN ? dy - 256 : dy;
    report->buttons =
        (unsigned)flags & (PS2_MOUSE_LEFT | PS2_MOUSE_RIGHT | PS2_MOUSE_MIDDLE);
    return true;
}
