# SPDX-License-Identifier: MIT
# Programs in lamp assembly: lamp_program(TARGET SOURCE OUTPUT [INCLUDE...])
# assembles SOURCE to the flat image OUTPUT, again whenever it or a file it
# includes has changed. lamp_object(OUTPUT SOURCE [INCLUDE...]) makes an object.
# lamp_c_program(TARGET MARCH OUTPUT SOURCE...) compiles C files for -march=MARCH
# and links them; an OUTPUT that ends in .bin is flat, every other is ELF.
include_guard(GLOBAL)

set(lamp_generated ${CMAKE_BINARY_DIR}/guest/include)
file(MAKE_DIRECTORY ${lamp_generated})

# Device registers and bits for assembly, from the headers of the datasheet.
foreach(device time sysinfo intc disk serial ps2 exit)
  list(APPEND lamp_device_headers
    ${CMAKE_SOURCE_DIR}/include/lamp/dev/${device}.h)
endforeach()
list(APPEND lamp_device_headers ${CMAKE_SOURCE_DIR}/include/lamp/bootinfo.h)
add_custom_command(OUTPUT ${lamp_generated}/dev.inc
  COMMAND sh ${CMAKE_SOURCE_DIR}/guest/lib/dev.sh ${lamp_generated}/dev.inc
    ${lamp_device_headers}
  DEPENDS ${CMAKE_SOURCE_DIR}/guest/lib/dev.sh ${lamp_device_headers}
  COMMENT "Generating dev.inc" VERBATIM)
add_custom_target(lamp-dev-inc DEPENDS ${lamp_generated}/dev.inc)

# lamp_assemble(FORMAT SOURCE OUTPUT [INCLUDE...]): the rule for one file.
function(lamp_assemble format source output)
  get_filename_component(directory ${output} DIRECTORY)
  get_filename_component(name ${output} NAME)
  file(MAKE_DIRECTORY ${directory})
  list(TRANSFORM ARGN PREPEND -I OUTPUT_VARIABLE includes)
  add_custom_command(OUTPUT ${output}
    COMMAND lamp-as -f ${format} -I${CMAKE_SOURCE_DIR}/guest/lib
      -I${CMAKE_BINARY_DIR}/guest/include ${includes} -MD -MF ${output}.d -o ${output} ${source}
    DEPENDS lamp-as lamp-dev-inc ${source}
    DEPFILE ${output}.d
    COMMENT "Assembling ${name}" VERBATIM)
endfunction()

function(lamp_program target source output)
  lamp_assemble(bin ${source} ${output} ${ARGN})
  add_custom_target(${target} ALL DEPENDS ${output})
endfunction()

function(lamp_object output source)
  lamp_assemble(elf ${source} ${output} ${ARGN})
endfunction()

function(lamp_c_program target march output)
  get_filename_component(name ${output} NAME)
  file(MAKE_DIRECTORY ${output}.dir)
  foreach(source ${ARGN})
    get_filename_component(file ${source} NAME)
    set(object ${output}.dir/${file}.o)
    add_custom_command(OUTPUT ${object}
      COMMAND lamp-cc -O2 -march=${march} -Wall -Wextra
        -I${CMAKE_SOURCE_DIR}/guest/lib -MD -MF ${object}.d -MT ${object}
        -c ${source} -o ${object}
      DEPENDS lamp-cc guestlib ${source}
      DEPFILE ${object}.d
      COMMENT "Compiling ${file} of ${name} for ${march}" VERBATIM)
    list(APPEND objects ${object})
  endforeach()
  add_custom_command(OUTPUT ${output}
    COMMAND lamp-cc -march=${march} -Wl,-Map=${output}.map -o ${output}
      ${objects}
    DEPENDS lamp-cc ${guestlib_all} ${objects}
    COMMENT "Linking ${name} for ${march}" VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${output})
endfunction()
