import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@Suite struct `Units added to a layer` {
  @Test(arguments: Activation.allCases, [false, true])
  func `leave the outputs as they are`(activation: Activation, norm: Bool) {
    var patient = Patient(twoLayers(activation, norm: norm))
    for layer in [0, 1] {
      let before = patient.logits()
      let outcome = patient.surgery.resize(
        layer: layer, to: 13, of: &patient.network, &patient.optimizer, &patient.stream)
      #expect(outcome == .outputsKept)
      #expect(patient.network.shape.layers[layer].units == 13)
      #expect(distance(patient.logits(), before) < 1e-6)
    }
  }

  @Test(arguments: OptimizerName.allCases)
  func `leave every weight its memory`(name: OptimizerName) {
    var patient = Patient(twoLayers(.tanh, norm: true), name)
    let layers = (0..<3).map { patient.weights($0) }
    let spans = [LayerSpan.gamma, .beta].map { patient.span($0, 0) }
    let last = patient.span(.bias, 2)
    _ = patient.surgery.resize(
      layer: 0, to: 9, of: &patient.network, &patient.optimizer, &patient.stream)
    let (inputs, old) = (Array(0..<5), Array(0..<6))
    let wide = (0..<3).map { patient.weights($0) }
    #expect(wide[0].picked(rows: inputs, columns: old) == layers[0])
    #expect(wide[1].picked(rows: old, columns: [0, 1, 2, 3]) == layers[1])
    #expect(wide[2] == layers[2])
    for (span, before) in zip([LayerSpan.gamma, .beta], spans) {
      #expect(patient.span(span, 0).picked(rows: [0], columns: old) == before)
    }
    #expect(patient.span(.bias, 2) == last)
  }

  @Test func `enter with weights by the rule and nothing that leads on`() {
    var patient = Patient(twoLayers(.tanh))
    _ = patient.surgery.resize(
      layer: 0, to: 206, of: &patient.network, &patient.optimizer, &patient.stream)
    let fresh = patient.weights(0).picked(rows: Array(0..<5), columns: Array(6..<206))
    let squares = fresh.values.reduce(0) { $0 + $1 * $1 } / 1_000
    // he_normal of 5 inputs has the variance 2/5; of 1,000 draws the estimate varies by 0.018.
    #expect(abs(squares - 0.4) < 0.07)
    let outgoing = patient.weights(1).picked(rows: Array(6..<206), columns: [0, 1, 2, 3])
    #expect(outgoing.values.allSatisfy { $0 == 0 })
    #expect(patient.span(.bias, 0).values.dropFirst(6).allSatisfy { $0 == 0 })
  }

  @Test(arguments: OptimizerName.allCases)
  func `enter without a direction and with the pace of their neighbours`(name: OptimizerName) {
    var patient = Patient(twoLayers(.tanh), name)
    let before = patient.weights(1)
    _ = patient.surgery.resize(
      layer: 0, to: 7, of: &patient.network, &patient.optimizer, &patient.stream)
    let fresh = patient.weights(1).picked(rows: [6], columns: [0, 1, 2, 3])
    for (index, kind) in name.memory.enumerated() {
      let mean = before.memory[index].reduce(0, +) / 24
      let expected: Float = [.velocity, .meanGradient].contains(kind) ? 0 : mean
      #expect(fresh.memory[index].allSatisfy { abs($0 - expected) <= 1e-5 * abs(expected) })
      #expect(mean != 0)
    }
  }

  @Test func `learn`() {
    var patient = Patient(twoLayers(.tanh))
    _ = patient.surgery.resize(
      layer: 0, to: 7, of: &patient.network, &patient.optimizer, &patient.stream)
    let entered = patient.weights(0)
    patient.train()
    #expect(patient.weights(1).values[24..<28].allSatisfy { $0 != 0 })
    let after = patient.weights(0)
    #expect(
      after.picked(rows: [0], columns: [6]).values == entered.picked(rows: [0], columns: [6]).values
    )
    patient.train()
    #expect(
      patient.weights(0).picked(rows: [0, 1, 2, 3, 4], columns: [6]).values
        != entered.picked(rows: [0, 1, 2, 3, 4], columns: [6]).values)
  }

  @Test func `see their own figures where they are normalised`() {
    var patient = Patient([HiddenLayer(units: 4, activation: .linear, batchNorm: true)])
    _ = patient.surgery.resize(
      layer: 0, to: 5, of: &patient.network, &patient.optimizer, &patient.stream)
    let data = numbers(Patient.rows * Patient.inputs, in: -2...2, seed: 2)
    let weights = patient.weights(0).picked(rows: [0, 1, 2, 3, 4], columns: [4]).values
    let sums = (0..<Patient.rows).map { row in
      (0..<5).reduce(0.0) { $0 + data[row * 5 + $1] * Double(weights[$1]) }
    }
    let mean = sums.reduce(0, +) / 40
    let variance = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
    #expect(abs(Double(patient.span(.runningMean, 0).values[4]) - mean) < 1e-5)
    #expect(abs(Double(patient.span(.runningVariance, 0).values[4]) - variance) < 1e-5)
    #expect(patient.span(.gamma, 0).values[4] == 1)
  }
}

