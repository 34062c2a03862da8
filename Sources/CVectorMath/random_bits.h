#pragma once
#include "vector_loops.h"
#include <stdint.h>

// Chris Wellons' `lowbias32` (Hash Prospector, 2018): a bijection of 32 bits with little bias.
NN_INLINE uint32_t nn_mix(uint32_t x) {
  x = (x ^ (x >> 16)) * 0x7feb352du;
  x = (x ^ (x >> 15)) * 0x846ca68bu;
  return x ^ (x >> 16);
}

// 32 bits that are a pure function of a key and a place. The key gives the counter its stride as well
// as its start, so that the streams of two keys are not one stream in another order; the second round
// parts what neighbours still have in common.
NN_INLINE uint32_t nn_random_bits(uint32_t place, uint64_t key) {
  uint32_t low = (uint32_t)key;
  uint32_t high = (uint32_t)(key >> 32);
  return nn_mix(nn_mix(place * (low | 1) + high) + low);
}
