# The CUDA library: built when nvcc is there, opened at run time when a driver is there.
set(MVJPEG_CUDA AUTO CACHE STRING "Build the CUDA library: AUTO (where nvcc is found), ON or OFF")
set_property(CACHE MVJPEG_CUDA PROPERTY STRINGS AUTO ON OFF)
# Code for every chip from Turing on; PTX of the oldest lets a driver translate for chips to come.
set(MVJPEG_CUDA_ARCHITECTURES "75-real;80-real;86-real;89-real;90-real;100-real;120-real;80-virtual"
    CACHE STRING "As CMAKE_CUDA_ARCHITECTURES; a single one builds faster")

function(mvjpeg_add_cuda_library)
  # The device code apart, because nvcc takes other options than the host compiler.
  add_library(mvjpeg_cuda_kernels OBJECT src/cuda/kernels.cu)
  target_include_directories(mvjpeg_cuda_kernels PRIVATE include)
  set_target_properties(mvjpeg_cuda_kernels PROPERTIES
    CUDA_ARCHITECTURES "${MVJPEG_CUDA_ARCHITECTURES}"
    CUDA_VISIBILITY_PRESET hidden
    CUDA_STANDARD 17  # the newest that CMake 3.25 knows of nvcc 13
    CUDA_RUNTIME_LIBRARY Static)
  # One rounding per operation on the device too; line numbers for compute-sanitizer and profilers.
  target_compile_options(mvjpeg_cuda_kernels PRIVATE
    --fmad=false -lineinfo --threads=2 --Werror=all-warnings -Xcompiler=-Wall,-Wextra,-Wshadow,-Werror)

  add_library(mvjpeg_cuda SHARED
    src/model.cc
    src/cuda/context.cc
    src/cuda/context_pool.cc
    src/cuda/cuda_abi.cc
    src/cuda/cuda_kernel.cc
    src/cuda/device.cc
    src/cuda/network_image.cc
    src/cuda/residence.cc
    src/cuda/rows.cc
    $<TARGET_OBJECTS:mvjpeg_cuda_kernels>)
  target_include_directories(mvjpeg_cuda PRIVATE include)
  # Nothing of the runtime inside may meet a CUDA runtime that the process has of its own.
  target_link_libraries(mvjpeg_cuda PRIVATE CUDA::cudart_static)
  target_link_options(mvjpeg_cuda PRIVATE -Wl,--exclude-libs,ALL -Wl,--no-undefined)
  set_target_properties(mvjpeg_cuda PROPERTIES LINKER_LANGUAGE CXX CUDA_STANDARD 17)
  mvjpeg_target_defaults(mvjpeg_cuda)
  if(MVJPEG_LIBRARY_FOLDER)
    set_target_properties(mvjpeg_cuda PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${MVJPEG_LIBRARY_FOLDER}")
  endif()
endfunction()

if(MVJPEG_CUDA)
  include(CheckLanguage)
  check_language(CUDA)
  if(CMAKE_CUDA_COMPILER)
    set(CMAKE_CUDA_ARCHITECTURES "${MVJPEG_CUDA_ARCHITECTURES}")
    enable_language(CUDA)
    find_package(CUDAToolkit REQUIRED QUIET)
    mvjpeg_add_cuda_library()
  elseif(MVJPEG_CUDA STREQUAL "AUTO")
    message(STATUS "mvjpeg: no nvcc, building the CPU library alone")
  else()
    message(FATAL_ERROR "mvjpeg: MVJPEG_CUDA is ON, but there is no nvcc")
  endif()
endif()
