#include "nn_processor.h"

int nn_vector_instructions(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  // AVX-512 without the parts for bytes, double words and short vectors was only in Xeon Phi.
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")) {
    return 3;
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 2;
  if (__builtin_cpu_supports("avx")) return 1;
#endif
  return 0;
}
