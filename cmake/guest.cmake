# SPDX-License-Identifier: MIT
# What runs in the machine, firmware and demos, made by our own assembler; and
# the target "programs", which is all that ./dev run needs.
add_subdirectory(tools)
add_subdirectory(bios)
add_subdirectory(guest)

add_custom_target(programs DEPENDS vm lamp-as lamp-objdump bios demos)
