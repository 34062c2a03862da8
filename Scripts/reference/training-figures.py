#!/usr/bin/env python3
"""Prints the figures of Tests/NeuralNetworkTests/Figures.

    cd Tests/NeuralNetworkTests/Figures
    training-figures.py optimizers | swift format - > OptimizerFigures.swift
    training-figures.py schedules | swift format - > ScheduleFigures.swift
    training-figures.py runs | swift format - > RunFigures.swift

PyTorch 2.15 on the CPU in double precision, where it has the rule; lion, one_cycle, log_cosh and hinge
are written out below.
"""
import math
import sys

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)


def pattern(index, salt):
    """A number from -1 to 1 that Swift makes too: exact in both."""
    return ((index * 1237 + salt * 521) % 2001 - 1000) / 1000


def tensor(shape, salt, scale=1.0):
    count = math.prod(shape)
    return torch.tensor([pattern(i, salt) * scale for i in range(count)]).reshape(shape)


class Lion(torch.optim.Optimizer):
    """Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, algorithm 2."""

    def __init__(self, parameters, lr, betas, weight_decay):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            first, second = group["betas"]
            for p in group["params"]:
                m = self.state[p].setdefault("m", torch.zeros_like(p))
                p.mul_(1 - group["lr"] * group["weight_decay"])
                p.sub_(group["lr"] * torch.sign(first * m + (1 - first) * p.grad))
                m.mul_(second).add_((1 - second) * p.grad)


def optimizers(weights, biases):
    """Name, settings in Swift, optimizer. Decoupled decay is for the weights alone."""
    both = [weights, biases]

    def decayed(decay):
        return [dict(params=[weights], weight_decay=decay), dict(params=[biases], weight_decay=0)]

    o = torch.optim
    return [
        ("sgd", "", lambda: o.SGD(both, 0.01)),
        ("sgd", "momentum = 0.9", lambda: o.SGD(both, 0.01, momentum=0.9)),
        ("sgd", "momentum = 0.9; nesterov = true",
         lambda: o.SGD(both, 0.01, momentum=0.9, nesterov=True)),
        ("adagrad", "", lambda: o.Adagrad(both, 0.01, eps=1e-10)),
        ("adadelta", "", lambda: o.Adadelta(both, 1.0, rho=0.9, eps=1e-6)),
        ("rmsprop", "", lambda: o.RMSprop(both, 0.001, alpha=0.9, eps=1e-8)),
        ("rmsprop", "rho = 0.99; epsilon = 1e-4",
         lambda: o.RMSprop(both, 0.001, alpha=0.99, eps=1e-4)),
        ("adam", "", lambda: o.Adam(both, 0.001)),
        ("adam", "beta1 = 0.8; beta2 = 0.99; epsilon = 1e-3",
         lambda: o.Adam(both, 0.001, betas=(0.8, 0.99), eps=1e-3)),
        ("adamw", "", lambda: o.AdamW(decayed(0.01), 0.001)),
        ("adamw", "weightDecay = 0.5", lambda: o.AdamW(decayed(0.5), 0.001)),
        ("adamax", "", lambda: o.Adamax(both, 0.002)),
        ("nadam", "", lambda: o.NAdam(both, 0.002)),
        ("nadam", "momentumDecay = 0.1; beta1 = 0.7",
         lambda: o.NAdam(both, 0.002, betas=(0.7, 0.999), momentum_decay=0.1)),
        ("lion", "", lambda: Lion(both, 0.0001, (0.9, 0.99), 0)),
        ("lion", "weightDecay = 0.3", lambda: Lion(decayed(0.3), 0.0001, (0.9, 0.99), 0.3)),
    ]


def numbers(values, digits=9):
    return ", ".join(f"{float(v):.{digits}g}" for v in values)


def closure(settings):
    """An argument that makes the settings, or nothing where there are none."""
    if not settings:
        return ""
    return ", { settings in\n" + "".join(f"      settings.{s}\n" for s in settings.split("; ")) + "    }"


def print_optimizers():
    print("let optimizerFigures: [OptimizerFigure] = [")
    for index in range(len(optimizers(None, None))):
        # In the order of the engine: weights [3 inputs x 2 units], then 2 biases.
        weights, biases = tensor((6,), 1), tensor((2,), 2)
        name, settings, make = optimizers(weights, biases)[index]
        optimizer = make()
        states = []
        for step in range(10):
            weights.grad, biases.grad = tensor((6,), 10 + step), tensor((2,), 30 + step)
            optimizer.step()
            if step in (0, 1, 9):
                states.append(torch.cat([weights, biases]).tolist())
        print(f"  OptimizerFigure(\n    .{name}{closure(settings)},")
        for label, state in zip(("first", "second", "tenth"), states):
            print(f"    {label}: [{numbers(state)}]" + ("," if label != "tenth" else "),"))
    print("]")


