# SPDX-License-Identifier: MIT
# Writes a C file with the texts of scripts: the array that runner.c runs.
# usage: cmake -DOUT=FILE.c -DSCRIPTS=A.lng|B.lng -P embed.cmake
string(REPLACE "|" ";" SCRIPTS "${SCRIPTS}")
set(text "/* SPDX-License-Identifier: MIT */\n#include <stddef.h>\n")
string(APPEND text "struct script {\n    const char *name;\n"
  "    const char *text;\n    size_t length;\n};\n"
  "extern const struct script scripts[];\n")
foreach(script ${SCRIPTS})
  get_filename_component(name ${script} NAME_WE)
  file(READ ${script} bytes HEX)
  string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
  string(APPEND text "static const char ${name}_text[] = {${bytes}};\n")
  string(APPEND rows
    "    {\"${name}.lng\", ${name}_text, sizeof ${name}_text},\n")
endforeach()
string(APPEND text
  "const struct script scripts[] = {\n${rows}    {NULL, NULL, 0},\n};\n")
file(WRITE ${OUT} "${text}")
