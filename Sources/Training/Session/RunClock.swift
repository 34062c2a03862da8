/// Counts the seconds of training, and how fast it goes.
struct RunClock {
  private static let clock = ContinuousClock()

  /// Seconds spent in training steps.
  private(set) var trainingSeconds: Double
  private var runningSince: ContinuousClock.Instant?
  private var lastReading: (time: ContinuousClock.Instant, step: Int)?
  private var rate = 0.0

  /// A clock that goes on from a count of training seconds.
  init(trainingSeconds: Double = 0) { self.trainingSeconds = trainingSeconds }

  /// Training seconds until now.
  var now: Double { trainingSeconds + (runningSince.map(Self.seconds) ?? 0) }

  /// Training begins or goes on.
  mutating func start() { runningSince = Self.clock.now }

  /// Something else than training begins: evaluation, a wait.
  mutating func stop() {
    if let runningSince { trainingSeconds += Self.seconds(since: runningSince) }
    runningSince = nil
  }

  /// Forgets the pace, for a wait must not count as slow training.
  mutating func forgetPace() {
    lastReading = nil
    rate = 0
  }

  /// Recent steps a second by the wall clock, evaluation included; 0 while unknown.
  mutating func stepsPerSecond(at step: Int) -> Double {
    let now = Self.clock.now
    guard let last = lastReading, step >= last.step else {
      lastReading = (now, step)
      return rate
    }
    let elapsed = Self.seconds(from: last.time, to: now)
    // A reading over less than a twentieth of a second says little about a slow network.
    guard elapsed >= 0.05 else { return rate }
    let reading = Double(step - last.step) / elapsed
    lastReading = (now, step)
    rate = rate == 0 ? reading : 0.7 * rate + 0.3 * reading
    return rate
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    seconds(from: start, to: clock.now)
  }

  private static func seconds(
    from start: ContinuousClock.Instant, to end: ContinuousClock.Instant
  ) -> Double {
    let parts = start.duration(to: end).components
    return Double(parts.seconds) + Double(parts.attoseconds) * 1e-18
  }
}
