#pragma once
#pragma clang assume_nonnull begin

// What batch normalisation keeps for each column.
typedef struct nn_normalization {
  const float *gamma;
  const float *beta;
  float *running_mean;
  float *running_variance;
  // Written by the training pass, read by the backward pass.
  float *inverse_standard_deviation;
  long columns;
} nn_normalization;

// x [rows x columns] becomes gamma * normalized + beta; `normalized` is kept for the way back.
// The running values move by `momentum` towards the batch's mean and unbiased variance.
void nn_normalize_batch(const nn_normalization *norm, float *x, float *normalized, long rows,
                        float epsilon, float momentum);
// x becomes gamma * (x - running mean) / sqrt(running variance + epsilon) + beta.
void nn_normalize_running(const nn_normalization *norm, float *x, long rows, float epsilon);
// gradient [rows x columns], of the output, becomes that of the input; the gradients of gamma and
// beta are written.
void nn_normalize_backward(const nn_normalization *norm, const float *normalized, float *gradient,
                           float *gamma_gradient, float *beta_gradient, long rows);

#pragma clang assume_nonnull end
