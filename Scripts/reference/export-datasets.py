#!/usr/bin/env python3
"""Writes the built-in tables, Sources/CBuiltInData/Data/*.csv, from scikit-learn's copies.

    Scripts/reference/export-datasets.py

Raw values, class names as text, the target last. Made with scikit-learn 1.9.1; running it again
must leave no difference. Sources and licences: Sources/CBuiltInData/Data/SOURCES.md.
"""
import csv
import pathlib

from sklearn import datasets

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Sources" / "CBuiltInData" / "Data"

# scikit-learn's own abbreviations of the six blood serum measurements, and their meaning.
DIABETES = {
    "bmi": "body mass index",
    "bp": "blood pressure",
    "s1": "total cholesterol",
    "s2": "low-density lipoproteins",
    "s3": "high-density lipoproteins",
    "s4": "cholesterol ratio",
    "s5": "log triglycerides",
    "s6": "blood sugar",
}


def shortest(value):
    """The shortest decimal that reads back as the same number, without a trailing '.0'."""
    return repr(float(value)).removesuffix(".0")


def write(file, names, target, rows, labels):
    with open(FOLDER / f"{file}.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([*names, target])
        for row, label in zip(rows, labels, strict=True):
            writer.writerow([*map(shortest, row), label])


def readable(name):
    return name.replace("_", " ")


iris = datasets.load_iris()
write("iris", iris.feature_names, "species", iris.data, iris.target_names[iris.target])

wine = datasets.load_wine()
write("wine", map(readable, wine.feature_names), "cultivar", wine.data, wine.target_names[wine.target])

cancer = datasets.load_breast_cancer()
write("breast-cancer", cancer.feature_names, "diagnosis", cancer.data, cancer.target_names[cancer.target])

digits = datasets.load_digits()
write("digits", map(readable, digits.feature_names), "digit", digits.data, digits.target)

diabetes = datasets.load_diabetes(scaled=False)
names = [DIABETES.get(name, name) for name in diabetes.feature_names]
write("diabetes", names, "progression", diabetes.data, map(shortest, diabetes.target))
