# SPDX-License-Identifier: MIT
# What runs in the machine: firmware and demos, made by our own assembler; and
# the target "programs", which is all that ./dev run needs.
foreach(folder tools bios guest)
  if(EXISTS ${CMAKE_SOURCE_DIR}/${folder}/CMakeLists.txt)
    add_subdirectory(${folder})
  endif()
endforeach()

add_custom_target(programs)
foreach(program vm lamp-as lamp-objdump bios demos)
  if(TARGET ${program})
    add_dependencies(programs ${program})
  endif()
endforeach()
