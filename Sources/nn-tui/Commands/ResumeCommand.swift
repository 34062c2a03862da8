import ArgumentParser
import Dashboard
import ExperimentModel
import Presets
import Training

/// Opens the dashboard on a session that was saved.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a session that was saved, in the dashboard.",
    discussion: """
      Sessions are saved as they go. The run goes on from the last save with the same figures as if \
      it had never stopped; `nn-tui train --resume` does so without a screen.
      """)

  @Argument(help: "A session by its name or its folder; without one, the one saved last.")
  var session = "latest"

  @Flag(help: "List the sessions instead, the one saved last first.")
  var list = false

  func run() throws {
    let environment = ProcessEnvironment.variables
    let store = PresetStore.ofEnvironment(environment)
    if list { return try OutputStream.standardOutput.write(Self.listing(environment, store)) }
    try DashboardCommand.checkTerminal()
    let resumed = try ResumedSession(session, environment: environment)
    // What cannot go on is told here and not on a screen without curves.
    _ = try resumed.session(resumed.prepared.options)
    var state = DashboardState(configuration: resumed.saved.checkpoint.ledger.base)
    state.resume(resumed.saved.events, inForce: resumed.saved.checkpoint.configuration)
    var saving = resumed.saving(store)
    saving.fullHistory = SessionSaving.historyOfScreen
    saving.isKeptAtEnd = true
    try DashboardCommand.open(state, store, environment) { [saving] wake in
      Trainer(
        resuming: resumed.saved.checkpoint, data: resumed.prepared.data,
        options: resumed.prepared.options, saving: saving, wake: wake)
    }
  }

  private static func listing(_ environment: [String: String], _ store: PresetStore) -> String {
    guard let sessions = SessionStore(environment: environment) else { return "" }
    let rows = sessions.names().map { name in
      let file = sessions.textFile(ofFolder: sessions.folder(name))
      let standing = sessions.isOpen(name) ? "open" : ""
      guard let session = try? store.session(atPath: file, waits: false) else {
        return [name, "", "", "not readable", standing]
      }
      let base = session.ledger.base
      let changes = session.ledger.entries.count
      return [
        name, "step \(session.steps)", changes == 1 ? "1 change" : "\(changes) changes",
        base.name.isEmpty ? base.data.source : base.name, standing,
      ]
    }
    return TextColumns.lines(rows, numbers: [1, 2])
  }
}
