#include "include/nn_activations.h"
#include "scalar_math.h"
#include <stddef.h>

static const float selu_scale = 1.0507009873554805f;
static const float selu_alpha = 1.6732632423543772f;
static const float leaky_slope = 0.01f;

NN_INLINE float sigmoid_value(float z) { return nn_sigmoid(z); }
NN_INLINE float sigmoid_derivative(float a) { return a * (1 - a); }

NN_INLINE float tanh_value(float z) { return nn_tanh(z); }
NN_INLINE float tanh_derivative(float a) { return 1 - a * a; }

NN_INLINE float relu_value(float z) { return z > 0 ? z : 0; }
NN_INLINE float relu_derivative(float a) { return a > 0 ? 1 : 0; }

NN_INLINE float leaky_relu_value(float z) { return z > 0 ? z : leaky_slope * z; }
NN_INLINE float leaky_relu_derivative(float a) { return a > 0 ? 1 : leaky_slope; }

NN_INLINE float elu_value(float z) { return z > 0 ? z : nn_expm1_negative(z); }
NN_INLINE float elu_derivative(float a) { return a > 0 ? 1 : a + 1; }

NN_INLINE float selu_value(float z) {
  return selu_scale * (z > 0 ? z : selu_alpha * nn_expm1_negative(z));
}
NN_INLINE float selu_derivative(float a) { return a > 0 ? selu_scale : a + selu_scale * selu_alpha; }

NN_INLINE float softplus_value(float z) { return nn_softplus(z); }
NN_INLINE float softplus_derivative(float a) { return -nn_expm1_negative(-a); }

NN_INLINE float softsign_value(float z) { return z / (1 + nn_abs(z)); }
NN_INLINE float softsign_derivative(float a) {
  float rest = 1 - nn_abs(a);
  return rest * rest;
}

NN_INLINE float gelu_value(float z) { return z * nn_normal_at(z).cumulative; }
NN_INLINE float gelu_derivative(float z) {
  const float density_at_0 = 0.39894228f;
  nn_normal normal = nn_normal_at(z);
  return normal.cumulative + z * density_at_0 * normal.density;
}

NN_INLINE float silu_value(float z) { return z * nn_sigmoid(z); }
NN_INLINE float silu_derivative(float z) {
  float s = nn_sigmoid(z);
  return s * (1 + z * (1 - s));
}

// tanh(softplus(z)) = n / (n + 2) with n = e^z (e^z + 2); past 20 it is 1.
NN_INLINE float mish_value(float z) {
  float e = nn_exp(z < 20 ? z : 20);
  float n = e * (e + 2);
  return z * (n / (n + 2));
}
NN_INLINE float mish_derivative(float z) {
  float e = nn_exp(z < 20 ? z : 20);
  float n = e * (e + 2);
  float d = 1 / (n + 2);
  return n * d + z * (4 * e * (e + 1)) * d * d;
}

NN_INLINE void add_bias(const float *bias, float *z, long rows, long columns) {
#define NN_ADD_BIAS(type, column)                                            \
  {                                                                          \
    const type added = *(const type *)(bias + column);                       \
    float *target = z + column;                                              \
    for (long row = 0; row < rows; row++, target += columns) {               \
      *(type *)target += added;                                              \
    }                                                                        \
  }
  NN_COLUMN_GROUPS(columns, NN_ADD_BIAS);
#undef NN_ADD_BIAS
}

NN_KERNEL void nn_linear_forward(const float *bias, float *z, float *a, long rows, long columns) {
  if (bias != NULL) add_bias(bias, z, rows, columns);
  if (a != z) NN_EACH(i, rows * columns, a[i] = z[i];);
}

// Rows that fit sixteen lanes a whole number of times are taken as rows of sixteen, with the bias
// repeated. Returns the columns a row then has.
NN_INLINE long widened(const float **bias, float *repeated, long columns) {
  if (columns >= NN_LANES || NN_LANES % columns != 0) return columns;
  for (long i = 0; i < NN_LANES; i++) repeated[i] = (*bias)[i & (columns - 1)];
  *bias = repeated;
  return NN_LANES;
}

// The bias and the function go in one pass where rows are wide or can be widened. Other narrow rows
// would leave most lanes empty: they take the bias first, and then the function as one long row.
#define NN_ACTIVATION(name)                                                                    \
  NN_KERNEL void nn_##name##_forward(const float *bias, float *z, float *a, long rows,         \
                                     long columns) {                                           \
    const long count = rows * columns;                                                         \
    float repeated[NN_LANES];                                                                  \
    const long width = bias == NULL || count == 0 ? 0 : widened(&bias, repeated, columns);     \
    if (width < NN_LANES) {                                                                    \
      if (bias != NULL) add_bias(bias, z, rows, columns);                                      \
      NN_EACH(i, count, a[i] = name##_value(z[i]););                                           \
      return;                                                                                  \
    }                                                                                          \
    for (long start = 0; start < count; start += width) {                                      \
      const long length = count - start < width ? count - start : width;                       \
      float *z_row = z + start;                                                                \
      float *a_row = a + start;                                                                \
      NN_EACH(i, length, float sum = z_row[i] + bias[i]; z_row[i] = sum;                       \
              a_row[i] = name##_value(sum););                                                  \
    }                                                                                          \
  }                                                                                            \
  NN_KERNEL void nn_##name##_backward(const float *kept, float *gradient, long count) {        \
    NN_EACH(i, count, gradient[i] *= name##_derivative(kept[i]););                                  \
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
