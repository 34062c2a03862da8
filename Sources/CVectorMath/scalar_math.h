#pragma once
#include "vector_loops.h"
#include <stdint.h>

// Functions of one float without branches or calls, for use inside loops that become vectors.
//
// The coefficients are minimax fits of our own, made for these intervals in double precision by
// iteratively reweighted least squares (Lawson's algorithm). The errors in units in the last place
// (ULP) are those that `ScalarAccuracyTests` holds them to. NaN gives NaN everywhere.

NN_INLINE float nn_from_bits(uint32_t bits) {
  float value;
  __builtin_memcpy(&value, &bits, sizeof value);
  return value;
}

NN_INLINE uint32_t nn_bits(float value) {
  uint32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

NN_INLINE float nn_abs(float x) { return __builtin_fabsf(x); }

// These return x when it is NaN, and are one instruction on x86 in this form.
NN_INLINE float nn_at_most(float x, float high) { return x > high ? high : x; }
NN_INLINE float nn_at_least(float x, float low) { return x < low ? low : x; }

// x = n ln 2 + r with |r| <= ln(2)/2. Adding 1.5 * 2^23 leaves n in the low bits of the sum.
typedef struct {
  int32_t n;
  float r;
} nn_reduced;

static const float nn_round_magic = 0x1.8p23f;
static const float nn_log2_e = 0x1.715476p0f;
static const float nn_ln2 = 0x1.62e43p-1f;
// ln 2 in two parts, the first short enough that n times it is exact.
static const float nn_ln2_high = 0x1.62e4p-1f;
static const float nn_ln2_low = 0x1.7f7d1cp-20f;

// 2^n from the sum that holds n, for n from -127 (which gives 0) to 127. All but n is shifted out.
NN_INLINE float nn_power_of_2(float shifted) {
  return nn_from_bits((nn_bits(shifted) << 23) + (127u << 23));
}

// `low` is added to the rest where x is the head of a number known to more places.
NN_INLINE nn_reduced nn_reduce(float x, float low) {
  float shifted = x * nn_log2_e + nn_round_magic;
  float n = shifted - nn_round_magic;
  nn_reduced result;
  result.n = (int32_t)(nn_bits(shifted) - nn_bits(nn_round_magic));
  result.r = x - n * nn_ln2_high;
  result.r = (result.r - n * nn_ln2_low) + low;
  return result;
}

// e^r - 1 for |r| <= ln(2)/2
NN_INLINE float nn_expm1_reduced(float r) {
  float p = 0.00139464505f;
  p = p * r + 0.00836658396f;
  p = p * r + 0.041666282f;
  p = p * r + 0.16666543f;
  p = p * r + 0.5f;
  return (p * r) * r + r;
}

// value * 2^n for n from -252 to 254, in two factors, so that denormal results come out right.
NN_INLINE float nn_scaled(float value, int32_t n) {
  int32_t half = n >> 1;
  float first = nn_from_bits((uint32_t)(half + 127) << 23);
  float second = nn_from_bits((uint32_t)(n - half + 127) << 23);
  return value * first * second;
}

// e^(x + low); 0 below -104, infinite above 88.73.
NN_INLINE float nn_exp_sum(float x, float low) {
  nn_reduced reduced = nn_reduce(nn_at_least(nn_at_most(x, 89.0f), -105.0f), low);
  return nn_scaled(nn_expm1_reduced(reduced.r) + 1.0f, reduced.n);
}

// Within 2 ULP.
NN_INLINE float nn_exp(float x) { return nn_exp_sum(x, 0); }

// e^x for x <= 0, within 2 ULP; 0 below -87.33, where e^x would be denormal.
NN_INLINE float nn_exp_negative(float x) {
  float bounded = nn_at_least(x, -88.0f);
  float shifted = bounded * nn_log2_e + nn_round_magic;
  float n = shifted - nn_round_magic;
  float r = (bounded - n * nn_ln2_high) - n * nn_ln2_low;
  return (nn_expm1_reduced(r) + 1.0f) * nn_power_of_2(shifted);
}

// e^x - 1 for x <= 0, within 3 ULP. The result is near -1 wherever n is large, so that ln 2 need not
// be known to more places.
NN_INLINE float nn_expm1_negative(float x) {
  float bounded = nn_at_least(x, -25.0f);
  float shifted = bounded * nn_log2_e + nn_round_magic;
  float r = bounded - (shifted - nn_round_magic) * nn_ln2;
  float power = nn_power_of_2(shifted);
  return nn_expm1_reduced(r) * power + (power - 1.0f);
}

// ln(1 + u) for 0 <= u <= 1, within 4 ULP.
NN_INLINE float nn_log1p_unit(float u) {
  float p = (0.123764345f * u + 0.867193599f) * u + 1.0f;
  float q = ((0.0310945579f * u + 0.47405897f) * u + 1.36719165f) * u + 1.0f;
  return u * (p / q);
}

// ln x of positive normal numbers, within 2 ULP; NaN of infinity.
NN_INLINE float nn_log_positive(float x) {
  // The exponent that brings the rest to between sqrt(1/2) and sqrt(2).
  uint32_t bits = nn_bits(x) - 0x3f3504f3u;
  int32_t n = (int32_t)bits >> 23;
  float f = nn_from_bits((bits & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
  float p = -0.0763227668f;
  p = p * f + 0.127608578f;
  p = p * f + -0.131606348f;
  p = p * f + 0.142018828f;
  p = p * f + -0.166233272f;
  p = p * f + 0.200012207f;
  p = p * f + -0.250008217f;
  p = p * f + 0.333333318f;
  float square = f * f;
  float low = (p * f) * square - 0.5f * square + (float)n * nn_ln2_low;
  // The bits of NaN and infinity look like numbers: x - x brings NaN back.
  return ((low + f) + (float)n * nn_ln2_high) + (x - x);
}

// With m = e^(-2|x|) - 1 the result is -m / (2 + m): nothing cancels, and it ends at 1. Within 3 ULP.
NN_INLINE float nn_tanh(float x) {
  float m = nn_expm1_negative(-2.0f * nn_abs(x));
  return __builtin_copysignf(m / (2.0f + m), x);
}

// 1 / (1 + e^-x), within 3 ULP; 0 below -87.33. The exponential of -|x| never overflows.
NN_INLINE float nn_sigmoid(float x) {
  float e = nn_exp_negative(-nn_abs(x));
  return (x < 0 ? e : 1.0f) / (1.0f + e);
}

// ln(1 + e^x), within 5 ULP; 0 below -87.33.
NN_INLINE float nn_softplus(float x) {
  return nn_at_least(x, 0) + nn_log1p_unit(nn_exp_negative(-nn_abs(x)));
}

// The normal distribution function, and its density without the factor 1 / sqrt(2 pi).
typedef struct {
  float cumulative;
  float density;
} nn_normal;

// Phi(-t) is e^(-t*t/2) times a smooth, falling function of t (Mills' ratio but for a factor), which
// is a quotient of polynomials here. The square is taken in two parts, because a rounding error in a
// large exponent is a large relative error of the power. Within 7 ULP down to -13.
NN_INLINE nn_normal nn_normal_at(float x) {
  float t = nn_at_most(nn_abs(x), 14.5f);
  float head = nn_from_bits(nn_bits(t) & 0xfffff000u);
  float density = nn_exp_sum(-0.5f * (head * head), -0.5f * ((t - head) * (t + head)));
  float p = 0.00411630928f;
  p = p * t + 0.0406332223f;
  p = p * t + 0.183235118f;
  p = p * t + 0.438294912f;
  p = p * t + 0.5f;
  float q = 0.0103179375f;
  q = q * t + 0.101858831f;
  q = q * t + 0.469470579f;
  q = q * t + 1.20250304f;
  q = q * t + 1.6744748f;
  q = q * t + 1.0f;
  float tail = density * (p / q);
  return (nn_normal){x < 0 ? tail : 1.0f - tail, density};
}

// ln cosh x, within 3 ULP. Near 0, where the terms cancel, a polynomial in x * x takes over.
NN_INLINE float nn_log_of_cosh(float x) {
  float size = nn_abs(x);
  float s = nn_at_most(size, 1.0f) * nn_at_most(size, 1.0f);
  float p = 8.65712318e-05f;
  p = p * s + -0.000556226464f;
  p = p * s + 0.00207734788f;
  p = p * s + -0.00671043837f;
  p = p * s + 0.022216575f;
  p = p * s + -0.0833329925f;
  p = p * s + 0.5f;
  float far = (size - nn_ln2) + nn_log1p_unit(nn_exp_negative(-2.0f * size));
  return size < 1.0f ? p * s : far;
}
