import CVectorMath

/// Generations of the vector instructions of x86-64 processors, from the oldest to the newest.
public enum VectorInstructions: Int32, Comparable, Sendable {
  /// SSE, or the instructions of another architecture.
  case baseline
  case avx
  /// AVX2 with FMA.
  case avx2
  case avx512

  /// What this processor has and the operating system allows.
  public static let ofThisProcessor =
    VectorInstructions(rawValue: nn_vector_instructions()) ?? .baseline

  /// Whether one generation is older than the other.
  public static func < (one: VectorInstructions, other: VectorInstructions) -> Bool {
    one.rawValue < other.rawValue
  }
}
