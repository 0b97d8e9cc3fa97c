/* SPDX-License-Identifier: MIT
 *
 * Pictures: what is written is decoded again with libpng and compared pixel
 * by pixel, and a file that cannot be written is an error that names it.
 */
#include "../../src/host/picture.h"

#include <png.h>
#include <stdlib.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { WIDTH = 640, HEIGHT = 480, PIXELS = WIDTH * HEIGHT };

static u32 pixels[PIXELS];

static void pixels_make(void)
{
    u64 seed = 7;
    for (u32 i = 0; i < PIXELS; i++)
        pixels[i] = i % 3 ? (u32)splitmix64(&seed) : i;
}

static void check_decoded(const u8 *rgb)
{
    for (u32 i = 0; i < PIXELS; i++) {
        u32 pixel = (u32)rgb[3 * i] << 16 | (u32)rgb[3 * i + 1] << 8 |
                    (u32)rgb[3 * i + 2];
        assert_int_equal(pixel, pixels[i] & 0x00FFFFFF);
    }
}

static void test_round_trip(void **state)
{
    struct buf bytes = {0};
    struct err e = {0};
    (void)state;
    pixels_make();
    assert_true(picture_encode(&bytes, pixels, WIDTH, HEIGHT, &e));
    assert_memory_equal(bytes.data, "\x89PNG\r\n\x1A\n", 8);
    /* IHDR: 8 bits a channel, RGB, not interlaced. */
    assert_memory_equal(bytes.data + 16, "\0\0\x02\x80\0\0\x01\xE0\x08\x02",
                        10);

    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(
        png_image_begin_read_from_memory(&image, bytes.data, bytes.size));
    assert_int_equal(image.width, WIDTH);
    assert_int_equal(image.height, HEIGHT);
    image.format = PNG_FORMAT_RGB;
    u8 *rgb = malloc(PNG_IMAGE_SIZE(image));
    assert_true(png_image_finish_read(&image, NULL, rgb, 0, NULL));
    check_decoded(rgb);
    free(rgb);
    buf_free(&bytes);
}

static void test_file(void **state)
{
    char path[] = "/tmp/test_picture_XXXXXX";
    struct err e = {0};
    struct buf made = {0}, read = {0};
    (void)state;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(picture_encode(&made, pixels, WIDTH, HEIGHT, &e));
    assert_true(picture_write(path, pixels, WIDTH, HEIGHT, &e));
    assert_true(buf_read_file(&read, path, 4u << 20, &e));
    assert_int_equal(read.size, made.size);
    assert_memory_equal(read.data, made.data, made.size);
    buf_free(&made);
    buf_free(&read);
    unlink(path);
}

static void test_file_that_cannot_be(void **state)
{
    const char *path = "/nonexistent folder/a.png";
    struct err e = {0};
    (void)state;
    assert_false(picture_write(path, pixels, WIDTH, HEIGHT, &e));
    assert_non_null(strstr(e.text, path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_file_that_cannot_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
