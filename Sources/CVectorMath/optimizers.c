#include "include/nn_optimizers.h"
#include "scalar_math.h"

NN_INLINE float root(float x) { return __builtin_elementwise_sqrt(x); }

NN_KERNEL void nn_descend(nn_update u, float learning_rate) {
  float *restrict w = u.weights;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) w[i] -= learning_rate * g[i];
}

NN_KERNEL void nn_momentum(nn_update u, float learning_rate, float momentum) {
  float *restrict w = u.weights;
  float *restrict v = u.first;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    v[i] = momentum * v[i] + g[i];
    w[i] -= learning_rate * v[i];
  }
}

NN_KERNEL void nn_nesterov(nn_update u, float learning_rate, float momentum) {
  float *restrict w = u.weights;
  float *restrict v = u.first;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    v[i] = momentum * v[i] + g[i];
    w[i] -= learning_rate * (g[i] + momentum * v[i]);
  }
}

NN_KERNEL void nn_adagrad(nn_update u, float learning_rate, float epsilon) {
  float *restrict w = u.weights;
  float *restrict s = u.first;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    s[i] += g[i] * g[i];
    w[i] -= learning_rate * g[i] / (root(s[i]) + epsilon);
  }
}

NN_KERNEL void nn_adadelta(nn_update u, float learning_rate, float rho, float epsilon) {
  float *restrict w = u.weights;
  float *restrict s = u.first;
  float *restrict d = u.second;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    s[i] = rho * s[i] + (1 - rho) * g[i] * g[i];
    float step = root(d[i] + epsilon) / root(s[i] + epsilon) * g[i];
    d[i] = rho * d[i] + (1 - rho) * step * step;
    w[i] -= learning_rate * step;
  }
}

NN_KERNEL void nn_rmsprop(nn_update u, float learning_rate, float rho, float epsilon) {
  float *restrict w = u.weights;
  float *restrict s = u.first;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    s[i] = rho * s[i] + (1 - rho) * g[i] * g[i];
    w[i] -= learning_rate * g[i] / (root(s[i]) + epsilon);
  }
}

NN_KERNEL void nn_adam(nn_update u, nn_adam_factors f) {
  float *restrict w = u.weights;
  float *restrict m = u.first;
  float *restrict v = u.second;
  const float *restrict g = u.gradient;
  float rate = f.learning_rate * f.correction1;
  for (long i = 0; i < u.count; i++) {
    m[i] = f.beta1 * m[i] + (1 - f.beta1) * g[i];
    v[i] = f.beta2 * v[i] + (1 - f.beta2) * g[i] * g[i];
    w[i] -= rate * m[i] / (root(v[i] * f.correction2) + f.epsilon);
  }
}

NN_KERNEL void nn_adamax(nn_update u, nn_adam_factors f) {
  float *restrict w = u.weights;
  float *restrict m = u.first;
  float *restrict norm = u.second;
  const float *restrict g = u.gradient;
  float rate = f.learning_rate * f.correction1;
  for (long i = 0; i < u.count; i++) {
    m[i] = f.beta1 * m[i] + (1 - f.beta1) * g[i];
    float faded = f.beta2 * norm[i];
    float fresh = nn_abs(g[i]) + f.epsilon;
    norm[i] = faded > fresh ? faded : fresh;
    w[i] -= rate * m[i] / norm[i];
  }
}

NN_KERNEL void nn_nadam(nn_update u, nn_nadam_factors f) {
  float *restrict w = u.weights;
  float *restrict m = u.first;
  float *restrict v = u.second;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    m[i] = f.beta1 * m[i] + (1 - f.beta1) * g[i];
    v[i] = f.beta2 * v[i] + (1 - f.beta2) * g[i] * g[i];
    float step = f.gradient_rate * g[i] + f.moment_rate * m[i];
    w[i] -= step / (root(v[i] * f.correction2) + f.epsilon);
  }
}

NN_KERNEL void nn_lion(nn_update u, float learning_rate, float beta1, float beta2) {
  float *restrict w = u.weights;
  float *restrict m = u.first;
  const float *restrict g = u.gradient;
  for (long i = 0; i < u.count; i++) {
    float direction = beta1 * m[i] + (1 - beta1) * g[i];
    w[i] -= direction > 0 ? learning_rate : (direction < 0 ? -learning_rate : 0);
    m[i] = beta2 * m[i] + (1 - beta2) * g[i];
  }
}
