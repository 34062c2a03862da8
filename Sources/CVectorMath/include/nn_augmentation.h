#pragma once
#include <stdint.h>
#pragma clang assume_nonnull begin

// values[i] += standard_deviation * a normal number, a pure function of key and i.
void nn_add_noise(float *values, long count, float standard_deviation, uint64_t key);

// Where in the source the pixel at (dx, dy) from the middle of the target comes from, seen from the
// middle of the source: (x + xx * dx + xy * dy, y + yx * dx + yy * dy).
typedef struct nn_picture_map {
  float xx;
  float xy;
  float yx;
  float yy;
  float x;
  float y;
} nn_picture_map;

// Fills the target picture, width * height floats row after row, from between the pixels of a framed
// one: one pixel more on each side, of what lies outside. Fewer than 2^31 floats; no overlap.
void nn_map_picture(const float *framed, float *target, long width, long height,
                    const nn_picture_map *map);

#pragma clang assume_nonnull end
