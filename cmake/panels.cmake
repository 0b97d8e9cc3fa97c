# SPDX-License-Identifier: MIT
# Font and colours of the debugger's panels, which are those of the firmware:
# font.s assembled by our own lamp-as, and the table of bios/theme.inc.
include(${CMAKE_SOURCE_DIR}/cmake/lamp.cmake)
set(folder ${CMAKE_BINARY_DIR}/panels)
lamp_assemble(bin ${CMAKE_SOURCE_DIR}/src/debug/font.s ${folder}/font.bin)
add_custom_command(OUTPUT ${folder}/font.c
  COMMAND ${CMAKE_COMMAND} -DOUT=${folder}/font.c -DFONT=${folder}/font.bin
    -DHEADER=${CMAKE_SOURCE_DIR}/include/lamp/image.h
    -P ${CMAKE_SOURCE_DIR}/cmake/font.cmake
  DEPENDS ${folder}/font.bin ${CMAKE_SOURCE_DIR}/cmake/font.cmake
  COMMENT "Embedding the font" VERBATIM)
add_custom_command(OUTPUT ${folder}/theme.h
  COMMAND ${CMAKE_COMMAND} -DOUT=${folder}/theme.h
    -DTHEME=${CMAKE_SOURCE_DIR}/bios/theme.inc
    -P ${CMAKE_SOURCE_DIR}/cmake/theme.cmake
  DEPENDS ${CMAKE_SOURCE_DIR}/bios/theme.inc
    ${CMAKE_SOURCE_DIR}/cmake/theme.cmake
  COMMENT "Writing theme.h" VERBATIM)
target_sources(lamp_debug PRIVATE ${folder}/font.c ${folder}/theme.h)
target_include_directories(lamp_debug PRIVATE ${folder}
  ${CMAKE_SOURCE_DIR}/src)
