import ExperimentModel
import NeuralNetwork
import Numerics

extension Network {
  /// All tensors of the network, as weights files name and lay them out.
  ///
  /// Files hold weights as [units × inputs]; the network holds them the other way around.
  func weightTensors() -> [WeightTensor] {
    var tensors: [WeightTensor] = []
    for (index, layer) in shape.layers.enumerated() {
      let weight = weight(ofLayer: index)
      var values: [Float] = []
      values.reserveCapacity(layer.weightCount)
      for unit in 0..<layer.units {
        for input in 0..<layer.inputs { values.append(weight[input, unit]) }
      }
      tensors.append(
        WeightTensor(
          name: "layers.\(index).weight", shape: [layer.units, layer.inputs], values: values))
      for span in LayerSpan.allCases {
        guard let vector = self.span(span, ofLayer: index) else { continue }
        tensors.append(
          WeightTensor(
            name: "layers.\(index).\(span.fileName)", shape: [layer.units],
            values: vector.toArray()))
      }
    }
    return tensors
  }

  /// Takes over tensors that fit the network exactly.
  ///
  /// - Throws: every tensor that is missing, of another shape, or not the network's.
  func load(_ tensors: [WeightTensor]) throws(ConfigurationError) {
    let expected = weightTensors()
    var problems: [ConfigurationProblem] = []
    for tensor in expected {
      let found = tensors.first { $0.name == tensor.name }
      if found?.shape == tensor.shape, found?.values.count == tensor.values.count { continue }
      problems.append(
        ConfigurationProblem(
          key: HyperparameterKey("initial weights, \(tensor.name)"),
          expected: "a tensor of shape \(tensor.shape)",
          found: found.map { "shape \($0.shape)" } ?? "none"))
    }
    let names = expected.map(\.name)
    for tensor in tensors where !names.contains(tensor.name) {
      problems.append(
        ConfigurationProblem(
          key: "initial weights", expected: "the \(names.count) tensors of the network",
          found: "also \(tensor.name)", suggestion: nearestName(to: tensor.name, among: names)))
    }
    guard problems.isEmpty else { throw ConfigurationError(problems) }
    for tensor in tensors { take(tensor) }
  }

  private func take(_ tensor: WeightTensor) {
    for (index, layer) in shape.layers.enumerated() {
      if tensor.name == "layers.\(index).weight" {
        let weight = weight(ofLayer: index)
        for unit in 0..<layer.units {
          for input in 0..<layer.inputs {
            weight[input, unit] = tensor.values[unit * layer.inputs + input]
          }
        }
      }
      for span in LayerSpan.allCases where tensor.name == "layers.\(index).\(span.fileName)" {
        self.span(span, ofLayer: index)?.copy(from: tensor.values.span)
      }
    }
  }
}

extension LayerSpan {
  fileprivate var fileName: String {
    switch self {
    case .bias: "bias"
    case .gamma: "norm.weight"
    case .beta: "norm.bias"
    case .runningMean: "norm.running_mean"
    case .runningVariance: "norm.running_var"
    }
  }
}
