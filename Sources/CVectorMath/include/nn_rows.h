#pragma once
#include <stdint.h>
#pragma clang assume_nonnull begin

// sums[column] (+)= the sum of that column; accumulate is 0 or 1.
void nn_sum_columns(const float *matrix, float *sums, long rows, long columns, int accumulate);
// target row i = source row indices[i]
void nn_gather_rows(const float *source, const int32_t *indices, float *target, long rows,
                    long columns);
void nn_gather_indices(const int32_t *source, const int32_t *indices, int32_t *target, long count);
// target [columns x rows] becomes the transpose of source [rows x columns].
void nn_transpose(const float *source, float *target, long rows, long columns);
// The transpose of a matrix of at most NN_TRANSPOSED_LIMIT elements, in memory of the calling thread
// that its next call overwrites.
#define NN_TRANSPOSED_LIMIT 8192
const float *nn_transposed(const float *source, long rows, long columns);
// The first of equals; NaN never wins.
void nn_argmax_rows(const float *matrix, int32_t *indices, long rows, long columns);

#pragma clang assume_nonnull end
