#include "include/nn_elements.h"
#include "random_bits.h"
#include "scalar_math.h"

NN_KERNEL void nn_fill(float *values, long count, float value) {
  NN_EACH(i, count, values[i] = value;);
}

NN_KERNEL void nn_scale(float *values, long count, float factor) {
  NN_EACH(i, count, values[i] *= factor;);
}

NN_KERNEL void nn_add_scaled(const float *x, float factor, float *y, long count) {
  NN_EACH(i, count, y[i] += factor * x[i];);
}

NN_KERNEL void nn_multiply(const float *x, float *y, long count) {
  NN_EACH(i, count, y[i] *= x[i];);
}

NN_KERNEL void nn_clamp(float *values, long count, float low, float high) {
  NN_EACH(i, count, values[i] = nn_at_most(nn_at_least(values[i], low), high););
}

NN_KERNEL void nn_exponential(const float *x, float *y, long count) {
  NN_EACH(i, count, y[i] = nn_exp(x[i]););
}

NN_KERNEL double nn_sum(const float *values, long count) {
#pragma clang fp reassociate(on)
  double sum = 0;
  NN_SUM_EACH(i, count, sum += values[i];);
  return sum;
}

NN_KERNEL double nn_sum_of_squares(const float *values, long count) {
#pragma clang fp reassociate(on)
  double sum = 0;
  NN_SUM_EACH(i, count, sum += (double)values[i] * values[i];);
  return sum;
}

NN_KERNEL double nn_dot(const float *x, const float *y, long count) {
#pragma clang fp reassociate(on)
  double sum = 0;
  NN_SUM_EACH(i, count, sum += (double)x[i] * y[i];);
  return sum;
}

// As integers magnitudes have the same order, and NaN is above them all.
NN_KERNEL float nn_largest_magnitude(const float *values, long count) {
  uint32_t largest = 0;
  NN_SUM_EACH(i, count, {
    uint32_t magnitude = nn_bits(values[i]) & 0x7fffffffu;
    largest = magnitude > largest ? magnitude : largest;
  });
  return nn_from_bits(largest);
}

NN_KERNEL bool nn_all_finite(const float *values, long count) {
  uint32_t bad = 0;
  NN_SUM_EACH(i, count, bad |= (nn_bits(values[i]) & 0x7f800000u) == 0x7f800000u;);
  return bad == 0;
}

NN_KERNEL double nn_add_penalty(const float *weights, float *gradient, long count,
                                float l1, float l2) {
#pragma clang fp reassociate(on)
  double magnitudes = 0;
  double squares = 0;
  NN_EACH(i, count, {
    float w = weights[i];
    float sign = w > 0 ? l1 : (w < 0 ? -l1 : 0);
    gradient[i] += sign + l2 * w;
    magnitudes += nn_abs(w);
    squares += (double)w * w;
  });
  return l1 * magnitudes + 0.5 * l2 * squares;
}

NN_KERNEL void nn_dropout(float *values, float *mask, long count, float rate, uint64_t key) {
  float kept = 1 / (1 - rate);
  uint32_t threshold = (uint32_t)((double)rate * 4294967296.0);
  NN_EACH(i, count, {
    uint32_t bits = nn_random_bits((uint32_t)i, key);
    float factor = bits >= threshold ? kept : 0;
    mask[i] = factor;
    values[i] *= factor;
  });
}

uint64_t nn_flush_denormals(void) {
#if defined(__x86_64__)
  // Bits 15 (flush to zero) and 6 (denormals are zero) of MXCSR.
  const uint32_t before = __builtin_ia32_stmxcsr();
  __builtin_ia32_ldmxcsr(before | 0x8040u);
  return before;
#elif defined(__aarch64__)
  // Bit 24 (FZ) of FPCR.
  uint64_t before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(before | 1ull << 24));
  return before;
#else
  return 0;
#endif
}

void nn_restore_floating_point_mode(uint64_t mode) {
#if defined(__x86_64__)
  __builtin_ia32_ldmxcsr((uint32_t)mode);
#elif defined(__aarch64__)
  __asm__ volatile("msr fpcr, %0" : : "r"(mode));
#else
  (void)mode;
#endif
}
