#pragma once
#pragma clang assume_nonnull begin

// Forward: z += bias by column (bias may be null), then a = f(z). `a` is `z` itself or apart from it.
// Backward: gradient *= f'(z), with f' computed from `kept`.
#define NN_DECLARE_ACTIVATION(name)                                                           \
  void nn_##name##_forward(const float *_Nullable bias, float *z, float *a, long rows,        \
                           long columns);                                                     \
  void nn_##name##_backward(const float *kept, float *gradient, long count);

void nn_linear_forward(const float *_Nullable bias, float *z, float *a, long rows, long columns);

// These keep their output.
NN_DECLARE_ACTIVATION(sigmoid)
NN_DECLARE_ACTIVATION(tanh)
NN_DECLARE_ACTIVATION(relu)
NN_DECLARE_ACTIVATION(leaky_relu)
NN_DECLARE_ACTIVATION(elu)
NN_DECLARE_ACTIVATION(selu)
NN_DECLARE_ACTIVATION(softplus)
NN_DECLARE_ACTIVATION(softsign)

// These keep their input, z.
NN_DECLARE_ACTIVATION(gelu)
NN_DECLARE_ACTIVATION(silu)
NN_DECLARE_ACTIVATION(mish)

#undef NN_DECLARE_ACTIVATION
#pragma clang assume_nonnull end
