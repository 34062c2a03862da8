"""The benchmark's trainings in other engines: peer.py ENGINE CASE [THREADS], one JSON line.

Each engine runs the fastest loop its own users would write. Evaluation is off, shuffling on, the
data is of the right shape with random values.
"""

import json
import os
import sys
import time
import warnings

ENGINE, CASE = sys.argv[1:3]
THREADS = int(sys.argv[3]) if len(sys.argv) > 3 else 1
for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import numpy as np  # noqa: E402  (after the thread counts are set)

#        sizes                     activation batch optimizer rows
CASES = {
    "playground": ([2, 4, 2, 1], "tanh", 10, "sgd", 500),
    "cancer": ([30, 64, 32, 16, 8, 1], "relu", 16, "adam", 569),
    "digits": ([64, 128, 64, 10], "relu", 32, "adam", 1797),
    "fashion32": ([784, 128, 10], "relu", 32, "adam", 60000),
    "fashion128": ([784, 256, 128, 10], "relu", 128, "adam", 60000),
    "wide512": ([784, 1024, 1024, 10], "relu", 512, "adam", 60000),
}
SIZES, ACTIVATION, BATCH, OPTIMIZER, ROWS = CASES[CASE]
IS_BINARY = SIZES[-1] == 1
STEPS = ROWS // BATCH


def data():
    stream = np.random.default_rng(0)
    inputs = stream.standard_normal((ROWS, SIZES[0])).astype(np.float32)
    scores = inputs @ stream.standard_normal((SIZES[0], SIZES[-1]))
    if IS_BINARY:
        return inputs, (scores[:, :1] > 0).astype(np.float32)
    return inputs, scores.argmax(1).astype(np.int64)


def fastest(epoch):
    """Steps a second of the best of three timings, each of about a second."""
    epoch()
    start = time.perf_counter()
    epoch()
    epochs = max(1, round(1 / (time.perf_counter() - start)))
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(epochs):
            epoch()
        best = min(best, time.perf_counter() - start)
    return STEPS * epochs / best


def jax_scan():
    several = "true" if THREADS > 1 else "false"
    os.environ["XLA_FLAGS"] = (
        f"--xla_cpu_multi_thread_eigen={several} intra_op_parallelism_threads={THREADS}"
    )
    import jax
    import jax.numpy as jnp

    inputs, targets = (jnp.asarray(part) for part in data())
    act = jnp.tanh if ACTIVATION == "tanh" else jax.nn.relu
    key = jax.random.PRNGKey(0)
    layers = []
    for fan_in, fan_out in zip(SIZES, SIZES[1:]):
        key, own = jax.random.split(key)
        weight = jax.random.normal(own, (fan_in, fan_out)) * (2 / fan_in) ** 0.5
        layers.append((weight, jnp.zeros(fan_out)))

    def loss(layers, x, y):
        for weight, bias in layers[:-1]:
            x = act(x @ weight + bias)
        z = x @ layers[-1][0] + layers[-1][1]
        if IS_BINARY:
            return jnp.mean(jnp.logaddexp(0, z) - y * z)
        right = jnp.take_along_axis(z, y[:, None], 1)[:, 0]
        return jnp.mean(jax.nn.logsumexp(z, 1) - right)

    def step(state, rows):
        layers, mean, square, t = state
        value, slope = jax.value_and_grad(loss)(layers, inputs[rows], targets[rows])
        each = jax.tree.map
        if OPTIMIZER == "sgd":
            return (each(lambda w, g: w - 0.03 * g, layers, slope), mean, square, t), value
        t = t + 1
        mean = each(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
        square = each(lambda v, g: 0.999 * v + 0.001 * g * g, square, slope)
        layers = each(
            lambda w, m, v: w
            - 1e-3 * (m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.999**t)) + 1e-8),
            layers, mean, square)
        return (layers, mean, square, t), value

    @jax.jit
    def train(state, key):
        order = jax.random.permutation(key, ROWS)[: STEPS * BATCH].reshape(STEPS, BATCH)
        return jax.lax.scan(step, state, order)

    zeros = jax.tree.map(jnp.zeros_like, layers)
    holder = [(layers, zeros, zeros, jnp.float32(0))]

    def epoch():
        holder[0], losses = train(holder[0], key)
        losses.block_until_ready()

    return fastest(epoch)


def torch_eager():
    import torch
    from torch import nn

    torch.set_num_threads(THREADS)
    inputs, targets = (torch.from_numpy(part) for part in data())
    modules = []
    for index, (fan_in, fan_out) in enumerate(zip(SIZES, SIZES[1:])):
        modules.append(nn.Linear(fan_in, fan_out))
        if index < len(SIZES) - 2:
            modules.append(nn.Tanh() if ACTIVATION == "tanh" else nn.ReLU())
    model = nn.Sequential(*modules)
    loss = nn.BCEWithLogitsLoss() if IS_BINARY else nn.CrossEntropyLoss()
    if OPTIMIZER == "sgd":
        optimizer = torch.optim.SGD(model.parameters(), 0.03)
    else:
        optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=True)

    def epoch():
        order = torch.randperm(ROWS)
        for start in range(0, STEPS * BATCH, BATCH):
            rows = order[start : start + BATCH]
            optimizer.zero_grad(set_to_none=True)
            loss(model(inputs[rows]), targets[rows]).backward()
            optimizer.step()

    return fastest(epoch)


def keras_fit():
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    import keras
    import tensorflow as tf

    tf.config.threading.set_intra_op_parallelism_threads(THREADS)
    tf.config.threading.set_inter_op_parallelism_threads(THREADS)
    inputs, targets = data()
    dense = keras.layers.Dense
    model = keras.Sequential(
        [keras.Input((SIZES[0],))]
        + [dense(units, ACTIVATION) for units in SIZES[1:-1]]
        + [dense(SIZES[-1])])
    adam = OPTIMIZER == "adam"
    losses = keras.losses
    loss = losses.BinaryCrossentropy if IS_BINARY else losses.SparseCategoricalCrossentropy
    model.compile(
        keras.optimizers.Adam(1e-3) if adam else keras.optimizers.SGD(0.03),
        loss(from_logits=True), jit_compile="auto")
    return fastest(lambda: model.fit(inputs, targets, batch_size=BATCH, epochs=1, verbose=0))


def sklearn_fit():
    warnings.filterwarnings("ignore")
    from sklearn.neural_network import MLPClassifier

    inputs, targets = data()

    def seconds(epochs):
        model = MLPClassifier(
            tuple(SIZES[1:-1]), activation=ACTIVATION, solver=OPTIMIZER, batch_size=BATCH,
            max_iter=epochs, tol=0, n_iter_no_change=10**9, alpha=0, momentum=0,
            learning_rate_init=1e-3 if OPTIMIZER == "adam" else 0.03, random_state=0)
        start = time.perf_counter()
        model.fit(inputs, targets.ravel())
        return time.perf_counter() - start

    epochs = max(1, round(1 / seconds(1)))
    return STEPS * epochs / min(seconds(epochs) for _ in range(2))


engine = {"jax": jax_scan, "torch": torch_eager, "keras": keras_fit, "sklearn": sklearn_fit}[ENGINE]
rate = engine()
print(json.dumps({"peer": f"{ENGINE}-t{THREADS}", "case": CASE, "steps_per_s": round(rate, 1)}))