@Suite struct `Units taken away` {
  /// Units whose incoming and outgoing weights have these norms.
  private func patient(
    incoming: [Float], outgoing: [Float], norm: Bool = false
  ) -> Patient {
    let layer = HiddenLayer(units: incoming.count, activation: .sigmoid, batchNorm: norm)
    let patient = Patient([layer])
    for unit in incoming.indices {
      for input in 0..<Patient.inputs {
        patient.network.weight(ofLayer: 0)[input, unit] = input == unit % 5 ? incoming[unit] : 0
      }
      for output in 0..<Patient.outputs {
        patient.network.weight(ofLayer: 1)[unit, output] = output == unit % 3 ? outgoing[unit] : 0
      }
    }
    return patient
  }

  @Test(arguments: OptimizerName.allCases)
  func `are those of the least incoming times outgoing weight`(name: OptimizerName) {
    // Products 6, 1, 8, 0.5, 2, 6: of equals the first stays.
    var patient = self.patient(incoming: [3, -1, 2, 0.1, 20, -6], outgoing: [2, 1, 4, 5, -0.1, 1])
    _ = patient.optimizer.become(name)
    for step in 0..<2 { patient.train(step) }
    patient = restored(patient, [3, -1, 2, 0.1, 20, -6], [2, 1, 4, 5, -0.1, 1])
    let (below, above, bias) = (patient.weights(0), patient.weights(1), patient.span(.bias, 0))
    let outcome = patient.surgery.resize(
      layer: 0, to: 2, of: &patient.network, &patient.optimizer, &patient.stream)
    #expect(outcome == .unitsRemoved(4))
    let inputs = [0, 1, 2, 3, 4]
    #expect(patient.weights(0) == below.picked(rows: inputs, columns: [0, 2]))
    #expect(patient.weights(1) == above.picked(rows: [0, 2], columns: [0, 1, 2]))
    #expect(patient.span(.bias, 0) == bias.picked(rows: [0], columns: [0, 2]))
  }

  private func restored(
    _ patient: consuming Patient, _ incoming: [Float], _ outgoing: [Float]
  ) -> Patient {
    for unit in incoming.indices {
      for input in 0..<Patient.inputs {
        patient.network.weight(ofLayer: 0)[input, unit] = input == unit % 5 ? incoming[unit] : 0
      }
      for output in 0..<Patient.outputs {
        patient.network.weight(ofLayer: 1)[unit, output] = output == unit % 3 ? outgoing[unit] : 0
      }
    }
    return patient
  }

  @Test func `are told as normalisation scales them`() {
    var patient = self.patient(incoming: [1, 1, 1], outgoing: [1, 1, 1], norm: true)
    patient.network.span(.gamma, ofLayer: 0)?.set([1, 0.1, 2])
    patient.network.span(.runningVariance, ofLayer: 0)?.set([4, 1, 100])
    let gains = patient.span(.gamma, 0)
    _ = patient.surgery.resize(
      layer: 0, to: 1, of: &patient.network, &patient.optimizer, &patient.stream)
    #expect(patient.span(.gamma, 0) == gains.picked(rows: [0], columns: [0]))
    #expect(patient.span(.runningVariance, 0).values == [4])
  }

  @Test(arguments: [false, true])
  func `leave the mean of what they passed on`(norm: Bool) {
    var hidden = twoLayers(.sigmoid)
    hidden[1] = HiddenLayer(units: 4, activation: .linear, batchNorm: norm)
    var patient = Patient(hidden)
    func means(_ logits: [Double]) -> [Double] {
      (0..<3).map { output in
        stride(from: output, to: logits.count, by: 3).reduce(0) { $0 + logits[$1] } / 40
      }
    }
    let before = patient.logits()
    _ = patient.surgery.resize(
      layer: 0, to: 2, of: &patient.network, &patient.optimizer, &patient.stream)
    #expect(distance(means(patient.logits()), means(before)) < 1e-5)
    #expect(distance(patient.logits(), before) > 1e-3)
  }
}
