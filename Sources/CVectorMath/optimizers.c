#include "include/nn_optimizers.h"
#include "scalar_math.h"

// The new value of a slot goes through a variable on its way: the compiler cannot know that storing
// it leaves the other spans alone.

NN_INLINE float nn_sqrt(float x) { return __builtin_elementwise_sqrt(x); }

// An exponential moving average.
NN_INLINE float ema(float old, float keep, float fresh) { return keep * old + (1 - keep) * fresh; }

NN_INLINE float copysign_or_zero(float size, float x) { return x > 0 ? size : (x < 0 ? -size : 0); }

NN_KERNEL void nn_sgd(const nn_update *u, float learning_rate) {
  float *w = u->weights;
  const float *g = u->gradient;
  NN_EACH(i, u->count, w[i] -= learning_rate * g[i];);
}

NN_KERNEL void nn_momentum(const nn_update *u, float learning_rate, float momentum) {
  float *w = u->weights;
  float *v = u->first;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float velocity = momentum * v[i] + g[i];
    v[i] = velocity;
    w[i] -= learning_rate * velocity;
  });
}

NN_KERNEL void nn_nesterov(const nn_update *u, float learning_rate, float momentum) {
  float *w = u->weights;
  float *v = u->first;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float velocity = momentum * v[i] + gradient;
    v[i] = velocity;
    w[i] -= learning_rate * (gradient + momentum * velocity);
  });
}

NN_KERNEL void nn_adagrad(const nn_update *u, float learning_rate, float epsilon) {
  float *w = u->weights;
  float *s = u->first;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float squares = s[i] + gradient * gradient;
    s[i] = squares;
    w[i] -= learning_rate * gradient / (nn_sqrt(squares) + epsilon);
  });
}

NN_KERNEL void nn_adadelta(const nn_update *u, float learning_rate, float rho, float epsilon) {
  float *w = u->weights;
  float *s = u->first;
  float *d = u->second;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float squares = ema(s[i], rho, gradient * gradient);
    float step = gradient * nn_sqrt(d[i] + epsilon) / nn_sqrt(squares + epsilon);
    s[i] = squares;
    d[i] = ema(d[i], rho, step * step);
    w[i] -= learning_rate * step;
  });
}

NN_KERNEL void nn_rmsprop(const nn_update *u, float learning_rate, float rho, float epsilon) {
  float *w = u->weights;
  float *s = u->first;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float squares = ema(s[i], rho, gradient * gradient);
    s[i] = squares;
    w[i] -= learning_rate * gradient / (nn_sqrt(squares) + epsilon);
  });
}

NN_KERNEL void nn_adam(const nn_update *u, const nn_adam_factors *f) {
  float *w = u->weights;
  float *m = u->first;
  float *v = u->second;
  const float *g = u->gradient;
  float rate = f->learning_rate * f->correction1;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float mean = ema(m[i], f->beta1, gradient);
    float squares = ema(v[i], f->beta2, gradient * gradient);
    m[i] = mean;
    v[i] = squares;
    w[i] -= rate * mean / (nn_sqrt(squares * f->correction2) + f->epsilon);
  });
}

NN_KERNEL void nn_adamax(const nn_update *u, const nn_adam_factors *f) {
  float *w = u->weights;
  float *m = u->first;
  float *n = u->second;
  const float *g = u->gradient;
  float rate = f->learning_rate * f->correction1;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float mean = ema(m[i], f->beta1, gradient);
    float norm = nn_at_least(f->beta2 * n[i], nn_abs(gradient) + f->epsilon);
    m[i] = mean;
    n[i] = norm;
    w[i] -= rate * mean / norm;
  });
}

NN_KERNEL void nn_nadam(const nn_update *u, const nn_nadam_factors *f) {
  float *w = u->weights;
  float *m = u->first;
  float *v = u->second;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float mean = ema(m[i], f->beta1, gradient);
    float squares = ema(v[i], f->beta2, gradient * gradient);
    float step = f->gradient_rate * gradient + f->moment_rate * mean;
    m[i] = mean;
    v[i] = squares;
    w[i] -= step / (nn_sqrt(squares * f->correction2) + f->epsilon);
  });
}

NN_KERNEL void nn_lion(const nn_update *u, float learning_rate, float beta1, float beta2) {
  float *w = u->weights;
  float *m = u->first;
  const float *g = u->gradient;
  NN_EACH(i, u->count, {
    float gradient = g[i];
    float old = m[i];
    m[i] = ema(old, beta2, gradient);
    w[i] -= copysign_or_zero(learning_rate, ema(old, beta1, gradient));
  });
}
