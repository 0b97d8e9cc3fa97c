/* SPDX-License-Identifier: MIT
 *
 * liblamp on a machine of two cores with a disk: features, clocks, locks and
 * barriers, interrupts, the screen, input that is not there, the disk. Prints
 * what is wrong.
 */
#include <lamp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lamp/dev/fb.h>

enum { ROUNDS = 1000, VECTOR = 0x40 };

static int failures;

static void check(bool ok, const char *what)
{
    if (!ok) {
        printf("board: %s\n", what);
        failures++;
    }
}

static lamp_lock lock;
static lamp_barrier barrier;
static volatile int counter, behind, interrupts;

static void count(void)
{
    for (int k = 0; k < ROUNDS; k++) {
        lamp_acquire(&lock);
        counter = counter + 1;
        lamp_release(&lock);
        lamp_meet(&barrier, 2);
        behind += counter != 2 * (k + 1);
        lamp_meet(&barrier, 2);
    }
}

static void other_core(void *argument)
{
    check(argument == &counter, "argument of lamp_start");
    check(lamp_cpu() == 1, "number of core 1");
    count();
}

__attribute__((interrupt)) static void handle(void)
{
    if (lamp_vector() == VECTOR)
        interrupts = interrupts + 1;
}

static void cores(void)
{
    char *stack = malloc(16384);
    lamp_start(1, other_core, (void *)&counter, stack + 16384);
    count();
    check(counter == 2 * ROUNDS, "counting under a lock");
    check(behind == 0, "a barrier let a core through");
}

static void requests(void)
{
    lamp_handle(VECTOR, handle);
    lamp_ipi(0, VECTOR);
    check(interrupts == 1, "IPI to oneself");
    lamp_enable(VECTOR, false);
    lamp_ipi(0, VECTOR);
    check(interrupts == 1, "a disabled vector");
    lamp_enable(VECTOR, true);
    lamp_sleep(1000);
    for (int k = 0; k < 2000 && interrupts == 1; k++)
        lamp_pause();
    check(interrupts == 2, "a vector enabled again");
}

static void screen(void)
{
    const uint32_t *fb = lamp_fb();
    int ink = 0;
    lamp_fill(-5, -5, 10, 10, 0x112233);
    lamp_fill(FB_WIDTH - 1, FB_HEIGHT - 1, 9, 9, 7);
    check(fb[0] == 0x112233 && fb[4 * FB_WIDTH + 4] == 0x112233, "a rectangle");
    check(fb[5] == 0 && fb[5 * FB_WIDTH] == 0, "around a rectangle");
    check(fb[FB_WIDTH * FB_HEIGHT - 1] == 7, "the last pixel");
    lamp_text(100, 100, "H\nH", 1, 2);
    for (int y = 0; y < LAMP_FONT_HEIGHT; y++) {
        for (int x = 0; x < LAMP_FONT_WIDTH; x++) {
            uint32_t up = fb[(100 + y) * FB_WIDTH + 100 + x];
            ink += up == 1;
            check(up == 1 || up == 2, "ink and paper");
            check(up == fb[(116 + y) * FB_WIDTH + 100 + x], "a second line");
        }
    }
    check(ink > 20 && ink < 80, "ink of a letter");
    lamp_text(FB_WIDTH - 4, FB_HEIGHT - 4, "clipped", 1, 2);
}

static void disk(void)
{
    static char out[1024], in[1024];
    uint32_t sectors = lamp_disk_sectors();
    check(lamp_has(FEATURE_DISK), "feature of the disk");
    check(sectors == 2048, "size of the disk");
    for (int k = 0; k < 1024; k++)
        out[k] = (char)(k * 7);
    check(lamp_disk_write(sectors - 2, out, 2), "a write");
    check(lamp_disk_flush(), "a flush");
    check(lamp_disk_read(sectors - 2, in, 2), "a read");
    check(memcmp(in, out, 1024) == 0, "what was written");
    check(!lamp_disk_read(sectors - 1, in, 2), "a read beyond the end");
}

int main(void)
{
    struct lamp_mouse report;
    uint64_t before = lamp_nanos();
    lamp_sleep(50000);
    check(lamp_nanos() - before >= 50000, "a sleep too short");
    check(lamp_cores() == 2 && lamp_cpu() == 0, "cores");
    check(lamp_serial() == -1 && lamp_key() == -1, "input from nowhere");
    check(!lamp_mouse(&report), "a mouse from nowhere");
    requests();
    screen();
    disk();
    cores();
    return failures != 0;
}
