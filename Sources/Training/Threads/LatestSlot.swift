import Synchronization

/// A place for the newest value of a gauge: a newer one overwrites an older one.
///
/// The reader asks, the writer answers at its next convenience, so that a gauge nobody looks at costs
/// one atomic load.
public final class LatestSlot<Value: Sendable>: Sendable {
  private let value = Locked<Value?>(nil)
  private let isAsked = Atomic<Bool>(true)

  /// An empty slot.
  public init() {}

  /// Whether somebody has read the value since it was last put.
  public var isWanted: Bool { isAsked.load(ordering: .relaxed) }

  /// Overwrites the value.
  public func put(_ newest: Value) {
    isAsked.store(false, ordering: .relaxed)
    value.withLock { $0 = newest }
  }

  /// The newest value, and a wish for a newer one.
  public func read() -> Value? {
    isAsked.store(true, ordering: .relaxed)
    return value.withLock { $0 }
  }
}
