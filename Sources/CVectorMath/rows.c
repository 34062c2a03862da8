#include "include/nn_rows.h"
#include "vector_loops.h"
#include <string.h>

NN_KERNEL void nn_sum_columns(const float *matrix, float *restrict sums, long rows, long columns,
                              int accumulate) {
  if (!accumulate) memset(sums, 0, sizeof(float) * columns);
  for (long row = 0; row < rows; row++) {
    const float *restrict source = matrix + row * columns;
    for (long column = 0; column < columns; column++) sums[column] += source[column];
  }
}

NN_KERNEL void nn_gather_rows(const float *source, const int32_t *indices, float *target, long rows,
                              long columns) {
  for (long row = 0; row < rows; row++) {
    memcpy(target + row * columns, source + indices[row] * columns, sizeof(float) * columns);
  }
}

NN_KERNEL void nn_gather_indices(const int32_t *source, const int32_t *indices, int32_t *target,
                                 long count) {
  for (long i = 0; i < count; i++) target[i] = source[indices[i]];
}

NN_KERNEL void nn_argmax_rows(const float *matrix, int32_t *indices, long rows, long columns) {
  for (long row = 0; row < rows; row++) {
    const float *values = matrix + row * columns;
    int32_t best = 0;
    for (long i = 1; i < columns; i++) best = values[i] > values[best] ? (int32_t)i : best;
    indices[row] = best;
  }
}
