# SPDX-License-Identifier: MIT
# Writes the colours of an assembly file (.equ COLOUR_X, 0x...) as a C header.
# usage: cmake -DOUT=FILE.h -DTHEME=FILE.inc -P theme.cmake
file(STRINGS ${THEME} lines REGEX "^\\.equ COLOUR_")
set(text "/* SPDX-License-Identifier: MIT */\nenum {\n")
foreach(line ${lines})
  string(REGEX REPLACE "^\\.equ COLOUR_([A-Z]+), *(0x[0-9A-F]+).*"
    "    THEME_\\1 = \\2,\n" row "${line}")
  string(APPEND text "${row}")
endforeach()
file(WRITE ${OUT} "${text}};\n")
