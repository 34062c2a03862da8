import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@Suite struct `Inference of a network` {
  private static func logits(_ network: borrowing Network, _ trial: Trial) -> [Double] {
    let inference = Inference(network.shape, capacity: trial.rows)
    inference.input(rows: trial.rows, of: network).elements.set(Array(trial.batch.inputs.joined()))
    return inference.logits(rows: trial.rows, of: network).elements.toArray().map(Double.init)
  }

  private func logits(of trial: Trial) -> [Double] {
    let network = trial.makeNetwork()
    return Self.logits(network, trial)
  }

  @Test(arguments: Activation.allCases)
  func `is the forward pass of training`(activation: Activation) {
    let trial = Trial(
      hidden: [
        HiddenLayer(units: 17, activation: activation),
        HiddenLayer(units: 2, activation: activation),
        HiddenLayer(units: 6, activation: activation),
      ], outputs: 4)
    let found = logits(of: trial)
    #expect(distance(found, trial.run().logits) < 1e-6)
  }

  @Test func `drops nothing`() {
    let plain = Trial(hidden: [HiddenLayer(units: 9, activation: .tanh)])
    let dropping = Trial(hidden: [HiddenLayer(units: 9, activation: .tanh, dropout: 0.5)])
    let (kept, dropped) = (logits(of: plain), logits(of: dropping))
    #expect(kept == dropped)
  }

  @Test func `normalises by running figures`() {
    let trial = Trial(hidden: [HiddenLayer(units: 3, activation: .linear, batchNorm: true)])
    let network = trial.makeNetwork()
    let parameters = trial.parameters
    // y = gain (x − mean) / √(variance + ε) + shift is a dense layer without normalisation.
    network.span(.runningMean, ofLayer: 0)?.fill(0.25)
    network.span(.runningVariance, ofLayer: 0)?.fill(4)
    let found = Self.logits(network, trial)
    let gains = parameters[9..<12].map { $0 / (4 + 1e-5).squareRoot() }
    let weights = (0..<9).map { parameters[$0] * gains[$0 % 3] }
    let biases = (0..<3).map { parameters[12 + $0] - 0.25 * gains[$0] }
    let plain = Trial(hidden: [HiddenLayer(units: 3, activation: .linear)])
    let folded = plain.makeNetwork()
    folded.parameters.set(weights + biases + parameters[15...])
    let expected = Self.logits(folded, plain)
    #expect(distance(found, expected) < 1e-6)
  }
}
