/* SPDX-License-Identifier: MIT
 *
 * A kernel in a hundred lines. The boot image loads it from the disk and calls
 * start with BootInfo; the timer, the serial port and the keyboard interrupt
 * core 0, and every other core draws in its own part of the screen.
 *
 * It has no crt0: nothing has run before start, the C stack is the one of the
 * boot image, and malloc and exit are not there. printf needs neither.
 *
 *     ./build/vm --disk build/kernel/kernel.img --smp 4
 */
#include <stdio.h>

#include <lamp.h>
#include <lamp/bootinfo.h>
#include <lamp/dev/fb.h>
#include <lamp/dev/serial.h>

enum { TICK = 250000, KEYS = 16, STACK = 4096 };

static struct boot_info info;
static volatile uint32_t ticks;
static _Atomic uint32_t pictures[BOARD_CORES_MAX]; /* of other cores */
static volatile struct key {
    uint32_t vector, byte;
} keys[KEYS];
static volatile uint32_t keys_in, keys_out; /* ever put and taken */
static uint64_t stacks[BOARD_CORES_MAX][STACK / 8];

static __attribute__((interrupt)) void on_timer(void)
{
    ticks++;
}

/* One handler for both: the vector tells which device it was. */
static __attribute__((interrupt)) void on_key(void)
{
    uint32_t vector = lamp_vector();
    uint32_t port = vector == INT_SERIAL ? PORT_SERIAL_RX : PORT_KBD_DATA;
    struct key key = {vector, lamp_in(port)};
    if (keys_in - keys_out < KEYS)
        keys[keys_in++ % KEYS] = key;
}

/* Every other core: a band of the screen that changes its colours. */
static void draw(void *unused)
{
    (void)unused;
    uint32_t cpu = lamp_cpu(), height = FB_HEIGHT / info.cores;
    uint32_t *band = lamp_fb() + cpu * height * FB_WIDTH;
    for (;; pictures[cpu]++) {
        uint32_t time = pictures[cpu];
        for (uint32_t i = 0; i < height * FB_WIDTH; i++)
            band[i] = ((i % FB_WIDTH + time) & 0xFF) << (cpu % 3 * 8);
    }
}

static void start_cores(void)
{
    for (uint32_t cpu = 1; cpu < info.cores; cpu++) {
        lamp_start(cpu, draw, NULL, stacks[cpu] + STACK / 8);
        while (pictures[cpu] == 0)
            lamp_pause();
        printf("core %u draws\n", (unsigned)cpu);
    }
}

static void start_devices(void)
{
    lamp_handle(INT_TIMER, on_timer);
    lamp_handle(INT_SERIAL, on_key);
    lamp_handle(INT_KEYBOARD, on_key);
    lamp_out(PORT_SERIAL_CTRL, SERIAL_RX_IRQ);
    lamp_tick(TICK);
}

static void print_key(struct key key)
{
    bool serial = key.vector == INT_SERIAL;
    printf(serial ? "serial %02X\n" : "keyboard %02X\n", (unsigned)key.byte);
    if (serial && key.byte == 'q')
        lamp_out(PORT_EXIT, 0);
}

void start(const struct boot_info *boot)
{
    info = *boot; /* its memory is ours to use from now on */
    printf("kernel: %u MiB of memory, %u cores, %u sectors of disk\n",
           (unsigned)(info.ram_lo >> 20), (unsigned)info.cores,
           (unsigned)(info.disk_lo / 512));
    start_cores();
    start_devices();
    for (uint32_t seen = 0;;) {
        lamp_mask(true);
        if (ticks == seen && keys_in == keys_out)
            lamp_wait();  /* until a request, masked or not */
        lamp_mask(false); /* the handlers run here */
        for (; seen < ticks; seen++)
            printf("tick %u\n", (unsigned)seen + 1);
        while (keys_out != keys_in)
            print_key(keys[keys_out++ % KEYS]);
    }
}
