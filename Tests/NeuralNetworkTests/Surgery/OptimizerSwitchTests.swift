import ExperimentModel
import NeuralNetwork
import Numerics
import Testing

@Suite struct `An optimizer in the place of another` {
  /// What each pair shares, from the meaning of the slots; all others share nothing.
  private static func shared(_ old: OptimizerName, _ new: OptimizerName) -> [OptimizerMemory] {
    let corrected: [OptimizerName] = [.adam, .adamw, .nadam]
    let squares: [OptimizerName] = corrected + [.rmsprop, .adadelta]
    if corrected.contains(old), corrected.contains(new) { return [.meanGradient, .meanSquare] }
    if squares.contains(old), squares.contains(new) { return [.meanSquare] }
    if new == .lion, corrected.contains(old) || old == .adamax || old == .lion {
      return [.meanGradient]
    }
    return []
  }

  private static let pairs = OptimizerName.allCases.flatMap { old in
    OptimizerName.allCases.filter { $0 != old }.map { (old, $0) }
  }

  @Test(arguments: pairs)
  func `takes over what means the same`(old: OptimizerName, new: OptimizerName) {
    var patient = Patient(twoLayers(.tanh), old)
    let parameters = patient.network.parameters.toArray()
    let kept = patient.optimizer.become(new)
    #expect(kept == Self.shared(old, new))
    #expect(patient.network.parameters.toArray() == parameters)
    let count = parameters.count
    for (slot, memory) in new.memory.enumerated() {
      let isEmpty =
        patient.optimizer.state.part(at: slot * count, count: count).largestMagnitude == 0
      #expect(isEmpty == !kept.contains(memory))
    }
  }

  @Test func `goes on as the one before where both are the same rule`() {
    var changed = Patient(twoLayers(.tanh), .adam)
    var plain = Patient(twoLayers(.tanh), .adam)
    _ = changed.optimizer.become(.adamw)
    for step in 0..<4 {
      changed.train(step)
      plain.train(step)
    }
    #expect(changed.network.state.toArray() == plain.network.state.toArray())
  }

  @Test(arguments: [OptimizerName.adam, .nadam])
  func `without correction takes over what is corrected`(old: OptimizerName) {
    var patient = Patient(twoLayers(.tanh), old, steps: 2)
    let count = patient.network.parameters.count
    let raw = patient.optimizer.state.part(at: count, count: count).toArray()
    _ = patient.optimizer.become(.rmsprop)
    let squares = patient.optimizer.state.toArray()
    for (after, before) in zip(squares, raw) {
      #expect(abs(Double(after) - Double(before) / (1 - 0.999 * 0.999)) <= 1e-5 * Double(after))
    }
    #expect(patient.optimizer.products.beta2 == 0)
  }

  @Test func `with correction knows how much there is to correct`() {
    var patient = Patient(twoLayers(.tanh), .rmsprop, steps: 3)
    _ = patient.optimizer.become(.adam)
    #expect(abs(patient.optimizer.products.beta2 - 0.729) < 1e-12)
    #expect(patient.optimizer.products.beta1 == 1)
  }

  @Test(arguments: pairs)
  func `makes a first step of its usual size`(old: OptimizerName, new: OptimizerName) {
    var patient = Patient(twoLayers(.tanh), old, steps: 30)
    let before = patient.network.parameters.toArray()
    _ = patient.optimizer.become(new)
    patient.train(31)
    let steps = zip(patient.network.parameters.toArray(), before).map { abs($0 - $1) }
    // Rules that divide by the gradient's size go about the learning rate, 0.01, far less with
    // adadelta; rmsprop alone over a mean of squares that begins at 0 goes √10 as far.
    #expect(steps.max() ?? .infinity < 0.05)
  }

  @Test func `that has seen no gradient hands on nothing`() {
    var patient = Patient(twoLayers(.tanh), .adam, steps: 0)
    #expect(patient.optimizer.become(.nadam) == [])
    #expect(patient.optimizer.products == OptimizerProducts())
  }
}
