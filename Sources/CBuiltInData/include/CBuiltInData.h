#pragma once
#include <stddef.h>

/// Bytes that are part of the program: one built-in table as CSV text.
struct nn_built_in_bytes {
  const unsigned char *_Nonnull start;
  size_t count;
};

struct nn_built_in_bytes nn_built_in_iris(void);
struct nn_built_in_bytes nn_built_in_wine(void);
struct nn_built_in_bytes nn_built_in_breast_cancer(void);
struct nn_built_in_bytes nn_built_in_digits(void);
struct nn_built_in_bytes nn_built_in_diabetes(void);
