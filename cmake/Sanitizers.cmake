# -DMVJPEG_SANITIZE=address,undefined
set(MVJPEG_SANITIZE "" CACHE STRING "Sanitizers for every target, comma-separated")

function(mvjpeg_target_sanitizers target)
  if(MVJPEG_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${MVJPEG_SANITIZE} -fno-sanitize-recover=all
                                             -fno-omit-frame-pointer -g)
    target_link_options(${target} PRIVATE -fsanitize=${MVJPEG_SANITIZE})
  endif()
endfunction()
