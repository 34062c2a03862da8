/// What time it is, for the pace of frames.
@MainActor public protocol Clock: AnyObject {
  /// The time since some fixed moment; never goes back.
  var now: Duration { get }
}

/// The system's monotonic clock.
@MainActor public final class MonotonicClock: Clock {
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  /// A clock that starts at zero.
  public init() { start = clock.now }

  /// The time since this clock was made.
  public var now: Duration { start.duration(to: clock.now) }
}
