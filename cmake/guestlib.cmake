# SPDX-License-Identifier: MIT
# The libraries for C programs, once for each instruction set: crt0.o, libc.a,
# libm.a, librt.a, liblamp.a under lib/lamp/{lamp,lamp+x1}, headers under
# lib/lamp/include. Made by our own compiler; lamp-cc finds them beside itself.
if(NOT VM_HAVE_CC)
  return()
endif()
set(guestlib_source ${CMAKE_SOURCE_DIR}/guest/lib)
set(guestlib_out ${CMAKE_BINARY_DIR}/lib/lamp)
find_program(VM_AR NAMES ar llvm-ar-19 REQUIRED)

file(GLOB guestlib_headers CONFIGURE_DEPENDS RELATIVE ${guestlib_source}/include
  ${guestlib_source}/include/*.h ${guestlib_source}/include/sys/*.h)
file(GLOB_RECURSE datasheet RELATIVE ${CMAKE_SOURCE_DIR}/include
  ${CMAKE_SOURCE_DIR}/include/lamp/*.h ${CMAKE_SOURCE_DIR}/include/lamp/*.def)
foreach(header ${guestlib_headers})
  configure_file(${guestlib_source}/include/${header}
    ${guestlib_out}/include/${header} COPYONLY)
endforeach()
foreach(header ${datasheet})
  configure_file(${CMAKE_SOURCE_DIR}/include/${header}
    ${guestlib_out}/include/${header} COPYONLY)
endforeach()

# guestlib_object(OUT MARCH SOURCE): one object, in the list `objects`.
macro(guestlib_object out march source)
  add_custom_command(OUTPUT ${out}
    COMMAND lamp-cc -O2 -march=${march} -ffreestanding -fno-builtin -Wall
      -ffunction-sections -fdata-sections
      -I${guestlib_source}/libc -I${guestlib_source} -MD -MF ${out}.d -MT ${out} -c ${source} -o ${out}
    DEPENDS lamp-cc ${source} DEPFILE ${out}.d VERBATIM
    COMMENT "Compiling ${march} ${source}")
endmacro()

set(guestlib_all)
foreach(march lamp lamp+x1)
  set(folder ${guestlib_out}/${march})
  file(MAKE_DIRECTORY ${folder}/obj)
  add_custom_command(OUTPUT ${folder}/crt0.o
    COMMAND lamp-as -march=${march} -f elf -o ${folder}/crt0.o
      ${guestlib_source}/crt/crt0.s
    DEPENDS lamp-as ${guestlib_source}/crt/crt0.s VERBATIM)
  list(APPEND guestlib_all ${folder}/crt0.o)
  foreach(library c m rt lamp)
    set(source_folder lib${library})
    file(GLOB sources CONFIGURE_DEPENDS ${guestlib_source}/${source_folder}/*.c
      ${guestlib_source}/${source_folder}/*.s)
    set(objects)
    foreach(source ${sources})
      get_filename_component(name ${source} NAME)
      set(object ${folder}/obj/${library}-${name}.o)
      guestlib_object(${object} ${march} ${source})
      list(APPEND objects ${object})
    endforeach()
    set(archive ${folder}/lib${library}.a)
    add_custom_command(OUTPUT ${archive}
      COMMAND ${CMAKE_COMMAND} -E rm -f ${archive}
      COMMAND ${VM_AR} rcD ${archive} ${objects}
      DEPENDS ${objects} VERBATIM COMMENT "Archiving ${march} lib${library}.a")
    list(APPEND guestlib_all ${archive})
    install(FILES ${archive} DESTINATION lib/lamp/${march})
  endforeach()
  install(FILES ${folder}/crt0.o DESTINATION lib/lamp/${march})
endforeach()
add_custom_target(guestlib ALL DEPENDS ${guestlib_all})
install(DIRECTORY ${guestlib_out}/include DESTINATION lib/lamp)
