#pragma once
#include "vector_loops.h"
#include <math.h>

NN_INLINE float nn_exp(float x) { return expf(x); }
NN_INLINE float nn_expm1(float x) { return expm1f(x); }
NN_INLINE float nn_log(float x) { return logf(x); }
NN_INLINE float nn_log1p(float x) { return log1pf(x); }
NN_INLINE float nn_tanh(float x) { return tanhf(x); }
NN_INLINE float nn_sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }
NN_INLINE float nn_normal_cdf(float x) { return 0.5f * erfcf(-x * 0.70710678f); }
NN_INLINE float nn_softplus(float x) { return (x > 0 ? x : 0) + log1pf(expf(-fabsf(x))); }
NN_INLINE float nn_abs(float x) { return __builtin_fabsf(x); }
