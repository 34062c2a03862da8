#include "include/nn_rows.h"
#include "vector_loops.h"

#define NN_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define NN_HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define NN_PAIR_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define NN_PAIR_HIGH(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define NN_FOUR_LOW(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define NN_FOUR_HIGH(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)

// Eight rows of eight: neighbouring rows are merged by single floats, then by pairs, then by fours.
NN_INLINE void transpose_8_by_8(const float *source, long columns, float *target, long rows) {
  nn_float8 a[8];
  nn_float8 b[8];
  for (int i = 0; i < 8; i++) a[i] = *(const nn_float8 *)(source + i * columns);
  for (int i = 0; i < 8; i += 2) {
    b[i] = NN_LOW(a[i], a[i + 1]);
    b[i + 1] = NN_HIGH(a[i], a[i + 1]);
  }
  for (int i = 0; i < 8; i += 4) {
    a[i] = NN_PAIR_LOW(b[i], b[i + 2]);
    a[i + 1] = NN_PAIR_HIGH(b[i], b[i + 2]);
    a[i + 2] = NN_PAIR_LOW(b[i + 1], b[i + 3]);
    a[i + 3] = NN_PAIR_HIGH(b[i + 1], b[i + 3]);
  }
  for (int i = 0; i < 4; i++) {
    *(nn_float8 *)(target + i * rows) = NN_FOUR_LOW(a[i], a[i + 4]);
    *(nn_float8 *)(target + (i + 4) * rows) = NN_FOUR_HIGH(a[i], a[i + 4]);
  }
}

NN_KERNEL void nn_transpose(const float *source, float *target, long rows, long columns) {
  const long whole_rows = rows & -8L;
  const long whole_columns = columns & -8L;
  for (long row = 0; row < whole_rows; row += 8) {
    for (long column = 0; column < whole_columns; column += 8) {
      transpose_8_by_8(source + row * columns + column, columns, target + column * rows + row, rows);
    }
  }
  for (long row = 0; row < rows; row++) {
    for (long column = row < whole_rows ? whole_columns : 0; column < columns; column++) {
      target[column * rows + row] = source[row * columns + column];
    }
  }
}

const float *nn_transposed(const float *source, long rows, long columns) {
  static _Thread_local float copy[NN_TRANSPOSED_LIMIT] __attribute__((aligned(64)));
  nn_transpose(source, copy, rows, columns);
  return copy;
}
