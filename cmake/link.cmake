# SPDX-License-Identifier: MIT
# Who links whom, and the programs. The libraries of the machine call each
# other through the headers of include/vm, hence one group.
target_link_libraries(lamp_host PUBLIC PkgConfig::PNG)
if(VM_HAVE_JANSSON)
  target_link_libraries(lamp_debug PUBLIC PkgConfig::JANSSON)
endif()
if(VM_HAVE_LLVM)
  set_property(SOURCE src/debug/host_text.c APPEND PROPERTY
    INCLUDE_DIRECTORIES ${VM_LLVM_C})
  set_property(SOURCE src/debug/host_text.c APPEND PROPERTY
    COMPILE_DEFINITIONS VM_LLVM_LIBRARY="libLLVM.so.19.1")
  target_link_libraries(lamp_debug PUBLIC ${CMAKE_DL_LIBS})
endif()
if(VM_HAVE_SDL)
  # Headers only: src/host/sdl_load.c loads the library when a window is wanted.
  target_include_directories(lamp_host PRIVATE ${SDL2_INCLUDE_DIRS})
  target_link_libraries(lamp_host PUBLIC ${CMAKE_DL_LIBS})
endif()
# What stands around the machine, but main itself, so that tests can link it.
file(GLOB program_sources CONFIGURE_DEPENDS src/*.c)
list(FILTER program_sources EXCLUDE REGEX "/main\\.c$")
add_library(lamp_program STATIC ${program_sources})
target_include_directories(lamp_program PUBLIC src)
target_link_libraries(lamp_program PUBLIC lamp_options)
list(APPEND VM_LIBS lamp_program)
add_library(lamp_machine_all INTERFACE)
target_link_libraries(lamp_machine_all INTERFACE
  -Wl,--start-group ${VM_LIBS} -Wl,--end-group lamp_options)

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
add_executable(vm src/main.c)
target_link_libraries(vm PRIVATE lamp_machine_all PkgConfig::PNG)

include(cmake/selftest.cmake)
include(cmake/docs.cmake)
