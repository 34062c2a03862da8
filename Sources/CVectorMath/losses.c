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
  return (element_loss){nn_log_of_cosh(d), nn_tanh(d)};
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
  // Targets of two classes are kept as 0 and 1 for all losses, so that a loss can be changed live.
  float side = y > 0 ? 1 : -1;
  float margin = 1 - side * z;
  // Not `margin > 0`: a prediction that is no number must not pass for a perfect one.
  return (element_loss){margin <= 0 ? 0 : margin, margin <= 0 ? 0 : -side};
}

// Rows of one weight follow each other as one long row.
#define NN_LOSS(name, element)                                                                  \
  NN_INLINE double name##_of_row(const nn_loss_batch *b, long start, long count, float parameter,      \
                                 float share) {                                                 \
    _Pragma("clang fp reassociate(on)")                                                         \
    const float *z = b->predicted + start;                                                       \
    const float *y = b->expected + start;                                                        \
    double sum = 0;                                                                             \
    if (b->gradient == NULL) {                                                                   \
      NN_EACH(i, count, sum += element(z[i], y[i], parameter).value;);                          \
      return sum;                                                                               \
    }                                                                                           \
    float *gradient = b->gradient + start;                                                       \
    NN_EACH(i, count, element_loss loss = element(z[i], y[i], parameter); sum += loss.value;    \
            gradient[i] = loss.slope * share;);                                                 \
    return sum;                                                                                 \
  }                                                                                             \
  NN_INLINE double name##_of_batch(const nn_loss_batch *b, float parameter) {                          \
    if (b->rows * b->columns == 0) return 0;                                                      \
    double share = 1 / (double)(b->rows * b->columns);                                            \
    if (b->row_weights == NULL) {                                                                \
      return name##_of_row(b, 0, b->rows * b->columns, parameter, (float)share) * share;          \
    }                                                                                           \
    double sum = 0;                                                                             \
    for (long row = 0; row < b->rows; row++) {                                                   \
      double weight = b->row_weights[row] * share;                                               \
      sum += name##_of_row(b, row * b->columns, b->columns, parameter, (float)weight) * weight;   \
    }                                                                                           \
    return sum;                                                                                 \
  }

NN_LOSS(mean_squared_error, squared_error)
NN_LOSS(mean_absolute_error, absolute_error)
NN_LOSS(huber, huber)
NN_LOSS(log_cosh, log_cosh)
NN_LOSS(binary_crossentropy, binary_crossentropy)
NN_LOSS(poisson, poisson)
NN_LOSS(hinge, hinge)

NN_KERNEL double nn_mean_squared_error(const nn_loss_batch *b) { return mean_squared_error_of_batch(b, 0); }
NN_KERNEL double nn_mean_absolute_error(const nn_loss_batch *b) { return mean_absolute_error_of_batch(b, 0); }
NN_KERNEL double nn_huber(const nn_loss_batch *b, float delta) { return huber_of_batch(b, delta); }
NN_KERNEL double nn_log_cosh(const nn_loss_batch *b) { return log_cosh_of_batch(b, 0); }
NN_KERNEL double nn_binary_crossentropy(const nn_loss_batch *b, float smoothing) {
  return binary_crossentropy_of_batch(b, smoothing);
}
NN_KERNEL double nn_poisson(const nn_loss_batch *b) { return poisson_of_batch(b, 0); }
NN_KERNEL double nn_hinge(const nn_loss_batch *b) { return hinge_of_batch(b, 0); }
