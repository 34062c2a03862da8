#pragma once

// How a loop becomes several: each function marked NN_KERNEL is compiled once for each instruction
// set named here, and the loader picks the best the processor has. Where the compiler or the system
// has no such choice (arm64 always has NEON) there is one plain version.
#if defined(__x86_64__) && defined(__linux__) && defined(__clang__) && \
    __has_attribute(target_clones)
#define NN_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define NN_KERNEL
#endif

// A clone cannot call into another's code without leaving its instruction set, so all that loops
// share must be inlined.
#define NN_INLINE static inline __attribute__((always_inline))
