#include "include/nn_normalization.h"
#include "scalar_math.h"

NN_KERNEL void nn_normalize_batch(nn_normalization n, float *x, float *normalized, long rows,
                                  float epsilon, float momentum) {
  float share = 1 / (float)rows;
  float unbiased = rows > 1 ? (float)rows / (float)(rows - 1) : 1;
  for (long c = 0; c < n.columns; c++) {
    float mean = 0;
    for (long r = 0; r < rows; r++) mean += x[r * n.columns + c];
    mean *= share;
    float variance = 0;
    for (long r = 0; r < rows; r++) {
      float d = x[r * n.columns + c] - mean;
      variance += d * d;
    }
    variance *= share;
    float inverse = 1 / __builtin_elementwise_sqrt(variance + epsilon);
    n.inverse_deviation[c] = inverse;
    n.running_mean[c] += momentum * (mean - n.running_mean[c]);
    n.running_variance[c] += momentum * (variance * unbiased - n.running_variance[c]);
    for (long r = 0; r < rows; r++) {
      float hat = (x[r * n.columns + c] - mean) * inverse;
      normalized[r * n.columns + c] = hat;
      x[r * n.columns + c] = n.scale[c] * hat + n.shift[c];
    }
  }
}

NN_KERNEL void nn_normalize_running(nn_normalization n, float *x, long rows, float epsilon) {
  for (long r = 0; r < rows; r++) {
    for (long c = 0; c < n.columns; c++) {
      float inverse = 1 / __builtin_elementwise_sqrt(n.running_variance[c] + epsilon);
      float *at = x + r * n.columns + c;
      *at = n.scale[c] * (*at - n.running_mean[c]) * inverse + n.shift[c];
    }
  }
}

NN_KERNEL void nn_normalize_backward(nn_normalization n, const float *normalized, float *gradient,
                                     float *scale_gradient, float *shift_gradient, long rows) {
  float share = 1 / (float)rows;
  for (long c = 0; c < n.columns; c++) {
    float sum = 0;
    float product = 0;
    for (long r = 0; r < rows; r++) {
      sum += gradient[r * n.columns + c];
      product += gradient[r * n.columns + c] * normalized[r * n.columns + c];
    }
    scale_gradient[c] = product;
    shift_gradient[c] = sum;
    float factor = n.scale[c] * n.inverse_deviation[c];
    for (long r = 0; r < rows; r++) {
      float *at = gradient + r * n.columns + c;
      *at = factor * (*at - share * (sum + normalized[r * n.columns + c] * product));
    }
  }
}
