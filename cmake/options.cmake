# SPDX-License-Identifier: MIT
# Compiler options and host libraries, as one interface target.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
if(VM_SDL)
  pkg_check_modules(SDL2 IMPORTED_TARGET sdl2)
endif()
set(VM_HAVE_SDL ${SDL2_FOUND})

add_library(lamp_options INTERFACE)
target_include_directories(lamp_options INTERFACE
  ${CMAKE_SOURCE_DIR}/include ${CMAKE_BINARY_DIR}/include)
target_compile_definitions(lamp_options INTERFACE _GNU_SOURCE
  VM_VERSION="${PROJECT_VERSION}")
target_compile_options(lamp_options INTERFACE -Wall -Wextra -Wshadow
  -Wstrict-prototypes -Wmissing-prototypes -Wvla
  # IEEE results must not depend on what the compiler fuses.
  -ffp-contract=off
  # Guest memory is typed by the access, not by a declaration.
  -fno-strict-aliasing
  $<$<BOOL:${VM_WERROR}>:-Werror>)
target_link_libraries(lamp_options INTERFACE Threads::Threads m)
foreach(flag VM_DEBUG VM_SWITCH VM_HAVE_SDL)
  if(${flag})
    target_compile_definitions(lamp_options INTERFACE ${flag}=1)
  endif()
endforeach()
