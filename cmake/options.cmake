# SPDX-License-Identifier: MIT
# Compiler options and host libraries. What every object of the tree needs is
# set for the directory, so that no target can miss a sanitizer; what belongs
# to our own sources is in the interface target lamp_options.
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
set(VM_HAVE_SDL OFF)
if(VM_SDL)
  pkg_check_modules(SDL2 IMPORTED_TARGET sdl2)
  set(VM_HAVE_SDL ${SDL2_FOUND})
endif()

# The JSON control socket; without it the option says that it is not there.
pkg_check_modules(JANSSON IMPORTED_TARGET jansson)
set(VM_HAVE_JANSSON ${JANSSON_FOUND})

# A trace of generated code names its instructions when LLVM is there; only
# headers are needed here, src/debug/host_text.c loads the library.
find_path(VM_LLVM_C llvm-c/Disassembler.h PATHS /usr/lib/llvm-19/include
  DOC "Headers of LLVM 19, for --trace=asm")
set(VM_HAVE_LLVM OFF)
if(VM_LLVM_C)
  set(VM_HAVE_LLVM ON)
endif()

# Generated code is for one kind of host; elsewhere there is the interpreter.
set(VM_JIT OFF)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$" AND UNIX)
  set(VM_JIT ON)
endif()

# -O3 and link-time optimisation were measured: no faster, one is larger.
# Tables to unwind by are for exceptions and debuggers: an eighth of vm.
set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG -fno-asynchronous-unwind-tables")
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g")

# Tables of addresses to adjust at the start: 24 bytes each, or a bit or two
# where linker and C library know how. Cross-compiled: as the linker likes.
if(NOT CMAKE_CROSSCOMPILING)
  include(CheckCSourceRuns)
  set(CMAKE_REQUIRED_FLAGS -fPIE)
  set(CMAKE_REQUIRED_LINK_OPTIONS -pie -Wl,-z,pack-relative-relocs)
  check_c_source_runs("int x; int *p = &x; int main(void) { return p != &x; }"
    VM_PACKS_RELOCATIONS)
  unset(CMAKE_REQUIRED_FLAGS)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  if(VM_PACKS_RELOCATIONS)
    add_link_options(-Wl,-z,pack-relative-relocs)
  endif()
endif()

# The same sources give the same bytes wherever they lie.
add_compile_options(-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=
  -ffile-prefix-map=${CMAKE_BINARY_DIR}=.)

if(VM_SANITIZE)
  add_compile_options(-fsanitize=${VM_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${VM_SANITIZE})
  if(VM_SANITIZE MATCHES "thread" AND CMAKE_C_COMPILER_ID STREQUAL "GNU")
    # Its warning that fences are not modelled; all shared data is atomic or
    # locked, and the litmus tests look at fences.
    add_compile_options(-Wno-tsan)
  endif()
endif()
if(VM_COVERAGE)
  add_compile_options(--coverage -fprofile-update=atomic)
  add_link_options(--coverage)
endif()
if(VM_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

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
foreach(flag VM_DEBUG VM_SWITCH VM_HAVE_SDL VM_HAVE_JANSSON VM_HAVE_LLVM VM_JIT)
  if(${flag})
    target_compile_definitions(lamp_options INTERFACE ${flag}=1)
  endif()
endforeach()
