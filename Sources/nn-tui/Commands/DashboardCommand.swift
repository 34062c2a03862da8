import AppShell
import ArgumentParser
import CursesTerminal
import Dashboard
import Datasets
import ExperimentModel
import Platform
import Presets
import TerminalUI
import Training

/// Opens the dashboard on a run that is under way.
struct DashboardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard", abstract: "Open the dashboard; this is the default.")

  @OptionGroup var experiment: ExperimentOptions

  func run() throws {
    try Self.checkTerminal()
    let environment = ProcessEnvironment.variables
    let store = PresetStore.ofEnvironment(environment)
    let request = experiment.request
    let base = try Self.base(of: request, in: store)
    let prepared = try PreparedExperiment(experiment, base: base)
    // What cannot be trained is told here and not on a screen without curves.
    _ = try prepared.session()
    let preset = request.reference.map { reference in
      PresetEntry(
        reference: reference, configuration: base, isBuiltIn: store.isBuiltIn(reference))
    }
    var saving = SessionStore(environment: environment).map { sessions in
      SessionSaving(
        in: sessions, threads: prepared.options.threads,
        workingDirectory: WorkingDirectory.path
      ) { store.sessionBytes($0, inFolder: $1) }
    }
    saving?.fullHistory = SessionSaving.historyOfScreen
    saving?.isKeptAtEnd = true
    let state = DashboardState(configuration: prepared.configuration, preset: preset)
    try Self.open(state, store, environment) { [saving] wake in
      Trainer(
        configuration: prepared.configuration, data: prepared.data, options: prepared.options,
        saving: saving, wake: wake)
    }
  }

  /// Shows a dashboard until somebody ends it.
  static func open(
    _ state: DashboardState, _ store: PresetStore, _ environment: [String: String],
    _ makeTrainer: @Sendable (_ wake: @escaping @Sendable () -> Void) -> Trainer
  ) throws {
    let interruption = try MainActor.assumeIsolated {
      try show(state, store, environment: environment, makeTrainer)
    }
    if let interruption { throw CommandError.silent(.signal(interruption.signal)) }
  }

  // A mistyped command is taken for the name of a preset.
  private static func base(
    of request: ExperimentRequest, in store: PresetStore
  ) throws(CommandError) -> ExperimentConfiguration {
    do throws(CommandError) {
      return try request.base(in: store)
    } catch {
      let commands = NNTUI.configuration.subcommands.compactMap {
        $0.configuration.commandName
      }
      guard case .inputNotFound = error.status, let reference = request.reference,
        let command = nearestName(to: reference, among: commands)
      else { throw error }
      throw CommandError(error.status, error.message + "; there is a command '\(command)'")
    }
  }

  // Data may take long to read; who cannot see the dashboard need not wait for it.
  static func checkTerminal() throws(CommandError) {
    guard isatty(0) == 1, isatty(1) == 1 else {
      throw CommandError(TerminalError.notATerminal)
    }
  }

  @MainActor private static func show(
    _ state: DashboardState, _ store: PresetStore, environment: [String: String],
    _ makeTrainer: @Sendable (_ wake: @escaping @Sendable () -> Void) -> Trainer
  ) throws(CommandError) -> Interruption? {
    let terminal: CursesTerminal
    do throws(TerminalError) {
      terminal = try CursesTerminal(environment: environment)
    } catch {
      throw CommandError(error)
    }
    let trainer = makeTrainer(terminal.wake)
    var state = state
    state.dataSources = BuiltInDataset.all.map(\.name)
    if let note = terminal.note { state.show(note: note) }
    let interruption = AppLoop(
      terminal: terminal, trainer: TrainerThread(trainer),
      presets: PresetFolder(store, wake: terminal.wake)
    ).run(state)
    terminal.close()
    trainer.stop()
    // Signals end the program at once again: what was saved stays.
    EndingLine(stream: .standardError).wait { trainer.waitForEnd(within: $0) }
    return interruption
  }
}

extension Interruption {
  /// The signal's number.
  fileprivate var signal: Int32 {
    switch self {
    case .interrupt: SIGINT
    case .terminate: SIGTERM
    case .hangup: SIGHUP
    }
  }
}
