function(mvjpeg_target_warnings target)
  # GCC 12 warns of an impossible overlap in std::string::operator+ (GCC bug 105651): -Wno-restrict.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
                                           -Wno-restrict -Werror)
endfunction()
