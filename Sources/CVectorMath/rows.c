#include "include/nn_rows.h"
#include "vector_loops.h"
#include <string.h>

// Two sums a column, for even and odd rows, so that an addition need not wait for the last one.
#define NN_SUM_GROUP(type, column)                           \
  {                                                          \
    const float *source = matrix + column;                   \
    type even = accumulate ? *(const type *)(sums + column) : (type)0; \
    type odd = 0;                                            \
    long row = 0;                                            \
    for (; row + 1 < rows; row += 2, source += 2 * columns) { \
      even += *(const type *)source;                         \
      odd += *(const type *)(source + columns);              \
    }                                                        \
    if (row < rows) even += *(const type *)source;           \
    *(type *)(sums + column) = even + odd;                   \
  }

NN_KERNEL void nn_sum_columns(const float *matrix, float *sums, long rows, long columns,
                              int accumulate) {
  NN_COLUMN_GROUPS(columns, NN_SUM_GROUP);
}

// A row of few floats is copied in place: calling memcpy costs more than the copy.
#define NN_COPY_GROUP(type, column)                                                        \
  for (long row = 0; row < rows; row++) {                                                  \
    *(type *)(target + row * columns + column) =                                           \
        *(const type *)(source + (long)indices[row] * columns + column);                   \
  }

NN_KERNEL void nn_gather_rows(const float *source, const int32_t *indices, float *target, long rows,
                              long columns) {
  if (columns < 2 * NN_LANES) {
    NN_COLUMN_GROUPS(columns, NN_COPY_GROUP);
    return;
  }
  for (long row = 0; row < rows; row++) {
    if (row + NN_ROWS_AHEAD < rows) {
      nn_expect_row(source + (long)indices[row + NN_ROWS_AHEAD] * columns,
                    (long)sizeof(float) * columns);
    }
    memcpy(target + row * columns, source + (long)indices[row] * columns, sizeof(float) * columns);
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
    for (long i = 1; i < columns; i++) {
      // A NaN in the lead gives way to any number.
      if (values[i] > values[best] || (values[best] != values[best] && values[i] == values[i])) {
        best = (int32_t)i;
      }
    }
    indices[row] = best;
  }
}
