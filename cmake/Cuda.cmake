# The CUDA library: built when nvcc is there, opened at run time when a driver is there.
message(STATUS "mvjpeg: the CUDA library has no sources yet")
