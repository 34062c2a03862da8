#include "include/nn_normalization.h"
#include "vector_loops.h"

// Mean first, then squares of differences: the short formula loses all digits of a small variance
// beside a large mean.
#define NN_NORMALIZE_GROUP(type, column)                                                         \
  {                                                                                              \
    type mean = 0;                                                                               \
    for (long i = column; i < end; i += columns) mean += *(const type *)(x + i);                 \
    mean *= share;                                                                               \
    type variance = 0;                                                                           \
    for (long i = column; i < end; i += columns) {                                               \
      type difference = *(const type *)(x + i) - mean;                                           \
      variance += difference * difference;                                                       \
    }                                                                                            \
    variance *= share;                                                                           \
    const type inverse = 1 / __builtin_elementwise_sqrt(variance + epsilon);                     \
    const type gamma = *(const type *)(n->gamma + column);                                        \
    const type beta = *(const type *)(n->beta + column);                                        \
    *(type *)(n->inverse_standard_deviation + column) = inverse;                                           \
    type *running_mean = (type *)(n->running_mean + column);                                      \
    type *running_variance = (type *)(n->running_variance + column);                              \
    *running_mean += momentum * (mean - *running_mean);                                          \
    *running_variance += momentum * (variance * unbiased - *running_variance);                   \
    for (long i = column; i < end; i += columns) {                                               \
      const type standard = (*(const type *)(x + i) - mean) * inverse;                           \
      *(type *)(normalized + i) = standard;                                                      \
      *(type *)(x + i) = gamma * standard + beta;                                               \
    }                                                                                            \
  }

NN_KERNEL void nn_normalize_batch(const nn_normalization *n, float *x, float *normalized, long rows,
                                  float epsilon, float momentum) {
  const long columns = n->columns;
  const long end = rows * columns;
  const float share = 1 / (float)rows;
  const float unbiased = rows > 1 ? (float)rows / (float)(rows - 1) : 1;
  NN_COLUMN_GROUPS(columns, NN_NORMALIZE_GROUP);
}

#define NN_INFERENCE_GROUP(type, column)                                                         \
  {                                                                                              \
    const type variance = *(const type *)(n->running_variance + column);                          \
    const type mean = *(const type *)(n->running_mean + column);                                  \
    const type factor =                                                                          \
        *(const type *)(n->gamma + column) / __builtin_elementwise_sqrt(variance + epsilon);      \
    const type beta = *(const type *)(n->beta + column);                                        \
    for (long i = column; i < end; i += columns) {                                               \
      *(type *)(x + i) = (*(const type *)(x + i) - mean) * factor + beta;                       \
    }                                                                                            \
  }

NN_KERNEL void nn_normalize_running(const nn_normalization *n, float *x, long rows, float epsilon) {
  const long columns = n->columns;
  const long end = rows * columns;
  NN_COLUMN_GROUPS(columns, NN_INFERENCE_GROUP);
}

// The mean and the deviation depend on every row, so each row's gradient loses its share of what
// all rows together would beta and gamma.
#define NN_BACKWARD_GROUP(type, column)                                                          \
  {                                                                                              \
    type sum = 0;                                                                                \
    type product = 0;                                                                            \
    for (long i = column; i < end; i += columns) {                                               \
      const type g = *(const type *)(gradient + i);                                          \
      sum += g;                                                                              \
      product += g * *(const type *)(normalized + i);                                        \
    }                                                                                            \
    *(type *)(beta_gradient + column) = sum;                                                    \
    *(type *)(gamma_gradient + column) = product;                                                \
    const type factor =                                                                          \
        *(const type *)(n->gamma + column) * *(const type *)(n->inverse_standard_deviation + column);       \
    sum *= share;                                                                                \
    product *= share;                                                                            \
    for (long i = column; i < end; i += columns) {                                               \
      const type common = sum + *(const type *)(normalized + i) * product;                       \
      *(type *)(gradient + i) = factor * (*(const type *)(gradient + i) - common);               \
    }                                                                                            \
  }

NN_KERNEL void nn_normalize_backward(const nn_normalization *n, const float *normalized, float *gradient,
                                     float *gamma_gradient, float *beta_gradient, long rows) {
  const long columns = n->columns;
  const long end = rows * columns;
  const float share = 1 / (float)rows;
  NN_COLUMN_GROUPS(columns, NN_BACKWARD_GROUP);
}
