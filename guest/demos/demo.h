/* SPDX-License-Identifier: MIT
 *
 * The frame of a demo in C on core 0: a tick that paces it, the keys of the
 * window, and `q` on the serial port, which ends it with status 0.
 *
 * The handlers only leave marks; the program looks at them between two
 * pictures and sleeps in demo_wait.
 */
#ifndef DEMO_H
#define DEMO_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <lamp.h>
#include <lamp/dev/ps2.h>
#include <lamp/dev/serial.h>

/* Keys as scan codes of set 1; extended ones have KEY_EXTENDED added. */
enum key {
    KEY_NONE = 0,
    KEY_EXTENDED = 0x80,
    KEY_ESCAPE = 0x01,
    KEY_Q = 0x10,
    KEY_W = 0x11,
    KEY_P = 0x19,
    KEY_ENTER = 0x1C,
    KEY_A = 0x1E,
    KEY_S = 0x1F,
    KEY_D = 0x20,
    KEY_Z = 0x2C,
    KEY_X = 0x2D,
    KEY_M = 0x32,
    KEY_SPACE = 0x39,
    KEY_UP = KEY_EXTENDED + 0x48,
    KEY_LEFT = KEY_EXTENDED + 0x4B,
    KEY_RIGHT = KEY_EXTENDED + 0x4D,
    KEY_DOWN = KEY_EXTENDED + 0x50,
    KEYS = 256,
    KEY_QUEUE = 32 /* presses that wait; more are lost */
};

static volatile uint32_t demo_ticks;
static volatile bool demo_quit;
static volatile bool key_held[KEYS];
static volatile uint8_t key_queue[KEY_QUEUE];
static volatile uint32_t key_in, key_out; /* presses ever queued and taken */

static __attribute__((interrupt)) void demo_on_tick(void)
{
    demo_ticks++;
}

/* Each byte left behind requests the vector again. */
static __attribute__((interrupt)) void demo_on_serial(void)
{
    if (lamp_in(PORT_SERIAL_RX) == 'q')
        demo_quit = true;
}

static __attribute__((interrupt)) void demo_on_key(void)
{
    static uint32_t extended;
    uint32_t code = lamp_in(PORT_KBD_DATA);
    if (code == PS2_EXTENDED) {
        extended = KEY_EXTENDED;
        return;
    }
    uint32_t key = (code & ~PS2_BREAK) | extended;
    extended = 0;
    bool pressed = !(code & PS2_BREAK);
    if (pressed && key_in - key_out < KEY_QUEUE)
        key_queue[key_in++ % KEY_QUEUE] = (uint8_t)key;
    key_held[key] = pressed;
}

/* The next key that was pressed, repeats of a held one included. */
static inline enum key demo_key(void)
{
    if (key_out == key_in)
        return KEY_NONE;
    return key_queue[key_out++ % KEY_QUEUE];
}

/* Says what the demo is, then ticks every `micros` microseconds. */
static inline void demo_start(const char *text, uint32_t micros)
{
    puts(text);
    lamp_handle(INT_TIMER, demo_on_tick);
    lamp_handle(INT_SERIAL, demo_on_serial);
    lamp_handle(INT_KEYBOARD, demo_on_key);
    lamp_out(PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    lamp_tick(micros);
}

/* Waits for a tick. Returns how many there were since the last call, so that
 * a demo which falls behind can catch up. */
static inline uint32_t demo_wait(void)
{
    lamp_mask(true);
    while (demo_ticks == 0 && !demo_quit) {
        lamp_wait();
        lamp_mask(false); /* handlers run here */
        lamp_mask(true);
    }
    uint32_t ticks = demo_ticks;
    demo_ticks = 0;
    lamp_mask(false);
    if (demo_quit)
        exit(0);
    return ticks;
}

#endif
