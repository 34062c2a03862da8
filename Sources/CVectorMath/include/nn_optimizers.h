#pragma once
#pragma clang assume_nonnull begin

// What one update reads and writes: flat spans of one length.
typedef struct nn_update {
  float *weights;
  const float *gradient;
  // Moments, where the optimizer has them.
  float *_Nullable first;
  float *_Nullable second;
  long count;
} nn_update;

typedef struct nn_adam_factors {
  float learning_rate;
  float beta1;
  float beta2;
  float epsilon;
  // 1 / (1 - beta1^step) and 1 / (1 - beta2^step)
  float correction1;
  float correction2;
} nn_adam_factors;

typedef struct nn_nadam_factors {
  // What the gradient and the first moment are multiplied with, the learning rate included.
  float gradient_rate;
  float moment_rate;
  float beta1;
  float beta2;
  float epsilon;
  // 1 / (1 - beta2^step)
  float correction2;
} nn_nadam_factors;

void nn_sgd(const nn_update *update, float learning_rate);
void nn_momentum(const nn_update *update, float learning_rate, float momentum);
void nn_nesterov(const nn_update *update, float learning_rate, float momentum);
void nn_adagrad(const nn_update *update, float learning_rate, float epsilon);
void nn_adadelta(const nn_update *update, float learning_rate, float rho, float epsilon);
void nn_rmsprop(const nn_update *update, float learning_rate, float rho, float epsilon);
void nn_adam(const nn_update *update, const nn_adam_factors *factors);
// correction2 is not used: the infinity norm has no bias.
void nn_adamax(const nn_update *update, const nn_adam_factors *factors);
void nn_nadam(const nn_update *update, const nn_nadam_factors *factors);
void nn_lion(const nn_update *update, float learning_rate, float beta1, float beta2);

#pragma clang assume_nonnull end
