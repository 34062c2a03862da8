import Datasets
import ExperimentModel
import NeuralNetwork
import Platform

/// The memory that the networks of a run may take.
///
/// The system hands out memory that it does not have and ends the program when it is used, so what
/// is too large has to be refused beforehand.
struct MemoryBound {
  /// Bytes.
  let byteCount: Int

  /// A quarter of the machine's memory: surgery holds the network before and after it, and a twin is
  /// one more.
  static let ofThisMachine = MemoryBound(
    byteCount: max(1, sysconf(Int32(_SC_PHYS_PAGES))) * max(1, sysconf(Int32(_SC_PAGESIZE))) / 4)

  /// What is wrong with a configuration whose networks are larger than that on data with so many rows
  /// to train on.
  func problem(
    of configuration: ExperimentConfiguration, inputs: Int, outputs: Int, trainingRows: Int
  ) -> ConfigurationProblem? {
    let shape = NetworkShape(configuration.network, inputCount: inputs, outputCount: outputs)
    let rows = min(configuration.training.batchSize, trainingRows)
    let needed =
      shape.numberCount(batchRows: rows) * configuration.training.repeats * MemoryLayout<Float>.size
    guard needed > byteCount else { return nil }
    return ConfigurationProblem(
      key: "network",
      expected:
        "at most \(Self.text(byteCount)) of memory for training, a quarter of this machine's",
      found:
        "\(Self.text(needed)) for \(shape.parameterCount) parameters and batches of \(rows) rows")
  }

  private static func text(_ byteCount: Int) -> String {
    byteCount < 10 << 30 ? "\(byteCount >> 20) MB" : "\(byteCount >> 30) GB"
  }
}
