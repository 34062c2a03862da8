#include "include/nn_losses.h"
#include "scalar_math.h"
#include <stddef.h>

// A loss of one element and its slope in the prediction.
typedef struct {
  float value;
  float slope;
} element_loss;

NN_INLINE element_loss squared_error(float z, float y, float unused) {
  (void)unused;
  float d = z - y;
  return (element_loss){d * d, 2 * d};
}

NN_INLINE element_loss absolute_error(float z, float y, float unused) {
  (void)unused;
  float d = z - y;
  return (element_loss){nn_abs(d), d > 0 ? 1 : (d < 0 ? -1 : 0)};
}

NN_INLINE element_loss huber(float z, float y, float delta) {
  float d = z - y;
  float size = nn_abs(d);
  float inside = size <= delta;
  return (element_loss){inside ? 0.5f * d * d : delta * (size - 0.5f * delta),
                        inside ? d : (d > 0 ? delta : -delta)};
}

NN_INLINE element_loss log_cosh(float z, float y, float unused) {
  (void)unused;
  float d = z - y;
  float size = nn_abs(d);
  return (element_loss){size + nn_log1p(nn_exp(-2 * size)) - 0.6931471806f, nn_tanh(d)};
}

NN_INLINE element_loss binary_crossentropy(float z, float y, float smoothing) {
  float smoothed = y * (1 - smoothing) + 0.5f * smoothing;
  return (element_loss){nn_softplus(z) - z * smoothed, nn_sigmoid(z) - smoothed};
}

NN_INLINE element_loss poisson(float z, float y, float unused) {
  (void)unused;
  float rate = nn_exp(z);
  return (element_loss){rate - y * z, rate - y};
}

NN_INLINE element_loss hinge(float z, float y, float unused) {
  (void)unused;
  float margin = 1 - y * z;
  return (element_loss){margin > 0 ? margin : 0, margin > 0 ? -y : 0};
}

#define NN_LOSS(name, element)                                                            \
  NN_INLINE double name##_over(nn_loss_batch b, float parameter) {                        \
    double sum = 0;                                                                       \
    float share = (float)(1.0 / (double)(b.rows * b.columns));                            \
    for (long row = 0; row < b.rows; row++) {                                             \
      float weight = b.row_weights != NULL ? b.row_weights[row] : 1;                      \
      for (long i = row * b.columns; i < (row + 1) * b.columns; i++) {                    \
        element_loss loss = element(b.predicted[i], b.expected[i], parameter);            \
        sum += weight * loss.value;                                                       \
        if (b.gradient != NULL) b.gradient[i] = loss.slope * (weight * share);            \
      }                                                                                   \
    }                                                                                     \
    return b.rows > 0 ? sum / (double)(b.rows * b.columns) : 0;                           \
  }

NN_LOSS(mean_squared_error, squared_error)
NN_LOSS(mean_absolute_error, absolute_error)
NN_LOSS(huber, huber)
NN_LOSS(log_cosh, log_cosh)
NN_LOSS(binary_crossentropy, binary_crossentropy)
NN_LOSS(poisson, poisson)
NN_LOSS(hinge, hinge)

NN_KERNEL double nn_mean_squared_error(nn_loss_batch b) { return mean_squared_error_over(b, 0); }
NN_KERNEL double nn_mean_absolute_error(nn_loss_batch b) { return mean_absolute_error_over(b, 0); }
NN_KERNEL double nn_huber(nn_loss_batch b, float delta) { return huber_over(b, delta); }
NN_KERNEL double nn_log_cosh(nn_loss_batch b) { return log_cosh_over(b, 0); }
NN_KERNEL double nn_binary_crossentropy(nn_loss_batch b, float smoothing) {
  return binary_crossentropy_over(b, smoothing);
}
NN_KERNEL double nn_poisson(nn_loss_batch b) { return poisson_over(b, 0); }
NN_KERNEL double nn_hinge(nn_loss_batch b) { return hinge_over(b, 0); }

// Writes e^(z - max) and returns their sum.
NN_INLINE float exponentials(const float *z, float *out, long columns, float *largest) {
  float top = z[0];
  for (long i = 1; i < columns; i++) top = z[i] > top ? z[i] : top;
  float sum = 0;
  for (long i = 0; i < columns; i++) {
    float e = nn_exp(z[i] - top);
    out[i] = e;
    sum += e;
  }
  *largest = top;
  return sum;
}

NN_KERNEL double nn_categorical_crossentropy(nn_loss_batch b, const int32_t *labels,
                                             float smoothing) {
  double total = 0;
  float even = smoothing / (float)b.columns;
  for (long row = 0; row < b.rows; row++) {
    const float *z = b.predicted + row * b.columns;
    float weight = b.row_weights != NULL ? b.row_weights[row] : 1;
    float top = z[0];
    for (long i = 1; i < b.columns; i++) top = z[i] > top ? z[i] : top;
    double sum = 0;
    double mean = 0;
    for (long i = 0; i < b.columns; i++) {
      sum += nn_exp(z[i] - top);
      mean += z[i];
    }
    total += weight * (top + log(sum) - (1 - smoothing) * z[labels[row]] - even * mean);
    if (b.gradient == NULL) continue;
    float *g = b.gradient + row * b.columns;
    float share = weight / (float)b.rows;
    float scale = (float)(share / sum);
    for (long i = 0; i < b.columns; i++) g[i] = nn_exp(z[i] - top) * scale - even * share;
    g[labels[row]] -= (1 - smoothing) * share;
  }
  return b.rows > 0 ? total / (double)b.rows : 0;
}

NN_KERNEL void nn_softmax(const float *logits, float *probabilities, long rows, long columns) {
  for (long row = 0; row < rows; row++) {
    float top;
    float *out = probabilities + row * columns;
    float scale = 1 / exponentials(logits + row * columns, out, columns, &top);
    for (long i = 0; i < columns; i++) out[i] *= scale;
  }
}
