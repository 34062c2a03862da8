#pragma once
#include <stddef.h>

/// A preset of this program's own, as its file was when the program was built.
typedef struct {
  const char *_Nonnull name;
  const unsigned char *_Nonnull bytes;
  size_t count;
} BuiltInPreset;

size_t built_in_preset_count(void);
BuiltInPreset built_in_preset(size_t index);