def one_cycle(base, minimum, step, total):
    """Half a cosine up over 30 % of the steps, half a cosine down over the others."""
    def glide(start, end, share):
        return end + (start - end) / 2 * (1 + math.cos(math.pi * share))

    share = step / total
    if share < 0.3:
        return glide(base / 25, base, share / 0.3)
    return glide(base, minimum or base / 250_000, (share - 0.3) / 0.7)


def print_schedules():
    epochs, steps_per_epoch, base = 6, 4, 0.08
    total = epochs * steps_per_epoch
    s = torch.optim.lr_scheduler
    cases = [
        ("constant", "", "epoch", lambda o: s.ConstantLR(o, 1.0)),
        ("inverseTime", "decay = 0.5", "epoch", lambda o: s.LambdaLR(o, lambda e: 1 / (1 + 0.5 * e))),
        ("exponential", "gamma = 0.8", "epoch", lambda o: s.ExponentialLR(o, 0.8)),
        ("step", "every = 2; gamma = 0.3", "epoch", lambda o: s.StepLR(o, 2, 0.3)),
        ("cosine", "", "step", lambda o: s.CosineAnnealingLR(o, total)),
        ("cosine", "minimum = 0.01", "step", lambda o: s.CosineAnnealingLR(o, total, 0.01)),
        ("oneCycle", "", "step", None),
        ("oneCycle", "minimum = 0.002", "step", None),
        ("exponential", "gamma = 0.8; warmupSteps = 7", "epoch", lambda o: s.ExponentialLR(o, 0.8)),
    ]
    print("let scheduleFigures: [ScheduleFigure] = [")
    for name, settings, unit, make in cases:
        rates = []
        if make:
            optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], base)
            scheduler = make(optimizer)
            for step in range(total):
                rates.append(optimizer.param_groups[0]["lr"])
                optimizer.step()
                if unit == "step" or (step + 1) % steps_per_epoch == 0:
                    scheduler.step()
        else:
            rates = [one_cycle(base, 0.002 if settings else 0, t, total) for t in range(total)]
        if "warmupSteps" in settings:
            rates = [r * min(1, (t + 1) / 7) for t, r in enumerate(rates)]
        print(f"  ScheduleFigure(\n    .{name}{closure(settings)},\n    rates: [")
        for start in range(0, total, 6):
            print(f"      {numbers(rates[start:start + 6])},")
        print("    ]),")
    print("]")


def targets(loss, rows, outputs):
    if loss == "categoricalCrossentropy":
        return torch.tensor([(r * 5 + 1) % outputs for r in range(rows)])
    y = tensor((rows, outputs), 4, 2)
    if loss in ("binaryCrossentropy", "hinge"):
        return (y > 0).double()
    return (y.abs() * 2).round() if loss == "poisson" else y


def mean_loss(loss, z, y, smoothing):
    if loss == "meanSquaredError":
        return F.mse_loss(z, y)
    if loss == "meanAbsoluteError":
        return F.l1_loss(z, y)
    if loss == "huber":
        return F.huber_loss(z, y, delta=0.7)
    if loss == "logCosh":
        return torch.log(torch.cosh(z - y)).mean()
    if loss == "binaryCrossentropy":
        return F.binary_cross_entropy_with_logits(z, y * (1 - smoothing) + smoothing / 2)
    if loss == "poisson":
        return F.poisson_nll_loss(z, y, log_input=True)
    if loss == "hinge":
        return torch.clamp(1 - (2 * y - 1) * z, min=0).mean()
    return F.cross_entropy(z, y, label_smoothing=smoothing)


