#include "include/nn_stored_rows.h"
#include "vector_loops.h"

NN_INLINE const uint8_t *stored_row(const nn_stored_rows *s, const int32_t *_Nullable indices,
                                    long row) {
  return s->first_row + s->order[indices ? indices[row] : row] * s->row_bytes;
}

// An element of a file may lie at any address. The difference is taken in the wider of both types:
// times in seconds lie so far from zero that a float would lose their differences.
#define NN_CONVERT(name, type, wide, is_number)                                                   \
  NN_KERNEL static void name(const nn_stored_rows *s, const int32_t *_Nullable indices,           \
                             long count, float *target, long stride) {                            \
    typedef type element __attribute__((aligned(1), may_alias));                                  \
    const long columns = s->columns;                                                              \
    const float *mean = s->mean, *scale = s->scale, *fill = s->fill;                              \
    for (long row = 0; row < count; row++) {                                                      \
      if (row + NN_ROWS_AHEAD < count) {                                                          \
        nn_expect_row(stored_row(s, indices, row + NN_ROWS_AHEAD), columns * (long)sizeof(type));    \
      }                                                                                           \
      const element *source = (const element *)stored_row(s, indices, row);                       \
      float *out = target + row * stride;                                                         \
      NN_EACH(i, columns, {                                                                       \
        const wide value = is_number((wide)source[i]) ? (wide)source[i] : (wide)fill[i];          \
        out[i] = (float)(value - (wide)mean[i]) * scale[i];                                       \
      });                                                                                         \
    }                                                                                             \
  }

#define NN_ALWAYS(value) 1
#define NN_FINITE_FLOAT(value) (__builtin_elementwise_abs(value) <= __FLT_MAX__)

NN_CONVERT(convert_uint8, uint8_t, float, NN_ALWAYS)
NN_CONVERT(convert_int8, int8_t, float, NN_ALWAYS)
NN_CONVERT(convert_uint16, uint16_t, float, NN_ALWAYS)
NN_CONVERT(convert_int16, int16_t, float, NN_ALWAYS)
NN_CONVERT(convert_uint32, uint32_t, double, NN_ALWAYS)
NN_CONVERT(convert_int32, int32_t, double, NN_ALWAYS)
NN_CONVERT(convert_uint64, uint64_t, double, NN_ALWAYS)
NN_CONVERT(convert_int64, int64_t, double, NN_ALWAYS)
NN_CONVERT(convert_float32, float, float, NN_FINITE_FLOAT)
// A double beyond the floats would become infinite.
NN_CONVERT(convert_float64, double, double, NN_FINITE_FLOAT)

void nn_convert_rows(const nn_stored_rows *rows, const int32_t *_Nullable indices, long count,
                     float *target, long stride) {
  switch (rows->element) {
    case nn_uint8: convert_uint8(rows, indices, count, target, stride); break;
    case nn_int8: convert_int8(rows, indices, count, target, stride); break;
    case nn_uint16: convert_uint16(rows, indices, count, target, stride); break;
    case nn_int16: convert_int16(rows, indices, count, target, stride); break;
    case nn_uint32: convert_uint32(rows, indices, count, target, stride); break;
    case nn_int32: convert_int32(rows, indices, count, target, stride); break;
    case nn_uint64: convert_uint64(rows, indices, count, target, stride); break;
    case nn_int64: convert_int64(rows, indices, count, target, stride); break;
    case nn_float32: convert_float32(rows, indices, count, target, stride); break;
    case nn_float64: convert_float64(rows, indices, count, target, stride); break;
  }
}

NN_KERNEL void nn_add_column_moments(const float *matrix, long rows, long columns, double *count,
                                     double *sum, double *squares) {
  for (long row = 0; row < rows; row++) {
    const float *values = matrix + row * columns;
    NN_EACH(i, columns, {
      const int is_number = values[i] == values[i];
      const double value = is_number ? (double)values[i] : 0;
      count[i] += is_number;
      sum[i] += value;
      squares[i] += value * value;
    });
  }
}
