# SPDX-License-Identifier: MIT
# Programs, datasheet and documents; images, manual pages and completion are
# installed where they are made. vm looks for images in ../share/lamp beside
# itself.
install(TARGETS vm lamp-as lamp-ld lamp-objdump lamp-mkdisk
  lamp-test
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/lamp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/docs
  FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
