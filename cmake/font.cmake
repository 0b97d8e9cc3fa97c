# SPDX-License-Identifier: MIT
# Writes a C file with the bytes of a font, an assembled image that holds
# nothing else behind its header.
# usage: cmake -DOUT=FILE.c -DFONT=FONT.bin -DHEADER=image.h -P font.cmake
file(STRINGS ${HEADER} header_bytes REGEX "IMAGE_HEADER_BYTES = [0-9]+")
string(REGEX REPLACE "[^0-9]" "" header_bytes "${header_bytes}")
file(READ ${FONT} bytes OFFSET ${header_bytes} HEX)
string(LENGTH "${bytes}" digits)
math(EXPR rest "${digits} % 32")
if(NOT rest EQUAL 0)
  message(FATAL_ERROR "${FONT}: not whole signs of 16 bytes")
endif()
string(REGEX REPLACE "(................................)" "{\\1},\n" bytes
  "${bytes}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "/* SPDX-License-Identifier: MIT */
#include <debug/cells.h>
const u8 panels_font[SIGN_END - SIGN_FIRST][CELL_HEIGHT] = {
${bytes}};\n")