def print_runs():
    # Two mini-batches of 5 and 3 rows, in turns.
    cases = [
        ("meanSquaredError", "sgd", nn.Tanh(), "tanh", False, 0, 0, 0, None),
        ("meanAbsoluteError", "adam", nn.GELU(), "gelu", False, 0, 0, 0.1, None),
        ("huber", "rmsprop", nn.ELU(), "elu", True, 0, 0.02, 0, None),
        ("logCosh", "adagrad", nn.Softsign(), "softsign", False, 0, 0, 0, 0.05),
        ("binaryCrossentropy", "adamw", nn.SiLU(), "silu", True, 0.1, 0, 0, None),
        ("categoricalCrossentropy", "nadam", nn.Mish(), "mish", False, 0.1, 0.01, 0.1, None),
        ("poisson", "adamax", nn.Sigmoid(), "sigmoid", False, 0, 0, 0, 0.3),
        ("hinge", "adadelta", nn.SELU(), "selu", True, 0, 0, 0, None),
        ("meanSquaredError", "lion", nn.Softplus(), "softplus", True, 0, 0, 0.2, None),
    ]
    made = {
        "sgd": lambda w, r: torch.optim.SGD(w + r, 0.01),
        "adam": lambda w, r: torch.optim.Adam(w + r, 0.001),
        "rmsprop": lambda w, r: torch.optim.RMSprop(w + r, 0.001, alpha=0.9),
        "adagrad": lambda w, r: torch.optim.Adagrad(w + r, 0.01),
        "adamw": lambda w, r: torch.optim.AdamW(
            [dict(params=w, weight_decay=0.01), dict(params=r, weight_decay=0)], 0.001),
        "nadam": lambda w, r: torch.optim.NAdam(w + r, 0.002),
        "adamax": lambda w, r: torch.optim.Adamax(w + r, 0.002),
        "adadelta": lambda w, r: torch.optim.Adadelta(w + r, 1.0),
        "lion": lambda w, r: Lion(w + r, 0.0001, (0.9, 0.99), 0),
    }
    print("let runFigures: [RunFigure] = [")
    for loss, name, function, activation, norm, smoothing, l1, l2, clip in cases:
        sizes = [4, 5, 3]
        layers, salt = [], 5
        weights, rest = [], []
        for a, b in zip(sizes, sizes[1:]):
            hidden = b == 5
            dense = nn.Linear(a, b, bias=not (norm and hidden))
            # The engine holds weights as [inputs x units].
            dense.weight.data = tensor((a, b), salt).T.contiguous()
            weights.append(dense.weight)
            layers.append(dense)
            if norm and hidden:
                normal = nn.BatchNorm1d(b)
                normal.weight.data = 1 + tensor((b,), salt + 1, 0.5)
                normal.bias.data = tensor((b,), salt + 2, 0.5)
                rest += [normal.weight, normal.bias]
                layers.append(normal)
            else:
                dense.bias.data = tensor((b,), salt + 1, 0.5)
                rest.append(dense.bias)
            if hidden:
                layers.append(function)
            salt += 3
        network = nn.Sequential(*layers)
        network.train()
        optimizer = made[name](weights, rest)
        x, y = tensor((8, 4), 3, 1.5), targets(loss, 8, 3)
        losses, norms, penalties = [], [], []
        for step in range(10):
            part = slice(0, 5) if step % 2 == 0 else slice(5, 8)
            optimizer.zero_grad()
            value = mean_loss(loss, network(x[part]), y[part], smoothing)
            penalty = sum(l1 * w.abs().sum() + l2 / 2 * (w * w).sum() for w in weights)
            (value + penalty).backward()
            norms.append(nn.utils.clip_grad_norm_(network.parameters(), clip or math.inf))
            # PyTorch's clipping divides by norm + 1e-6; that is undone here.
            if clip and norms[-1] > clip:
                for p in network.parameters():
                    p.grad.mul_((norms[-1] + 1e-6) / norms[-1])
            optimizer.step()
            losses.append(value.item())
            penalties.append(penalty.item())
        last = [w.T.flatten() for w in weights]
        print(f"  RunFigure(\n    loss: .{loss}, optimizer: .{name}, activation: .{activation},")
        print(f"    batchNorm: {str(norm).lower()}, smoothing: {smoothing}, l1: {l1}, l2: {l2},")
        print(f"    clipNorm: {clip or 'nil'},")
        print(f"    losses: [\n      {numbers(losses[:5])},\n      {numbers(losses[5:])},\n    ],")
        print(f"    norms: [\n      {numbers(norms[:5])},\n      {numbers(norms[5:])},\n    ],")
        print(f"    lastPenalty: {penalties[-1]:.9g},")
        print(f"    lastWeights: [\n      {numbers(last[-1][:8].tolist())},")
        print(f"      {numbers(last[-1][8:].tolist())},\n    ]),")
    print("]")


print(f"// Written by Scripts/reference/training-figures.py {sys.argv[1]}.\n\nimport ExperimentModel\n")
{"optimizers": print_optimizers, "schedules": print_schedules, "runs": print_runs}[sys.argv[1]]()
