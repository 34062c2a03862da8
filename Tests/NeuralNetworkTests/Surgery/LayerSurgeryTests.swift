import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@Suite struct `A layer put in` {
  private func insert(
    _ layer: HiddenLayer, at index: Int, into patient: inout Patient
  ) -> SurgeryOutcome {
    patient.surgery.insert(
      layer, at: index, into: &patient.network, &patient.optimizer, &patient.stream)
  }

  @Test(arguments: [Activation.linear, .relu, .leakyReLU, .elu], [false, true])
  func `is the identity where nothing is negative`(activation: Activation, norm: Bool) {
    for units in [6, 11] {
      var patient = Patient(twoLayers(.relu, norm: norm))
      let before = patient.logits(scaledBy: 3)
      let layer = HiddenLayer(units: units, activation: activation, dropout: 0.5, batchNorm: norm)
      #expect(insert(layer, at: 1, into: &patient) == .outputsKept)
      #expect(patient.network.shape.layers.map(\.units) == [6, units, 4, 3])
      #expect(patient.network.shape.layers[1].dropout == 0.5)
      #expect(distance(patient.logits(scaledBy: 3), before) < 1e-6)
    }
  }

  @Test(arguments: [0, 1, 2])
  func `that is linear is the identity anywhere`(index: Int) {
    var patient = Patient(twoLayers(.tanh))
    let before = patient.logits(scaledBy: 3)
    #expect(
      insert(HiddenLayer(units: 6, activation: .linear), at: index, into: &patient)
        == .outputsKept)
    #expect(distance(patient.logits(scaledBy: 3), before) < 1e-6)
  }

  @Test(arguments: [Activation.relu, .leakyReLU, .elu])
  func `passes on negative values within the range it saw`(activation: Activation) {
    for index in [0, 1] {
      var patient = Patient(twoLayers(.tanh))
      let (seen, beyond) = (patient.logits(), patient.logits(scaledBy: 3))
      let layer = HiddenLayer(units: 6, activation: activation)
      #expect(insert(layer, at: index, into: &patient) == .identityWithinRange)
      #expect(distance(patient.logits(), seen) < 1e-6)
      if index == 0 { #expect(distance(patient.logits(scaledBy: 3), beyond) > 1e-3) }
    }
  }

  @Test(
    arguments: Activation.allCases.filter { ![.linear, .relu, .leakyReLU, .elu].contains($0) },
    [false, true])
  func `comes near the identity where it bends everything`(activation: Activation, norm: Bool) {
    var patient = Patient(twoLayers(activation, norm: norm))
    let before = patient.logits()
    let layer = HiddenLayer(units: 6, activation: activation, batchNorm: norm)
    #expect(insert(layer, at: 1, into: &patient) == .identityApproximated)
    let off = distance(patient.logits(), before)
    #expect(off < 0.08, "off by \(off)")
    #expect(off > 1e-7)
  }

  @Test(arguments: OptimizerName.allCases)
  func `leaves the other layers their weights and memory`(name: OptimizerName) {
    var patient = Patient(twoLayers(.relu), name)
    let (weights, biases) = (
      (0..<3).map { patient.weights($0) }, (0..<3).map { patient.span(.bias, $0) }
    )
    _ = insert(HiddenLayer(units: 6), at: 1, into: &patient)
    for (new, old) in [(0, 0), (2, 1), (3, 2)] {
      #expect(patient.weights(new) == weights[old])
      #expect(patient.span(.bias, new) == biases[old])
    }
  }

  @Test(arguments: OptimizerName.allCases)
  func `that the next one has to stretch lets its memory follow`(name: OptimizerName) {
    var patient = Patient(twoLayers(.tanh), name)
    let before = patient.weights(1)
    _ = insert(HiddenLayer(units: 6, activation: .tanh), at: 1, into: &patient)
    expectFollowed(patient.weights(2), before, name)
  }

  @Test func `of fewer units than inputs passes on the most important`() {
    var patient = Patient(twoLayers(.relu))
    let before = patient.logits()
    let outcome = insert(HiddenLayer(units: 2), at: 1, into: &patient)
    #expect(outcome == .inputsSelected(2, of: 6))
    let narrow = patient.weights(1).values
    #expect(narrow.reduce(0, +) == 2 && narrow.allSatisfy { $0 == 0 || $0 == 1 })
    let straight = patient.logits()
    #expect(distance(straight, before) > 1e-4)

    // The same as if the units had gone from the layer below.
    var other = Patient(twoLayers(.relu))
    _ = other.surgery.resize(
      layer: 0, to: 2, of: &other.network, &other.optimizer, &other.stream)
    #expect(distance(straight, other.logits()) < 1e-6)
  }
}

