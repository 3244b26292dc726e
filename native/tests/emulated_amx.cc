#include "emulated_tiles.h"
//
#include "../src/cpu/amx.cc"
