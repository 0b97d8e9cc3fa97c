# SPDX-License-Identifier: MIT
# The manual page and the completion of bash, from the option table.
add_executable(vm-docgen tools/doc/options.c)
target_include_directories(vm-docgen PRIVATE src)
target_link_libraries(vm-docgen PRIVATE lamp_options)
foreach(page "man|vm.1" "bash|vm.bash")
  string(REPLACE "|" ";" page ${page})
  list(GET page 0 kind)
  list(GET page 1 name)
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/${name}
    COMMAND vm-docgen ${kind} > ${CMAKE_BINARY_DIR}/${name}
    DEPENDS vm-docgen ${CMAKE_SOURCE_DIR}/src/option.def
    COMMENT "Writing ${name}")
endforeach()
add_custom_target(vm-pages ALL
  DEPENDS ${CMAKE_BINARY_DIR}/vm.1 ${CMAKE_BINARY_DIR}/vm.bash)
install(FILES ${CMAKE_BINARY_DIR}/vm.1
  DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/vm.bash RENAME vm
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
