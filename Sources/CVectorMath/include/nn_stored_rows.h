#pragma once
#include <stdint.h>
#pragma clang assume_nonnull begin

// What the elements of a file's rows are, in the processor's byte order.
typedef enum {
  nn_uint8,
  nn_int8,
  nn_uint16,
  nn_int16,
  nn_uint32,
  nn_int32,
  nn_uint64,
  nn_int64,
  nn_float32,
  nn_float64,
} nn_element;

// Neighbouring columns of rows as they lie in a file, at any address, and what they become: each
// element, or its column's fill where it is not finite, less its column's mean, times its scale.
typedef struct {
  nn_element element;
  const uint8_t *first_row;  // at the first of the columns
  long row_bytes;
  long columns;
  const int32_t *order;  // which row of the file each row is
  const float *mean;
  const float *scale;
  const float *fill;
} nn_stored_rows;

// target row i, of which `stride` floats further the next begins, = row indices[i], or row i where
// there are no indices.
void nn_convert_rows(const nn_stored_rows *rows, const int32_t *_Nullable indices, long count,
                     float *target, long stride);
// Adds for each column how many elements are numbers, their sum and the sum of their squares.
void nn_add_column_moments(const float *matrix, long rows, long columns, double *count, double *sum,
                           double *squares);

#pragma clang assume_nonnull end
