import AppShell
import Dashboard
import ExperimentModel
import TerminalUI

/// Time that passes only by waiting, a terminal and a trainer that follow a script against it.
@MainActor final class ScriptedWorld: Terminal, TrainerPort, PresetPort, Clock {
  /// A thing that happens at a time.
  struct Happening {
    var at: Duration
    var events: [TerminalEvent]
  }

  var now = Duration.zero
  let size = Size(columns: 80, rows: 24)
  let glyphs = GlyphSet.unicode
  nonisolated let wake: @Sendable () -> Void = {}

  /// What is still to happen, in order.
  var script: [Happening]
  /// When pictures were shown.
  private(set) var frames: [Duration] = []
  /// The last picture, row by row.
  private(set) var picture: [String] = []
  /// How long each wait was to last at most; `nil` for no end.
  private(set) var waits: [Duration?] = []
  private(set) var commands: [TrainerCommand] = []
  /// The lenses asked for, and `nil` for each time they were ended.
  private(set) var lenses: [LensRequest?] = []
  private var lensMailbox: [LensReport] = []
  private(set) var drains: [Duration] = []
  var mailbox: [TrainerEvent] = []
  var latest: TrainingProgress?
  /// What the trainer answers to commands.
  var answer: (TrainerCommand) -> [TrainerEvent] = { _ in [] }
  /// Whether steps go on, so that each look finds new progress.
  var isStepping = false
  private(set) var saves: [PresetSaveRequest] = []

  init(script: [Happening]) { self.script = script }

  func events(waitingAtMost limit: Duration?) -> [TerminalEvent] {
    waits.append(limit)
    let end = limit.map { now + $0 }
    guard let next = script.first, next.at <= end ?? next.at else {
      // Without an end and with nothing to come, the real one would wait for ever.
      guard let end else { return [.interrupted(.terminate)] }
      now = end
      return []
    }
    now = max(now, next.at)
    script.removeFirst()
    return next.events
  }

  func present(_ buffer: ScreenBuffer) {
    frames.append(now)
    picture = (0..<buffer.size.rows).map { buffer.row($0).map(\.text).joined() }
  }
  func close() {}

  func send(_ command: TrainerCommand) {
    commands.append(command)
    mailbox += answer(command)
  }

  func drainEvents() -> [TrainerEvent] {
    drains.append(now)
    defer { mailbox = [] }
    return mailbox
  }

  func openLens(_ request: LensRequest) {
    lenses.append(request)
    lensMailbox = [LensReport(id: request.id, phase: .growing)]
  }

  func closeLens() { lenses.append(nil) }

  func drainLensReports() -> [LensReport] {
    defer { lensMailbox = [] }
    return lensMailbox
  }

  func progress() -> TrainingProgress? {
    if isStepping { latest?.step += 1_000 }
    return latest
  }

  /// When presets that are looked for are found.
  var timeOfList = Duration.zero
  private(set) var isListing = false

  func list() { isListing = true }
  func drainList() -> [PresetEntry]? {
    guard isListing, now >= timeOfList else { return nil }
    isListing = false
    return [
      PresetEntry(
        reference: "spiral", configuration: ExperimentConfiguration(), isBuiltIn: true)
    ]
  }
  func save(_ request: PresetSaveRequest) -> PresetSaveOutcome {
    saves.append(request)
    return request.reference == "taken" && !request.isOverwriting
      ? .exists : .saved(reference: request.reference)
  }
  func open(_ reference: String) -> PresetOpenOutcome {
    .failed(reason: "No preset is called '\(reference)'.")
  }

  /// Runs a dashboard in this world.
  func run() -> Interruption? {
    AppLoop(terminal: self, trainer: self, presets: self, clock: self)
      .run(DashboardState(configuration: ExperimentConfiguration()))
  }

  static let facts = RunFacts(
    configuration: ExperimentConfiguration(), parameterCount: 1,
    rows: PartRows(train: 10, dev: 5, test: 5),
    data: DataFacts(
      task: .binary, featureNames: ["a"], targetName: "b", classNames: ["0", "1"], notes: []),
    threads: 1)
}
