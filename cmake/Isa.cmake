# One translation unit per instruction set, each with flags of its own.
function(mvjpeg_add_isa_sources target)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_sources(${target} PRIVATE src/cpu/avx2.cc src/cpu/avxvnni.cc src/cpu/avx512vnni.cc)
    set_source_files_properties(src/cpu/avx2.cc PROPERTIES COMPILE_OPTIONS "-mavx2")
    set_source_files_properties(src/cpu/avxvnni.cc PROPERTIES COMPILE_OPTIONS "-mavx2;-mavxvnni")
    # GCC 12's own AVX-512 header starts from undefined vectors on purpose and then warns of it (GCC bug 105593).
    set_source_files_properties(
      src/cpu/avx512vnni.cc
      PROPERTIES
        COMPILE_OPTIONS
        "-mavx512f;-mavx512bw;-mavx512vl;-mavx512dq;-mavx512vnni;-mprefer-vector-width=512;-Wno-uninitialized;-Wno-maybe-uninitialized")
  elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64|ARM64")
    target_sources(${target} PRIVATE src/cpu/neon.cc)
    set_source_files_properties(src/cpu/neon.cc PROPERTIES COMPILE_OPTIONS "-march=armv8.2-a+dotprod")
  endif()
endfunction()
