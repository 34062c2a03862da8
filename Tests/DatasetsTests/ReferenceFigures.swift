// Written by Scripts/reference/standardized-inputs.py: scikit-learn's standardised values of the
// second and the last row of each built-in table, their first four inputs.

let referenceFigures: [(name: String, second: [Float], last: [Float])] = [
  (
    name: "breast-cancer",
    second: [1.829821, -0.353632, 1.685955, 1.908708],
    last: [-1.808401, 1.221792, -1.814389, -1.347789]
  ),
  (
    name: "iris",
    second: [-1.143017, -0.131979, -1.340227, -1.315444],
    last: [0.068662, -0.131979, 0.762758, 0.790671]
  ),
  (
    name: "wine",
    second: [0.246290, -0.499413, -0.827996, -2.490847],
    last: [1.395086, 1.583165, 1.365208, 1.502943]
  ),
  (
    name: "diabetes",
    second: [-0.039567, -0.938537, -1.082180, -0.553505],
    last: [-0.956004, -0.938537, -1.535374, -1.711613]
  ),
  (
    name: "digits",
    second: [-0.811756, -0.811756, -0.811756, 1.182664],
    last: [-0.811756, -0.811756, 0.850260, 1.515067]
  ),
]
