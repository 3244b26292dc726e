# Settings that every target shares: C++20, optimised unless asked otherwise, exact floating point.
option(MVJPEG_TESTS "Build the native tests" OFF)
set(MVJPEG_LIBRARY_FOLDER "" CACHE PATH "Where the shared libraries go; the build folder if empty")

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
find_package(Threads REQUIRED)

function(mvjpeg_target_defaults target)
  # A contracted multiply-add rounds once where the arithmetic asks for two roundings.
  target_compile_options(${target} PRIVATE -ffp-contract=off)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O3>)
  mvjpeg_target_warnings(${target})
  mvjpeg_target_sanitizers(${target})
endfunction()
