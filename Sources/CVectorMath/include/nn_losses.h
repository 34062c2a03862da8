#pragma once
#include <stdint.h>
#pragma clang assume_nonnull begin

// One batch of predictions before the output function, row-major [rows x columns].
typedef struct nn_loss_batch {
  const float *predicted;
  // [rows x columns]; not read by the loss over class labels, which may leave it null.
  const float *_Nullable expected;
  // Where d loss / d predicted goes; null when only the loss is wanted.
  float *_Nullable gradient;
  // One weight a row; null weighs all rows 1.
  const float *_Nullable row_weights;
  long rows;
  long columns;
} nn_loss_batch;

// Each returns the sum of weight * loss over rows and columns, divided by rows * columns.
double nn_mean_squared_error(const nn_loss_batch *batch);
double nn_mean_absolute_error(const nn_loss_batch *batch);
double nn_huber(const nn_loss_batch *batch, float delta);
double nn_log_cosh(const nn_loss_batch *batch);
double nn_binary_crossentropy(const nn_loss_batch *batch, float smoothing);
double nn_poisson(const nn_loss_batch *batch);
double nn_hinge(const nn_loss_batch *batch);
// The mean over rows; labels[row] is in 0 ..< columns.
double nn_categorical_crossentropy(const nn_loss_batch *batch, const int32_t *labels, float smoothing);

// Soft-max of each row; `probabilities` may be `logits`.
void nn_softmax(const float *logits, float *probabilities, long rows, long columns);

#pragma clang assume_nonnull end
