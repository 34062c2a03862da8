import ExperimentModel
import Training

/// The metrics of a run on their way into a file.
///
/// Lines gather until they are many or some time has passed, so that a run can be followed and is
/// not held up.
struct MetricsOutput {
  private static let largestBuffer = 1 << 16
  private static let interval = Duration.milliseconds(200)

  private let stream: OutputStream
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var nextWrite: ContinuousClock.Instant
  private var recorder = MetricsRecorder()

  /// An output whose times count from `start`.
  init(to stream: OutputStream, start: ContinuousClock.Instant) {
    self.stream = stream
    self.start = start
    // The first line tells at once whether writing is possible at all.
    nextWrite = start
  }

  mutating func record(_ events: [TrainerEvent]) {
    let seconds = start.duration(to: clock.now) / .seconds(1)
    for event in events { recorder.record(event, seconds: seconds) }
  }

  /// Writes what has gathered, if it is time.
  mutating func writeWhenDue() throws(CommandError) {
    guard !recorder.bytes.isEmpty else { return }
    let now = clock.now
    guard recorder.bytes.count >= Self.largestBuffer || now >= nextWrite else { return }
    nextWrite = now + Self.interval
    try write()
  }

  /// Writes what is left.
  mutating func finish() throws(CommandError) {
    try write()
    try stream.finish()
  }

  private mutating func write() throws(CommandError) {
    try stream.write(recorder.bytes)
    recorder.removeAll()
  }
}
