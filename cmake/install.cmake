# SPDX-License-Identifier: MIT
# Programs, datasheet and documents; images, manual pages and completion are
# installed where they are made. vm looks for images in ../share/lamp beside
# itself.
install(TARGETS vm lamp-as lamp-ld lamp-objdump lamp-mkdisk lamp-svd
  lamp-test
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
# The debugger's wrapper stands beside vm in the build directory too.
foreach(file lamp-gdb lamp-gdb.py)
  configure_file(tools/gdb/${file} ${CMAKE_BINARY_DIR}/${file} COPYONLY)
endforeach()
install(PROGRAMS tools/gdb/lamp-gdb DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES tools/gdb/lamp-gdb.py
  DESTINATION ${CMAKE_INSTALL_DATADIR}/lamp)
install(DIRECTORY include/lamp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs
  FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
