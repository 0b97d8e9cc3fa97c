# SPDX-License-Identifier: MIT
# What runs in the machine, firmware and demos, made by our own assembler; and
# the target "programs", which is all that ./dev run needs.
add_subdirectory(tools)
add_subdirectory(tools/cc)
include(cmake/guestlib.cmake)
add_subdirectory(bios)
add_subdirectory(guest)

add_custom_target(programs DEPENDS vm lamp-as lamp-ld lamp-objdump lamp-mkdisk lamp-test
  lamp-svd
  bios demos)
if(VM_HAVE_CC)
  add_dependencies(programs lamp-cc)
  if(TARGET guestlib)
    add_dependencies(programs guestlib)
  endif()
endif()
