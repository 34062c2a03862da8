public import Datasets
public import ExperimentModel
import NeuralNetwork
import Numerics

/// Holds the engine's backpropagation against central differences, for a configuration and its data.
///
/// Differences are taken of a reference in double precision, whose own backpropagation they judge; the
/// engine, in single precision, is judged by that. Batch normalisation is in training mode; dropout and
/// augmentation are left out.
public enum GradientCheck {
  /// Below it a relative error of the differences is as good as it gets.
  public static let goodDifferenceError = 1e-7
  /// The largest relative error of the differences: what kinks nearby may cause.
  public static let largestDifferenceError = 1e-4
  /// The largest relative error of single precision.
  public static let largestEngineError = 1e-5

  /// Compares the gradient of a small batch.
  ///
  /// The parameters are those of `weights`, or else the first ones of the configuration, each moved a
  /// little: biases that are exactly 0 lie on the kink of many an activation.
  ///
  /// - Throws: what in the configuration does not fit the data, or in the weights the network.
  public static func report(
    _ configuration: ExperimentConfiguration, _ data: PreparedData,
    weights: [WeightTensor]? = nil
  ) throws(ConfigurationError) -> GradientReport {
    let subject = try GradientSubject(configuration, data, weights: weights)
    return subject.report(on: subject.gradient())
  }
}

extension ExperimentConfiguration {
  /// Without what makes one step's gradient differ from the next one's.
  var withoutChance: ExperimentConfiguration {
    var changed = self
    for index in changed.network.hidden.indices { changed.network.hidden[index].dropout = 0 }
    changed.training.augmentation = AugmentationConfiguration()
    return changed
  }
}
