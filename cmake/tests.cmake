# SPDX-License-Identifier: MIT
# Every test is a ctest. Names are folder.name, labels are the folder, so that
# "ctest -L unit" and "ctest -R serial" select what one expects.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)

if(VM_FUZZ)
  add_subdirectory(tests/oracle)
  add_subdirectory(tests/fuzz)
  return()
endif()
if(NOT VM_TESTS)
  return()
endif()

enable_testing()
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)

# The machine as a library, and cmocka: what a C test links.
add_library(lamp_test INTERFACE)
target_include_directories(lamp_test INTERFACE tests/unit)
target_link_libraries(lamp_test INTERFACE lamp_machine_all PkgConfig::CMOCKA
  PkgConfig::PNG)

# Sanitizers make programs some ten times slower.
set(unit_seconds 120)
if(VM_SANITIZE)
  set(unit_seconds 600)
endif()
file(GLOB unit_tests CONFIGURE_DEPENDS tests/unit/test_*.c)
foreach(source ${unit_tests})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE lamp_test)
  add_test(NAME unit.${name} COMMAND ${name})
  set_tests_properties(unit.${name} PROPERTIES TIMEOUT ${unit_seconds}
    LABELS unit)
endforeach()

set(test_folders
  check as ld cc c csmith irgen isa oracle litmus cli host debug guest boot abi demos lang
  tutorial objdump libc verdict fuzz bench trace)
if(VM_DEBUG)
  # They want nothing on stderr, where the statistics come out.
  list(REMOVE_ITEM test_folders trace host guest demos tutorial libc verdict
    bench)
endif()
foreach(folder ${test_folders})
  add_subdirectory(tests/${folder})
endforeach()
