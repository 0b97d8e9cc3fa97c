# SPDX-License-Identifier: MIT
# Writes a C file with the bytes of guest programs: the array selftest_images.
# usage: cmake -DOUT=FILE.c -DIMAGES=A.bin|B.bin -P embed.cmake
string(REPLACE "|" ";" IMAGES "${IMAGES}")
set(text "/* SPDX-License-Identifier: MIT */\n#include <selftest/selftest.h>\n")
foreach(image ${IMAGES})
  get_filename_component(name ${image} NAME_WE)
  file(READ ${image} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND text "static const u8 ${name}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", ${name}, sizeof ${name}},\n")
  math(EXPR count "${count} + 1")
endforeach()
string(APPEND text "const struct selftest_image selftest_images[] = {\n${rows}};
const u32 selftest_image_count = ${count};\n")
file(WRITE ${OUT} "${text}")
