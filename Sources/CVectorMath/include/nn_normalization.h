#pragma once
#pragma clang assume_nonnull begin

// What batch normalisation keeps for each column.
typedef struct nn_normalization {
  const float *scale;
  const float *shift;
  float *running_mean;
  float *running_variance;
  // Written by the training pass, read by the backward pass.
  float *inverse_deviation;
  long columns;
} nn_normalization;

// x [rows x columns] becomes scale * normalized + shift; `normalized` is kept for the way back.
// The running values move by `momentum` towards the batch's mean and unbiased variance.
void nn_normalize_batch(const nn_normalization *norm, float *x, float *normalized, long rows,
                        float epsilon, float momentum);
// x becomes scale * (x - running mean) / sqrt(running variance + epsilon) + shift.
void nn_normalize_running(const nn_normalization *norm, float *x, long rows, float epsilon);
// gradient [rows x columns], of the output, becomes that of the input; the gradients of scale and
// shift are written.
void nn_normalize_backward(const nn_normalization *norm, const float *normalized, float *gradient,
                           float *scale_gradient, float *shift_gradient, long rows);

#pragma clang assume_nonnull end