@Suite struct `A layer taken out` {
  private static func layers(_ activation: Activation, norm: Bool) -> [HiddenLayer] {
    [
      HiddenLayer(units: 7, activation: activation, batchNorm: norm),
      HiddenLayer(units: 6, activation: activation, batchNorm: norm),
      HiddenLayer(units: 4, activation: .tanh, batchNorm: norm),
    ]
  }

  @Test(arguments: [0, 1], [false, true])
  func `is folded into the next where it is linear`(index: Int, norm: Bool) {
    var patient = Patient(Self.layers(.linear, norm: norm))
    let before = patient.logits(scaledBy: 3)
    let outcome = patient.surgery.remove(
      layer: index, from: &patient.network, &patient.optimizer)
    #expect(outcome == .outputsKept)
    #expect(patient.network.shape.layers.count == 3)
    #expect(distance(patient.logits(scaledBy: 3), before) < 1e-6)
  }

  @Test(arguments: Activation.allCases.filter { $0 != .linear }, [false, true])
  func `leaves its straight part, and the mean of its outputs`(activation: Activation, norm: Bool) {
    var patient = Patient([HiddenLayer(units: 30, activation: activation, batchNorm: norm)])
    let before = patient.logits()
    let outcome = patient.surgery.remove(layer: 0, from: &patient.network, &patient.optimizer)
    #expect(outcome == .curvatureLost(activation))
    let after = patient.logits()
    let off = distance(after, before)
    #expect(off < 0.6 && off > 1e-4, "off by \(off)")
    for output in 0..<3 {
      let sums = [after, before].map { logits in
        stride(from: output, to: logits.count, by: 3).reduce(0) { $0 + logits[$1] } / 40
      }
      #expect(abs(sums[0] - sums[1]) < 1e-5)
    }
  }

  @Test func `that bent nothing of the rows loses nothing of them`() {
    var patient = Patient(Self.layers(.relu, norm: false))
    patient.network.span(.bias, ofLayer: 0)?.fill(50)
    let before = patient.logits()
    let outcome = patient.surgery.remove(layer: 0, from: &patient.network, &patient.optimizer)
    #expect(outcome == .curvatureLost(.relu))
    #expect(distance(patient.logits(), before) < 1e-5)
  }

  @Test(arguments: OptimizerName.allCases)
  func `leaves all other weights and their memory`(name: OptimizerName) {
    var patient = Patient(Self.layers(.linear, norm: false), name)
    let (weights, biases) = (
      (0..<4).map { patient.weights($0) }, (0..<4).map { patient.span(.bias, $0) }
    )
    _ = patient.surgery.remove(layer: 1, from: &patient.network, &patient.optimizer)
    #expect(patient.weights(0) == weights[0])
    #expect(patient.span(.bias, 0) == biases[0])
    #expect(patient.weights(2) == weights[3])
    #expect(patient.span(.bias, 2) == biases[3])
    #expect(patient.span(.bias, 1).memory == biases[2].memory)
  }
}

/// Checks that the memory of weights that were multiplied goes with them.
func expectFollowed(
  _ after: Patient.Layered, _ before: Patient.Layered, _ name: OptimizerName
) {
  let powers: [OptimizerMemory: Float] = [
    .velocity: -1, .meanGradient: -1, .largestGradient: -1, .squareSum: -2, .meanSquare: -2,
    .meanSquaredStep: 2,
  ]
  for index in before.values.indices {
    let factor = after.values[index] / before.values[index]
    for (slot, kind) in name.memory.enumerated() {
      guard let power = powers[kind] else { continue }
      let scale: Float =
        power == -1 ? 1 / factor : power == -2 ? 1 / (factor * factor) : factor * factor
      let expected = before.memory[slot][index] * scale
      #expect(abs(after.memory[slot][index] - expected) <= 1e-5 * abs(expected))
    }
  }
}
