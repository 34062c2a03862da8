import CVectorMath

/// How a thread computes: whether it takes denormal numbers as zero, in and out.
///
/// They slow some processors down by an order of magnitude and mean nothing in training. The mode
/// belongs to the thread, so whoever borrows a thread gives it back as it was.
public struct FloatingPointMode: Sendable, Hashable {
  private let bits: UInt64

  /// Lets the calling thread take denormal numbers as zero.
  ///
  /// - Returns: how it computed before.
  public static func flushDenormals() -> FloatingPointMode {
    FloatingPointMode(bits: nn_flush_denormals())
  }

  /// Lets the calling thread compute in this mode again.
  public func restore() { nn_restore_floating_point_mode(bits) }
}
