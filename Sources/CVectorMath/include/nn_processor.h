#pragma once
// Include this header through CVectorMath.h.

// The vector instructions of this processor: 3 AVX-512, 2 AVX2 with FMA, 1 AVX, 0 none of these or no
// x86-64 processor. The operating system has to save the registers, too.
int nn_vector_instructions(void);
