#include "include/nn_losses.h"
#include "scalar_math.h"
#include <stddef.h>

// Floats as integers of the same order, because only a maximum of integers may be taken in any
// order: with floats it would matter where a NaN comes in. Here NaN is above all and comes out.
NN_INLINE int32_t ordered(float x) {
  int32_t bits = (int32_t)nn_bits(x);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

NN_INLINE float largest_of(const float *z, long columns) {
  int32_t top = INT32_MIN;
  NN_EACH(i, columns, int32_t place = ordered(z[i]); top = place > top ? place : top;);
  return nn_from_bits((uint32_t)(top ^ ((top >> 31) & 0x7fffffff)));
}

// Writes e^(z - top) and returns their sum, which is at least 1.
NN_INLINE float exponentials(const float *z, float top, float *out, long columns) {
#pragma clang fp reassociate(on)
  float sum = 0;
  NN_EACH(i, columns, {
    float e = nn_exp_negative(z[i] - top);
    out[i] = e;
    sum += e;
  });
  return sum;
}

NN_INLINE float sum_of_exponentials(const float *z, float top, long columns) {
#pragma clang fp reassociate(on)
  float sum = 0;
  NN_EACH(i, columns, sum += nn_exp_negative(z[i] - top););
  return sum;
}

NN_INLINE float mean_below(const float *z, float top, long columns) {
#pragma clang fp reassociate(on)
  float sum = 0;
  NN_EACH(i, columns, sum += z[i] - top;);
  return sum / (float)columns;
}

typedef struct {
  float sum;     // of the exponentials
  float credit;  // what the smoothed label takes off their logarithm
} class_row;

// The gradient may take the place of the logits: whatever is wanted of them is read first.
NN_INLINE class_row row_of(const nn_loss_batch *b, long row, int32_t label, float smoothing, float share) {
  const float *z = b->predicted + row * b->columns;
  float top = largest_of(z, b->columns);
  class_row result;
  result.credit = (1 - smoothing) * (z[label] - top);
  if (smoothing > 0) result.credit += smoothing * mean_below(z, top, b->columns);
  result.sum = sum_of_exponentials(z, top, b->columns);
  if (b->gradient == NULL) return result;
  float *gradient = b->gradient + row * b->columns;
  float factor = share / result.sum;
  float even = smoothing * share / (float)b->columns;
  float own = even + (1 - smoothing) * share;
  // The exponentials are taken twice: with few classes that is cheaper than to wait until they can
  // be read back.
  NN_EACH(i, b->columns, gradient[i] = nn_exp_negative(z[i] - top) * factor -
                                       ((int32_t)i == label ? own : even););
  return result;
}

// How many rows' sums are gathered before their logarithms are taken together.
#define NN_ROWS_TOGETHER 64

NN_KERNEL double nn_categorical_crossentropy(const nn_loss_batch *b, const int32_t *labels,
                                             float smoothing) {
#pragma clang fp reassociate(on)
  float sums[NN_ROWS_TOGETHER];
  float credits[NN_ROWS_TOGETHER];
  float weights[NN_ROWS_TOGETHER];
  double total = 0;
  for (long start = 0; start < b->rows; start += NN_ROWS_TOGETHER) {
    long count = b->rows - start < NN_ROWS_TOGETHER ? b->rows - start : NN_ROWS_TOGETHER;
    for (long i = 0; i < count; i++) {
      long row = start + i;
      weights[i] = b->row_weights == NULL ? 1 : b->row_weights[row];
      class_row found = row_of(b, row, labels[row], smoothing, weights[i] / (float)b->rows);
      sums[i] = found.sum;
      credits[i] = found.credit;
    }
    NN_EACH(i, count, total += weights[i] * (nn_log_positive(sums[i]) - credits[i]););
  }
  return b->rows > 0 ? total / (double)b->rows : 0;
}

NN_KERNEL void nn_softmax(const float *logits, float *probabilities, long rows, long columns) {
  for (long row = 0; row < rows; row++) {
    const float *z = logits + row * columns;
    float *out = probabilities + row * columns;
    float factor = 1 / exponentials(z, largest_of(z, columns), out, columns);
    NN_EACH(i, columns, out[i] *= factor;);
  }
}
