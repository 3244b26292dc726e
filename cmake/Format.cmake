# `format` rewrites the native sources, `format-check` fails on a difference; both need clang-format.
find_program(CLANG_FORMAT clang-format)
file(GLOB_RECURSE MVJPEG_FORMATTED CONFIGURE_DEPENDS
     ${CMAKE_CURRENT_SOURCE_DIR}/include/*.h
     ${CMAKE_CURRENT_SOURCE_DIR}/src/*.h ${CMAKE_CURRENT_SOURCE_DIR}/src/*.cc ${CMAKE_CURRENT_SOURCE_DIR}/src/*.cu
     ${CMAKE_CURRENT_SOURCE_DIR}/src/*.cuh
     ${CMAKE_CURRENT_SOURCE_DIR}/tests/*.h ${CMAKE_CURRENT_SOURCE_DIR}/tests/*.cc
     ${CMAKE_CURRENT_SOURCE_DIR}/bench/*.h ${CMAKE_CURRENT_SOURCE_DIR}/bench/*.cc)
if(CLANG_FORMAT)
  add_custom_target(format COMMAND ${CLANG_FORMAT} -i ${MVJPEG_FORMATTED})
  add_custom_target(format-check COMMAND ${CLANG_FORMAT} --dry-run --Werror ${MVJPEG_FORMATTED})
endif()
