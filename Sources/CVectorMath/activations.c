#include "include/nn_activations.h"
#include "scalar_math.h"
#include <stddef.h>

static const float selu_scale = 1.0507009873554805f;
static const float selu_alpha = 1.6732632423543772f;
static const float leaky_slope = 0.01f;

NN_INLINE float sigmoid_value(float z) { return nn_sigmoid(z); }
NN_INLINE float sigmoid_slope(float a) { return a * (1 - a); }

NN_INLINE float tanh_value(float z) { return nn_tanh(z); }
NN_INLINE float tanh_slope(float a) { return 1 - a * a; }

NN_INLINE float relu_value(float z) { return z > 0 ? z : 0; }
NN_INLINE float relu_slope(float a) { return a > 0 ? 1 : 0; }

NN_INLINE float leaky_relu_value(float z) { return z > 0 ? z : leaky_slope * z; }
NN_INLINE float leaky_relu_slope(float a) { return a > 0 ? 1 : leaky_slope; }

NN_INLINE float elu_value(float z) { return z > 0 ? z : nn_expm1(z); }
NN_INLINE float elu_slope(float a) { return a > 0 ? 1 : a + 1; }

NN_INLINE float selu_value(float z) {
  return selu_scale * (z > 0 ? z : selu_alpha * nn_expm1(z));
}
NN_INLINE float selu_slope(float a) { return a > 0 ? selu_scale : a + selu_scale * selu_alpha; }

NN_INLINE float softplus_value(float z) { return nn_softplus(z); }
NN_INLINE float softplus_slope(float a) { return -nn_expm1(-a); }

NN_INLINE float softsign_value(float z) { return z / (1 + nn_abs(z)); }
NN_INLINE float softsign_slope(float a) {
  float rest = 1 - nn_abs(a);
  return rest * rest;
}

NN_INLINE float gelu_value(float z) { return z * nn_normal_cdf(z); }
NN_INLINE float gelu_slope(float z) {
  return nn_normal_cdf(z) + z * 0.3989422804f * nn_exp(-0.5f * z * z);
}

NN_INLINE float silu_value(float z) { return z * nn_sigmoid(z); }
NN_INLINE float silu_slope(float z) {
  float s = nn_sigmoid(z);
  return s * (1 + z * (1 - s));
}

// tanh(softplus(z)) = n / (n + 2) with n = e^z (e^z + 2); past 20 it is 1.
NN_INLINE float mish_value(float z) {
  float e = nn_exp(z < 20 ? z : 20);
  float n = e * (e + 2);
  return z * (n / (n + 2));
}
NN_INLINE float mish_slope(float z) {
  float e = nn_exp(z < 20 ? z : 20);
  float n = e * (e + 2);
  float d = 1 / (n + 2);
  return n * d + z * (4 * e * (e + 1)) * d * d;
}

NN_INLINE void add_bias(const float *bias, float *z, long rows, long columns) {
  if (bias == NULL) return;
  for (long row = 0; row < rows; row++) {
    float *restrict target = z + row * columns;
    for (long column = 0; column < columns; column++) target[column] += bias[column];
  }
}

NN_KERNEL void nn_linear_forward(const float *bias, float *z, float *a, long rows, long columns) {
  add_bias(bias, z, rows, columns);
  if (a != z) __builtin_memcpy(a, z, sizeof(float) * rows * columns);
}

#define NN_ACTIVATION(name)                                                                    \
  NN_KERNEL void nn_##name##_forward(const float *bias, float *z, float *a, long rows,         \
                                     long columns) {                                           \
    add_bias(bias, z, rows, columns);                                                          \
    for (long i = 0; i < rows * columns; i++) a[i] = name##_value(z[i]);                       \
  }                                                                                            \
  NN_KERNEL void nn_##name##_backward(const float *restrict kept, float *restrict gradient,    \
                                      long count) {                                            \
    for (long i = 0; i < count; i++) gradient[i] *= name##_slope(kept[i]);                     \
  }

NN_ACTIVATION(sigmoid)
NN_ACTIVATION(tanh)
NN_ACTIVATION(relu)
NN_ACTIVATION(leaky_relu)
NN_ACTIVATION(elu)
NN_ACTIVATION(selu)
NN_ACTIVATION(softplus)
NN_ACTIVATION(softsign)
NN_ACTIVATION(gelu)
NN_ACTIVATION(silu)
NN_ACTIVATION(mish)
