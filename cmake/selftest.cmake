# SPDX-License-Identifier: MIT
# The guest programs of vm --selftest, assembled by our own lamp-as and built
# into vm.
file(GLOB guest_tests CONFIGURE_DEPENDS src/selftest/*.s)
set(folder ${CMAKE_BINARY_DIR}/selftest)
file(MAKE_DIRECTORY ${folder})
foreach(source ${guest_tests})
  get_filename_component(name ${source} NAME_WE)
  add_custom_command(OUTPUT ${folder}/${name}.bin
    COMMAND lamp-as -f bin -I ${CMAKE_SOURCE_DIR}/src/selftest
      -o ${folder}/${name}.bin ${source}
    DEPENDS lamp-as ${source} ${CMAKE_SOURCE_DIR}/src/selftest/check.inc
    COMMENT "Assembling selftest ${name}" VERBATIM)
  list(APPEND guest_images ${folder}/${name}.bin)
endforeach()
string(REPLACE ";" "|" guest_list "${guest_images}")
add_custom_command(OUTPUT ${folder}/images.c
  COMMAND ${CMAKE_COMMAND} -DOUT=${folder}/images.c "-DIMAGES=${guest_list}"
    -P ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  DEPENDS ${guest_images} ${CMAKE_SOURCE_DIR}/cmake/embed.cmake
  COMMENT "Embedding the selftests" VERBATIM)
target_sources(lamp_selftest PRIVATE ${folder}/images.c)
target_include_directories(lamp_selftest PRIVATE ${CMAKE_SOURCE_DIR}/src)
