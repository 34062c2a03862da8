#!/usr/bin/env python3
"""Prints the figures of Tests/DatasetsTests/ReferenceFigures.swift.

    Scripts/reference/standardized-inputs.py > Tests/DatasetsTests/ReferenceFigures.swift

scikit-learn 1.9.1's StandardScaler on all rows of each table; for the digits one mean and deviation
over all pixels.
"""
import numpy as np
from sklearn import datasets, preprocessing

NAMES = ["breast-cancer", "iris", "wine", "diabetes", "digits"]


def load(name):
    if name == "diabetes":
        return datasets.load_diabetes(scaled=False)
    return getattr(datasets, "load_" + name.replace("-", "_"))()


print("// Written by Scripts/reference/standardized-inputs.py: scikit-learn's standardised values of the")
print("// second and the last row of each built-in table, their first four inputs.")
print()
print("let referenceFigures: [(name: String, second: [Float], last: [Float])] = [")
for name in NAMES:
    rows = load(name).data
    if name == "digits":
        scaled = (rows - rows.mean()) / rows.std()
    else:
        scaled = preprocessing.StandardScaler().fit_transform(rows)
    line = [", ".join(f"{v:.6f}" for v in np.asarray(row)[:4]) for row in (scaled[1], scaled[-1])]
    print(f'  (\n    name: "{name}",\n    second: [{line[0]}],\n    last: [{line[1]}]\n  ),')
print("]")
