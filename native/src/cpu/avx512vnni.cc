#include "avx512_convolution.h"

namespace mvjpeg::cpu {

extern const Isa kAvx512Vnni = make_isa<Avx512Vnni>(
    "avx512vnni", {.group = 8, .weight_bytes = 1, .activation_bytes = 1, .fours = true},
    has_avx512_vnni);

}  // namespace mvjpeg::cpu
