import ExperimentModel
import Files
import Training

/// Weights to begin with, out of a file.
enum InitialWeights {
  // As many bytes as the inputs of a data set may have; a network of them would not be trained here.
  private static let largestSize = 4 << 30

  static func read(
    _ path: String
  ) throws(CommandError) -> ([WeightTensor], WeightsReference) {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      // Some devices have no end.
      guard FileKind(of: path) != .device else { throw .deviceOrPipe }
      bytes = try FileBytes.contents(of: path, limit: largestSize, waits: true)
    } catch {
      throw CommandError(error, input: path)
    }
    do throws(WeightsError) {
      guard bytes.count <= largestSize else {
        throw WeightsError(expected: "at most \(largestSize >> 30) GB", found: "more")
      }
      let tensors = try WeightsFile.tensors(in: bytes)
      for tensor in tensors { try check(tensor) }
      // The path is to hold from another folder too.
      return (tensors, WeightsReference(path: FilePath.resolved(path) ?? path, bytes: bytes))
    } catch {
      throw CommandError(error, file: path)
    }
  }

  // A network that begins with such a number has diverged before its first step.
  private static func check(_ tensor: WeightTensor) throws(WeightsError) {
    guard let index = tensor.values.firstIndex(where: { !$0.isFinite }) else { return }
    throw WeightsError(
      tensor: printable(tensor.name), expected: "finite numbers",
      found: "\(tensor.values[index]) at index \(index)")
  }
}
