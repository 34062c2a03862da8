#include "include/nn_augmentation.h"
#include "random_bits.h"
#include "scalar_math.h"

// Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958. The sine of an angle
// from a half turn is distributed as the cosine of one from a whole turn, and needs one polynomial:
// sin(pi/2 v) for |v| <= 1, within 4e-9.
NN_INLINE float normal_from(uint32_t radius_bits, uint32_t angle_bits) {
  float u = ((float)(int32_t)(radius_bits >> 8) + 0.5f) * 0x1p-24f;
  float v = (float)(int32_t)angle_bits * 0x1p-31f;
  float s = v * v;
  float p = 0.000150820557f;
  p = p * s + -0.00467222791f;
  p = p * s + 0.0796884805f;
  p = p * s + -0.64596336f;
  p = p * s + 1.57079629f;
  return __builtin_elementwise_sqrt(-2.0f * nn_log_positive(u)) * (p * v);
}

NN_KERNEL void nn_add_noise(float *values, long count, float standard_deviation, uint64_t key) {
  NN_EACH(i, count, {
    uint32_t bits = nn_random_bits((uint32_t)i, key);
    // A second number of the first, because all 32 bits of both are needed.
    values[i] += standard_deviation * normal_from(bits, nn_mix(bits ^ 0x9e3779b9u));
  });
}

// Keeps a pixel and its neighbour to the right or below within the frame, whatever it is asked for.
NN_INLINE int32_t within(int32_t place, int32_t last) {
  int32_t low = place < 0 ? 0 : place;
  return low > last ? last : low;
}

NN_KERNEL void nn_map_picture(const float *framed, float *target, long width, long height,
                              const nn_picture_map *map) {
  const int32_t columns = (int32_t)width;
  const int32_t rows = (int32_t)height;
  const int32_t stride = columns + 2;
  const float middle_x = 0.5f * (float)(columns - 1);
  const float middle_y = 0.5f * (float)(rows - 1);
  const float xx = map->xx;
  const float yx = map->yx;
  for (int32_t row = 0; row < rows; row++) {
    const float dy = (float)row - middle_y;
    const float start_x = middle_x + map->x + map->xy * dy;
    const float start_y = middle_y + map->y + map->yy * dy;
    float *out = target + (long)row * width;
    NN_EACH(i, width, {
      float dx = (float)(int32_t)i - middle_x;
      // From here on counted within the frame, outside of which all is as on it.
      float x = nn_at_least(nn_at_most(start_x + xx * dx, (float)columns), -1.0f) + 1.0f;
      float y = nn_at_least(nn_at_most(start_y + yx * dx, (float)rows), -1.0f) + 1.0f;
      int32_t left = within((int32_t)x, columns);
      int32_t top = within((int32_t)y, rows);
      float right_share = x - (float)left;
      float lower_share = y - (float)top;
      const float *corner = framed + top * stride + left;
      float upper = corner[0] + right_share * (corner[1] - corner[0]);
      float lower = corner[stride] + right_share * (corner[stride + 1] - corner[stride]);
      out[i] = upper + lower_share * (lower - upper);
    });
  }
}
