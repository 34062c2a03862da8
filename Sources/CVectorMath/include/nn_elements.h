#pragma once
#include <stdbool.h>
#include <stdint.h>
#pragma clang assume_nonnull begin

void nn_fill(float *values, long count, float value);
void nn_scale(float *values, long count, float factor);
// y += factor * x
void nn_add_scaled(const float *x, float factor, float *y, long count);
void nn_multiply(const float *x, float *y, long count);
void nn_clamp(float *values, long count, float low, float high);
void nn_exponential(const float *x, float *y, long count);

// Sums are accumulated in double precision.
double nn_sum(const float *values, long count);
double nn_sum_of_squares(const float *values, long count);
double nn_dot(const float *x, const float *y, long count);
// The largest |x|; 0 of nothing; NaN if there is one.
float nn_largest_magnitude(const float *values, long count);
bool nn_all_finite(const float *values, long count);

// gradient += l1 * sign(w) + l2 * w; returns l1 * sum|w| + l2/2 * sum w^2.
double nn_add_penalty(const float *weights, float *gradient, long count, float l1, float l2);

// mask[i] is 0 or 1/(1 - rate), a pure function of key and i; values *= mask.
void nn_dropout(float *values, float *mask, long count, float rate, uint64_t key);

// Lets this thread take denormal numbers as zero, in and out.
uint64_t nn_flush_denormals(void);
void nn_restore_floating_point_mode(uint64_t mode);

#pragma clang assume_nonnull end
